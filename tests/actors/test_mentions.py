"""Actor mentions in context: the entity that covers the words has the right id of the registry."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import marsad
from marsad.actors import lookup

LINES = (Path(__file__).parent / "mentions.jsonl").read_text(encoding="utf-8").splitlines()
#: A little under what is reached (docs/actors.md); the goal is 0.92.
FLOOR, FLOOR_INDIRECT = 0.98, 0.97
INDIRECT = ("generic", "short", "slur", "number")


def found(row: dict[str, Any]) -> str | None:
    """The id of the closest entity around the words."""
    report = marsad.read(row["text"], url=row.get("url"), published="2024-05-02")
    assert report.check() == []
    start, end = row["start"], row["start"] + len(row["words"])
    around = [
        (m.end - m.start, e.ref) for e in report.entities for m in e.mentions if m.start <= start and end <= m.end
    ]
    return min(((size, ref) for size, ref in around if ref), default=(0, None))[1]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LINES]


def test_the_list_is_broad(rows: list[dict[str, Any]]) -> None:
    forms = Counter(row["form"] for row in rows)
    assert len(rows) >= 300
    assert len({row["country"] for row in rows} - {"XX"}) >= 20
    assert sum(forms[form] for form in INDIRECT) >= 90
    assert len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        assert row["text"][row["start"] : row["start"] + len(row["words"])] == row["words"]
        assert lookup(row["ref"]) is not None, row["ref"]


def test_mentions_get_the_right_entry(rows: list[dict[str, Any]]) -> None:
    wrong = [(row["words"], row["ref"], got) for row in rows if (got := found(row)) != row["ref"]]
    indirect = [row for row in rows if row["form"] in INDIRECT]
    missed = {(words, ref) for words, ref, _ in wrong}
    assert 1 - len(wrong) / len(rows) >= FLOOR, wrong
    hits = sum((row["words"], row["ref"]) not in missed for row in indirect)
    assert hits / len(indirect) >= FLOOR_INDIRECT, wrong
