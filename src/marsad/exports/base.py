"""What is an exporter?  Header, rows, close; a format says how it is made, what it takes and where it can go."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, NamedTuple, Protocol

from marsad.exports.columns import Column


class Table(NamedTuple):
    """A table to be written: its name, what its rows are, its columns."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


class Options(NamedTuple):
    """What a person may choose.

    Attributes:
        bom: begin CSV with a byte order mark, by which a spreadsheet knows UTF-8.
        raw: leave cells that a spreadsheet would take for formulas as they are.
        numeric: numbers instead of labels for ACLED's kinds of actors.
        undated: export what has no day of its own under the day of publication.
    """

    bom: bool = False
    raw: bool = False
    numeric: bool = False
    undated: bool = False


class Exporter(Protocol):
    """Writes one file.  ``left_out`` says what the format has no room for, by reason."""

    left_out: Counter[str]

    def header(self, table: Table, /) -> None:
        """Begin a table; a file that holds several is told of each."""

    def row(self, item: Any, /) -> None:
        """Write an occasion, or the values of a row of the table."""

    def close(self) -> None:
        """Finish the file; the stream stays open."""


class Format(NamedTuple):
    """A format.

    Attributes:
        name: what it is called on the command line.
        suffix: of its files.
        takes: ``occasions``, or ``tables``.
        make: makes an exporter that writes to a stream.
        several: whether one file can hold several tables.
        binary: whether it is no text to look at.
        columns: the columns of a format that takes occasions.
        salience, statuses: which events are meant where nobody says; empty: all.
    """

    name: str
    suffix: str
    takes: str
    make: Callable[[BinaryIO, Options], Exporter]
    several: bool = False
    binary: bool = False
    columns: Callable[[], tuple[Column, ...]] = tuple
    salience: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


#: What happened, or is said to have.
HAPPENED = ("occurred", "attempted", "uncertain")


def text(stream: BinaryIO, *, bom: bool = False) -> io.TextIOWrapper:
    """A stream as UTF-8 text with the line ends that are written to it; half of a surrogate pair becomes ``?``."""
    return io.TextIOWrapper(stream, encoding="utf-8-sig" if bom else "utf-8", errors="replace", newline="")


def joined(texts: Sequence[str | None]) -> str:
    """Texts with ``; `` between them, each once."""
    return "; ".join(dict.fromkeys(each for each in texts if each))
