"""Small charts and a map as SVG: bars a row or a day, and marks inside the borders of countries.

Colours and text sizes come from the page's style; every picture says in words what it shows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from marsad.gazetteer.borders import lines

if TYPE_CHECKING:
    from marsad.observatory.brief import Spot

_BAR, _ROW, _WIDE = 14, 24, 220
_DAYS_HIGH, _DAY_WIDE = 90, 34
_MAP_WIDE = 720.0
#: The least height and width of a map in degrees, and the room around the marks as a share of it.
_LEAST, _ROOM = 2.5, 0.18
_NAMED = 8
#: A name needs so much room.
_NAME_WIDE, _NAME_HIGH = 90, 22
_FINE = (1, 2)


def bar(value: int, most: int) -> str:
    """A bar of a row, as long as its share of the longest."""
    wide = max(2, round(_WIDE * value / most)) if most else 0
    return (
        f'<svg class="bar" width="{_WIDE}" height="{_BAR}" aria-hidden="true">'
        f'<rect width="{wide}" height="{_BAR}" rx="2"/></svg>'
    )


def days(counts: Sequence[tuple[date, int]], title: str) -> str:
    """A column a day, with its number above and its day below; time runs from left to right."""
    most = max((count for _, count in counts), default=0) or 1
    wide = _DAY_WIDE * len(counts)
    parts = [f'<svg class="days" viewBox="0 0 {wide} {_DAYS_HIGH + 34}" role="img" aria-label="{escape(title)}">']
    for at, (day, count) in enumerate(counts):
        high = round(_DAYS_HIGH * count / most)
        x, middle = at * _DAY_WIDE + 6, at * _DAY_WIDE + _DAY_WIDE // 2
        parts.append(f'<rect x="{x}" y="{_DAYS_HIGH - high + 14}" width="{_DAY_WIDE - 12}" height="{high}"/>')
        parts.append(f'<text x="{middle}" y="{_DAYS_HIGH - high + 10}">{count or ""}</text>')
        parts.append(f'<text x="{middle}" y="{_DAYS_HIGH + 30}">{day.day}.{day.month}</text>')
    return "".join([*parts, "</svg>"])


class _Frame:
    """Which part of the earth a map shows, and where a point of it comes to lie."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        lats, lons = [s.lat for s in spots], [s.lon for s in spots]
        middle = (min(lats) + max(lats)) / 2
        self.narrow = max(0.2, math.cos(math.radians(middle)))
        tall = max(max(lats) - min(lats), _LEAST) * (1 + 2 * _ROOM)
        wide = max(max(lons) - min(lons), _LEAST / self.narrow) * (1 + 2 * _ROOM)
        self.north = middle + tall / 2
        self.west = (min(lons) + max(lons)) / 2 - wide / 2
        self.scale = _MAP_WIDE / (wide * self.narrow)
        self.high = tall * self.scale
        self.east, self.south = self.west + wide, self.north - tall

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.narrow * self.scale, (self.north - lat) * self.scale

    def holds(self, lon: float, lat: float, room: float) -> bool:
        return self.west - room <= lon <= self.east + room and self.south - room <= lat <= self.north + room


def _borders(frame: _Frame) -> Iterator[str]:
    for line in lines():
        run: list[str] = []
        # One point outside on either side, so that a border runs to the edge.
        inside = [frame.holds(lon, lat, 2.0) for lon, lat in line]
        for (lon, lat), near in zip(line, inside, strict=True):
            if near:
                x, y = frame.point(lon, lat)
                run.append(f"{x:.1f},{y:.1f}")
            elif run:
                yield " ".join(run)
                run = []
        if len(run) > 1:
            yield " ".join(run)


def _named(spots: Sequence[Spot], frame: _Frame) -> Iterator[tuple[Spot, float, float]]:
    """The places that are named on the map: those most happened in, but for names that would lie on another."""
    taken: list[tuple[float, float]] = []
    for spot in spots:
        x, y = frame.point(spot.lon, spot.lat)
        free = all(abs(x - a) > _NAME_WIDE or abs(y - b) > _NAME_HIGH for a, b in taken)
        if spot.precision in _FINE and free and len(taken) < _NAMED:
            taken.append((x, y))
            yield spot, x, y


def spots_map(spots: Sequence[Spot], title: str) -> str:
    """The places of incidents: a filled mark where it stands, a ring where it is only somewhere in a region."""
    if not spots:
        return ""
    frame = _Frame(spots)
    parts = [
        f'<svg class="map" viewBox="0 0 {_MAP_WIDE:.0f} {frame.high:.0f}" role="img" aria-label="{escape(title)}">',
        f'<g class="border">{"".join(f"<polyline points={chr(34)}{run}{chr(34)}/>" for run in _borders(frame))}</g>',
    ]
    for spot in sorted(spots, key=lambda s: -s.precision):
        x, y = frame.point(spot.lon, spot.lat)
        size = 4 + 2.2 * math.sqrt(spot.incidents)
        fine = spot.precision in _FINE
        shape = f'<circle class="{"fine" if fine else "vague"}" cx="{x:.1f}" cy="{y:.1f}" r="{size if fine else size * 2:.1f}">'
        parts.append(f"{shape}<title>{escape(spot.name)}: {spot.incidents}</title></circle>")
    for spot, x, y in _named(spots, frame):
        parts.append(f'<text x="{x:.1f}" y="{y - 9 - 2 * math.sqrt(spot.incidents):.1f}">{escape(spot.name)}</text>')
    return "".join([*parts, "</svg>"])
