"""Points of the compass and distances: على بعد 30 كلم شمال الموصل is a point of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from marsad.reader.words import Word

_BEARINGS: Final = {"شمال": 0.0, "شرق": 90.0, "جنوب": 180.0, "غرب": 270.0}
_KM: Final = {"كم": 1.0, "كلم": 1.0, "كيلومتر": 1.0, "كيلومترا": 1.0, "كيلومترات": 1.0, "كيلومترين": 2.0, "كيلو": 1.0, "ميل": 1.609, "ميلا": 1.609, "اميال": 1.609,
       "متر": 0.001, "مترا": 0.001, "امتار": 0.001}  # fmt: skip
_EARTH_KM: Final = 6371.0
#: How many words may stand between the unit and the direction (30 كيلومترا إلى الشمال من).
_REACH: Final = 3


class Offset(NamedTuple):
    """A distance in kilometres and a bearing in degrees from north, clockwise."""

    km: float
    bearing: float


def bearing_of(words: Sequence[Word], at: int) -> float | None:
    """The bearing that direction words tell from ``words[at]`` on (شمال، جنوب شرقي)."""
    first = _compass(words[at])
    if first is None:
        return None
    second = _compass(words[at + 1]) if at + 1 < len(words) else None
    if second is None or abs(first - second) % 180 == 0:
        return first
    if {first, second} == {0.0, 270.0}:
        return 315.0
    return (first + second) / 2


def offset_before(words: Sequence[Word], at: int) -> Offset | None:
    """The offset of a direction at ``words[at]`` with a distance right before it, or None."""
    bearing = bearing_of(words, at)
    if bearing is None:
        return None
    for k in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word = words[k]
        unit = _KM.get(word.stem) or _KM.get(word.form)
        if unit is not None:
            number = words[k - 1].number if k else None
            if number is None or number.low is None:
                return Offset(unit, bearing) if unit == 2.0 else None
            return Offset(float(number.low) * unit, bearing)
        if word.pos not in ("P", "U"):
            return None
    return None


def moved(lat: float, lon: float, offset: Offset) -> tuple[float, float]:
    """The point that lies an offset away from another."""
    angle, turn = offset.km / _EARTH_KM, math.radians(offset.bearing)
    phi = math.radians(lat)
    target = math.asin(math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(turn))
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * math.sin(target)
    )
    return round(math.degrees(target), 4), round(math.degrees(math.radians(lon) + east), 4)


def _compass(word: Word) -> float | None:
    stem = word.stem if word.stem in _BEARINGS else word.stem.removesuffix("ي")
    return _BEARINGS.get(stem)
