"""Can a pair reach the threshold at all?  The same points as ``pairing`` gives, and none where they are too few; pure.

Of the pairs that share a block few are one occasion.  What types and days say, then places, then words, bounds what the rest can
add: the most that any evidence gives, as ``evidence.csv`` has it.  So a pair is only looked at to the end where it may be linked.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from marsad.observatory.mentions import Mention, Party
from marsad.observatory.pairing import (
    ELSEWHERE,
    HARM,
    SAME_PLACE,
    UNSURE_PLACE,
    completed,
    first_marks,
    framed,
    in_common,
    share_of,
    started,
    weight_of,
    who_and_how_many,
    worth,
)
from marsad.observatory.weights import Weights
from marsad.observatory.whereabouts import places

#: What may be said in place of what places say, once it is known what they are of and whom sentences name.
_INSTEAD: dict[str, Collection[str | None]] = {
    "place-of-talks": ELSEWHERE,
    "place-named": UNSURE_PLACE,
    "place-unsaid": {None},
}
#: Whatever places say.
_ANY = "place"


class Seen(NamedTuple):
    """A mention and what the most that it may have in common with another hangs on; see ``seen``."""

    mention: Mention
    actors: int
    targets: int
    words: int


def seen(mention: Mention) -> Seen:
    """A mention as ``reaching`` takes it, made once for all that it is compared with."""
    return Seen(mention, _sort(mention.actors), _sort(mention.targets), max(weight_of(mention.words), 1))


#: What a side of an event may have in common with that of another: nothing, one, several, a person.
_NOBODY, _ONE, _SEVERAL, _PERSON = range(4)


def _sort(parties: tuple[Party, ...]) -> int:
    if not parties:
        return _NOBODY
    for party in parties:
        if party.person:
            return _PERSON
    return _SEVERAL if len(parties) > 1 else _ONE


def reaching(one: Seen, other: Seen, weights: Weights, least: int) -> int | None:
    """The points of a pair that has so many at least, and None of any other: most pairs need not be looked at to the end."""
    a, b = one.mention, other.mention
    start = started(a, b, weights)
    if start is None:
        return None
    most = _most(weights)
    rest = most.actors[one.actors][other.actors] + most.targets[one.targets][other.targets] + most.any
    if a.counts and b.counts:
        rest += sum([most.tolls if of in HARM else most.counts for of in a.counts.keys() & b.counts.keys()])
    rest += most.sentences[a.sentence == b.sentence, start.here]
    sure = sum(worth(first_marks(start, a, b, weights), a, b, weights))
    if sure + rest + most.wording + most.places[_ANY] < least:
        return None
    place = places(a, b, weights)
    rest += most.places[place] * share_of("p", start.here, a, b, weights) // 100
    if sure + rest + most.wording < least:
        return None
    shared = in_common(a, b, min(one.words, other.words))
    if sure + rest + max(0, weights.points["wording"] * shared // 100) < least:
        return None
    frame = framed(start, place, a, b, weights)
    if frame is None:
        return None
    found = completed(frame, who_and_how_many(a, b, weights), shared, a, b, weights)
    total = sum(worth(found, a, b, weights))
    return total if total >= least else None


class _Most(NamedTuple):
    """The most that kinds of evidence give.

    ``sentences``: by whether it is one sentence and one report, without the wording.  ``places``: by what places say before names in
    sentences are looked for.  ``actors``, ``targets``: by the sorts of either side.
    """

    sentences: dict[tuple[bool, bool], int]
    wording: int
    places: dict[str | None, int]
    actors: list[list[int]]
    targets: list[list[int]]
    tolls: int
    counts: int
    any: int


@lru_cache(maxsize=8)
def _most(weights: Weights) -> _Most:
    points = weights.points

    def best(*names: str) -> int:
        return max(0, *(points[name] for name in names))

    def sides(one: int, several: int, person: int) -> list[list[int]]:
        """By the sorts of both sides: the sort that may have more in common counts, but several only where both are."""
        by_sort = (0, one, several, person)
        return [
            [
                0 if _NOBODY in (x, y) else by_sort[max(x, y)] if _PERSON in (x, y) else by_sort[min(x, y)]
                for y in range(len(by_sort))
            ]
            for x in range(len(by_sort))
        ]

    actor, target = best("actor-same", "actor-other"), best("target-same", "target-other")
    person = best("person-same", "person-other")
    several = max(actor, best("actors-same"))
    here = points["report-same"] + best("clause-effect", "clause-same", "refers-back") + best("report-summary")
    of_places: dict[str | None, int] = {name: value for name, value in points.items() if name.startswith("place-")}
    for place in (None, *of_places):
        others = [points[name] for name, when in _INSTEAD.items() if place in when]
        of_places[place] = max(of_places.get(place, 0), *others, -(1 << 30)) + (
            0 if place in SAME_PLACE else best("place-named-other")
        )
    of_places[_ANY] = max(0, *of_places.values())
    return _Most(
        {
            (True, True): here,
            (True, False): best("sentence-same"),
            (False, True): here,
            (False, False): best("nothing-else"),
        },
        best("wording"),
        of_places,
        sides(actor, several, max(several, person)),
        sides(target, target, max(target, person)),
        best("toll-same", "toll-close", "toll-far"),
        best("count-same", "count-other"),
        best("hour-same", "hour-other") + best("sides-swapped"),
    )
