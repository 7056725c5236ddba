"""The article: what a page turns into before anybody reads it for events.

Every part is a span of ``text``, so whatever is later said about the article can be checked against its very
characters.  Frozen, because the stages after this one share it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of the text: code points, end exclusive."""

    start: int
    end: int


class Caption(NamedTuple):
    """A caption line, and inside it the name of whoever took the picture."""

    start: int
    end: int
    credit: Span | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of a report must know: a code from ``marsad.reasons`` and an English sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Article:
    """A page taken apart.

    Attributes:
        id: stable name of the document within its input.
        text: the text every span points into; for plain text the input, unchanged.
        url: where the page came from, when known.
        published: day of publication, when known.
        published_basis: ``given`` by the caller, from the page's ``metadata``, from a date line on the ``page``, or None.
        published_span: the date line, when the basis is ``page``.
        language: ``ar``, ``fa``, ``ur``, ``ku``, ``ps``, ``he``, ``en``, or ``und``.
        title: the headline.
        byline: the writer's name, without the words around it.
        publisher: the words in which the page names its publisher, or a plain name from its metadata.
        headings: short lines between paragraphs.
        captions: picture captions, with their credits.
        paragraphs: the running text, in order; a dateline stays inside its paragraph.
        furniture: menus, share rows, comments and the like; never part of a paragraph.
        dateline: the place and agency that open the report.
        notes: what was found out or given up on the way here.
    """

    id: str
    text: str
    url: str | None = None
    published: date | None = None
    published_basis: str | None = None
    published_span: Span | None = None
    language: str = "und"
    title: Span | None = None
    byline: Span | None = None
    publisher: Span | str | None = None
    headings: tuple[Span, ...] = ()
    captions: tuple[Caption, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()
    dateline: Span | None = None
    notes: tuple[Note, ...] = ()

    def words(self, span: Span | Caption) -> str:
        """The characters a span covers."""
        return self.text[span.start : span.end]
