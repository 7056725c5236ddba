"""Do two mentions tell of one occasion?  Evidence for and against, each piece with its name and its points.

Pure and symmetric: the same two mentions give the same points whichever comes first.  Two types that never go together,
and what has happened against what is still ahead, are no pair at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from marsad.observatory.mentions import Mention, Party, Spot
from marsad.observatory.stems import name_key
from marsad.observatory.weights import Weights, load, rows

_HARM = ("killed", "injured")
#: Points of two types from which they are told as one another.
_AS_GOOD = 140
#: What two events of different types have in common beside day and place.
_SHARED = {"person-same", "target-same", "actor-same", "toll-same", "count-same"}
#: What sets two events of one type in one sentence apart.
_APART = {"person-other", "target-other", "actor-other", "toll-close", "toll-far", "count-other"}
_PART, _REGION, _COUNTRY = 2, 3, 4
#: Days by which periods longer than a day may miss each other.
_VAGUE_DAYS = 8
#: Shared words, in hundredths, from which two clauses have more in common than day and place.
_MUCH_SHARED = 30
_EARTH_KM = 6371.0088
#: A toll that is this many times another is far from it; it may well have risen to less.
_FAR = 4.0
_SMALL = 10


class Evidence(NamedTuple):
    """One piece: its name in ``evidence.csv``, and its points, negative where it speaks against."""

    name: str
    points: int


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


def _place(a: Mention, b: Mention, weights: Weights) -> str | None:
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
    named = [other for other in b.spots[1:] if _one(x, other)] + [other for other in a.spots[1:] if _one(y, other)]
    if named:
        if min(fine_x, fine_y) >= _COUNTRY:
            return "place-country"
        # A village west of a town is not in it.
        beside = all(other.precision == _PART for other in named)
        if not (beside and fine_x == fine_y == 1 and distance(x, y) is not None):
            return "place-contains" if beside else "place-within"
    if _site(x) or _site(y):
        # A site that is not on the map, told under two names: what it lies in says more.
        if _alike(x.key, y.key):
            return "place-within"
        if any(_one(p, q) for p in a.spots[1:] for q in b.spots[1:]):
            return "place-site-other"
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
    if apart <= weights.settings["close-km"]:
        return "place-close"
    return "place-next" if apart <= weights.settings["near-km"] else "place-other"


def _day(a: Mention, b: Mention, weights: Weights) -> str | None:
    if a.first is not None and b.first is not None and a.last is not None and b.last is not None:
        if (a.first, a.last) == (b.first, b.last) and a.first == a.last:
            return "day-same"
        gap = max(a.first, b.first) - min(a.last, b.last)
        if gap <= 0:
            return "day-overlap"
        if gap <= _VAGUE_DAYS and not (a.day_precision == b.day_precision == "day"):
            return None
        return "day-next" if gap == 1 else "day-other"
    told = weights.settings["days-told"]
    if a.first is None and b.first is None:
        if a.told is None or b.told is None:
            return None
        gap = abs(a.told - b.told)
        return "day-told" if gap <= 1 else "day-told-later" if gap <= told else "day-told-apart"
    dated, other = (a, b) if a.first is not None else (b, a)
    if other.told is None or dated.first is None or dated.last is None:
        return None
    # What is told without a day happened on the day it is told, or shortly before.
    since = other.told - dated.last
    if dated.day_precision != "day" and since <= _VAGUE_DAYS:
        return None
    if dated.first > other.told + 1 or since > told:
        return "day-told-apart"
    return "day-told" if since <= 1 else "day-told-later"


def _parties(side: str, a: tuple[Party, ...], b: tuple[Party, ...]) -> str | None:
    if not a or not b:
        return None
    shared = _keys(a) & _keys(b)
    if shared:
        return "person-same" if any(p.person for p in a if p.key in shared) else f"{side}-same"
    mine, theirs = [p for p in a if p.person], [p for p in b if p.person]
    if mine and theirs:
        alike = any(_alike(p.key, q.key) for p in mine for q in theirs)
        return "person-same" if alike else "person-other"
    if any(_alike(p.key, q.key) for p in a for q in b):
        return f"{side}-same"
    if all(_known(p) for p in (*a, *b)) and not _states(a) & _states(b):
        return f"{side}-other"
    return None


def _known(party: Party) -> bool:
    """Whether the registry says who it is, and not merely that nobody knows."""
    return party.ref is not None and not party.ref.startswith("unidentified-")


def _states(parties: tuple[Party, ...]) -> set[str]:
    """The states whose bodies these are: one report says the army, another the security forces."""
    return {party.ref.partition("-of-")[2] for party in parties if party.ref and "-of-" in party.ref}


def _keys(parties: tuple[Party, ...]) -> set[str]:
    return {party.key for party in parties}


def _swapped(a: Mention, b: Mention, weights: Weights) -> bool:
    """Whether who acts in one is acted on in the other; in a fight both do both, and who protests is dispersed."""
    if "clash" in (a.type, b.type) or (a.type != b.type and weights.family(a.type) == "street"):
        return False
    return bool(_keys(a.actors) & _keys(b.targets) or _keys(b.actors) & _keys(a.targets))


def _alike(one: str, other: str) -> bool:
    """Whether all words of the shorter name are in the longer one, or they share two."""
    x, y = set(one.split()), set(other.split())
    return bool(x and y) and (x <= y or y <= x or len(x & y) > 1)


def _range(bounds: tuple[float | None, float | None]) -> tuple[float, float]:
    low, high = bounds
    return (low if low is not None else 0.0, high if high is not None else math.inf)


def _counts(a: Mention, b: Mention) -> list[str]:
    found: list[str] = []
    for of in sorted(a.counts.keys() & b.counts.keys()):
        (low, high), (low2, high2) = _range(a.counts[of]), _range(b.counts[of])
        one = max(low, low2) <= min(high, high2) and max(high, high2) > 0
        if of not in _HARM:
            found.append("count-same" if one else "count-other")
        elif one:
            found.append("toll-same" if low == high and low2 == high2 else "toll-close")
        elif 0 not in (high, high2):
            x, y = sorted((max(low, 1.0), max(low2, 1.0)))
            found.append("toll-far" if y / x > _FAR and y - x > _SMALL else "toll-close")
    return found


def _here(points: int, inherited: bool, here: bool, weights: Weights) -> int:
    if not inherited:
        return points
    return points * weights.settings["inherited-here" if here else "inherited"] // 100


def _in_one_report(a: Mention, b: Mention, names: Sequence[str | None], weights: Weights) -> list[str]:
    """What two events of one report have to do with each other."""
    found = ["report-same"]
    if a.sentence == b.sentence and (a.type != b.type or not _APART.intersection(names)):
        effect = (a.type in weights.effects) != (b.type in weights.effects)
        found.append("clause-effect" if effect else "clause-same")
    elif (a if a.number > b.number else b).definite:
        found.append("refers-back")
    if a.headline != b.headline and a.type == b.type:
        found.append("report-summary")
    return found


def evidence(a: Mention, b: Mention, weights: Weights | None = None) -> list[Evidence] | None:
    """What speaks for and against one occasion; None where the two are no pair."""
    weights = weights or load()
    fit = weights.fit(a.type, b.type)
    if fit is None or a.ahead != b.ahead:
        return None
    points, here = weights.points, a.uid == b.uid
    found = [Evidence("type-same" if a.type == b.type else "type-together", fit)]
    for mark, name in (("d", _day(a, b, weights)), ("p", _place(a, b, weights))):
        if name is not None:
            inherited = mark in a.inherited or mark in b.inherited
            found.append(Evidence(name, _here(points[name], inherited, here, weights)))
    names = [_parties("actor", a.actors, b.actors), _parties("target", a.targets, b.targets)]
    if _swapped(a, b, weights):
        names.append("sides-swapped")
    names += _counts(a, b)
    shared = 100 * len(a.words & b.words) // max(min(len(a.words), len(b.words)), 1)
    if here:
        names += _in_one_report(a, b, names, weights)
    elif a.sentence == b.sentence:
        names.append("sentence-same")
    elif fit < _AS_GOOD and shared < _MUCH_SHARED and not (a.inherited or b.inherited or _SHARED.intersection(names)):
        names.append("nothing-else")
    found += [Evidence(name, points[name]) for name in names if name is not None]
    if a.sentence != b.sentence:
        found.append(Evidence("wording", points["wording"] * shared // 100))
    return found


def score(a: Mention, b: Mention, weights: Weights | None = None) -> int | None:
    """The points of a pair, None where the two are no pair."""
    found = evidence(a, b, weights)
    return None if found is None else sum(points for _, points in found)
