"""The gazetteer at run time: from a folded name to the places it may mean, and the choice among them.

The compiled index is one JSON file of strings: a table of places (a line each, read only when a name hits) and a
table of names.  Loading is one call of the C parser, and the common "this word starts no place name" is one
dictionary miss.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from marsad.errors import DataMissingError
from marsad.gazetteer.names import without_article

COMPILED: Final = Path(__file__).with_name("_compiled.json")

#: Weights of the evidence; a namesake must lead the next by MARGIN to be chosen.
COUNTRY_WEIGHT, ADMIN_WEIGHT, NEAR_WEIGHT, KIND_WEIGHT, CAPITAL_WEIGHT = 5.0, 3.0, 5.0, 4.0, 3.0
MARGIN: Final = 0.7
#: Weight of a tenfold population.
PER_TENFOLD: Final = 0.6
#: Namesakes closer than this are one place for a reader of news, so that the choice between them is free.
SAME_PLACE_KM: Final = 25.0
#: How far "near" reaches: at this distance its weight has fallen to a third.
NEAR_KM: Final = 90.0
#: Without evidence for its country, a place must weigh this much by itself (a city of about 100,000).
KNOWN: Final = 3.0

_PRIOR: Final = {"country": 6.0, "admin1": 3.8, "admin2": 2.0, "sea": 3.5, "desert": 3.0, "region": 3.2}
_OWN_PRIOR: Final = 2.2
_NISBA_ENDINGS: Final = ("يتين", "يتان", "يين", "يون", "يان", "يات", "يه", "يا", "يو", "ي")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place: identity, kind, where it is, how large, and whether its name needs support to count as a place."""

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    radius_km: float
    needs_context: bool = False
    capital: bool = False


