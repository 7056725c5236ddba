"""Which documents were not compared with others yet?  They are, one transaction each, before incidents are asked for.

A store that was made before there were incidents holds such documents, and one that was filled in haste; whatever happens in
between, the next command goes on where the last one was.  What was compared before the ledger was a table is read for it in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, delete, exists, func, select

from marsad.observatory import foreseeing, linking, write
from marsad.observatory.corrections import changes, lay_over
from marsad.observatory.mentions import mentions
from marsad.observatory.rows import searched
from marsad.observatory.store import Store
from marsad.observatory.tables import Document, Unforetold, Version, Waiting
from marsad.records import Report


def waiting(store: Store) -> int:
    """How many documents wait to be compared."""
    return _count(store, Waiting)


def complete(store: Store, *, tick: Callable[[], None] | None = None) -> int:
    """Compare what waits; returns how many documents that were.

    Raises:
        StoreError: the store cannot be written; what was compared before is kept.
    """
    return _each(store, Waiting, _one, tick)


def unforetold(store: Store) -> int:
    """How many documents wait to be read for the ledger."""
    return _count(store, Unforetold)


def foretell(store: Store, *, tick: Callable[[], None] | None = None) -> int:
    """Read for the ledger what was not read for it yet, after all is compared; returns how many documents that were.

    Raises:
        StoreError: the store cannot be written; what was read before is kept.
    """
    complete(store)
    return _each(store, Unforetold, _one_foretold, tick)


def _count(store: Store, table: Any) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _each(store: Store, table: Any, one: Callable[[Store], bool], tick: Callable[[], None] | None) -> int:
    """Do what is to be done with each document that stands in a table of what waits, until none is left."""
    with store.reading() as connection:
        if not connection.execute(select(exists().where(table.document_id.is_not(None)))).scalar():
            return 0
    done = 0
    while one(store):
        done += 1
        if tick is not None:
            tick()
    return done


def _next(connection: Connection, table: Any) -> Any:
    """The first document that stands in a table of what waits, and its report."""
    return connection.execute(
        select(Document.id, Document.uid, Version.report)
        .join(table, table.document_id == Document.id)
        .join(Version, (Version.document_id == Document.id) & (Version.number == Document.version))
        .order_by(Document.id)
        .limit(1)
    ).first()


def _report(connection: Connection, row: Any) -> Report:
    return lay_over(Report.model_validate_json(write.unpack(row.report)), changes(connection, row.id)).report


def _one(store: Store) -> bool:
    with store.writing() as connection:
        linking.lock(connection)
        row = _next(connection, Waiting)
        if row is None:
            return False
        report = _report(connection, row)
        before = linking.forget(connection, row.id)
        stems = searched(report)
        linking.link(connection, row.id, report, stems, uid=row.uid, before=before)
        connection.execute(delete(Waiting).where(Waiting.document_id == row.id))
        return True


def _one_foretold(store: Store) -> bool:
    with store.writing() as connection:
        linking.lock(connection)
        row = _next(connection, Unforetold)
        if row is None:
            return False
        report = _report(connection, row)
        touched = foreseeing.drop(connection, row.id)
        foreseeing.put(connection, row.id, report, mentions(report, row.uid), touched=touched)
        return True
