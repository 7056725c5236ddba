"""Which events does a person ask for?  Filters, and the conditions they become.

All conditions hold for one and the same event: a strike by one party in a report that also names another place is
not found under both.  Names are looked up by their stems among the distinct names of the store, of which there are few.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import ColumnElement, Integer, Select, and_, func, intersect, or_, select, union
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import FunctionElement

from marsad.observatory.rows import name_id, plain, point
from marsad.observatory.stems import name_key
from marsad.observatory.tables import Document, Event, Name, NameWord, Place, Role, Source

_EARTH_KM = 6371.0088
_KM_A_DEGREE = 111.19
#: Before a name that is asked for as it is.
EXACTLY = "="
#: Half way around.
_FARTHEST_KM = 20_040


@dataclass(frozen=True, slots=True)
class Near:
    """Within so many kilometres of a point."""

    lat: float
    lon: float
    km: float

    @classmethod
    def parse(cls, text: str) -> Self:
        """From ``LAT,LON,KM``.

        Raises:
            ValueError: it is not a place on the globe and a distance.
        """
        lat, lon, km = (float(part) for part in text.split(","))
        if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km <= _FARTHEST_KM):
            raise ValueError(text)
        return cls(lat, lon, km)


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


class _stands_in(FunctionElement[int]):  # noqa: N801
    """Where a text stands in another, 0 where it does not; as it is, which is quicker than LIKE and knows no wildcards."""

    type = Integer()
    inherit_cache = True


@compiles(_stands_in)
def _in_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)})"


@compiles(_stands_in, "postgresql")
def _in_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)})"


def named(value: str) -> Select[int]:
    """The ids of the names that hold these words, in this order, whatever stands around them; looked up by one of the words.

    They are found once in a statement, however often it asks for the ids.
    """
    key = plain(name_key(value))
    # Of several words the longest is the rarest more often than not.
    first, *others = sorted(dict.fromkeys(key.split()), key=len, reverse=True) or ("",)
    found = select(NameWord.name_id.label("id")).where(NameWord.word == first)
    for word in others:
        beside = aliased(NameWord)
        found = found.where(select(beside.word).where(beside.word == word, beside.name_id == NameWord.name_id).exists())
    if " " in key:
        found = found.join(Name, Name.id == NameWord.name_id).where(_stands_in(" " + Name.key + " ", f" {key} ") > 0)
    return select(found.cte().prefix_with("MATERIALIZED").c.id)


def _exact(value: str) -> int:
    """The id of the name that is asked for as ``=NAME``."""
    return name_id(name_key(value.removeprefix(EXACTLY)))


def _actor(value: str) -> tuple[ColumnElement[bool], ...]:
    """An id of the registry, a name, or ``=NAME``: exactly these words, for whom the registry has no id."""
    if value.startswith(EXACTLY):
        return (and_(Role.name_id == _exact(value), Role.ref.is_(None)),)
    by_name = named(value)
    return Role.ref == value, Role.name_id.in_(by_name), Role.words_id.in_(by_name)


def _place(value: str) -> ColumnElement[bool]:
    """A gazetteer id, a country's two letters, these with a first-level unit (``IQ/الأنبار``), a name, or ``=NAME``.

    ``=NAME``: exactly these words, for which the gazetteer has no id.
    """
    if value.startswith(EXACTLY):
        return and_(Place.name_id == _exact(value), Place.gazetteer.is_(None))
    if ":" in value:
        return Place.gazetteer == value
    country, slash, unit = value.partition("/")
    if slash and len(country) == 2 and country.isascii() and country.isalpha():
        return and_(Place.country == country.upper(), Place.admin1 == unit)
    if len(value) == 2 and value.isascii() and value.isalpha():
        return Place.country == value.upper()
    return Place.name_id.in_(named(value))


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


def _source(value: str) -> tuple[ColumnElement[bool], ...]:
    by_name = named(value)
    return Source.ref == value, Source.name_id.in_(by_name), Source.organisation_id.in_(by_name)


def _told(value: str, event: Any) -> ColumnElement[bool]:
    """That an outlet tells an event itself."""
    outlets = select(Document.id).where(Document.publisher_id.in_(named(value)))
    said = and_(Source.document_id == event.document_id, Source.event == event.number)
    return and_(event.document_id.in_(outlets), ~select(Source.event).where(said).exists())


def own(
    of: Filters, event: Any = Event, *, leads: bool = True, earlier: bool | None = None
) -> list[ColumnElement[bool]]:
    """What an event has to meet by itself: type, status, days.

    ``leads`` false: in a form that no index is for, where something else had better lead.  ``earlier``: only events that
    began before the first day that is asked for and went on into it, which are found by their last day, or only the others;
    None: both.
    """
    kind, status, listed = event.type, event.status, event.listed
    if not leads or earlier:
        kind, status, listed = kind.concat(""), status.concat(""), func.coalesce(listed, listed)
    found: list[ColumnElement[bool]] = []
    if of.types:
        found.append(kind.in_(of.types))
    if of.statuses:
        found.append(status.in_(of.statuses))
    if of.since is not None:
        lasting = [event.last > event.listed, event.last >= of.since, event.listed < of.since]
        if earlier is None:
            found.append(or_(listed >= of.since, and_(*lasting)))
        else:
            found += lasting if earlier else [listed >= of.since]
    if of.until is not None:
        found.append(listed <= of.until)
    return found


def _asked(of: Filters) -> Iterator[tuple[Any, list[ColumnElement[bool]]]]:
    """The tables that are asked about what hangs on an event, and for each the alternatives one row of it has to meet."""
    if of.actors:
        yield Role, [each for value in of.actors for each in _actor(value)]
    if of.places:
        yield Place, [_place(value) for value in of.places]
    if of.near is not None:
        yield Place, [near(of.near)]
    if of.sources:
        yield Source, [each for value in of.sources for each in _source(value)]


def hanging(of: Filters, event: Any) -> list[ColumnElement[bool]]:
    """What has to hang on one of a few events that are at hand: actors, places, sources; looked at by its key."""
    found: list[ColumnElement[bool]] = []
    for table, alternatives in _asked(of):
        mine = and_(table.document_id == event.document_id, table.event == event.number)
        has = select(table.event).where(mine, or_(*alternatives)).exists()
        found.append(or_(has, *(_told(value, event) for value in of.sources)) if table is Source else has)
    return found


def hits(of: Filters) -> Any:
    """The events of the whole store on which all of that hangs; each alternative is found by an index of its own."""
    lists: list[Any] = []
    for table, alternatives in _asked(of):
        parts: list[Any] = [select(table.document_id, table.event).where(each) for each in alternatives]
        if table is Source:
            parts += [select(Event.document_id, Event.number).where(_told(value, Event)) for value in of.sources]
        either = union(*parts).subquery()
        lists.append(select(either.c[0].label("document_id"), either.c[1].label("event")))
    return lists[0] if len(lists) == 1 else intersect(*lists)
