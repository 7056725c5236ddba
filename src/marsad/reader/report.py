"""From drafts to records: places among namesakes, entities, codes, reasons, and the report itself."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from marsad.actors import default as registered_actors
from marsad.arabic.calendar import TimeExpression
from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexicon
from marsad.page.article import Article, Span
from marsad.page.article import Caption as ArticleCaption
from marsad.reader.actors import Actors
from marsad.reader.coding import Coder, Party
from marsad.reader.confidence import features, weights
from marsad.reader.draft import Draft, Filler, Parsed, Speaker
from marsad.reader.entities import Registry
from marsad.reader.evidence import Evidence
from marsad.reader.locate import Located, Locator
from marsad.reader.mentions import PlaceMention
from marsad.reader.places import Places
from marsad.reader.statements import StatementDraft
from marsad.reader.when import time_of
from marsad.reasons import sentence
from marsad.records import Report


@dataclass(slots=True)
class Reading:
    """What the stages of reading leave behind for one article."""

    article: Article
    parsed: list[Parsed] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    rejected: list[Draft] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    subject: str = ""
    _by_sentence: dict[int, list[Draft]] = field(default_factory=dict)

    def beside(self, draft: Draft) -> list[Draft]:
        """The drafts of a draft's sentence, itself among them; asked once all are found."""
        if not self._by_sentence:
            for each in self.drafts:
                self._by_sentence.setdefault(each.parsed.number, []).append(each)
        return self._by_sentence[draft.parsed.number]


class _Placed(NamedTuple):
    """Between which words an event's places and time stand, and its places."""

    begin: int
    stop: int
    places: list[dict[str, Any]]


