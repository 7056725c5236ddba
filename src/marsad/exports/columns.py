"""Which columns does a format have, and which values of ours are which of theirs?  Data files, checked when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from marsad.errors import DataError

TYPES = ("string", "integer", "number", "boolean", "date")


class Column(NamedTuple):
    """A column: its name, type (of ``TYPES``), meaning, where the list comes from, and its HXL hashtag."""

    name: str
    type: str
    meaning: str
    source: str
    tag: str = ""


class Country(NamedTuple):
    """A country: ISO codes, English name, Gleditsch and Ward's number, ACLED's region; None where unknown."""

    code: str
    iso3: str
    iso: int
    en: str
    gw: int | None
    region: str | None


def lines(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of ``data/NAME.tsv`` with their numbers; those that begin with # are remarks.

    Raises:
        DataError: a line has more or fewer fields than the head.
    """
    head: list[str] | None = None
    text = files(__package__).joinpath("data", f"{name}.tsv").read_text("utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if head is None:
            head = fields
        elif len(fields) != len(head):
            raise DataError(f"{len(fields)} fields, not {len(head)}", file=f"exports/data/{name}.tsv", line=number)
        else:
            yield number, dict(zip(head, fields, strict=True))


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of a format or table, in their order.

    Raises:
        DataError: a column twice, of no type, or without a meaning or a source.
    """
    found: dict[str, Column] = {}
    for number, line in lines(name):
        column = Column(**line)
        wrong = (
            "twice"
            if column.name in found
            else f"no type: {column.type}"
            if column.type not in TYPES
            else "no meaning or no source"
            if not (column.name and column.meaning and column.source)
            else ""
        )
        if wrong:
            raise DataError(f"{column.name}: {wrong}", file=f"exports/data/{name}.tsv", line=number)
        found[column.name] = column
    return tuple(found.values())


@cache
def countries() -> dict[str, Country]:
    """Countries by their two letters."""
    return {
        row["code"]: Country(
            row["code"],
            row["iso3"],
            int(row["iso"]),
            row["en"],
            int(row["gw"]) if row["gw"] else None,
            row["region"] or None,
        )
        for _, row in lines("countries")
    }


@cache
def precisions(system: str, of: str) -> dict[str, int]:
    """What our precisions of a ``place`` or ``time`` are in a system; what is missing is not exported."""
    return {
        row["ours"]: int(row["theirs"]) for _, row in lines("precision") if row["system"] == system and row["of"] == of
    }


@cache
def kinds() -> dict[str, tuple[int, str]]:
    """ACLED's number and label for each kind of actor."""
    return {row["kind"]: (int(row["code"]), row["label"]) for _, row in lines("acled_inter")}


@cache
def vague() -> dict[tuple[float | None, float | None], int]:
    """What ACLED writes for a toll with these bounds."""

    def bound(text: str) -> float | None:
        return float(text) if text else None

    return {(bound(row["low"]), bound(row["high"])): int(row["fatalities"]) for _, row in lines("tolls")}


@cache
def lethal() -> frozenset[str]:
    """The event types that say somebody died."""
    return frozenset(row["type"] for _, row in lines("lethal"))
