"""What does each member of an incident say of it, and who tells it?  From the rows of the store, for claims to set side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from marsad.observatory.bulk import batches
from marsad.observatory.mentions import AHEAD
from marsad.observatory.publishers import site, voice_of
from marsad.observatory.stems import name_key
from marsad.observatory.tables import Count, Document, Event, Mention, Place, Print, Role, Source

#: A member: its document's row, its number.
At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Number:
    """A count of a member: its class, bounds (None: open), the words people are counted by, and its place in the event's list."""

    of: str
    low: float | None
    high: float | None
    approximate: bool
    grouped: str | None
    position: int


@dataclass(frozen=True, slots=True)
class Doer:
    """An actor or target of a member."""

    key: str
    name: str
    kind: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Where:
    """A place of a member."""

    key: str
    name: str
    gazetteer: str | None
    lat: float | None
    lon: float | None
    precision: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A member of an incident as claims look at it.

    ``voice`` is the same for documents that are one voice, ``teller`` for what one sayer says: the source, else the outlet.
    ``day`` is the day it was told: that of publication, else the one the document is listed under.
    """

    uid: str
    event: str
    document_id: int
    number: int
    voice: str
    outlet: str
    teller: str
    source: str | None
    channel: str | None
    day: date
    type: str
    status: str
    main: bool
    first: date | None
    last: date | None
    day_precision: str | None
    actors: tuple[Doer, ...]
    targets: tuple[Doer, ...]
    places: tuple[Where, ...]
    counts: tuple[Number, ...]

    @property
    def ahead(self) -> bool:
        """Whether it is of something that has not happened yet."""
        return self.status in AHEAD


def _hanging(connection: Connection, table: Any, documents: Collection[int]) -> dict[At, list[Any]]:
    """The rows of a table that hang on events of some documents, in their order."""
    found: dict[At, list[Any]] = {}
    for some in batches(sorted(documents)):
        columns = table.__table__.c
        order = [columns[name] for name in ("side", "position") if name in columns]
        for row in connection.execute(
            select(*columns).where(table.document_id.in_(some)).order_by(columns.document_id, columns.event, *order)
        ):
            found.setdefault((row.document_id, row.event), []).append(row)
    return found


def _doer(row: Any) -> Doer:
    return Doer(row.ref or name_key(row.name), row.name, row.kind, row.country)


def _place(row: Any) -> Where:
    return Where(row.gazetteer or name_key(row.name), row.name, row.gazetteer, row.lat, row.lon, row.precision)


def _teller(source: Any, voice: str) -> str:
    """Who says it: a spokesman speaks for his body."""
    if source is None:
        return f"outlet:{voice}"
    return str(source.ref or name_key(source.organisation or source.name))


def told(connection: Connection, incidents: Iterable[str]) -> dict[str, list[Told]]:
    """What the members of some incidents say, by incident; in the order they were told, equal days by documents' ids."""
    members: dict[At, tuple[str, Any]] = {}
    wanted = list(incidents)
    for some in batches(wanted):
        joined = (Event.document_id == Mention.document_id) & (Event.number == Mention.number)
        for row in connection.execute(
            select(Mention.incident, *Event.__table__.c).join(Event, joined).where(Mention.incident.in_(some))
        ):
            members[row.document_id, row.number] = (str(row.incident), row)
    documents = {document for document, _ in members}
    about = _documents(connection, documents)
    roles, places, counts, sources = (_hanging(connection, t, documents) for t in (Role, Place, Count, Source))
    found: dict[str, list[Told]] = {each: [] for each in wanted}
    voices: dict[str, dict[int, str]] = {}
    for incident in wanted:
        mine = sorted({at[0] for at, (of, _) in members.items() if of == incident})
        voices[incident] = voice_of({document: about[document][1] for document in mine})
    for at, (incident, row) in members.items():
        document, _ = about[at[0]]
        source = next(iter(sources.get(at, ())), None)
        voice = voices[incident][at[0]]
        parts = roles.get(at, [])
        found[incident].append(
            Told(
                uid=document.uid,
                event=f"e{at[1]}",
                document_id=at[0],
                number=at[1],
                voice=voice,
                outlet=document.publisher or site(document.url) or document.name,
                teller=_teller(source, voice),
                source=source.name if source else None,
                channel=source.channel if source else None,
                day=document.published or document.listed,
                type=row.type,
                status=row.status,
                main=row.salience == "main",
                first=row.first,
                last=row.last,
                day_precision=row.day_precision,
                actors=tuple(_doer(each) for each in parts if each.side == "actor"),
                targets=tuple(_doer(each) for each in parts if each.side == "target"),
                places=tuple(_place(each) for each in places.get(at, ()) if each.role in ("at", "near")),
                counts=tuple(
                    Number(each.of, each.low, each.high, each.approximate, each.grouped, each.position)
                    for each in counts.get(at, ())
                ),
            )
        )
    return {incident: ordered(each) for incident, each in found.items()}


def ordered(members: Sequence[Told]) -> list[Told]:
    """Members in the order they were told, which is the same whatever came in first."""
    return sorted(members, key=lambda t: (t.day, t.uid, t.number))


def _documents(connection: Connection, documents: Collection[int]) -> dict[int, tuple[Any, tuple[str, bytes]]]:
    """What is known of some documents, and what their voice is told by."""
    found: dict[int, tuple[Any, tuple[str, bytes]]] = {}
    for some in batches(sorted(documents)):
        for row in connection.execute(
            select(
                Document.id, Document.uid, Document.name, Document.publisher, Document.url, Document.published, Document.listed,
                Print.family, Print.sketch,
            )
            .join(Print, Print.document_id == Document.id)
            .where(Document.id.in_(some))
        ):  # fmt: skip
            found[row.id] = (row, (row.family, bytes(row.sketch)))
    return found
