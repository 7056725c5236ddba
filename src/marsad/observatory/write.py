"""How does a report get into the store, and out of it again?  One transaction a document: all of it, or nothing."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import version
from typing import Any, Literal, cast

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from marsad.errors import NotInStoreError, StoreBusyError
from marsad.observatory import foreseeing, fulltext, linking, tallies
from marsad.observatory.bulk import fill
from marsad.observatory.corrections import Corrected, changes, lay_over
from marsad.observatory.identity import Incoming, find
from marsad.observatory.rows import Row, Rows, name_id, plain, searched
from marsad.observatory.stems import name_key
from marsad.observatory.store import Store, now
from marsad.observatory.tables import DERIVED, Correction, Document, Name, NameWord, Version, Waiting
from marsad.records import Report

Outcome = Literal["new", "changed", "updated", "same"]
PageNotes = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a document: its id in the store, the version that holds its text, and whether that is new."""

    uid: str
    version: int
    outcome: Outcome
    lost: int = 0


@cache
def reader_version() -> str:
    """The version of Marsad that reads."""
    return version("marsad")


def pack(report: Report) -> bytes:
    """A report as the store keeps it."""
    return zlib.compress(report.to_json().encode(), 1)


def unpack(packed: bytes) -> str:
    """The JSON of a report, byte for byte as it was kept."""
    return zlib.decompress(packed).decode()


def incoming(report: Report, *, origin: str | None = None) -> Incoming:
    """What tells a report's document from others."""
    document = report.document
    return Incoming(document.id, document.url, document.sha256, origin, document.published)


# Made once: putting a statement together costs more than running it.
_INSERT_DOCUMENT = insert(cast(Table, Document.__table__))


def _add_rows(connection: Connection, rows: Rows) -> None:
    # In one order always, so that two writers never wait for each other.
    names: list[Row] = [{"id": number, "key": key} for number, key in sorted(rows.names.items())]
    fill(connection, Name, names, there=True)
    words: list[Row] = [{"word": word, "name_id": each["id"]} for each in names for word in each["key"].split()]
    fill(connection, NameWord, sorted(words, key=lambda each: (each["word"], each["name_id"])), there=True)
    for table in reversed(DERIVED):
        fill(connection, table, rows.tables[table])


def _described(report: Report, listed: date) -> dict[str, Any]:
    """The columns of a document that its current report fills."""
    document = report.document
    publisher = document.publisher.text if document.publisher else None
    return {
        "url": plain(document.url),
        "title": plain(document.title.text) if document.title else None,
        "publisher": plain(publisher),
        "publisher_id": name_id(name_key(publisher)) if publisher else None,
        "published": document.published,
        "language": document.language,
        "listed": listed,
        "events": len(report.events),
    }


def _put_rows(connection: Connection, document_id: int, found: Corrected, listed: date) -> list[str]:
    """Fill the tables from a report; the stems of its article come back."""
    _add_rows(
        connection,
        Rows(found.report, document_id=document_id, listed=listed, corrected=found.touched, accepted=found.accepted),
    )
    tallies.add(connection, document_id)
    stems = searched(found.report)
    fulltext.put(connection, document_id, stems)
    return stems


def derive(connection: Connection, document_id: int, report: Report, *, listed: date) -> Corrected:
    """Make a document's rows anew from its current report and its corrections."""
    found = lay_over(report, changes(connection, document_id))
    before = linking.forget(connection, document_id)
    tallies.take(connection, document_id)
    tables: tuple[Any, ...] = DERIVED
    for table in tables:
        connection.execute(delete(table).where(table.document_id == document_id))
    fulltext.drop(connection, document_id)
    stems = _put_rows(connection, document_id, found, listed)
    connection.execute(update(Document).where(Document.id == document_id).values(**_described(found.report, listed)))
    uid = connection.execute(select(Document.uid).where(Document.id == document_id)).scalar_one()
    linking.link(connection, document_id, found.report, stems, uid=uid, before=before)
    connection.execute(delete(Waiting).where(Waiting.document_id == document_id))
    return found


def _new_document(connection: Connection, of: Incoming, report: Report, notes: PageNotes, *, link: bool) -> None:
    listed = _listed(report)
    values = {"uid": of.uid, "key": of.key, "name": plain(of.id), "origin": of.origin, "version": 1}
    result = connection.execute(_INSERT_DOCUMENT, values | _described(report, listed))
    assert result.inserted_primary_key is not None
    number = int(result.inserted_primary_key[0])
    _put_version(connection, number, 1, report, notes)
    stems = _put_rows(connection, number, Corrected(report, frozenset(), ()), listed)
    if link:
        linking.link(connection, number, report, stems, uid=of.uid)
    else:
        fill(connection, Waiting, [{"document_id": number}])


