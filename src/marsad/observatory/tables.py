"""What is in a store?  The tables.

A document has versions; each version keeps its report as JSON, byte for byte as the reader gave it (packed with zlib).
The tables beside it hold the records of the *current* version, as people corrected them, for queries: they can be made
anew from the reports at any time.  ``migrations`` makes the tables; a test holds the two to each other.

Rows of a report hang on (document, number): number 5 of a document's events is its ``e5``.  Names of actors,
places, sources and publishers stand once, in ``names``, under the stems a search looks for.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

#: Row ids that the database gives out; SQLite gives them out only for INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")
_CASCADE: dict[str, Any] = {"ondelete": "CASCADE"}
#: Tables whose rows lie in the order of their keys, a document's together.
_CLUSTERED: dict[str, Any] = {"sqlite_with_rowid": False}


def _where_there(column: str, *more: str) -> Index:
    """An index of the rows that have something in a column; most have not."""
    there = text(f"{column} IS NOT NULL")
    return Index(None, column, *more, sqlite_where=there, postgresql_where=there)


#: What only words name.
WORDED = text("ident = ''")
#: A mention of an incident.
MEMBER = text("incident IS NOT NULL")
#: What is on the map.
PLACED = text("lat IS NOT NULL")
#: What waits for a coder.  SQLite takes an index of some rows only for a query that says in the same words which.
WAITING = text("NOT (corrected OR accepted)")


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text, float: Double, date: Date, int: Integer}  # noqa: RUF012


class Fact(Base):
    """What the store says of itself: ``made_by``, ``made``."""

    __tablename__ = "facts"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Name(Base):
    """A name: its id is made from ``key``, the searched stems of its words."""

    __tablename__ = "names"
    __table_args__ = (_CLUSTERED,)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    key: Mapped[str]


class NameWord(Base):
    """A word of a name's key: where names are looked for by one of their words."""

    __tablename__ = "name_words"
    __table_args__ = (_CLUSTERED,)
    word: Mapped[str] = mapped_column(primary_key=True)
    name_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class Document(Base):
    """A document, whatever its versions; ``key`` says what makes it the same document."""

    __tablename__ = "documents"
    __table_args__ = (
        Index(None, "listed", "id"),
        Index(None, "publisher_id"),
        Index(None, "name"),
        # An id is never given out twice, whatever was removed.
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    origin: Mapped[str | None]
    url: Mapped[str | None]
    title: Mapped[str | None]
    publisher: Mapped[str | None]
    publisher_id: Mapped[int | None] = mapped_column(BigInteger)
    published: Mapped[date | None]
    language: Mapped[str]
    #: The day it is listed under: that of publication, else that it was first stored.
    listed: Mapped[date]
    version: Mapped[int]
    events: Mapped[int]


class Version(Base):
    """One text of a document, and its report."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("document_id", "sha256"),)
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    report: Mapped[bytes] = mapped_column(LargeBinary)
    #: What was found out before the reader: notes on the page, as JSON; reading again needs them.
    page_notes: Mapped[str]
    stored: Mapped[str]
    reader: Mapped[str]


class Event(Base):
    """An event; days are null where the text gives none, ``listed`` is then the document's."""

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "listed", "document_id", "number"),
        # The last column spares a look into the table where both are asked for.
        Index(None, "type", "listed", "status"),
        Index(None, "status", "listed", "type"),
        # Events of more than a day: they may have begun before the days that are asked for.
        Index(None, "last", sqlite_where=text("last > listed"), postgresql_where=text("last > listed")),
        # What waits for a coder, the least sure first.
        Index(None, "confidence", sqlite_where=WAITING, postgresql_where=WAITING),
        _CLUSTERED,
    )
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    status: Mapped[str]
    salience: Mapped[str]
    trigger: Mapped[str]
    trigger_start: Mapped[int]
    evidence_start: Mapped[int]
    evidence_end: Mapped[int]
    first: Mapped[date | None]
    last: Mapped[date | None]
    day_precision: Mapped[str | None]
    day_basis: Mapped[str | None]
    listed: Mapped[date]
    confidence: Mapped[float]
    acled: Mapped[str | None]
    plover: Mapped[str | None]
    ucdp: Mapped[int | None]
    corrected: Mapped[bool]
    #: Somebody found it right as it stands.
    accepted: Mapped[bool] = mapped_column(server_default=false())


class _OfEvent:
    """What hangs on an event: its document, its number, and the position in its list.

    Keys come first in their tables: SQLite before 3.41 finds damage where there is none in a clustered table otherwise.
    """

    document_id: Mapped[int] = mapped_column(Key, primary_key=True, sort_order=-4)
    event: Mapped[int] = mapped_column(primary_key=True, sort_order=-3)
    position: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


