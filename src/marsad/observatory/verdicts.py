"""What did people decide about events being one occasion or not?  Read for grouping; ``deciding`` writes it.

Decisions know events by their anchors, so they hold again after another reading, and when a document comes back.  Of two that say
the contrary of the same two events the later one holds.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import Connection

from marsad.observatory.bulk import numbers, rows

CANDIDATE = {"standing": "candidate", "standing_by": None, "standing_at": None}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision: its events' anchors in order, those of side 0 first for ``apart``."""

    id: int
    kind: str
    value: str | None
    who: str
    made: str
    anchors: tuple[int, ...]
    side: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Positions of events that belong together, in the order in which that was decided, and that do not."""

    together: list[tuple[int, int]]
    apart: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The decisions that touch some events; ``there``: the anchors of theirs that the store holds now."""

    all: tuple[Verdict, ...]
    there: frozenset[int]

    @property
    def anchors(self) -> frozenset[int]:
        """The events that decisions on groups are about, of those that are there."""
        return frozenset(a for each in self.all if each.kind != "standing" for a in each.anchors) & self.there

    @property
    def touched(self) -> frozenset[int]:
        """All events that decisions are about, of those that are there: whose standing it is hangs on which of them are."""
        return frozenset(a for each in self.all for a in each.anchors) & self.there

    def pairs(self, anchors: Sequence[int]) -> Pairs:
        """What was decided of each two of some events, the latest word on each two."""
        place = {anchor: at for at, anchor in enumerate(anchors)}
        said: dict[tuple[int, int], tuple[str, int]] = {}
        for verdict in reversed(self.all):
            if verdict.kind == "standing":
                continue
            present = [(place[a], side) for a, side in zip(verdict.anchors, verdict.side, strict=True) if a in place]
            for (x, side), (y, other) in combinations(present, 2):
                if verdict.kind == "same" or side == other == 0:
                    said.setdefault((min(x, y), max(x, y)), ("same", verdict.id))
                elif side != other:
                    said.setdefault((min(x, y), max(x, y)), ("apart", verdict.id))
        together = sorted((number, pair) for pair, (kind, number) in said.items() if kind == "same")
        return Pairs([pair for _, pair in together], sorted(p for p, (kind, _) in said.items() if kind == "apart"))

    def standing(self, members: Collection[int]) -> dict[str, Any]:
        """The standing of an incident: that of the latest decision whose first event that is there it holds."""
        for verdict in reversed(self.all):
            if verdict.kind != "standing":
                continue
            first = next((anchor for anchor in verdict.anchors if anchor in self.there), None)
            if first in members:
                return {"standing": verdict.value, "standing_by": verdict.who, "standing_at": verdict.made}
        return dict(CANDIDATE)


def read(connection: Connection, anchors: Collection[int]) -> Verdicts:
    """The decisions that hold and touch some events, in the order they were made."""
    touched: set[int] = set()
    for some in numbers(anchors):
        touched |= {row[0] for row in rows(connection, f"SELECT decision_id FROM decided WHERE anchor IN ({some})")}
    if not touched:
        return Verdicts((), frozenset())
    found: list[Verdict] = []
    mentioned: set[int] = set()
    for some in numbers(touched):
        heads = rows(
            connection,
            f"SELECT id, kind, value, who, made FROM decisions WHERE undone IS NULL AND id IN ({some})",
        )
        parts: dict[int, list[tuple[int, int]]] = {}
        for number, anchor, side in rows(
            connection,
            f"SELECT decision_id, anchor, side FROM decided WHERE decision_id IN ({some})"
            " ORDER BY decision_id, position",
        ):
            parts.setdefault(number, []).append((anchor, side))
        for number, kind, value, who, made in heads:
            mine = parts.get(number, [])
            found.append(Verdict(number, kind, value, who, made, tuple(a for a, _ in mine), tuple(s for _, s in mine)))
            mentioned |= {anchor for anchor, _ in mine}
    there: set[int] = set()
    for some in numbers(mentioned):
        there |= {row[0] for row in rows(connection, f"SELECT anchor FROM mentions WHERE anchor IN ({some})")}
    return Verdicts(tuple(sorted(found, key=lambda each: each.id)), frozenset(there))
