"""From drafts to records: places among namesakes, entities, codes, reasons, and the report itself."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.actors import default as registered_actors
from marsad.arabic.calendar import TimeExpression
from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexicon
from marsad.page.article import Article
from marsad.reader.actors import Actors
from marsad.reader.coding import Coder, Party
from marsad.reader.confidence import features, weights
from marsad.reader.draft import Draft, Filler, Parsed
from marsad.reader.entities import Registry
from marsad.reader.evidence import Evidence
from marsad.reader.heads import Heads
from marsad.reader.locate import Located, Locator
from marsad.reader.made import (
    count_record,
    document_record,
    entity_record,
    place_record,
    role_records,
    source_record,
    time_record,
    words_record,
)
from marsad.reader.mentions import PlaceMention
from marsad.reader.places import Places
from marsad.reader.statements import StatementDraft
from marsad.reader.when import time_of
from marsad.reasons import sentence
from marsad.records import Codes, Event, Note, Place, Report, Role, Statement


@dataclass(slots=True)
class Reading:
    """What the stages of reading leave behind for one article."""

    article: Article
    parsed: list[Parsed] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    rejected: list[Draft] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    subject: str = ""
    #: By the numbers of sentences: the day that the head of a list gives its entries.
    days: dict[int, TimeExpression] = field(default_factory=dict)
    _by_sentence: dict[int, list[Draft]] = field(default_factory=dict)

    def beside(self, draft: Draft) -> list[Draft]:
        """The drafts of a draft's sentence, itself among them; asked once all are found."""
        if not self._by_sentence:
            for each in self.drafts:
                self._by_sentence.setdefault(each.parsed.number, []).append(each)
        return self._by_sentence[draft.parsed.number]

    def untie(self) -> None:
        """Let go of a finished reading: what holds each other in it would wait for the collector of cycles."""
        for parsed in self.parsed:
            for chunk in parsed.chunks:
                chunk.clause = None
        for draft in (*self.drafts, *self.rejected):
            draft.absorbed = draft.toll = None
            draft.notes = {}


class _Placed(NamedTuple):
    """Between which words an event's places and time stand, and its places."""

    begin: int
    stop: int
    places: tuple[Place, ...]


class Assembler:
    """Makes records of drafts; holds the lexicon, the gazetteer and the place finder."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, places: Places) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._places = places
        self._heads = Heads(lexicon)
        self._locator = Locator(gazetteer, self._heads)
        self._actors = Actors(lexicon, gazetteer, registered_actors())
        self._coder = Coder(lexicon, registered_actors())

    def report(self, reading: Reading) -> Report:
        """The report of a finished reading."""
        article = reading.article
        text = article.text
        evidence = Evidence(article, reading.parsed, self._gazetteer, self._heads)
        placed = [self._placed(d, reading, evidence) for d in reading.drafts]
        located: dict[int, list[str]] = {}
        for draft, found in zip(reading.drafts, placed, strict=True):
            named = [p.country for p in found.places if p.country]
            located.setdefault(draft.parsed.number, []).extend(named)
        mentions = self._actors.of(article, reading.parsed, evidence.countries, located)
        registry = Registry(text, self._actors, mentions)
        drafts = zip(reading.drafts, placed, strict=True)
        countries = {code for named in located.values() for code in named}
        home = min(countries) if len(countries) == 1 else None
        events = [self._event(n, d, found, reading, registry, home) for n, (d, found) in enumerate(drafts, 1)]
        told = _Told(events)
        statements = [self._statement(n, s, text, registry, told) for n, s in enumerate(reading.statements, 1)]
        registry.complete()
        entities = tuple(entity_record(known) for known in registry.known)
        return Report.made(
            {
                "document": document_record(article),
                "entities": entities,
                "events": tuple(events),
                "statements": tuple(statements),
                "notes": tuple(_notes(reading, events)),
            }
        )

    # -- events -----------------------------------------------------------------------------------------------

    def _placed(self, draft: Draft, reading: Reading, evidence: Evidence) -> _Placed:
        """How far an event's words reach, and its places."""
        text = reading.article.text
        siblings = reading.beside(draft)
        begin, stop = _reach(draft, siblings)
        mentions = self._places.place(draft, stop, begin, text)
        return _Placed(begin, stop, self._resolve(mentions, evidence, text))

    def _event(
        self,
        number: int,
        draft: Draft,
        placed: _Placed,
        reading: Reading,
        registry: Registry,
        home: str | None,
    ) -> Event:
        text = reading.article.text
        places = placed.places
        time = time_of(draft, placed.begin, placed.stop, reading.article.published)
        if time is None and draft.status == "occurred" and draft.salience == "main":
            time = reading.days.get(draft.parsed.number)
        actors = role_records(draft.actors, text, registry, acting=True)
        targets = role_records(draft.targets, text, registry)
        doing, done_to = _parties(draft.actors, actors), _parties(draft.targets, targets)
        coding = self._coder.codes(draft, doing, done_to, registry, places, home)
        reasons: dict[str, str] = {}
        if not actors:
            reasons["actors"] = "actor-unnamed"
        if not targets:
            reasons["targets"] = "target-unnamed"
        if not places:
            reasons["places"] = "place-unnamed"
        if time is None:
            reasons["time"] = "time-not-given"
        elif time.start is None:
            reasons["time"] = "date-unresolved" if reading.article.published is None else "date-vague"
        if not draft.tallies:
            reasons["counts"] = "count-not-given"
        if draft.speaker is None:
            reasons["source"] = "source-outlet"
        start, end = draft.trigger
        sentence_words = draft.parsed.sentence
        return Event.made(
            {
                "id": f"e{number}",
                "type": draft.type,
                "status": draft.status,
                "salience": draft.salience,
                "trigger": words_record(text, start, end),
                "actors": actors,
                "targets": targets,
                "places": places,
                "time": time_record(time, text),
                "counts": tuple(count_record(t, text) for t in sorted(draft.tallies, key=lambda t: t.start)),
                "none": tuple(draft.none),
                "source": source_record(draft.speaker, text, registry),
                "evidence": words_record(text, sentence_words.start, sentence_words.end),
                "codes": Codes.made({**coding, "reasons": dict(sorted(coding["reasons"].items()))}),
                "confidence": weights().sure(features(draft, siblings=len(reading.beside(draft)) - 1)),
                "rule": f"{draft.rule} [{draft.entry.id}]",
                "reasons": dict(sorted(reasons.items())),
            }
        )

    # -- places -----------------------------------------------------------------------------------------------

    def _located(self, mentions: list[tuple[str, PlaceMention, Filler]], evidence: Evidence) -> list[Located]:
        return self._locator.resolve(mentions, evidence)

    def _resolve(
        self, mentions: list[tuple[str, PlaceMention, Filler]], evidence: Evidence, text: str
    ) -> tuple[Place, ...]:
        located = self._located(mentions, evidence)
        return tuple(
            place_record(role, mention, found, text)
            for (role, mention, _), found in zip(mentions, located, strict=True)
        )

    # -- statements -------------------------------------------------------------------------------------------

    def _statement(self, number: int, draft: StatementDraft, text: str, registry: Registry, told: _Told) -> Statement:
        return Statement.made(
            {
                "id": f"s{number}",
                "kind": draft.kind,
                "speaker": source_record(draft.speaker, text, registry),
                "text": text[draft.start : draft.end],
                "start": draft.start,
                "end": draft.end,
                "horizon": time_record(draft.horizon, text),
                "events": tuple(told.between(draft.start, draft.end)),
                "rule": draft.rule,
            }
        )


