"""The shipped data: sound, large enough, and up to date in what was compiled."""

from __future__ import annotations

from collections import Counter

import pytest

from marsad.lexicon.compiler import ARTEFACT, check
from marsad.lexicon.lexicon import load
from marsad.lexicon.schema import Entry, as_list, read_folder

TITLES = {"rank", "official", "role", "spokesperson"}


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return read_folder()[0]


def test_the_linter_finds_nothing() -> None:
    assert check() == []


def test_there_are_words_enough(entries: list[Entry]) -> None:
    families = Counter(entry.family for entry in entries)
    titles = [entry for entry in entries if entry.family == "nouns" and TITLES & set(as_list(entry.data.get("cls")))]
    counted = [entry for entry in entries if entry.family in ("nouns", "adjectives") and entry.data.get("of")]
    assert families["events"] >= 900
    assert families["saying"] >= 250
    assert len(titles) >= 300
    assert len(counted) >= 150


def test_every_event_type_has_words(entries: list[Entry]) -> None:
    types = [entry.data["type"] for entry in entries if entry.family == "types"]
    words = Counter(entry.data["type"] for entry in entries if entry.family == "events")
    assert len(types) == len(set(types)) == 35
    assert {name: words[name] for name in types if words[name] < 10} == {}


def test_every_class_above_is_a_class(entries: list[Entry]) -> None:
    classes = {entry.data["class"]: entry.data.get("above") for entry in entries if entry.family == "classes"}
    assert {above for above in classes.values() if above} <= classes.keys()


def test_what_was_compiled_is_what_the_files_say(entries: list[Entry]) -> None:
    lexicon = load(ARTEFACT)
    assert [entry.id for entry in lexicon.entries] == [entry.id for entry in entries]
    assert [entry.data for entry in lexicon.entries] == [entry.data for entry in entries]
