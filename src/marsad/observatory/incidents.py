"""Which incidents does the store hold, and who tells of them?  Lists, one by its id, and all of them as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from marsad.errors import NotInStoreError
from marsad.observatory.bulk import batches
from marsad.observatory.catchup import complete
from marsad.observatory.filters import Filters, hanging, hits, own
from marsad.observatory.identity import begins
from marsad.observatory.mentions import founder
from marsad.observatory.occasions import Incident, Member, Party
from marsad.observatory.store import Store
from marsad.observatory.tables import Document, Forward
from marsad.observatory.tables import Incident as Row
from marsad.observatory.tables import Mention as MentionRow

__all__ = ["Incident", "Member", "Party", "every", "incident", "incidents", "load", "members", "of_document", "resolve"]

_LEAST_DIGITS = 6
_MOST_NAMED = 5
_DIGITS = set("0123456789abcdef")
#: So many of the newest incidents are looked through one by one before lists are made.
_LOOKED_THROUGH = 500


_COLUMNS: tuple[Any, ...] = tuple(Row.__table__.c)
_NEWEST = (Row.listed.desc(), Row.id.desc())


def members(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Member, ...]]:
    """The members of some incidents, in the order of their documents' ids and their numbers."""
    found: dict[str, list[Member]] = {each: [] for each in ids}
    for some in batches(ids):
        rows = connection.execute(
            select(MentionRow.incident, Document.uid, MentionRow.document_id, MentionRow.number)
            .join(Document, Document.id == MentionRow.document_id)
            .where(MentionRow.incident.in_(some))
        )
        for incident, uid, document_id, number in rows:
            found[str(incident)].append(Member(uid, f"e{number}", document_id, number))
    return {each: tuple(sorted(mine, key=lambda m: (m.uid, m.number))) for each, mine in found.items()}


def _parties(packed: str) -> tuple[Party, ...]:
    return tuple(Party(each["name"], each["ref"], each["private"]) for each in json.loads(packed))


def _made(connection: Connection, rows: Sequence[Any]) -> list[Incident]:
    of = members(connection, [row.id for row in rows])
    return [
        Incident(
            **{
                **row._mapping,
                "actors": _parties(row.actors),
                "targets": _parties(row.targets),
                "members": of[row.id],
            }
        )
        for row in rows
    ]


def _hold(filters: Filters) -> list[ColumnElement[bool]]:
    """That one and the same member meets what has to hang on it; looked at by its key."""
    hang = hanging(filters, MentionRow)
    return [select(MentionRow.number).where(MentionRow.incident == Row.id, *hang).exists()] if hang else []


def _among(filters: Filters) -> list[ColumnElement[bool]]:
    """The same as a list of incidents, for where few are found."""
    if not hanging(filters, MentionRow):
        return []
    # Without a name: two sets of filters can meet in one statement.
    led = hits(filters).cte().prefix_with("MATERIALIZED")
    joined = (MentionRow.document_id == led.c.document_id) & (MentionRow.number == led.c.event)
    return [Row.id.in_(select(MentionRow.incident).join(led, joined).where(MentionRow.incident.is_not(None)))]


def meeting(filters: Filters, more: Sequence[ColumnElement[bool]] = ()) -> list[ColumnElement[bool]]:
    """What the rows of all incidents that meet ``filters`` have to meet, for counting them; ``more`` as in ``incidents``."""
    return [*own(filters, Row), *more, *_among(filters)]


def incidents(
    store: Store,
    filters: Filters | None = None,
    *,
    limit: int = 20,
    offset: int = 0,
    more: Sequence[ColumnElement[bool]] = (),
) -> list[Incident]:
    """The newest incidents that meet ``filters``, by the day they are listed under.

    Type, status and days are the incident's; actors, places and sources those of one and the same member.  ``more``: what
    their rows have to meet besides.
    """
    complete(store)
    filters = filters or Filters()
    wanted = offset + limit
    with store.reading() as connection:
        ids: list[str] = []
        # What began before the first day that is asked for comes last, and is only looked for when there is room.
        for earlier in (False, True) if filters.since else (False,):
            if len(ids) < wanted:
                ids += _newest(connection, filters, wanted - len(ids), earlier, more)
        rows = connection.execute(select(*_COLUMNS).where(Row.id.in_(ids[offset:])).order_by(*_NEWEST)).all()
        return _made(connection, rows)


