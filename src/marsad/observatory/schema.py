"""Is there a store, is it Marsad's, and is it up to date?

``make`` makes one or upgrades it, in one transaction: it is there whole or not at all.  Everything else only looks, and says
what it found instead.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from marsad.errors import (
    StoreForeignError,
    StoreMissingError,
    StoreNewerError,
    StoreOlderError,
    StoreReadOnlyError,
)
from marsad.observatory.address import Address
from marsad.observatory.engine import WRITING, make_engine
from marsad.observatory.failures import explained

#: The last step in ``migrations/versions``; a test holds it to them.
HEAD = "0011"
REVISIONS = "marsad_schema"
_HOME = Path(__file__).parent / "migrations"
#: Written into the head of an SQLite file, so that tools that name files can name it: "MRSD".
_APPLICATION_ID = 0x4D525344


def revision(connection: Connection) -> str | None:
    """The step a store stands at; None where there is none of Marsad's."""
    if not inspect(connection).has_table(REVISIONS):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {REVISIONS}")).scalar()
    return str(found) if found is not None else None


def check(connection: Connection, where: Address) -> None:
    """Look whether this is a store that this Marsad can use.

    Raises:
        StoreMissingError: an empty database.
        StoreForeignError: somebody else's.
        StoreNewerError, StoreOlderError: a store of another Marsad's.
    """
    at = revision(connection)
    if at == HEAD:
        return
    if at is None:
        if inspect(connection).get_table_names():
            raise StoreForeignError(f"{where}: a database, but not a store of Marsad's")
        raise StoreMissingError(f"{where}: the database is empty")
    if at > HEAD:
        raise StoreNewerError(f"{where}: made by a newer Marsad (schema {at}, this one knows {HEAD})")
    raise StoreOlderError(f"{where}: made by an older Marsad (schema {at}, this one needs {HEAD})")


def _upgrade(connection: Connection, to: str = "head") -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_HOME))
    script = ScriptDirectory(str(_HOME))

    def steps(at: Any, _: Any) -> Any:
        return script._upgrade_revs(to, at)

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection, version_table=REVISIONS, transactional_ddl=True)
        with environment.begin_transaction():
            environment.run_migrations()


def _touch(where: Address) -> bool:
    """Make an SQLite file where there is none; say whether one was made."""
    path = where.path
    if path is None or path.exists():
        return False
    if not path.absolute().parent.is_dir():
        raise StoreMissingError(f"{where}: no such folder", hint="make the folder first")
    try:
        connection = sqlite3.connect(path)
    except sqlite3.OperationalError:
        raise StoreReadOnlyError(f"{where}: the file cannot be made") from None
    try:
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        connection.close()
        _unmake(path)
        raise
    connection.close()
    return True


def _unmake(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def make(where: Address) -> str | None:
    """Make a store, or bring one up to date; returns the step it stood at, None where it is new.

    Raises:
        StoreForeignError: there is another database already.
        StoreNewerError: the store is ahead of this Marsad.
    """
    with explained(where):
        new = _touch(where)
        engine = make_engine(where)
        try:
            return _make(engine, where)
        except BaseException:
            engine.dispose()
            if new and where.path is not None:
                _unmake(where.path)
            raise
        finally:
            engine.dispose()


def _make(engine: Engine, where: Address) -> str | None:
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        at = revision(connection)
        if at == HEAD:
            return at
        try:
            check(connection, where)
        except (StoreMissingError, StoreOlderError):
            _upgrade(connection)
        if at is None:
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            connection.execute(
                text("INSERT INTO facts (name, value) VALUES ('made_by', 'marsad'), ('made', :now)"), {"now": now}
            )
        return at
