"""When two names are the same for the gold files: by their words, in whole or in their main part.

The measure is that of the development gold's own scorer, so its folding is too: it is not the reader's, which
must be free to change without moving the yardstick.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import asin, cos, radians, sin, sqrt

_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_LETTERS = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")
_WORD = re.compile(r"\w+")
#: The share of common words from which two names are one.
_SHARED = 0.5
_EARTH_KM = 6371


def name_words(name: str) -> frozenset[str]:
    """The words of a name without marks and article, one form of alef, ya and ta marbuta."""
    words = _WORD.findall(_MARKS.sub("", name).translate(_LETTERS))
    return frozenset(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words)


def same_name(said: str, accepted: Iterable[str]) -> bool:
    """Whether a name is one of the accepted ones, whole or in its main part."""
    words = name_words(said)
    if not words:
        return False
    for name in accepted:
        wanted = name_words(name)
        shared = len(wanted & words)
        if shared and (wanted <= words or words <= wanted or shared / len(wanted | words) >= _SHARED):
            return True
    return False


def pair(said: Iterable[str], wanted: Iterable[Sequence[str]]) -> tuple[int, int, int]:
    """Hits, false alarms and misses of one list of names; each wanted name is met once."""
    left, hits, extra = list(wanted), 0, 0
    for name in said:
        for at, accepted in enumerate(left):
            if same_name(name, accepted):
                del left[at]
                hits += 1
                break
        else:
            extra += 1
    return hits, extra, len(left)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two points given as latitude and longitude."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(h))
