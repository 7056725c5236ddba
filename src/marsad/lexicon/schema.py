"""The shape of the lexicon's data files, and their reading with file and line.

Every entry is one line of YAML in flow style.  Errors are collected, not raised one by one, so that a linguist sees
all of them in one run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from marsad.errors import Problem

#: Folder of the data that ships with Marsad.
DATA: Final = Path(__file__).parent / "data"

_CONDITIONS: Final = {
    "with",
    "subject",
    "object",
    "not_subject",
    "not_object",
    "needs",
    "near",
    "unless",
    "weak",
    "prep",
    "not_after",
    "not_before",
    "plain",
}
_WORD_KEYS: Final = {"cls", "gender", "plural", "of", "country", "note", "adj", "noun", "pos", "weak", "masdar"}
_VERB_KEYS: Final = {
    "root",
    "form",
    "masdar",
    "masdar_plural",
    "no_passive",
    "note",
    "participles",
    "verb_only",
    "noun_only",
}
_SHARED: Final = {
    "status",
    "salience",
    "cue",
    "frame",
    "masdar_frame",
    "count",
    "note",
    "kind",
    "unless",
    "near",
    "weak",
    "cls",
}

#: Keys an entry may have, by the family of its file.
KEYS: Final[dict[str, set[str]]] = {
    "events": _VERB_KEYS | _CONDITIONS | _SHARED | {"noun", "plural", "gender", "phrase", "word", "type", "adj"},
    "saying": _VERB_KEYS | {"kind", "takes", "statement", "subject_only_human", "hal", "continues", "issues", "phrase", "role", "noun", "plural",
                            "gender", "word", "pos", "with", "weak", "unless", "near", "not_subject", "subject", "object", "prep", "adj"},
    "modality": _VERB_KEYS | {"status", "governs", "phrase", "word", "pos", "noun", "plural", "gender", "adj", "with", "weak", "unless", "near",
                              "subject", "object", "opposes"},
    "light": _VERB_KEYS | {"kind", "takes", "source", "phrase", "noun", "plural", "gender", "with", "weak", "unless", "prep", "word", "subject", "object", "adj"},
    "background": _VERB_KEYS | {"kind", "governs", "phrase", "word", "pos", "noun", "plural", "gender", "adj", "with", "weak", "takes"},
    "function": {"word", "pos", "note", "phrase", "kind", "person", "number", "gender", "forms", "role"},
    "nouns": _WORD_KEYS | {"phrase", "word", "unless"},
    "adjectives": _WORD_KEYS | {"actor"},
    "verbs": _VERB_KEYS | {"weak", "cls", "kind", "word", "pos"},
    "classes": {"class", "above", "note"},
    "frames": {"frame", "subject", "object", "gen", "masdar", "agent", "self", "light", "بين", "مع", "على", "ضد", "من", "إلى", "نحو", "باتجاه", "صوب", "في", "عبر",
               "عن", "ب", "ل", "داخل", "بيد", "في يد", "في قبضة", "تحت سيطرة"},
    "types": {"type", "family", "people", "people_actor", "en", "ar", "note", "prep", "like"},
    "refine": {"type", "becomes", "when", "note"},
    "grammar": {"kind", "words"},
    "names": {"name", "also", "cls", "kind", "country", "ref", "en", "note", "context", "parent", "since", "until", "wikidata", "where"},
    "given_names": {"words", "ambiguous"},
}  # fmt: skip

#: What the spellings of one bearer share.
_OF_THE_BEARER: Final[tuple[str, ...]] = ("cls", "kind", "country", "en")
_STRAY: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeffکیہےگپچ]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a data file."""

    family: str
    file: str
    line: int
    data: dict[str, Any]

    @property
    def head(self) -> str:
        """What the entry is about: its word, phrase, noun, adjective or root and form."""
        for key in ("phrase", "noun", "adj", "word", "class", "frame", "name", "words", "ambiguous", "type"):
            if key in self.data and not (key in ("type", "frame") and "root" in self.data):
                return str(self.data[key])
        return f"{self.data.get('root')} {self.data.get('form')}"

    @property
    def id(self) -> str:
        """A stable name for the entry, such as ``events/attack:هجوم``; names are one list, whatever file they stand in."""
        name = self.family if self.family == "names" else self.file.rsplit(".", 1)[0]
        extra = self.data.get("with")
        return f"{name}:{self.head}" + (f"+{'|'.join(as_list(extra))}" if extra else "")


