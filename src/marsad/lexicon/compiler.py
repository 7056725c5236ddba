"""The compile step: data files → one artefact of full forms, and the linter of the data.

The artefact is JSON (independent of the Python version): the entries, the feature sets, and one line a form.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.arabic.fold import fold_word
from marsad.errors import Problem
from marsad.lexicon.inflect import Form, adjective_forms, masdars, noun_forms, participle_forms, verb_forms
from marsad.lexicon.schema import DATA, Entry, as_list, packed, read_folder

#: Where the artefact lies: inside the package, built at install or packaging.
ARTEFACT = Path(__file__).parent / "_compiled.json"
#: The version of the artefact's layout.
LAYOUT = 2
STRUCTURE = ("classes", "frames", "types", "refine", "grammar", "given_names")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made: where, how many entries and forms, and what was wrong with the data."""

    path: Path
    entries: int
    forms: int
    problems: list[Problem]


def entry_forms(entry: Entry) -> Iterator[Form]:
    """The full forms of one entry (none for phrases).

    Raises:
        ValueError: the root and form do not go together.
    """
    data = entry.data
    verbal = entry.family in ("events", "light", "modality", "saying")  # its nouns govern as verbal nouns do
    if "root" in data:
        root, form = str(data["root"]), str(data["form"])
        plain = entry.family == "verbs"
        if not data.get("noun_only"):
            for made in verb_forms(root, form):
                if not (data.get("no_passive") and made.voice == "p"):
                    yield made
            yield from participle_forms(root, form)
        if not data.get("verb_only"):
            plurals = as_list(data.get("masdar_plural"))
            for masdar in as_list(data.get("masdar")) or masdars(root, form):
                bare = "".join(c for c in masdar if not "\u064b" <= c <= "\u0652")
                yield from noun_forms(bare, plurals, pos="m" if not plain else "n")
    elif "noun" in data:
        pos = "m" if verbal else "n"
        yield from noun_forms(str(data["noun"]), as_list(data.get("plural")), str(data.get("gender") or ""), pos=pos)
    elif "adj" in data:
        yield from adjective_forms(str(data["adj"]), as_list(data.get("plural")))
    elif "word" in data:
        pos = str(data.get("pos") or "word")
        for word in [str(data["word"]), *as_list(data.get("forms"))]:
            yield Form(fold_word(word), pos, state="b")


def _compact(forms: Iterable[Form]) -> dict[str, list[list[str]]]:
    """Forms by surface; features of the same part of speech and tense joined."""
    table: dict[str, dict[tuple[str, str, str], list[set[str]]]] = defaultdict(dict)
    for form in forms:
        key = (form.pos, form.tense, form.person if not form.tense else "")
        slot = table[form.text].setdefault(key, [set(), set(), set(), set()])
        slot[0].add(form.voice)
        slot[1].add(form.person)
        slot[2].add(form.gender)
        slot[3].add(form.state)
    return {
        text: [
            [
                pos,
                tense,
                "".join(sorted(voice)),
                ",".join(sorted(person)),
                "".join(sorted(gender)),
                "".join(sorted(state)),
            ]
            for (pos, tense, _), (voice, person, gender, state) in kinds.items()
        ]
        for text, kinds in table.items()
    }


def duplicates(entries: list[Entry]) -> Iterator[Problem]:
    """Entries that stand twice, and event words that say two types under the same conditions."""
    seen: dict[tuple[str, ...], Entry] = {}
    predicates: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        data = entry.data
        guard = tuple(
            json.dumps(data.get(k), ensure_ascii=False, sort_keys=True)
            for k in ("with", "subject", "object", "near", "needs", "kind", "not_object", "pos")
        )
        key = (entry.file, entry.head, *guard)
        if key in seen and entry.family not in STRUCTURE:
            yield Problem(entry.file, entry.line, f"«{entry.head}» stands already in line {seen[key].line}")
        seen[key] = entry
        if entry.family == "events":
            same = (entry.head, *guard)
            other = predicates.setdefault(same, entry)
            if other.data.get("type") != data.get("type"):
                yield Problem(
                    entry.file,
                    entry.line,
                    f"«{entry.head}» clashes with {other.file}:{other.line} (no condition tells them apart)",
                )


