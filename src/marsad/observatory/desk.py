"""What waits for a coder?  Events that nobody accepted, corrected or struck out, the doubtful, the disputed or the newest first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from marsad.observatory.catchup import complete
from marsad.observatory.store import Store
from marsad.observatory.tables import WAITING, Conflict, Correction, Document, Event, Mention, Version
from marsad.observatory.write import unpack

Order = Literal["doubt", "conflict", "recent"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that waits: of which document, what it is, how sure the reader is, and its sentence."""

    uid: str
    title: str | None
    published: date | None
    event: str
    type: str
    status: str
    trigger: str
    confidence: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How many events wait, and how many were looked at."""

    waiting: int
    done: int


def queue(store: Store, order: Order = "doubt", *, limit: int = 20, offset: int = 0) -> list[Waiting]:
    """The events that wait, in an order; ``conflict``: only those of incidents that sources contradict each other on."""
    if order == "conflict":
        complete(store)
    # Chosen first: a planner may else begin with all documents.
    first = (
        select(Event.__table__)
        .where(WAITING, *_disputed(order))
        .order_by(*_by(order, Event))
        .limit(limit)
        .offset(offset)
    )
    some = aliased(Event, first.cte("some").prefix_with("MATERIALIZED"))
    query = (
        select(
            some.number, some.type, some.status, some.trigger, some.confidence, some.evidence_start,
            some.evidence_end, Document.uid, Document.title, Document.published, Version.report,
        )
        .join(Document, Document.id == some.document_id)
        .join(Version, and_(Version.document_id == Document.id, Version.number == Document.version))
        .order_by(*_by(order, some))
    )  # fmt: skip
    with store.reading() as connection:
        rows = connection.execute(query).all()
    return [
        Waiting(
            row.uid, row.title, row.published, f"e{row.number}", row.type, row.status, row.trigger, row.confidence,
            json.loads(unpack(row.report))["document"]["text"][row.evidence_start : row.evidence_end],
        )
        for row in rows
    ]  # fmt: skip


def _by(order: Order, event: Any) -> tuple[Any, ...]:
    if order == "doubt":
        return event.confidence, event.document_id, event.number
    return event.listed.desc(), event.document_id.desc(), event.number


def _disputed(order: Order) -> list[ColumnElement[bool]]:
    if order != "conflict":
        return []
    disputed = (
        select(Mention.document_id, Mention.number)
        .join(Conflict, Conflict.incident == Mention.incident)
        .where(Mention.incident.is_not(None))
    )
    return [tuple_(Event.document_id, Event.number).in_(disputed)]


def progress(store: Store) -> Progress:
    """How far the coders are."""
    # Only a document that somebody corrected holds such events: there are few of them.
    coded = Event.document_id.in_(select(Correction.document_id))
    looked_at = select(func.count()).select_from(Event).where(coded, or_(Event.corrected, Event.accepted))
    with store.reading() as connection:
        every = connection.execute(select(func.count()).select_from(Event)).scalar_one()
        done = connection.execute(looked_at).scalar_one()
    return Progress(every - done, done)