def _newest(
    connection: Connection, filters: Filters, limit: int, earlier: bool, more: Sequence[ColumnElement[bool]]
) -> list[str]:
    """The ids of the newest incidents that meet ``filters``; ``earlier`` as in ``filters.own``."""
    wanted = select(Row.id).where(*own(filters, Row, earlier=earlier), *more).order_by(*_NEWEST)
    hold = _hold(filters)
    if not hold:
        return [str(row[0]) for row in connection.execute(wanted.limit(limit))]
    few = wanted.limit(max(_LOOKED_THROUGH, limit * 8)).subquery()
    found = select(Row.id).where(Row.id.in_(select(few.c.id)), *hold).order_by(*_NEWEST)
    ids = [str(row[0]) for row in connection.execute(found.limit(limit))]
    if len(ids) < limit:
        ids = [str(row[0]) for row in connection.execute(wanted.where(*_among(filters)).limit(limit))]
    return ids


def every(
    store: Store, filters: Filters | None = None, *, at_once: int = 500, more: Sequence[ColumnElement[bool]] = ()
) -> Iterator[Incident]:
    """All incidents that meet ``filters``, in the order of their ids, some at a time: however many, memory stays flat.

    ``more`` as in ``incidents``.
    """
    complete(store)
    filters = filters or Filters()
    conditions = [*own(filters, Row), *more, *_hold(filters)]
    if filters.since is not None or filters.until is not None:
        yield from _of_days(store, conditions, at_once)
        return
    after = ""
    while True:
        with store.reading() as connection:
            wanted = select(*_COLUMNS).where(Row.id > after, *conditions).order_by(Row.id).limit(at_once)
            found = _made(connection, connection.execute(wanted).all())
        yield from found
        if len(found) < at_once:
            return
        after = found[-1].id


def _of_days(store: Store, conditions: Sequence[ColumnElement[bool]], at_once: int) -> Iterator[Incident]:
    """Those of some days: they are found by their days, and not in the order of all ids."""
    with store.reading() as connection:
        ids = sorted(str(each) for each in connection.execute(select(Row.id).where(*conditions)).scalars())
    for start in range(0, len(ids), at_once):
        with store.reading() as connection:
            found = of_ids(connection, ids[start : start + at_once])
        yield from sorted(found, key=lambda each: each.id)


def resolve(connection: Connection, given: str) -> str:
    """The id of the incident that is meant: by its id or the first digits of it, or one it had, also before a merge.

    Raises:
        NotInStoreError: there is none, it is there no more, or more than one is meant.
    """
    plain = given if given.startswith("i") else f"i{given}"
    digits = plain[1:]
    if len(digits) < _LEAST_DIGITS or not set(digits) <= _DIGITS or len(digits) > 16:
        raise NotInStoreError(f"no incident {given}", hint="marsad incidents lists them")
    for table in (Row, Forward):
        columns = (Row.id, Row.id.label("now")) if table is Row else (Forward.id, Forward.now)
        found = connection.execute(
            select(*columns).where(begins(table.id, plain)).order_by(table.id).limit(_MOST_NAMED + 1)
        ).all()
        if len(found) > 1:
            ids = ", ".join(row.id for row in found[:_MOST_NAMED]) + (" …" if len(found) > _MOST_NAMED else "")
            raise NotInStoreError(f"{given} may be {ids}", hint="give one of these ids")
        if found:
            if found[0].now is None:
                raise NotInStoreError(f"{given}: its reports are in the store no more", hint="")
            return str(found[0].now)
    if len(digits) == 16:
        # Whatever event might have founded it in another store: the incident that holds the event.
        held = connection.execute(select(MentionRow.incident).where(MentionRow.anchor == founder(plain))).scalar()
        if held is not None:
            return str(held)
    raise NotInStoreError(f"no incident {given}", hint="marsad incidents lists them")


def incident(store: Store, given: str) -> Incident:
    """The incident with this id (or its first six or more digits), also by an id that now leads to it.

    Raises:
        NotInStoreError: there is none.
    """
    complete(store)
    with store.reading() as connection:
        return load(connection, resolve(connection, given))


def of_document(store: Store, uid: str) -> dict[str, str]:
    """The incidents of a document's events, by the events' ids; an event that founds none and is of none is left out."""
    complete(store)
    asked = (
        select(MentionRow.number, MentionRow.incident)
        .join(Document, Document.id == MentionRow.document_id)
        .where(Document.uid == uid, MentionRow.incident.is_not(None))
    )
    with store.reading() as connection:
        return {f"e{number}": str(incident) for number, incident in connection.execute(asked)}


def of_ids(connection: Connection, ids: Sequence[str]) -> list[Incident]:
    """The incidents that bear these ids, in no order."""
    return _made(connection, connection.execute(select(*_COLUMNS).where(Row.id.in_(ids))).all())


def load(connection: Connection, wanted: str) -> Incident:
    """The incident that bears this very id."""
    return _made(connection, connection.execute(select(*_COLUMNS).where(Row.id == wanted)).all())[0]
