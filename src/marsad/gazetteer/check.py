"""The linter of the gazetteer's tables: every wrong row is named by file and line.

Coordinates are held against the borders of the named country (``borders``), with room for the radius of the place, for
coasts, and for islands and fields at sea that the map is too coarse to show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from marsad.arabic.fold import stray
from marsad.errors import Problem
from marsad.gazetteer import names
from marsad.gazetteer.borders import outside_km
from marsad.gazetteer.build import DATA, TABLES, cities, settings, spellings, table

KINDS: Final = frozenset(
    [
        "country",
        "admin1",
        "admin2",
        "city",
        "crossing",
        "camp",
        "desert",
        "valley",
        "mountain",
        "region",
        "sea",
        "river",
        "lake",
        "dam",
        "airport",
        "base",
        "oilfield",
        "refinery",
        "port",
        "island",
        "district",
        "bridge",
    ]
)
_COLUMNS: Final = {
    "countries.tsv": ("id", "country", "name", "lat", "lon", "km"),
    "admin.tsv": ("id", "name", "kind", "country", "code", "lat", "lon", "km"),
    "districts.tsv": ("id", "name", "kind", "country", "admin1", "lat", "lon", "km"),
    "places.tsv": ("id", "name", "kind", "lat", "lon", "km"),
}
_ID: Final = re.compile(r"geonames:\d+|marsad:[a-z]{2}-[a-z0-9][a-z0-9-]*")
_EARTH_QUARTER_KM: Final = 10_000.0
#: How far outside the drawn borders a place may lie, beside its own radius: the map is coarse, and borders are disputed.
_SLACK_KM, _MOST_RADIUS_KM = 15.0, 60.0
#: Small islands are not drawn, and fields at sea belong to somebody all the same.
_OFFSHORE_KM, _OFFSHORE = 160.0, frozenset(("island", "oilfield"))
#: An oil terminal stands off its coast.
_PORT_KM: Final = 45.0
#: Exclaves that the map does not draw.
_NOT_DRAWN: Final = frozenset(("marsad:es-ceuta", "marsad:es-melilla"))


@cache
def known_countries() -> frozenset[str]:
    """The country codes of GeoNames."""
    return frozenset(row["countrycode"] for row in cities())


def _coordinates(row: dict[str, str]) -> Iterator[str]:
    try:
        lat, lon, km = float(row["lat"]), float(row["lon"]), float(row["km"])
    except ValueError:
        yield "lat, lon and km must be numbers"
        return
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        yield f"coordinates out of range: {lat}, {lon}"
    elif not 0 < km <= _EARTH_QUARTER_KM:
        yield f"radius out of range: {km}"
    elif row["country"] and row.get("kind") != "sea" and row["id"] not in _NOT_DRAWN:
        off = outside_km(row["country"], lat, lon)
        if off is not None and off > _room(row.get("kind", "country"), km):
            yield f"{row['name']} at {lat}, {lon} lies outside {row['country']}, {off:.0f} km from its border"


def _room(kind: str, km: float) -> float:
    """How far outside the border a place of a kind may lie."""
    if kind in _OFFSHORE or kind == "country":
        return max(km, _OFFSHORE_KM) + _SLACK_KM
    return (_PORT_KM if kind == "port" else min(km, _MOST_RADIUS_KM)) + _SLACK_KM


def _row(file: str, row: dict[str, str], units: set[tuple[str, str]]) -> Iterator[str]:
    missing = [column for column in _COLUMNS[file] if not row.get(column)]
    if missing:
        yield f"empty: {', '.join(missing)}"
        return
    if not _ID.fullmatch(row["id"]):
        yield f"malformed id {row['id']}"
    if row.get("kind", "country") not in KINDS:
        yield f"unknown kind {row['kind']}"
    if row["country"] and row["country"] not in known_countries():
        yield f"unknown country {row['country']}"
    if row.get("admin1") and (row["country"], row["admin1"]) not in units:
        yield f"{row['admin1']} is no first-level unit of {row['country']}"
    written = spellings(row)
    for spelling in written:
        if stray(spelling):
            yield f"stray mark or presentation form in {spelling}"
        elif spelling != spelling.strip() or not names.key(spelling):
            yield f"not plain Arabic script: {spelling!r}"
    if len({*written}) < len(written):
        yield f"spelling twice on the line: {row['name']}"
    yield from _coordinates(row)


def check(data: Path = DATA) -> list[Problem]:
    """Every problem of the tables, in file and line order; an empty list where all is well."""
    units = {(row["country"], row["name"]) for _, row in table(data / "admin.tsv")}
    problems: list[Problem] = []
    seen_ids: dict[str, str] = {}
    seen_names: dict[tuple[str, str, str, str], str] = {}
    for file in TABLES:
        for line, row in table(data / file):
            found = list(_row(file, row, units))
            if not found:
                where = f"{file}:{line}"
                first = seen_ids.setdefault(row["id"], where)
                if first != where:
                    found.append(f"id {row['id']} is taken ({first})")
                for each in {names.key(s) for s in spellings(row)}:
                    whose = (each, row.get("kind", "country"), row["country"], row.get("admin1", ""))
                    first = seen_names.setdefault(whose, where)
                    if first != where:
                        found.append(f"{each} is already a {whose[1]} of {whose[2]} ({first})")
            problems += [Problem(file, line, message) for message in found]
    problems += _spellings(data)
    words = settings(data)
    for name in sorted({*words["common"]} & {*words["never"]}):
        problems.append(Problem("names.yaml", 1, f"{name} is both common and never"))
    return problems


def _spellings(data: Path) -> Iterator[Problem]:
    """What is wrong with the spellings of GeoNames places."""
    ids = {f"geonames:{row['geonameid']}" for row in cities()}
    seen: set[str] = set()
    for line, row in table(data / "spellings.tsv"):
        if row["id"] not in ids:
            yield Problem("spellings.tsv", line, f"{row['id']} is no place of cities500")
        elif row["id"] in seen:
            yield Problem("spellings.tsv", line, f"{row['id']} stands twice")
        seen.add(row["id"])
        for spelling in spellings(row):
            if stray(spelling) or not names.key(spelling):
                yield Problem("spellings.tsv", line, f"not plain Arabic script: {spelling!r}")
