"""Words of a sentence: which reading its neighbours leave a word, and where it begins and ends."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.parsing import parsed, rows

ALL = [*rows("tagging/positive.jsonl"), *rows("tagging/negative.jsonl")]


def named(row: dict[str, Any]) -> str:
    return f"{row['word']} in {row['text']}"


def tags(text: str, word: str) -> list[str]:
    """The parts of speech of the words that hold this one."""
    at = text.index(word)
    return [one.pos for one in parsed(text).words if one.start < at + len(word) and at < one.end]


@pytest.mark.parametrize("row", rows("tagging/positive.jsonl"), ids=named)
def test_part_of_speech(row: dict[str, Any]) -> None:
    assert tags(row["text"], row["word"]) == [row["pos"]]


@pytest.mark.parametrize("row", rows("tagging/negative.jsonl"), ids=named)
def test_not_that_part_of_speech(row: dict[str, Any]) -> None:
    found = tags(row["text"], row["word"])
    assert found
    assert row["pos"] not in found


@pytest.mark.parametrize("row", ALL, ids=named)
def test_words_lie_in_the_text_side_by_side(row: dict[str, Any]) -> None:
    text, last = row["text"], 0
    for word in parsed(text).words:
        assert last <= word.start <= word.bare_start() < word.end
        assert text[word.start : word.end] == word.text
        assert text[last : word.start].strip() == ""
        last = word.end
    assert last == len(text)


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("سلم المسلحون سلاحهم للجيش.", "للجيش", "جيش"),
        ("اعترف الرجل بالهجوم.", "بالهجوم", "الهجوم"),
        ("هاجم المسلحون القرية وقتلوا راعياً.", "وقتلوا", "قتلوا"),
        ("انسحب الجيش من البلدة وَالقرية.", "وَالقرية", "القرية"),
        ("زار وزير الخارجية المدينة.", "وزير", "وزير"),
        ("قتل الرجل في بلدة قريبة.", "بلدة", "بلدة"),
    ],
)
def test_where_a_word_begins_without_its_proclitics(text: str, word: str, rest: str) -> None:
    (found,) = [one for one in parsed(text).words if one.text == word]
    assert text[found.bare_start() : found.end] == rest
