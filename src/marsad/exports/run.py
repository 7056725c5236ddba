"""How does a format get its rows?  One pass over what the store gives out; nothing is kept but the row at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple, Protocol

from marsad.exports import tables, veil
from marsad.exports.base import Format, Options, Table
from marsad.observatory.tellings import Occasion, Paper, Telling


class Outflow(Protocol):
    """What a store gives out: ``marsad.observatory.outflow.Outflow``."""

    def occasions(self) -> Iterator[Occasion]:
        """Incidents."""

    def tellings(self, *, whole: bool = False) -> Iterator[Telling]:
        """Events."""

    def papers(self, *, names: bool = False) -> Iterator[Paper]:
        """Documents."""

    def versions(self) -> Iterator[Any]:
        """Texts."""

    def corrections(self) -> Iterator[Any]:
        """What people changed."""

    def decided(self, table: str) -> Iterator[Any]:
        """What people decided."""


class Written(NamedTuple):
    """How many rows were written, and what was left out, by reason."""

    rows: int
    left_out: Counter[str]


def occasions(of: Format, stream: BinaryIO, outflow: Outflow, options: Options, *, no_private: bool = False) -> Written:
    """Write a format that takes occasions; what a person retracted is left out."""
    exporter = of.make(stream, options)
    exporter.header(Table("incidents", "", of.columns()))
    seen = 0
    retracted: Counter[str] = Counter()
    for occasion in outflow.occasions():
        if occasion.standing == "retracted":
            retracted["retracted"] += 1
            continue
        seen += 1
        exporter.row(veil.occasion(occasion) if no_private else occasion)
    exporter.close()
    return Written(seen - sum(exporter.left_out.values()), exporter.left_out + retracted)


def _rows(name: str, outflow: Outflow, *, no_private: bool) -> Iterator[Any]:
    """The rows of a table."""
    if name == "incidents":
        for occasion in outflow.occasions():
            yield tables.incident(veil.occasion(occasion) if no_private else occasion)
    elif name == "events":
        for telling in outflow.tellings(whole=no_private):
            yield tables.event(veil.telling(telling) if no_private else telling)
    elif name == "documents":
        for paper in outflow.papers(names=no_private):
            yield tables.document(veil.paper(paper) if no_private else paper)
    elif name == "versions":
        yield from outflow.versions()
    elif name == "corrections":
        yield from outflow.corrections()
    else:
        yield from outflow.decided(name)


def write(
    of: Format,
    stream: BinaryIO,
    outflow: Outflow,
    options: Options,
    names: tuple[str, ...],
    *,
    no_private: bool = False,
) -> Written:
    """Write tables into one file, one after the other."""
    exporter = of.make(stream, options)
    rows = 0
    for name in names:
        exporter.header(tables.table(name))
        for row in _rows(name, outflow, no_private=no_private):
            exporter.row(row)
            rows += 1
    exporter.close()
    return Written(rows, exporter.left_out)
