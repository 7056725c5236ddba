"""Compiles the lexicon, the gazetteer and the registry of actors when the package is built, so that a wheel needs none of the build tools.

An artefact that is newer than everything it is made from is kept: compiling the lexicon takes most of a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: By room: the folders of its data, which files of them, and the modules that compile them.
_ARTEFACTS = {
    "lexicon": (("lexicon/data",), "*.yaml", ("compiler.py", "inflect.py", "schema.py")),
    "gazetteer": (("gazetteer/data",), "*", ("build.py", "names.py")),
    "actors": (("actors/data", "lexicon/data/names", "gazetteer/data"), "*", ("build.py", "words.py")),
}


def stale(artefact: Path, made_from: Iterable[Path]) -> bool:
    """Whether an artefact is missing or older than something it is made from."""
    return not artefact.exists() or any(p.stat().st_mtime > artefact.stat().st_mtime for p in made_from)


class CustomBuildHook(BuildHookInterface[Any]):
    """Puts the compiled data where the wheel takes them from."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
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
