"""What a user's dictionary may say: every key, value and name in it is checked against the shipped lexicon.

Words are free; everything the reader turns on is a closed list, and the list is what the shipped entries use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from marsad.arabic.fold import fold_word
from marsad.errors import Problem
from marsad.lexicon.compiler import STRUCTURE, duplicates, references
from marsad.lexicon.schema import KEYS, Entry, as_list

_TYPE = re.compile(r"\A[a-z_]+\Z")
_COUNTRY = re.compile(r"\A[A-Z]{2}\Z")
#: Keys whose values are a closed list, and those whose list differs from family to family.
_CLOSED = ("status", "salience", "of", "count", "people", "statement", "needs", "gender")
_CLOSED_BY_FAMILY = ("kind", "pos")
_COUNTED = frozenset(("of", "count", "people"))
_MAPPINGS = frozenset(("prep", "when"))
#: Keys that hold words of a language, or names.
_WORDS = frozenset(
    (
        "root",
        "form",
        "noun",
        "adj",
        "word",
        "phrase",
        "name",
        "also",
        "forms",
        "plural",
        "words",
        "type",
        "class",
        "frame",
    )
)
#: What an entry that defines something cannot be without.
_NEEDED = {
    "types": "type",
    "classes": "class",
    "frames": "frame",
    "refine": "when",
    "grammar": "words",
    "names": "name",
}


class Vocabulary:
    """The values that the shipped entries use, and the names they define."""

    def __init__(self, shipped: Iterable[Entry]) -> None:
        self._values: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._roles: set[str] = set()
        self._when: set[str] = set()
        self._structure = [e for e in shipped if e.family in STRUCTURE]
        for entry in shipped:
            data = entry.data
            for key in data.keys() & {*_CLOSED, *_CLOSED_BY_FAMILY}:
                self._values[self._list_of(entry.family, key)].update(as_list(data[key]))
            if entry.family == "frames":
                self._roles.update(str(v) for k, v in data.items() if k not in ("frame", "masdar", "note"))
            elif entry.family == "refine":
                self._when.update(data["when"])

    def _list_of(self, family: str, key: str) -> tuple[str, str]:
        if key in _COUNTED:
            return "", "count"
        return (family if key in _CLOSED_BY_FAMILY else "", key)

    def _closed(self, entry: Entry) -> Iterator[str]:
        for key in (*_CLOSED, *_CLOSED_BY_FAMILY):
            known = self._values.get(self._list_of(entry.family, key))
            if key in entry.data and known:
                yield from (f"unknown {key} «{v}»" for v in as_list(entry.data[key]) if v not in known)
        for role in (entry.data.get("prep") or {}).values():
            if role not in self._roles:
                yield f"unknown role «{role}» in prep"

    def _structural(self, entry: Entry, types: set[str], frames: set[str], classes: set[str]) -> Iterator[str]:
        data = entry.data
        if entry.family == "types":
            if not _TYPE.match(str(data.get("type"))):
                yield f"a type is small letters and underscores, not «{data.get('type')}»"
            if "like" in data and data["like"] not in types:
                yield f"unknown event type «{data['like']}» in like"
        elif entry.family == "frames":
            for slot, role in data.items():
                if slot not in ("frame", "masdar", "note", "remove") and role not in self._roles:
                    yield f"unknown role «{role}» for {slot}"
            if "masdar" in data and data["masdar"] not in frames:
                yield f"unknown frame «{data['masdar']}» in masdar"
        elif entry.family == "refine":
            yield from (f"unknown condition «{key}» in when" for key in data["when"] if key not in self._when)
            for name in [*as_list(data.get("type")), str(data.get("becomes"))]:
                if name not in types and not name.startswith("count:") and name not in self._values["", "count"]:
                    yield f"unknown event type «{name}»"
        elif entry.family == "classes" and data.get("above") and data["above"] not in classes:
            yield f"unknown class «{data['above']}» in above"

    def problems(self, entries: list[Entry]) -> list[Problem]:
        """What is wrong in the entries, by file and line."""
        found = list(_shapes(entries))
        if found:
            return found
        kept = [e for e in entries if not e.data.get("remove")]
        everything = [*self._structure, *kept]
        types = {str(e.data["type"]) for e in everything if e.family == "types"}
        frames = {str(e.data["frame"]) for e in everything if e.family == "frames"}
        classes = {str(e.data["class"]) for e in everything if e.family == "classes"}
        for entry in kept:
            wrong = (*self._closed(entry), *self._structural(entry, types, frames, classes))
            found += [Problem(entry.file, entry.line, message) for message in wrong]
        return [*found, *references(everything), *duplicates(kept)]


def _shapes(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Values of the wrong kind, which the checks after this one could not read."""
    for entry in entries:
        for message in _misshapen(entry):
            yield Problem(entry.file, entry.line, message)


def _leaves(value: Any) -> list[Any]:
    """The single values in a value, lists and mappings opened once."""
    items = value.values() if isinstance(value, dict) else [value]
    return [leaf for item in items for leaf in (item if isinstance(item, list) else [item])]


def _misshapen(entry: Entry) -> Iterator[str]:
    data = entry.data
    for key, value in data.items():
        if key not in KEYS[entry.family] | {"remove"}:
            yield f"unknown key {key}"
        elif value is None:
            yield f"no value for {key}"
        elif isinstance(value, dict) != (key in _MAPPINGS):
            yield f"{key} must {'' if key in _MAPPINGS else 'not '}be a mapping"
        elif any(not isinstance(v, (str, int)) for v in _leaves(value)):
            yield f"{key} must hold words (put dates in quotes)"
        elif key in _WORDS and any(isinstance(v, int) or not fold_word(v).strip() for v in _leaves(value)):
            yield f"{key} must hold words (put yes and no in quotes)"
    needed = _NEEDED.get(entry.family)
    if needed and needed not in data:
        yield f"no {needed}"
    if "country" in data and not _COUNTRY.match(str(data["country"])):
        yield f"a country is two capital letters, not «{data['country']}»"
    if data.get("remove") and entry.family in ("grammar", "given_names"):
        yield "words of this file can be added, not removed"
