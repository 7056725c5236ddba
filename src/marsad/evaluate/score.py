"""One report against one gold document: which events were found, which fields are right.

Events are matched by type and place in the text: a report's event meets a gold event when the gold accepts its type and
its trigger lies in the gold's clause; of several, those whose triggers overlap and whose names agree go first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from marsad.evaluate.gold import GoldDocument, GoldEvent, GoldPlace
from marsad.evaluate.names import distance_km, pair, same_name
from marsad.evaluate.tally import Tally
from marsad.records import Event, Report

#: How the confusion table calls what is on one side only.
NOTHING = "–"
_AROUND, _SHOWN = 45, 90

CountKey = tuple[str, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missed or made up: ``kind`` is missed, false alarm, missed statement or article."""

    document: str
    kind: str
    type: str
    words: str
    context: str
    instead: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line for people."""
        line = f"{self.document}: {self.kind} {self.type} «{self.words}»"
        line += f" in «{' '.join(self.context.split())}»" if self.context else ""
        return line + (f" (coded {', '.join(self.instead)})" if self.instead else "")


@dataclass(slots=True)
class DocumentScore:
    """What scoring one document found: all its fields, the same by event type, confused types, each fault."""

    total: Tally = field(default_factory=Tally)
    types: dict[str, Tally] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    broken: int = 0

    def of(self, name: str) -> Tally:
        """The tally of an event type."""
        return self.types.setdefault(name, Tally())


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def _at(event: Event) -> tuple[int, int]:
    return event.trigger.start, event.trigger.end


def _near(place: GoldPlace, said: Event) -> bool:
    for found in said.places:
        if place.geo and found.lat is not None and found.lon is not None and same_name(found.text, place.names):
            lat, lon, km = place.geo
            if distance_km((found.lat, found.lon), (lat, lon)) <= km:
                return True
    return False


def _source_right(gold: GoldEvent, said: Event) -> bool:
    source = said.source
    if source is None or gold.source is None:
        return source is None and gold.source is None
    parts = [part or "" for part in (source.name, source.role, source.organisation)]
    return any(same_name(name, gold.source) for name in (" ".join(filter(None, parts)), *parts))


def _score_event(tally: Tally, gold: GoldEvent, said: Event) -> bool:
    """Score the fields of a matched event; True where the whole record is right."""
    whole = tally.judge("status", said.status in gold.statuses)
    for name, roles, wanted in (("actors", said.actors, gold.actors), ("targets", said.targets, gold.targets)):
        hits, extra, missed = pair((r.text for r in roles), wanted)
        tally.add(name, hits, extra, missed)
        whole &= not extra and not missed
    hits, extra, missed = pair((p.text for p in said.places), (p.names for p in gold.places))
    tally.add("places", hits, extra, missed)
    whole &= not extra and not missed
    for place in gold.places:
        if place.geo:
            whole &= tally.judge("coordinates", _near(place, said))
    counted: Counter[CountKey] = Counter(gold.counts)
    counts: Counter[CountKey] = Counter((c.of, c.low, c.high) for c in said.counts)
    hits = (counted & counts).total()
    tally.add("counts", hits, counts.total() - hits, counted.total() - hits)
    whole &= counted == counts
    time = said.time
    days = (str(time.start), str(time.end)) if time and time.start else None
    if days or (gold.time and not gold.time.optional):
        whole &= tally.judge("time", days == ((gold.time.start, gold.time.end) if gold.time else None))
    return tally.judge("source", _source_right(gold, said)) and whole


def matches(gold: GoldDocument, said: tuple[Event, ...]) -> dict[int, int]:
    """Which event of the report meets which of the gold: positions in the report by positions in the gold."""
    options = []
    for i, wanted in enumerate(gold.events):
        for j, event in enumerate(said):
            if event.type in wanted.types and overlap(_at(event), wanted.clause):
                names = (r.text for r in (*event.actors, *event.targets))
                hits, extra, _ = pair(names, (*wanted.actors, *wanted.targets))
                options.append((overlap(_at(event), wanted.trigger), not wanted.optional, hits - extra, -i, -j))
    taken: dict[int, int] = {}
    for _, _, _, i, j in sorted(options, reverse=True):
        if -i not in taken and -j not in taken.values():
            taken[-i] = -j
    return taken


def _events(score: DocumentScore, gold: GoldDocument, report: Report) -> None:
    said, taken = report.events, matches(gold, report.events)
    met, confused = set(taken.values()), set()
    for i, wanted in enumerate(gold.events):
        if wanted.optional:
            continue
        kind = wanted.types[0]
        own = Tally()
        if i in taken:
            own.add("events", 1, 0, 0)
            own.judge("whole record", _score_event(own, wanted, said[taken[i]]))
            score.confusion[kind, said[taken[i]].type] += 1
        else:
            own.add("events", 0, 0, 1)
            others = [j for j, event in enumerate(said) if overlap(_at(event), wanted.trigger)]
            free = [j for j in others if j not in met and j not in confused]
            confused.update(free[:1])
            score.confusion[kind, said[free[0]].type if free else NOTHING] += 1
            words, clause = gold.text[slice(*wanted.trigger)], gold.text[slice(*wanted.clause)]
            instead = tuple(said[j].type for j in others)
            score.findings.append(Finding(gold.id, "missed", kind, words, clause[:_SHOWN], instead))
        score.total.merge(own)
        score.of(kind).merge(own)
    for j, event in enumerate(said):
        at = _at(event)
        if j in met or any(g.optional and overlap(at, g.clause) for g in gold.events):
            continue
        for tally in (score.total, score.of(event.type)):
            tally.add("events", 0, 1, 0)
        if j not in confused:
            score.confusion[NOTHING, event.type] += 1
        around = gold.text[max(0, at[0] - _AROUND) : at[1] + _AROUND]
        score.findings.append(Finding(gold.id, "false alarm", event.type, event.trigger.text, around))


def _statements(score: DocumentScore, gold: GoldDocument, report: Report) -> None:
    said = report.statements
    used: set[int] = set()
    for wanted in gold.statements or ():
        hit = next(
            (
                k
                for k, s in enumerate(said)
                if k not in used and s.kind in wanted.kinds and overlap((s.start, s.end), wanted.clause)
            ),
            None,
        )
        if hit is not None:
            used.add(hit)
        if wanted.optional:
            continue
        score.total.add("statements", int(hit is not None), 0, int(hit is None))
        if hit is None:
            clause = gold.text[slice(*wanted.clause)]
            score.findings.append(Finding(gold.id, "missed statement", wanted.kinds[0], clause[:_SHOWN], ""))
        else:
            speaker = said[hit].speaker
            score.total.judge("speaker", same_name(speaker.text if speaker else "", wanted.speaker))
    if gold.statements is not None:
        score.total.add("statements", 0, len(said) - len(used), 0)


def _article_checks(gold: GoldDocument, report: Report) -> Iterator[tuple[str, bool]]:
    wanted, document = gold.article or {}, report.document
    body = [document.text[p.start : p.end].strip() for p in document.paragraphs]
    byline = wanted["byline"]
    yield "title", (document.title.text if document.title else "") == wanted["title"]
    yield (
        "byline",
        same_name(document.byline.text if document.byline else "", [byline] if isinstance(byline, str) else byline),
    )
    yield "headings", [h.text for h in document.headings] == wanted["headings"]
    yield "caption", any(wanted["caption"] in c.text for c in document.captions)
    yield "first paragraph", bool(body) and body[0].startswith(wanted["first_paragraph"])
    yield "last paragraph", bool(body) and body[-1].startswith(wanted["last_paragraph"])
    for leak in wanted["furniture"]:
        yield f"no «{leak}»", not any(leak in p if len(leak) > 2 else leak == p for p in body)


def score_document(gold: GoldDocument, report: Report) -> DocumentScore:
    """Score a report of the gold document's own text."""
    score = DocumentScore()
    text = gold.text
    score.broken = sum(text[e.trigger.start : e.trigger.end] != e.trigger.text for e in report.events)
    _events(score, gold, report)
    _statements(score, gold, report)
    if gold.article is not None:
        for name, right in _article_checks(gold, report):
            if not score.total.judge("article", right):
                score.findings.append(Finding(gold.id, "article", name, "", ""))
    return score
