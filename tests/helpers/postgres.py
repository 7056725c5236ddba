"""A PostgreSQL server of the tests' own: found among the installed binaries, started on a socket in a folder that goes away."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

#: Who runs it where the tests run as root, which PostgreSQL refuses.
_UNPRIVILEGED = ("postgres", "nobody")


def binaries() -> Path | None:
    """The newest installed server's folder of programs."""
    candidates = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    candidates.sort(key=lambda path: float(path.parent.name) if path.parent.name.replace(".", "").isdigit() else 0.0)
    config = shutil.which("pg_config")
    if config:
        found = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        candidates += [Path(found)] if found and (Path(found) / "initdb").exists() else []
    initdb = shutil.which("initdb")
    if initdb:
        candidates.append(Path(initdb).resolve().parent)
    return candidates[-1] if candidates else None


class Server:
    """A running server; databases are made in it by name."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="marsad-pg-"))
        self.account: dict[str, int] = {}
        if os.geteuid() == 0:
            entry = next(pwd.getpwnam(name) for name in _UNPRIVILEGED if _exists(name))
            self.account = {"user": entry.pw_uid, "group": entry.pw_gid}
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        self._run("initdb", "-D", self.folder / "data", "-U", "marsad", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        settings = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c shared_buffers=32MB"
        self._run(
            "pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w", "-t", "30",
            "-o", f"-k {self.folder} {settings}", "start",
        )  # fmt: skip

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run(
            [str(self.programs / program), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if program == "initdb" else subprocess.DEVNULL,
            text=True,
            timeout=90,
            check=False,
            cwd=self.folder,
            extra_groups=[] if self.account else None,
            **self.account,  # type: ignore[arg-type]
        )
        assert done.returncode == 0, f"{program}: {done.stdout}"

    def url(self, database: str) -> str:
        return f"postgresql://marsad@/{database}?host={self.folder}"

    def sql(self, statement: str, *, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(f"dbname={database} user=marsad host={self.folder}", autocommit=True) as connection:
            connection.execute(statement)

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
