"""What is claimed of an incident, with the very words?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from marsad.observatory import documents
from marsad.observatory.answers import Answer
from marsad.observatory.catchup import complete
from marsad.observatory.claims import Claim, Rule, claims
from marsad.observatory.incidents import Incident, load, resolve
from marsad.observatory.questions import Question
from marsad.observatory.store import Store
from marsad.observatory.told import told
from marsad.records import Event, Report


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an answer: offsets into the text of its document, and the sentence they stand in."""

    text: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Table:
    """The claims table of an incident: its claims, and for each answer of each, in their order, the words."""

    incident: Incident
    rule: Rule
    claims: tuple[Claim, ...]
    words: tuple[tuple[Said, ...], ...]

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The kinds of conflict, in the order of their names."""
        return tuple(sorted({c.kind for claim in self.claims for c in claim.conflicts}))

    def to_dict(self) -> dict[str, Any]:
        """The table as plain data, for JSON."""
        return {
            "incident": self.incident.id,
            "rule": self.rule.value,
            "conflicts": list(self.conflicts),
            "questions": [_question(c, w) for c, w in zip(self.claims, self.words, strict=True)],
        }


def _question(claim: Claim, words: tuple[Said, ...]) -> dict[str, Any]:
    return {
        "question": claim.asked.question.id,
        "group": claim.asked.group,
        "low": claim.low,
        "best": claim.best,
        "high": claim.high,
        "chosen": claim.chosen,
        "disagreement": claim.disagreement,
        "conflicts": [{"kind": c.kind, "one": c.one, "other": c.other} for c in claim.conflicts],
        "answers": [
            {
                "source": answer.source,
                "outlet": answer.outlet,
                "voice": answer.voice,
                "channel": answer.channel,
                "day": answer.day.isoformat(),
                "low": answer.low,
                "high": answer.high,
                "approximate": answer.approximate,
                "values": [name for _, name in answer.values],
                "denies": answer.denies,
                "stands": answer.stands,
                "document": answer.uid,
                "event": answer.event,
                "text": said.text,
                "start": said.start,
                "end": said.end,
                "sentence": said.sentence,
            }
            for answer, said in zip(claim.asked.answers, words, strict=True)
        ],
    }


def _words(event: Event, question: Question, answer: Answer) -> Said:
    """The words that answer: a count's own, the first actor or place, the day, the predicate."""
    spots: tuple[Any, ...] = ()
    if question.field == "counts" and answer.position is not None:
        # What the text says there was none of stands after the counts and has no words of its own.
        spots = event.counts[answer.position : answer.position + 1]
    elif question.field == "actors":
        spots = event.actors
    elif question.field == "places":
        spots = event.places
    elif question.field == "time" and event.time is not None:
        time = event.time
        return Said(time.text, time.start_char, time.end_char, event.evidence.text)
    found = spots[0] if spots else event.trigger
    return Said(found.text, found.start, found.end, event.evidence.text)


def claimed(store: Store, given: str, rule: Rule = Rule.CONSERVATIVE) -> Table:
    """The claims table of the incident that is meant by an id, or an id that leads to it.

    Raises:
        NotInStoreError: there is no such incident.
    """
    complete(store)
    with store.reading() as connection:
        incident = load(connection, resolve(connection, given))
        found = claims(told(connection, [incident.id])[incident.id], rule)
        reports = {each.document_id: _report(connection, each.document_id) for each in incident.members}
    words = tuple(
        tuple(
            _words(_event(reports[answer.document_id], answer.event), claim.asked.question, answer)
            for answer in claim.asked.answers
        )
        for claim in found
    )
    return Table(incident, rule, found, words)


def _report(connection: Connection, document_id: int) -> Report:
    return documents.load(connection, document_id).corrected.report


def _event(report: Report, wanted: str) -> Event:
    return next(event for event in report.events if event.id == wanted)
