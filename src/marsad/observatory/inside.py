"""Which incidents fall into a zone?  Asked of the store by the places that incidents have: there are far fewer places than incidents.

The place of an incident is a point and how far from it it may have been: by its precision, and by how large the gazetteer says the
place is.  A whole country is taken with its borders.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Float, Integer, String, bindparam, false, func, select, tuple_

from marsad.errors import DataError
from marsad.observatory import zones
from marsad.observatory.catchup import complete
from marsad.observatory.occasions import Incident
from marsad.observatory.store import Store
from marsad.observatory.tables import Incident as Row
from marsad.observatory.weights import rows

_ERRORS = "location_error.csv"
_COUNTRY = 4
#: Stands for what is not there where places are compared in the store; no latitude is so.
_NOWHERE = 999.0


class Ground(NamedTuple):
    """Where an incident is, as far as it is known."""

    lat: float | None
    lon: float | None
    precision: int | None
    gazetteer: str | None
    country: str | None


class Falls(NamedTuple):
    """How certain it is that a place is in a zone, how far outside its point is, and how far from that it may be, in km."""

    certainty: str
    beyond: float | None
    reach: float | None


#: What a place is known by.
COLUMNS: tuple[Any, ...] = (Row.lat, Row.lon, Row.precision, Row.gazetteer, Row.country)


@cache
def _location_errors() -> dict[int, tuple[float, float]]:
    found: dict[int, tuple[float, float]] = {}
    for line, (precision, radius, more) in rows(_ERRORS, ("precision", "radius", "more")):
        try:
            found[int(precision)] = (float(radius), float(more))
        except ValueError:
            raise DataError("numbers are needed", file=_ERRORS, line=line) from None
    if set(found) != {1, 2, 3}:
        raise DataError("a line each for precisions 1, 2 and 3", file=_ERRORS, line=1)
    return found


@cache
def _radii() -> dict[str, float]:
    from marsad.gazetteer.index import default

    return default().radii()


def radius(precision: int | None, gazetteer: str | None) -> float:
    """How far from its point a place may be, in kilometres; what has no precision counts as a region."""
    unknown, more = _location_errors()[precision or 3]
    own = _radii().get(gazetteer) if gazetteer else None
    return unknown if own is None else own + more


def falls(zone: zones.Zone, ground: Ground) -> Falls | None:
    """How a place lies to a zone; None where it is not in it."""
    if ground.precision == _COUNTRY:
        held = zones.holds_country(zone, ground.country) if ground.country else None
        return Falls(held, None, None) if held else None
    if ground.lat is None or ground.lon is None:
        return None
    reach = radius(ground.precision, ground.gazetteer)
    held = zones.holds(zone, ground.lat, ground.lon, reach)
    return Falls(held, round(zones.beyond(zone, ground.lat, ground.lon), 1), reach) if held else None


@dataclass(frozen=True, slots=True)
class Inside:
    """The places that are in a zone; None: there is no zone, and every place is."""

    held: dict[Ground, Falls] | None

    def of(self, incident: Incident) -> Falls | None:
        """How an incident lies to the zone; None where it is not in it."""
        return self.at(Ground(incident.lat, incident.lon, incident.precision, incident.gazetteer, incident.country))

    def at(self, ground: Ground) -> Falls | None:
        """How a place does."""
        return Falls("certainly", None, None) if self.held is None else self.held.get(ground)

    def conditions(self, certainty: str | None = None) -> list[ColumnElement[bool]]:
        """What the rows of incidents in the zone have to meet; ``certainty`` only of those that are in it so."""
        if self.held is None:
            return [false()] if certainty == "possibly" else []
        wanted = [ground for ground, how in self.held.items() if certainty in (None, how.certainty)]
        if not wanted:
            return [false()]
        keys = [
            (
                _NOWHERE if each.lat is None else each.lat,
                _NOWHERE if each.lon is None else each.lon,
                each.precision or 0,
                each.gazetteer or "",
                each.country or "",
            )
            for each in wanted
        ]
        missing = (_NOWHERE, _NOWHERE, 0, "", "")
        types = (Float(), Float(), Integer(), String(), String())
        of_row = [func.coalesce(column, none) for column, none in zip(COLUMNS, missing, strict=True)]
        # Written into the statement: there can be more of them than a statement may have parameters.
        these: BindParameter[Any] = bindparam("grounds", keys, expanding=True, literal_execute=True, unique=True)
        return [tuple_(*of_row, types=types).in_(these)]


def inside(store: Store, zone: zones.Zone | None) -> Inside:
    """The places of incidents that are in a zone."""
    if zone is None:
        return Inside(None)
    complete(store)
    with store.reading() as connection:
        found = {Ground(*row) for row in connection.execute(select(*COLUMNS).distinct())}
    return Inside({ground: how for ground in found if (how := falls(zone, ground)) is not None})
