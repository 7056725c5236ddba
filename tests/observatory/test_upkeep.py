from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from fixtures_reports import rich_report
from helpers import stories
from marsad.errors import OutputError
from marsad.observatory import documents, upkeep
from marsad.observatory.search import search
from marsad.observatory.store import Store, open_store
from marsad.observatory.tables import Base, Name
from marsad.observatory.write import keep


def fill(store: Store, count: int = 12) -> None:
    for number in range(count):
        keep(store, stories.report(number))
    uid = keep(store, rich_report()).uid
    documents.correct(store, uid, "e1", "status", "denied", who="Lina")


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name != "facts"
        }


def test_vacuum_forgets_what_was_removed(store: Store) -> None:
    fill(store)
    documents.remove(store, "story-3")
    documents.remove(store, rich_report().document.id)
    found = upkeep.vacuum(store)
    assert found.before > 0
    assert found.after > 0
    upkeep.check(store)
    with store.reading() as connection:
        keys = set(connection.execute(select(Name.key)).scalars())
    assert "سامر هادي" not in keys
    assert "وزاره دفاع" in keys
    assert len(search(store, "الخبر")) == 11
    # A name that comes back is found again.
    keep(store, rich_report())
    from marsad.observatory.filters import Filters

    assert search(store, filters=Filters(sources=("سامر الهادي",)))


def test_a_vacuumed_file_is_smaller(blank: Path, tmp_path: Path) -> None:
    import shutil

    at = tmp_path / "store.db"
    shutil.copy(blank, at)
    with open_store(at) as store:
        fill(store, 40)
        for number in range(40):
            documents.remove(store, f"story-{number}")
        found = upkeep.vacuum(store)
        assert found.after < found.before
    assert "المدفعية".encode() not in at.read_bytes()


def test_a_backup_is_a_store_with_the_same_content(store: Store, tmp_path: Path) -> None:
    fill(store)
    target = tmp_path / "backup.db"
    assert upkeep.backup(store, str(target)) == 13
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(("backup", "."))] == ["backup.db"]
    with open_store(target) as copy:
        assert rows(copy) == rows(store)
        assert [hit.uid for hit in search(copy, "المدفعية")] == [hit.uid for hit in search(store, "المدفعية")]
        assert documents.show(copy, "story-1").json == stories.report(1).to_json()
        assert keep(copy, stories.report(1)).outcome == "same"
        assert keep(copy, stories.report(50)).outcome == "new"
    with pytest.raises(OutputError, match="there already"):
        upkeep.backup(store, str(target))


def test_a_store_moves_to_a_server_and_back(
    store: Store, new_address: Callable[[], str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("server")
    fill(store)
    name = f"moved_{'lite' if store.sqlite else 'server'}"
    server.sql(f"CREATE DATABASE {name}")
    assert upkeep.backup(store, server.url(name)) == 13
    with open_store(server.url(name)) as moved:
        assert rows(moved) == rows(store)
        assert len(search(moved, "المدفعية")) == len(search(store, "المدفعية"))
        assert keep(moved, stories.report(77)).outcome == "new", "the server goes on counting where the copy ends"
        uid = keep(moved, rich_report()).uid
        documents.correct(moved, uid, "e1", "status", "uncertain", who="Omar")
        assert upkeep.backup(moved, str(tmp_path / "back.db")) == 14
    with pytest.raises(OutputError, match="holds documents"):
        upkeep.backup(store, server.url(name))


def test_a_backup_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    from marsad.errors import MarsadError

    with pytest.raises(MarsadError):
        upkeep.backup(store, str(tmp_path / "no" / "folder.db"))


def test_a_backup_while_somebody_writes(store: Store, tmp_path: Path) -> None:
    fill(store, 3)
    with open_store(address_of(store)) as other, other.writing() as connection:
        connection.execute(select(func.count()).select_from(Name))
        assert upkeep.backup(store, str(tmp_path / "b.db")) == 4


def address_of(store: Store) -> str:
    return str(store.where.path) if store.sqlite else store.where.url.render_as_string(hide_password=False)
