"""How is an export read again?  The rows of a table of a JSON lines or Parquet export, one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.errors import (
    InputError,
    InputMissingError,
    InputUnreadableError,
    JsonLineError,
    UsageError,
)

_AT_ONCE = 64
#: How ``marsad export`` begins a line.
_TABLE = '{"table":"'


def _file(path: Path, table: str) -> Path | None:
    """The file that holds a table: the export itself, or one of the folder."""
    if not path.exists():
        raise InputMissingError("no such file", source=str(path))
    if not path.is_dir():
        return path
    return next((each for each in (path / f"{table}.jsonl", path / f"{table}.parquet") if each.exists()), None)


def rows(path: Path, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table in an export, a file or a folder of files.

    Raises:
        InputError: there is no such file, it cannot be read, or it is no export.
    """
    file = _file(path, table)
    if file is None:
        return
    try:
        yield from _parquet(file, table) if file.suffix == ".parquet" else _jsonl(file, table)
    except OSError as error:
        raise InputUnreadableError(error.strerror or str(error), source=str(file)) from None


def _jsonl(file: Path, table: str) -> Iterator[dict[str, Any]]:
    hint = "a JSON lines export has an object a line that names its table"
    mine = f'{_TABLE}{table}"'
    with file.open(encoding="utf-8", newline="\n") as lines:
        number = 0
        while True:
            number += 1
            try:
                line = lines.readline()
                if not line:
                    return
                if line.startswith(_TABLE) and not line.startswith(mine):
                    # A row of another table, most of them long: no need to read it.
                    continue
                found = json.loads(line)
            except ValueError:
                raise JsonLineError("no JSON", source=str(file), line=number, hint=hint) from None
            if not isinstance(found, dict) or "table" not in found:
                raise JsonLineError("no row of a table", source=str(file), line=number, hint=hint)
            if found["table"] == table:
                yield found


def _parquet(file: Path, table: str) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import ArrowException, parquet  # type: ignore[import-untyped]
    except ImportError:
        raise UsageError("parquet needs pyarrow", hint="pip install 'marsad[parquet]'") from None
    try:
        with parquet.ParquetFile(file) as found:
            said = (found.schema_arrow.metadata or {}).get(b"marsad_table", b"").decode()
            if said != table:
                raise InputError(f"no table {table} of an export", source=str(file), hint="name the folder")
            for batch in found.iter_batches(batch_size=_AT_ONCE):
                yield from batch.to_pylist()
    except ArrowException as error:
        raise InputError(str(error).splitlines()[0], source=str(file)) from None
