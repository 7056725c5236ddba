"""Dates that name themselves: days of months, dates in figures, clock times; and the years and months they hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from marsad.arabic.calendar_reckoning import (
    OPEN,
    Window,
    day_of_month,
    shifted,
    window_of,
    year_of_month,
)
from marsad.arabic.calendar_words import MonthName, NumberWord, Scan, number_at
from marsad.arabic.words import NUMBER

YEAR_HEADS: Final = ("عام", "سنه", "العام", "السنه")
_DASHES: Final = ("-", "–", "—")
#: What stands between the two names of a month, between the figures of a date, and before a clock time.
_TWIN_MARKS: Final = ("/", "(", "\\", "-", "–", "—")
_FIGURE_MARKS: Final = ("/", "-", "–", "—")
_CLOCK_MARKS: Final = ("،", ",", "|", "-", "–", "—")
_DOTTED: Final = re.compile(r"(\d{1,4})\.(\d{1,2})\.(\d{1,4})")


class Match(NamedTuple):
    """A reading of some tokens as a time; ``since`` is where "since X" begins, ``unit`` the calendar unit of a period."""

    first: int
    last: int
    window: Window
    precision: str
    basis: str
    kind: str
    rule: str
    value: int | None = None
    since: date | None = None
    unit: str = ""
    yearless: bool = False


class Year(NamedTuple):
    """A year in words: its number, None where it leans on something unknown; the calendar; the token after it."""

    number: int | None
    stated: bool
    hijri: bool
    last: int


class Month(NamedTuple):
    """A month in words, with the context its name needs to count as one, and the token after it."""

    number: int
    hijri: bool
    context: str
    last: int


def step_at(scan: Scan, at: int) -> tuple[int | None, int]:
    """How الماضي، الجاري، المقبل at a token move a time (-1, 0, +1; None without such a word), and the token after."""
    word, sets = scan.plain(at), scan.words.sets
    if word in sets["past"]:
        return -1, at + 1
    if word in sets["current"]:
        return 0, at + 1
    if word in sets["next"]:
        return 1, at + 1
    if word == "قبل" and scan.plain(at + 1) in sets["past"]:
        return -2, at + 2
    if word == "بعد" and scan.plain(at + 1) in sets["next"]:
        return 2, at + 2
    return None, at


def _era(scan: Scan, at: int) -> tuple[int, bool]:
    """Skip the era letter after a year; whether it was the Hijri one."""
    if scan.plain(at) in ("م", "ه"):
        return at + 1, scan.plain(at) == "ه"
    return at, False


def year_at(scan: Scan, at: int, *, hijri: bool = False, alone: bool = False) -> Year | None:
    """The year at a token: عام 2017، من العام الماضي, or four digits where ``alone`` or after a month allows them."""
    here = at + 1 if scan.plain(at) == "من" or scan.mark(at) == "/" else at
    headed = scan.base(here) in YEAR_HEADS
    place = here + 1 if headed else here
    if headed and scan.plain(place) == "عام":
        place += 1
    number = scan.digits(place)
    if number is not None and (headed or here == at or scan.mark(at) == "/" or alone):
        last, marked = _era(scan, place + 1)
        width = len(scan.tokens[place].form)
        lunar = marked or (hijri and number < 1600)
        if width == 4 and (1343 <= number <= 1500 if lunar else 1900 <= number < 2100 or (headed and number >= 1500)):
            return Year(number, True, lunar, last)
        if width == 2 and headed and number >= 30 and scan.words.units.get(scan.base(last)) is None:
            return Year(1900 + number, True, False, last)
        return None
    if headed and scan.base(here) in ("العام", "السنه"):
        step, last = step_at(scan, place)
        if step is not None and (here > at or alone):
            return Year(scan.published.year + step if scan.published else None, False, False, last)
        if here > at and scan.plain(place) in scan.words.sets["anaphor"]:
            return Year(None, False, False, place + 1)
    return None


def _month_name(scan: Scan, at: int) -> tuple[MonthName, int] | None:
    for name in scan.words.months.get(scan.base(at), ()):
        if scan.follows(at + 1, name.rest):
            if name.context == "madda":
                # آب, اب and إب fold alike: only the madda makes a month, and the bare alef needs a date around it.
                written = scan.tokens[at].text
                if "أ" in written or "إ" in written:
                    continue
                name = name._replace(context="free" if "آ" in written else "strict")
            return name, at + 1 + len(name.rest)
    return None


def month_at(scan: Scan, at: int) -> Month | None:
    """The month at a token, its second name (تشرين الثاني/نوفمبر) included."""
    found = _month_name(scan, at)
    if found is None:
        return None
    name, last = found
    mark = scan.mark(last)
    other = _month_name(scan, last + 1 if mark and mark in _TWIN_MARKS else last)
    if other and not scan.clitics(last) and (mark != "(" or scan.mark(other[1]) == ")"):
        twin, end = other[0], other[1] + (1 if mark == "(" else 0)
        if name.hijri != twin.hijri and mark:
            return Month(twin.number if name.hijri else name.number, False, "free", end)
        if name.number == twin.number and name.hijri == twin.hijri:
            return Month(name.number, name.hijri, "free", end)
    return Month(name.number, name.hijri, name.context, last)


def year_for(scan: Scan, month: int, hijri: bool, step: int | None, year: Year | None) -> int | None:
    """The year of a month: the one in the words, a range's other end, or reckoned from publication."""
    if year is not None:
        return year.number
    if scan.year_hint is not None and not hijri:
        return scan.year_hint
    return year_of_month(scan.published, month, step, hijri=hijri) if scan.published else None


