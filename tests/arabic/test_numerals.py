"""Numbers: the corpora, the tables behind them, and what must hold for any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.arabic.number_grammar import read_digits
from marsad.arabic.number_words import number_tables
from marsad.arabic.numerals import numbers
from marsad.arabic.words import tokenize

CORPUS = Path(__file__).parents[1] / "corpus" / "numerals"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").split("\n") if line]


@pytest.mark.parametrize("row", rows("positive.jsonl"), ids=lambda row: row["text"])
def test_reads(row: dict[str, Any]) -> None:
    text = row["text"]
    found = [
        {
            "low": one.low,
            "high": one.high,
            "kind": one.kind,
            "text": text[slice(*one.span)],
            "core": text[slice(*one.core)],
            **({"approximate": True} if one.approximate else {}),
            **({"tail": text[slice(*one.tail)]} if one.tail else {}),
        }
        for one in numbers(tokenize(text))
    ]
    assert found == row["numbers"]


@pytest.mark.parametrize("row", rows("negative.jsonl"), ids=lambda row: row["text"])
def test_is_no_number(row: dict[str, Any]) -> None:
    assert numbers(tokenize(row["text"])) == [], row["why"]


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("5800", (5800, None)),
        ("5.800", (5800, 5.8)),
        ("0.800", (0.8, None)),
        ("5,8", (5.8, None)),
        ("1.234.567", (1234567, None)),
        ("1٬234", (1234, None)),
        ("1٫250", (1.25, None)),
        ("1,234.5", (1234.5, None)),
        ("28.11.2019", None),
        ("192.168.1.1", None),
        ("1" * 5000, None),
    ],
)
def test_digits(form: str, value: tuple[float, float | None] | None) -> None:
    assert read_digits(form) == value


@pytest.mark.parametrize(
    ("text", "value"), [("1.250 مليون", 1_250_000), ("1.250 شخص", 1250), ("5.800 ألف", 5800), ("2.500.000", 2_500_000)]
)
def test_a_scale_word_settles_what_the_point_means(text: str, value: int) -> None:
    assert [one.low for one in numbers(tokenize(text))] == [value]


@pytest.mark.parametrize("proclitic", ["", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "وب", "فل"])
@pytest.mark.parametrize(("word", "value"), [("خمسة", 5), ("عشرين", 20), ("ثلاثمئة", 300), ("مليون", 1_000_000)])
def test_proclitics(proclitic: str, word: str, value: int) -> None:
    text = proclitic + word
    (found,) = numbers(tokenize(text))
    assert (found.low, found.core[1]) == (value, len(text))
    assert text[slice(*found.core)] in (word, "ال" + word)


UNITS = ["واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TEENS = ["عشرة", "أحد عشر", "اثني عشر", *(unit + " عشر" for unit in UNITS[2:])]
TENS = ["عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"]
HUNDREDS = ["مئة", "مئتين", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]


def spell(value: int) -> str:
    """A number below a million in words, as a newspaper writes it."""
    if value >= 1000:
        thousands, rest = divmod(value, 1000)
        head = {1: "ألف", 2: "ألفين"}.get(thousands) or spell(thousands) + (" آلاف" if 3 <= thousands <= 10 else " ألف")
        return head + (" و" + spell(rest) if rest else "")
    hundreds, below = divmod(value, 100)
    parts = [HUNDREDS[hundreds - 1]] if hundreds else []
    if 10 <= below < 20:
        parts.append(TEENS[below - 10])
    elif below:
        parts += [UNITS[below % 10 - 1]] if below % 10 else []
        parts += [TENS[below // 10 - 2]] if below >= 20 else []
    return " و".join(parts)


@given(st.integers(1, 999_999))
def test_every_number_in_words_is_read_back(value: int) -> None:
    text = spell(value)
    (found,) = numbers(tokenize(text))
    assert (found.low, found.high, found.core) == (value, value, (0, len(text)))


WORDS = ["و", "نحو", "أكثر", "من", "بين", "إلى", "أو", "على", "الأقل", "%", "-", "/", ":", ".", "5", "40", "007", "ألف"]
WORDS += [
    "خمسة",
    "وعشرين",
    "مئات",
    "الآلاف",
    "نصف",
    "قتيلا",
    "الثاني",
    "عشر",
    "عام",
    "2014",
    "بضعة",
    "ما",
    "أحد",
    "ثمن",
]


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " "])), max_size=14))
def test_numbers_are_ordered_and_apart_and_point_into_the_text(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + space for word, space in parts)
    tokens = tokenize(text)
    last = 0
    for one in numbers(tokens):
        assert last <= one.first < one.last <= len(tokens)
        assert one.span[0] <= one.core[0] < one.core[1] <= one.span[1]
        assert tokens[one.first].start <= one.span[0]
        assert one.span[1] == tokens[one.last - 1].end
        assert one.low is None or one.high is None or one.low <= one.high
        assert one.tail is None or one.tail[0] >= one.span[1]
        last = one.last


@given(st.text(max_size=80))
def test_any_text_is_walked(text: str) -> None:
    tokens = tokenize(text)
    assert all(one.last <= len(tokens) for one in numbers(tokens))


def test_only_the_asked_part_is_read() -> None:
    tokens = tokenize("قتل نحو خمسة وعشرين جنديا و30 مدنيا")
    assert [one.low for one in numbers(tokens, 2, 3)] == [5]
    assert [one.approximate for one in numbers(tokens, 2)] == [False, False]


@pytest.mark.parametrize("part", ["و ", "ألف ", "1-", "1/", "1:", "00 ", "مئة و", "من 1 إلى ", "1.5 مليون مليون "])
def test_repetition_is_read_in_one_walk(part: str) -> None:
    tokens = tokenize(part * 3000)
    assert all(0 < one.last <= len(tokens) for one in numbers(tokens))


def test_each_word_of_the_tables_is_read_or_needs_company() -> None:
    for form, entry in number_tables().words.items():
        if entry.prefix.text or entry.needs_more or entry.cls in ("clitic", "parts", "phrase") or entry.written:
            continue
        assert numbers(tokenize(form)), form
