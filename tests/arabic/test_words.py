"""Words: tokens with their spans, and the ways to take a word apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.arabic.fold import fold_word
from marsad.arabic.words import LATIN, NUMBER, WORD, splits, tokenize

CORPUS = Path(__file__).parents[1] / "corpus" / "words"
MIXED = st.text(
    st.one_of(st.sampled_from("قتلخمسةوال ٥5.،,ـ\u064f\u200f\u202b-«»aZé\n"), st.characters(codec="utf-8")), max_size=60
)


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").split("\n") if line]


@pytest.mark.parametrize("row", rows("positive.jsonl"), ids=lambda row: row["text"])
def test_tokens(row: dict[str, Any]) -> None:
    assert [[one.text, one.form, one.kind] for one in tokenize(row["text"])] == row["tokens"]


@pytest.mark.parametrize("row", rows("splits.jsonl"), ids=lambda row: row["form"])
def test_offers_the_stem(row: dict[str, Any]) -> None:
    assert row["stem"] in {one.stem for one in splits(row["form"])}


@pytest.mark.parametrize("row", rows("negative.jsonl"), ids=lambda row: row["form"])
def test_offers_no_false_stem(row: dict[str, Any]) -> None:
    assert row["stem"] not in {one.stem for one in splits(row["form"])}


@given(MIXED)
def test_tokens_span_what_they_say_in_order(text: str) -> None:
    last = 0
    for one in tokenize(text):
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert one.kind == LATIN or one.form == fold_word(one.text)
        last = one.end


@given(MIXED)
def test_no_letter_or_digit_falls_between_tokens(text: str) -> None:
    covered = {at for one in tokenize(text) for at in range(one.start, one.end)}
    assert all(at in covered for at, char in enumerate(text) if char.isalnum())


@given(MIXED, st.integers(0, 60), st.integers(0, 60))
def test_a_part_is_read_like_a_text_of_its_own(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    inside = [(one.start - start, one.end - start, one.text) for one in tokenize(text, start, end)]
    assert inside == [(one.start, one.end, one.text) for one in tokenize(text[start:end])]


@given(st.text("قتلخمسهوالبفكسينم", min_size=1, max_size=10))
def test_splits_put_together_are_the_word(form: str) -> None:
    found = splits(form)
    assert found[0] == ((), form, "")
    assert len(set(found)) == len(found)
    for one in found:
        before = "".join(one.before).replace("لال", "لل")
        assert before + one.stem + one.after == form


def test_a_word_never_ends_in_a_direction_mark() -> None:
    (word,) = tokenize("\u202bقتل\u202c\u200f")
    assert (word.text, word.start, word.end) == ("قتل", 1, 4)


@pytest.mark.parametrize(
    ("text", "kind"), [("قتل", WORD), ("٥", NUMBER), ("日本", LATIN), ("ُ", None), ("\u200f", None)]
)
def test_kinds(text: str, kind: str | None) -> None:
    assert [one.kind for one in tokenize(text)] == ([kind] if kind else [])
