"""The store's fixtures, and one that holds the samples."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import marsad
from endtoend import ROOT
from marsad.observatory.store import Store, init_store, open_store
from marsad.observatory.write import keep
from observatory.conftest import at, blank, blank_server, new_address, server, store

__all__ = ["at", "blank", "blank_server", "new_address", "server", "store"]


@pytest.fixture(scope="session")
def samples_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the samples; tests take copies."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    opened, _ = init_store(str(path))
    with opened:
        for file in sorted((ROOT / "samples").glob("*.txt")):
            keep(opened, marsad.read(file))
    return path


@pytest.fixture
def samples(samples_file: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "samples.db"
    shutil.copy(samples_file, path)
    with open_store(str(path)) as opened:
        yield opened
