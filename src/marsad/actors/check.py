"""The linter of the registry: every wrong row is named by file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.actors.build import DATA, NAMES, countries, rows, table
from marsad.arabic.fold import stray
from marsad.errors import Problem

KINDS = frozenset(
    ("state", "rebel", "militia", "identity_militia", "rioters", "protesters", "civilians", "external", "org", "media")
) | {"people"}
_ID = re.compile(r"\A[a-z0-9]+(-[a-z0-9]+)*(/[a-z]+-\d+)?\Z")
_WIKIDATA = re.compile(r"\AQ[1-9]\d*\Z")
_ARABIC = re.compile("[\u0621-\u064a]")
_FIRST_YEAR, _LAST_YEAR = 900, 2100


def _years(row: dict[str, Any]) -> Iterator[str]:
    for key in ("since", "until"):
        year = row.get(key)
        if year is not None and (not isinstance(year, int) or not _FIRST_YEAR <= year <= _LAST_YEAR):
            yield f"{key} is no year: {year}"
            return
    since, until = row.get("since"), row.get("until")
    if since and until and since > until:
        yield f"since {since} is after until {until}"


def _spellings(row: dict[str, Any]) -> Iterator[str]:
    written = [str(row.get("name", "")), *map(str, row.get("also", ()))]
    for spelling in written:
        if stray(spelling):
            yield f"stray mark or presentation form in «{spelling}»"
        elif spelling != " ".join(spelling.split()) or not _ARABIC.search(spelling):
            yield f"not plain Arabic script: «{spelling}»"
    if len(set(written)) < len(written):
        yield f"spelling twice on the line: «{row.get('name')}»"


def _facts(row: dict[str, Any], known: set[str]) -> Iterator[str]:
    missing = [key for key in ("en", "cls") if not row.get(key)]
    if missing:
        yield f"empty: {', '.join(missing)}"
    if row["kind"] not in KINDS:
        yield f"unknown kind «{row['kind']}»"
    if "country" in row and row["country"] not in known:
        yield f"unknown country «{row['country']}»"
    if "wikidata" in row and not _WIKIDATA.match(str(row["wikidata"])):
        yield f"malformed Wikidata id «{row['wikidata']}»"
    yield from _years(row)


def _cycle(ref: str, parents: dict[str, str]) -> bool:
    seen, at = {ref}, parents.get(ref)
    while at is not None:
        if at in seen:
            return at == ref
        seen.add(at)
        at = parents.get(at)
    return False


def check(names: Path = NAMES, data: Path = DATA) -> list[Problem]:
    """Every problem of the names and tables, in file and line order; an empty list where all is well."""
    listed = list(rows(names))
    known = set(countries(data))
    main: dict[str, tuple[str, int]] = {}
    taken: dict[str, str] = {}
    found: list[Problem] = []
    for file, line, row in listed:
        if "kind" in row and row.get("ref"):
            where = main.setdefault(str(row["ref"]), (file, line))
            if where != (file, line):
                found.append(Problem(file, line, f"id {row['ref']} is taken ({where[0]}:{where[1]})"))
    parents = {str(r["ref"]): str(r["parent"]) for _, _, r in listed if r.get("ref") and r.get("parent")}
    for file, line, row in listed:
        ref = str(row.get("ref", ""))
        wrong = list(_spellings(row))
        if not _ID.match(ref):
            wrong.append(f"malformed id «{ref}»")
        elif ref not in main:
            wrong.append(f"no entry says what {ref} is")
        if "kind" in row:
            wrong += _facts(row, known)
        elif row.keys() & {"en", "country", "parent", "since", "until", "wikidata"}:
            wrong.append("facts stand on the line that has the kind")
        if ref in parents and "kind" in row:
            if parents[ref] not in main:
                wrong.append(f"unknown parent «{parents[ref]}»")
            elif _cycle(ref, parents):
                wrong.append(f"{ref} is its own parent")
        for spelling in (str(row.get("name", "")), *map(str, row.get("also", ()))):
            other = taken.setdefault(spelling, ref)
            if other != ref and not row.get("context"):
                wrong.append(f"«{spelling}» is already a name of {other}")
        found += [Problem(file, line, message) for message in wrong]
    found += _generics(data, main, known)
    return sorted(set(found))


def _generics(data: Path, main: dict[str, tuple[str, int]], known: set[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for line, row in _lines(data / "generic.yaml"):
        wrong = []
        if row["ref"] in seen:
            wrong.append(f"id {row['ref']} is taken")
        seen.add(row["ref"])
        if row["kind"] not in KINDS:
            wrong.append(f"unknown kind «{row['kind']}»")
        wrong += [
            f"no entry {ref}" for ref in (*row.get("same", ()), *row.get("others", {}).values()) if ref not in main
        ]
        wrong += [f"unknown country «{code}»" for code in row.get("others", {}) if code not in known]
        yield from (Problem("generic.yaml", line, message) for message in wrong)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entries of the table of generic names with their lines."""
    numbers = [n for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text.startswith("- ")]
    yield from zip(numbers, table(path.stem, path.parent), strict=True)
