"""How is a connection opened?  The settings each database needs to be safe and quick, and who may write.

SQLite: write-ahead log, so that readers never wait for a writer; foreign keys; a write transaction takes its lock when it
begins, so that two writers queue and none is turned away half way.  ``synchronous`` is NORMAL: what was committed outlives
the program's death at any moment; the log is written through to the disk at each checkpoint, several times a
minute of ingestion and at its end.
"""

from __future__ import annotations

import os
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from marsad.observatory.address import Address

#: Marks a connection's transaction as one that writes.
WRITING = "marsad_writing"
_WAIT_SECONDS = 30
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA cache_size = -32000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA analysis_limit = 400",
    # The log is folded into the file every 32 MB and not every 4: each time costs two writes through to the disk.
    "PRAGMA wal_autocheckpoint = 8000",
)


def _frozen(address: Address) -> bool:
    """Whether an SQLite file lies where nothing can be written beside it, and no log waits to be read.

    SQLite then has to be told that the file does not change; else it wants to make its index of the log first.
    """
    path = address.path
    if path is None or not path.exists():
        return False
    if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
        return False
    return not os.access(path.absolute().parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _sqlite(address: Address) -> Engine:
    path = address.path
    assert path is not None
    mode = "mode=ro&immutable=1" if _frozen(address) else "mode=rw"
    uri = f"{path.absolute().as_uri()}?{mode}"

    def connect() -> sqlite3.Connection:
        # None: transactions begin where we say (below), which the driver's own habits would not allow.
        return sqlite3.connect(uri, uri=True, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine(URL.create("sqlite"), creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _: Any) -> None:
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def make_engine(address: Address) -> Engine:
    """The engine for an address; it connects when it is first used, and never makes a file."""
    if address.path is not None:
        return _sqlite(address)
    return create_engine(address.url, connect_args={"connect_timeout": 10, "application_name": "marsad"})
