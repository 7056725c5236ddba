"""The sentences of an explanation in Arabic.  The reader explains in English; ``data/why.json`` holds what it says, and how that is said here.

A sentence is made of pieces: notes and reasons, which have Arabic of their own, and pieces of the table, which may hold words of the text, names
of places and kinds.  What no line of the table covers stays as it is, and a test looks that there is none.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from marsad.reasons import Reason, sentence
from marsad.render.named import country_name
from marsad.web.words import say, words

_APART = re.compile(r"(; |, before |\. (?=[A-Z]))")
_BETWEEN = {"; ": "؛ ", ", before ": "، وبعده في الترجيح: ", ". ": ". "}
#: A namesake with what speaks for it: its name, kind and country, then the evidence.
_PLACE = re.compile(r"(?P<name>.+?) \((?P<kind>[a-z0-9_]+), (?P<country>[A-Z]{2})\)")
_PARTS = {"subject": "فاعله", "object": "مفعوله"}


@cache
def _lines() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = json.loads(files(__package__).joinpath("data", "why.json").read_text("utf-8"))
    return tuple((re.compile(pattern), arabic) for pattern, arabic in data)


@cache
def _notes() -> dict[str, str]:
    return {sentence(each.value): sentence(each.value, "ar") for each in Reason}


def _kind(kind: str) -> str:
    key = f"kind.places-{kind}"
    return say(key, "ar") if key in words() else kind


def _place(text: str) -> str:
    found = _PLACE.fullmatch(text)
    if found is None:
        return text
    return f"{found['name']} ({_kind(found['kind'])}، {country_name(found['country'], 'ar')})"


def _named(values: dict[str, str | None]) -> dict[str, str]:
    """What a piece holds, as it is called in Arabic."""
    found = {name: value or "" for name, value in values.items()}
    for name, called in (("kind", _kind), ("place", _place), ("other", _place), ("part", _PARTS.__getitem__)):
        if name in found:
            found[name] = called(found[name])
    if "country" in found:
        found["country"] = country_name(found["country"], "ar")
    return found


def _piece(text: str) -> str:
    if text in _notes() or f"{text}." in _notes():
        return _notes().get(text) or _notes()[f"{text}."].rstrip(".")
    for pattern, arabic in _lines():
        if found := pattern.fullmatch(text):
            return arabic.format(**_named(found.groupdict()))
    head, colon, rest = text.partition("): ")
    if colon:
        return f"{_place(head + ')')}: {_piece(rest)}"
    return text


def arabic(why: str) -> str:
    """A sentence of an explanation in Arabic."""
    for english, said in _notes().items():
        # A note may hold what parts pieces.
        if why.startswith(english):
            return f"{said} {arabic(why[len(english) :].lstrip('. '))}".strip() if why != english else said
    pieces = _APART.split(why)
    return "".join(_BETWEEN[each] if at % 2 else _piece(each) for at, each in enumerate(pieces))
