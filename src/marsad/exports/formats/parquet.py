"""Parquet: one table a file, typed, in row groups, with what each column means in the schema."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, BinaryIO

from marsad.errors import UsageError
from marsad.exports.base import Format, Options, Table

_ROWS = 10_000
#: A group is written when its texts are this long together, so that reports do not pile up.
_CHARACTERS = 16_000_000
#: What cannot stand in UTF-8.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def _arrow() -> Any:
    try:
        import pyarrow  # type: ignore[import-untyped]
        import pyarrow.parquet  # type: ignore[import-untyped]
    except ImportError:
        raise UsageError("parquet needs pyarrow", hint="pip install 'marsad[parquet]'") from None
    return pyarrow


class Parquet:
    """Gathers rows and writes them in groups."""

    def __init__(self, stream: BinaryIO, _: Options) -> None:
        self.left_out: Counter[str] = Counter()
        self._pa = _arrow()
        self._stream, self._writer = stream, None
        self._rows: list[Sequence[Any]] = []
        self._length = 0

    def header(self, table: Table) -> None:
        """The schema: name, type and meaning of every column."""
        pa = self._pa
        types = {
            "string": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
            "date": pa.date32(),
        }
        fields = [
            pa.field(c.name, types[c.type], metadata={"description": c.meaning, "source": c.source})
            for c in table.columns
        ]
        said = {"marsad_table": table.name, "description": table.meaning}
        said["marsad_columns"] = json.dumps({c.name: c.meaning for c in table.columns}, ensure_ascii=False)
        self._schema = pa.schema(fields, metadata=said)
        self._texts = [n for n, c in enumerate(table.columns) if c.type == "string"]
        self._writer = pa.parquet.ParquetWriter(self._stream, self._schema, compression="zstd")

    def row(self, item: Sequence[Any]) -> None:
        """Keep a row, and write the group when it is large enough."""
        self._rows.append(item)
        self._length += sum(len(item[n]) for n in self._texts if item[n] is not None)
        if len(self._rows) >= _ROWS or self._length >= _CHARACTERS:
            self._write()

    def _write(self) -> None:
        if self._rows and self._writer is not None:
            arrays = [
                self._array(list(values), field.type)
                for values, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
            ]
            self._writer.write_batch(self._pa.record_batch(arrays, schema=self._schema))
            self._rows, self._length = [], 0

    def _array(self, values: list[Any], kind: Any) -> Any:
        try:
            return self._pa.array(values, type=kind)
        except UnicodeEncodeError:
            return self._pa.array([v and v.translate(_HALVES) for v in values], type=kind)

    def close(self) -> None:
        """Write the last group and the foot of the file."""
        if self._writer is not None:
            self._write()
            self._writer.close()


FORMAT = Format("parquet", ".parquet", "tables", Parquet, binary=True)
