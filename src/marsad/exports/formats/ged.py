"""UCDP GED: its 49 columns, a row an incident in which somebody may have died by organised violence.

UCDP's own numbers of conflicts, dyads and sides are left empty: giving them out is for UCDP.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from typing import Any, BinaryIO

from marsad.actors import lookup
from marsad.exports import facts
from marsad.exports.base import HAPPENED, Format, Options, Table, joined
from marsad.exports.columns import Column, columns, countries
from marsad.exports.delimited import Delimited, day
from marsad.exports.facts import Toll
from marsad.exports.sides import Side, country_name, named, sides
from marsad.observatory.tellings import Occasion, Spot

_ONE_SIDED = 3
_CELLS_AROUND = 720


class Ged:
    """Writes the incidents that UCDP GED records."""

    def __init__(self, stream: BinaryIO, options: Options) -> None:
        self.left_out: Counter[str] = Counter()
        self._rows = Delimited(stream, options)
        self._options = options

    def header(self, table: Table) -> None:
        """Write the names of the columns."""
        self._names = [column.name for column in table.columns]
        self._rows.header(table)

    def close(self) -> None:
        """Write what is left."""
        self._rows.close()

    def row(self, item: Occasion) -> None:
        """Write an incident, or count why not."""
        coded, reason = facts.coded(item, "ucdp")
        if coded is None:
            self.left_out[reason] += 1
            return
        toll = facts.toll(item, "killed")
        if toll is None or toll.high == 0:
            self.left_out["no-deaths"] += 1
            return
        spot = facts.spot(item)
        if spot is None or spot.country is None:
            self.left_out["no-place"] += 1
            return
        first = item.first or (facts.published(item) if self._options.undated else None)
        if first is None:
            self.left_out["no-day"] += 1
            return
        violence = int(coded.codes["ucdp"]["type_of_violence"])
        values = {
            "id": facts.number(item.id),
            "relid": item.id,
            "code_status": "Check",
            "type_of_violence": violence,
            "event_clarity": 2 if item.last and item.last != first else 1,
            "best": toll.best,
            "low": toll.low,
            "high": toll.high,
        }
        values |= _when(item, first) | _where(item, spot) | _told(item)
        values |= _sides(item, spot.country, violence, toll) | _coded(coded.codes["ucdp"])
        self._rows.row([values.get(name) for name in self._names])


def _when(item: Occasion, first: date) -> dict[str, Any]:
    last = item.last if item.first and item.last else first
    exact = facts.code("ged", "time", item.day_precision or "unknown") if item.first else 5
    if exact == 1 and (last - first).days:
        exact = 2 if (last - first).days < 6 else 3
    return {"year": first.year, "date_prec": exact, "date_start": day(first), "date_end": day(last)}


def _where(item: Occasion, spot: Spot) -> dict[str, Any]:
    assert spot.lat is not None
    assert spot.lon is not None
    country = countries().get(spot.country or "")
    row, column = math.floor((spot.lat + 90) * 2), math.floor((spot.lon + 180) * 2)
    return {
        "where_prec": facts.code("ged", "place", spot.precision),
        "where_coordinates": spot.name,
        "where_description": joined([place.text for t in item.tellings for place in t.places]),
        "adm_1": spot.admin1,
        "adm_2": spot.admin2,
        "latitude": spot.lat,
        "longitude": spot.lon,
        "geom_wkt": f"POINT ({spot.lon} {spot.lat})",
        "priogrid_gid": min(row, 359) * _CELLS_AROUND + min(column, _CELLS_AROUND - 1) + 1,
        "country": country_name(spot.country),
        "country_id": country.gw if country else None,
    }


def _told(item: Occasion) -> dict[str, Any]:
    papers = list(dict.fromkeys(t.paper for t in item.tellings))
    articles = [", ".join(filter(None, (p.publisher, day(p.published), p.title, p.url))) for p in papers]
    return {
        "number_of_sources": len(papers),
        "source_article": joined(articles),
        "source_office": joined([p.publisher for p in papers]),
        "source_date": joined([day(p.published) for p in papers]),
        "source_headline": joined([p.title for p in papers]),
        "source_original": joined([t.voice.name for t in item.tellings if t.voice]),
    }


def _sides(item: Occasion, country: str, violence: int, toll: Toll) -> dict[str, Any]:
    first, second = sides(item, country)
    if violence == 1 and second and (not first or first[0].kind not in ("state", "external")) and _state(second):
        # Of violence of a state, the state is side A, whoever strikes.
        first, second = second, first
    deaths = {"a": 0, "b": 0, "civilians": 0}
    for telling in item.tellings[-1:]:
        for figure in telling.figures:
            if figure.of == "killed" and figure.text:
                whom = _whom(figure.grouped or figure.text, first, second)
                deaths[whom or ""] = deaths.get(whom or "", 0) + int(figure.low or 0)
    told = deaths["a"] + deaths["b"] + deaths["civilians"]
    if told > toll.best:
        # Another toll was taken for the best one: the parts are not its parts.
        deaths, told = {"a": 0, "b": 0, "civilians": 0}, 0
    b = "Civilians" if violence == _ONE_SIDED else named(second)
    a = named(first)
    return {
        "side_a": a,
        "side_b": b,
        "dyad_name": f"{a} - {b}" if a and b else "",
        "deaths_a": deaths["a"],
        "deaths_b": 0 if violence == _ONE_SIDED else deaths["b"],
        "deaths_civilians": deaths["civilians"] + (deaths["b"] if violence == _ONE_SIDED else 0),
        "deaths_unknown": toll.best - told,
        "gwnoa": _number(first),
        "gwnob": None if violence == _ONE_SIDED else _number(second),
    }


def _coded(codes: dict[str, Any]) -> dict[str, Any]:
    """The sides as the codes of the report have them, where they have some."""
    if "side_a" not in codes:
        return {}
    found: dict[str, Any] = {name: codes[name] for name in ("side_a", "side_b", "dyad_name")}
    for letter in "ab":
        actor = lookup(codes[f"side_{letter}_ref"]) if codes[f"side_{letter}_ref"] else None
        country = countries().get(actor.country or "") if actor and actor.kind == "state" else None
        found[f"gwno{letter}"] = country.gw if country else None
    return found


def _state(of: list[Side]) -> bool:
    return of[0].kind in ("state", "external")


def _number(of: list[Side]) -> int | None:
    country = countries().get(of[0].country or "") if of and _state(of) else None
    return country.gw if country else None


def _whom(words: str, first: list[Side], second: list[Side]) -> str | None:
    """The side the counted people belong to, where their words are those of a party."""
    for letter, of in (("a", first), ("b", second)):
        for each in of:
            if each.words and (words in each.words or each.words in words):
                return "civilians" if each.kind == "civilians" else letter
    return None


def _columns() -> tuple[Column, ...]:
    return columns("ged")


FORMAT = Format("ged", ".csv", "occasions", Ged, columns=_columns, salience=("main",), statuses=HAPPENED)