class _Told:
    """The events of a report by where their triggers stand."""

    def __init__(self, events: list[Event]) -> None:
        found = sorted((e.trigger.start, n, e.id) for n, e in enumerate(events))
        self._starts = [start for start, _, _ in found]
        self._ids = [(n, name) for _, n, name in found]

    def between(self, start: int, end: int) -> list[str]:
        """The ids of the events told in some words, in the order of the report."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [name for _, name in sorted(self._ids[first:last])]


def _reach(draft: Draft, siblings: list[Draft]) -> tuple[int, int]:
    """Word indexes between which places and times belong to a draft: from its clause's start to the next event."""
    words = draft.parsed.words
    later = [d.first for d in siblings if d.first > draft.first]
    stop = min(later, default=len(words))
    own = draft.clause.chunks[0].first if draft.clause.chunks else draft.first
    earlier = [d for d in siblings if d.first < draft.first]
    if earlier and draft.clause is earlier[-1].clause:
        own = draft.first
    if not earlier and draft.clause.kind in ("main", "coordinate"):
        own = min(own, 0 if draft.parsed.clauses[0] is draft.clause else own)
    return min(own, draft.first), stop


def _parties(fillers: list[Filler], roles: tuple[Role, ...]) -> list[Party]:
    """The fillers of a role's records, in their order, each with the id of its entity."""
    by_span = {(filler.start, filler.end): filler for filler in reversed(fillers)}
    return [(by_span[role.start, role.end], role.entity) for role in roles]


def _notes(reading: Reading, events: list[Event]) -> list[Note]:
    article = reading.article
    notes = [Note.made({"code": n.code, "message": n.message}) for n in article.notes]
    known = {n.code for n in article.notes}
    if article.published is None and article.language == "ar" and not known & {"undated", "no-publication-date"}:
        notes.append(Note.made({"code": "no-publication-date", "message": sentence("no-publication-date")}))
    notes += [_note_at(d.rejected, *d.trigger) for d in reading.rejected]
    notes += [_note_at(p.reason, p.start, p.end) for event in events for p in event.places if p.reason]
    return notes


def _note_at(code: str, start: int, end: int) -> Note:
    return Note.made({"code": code, "message": sentence(code), "start": start, "end": end})
