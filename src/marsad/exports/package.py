"""What is in a folder of tables?  ``datapackage.json``: the Frictionless description of its files and columns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from marsad.exports.base import Table

#: What makes a row the only one of its kind.
_KEYS: dict[str, str | list[str]] = {
    "incidents": "incident",
    "events": "event",
    "documents": "document",
    "versions": ["document", "number"],
    "corrections": ["document", "position"],
}
_MEDIA = {".csv": "text/csv", ".jsonl": "application/jsonl", ".parquet": "application/vnd.apache.parquet"}


def describe(files: Sequence[tuple[str, Table]], *, bom: bool = False) -> str:
    """The description of files, each with its table."""
    there = {table.name for _, table in files}
    resources = [_resource(file, table, bom=bom, documents="documents" in there) for file, table in files]
    found = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "marsad-export",
        "title": "Events reported in Arabic news, read by Marsad",
        "resources": resources,
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _resource(file: str, table: Table, *, bom: bool, documents: bool) -> dict[str, Any]:
    suffix = PurePath(file).suffix
    fields = [{"name": c.name, "type": c.type, "description": c.meaning} for c in table.columns]
    schema: dict[str, Any] = {"fields": fields}
    if table.name in _KEYS:
        schema["primaryKey"] = _KEYS[table.name]
    if documents and table.name in ("events", "versions", "corrections"):
        schema["foreignKeys"] = [{"fields": "document", "reference": {"resource": "documents", "fields": "document"}}]
    found = {
        "name": table.name,
        "path": file,
        "description": table.meaning,
        "format": suffix.removeprefix("."),
        "mediatype": _MEDIA.get(suffix, "application/octet-stream"),
        "encoding": "utf-8-sig" if bom and suffix == ".csv" else "utf-8",
        "schema": schema,
    }
    if suffix == ".csv":
        found["dialect"] = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
    return found
