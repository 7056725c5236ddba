"""Why a report says what it says: for each event the rule, the entry, the words, and what else was considered.

An explanation is a reading done over with stages that write down their decisions (``trace``), so that plain reading
carries none of its cost.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from marsad.lexicon.lexicon import Lexeme, Lexicon
from marsad.lexicon.schema import as_list
from marsad.page.article import Article
from marsad.reader.confidence import features, weights
from marsad.reader.draft import Draft, Filler
from marsad.reader.explain_places import PlaceWhy, Span, places_why
from marsad.reader.read import Reader
from marsad.reader.report import Reading
from marsad.reader.trace import Because, Considered, Resolved, TracedAssembler, TracedEvents, TracedStatus, unviable
from marsad.reader.viable import companion_of
from marsad.reasons import sentence
from marsad.records import Count, Event, Report

_CONDITIONS: Final = ("with", "subject", "object", "not_subject", "not_object", "needs", "near", "unless", "weak")
_SLOTS: Final = {
    "subject": "subject of the predicate",
    "object": "object of the predicate",
    "gen": "genitive after the noun",
    "agent": "named as agent (على يد، من قبل)",
    "light": "subject of the verb that carries the noun",
    "joined": "joined to the one before",
    "shared": "shared with the noun before",
    "possessor": "the pronoun on the noun",
    "nationality": "an adjective of nationality on the noun",
    "aim": "the aim of the operation",
    "undergo": "subject of a verb of undergoing",
    "dropped": "subject dropped, taken from the clause before",
    "claim": "claims the act",
    "blame": "is blamed for it",
    "call": "calls for it",
}


@dataclass(frozen=True, slots=True)
class EntryUsed:
    """A lexicon entry: its id, its file and line, and the conditions it sets."""

    id: str
    where: str
    conditions: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rejection:
    """An entry or a draft that was considered and not coded, or not by itself."""

    words: Span
    type: str
    entry: EntryUsed
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class RoleWhy:
    """How words came to fill a field."""

    field: str
    words: Span
    how: str
    implied: bool


@dataclass(frozen=True, slots=True)
class FieldWhy:
    """A field's value, the reason, and the words and entry that it rests on, where there are any."""

    value: str
    why: str
    words: Span | None = None
    entry: EntryUsed | None = None