class Assembler:
    """Makes records of drafts; holds the lexicon, the gazetteer and the place finder."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, places: Places) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._places = places
        self._locator = Locator(gazetteer)
        self._actors = Actors(lexicon, gazetteer, registered_actors())
        self._coder = Coder(lexicon, registered_actors())

    def report(self, reading: Reading) -> Report:
        """The report of a finished reading."""
        article = reading.article
        text = article.text
        evidence = Evidence(article, reading.parsed, self._gazetteer)
        placed = [self._placed(d, reading, evidence) for d in reading.drafts]
        located: dict[int, list[str]] = {}
        for draft, found in zip(reading.drafts, placed, strict=True):
            named = [p["country"] for p in found.places if p.get("country")]
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
        entities = [
            {
                "id": e.id,
                "kind": e.kind,
                "name": e.name,
                "mentions": [{"text": w, "start": a, "end": b} for (a, b), w in sorted(e.mentions.items())],
                "ref": e.ref,
                "country": e.country,
                "private": e.private,
                "ref_confidence": e.ref_confidence,
                "role": e.role,
                "organisation": e.organisation,
            }
            for e in registry.known
        ]
        # One validation of the whole is several times faster than one for each record.
        return Report.model_validate(
            {
                "document": self._document(article),
                "entities": entities,
                "events": events,
                "statements": statements,
                "notes": self._notes(reading, events),
            }
        )

    # -- document and notes -----------------------------------------------------------------------------------

    def _document(self, article: Article) -> dict[str, Any]:
        text = article.text

        def words(span: Span | ArticleCaption | None) -> dict[str, Any] | None:
            return _words(text, span.start, span.end) if span else None

        publisher: dict[str, Any] | None = None
        if isinstance(article.publisher, str):
            publisher = {"text": article.publisher}
        elif article.publisher is not None:
            publisher = words(article.publisher)
        return {
            "id": article.id,
            "url": article.url,
            "publisher": publisher,
            "title": words(article.title),
            "byline": words(article.byline),
            "published": article.published,
            "published_basis": article.published_basis,
            "published_words": words(article.published_span),
            "language": article.language,
            "text": text,
            "dateline": words(article.dateline),
            "headings": [words(h) for h in article.headings],
            "captions": [{**_words(text, c.start, c.end), "credit": words(c.credit)} for c in article.captions],
            "paragraphs": [{"start": p.start, "end": p.end} for p in article.paragraphs],
            "furniture": [{"start": p.start, "end": p.end} for p in article.furniture],
        }

    def _notes(self, reading: Reading, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
        article = reading.article
        notes: list[dict[str, Any]] = [{"code": n.code, "message": n.message} for n in article.notes]
        known = {n.code for n in article.notes}
        if article.published is None and article.language == "ar" and not known & {"undated", "no-publication-date"}:
            notes.append({"code": "no-publication-date", "message": sentence("no-publication-date")})
        notes += [_note_at(d.rejected, *d.trigger) for d in reading.rejected]
        places = (place for event in events for place in event["places"])
        notes += [_note_at(p["reason"], p["start"], p["end"]) for p in places if p.get("reason")]
        return notes

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
    ) -> dict[str, Any]:
        text = reading.article.text
        places = placed.places
        time = time_of(draft, placed.begin, placed.stop, reading.article.published)
        doing = self._parties(draft.actors, registry, acting=True)
        done_to = self._parties(draft.targets, registry)
        actors, targets = _roles(doing, text), _roles(done_to, text)
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
        return {
            "id": f"e{number}",
            "type": draft.type,
            "status": draft.status,
            "salience": draft.salience,
            "trigger": _words(text, start, end),
            "actors": actors,
            "targets": targets,
            "places": places,
            "time": _time(time, text),
            "counts": [
                {
                    **_words(text, t.start, t.end),
                    "of": t.of,
                    "low": t.low,
                    "high": t.high,
                    "approximate": t.approximate,
                    "group": t.group or None,
                }
                for t in sorted(draft.tallies, key=lambda t: t.start)
            ],
            "none": draft.none,
            "source": self._source(draft.speaker, text, registry),
            "evidence": _words(text, sentence_words.start, sentence_words.end),
            "codes": self._coder.codes(draft, doing, done_to, registry, places, home),
            "confidence": weights().sure(features(draft, siblings=len(reading.beside(draft)) - 1)),
            "rule": f"{draft.rule} [{draft.entry.id}]",
            "reasons": reasons,
        }

    def _parties(self, fillers: list[Filler], registry: Registry, *, acting: bool = False) -> list[Party]:
        """The fillers of a role in the order of the text, each with the id of its entity."""
        parties = []
        seen: set[tuple[int, int]] = set()
        for filler in sorted(fillers, key=lambda f: f.start):
            if (filler.start, filler.end) in seen or filler.end <= filler.start:
                continue
            seen.add((filler.start, filler.end))
            parties.append((filler, registry.filler(filler, acting=acting)))
        return parties

    def _source(self, speaker: Speaker | None, text: str, registry: Registry) -> dict[str, Any] | None:
        if speaker is None or speaker.phrase is None:
            return None
        phrase = speaker.phrase
        words = speaker.parsed.words
        start, end = phrase.start, phrase.end
        name: str | None = None
        role: str | None = None
        organisation: str | None = None
        inside = words[phrase.first : phrase.last]
        if phrase.name_from >= 0:
            head = words[phrase.name_from]
            name = text[head.start : end]
            role = text[start : words[phrase.name_from - 1].end] if phrase.name_from > phrase.first else None
        elif phrase.classes & {"person"} and phrase.head.pos not in "XL":
            role = text[start:end]
        else:
            name = organisation = text[start:end]
        if role:
            body = next(
                (
                    w
                    for w in inside[1:]
                    if w.classes & {"collective"} and (phrase.name_from < 0 or w.i < phrase.name_from)
                ),
                None,
            )
            if body is not None:
                last = phrase.name_from if phrase.name_from > body.i else phrase.last
                # المتحدث باسم القيادة العميد الركن حازم: a rank is the speaker's, not the body's.
                last = next((w.i for w in words[body.i + 1 : last] if w.classes & {"rank"}), last)
                stop = words[last - 1].end if last < phrase.last else end
                organisation = text[body.bare_start() : stop]
        verb = speaker.verb
        channel = speaker.channel
        return {
            **_words(text, start, end),
            "name": name,
            "role": role,
            "organisation": organisation,
            "channel": text[channel[0] : channel[1]] if channel else None,
            "verb": verb.text if verb else None,
            "verb_start": verb.start if verb else None,
            "verb_end": verb.end if verb else None,
            "entity": registry.speaker(speaker),
            "implied": speaker.implied,
        }

    # -- places -----------------------------------------------------------------------------------------------

    def _located(self, mentions: list[tuple[str, PlaceMention, Filler]], evidence: Evidence) -> list[Located]:
        return self._locator.resolve(mentions, evidence)

    def _resolve(
        self, mentions: list[tuple[str, PlaceMention, Filler]], evidence: Evidence, text: str
    ) -> list[dict[str, Any]]:
        places = []
        for (role, mention, _), found in zip(mentions, self._located(mentions, evidence), strict=True):
            place: dict[str, Any] = {**_words(text, mention.start, mention.end), "role": role, "name": mention.name}
            at = found.entry or found.at
            if at is not None:
                admin1 = at.name if at.kind == "admin1" else at.admin1
                place |= {"country": at.country, "admin1": admin1, "lat": found.lat, "lon": found.lon}
                place["precision"] = found.precision
            if found.entry is not None:
                place["id"] = found.entry.id
            if found.reason:
                place["reason"] = found.reason
            places.append(place)
        return places

    # -- statements -------------------------------------------------------------------------------------------

    def _statement(
        self, number: int, draft: StatementDraft, text: str, registry: Registry, told: _Told
    ) -> dict[str, Any]:
        return {
            **_words(text, draft.start, draft.end),
            "id": f"s{number}",
            "kind": draft.kind,
            "speaker": self._source(draft.speaker, text, registry),
            "horizon": _time(draft.horizon, text),
            "events": told.between(draft.start, draft.end),
            "rule": draft.rule,
        }


class _Told:
    """The events of a report by where their triggers stand."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        found = sorted((e["trigger"]["start"], n, e["id"]) for n, e in enumerate(events))
        self._starts = [start for start, _, _ in found]
        self._ids = [(n, name) for _, n, name in found]

    def between(self, start: int, end: int) -> list[str]:
        """The ids of the events told in some words, in the order of the report."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [name for _, name in sorted(self._ids[first:last])]


def _words(text: str, start: int, end: int) -> dict[str, Any]:
    """The record of some words of the document."""
    return {"text": text[start:end], "start": start, "end": end}


def _roles(parties: list[Party], text: str) -> list[dict[str, Any]]:
    """The records of those who take part."""
    return [
        {**_words(text, filler.start, filler.end), "entity": entity, "implied": filler.implied}
        for filler, entity in parties
    ]


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


def _time(time: TimeExpression | None, text: str) -> dict[str, Any] | None:
    if time is None:
        return None
    return {
        "text": text[time.start_char : time.end_char],
        "start_char": time.start_char,
        "end_char": time.end_char,
        "start": time.start,
        "end": time.end,
        "precision": time.precision if time.precision in ("day", "week", "month", "year") else "unknown",
        "basis": "stated" if time.basis == "stated" else "relative",
    }


def _note_at(code: str, start: int, end: int) -> dict[str, Any]:
    return {"code": code, "message": sentence(code), "start": start, "end": end}
