"""Is this file an area?  Polygons out of GeoJSON (RFC 7946), with a clear word on what is wrong with it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from marsad.errors import WatchError

#: Nothing that a person draws is larger.
_MOST_BYTES = 10_000_000
_MOST_POINTS = 20_000
_LEAST_CORNERS = 4
_DEEPEST = 10
_CRS84 = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84")


def load(path: Path) -> dict[str, Any]:
    """The polygons of a file as one geometry of GeoJSON.

    Raises:
        WatchError: it cannot be read, or is no area; the message says which ring is wrong and how.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise WatchError(f"{path}: {error.strerror or error}") from None
    return read(raw, str(path))


def read(raw: bytes, name: str) -> dict[str, Any]:
    """The polygons of a file that is at hand, as one geometry of GeoJSON; ``name`` is what messages call it.

    Raises:
        WatchError: it is no area; the message says which ring is wrong and how.
    """
    if len(raw) > _MOST_BYTES:
        raise WatchError(f"{name}: more than {_MOST_BYTES // 1_000_000} MB", hint="simplify the outline")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise WatchError(f"{name}: not JSON: {error}") from None
    try:
        return geometry(data)
    except WatchError as error:
        raise WatchError(f"{name}: {error.message}", hint=error.hint) from None


def geometry(data: Any) -> dict[str, Any]:
    """The polygons of GeoJSON as one geometry of it.

    Raises:
        WatchError: it is no area.
    """
    found: dict[str, Any] = json.loads(json.dumps(shape(data).__geo_interface__))
    return found


def shape(data: Any) -> Any:
    """The polygons of GeoJSON as one shapely geometry; several are united.

    Raises:
        WatchError: it is no area.
    """
    from shapely.geometry import Polygon
    from shapely.ops import unary_union
    from shapely.validation import explain_validity

    found, points = [], 0
    for number, rings in enumerate(_polygons(data, 0), 1):
        if not isinstance(rings, list) or not rings:
            raise WatchError(f"polygon {number} has no rings")
        checked = [_ring(ring, f"polygon {number}, ring {place}") for place, ring in enumerate(rings, 1)]
        points += sum(map(len, checked))
        if points > _MOST_POINTS:
            raise WatchError(f"more than {_MOST_POINTS:,} points", hint="simplify the outline")
        polygon = Polygon(checked[0], checked[1:])
        if not polygon.is_valid:
            raise WatchError(f"polygon {number} crosses itself or its rings do not fit: {explain_validity(polygon)}")
        if not polygon.area:
            raise WatchError(f"polygon {number} has no inside")
        found.append(polygon)
    if not found:
        raise WatchError("no polygon in it")
    return unary_union(found)


def _polygons(data: Any, depth: int) -> Iterator[Any]:
    if depth > _DEEPEST:
        raise WatchError("collections too deep in one another")
    if not isinstance(data, dict):
        raise WatchError("not GeoJSON: an object was expected")
    crs = data.get("crs")
    if crs is not None and not (isinstance(crs, dict) and _crs_name(crs) in _CRS84):
        raise WatchError("a coordinate system of its own", hint="longitude and latitude on WGS 84 (RFC 7946)")
    kind = data.get("type")
    inner = {"FeatureCollection": "features", "GeometryCollection": "geometries", "MultiPolygon": "coordinates"}
    if kind == "Polygon":
        yield data.get("coordinates")
    elif kind == "Feature":
        if data.get("geometry") is not None:
            yield from _polygons(data["geometry"], depth + 1)
    elif kind in inner:
        parts = data.get(inner[kind])
        if not isinstance(parts, list):
            raise WatchError(f"a {kind} without {inner[kind]}")
        for part in parts:
            yield from [part] if kind == "MultiPolygon" else _polygons(part, depth + 1)
    else:
        raise WatchError(f"{kind!r} is no area", hint="Polygon, MultiPolygon, or features of these")


def _crs_name(crs: dict[str, Any]) -> Any:
    named = crs.get("properties")
    return named.get("name") if isinstance(named, dict) else None


def _ring(ring: Any, where: str) -> list[tuple[float, float]]:
    if not isinstance(ring, list) or len(ring) < _LEAST_CORNERS:
        raise WatchError(f"{where}: a ring has four positions or more, the last one the first again")
    points = [_position(position, where) for position in ring]
    if points[0] != points[-1]:
        raise WatchError(f"{where}: not closed: the last position must be the first again")
    if any(abs(a[0] - b[0]) > 180 for a, b in pairwise(points)):
        raise WatchError(f"{where}: it crosses longitude 180", hint="cut it in two there (RFC 7946, 3.1.9)")
    return points


def _position(position: Any, where: str) -> tuple[float, float]:
    if not isinstance(position, list) or len(position) < 2:
        raise WatchError(f"{where}: {str(position)[:40]!r} is no position")
    lon, lat = position[:2]
    for number in (lon, lat):
        # Whole numbers have no end in JSON: one that no float holds is off the globe below.
        if (
            isinstance(number, bool)
            or not isinstance(number, int | float)
            or number != number
            or abs(number) == math.inf
        ):
            raise WatchError(f"{where}: {str(number)[:40]!r} is no coordinate")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise WatchError(
            f"{where}: {str(lon)[:20]}, {str(lat)[:20]} is not on the globe", hint="longitude first, then latitude"
        )
    return float(lon), float(lat)
