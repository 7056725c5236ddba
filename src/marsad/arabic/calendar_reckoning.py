"""Reckoning with dates: windows of days, weeks, months and years counted from a publication date.

Weeks run from Monday to Sunday.  Hijri months follow the Umm al-Qura calendar.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from hijridate import Gregorian, Hijri


class Window(NamedTuple):
    """An inclusive range of days, either end open."""

    start: date | None
    end: date | None


OPEN: Final = Window(None, None)


def clamped(year: int, month: int, day: int) -> date | None:
    """The date, with a day past the month's end brought back to it; None outside the calendar."""
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def exact(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, count: int) -> date | None:
    """The date so many days later; None outside the calendar."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def add_months(day: date, count: int) -> date | None:
    """The same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return clamped(year, month + 1, day.day)


def shifted(day: date, count: int, unit: str) -> date | None:
    """The date so many units later; hours and minutes round up to whole days."""
    if unit in ("hour", "minute"):
        days = abs(count) // 24 if unit == "hour" else 0
        return add_days(day, days if count > 0 else -days)
    if unit in ("day", "week"):
        return add_days(day, count * (7 if unit == "week" else 1))
    return add_months(day, count * {"month": 1, "year": 12, "decade": 120}[unit])


def window_of(day: date | None, unit: str) -> Window:
    """The calendar day, week, month, year or decade that holds a date."""
    if day is None:
        return OPEN
    if unit == "week":
        monday = add_days(day, -day.weekday())
        return Window(monday, monday and add_days(monday, 6))
    if unit == "month":
        return Window(day.replace(day=1), clamped(day.year, day.month, 31))
    if unit == "year":
        return Window(date(day.year, 1, 1), date(day.year, 12, 31))
    if unit == "decade":
        first = day.year - day.year % 10
        return Window(exact(first, 1, 1), exact(first + 9, 12, 31))
    return Window(day, day)


def weekday_near(published: date, weekday: int, step: int) -> date | None:
    """The weekday seen from a publication date.

    ``step`` 0: the latest on or before it; -1: the latest strictly before; +1: the next strictly after;
    -2 and +2 a week further.
    """
    back = (published.weekday() - weekday) % 7
    if step < 0 and back == 0:
        back = 7
    if step > 0:
        back -= 7
    return add_days(published, -back + 7 * (step + 1 if step < -1 else step - 1 if step > 1 else 0))


def year_of_month(published: date, month: int, step: int | None, *, hijri: bool) -> int | None:
    """The year of a month named without one.

    None: the latest such month on or before the publication month; 0: the publication year;
    negative: strictly before the publication month; positive: strictly after.  None where the Hijri tables end.
    """
    year, now = published.year, published.month
    if hijri:
        try:
            lunar = Gregorian(published.year, published.month, published.day).to_hijri()
        except OverflowError:
            return None
        year, now = lunar.year, lunar.month
    if step == 0:
        return year
    if step is None:
        return year if month <= now else year - 1
    if step < 0:
        return (year if month < now else year - 1) + step + 1
    return (year if month > now else year + 1) + step - 1


def month_window(year: int, month: int, *, hijri: bool) -> Window:
    """First and last day of a month; open where the calendar does not reach."""
    if not hijri:
        return Window(exact(year, month, 1), clamped(year, month, 31))
    try:
        first = Hijri(year, month, 1).to_gregorian()
        start = date(first.year, first.month, first.day)
        return Window(start, add_days(start, Hijri(year, month, 1).month_length() - 1))
    except (ValueError, OverflowError):
        return OPEN


def day_of_month(year: int, month: int, day: int, *, hijri: bool) -> date | None:
    """The date of a day of a month of either calendar, None where there is none."""
    if not hijri:
        return exact(year, month, day)
    window = month_window(year, month, hijri=True)
    found = window.start and add_days(window.start, day - 1)
    return found if found and window.end and found <= window.end else None


def part_of(window: Window, unit: str, part: str, parts: Mapping[str, Sequence[int]]) -> Window:
    """The beginning, middle or end of a week, month, year or decade."""
    if window.start is None or window.end is None:
        return OPEN
    first, last = parts[part]
    if unit == "week":
        return Window(add_days(window.start, first), add_days(window.start, last))
    if unit == "month":
        return Window(
            add_days(window.start, first - 1), min(add_days(window.start, last - 1) or window.end, window.end)
        )
    if unit == "year":
        return Window(exact(window.start.year, first, 1), clamped(window.start.year, last, 31))
    return Window(exact(window.start.year + first, 1, 1), exact(window.start.year + last, 12, 31))


def nth_part(window: Window, unit: str, count: int, which: int) -> Window:
    """One of the equal parts (halves, quarters, thirds) of a month or year."""
    if window.start is None or window.end is None or not 1 <= which <= count:
        return OPEN
    if unit == "year":
        size = 12 // count
        first = size * (which - 1) + 1
        return Window(exact(window.start.year, first, 1), clamped(window.start.year, first + size - 1, 31))
    size = 30 // count
    end = window.end if which == count else add_days(window.start, size * which - 1)
    return Window(add_days(window.start, size * (which - 1)), end)


def middle_of(window: Window, unit: str) -> date | None:
    """The day that "since the middle of" a month or year begins with."""
    if window.start is None:
        return None
    return add_days(window.start, 14) if unit == "month" else exact(window.start.year, 7, 1)
