"""What neighbourhoods are, said of all items at once: what the store finds from a few of them is held against this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item")


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
        of: dict[Item, int | None] = dict.fromkeys(members)
        parts: list[list[Item]] = []
        for item in members:
            if of[item] is None:
                of[item], edge = len(parts), [item]
                while edge:
                    for other, points in links.get(edge.pop(), {}).items():
                        if points >= least and of.get(other, 0) is None:
                            of[other] = len(parts)
                            edge.append(other)
                parts.append([])
            parts[of[item] or 0].append(item)
        for part in parts:
            if len(part) > largest:
                waiting.append((part, least + step))
            else:
                found.append(part)
    order = {item: at for at, item in enumerate(items)}
    return sorted(found, key=lambda part: order[part[0]])
