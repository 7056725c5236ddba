"""What do the places of two mentions say about their being one occasion?  The name of a piece of evidence comes out.

Pure and symmetric.  What the reader could not place may still be named in the words: a name is looked for there too.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from marsad.observatory.mentions import Mention, Spot, own_words
from marsad.observatory.stems import name_key
from marsad.observatory.weights import Weights, rows

_PART, _REGION, _COUNTRY = 2, 3, 4
_LEAST_CLITIC = 4
_CLITICS = "بلو"
_EARTH_KM = 6371.0088


def distance(a: Spot, b: Spot) -> float | None:
    """Kilometres between two places, None where one is not on the map."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return apart_km(a.lat, a.lon, b.lat, b.lon)


@lru_cache(maxsize=50_000)
def apart_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points, in degrees, on a globe."""
    p, q = math.radians(lat), math.radians(lat2)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def _one(a: Spot, b: Spot) -> bool:
    return (a.gazetteer is not None and a.gazetteer == b.gazetteer) or (
        a.key == b.key and (a.country == b.country or None in (a.country, b.country))
    )


@cache
def _sites() -> frozenset[str]:
    return frozenset(name_key(word) for _, (word,) in rows("site_words.csv", ("word",)))


def _site(spot: Spot) -> bool:
    """Whether a place is a building or quarter that the gazetteer does not hold."""
    return spot.gazetteer is None and spot.key.partition(" ")[0] in _sites()


def bare(words: frozenset[str]) -> frozenset[str]:
    """Words as they stand and without a letter that may be a clitic: a name without the article keeps its (ببغداد)."""
    return words | {word[1:] for word in words if word[0] in _CLITICS and len(word) > _LEAST_CLITIC}


def _said(word: str, words: frozenset[str]) -> bool:
    """Whether a word is one of ``bare(words)``, which need not be made for it."""
    return word in words or (len(word) >= _LEAST_CLITIC and any(letter + word in words for letter in _CLITICS))


def _names(words: frozenset[str], spots: tuple[Spot, ...]) -> bool:
    if not spots or (spots[0].precision or 0) >= _COUNTRY:
        return False
    own = own_words(spots[0].key)
    return bool(own) and all(_said(word, words) for word in own)


def named(a: Mention, b: Mention) -> bool:
    """Whether the sentence of one names the finest place of the other, which the reader did not take for its place."""
    return _names(b.words, a.spots) or _names(a.words, b.spots)


def _one_around(a: Mention, b: Mention) -> bool:
    """Whether both tell of a larger place around theirs, and it is the same."""
    return any(_one(p, q) for p in a.spots[1:] for q in b.spots[1:] if (p.precision or 0) < _REGION)


def places(a: Mention, b: Mention, weights: Weights) -> str | None:
    """What their finest places say."""
    if not a.spots or not b.spots:
        return None
    x, y = a.spots[0], b.spots[0]
    fine_x, fine_y = x.precision or 0, y.precision or 0
    if _one(x, y):
        if max(fine_x, fine_y) >= _COUNTRY:
            return "place-country"
        # An unknown village stands at its region with the region's precision, under a name of its own.
        if fine_x != fine_y and _PART in (fine_x, fine_y):
            return "place-around"
        return "place-region" if fine_x == fine_y == _REGION and x.gazetteer and y.gazetteer else "place-same"
    both = [other for other in b.spots[1:] if _one(x, other)] + [other for other in a.spots[1:] if _one(y, other)]
    if both:
        if min(fine_x, fine_y) >= _COUNTRY:
            return "place-country"
        # A village west of a town is not in it.
        beside = all(other.precision == _PART for other in both)
        apart = distance(x, y) if beside and fine_x == fine_y == 1 else None
        if apart is None:
            return "place-contains" if beside else "place-within"
        if apart <= weights.settings["town-km"]:
            return "place-quarter"
    if x.gazetteer is None and y.gazetteer is None and alike(x.key, y.key):
        return "place-within"
    if _site(x) or _site(y):
        # A site that is not on the map, told under two names: what it lies in says more.
        if alike(x.key, y.key):
            return "place-within"
        if _one_around(a, b):
            return "place-site-other"
    if None in (x.gazetteer, y.gazetteer) and _one_around(a, b):
        return "place-unknown-shared"
    if x.country and y.country and x.country != y.country:
        apart = distance(x, y)
        return "place-other" if apart is None or apart > weights.settings["near-km"] else "place-next"
    if _COUNTRY in (fine_x, fine_y):
        return "place-country" if x.country == y.country else None
    regions = (fine_x == _REGION and x.gazetteer is not None, fine_y == _REGION and y.gazetteer is not None)
    if any(regions):
        if x.admin1 and y.admin1:
            return "place-contains" if x.admin1 == y.admin1 else "place-other"
        return None
    apart = distance(x, y)
    if apart is None or not (fine_x and fine_y) or _REGION in (fine_x, fine_y):
        return "place-other" if x.admin1 and y.admin1 and x.admin1 != y.admin1 else "place-unknown-other"
    return _by_distance(x, y, apart, weights)


def _by_distance(x: Spot, y: Spot, apart: float, weights: Weights) -> str:
    """What two points say."""
    settings = weights.settings
    if apart <= settings["close-km"]:
        return "place-close"
    # «قضاء بنت جبيل» and «غرب تعز» stand at the town, and are told of what lies around it.
    if apart <= settings["around-km"] and _PART in (x.precision, y.precision):
        return "place-environs"
    if apart <= settings["beside-km"]:
        return "place-beside"
    if x.admin1 and x.admin1 == y.admin1 and any(name_key(each.admin1 or "") == each.key for each in (x, y)):
        return "place-namesake"
    return "place-next" if apart <= settings["near-km"] else "place-other"


def alike(one: str, other: str) -> bool:
    """Whether all words of the shorter name are in the longer one, or they share two."""
    x, y = set(one.split()), set(other.split())
    return bool(x and y) and (x <= y or y <= x or len(x & y) > 1)
