"""Whose voice is a document?  Publishers by family: an agency and who prints it, the outlets of one party.

A family that the table does not name is the publisher alone.  Whether two documents are copies of one text is told by a sketch of it
(MinHash over groups of three words): copies are one voice, whoever prints them.
"""

from __future__ import annotations

import struct
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit

from marsad.errors import DataError
from marsad.observatory.rows import plain
from marsad.observatory.stems import name_key
from marsad.observatory.weights import load, rows
from marsad.records import Report

Document = TypeVar("Document", bound=Hashable)
_FILE = "publishers.csv"
#: Numbers in a sketch, and words in a group.
_NUMBERS = 64
_GROUP = 3
_SKETCH = struct.Struct(f"<{_NUMBERS}I")


@dataclass(frozen=True, slots=True)
class Publishers:
    """Names and hosts of publishers, each with its family; agencies are also known where they are credited."""

    names: dict[str, str]
    hosts: dict[str, str]
    agencies: dict[str, str]


@cache
def publishers() -> Publishers:
    """The table of publishers, read once.

    Raises:
        DataError: it is wrong; the message says where.
    """
    found = Publishers({}, {}, {})
    for line, (family, name, host, kind) in rows(_FILE, ("family", "name", "host", "kind")):
        if not family or not (name or host):
            raise DataError("a family and a name or a host are needed", file=_FILE, line=line)
        if kind not in ("", "agency"):
            raise DataError(f"{kind!r} is no kind (agency, or nothing)", file=_FILE, line=line)
        for table, key in ((found.names, name_key(name)), (found.hosts, host.lower())):
            if not key:
                continue
            if table.get(key, family) != family:
                raise DataError(f"{key!r} is of {table[key]} already", file=_FILE, line=line)
            table[key] = family
        if kind == "agency" and name:
            found.agencies[name_key(name)] = family
    return found


def _credited(report: Report) -> str | None:
    """The agency that the head of the article credits."""
    document = report.document
    for words in (document.dateline, document.byline):
        if words is None:
            continue
        key = f" {name_key(words.text)} "
        for name, family in publishers().agencies.items():
            if f" {name} " in key:
                return family
    return None


def site(url: str | None) -> str:
    """The name of the site that an address leads to, empty without one."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    except ValueError:
        return ""


def family(report: Report, uid: str) -> str:
    """Whose voice a document is: of the agency it credits, else its publisher's, its host's, its own."""
    credited = _credited(report)
    if credited is not None:
        return credited
    known, document = publishers(), report.document
    host = site(document.url)
    parts = host.split(".")
    for at in range(len(parts) - 1):
        if (found := known.hosts.get(".".join(parts[at:]))) is not None:
            return found
    if document.publisher:
        key = name_key(plain(document.publisher.text))
        return known.names.get(key) or _bare(key) or key
    return host or uid


@cache
def _bare(key: str) -> str | None:
    """The family of a name of the table that a publisher bears with nothing but such words as channel and paper around it."""
    bare = " ".join(word for word in key.split() if word not in _outlet_words())
    return publishers().names.get(bare) if bare else None


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(name_key(word) for _, (word,) in rows("outlet_words.csv", ("word",)))


def sketch(words: Sequence[str]) -> bytes:
    """The sketch of a text from its folded words; texts that share most groups of words have mostly the same numbers."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    groups = [" ".join(words[at : at + _GROUP]) for at in range(max(len(words) - _GROUP + 1, 1))]
    made = RMinHash(num_perm=_NUMBERS, seed=1)
    made.update(groups)
    return _SKETCH.pack(*made.digest())


def copies(one: bytes, other: bytes) -> bool:
    """Whether two texts are copies of one, by their sketches."""
    same = sum(a == b for a, b in zip(_SKETCH.unpack(one), _SKETCH.unpack(other), strict=True))
    return bool(same * 100 >= load().settings["copy-percent"] * _NUMBERS)


def voice_of(prints: Mapping[Document, tuple[str, bytes]]) -> dict[Document, str]:
    """The voice of each of some documents, by family and sketch: copies and a family's outlets are one.

    A voice is named by the first of its families.
    """
    keys, given = list(prints), list(prints.values())
    owner = list(range(len(given)))

    def top(i: int) -> int:
        while owner[i] != i:
            i = owner[i]
        return i

    first: dict[str, int] = {}
    for i, (name, _) in enumerate(given):
        owner[i] = top(first.setdefault(name, i))
    for i, (_, mine) in enumerate(given):
        for j in range(i):
            if top(i) != top(j) and copies(mine, given[j][1]):
                owner[top(i)] = top(j)
    tops = [top(i) for i in range(len(given))]
    names = {each: min(given[i][0] for i, one in enumerate(tops) if one == each) for each in set(tops)}
    return {key: names[each] for key, each in zip(keys, tops, strict=True)}


def voices(prints: Sequence[tuple[str, bytes]]) -> int:
    """How many voices some documents are."""
    return len(set(voice_of(dict(enumerate(prints))).values()))
