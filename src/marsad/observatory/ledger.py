"""What was foretold in the store, and what came of it?  The machine proposes, a person decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from marsad.errors import CorrectionError, NotInStoreError
from marsad.observatory import documents
from marsad.observatory.awaiting import Awaiting
from marsad.observatory.bulk import batches
from marsad.observatory.catchup import complete
from marsad.observatory.entries import Decision, Entry, Speaks
from marsad.observatory.foretold import Foretold, foretold, names, phase, words
from marsad.observatory.mentions import AHEAD, Mention, unpack
from marsad.observatory.reckoning import STANDINGS, Sign, Told, may_speak, proposed, signs
from marsad.observatory.store import Store, now
from marsad.observatory.tables import Document, Event, Outcome, Statement
from marsad.observatory.tables import Mention as MentionRow
from marsad.records import Report

_LEAST_DIGITS = 6
_LONGEST_REASON = 1000
#: Reports are kept at hand so many at a time: the same ones speak to many entries.
_AT_HAND = 200
#: Events are read so many at a time.
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class _Outlet:
    uid: str
    publisher: str | None
    url: str | None
    listed: date


class _Reports:
    """The reports of one reading, each loaded once while it is at hand."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._held: dict[int, Report] = {}
        self._outlets: dict[int, _Outlet] = {}

    def report(self, document_id: int) -> Report:
        if document_id not in self._held:
            if len(self._held) >= _AT_HAND:
                self._held.clear()
            self._held[document_id] = documents.load(self.connection, document_id).corrected.report
        return self._held[document_id]

    def outlet(self, document_id: int) -> _Outlet:
        if document_id not in self._outlets:
            columns = (Document.uid, Document.publisher, Document.url, Document.listed)
            row = self.connection.execute(select(*columns).where(Document.id == document_id)).one()
            self._outlets[document_id] = _Outlet(*row)
        return self._outlets[document_id]


def _saying(connection: Connection, since: date | None) -> list[int]:
    """The documents that foretell something, by the day they are listed under."""
    ahead = select(Event.document_id).where(Event.status.in_(AHEAD), Event.salience == "main")
    said = select(Statement.document_id).where(Statement.kind == "forecast")
    wanted = select(Document.id).where(or_(Document.id.in_(said), Document.id.in_(ahead)))
    if since is not None:
        wanted = wanted.where(Document.listed >= since)
    return [row[0] for row in connection.execute(wanted.order_by(Document.listed, Document.uid))]


def _items(reports: _Reports, document_ids: Iterable[int]) -> dict[str, list[tuple[int, Foretold]]]:
    """What is foretold, by its anchor: the same words of the same speaker in several documents are one entry."""
    found: dict[str, list[tuple[int, Foretold]]] = {}
    for document_id in document_ids:
        columns = (MentionRow.number, MentionRow.anchor, MentionRow.features)
        rows = reports.connection.execute(select(*columns).where(MentionRow.document_id == document_id))
        mentions = {row.number: unpack(row.number, row.anchor, row.features) for row in rows}
        outlet = reports.outlet(document_id)
        for item in foretold(reports.report(document_id), outlet.uid, mentions, listed=outlet.listed):
            found.setdefault(item.anchor, []).append((document_id, item))
    return {
        anchor: sorted(same, key=lambda each: (each[1].said, each[1].uid, each[1].start))
        for anchor, same in found.items()
    }


