"""Plain text with site furniture → Article.

Lines are first judged by their own words (``furniture.kind``), then by their place: what stands before the first
sentence, between paragraphs, after the last one, under «اقرأ أيضا», after the comments begin.  The text itself is
never changed, and every line of it ends up in exactly one part of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from marsad.page import marks
from marsad.page.article import Article, Caption, Note, Span
from marsad.page.dates import DateLine, date_line
from marsad.page.furniture import Kind, key
from marsad.page.language import ARABIC_SCRIPT, detect
from marsad.page.lines import STRIP, TITLE_WORDS, Hint, Line, foreign, join_wrapped, menus, set_aside, split_lines
from marsad.reasons import Reason, sentence

_OPEN_END = ":،؛,;"
_SURROGATE = re.compile("[\ud800-\udfff]")
_OVERRIDE = re.compile("[\u202d\u202e]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
#: A document of more characters than this (some 250,000 words) is no report but a dump of something else …
LONGEST_REPORT = 1_500_000
#: … of which a beginning is read.
MOST_CHARACTERS = 200_000
_HALF = MOST_CHARACTERS // 2
_ROOM = MOST_CHARACTERS - 200
_HEADING_WORDS = 11
_PARAGRAPH_WORDS = 12
_DATE_LINES = 40
#: Publishers are named early or late; a whole book need not be searched for one.
_SELF_MENTION_PARAGRAPHS = 400
_KNOWN = (Hint.TITLE, Hint.BYLINE, Hint.CAPTION)
_TEXT = (None, Hint.ITEM)


@dataclass(slots=True)
class _Parts:
    title: Span | None = None
    byline: Span | None = None
    dateline: Span | None = None
    agency: Span | None = None
    dates: list[DateLine] = field(default_factory=list)
    headings: list[Span] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    paragraphs: list[Span] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)


class _Reader:
    """One pass over the lines of one text."""

    def __init__(self, text: str, lines: list[Line], *, arabic_script: bool) -> None:
        self.text = text
        self.parts = _Parts()
        self.lines = lines
        self.marked_up = any(line.hint for line in lines)
        if arabic_script:
            foreign(text, lines, self._speaks)

    def read(self) -> _Parts:
        """Give every line its part."""
        set_aside(self.lines)
        body = next((i for i, line in enumerate(self.lines) if line.running and line.hint in _TEXT), len(self.lines))
        self._dates(body)
        menus(self.lines[:body], self._speaks)
        for line in self.lines:
            if not line.open:
                self.parts.furniture.append(Span(line.start, line.end))
        left = [(i, line) for i, line in enumerate(self.lines) if line.open and not self._hinted(line)]
        if any(line.running for _, line in left):
            self._head([line for i, line in left if i < body])
            self._body([line for i, line in left if i >= body])
        else:
            self._only_short([line for _, line in left])
        self._dateline()
        return self.parts

    def _speaks(self, line: Line) -> bool:
        """Whether a short line is a byline, a caption or a dateline, and so no entry of a menu."""
        text, start, end = self.text, line.start, line.end
        return bool(
            line.hint
            or marks.byline(text, start, end)
            or marks.caption(text, start, end, after_title=False)
            or marks.dateline_alone(text, start, end, after_title=True)
        )

    def _hinted(self, line: Line) -> bool:
        """Take a line whose part the mark-up gives away."""
        parts, span = self.parts, Span(line.start, line.end)
        if line.hint is Hint.TITLE:
            parts.title = span
        elif line.hint is Hint.BYLINE:
            parts.byline = marks.name(self.text, *span)
            if not parts.byline:
                parts.furniture.append(span)
        elif line.hint is Hint.CAPTION:
            parts.captions.append(marks.caption(self.text, *span, after_title=True) or Caption(*span, None))
        else:
            return False
        return True

    def _dates(self, body: int) -> None:
        """Find the date lines near the head and the foot of the page."""
        lines, last = self.lines, len(self.lines)
        near = [*range(min(body + 2, last, _DATE_LINES)), *range(max(body + 2, last - _DATE_LINES), last)]
        titled = self.marked_up
        for at in near:
            line = lines[at]
            if line.kind in (Kind.RELATED, Kind.TAGS, Kind.ENDS_PAGE) or line.words > 22 or line.hint in _KNOWN:
                continue
            if line.running and line.words > 12:
                continue
            found = date_line(self.text, line.start, line.end, alone=not titled)
            titled = titled or (line.open and line.words >= 3)
            if found and (at < body + 2 or found.published):
                self.parts.dates.append(found)
                line.kind = Kind.FURNITURE

    def _special(self, line: Line, *, after_title: bool) -> bool:
        """Take a line that is a caption, a byline or a dateline; say whether it was one."""
        parts, text = self.parts, self.text
        if found := marks.caption(text, line.start, line.end, after_title=after_title):
            parts.captions.append(found)
            return True
        if writer := marks.byline(text, line.start, line.end):
            parts.byline = parts.byline or writer.name
            parts.furniture.append(Span(line.start, writer.rest or line.end))
            if writer.rest:
                parts.paragraphs.append(Span(writer.rest, line.end))
            return True
        if not parts.dateline and not parts.paragraphs:
            place = marks.dateline_alone(text, line.start, line.end, after_title=after_title)
            if place:
                parts.dateline, parts.agency = place.span, place.agency
                parts.byline = parts.byline or place.byline
                return True
        return False

    def _head(self, lines: list[Line]) -> None:
        """What stands before the first sentence: the headline, and the lines between it and the report."""
        parts = self.parts
        rest: list[Line] = []
        for line in lines:
            if line.hint or not self._special(line, after_title=bool(rest or parts.title)):
                rest.append(line)
        title = None if parts.title else self._headline(rest)
        for line in rest:
            span = Span(line.start, line.end)
            if line is title:
                parts.title = span
            elif line.words >= _PARAGRAPH_WORDS or line.ended or self._last(line) in _OPEN_END:
                parts.paragraphs.append(span)
            elif (parts.title and line.words >= 5) or line.hint is Hint.HEADING:
                parts.headings.append(span)
            else:
                parts.furniture.append(span)

    def _headline(self, lines: list[Line]) -> Line | None:
        able = [line for line in lines if line.words <= TITLE_WORDS and self._last(line) not in _OPEN_END]
        for least in (5, 3):
            for line in able:
                if line.words >= least:
                    return line
        return able[-1] if able else None

    def _last(self, line: Line) -> str:
        return self.text[line.end - 1]

    def _heading_like(self, line: Line) -> bool:
        if line.hint is Hint.HEADING:
            return line.words <= TITLE_WORDS
        if line.hint is Hint.ITEM or line.words > _HEADING_WORDS or line.bullet or self._last(line) in _OPEN_END:
            return False
        return not line.ended or (self._last(line) in "؟?!" and line.words <= 9)

    def _body(self, lines: list[Line]) -> None:
        parts = self.parts
        waiting: list[Line] = []
        for line in lines:
            if not line.running and not line.hint and self._special(line, after_title=True):
                continue
            if line.running and not parts.paragraphs and self._opens_with_byline(line):
                continue
            if self._heading_like(line):
                waiting.append(line)
                continue
            self._settle(waiting, followed=True)
            waiting = []
            parts.paragraphs.append(Span(line.start, line.end))
        self._settle(waiting, followed=False)

    def _opens_with_byline(self, line: Line) -> bool:
        """Take a first paragraph that begins «بقلم فلان:» on the same line."""
        writer = marks.byline(self.text, line.start, line.end)
        return bool(writer and writer.rest) and self._special(line, after_title=False)

    def _settle(self, waiting: list[Line], *, followed: bool) -> None:
        """Decide what short lines are, once it is known whether a paragraph follows them."""
        if not waiting:
            return
        parts = self.parts
        spans = [Span(line.start, line.end) for line in waiting]
        listed = bool(parts.paragraphs) and self.text[parts.paragraphs[-1].end - 1] == ":"
        if listed or (not followed and len(waiting) == 1 and waiting[0].words >= 6 and not waiting[0].hint):
            parts.paragraphs += spans
        elif followed and (len(waiting) <= 2 or all(line.hint for line in waiting)):
            parts.headings += spans
        else:
            parts.furniture += spans

    def _only_short(self, lines: list[Line]) -> None:
        """A text without one full sentence: a headline and lines, or lines alone."""
        parts = self.parts
        rest = [
            line for at, line in enumerate(lines) if not self._special(line, after_title=at > 0 or bool(parts.title))
        ]
        for at, line in enumerate(rest):
            span = Span(line.start, line.end)
            if not at and len(rest) > 1 and line.words <= TITLE_WORDS and not line.ended and not parts.title:
                parts.title = span
            else:
                parts.paragraphs.append(span)

    def _dateline(self) -> None:
        parts = self.parts
        if parts.dateline or not parts.paragraphs:
            return
        first = min(parts.paragraphs)
        found = marks.dateline(self.text, first.start, first.end)
        if not found:
            return
        parts.dateline, parts.agency = found.span, found.agency
        if not parts.dates and (dated := date_line(self.text, *found.span)):
            parts.dates.append(dated)


def _publisher(text: str, parts: _Parts) -> Span | None:
    """The page's own name: its rights line, else its dateline, else where a speaker is said to speak to it."""
    for span in reversed(parts.furniture[-200:]):
        if found := marks.rights_holder(text, *span):
            return found
    if parts.agency:
        return parts.agency
    told = marks.self_mentions(text, parts.paragraphs[:_SELF_MENTION_PARAGRAPHS])
    names = {text[start:end] for start, end in told}
    return told[0] if len(names) == 1 else None


