"""GeoJSON (RFC 7946): a feature collection, a feature an incident; written one by one.

An incident whose place has no point is a feature without geometry: it is told of, and on no map.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, BinaryIO

from marsad.exports import facts
from marsad.exports.base import HAPPENED, Format, Options, Table, text
from marsad.exports.delimited import day
from marsad.exports.formats.jsonl import line
from marsad.exports.sides import named, sides
from marsad.observatory.tellings import Occasion

#: Classes of people whose tolls a map is asked for.
_TOLLS = ("killed", "injured", "arrested", "abducted", "displaced")


class GeoJson:
    """Writes the head of the collection, features with commas between them, and its foot."""

    def __init__(self, stream: BinaryIO, _: Options) -> None:
        self.left_out: Counter[str] = Counter()
        self._text = text(stream)
        self._between = ""

    def header(self, _: Table) -> None:
        """Begin the collection."""
        self._text.write('{"type":"FeatureCollection","features":[')
        self._between = "\n"

    def row(self, item: Occasion) -> None:
        """Write an incident."""
        self._text.write(self._between + line(feature(item)))
        self._between = ",\n"

    def close(self) -> None:
        """End the collection."""
        self._text.write("\n]}\n")
        self._text.detach()


def feature(item: Occasion) -> dict[str, Any]:
    """An incident as a feature."""
    spot = facts.spot(item)
    first, second = sides(item, spot.country if spot else None)
    found: dict[str, Any] = {
        "id": item.id,
        "event_type": item.type,
        "status": item.status,
        "standing": item.standing,
        "first": day(item.first),
        "last": day(item.last),
        "day_precision": item.day_precision,
        "place": spot.name if spot else None,
        "place_precision": spot.precision if spot else None,
        "country": spot.country if spot else None,
        "actors": named(first),
        "targets": named(second),
    }
    for of in _TOLLS:
        toll = facts.toll(item, of)
        if toll is not None:
            found[of] = {"low": toll.low, "best": toll.best, "high": toll.high}
    found["sources"] = facts.sources(item)
    found["evidence"] = list(facts.said(item))
    found["urls"] = [url for url in dict.fromkeys(t.paper.url for t in item.tellings) if url]
    geometry = {"type": "Point", "coordinates": [spot.lon, spot.lat]} if spot else None
    return {"type": "Feature", "id": item.id, "geometry": geometry, "properties": found}


FORMAT = Format("geojson", ".geojson", "occasions", GeoJson, salience=("main",), statuses=HAPPENED)
