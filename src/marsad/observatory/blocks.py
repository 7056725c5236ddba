"""Where is a mention looked for?  Keys of blocks, so that a new report is compared with its neighbours only.  Pure.

A mention stands under some keys and asks under others, so that of any two that might be one occasion each finds the
other: whichever comes later, the pair is found.  A point is looked for in the cells around it and among the mentions that know
no more than its region; who knows no place at all is looked for by who took part, and by the words of its sentence, among
which the name of the other's place may be.
"""

from __future__ import annotations

from typing import NamedTuple

from marsad.observatory.mentions import Mention, Spot, common_words, own_words
from marsad.observatory.rows import known_digest
from marsad.observatory.weights import load, reached
from marsad.observatory.whereabouts import bare

#: Degrees: cells of some 55 km, of which the nine around a point are asked.
_CELL = 0.5
_FINE = 2
_COUNTRY = 4
#: Of a village, its district and its region, the first two or three say where to look.
_MOST_SPOTS = 3
#: Days before and after in which mentions are compared: what is told without a day may be some days old.
WINDOW = 5


#: What one key is made of.
_Part = tuple[object, ...]


class Keys(NamedTuple):
    """Under what a mention stands, under what it asks, and its day."""

    stands: frozenset[int]
    asks: frozenset[int]
    day: int


def cell(lat: float, lon: float) -> tuple[int, int]:
    """The cell that a point lies in."""
    return int(lat // _CELL), int(lon // _CELL)


def around(middle: tuple[int, int]) -> list[tuple[int, int]]:
    """A cell and those beside it."""
    y, x = middle
    wide = int(360 / _CELL)
    # The globe is round: beyond the last cell of a row comes its first.
    half = wide // 2
    return [(y + dy, (x + dx + half) % wide - half) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]


def _of_spot(spot: Spot) -> tuple[list[_Part], list[_Part]] | None:
    """What the finest place stands and asks under; None where it says too little."""
    region: _Part = (spot.country, spot.admin1 or "")
    stands: list[_Part]
    asks: list[_Part]
    if spot.lat is not None and spot.lon is not None and spot.precision is not None and spot.precision <= _FINE:
        middle = cell(spot.lat, spot.lon)
        stands = [("cell", *middle), ("any", *region)]
        asks = [*(("cell", *each) for each in around(middle)), ("coarse", *region)]
        return stands, asks
    named: list[_Part] = []
    # A sea or a desert has a name and no country.
    if spot.key and (spot.gazetteer is None or spot.country is None):
        named.append(("name", spot.key))
    if spot.country is not None and (spot.precision or 0) < _COUNTRY:
        stands = [("coarse", *region), ("any", *region), *named]
        asks = [("any", *region), *named]
        return stands, asks
    return (named, named) if named else None


def keys(mention: Mention) -> Keys:
    """The keys of a mention."""
    family = load().family(mention.type)
    of_spots = [found for spot in mention.spots[:_MOST_SPOTS] if (found := _of_spot(spot)) is not None]
    # One of those who took part, the same in every report: one that the registry knows, if there is one.
    who = [party.key for party in (*mention.actors, *mention.targets) if party.ref or party.person][:1]
    if not of_spots:
        stands: list[_Part] = [(kind, key) for kind in ("who", "vague") for key in who]
        asks: list[_Part] = [("who", key) for key in who]
        if not who:
            stands.append(("nowhere",))
            asks.append(("nowhere",))
    else:
        stands = [part for found in of_spots for part in found[0]]
        stands += [("who", key) for key in who]
        asks = [part for found in of_spots for part in found[1]]
        asks += [("vague", key) for key in who]
    # A place that the reader did not take for one may still be named in the sentence.
    if not any(spot.lat is not None for spot in mention.spots):
        unplaced = sorted(bare(mention.words) - common_words())
        stands += [("unplaced", word) for word in unplaced]
        asks += [("named", word) for word in unplaced]
    if of_spots:
        word = max(sorted(own_words(mention.spots[0].key)), key=len, default="")
        stands.append(("named", word))
        asks.append(("unplaced", word))
    own = (family, mention.ahead)
    others = [(each, mention.ahead) for each in reached(family)]
    day = mention.first if mention.first is not None else mention.told or 0
    return Keys(
        frozenset(known_digest(*own, *part) for part in stands),
        frozenset(known_digest(*other, *part) for other in others for part in asks),
        day,
    )