def distance_km(a: Entry, b: Entry) -> float:
    """Great-circle distance between the centres of two places."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    d_lat, d_lon = lat_b - lat_a, math.radians(b.lon - a.lon)
    h = math.sin(d_lat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(d_lon / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


class Gazetteer:
    """Names to places.  Read-only; make one and keep it."""

    def __init__(
        self,
        rows: Sequence[str],
        names: Mapping[str, str],
        first: Mapping[str, int],
        nisba: Mapping[str, str],
        capitals: Mapping[str, str],
    ) -> None:
        self._rows = rows
        self._names = names
        self._first = first
        self._nisba = nisba
        self._capitals = capitals
        self._countries: dict[str, Entry] | None = None
        self._capital_entries: dict[str, Entry] = {}
        self._entries = lru_cache(maxsize=32768)(self._read)

    @classmethod
    def load(cls, path: Path | None = None) -> Gazetteer:
        """Read a compiled index (the packaged one by default)."""
        source = path or COMPILED
        try:
            data = json.loads(source.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise DataMissingError(f"the compiled gazetteer is not at {source}") from None
        return cls(data["rows"], data["names"], data["first"], data["nisba"], data["capitals"])

    def __len__(self) -> int:
        return len(self._rows)

    def lookup(self, folded_name: str) -> tuple[Entry, ...]:
        """The places a folded full name may mean; if none, the name with its article added or dropped is tried."""
        exact = self._at(folded_name)
        if exact:
            return exact
        bare = without_article(folded_name)
        return self._at(bare) if bare != folded_name else self._at("ال" + folded_name)

    def starts(self, form: str) -> bool:
        """Whether some name starts with this folded word."""
        return form in self._first

    def longest(self, forms: Sequence[str], at: int) -> tuple[int, tuple[Entry, ...]]:
        """The longest name that starts at ``forms[at]``: how many tokens it takes (0: none) and what it may mean."""
        longest = self._first.get(forms[at])
        if longest is None:
            return 0, ()
        for size in range(min(longest, len(forms) - at), 0, -1):
            name = forms[at] if size == 1 else " ".join(forms[at : at + size])
            if name in self._names:
                return size, self._at(name)
        return 0, ()

    def country_of_nisba(self, form: str) -> str | None:
        """The country of an adjective of nationality, in any gender, number and definiteness (العراقيون → IQ)."""
        whole = self._nisba.get(form)
        if whole:
            return whole
        bare = form[2:] if form.startswith(("ال", "لل")) else form
        plural = self._nisba.get(bare)
        if plural:
            return plural
        for ending in _NISBA_ENDINGS:
            if bare.endswith(ending):
                return self._nisba.get(bare[: -len(ending)] + "ي")
        return None

    def country(self, code: str) -> Entry | None:
        """The entry of a country by its ISO code."""
        if self._countries is None:
            self._index_countries()
        return (self._countries or {}).get(code)

    def capital_of(self, code: str) -> Entry | None:
        """The capital of a country by its ISO code."""
        if self._countries is None:
            self._index_countries()
        return self._capital_entries.get(code)

    def _index_countries(self) -> None:
        self._countries = {}
        for row in self._rows:
            kind, capital = row.split("\t", 3)[2], row.endswith("\t1")
            if kind == "country" or capital:
                entry = _entry(row)
                if entry.country and kind == "country":
                    self._countries.setdefault(entry.country, entry)
                elif entry.country:
                    self._capital_entries.setdefault(entry.country, entry)

    def country_of_capital(self, folded_name: str) -> str | None:
        """The country whose capital bears this name: واشنطن may stand for its government."""
        return self._capitals.get(folded_name)

    def choose(
        self,
        entries: Sequence[Entry],
        *,
        countries: Mapping[str, float],
        admins: Collection[str] = (),
        near: Sequence[Entry] = (),
        kinds: Collection[str] = (),
    ) -> tuple[Entry | None, str]:
        """The namesake that the context speaks for, with the reason; None where the evidence is thin.

        Args:
            entries: the candidates.
            countries: weight of each country in the article (any positive scale).
            admins: names of first-level units mentioned around the name.
            near: places already settled around the name.
            kinds: kinds that the class word before the name allows (معبر → crossing).
        """
        if not entries:
            return None, "no such name"
        top = max(countries.values(), default=0.0)
        scored = sorted(
            (_score(entry, countries, top, admins, near, kinds) for entry in _without_doubles(entries, kinds)),
            key=lambda s: (-s.total, s.entry.id),
        )
        best = scored[0]
        if best.support <= 0 and best.entry.needs_context and not (kinds and best.entry.kind in kinds):
            return None, f"{best.entry.name}: also a common word, and nothing around it says place"
        if best.support <= 0 and best.entry.kind != "country" and (countries or kinds):
            foreign = bool(countries) and best.total < KNOWN
            if foreign or (kinds and best.entry.kind not in kinds):
                return None, f"{best.entry.name} ({best.entry.country}): nothing in the article speaks for it"
        for other in scored[1:]:
            if distance_km(best.entry, other.entry) > SAME_PLACE_KM:
                if best.total - other.total < MARGIN:
                    return None, f"undecided between {_label(best)} and {_label(other)}"
                return best.entry, f"{_label(best)}, before {_label(other)}"
        return best.entry, _label(best)

    def _at(self, folded: str) -> tuple[Entry, ...]:
        return self._entries(self._names.get(folded, ""))

    def _read(self, numbers: str) -> tuple[Entry, ...]:
        found = []
        for number in numbers.split():
            entry = _entry(self._rows[int(number.rstrip("*"))])
            found.append(replace(entry, needs_context=True) if number.endswith("*") else entry)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Scored:
    entry: Entry
    total: float
    support: float
    reasons: tuple[str, ...]


def _entry(row: str) -> Entry:
    ident, name, kind, country, admin1, lat, lon, population, radius, capital = row.split("\t")
    return Entry(
        ident,
        name,
        kind,
        country or None,
        admin1 or None,
        float(lat),
        float(lon),
        int(population or 0),
        float(radius),
        capital=capital == "1",
    )


def _prior(entry: Entry) -> float:
    by_size = PER_TENFOLD * math.log10(entry.population + 10) + (CAPITAL_WEIGHT if entry.capital else 0.0)
    least = _OWN_PRIOR if entry.id.startswith("marsad:") else 0.0
    return max(by_size, _PRIOR.get(entry.kind, least))


def _without_doubles(entries: Sequence[Entry], kinds: Collection[str]) -> list[Entry]:
    """Drop what a bare name does not mean beside its namesake, unless the class word asks for it.

    تونس is the country, not its capital; كركوك the city, not its governorate; البحر الأحمر the sea.
    """
    countries = {e.id: e for e in entries if e.kind == "country"}
    waters = any(e.kind == "sea" for e in entries)
    cities = [e for e in entries if e.kind == "city"]
    kept = []
    for entry in entries:
        named_after = entry.kind == "admin1" and any(
            city.country == entry.country
            and city.admin1 in (entry.name, None)
            and distance_km(city, entry) < entry.radius_km + SAME_PLACE_KM
            for city in cities
        )
        in_country = any(c.country == entry.country and c.id != entry.id for c in countries.values())
        under_water = waters and entry.kind == "admin1"
        if entry.kind in kinds or not (named_after or in_country or under_water):
            kept.append(entry)
    return kept


def _score(
    entry: Entry,
    countries: Mapping[str, float],
    top: float,
    admins: Collection[str],
    near: Sequence[Entry],
    kinds: Collection[str],
) -> _Scored:
    support, reasons = 0.0, []
    share = countries.get(entry.country, 0.0) / top if entry.country and top else 0.0
    if share:
        support += COUNTRY_WEIGHT * share
        reasons.append(f"country {entry.country} is in the article")
    if entry.admin1 in admins or (entry.kind == "admin1" and entry.name in admins):
        support += ADMIN_WEIGHT
        reasons.append(f"{entry.admin1 or entry.name} is named")
    gaps = [max(0.0, distance_km(entry, other) - other.radius_km) for other in near if other.id != entry.id]
    if gaps and min(gaps) < 4 * NEAR_KM:
        support += NEAR_WEIGHT * math.exp(-min(gaps) / NEAR_KM)
        reasons.append(f"{min(gaps):.0f} km from a place around it")
    total = _prior(entry) + support
    if kinds and entry.kind in kinds:
        total += KIND_WEIGHT
        reasons.append(f"is a {entry.kind}")
    return _Scored(entry, total, support, tuple(reasons))


def _label(scored: _Scored) -> str:
    why = "; ".join(scored.reasons) or ("capital" if scored.entry.capital else "best known")
    return f"{scored.entry.name} ({scored.entry.kind}, {scored.entry.country}): {why}"
