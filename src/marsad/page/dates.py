"""Date lines: «نشر في 28/11/2019 - 21:40» and its many sisters, as a day.

Only a line that holds a full date and next to nothing else counts: a date inside running text is the report's
business, not the page's.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from marsad.arabic.calendar import times
from marsad.arabic.fold import fold_word
from marsad.arabic.words import LATIN, NUMBER, WORD, Token, tokenize
from marsad.page.article import Span
from marsad.page.furniture import phrases

_LONGEST = 160
_WORDS = 22
_FREE_WORDS = 3
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,4})(?!\d)")
_JOINT = re.compile(r"(?<=\d)[/-](?=[^\W\d_])|(?<=[^\W\d_])[/-](?=\d)")
_ISO_TIME = re.compile(r"T\d\d:\d\d")


class DateLine(NamedTuple):
    """The day a line states, the words of the date, and how sure it is."""

    day: date
    span: Span
    published: bool  # the line says that it is the day of publication
    updated: bool  # the line says that it is the day of the last change
    ambiguous: bool  # day and month could change places


def _year(number: int) -> bool:
    return 1900 <= number <= 2100


def _numeric(line: str) -> tuple[date, int, int, bool] | None:
    """The first all-digit date of the Gregorian calendar in a line."""
    for found in _NUMERIC.finditer(line):
        first, second, third = (int(g) for g in found.groups())
        if _year(first):
            year, month, day, ambiguous = first, second, third, False
        elif _year(third):
            day, month, year = first, second, third
            ambiguous = day <= 12 and month <= 12 and day != month
            if month > 12:
                day, month = month, day
        else:
            continue
        try:
            return date(year, month, day), found.start(), found.end(), ambiguous
        except ValueError:
            continue
    return None


def _worded(tokens: list[Token]) -> tuple[date, int, int] | None:
    """The first full date with a named month."""
    for found in times(tokens, published=None):
        if found.basis == "stated" and found.precision == "day" and found.start and found.start == found.end:
            return found.start, found.start_char, found.end_char
    return None


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    """Every word that may stand beside a date without making its line anything else."""
    sets = phrases().sets
    lists = sets["date_fillers"] | sets["date_markers"] | sets["update_markers"]
    return frozenset(word for phrase in lists for word in phrase.split())


def _starts_with(words: list[str], known: frozenset[str]) -> bool:
    return any(" ".join(words[:size]) in known for size in (3, 2, 1))


def date_line(text: str, start: int, end: int, *, alone: bool = False) -> DateLine | None:
    """Read ``text[start:end]`` as a line that dates the page.

    ``alone`` asks for a line with next to nothing beside the date: before the headline is known, a headline that
    holds a date must not pass for one.
    """
    if end - start > _LONGEST:
        return None
    # Digits fold one to one, so offsets in the plain line are offsets in the text.
    line = "".join(fold_word(c) if c.isdecimal() else c for c in text[start:end])
    line = _JOINT.sub(" ", line)
    if not any(c.isdecimal() for c in line):
        return None
    tokens = [t for t in tokenize(line) if t.kind in (WORD, LATIN, NUMBER)]
    if len(tokens) > _WORDS:
        return None
    ambiguous = False
    if numeric := _numeric(line):
        day, first, last, ambiguous = numeric
    elif worded := _worded(tokenize(line)):
        day, first, last = worded
    else:
        return None
    sets = phrases().sets
    outside = [t.form for t in tokens if t.kind != NUMBER and not first <= t.start < last]
    others = [w for w in outside if w not in _fillers()]
    published = _starts_with(outside, sets["date_markers"])
    updated = _starts_with(outside, sets["update_markers"])
    if len(others) > (_FREE_WORDS + 2 if published or updated else 1 if alone else _FREE_WORDS):
        return None
    if _ISO_TIME.search(line, last):
        ambiguous = False
    return DateLine(day, Span(start + first, start + last), published, updated, ambiguous)
