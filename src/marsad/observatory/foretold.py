"""What does a report foretell?  Forecasts, plans and threats with their deadlines; pure.

A deadline is the last day of the words that say by when, counted from the day of publication where they are relative.  What the words
about the occasion leave out (the operation will end …) is taken from the last event of the same type told before.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from marsad.errors import DataError
from marsad.observatory.mentions import AHEAD, Mention, day, unpack
from marsad.observatory.mentions import pack as pack_mention
from marsad.observatory.rows import plain
from marsad.observatory.stems import forms, name_key, stems
from marsad.observatory.weights import rows
from marsad.records import Event, Report, Statement, Time

Kind = Literal["forecast", "plan", "threat"]
_FILE = "ledger_words.csv"
#: So many words before and after the predicate are looked at for the phase.
_AROUND = 4
_QUOTED = re.compile(r"[«“\"]([^«»“”\"\n]{2,60})[»”\"]")


@dataclass(frozen=True, slots=True)
class Words:
    """The table of words: phases, unclear stretches of time, threats, the days that count as late, and how many events are kept.

    ``most``: of the events on either side.
    """

    phases: dict[str, str]
    vague: dict[str, int]
    threats: frozenset[str]
    late: int
    most: int


@cache
def words() -> Words:
    """The table, read once.

    Raises:
        DataError: it is wrong; the message says where.
    """
    phases: dict[str, str] = {}
    vague: dict[str, int] = {}
    threats: set[str] = set()
    numbers = {"late": 0, "most": 0}
    for line, (group, value, said) in rows(_FILE, ("group", "value", "words")):
        if group in ("vague", *numbers) and not value.isdigit():
            raise DataError(f"{value!r} is no number", file=_FILE, line=line)
        if group == "phase" and value:
            phases |= dict.fromkeys(forms(name_key(said), ended=False), value)
        elif group == "vague" and said:
            vague[name_key(said)] = int(value)
        elif group == "threat" and said:
            threats |= set(forms(name_key(said), ended=False))
        elif group in numbers:
            numbers[group] = int(value)
        else:
            raise DataError(f"{group!r} is no group, or something is missing", file=_FILE, line=line)
    if not numbers["most"]:
        raise DataError("it is not said how many events are kept (most)", file=_FILE)
    return Words(phases, vague, frozenset(threats), **numbers)


@dataclass(frozen=True, slots=True)
class Foretold:
    """Something foretold: the words (``text[start:end]`` of the document), who says it, when, and by when.

    ``said_from`` tells whether ``said`` is the day of publication or the one it came in; ``deadline_from`` whether the deadline is in the words
    (``words``), in those about the event (``event``), or an unclear stretch of time taken for so many days (``vague``).
    ``about`` is what would have to happen, None where the reader found no event.
    """

    anchor: str
    uid: str
    kind: Kind
    speaker: str | None
    text: str
    start: int
    end: int
    said: date
    said_from: str
    horizon: str | None
    first: date | None
    deadline: date | None
    deadline_from: str | None
    events: tuple[str, ...]
    about: Mention | None
    phase: str | None
    names: frozenset[str]


def pack(item: Foretold) -> str:
    """Something foretold as the store keeps it; what the row holds in columns is left out."""
    about = (item.about.number, item.about.anchor, pack_mention(item.about)) if item.about else None
    days = [each.toordinal() if each else None for each in (item.first, item.deadline)]
    values = [
        item.kind, item.speaker, item.text, item.start, item.end, item.said_from, item.horizon, *days,
        item.deadline_from, item.events, about, item.phase, sorted(item.names),
    ]  # fmt: skip
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def kept(anchor: str, uid: str, said: date, packed: str) -> Foretold:
    """Something foretold as it was kept."""
    (kind, speaker, text, start, end, said_from, horizon, first, deadline, deadline_from, events, about, phase,
     names) = json.loads(packed)  # fmt: skip
    return Foretold(
        anchor, uid, kind, speaker, text, start, end, said, said_from, horizon, day(first), day(deadline), deadline_from,
        tuple(events), unpack(*about) if about else None, phase, frozenset(names),
    )  # fmt: skip


def phase(report: Report, event: Event) -> str | None:
    """Which part of an occasion is told: its end, its start, … by the words nearest to the predicate."""
    text, known = report.document.text, words().phases
    sentence, trigger = event.evidence, event.trigger
    for stem in stems(trigger.text):
        if stem in known:
            return known[stem]
    before = stems(text[sentence.start : trigger.start])[-_AROUND:][::-1]
    after = stems(text[trigger.end : sentence.end])[:_AROUND]
    near = [stem for at in range(_AROUND) for stem in (*before[at : at + 1], *after[at : at + 1])]
    return next((known[stem] for stem in near if stem in known), None)


def names(texts: Iterable[str]) -> frozenset[str]:
    """The names that stand in quotation marks, as they are searched for."""
    return frozenset(name_key(found) for text in texts for found in _QUOTED.findall(text)) - {""}


def _antecedent(report: Report, event: Event) -> Event | None:
    """The last event of the same type that was told before as something that happened, one with an actor if there is."""
    told = [
        other
        for other in report.events
        if other.type == event.type and other.status not in AHEAD and other.trigger.start < event.trigger.start
    ]
    return next((e for e in reversed(told) if e.actors), told[-1] if told else None)


def _until(time: Time | None, said: date) -> tuple[date | None, date | None, str | None]:
    """First day, deadline, and how it was got."""
    if time is None:
        return None, None, None
    if time.end is not None and time.end > said:
        return time.start, time.end, "words"
    key = f" {name_key(time.text)} "
    for stretch, days in words().vague.items():
        if f" {stretch} " in key:
            return said, said + timedelta(days=days), "vague"
    return None, None, None


def _kind(text: str, event: Event | None) -> Kind:
    if words().threats & set(stems(text)):
        return "threat"
    return "plan" if event is not None and event.status == "planned" else "forecast"


class _Reading:
    def __init__(self, report: Report, uid: str, mentions: Mapping[int, Mention], listed: date) -> None:
        self.report, self.uid, self.mentions = report, uid, mentions
        published = report.document.published
        self.said, self.said_from = (published, "published") if published else (listed, "stored")

    def _about(self, event: Event | None) -> tuple[Mention | None, str | None, frozenset[str]]:
        mention = self.mentions.get(int(event.id[1:])) if event else None
        if event is None or mention is None:
            return None, None, frozenset()
        told, sentences = phase(self.report, event), [event.evidence.text]
        if not event.actors and not event.targets and (other := _antecedent(self.report, event)) is not None:
            found = self.mentions.get(int(other.id[1:]))
            if found is not None:
                mention = replace(
                    mention, actors=found.actors, targets=found.targets, spots=mention.spots or found.spots
                )
                sentences.append(other.evidence.text)
        return mention, told, names(sentences)

    def _speaker(self, statement: Statement | None, event: Event | None) -> str | None:
        source = statement.speaker if statement else event.source if event else None
        if source is None:
            return None
        entity = next((e for e in self.report.entities if e.id == source.entity), None)
        return plain(entity.name if entity else source.name or source.text)

    def item(self, statement: Statement | None, event: Event | None) -> Foretold:
        """A statement with the event it is about, or an event that is ahead by itself."""
        if statement is not None:
            text, start, end = statement.text, statement.start, statement.end
        else:
            assert event is not None
            text, start, end = event.evidence.text, event.evidence.start, event.evidence.end
        time = statement.horizon if statement else None
        first, deadline, got = _until(time, self.said)
        if deadline is None and event is not None:
            first, deadline, got = _until(event.time, self.said)
            time, got = (event.time, "event" if got == "words" else got) if deadline else (time, got)
        about, told, named = self._about(event)
        speaker = self._speaker(statement, event)
        return Foretold(
            _anchor(speaker, text, event), self.uid, _kind(text if statement else event.evidence.text if event else "", event),
            speaker, plain(text), start, end, self.said, self.said_from, plain(time.text) if time and deadline else None,
            first, deadline, got, tuple([event.id] if event else []), about, told, named,
        )  # fmt: skip


def _anchor(speaker: str | None, text: str, event: Event | None) -> str:
    """Made from the words, the speaker and the predicate: the same after another reading, and for copies."""
    parts = (name_key(speaker or ""), name_key(plain(text)), name_key(plain(event.trigger.text)) if event else "")
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"f{digest}"


def _same(one: Foretold, other: Foretold) -> bool:
    """Whether a report says one thing twice: in its headline and in its first sentence."""
    if one.about is None or other.about is None or one.deadline is None or one.deadline != other.deadline:
        return False
    parties = [{p.key for p in (*m.actors, *m.targets)} | {s.key for s in m.spots} for m in (one.about, other.about)]
    return one.about.type == other.about.type and one.phase == other.phase and bool(parties[0] & parties[1])


def foretold(report: Report, uid: str, mentions: Mapping[int, Mention], *, listed: date) -> list[Foretold]:
    """What a report foretells, in the order it is told; ``mentions`` by the events' numbers, ``listed`` where no day is known."""
    reading = _Reading(report, uid, mentions, listed)
    events = {event.id: event for event in report.events}
    made, covered = [], set[str]()
    for statement in report.statements:
        if statement.kind == "forecast":
            ahead = [events[e] for e in statement.events if e in events and events[e].status in AHEAD]
            covered |= {event.id for event in ahead}
            made += [reading.item(statement, event) for event in ahead] or [reading.item(statement, None)]
    made += [
        reading.item(None, event)
        for event in report.events
        if event.status in AHEAD and event.salience == "main" and event.id not in covered
    ]
    found: list[Foretold] = []
    # Where no event and no day was found in the words, there is nothing to wait for.
    waited = [item for item in made if item.about is not None or item.deadline is not None]
    for item in sorted(waited, key=lambda item: (item.start, item.anchor)):
        if not any(item.anchor == other.anchor or _same(item, other) for other in found):
            found.append(item)
    return found