def _told(reports: _Reports, entries: Mapping[str, list[tuple[int, Foretold]]], today: date) -> dict[str, list[Told]]:
    """The events that may speak for or against what was foretold, by anchor: of fitting types, after it was said.

    All events that can are looked at once, in their order, and each is only compared with what it has something in common
    with: a store holds too many of both to compare every one with every other.
    """
    found: dict[str, list[Told]] = {anchor: [] for anchor in entries}
    items = {anchor: same[0][1] for anchor, same in entries.items()}
    awaiting = Awaiting(items)
    if not awaiting.types:
        return found
    own = {anchor: {document_id for document_id, _ in same} for anchor, same in entries.items()}
    late = timedelta(days=words().late)
    columns = (MentionRow.document_id, MentionRow.number, MentionRow.anchor, MentionRow.incident, MentionRow.features)
    asked = (
        select(*columns, Event.listed)
        .join(Event, (Event.document_id == MentionRow.document_id) & (Event.number == MentionRow.number))
        .where(
            Event.type.in_(sorted(awaiting.types)),
            Event.status.in_(("occurred", "denied")),
            Event.salience == "main",
            Event.listed > min(item.said for item in items.values()),
            Event.listed <= today,
        )
        .order_by(Event.listed, MentionRow.document_id, MentionRow.number)
    )
    for row in reports.connection.execute(asked.execution_options(yield_per=_AT_ONCE)):
        mention = unpack(row.number, row.anchor, row.features)
        for anchor in awaiting.asked(mention):
            item = items[anchor]
            if row.listed <= item.said or row.document_id in own[anchor]:
                continue
            if item.deadline is not None and row.listed > item.deadline + late:
                continue
            if may_speak(item, mention, listed=row.listed, today=today):
                found[anchor].append(_as_told(reports, row, mention))
    return found


def _as_told(reports: _Reports, row: Any, mention: Mention) -> Told:
    report = reports.report(row.document_id)
    event = next(e for e in report.events if e.id == f"e{row.number}")
    sentence, trigger = event.evidence.text, event.trigger.text
    return Told(mention, phase(report, event), names([sentence]), event.id, row.incident, row.listed, sentence, trigger)


