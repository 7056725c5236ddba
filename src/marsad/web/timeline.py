"""How do incidents lie in time?  Counts by day become bars, of days where they fit, else of weeks, months or years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: So many bars can still be told apart and pointed at on a laptop.
_MOST = 140
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """The incidents from one day to another; ``chosen`` says whether the days that are asked for reach into it."""

    first: date
    last: date
    incidents: int
    chosen: bool


def _month(day: date) -> date:
    return day.replace(day=1)


def _after_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


#: By name: the first day of the piece of time that a day is in, and the first day after one that begins on a day.
_STEPS: dict[str, tuple[Callable[[date], date], Callable[[date], date]]] = {
    "day": (lambda day: day, lambda day: day + _ONE),
    "week": (lambda day: day - timedelta(days=day.weekday()), lambda day: day + timedelta(days=7)),
    "month": (_month, _after_month),
    "year": (lambda day: date(day.year, 1, 1), lambda day: date(day.year + 1, 1, 1)),
}
_LENGTHS = {"day": 1, "week": 7, "month": 28}


def bars(
    days: Sequence[tuple[date, int]], since: date | None = None, until: date | None = None
) -> tuple[str, list[Bar]]:
    """The step that was taken (day, week, month or year) and its bars without gaps; ``days`` in their order."""
    if not days:
        return "day", []
    span = (days[-1][0] - days[0][0]).days + 1
    step = next((name for name in ("day", "week", "month") if span / _LENGTHS[name] <= _MOST), "year")
    begin, after = _STEPS[step]
    counts: dict[date, int] = {}
    for day, many in days:
        counts[begin(day)] = counts.get(begin(day), 0) + many
    made: list[Bar] = []
    at = begin(days[0][0])
    while at <= days[-1][0]:
        last = after(at) - _ONE
        chosen = (since is None or last >= since) and (until is None or at <= until)
        made.append(Bar(at, last, counts.get(at, 0), chosen))
        at = last + _ONE
    return step, made
