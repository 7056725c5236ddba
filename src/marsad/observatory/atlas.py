"""Where and when are the incidents that are asked for?  Counted by point and by day, for maps and time lines, and listed in step.

Retracted incidents are left out: what a person took back is no longer on the map.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from marsad.observatory.bulk import batches
from marsad.observatory.catchup import complete
from marsad.observatory.filters import Filters
from marsad.observatory.flags import flagged
from marsad.observatory.incidents import incidents, meeting
from marsad.observatory.inside import radius
from marsad.observatory.occasions import Incident
from marsad.observatory.store import Store
from marsad.observatory.tables import Conflict
from marsad.observatory.tables import Incident as Row

_COUNTRY = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of the map, in degrees; ``west`` is greater than ``east`` where it crosses longitude 180."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: ``conflict`` only what sources contradict each other on, ``box`` only what has its point in there.

    ``watch`` is the id of a watch area, ``inside`` what the rows of the incidents in it have to meet.
    """

    filters: Filters = field(default_factory=Filters)
    conflict: bool = False
    box: Box | None = None
    watch: str | None = None
    inside: tuple[ColumnElement[bool], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Spot:
    """The incidents that are told at one point with one precision.

    ``radius_km`` is how far from the point they may have been, None for a country; ``types`` how many are of each type, in order;
    ``id`` that of the incident where it is one, else None.
    """

    lat: float
    lon: float
    precision: int | None
    radius_km: float | None
    types: tuple[tuple[str, int], ...]
    incidents: int
    reports: int
    id: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What a mark says of an incident besides its type."""

    status: str
    place: str | None
    gazetteer: str | None
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Amount:
    """How many incidents there are, how many of them have a point, and where these are; ``extent`` is None where none has."""

    incidents: int
    placed: int
    extent: Box | None


def _own(view: View) -> list[ColumnElement[bool]]:
    """What the row of an incident has to meet besides the filters."""
    found: list[ColumnElement[bool]] = [Row.standing != "retracted", *view.inside]
    if view.conflict:
        found.append(Row.id.in_(select(Conflict.incident)))
    if view.box is not None:
        west, east = view.box.west, view.box.east
        across = Row.lon.between(west, east) if west <= east else or_(Row.lon >= west, Row.lon <= east)
        found += [Row.lat.between(view.box.south, view.box.north), across]
    return found


def listed(store: Store, view: View, *, limit: int = 20, offset: int = 0) -> list[Incident]:
    """The newest incidents in view, by the day they are listed under."""
    return incidents(store, view.filters, limit=limit, offset=offset, more=_own(view))


def spots(store: Store, view: View) -> list[Spot]:
    """The incidents in view that have a point, counted by point and precision, in that order."""
    complete(store)
    by = (Row.lat, Row.lon, Row.precision, Row.gazetteer)
    wanted = (
        select(*by, Row.type, func.count(), func.sum(Row.documents), func.min(Row.id))
        .where(Row.lat.is_not(None), *meeting(view.filters, _own(view)))
        .group_by(*by, Row.type)
        .order_by(*by, Row.type)
    )
    with store.reading() as connection:
        rows: Sequence[Any] = connection.execute(wanted).all()
    found: list[Spot] = []
    for (lat, lon, precision, gazetteer), same in groupby(rows, key=itemgetter(0, 1, 2, 3)):
        here = list(same)
        many = sum(int(row[5]) for row in here)
        around = None if precision == _COUNTRY else radius(precision, gazetteer)
        types = tuple((str(row[4]), int(row[5])) for row in here)
        reports = sum(int(row[6]) for row in here)
        found.append(Spot(lat, lon, precision, around, types, many, reports, here[0][7] if many == 1 else None))
    return found


def within(spots: Sequence[Spot], box: Box | None) -> Sequence[Spot]:
    """Those of some spots that are in a piece of the map."""
    if box is None:
        return spots
    west, east = box.west, box.east
    return [
        each
        for each in spots
        if box.south <= each.lat <= box.north
        and (west <= each.lon <= east if west <= east else each.lon >= west or each.lon <= east)
    ]


def briefs(store: Store, ids: Collection[str]) -> dict[str, Brief]:
    """Some incidents, in brief."""
    found: dict[str, Brief] = {}
    with store.reading() as connection:
        for some in batches(sorted(ids)):
            asked = select(Row.id, Row.status, Row.place, Row.gazetteer, Row.first, Row.last).where(Row.id.in_(some))
            found |= {row[0]: Brief(*row[1:]) for row in connection.execute(asked)}
    return found


#: How many rows of incidents there are, how many of them have a point, and the edges of where.
_AMOUNT: tuple[Any, ...] = (
    func.count(), func.count(Row.lat), func.min(Row.lon), func.min(Row.lat), func.max(Row.lon), func.max(Row.lat),
)  # fmt: skip


def _amount(incidents: int, placed: int, *edges: Any) -> Amount:
    return Amount(int(incidents), int(placed), Box(*edges) if placed else None)


def days(store: Store, view: View) -> list[tuple[date, Amount]]:
    """How many incidents are listed under each day that has some, whatever days are asked for: the ground a range is chosen on."""
    complete(store)
    always = replace(view.filters, since=None, until=None)
    wanted = select(Row.listed, *_AMOUNT).where(*meeting(always, _own(view))).group_by(Row.listed)
    with store.reading() as connection:
        return [(day, _amount(*counted)) for day, *counted in connection.execute(wanted.order_by(Row.listed))]


def amount(store: Store, view: View) -> Amount:
    """How many incidents are in view."""
    complete(store)
    with store.reading() as connection:
        row: Sequence[Any] = connection.execute(select(*_AMOUNT).where(*meeting(view.filters, _own(view)))).one()
    return _amount(*row)


def together(amounts: Iterable[Amount]) -> Amount:
    """Some amounts as one."""
    every = list(amounts)
    boxes = [each.extent for each in every if each.extent is not None]
    extent = None
    if boxes:
        extent = Box(
            min(box.west for box in boxes),
            min(box.south for box in boxes),
            max(box.east for box in boxes),
            max(box.north for box in boxes),
        )
    return Amount(sum(each.incidents for each in every), sum(each.placed for each in every), extent)


def conflicts(store: Store, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The kinds of conflict of those of some incidents that are in conflict."""
    with store.reading() as connection:
        return flagged(connection, ids)
