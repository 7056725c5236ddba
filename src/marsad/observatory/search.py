"""What does the store hold about something?  Words of the article, and filters on its events, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal, select

from marsad.errors import UsageError
from marsad.observatory import fulltext
from marsad.observatory.filters import Filters, hanging, hits, own
from marsad.observatory.hits import EventHit, Hit
from marsad.observatory.stems import asked
from marsad.observatory.store import Store
from marsad.observatory.tables import Count, Document, Event, Place, Role, Source


def _matching(query: str | None, *, sqlite: bool) -> tuple[Any, dict[str, str]] | None:
    if query is None or not query.strip():
        return None
    items = asked(query)
    if not items:
        raise UsageError(f"{query!r} holds no word that could be searched for")
    return fulltext.found(items, sqlite=sqlite)


#: So many of the newest events that meet an event's own conditions are looked through one by one before lists are made.
_LOOKED_THROUGH = 1000


def _ordered(events: Any) -> tuple[Any, ...]:
    return events.listed.desc(), events.document_id.desc(), events.number.desc()


def _few(events: Any, name: str) -> Any:
    """A few events, found first: MATERIALIZED keeps a planner from what the other conditions would tempt it to."""
    return events.cte(name).prefix_with("MATERIALIZED")


def _newest(connection: Connection, query: str | None, filters: Filters, limit: int, *, sqlite: bool) -> list[int]:
    """The row ids of the documents, newest first."""
    words = _matching(query, sqlite=sqlite)
    parameters = words[1] if words else {}

    def holding(document_id: Any) -> list[ColumnElement[bool]]:
        return [] if words is None else [document_id.in_(words[0].columns(Document.id))]

    if not filters:
        plain = select(Document.id).where(*holding(Document.id)).order_by(Document.listed.desc(), Document.id.desc())
        return [int(row[0]) for row in connection.execute(plain.limit(limit), parameters)]

    def found(query: Any) -> list[int]:
        return list(dict.fromkeys(int(row[0]) for row in connection.execute(query, parameters)))

    hung = bool(hanging(filters, Event))
    many = max(_LOOKED_THROUGH, limit * 8)
    documents: list[int] = []
    # What began before the first day that is asked for comes last, and is only looked for when there is room.
    for earlier in (False, True) if filters.since else (False,):
        newest = select(Event.document_id, Event.number, Event.listed).order_by(*_ordered(Event))
        newest = newest.where(*own(filters, earlier=earlier))
        few = _few(newest.limit(many), "newest").c
        fit = (*hanging(filters, few), *holding(few.document_id))
        documents += found(select(few.document_id).where(*fit).order_by(*_ordered(few)))
        if len(set(documents)) >= limit:
            break
        if connection.execute(newest.offset(many).limit(1)).first() is not None:
            # Rare among many: let what is rare lead.
            every = select(Event.document_id).where(
                *own(filters, leads=not hung and words is None, earlier=earlier), *holding(Event.document_id)
            )
            if hung:
                led = _few(hits(filters), "hits")
                every = every.join(led, (Event.document_id == led.c.document_id) & (Event.number == led.c.event))
            documents += found(every.order_by(*_ordered(Event)))
    return list(dict.fromkeys(documents))[:limit]


def _details(connection: Connection, documents: list[int]) -> dict[tuple[int, int], dict[str, list[str]]]:
    """Actors, targets, places, counts and sources of the events of some documents."""
    found: dict[tuple[int, int], dict[str, list[str]]] = {}

    queries: tuple[Any, ...] = (
        select(Role.document_id, Role.event, Role.position, Role.side, Role.text),
        select(Place.document_id, Place.event, Place.position, literal("place"), Place.text),
        select(Count.document_id, Count.event, Count.position, literal("count"), func.coalesce(Count.text, Count.of)),
        select(Source.document_id, Source.event, literal(0).label("position"), literal("source"), Source.name),
    )
    for query in queries:
        ids = query.selected_columns.document_id
        for document, event, _, kind, text in connection.execute(
            query.where(ids.in_(documents)).order_by("document_id", "event", "position")
        ):
            found.setdefault((document, event), {}).setdefault(kind, []).append(text)
    return found


def _events(connection: Connection, documents: list[int], filters: Filters) -> Iterator[tuple[int, EventHit]]:
    details = _details(connection, documents)
    few = _few(select(Event.__table__).where(Event.document_id.in_(documents)), "few")
    fit = (*own(filters, few.c), *hanging(filters, few.c))
    rows = connection.execute(select(few).where(*fit).order_by(few.c.document_id, few.c.number))
    for row in rows:
        more = details.get((row.document_id, row.number), {})
        yield (
            row.document_id,
            EventHit(
                id=f"e{row.number}",
                type=row.type,
                status=row.status,
                trigger=row.trigger,
                first=row.first,
                last=row.last,
                actors=tuple(more.get("actor", ())),
                targets=tuple(more.get("target", ())),
                places=tuple(more.get("place", ())),
                counts=tuple(more.get("count", ())),
                source=next(iter(more.get("source", ())), None),
                corrected=row.corrected,
            ),
        )


def search(
    store: Store, query: str | None = None, *, filters: Filters | None = None, limit: int = 20, offset: int = 0
) -> list[Hit]:
    """The newest documents that hold the words of ``query`` and an event that meets ``filters``.

    Plain words are found with clitics, pronouns and plurals; words in quotation marks in their order.  ``offset``: so
    many of the newest are passed over.

    Raises:
        UsageError: there is nothing in the query that could be looked for.
    """
    filters = filters or Filters()
    with store.reading() as connection:
        documents = _newest(connection, query, filters, offset + limit, sqlite=store.sqlite)[offset:]
        if not documents:
            return []
        events: dict[int, list[EventHit]] = {}
        for document, event in _events(connection, documents, filters):
            events.setdefault(document, []).append(event)
        columns = (
            Document.id, Document.uid, Document.name, Document.title, Document.publisher, Document.url,
            Document.published, Document.version,
        )  # fmt: skip
        rows = {row.id: row for row in connection.execute(select(*columns).where(Document.id.in_(documents)))}
    return [
        Hit(
            uid=row.uid,
            name=row.name,
            title=row.title,
            publisher=row.publisher,
            url=row.url,
            published=row.published,
            version=row.version,
            events=tuple(events.get(row.id, ())),
        )
        for row in (rows[number] for number in documents)
    ]
