"""How far a point is from lines on the globe, measured slowly and plainly."""

from __future__ import annotations

import math
from itertools import pairwise


def on_sphere(lat: float, lon: float) -> tuple[float, float, float]:
    p, q = math.radians(lat), math.radians(lon)
    return math.cos(p) * math.cos(q), math.cos(p) * math.sin(q), math.sin(p)


def slow_km(lat: float, lon: float, lines: list[list[tuple[float, float]]]) -> float:
    """The distance to lines by chords through a sphere to points 200 m apart: nothing of what the zones do."""
    at, nearest = on_sphere(lat, lon), 2.0
    for line in lines:
        for (x, y), (x2, y2) in pairwise(line):
            pieces = max(1, int(math.hypot(x2 - x, y2 - y) * 111 / 0.2))
            for piece in range(pieces + 1):
                part = piece / pieces
                nearest = min(nearest, math.dist(at, on_sphere(y + (y2 - y) * part, x + (x2 - x) * part)))
    return 2 * 6371.0088 * math.asin(nearest / 2)