def _listed(report: Report, since: str | None = None) -> date:
    """The day a document is listed under: that of publication, else that it came in."""
    stored = date.fromisoformat(since[:10]) if since else datetime.now(UTC).date()
    return report.document.published or stored


def _put_version(connection: Connection, document_id: int, number: int, report: Report, notes: PageNotes) -> None:
    values = {
        "document_id": document_id,
        "number": number,
        "sha256": report.document.sha256,
        "report": pack(report),
        "page_notes": json.dumps(list(map(list, notes)), ensure_ascii=False),
        "stored": now(),
        "reader": reader_version(),
    }
    fill(connection, Version, [values])


def renew(connection: Connection, document_id: int, report: Report) -> Corrected:
    """Make a document's rows anew after a correction was made or undone."""
    listed = connection.execute(select(Document.listed).where(Document.id == document_id)).scalar_one()
    return derive(connection, document_id, report, listed=listed)


def replace(
    connection: Connection, document_id: int, number: int, report: Report, notes: PageNotes
) -> Corrected | None:
    """Put another reading of the same text in place of a version's; None where that is not the current version."""
    where = (Version.document_id == document_id, Version.number == number)
    stored, newest = connection.execute(
        select(Version.stored, Document.version).join(Document, Document.id == Version.document_id).where(*where)
    ).one()
    connection.execute(
        update(Version)
        .where(*where)
        .values(
            report=pack(report),
            page_notes=json.dumps(list(map(list, notes)), ensure_ascii=False),
            reader=reader_version(),
        )
    )
    if number != newest:
        return None
    return derive(connection, document_id, report, listed=_listed(report, stored))


def _keep(store: Store, report: Report, of: Incoming, notes: PageNotes, *, link: bool) -> Kept:
    with store.writing() as connection:
        known = find(connection, of)
        if known is None:
            _new_document(connection, of, report, notes, link=link)
            return Kept(of.uid, 1, "new")
        if known.version is not None:
            if known.published is not None or of.published is None or known.version != known.newest:
                return Kept(known.uid, known.version, "same")
            replace(connection, known.document_id, known.version, report, notes)
            return Kept(known.uid, known.version, "updated")
        newest = known.newest + 1
        _put_version(connection, known.document_id, newest, report, notes)
        values: dict[str, Any] = {"version": newest}
        if of.origin is not None:
            values["origin"] = of.origin
        connection.execute(update(Document).where(Document.id == known.document_id).values(**values))
        found = derive(connection, known.document_id, report, listed=_listed(report))
        return Kept(known.uid, newest, "changed", len(found.lost))


def keep(
    store: Store, report: Report, *, origin: str | None = None, page_notes: PageNotes = (), link: bool = True
) -> Kept:
    """Keep a report and find its incidents; when this returns, it is kept for good.

    ``origin`` is the file that the document's id was made from, where it was; ``page_notes`` are the notes that came with
    the article, by code and message.  ``link`` false: a new document only waits to be compared with others, which the next
    command that asks for incidents does.
    """
    of = incoming(report, origin=origin)
    try:
        return _keep(store, report, of, page_notes, link=link)
    except StoreBusyError:
        if store.sqlite:
            raise
        # A server lets two writers of one document meet; the second finds it there.
        return _keep(store, report, of, page_notes, link=link)


def remove(store: Store, document_id: int) -> None:
    """Take a document out, with its versions, its records and its corrections.

    Raises:
        NotInStoreError: it is not there any more.
    """
    with store.writing() as connection:
        before = linking.forget(connection, document_id)
        fulltext.drop(connection, document_id)
        tallies.take(connection, document_id)
        hanging: tuple[Any, ...] = (*DERIVED, Correction, Version, Waiting)
        for table in hanging:
            connection.execute(delete(table).where(table.document_id == document_id))
        if not connection.execute(delete(Document).where(Document.id == document_id)).rowcount:
            raise NotInStoreError("the document is not there any more")
        linking.settle(
            connection,
            before.neighbours,
            gone={i for _, _, i in before.events if i},
            lost={anchor for anchor, _, _ in before.events},
        )
        foreseeing.settle(connection, before.foretold)


def documents(connection: Connection) -> int:
    """How many documents the store holds."""
    return connection.execute(select(func.count()).select_from(Document)).scalar_one()
