"""What do the days of two mentions say about their being one occasion?  The name of a piece of evidence comes out.

Pure and symmetric.  A night has two days: what one report gives to the evening, another gives to the dawn after it.
"""

from __future__ import annotations

from marsad.observatory.mentions import Mention
from marsad.observatory.weights import Weights

#: Days by which periods longer than a day may miss each other.
_VAGUE_DAYS = 8
_DAWN, _EVENING, _NIGHT = 1, 5, 6


def days(a: Mention, b: Mention, weights: Weights) -> str | None:
    """What their days say."""
    if a.first is not None and b.first is not None and a.last is not None and b.last is not None:
        if (a.first, a.last) == (b.first, b.last) and a.first == a.last:
            return "day-same"
        gap = max(a.first, b.first) - min(a.last, b.last)
        if gap <= 0:
            return "day-overlap"
        if gap <= _VAGUE_DAYS and not (a.day_precision == b.day_precision == "day"):
            return None
        return _of_one_night(a, b) if gap == 1 else "day-other"
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


def _of_one_night(a: Mention, b: Mention) -> str:
    """What two days that follow each other say: the night between them may be told under either."""
    if not a.day_precision == b.day_precision == "day":
        return "day-next"
    first, then = (a, b) if (a.last or 0) < (b.first or 0) else (b, a)
    before = first.hour == _NIGHT or (first.hour == _EVENING and then.hour in (_DAWN, _NIGHT))
    after = then.hour in (_DAWN, _NIGHT)
    if before and after:
        return "day-night"
    open_end = before and then.hour is None, after and first.hour is None
    return "day-night-or-next" if any(open_end) else "day-next"


def hours(a: Mention, b: Mention) -> str | None:
    """What their parts of one day say; a night may be the one before the day or the one after it."""
    if a.hour is None or b.hour is None or a.first != b.first or a.last != b.last:
        return None
    if a.hour == b.hour:
        return "hour-same"
    early, late = sorted((a.hour, b.hour))
    return "hour-other" if late - early > 1 and (early, late) != (_DAWN, _NIGHT) else None
