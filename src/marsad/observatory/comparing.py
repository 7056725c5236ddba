"""With which mentions are those of a report compared, and how much speaks for each two being one occasion?

What was compared before is kept at hand, within bounds, because the members of a neighbourhood that grows meet with every report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from marsad.observatory import blocks
from marsad.observatory.athand import AtHand
from marsad.observatory.bulk import numbers, rows
from marsad.observatory.mentions import Mention, held
from marsad.observatory.neighbourhood import At, values, wanted
from marsad.observatory.pairing import score
from marsad.observatory.reaching import Seen, reaching, seen
from marsad.observatory.weights import Weights, load

#: The points of pairs that were compared, by what ``id`` says of the two, which are kept with them so that it holds.
_compared: AtHand[tuple[int, int], tuple[Mention, Mention, int | None]] = AtHand(30_000)

#: From either end: with whom a mention may be one occasion, and the points.
Links = dict[At, dict[At, int]]


@dataclass(slots=True)
class Region:
    """Mentions that are grouped anew together, and the incidents they were of."""

    mentions: dict[At, Mention] = field(default_factory=dict)
    before: dict[At, str | None] = field(default_factory=dict)


def points(one: Mention, other: Mention, weights: Weights) -> int | None:
    """The points of a pair; the members of a neighbourhood that grows are compared once, not with every report that comes."""
    key = (id(one), id(other))
    found = _compared.get(key)
    if found is None:
        found = one, other, score(one, other, weights)
        _compared.put(key, found)
    return found[2]


def read(connection: Connection, ats: Iterable[At], region: Region) -> None:
    """Add some mentions of the store to a region."""
    for some in values(ats):
        for document, number, anchor, incident, packed in rows(
            connection,
            f"SELECT document_id, number, anchor, incident, features FROM {wanted(some)} CROSS JOIN mentions"
            " WHERE document_id = column1 AND number = column2",
        ):
            region.mentions[document, number] = held(number, anchor, packed)
            region.before[document, number] = incident


def _candidates(connection: Connection, keys: Sequence[blocks.Keys], document_id: int) -> dict[int, set[At]]:
    """The mentions of other documents that each of some mentions is to be compared with, by its position."""
    found: dict[int, set[At]] = {}
    for day in sorted({each.day for each in keys}):
        mine = [(at, each.asks) for at, each in enumerate(keys) if each.day == day]
        asked: dict[int, list[int]] = {}
        for at, asks in mine:
            for key in asks:
                asked.setdefault(key, []).append(at)
        for some in numbers(asked):
            for block, document, number in rows(
                connection,
                f"SELECT block, document_id, number FROM blocks WHERE block IN ({some})"
                f" AND day BETWEEN {day - blocks.WINDOW} AND {day + blocks.WINDOW} AND document_id <> {document_id:d}",
            ):
                for at in asked[block]:
                    found.setdefault(at, set()).add((document, number))
    return found


def compare(connection: Connection, document_id: int, own: Sequence[Mention], keys: Sequence[blocks.Keys]) -> Links:
    """The links of a document's mentions, to each other and to their neighbours."""
    weights, found = load(), Links()
    threshold = weights.settings["threshold"]

    def meet(one: At, mine: Seen, other: At, theirs: Seen) -> None:
        total = reaching(mine, theirs, weights, threshold)
        if total is not None:
            found.setdefault(one, {})[other] = total
            found.setdefault(other, {})[one] = total

    candidates = _candidates(connection, keys, document_id)
    others = Region()
    read(connection, {at for each in candidates.values() for at in each}, others)
    theirs = {at: seen(mention) for at, mention in others.mentions.items()}
    mine = [((document_id, mention.number), seen(mention)) for mention in own]
    for at, (here, one) in enumerate(mine):
        for there, second in mine[at + 1 :]:
            meet(here, one, there, second)
        for other in candidates.get(at, ()):
            meet(here, one, other, theirs[other])
    return found
