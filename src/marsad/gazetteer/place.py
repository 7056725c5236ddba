"""A place of the gazetteer, and how far two of them are apart."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A place: identity, kind, where it is, how large, and whether its name needs support to count as a place.

    Two entries are equal when they are one place and their names need the same support.
    """

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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self.id == other.id and self.needs_context == other.needs_context

    def __hash__(self) -> int:
        return hash(self.id)


def distance_km(a: Entry, b: Entry) -> float:
    """Great-circle distance between the centres of two places."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    d_lat, d_lon = lat_b - lat_a, math.radians(b.lon - a.lon)
    h = math.sin(d_lat / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(d_lon / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))