def as_list(value: Any) -> list[str]:
    """A scalar as a list of one, None as an empty list."""
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


def _family(path: Path, root: Path) -> str:
    relative = path.relative_to(root)
    return relative.parts[0] if len(relative.parts) > 1 else path.stem


def _rows(node: Any, construct: Any) -> Iterator[tuple[int, Any]]:
    for item in node.value:
        yield item.start_mark.line + 1, construct(item)


def read_file(path: Path, root: Path, *, more: Set[str] = frozenset()) -> tuple[list[Entry], list[Problem]]:
    """The entries of one data file, and what is wrong with it; ``more``: keys allowed beyond those of its family."""
    import yaml

    name = path.relative_to(root).as_posix()
    family = _family(path, root)
    # The loader in C, where PyYAML was built with it, is ten times as fast.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return [], [Problem(name, mark.line + 1 if mark else 1, f"not valid YAML: {getattr(error, 'problem', error)}")]
    entries: list[Entry] = []
    problems: list[Problem] = []
    common: dict[str, Any] = {}
    listed = node
    if isinstance(node, yaml.MappingNode):
        listed = None
        for key, value in node.value:
            if key.value == "entries":
                listed = value
            else:
                common[key.value] = loader.construct_object(value, deep=True)
    if not isinstance(listed, yaml.SequenceNode):
        return [], [Problem(name, 1, "no list of entries")]
    allowed = KEYS.get(family)
    if allowed is None:
        return [], [Problem(name, 1, f"unknown family of data file «{family}»")]
    for line, data in _rows(listed, lambda n: loader.construct_object(n, deep=True)):
        if not isinstance(data, dict):
            problems.append(Problem(name, line, "an entry must be a mapping"))
            continue
        unknown = sorted(str(k) for k in data.keys() - allowed - common.keys() - more)
        if unknown:
            problems.append(Problem(name, line, f"unknown key {', '.join(unknown)}"))
            data = {k: v for k, v in data.items() if k not in unknown}
        # JSON, because the repr of a list escapes what is invisible.
        if _STRAY.search(json.dumps(data, ensure_ascii=False, default=str)):
            problems.append(Problem(name, line, "a presentation form, look-alike letter, tatweel or invisible mark"))
        entries.append(Entry(family, name, line, {**common, **data}))
    return entries, problems


def read_folder(root: Path = DATA) -> tuple[list[Entry], list[Problem]]:
    """All entries below a folder, in a fixed order, and all problems."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for path in sorted(root.rglob("*.yaml")):
        some, wrong = read_file(path, root)
        entries += some
        problems += wrong
    return _inherited(entries), problems


def _inherited(entries: list[Entry]) -> list[Entry]:
    """Names with what they leave out filled in from the entry of the same ``ref`` that says what it is."""
    known = {e.data.get("ref"): e.data for e in reversed(entries) if e.family == "names" and "kind" in e.data}
    filled = []
    for entry in entries:
        facts = known.get(entry.data.get("ref")) if entry.family == "names" else None
        if facts is not None and facts is not entry.data:
            kept = {key: facts[key] for key in _OF_THE_BEARER if key in facts and key not in entry.data}
            entry = Entry(entry.family, entry.file, entry.line, {**entry.data, **kept})
        filled.append(entry)
    return filled


def packed(forms: dict[str, str]) -> list[str]:
    """Full forms and their codes as two columns of lines: a fraction of the time to read that many small strings take."""
    return ["\n".join(forms), "\n".join(forms.values())]


def unpacked(columns: list[str]) -> dict[str, str]:
    """What ``packed`` was given."""
    words, codes = columns
    return dict(zip(words.split("\n"), codes.split("\n"), strict=True)) if words else {}
