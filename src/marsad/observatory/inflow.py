"""How does an export become a store again?  Versions, corrections and decisions as they were kept; all that follows from them is made anew.

One transaction a document.  Documents go in as they came in, so that the same groups are found; a document keeps its id, its versions their
bytes, a correction its number.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, insert, text

from marsad.errors import InputError, OutputError
from marsad.observatory import carried, write
from marsad.observatory.outflow import CorrectionRow, VersionRow
from marsad.observatory.store import Store
from marsad.observatory.tables import Correction, Document, Version
from marsad.records import Report


def _report(row: VersionRow) -> Report:
    """The report of a version.

    Raises:
        InputError: it is none, or not that of this text.
    """
    try:
        found = Report.model_validate_json(row.report)
    except ValidationError as error:
        raise InputError(f"version {row.number} of {row.name} holds no report: {error.errors()[0]['msg']}") from None
    if found.document.sha256 != row.sha256 or found.check():
        raise InputError(f"version {row.number} of {row.name}: the report is not that of its text")
    return found


def _take(connection: Connection, rows: list[VersionRow], changes: list[CorrectionRow]) -> None:
    newest = rows[-1]
    report = _report(newest)
    listed = newest.listed if isinstance(newest.listed, date) else date.fromisoformat(newest.listed)
    values = {
        "uid": newest.document,
        "key": newest.key,
        "name": newest.name,
        "origin": newest.origin,
        "version": newest.number,
        "language": report.document.language,
        "listed": listed,
        "events": len(report.events),
    }
    number = connection.execute(insert(Document.__table__), values).inserted_primary_key  # type: ignore[arg-type]
    assert number is not None
    document_id = int(number[0])
    for row in rows:
        version = {name: getattr(row, name) for name in ("number", "sha256", "stored", "reader", "page_notes")}
        packed = zlib.compress(row.report.encode(), 1)
        connection.execute(
            insert(Version.__table__),  # type: ignore[arg-type]
            {**version, "document_id": document_id, "report": packed},
        )
        # One after the other, as they came: an incident keeps the id that an earlier version gave it.
        write.derive(connection, document_id, _report(row), listed=listed)
    for change in changes:
        correction = {name: getattr(change, name) for name in change._fields if name not in ("document", "position")}
        connection.execute(
            insert(Correction.__table__),  # type: ignore[arg-type]
            {**correction, "document_id": document_id, "id": change.position},
        )
    if changes:
        write.derive(connection, document_id, report, listed=listed)


def take_in(
    store: Store,
    versions: Iterable[VersionRow],
    corrections: Mapping[str, list[CorrectionRow]],
    *,
    decided: Mapping[str, list[Any]] | None = None,
    held: Iterable[tuple[str, str | None]] = (),
) -> int:
    """Take documents with all their versions and corrections into an empty store; returns how many.

    Args:
        store: an empty store.
        versions: those of one document follow each other.
        corrections: those of each document, in their order.
        decided: what people decided, rows by table (``carried.KINDS``).
        held: ids of events, each with the id of the incident that holds it.

    Raises:
        OutputError: the store holds documents or decisions already.
        InputError: a version's report is none, or a correction is of no document.
    """
    with store.reading() as connection:
        if write.documents(connection):
            raise OutputError(f"{store.where}: holds documents already", hint="import into an empty store: marsad init")
    carried.check_none(store)
    decided = decided or {}
    carried.decide(store, decided)
    done = set[str]()
    for uid, rows in groupby(versions, key=lambda row: row.document):
        if uid in done:
            raise InputError(f"the versions of document {uid} do not stand together")
        with store.writing() as connection:
            _take(connection, sorted(rows, key=lambda row: row.number), corrections.get(uid, []))
        done.add(uid)
    if lost := corrections.keys() - done:
        raise InputError(f"corrections of documents that are not there: {', '.join(sorted(lost)[:5])}")
    if not store.sqlite and corrections:
        with store.writing() as connection:
            connection.execute(
                text("SELECT setval(pg_get_serial_sequence('corrections', 'id'), max(id)) FROM corrections")
            )
    carried.restore(store, held, decided.get("forwards", ()))
    return len(done)


def version_row(found: Mapping[str, Any]) -> VersionRow:
    """A version from the columns of an export.

    Raises:
        ValueError: one is missing, or of another type.
    """
    row = VersionRow(**{name: found.get(name) for name in VersionRow._fields})  # type: ignore[arg-type]
    texts = (row.document, row.sha256, row.stored, row.reader, row.key, row.name, row.page_notes, row.report)
    if not all(isinstance(value, str) for value in texts) or not isinstance(row.number, int):
        raise ValueError("a version has document, number, sha256, stored, reader, key, name, page_notes and report")
    if not isinstance(row.listed, date):
        row = row._replace(listed=date.fromisoformat(str(row.listed)))
    json.loads(row.page_notes)
    return row


def correction_row(found: Mapping[str, Any]) -> CorrectionRow:
    """A correction from the columns of an export.

    Raises:
        ValueError: one is missing, or of another type.
    """
    row = CorrectionRow(**{name: found.get(name) for name in CorrectionRow._fields})  # type: ignore[arg-type]
    texts = (row.document, row.event, row.field, row.old, row.new, row.who, row.made, row.anchor)
    if not all(isinstance(value, str) for value in texts) or not isinstance(row.position, int):
        raise ValueError("a correction has document, position, event, field, old, new, who, made and anchor")
    for value in (row.old, row.new, row.anchor):
        json.loads(value)
    return row
