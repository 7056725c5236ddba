"""The words of the interface, in Arabic and English: ``data/strings.json`` holds them, by the page they stand on.

A word is asked for as ``"page.word"``; ``{name}`` in it is filled in.  There is no word in one language only.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import get_args

from marsad.errors import DataError
from marsad.render.labels import Lang

FILE = "strings.json"
LANGS: tuple[Lang, ...] = ("ar", "en")
assert set(LANGS) == set(get_args(Lang))


def check(data: object) -> dict[str, dict[str, str]]:
    """The words by their keys.

    Raises:
        DataError: a word is missing in a language, or is no word.
    """
    if not isinstance(data, dict):
        raise DataError("not a table of pages", file=FILE)
    found: dict[str, dict[str, str]] = {}
    for page, words in data.items():
        for word, langs in words.items():
            key = f"{page}.{word}"
            if not isinstance(langs, dict) or set(langs) != set(LANGS):
                raise DataError(f"{key} is not given in {' and '.join(LANGS)}", file=FILE)
            for lang, text in langs.items():
                if not isinstance(text, str) or not text.strip():
                    raise DataError(f"{key} is empty in {lang}", file=FILE)
            found[key] = langs
    return found


@cache
def words() -> dict[str, dict[str, str]]:
    """Every word of the interface, by key and language."""
    return check(json.loads(files(__package__).joinpath("data", FILE).read_text("utf-8")))


def say(key: str, lang: Lang, **values: object) -> str:
    """A word of the interface; KeyError where there is none, which a test keeps from happening."""
    text = words()[key][lang]
    return text.format(**values) if values else text
