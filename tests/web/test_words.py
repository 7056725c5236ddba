"""Every word of the interface is there in both languages, and every one that is asked for is there."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from marsad import web
from marsad.errors import DataError
from marsad.web import families, layout
from marsad.web.words import LANGS, check, words

HOME = Path(web.__file__).parent
SOURCES = [*HOME.rglob("*.py"), *HOME.rglob("*.html")]
#: Words whose last part is only known when the page is made: by their beginning.
OPEN = re.compile(r"""f?["']([a-z]+\.[a-z-]*)(?:\{|["'] ~)""")
FIXED = re.compile(r"""["']([a-z]+\.[A-Za-z0-9-]+)["']""")


def test_every_word_has_both_languages() -> None:
    assert len(words()) > 100
    for key, said in words().items():
        assert set(said) == set(LANGS)
        ar, en = ({name for _, name, _, _ in string.Formatter().parse(said[lang]) if name} for lang in ("ar", "en"))
        assert ar == en, key


@pytest.mark.parametrize(
    "data",
    [
        [], {"a": {"b": {"ar": "كلمة"}}}, {"a": {"b": {"ar": "كلمة", "en": " "}}}, {"a": {"b": {"ar": "كلمة", "en": "word", "fr": "mot"}}},
        {"a": {"b": "word"}},
    ],
)  # fmt: skip
def test_a_missing_language_is_refused(data: object) -> None:
    with pytest.raises(DataError):
        check(data)


def test_every_word_that_is_asked_for_is_there_and_no_other() -> None:
    pages = {key.partition(".")[0] for key in words()}
    named: set[str] = set()
    beginnings: set[str] = {"error.M"}
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        named |= {key for key in FIXED.findall(text) if key.partition(".")[0] in pages}
        beginnings |= set(OPEN.findall(text))
    assert {
        key for key in named if key not in words() and not key.endswith((".html", ".js", ".json", ".css", "-"))
    } == set()
    unused = {key for key in words() if key not in named and not key.startswith(tuple(beginnings))}
    assert unused == set()


def test_the_families_are_named_and_hold_every_type_once() -> None:
    from marsad.lexicon.schema import read_folder

    entries, _ = read_folder()
    types = sorted(entry.data["type"] for entry in entries if entry.family == "types")
    assert sorted(each for group in families.families().values() for each in group) == types
    assert all(f"family.{name}" in words() for name in (*families.families(), families.OTHER))
    style = (HOME / "static" / "app.css").read_text(encoding="utf-8")
    assert all(f".f-{name} " in style for name in (*families.families(), families.OTHER))
    assert families.family("of my own") == families.OTHER


def test_the_menu_leads_to_words_and_pages() -> None:
    for stop in layout.MENU:
        assert stop.word in words()