def _event_key() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["document_id", "event"], ["events.document_id", "events.number"], **_CASCADE)


class Role(_OfEvent, Base):
    """An actor or target: its words, the entity's name, its id in the registry.

    ``words_id`` is there where the words have other stems than the name.
    """

    __tablename__ = "roles"
    __table_args__ = (
        _event_key(),
        Index(None, "name_id", "document_id", "event"),
        _where_there("words_id", "document_id", "event"),
        _where_there("ref", "document_id", "event"),
        _CLUSTERED,
    )
    side: Mapped[str] = mapped_column(primary_key=True, sort_order=-2)
    text: Mapped[str]
    words_id: Mapped[int | None] = mapped_column(BigInteger)
    name: Mapped[str]
    name_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str | None]
    ref: Mapped[str | None]
    country: Mapped[str | None]
    private: Mapped[bool]
    implied: Mapped[bool]


class Place(_OfEvent, Base):
    """A place; x, y, z is its point on the unit sphere, by which distances are a matter of plain arithmetic."""

    __tablename__ = "places"
    __table_args__ = (
        _event_key(),
        Index(None, "name_id", "document_id", "event"),
        _where_there("gazetteer", "document_id", "event"),
        Index(None, "country", "document_id", "event"),
        # With the point itself, so that a distance is reckoned without a look into the table.
        _where_there("lat", "lon", "x", "y", "z"),
        _CLUSTERED,
    )
    role: Mapped[str]
    text: Mapped[str]
    name: Mapped[str]
    name_id: Mapped[int] = mapped_column(BigInteger)
    gazetteer: Mapped[str | None]
    country: Mapped[str | None]
    admin1: Mapped[str | None]
    admin2: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    x: Mapped[float | None]
    y: Mapped[float | None]
    z: Mapped[float | None]
    precision: Mapped[int | None]


class Tally(Base):
    """How many reports tell of an actor, a place or a country, and under which names.

    ``ident`` is an id of the registry or the gazetteer, or a country's letters; empty where only words name it.  ``name_id`` is 0
    where all names of an id are counted together.  ``country`` divides places, and what only words name; empty for all of it.
    """

    __tablename__ = "tallies"
    __table_args__ = (
        # The most told of what only words name.
        Index(None, "kind", "country", "reports", "name_id", sqlite_where=WORDED, postgresql_where=WORDED),
        Index(None, "kind", "name_id", "ident"),
        _CLUSTERED,
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    ident: Mapped[str] = mapped_column(primary_key=True)
    name_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    country: Mapped[str] = mapped_column(primary_key=True)
    reports: Mapped[int]


class Count(_OfEvent, Base):
    """How many of what; what the text says there was none of has bounds of 0 and no words."""

    __tablename__ = "counts"
    __table_args__ = (_event_key(), _CLUSTERED)
    of: Mapped[str]
    low: Mapped[float | None]
    high: Mapped[float | None]
    approximate: Mapped[bool]
    text: Mapped[str | None]
    grouped: Mapped[str | None]


class Source(Base):
    """Who says it: one at most an event; none where the outlet does."""

    __tablename__ = "sources"
    __table_args__ = (
        _event_key(),
        Index(None, "name_id", "document_id", "event"),
        _where_there("organisation_id", "document_id", "event"),
        _where_there("ref", "document_id", "event"),
        _CLUSTERED,
    )
    document_id: Mapped[int] = mapped_column(Key, primary_key=True)
    event: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    name: Mapped[str]
    name_id: Mapped[int] = mapped_column(BigInteger)
    role: Mapped[str | None]
    organisation: Mapped[str | None]
    organisation_id: Mapped[int | None] = mapped_column(BigInteger)
    channel: Mapped[str | None]
    verb: Mapped[str | None]
    ref: Mapped[str | None]


class Statement(Base):
    """What somebody forecasts, demands, denies, condemns, claims or judges; ``events`` is a JSON list of numbers."""

    __tablename__ = "statements"
    __table_args__ = (_CLUSTERED,)
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    speaker: Mapped[str | None]
    speaker_id: Mapped[int | None] = mapped_column(BigInteger)
    text: Mapped[str]
    first: Mapped[date | None]
    last: Mapped[date | None]
    events: Mapped[str]


class Note(Base):
    """What the reader could not settle."""

    __tablename__ = "notes"
    __table_args__ = (_CLUSTERED,)
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    start: Mapped[int | None]
    end: Mapped[int | None]


class Correction(Base):
    """What a person changed: kept for good, also when it is undone or when the event is not found any more.

    The event is known again by its words: ``anchor`` holds trigger, sentence and where they stood, as JSON.
    """

    __tablename__ = "corrections"
    __table_args__ = (Index(None, "document_id"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE))
    event: Mapped[str]
    anchor: Mapped[str]
    field: Mapped[str]
    old: Mapped[str]
    new: Mapped[str]
    who: Mapped[str]
    made: Mapped[str]
    undone_by: Mapped[str | None]
    undone: Mapped[str | None]


class Print(Base):
    """What tells whether two documents are one voice: the family of the publisher, and a sketch of the text."""

    __tablename__ = "prints"
    __table_args__ = (_CLUSTERED,)
    document_id: Mapped[int] = mapped_column(
        Key, ForeignKey("documents.id", **_CASCADE), primary_key=True, autoincrement=False
    )
    family: Mapped[str]
    sketch: Mapped[bytes] = mapped_column(LargeBinary)


class Mention(Base):
    """An event as a mention of an occasion: what it is compared by, and the incident it is a member of.

    ``anchor`` is made from the document's uid and the event's words: the same after another reading, and in every store.
    ``incident`` is null where the event founds none and joins none.
    """

    __tablename__ = "mentions"
    __table_args__ = (
        Index(None, "anchor"),
        _where_there("incident"),
        # Whose member an event is, without a look at what it is compared by.
        Index(
            "ix_mentions_member", *("document_id", "number", "incident"), sqlite_where=MEMBER, postgresql_where=MEMBER
        ),
    )
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    anchor: Mapped[int] = mapped_column(BigInteger)
    incident: Mapped[str | None]
    features: Mapped[str]


class Block(Base):
    """Where a mention is looked for by others: a key (kind of event and place), a day.

    Its key is the order of the table: all that lies in one block in some days stands together.
    """

    __tablename__ = "blocks"
    __table_args__ = (Index(None, "document_id"), _CLUSTERED)
    block: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)


