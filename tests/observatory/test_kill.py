"""kill -9 while documents go in: what was confirmed is there, once, whole, and the same command finishes the rest.

Ten moments by default; fifty with CI, or as many as MARSAD_KILLS says; a third of them on a server.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import func, select

from helpers import stories
from marsad.observatory import documents, upkeep
from marsad.observatory.search import search
from marsad.observatory.store import open_store
from marsad.observatory.tables import Document, Event, Version

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("MARSAD_KILLS", "50" if os.environ.get("CI") else "10"))
#: How many documents go by between two kills, at most.
STRIDE = 8


def start(path: Path, at: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "marsad", "ingest", "-v", str(path), "--store", at],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )


def killed(path: Path, at: str, *, after: int, pause: float) -> list[str]:
    """Kill the program when it has confirmed ``after`` new documents and a moment more; returns all that it confirmed."""
    running = start(path, at)
    assert running.stdout is not None
    lines: list[str] = []
    new = 0
    while new < after and (line := running.stdout.readline()):
        lines.append(line)
        new += line.startswith("new ")
    time.sleep(pause)
    running.send_signal(signal.SIGKILL)
    rest, _ = running.communicate(timeout=30)
    # A last line that breaks off confirms nothing.
    lines += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return [line.split()[3] for line in lines if line.split()[0] in ("new", "same")]


def test_kill_nine(at: str, tmp_path: Path) -> None:
    kills = max(KILLS // 3 if at.startswith("postgresql") else KILLS - KILLS // 3, 2)
    chance = random.Random(9)
    total = kills * STRIDE
    path = stories.write(tmp_path / "stories.jsonl", range(total))
    confirmed: set[str] = set()
    for _ in range(kills):
        after = chance.randint(0, STRIDE - 2)
        pause = chance.random() * (0.03 if after else 1.5)
        confirmed |= set(killed(path, at, after=after, pause=pause))
        with open_store(at) as store:
            upkeep.check(store)
            names = [hit.name for hit in search(store, limit=10_000)]
            assert len(names) == len(set(names)), "none doubled"
            assert confirmed <= set(names), "none lost"
    running = start(path, at)
    running.communicate(timeout=120)
    assert running.returncode == 0
    with open_store(at) as store, store.reading() as connection:
        upkeep.check(store)
        counts = [connection.execute(select(func.count()).select_from(t)).scalar() for t in (Document, Version)]
        assert counts == [total, total]
        wanted = sum(len(stories.report(n).events) for n in range(total))
        assert connection.execute(select(func.count()).select_from(Event)).scalar() == wanted
    with open_store(at) as store:
        for number in range(0, total, 7):
            assert documents.show(store, f"story-{number}").json == stories.report(number).to_json()
