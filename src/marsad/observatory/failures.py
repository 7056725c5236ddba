"""What does a database's error mean to people?  Each becomes one of Marsad's own, with a stable code.

SQLite says it by the name of its result code, PostgreSQL by SQLSTATE; neither by the words of the message.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from marsad.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreForeignError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnreachableError,
)
from marsad.observatory.address import Address

#: By the beginning of SQLite's extended result code, the longer first.
_SQLITE: tuple[tuple[str, type[StoreError], str], ...] = (
    ("SQLITE_FULL", StoreFullError, "the disk is full"),
    ("SQLITE_IOERR_WRITE", StoreFullError, "the disk, a quota or a limit on file sizes allows no more"),
    ("SQLITE_IOERR_TRUNCATE", StoreFullError, "the disk, a quota or a limit on file sizes allows no more"),
    ("SQLITE_IOERR_SHMSIZE", StoreFullError, "the disk, a quota or a limit on file sizes allows no more"),
    ("SQLITE_READONLY", StoreReadOnlyError, "the store cannot be written"),
    ("SQLITE_PERM", StoreReadOnlyError, "the store cannot be written"),
    ("SQLITE_CANTOPEN", StoreReadOnlyError, "the store cannot be opened"),
    ("SQLITE_NOTADB", StoreForeignError, "not a database"),
    ("SQLITE_CORRUPT", StoreDamagedError, "the file is damaged"),
    ("SQLITE_BUSY", StoreBusyError, "another program is writing to the store"),
    ("SQLITE_LOCKED", StoreBusyError, "another program is writing to the store"),
)
#: By the beginning of SQLSTATE.
_POSTGRES: tuple[tuple[str, type[StoreError], str], ...] = (
    ("53100", StoreFullError, "the server's disk is full"),
    ("25006", StoreReadOnlyError, "the server takes no writing"),
    ("42501", StoreReadOnlyError, "the account may not do that"),
    ("23505", StoreBusyError, "another program wrote the same document at the same time"),
    ("55P03", StoreBusyError, "another program holds the store"),
    ("40", StoreBusyError, "another program wrote to the store at the same time"),
    ("53", StoreUnreachableError, "the server has no room for another connection"),
    ("57", StoreUnreachableError, "the server broke the connection off"),
    ("08", StoreUnreachableError, "the server cannot be reached"),
    ("28", StoreUnreachableError, "the server refuses the account"),
    ("3D000", StoreUnreachableError, "the server has no such database"),
    ("XX001", StoreDamagedError, "the server finds its files damaged"),
    ("XX002", StoreDamagedError, "the server finds its files damaged"),
)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _of_dbapi(error: Any, where: Address) -> StoreError:
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or ""
    for begin, kind, words in _SQLITE if code.startswith("SQLITE") else _POSTGRES:
        if code.startswith(begin):
            return kind(f"{where}: {words}")
    if where.path is None and not code and type(error).__name__ == "OperationalError":
        # No SQLSTATE: there was no server to give one.
        return StoreUnreachableError(f"{where}: {_first_line(error)}")
    return StoreError(f"{where}: {_first_line(error)}")


def translated(error: Exception, where: Address) -> StoreError:
    """One of Marsad's errors for one of the database's."""
    if isinstance(error, DBAPIError):
        return _of_dbapi(error.orig, where)
    return _of_dbapi(error, where)


@contextmanager
def explained(where: Address) -> Iterator[None]:
    """Let nothing out but Marsad's own errors."""
    import sqlite3

    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise translated(error, where) from error
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        if "psycopg" not in str(error) and getattr(error, "name", None) != "psycopg":
            raise
        raise StoreError("PostgreSQL needs psycopg", hint="pip install 'marsad[postgresql]'") from None
