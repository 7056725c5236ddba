"""JSON lines: an object a row; in one file of several tables each says which one it is of."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, BinaryIO

from marsad.exports.base import Format, Options, Table, text

# Bare inside a string, some readers of lines break at these.
_BREAKS = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"})


def line(item: dict[str, Any]) -> str:
    """An object as one line; half of a surrogate pair is escaped."""
    found = json.dumps(item, ensure_ascii=False, default=str, separators=(",", ":")).translate(_BREAKS)
    try:
        found.encode()
    except UnicodeEncodeError:
        return json.dumps(item, default=str, separators=(",", ":"))
    return found


class JsonLines:
    """Writes each row as an object with every column, null where it is empty."""

    def __init__(self, stream: BinaryIO, _: Options) -> None:
        self.left_out: Counter[str] = Counter()
        self._text = text(stream)
        self._names: tuple[str, ...] = ()

    def header(self, table: Table) -> None:
        """The rows that follow are of this table."""
        self._names = tuple(column.name for column in table.columns)
        self._table = {"table": table.name}

    def row(self, item: Sequence[Any]) -> None:
        """Write a row."""
        self._text.write(line(self._table | dict(zip(self._names, item, strict=True))) + "\n")

    def close(self) -> None:
        """Write what is left; the stream below stays open."""
        self._text.detach()


FORMAT = Format("jsonl", ".jsonl", "tables", JsonLines, several=True)
