"""Weeks, months, years and decades, and the parts of them: مطلع الشهر الجاري، صيف 2014، الأسبوع الأول من مايو."""

from __future__ import annotations

from typing import Final

from marsad.arabic.calendar_dates import (
    YEAR_HEADS,
    Match,
    Year,
    in_a_place_name,
    is_named,
    month_at,
    step_at,
    year_at,
    year_for,
)
from marsad.arabic.calendar_reckoning import (
    OPEN,
    Window,
    add_days,
    day_of_month,
    middle_of,
    month_window,
    nth_part,
    part_of,
    shifted,
    window_of,
)
from marsad.arabic.calendar_words import Scan, number_at
from marsad.arabic.words import WORD

_FREE_YEAR_AFTER: Final = ("في", "منذ", "مذ", "حتي", "بين", "خلال", "قبل", "بعد", "من")


def month_period(scan: Scan, first: int) -> Match | None:
    """A month with what dates it: شهر أكتوبر من عام 2018، تشرين الأول/أكتوبر الجاري."""
    at = first + 1 if scan.base(first) in ("شهر", "الشهر") else first
    month = month_at(scan, at)
    if month is None or (at > first and scan.clitics(at)) or in_a_place_name(scan, first):
        return None
    step, last = step_at(scan, month.last)
    year = year_at(scan, last, hijri=month.hijri)
    last = year.last if year else last
    if month.context != "free" and at == first and year is None and step is None:
        before = scan.base(first - 1)
        if before in scan.words.maps["edge"] or before in scan.words.sets["dual_head"]:
            pass
        elif month.context == "strict" or before not in scan.words.sets["place_in_time"]:
            return None
    if is_named(scan, first, year) and step is None:
        return Match(first, last, OPEN, "unknown", "stated", "month", "calendar.named-day")
    number = year_for(scan, month.number, month.hijri, step, year)
    lunar = month.hijri and (year is None or year.hijri)
    window = month_window(number, month.number, hijri=lunar) if number else OPEN
    basis = "stated" if year and year.stated else "relative"
    loose = year is None and step is None
    rule = "calendar.month-yearless" if loose else "calendar.month"
    return Match(first, last, window, "month", basis, "month", rule, unit="month", yearless=loose)


def _decade(scan: Scan, first: int) -> Match | None:
    number = scan.words.maps["decade"].get(scan.base(first))
    if number is None:
        return None
    last, century = first + 1, 1900
    if scan.plain(last) == "القرن":
        step, end = step_at(scan, last + 1)
        last = end if step == -1 else min(last + 2, scan.stop)  # which century may be left unsaid
        century = 2000 if step == 0 else 1900
    if scan.plain(last) == "من" and scan.within(last + 1, "age"):
        return None
    window = window_of(day_of_month(century + number, 1, 1, hijri=False), "decade")
    return Match(first, last, window, "year", "stated", "year", "calendar.decade", unit="decade")


def _lone_year(scan: Scan, at: int, year: Year) -> bool:
    """Whether four digits without عام are a year and no count (في 2020 منزلا)."""
    if scan.mark(at + 1) in ("/", ":", "%", "٪") or not 1950 <= (year.number or 0) <= 2049 or year.number == 2000:
        return False
    after = scan.tokens[at + 1] if at + 1 < scan.stop else None
    if after is None or after.kind != WORD or scan.base(at + 1):
        return True
    # A counted noun after eleven and up ends in alef; so do verbs in the plural, but with a waw before it.
    return not after.form.endswith("ا") or after.form.endswith("وا")


def period(scan: Scan, first: int, *, bare: bool = False) -> Match | None:
    """A calendar week, month, year or decade; ``bare`` lets الشهر alone mean the current one."""
    pointed = scan.within(first, "demonstrative")
    at = first + 1 if pointed else first
    unit, number = scan.words.the_units.get(scan.base(at), ("", ""))
    if number == "one" and unit in ("week", "month", "year") and not (pointed and scan.clitics(at)):
        step, last = step_at(scan, at + 1)
        dated = (step is not None or pointed or bare) and scan.plain(at + 1) not in scan.words.sets["not_today"]
        if scan.plain(at + 1) in scan.words.sets["anaphor"]:
            return Match(first, at + 2, OPEN, "unknown", "relative", unit, "calendar.same-period", unit=unit)
        if unit == "year" and (year := year_at(scan, at)) and year.stated:
            dated = False
        if unit == "month" and month_at(scan, at + 1):
            dated = False
        if dated and not (scan.base(at) == "العام" and scan.within(first - 1, "title_before_general")):
            window = window_of(scan.published and shifted(scan.published, step or 0, unit), unit)
            return Match(first, last, window, unit, "relative", unit, f"calendar.{unit}-relative", unit=unit)
    if pointed:
        return None
    headed = scan.base(first) in YEAR_HEADS
    free = bare or scan.base(first - 1) in _FREE_YEAR_AFTER
    year = year_at(scan, first) if headed or (free and not scan.clitics(first)) else None
    if year and year.stated and (headed or _lone_year(scan, first, year)):
        start = day_of_month(year.number, 1, 1, hijri=year.hijri) if year.number else None
        window = window_of(start, "year")
        if year.hijri and year.number and start:
            window = Window(start, month_window(year.number, 12, hijri=True).end)
        return Match(first, year.last, window, "year", "stated", "year", "calendar.year", unit="year")
    return month_period(scan, first) or _decade(scan, first)


