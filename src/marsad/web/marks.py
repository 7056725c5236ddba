"""Which marks does a map show at a zoom?  Spots that would lie over each other become one; a wide one never becomes a point.

What is only known to be somewhere in a region or a country is kept apart from what has a place: the two are never counted
into one mark.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from marsad.observatory.atlas import Spot
from marsad.web.families import family

#: The side of a square of the grid and the least distance of two marks, in the map's pixels; its tiles have 512 of them.
_SQUARE = 56
_APART = 36
_TILE = 512
_MERCATOR = 85.051129
#: From this precision on it is somewhere in a region or a country.
_WIDE = 3


def _pixel(lat: float, lon: float, zoom: float) -> tuple[float, float]:
    """A point on the map, in pixels from its north-west corner."""
    size = _TILE * 2**zoom
    up = math.radians(max(-_MERCATOR, min(_MERCATOR, lat)))
    return (lon + 180) / 360 * size, (1 - math.asinh(math.tan(up)) / math.pi) / 2 * size


def _wide(spot: Spot) -> bool:
    return (spot.precision or _WIDE) >= _WIDE


def _groups(spots: Sequence[Spot], zoom: float) -> list[list[Spot]]:
    """Spots by the squares of a grid; then those that still would touch, the larger taking the smaller in."""
    squares: dict[tuple[bool, int, int], list[tuple[float, float, Spot]]] = defaultdict(list)
    for spot in spots:
        x, y = _pixel(spot.lat, spot.lon, zoom)
        squares[_wide(spot), int(x // _SQUARE), int(y // _SQUARE)].append((x, y, spot))
    ordered: list[tuple[int, tuple[bool, int, int]]] = []
    middles: dict[tuple[bool, int, int], tuple[float, float]] = {}
    for square, held in squares.items():
        many = sum(spot.incidents for _, _, spot in held)
        middles[square] = (
            sum(x * spot.incidents for x, _, spot in held) / many,
            sum(y * spot.incidents for _, y, spot in held) / many,
        )
        ordered.append((-many, square))
    found: dict[tuple[bool, int, int], list[Spot]] = {}
    for _, (wide, column, row) in sorted(ordered):
        # What touches it has its middle in one of the squares around.
        around = ((wide, column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        at = wide, column, row
        larger = next((s for s in around if s in found and math.dist(middles[at], middles[s]) < _APART), at)
        found.setdefault(larger, []).extend(spot for _, _, spot in squares[at])
    return list(found.values())


def _mark(group: Sequence[Spot]) -> dict[str, Any]:
    incidents = sum(each.incidents for each in group)
    families: Counter[str] = Counter()
    for each in group:
        for kind, many in each.types:
            families[family(kind)] += many
    lats, lons = [each.lat for each in group], [each.lon for each in group]
    places = {(each.lat, each.lon, each.precision, each.radius_km) for each in group}
    here = group[0] if len(places) == 1 else None
    middle = [sum(v * s.incidents for v, s in zip(axis, group, strict=True)) / incidents for axis in (lons, lats)]
    found: dict[str, Any] = {
        "incidents": incidents,
        "reports": sum(each.reports for each in group),
        "family": min(families, key=lambda name: (-families[name], name)),
        "families": dict(sorted(families.items())),
        "wide": _wide(group[0]),
        "precision": here.precision if here else None,
        "radius_km": here.radius_km if here else None,
    }
    if incidents == 1:
        found |= {"id": group[0].id, "type": group[0].types[0][0]}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(each, 5) for each in middle]},
        "bbox": [min(lons), min(lats), max(lons), max(lats)],
        "properties": found,
    }


def marks(spots: Sequence[Spot], zoom: float) -> dict[str, Any]:
    """The marks as GeoJSON, those of many incidents last."""
    features = [_mark(group) for group in _groups(spots, zoom)]
    features.sort(key=lambda each: (each["properties"]["incidents"], each["geometry"]["coordinates"]))
    return {"type": "FeatureCollection", "features": features}
