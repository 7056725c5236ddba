"""Do two mentions tell of one occasion?  Evidence for and against, each piece with its name and its points.

Pure and symmetric: the same two mentions give the same points whichever comes first.  Two types that never go together,
and what has happened against what is still ahead, are no pair at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from marsad.observatory.mentions import Mention, Party, common_words
from marsad.observatory.timing import days, hours
from marsad.observatory.weights import Weights, load, reached
from marsad.observatory.whereabouts import alike, named, places

HARM = ("killed", "injured")
#: Points of two types from which they are told as one another.
_AS_GOOD = 140
#: What two events of different types have in common beside day and place.
_SHARED = {"person-same", "target-same", "actor-same", "actors-same", "toll-same", "count-same"}
#: What sets two events of one type in one sentence apart.
_APART = {"person-other", "target-other", "actor-other", "toll-close", "toll-far", "count-other"}
#: Shared words, in hundredths, from which two clauses have more in common than day and place.
_MUCH_SHARED = 30
#: How much more a word counts that few reports have.
_RARE = 3
#: Days and places with which two types that have nothing to do with each other may yet be one occasion.
_SAME_DAY = {"day-same", "day-told", "day-night"}
SAME_PLACE = {"place-same", "place-within", "place-close", "place-around"}
#: What speaks against one occasion, but not where people talk in one place of another.
ELSEWHERE = {"place-next", "place-other", "place-unknown-other", "place-beside", "place-namesake"}
#: What says less of two places than that the words of one name that of the other.
UNSURE_PLACE = {None, "place-unknown-other", "place-beside", "place-environs", "place-quarter", "place-country"}
#: A toll that is this many times another is far from it; it may well have risen to less.
_FAR = 4.0
_SMALL = 10


class Evidence(NamedTuple):
    """One piece: its name in ``evidence.csv``, and its points, negative where it speaks against."""

    name: str
    points: int


def _parties(side: str, a: tuple[Party, ...], b: tuple[Party, ...]) -> str | None:
    if not a or not b:
        return None
    shared = {p.key for p in a} & {p.key for p in b}
    if side == "actor" and len(shared) > 1:
        return "actors-same"
    if shared:
        return "person-same" if any(p.person for p in a if p.key in shared) else f"{side}-same"
    mine = [p for p in a if p.person]
    theirs = [p for p in b if p.person] if mine else mine
    if mine and theirs:
        same = any(alike(p.key, q.key) for p in mine for q in theirs)
        return "person-same" if same else "person-other"
    if any(alike(p.key, q.key) for p in a for q in b):
        return f"{side}-same"
    if all(_known(p) for p in (*a, *b)) and not _states(a) & _states(b):
        return f"{side}-other"
    return None


def _known(party: Party) -> bool:
    """Whether the registry says who it is, and not merely that nobody knows."""
    return party.ref is not None and not party.ref.startswith("unidentified-")


def _states(parties: tuple[Party, ...]) -> set[str]:
    """The states whose bodies these are: one report says the army, another the security forces."""
    return {party.ref.partition("-of-")[2] for party in parties if party.ref and "-of-" in party.ref}


def _meet(some: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
    return bool(some and others) and not {p.key for p in some}.isdisjoint([p.key for p in others])


def _swapped(a: Mention, b: Mention, weights: Weights) -> bool:
    """Whether who acts in one is acted on in the other; in a fight both do both, and who protests is dispersed."""
    if "clash" in (a.type, b.type) or (a.type != b.type and weights.family(a.type) == "street"):
        return False
    return _meet(a.actors, b.targets) or _meet(b.actors, a.targets)


def _range(bounds: tuple[float | None, float | None]) -> tuple[float, float]:
    low, high = bounds
    return (low if low is not None else 0.0, high if high is not None else math.inf)


def _counts(a: Mention, b: Mention) -> list[str]:
    found: list[str] = []
    if not a.counts or not b.counts:
        return found
    for of in sorted(a.counts.keys() & b.counts.keys()):
        (low, high), (low2, high2) = _range(a.counts[of]), _range(b.counts[of])
        one = max(low, low2) <= min(high, high2) and max(high, high2) > 0
        if of not in HARM:
            found.append("count-same" if one else "count-other")
        elif one:
            found.append("toll-same" if low == high and low2 == high2 else "toll-close")
        elif 0 not in (high, high2):
            x, y = sorted((max(low, 1.0), max(low2, 1.0)))
            found.append("toll-far" if y / x > _FAR and y - x > _SMALL else "toll-close")
    return found


def _in_one_report(a: Mention, b: Mention, names: Sequence[str | None], weights: Weights) -> list[str]:
    """What two events of one report have to do with each other."""
    found = ["report-same"]
    if a.sentence == b.sentence and (a.type != b.type or not _APART.intersection(names)):
        effect = (a.type in weights.effects) != (b.type in weights.effects)
        found.append("clause-effect" if effect else "clause-same")
    elif (a if a.number > b.number else b).definite:
        found.append("refers-back")
    if a.headline != b.headline and a.type == b.type:
        found.append("report-summary")
    return found


def in_common(a: Mention, b: Mention, least: int) -> int:
    """How much of the clause that weighs least the other shares, in hundredths; words that any report may have count little."""
    both = a.words & b.words
    return 100 * weight_of(both) // least if both else 0


def weight_of(words: frozenset[str]) -> int:
    """How much some words weigh: one that few reports have more than one that any report may have."""
    return _RARE * len(words) - (_RARE - 1) * len(words & common_words())


class _Types(NamedTuple):
    """What two types say: the name of it, and its points."""

    kind: str
    fit: int


@lru_cache(maxsize=10_000)
def _types(one: str, other: str, weights: Weights) -> _Types | None:
    """What two types say; None for types that have nothing to do with each other."""
    fit = weights.fit(one, other)
    if fit is not None:
        return _Types("type-same" if one == other else "type-together", fit)
    # A misread type must not keep apart what all else holds together.
    strange = weights.family(other) in reached(weights.family(one))
    return _Types("type-strange", weights.points["type-strange"]) if strange else None


class Start(NamedTuple):
    """What the types and days of a pair say: most pairs come to nothing by these."""

    kind: str
    fit: int
    here: bool
    day: str | None


class Frame(NamedTuple):
    """What types, days and places say, and whether it is one report."""

    marks: list[tuple[str, int]]
    fit: int
    here: bool


def started(a: Mention, b: Mention, weights: Weights) -> Start | None:
    """What types and days say; None where the two are no pair by these."""
    if a.ahead != b.ahead:
        return None
    types = _types(a.type, b.type, weights)
    if types is None:
        return None
    here, day = a.uid == b.uid, days(a, b, weights)
    # What is strange takes a day and a place to ask.
    if types.kind == "type-strange" and (day not in _SAME_DAY or (here and a.sentence != b.sentence)):
        return None
    return Start(types.kind, types.fit, here, day)


def first_marks(start: Start, a: Mention, b: Mention, weights: Weights) -> list[tuple[str, int]]:
    """The marks that types and days give, without those of places."""
    found = [(start.kind, 100)]
    if a.type == b.type and a.type in weights.seldom and not start.here:
        found.append(("type-seldom", 100))
    if start.day is not None:
        found.append((start.day, share_of("d", start.here, a, b, weights)))
    return found


def share_of(mark: str, here: bool, a: Mention, b: Mention, weights: Weights) -> int:
    """How much of its points a day or a place has, in hundredths: less where it is that of another sentence."""
    if mark in a.inherited or mark in b.inherited:
        return weights.settings["inherited-here" if here else "inherited"]
    return 100


def framed(start: Start, place: str | None, a: Mention, b: Mention, weights: Weights) -> Frame | None:
    """What ``places`` said added to types and days; None where the two are no pair by that."""
    if start.kind == "type-strange" and place not in SAME_PLACE:
        return None
    if place in ELSEWHERE and weights.family(a.type) == weights.family(b.type) == "politics":
        place = "place-of-talks"
    told = place not in SAME_PLACE and named(a, b)
    if told and place in UNSURE_PLACE:
        place = "place-named"
    if place is None and not told and not start.here:
        place = "place-unsaid"
    found = first_marks(start, a, b, weights)
    if place is not None:
        found.append((place, share_of("p", start.here, a, b, weights)))
    if told and place != "place-named":
        found.append(("place-named-other", 100))
    return Frame(found, start.fit, start.here)


def who_and_how_many(a: Mention, b: Mention, weights: Weights) -> list[str]:
    """What hours, parties and counts say."""
    names = [hours(a, b), _parties("actor", a.actors, b.actors), _parties("target", a.targets, b.targets)]
    if _swapped(a, b, weights):
        names.append("sides-swapped")
    return [name for name in (*names, *_counts(a, b)) if name is not None]


def completed(
    frame: Frame, names: list[str], shared: int, a: Mention, b: Mention, weights: Weights
) -> list[tuple[str, int]]:
    """All marks of a pair: how much their sentences share is known."""
    more: list[str] = []
    if frame.here:
        more = _in_one_report(a, b, names, weights)
    elif a.sentence == b.sentence:
        more.append("sentence-same")
    elif (
        frame.fit < _AS_GOOD
        and shared < _MUCH_SHARED
        and not (a.inherited or b.inherited or _SHARED.intersection(names))
    ):
        more.append("nothing-else")
    found = frame.marks + [(name, 100) for name in (*names, *more)]
    if a.sentence != b.sentence:
        found.append(("wording", shared))
    return found


def marks(a: Mention, b: Mention, weights: Weights) -> list[tuple[str, int]] | None:
    """The names of what speaks for and against one occasion, each with how much of its points counts, in hundredths.

    None where the two are no pair: types that never go together, or what happened against what is still ahead.
    """
    start = started(a, b, weights)
    frame = None if start is None else framed(start, places(a, b, weights), a, b, weights)
    if frame is None:
        return None
    least = max(min(weight_of(a.words), weight_of(b.words)), 1)
    return completed(frame, who_and_how_many(a, b, weights), in_common(a, b, least), a, b, weights)


def evidence(a: Mention, b: Mention, weights: Weights | None = None) -> list[Evidence] | None:
    """What speaks for and against one occasion; None where the two are no pair."""
    weights = weights or load()
    found = marks(a, b, weights)
    if found is None:
        return None
    return [Evidence(name, each) for (name, _), each in zip(found, worth(found, a, b, weights), strict=True)]


def worth(found: Sequence[tuple[str, int]], a: Mention, b: Mention, weights: Weights) -> list[int]:
    """What marks are worth; that types go together has points of its own for each two types."""
    fit, points = weights.together.get((a.type, b.type), 0), weights.points
    return [fit if name == "type-together" else points[name] * share // 100 for name, share in found]


def score(a: Mention, b: Mention, weights: Weights | None = None) -> int | None:
    """The points of a pair, None where the two are no pair."""
    weights = weights or load()
    found = marks(a, b, weights)
    return None if found is None else sum(worth(found, a, b, weights))
