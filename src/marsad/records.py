"""The report model: the one place that says what a report holds.

Everything that reads a report (exports, pages, the command line, other programs) reads these models or the JSON
that they write; ``Report.json_schema()`` is their contract.  Each model is frozen and refuses unknown fields, so that
a stage cannot quietly change or extend what an earlier stage found.  Event types are data (``type`` is a word): a
new type needs no code here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    from pandas import DataFrame  # type: ignore[import-untyped]

Status = Literal["occurred", "attempted", "planned", "expected", "denied", "uncertain"]
Salience = Literal["main", "background"]
PlaceRole = Literal["at", "from", "to", "near"]
TimePrecision = Literal["day", "week", "month", "year", "unknown"]
TimeBasis = Literal["stated", "relative", "dateline"]
PublishedBasis = Literal["given", "metadata", "page"]
EntityKind = Literal["person", "organisation", "armed_group", "unit", "state", "people", "place"]
StatementKind = Literal["forecast", "call", "denial", "condemnation", "responsibility", "assessment"]
CountClass = Literal[
    "killed", "injured", "arrested", "abducted", "released", "surrendered", "displaced", "evacuated", "returned",
    "protesters", "fighters", "civilians",
    "village", "town", "site", "position", "house", "vehicle", "car_bomb", "explosive", "weapon", "drone", "missile",
    "strike", "tunnel",
    "area_km2", "length_km", "percent", "money", "other",
]  # fmt: skip

# str.splitlines() and some line readers break at these three, which JSON leaves bare inside strings.
_LINE_BREAKS = {mark: f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}

_fill = object.__setattr__

Offset = Annotated[int, Field(ge=0)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Reasons = Annotated[dict[str, Code], AfterValidator(lambda found: dict(sorted(found.items())))]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    #: Every field in order with what it holds when nobody says otherwise, for ``made``.
    _blank: ClassVar[dict[str, Any]]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls._blank = {name: None if f.is_required() else f.default for name, f in cls.model_fields.items()}

    @classmethod
    def made(cls, values: dict[str, Any]) -> Self:
        """A record of values that are right already: nothing is checked, converted or computed.

        For the reader's own findings only, which are validated in the tests; a record from anywhere else goes through
        ``model_validate``, which takes several times as long.
        """
        record = cls.__new__(cls)
        _fill(record, "__dict__", {**cls._blank, **values})
        _fill(record, "__pydantic_fields_set__", set(values))
        _fill(record, "__pydantic_extra__", None)
        _fill(record, "__pydantic_private__", None)
        return record


class Range(_Record):
    """A stretch of ``document.text``."""

    start: Offset = Field(description="Offset of the first character, in Unicode code points.")
    end: Offset = Field(description="Offset after the last character.")

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end < self.start:
            raise ValueError("a range must not end before it starts")
        return self


class Words(_Record):
    """Words of the document: ``document.text[start:end] == text``."""

    text: str = Field(description="The words as they stand in the document.")
    start: Offset = Field(description="Offset of the first character, in Unicode code points.")
    end: Offset = Field(description="Offset after the last character.")

    @model_validator(mode="after")
    def _as_long_as_its_text(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError("words must be as long as their offsets say")
        return self


class Publisher(_Record):
    """Who published the document; without offsets where the name comes from the page's metadata."""

    text: str = Field(description="The publisher's name.")
    start: Offset | None = Field(default=None, description="Where the page names itself, else null.")
    end: Offset | None = Field(default=None, description="Offset after the name, else null.")


class Caption(Words):
    """The caption of a picture."""

    credit: Words | None = Field(default=None, description="Who made the picture.")


class Document(_Record):
    """The document that was read, and the parts of its article."""

    id: str = Field(description="The input's own id, else one made from its file name or text.")
    url: str | None = Field(default=None, description="Where the document was published.")
    publisher: Publisher | None = Field(default=None, description="Who published it.")
    title: Words | None = Field(default=None, description="The headline.")
    byline: Words | None = Field(default=None, description="The author's name.")
    published: date | None = Field(default=None, description="Publication date; null when unknown, never guessed.")
    published_basis: PublishedBasis | None = Field(
        default=None,
        description="How the publication date is known: given by the caller, page metadata, a line of the page.",
    )
    published_words: Words | None = Field(default=None, description="The line of the page that dates it.")
    language: str = Field(description="ISO 639 code of the main language, 'und' when undecided.")
    text: str = Field(description="The text all offsets refer to. Plain-text input is unchanged.")
    sha256: str = Field(
        default_factory=lambda found: text_hash(found["text"]),
        pattern=r"^[0-9a-f]{64}$",
        description="SHA-256 of the text in UTF-8.",
    )
    dateline: Words | None = Field(default=None, description="Place and agency at the head of the article.")
    headings: tuple[Words, ...] = Field(default=(), description="Headings inside the article.")
    captions: tuple[Caption, ...] = Field(default=(), description="Picture captions.")
    paragraphs: tuple[Range, ...] = Field(default=(), description="The article's paragraphs, in order.")
    furniture: tuple[Range, ...] = Field(
        default=(), description="What is page and not article: menus, share rows, comments."
    )


