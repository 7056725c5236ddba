"""Every store test runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from endtoend import ROOT
from helpers.postgres import Server, binaries
from marsad.observatory.ingest import Taken, ingest, inputs
from marsad.observatory.schema import HEAD, REVISIONS
from marsad.observatory.store import Store, init_store, open_store
from marsad.page.article import Article
from marsad.reader import read_article
from marsad.records import Report

ENGINES = ("sqlite", "postgresql")
_numbers = itertools.count()
_free: list[str] = []


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    programs = binaries()
    if programs is None:
        reason = "PostgreSQL is not installed (on Debian and Ubuntu: apt install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}, and in CI it has to be")
        pytest.skip(reason)
    running = Server(programs)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite store that was just made; tests take copies, because making one takes a while."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    init_store(path)[0].close()
    return path


@pytest.fixture(scope="session")
def blank_server(server: Server) -> Server:
    server.sql("CREATE DATABASE blank")
    init_store(server.url("blank"))[0].close()
    return server


@pytest.fixture(params=ENGINES)
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes addresses of empty stores, all of one kind of database."""
    if request.param == "sqlite":

        def copied() -> str:
            path = tmp_path / f"store{next(_numbers)}.db"
            shutil.copy(request.getfixturevalue("blank"), path)
            return str(path)

        yield copied
        return
    running: Server = request.getfixturevalue("blank_server")
    taken: list[str] = []

    def lent() -> str:
        if _free:
            name = _free.pop()
        else:
            name = f"store{next(_numbers)}"
            running.sql(f"CREATE DATABASE {name} TEMPLATE blank")
        taken.append(name)
        return running.url(name)

    yield lent
    for name in taken:
        # Emptied and lent again: a database takes longer to make than a test to run.
        running.sql(
            "TRUNCATE documents, names, incidents, forwards, decisions, watches, outcomes, users, audit, awaits, heard, tallies,"
            " name_words"
            " RESTART IDENTITY CASCADE",
            database=name,
        )
        running.sql(f"UPDATE {REVISIONS} SET version_num = '{HEAD}'", database=name)
    _free.extend(taken)


@cache
def _read(article: Article) -> Report:
    """A sample is read once, however many tests keep it."""
    return read_article(article)


@pytest.fixture
def samples(store: Store) -> Store:
    """A store that holds the sample reports."""
    for source in inputs([str(ROOT / "samples")]):
        assert not isinstance(source, Exception)
        assert all(isinstance(each, Taken) for each in ingest(store, source, read=_read))
    return store


@pytest.fixture
def at(new_address: Callable[[], str]) -> str:
    return new_address()


@pytest.fixture
def store(at: str) -> Iterator[Store]:
    with open_store(at) as opened:
        yield opened
