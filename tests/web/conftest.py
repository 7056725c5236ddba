"""A store with the samples in it, an application over it, and a browser, each made once and lent as copies."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from anyio.from_thread import BlockingPortal, start_blocking_portal

from endtoend import ROOT
from helpers.web import AREA, PASSWORDS, RANKS, Client, Running
from marsad.observatory import accounts, watches
from marsad.observatory.claiming import claimed
from marsad.observatory.incidents import every
from marsad.observatory.ingest import ingest, inputs
from marsad.observatory.search import search
from marsad.observatory.store import Store, init_store, open_store
from marsad.reader import read_article
from marsad.web.app import create_app
from marsad.web.settings import Settings


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "filled.db"
    with init_store(path)[0] as store:
        for each in inputs([str(ROOT / "samples")]):
            assert list(ingest(store, each, read=read_article))  # type: ignore[arg-type]
        for name, rank in RANKS.items():
            accounts.add_user(store, name, PASSWORDS[name], rank)
        watches.add(store, AREA)
    return path


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "store.db"
    shutil.copy(filled, path)
    with open_store(path) as opened:
        yield opened


@pytest.fixture(scope="session")
def uid(filled: Path) -> str:
    """The report that is looked at."""
    with open_store(filled) as store:
        return max(search(store, limit=100), key=lambda hit: (hit.publisher is not None, len(hit.events))).uid


@pytest.fixture(scope="session")
def incident_id(filled: Path) -> str:
    """The incident that is looked at: one that sources disagree about."""
    with open_store(filled) as store:
        return next(each.id for each in every(store) if "toll" in claimed(store, each.id).conflicts)


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as opened:
        yield opened


@pytest.fixture
def client(store: Store, portal: BlockingPortal) -> Client:
    """The one local user."""
    return Client(create_app(store, Settings()), portal, "http://127.0.0.1")


@pytest.fixture
def visitor(store: Store, portal: BlockingPortal) -> Client:
    """Somebody at an observatory with a login."""
    return Client(create_app(store, Settings(host="0.0.0.0")), portal, "http://marsad.example")


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Store, Settings], Running]]:
    """Runs applications on real ports, for browsers."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(store: Store, settings: Settings) -> Running:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(store, settings), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server stopped before it listened"
            time.sleep(0.01)
        running.append((server, thread))
        return Running(f"http://127.0.0.1:{listening.getsockname()[1]}", store)

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's browser, driven."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium here (on Debian and Ubuntu: apt install chromium)")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def running(
    filled: Path, tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Store, Settings], Running]
) -> Iterator[Running]:
    """One observatory for all that only look."""
    path = tmp_path_factory.mktemp("browser") / "store.db"
    shutil.copy(filled, path)
    with open_store(path) as store:
        yield serve(store, Settings())


@pytest.fixture
def own(store: Any, serve: Callable[[Store, Settings], Running]) -> Running:
    """An observatory for one test that changes something."""
    return serve(store, Settings())


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page on which nothing may go wrong: no error in a script, nothing that the policy refuses."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    wrong: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console",
        lambda message: (
            wrong.append(message.text) if message.type == "error" and "status of 4" not in message.text else None
        ),
    )
    yield opened
    context.close()
    assert wrong == []
