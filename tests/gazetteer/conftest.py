"""The compiled gazetteer, built once into a folder of its own, so that the tests need no earlier build."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.gazetteer.build import build
from marsad.gazetteer.index import Gazetteer


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("gazetteer") / "index.json")


@pytest.fixture(scope="session")
def gazetteer(compiled: Path) -> Gazetteer:
    return Gazetteer.load(compiled)
