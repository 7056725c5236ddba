"""Which answers do the members of an incident give to each question, and which of them still stand?  Pure.

An answer is superseded when the same teller says it again later: that is a revision, not a conflict.  What one teller says at one
time in several figures is a total and its parts: the largest is the answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from marsad.observatory.questions import ALL, MEMBERS, Question, load
from marsad.observatory.told import Told, Where
from marsad.observatory.weights import load as weights

#: Who can be held to have done something; people in general cannot.
_DOERS = frozenset(("armed_group", "organisation", "unit", "state", "person"))
#: The codebook gives every side of these as an actor.
_EVERY_SIDE = frozenset(("clash", "agreement", "talks"))
#: Precisions (the place itself, near it) that two places can differ in.
_FINE = (1, 2)
#: About so many: a tenth more or less is no other figure.
_ROUGH = 0.1
_BODIES = frozenset(("state", "organisation", "unit"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What one teller answers at one time.

    A number has bounds (``low``, ``high``; None: open), anything else ``values``: keys with their names.  ``denies``: that
    this is what the teller says is not so.  ``stands``: it is the teller's newest.  ``states``: countries whose
    bodies are held to have acted.  ``position`` is that of the count in the event.
    """

    teller: str
    source: str | None
    outlet: str
    voice: str
    channel: str | None
    day: date
    uid: str
    event: str
    document_id: int
    number: int
    position: int | None
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    values: tuple[tuple[str, str], ...] = ()
    places: tuple[Where, ...] = ()
    states: frozenset[str] = frozenset()
    days: tuple[date, date] | None = None
    denies: bool = False
    stands: bool = True

    @property
    def numeric(self) -> bool:
        """Whether it answers with a number."""
        return self.low is not None or self.high is not None

    @property
    def bounds(self) -> tuple[float, float]:
        """Its bounds, open ones as 0 and infinity, those of rough figures a little wider."""
        room = _ROUGH if self.approximate else 0.0
        return ((self.low or 0.0) * (1 - room), math.inf if self.high is None else self.high * (1 + room))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about an incident, the group of people it is about where it is a toll, and the answers in the order they came."""

    question: Question
    group: str | None
    answers: tuple[Answer, ...]


def _answer(of: Told, position: int | None = None, **what: object) -> Answer:
    return Answer(
        of.teller, of.source, of.outlet, of.voice, of.channel, of.day, of.uid, of.event, of.document_id, of.number,
        position, **what,  # type: ignore[arg-type]
    )  # fmt: skip


def _group(grouped: str | None, of: Told) -> str:
    """The group of people a toll is of; members are fighters or soldiers by whose they are."""
    found = load().group(grouped)
    if found != MEMBERS:
        return found
    kinds = {target.kind for target in of.targets}
    return "forces" if kinds & {"state", "organisation", "unit"} and "armed_group" not in kinds else "fighters"


def _status(members: Sequence[Told]) -> Iterator[Answer]:
    effects = weights().effects
    own = [each for each in members if each.type not in effects] or members
    for each in own:
        yield _answer(each, values=((each.status, each.status),), denies=each.status == "denied")


def _actors(members: Sequence[Told]) -> Iterator[Answer]:
    for each in members:
        doers = {actor.key: actor.name for actor in each.actors if actor.kind in _DOERS}
        if doers and each.type not in _EVERY_SIDE:
            states = frozenset(a.country for a in each.actors if a.country and a.kind in _BODIES)
            values = tuple(sorted(doers.items()))
            yield _answer(each, values=values, states=states, denies=each.status == "denied")


def _places(members: Sequence[Told]) -> Iterator[Answer]:
    for each in members:
        fine = tuple(p for p in each.places if p.precision in _FINE and p.lat is not None)
        if fine:
            yield _answer(each, values=tuple((p.key, p.name) for p in fine), places=fine)


def _days(members: Sequence[Told]) -> Iterator[Answer]:
    for each in members:
        if each.first and each.last and each.day_precision == "day":
            label = str(each.first) if each.first == each.last else f"{each.first} – {each.last}"
            yield _answer(each, values=((label, label),), days=(each.first, each.last))


_FIELDS = {"status": _status, "actors": _actors, "places": _places, "time": _days}


def _counts(members: Sequence[Told], of: Question) -> Iterator[tuple[str | None, Answer]]:
    for each in members:
        for count in each.counts:
            if count.of == of.of and (count.low is not None or count.high is not None):
                yield (
                    _group(count.grouped, each) if of.groups else None,
                    _answer(
                        each,
                        count.position,
                        low=count.low,
                        high=count.high,
                        approximate=count.approximate,
                        denies=each.status == "denied",
                    ),
                )


def _same_time(answers: Iterable[Answer]) -> Iterator[Answer]:
    """One answer of each teller, document and time: of several figures the largest, for the others are parts of it."""
    best: dict[tuple[str, date, str, bool], Answer] = {}
    for each in answers:
        if not each.numeric:
            key = (each.teller, each.day, f"{each.uid} {each.values}", each.denies)
            best.setdefault(key, each)
            continue
        key = (each.teller, each.day, each.uid, each.denies)
        if key not in best or each.bounds > best[key].bounds:
            best[key] = each
    yield from best.values()


def _standing(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    found = sorted(_same_time(answers), key=lambda a: (a.day, a.uid, a.number, a.position or 0, a.values))
    newest = {each.teller: each.day for each in found}
    return tuple(replace(each, stands=each.day == newest[each.teller]) for each in found)


def asked(members: Sequence[Told]) -> tuple[Asked, ...]:
    """The questions that somebody answers, in the order of the table, each with its answers in the order they were told.

    The order of ``members`` does not matter.
    """
    tables, told = load(), [each for each in members if not each.ahead]
    found: list[Asked] = []
    for question in tables.questions.values():
        if question.of is None:
            if answers := _standing(_FIELDS[question.field](told)):
                found.append(Asked(question, None, answers))
            continue
        grouped: dict[str | None, list[Answer]] = {}
        for group, answer in _counts(told, question):
            grouped.setdefault(group, []).append(answer)
        groups = sorted(grouped, key=lambda g: (g not in (None, ALL), str(g)))
        found += [Asked(question, group, _standing(grouped[group])) for group in groups]
    return tuple(found)
