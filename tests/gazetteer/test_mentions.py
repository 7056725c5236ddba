"""The list of mentions in context: how many of them the reader finds, and how near it puts them."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

_spec = importlib.util.spec_from_file_location("measure", Path(__file__).with_name("measure.py"))
assert _spec is not None
assert _spec.loader is not None
measure: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(measure)

#: A little under what was reached; raised when more is.
FLOORS = {
    "within 161 km": 0.96,
    "within 25 km": 0.95,
    "ambiguous within 161 km": 0.94,
    "ambiguous within 25 km": 0.925,
    "no place left alone": 1.0,
    "precision": 0.96,
}
LINES = measure.lines()


@pytest.fixture(scope="module")
def reached() -> dict[str, float]:
    return measure.figures([measure.find(line) for line in LINES])  # type: ignore[no-any-return]


@pytest.mark.parametrize("figure", FLOORS)
def test_no_figure_falls_below_its_floor(reached: dict[str, float], figure: str) -> None:
    assert reached[figure] >= FLOORS[figure]


def test_the_list_is_as_broad_as_promised() -> None:
    places = [line for line in LINES if not line.get("none")]
    assert len(places) >= 400
    assert sum(1 for line in places if line.get("ambiguous")) >= 120
    assert len(LINES) - len(places) >= 30
    assert len({line["country"] for line in places}) >= 25
    assert max(Counter((line["text"], line["mention"]) for line in LINES).values()) == 1