class Entity(_Record):
    """Somebody or something that the article names."""

    id: str = Field(pattern=r"^n[0-9]+$", description="Id within this report.")
    kind: EntityKind = Field(description="What it is.")
    name: str = Field(description="The fullest name the article gives.")
    mentions: tuple[Words, ...] = Field(default=(), description="Where it is named.")
    ref: str | None = Field(default=None, description="Id in the registry of actors or places.")
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$", description="ISO 3166 country, where known.")
    private: bool = Field(default=False, description="A private person: public outputs leave the name out.")
    ref_confidence: float | None = Field(default=None, ge=0, le=1, description="How sure `ref` is; null without one.")
    role: str | None = Field(default=None, description="Rank or office of a person.")
    organisation: str | None = Field(
        default=None, description="Id of the entity in this report that a person speaks or acts for."
    )


class Role(Words):
    """Somebody or something that takes part in an event."""

    entity: str | None = Field(default=None, description="Id of the entity in this report.")
    implied: bool = Field(
        default=False, description="The clause only implies it: these are the words of its last full mention."
    )


class Place(Words):
    """A place of an event."""

    role: PlaceRole = Field(default="at", description="How the place relates to the event.")
    name: str = Field(description="The name inside the words.")
    id: str | None = Field(default=None, description="Gazetteer id, prefixed with the gazetteer's name.")
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$", description="ISO 3166 country.")
    admin1: str | None = Field(default=None, description="First-level division (governorate, region).")
    admin2: str | None = Field(default=None, description="Second-level division (district).")
    lat: float | None = Field(default=None, ge=-90, le=90, description="Latitude.")
    lon: float | None = Field(default=None, ge=-180, le=180, description="Longitude.")
    precision: Literal[1, 2, 3, 4] | None = Field(
        default=None, description="1 the place itself, 2 near it or part of it, 3 region, 4 country, null unresolved."
    )
    reason: Code | None = Field(
        default=None, description="Why the place is not resolved, or less precisely than asked."
    )