def is_named(scan: Scan, first: int, year: Year | None) -> bool:
    """Whether a date without a year is part of a name: ثورة 25 يناير."""
    return year is None and scan.within(first - 1, "named_day_after")


def in_a_place_name(scan: Scan, first: int) -> bool:
    """Whether a place or paper is named by the date: مدينة 6 أكتوبر، جسر السادس من أكتوبر."""
    at = first - 1
    while at > first - 4 and (scan.plain(at) == "من" or number_at(scan, at)):
        at -= 1
    return scan.within(at, "named_after")


def _next_day(scan: Scan, at: int) -> tuple[NumberWord, int] | None:
    """The second day of a pair or range of days of one month."""
    if scan.mark(at) in _DASHES or scan.plain(at) in ("الي", "حتي"):
        return number_at(scan, at + 1)
    if scan.clitics(at) == "و":
        return number_at(scan, at)
    if at < scan.stop and scan.tokens[at].form == "و":
        return number_at(scan, at + 1)
    return None


def day_date(scan: Scan, first: int, *, twins: bool = True) -> Match | None:
    """A day, or two, of a month: 14 أكتوبر/تشرين الأول 2017، الثالث من الشهر الجاري، بين 3 و5 مايو."""
    at = first + 1 if scan.base(first) in ("يوم", "اليوم", "يومي") else first
    day = number_at(scan, at)
    if day is None or not 1 <= day[0].value <= 31:
        return None
    number, last = day
    until = _next_day(scan, last)
    if until and 1 <= until[0].value <= 31 and until[0].kind == number.kind:
        final, last = until[0].value, until[1]
    else:
        final = number.value
    linked = scan.plain(last) == "من"
    if number.kind == "ordinal" and not number.definite and number.value > 1:
        return None
    place = last + 1 if linked else last
    if scan.clitics(place):
        return None
    this_month = scan.plain(place) == "الشهر"
    month = month_at(scan, place + 1 if scan.plain(place) in ("شهر", "الشهر") else place)
    if month is None:
        step, end = step_at(scan, place + 1 if this_month else place)
        if this_month and scan.plain(end) in scan.words.sets["anaphor"]:
            return Match(first, end + 1, OPEN, "unknown", "relative", "date", "calendar.day-of-same-month")
        if not (this_month and (linked or step is not None)) and not (
            step == 0 and scan.base(at - 1) in ("في", "يوم", "من")
        ):
            return None
        base = window_of(scan.published and shifted(scan.published, step or 0, "month"), "month").start
        window = Window(
            base and day_of_month(base.year, base.month, number.value, hijri=False),
            base and day_of_month(base.year, base.month, final, hijri=False),
        )
        return Match(first, end, window, "day", "relative", "date", "calendar.day-of-this-month", since=window.start)
    step, last = step_at(scan, month.last)
    year = year_at(scan, last, hijri=month.hijri)
    last = year.last if year else last
    if in_a_place_name(scan, first):
        return None
    if is_named(scan, first, year) and step is None:
        return Match(first, last, OPEN, "unknown", "stated", "date", "calendar.named-day")
    chosen = year_for(scan, month.number, month.hijri, step, year)
    lunar = month.hijri and (year is None or year.hijri)
    window = OPEN
    if chosen:
        window = Window(
            day_of_month(chosen, month.number, number.value, hijri=lunar),
            day_of_month(chosen, month.number, final, hijri=lunar),
        )
    if None in window:
        window = OPEN
    loose = year is None and step is None
    rule = "calendar.date-yearless" if loose else "calendar.date"
    basis = "stated" if year and year.stated else "relative"
    found = Match(first, last, window, "day", basis, "date", rule, yearless=loose)
    return _twin(scan, found, lunar) if twins else found


