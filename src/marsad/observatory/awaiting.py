"""Which of all that was foretold may an event speak to?  Found by what they have in common, without a look at every pair; pure.

An event speaks to something foretold only where they share a place, a party or a name in quotation marks
(``reckoning``).  So what is foretold stands under the words of its parties and places, their ids and the squares around its points, and
an event asks under its own; what names something in quotation marks also stands under its types, because the name is looked for in
the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from marsad.observatory.foretold import Foretold
from marsad.observatory.mentions import Mention, Spot
from marsad.observatory.weights import load

#: The side of a square, in degrees: some 55 km, which is farther apart than places that count as close.
_SQUARE = 0.5

#: What two of them may have in common.
_Key = tuple[str, object]


def _square(spot: Spot) -> tuple[int, int] | None:
    return None if spot.lat is None or spot.lon is None else (int(spot.lat // _SQUARE), int(spot.lon // _SQUARE))


def _around(square: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """A square and those beside it, also across longitude 180."""
    lat, lon = square
    whole = int(360 / _SQUARE)
    for up in (-1, 0, 1):
        for across in (-1, 0, 1):
            yield lat + up, (lon + across + whole // 2) % whole - whole // 2


def _keys(of: Mention) -> set[_Key]:
    """The words and ids of places and parties."""
    found: set[_Key] = set()
    for spot in of.spots:
        found |= {("place", word) for word in spot.key.split()}
        if spot.gazetteer is not None:
            found.add(("id", spot.gazetteer))
    for party in (*of.actors, *of.targets):
        found.add(("party", party.key))
        found |= {("party", word) for word in party.key.split()}
    return found


class Awaiting:
    """What is foretold, by its anchor, under what an event may have in common with it."""

    def __init__(self, items: Mapping[str, Foretold]) -> None:
        self._under: dict[_Key, list[str]] = {}
        #: The types of events that may speak to any of it.
        self.types: frozenset[str] = frozenset()
        table = load()
        fitting: dict[str, frozenset[str]] = {}
        self._fitting: dict[str, frozenset[str]] = {}
        for anchor, item in items.items():
            about = item.about
            if about is None:
                continue
            if about.type not in fitting:
                fit = (kind for kind in table.families if table.fit(about.type, kind) is not None)
                fitting[about.type] = frozenset(fit)
                self.types |= fitting[about.type]
            self._fitting[anchor] = fitting[about.type]
            keys = _keys(about)
            for spot in about.spots:
                square = _square(spot)
                if square is not None:
                    keys |= {("square", each) for each in _around(square)}
            if item.names:
                keys |= {("type", kind) for kind in fitting[about.type]}
            for key in keys:
                self._under.setdefault(key, []).append(anchor)

    def asked(self, told: Mention) -> set[str]:
        """The anchors of all that an event may speak to, and of some that it does not."""
        keys = _keys(told) | {("type", told.type)}
        keys |= {("square", square) for spot in told.spots if (square := _square(spot)) is not None}
        found = {anchor for key in keys for anchor in self._under.get(key, ())}
        return {anchor for anchor in found if told.type in self._fitting[anchor]}
