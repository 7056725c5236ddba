"""Where do the searched words stand?  A piece of the article around the first of them, the words apart from the rest.

The words of a text are taken as it spells them, with their marks and lengthening, and compared as the search compares
them: by stem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from marsad.observatory.stems import asked, stems

#: A word as it is written: letters with the marks over and under them, or a number.
_WORDS = re.compile(r"[^\W\d_][\w\u064b-\u065f\u0670\u0640]*|\d[\d.,\u066b\u066c]*")
_BEFORE = 60
_LONGEST_WORD = 30
_SPACES = re.compile(r"\s+")

#: Some words, and whether they are what was looked for.
Piece = tuple[str, bool]


def _found(text: str, query: str) -> Iterator[tuple[int, int]]:
    """Where words of the query stand."""
    wanted = {form for item in asked(query) for forms in item for form in forms}
    for match in _WORDS.finditer(text):
        if wanted.intersection(stems(match.group())):
            yield match.span()


def _edge(text: str, at: int) -> int:
    """The beginning of the word at a place."""
    space = text.rfind(" ", 0, at) + 1
    # In a word without an end nothing is to be waited for.
    return space if at - space <= _LONGEST_WORD else at


def snippet(text: str, query: str | None, width: int = 260) -> tuple[Piece, ...]:
    """Some ``width`` characters of a text around the words of a query, or its beginning where none stand in it."""
    hits = list(_found(text, query)) if query else []
    start = _edge(text, hits[0][0] - _BEFORE) if hits and hits[0][0] > _BEFORE else 0
    end = min(start + width, len(text))
    if end < len(text):
        end = _edge(text, end)
    pieces: list[Piece] = [("… ", False)] if start else []
    at = start
    for first, last in hits:
        if last > end:
            break
        if first >= at:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return tuple((_SPACES.sub(" ", each), hit) for each, hit in pieces if each)
