"""Which events does a person ask for?  Filters, and the conditions they become.

All conditions hold for one and the same event: a strike by one party in a report that also names another place is
not found under both.  Names are looked up by their stems among the distinct names of the store, of which there are few.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select, tuple_

from marsad.observatory.rows import point
from marsad.observatory.stems import name_key
from marsad.observatory.tables import Document, Event, Name, Place, Role, Source

_EARTH_KM = 6371.0088
_KM_A_DEGREE = 111.19


@dataclass(frozen=True, slots=True)
class Near:
    """Within so many kilometres of a point."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; several values of one filter are alternatives, several filters all hold."""

    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    near: Near | None = None
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != Filters()


def _named(value: str) -> ScalarSelect[int]:
    """The ids of the names that hold these words, in this order, whatever stands around them."""
    key = name_key(value).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return select(Name.id).where((" " + Name.key + " ").like(f"% {key} %", escape="\\")).scalar_subquery()


def _of_event(table: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """That an event has such an actor, place or source; by a list of events, so that the rarest condition leads."""
    hits = select(table.document_id, table.event).where(condition)
    return tuple_(Event.document_id, Event.number).in_(hits)


def _actor(value: str) -> ColumnElement[bool]:
    by_name = _named(value)
    return or_(Role.ref == value, Role.name_id.in_(by_name), Role.words_id.in_(by_name))


def _place(value: str) -> ColumnElement[bool]:
    """A gazetteer id, a country's two letters, or a name."""
    if ":" in value:
        return Place.gazetteer == value
    if len(value) == 2 and value.isascii() and value.isalpha():
        return Place.country == value.upper()
    return Place.name_id.in_(_named(value))


def near(of: Near) -> ColumnElement[bool]:
    """Places within a distance: a band of latitude and longitude for the index, then the chord through the earth."""
    x, y, z = point(of.lat, of.lon)
    reach = min(of.km / _EARTH_KM, math.pi)
    chord = (2 * math.sin(reach / 2)) ** 2
    # A little wide: the chord decides.
    degrees = of.km / _KM_A_DEGREE * 1.01 + 0.01
    conditions = [Place.lat.between(of.lat - degrees, of.lat + degrees)]
    widest = max(abs(of.lat - degrees), abs(of.lat + degrees))
    if widest < 89:
        across = degrees / math.cos(math.radians(widest))
        if of.lon - across >= -180 and of.lon + across <= 180:
            conditions.append(Place.lon.between(of.lon - across, of.lon + across))
    apart = (Place.x - x) * (Place.x - x) + (Place.y - y) * (Place.y - y) + (Place.z - z) * (Place.z - z)
    return and_(*conditions, apart <= chord)


def _source(value: str) -> ColumnElement[bool]:
    """Who says it: a person or body, or the outlet where it tells the event itself."""
    by_name = _named(value)
    said = or_(Source.ref == value, Source.name_id.in_(by_name), Source.organisation_id.in_(by_name))
    outlets = select(Document.id).where(Document.publisher_id.in_(by_name))
    told = and_(
        Event.document_id.in_(outlets),
        ~select(Source.event).where(Source.document_id == Event.document_id, Source.event == Event.number).exists(),
    )
    return or_(_of_event(Source, said), told)


def conditions(of: Filters) -> list[ColumnElement[bool]]:
    """What an event has to meet."""
    found: list[ColumnElement[bool]] = []
    if of.types:
        found.append(Event.type.in_(of.types))
    if of.statuses:
        found.append(Event.status.in_(of.statuses))
    if of.actors:
        found.append(_of_event(Role, or_(*map(_actor, of.actors))))
    if of.places:
        found.append(_of_event(Place, or_(*map(_place, of.places))))
    if of.near is not None:
        found.append(_of_event(Place, near(of.near)))
    if of.since is not None:
        # By its last day, where it has one: what began before and went on belongs in.
        found.append(or_(Event.listed >= of.since, Event.last >= of.since))
    if of.until is not None:
        found.append(Event.listed <= of.until)
    if of.sources:
        found.append(or_(*map(_source, of.sources)))
    return found
