"""Excel workbook: a sheet a table; cells are text, numbers and days, never formulas.

A sheet holds 1,048,576 rows: a table with more goes on in a second sheet (``events 2``).  A cell holds 32,767 characters: a longer
text is cut there and ends in ``…``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, BinaryIO

from marsad.errors import UsageError
from marsad.exports.base import Format, Options, Table

ROWS, CHARACTERS = 1_048_576, 32_767
_HALVES = re.compile("[\ud800-\udfff]")
#: Characters no sheet can hold.
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDE = {"evidence": 60, "title": 40, "url": 30, "notes": 60}


def _xlsxwriter() -> Any:
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError:
        raise UsageError("xlsx needs XlsxWriter", hint="pip install 'marsad[xlsx]'") from None
    return xlsxwriter


class Workbook:
    """Writes sheets row by row; each row leaves memory when the next one comes."""

    def __init__(self, stream: BinaryIO, _: Options) -> None:
        self.left_out: Counter[str] = Counter()
        settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        settings |= {"strings_to_numbers": False, "in_memory": False}
        self._book = _xlsxwriter().Workbook(stream, settings)
        # A fixed day: the same content gives the same bytes.
        self._book.set_properties({"created": date(2000, 1, 1), "title": "Marsad"})
        self._head = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._table: Table | None = None
        self._sheets = 0

    def header(self, table: Table) -> None:
        """Begin a sheet."""
        self._table, self._sheets = table, 0
        self._begin()

    def _begin(self) -> None:
        assert self._table is not None
        self._sheets += 1
        name = self._table.name if self._sheets == 1 else f"{self._table.name} {self._sheets}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for number, column in enumerate(self._table.columns):
            self._sheet.set_column(number, number, _WIDE.get(column.name, 14))
        for number, column in enumerate(self._table.columns):
            self._sheet.write_string(0, number, column.name, self._head)
        self._row = 1

    def row(self, item: Sequence[Any]) -> None:
        """Write a row."""
        if self._row >= ROWS:
            self._begin()
        sheet, row = self._sheet, self._row
        for number, value in enumerate(item):
            if value is None or value == "":
                continue
            if type(value) is str:
                sheet.write_string(row, number, _cell(value))
            elif type(value) is bool:
                sheet.write_boolean(row, number, value)
            elif isinstance(value, date):
                sheet.write_datetime(row, number, value, self._day)
            else:
                sheet.write_number(row, number, value)
        self._row += 1

    def close(self) -> None:
        """Write the workbook out."""
        self._book.close()


def _cell(text: str) -> str:
    found = _CONTROL.sub("\ufffd", _HALVES.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")))
    return found if len(found) <= CHARACTERS else found[: CHARACTERS - 1] + "…"


FORMAT = Format("xlsx", ".xlsx", "tables", Workbook, several=True, binary=True)