@dataclass(frozen=True, slots=True)
class EventWhy:
    """Why an event was coded as it is."""

    id: str
    type: str
    rule: str
    trigger: Span
    evidence: str
    entry: EntryUsed
    companions: tuple[Span, ...]
    carried: FieldWhy | None
    refined: FieldWhy | None
    roles: tuple[RoleWhy, ...]
    places: tuple[PlaceWhy, ...]
    status: FieldWhy
    salience: FieldWhy
    time: FieldWhy
    source: FieldWhy
    counts: tuple[FieldWhy, ...]
    reasons: dict[str, str]
    confidence: float
    features: tuple[tuple[str, float], ...]
    considered: tuple[Rejection, ...]
    joined: tuple[Rejection, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a report says what it says.

    Attributes:
        report: the report.
        events: why each of its events was coded.
        rejected: drafts that a rule set aside, with their reason codes.
        passed: entries of other words that the words around them ruled out.
    """

    report: Report
    events: tuple[EventWhy, ...]
    rejected: tuple[Rejection, ...]
    passed: tuple[Rejection, ...]

    def to_dict(self) -> dict[str, Any]:
        """The explanation as plain data; of the report only the document's id."""
        return {
            "document": self.report.document.id,
            "events": [asdict(e) for e in self.events],
            "rejected": [asdict(r) for r in self.rejected],
            "passed": [asdict(p) for p in self.passed],
        }


def _bounds(count: Count) -> str:
    low, high = count.low, count.high
    if low is None or high is None:
        return (
            f"at least {low}" if high is None and low is not None else "not told" if high is None else f"up to {high}"
        )
    about = "about " if count.approximate else ""
    return f"{about}{low}" if low == high else f"{about}{low}–{high}"


def _used(entry: Lexeme) -> EntryUsed:
    return EntryUsed(entry.id, entry.where, {k: entry.data[k] for k in _CONDITIONS if k in entry.data})


class _Writer:
    """Puts the explanation of one reading together."""

    def __init__(self, reading: Reading, report: Report, lexicon: Lexicon) -> None:
        self.reading, self.report, self.lexicon = reading, report, lexicon
        self.text = reading.article.text

    def span(self, start: int, end: int) -> Span:
        return Span(self.text[start:end], start, end)

    def role(self, field: str, filler: Filler) -> RoleWhy:
        how = _SLOTS.get(filler.slot, f"after «{filler.slot}»" if filler.slot else "in the clause")
        if filler.implied:
            how += "; its last full mention"
        return RoleWhy(field, self.span(filler.start, filler.end), how, filler.implied)

    def time(self, event: Event) -> FieldWhy:
        time = event.time
        if time is None:
            return FieldWhy("", sentence(event.reasons["time"]))
        words = self.span(time.start_char, time.end_char)
        if time.start is None:
            return FieldWhy("", sentence(event.reasons["time"]), words)
        days = f"{time.start}" if time.start == time.end else f"{time.start} – {time.end}"
        published = self.reading.article.published
        counted = f"reckoned from the day of publication, {published}" if time.basis == "relative" else "as written"
        return FieldWhy(days, counted, words)

    def source(self, draft: Draft, event: Event) -> FieldWhy:
        speaker, source = draft.speaker, event.source
        if speaker is None or source is None:
            return FieldWhy("", sentence("source-outlet"))
        why = speaker.rule + ("; the sayer named before" if speaker.implied else "")
        words = self.span(speaker.verb.start, speaker.verb.end) if speaker.verb else None
        return FieldWhy(source.text, why, words, _used(speaker.entry) if speaker.entry else None)

    def carried(self, draft: Draft) -> FieldWhy | None:
        verb = draft.light.verb if draft.light is not None else None
        if verb is None:
            return None
        entry = next((x for x in verb.word.lexemes if x.family in ("light", "modality")), None)
        words = self.span(verb.word.bare_start(), verb.word.end)
        return FieldWhy(words.text, "the verb that carries the noun", words, _used(entry) if entry else None)

    def refined(self, draft: Draft) -> FieldWhy | None:
        if draft.type == draft.entry.type:
            return None
        for rule in self.lexicon.refinements:
            if rule["becomes"] == draft.type and draft.entry.type in as_list(rule["type"]):
                used = EntryUsed(rule["id"], rule["where"], dict(rule["when"]))
                return FieldWhy(draft.type, f"{draft.entry.type} becomes {draft.type}", None, used)
        return FieldWhy(draft.type, f"{draft.entry.type} becomes {draft.type}")

    def considered(self, item: Considered) -> Rejection:
        words = self.span(item.word.bare_start(), item.word.end)
        return Rejection(words, item.entry.type, _used(item.entry), "", item.why)

    def draft(self, draft: Draft, code: str, why: str) -> Rejection:
        return Rejection(self.span(*draft.trigger), draft.type, _used(draft.entry), code, why)

    def event(
        self,
        event: Event,
        draft: Draft,
        because: Because,
        resolved: Resolved,
        events: TracedEvents,
        siblings: int,
    ) -> EventWhy:
        companion = companion_of(draft.parsed.words, draft.word, draft.entry)
        passing = "named in passing" if event.salience == "background" else "its clause is there to report it"
        joined = [d for d in events.joined if _final(d) is draft]
        rivals = [c for c in events.considered if c.parsed is draft.parsed and c.word is draft.word]
        fields = [("actor", f) for f in draft.actors] + [("target", f) for f in draft.targets]
        return EventWhy(
            id=event.id,
            type=event.type,
            rule=draft.rule,
            trigger=self.span(*draft.trigger),
            evidence=event.evidence.text,
            entry=_used(draft.entry),
            companions=(self.span(companion.start, companion.end),) if companion is not None else (),
            carried=self.carried(draft),
            refined=self.refined(draft),
            roles=tuple(self.role(field, filler) for field, filler in fields),
            places=tuple(places_why(resolved, event.places)),
            status=FieldWhy(event.status, because.why, None, _used(because.entry) if because.entry else None),
            salience=FieldWhy(event.salience, passing),
            time=self.time(event),
            source=self.source(draft, event),
            counts=tuple(
                FieldWhy(f"{c.of} {_bounds(c)}", f"counts {c.group}" if c.group else "", self.span(c.start, c.end))
                for c in event.counts
            ),
            reasons={field: sentence(code) for field, code in event.reasons.items()},
            confidence=event.confidence,
            features=weights().why(features(draft, siblings=siblings)),
            considered=tuple(self.considered(c) for c in rivals),
            joined=tuple(self.draft(d, "", f"one occasion with {event.id}") for d in joined),
        )


def _final(draft: Draft) -> Draft:
    """What a joined draft became part of in the end."""
    seen: set[int] = set()
    while draft.absorbed is not None and id(draft) not in seen:
        seen.add(id(draft))
        draft = draft.absorbed
    return draft


class Explainer(Reader):
    """A reader that writes down its decisions; made for one article."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader._lexicon, reader._gazetteer)
        self._events = self._found = TracedEvents(self._lexicon, self._quantities)
        self._status = self._decided = TracedStatus(self._lexicon)
        self._assembler = self._assembled = TracedAssembler(self._lexicon, self._gazetteer, self._places)

    def explain(self, article: Article) -> Explanation:
        """Read an article and say why."""
        reading = Reading(article)
        if article.language == "ar":
            self._read(article, reading)
        report = self._assembler.report(reading)
        writer = _Writer(reading, report, self._lexicon)
        plain = Because("nothing governs it: told as it is", None)
        events = tuple(
            writer.event(
                event,
                draft,
                self._decided.because.get(id(draft), plain),
                resolved,
                self._found,
                len(reading.beside(draft)) - 1,
            )
            for event, draft, resolved in zip(report.events, reading.drafts, self._assembled.resolved, strict=True)
        )
        coded = {id(d.word) for d in (*reading.drafts, *reading.rejected, *self._found.joined)}
        others = [*self._found.considered, *(c for parsed in reading.parsed for c in unviable(parsed))]
        return Explanation(
            report=report,
            events=events,
            rejected=tuple(writer.draft(d, d.rejected, sentence(d.rejected)) for d in reading.rejected),
            passed=tuple(writer.considered(c) for c in others if id(c.word) not in coded),
        )
