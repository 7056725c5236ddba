"""Sentences: where one ends, where none does, and that nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.sentences import sentences

CORPUS = Path(__file__).parents[1] / "corpus" / "sentences"
PROSE = st.text(st.one_of(st.sampled_from('قتل د. 5.؟!…\n"»«)(،ـ\u2028ab'), st.characters(codec="utf-8")), max_size=80)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").split("\n") if line]


@pytest.mark.parametrize("row", rows("positive.jsonl"), ids=lambda row: row["text"])
def test_ends(row: dict[str, Any]) -> None:
    text = row["text"]
    assert [text[start:end] for start, end in sentences(text)] == row["sentences"]


@pytest.mark.parametrize("row", rows("negative.jsonl"), ids=lambda row: row["text"])
def test_is_one_sentence(row: dict[str, Any]) -> None:
    text = row["text"]
    assert [text[start:end] for start, end in sentences(text)] == [text.strip()]


@given(PROSE)
def test_no_character_is_lost_and_none_is_in_two(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()


@given(PROSE, st.integers(0, 80), st.integers(0, 80))
def test_a_part_is_cut_within_its_bounds(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    found = sentences(text, start, end)
    assert all(start <= left < right <= end for left, right in found)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u2028"])
def test_blank_text_has_none(text: str) -> None:
    assert sentences(text) == []
