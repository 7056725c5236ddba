"""Which mentions of a neighbourhood are one occasion?  Average linkage with what people decided; pure.

Always the two groups are joined that fit best on average, until none fit well enough.  Points are whole numbers and ties
are broken by the order of the mentions, which is the same in every store: so the outcome hangs on nothing but the mentions.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Mapping, Sequence

#: What two groups are worth to each other where some of their members are no pair at all.
NEVER = -600


def clusters(
    count: int,
    score: Callable[[int, int], int | None],
    linked: Mapping[int, Collection[int]],
    threshold: int,
    *,
    together: Collection[tuple[int, int]] = (),
    apart: Collection[tuple[int, int]] = (),
) -> list[list[int]]:
    """Groups of the numbers below ``count``, which are in the order that breaks ties; each group is in order.

    ``linked`` tells from either end which pairs may reach the threshold by themselves: without such a pair between them two
    groups cannot reach it on average, so no others are ever scored.  ``together`` are joined in the order given unless that joins two
    of ``apart``; ``apart`` are never joined.
    """
    groups: dict[int, list[int]] = {i: [i] for i in range(count)}
    owner = list(range(count))
    kept_apart: dict[int, set[int]] = {i: set() for i in range(count)}
    for a, b in apart:
        kept_apart[a].add(b)
        kept_apart[b].add(a)

    def allowed(a: int, b: int) -> bool:
        return not any(owner[foe] == b for member in groups[a] for foe in kept_apart[member])

    def join(a: int, b: int) -> None:
        for member in groups[b]:
            owner[member] = a
        groups[a] = sorted(groups[a] + groups.pop(b))

    for one, other in together:
        a, b = sorted((owner[one], owner[other]))
        if a != b and allowed(a, b):
            join(a, b)
    #: By a group: the groups that a link leads to, and the points of all pairs between them.
    near: dict[int, dict[int, int]] = {a: {} for a in groups}
    heap: list[tuple[int, int, int, int, int]] = []

    def meet(a: int, b: int, total: int) -> None:
        near[a][b] = near[b][a] = total
        mean = _mean(total, groups[a], groups[b])
        if mean >= threshold * 100:
            first, second = min(a, b), max(a, b)
            heapq.heappush(heap, (-mean, first, second, len(groups[first]), len(groups[second])))

    def total(members: Collection[int], others: Collection[int]) -> int:
        return sum(_value(score(min(x, y), max(x, y))) for x in members for y in others)

    for a in sorted(groups):
        for b in sorted({owner[other] for member in groups[a] for other in linked.get(member, ())}):
            if a < b and allowed(a, b):
                meet(a, b, total(groups[a], groups[b]))
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if a not in groups or b not in groups or len(groups[a]) != size_a or len(groups[b]) != size_b:
            continue
        mine, theirs = groups[a], groups[b]
        join(a, b)
        left, gone = near.pop(a), near.pop(b)
        near[a] = {}
        for other in sorted((left.keys() | gone.keys()) - {a, b}):
            near[other].pop(a, None)
            near[other].pop(b, None)
            if allowed(a, other):
                of = groups[other]
                known = (
                    left[other] if other in left else total(mine, of),
                    gone[other] if other in gone else total(theirs, of),
                )
                meet(a, other, sum(known))
    return sorted(groups.values())


def _value(score: int | None) -> int:
    return NEVER if score is None else score


def _mean(total: int, one: Sequence[int], other: Sequence[int]) -> int:
    return total * 100 // (len(one) * len(other))