def part_period(scan: Scan, first: int) -> Match | None:
    """A part of a period: أواخر العام 2017، منتصف آذار، النصف الأول من 2015، صيف 2014."""
    base, maps = scan.base(first), scan.words.maps
    if part := maps["edge"].get(base):
        whole = period(scan, first + 2 if scan.plain(first + 1) == "من" else first + 1, bare=True)
        if whole is None or not whole.unit:
            return None
        table = maps[f"{whole.unit}_part"]
        window = part_of(whole.window, whole.unit, part, table)
        since = (
            middle_of(whole.window, whole.unit)
            if part == "middle" and whole.unit in ("month", "year")
            else window.start
        )
        precision = {"year": "month", "decade": "year", "month": "week"}.get(whole.unit, "day")
        kind = "deadline" if part == "end" and scan.clitics(first).endswith("ب") else whole.kind
        if kind == "deadline" and window.end and scan.published and window.end > scan.published:
            window = Window(scan.published, window.end)
        rule = f"calendar.part-{part}" + ("-yearless" if whole.yearless else "")
        return Match(first, whole.last, window, precision, whole.basis, kind, rule, since=since)
    if base in maps["fraction"] or base == "الاسبوع":
        return _nth(scan, first)
    return _season(scan, first)


def _nth(scan: Scan, first: int) -> Match | None:
    """A counted part: النصف الأول من 2015، الربع الأخير من العام، الأسبوع الثاني من الشهر."""
    base, fractions = scan.base(first), scan.words.maps["fraction"]
    number = number_at(scan, first + 1)
    if scan.within(first + 1, "latest"):
        which, last = 0, first + 2
    elif number and number[0].kind == "ordinal":
        which, last = number[0].value, number[1]
    else:
        return None
    whole = period(scan, last + 1, bare=True) if scan.plain(last) == "من" else None
    if whole is None or whole.unit not in ("month", "year"):
        return None
    if base in fractions:
        window = nth_part(whole.window, whole.unit, fractions[base], which or fractions[base])
        precision = "month" if whole.unit == "year" else "day"
        kind, rule = whole.kind, "calendar.nth-part"
    else:
        window, precision, kind, rule = OPEN, "week", "week", "calendar.week-of-month"
        if whole.unit == "month" and whole.window.start and whole.window.end and which <= 5:
            begin = add_days(whole.window.start, 7 * which - 7) if which else add_days(whole.window.end, -6)
            window = Window(begin, begin and min(add_days(begin, 6) or whole.window.end, whole.window.end))
    return Match(first, whole.last, window, precision, whole.basis, kind, rule, since=window.start)


def _season(scan: Scan, first: int) -> Match | None:
    base = scan.base(first)
    definite = base.startswith("ال")
    months = scan.words.seasons.get(base)
    if months is None:
        return None
    number: int | None = None
    if definite:
        step, last = step_at(scan, first + 1)
        if step is None:
            return None
        stated = False
        if scan.published:
            # "Last summer" in autumn is this year's.
            over = step == -1 and scan.published.month > months[1]
            number = scan.published.year + step + (1 if over else 0)
    else:
        year = year_at(scan, first + 1, alone=True)
        if year is None:
            return None
        number, stated, last = year.number, year.stated, year.last
    window = OPEN
    if number is not None:
        begins = number - 1 if months[0] > months[1] else number
        window = Window(
            month_window(begins, months[0], hijri=False).start, month_window(number, months[1], hijri=False).end
        )
    basis = "stated" if stated else "relative"
    return Match(first, last, window, "month", basis, "month", "calendar.season", since=window.start)
