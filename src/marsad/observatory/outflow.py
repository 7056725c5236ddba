"""What comes out of the store, and in which order?  Events, documents, versions and corrections, a few documents at a time.

Everything is read in one transaction, so that an export is the store as it stood at one moment; documents come in the order
they went in.  Memory holds one batch, however large the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import from_json
from sqlalchemy import ColumnElement, Connection, select

from marsad.errors import UsageError
from marsad.observatory import carried, fulltext
from marsad.observatory.filters import Filters, hanging, own
from marsad.observatory.stems import asked
from marsad.observatory.store import Store
from marsad.observatory.tables import (
    Correction,
    Count,
    Document,
    Event,
    Incident,
    Mention,
    Place,
    Role,
    Source,
    Version,
)
from marsad.observatory.tellings import Figure, Occasion, Paper, Party, Spot, Telling, Voice
from marsad.observatory.texts import text_of
from marsad.observatory.write import unpack

_BATCH = 200

_PAPER = (
    Document.id, Document.uid, Document.name, Document.url, Document.title, Document.publisher, Document.published,
    Document.language, Document.version, Document.events,
)  # fmt: skip
_EVENT = (
    Event.document_id, Event.number, Event.type, Event.status, Event.salience, Event.trigger, Event.evidence_start,
    Event.evidence_end, Event.first, Event.last, Event.day_precision, Event.day_basis, Event.confidence, Event.acled,
    Event.plover, Event.ucdp, Event.corrected, Mention.incident,
)  # fmt: skip
_ROLE = (Role.side, Role.text, Role.name, Role.kind, Role.ref, Role.country, Role.private)
_SPOT = (
    Place.role, Place.text, Place.name, Place.gazetteer, Place.country, Place.admin1, Place.admin2, Place.lat,
    Place.lon, Place.precision,
)  # fmt: skip
_INCIDENT = (
    Incident.id, Incident.standing, Incident.type, Incident.status, Incident.first, Incident.last, Incident.day_precision,
)  # fmt: skip
_FIGURE = (Count.of, Count.low, Count.high, Count.approximate, Count.text, Count.grouped)
_VOICE = (Source.text, Source.name, Source.role, Source.organisation, Source.channel, Source.ref)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for: words of the article, filters, saliences and statuses (empty: all)."""

    query: str | None = None
    filters: Filters = field(default_factory=Filters)
    saliences: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != Wanted()


class VersionRow(NamedTuple):
    """One text of a document as it is kept; ``report`` is the JSON, byte for byte."""

    document: str
    number: int
    sha256: str
    stored: str
    reader: str
    key: str
    name: str
    origin: str | None
    listed: Any
    page_notes: str
    report: str


class CorrectionRow(NamedTuple):
    """A correction as it is kept; values are JSON, ``position`` its place among those of the store."""

    document: str
    position: int
    event: str
    field: str
    old: str
    new: str
    who: str
    made: str
    undone_by: str | None
    undone: str | None
    anchor: str


@contextmanager
def moment(store: Store) -> Iterator[Connection]:
    """The store as it stands now, whatever others write meanwhile."""
    with store.reading() as connection:
        if not store.sqlite:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield connection


