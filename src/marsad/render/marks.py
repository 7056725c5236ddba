"""Which words of a document belong to which field of which record, cut so that no two pieces overlap.

Fields overlap freely in a report: a place inside a target inside the sentence of two events.  HTML elements cannot, so the
text is cut at every boundary and each piece keeps the list of all fields it is part of.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from marsad.records import Event, Report, Source, Statement

# The field that gives a piece its colour where several meet: the narrower question first.
ORDER = ("trigger", "count", "time", "place", "target", "actor", "source", "statement", "evidence")


class Mark(NamedTuple):
    """Words that fill a field of a record."""

    start: int
    end: int
    field: str
    record: str


class Piece(NamedTuple):
    """A stretch of text in which the same fields hold; ``marks`` in the order of ``ORDER``."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def _source(source: Source | None, record: str) -> Iterator[Mark]:
    if source is None:
        return
    yield Mark(source.start, source.end, "source", record)
    if source.verb_start is not None and source.verb_end is not None:
        yield Mark(source.verb_start, source.verb_end, "source", record)


def _event(event: Event) -> Iterator[Mark]:
    groups = (
        ("trigger", (event.trigger,)),
        ("actor", event.actors),
        ("target", event.targets),
        ("place", event.places),
        ("count", event.counts),
        ("evidence", (event.evidence,)),
    )
    for field, filled in groups:
        for words in filled:
            yield Mark(words.start, words.end, field, event.id)
    if event.time:
        yield Mark(event.time.start_char, event.time.end_char, "time", event.id)
    yield from _source(event.source, event.id)


def _statement(statement: Statement) -> Iterator[Mark]:
    yield Mark(statement.start, statement.end, "statement", statement.id)
    if statement.horizon:
        yield Mark(statement.horizon.start_char, statement.horizon.end_char, "time", statement.id)
    yield from _source(statement.speaker, statement.id)


def marks(report: Report) -> list[Mark]:
    """Every mark of a report, in text order."""
    found = [mark for event in report.events for mark in _event(event)]
    found += [mark for statement in report.statements for mark in _statement(statement)]
    return sorted({mark for mark in found if mark.start < mark.end})


def cut(found: list[Mark], start: int, end: int) -> Iterator[Piece]:
    """The pieces of ``start:end``, gap-free and in order; ``found`` is in text order."""
    inside = [mark for mark in found[: bisect_left(found, (end,))] if mark.end > start]
    edges = {start, end, *(mark.start for mark in inside), *(mark.end for mark in inside)}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    holding: list[list[Mark]] = [[] for _ in cuts]
    for mark in inside:
        for position in range(bisect_left(cuts, max(mark.start, start)), bisect_right(cuts, min(mark.end, end)) - 1):
            holding[position].append(mark)
    for position, (left, right) in enumerate(pairwise(cuts)):
        together = sorted(holding[position], key=lambda mark: (ORDER.index(mark.field), mark.end - mark.start, mark))
        yield Piece(left, right, tuple(together))
