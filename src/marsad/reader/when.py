"""Times: which time expression of the sentence dates which event.

A time belongs to the clause it stands in; one that opens the sentence holds for the first clause.  A deadline is a
forecast's horizon, not an event's date; durations and clock times date nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from marsad.arabic.calendar import TimeExpression, ahead
from marsad.reader.draft import Draft, Parsed

_DATING: Final = frozenset(("date", "weekday", "relative", "month", "year", "week", "since", "decade", "season"))


def time_of(draft: Draft, begin: int, stop: int, published: date | None) -> TimeExpression | None:
    """The time that dates a draft, or None.

    Args:
        draft: a finished draft.
        begin: word index where the draft's clause begins.
        stop: word index of the next event of the sentence.
        published: publication date, from which what is to come is counted.
    """
    found: list[tuple[int, TimeExpression]] = []
    spans = [(begin, stop)] + [(c.chunks[0].first, c.chunks[-1].last) for c in draft.extra if c.chunks]
    for word in draft.parsed.words:
        time = word.time
        if time is None or time.kind not in _DATING:
            continue
        if any(a <= word.i < b for a, b in spans):
            # Words after the predicate date it before those that stand before it.
            found.append((word.i - draft.first if word.i > draft.first else draft.first - word.i + 6, time))
    if not found:
        return None
    best = min(found, key=lambda item: item[0])[1]
    if draft.status in ("planned", "expected") and published is not None:
        return ahead(best, published=published)
    return best


def horizon_of(parsed: Parsed, start: int, end: int) -> TimeExpression | None:
    """The deadline or future time between two source offsets."""
    best = None
    for word in parsed.words:
        time = word.time
        if time is None or not start <= word.start < end:
            continue
        if time.kind == "deadline":
            return time
        if best is None and time.kind in _DATING:
            best = time
    return best
