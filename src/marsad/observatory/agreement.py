"""Do coders agree?  Krippendorff's alpha on the reports that two or more people coded, for each question of an event.

A coder's coding is the machine's reading with their own corrections laid over it and nobody else's; they have judged an
event when they accepted, corrected, struck out or added it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from marsad.observatory.corrections import Change, lay_over
from marsad.observatory.documents import load
from marsad.observatory.store import Store
from marsad.observatory.tables import Correction
from marsad.records import Event, Report

#: What is compared: whether there is an event, and what its fields say.
QUESTIONS = ("event", "type", "status", "actors", "targets", "places", "counts")
_NONE = "none"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on a question: alpha (None where nothing can be compared), and on how many judgements."""

    question: str
    alpha: float | None
    units: int


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal values; a unit is the values that coders gave it, in any order.

    None where no unit has two values.  Where everybody says the same everywhere, it is 1.
    """
    pairs: Counter[tuple[Hashable, Hashable]] = Counter()
    for values in units:
        if len(values) < 2:
            continue
        for at, one in enumerate(values):
            for other in (*values[:at], *values[at + 1 :]):
                pairs[one, other] += 1 / (len(values) - 1)  # type: ignore[assignment]
    total = sum(pairs.values())
    if not total:
        return None
    marginal: Counter[Hashable] = Counter()
    for (one, _), weight in pairs.items():
        marginal[one] += weight
    observed = sum(weight for (one, other), weight in pairs.items() if one != other)
    expected = (total**2 - sum(weight**2 for weight in marginal.values())) / (total - 1)
    return 1.0 if not expected else 1 - observed / expected


def _answers(event: Event | None) -> dict[str, Hashable]:
    if event is None:
        return {"event": _NONE}
    return {
        "event": "there",
        "type": event.type,
        "status": event.status,
        "actors": frozenset(each.text for each in event.actors),
        "targets": frozenset(each.text for each in event.targets),
        "places": frozenset(each.name for each in event.places),
        "counts": frozenset((each.of, each.low, each.high) for each in event.counts),
    }


def _judged(report: Report, changes: Sequence[Change], who: str) -> dict[int, dict[str, Hashable]]:
    """One coder's answers, by where the predicate of the event stands."""
    own = [change for change in changes if change.who == who and change.undone is None]
    coded = {event.trigger.start: event for event in lay_over(report, own).report.events}
    stood = {change.anchor["start"] for change in own}
    return {start: _answers(coded.get(start)) for start in stood}


def _units(report: Report, changes: Sequence[Change]) -> Iterable[tuple[str, list[Hashable]]]:
    coders = sorted({change.who for change in changes if change.undone is None})
    if len(coders) < 2:
        return
    judged = [_judged(report, changes, who) for who in coders]
    for start in sorted({start for each in judged for start in each}):
        answers = [each[start] for each in judged if start in each]
        for question in QUESTIONS:
            values = [each[question] for each in answers if question in each]
            if len(values) > 1:
                yield question, values


def agreement(store: Store) -> list[Agreement]:
    """How far coders agree, question by question."""
    units: dict[str, list[list[Hashable]]] = {question: [] for question in QUESTIONS}
    with store.reading() as connection:
        coded = select(Correction.document_id).where(Correction.undone.is_(None)).distinct()
        for document_id in connection.execute(coded.order_by(Correction.document_id)).scalars().all():
            held = load(connection, document_id)
            for question, values in _units(held.as_read, held.changes):
                units[question].append(values)
    return [Agreement(question, alpha(found), len(found)) for question, found in units.items()]