def _notes(text: str, parts: _Parts, language: str, share: float) -> list[Note]:
    found: list[Reason] = []
    if not text.strip(STRIP):
        found.append(Reason.EMPTY_DOCUMENT)
    else:
        if language == "und" and not share:
            found.append(Reason.LANGUAGE_UNSURE)
        elif language != "ar":
            found.append(Reason.NOT_ARABIC)
        elif share < 0.7:
            found.append(Reason.MIXED_LANGUAGE)
        if not parts.paragraphs:
            found.append(Reason.NO_PARAGRAPHS)
    if _OVERRIDE.search(text):
        found.append(Reason.BIDI_CONTROLS)
    if _CONTROL.search(text):
        found.append(Reason.CONTROL_CHARACTERS)
    return [Note(str(reason), sentence(reason)) for reason in found]


def _page_date(parts: _Parts) -> DateLine | None:
    """The date line that says when the page was published, else the first that does not speak of a change."""
    dates = parts.dates
    best = [d for d in dates if d.published] or [d for d in dates if not d.updated] or dates
    return best[0] if best else None


def _article(
    text: str,
    lines: list[Line],
    *,
    id: str,  # noqa: A002
    url: str | None,
    published: date | None,
    basis: str | None,
) -> Article:
    language, share = detect(text)
    parts = _Reader(text, lines, arabic_script=language in ARABIC_SCRIPT).read()
    dated = _page_date(parts)
    on_page = dated if published is None else None
    notes = _notes(text, parts, language, share)
    if on_page and on_page.ambiguous:
        notes.append(Note(str(Reason.DATE_ORDER_ASSUMED), sentence(Reason.DATE_ORDER_ASSUMED)))
    return Article(
        id=id,
        text=text,
        url=url,
        published=published or (on_page.day if on_page else None),
        published_basis=basis if published else "page" if on_page else None,
        published_span=dated.span if dated else None,
        language=language,
        title=parts.title,
        byline=parts.byline,
        publisher=_publisher(text, parts),
        headings=tuple(sorted(parts.headings)),
        captions=tuple(sorted(parts.captions)),
        paragraphs=tuple(sorted(parts.paragraphs)),
        furniture=tuple(sorted(parts.furniture)),
        dateline=parts.dateline,
        notes=tuple(notes),
    )


