"""No room, no right to write: a clear error, and nothing harmed."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import stories
from helpers.postgres import Server
from marsad.errors import StoreFullError, StoreReadOnlyError
from marsad.observatory import upkeep
from marsad.observatory.search import search
from marsad.observatory.store import init_store, open_store
from marsad.observatory.write import keep

ROOT = Path(__file__).parents[2]


def ingest(path: Path, at: Path | str, *, most: int | None = None) -> subprocess.CompletedProcess[str]:
    """``marsad ingest -v`` in a process whose files may not grow beyond ``most`` bytes."""

    def bound() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(
        [sys.executable, "-m", "marsad", "ingest", "-v", str(path), "--store", str(at)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        preexec_fn=bound,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
    )


def confirmed(done: subprocess.CompletedProcess[str]) -> set[str]:
    return {line.split()[3] for line in done.stdout.splitlines() if line.startswith(("new ", "same "))}


def names(at: Path) -> set[str]:
    with open_store(at) as store:
        upkeep.check(store)
        return {hit.name for hit in search(store, limit=1000)}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own of 1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk; the limit on file sizes is tested everywhere")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_limit_on_file_sizes(blank: Path, tmp_path: Path) -> None:
    at = tmp_path / "store.db"
    shutil.copy(blank, at)
    path = stories.write(tmp_path / "stories.jsonl", range(60))
    done = ingest(path, at, most=600_000)
    assert done.returncode == 1
    assert "M503" in done.stderr
    assert "Traceback" not in done.stderr
    kept = confirmed(done)
    assert 0 < len(kept) < 60
    assert kept <= names(at)
    # With room again, the same command does the rest.
    assert ingest(path, at).returncode == 0
    assert names(at) == {f"story-{n}" for n in range(60)}


def test_a_full_disk(blank: Path, small_disk: Path, tmp_path: Path) -> None:
    at = small_disk / "store.db"
    shutil.copy(blank, at)
    path = stories.write(tmp_path / "stories.jsonl", range(60))
    done = ingest(path, at)
    assert done.returncode == 1
    assert "M503" in done.stderr
    assert "disk is full" in done.stderr
    kept = confirmed(done)
    assert 0 < len(kept) < 60
    # It opens and can be searched while the disk is full, and a copy elsewhere takes the rest.
    elsewhere = tmp_path / "copy.db"
    with open_store(at) as store:
        assert kept <= {hit.name for hit in search(store, limit=1000)}
        assert upkeep.backup(store, str(elsewhere)) >= len(kept)
    assert kept <= names(elsewhere)
    assert ingest(path, elsewhere).returncode == 0
    assert names(elsewhere) == {f"story-{n}" for n in range(60)}


def test_no_room_for_a_store(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * (1 << 20))
    with pytest.raises(StoreFullError):
        init_store(small_disk / "store.db")
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


@pytest.fixture
def frozen(request: pytest.FixtureRequest, blank: Path, tmp_path: Path) -> Iterator[Path]:
    """A store that cannot be written: by permissions, which do not bind root, else on a disk that takes no writing."""
    root = os.geteuid() == 0
    folder: Path = request.getfixturevalue("small_disk") if root else tmp_path / "frozen"
    folder.mkdir(exist_ok=True)
    at = folder / "store.db"
    shutil.copy(blank, at)
    with open_store(at) as store:
        keep(store, stories.report(0))
    if root:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    else:
        at.chmod(0o444)
        folder.chmod(0o555)
    yield at
    if not root:
        folder.chmod(0o755)


def test_a_read_only_store(frozen: Path, tmp_path: Path) -> None:
    before = frozen.read_bytes()
    done = ingest(stories.write(tmp_path / "stories.jsonl", range(3)), frozen)
    assert done.returncode == 1
    assert done.stderr.startswith("marsad: M502")
    assert len(done.stderr.splitlines()) == 1
    with open_store(frozen) as store:
        assert [hit.name for hit in search(store, "المدفعية")] == ["story-0"]
        with pytest.raises(StoreReadOnlyError):
            keep(store, stories.report(1))
        with pytest.raises(StoreReadOnlyError):
            store.check_writable()
    with pytest.raises(StoreReadOnlyError):
        init_store(frozen.with_name("other.db"))
    assert frozen.read_bytes() == before


def test_a_read_only_server(blank_server: Server) -> None:
    blank_server.sql("CREATE DATABASE frozen TEMPLATE blank")
    blank_server.sql("ALTER DATABASE frozen SET default_transaction_read_only = on")
    with open_store(blank_server.url("frozen")) as store:
        assert search(store) == []
        with pytest.raises(StoreReadOnlyError):
            keep(store, stories.report(1))


def test_somebody_else_holds_the_store(blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from marsad.errors import StoreBusyError
    from marsad.observatory import engine

    monkeypatch.setattr(engine, "_WAIT_SECONDS", 0.05)
    at = tmp_path / "store.db"
    shutil.copy(blank, at)
    with open_store(at) as one, open_store(at) as two, one.writing(), pytest.raises(StoreBusyError):
        keep(two, stories.report(1))


def test_a_damaged_file(blank: Path, tmp_path: Path) -> None:
    from marsad.errors import StoreError

    at = tmp_path / "store.db"
    shutil.copy(blank, at)
    with open_store(at) as store:
        for number in range(10):
            keep(store, stories.report(number))
    data = bytearray(at.read_bytes())
    data[8192 : len(data) // 2] = b"\xa5" * (len(data) // 2 - 8192)
    at.write_bytes(data)
    with pytest.raises(StoreError) as raised, open_store(at) as store:
        upkeep.check(store)
    assert raised.value.code == "M508"
