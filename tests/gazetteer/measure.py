"""How well places are found and put on the map: reads ``mentions.jsonl`` and prints figures by country.

    python tests/gazetteer/measure.py [--misses]

Each line of the list is a text of our own with one mention in it, and where that lies.  ``km`` is the reach of what has
no one point (a governorate, a desert): the distance counts from its edge.  ``none`` marks a word that is no place.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import marsad

MENTIONS = Path(__file__).with_name("mentions.jsonl")
#: The two distances that geoparsers are measured by, in kilometres: 100 miles, and the place itself.
WIDE, CLOSE = 161.0, 25.0
_EARTH_KM = 12742.0


class Found(NamedTuple):
    """A mention and what the reader made of it: how far off (None: no coordinates), and how precise it says it is."""

    line: dict[str, Any]
    km: float | None
    precision: int | None
    place: str

    @property
    def right(self) -> bool:
        """Whether a word that is no place was left alone, or a place was put within 161 km."""
        return self.km is None if self.line.get("none") else self.within(WIDE)

    def within(self, km: float) -> bool:
        return self.km is not None and self.km <= km


def lines() -> list[dict[str, Any]]:
    """The list, a dictionary a line."""
    return [json.loads(line) for line in MENTIONS.read_text(encoding="utf-8").splitlines()]


def distance(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in kilometres."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def find(line: dict[str, Any]) -> Found:
    """Read one line and take the place whose span covers the mention, or at least touches it."""
    report = marsad.read(line["text"], published=line.get("published"), url=line.get("url"))
    start = line.get("at", line["text"].index(line["mention"]))
    end = start + len(line["mention"])
    touching = [p for e in report.events for p in e.places if p.start < end and start < p.end]
    # «قصفت حلب» may be read as two events; one with coordinates is one that found the place.
    touching.sort(key=lambda p: (p.lat is None, not (p.start <= start and end <= p.end), p.end - p.start))
    place = touching[0] if touching else None
    if place is None or place.lat is None or place.lon is None:
        return Found(line, None, None, place.text if place else "")
    label = f"{place.name} {place.id} {place.country} {place.lat:.2f} {place.lon:.2f} p{place.precision}"
    if line.get("none"):
        return Found(line, 0.0, place.precision, label)
    km = distance(place.lat, place.lon, line["lat"], line["lon"])
    return Found(line, max(0.0, km - line.get("km", 0)), place.precision, label)


def share(found: Iterable[bool]) -> float:
    """How many of them hold."""
    values = list(found)
    return sum(values) / len(values) if values else 1.0


def figures(found: list[Found]) -> dict[str, float]:
    """The figures that the test holds."""
    places = [f for f in found if not f.line.get("none")]
    hard = [f for f in places if f.line.get("ambiguous")]
    coarse = [f for f in places if f.line.get("precision")]
    return {
        "within 161 km": share(f.within(WIDE) for f in places),
        "within 25 km": share(f.within(CLOSE) for f in places),
        "ambiguous within 161 km": share(f.within(WIDE) for f in hard),
        "ambiguous within 25 km": share(f.within(CLOSE) for f in hard),
        "no place left alone": share(f.right for f in found if f.line.get("none")),
        "precision": share(f.precision == f.line["precision"] for f in coarse),
    }


def table(found: list[Found]) -> Iterator[str]:
    """The figures by country, as a table for docs/gazetteer.md."""
    by_country: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        if not each.line.get("none"):
            by_country[each.line["country"]].append(each)
    yield "| country | mentions | within 161 km | within 25 km |"
    yield "|---|---|---|---|"
    for country, some in sorted(by_country.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"| {country} | {len(some)} | {share(f.within(WIDE) for f in some):.2f} | {share(f.within(CLOSE) for f in some):.2f} |"
    total = [f for some in by_country.values() for f in some]
    yield f"| all | {len(total)} | {share(f.within(WIDE) for f in total):.3f} | {share(f.within(CLOSE) for f in total):.3f} |"


def main() -> None:
    found = [find(line) for line in lines()]
    print("\n".join(table(found)))
    print()
    for name, value in figures(found).items():
        print(f"{name:24} {value:.3f}")
    if "--misses" in sys.argv:
        for f in found:
            wanted = f.line.get("precision")
            placed = f.within(CLOSE) and (not wanted or f.precision == wanted)
            wrong = not f.right if f.line.get("none") else not placed
            if wrong:
                km = "-" if f.km is None else f"{f.km:.0f} km"
                print(f"{f.line.get('country', '-')} {km} «{f.line['mention']}» {f.place} | {f.line['text']}")


if __name__ == "__main__":
    main()
