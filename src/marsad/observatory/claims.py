"""Do the answers differ, how far, and what does a rule make of them?  Pure.

Two answers are in conflict when different tellers give them, both stand, and they cannot both be so.  A toll that rises is
none: a later figure that is higher may hold the earlier one.  Low and high are the bounds of the answers that stand; best is
one of the answers, chosen by a rule that has a name, never an average.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from marsad.observatory.answers import Answer, Asked, asked
from marsad.observatory.told import Told, Where
from marsad.observatory.weights import load as weights
from marsad.observatory.whereabouts import apart_km

#: Nights belong to two days, and so do reports of them.
_NIGHT = timedelta(days=1)
#: What is said to have happened, from the least that is claimed to the most.
_CLAIMED = ("denied", "uncertain", "attempted", "occurred")


class Rule(StrEnum):
    """How the best answer is chosen among those that stand.

    conservative: the lowest figure, the least that is claimed to have happened, else what most voices say.
    corroborated: what most voices say; of equals the lower figure.
    latest: what was said last; of equals what most voices say.
    """

    CONSERVATIVE = "most-conservative"
    CORROBORATED = "most-corroborated"
    LATEST = "latest-revision"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two answers that cannot both be so: the kind of conflict, and their positions among the answers."""

    kind: str
    one: int
    other: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A question, its answers, and what is made of them.

    ``low``, ``best`` and ``high`` are numbers of a toll, None where an answer leaves them open; ``chosen`` is the position of the best
    answer (None: nobody says it is so).  ``disagreement`` is 0 without a conflict.  For a toll it is the gap between the two answers furthest apart, as
    a share of the higher one; elsewhere the chance that two tellers drawn at random say different things.
    """

    asked: Asked
    low: float | None
    best: float | None
    high: float | None
    chosen: int | None
    disagreement: float
    conflicts: tuple[Conflict, ...]


def _apart_km(one: Where, other: Where) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return apart_km(one.lat, one.lon, other.lat, other.lon)


def _gap(one: Answer, other: Answer) -> float:
    """How far two figures are apart, as a share of the higher one; 0 where both may be so."""
    low, high = sorted((one, other), key=lambda a: a.bounds)
    between = high.bounds[0] - low.bounds[1]
    return between / high.bounds[0] if between > 0 else 0.0


def _tolls(one: Answer, other: Answer) -> bool:
    """``one`` was told first, or on the same day."""
    if one.denies and other.denies:
        return False
    if one.denies or other.denies:
        # Who denies a figure is in conflict with whoever gives one that it holds.
        return _gap(one, other) == 0.0
    if _gap(one, other) == 0.0:
        return False
    return one.day == other.day or other.bounds < one.bounds


def _occurrences(one: Answer, other: Answer) -> bool:
    said = {one.values[0][0], other.values[0][0]}
    return said == {"denied", "occurred"}


def _responsibilities(one: Answer, other: Answer) -> bool:
    mine, theirs = {key for key, _ in one.values}, {key for key, _ in other.values}
    if one.denies or other.denies:
        return one.denies != other.denies and bool(mine & theirs)
    # The army and the police of one country are no two culprits.
    return not mine & theirs and not one.states & other.states


def _places(one: Answer, other: Answer) -> bool:
    far = weights().settings["near-km"]
    return all(_apart_km(mine, theirs) > far for mine in one.places for theirs in other.places)


def _dates(one: Answer, other: Answer) -> bool:
    if one.days is None or other.days is None:
        return False
    return one.days[1] + _NIGHT < other.days[0] or other.days[1] + _NIGHT < one.days[0]


_DIFFER: dict[str, Callable[[Answer, Answer], bool]] = {
    "toll": _tolls,
    "occurrence": _occurrences,
    "responsibility": _responsibilities,
    "place": _places,
    "date": _dates,
}


def _conflicts(of: Asked) -> tuple[Conflict, ...]:
    differ = _DIFFER[of.question.conflict]
    current = [(at, answer) for at, answer in enumerate(of.answers) if answer.stands]
    return tuple(
        Conflict(of.question.conflict, i, j)
        for n, (i, one) in enumerate(current)
        for j, other in current[n + 1 :]
        if one.teller != other.teller and differ(one, other)
    )


def _disagreement(of: Asked, conflicts: Sequence[Conflict]) -> float:
    if not conflicts:
        return 0.0
    if of.question.conflict == "toll":
        return round(max(_gap(of.answers[c.one], of.answers[c.other]) or 1.0 for c in conflicts), 3)
    said = {(a.teller, tuple(key for key, _ in a.values), a.denies) for a in of.answers if a.stands}
    votes = Counter((values, denies) for _, values, denies in said)
    return round(1 - sum((each / len(said)) ** 2 for each in votes.values()), 3)


def _value(answer: Answer) -> float | tuple[str, ...]:
    if answer.numeric:
        return answer.low if answer.low is not None else answer.high or 0.0
    return tuple(key for key, _ in answer.values)


def _chosen(of: Asked, rule: Rule) -> int | None:
    """The position of the best answer under a rule."""
    choice = [
        (at, a) for at, a in enumerate(of.answers) if a.stands and (not a.denies or of.question.field == "status")
    ]
    if not choice:
        return None
    voices: dict[object, set[str]] = {}
    for _, answer in choice:
        voices.setdefault(_value(answer), set()).add(answer.voice)

    def support(answer: Answer) -> int:
        return -len(voices[_value(answer)])

    def amount(answer: Answer) -> float:
        if of.question.field == "status":
            said = answer.values[0][0]
            return float(_CLAIMED.index(said)) if said in _CLAIMED else len(_CLAIMED)
        value = _value(answer)
        return value if isinstance(value, float | int) else 0.0

    orders: dict[Rule, Callable[[tuple[int, Answer]], tuple[float, ...]]] = {
        Rule.CONSERVATIVE: lambda each: (amount(each[1]), support(each[1]), each[0]),
        Rule.CORROBORATED: lambda each: (support(each[1]), amount(each[1]), each[0]),
        Rule.LATEST: lambda each: (-each[1].day.toordinal(), support(each[1]), amount(each[1]), each[0]),
    }
    return min(choice, key=orders[rule])[0]


def _claim(of: Asked, rule: Rule) -> Claim:
    conflicts = _conflicts(of)
    chosen = _chosen(of, rule)
    low = best = high = None
    if of.question.of is not None and chosen is not None:
        figures = [a for a in of.answers if a.stands and not a.denies]
        lows = [a.low for a in figures]
        highs = [a.high for a in figures]
        # Who says at least so many leaves the high open, who says at most so many the low.
        low = None if None in lows else min(v for v in lows if v is not None)
        high = None if None in highs else max(v for v in highs if v is not None)
        value = _value(of.answers[chosen])
        best = value if isinstance(value, float | int) else None
    return Claim(of, low, best, high, chosen, _disagreement(of, conflicts), conflicts)


def claims(members: Sequence[Told], rule: Rule = Rule.CONSERVATIVE) -> tuple[Claim, ...]:
    """The claims table of an incident: its questions in the order of the table, each with answers and what is made of them.

    ``low <= best <= high`` wherever they are there; the order of ``members`` changes nothing.
    """
    return tuple(_claim(each, rule) for each in asked(members))


def conflicts(members: Sequence[Told]) -> tuple[str, ...]:
    """The kinds of conflict among what is told of an incident, in the order of their names."""
    if len({each.teller for each in members}) < 2:
        return ()
    return tuple(sorted({found.kind for each in asked(members) for found in _conflicts(each)}))
