"""Compiles the lexicon, the gazetteer and the registry of actors when the package is built, so that a wheel needs none of the build tools.

An artefact that is newer than everything it is made from is kept: compiling the lexicon takes most of a minute.

A wheel also gets the reader's modules as extension modules (mypyc), which halves the time a document takes.  It needs a
C compiler and some three minutes; without one, or with MARSAD_COMPILE=0, the wheel holds the same modules as
plain Python, and reads the same.  A checkout (an editable install) always runs its sources.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: By room: the folders of its data, which files of them, and the modules that compile them.
_ARTEFACTS = {
    "lexicon": (("lexicon/data",), "*.yaml", ("compiler.py", "inflect.py", "schema.py")),
    "gazetteer": (("gazetteer/data",), "*", ("build.py", "names.py", "place.py")),
    "actors": (("actors/data", "lexicon/data/names", "gazetteer/data"), "*", ("build.py", "words.py")),
}

#: What is compiled: the modules a document goes through.
_CORE = (
    "arabic/*.py",
    "gazetteer/choice.py",
    "gazetteer/index.py",
    "gazetteer/names.py",
    "gazetteer/place.py",
    "lexicon/lexicon.py",
    "lexicon/schema.py",
    "reader/**/*.py",
)


def compile_core(source: Path, out: Path) -> list[Path]:
    """Compile the reader's modules under ``source`` into ``out`` and say which files came of it.

    Raises:
        Exception: whatever mypyc or the C compiler stumbles over; nothing else is harmed.
    """
    from mypyc.build import mypycify
    from setuptools import Distribution

    found = sorted(p for pattern in _CORE for p in (source / "marsad").glob(pattern) if p.name != "__init__.py")
    before = Path.cwd()
    os.chdir(source)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            # Types only steer the compiler here; `make lint` is where they are checked.
            options = ["--config-file=", "--follow-imports=silent", "--ignore-missing-imports"]
            modules = mypycify(
                [*options, *(str(p.relative_to(source)) for p in found)],
                opt_level="1",
                debug_level="0",
                group_name="marsad",
                target_dir=scratch,
            )
            command: Any = Distribution({"name": "marsad", "ext_modules": modules}).get_command_obj("build_ext")
            command.build_lib, command.build_temp = str(out), str(Path(scratch) / "objects")
            command.ensure_finalized()
            command.run()
    finally:
        os.chdir(before)
    return sorted(p for p in out.rglob("*") if p.suffix in (".so", ".pyd"))


def stale(artefact: Path, made_from: Iterable[Path]) -> bool:
    """Whether an artefact is missing or older than something it is made from."""
    return not artefact.exists() or any(p.stat().st_mtime > artefact.stat().st_mtime for p in made_from)


class CustomBuildHook(BuildHookInterface[Any]):
    """Puts the compiled data where the wheel takes them from."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            for room, (folders, data, code) in _ARTEFACTS.items():
                folder = source / "marsad" / room
                kept = [p for f in folders for p in (source / "marsad" / f).rglob(data) if p.is_file()]
                made_from = [*kept, *(folder / c for c in code)]
                if stale(folder / "_compiled.json", made_from):
                    self._compile(room)
        finally:
            sys.path.remove(str(source))
        if version == "standard" and os.environ.get("MARSAD_COMPILE") != "0":
            self._extensions(source, build_data)

    def _extensions(self, source: Path, build_data: dict[str, Any]) -> None:
        self._scratch = tempfile.TemporaryDirectory()
        out = Path(self._scratch.name)
        try:
            made = compile_core(source, out)
        except (Exception, SystemExit) as problem:  # a missing compiler shows in many ways; none is a reason to fail
            self.app.display_warning(f"the wheel is plain Python: the reader could not be compiled ({problem})")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"].update({str(p): p.relative_to(out).as_posix() for p in made})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Forget the extension modules once they are packed."""
        if scratch := getattr(self, "_scratch", None):
            scratch.cleanup()

    def _compile(self, room: str) -> None:
        if room == "gazetteer":
            from marsad.gazetteer.build import build as build_gazetteer

            build_gazetteer()
            return
        if room == "actors":
            from marsad.actors.build import build as build_actors

            build_actors()
            return
        from marsad.lexicon.compiler import build as build_lexicon

        for problem in build_lexicon().problems:
            self.app.display_warning(str(problem))