class Outflow:
    """What a store gives out, at one moment, of what is asked for."""

    def __init__(self, connection: Connection, wanted: Wanted, *, sqlite: bool) -> None:
        """Raises ``UsageError`` where the words asked for hold none that could be searched."""
        self._connection, self._wanted = connection, wanted
        self._words: Any = None
        self._parameters: dict[str, str] = {}
        if wanted.query and wanted.query.strip():
            items = asked(wanted.query)
            if not items:
                raise UsageError(f"{wanted.query!r} holds no word that could be searched for")
            self._words, self._parameters = fulltext.found(items, sqlite=sqlite)

    # -- which documents --------------------------------------------------------------------------------------

    def _conditions(self) -> list[ColumnElement[bool]]:
        of = self._wanted
        found = [*own(of.filters), *hanging(of.filters, Event)]
        if of.saliences:
            found.append(Event.salience.in_(of.saliences))
        if of.statuses:
            found.append(Event.status.in_(of.statuses))
        return found

    def batches(self) -> Iterator[list[Paper]]:
        """The documents asked for, a few at a time, in the order they went in."""
        asks = bool(self._wanted.filters or self._wanted.saliences or self._wanted.statuses)
        conditions = self._conditions() if asks else []
        last = 0
        while True:
            query = select(*_PAPER).where(Document.id > last).order_by(Document.id).limit(_BATCH)
            if self._words is not None:
                query = query.where(Document.id.in_(self._words.columns(Document.id)))
            if asks:
                query = query.where(select(Event.number).where(Event.document_id == Document.id, *conditions).exists())
            rows = self._connection.execute(query, self._parameters).all()
            if not rows:
                return
            last = rows[-1].id
            self._ids = [row.id for row in rows]
            yield [Paper(*row[1:]) for row in rows]

    def _here(self, document_id: Any) -> ColumnElement[bool]:
        """Rows of the documents of this batch: a stretch of the table where they lie together, else one by one."""
        low, high = self._ids[0], self._ids[-1]
        if high - low < 2 * len(self._ids):
            return document_id.between(low, high)  # type: ignore[no-any-return]
        return document_id.in_(self._ids)  # type: ignore[no-any-return]

    # -- what is in them --------------------------------------------------------------------------------------

    def tellings(self, *, whole: bool = False) -> Iterator[Telling]:
        """The events asked for, by document and number.

        ``whole``: with the codes of their reports, the names of private persons and the day they came in.
        """
        conditions = self._conditions()
        for papers in self.batches():
            of = dict(zip(self._ids, papers, strict=True))
            yield from self._tellings(of, conditions, whole=whole)

    def _tellings(
        self, of: dict[int, Paper], conditions: Iterable[ColumnElement[bool]], *, whole: bool
    ) -> Iterator[Telling]:
        """The events of a batch that meet conditions."""
        mine = (Mention.document_id == Event.document_id) & (Mention.number == Event.number)
        query = select(*_EVENT).outerjoin(Mention, mine).where(self._here(Event.document_id), *conditions)
        events = self._bare(query.order_by(*_EVENT[:2]))
        if not events:
            return
        actors, targets = self._parts()
        places, figures = self._hung(Place, _SPOT, Spot), self._hung(Count, _FIGURE, Figure)
        said = select(Source.document_id, Source.event, *_VOICE).where(self._here(Source.document_id))
        voices = {row[:2]: Voice._make(row[2:]) for row in self._bare(said)}
        texts, codes = self._reports(of, whole=whole)
        nothing: dict[str, Any] = {}
        made, day = Telling._make, date.fromisoformat
        for row in events:
            paper = of.get(row[0])
            if paper is None:
                continue
            key = row[:2]
            start, end, first, last = row[6:10]
            yield made((
                paper, *row[1:6], texts[row[0]][start:end], start, end,
                day(first) if type(first) is str else first, day(last) if type(last) is str else last, *row[10:16],
                bool(row[16]), tuple(actors.get(key, ())), tuple(targets.get(key, ())), tuple(places.get(key, ())),
                tuple(figures.get(key, ())), voices.get(key), codes.get(key, nothing), row[17],
            ))  # fmt: skip

    def occasions(self) -> Iterator[Occasion]:
        """The incidents asked for, by the day they are listed under, each with all who tell of it.

        Type, status and days are the incident's; words, actors, places, sources and salience those of one member.
        """
        of = self._wanted
        conditions = own(of.filters, Incident)
        if of.statuses:
            conditions.append(Incident.status.in_(of.statuses))
        conditions += self._member()
        after: tuple[Any, str] | None = None
        while True:
            query = select(*_INCIDENT, Incident.listed).where(*conditions).order_by(Incident.listed, Incident.id)
            if after is not None:
                later = (Incident.listed > after[0]) | ((Incident.listed == after[0]) & (Incident.id > after[1]))
                query = query.where(later)
            rows = self._connection.execute(query.limit(_BATCH), self._parameters).all()
            if not rows:
                return
            after = rows[-1].listed, rows[-1].id
            told = self._told([row.id for row in rows])
            yield from (Occasion(*row[:7], tuple(told[row.id])) for row in rows)

    def _member(self) -> list[ColumnElement[bool]]:
        """That one and the same member of an incident meets what is asked of events."""
        of = self._wanted
        found = hanging(of.filters, Mention)
        if self._words is not None:
            found.append(Mention.document_id.in_(self._words.columns(Document.id)))
        if of.saliences:
            mine = (Event.document_id == Mention.document_id, Event.number == Mention.number)
            found.append(select(Event.number).where(*mine, Event.salience.in_(of.saliences)).exists())
        return [select(Mention.number).where(Mention.incident == Incident.id, *found).exists()] if found else []

    def _told(self, incidents: list[str]) -> dict[str, list[Telling]]:
        """Who tells of some incidents: what was published first comes first."""
        held = select(Mention.document_id).where(Mention.incident.in_(incidents))
        papers = self._connection.execute(select(*_PAPER).where(Document.id.in_(held)).order_by(Document.id)).all()
        self._ids = [row.id for row in papers]
        of = {row.id: Paper(*row[1:]) for row in papers}
        found: dict[str, list[Telling]] = {each: [] for each in incidents}
        for telling in self._tellings(of, [Mention.incident.in_(incidents)], whole=True):
            found[telling.incident or ""].append(telling)
        for tellings in found.values():
            tellings.sort(key=lambda t: (str(t.paper.published or t.paper.stored), t.paper.uid, t.number))
        return found

    def _bare(self, query: Any) -> list[tuple[Any, ...]]:
        """The rows as the driver has them (SQLite's days are texts): SQLAlchemy's own would take as long again."""
        cursor: Any = self._connection.execute(query).cursor
        return cursor.fetchall()  # type: ignore[no-any-return]

    def _hung(self, table: Any, columns: Iterable[Any], kind: Any) -> dict[tuple[Any, ...], list[Any]]:
        query = select(table.document_id, table.event, *columns).where(self._here(table.document_id))
        found: dict[tuple[Any, ...], list[Any]] = {}
        make = kind._make
        for row in self._bare(query.order_by(table.document_id, table.event, table.position)):
            found.setdefault(row[:2], []).append(make(row[2:]))
        return found

    def _parts(self) -> tuple[dict[tuple[Any, ...], list[Party]], dict[tuple[Any, ...], list[Party]]]:
        query = select(Role.document_id, Role.event, *_ROLE).where(self._here(Role.document_id))
        actors: dict[tuple[Any, ...], list[Party]] = {}
        targets: dict[tuple[Any, ...], list[Party]] = {}
        for row in self._bare(query.order_by(Role.document_id, Role.event, Role.side, Role.position)):
            side = actors if row[2] == "actor" else targets
            side.setdefault(row[:2], []).append(Party._make(row[3:]))
        return actors, targets

    def _reports(self, of: dict[int, Paper], *, whole: bool) -> tuple[dict[int, str], dict[Any, Any]]:
        """The texts of a batch, and the codes of its events; ``whole`` completes its documents."""
        query = select(Version.document_id, Version.report, Version.stored).join(
            Document, (Document.id == Version.document_id) & (Document.version == Version.number)
        )
        texts: dict[int, str] = {}
        codes: dict[tuple[int, int], dict[str, Any]] = {}
        for number, packed, stored in self._bare(query.where(self._here(Version.document_id))):
            if number not in of:
                continue
            if not whole:
                texts[number] = text_of(packed)
                continue
            data = from_json(unpack(packed))
            texts[number] = data["document"]["text"]
            of[number] = of[number]._replace(stored=stored, private=_private(data["entities"]))
            for event in data["events"]:
                codes[number, int(event["id"][1:])] = event["codes"]
        return texts, codes

    def papers(self, *, names: bool = False) -> Iterator[Paper]:
        """The documents asked for; ``names``: with the names of private persons in them."""
        for papers in self.batches():
            of = dict(zip(self._ids, papers, strict=True))
            if names:
                self._reports(of, whole=True)
            yield from of.values()

    def versions(self) -> Iterator[VersionRow]:
        """Every text of the documents asked for."""
        columns = (
            Document.uid, Version.number, Version.sha256, Version.stored, Version.reader, Document.key, Document.name,
            Document.origin, Document.listed, Version.page_notes, Version.report,
        )  # fmt: skip
        for _ in self.batches():
            query = select(*columns).join(Document, Document.id == Version.document_id)
            query = query.where(self._here(Document.id)).order_by(Version.document_id, Version.number)
            uids = set(self._ids)
            rows: Iterable[Any] = self._connection.execute(query.add_columns(Document.id))
            for row in rows:
                if row[-1] in uids:
                    yield VersionRow._make((*row[:10], unpack(row[10])))

    def corrections(self) -> Iterator[CorrectionRow]:
        """What people changed in the documents asked for, in the order it was made in each."""
        columns = (
            Document.uid, Correction.id, Correction.event, Correction.field, Correction.old, Correction.new,
            Correction.who, Correction.made, Correction.undone_by, Correction.undone, Correction.anchor,
        )  # fmt: skip
        for _ in self.batches():
            query = select(*columns).join(Document, Document.id == Correction.document_id)
            query = query.where(Document.id.in_(self._ids)).order_by(Correction.document_id, Correction.id)
            yield from (CorrectionRow(*row) for row in self._connection.execute(query))

    def decided(self, table: str) -> Iterator[Any]:
        """What people decided, all of it: rows of ``decisions``, ``outcomes``, ``watches`` or ``forwards``."""
        return carried.given(self._connection, table)


def _private(entities: list[dict[str, Any]]) -> tuple[str, ...]:
    """Every name and mention of the private persons of a report."""
    found = {word["text"] for e in entities if e["private"] for word in e["mentions"]}
    return tuple(sorted(found | {e["name"] for e in entities if e["private"]}))