class Link(Base):
    """Two mentions that may tell of one occasion, and how much speaks for it, in hundredths.

    Each stands twice, once from either end.
    """

    __tablename__ = "links"
    __table_args__ = (_CLUSTERED,)
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    other_id: Mapped[int] = mapped_column(Key, primary_key=True)
    other_number: Mapped[int] = mapped_column(primary_key=True)
    score: Mapped[int]


class Incident(Base):
    """An occasion that one report or many tell of, in short; its members are the mentions that bear its id.

    ``actors`` and ``targets`` are JSON lists of ``{"name", "ref"}``.
    """

    __tablename__ = "incidents"
    __table_args__ = (
        Index(None, "listed", "id"),
        Index(None, "type", "listed"),
        Index(None, "last", sqlite_where=text("last > listed"), postgresql_where=text("last > listed")),
        # With all that a map shows and asks, in the order it is counted by.
        Index(
            "ix_incidents_map",
            *("lat", "lon", "precision", "gazetteer", "type", "listed", "last", "standing", "documents", "id"),
            sqlite_where=PLACED,
            postgresql_where=PLACED,
        ),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    standing: Mapped[str]
    standing_by: Mapped[str | None]
    standing_at: Mapped[str | None]
    type: Mapped[str]
    status: Mapped[str]
    first: Mapped[date | None]
    last: Mapped[date | None]
    day_precision: Mapped[str | None]
    #: The day it is listed under: its first, else the earliest one a document of it was published, else came in.
    listed: Mapped[date]
    place: Mapped[str | None]
    gazetteer: Mapped[str | None]
    country: Mapped[str | None]
    admin1: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    precision: Mapped[int | None]
    actors: Mapped[str]
    targets: Mapped[str]
    events: Mapped[int]
    documents: Mapped[int]
    voices: Mapped[int]


class Conflict(Base):
    """A kind of conflict among what is told of an incident: toll, responsibility, occurrence, place, date."""

    __tablename__ = "conflicts"
    __table_args__ = (Index(None, "kind", "incident"), _CLUSTERED)
    incident: Mapped[str] = mapped_column(ForeignKey("incidents.id", **_CASCADE), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)


class Forward(Base):
    """An id that was given once and is borne no more: the incident that now holds its founder, null where all is gone."""

    __tablename__ = "forwards"
    __table_args__ = (Index(None, "now"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    now: Mapped[str | None]


class Decision(Base):
    """What a person decided of incidents: ``same``, ``apart``, or a ``standing``; kept for good, also when undone."""

    __tablename__ = "decisions"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str]
    value: Mapped[str | None]
    incident: Mapped[str]
    who: Mapped[str]
    made: Mapped[str]
    undone_by: Mapped[str | None]
    undone: Mapped[str | None]


class Decided(Base):
    """An event a decision is about, by its anchor: it holds again when the event comes back.

    ``side`` tells the events that are kept apart from the others; ``position`` is their order.
    """

    __tablename__ = "decided"
    __table_args__ = (Index(None, "anchor"),)
    decision_id: Mapped[int] = mapped_column(Key, ForeignKey("decisions.id", **_CASCADE), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    anchor: Mapped[int] = mapped_column(BigInteger)
    side: Mapped[int]


class Waiting(Base):
    """A document whose events were not compared with others' yet; the next command that needs incidents does it."""

    __tablename__ = "waiting"
    document_id: Mapped[int] = mapped_column(
        Key, ForeignKey("documents.id", **_CASCADE), primary_key=True, autoincrement=False
    )


class Watch(Base):
    """A watch area: its name, and as JSON what falls in."""

    __tablename__ = "watches"
    name: Mapped[str] = mapped_column(primary_key=True)
    spec: Mapped[str]
    made: Mapped[str]


class Outcome(Base):
    """What a person decided of something foretold, by its anchor: it holds again when the words come back.

    Kept for good, also when another decision followed; the last one that was not undone holds.
    """

    __tablename__ = "outcomes"
    __table_args__ = (Index(None, "anchor"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    anchor: Mapped[str]
    outcome: Mapped[str]
    who: Mapped[str]
    made: Mapped[str]
    #: In their own words; empty where they gave none.
    reason: Mapped[str] = mapped_column(server_default="")
    undone_by: Mapped[str | None]
    undone: Mapped[str | None]


class Foretelling(Base):
    """Something that a document foretells, by its anchor: ``said`` the ordinal of the day, ``item`` the rest as JSON (``foretold.pack``)."""

    __tablename__ = "foretellings"
    __table_args__ = (Index(None, "anchor"),)
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    anchor: Mapped[str]
    said: Mapped[int]
    item: Mapped[str]


class Prospect(Base):
    """An entry of the ledger: what is foretold under one anchor, as the first document says it, and from when on what speaks for and against it.

    Days are ordinals; ``due`` is the deadline, that of the last of all days where there is none.  How it stands on a day is a
    comparison with that day.  ``decided`` is what people say.  ``voice`` is the speaker, else the outlet; ``voiced`` and ``horizon`` are words
    as they are searched for, between blanks.  ``events_until`` and ``denials_until``: events of later days do not matter.
    """

    __tablename__ = "prospects"
    __table_args__ = (
        Index(None, "due", "said", "anchor", "for_day", "against_day", "decided", "kind"),
        Index(None, "voice", "due", "said", "anchor"),
        Index(None, "voiced"),
        Index(None, "horizon"),
        Index(None, "document_id"),
    )
    anchor: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE))
    position: Mapped[int]
    said: Mapped[int]
    due: Mapped[int]
    kind: Mapped[str]
    voice: Mapped[str | None]
    voiced: Mapped[str]
    horizon: Mapped[str]
    for_day: Mapped[int | None]
    against_day: Mapped[int | None]
    decided: Mapped[str | None]
    events_until: Mapped[int]
    denials_until: Mapped[int]


class Await(Base):
    """Where an entry of the ledger is looked for by events: under a key (``awaiting``), by events up to a day and after another."""

    __tablename__ = "awaits"
    __table_args__ = (_CLUSTERED,)
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    until: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    anchor: Mapped[str] = mapped_column(primary_key=True)
    said: Mapped[int]


class Telling(Base):
    """An event that may speak to something foretold: its day (an ordinal), phase, names in quotation marks (JSON), and sentence."""

    __tablename__ = "tellings"
    __table_args__ = (_CLUSTERED,)
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[int]
    phase: Mapped[str | None]
    names: Mapped[str]
    text: Mapped[str]


class Heard(Base):
    """Where such an event is looked for by what was foretold: under a key (``awaiting``), on its day."""

    __tablename__ = "heard"
    __table_args__ = (_CLUSTERED,)
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Speaking(Base):
    """An event that speaks for an entry of the ledger or against it, the first ones of either; ``late``: it came too late."""

    __tablename__ = "speaking"
    __table_args__ = (Index(None, "document_id"), _CLUSTERED)
    anchor: Mapped[str] = mapped_column(ForeignKey("prospects.anchor", **_CASCADE), primary_key=True)
    document_id: Mapped[int] = mapped_column(Key, ForeignKey("documents.id", **_CASCADE), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    speaks_for: Mapped[bool]
    late: Mapped[bool]
    day: Mapped[int]
    dated: Mapped[bool]
    why: Mapped[str]


class Unforetold(Base):
    """A document that was compared with others before the ledger was a table; the next command that asks for the ledger reads it."""

    __tablename__ = "unforetold"
    document_id: Mapped[int] = mapped_column(
        Key, ForeignKey("documents.id", **_CASCADE), primary_key=True, autoincrement=False
    )


#: The tables that are made anew from a document's report, those that hang on others first.
DERIVED: tuple[type[Base], ...] = (Role, Place, Count, Source, Event, Statement, Note)
