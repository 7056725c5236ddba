"""The lines of a text: how each reads by itself, and which of them neighbours give away as furniture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from marsad.page.furniture import Kind, kind, latin_only

#: A headline is no longer than this; a line that is must be running text.
TITLE_WORDS = 22
_ENDED = re.compile(r"[.؟?!…۔][\"»”’)\]]*$")
_BULLET = re.compile(r"[•●▪◦■♦★*–—-]\s|\d{1,2}\s?[-.)]\s")
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u061c"
#: What does not count at either end of a line.
STRIP = _INVISIBLE + " \t\r\n\x0b\x0c\x1c\x1d\x1e\x85\xa0\u2002\u2003\u2009\u202f\u2028\u2029\u3000"
_MENU_WORDS = 3
_WRAP = range(40, 111)


class Hint(Enum):
    """What the mark-up of a page says a line is."""

    TITLE = "title"
    BYLINE = "byline"
    CAPTION = "caption"
    HEADING = "heading"
    ITEM = "item"


@dataclass(slots=True)
class Line:
    """A line that is not blank: where it is, how it ends, and what its own words make of it."""

    start: int
    end: int
    words: int
    ended: bool
    gap: bool
    kind: Kind
    bullet: bool = False
    hint: Hint | None = None

    @property
    def open(self) -> bool:
        """Whether nothing yet says that it is furniture."""
        return self.kind is Kind.TEXT

    @property
    def running(self) -> bool:
        """Whether the line is surely running text rather than a headline."""
        return self.open and ((self.ended and self.words >= 6) or self.words > TITLE_WORDS or self.bullet)


def split_lines(text: str) -> Iterator[Line]:
    """The lines of a text that hold anything, trimmed."""
    at, gap = 0, False
    for raw in text.splitlines(keepends=True):
        bare = raw.strip(STRIP)
        if bare:
            start = at + len(raw) - len(raw.lstrip(STRIP))
            words = bare.count(" ") + 1
            what = kind(bare)
            yield Line(
                start,
                start + len(bare),
                words,
                bool(_ENDED.search(bare, max(0, len(bare) - 12))),
                gap,
                what,
                what is Kind.TEXT and words >= 4 and bool(_BULLET.match(bare)),
            )
        gap = not bare
        at += len(raw)


def join_wrapped(lines: list[Line]) -> list[Line]:
    """Join the lines of paragraphs that were broken at a column, so that they are not taken for headlines."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        last = at + 1
        while last < len(lines) and not lines[last].gap:
            last += 1
        block = lines[at:last]
        inner = [line.end - line.start for line in block[:-1]]
        if (
            len(block) >= 4
            and block[-1].ended
            and all(line.open and not line.bullet for line in block)
            and max(inner) in _WRAP
            and min(inner) >= 0.7 * max(inner)
            and sum(line.ended for line in block[:-1]) <= 0.4 * len(inner)
        ):
            words = sum(line.words for line in block)
            out.append(Line(block[0].start, block[-1].end, words, True, block[0].gap, Kind.TEXT))
        else:
            out += block
        at = last
    return out


def set_aside(lines: list[Line]) -> None:
    """Mark as furniture what stands under «اقرأ أيضا», under a tags heading, and after the comments begin."""
    seen, at = False, 0
    while at < len(lines):
        line = lines[at]
        seen = seen or line.running
        if line.kind is Kind.ENDS_PAGE and seen:
            for rest in lines[at:]:
                rest.kind = Kind.FURNITURE
            return
        if line.kind in (Kind.RELATED, Kind.TAGS) and seen:
            limit = 12 if line.kind is Kind.RELATED else 3
            under = at + 1
            while under < len(lines) and under - at <= limit:
                below = lines[under]
                if below.running or below.kind in (Kind.RELATED, Kind.TAGS, Kind.ENDS_PAGE):
                    break
                if below.gap and under > at + 1:
                    break
                below.kind = Kind.FURNITURE
                under += 1
        at += 1


def menus(lines: list[Line], speaks: Callable[[Line], bool]) -> None:
    """Mark runs of very short lines as menus; a line that ``speaks`` for itself ends a run."""
    at = 0
    while at < len(lines):
        last = at
        while last < len(lines) and (last == at or not lines[last].gap):
            line = lines[last]
            if line.open and (line.words > _MENU_WORDS or line.ended or speaks(line)):
                break
            last += 1
        if last - at >= 3:
            for line in lines[at:last]:
                if line.open:
                    line.kind = Kind.FURNITURE
        at = max(last, at + 1)


def foreign(text: str, lines: list[Line], speaks: Callable[[Line], bool]) -> None:
    """Mark short lines without an Arabic letter as furniture."""
    for line in lines:
        short = line.open and not line.hint and line.words <= 6 and not line.ended
        if short and latin_only(text[line.start : line.end]) and not speaks(line):
            line.kind = Kind.FURNITURE
