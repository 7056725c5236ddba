"""PLOVER JSON: an array of event records as the PLOVER manual has them, a record an incident that PLOVER has a code for."""

from __future__ import annotations

from collections import Counter
from typing import Any, BinaryIO

from marsad.codes.tables import official
from marsad.exports import facts
from marsad.exports.base import Format, Options, Table, text
from marsad.exports.columns import countries
from marsad.exports.delimited import day
from marsad.exports.formats.jsonl import line
from marsad.exports.sides import Side, country_name, sides
from marsad.observatory.tellings import Occasion, Spot, Telling

#: The sector of each kind of actor that tells it.
_SECTORS = {
    "state": "MIL",
    "rebel": "REB",
    "militia": "PRM",
    "identity_militia": "PRM",
    "rioters": "CVL",
    "protesters": "CVL",
    "civilians": "CVL",
    "external": "MIL",
}
#: The manual's counts, and our classes.
_SIZES = {"dead": "killed", "injured": "injured", "arrested": "arrested"}


class Plover:
    """Writes the records one by one, in an array."""

    def __init__(self, stream: BinaryIO, options: Options) -> None:
        self.left_out: Counter[str] = Counter()
        self._text = text(stream)
        self._between = ""
        self._options = options

    def header(self, _: Table) -> None:
        """Begin the array."""
        self._text.write("[")
        self._between = "\n"

    def row(self, item: Occasion) -> None:
        """Write an incident, or count why not."""
        coded, reason = facts.coded(item, "plover")
        if coded is None:
            self.left_out[reason] += 1
            return
        first = item.first or (facts.published(item) if self._options.undated else None)
        if first is None:
            self.left_out["no-day"] += 1
            return
        found = record(item, coded) | {"date": first.isoformat()}
        self._text.write(self._between + line(found))
        self._between = ",\n"

    def close(self) -> None:
        """End the array."""
        self._text.write("\n]\n")
        self._text.detach()


def record(item: Occasion, coded: Telling) -> dict[str, Any]:
    """An incident as a PLOVER event; ``date`` is still to come."""
    spot = facts.spot(item)
    first, second = sides(item, spot.country if spot else None)
    codes: dict[str, Any] = coded.codes["plover"]
    modes = [codes[key] for key in ("mode",) if key in codes]
    found: dict[str, Any] = {"id": item.id, "date": None}
    if item.first and item.last and item.last != item.first:
        found["enddate"] = day(item.last)
    found |= {
        "actor": _entities(codes.get("actor"), first),
        "recipient": _entities(codes.get("recipient"), second),
        "event": [codes["event"]],
        "mode": modes,
        "quad_code": int(official()["plover", "event", codes["event"]].parent),
        "context": [codes["auxiliary"]] if "auxiliary" in codes else [],
    }
    if spot:
        found["event_loc"] = _location(spot)
    found["event_text"] = list(dict.fromkeys(t.trigger for t in item.tellings))
    for name, of in _SIZES.items():
        toll = facts.toll(item, of)
        if toll is not None:
            found[name] = toll.low
    found["text_info"] = [
        {"sequence": n, "start": t.evidence_start, "end": t.evidence_end, "text_story": t.evidence}
        for n, t in enumerate(item.tellings, 1)
    ]
    found["cite_info"] = [
        {
            "citation": p.uid,
            "url": p.url,
            "title": p.title,
            "language": p.language,
            "publication": p.publisher,
            "codebook": "PLOVER",
            "coder": "marsad",
        }
        for p in dict.fromkeys(t.paper for t in item.tellings)
    ]
    return found


def _entities(coded: list[dict[str, Any]] | None, named: list[Side]) -> list[dict[str, Any]]:
    """A side as the codes of the report have it, else by the names in it."""
    if coded is None:
        return [_entity(each) for each in named]
    found = [{"entity_text": each["name"], "code": each["code"], "sector": each["sector"]} for each in coded]
    return [{key: value for key, value in each.items() if value} for each in found]


def _entity(of: Side) -> dict[str, Any]:
    country = countries().get(of.country or "")
    found: dict[str, Any] = {"entity_text": of.name}
    if country:
        found["code"] = country.iso3
    if of.kind:
        found["sector"] = _SECTORS[of.kind]
    return found


def _location(spot: Spot) -> dict[str, Any]:
    country = countries().get(spot.country or "")
    found: dict[str, Any] = {
        "extracted_place": spot.text,
        "resolved_place": spot.name,
        "lat": spot.lat,
        "lon": spot.lon,
        "resolution": facts.code("plover", "place", spot.precision),
    }
    if spot.gazetteer and spot.gazetteer.startswith("geonames:"):
        found["geonameid"] = spot.gazetteer.removeprefix("geonames:")
    found |= {"district": spot.admin2, "province": spot.admin1, "country": country_name(spot.country)}
    found["country_code"] = country.iso3 if country else None
    return {key: value for key, value in found.items() if value is not None}


FORMAT = Format("plover", ".json", "occasions", Plover, salience=("main",))
