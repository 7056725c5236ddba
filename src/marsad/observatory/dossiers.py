"""What is told of an incident, by whom, and why do its members belong together?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from marsad.errors import NotInStoreError
from marsad.observatory import deciding, write
from marsad.observatory.bulk import batches
from marsad.observatory.catchup import complete
from marsad.observatory.documents import meant
from marsad.observatory.incidents import load, resolve
from marsad.observatory.mentions import Mention, unpack
from marsad.observatory.occasions import Comparison, Dossier, Reason, Told
from marsad.observatory.pairing import evidence
from marsad.observatory.store import Store
from marsad.observatory.tables import Count, Document, Event, Print, Source, Version
from marsad.observatory.tables import Mention as Row
from marsad.observatory.weights import load as weigh
from marsad.records import Report


def compared(one: Mention, other: Mention) -> Comparison:
    """Two mentions held against each other, what weighs most first."""
    weights = weigh()
    found = evidence(one, other, weights)
    names = weights.meanings | {"type-together": ("types that go together", "نوعان يجتمعان")}
    reasons = [Reason(name, points, *names[name]) for name, points in found or ()]
    return Comparison(
        (one.uid, f"e{one.number}"),
        (other.uid, f"e{other.number}"),
        None if found is None else sum(reason.points for reason in reasons),
        weights.settings["threshold"],
        tuple(sorted(reasons, key=lambda reason: -abs(reason.points))),
    )


def _closest(one: Mention, others: Sequence[Mention]) -> Comparison | None:
    """The one of some others that speaks most for one occasion; another report's rather than its own."""
    found = [(other.uid != one.uid, compared(one, other)) for other in others if other is not one]
    found = [each for each in found if each[1].points is not None]
    return max(found, key=lambda each: (each[0], each[1].points or 0), default=(False, None))[1]


def _mentions(connection: Connection, incident: str) -> list[Mention]:
    rows = connection.execute(select(Row.number, Row.anchor, Row.features).where(Row.incident == incident))
    return sorted((unpack(*row) for row in rows), key=lambda mention: mention.key)


def _sentences(connection: Connection, documents: Sequence[int]) -> dict[tuple[int, str], str]:
    """The sentences of the events of some documents."""
    found: dict[tuple[int, str], str] = {}
    for some in batches(documents):
        rows = connection.execute(
            select(Version.document_id, Version.report)
            .join(Document, (Document.id == Version.document_id) & (Document.version == Version.number))
            .where(Version.document_id.in_(some))
        )
        for document_id, packed in rows:
            report = Report.model_validate_json(write.unpack(packed))
            found |= {(document_id, event.id): event.evidence.text for event in report.events}
    return found


def _told(connection: Connection, incident: str) -> list[Told]:
    mentions = {(m.uid, m.number): m for m in _mentions(connection, incident)}
    ordered = list(mentions.values())
    mine = select(Row.document_id, Row.number).where(Row.incident == incident).subquery()
    joined = (Event.document_id == mine.c.document_id) & (Event.number == mine.c.number)
    columns = (
        Event.document_id, Event.number, Event.type, Event.status, Event.salience, Event.trigger, Event.first, Event.last,
        Document.uid, Document.name, Document.url, Document.publisher, Document.published, Print.family,
        Source.name.label("source"),
    )  # fmt: skip
    said = (Source.document_id == Event.document_id) & (Source.event == Event.number)
    rows = connection.execute(
        select(*columns)
        .join(mine, joined)
        .join(Document, Document.id == Event.document_id)
        .join(Print, Print.document_id == Event.document_id)
        .outerjoin(Source, said)
    ).all()
    counts: dict[tuple[int, int], list[str]] = {}
    there = (Count.document_id == mine.c.document_id) & (Count.event == mine.c.number)
    for document_id, event, text in connection.execute(
        select(Count.document_id, Count.event, func.coalesce(Count.text, Count.of))
        .join(mine, there)
        .order_by(Count.document_id, Count.event, Count.position)
    ):
        counts.setdefault((document_id, event), []).append(text)
    sentences = _sentences(connection, sorted({row.document_id for row in rows}))
    found = [
        (
            mentions[row.uid, row.number].key,
            Told(
                uid=row.uid, event=f"e{row.number}", name=row.name, url=row.url, publisher=row.publisher, voice=row.family,
                published=row.published, type=row.type, status=row.status, salience=row.salience, trigger=row.trigger,
                evidence=sentences[row.document_id, f"e{row.number}"], first=row.first, last=row.last,
                counts=tuple(counts.get((row.document_id, row.number), ())), source=row.source,
                why=_closest(mentions[row.uid, row.number], ordered),
            ),
        )
        for row in rows
    ]  # fmt: skip
    return [told for _, told in sorted(found, key=lambda each: each[0])]


def dossier(store: Store, given: str) -> Dossier:
    """An incident with its members in full, in the order they were told.

    Raises:
        NotInStoreError: there is no such incident.
    """
    complete(store)
    with store.reading() as connection:
        found = load(connection, resolve(connection, given))
        told = tuple(_told(connection, found.id))
    return Dossier(found, told, tuple(deciding.decisions(store, found.id)))


def held_against(store: Store, given: str, other: str) -> Comparison:
    """The two events of two incidents that fit best, or two events (``DOCUMENT:e3``), with what speaks for and against.

    Raises:
        NotInStoreError: one of them is not there.
    """
    complete(store)
    with store.reading() as connection:
        ones, others = (_meant(connection, each) for each in (given, other))
        found = [compared(a, b) for a in ones for b in others if a.anchor != b.anchor]
        if not found:
            raise NotInStoreError(f"{given} and {other} are one and the same event", hint="name two")
        return max(found, key=lambda each: (each.points is not None, each.points or 0, each.one, each.other))


def _meant(connection: Connection, given: str) -> list[Mention]:
    """The mentions of an incident, or the one of an event."""
    document, colon, event = given.rpartition(":")
    if not colon or not event[1:].isdigit() or event[0] != "e":
        return _mentions(connection, resolve(connection, given))
    row = connection.execute(
        select(Row.number, Row.anchor, Row.features).where(
            Row.document_id == meant(connection, document), Row.number == int(event[1:])
        )
    ).first()
    if row is None:
        raise NotInStoreError(f"no event {event} in {document}")
    return [unpack(*row)]
