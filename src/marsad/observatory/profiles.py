"""What is told of one actor or place?  Incidents counted by type, day and point; who and what the store knows, counted by reports.

An actor or place is asked for as the filters name it, so that a profile and the map that it leads to hold the same.  Retracted
incidents are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, null, select

from marsad.observatory import tallies
from marsad.observatory.brief import Spot
from marsad.observatory.catchup import complete
from marsad.observatory.filters import EXACTLY, Filters, named
from marsad.observatory.incidents import meeting
from marsad.observatory.store import Store
from marsad.observatory.tables import Incident as Row

_MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Known:
    """An actor or place that the store knows: its id (``=NAME`` where it has none but its words), its name, how many reports tell of it."""

    id: str
    name: str
    kind: str | None
    country: str | None
    reports: int


@dataclass(frozen=True, slots=True)
class Profile:
    """The incidents of one actor or place: all of them, by type (the most first), by day (in order), and by point."""

    incidents: int
    types: tuple[tuple[str, int], ...]
    days: tuple[tuple[date, int], ...]
    spots: tuple[tuple[Spot, str | None], ...]


def profile(store: Store, filters: Filters) -> Profile:
    """The incidents that meet ``filters``; a point comes with its id in the gazetteer."""
    complete(store)
    columns = (Row.type, Row.listed, Row.lat, Row.lon, Row.precision, Row.gazetteer, Row.place)
    found = select(*columns).where(*meeting(filters, [Row.standing != "retracted"]))
    # Found once, counted twice.
    mine = found.cte("mine").prefix_with("MATERIALIZED").c
    by, at = (mine.type, mine.listed), (mine.lat, mine.lon, mine.precision, mine.gazetteer)
    nothing = (null() for _ in range(5))
    counted = select(*by, *nothing, func.count()).group_by(*by)
    placed = select(null(), null(), *at, func.min(mine.place), func.count()).where(mine.lat.is_not(None)).group_by(*at)
    types: dict[str, int] = {}
    days: dict[date, int] = {}
    spots: list[tuple[Spot, str | None]] = []
    with store.reading() as connection:
        rows: Sequence[Any] = connection.execute(counted.union_all(placed)).all()
    for kind, day, lat, lon, precision, ident, name, many in rows:
        if lat is not None:
            spots.append((Spot(name or "", lat, lon, precision or 4, int(many)), ident))
            continue
        types[kind] = types.get(kind, 0) + int(many)
        days[day] = days.get(day, 0) + int(many)
    spots.sort(key=lambda each: (-each[0].incidents, each[0].name, each[0].lat, each[0].lon))
    ordered = sorted(types.items(), key=lambda each: (-each[1], each[0]))
    return Profile(sum(types.values()), tuple(ordered), tuple(sorted(days.items())), tuple(spots))


def named_by(connection: Connection, table: Any, of: ColumnElement[bool]) -> list[tuple[str, int]]:
    """By which words reports name what some rows of a table are of, the most frequent first."""
    by = select(table.text, func.count()).where(of).group_by(table.text)
    found = connection.execute(by.order_by(func.count().desc(), table.text).limit(_MOST_WORDS))
    return [(str(text), int(many)) for text, many in found]


def by_words(
    store: Store,
    kind: tallies.Kind,
    rows: Select[Any],
    table: Any,
    *,
    query: str,
    country: str,
    limit: int,
    offset: int,
) -> list[Known]:
    """What has no id, the most told of first; ``rows`` chooses those of a table that bear the names."""
    names = named(query) if query else None
    with store.reading() as connection:
        most = tallies.by_name(connection, kind, names=names, country=country, limit=limit, offset=offset)
        found = []
        for name_id, many in most:
            # One row of each is enough: a name is read off it.
            row = rows.with_only_columns(table.name, table.country).where(table.name_id == name_id)
            if country:
                row = row.where(table.country == country)
            name, lies = connection.execute(row.order_by(table.document_id, table.event).limit(1)).one()
            found.append(Known(f"{EXACTLY}{name}", name, None, lies, int(many)))
    return found
