"""The handle of an open store: where it is, and its transactions.

What is done with a store is in the modules beside this one; each takes the handle first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Self

from sqlalchemy import Connection, Engine, PoolProxiedConnection, text

from marsad.errors import StoreForeignError, StoreMissingError, StoreReadOnlyError
from marsad.observatory import schema
from marsad.observatory.address import Address, address
from marsad.observatory.engine import WRITING, make_engine
from marsad.observatory.failures import explained

_MAGIC = b"SQLite format 3\0"


class Store:
    """An open store; close it, or use it as a context manager."""

    def __init__(self, where: Address, engine: Engine) -> None:
        self.where, self.engine = where, engine
        self._watch: PoolProxiedConnection | None = None
        self._watching = Lock()

    @property
    def sqlite(self) -> bool:
        """Whether it is an SQLite file."""
        return self.where.path is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads: it sees the store as it stood when the transaction began."""
        with explained(self.where), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: everything in it is kept when it ends, or nothing."""
        with explained(self.where), self.engine.connect() as plain:
            connection = plain.execution_options(**{WRITING: True})
            with connection.begin():
                yield connection

    def settle(self) -> None:
        """Write the log through to the disk: what was committed now outlives a power cut too."""
        if not self.sqlite:
            return
        with explained(self.where):
            raw = self.engine.raw_connection()
            try:
                raw.driver_connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # type: ignore[union-attr]
            finally:
                raw.close()

    def check_writable(self) -> None:
        """Say at once that a store cannot be written, before an hour of reading has gone by.

        Raises:
            StoreReadOnlyError: it cannot.
        """
        path = self.where.path
        if path is not None and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)):
            raise StoreReadOnlyError(f"{self.where}: the store cannot be written")
        with self.writing() as connection:
            connection.execute(text("UPDATE facts SET value = value WHERE name = 'made_by'"))

    def beat(self) -> str:
        """A word that changes whenever the store changes: what was worked out at one beat still holds at the same."""
        with explained(self.where), self._watching:
            if not self.sqlite:
                with self.engine.connect() as connection:
                    return str(connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar_one())
            if self._watch is None:
                # SQLite tells each connection what others did since it last looked; this one only looks.
                self._watch = self.engine.raw_connection()
            return str(self._watch.driver_connection.execute("PRAGMA data_version").fetchone()[0])  # type: ignore[union-attr]

    def close(self) -> None:
        """Let go of the store; SQLite then folds its log into the file."""
        with self._watching:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def now() -> str:
    """This moment as the store writes it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _look(where: Address) -> None:
    """What can be said of an SQLite file before it is opened."""
    path = where.path
    if path is None:
        return
    try:
        if path.is_dir():
            raise StoreForeignError(f"{where}: a folder, not a store")
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        raise StoreMissingError(f"{where}: no store there", hint="marsad init makes one") from None
    except OSError as error:
        raise StoreReadOnlyError(f"{where}: cannot be read: {error.strerror or error}") from None
    if head and head != _MAGIC:
        raise StoreForeignError(f"{where}: not a database")


def open_store(given: str | Path | None = None) -> Store:
    """Open the store at a path or URL, at MARSAD_STORE, or at ``marsad.db`` here.

    Raises:
        StoreError: there is none, or this Marsad cannot use it; the class says which.
    """
    where = address(given)
    _look(where)
    with explained(where):
        store = Store(where, make_engine(where))
    try:
        with store.reading() as connection:
            schema.check(connection, where)
    except BaseException:
        store.close()
        raise
    return store


def init_store(given: str | Path | None = None) -> tuple[Store, str | None]:
    """Make a store, or upgrade it, and open it; also the schema it stood at, None where it is new."""
    where = address(given)
    if where.path is not None and where.path.exists():
        _look(where)
    at = schema.make(where)
    return open_store(given), at
