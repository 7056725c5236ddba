"""The registry at run time: from an id to who it is.

Ids are of three sorts: those of the registry's own entries (``islamic-state``); those of what every state has or holds
(``police-of-iraq``, ``protesters-of-iraq``); and numbered units (``military-of-iraq/division-9``).  The last two need no
entry: what an id does not find is made from its parts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from marsad.actors.words import Words
from marsad.errors import DataMissingError

#: Where the artefact lies: inside the package, built at install or packaging.
COMPILED = Path(__file__).parent / "_compiled.json"
_UNIT = re.compile(r"\A(.+)/([a-z]+)-(\d+)\Z")
_UNIT_NAMES = {
    "division": "الفرقة",
    "brigade": "اللواء",
    "regiment": "الفوج",
    "battalion": "الكتيبة",
    "corps": "الفيلق",
    "company": "السرية",
    "squadron": "السرب",
    "fleet": "الأسطول",
}


class Actor(NamedTuple):
    """Who somebody is.

    Attributes:
        id: stable id.
        ar, en: Arabic and English name.
        kind: state, rebel, militia, identity_militia, rioters, protesters, civilians, external, org, media or people.
        country: ISO 3166 code, where it has one.
        since, until: first and last year, where known.
        parent: id of the body it belongs to.
        wikidata: its Wikidata id, where it is sure.
        also: other Arabic spellings.
    """

    id: str
    ar: str
    en: str
    kind: str
    country: str | None = None
    since: int | None = None
    until: int | None = None
    parent: str | None = None
    wikidata: str | None = None
    also: tuple[str, ...] = ()

    def active(self, year: int) -> bool:
        """Whether it is known to be active in a year; open ends count as active."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


class Country(NamedTuple):
    """A country as the registry names it: ISO code, slug of its ids, English and Arabic name."""

    code: str
    slug: str
    en: str
    ar: str


class Generic(NamedTuple):
    """An actor named without its country.

    Attributes:
        ref: the first part of the ids (``police`` in ``police-of-iraq``).
        ar, en, kind: its names and kind.
        entity: the kind of entity it makes.
        people: whether it means some people rather than a body.
        others: countries where another entry stands for it.
    """

    ref: str
    ar: str
    en: str
    kind: str
    entity: str
    people: bool
    others: dict[str, str]


class Registry:
    """Ids to actors.  Read-only; make one and keep it."""

    def __init__(self, artefact: dict[str, Any]) -> None:
        self._rows: dict[str, list[Any]] = artefact["actors"]
        self._countries = {code: Country(code, *row) for code, row in artefact["countries"].items()}
        self._of_slug = {c.slug: c for c in self._countries.values()}
        self.generics = {row[0]: Generic(*row) for row in artefact["generics"]}
        self.same: dict[str, str] = artefact["same"]
        self.words = Words(artefact)
        self._heads: dict[str, frozenset[str]] = {ref: frozenset(heads) for ref, heads in artefact["heads"].items()}

    @classmethod
    def load(cls, path: Path | None = None) -> Registry:
        """Read a compiled registry (the packaged one by default)."""
        source = path or COMPILED
        try:
            return cls(json.loads(source.read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise DataMissingError(f"the compiled registry of actors is not at {source}") from None

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, ref: str) -> bool:
        return ref in self._rows

    def __iter__(self) -> Iterator[Actor]:
        return (self._actor(ref) for ref in self._rows)

    def _actor(self, ref: str) -> Actor:
        ar, en, kind, country, since, until, parent, wikidata, also = self._rows[ref]
        return Actor(ref, ar, en, kind, country, since, until, parent, wikidata, tuple(also))

    def lookup(self, ref: str) -> Actor | None:
        """The actor of an id, or None where there is none."""
        if ref in self._rows:
            return self._actor(ref)
        return self._unit(ref) or self._of_country(ref)

    def _unit(self, ref: str) -> Actor | None:
        match = _UNIT.match(ref)
        above = self.lookup(match[1]) if match else None
        if match is None or above is None or match[2] not in _UNIT_NAMES:
            return None
        name = f"{ordinal(int(match[3]))} {match[2].capitalize()} ({above.en})"
        return Actor(ref, f"{_UNIT_NAMES[match[2]]} {match[3]}", name, above.kind, above.country, parent=above.id)

    def _of_country(self, ref: str) -> Actor | None:
        name, _, slug = ref.rpartition("-of-")
        generic = self.generics.get(name)
        country = self._of_slug.get(slug)
        if generic is None:
            generic = self.generics.get(ref)
            return generic and Actor(ref, generic.ar, generic.en, generic.kind)
        if country is None:
            return None
        ministry = "government" if name.endswith("-ministry") else ""
        parent = f"{ministry}-of-{slug}" if ministry else None
        return Actor(
            ref,
            f"{generic.ar} ({country.ar})",
            f"{generic.en} of {country.en}",
            generic.kind,
            country.code,
            parent=parent,
        )

    def country(self, code: str) -> Country | None:
        """A country by its ISO code."""
        return self._countries.get(code)

    def state(self, code: str, generic: str = "government") -> Actor | None:
        """What stands for a country where its name acts: its government, or another of its bodies."""
        ref = self.in_country(generic, code)
        return self.lookup(ref) if ref else None

    def in_country(self, generic: str, code: str) -> str | None:
        """The id of what a generic name means in a country: ``police``, ``IQ`` → ``police-of-iraq``."""
        found = self.generics.get(self.same.get(generic, generic))
        country = self._countries.get(code)
        if found is None or country is None:
            return None
        return found.others.get(code) or f"{found.ref}-of-{country.slug}"

    def heads(self, ref: str) -> frozenset[str]:
        """The folded first words of an actor's names that a short mention can repeat (التنظيم)."""
        return self._heads.get(ref, frozenset())

    def line(self, ref: str) -> tuple[str, ...]:
        """The ids above an actor, the nearest first."""
        found: list[str] = []
        actor = self.lookup(ref)
        while actor is not None and actor.parent and actor.parent not in found:
            found.append(actor.parent)
            actor = self.lookup(actor.parent)
        return tuple(found)


def ordinal(number: int) -> str:
    """An English ordinal: 1st, 12th, 23rd."""
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


@lru_cache(maxsize=1)
def default() -> Registry:
    """The registry that ships with Marsad, read once a process."""
    return Registry.load()


def lookup(ref: str) -> Actor | None:
    """The actor of an id in the registry that ships with Marsad."""
    return default().lookup(ref)