def references(entries: list[Entry]) -> Iterator[Problem]:
    """Entries that name a class, frame or type that no entry defines, or that hold no word."""
    classes = {e.data["class"] for e in entries if e.family == "classes"}
    frames = {str(e.data["frame"]) for e in entries if e.family == "frames"}
    types = {e.data["type"] for e in entries if e.family == "types"}
    for entry in entries:
        data = entry.data
        if entry.family in STRUCTURE:
            continue
        for key in ("cls", "subject", "object", "not_subject", "not_object"):
            for name in as_list(data.get(key)):
                if name not in classes:
                    yield Problem(entry.file, entry.line, f"unknown class «{name}» in {key}")
        for key in ("frame", "masdar_frame"):
            if key in data and str(data[key]) not in frames:
                yield Problem(entry.file, entry.line, f"unknown frame «{data[key]}»")
        if entry.family == "events" and data.get("type") not in types:
            yield Problem(entry.file, entry.line, f"unknown event type «{data.get('type')}»")
        if not data.keys() & {"root", "noun", "adj", "word", "phrase", "name"}:
            yield Problem(entry.file, entry.line, "no word: one of root, noun, adj, word, phrase is needed")
        if "root" in data and "form" not in data:
            yield Problem(entry.file, entry.line, "a root without a form")


def inflected(entries: list[Entry]) -> tuple[dict[str, list[tuple[int, list[str]]]], list[Problem]]:
    """Each full form with the number of its entry and its features, and the entries that cannot be inflected."""
    forms: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    problems: list[Problem] = []
    for number, entry in enumerate(entries):
        if entry.family in STRUCTURE:
            continue
        try:
            for text, features in _compact(entry_forms(entry)).items():
                forms[text].extend((number, f) for f in features)
        except (ValueError, KeyError, IndexError) as error:
            problems.append(Problem(entry.file, entry.line, f"cannot inflect «{entry.head}»: {error}"))
    return forms, problems


def check(roots: Iterable[Path] = (DATA,)) -> list[Problem]:
    """Everything the linter finds wrong with the data, by file and line."""
    entries, problems = _read(roots)
    _, wrong = inflected(entries)
    return sorted(set(problems + wrong + list(references(entries)) + list(duplicates(entries))))


def _read(roots: Iterable[Path]) -> tuple[list[Entry], list[Problem]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    for root in roots:
        some, wrong = read_folder(root)
        entries += some
        problems += wrong
    return entries, problems


def compile_entries(roots: Iterable[Path] = (DATA,)) -> tuple[dict[str, Any], list[Problem]]:
    """The artefact as a dictionary, and the problems met on the way."""
    entries, problems = _read(roots)
    problems += list(references(entries))
    forms, wrong = inflected(entries)
    feature_sets: dict[str, int] = {}
    table: dict[str, str] = {}
    for text in sorted(forms):
        codes = []
        for number, features in forms[text]:
            code = feature_sets.setdefault(json.dumps(features), len(feature_sets))
            codes.append(f"{number}.{code}")
        table[text] = " ".join(codes)
    artefact = {
        "layout": LAYOUT,
        "entries": [[e.id, e.family, e.file, e.line, e.data] for e in entries],
        "features": [json.loads(f) for f in feature_sets],
        "forms": packed(table),
    }
    return artefact, problems + wrong


def build(out: Path | None = None, *, roots: Iterable[Path] = (DATA,)) -> BuildResult:
    """Compile the data into the artefact and write it."""
    artefact, problems = compile_entries(roots)
    path = out or ARTEFACT
    partial = path.with_suffix(".tmp")
    partial.write_text(json.dumps(artefact, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    partial.replace(path)
    return BuildResult(path, len(artefact["entries"]), artefact["forms"][0].count("\n") + 1, problems)
