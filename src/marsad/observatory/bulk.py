"""How do many rows get into a table quickly?  By a statement that SQLAlchemy makes once, and the driver runs as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Date, Table, insert
from sqlalchemy.dialects.postgresql import insert as server
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite import insert as lite
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from marsad.observatory.rows import Row
from marsad.observatory.tables import Base

Item = TypeVar("Item")
#: So many values go into one statement.
_AT_ONCE = 400

# Made once: putting a statement together costs more than running it.
_UPSERT: dict[str, Any] = {"sqlite": lite, "postgresql": server}


@cache
def _bulk(table: type[Base], kind: str, there: bool) -> tuple[str, Callable[[Row], Any], frozenset[str]]:
    """The statement that fills a table, what takes its values in their order from a row, and the columns that need their days written out."""
    dialect = SQLiteDialect_pysqlite(paramstyle="qmark") if kind == "sqlite" else PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]
    target = cast(Table, table.__table__)
    made: Any = _UPSERT[kind](target).on_conflict_do_nothing() if there else insert(target)
    compiled = made.compile(dialect=dialect)
    days = frozenset(c.name for c in target.c if kind == "sqlite" and isinstance(c.type, Date))
    columns = tuple(compiled.positiontup or compiled.bind_names.values())
    # Of one column the getter gives no tuple.
    taken: Callable[[Row], Any] = itemgetter(*columns) if len(columns) > 1 else lambda row: (row[columns[0]],)
    return str(compiled), taken, days


def run(connection: Connection, statement: str, values: list[tuple[Any, ...]]) -> None:
    """Run a statement of the driver's for each of the values; its marks are ``?``, whatever the driver."""
    if connection.dialect.name == "sqlite":
        cast(sqlite3.Connection, connection.connection.driver_connection).executemany(statement, values)
    else:
        connection.exec_driver_sql(statement.replace("?", "%s"), values)


def rows(connection: Connection, query: str) -> list[Any]:
    """What a query gives; its values are in its words, which are Marsad's own and never anybody's text."""
    if connection.dialect.name == "sqlite":
        return cast(sqlite3.Connection, connection.connection.driver_connection).execute(query).fetchall()
    return list(connection.exec_driver_sql(query))


def fill(connection: Connection, table: type[Base], rows: list[Row], *, there: bool = False) -> None:
    """Put rows into a table; ``there``: a row whose key is there already is left as it is."""
    if not rows:
        return
    statement, taken, days = _bulk(table, connection.dialect.name, there)
    for row in rows if days else ():
        for day in days:
            if row[day] is not None:
                row[day] = row[day].isoformat()
    run(connection, statement, list(map(taken, rows)))


def batches(items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    """Some of the items at a time."""
    left = iter(items)
    while some := tuple(islice(left, _AT_ONCE)):
        yield some


def numbers(values: Collection[int]) -> Iterator[str]:
    """Whole numbers as SQL writes them, some at a time."""
    for some in batches(sorted(values)):
        yield ",".join(f"{value:d}" for value in some)
