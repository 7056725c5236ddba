"""How is a store kept in good order?  Compacting, checking, and copying it whole."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, delete, func, insert, select, text, union

from marsad.errors import OutputError, StoreDamagedError
from marsad.observatory import fulltext, schema
from marsad.observatory.address import address
from marsad.observatory.failures import explained
from marsad.observatory.people import Session
from marsad.observatory.rows import searched
from marsad.observatory.store import Store, open_store
from marsad.observatory.tables import Base, Document, Name, NameWord, Place, Role, Source, Statement, Version
from marsad.observatory.write import unpack
from marsad.records import Report

_ROWS_AT_A_TIME = 500
#: So many rows of an index say enough of it.
_LOOKED_AT = 1000


@dataclass(frozen=True, slots=True)
class Vacuumed:
    """How large a store was and is, in bytes."""

    before: int
    after: int


def size(store: Store) -> int:
    """How many bytes a store takes."""
    if store.where.path is not None:
        path = store.where.path
        parts = (path.with_name(path.name + suffix) for suffix in ("", "-wal"))
        return sum(part.stat().st_size for part in parts if part.exists())
    with store.reading() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _forget_names(connection: Connection) -> None:
    """Drop names that nothing bears any more."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("LOCK TABLE names IN SHARE ROW EXCLUSIVE MODE"))
    used: Any = union(
        select(Role.name_id),
        select(Role.words_id).where(Role.words_id.is_not(None)),
        select(Place.name_id),
        select(Source.name_id),
        select(Source.organisation_id).where(Source.organisation_id.is_not(None)),
        select(Statement.speaker_id).where(Statement.speaker_id.is_not(None)),
        select(Document.publisher_id).where(Document.publisher_id.is_not(None)),
    )
    connection.execute(delete(Name).where(Name.id.not_in(used)))
    connection.execute(delete(NameWord).where(NameWord.name_id.not_in(select(Name.id))))


def vacuum(store: Store) -> Vacuumed:
    """Give back the room of what was removed, and let the database learn anew what is where."""
    before = size(store)
    with store.writing() as connection:
        _forget_names(connection)
        fulltext.tidy(connection)
    with explained(store.where), store.engine.connect() as connection:
        outside: Any = connection.execution_options(isolation_level="AUTOCOMMIT").connection.driver_connection
        steps = ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)")
        for step in steps if store.sqlite else ("VACUUM ANALYZE",):
            outside.execute(step)
    return Vacuumed(before, size(store))


def learn(store: Store) -> None:
    """After much came in: let SQLite see what is where, by a look at some rows of every index.

    ``PRAGMA optimize`` alone looks only at tables that its own connection asked for, which after filling are none.
    """
    if store.sqlite:
        with store.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA analysis_limit = {_LOOKED_AT}")
            connection.exec_driver_sql("ANALYZE")


def check(store: Store) -> None:
    """Look through an SQLite store for damage; a server looks after its own.

    Raises:
        StoreDamagedError: there is some.
    """
    if not store.sqlite:
        return
    with store.reading() as connection:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
        found += [
            f"{row[0]}: a row without what it hangs on"
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
        ]
    if [line for line in found if line != "ok"]:
        raise StoreDamagedError(f"{store.where}: {found[0]}")


def backup(store: Store, target: str) -> int:
    """Copy a store whole, as it stands at one moment, while others may go on writing; returns its documents.

    The copy is a store itself: an SQLite file where ``target`` is a path, whatever the store is kept in, or an empty
    PostgreSQL database where it is a URL.  A file appears under its name only when it is whole and was checked.

    Raises:
        OutputError: there is something at the target already, or it cannot be written.
    """
    where = address(target)
    if where.path is None:
        return _copy(store, target)
    path = where.path
    if path.exists():
        raise OutputError(f"{path}: there already", hint="give another name, or move it away")
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if store.sqlite:
            _copy_file(store, partial)
        else:
            _copy(store, str(partial))
        with open_store(partial) as copy:
            check(copy)
            # Whoever opens the copy logs in anew.
            with copy.writing() as connection:
                connection.execute(delete(Session))
            with copy.reading() as connection:
                documents = connection.execute(select(func.count()).select_from(Document)).scalar_one()
        os.replace(partial, path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from None
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            partial.with_name(partial.name + suffix).unlink(missing_ok=True)
    return documents


def _copy_file(store: Store, partial: Path) -> None:
    with explained(store.where), store.engine.connect() as connection:
        source = cast(sqlite3.Connection, connection.connection.driver_connection)
        with explained(address(partial)):
            copy = sqlite3.connect(partial)
            try:
                source.backup(copy, pages=-1)
            finally:
                copy.close()


def _copy(store: Store, target: str) -> int:
    """Row by row, from one kind of database to another."""
    schema.make(address(target))
    with open_store(target) as copy, store.reading() as source, copy.writing() as sink:
        if not store.sqlite:
            source.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        if sink.execute(select(func.count()).select_from(Document)).scalar_one():
            raise OutputError(f"{copy.where}: holds documents already", hint="give an empty database")
        sink.exec_driver_sql("DELETE FROM facts")
        for table in Base.metadata.sorted_tables:
            if table is Session.__table__:
                continue
            rows = source.execution_options(stream_results=True).execute(select(table))
            for batch in rows.mappings().partitions(_ROWS_AT_A_TIME):
                sink.execute(insert(table), [dict(row) for row in batch])
            if not copy.sqlite and table.autoincrement_column is not None:
                sink.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"
                )
        newest = select(Version.document_id, Version.report).join(
            Document, (Document.id == Version.document_id) & (Document.version == Version.number)
        )
        documents = 0
        for row in source.execution_options(stream_results=True, yield_per=_ROWS_AT_A_TIME).execute(newest):
            report = Report.model_validate_json(unpack(row.report))
            fulltext.put(sink, row.document_id, searched(report))
            documents += 1
        return documents
