"""What is told of one actor or place?  Incidents counted by type, day and point; who and what the store knows, counted by events.

An actor or place is asked for as the filters name it, so that a profile and the map that it leads to hold the same.  Retracted
incidents are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from marsad.observatory.brief import Spot
from marsad.observatory.catchup import complete
from marsad.observatory.filters import EXACTLY, Filters
from marsad.observatory.incidents import meeting
from marsad.observatory.store import Store
from marsad.observatory.tables import Incident as Row


@dataclass(frozen=True, slots=True)
class Known:
    """An actor or place that the store knows: its id (``=NAME`` where it has none but its words), its name, how many events tell of it."""

    id: str
    name: str
    kind: str | None
    country: str | None
    events: int


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
    conditions = meeting(filters, [Row.standing != "retracted"])
    by = (Row.type, Row.listed)
    at = (Row.lat, Row.lon, Row.precision, Row.gazetteer)
    with store.reading() as connection:
        counted = connection.execute(select(*by, func.count()).where(*conditions).group_by(*by)).all()
        placed: Sequence[Any] = connection.execute(
            select(*at, func.min(Row.place), func.count()).where(Row.lat.is_not(None), *conditions).group_by(*at)
        ).all()
    types: dict[str, int] = {}
    days: dict[date, int] = {}
    for kind, day, many in counted:
        types[kind] = types.get(kind, 0) + int(many)
        days[day] = days.get(day, 0) + int(many)
    spots = [
        (Spot(name or "", lat, lon, precision or 4, int(many)), ident)
        for lat, lon, precision, ident, name, many in placed
    ]
    spots.sort(key=lambda each: (-each[0].incidents, each[0].name, each[0].lat, each[0].lon))
    ordered = sorted(types.items(), key=lambda each: (-each[1], each[0]))
    return Profile(sum(types.values()), tuple(ordered), tuple(sorted(days.items())), tuple(spots))


def counted(connection: Connection, table: Any, column: Any) -> dict[str, int]:
    """How many events name each id of a column that an index leads with; read off that index."""
    events = select(column, table.document_id, table.event).where(column.is_not(None)).distinct().subquery()
    wanted = select(events.c[0], func.count()).group_by(events.c[0])
    return {str(ident): int(many) for ident, many in connection.execute(wanted)}


def by_words(connection: Connection, table: Any, wanted: Select[Any], *, limit: int, offset: int) -> list[Known]:
    """What has no id: ``wanted`` chooses rows of a table, which are counted by their name, the most told of first."""
    rows = wanted.with_only_columns(
        func.min(table.name), func.min(table.country), func.count().label("events"), table.name_id
    ).group_by(table.name_id)
    found: Sequence[Any] = connection.execute(
        rows.order_by(func.count().desc(), table.name_id).limit(limit).offset(offset)
    ).all()
    return [Known(f"{EXACTLY}{name}", name, None, country, int(many)) for name, country, many, _ in found]