def _decided(connection: Connection, anchors: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for some in batches(sorted(anchors)):
        query = select(Outcome.__table__).where(Outcome.anchor.in_(some), Outcome.undone.is_(None))
        for row in connection.execute(query.order_by(Outcome.id)):
            found[row.anchor] = row
    return found


def _speaks(reports: _Reports, found: Iterable[Sign]) -> tuple[Speaks, ...]:
    publishers = {}
    made = []
    for each in found:
        if each.uid not in publishers:
            query = select(Document.publisher).where(Document.uid == each.uid)
            publishers[each.uid] = reports.connection.execute(query).scalar()
        made.append(
            Speaks(
                each.speaks_for, each.uid, publishers[each.uid], each.event, each.incident, each.type, each.status, each.day,
                each.dated, each.text, each.why,
            )
        )  # fmt: skip
    return tuple(made)


def _entry(reports: _Reports, same: list[tuple[int, Foretold]], told: list[Told], decided: Any, today: date) -> Entry:
    document_id, item = same[0]
    outlet = reports.outlet(document_id)
    found = signs(item, told, today=today)
    suggested = proposed(item, found, today=today)
    return Entry(
        id=item.anchor,
        kind=item.kind,
        standing=decided.outcome if decided else suggested,
        proposed=suggested,
        decided_by=decided.who if decided else None,
        decided_at=decided.made if decided else None,
        reason=decided.reason or None if decided else None,
        speaker=item.speaker,
        outlet=outlet.publisher,
        documents=tuple(each.uid for _, each in same),
        url=outlet.url,
        text=item.text,
        start=item.start,
        end=item.end,
        said=item.said,
        said_from=item.said_from,
        horizon=item.horizon,
        first=item.first,
        deadline=item.deadline,
        deadline_from=item.deadline_from,
        type=item.about.type if item.about else None,
        events=item.events,
        signs=_speaks(reports, found),
    )


def ledger(
    store: Store, *, today: date, since: date | None = None, standings: Iterable[str] = (), kinds: Iterable[str] = ()
) -> list[Entry]:
    """What was foretold up to ``today``, by deadline, what has none last; ``since`` a day it was told.

    ``standings`` and ``kinds`` choose among them; none chosen: all.
    """
    wanted, which = set(standings), set(kinds)

    def chosen(entry: Entry) -> bool:
        return (not wanted or entry.standing in wanted) and (not which or entry.kind in which)

    return [entry for entry in _entries(store, today, since, lambda _: True) if chosen(entry)]


def _entries(store: Store, today: date, since: date | None, meant: Callable[[str], bool]) -> list[Entry]:
    complete(store)
    with store.reading() as connection:
        reports = _Reports(connection)
        items = {
            anchor: same
            for anchor, same in _items(reports, _saying(connection, since)).items()
            if same[0][1].said <= today and meant(anchor)
        }
        decided = _decided(connection, items)
        told = _told(reports, items, today)
        found = [_entry(reports, same, told[anchor], decided.get(anchor), today) for anchor, same in items.items()]
    return sorted(found, key=lambda e: (e.deadline or date.max, e.said, e.id))


def entry(store: Store, given: str, *, today: date) -> Entry:
    """The entry with this id, or its first digits.

    Raises:
        NotInStoreError: there is none, or more than one is meant.
    """
    if len(given) < _LEAST_DIGITS:
        raise NotInStoreError(f"no entry {given}", hint="six digits or more; marsad ledger lists them")
    found = _entries(store, today, None, lambda anchor: anchor.startswith((given, f"f{given}")))
    if len(found) != 1:
        said = "no entry" if not found else "more than one entry"
        raise NotInStoreError(f"{said} {given}", hint="marsad ledger lists them")
    return found[0]


def decisions(store: Store, anchor: str) -> list[Decision]:
    """All that was ever decided of an entry, the last first, also what was taken back."""
    columns = (Outcome.outcome, Outcome.who, Outcome.made, Outcome.reason, Outcome.undone, Outcome.undone_by)
    with store.reading() as connection:
        rows = connection.execute(select(*columns).where(Outcome.anchor == anchor).order_by(Outcome.id.desc()))
        return [Decision(*row) for row in rows]


def decide(store: Store, given: str, standing: str, *, who: str, today: date, reason: str = "") -> Entry:
    """Say how something foretold stands, and why; it holds until another decision or its undoing.

    Raises:
        NotInStoreError: there is no such entry.
        CorrectionError: nobody is named, there is no such standing, or the reason is too long.
    """
    if not who.strip():
        raise CorrectionError("nobody is named who decides", hint="say who with --by")
    if standing not in STANDINGS:
        raise CorrectionError(f"{standing!r} is no standing", hint=f"one of {', '.join(STANDINGS)}")
    reason = " ".join(reason.replace("\0", " ").split())
    if len(reason) > _LONGEST_REASON:
        raise CorrectionError(f"the reason is longer than {_LONGEST_REASON:,} characters")
    found = entry(store, given, today=today)
    with store.writing() as connection:
        values = {"anchor": found.id, "outcome": standing, "who": who.strip(), "made": now(), "reason": reason}
        connection.execute(insert(Outcome).values(values))
    return entry(store, found.id, today=today)


def undo(store: Store, given: str, *, who: str, today: date) -> Entry:
    """Take the last decision on an entry back; it stays in the table.

    Raises:
        NotInStoreError: there is no such entry, or nothing was decided.
        CorrectionError: nobody is named.
    """
    if not who.strip():
        raise CorrectionError("nobody is named who decides", hint="say who with --by")
    found = entry(store, given, today=today)
    with store.writing() as connection:
        query = select(func.max(Outcome.id)).where(Outcome.anchor == found.id, Outcome.undone.is_(None))
        last = connection.execute(query).scalar()
        if last is None:
            raise NotInStoreError(f"nothing was decided of {found.id}", hint="")
        connection.execute(update(Outcome).where(Outcome.id == last).values(undone=now(), undone_by=who.strip()))
    return entry(store, found.id, today=today)
