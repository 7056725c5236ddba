"""Folding: the spellings that are one, those that stay apart, and the map back to the source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.fold import fold, fold_word

CORPUS = Path(__file__).parents[1] / "corpus" / "fold"
ARABIC = st.text(
    st.one_of(st.characters(min_codepoint=0x600, max_codepoint=0x8FF), st.characters(categories=["L", "M", "Cf", "N"])),
    max_size=60,
)
PRESENTATION = st.text(st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF), max_size=30)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").split("\n") if line]


@pytest.mark.parametrize("row", rows("positive.jsonl"), ids=lambda row: row["text"])
def test_folds(row: dict[str, Any]) -> None:
    assert fold_word(row["text"]) == row["folded"]
    assert fold(row["text"]).text == row["folded"]


@pytest.mark.parametrize("row", rows("negative.jsonl"), ids=lambda row: row["one"])
def test_stays_apart(row: dict[str, Any]) -> None:
    assert fold_word(row["one"]) != fold_word(row["other"])


@given(st.one_of(ARABIC, PRESENTATION, st.text(max_size=60)))
def test_every_folded_letter_comes_from_its_source(text: str) -> None:
    folded = fold(text)
    assert folded.text == fold_word(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    last = 0
    for at, char in enumerate(folded.text):
        start, end = folded.span(at, at + 1)
        assert last <= start < end <= len(text)
        assert char in fold_word(text[start:end])
        last = start


@given(ARABIC, st.data())
def test_a_span_folds_to_the_slice_it_came_from(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    left, right = folded.span(start, end)
    assert folded.text[start:end] in fold_word(text[left:right])
    assert (left == right) == (start == end)


@given(st.one_of(ARABIC, PRESENTATION))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold_word(text)
    assert fold_word(once) == once


@given(PRESENTATION)
def test_no_presentation_form_leaves_a_mark_or_stray_space(text: str) -> None:
    folded = fold_word(text)
    assert folded == folded.strip()
    assert not any("\u064b" <= char <= "\u065f" for char in folded)


@pytest.mark.parametrize(("text", "span"), [("", (0, 0)), ("قتل", (3, 3)), ("\u064b", (0, 0))])
def test_an_empty_slice_has_an_empty_span(text: str, span: tuple[int, int]) -> None:
    folded = fold(text)
    assert folded.span(len(folded.text), len(folded.text)) == span