class Time(_Record):
    """When, as the clause says it: ``document.text[start_char:end_char] == text``."""

    text: str = Field(description="The words as they stand in the document.")
    start_char: Offset = Field(description="Offset of the first character.")
    end_char: Offset = Field(description="Offset after the last character.")
    start: date | None = Field(default=None, description="First day; null when it cannot be resolved.")
    end: date | None = Field(default=None, description="Last day; null when it cannot be resolved.")
    precision: TimePrecision = Field(default="unknown", description="How fine the words are.")
    basis: TimeBasis = Field(description="How the dates were got: stated, relative to publication, from the dateline.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end_char < self.start_char or (self.start and self.end and self.end < self.start):
            raise ValueError("a time must not end before it starts")
        return self


class Count(Words):
    """How many of what."""

    of: CountClass = Field(description="What is counted.")
    low: int | float | None = Field(default=None, ge=0, description="Least number the words allow.")
    high: int | float | None = Field(default=None, ge=0, description="Greatest number the words allow.")
    approximate: bool = Field(default=False, description="The words say the number is not exact.")
    group: str | None = Field(default=None, description="The people or things counted, as described.")

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError("a count's high bound must not be below its low bound")
        return self


class Source(Words):
    """Who says it, when somebody other than the outlet does; the words are those that name the sayer."""

    name: str | None = Field(default=None, description="The sayer's name.")
    role: str | None = Field(default=None, description="Rank or office.")
    organisation: str | None = Field(default=None, description="The body spoken for.")
    channel: str | None = Field(default=None, description="Where it was said: a statement, a page, an interview.")
    verb: str | None = Field(default=None, description="The saying verb or formula.")
    verb_start: Offset | None = Field(default=None, description="Offset of the verb.")
    verb_end: Offset | None = Field(default=None, description="Offset after the verb.")
    entity: str | None = Field(default=None, description="Id of the entity in this report.")
    implied: bool = Field(
        default=False, description="The clause does not repeat the sayer: these are the last full words."
    )


class Codes(_Record):
    """Codes of other systems, computed; an empty table where none fits."""

    acled: dict[str, str] = Field(default_factory=dict, description="event_type, sub_event_type, disorder_type.")
    plover: dict[str, str] = Field(default_factory=dict, description="event, mode, auxiliary.")
    ucdp: dict[str, int] = Field(default_factory=dict, description="type_of_violence.")
    reasons: Reasons = Field(default_factory=dict, description="System: reason code, for each table left empty.")


class Event(_Record):
    """One mention of one occasion."""

    id: str = Field(pattern=r"^e[0-9]+$", description="Id within this report.")
    type: str = Field(pattern=r"^[a-z_]+$", description="Event type of the codebook.")
    status: Status = Field(default="occurred", description="Whether it happened.")
    salience: Salience = Field(default="main", description="Reported for itself, or named in passing.")
    trigger: Words = Field(description="The predicate.")
    actors: tuple[Role, ...] = Field(default=(), description="Who does it; every side of a clash, a deal or talks.")
    targets: tuple[Role, ...] = Field(default=(), description="Whom or what it is done to.")
    places: tuple[Place, ...] = Field(default=(), description="Where.")
    time: Time | None = Field(default=None, description="When; null when the clause does not say.")
    counts: tuple[Count, ...] = Field(default=(), description="How many.")
    none: tuple[CountClass, ...] = Field(default=(), description="Classes the text says there were none of.")
    source: Source | None = Field(default=None, description="Who says it; null when the outlet tells it.")
    evidence: Words = Field(description="The sentence.")
    codes: Codes = Field(default_factory=Codes, description="Codes of other systems.")
    confidence: float = Field(default=1.0, ge=0, le=1, description="How sure the reader is.")
    rule: str = Field(description="What decided it.")
    reasons: Reasons = Field(
        default_factory=dict, description="Field: reason code, for fields left empty or set aside."
    )


class Statement(_Record):
    """What somebody forecasts, demands, denies, condemns, claims or judges."""

    id: str = Field(pattern=r"^s[0-9]+$", description="Id within this report.")
    kind: StatementKind = Field(description="What is done by saying it.")
    speaker: Source | None = Field(default=None, description="Who says it; null when the outlet does.")
    text: str = Field(description="The clause.")
    start: Offset = Field(description="Offset of the first character.")
    end: Offset = Field(description="Offset after the last character.")
    horizon: Time | None = Field(default=None, description="By when, where a forecast says so.")
    events: tuple[str, ...] = Field(default=(), description="Ids of the events it is about.")
    rule: str | None = Field(default=None, description="What decided it.")


class Note(_Record):
    """What the reader could not settle."""

    code: Code = Field(description="Reason code.")
    message: str = Field(description="A sentence for people.")
    start: Offset | None = Field(default=None, description="Where, when it concerns some words.")
    end: Offset | None = Field(default=None, description="Offset after them.")


class Report(_Record):
    """One document, read."""

    document: Document = Field(description="The document and its article.")
    entities: tuple[Entity, ...] = Field(default=(), description="Who and what it names.")
    events: tuple[Event, ...] = Field(default=(), description="What it says happened, is planned, expected or denied.")
    statements: tuple[Statement, ...] = Field(
        default=(), description="What people in it forecast, demand, deny, claim."
    )
    notes: tuple[Note, ...] = Field(default=(), description="What could not be settled.")

    def to_dict(self) -> dict[str, Any]:
        """The report as plain lists, dicts, strings and numbers, as in its JSON."""
        return self.model_dump(mode="json")

    def to_json(self, *, indent: int | None = None) -> str:
        """The report as JSON: fixed key order, Arabic unescaped, one line unless ``indent`` is given."""
        text = self.model_dump_json(indent=indent)
        for mark, escape in _LINE_BREAKS.items():
            text = text.replace(mark, escape)
        return text

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat row an event: texts of several words or places are joined by ``; ``, dates are ``date``."""
        return [_row(self.document, event) for event in self.events]

    def to_frame(self) -> DataFrame:
        """The rows of ``to_rows`` as a pandas DataFrame (needs the ``frame`` extra)."""
        import pandas as pd

        return pd.DataFrame(self.to_rows(), columns=list(_row_columns()))

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON Schema (draft 2020-12) of what ``to_json`` writes."""
        schema = cls.model_json_schema(mode="serialization")
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}

    def check(self) -> list[str]:
        """What is unsound in this report, one line each: offsets, hash, ids and references. Empty when sound."""
        return [*_broken_spans(self, self.document.text), *_broken_ids(self)]


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, as ``document.sha256`` holds it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


_ROW_COUNTS = ("killed", "injured", "arrested", "abducted", "displaced")


