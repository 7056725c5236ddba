"""How are rows written as delimited text?  RFC 4180: commas, CRLF, quotation marks doubled; and safe for a spreadsheet.

A cell that begins like a formula (``=``, ``+``, ``-``, ``@``, a tab or a carriage return) is run by a spreadsheet that opens
the file; an apostrophe before it makes it text.  Numbers are left alone.

Lines are put together here: ``csv`` looks at every letter of a sentence several times over, and most rows hold nothing to quote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, BinaryIO

from marsad.exports.base import Options, Table, text

#: Wide forms too: some spreadsheets take them for the plain ones.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_END = "\r\n"
_QUOTED = re.compile('[",\r\n]').search


class Delimited:
    """Writes rows of values under the names of their columns."""

    def __init__(self, stream: BinaryIO, options: Options) -> None:
        self.left_out: Counter[str] = Counter()
        self._text = text(stream, bom=options.bom)
        self._formulas = frozenset[str]() if options.raw else FORMULA
        self._flags: tuple[int, ...] = ()
        self._texts: tuple[int, ...] = ()

    def header(self, table: Table) -> None:
        """Write the names of the columns."""
        self._flags = tuple(n for n, column in enumerate(table.columns) if column.type == "boolean")
        self._texts = tuple(n for n, column in enumerate(table.columns) if column.type == "string")
        self._text.write(_line([column.name for column in table.columns]))

    def row(self, item: Sequence[Any]) -> None:
        """Write a row."""
        cells, formulas = list(item), self._formulas
        for number in self._texts:
            cell = cells[number]
            if cell and cell[0] in formulas:
                cells[number] = "'" + cell
        for number in self._flags:
            if cells[number] is not None:
                cells[number] = "true" if cells[number] else "false"
        self._text.write(_line(["" if cell is None else cell if type(cell) is str else str(cell) for cell in cells]))

    def close(self) -> None:
        """Write what is left; the stream below stays open."""
        self._text.detach()


def _line(cells: list[str]) -> str:
    """A row as a line; what holds a comma, a quotation mark or a line end stands between quotation marks."""
    line = ",".join(cells)
    if line.count(",") == len(cells) - 1 and '"' not in line and "\n" not in line and "\r" not in line:
        # A lone empty cell would be no row at all.
        return (line or '""') + _END
    return ",".join(['"' + cell.replace('"', '""') + '"' if _QUOTED(cell) else cell for cell in cells]) + _END


def day(value: date | None) -> str | None:
    """A day in ISO 8601."""
    return value.isoformat() if value else None
