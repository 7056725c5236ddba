from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from helpers.postgres import Server
from marsad.errors import (
    StoreForeignError,
    StoreMissingError,
    StoreNewerError,
    StoreOlderError,
    StoreUnreachableError,
    UsageError,
)
from marsad.observatory import people, schema
from marsad.observatory.address import address
from marsad.observatory.store import Store, init_store, open_store


def test_a_store_is_made_once(tmp_path: Path) -> None:
    made, before = init_store(tmp_path / "a.db")
    with made, made.reading() as connection:
        assert before is None
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.execute(text("SELECT value FROM facts WHERE name = 'made_by'")).scalar() == "marsad"
    again, before = init_store(tmp_path / "a.db")
    again.close()
    assert before == schema.HEAD


def test_the_migrations_make_what_the_tables_say(store: Store) -> None:
    def ours(name: str | None, kind: str, _: object) -> bool:
        return kind != "table" or not (str(name).startswith("search") or name == schema.REVISIONS)

    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
        assert compare_metadata(context, people.User.metadata) == []


def test_the_newest_step_is_the_one_that_is_asked_for() -> None:
    steps = sorted((Path(schema.__file__).parent / "migrations" / "versions").glob("[0-9]*.py"))
    assert steps[-1].name.split("_")[0] == schema.HEAD


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="marsad init"):
        open_store(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreMissingError):
        init_store(tmp_path / "no" / "folder.db")


def test_an_empty_database_is_no_store(server: Server) -> None:
    server.sql("CREATE DATABASE empty")
    with pytest.raises(StoreMissingError):
        open_store(server.url("empty"))


def test_somebody_elses_file(tmp_path: Path) -> None:
    text_file, folder, other = tmp_path / "notes.txt", tmp_path / "folder", tmp_path / "other.db"
    text_file.write_text("no database, and it shall stay what it is")
    folder.mkdir()
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE photos (id)")
    connection.close()
    before = other.read_bytes()
    for path in (text_file, folder, other):
        with pytest.raises(StoreForeignError):
            open_store(path)
        with pytest.raises(StoreForeignError):
            init_store(path)
    assert other.read_bytes() == before
    assert text_file.read_text().startswith("no database")


def test_somebody_elses_server_database(server: Server) -> None:
    server.sql("CREATE DATABASE foreign_one")
    import psycopg

    with psycopg.connect(f"dbname=foreign_one user=marsad host={server.folder}", autocommit=True) as connection:
        connection.execute("CREATE TABLE photos (id int)")
    for attempt in (open_store, init_store):
        with pytest.raises(StoreForeignError):
            attempt(server.url("foreign_one"))


@pytest.mark.parametrize(("revision", "error"), [("9999", StoreNewerError), ("0000", StoreOlderError)])
def test_a_store_of_another_marsads(at: str, revision: str, error: type[Exception]) -> None:
    with open_store(at) as store, store.writing() as connection:
        connection.execute(text(f"UPDATE {schema.REVISIONS} SET version_num = :at"), {"at": revision})
    with pytest.raises(error, match=revision):
        open_store(at)
    if error is StoreNewerError:
        with pytest.raises(StoreNewerError):
            init_store(at)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachableError):
        open_store(f"postgresql://marsad@/none?host={tmp_path}")


def test_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MARSAD_STORE", raising=False)
    assert str(address()) == "marsad.db"
    monkeypatch.setenv("MARSAD_STORE", "postgresql://me:secret@host/news")
    assert "secret" not in str(address())
    assert address().url.drivername == "postgresql+psycopg"
    assert address("sqlite:///x/y.db").path == Path("x/y.db")
    with pytest.raises(UsageError):
        address("mysql://host/x")


def test_a_failed_init_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(schema, "_upgrade", fail)
    with pytest.raises(RuntimeError):
        init_store(tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []


def test_new_address_gives_different_stores(new_address: Callable[[], str]) -> None:
    assert new_address() != new_address()


def _set_back(path: Path) -> None:
    """Make a store what it would be at the first step: that step's tables, filled with what they have room for."""
    from marsad.observatory.address import address
    from marsad.observatory.engine import make_engine

    now = path.with_suffix(".now")
    path.rename(now)
    schema._touch(address(str(path)))
    engine = make_engine(address(str(path)))
    with engine.begin() as connection:
        schema._upgrade(connection, to="0001")
    engine.dispose()
    connection = sqlite3.connect(path)
    connection.execute("ATTACH ? AS now", (str(now),))
    for (table,) in connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'"
    ).fetchall():
        if table == schema.REVISIONS:
            continue
        columns = ",".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
        connection.execute(f"DELETE FROM main.{table}")
        connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
    connection.commit()
    connection.close()


def _tallies(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return sorted(tuple(row) for row in connection.execute(text("SELECT * FROM tallies")))


def test_a_store_of_the_first_step_is_upgraded(tmp_path: Path) -> None:
    """A store as it was published, filled by hand as that Marsad filled it: nothing is lost, incidents are found."""
    import marsad
    from marsad.observatory.incidents import every
    from marsad.observatory.write import keep

    old = tmp_path / "old.db"
    init_store(old)[0].close()
    with open_store(old) as store:
        report = marsad.read("انفجرت عبوة ناسفة في الموصل وقتلت ثلاثة جنود.", url="https://news.example/1")
        keep(store, report)
        expected = [each.id for each in every(store)]
        tallies = _tallies(store)
    _set_back(old)
    with pytest.raises(StoreOlderError, match="marsad init"):
        open_store(old)
    upgraded, before = init_store(old)
    with upgraded:
        assert before == "0001"
        assert [each.id for each in every(upgraded)] == expected
        assert _tallies(upgraded) == tallies
        assert tallies
        test_the_migrations_make_what_the_tables_say(upgraded)
