"""How are rows written as delimited text?  RFC 4180: commas, CRLF, quotation marks doubled; and safe for a spreadsheet.

A cell that begins like a formula (``=``, ``+``, ``-``, ``@``, a tab or a carriage return) is run by a spreadsheet that opens
the file; an apostrophe before it makes it text.  Numbers are left alone.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, BinaryIO

from marsad.exports.base import Options, Table, text

#: Wide forms too: some spreadsheets take them for the plain ones.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def safe(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    if type(value) is str and value and value[0] in FORMULA:
        return "'" + value
    return "true" if value is True else "false" if value is False else value


def plain(value: Any) -> Any:
    """A cell as it is."""
    return "true" if value is True else "false" if value is False else value


class Delimited:
    """Writes rows of values under the names of their columns."""

    def __init__(self, stream: BinaryIO, options: Options) -> None:
        self.left_out: Counter[str] = Counter()
        self._text = text(stream, bom=options.bom)
        self._write = csv.writer(self._text).writerow
        self._cell = plain if options.raw else safe

    def header(self, table: Table) -> None:
        """Write the names of the columns."""
        self._write([column.name for column in table.columns])

    def row(self, item: Sequence[Any]) -> None:
        """Write a row."""
        self._write(list(map(self._cell, item)))

    def close(self) -> None:
        """Write what is left; the stream below stays open."""
        self._text.detach()


def day(value: date | None) -> str | None:
    """A day in ISO 8601."""
    return value.isoformat() if value else None
