"""What the end-to-end tests share: the folders, and the command line in a process of its own."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold"

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def command_line(
    *arguments: str | Path,
    memory: int | None = None,
    env: dict[str, str] | None = None,
    stdin: bytes = b"",
    timeout: float = 60.0,
) -> subprocess.CompletedProcess[bytes]:
    """``marsad`` with these arguments; ``memory`` bounds its address space in bytes."""

    def bound() -> None:
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    return subprocess.run(
        [sys.executable, "-m", "marsad", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=timeout,
        check=False,
        cwd=ROOT,
        preexec_fn=bound,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "OPENBLAS_NUM_THREADS": "1"} | (env or {}),
    )
