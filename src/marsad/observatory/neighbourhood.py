"""What holds together with a mention?  Read from the links of the store, no farther than a neighbourhood may reach.

A neighbourhood is what links hold together, if it is not too large; else what stronger links hold together.  In a city of which
every day tells, links lead from each day to the next, and all of them together grow with the store: so it is
never asked what a mention hangs together with, but whether that is more than a neighbourhood may hold, which few links say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from sqlalchemy import Connection

from marsad.observatory import verdicts
from marsad.observatory.bulk import batches, numbers, rows
from marsad.observatory.weights import load

Item = TypeVar("Item")
#: A mention in the store: its document's row, its number.
At = tuple[int, int]
#: Points by which the least points of a link rise where a neighbourhood is too large.
_STEP = 50
#: More points than any evidence gives; and those of what a person put together, which is one neighbourhood whatever the points.
_MOST, DECIDED = 100_000, 1 << 30


class Surroundings(Generic[Item]):
    """The neighbourhoods of some items, whose links are asked for when they are needed.

    Args:
        ask: gives the links of some items, each with its points.
        threshold: the least points of a link.
        largest: how many a neighbourhood may hold.
    """

    def __init__(
        self, ask: Callable[[Collection[Item]], Mapping[Item, Mapping[Item, int]]], threshold: int, largest: int
    ) -> None:
        self._ask, self._threshold, self._largest = ask, threshold, largest
        self.links: dict[Item, dict[Item, int]] = {}
        #: By least points: those that hang together with too many.
        self._crowded: dict[int, set[Item]] = {}

    def _fetch(self, items: Iterable[Item]) -> None:
        unknown = [item for item in items if item not in self.links]
        if unknown:
            found = self._ask(unknown)
            for item in unknown:
                self.links[item] = dict(found.get(item, ()))

    def join(self, links: Mapping[Item, Mapping[Item, int]]) -> None:
        """Add links, given from either end, of items that are new; what hung together with too many still does."""
        for item, ends in links.items():
            # Others are asked for when they are needed.
            if item in self.links:
                self.links[item].update(ends)

    def _together(self, item: Item, least: int) -> set[Item] | None:
        """All that links of so many points hold together with an item; None where it is too much."""
        crowded = self._crowded.setdefault(least, set())
        seen, edge = {item}, {item}
        while edge:
            if len(seen) > self._largest or not crowded.isdisjoint(edge):
                crowded |= seen
                return None
            self._fetch(edge)
            edge = {other for at in edge for other, points in self.links[at].items() if points >= least} - seen
            seen |= edge
        return seen

    def of(self, items: Collection[Item]) -> Iterator[frozenset[Item]]:
        """The neighbourhoods that some items are of, each once."""
        # What is asked for together is had more quickly.
        self._fetch(items)
        done: set[Item] = set()
        for item in items:
            if item in done:
                continue
            least = self._threshold
            while (found := self._together(item, least)) is None:
                least = least + _STEP if least < _MOST else DECIDED + 1
            done |= found
            yield frozenset(found)


def values(ats: Iterable[At]) -> Iterator[str]:
    """Keys of mentions as SQL, some at a time."""
    for some in batches(sorted(ats)):
        yield ",".join(f"({document:d},{number:d})" for document, number in some)


def wanted(pairs: str) -> str:
    """A table of some keys; SQLite looks rows up by key when it stands first in a CROSS JOIN, and reads all of them otherwise."""
    return f"(VALUES {pairs}) AS wanted"


def by_anchor(connection: Connection, anchors: Collection[int]) -> dict[int, At]:
    """Where the events with some anchors are."""
    found: dict[int, At] = {}
    for some in numbers(anchors):
        for document, number, anchor in rows(
            connection, f"SELECT document_id, number, anchor FROM mentions WHERE anchor IN ({some})"
        ):
            found[anchor] = document, number
    return found


def decided(connection: Connection, ats: Iterable[At]) -> dict[At, dict[At, int]]:
    """What people put together with some mentions, as links from these."""
    anchors: dict[int, At] = {}
    for some in values(ats):
        for document, number, anchor in rows(
            connection,
            f"SELECT m.document_id, m.number, m.anchor FROM {wanted(some)} CROSS JOIN mentions m"
            " WHERE m.document_id = column1 AND m.number = column2"
            " AND EXISTS (SELECT 1 FROM decided WHERE decided.anchor = m.anchor)",
        ):
            anchors[anchor] = document, number
    if not anchors:
        return {}
    said = verdicts.read(connection, anchors.keys())
    told = sorted(said.anchors)
    others = by_anchor(connection, told) if said.anchors else {}
    found: dict[At, dict[At, int]] = {}
    for x, y in said.pairs(told).together:
        for one, other in ((told[x], told[y]), (told[y], told[x])):
            if one in anchors:
                found.setdefault(anchors[one], {})[others[other]] = DECIDED
    return found


def surroundings(connection: Connection) -> Surroundings[At]:
    """The neighbourhoods of the mentions of a store."""
    settings = load().settings
    people_decided = bool(rows(connection, "SELECT 1 FROM decided LIMIT 1"))

    def ask(ats: Collection[At]) -> dict[At, dict[At, int]]:
        found: dict[At, dict[At, int]] = {}
        for some in values(ats):
            for a, b, c, d, points in rows(
                connection,
                f"SELECT document_id, number, other_id, other_number, score FROM {wanted(some)} CROSS JOIN links"
                " WHERE document_id = column1 AND number = column2",
            ):
                found.setdefault((a, b), {})[c, d] = points
        for at, others in decided(connection, ats).items() if people_decided else ():
            found.setdefault(at, {}).update(others)
        return found

    return Surroundings(ask, settings["threshold"], settings["largest"])
