"""Under what does something foretold stand, so that an event which may speak to it finds it, and it finds the event?  Pure.

An event speaks to something foretold only where they share a place, a party or a name in quotation marks (``reckoning``).  So each has
parts: whatever may speak to something foretold has one of its parts at least.  Keys are made of them, with the type that was
foretold and whether the event happened or is denied, so that a store can be asked by number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from itertools import combinations

from marsad.observatory.blocks import around, cell
from marsad.observatory.foretold import Foretold
from marsad.observatory.mentions import Mention, Party, Spot
from marsad.observatory.rows import known_digest
from marsad.observatory.weights import load

_FINE = (1, 2)
#: What an event may be that speaks to something foretold.
SPEAKING = ("occurred", "denied")

#: What two of them may have in common.
_Part = tuple[object, ...]


@cache
def fitting(kind: str) -> tuple[str, ...]:
    """The types that go together with one, itself among them; the other way round too."""
    table = load()
    return tuple(sorted({kind, *(each for each in table.families if table.fit(kind, each) is not None)}))


def _square(spot: Spot) -> tuple[int, int] | None:
    if spot.lat is None or spot.lon is None or spot.precision not in _FINE:
        return None
    return cell(spot.lat, spot.lon)


def _pairs(words: Collection[str]) -> set[_Part]:
    return {("two", *pair) for pair in combinations(sorted(words), 2)}


def _standing(name: str) -> set[_Part]:
    """Parts of a name that another one which is alike asks under: all words of the shorter, or two, are those of the other."""
    words = set(name.split())
    if len(words) < 2:
        return {("one", name)}
    return {("has", word) for word in words} | _pairs(words)


def _asking(name: str) -> set[_Part]:
    words = set(name.split())
    if len(words) < 2:
        return {("one", name), ("has", name)}
    return {("one", word) for word in words} | _pairs(words)


def _spot(spot: Spot, tags: Iterable[str]) -> set[_Part]:
    found: set[_Part] = set()
    for tag in tags:
        found.add((tag, "is", spot.key))
        if spot.gazetteer is not None:
            found.add((tag, "id", spot.gazetteer))
    return found


def _parties(side: str, parties: Iterable[Party], parts: Iterable[set[_Part]]) -> set[_Part]:
    return {(side, *part) for _, some in zip(parties, parts, strict=True) for part in some}


def stands(item: Foretold) -> set[_Part]:
    """The parts of something foretold; none where no event was found in the words."""
    about = item.about
    if about is None:
        return set()
    found: set[_Part] = {("named", name) for name in item.names}
    for at, spot in enumerate(about.spots):
        found |= _spot(spot, ["other" if at else "first"])
    for spot in about.spots[:1]:
        found |= {("placed" if spot.gazetteer else "unplaced", *part) for part in _standing(spot.key)}
        if (square := _square(spot)) is not None:
            found |= {("square", *each) for each in around(square)}
    # Where the words name a target or a place, the actor alone will not do, unless a person.
    strict = bool(about.targets or (about.spots and "p" not in about.inherited))
    actors = [party for party in about.actors if party.person or not strict]
    found |= _parties("actor", actors, (_standing(party.key) for party in actors))
    return found | _parties("target", about.targets, (_standing(party.key) for party in about.targets))


def asks(told: Mention, names: Iterable[str]) -> set[_Part]:
    """The parts of an event, and of the ``names`` in its sentence; a place from other sentences says little of it."""
    found: set[_Part] = {("named", name) for name in names}
    spots = () if "p" in told.inherited else told.spots
    for at, spot in enumerate(spots):
        found |= _spot(spot, ["first"] if at else ["first", "other"])
    for spot in spots[:1]:
        tags = ("unplaced",) if spot.gazetteer else ("unplaced", "placed")
        found |= {(tag, *part) for tag in tags for part in _asking(spot.key)}
        if (square := _square(spot)) is not None:
            found.add(("square", *square))
    found |= _parties("actor", told.actors, (_asking(party.key) for party in told.actors))
    return found | _parties("target", told.targets, (_asking(party.key) for party in told.targets))


def awaited(item: Foretold, status: str) -> set[int]:
    """The keys that something foretold stands under, for events of a status."""
    return _keys("awaited", [item.about.type], status, stands(item)) if item.about else set()


def heard(item: Foretold, status: str) -> set[int]:
    """The keys under which it looks for events of a status."""
    return _keys("told", fitting(item.about.type), status, stands(item)) if item.about else set()


def telling(told: Mention, names: Iterable[str]) -> set[int]:
    """The keys that an event stands under."""
    return _keys("told", [told.type], told.status, asks(told, names))


def answered(told: Mention, names: Iterable[str]) -> set[int]:
    """The keys under which an event looks for what was foretold."""
    return _keys("awaited", fitting(told.type), told.status, asks(told, names))


def _keys(side: str, kinds: Iterable[str], status: str, parts: Iterable[_Part]) -> set[int]:
    """A key for each type and part; the number of a part is made once, whatever types it goes with."""
    of_parts = [known_digest(*part) for part in parts]
    return {
        of_kind ^ of_part for of_kind in (known_digest(side, kind, status) for kind in kinds) for of_part in of_parts
    }
