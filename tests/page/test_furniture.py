"""Furniture by its own words: a corpus of lines that are, and of lines that only look like it."""

import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from marsad.page.furniture import LONGEST, Kind, key, kind

CORPUS = Path(__file__).parents[1] / "corpus" / "furniture"
MATCHED = ("lines", "starts", "contains", "ends_page", "related", "related_starts", "labels", "tags")


def lines(name: str) -> list[str]:
    return [json.loads(row)["line"] for row in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def data() -> dict[str, list[str]]:
    return json.loads(files("marsad.page").joinpath("data", "furniture.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", lines("positive"))
def test_furniture(line: str):
    assert kind(line) is not Kind.TEXT


@pytest.mark.parametrize("line", lines("negative"))
def test_not_furniture(line: str):
    assert kind(line) is Kind.TEXT


def test_corpora_are_large_and_without_repeats():
    for name in ("positive", "negative"):
        assert len(lines(name)) >= 60
        assert max(Counter(lines(name)).values()) == 1


def test_the_phrase_list_is_broad():
    assert sum(len(data()[name]) for name in MATCHED) >= 350


def test_phrases_are_clean():
    for name, phrases in data().items():
        assert max(Counter(phrases).values()) == 1, name
        for phrase in phrases:
            assert phrase == phrase.strip()
            assert not re.search("[\ufb50-\ufdff\ufe70-\ufefc]", phrase)
            assert key(phrase), f"{name}: {phrase!r} folds to nothing"


def test_spelling_does_not_matter():
    assert kind("إقـرأ أيضــاً") is kind("اقرأ ايضا") is Kind.RELATED
    assert kind("التعليقات (٣)") is kind("التعليقات") is Kind.ENDS_PAGE


def test_figures_alone_are_left_to_the_caller():
    assert kind("2019/11/28 21:40") is Kind.FIGURES


def test_a_long_line_is_running_text():
    assert kind("الرئيسية " * LONGEST) is Kind.TEXT
