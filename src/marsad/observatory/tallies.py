"""How many reports tell of whom and of where?  Kept with every report that comes and goes, so that nobody has to count them all.

An id of the registry or the gazetteer is counted by itself and under each of its names, a place also by its country, and what only
words name by its name and by its country.  Private persons are not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Select, select, text

from marsad.observatory.tables import WORDED, Tally

#: What is counted: actors, places, and the countries that events lie in.
Kind = Literal["actor", "place", "country"]

#: Somebody whom only words name: no thing, no place, no number of people.
_SOMEBODY = "ref IS NULL AND NOT private AND kind IN ('person', 'organisation', 'armed_group', 'unit', 'state')"
_SOMEWHERE = "gazetteer IS NULL"
#: What a report is counted under: kind, id, name and country, and the rows that say so.
_COUNTED = (
    ("'actor', ref, 0, ''", "roles", "ref IS NOT NULL"),
    ("'actor', ref, name_id, ''", "roles", "ref IS NOT NULL"),
    ("'actor', '', name_id, ''", "roles", _SOMEBODY),
    ("'actor', '', name_id, country", "roles", f"{_SOMEBODY} AND country IS NOT NULL"),
    ("'place', gazetteer, 0, ''", "places", "gazetteer IS NOT NULL"),
    ("'place', gazetteer, 0, country", "places", "gazetteer IS NOT NULL AND country IS NOT NULL"),
    ("'place', gazetteer, name_id, ''", "places", "gazetteer IS NOT NULL"),
    ("'place', '', name_id, ''", "places", _SOMEWHERE),
    ("'place', '', name_id, country", "places", f"{_SOMEWHERE} AND country IS NOT NULL"),
    ("'country', country, 0, ''", "places", "country IS NOT NULL"),
)
_KEY = "kind, ident, name_id, country"
_OF_ONE = " UNION ".join(
    f"SELECT {columns} FROM {table} WHERE document_id = :document_id AND {rows}" for columns, table, rows in _COUNTED
)
# In one order always, so that two writers never wait for each other.
_ADD = text(
    f"INSERT INTO tallies ({_KEY}, reports) SELECT *, 1 FROM ({_OF_ONE}) AS told WHERE true ORDER BY 1, 2, 3, 4"
    f" ON CONFLICT ({_KEY}) DO UPDATE SET reports = tallies.reports + 1"
)
_HOLD = text(f"SELECT 1 FROM tallies WHERE ({_KEY}) IN ({_OF_ONE}) ORDER BY {_KEY} FOR UPDATE")
_TAKE = text(f"UPDATE tallies SET reports = reports - 1 WHERE ({_KEY}) IN ({_OF_ONE})")
_FORGET = text(f"DELETE FROM tallies WHERE reports = 0 AND ({_KEY}) IN ({_OF_ONE})")


def add(connection: Connection, document_id: int) -> None:
    """Count a report whose rows were put in."""
    connection.execute(_ADD, {"document_id": document_id})


def take(connection: Connection, document_id: int) -> None:
    """Count a report no more whose rows are about to be taken out."""
    for step in (_TAKE, _FORGET) if connection.dialect.name == "sqlite" else (_HOLD, _TAKE, _FORGET):
        connection.execute(step, {"document_id": document_id})


def of_ids(connection: Connection, kind: Kind, *, country: str = "") -> dict[str, int]:
    """How many reports tell of each id; of those in a country, else of all."""
    wanted = select(Tally.ident, Tally.reports).where(
        Tally.kind == kind, Tally.ident != "", Tally.name_id == 0, Tally.country == country
    )
    return {str(ident): int(many) for ident, many in connection.execute(wanted)}


def ids_named(connection: Connection, kind: Kind, names: Select[int]) -> set[str]:
    """The ids that reports name by some names."""
    wanted = select(Tally.ident).where(Tally.kind == kind, Tally.name_id.in_(names), Tally.ident != "")
    return {str(ident) for ident in connection.execute(wanted.distinct()).scalars()}


def by_name(
    connection: Connection, kind: Kind, *, names: Select[int] | None, country: str, limit: int, offset: int
) -> Sequence[Any]:
    """What only words name: the ids of names and how many reports tell of each, the most first."""
    wanted = select(Tally.name_id, Tally.reports).where(Tally.kind == kind, WORDED, Tally.country == country)
    if names is not None:
        wanted = wanted.where(Tally.name_id.in_(names))
    wanted = wanted.order_by(Tally.reports.desc(), Tally.name_id)
    return connection.execute(wanted.limit(limit).offset(offset)).all()
