"""A user's dictionary: entries of one's own, laid over those that ship with Marsad.

A folder of YAML files as in ``lexicon/data``.  Its entries go before the shipped ones; an entry with the id of shipped ones
takes their place, with ``remove: true`` it only takes them out.  What the inflection of the entries made is kept in the
folder, under a hash of all that it comes from, so that only a changed dictionary needs the build tools.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from marsad.errors import DataMissingError, DictionaryError, LexiconError, Problem
from marsad.lexicon.compiler import ARTEFACT, inflected
from marsad.lexicon.lexicon import Lexicon
from marsad.lexicon.schema import Entry, packed, read_file, unpacked
from marsad.lexicon.validate import Vocabulary

#: The file in the user's folder that keeps what inflection made.
KEPT = ".marsad-lexicon.json"
_REMOVE = "remove"
_TOOLS = ("yaml", "mazini")
#: Families whose entries only add up: one cannot take another's place.
_ADDING = frozenset(("grammar", "given_names"))


@dataclass(frozen=True, slots=True)
class _Own:
    """A dictionary ready to be laid over: its rows, the keys it takes out, its forms with number and features."""

    rows: list[list[Any]]
    gone: list[list[str]]
    forms: dict[str, list[tuple[int, list[str]]]]


def _key(family: str, ident: str, data: dict[str, Any]) -> tuple[str, ...]:
    """What makes two entries the same one; refinements of one type differ in what it becomes."""
    return (ident, str(data.get("becomes"))) if family == "refine" else (ident,)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise DictionaryError("no such folder", file=str(folder))
    files = sorted(folder.rglob("*.yaml"))
    if not files:
        raise DictionaryError("no .yaml file in the folder", file=str(folder))
    return files


def _hash(files: Iterable[Path], folder: Path, artefact: bytes) -> str:
    digest = hashlib.sha256(artefact)
    for module in ("compiler", "inflect", "schema", "validate"):
        digest.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    for path in files:
        digest.update(f"\n{path.relative_to(folder).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _entries(files: Iterable[Path], folder: Path) -> tuple[list[Entry], list[Problem]]:
    import yaml

    entries: list[Entry] = []
    problems: list[Problem] = []
    for path in files:
        try:
            some, wrong = read_file(path, folder, more={_REMOVE})
        except UnicodeDecodeError:
            some, wrong = [], [Problem(path.relative_to(folder).as_posix(), 1, "not UTF-8")]
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            some, wrong = [], [Problem(path.relative_to(folder).as_posix(), line, f"not valid YAML: {error}")]
        entries += some
        problems += wrong
    return entries, problems


def _compiled(files: list[Path], folder: Path, shipped: list[list[Any]]) -> _Own:
    missing = [tool for tool in _TOOLS if find_spec(tool) is None]
    if missing:
        raise DictionaryError(
            f"a dictionary of one's own needs {' and '.join(missing)}",
            file=str(folder),
            hint="pip install 'marsad[lexicon]'",
        )
    entries, problems = _entries(files, folder)
    if not problems:
        known = [Entry(row[1], row[2], row[3], row[4]) for row in shipped]
        problems += Vocabulary(known).problems(entries)
    kept = [e for e in entries if not e.data.get(_REMOVE)]
    forms: dict[str, list[tuple[int, list[str]]]] = {}
    if not problems:
        forms, problems = inflected(kept)
        there = {_key(row[1], row[0], row[4]) for row in shipped}
        for entry in entries:
            if entry.data.get(_REMOVE) and _key(entry.family, entry.id, entry.data) not in there:
                problems.append(Problem(entry.file, entry.line, f"nothing to remove: no shipped entry {entry.id}"))
    if problems:
        wrong = sorted(set(problems))
        raise DictionaryError(
            f"{len(wrong)} mistake{'s' * (len(wrong) > 1)} in the dictionary",
            file=str(folder),
            problems=tuple(LexiconError(p.message, file=str(folder / p.file), line=p.line, hint="") for p in wrong),
        )
    rows = [[e.id, e.family, e.file, e.line, e.data] for e in kept]
    gone = [list(_key(e.family, e.id, e.data)) for e in entries if e.family not in _ADDING]
    return _Own(rows, gone, forms)


def _without(shipped: dict[str, Any], gone: set[tuple[str, ...]]) -> tuple[list[Any], dict[str, str]]:
    """The shipped rows and forms without those entries; the numbers of the others stay."""
    rows = [None if _key(row[1], row[0], row[4]) in gone else row for row in shipped["entries"]]
    forms = unpacked(shipped["forms"])
    out = {str(number) for number, row in enumerate(rows) if row is None}
    if out:
        for text, codes in list(forms.items()):
            left = [code for code in codes.split(" ") if code.partition(".")[0] not in out]
            if not left:
                del forms[text]
            elif len(left) < codes.count(" ") + 1:
                forms[text] = " ".join(left)
    return rows, forms


def _over(shipped: dict[str, Any], own: _Own, folder: Path) -> dict[str, Any]:
    """The artefact of both; a user's reading of a word goes before the shipped ones."""
    rows, forms = _without(shipped, {tuple(key) for key in own.gone})
    features = [*shipped["features"]]
    numbers = {json.dumps(feature): number for number, feature in enumerate(features)}
    for text, readings in own.forms.items():
        codes = []
        for number, feature in readings:
            code = numbers.setdefault(json.dumps(feature), len(features))
            if code == len(features):
                features.append(feature)
            codes.append(f"{len(rows) + number}.{code}")
        forms[text] = " ".join([*codes, *filter(None, [forms.get(text)])])
    return {
        "layout": shipped["layout"],
        "entries": [*rows, *([ident, family, str(folder / file), *rest] for ident, family, file, *rest in own.rows)],
        "own": len(rows),
        "features": features,
        "forms": packed(forms),
    }


def _kept(path: Path, key: str) -> _Own | None:
    """What an earlier run left in the folder, if it was made from the very same."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["key"] != key:
            return None
        forms = {text: [(number, feature) for number, feature in codes] for text, codes in data["forms"].items()}
        return _Own(data["rows"], data["gone"], forms)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _keep(path: Path, key: str, own: _Own) -> None:
    data = {"key": key, "rows": own.rows, "gone": own.gone, "forms": own.forms}
    partial = path.with_suffix(f".{os.getpid()}.part")
    # A folder that cannot be written to only costs the time of compiling it again.
    with contextlib.suppress(OSError):
        partial.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        partial.replace(path)


def load_with(folder: Path) -> Lexicon:
    """The shipped lexicon with a user's dictionary laid over it.

    Raises:
        DictionaryError: the folder holds no dictionary, or entries that are wrong (all of them in ``problems``), or the
            tools that inflect words are not installed.
    """
    files = _files(folder)
    try:
        artefact = ARTEFACT.read_bytes()
    except FileNotFoundError:
        raise DataMissingError(f"the compiled lexicon is not at {ARTEFACT}") from None
    shipped = json.loads(artefact)
    key = _hash(files, folder, artefact)
    own = _kept(folder / KEPT, key)
    if own is None:
        own = _compiled(files, folder, shipped["entries"])
        _keep(folder / KEPT, key, own)
    return Lexicon(_over(shipped, own, folder))