def _row_columns() -> Iterator[str]:
    yield from ("document", "url", "published", "event", "type", "status", "salience", "trigger", "actors", "targets")
    yield from ("places", "place", "country", "lat", "lon", "place_precision")
    yield from ("time", "start", "end", "time_precision")
    for of in _ROW_COUNTS:
        yield from (f"{of}_low", f"{of}_high")
    yield from ("counts", "source", "source_role", "source_organisation", "source_channel")
    yield from ("acled_event_type", "acled_sub_event_type", "plover_event", "plover_mode", "ucdp_type")
    yield from ("evidence", "evidence_start", "evidence_end", "confidence", "rule")


def _row(document: Document, event: Event) -> dict[str, Any]:
    def joined(words: tuple[Words, ...]) -> str:
        return "; ".join(word.text for word in words)

    row: dict[str, Any] = dict.fromkeys(_row_columns())
    row |= {"document": document.id, "url": document.url, "published": document.published, "event": event.id}
    row |= {"type": event.type, "status": event.status, "salience": event.salience, "trigger": event.trigger.text}
    row |= {"actors": joined(event.actors), "targets": joined(event.targets), "places": joined(event.places)}
    if event.places:
        # The pin of a row is the finest of its places, the first of equals.
        pin = min(event.places, key=lambda place: (place.role != "at", place.precision or 9))
        row |= {
            "place": pin.name,
            "country": pin.country,
            "lat": pin.lat,
            "lon": pin.lon,
            "place_precision": pin.precision,
        }
    if event.time:
        time = event.time
        row |= {"time": time.text, "start": time.start, "end": time.end, "time_precision": time.precision}
    for count in reversed(event.counts):
        if count.of in _ROW_COUNTS:
            row |= {f"{count.of}_low": count.low, f"{count.of}_high": count.high}
    for of in event.none:
        if of in _ROW_COUNTS:
            row |= {f"{of}_low": 0, f"{of}_high": 0}
    row["counts"] = joined(event.counts)
    if event.source:
        source = event.source
        row |= {"source": source.name or source.text, "source_role": source.role}
        row |= {"source_organisation": source.organisation, "source_channel": source.channel}
    codes = event.codes
    row |= {
        "acled_event_type": codes.acled.get("event_type"),
        "acled_sub_event_type": codes.acled.get("sub_event_type"),
    }
    row |= {"plover_event": codes.plover.get("event"), "plover_mode": codes.plover.get("mode")}
    row |= {"ucdp_type": codes.ucdp.get("type_of_violence"), "confidence": event.confidence, "rule": event.rule}
    evidence = event.evidence
    row |= {"evidence": evidence.text, "evidence_start": evidence.start, "evidence_end": evidence.end}
    return row


def _broken_spans(record: BaseModel, text: str, path: str = "") -> Iterator[str]:
    here = dict(record)
    names = ("start_char", "end_char") if isinstance(record, Time) else ("start", "end")
    start, end = (here.get(name) for name in names)
    if isinstance(start, int) and isinstance(end, int):
        if end > len(text):
            yield f"{path}: ends at {end}, after the end of the text ({len(text)})"
        elif "text" in here and text[start:end] != here["text"]:
            yield f"{path}: the text at {start}-{end} is not {here['text']!r}"
    if (
        isinstance(record, Source)
        and record.verb_start is not None
        and text[record.verb_start : record.verb_end] != record.verb
    ):
        yield f"{path}.verb: the text at {record.verb_start}-{record.verb_end} is not {record.verb!r}"
    for name, value in here.items():
        items = value if isinstance(value, tuple) else (value,)
        for position, item in enumerate(items):
            if isinstance(item, BaseModel):
                step = f"{name}[{position}]" if isinstance(value, tuple) else name
                yield from _broken_spans(item, text, f"{path}.{step}" if path else step)


def _broken_ids(report: Report) -> Iterator[str]:
    if report.document.sha256 != text_hash(report.document.text):
        yield "document.sha256: not the hash of document.text"
    for name, records in (("entities", report.entities), ("events", report.events), ("statements", report.statements)):
        for found, times in Counter(record.id for record in records).items():
            if times > 1:
                yield f"{name}: id {found} is used {times} times"
    entities = {entity.id for entity in report.entities}
    events = {event.id for event in report.events}
    for record, entity in _references(report):
        if entity not in entities:
            yield f"{record}: no entity {entity}"
    for statement in report.statements:
        for missing in sorted(set(statement.events) - events):
            yield f"{statement.id}: no event {missing}"


def _references(report: Report) -> Iterator[tuple[str, str]]:
    for event in report.events:
        for role in (*event.actors, *event.targets):
            if role.entity is not None:
                yield event.id, role.entity
    for record, sayer in [(e.id, e.source) for e in report.events] + [(s.id, s.speaker) for s in report.statements]:
        if sayer is not None and sayer.entity is not None:
            yield record, sayer.entity
