"""The compile step: the names of the lexicon and the tables of this room → one artefact.

A name's spellings and facts stand on one line of ``lexicon/data/names``: the lexicon takes what recognises it, the
registry what says who it is.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.actors.registry import COMPILED
from marsad.actors.words import bare
from marsad.arabic.fold import fold_word

DATA = Path(__file__).parent / "data"
NAMES = Path(__file__).parents[1] / "lexicon" / "data" / "names"
COUNTRIES = Path(__file__).parents[1] / "gazetteer" / "data" / "countries.tsv"
_FACTS = ("name", "en", "kind", "country", "since", "until", "parent", "wikidata")
#: Inflections in which people are named: nominative and the other cases, sound plural and dual.
_CASES = (("ون", "ين"), ("ان", "ين"))


def rows(folder: Path = NAMES) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Every entry of the name files with file and line."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(folder.glob("*.yaml")):
        made = loader(path.read_text(encoding="utf-8"))
        node = made.get_single_node()
        for item in node.value if node else ():
            yield path.name, item.start_mark.line + 1, made.construct_object(item, deep=True)


def table(name: str, folder: Path = DATA) -> Any:
    """One of the YAML tables of this room."""
    import yaml

    return yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))


def countries(folder: Path = DATA) -> dict[str, list[str]]:
    """Countries by code: slug, English name, Arabic name."""
    arabic = {row["country"]: row["name"] for row in _tsv(COUNTRIES)}
    return {r["country"]: [r["slug"], r["en"], arabic.get(r["country"], "")] for r in _tsv(folder / "countries.tsv")}


def _tsv(path: Path) -> Iterator[dict[str, str]]:
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    yield from csv.DictReader(lines, delimiter="\t")


def _folded(words: str) -> str:
    return " ".join(fold_word(w) for w in words.split())


def spellings(words: str, *, people: bool) -> set[str]:
    """The folded forms of a generic name; people are meant with and without the article, in every case."""
    whole = _folded(words)
    found = {whole}
    if people:
        for one, other in _CASES:
            found |= {
                " ".join(w[: -len(one)] + other if w.endswith(one) else w for w in form.split()) for form in found
            }
        found |= {" ".join("ال" + bare(w) for w in form.split()) for form in found}
        found |= {" ".join(bare(w) for w in form.split()) for form in found}
    return found


def _generic_words(generics: list[dict[str, Any]], key: str) -> dict[str, list[list[str]]]:
    starts: dict[str, dict[str, str]] = {}
    for generic in generics:
        for words in generic.get(key, ()):
            for form in spellings(str(words), people=bool(generic.get("people"))):
                starts.setdefault(form.split(" ", 1)[0], {}).setdefault(form, generic["ref"])
    return {
        start: sorted(([n, ref] for n, ref in found.items()), key=lambda x: (-len(x[0]), x[0]))
        for start, found in sorted(starts.items())
    }


def _words(data: dict[str, Any]) -> dict[str, Any]:
    def folded(words: list[Any]) -> list[str]:
        return sorted({fold_word(str(w)) for w in words})

    lists = {key: folded(data[key]) for key in ("members", "links", "epithets", "arms", "latter")}
    tables = {
        key: {fold_word(str(w)): v for w, v in data[key].items()} for key in ("units", "ordinals", "tens", "short")
    }
    return {**lists, **tables}


def artefact(names: Path = NAMES, data: Path = DATA) -> dict[str, Any]:
    """The registry as a dictionary."""
    actors: dict[str, list[Any]] = {}
    also: dict[str, list[str]] = {}
    short_names: dict[str, dict[str, list[str]]] = {}
    for _, _, row in rows(names):
        ref, written = row["ref"], [str(row["name"]), *map(str, row.get("also", ()))]
        also.setdefault(ref, []).extend(written)
        if "kind" in row and ref not in actors:
            actors[ref] = [row.get(key) for key in _FACTS]
        if row.get("context"):
            for one in (_folded(w) for w in written):
                short_names.setdefault(one, {})[ref] = row.get("where") or []
    for bearers in short_names.values():
        for ref, where in bearers.items():
            bearers[ref] = where or [actors[ref][_FACTS.index("country")]] if ref in actors else where
    words = _words(table("words", data))
    heads = {}
    for ref, written in also.items():
        found = {bare(_folded(w).split()[0]) for w in written} & words["short"].keys()
        if found:
            heads[ref] = sorted(found)
        if ref in actors:
            actors[ref].append([w for w in written if w != actors[ref][0]])
    generics = table("generic", data)
    return {
        "actors": actors,
        "countries": countries(data),
        "generics": [
            [g["ref"], g["ar"], g["en"], g["kind"], g["entity"], bool(g.get("people")), g.get("others", {})]
            for g in generics
        ],
        "same": {same: g["ref"] for g in generics for same in g.get("same", ())},
        "generic_words": _generic_words(generics, "words"),
        "owned_words": _generic_words(generics, "owned"),
        "short_names": short_names,
        "words": words,
        "heads": heads,
    }


def build(out: Path | None = None) -> Path:
    """Compile the registry and write it."""
    path = out or COMPILED
    partial = path.with_suffix(".tmp")
    partial.write_text(json.dumps(artefact(), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    partial.replace(path)
    return path
