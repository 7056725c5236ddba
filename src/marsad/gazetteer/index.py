"""The gazetteer at run time: from a folded name to the places it may mean, and the choice among them.

The compiled index is one JSON file of strings: a table of places (a line each, read only when a name hits) and a
table of names.  Loading is one call of the C parser, and the common "this word starts no place name" is one
dictionary miss.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from marsad.errors import DataMissingError, GazetteerError
from marsad.gazetteer.choice import Context, weigh
from marsad.gazetteer.names import without_article
from marsad.gazetteer.place import Entry, distance_km

__all__ = ["COMPILED", "Entry", "Gazetteer", "distance_km"]

COMPILED: Final = Path(__file__).with_name("_compiled.json")

_NISBA_ENDINGS: Final = ("يتين", "يتان", "يين", "يون", "يان", "يات", "يه", "يا", "يو", "ي")


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
        self._units: dict[tuple[str, str], Entry] = {}
        self._numbers: dict[str, int] | None = None
        self._spelt: dict[int, list[str]] | None = None
        self._entries = lru_cache(maxsize=32768)(self._read)

    @classmethod
    def load(cls, path: Path | None = None, extra: Path | None = None) -> Gazetteer:
        """Read a compiled index (the packaged one by default), with one of the user's own laid over it."""
        source = path or COMPILED
        try:
            data = json.loads(source.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise DataMissingError(f"the compiled gazetteer is not at {source}") from None
        if extra is not None:
            _lay_over(data, extra)
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

    def unit(self, country: str, name: str) -> Entry | None:
        """A first-level unit of a country by its name."""
        if self._countries is None:
            self._index_countries()
        return self._units.get((country, name))

    def ids(self) -> list[str]:
        """The ids of all places, in the order of the index."""
        return [row.partition("\t")[0] for row in self._rows]

    def place(self, ident: str) -> Entry | None:
        """The place of an id; None where the gazetteer has none."""
        number = self._number(ident)
        return None if number is None else _entry(self._rows[number])

    def spellings(self, ident: str) -> list[str]:
        """The folded names under which a place is found, in their order; a name may also be another place's."""
        if self._spelt is None:
            self._spelt = {}
            for name, numbers in self._names.items():
                for number in numbers.split():
                    self._spelt.setdefault(int(number.rstrip("*")), []).append(name)
        at = self._number(ident)
        return [] if at is None else sorted(self._spelt.get(at, []))

    def _number(self, ident: str) -> int | None:
        if self._numbers is None:
            self._numbers = {each: number for number, each in enumerate(self.ids())}
        return self._numbers.get(ident)

    def radii(self) -> dict[str, float]:
        """How large each place is, by its id: kilometres from its middle."""
        columns = (row.split("\t", 9) for row in self._rows)
        return {each[0]: float(each[8]) for each in columns}

    def _index_countries(self) -> None:
        self._countries = {}
        for row in self._rows:
            kind, capital = row.split("\t", 3)[2], row.endswith("\t1")
            if kind in ("country", "admin1") or capital:
                entry = _entry(row)
                if entry.country and kind == "country":
                    self._countries.setdefault(entry.country, entry)
                elif entry.country and kind == "admin1":
                    self._units.setdefault((entry.country, entry.name), entry)
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
        """The namesake that the context speaks for, with the reason; None where the evidence is thin (see ``weigh``)."""
        choice = weigh(entries, Context(countries, admins, near, kinds))
        return choice.chosen, choice.why

    def _at(self, folded: str) -> tuple[Entry, ...]:
        return self._entries(self._names.get(folded, ""))

    def _read(self, numbers: str) -> tuple[Entry, ...]:
        found = []
        for number in numbers.split():
            entry = _entry(self._rows[int(number.rstrip("*"))])
            found.append(replace(entry, needs_context=True) if number.endswith("*") else entry)
        return tuple(found)


@lru_cache(maxsize=1)
def default() -> Gazetteer:
    """The gazetteer that ships with Marsad, read once a process."""
    return Gazetteer.load()


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


def _lay_over(data: dict[str, Any], extra: Path) -> None:
    """Add the places of another index, except those that the first has."""
    try:
        more = json.loads(extra.read_text(encoding="utf-8"))
        rows, names, first = more["rows"], more["names"], more["first"]
    except OSError as error:
        raise GazetteerError(error.strerror or "cannot be read", file=str(extra)) from None
    except (ValueError, KeyError, TypeError):
        raise GazetteerError("not an index that marsad gazetteer add wrote", file=str(extra)) from None
    known = {row.split("\t", 1)[0] for row in data["rows"]}
    start = len(data["rows"])
    new = {n for n, row in enumerate(rows) if row.split("\t", 1)[0] not in known}
    data["rows"] += rows
    for name, numbers in names.items():
        own = [n for n in numbers.split() if int(n.rstrip("*")) in new]
        shifted = " ".join(f"{int(n.rstrip('*')) + start}{'*' * n.endswith('*')}" for n in own)
        if shifted:
            data["names"][name] = f"{data['names'][name]} {shifted}" if name in data["names"] else shifted
    for word, longest in first.items():
        data["first"][word] = max(longest, data["first"].get(word, 0))
