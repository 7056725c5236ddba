"""Which mentions of a neighbourhood are one occasion?  Average linkage with what people decided; pure.

Always the two groups are joined that fit best on average, until none fit well enough.  Points are whole numbers and ties
are broken by the order of the mentions, which is the same in every store: so the outcome hangs on nothing but the mentions.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item")
#: What two groups are worth to each other where some of their members are no pair at all.
NEVER = -600


def clusters(
    count: int,
    score: Callable[[int, int], int | None],
    threshold: int,
    *,
    together: Collection[tuple[int, int]] = (),
    apart: Collection[tuple[int, int]] = (),
) -> list[list[int]]:
    """Groups of the numbers below ``count``, which are in the order that breaks ties; each group is in order.

    ``together`` are joined in the order given unless that joins two of ``apart``; ``apart`` are never joined.
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
    sums: dict[tuple[int, int], int] = {}
    numbers = sorted(groups)
    for at, a in enumerate(numbers):
        for b in numbers[at + 1 :]:
            if allowed(a, b):
                sums[a, b] = sum(_value(score(x, y)) for x in groups[a] for y in groups[b])
    heap = [
        (-_mean(total, groups[a], groups[b]), a, b, len(groups[a]), len(groups[b])) for (a, b), total in sums.items()
    ]
    heap = [entry for entry in heap if -entry[0] >= threshold * 100]
    heapq.heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if a not in groups or b not in groups or len(groups[a]) != size_a or len(groups[b]) != size_b:
            continue
        join(a, b)
        sums.pop((a, b), None)
        for other in list(groups):
            if other == a:
                continue
            mine, theirs = (min(a, other), max(a, other)), (min(b, other), max(b, other))
            x, y = sums.pop(mine, None), sums.pop(theirs, None)
            if x is None or y is None:
                continue
            total = sums[mine] = x + y
            mean = _mean(total, groups[a], groups[other])
            if mean >= threshold * 100:
                first, second = mine
                heapq.heappush(heap, (-mean, first, second, len(groups[first]), len(groups[second])))
    return sorted(groups.values())


def _value(score: int | None) -> int:
    return NEVER if score is None else score


def _mean(total: int, one: Sequence[int], other: Sequence[int]) -> int:
    return total * 100 // (len(one) * len(other))


def neighbourhoods(
    items: Sequence[Item], links: Mapping[Item, Mapping[Item, int]], threshold: int, largest: int, step: int
) -> list[list[Item]]:
    """The connected parts of some items; a part that is too large is cut at its weakest links until it is not.

    ``links`` hold the points of each pair from either end; items are in the order in which parts come out.
    """
    found: list[list[Item]] = []
    waiting = [(list(items), threshold)]
    while waiting:
        members, least = waiting.pop()
        inside, seen = set(members), set[Item]()
        for item in members:
            if item in seen:
                continue
            part, edge = {item}, [item]
            while edge:
                here = edge.pop()
                for other, points in links.get(here, {}).items():
                    if points >= least and other in inside and other not in part:
                        part.add(other)
                        edge.append(other)
            seen |= part
            ordered = [each for each in members if each in part]
            if len(ordered) > largest:
                waiting.append((ordered, least + step))
            else:
                found.append(ordered)
    order = {item: at for at, item in enumerate(items)}
    return sorted(found, key=lambda part: order[part[0]])