def _admitted(text: str) -> tuple[str, tuple[Note, ...]]:
    """A text without half characters (lone surrogates), which no UTF-8 output can hold, and not beyond the limit."""
    reasons = []
    if len(text) > LONGEST_REPORT:
        line, word = (text.rfind(mark, room, MOST_CHARACTERS) for mark, room in (("\n", _HALF), (" ", _ROOM)))
        text = text[: line if line > 0 else word if word > 0 else MOST_CHARACTERS]
        reasons.append(Reason.DOCUMENT_CUT)
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        reasons.append(Reason.LONE_SURROGATES)
    return text, tuple(Note(str(reason), sentence(reason)) for reason in reasons)


def read_lines(
    blocks: Sequence[tuple[str, Hint | None]],
    *,
    id: str,  # noqa: A002
    url: str | None = None,
    published: date | None = None,
    basis: str | None = None,
) -> Article:
    """Take apart a text whose lines come with hints from mark-up; the text is the lines joined."""
    text, notes = _admitted("\n".join(block for block, _ in blocks))
    hints: dict[int, Hint] = {}
    at = 0
    for block, hint in blocks:
        if hint:
            hints[at] = hint
        at += len(block) + 1
    lines = list(split_lines(text))
    for line in lines:
        line.hint = hints.get(line.start)
        if line.hint in _KNOWN:
            line.kind = Kind.TEXT
        line.bullet = line.bullet or (line.hint is Hint.ITEM and line.words >= 4)
    article = _article(text, lines, id=id, url=url, published=published, basis=basis)
    return replace(article, notes=(*notes, *article.notes))


def read_plain(
    text: str,
    *,
    id: str,  # noqa: A002
    url: str | None = None,
    published: date | None = None,
    title: str | None = None,
) -> Article:
    """Take a plain text apart.

    The text stays as it is, but for half characters (lone surrogates): each is replaced by U+FFFD, one for one, so
    that offsets hold, and a note says so.

    Args:
        text: the page's text.
        id: the document's name.
        url: where it came from.
        published: the day of publication, if the caller knows it.
        title: the headline, if the caller knows it; the line that says the same is then the title.
    """
    text, notes = _admitted(text)
    lines = join_wrapped(list(split_lines(text)))
    if title and (wanted := key(title)):
        for line in lines[:_DATE_LINES]:
            if key(text[line.start : line.end]) == wanted:
                line.hint, line.kind = Hint.TITLE, Kind.TEXT
                break
    article = _article(text, lines, id=id, url=url, published=published, basis="given")
    return replace(article, notes=(*notes, *article.notes))