def _twin(scan: Scan, found: Match, lunar: bool) -> Match:
    """Join a date with the same day in the other calendar; the Gregorian one counts."""
    at = found.last
    mark = scan.mark(at)
    if scan.base(at) not in ("الموافق", "الموافقه") and mark not in ("/", "(", "="):
        return found
    other = numeric_date(scan, at + 1, twins=False) or day_date(scan, at + 1, twins=False)
    if other is None or (mark == "(" and scan.mark(other.last) != ")"):
        return found
    best = other if lunar else found
    return best._replace(first=found.first, last=other.last + (1 if mark == "(" else 0))


def numeric_date(scan: Scan, first: int, *, twins: bool = True) -> Match | None:
    """A date in figures: 2019/11/28، 14-10-2017، 28.11.2019, with the clock time that may follow."""
    at = first + 1 if scan.base(first) in ("يوم", "بتاريخ") else first
    if not (at < scan.stop and scan.tokens[at].kind == NUMBER):
        return None
    dotted = _DOTTED.fullmatch(scan.tokens[at].form)
    if dotted:
        fields, last = list(dotted.groups()), at + 1
    else:
        mark = scan.mark(at + 1)
        if mark not in _FIGURE_MARKS or scan.mark(at + 3) != mark or at + 5 > scan.stop:
            return None
        fields, last = [scan.tokens[at + k].form for k in (0, 2, 4)], at + 5
    if not all(field.isdecimal() for field in fields) or (scan.mark(last) in _FIGURE_MARKS and scan.touching(last)):
        return None
    if len(fields[0]) == 4:
        year, month, day = map(int, fields)
    elif len(fields[2]) == 4 or (len(fields[2]) == 2 and scan.base(at - 1) in ("يوم", "بتاريخ", "الموافق", "اليوم")):
        day, month, year = map(int, fields)
        year += 2000 if len(fields[2]) == 2 else 0
    else:
        return None
    if month > 12 >= day:
        day, month = month, day
    last, marked = _era(scan, last)
    lunar = marked or 1343 <= year <= 1500
    stated = day_of_month(year, month, day, hijri=lunar) if 1 <= month <= 12 else None
    if stated is None or (not lunar and not 1900 <= year < 2100):
        return None
    clock = clock_time(scan, last + 1 if scan.mark(last) in _CLOCK_MARKS else last)
    last = clock.last if clock else last
    found = Match(first, last, Window(stated, stated), "day", "stated", "date", "calendar.numeric")
    return _twin(scan, found, lunar) if twins else found


def clock_time(scan: Scan, first: int) -> Match | None:
    """A time of day: 21:40، الساعة الخامسة والنصف فجرا، عند الثالثة فجرا."""
    headed = scan.base(first) == "الساعه"
    at = first + 1 if headed else first
    hour = scan.digits(at)
    if hour is not None and scan.mark(at + 1) == ":" and scan.touching(at + 1) and scan.touching(at + 2):
        minute, last = scan.digits(at + 2), at + 3
        if hour > 24 or minute is None or minute > 59 or len(scan.tokens[at + 2].form) != 2:
            return None
        if scan.mark(last) == ":" and scan.digits(last + 1) is not None:
            last += 2
    else:
        number = number_at(scan, at)
        if number is None and headed and at < scan.stop and re.fullmatch(r"\d\d?\.\d\d", scan.tokens[at].form):
            hour, last = int(scan.tokens[at].form.split(".")[0]), at + 1
        elif number is None or not 0 <= number[0].value <= 24 or (hour is None and not number[0].definite):
            return None
        else:
            hour, last = number[0].value, number[1]
        if scan.within(last, "and_fraction") and scan.clitics(last) == "و":
            last += 1
        told = scan.plain(last) in scan.words.sets["daypart_adverb"]
        told |= scan.plain(last) == "من" and scan.plain(last + 1) in scan.words.sets["daypart"]
        if not headed and not (told and scan.within(first - 1, "clock_before") and scan.digits(at) is None):
            return None
    maps, after = scan.words.maps, scan.plain(last + 1)
    if scan.plain(last) in scan.words.sets["daypart_adverb"] and not (
        after == "يوم" or after in maps["weekday"] or after in maps["day"]
    ):
        last += 1
    return Match(first, last, OPEN, "unknown", "stated", "clock", "calendar.clock", value=hour)
