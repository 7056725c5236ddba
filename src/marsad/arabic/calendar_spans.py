"""Times that lean on the publication date: weekdays, أمس and اليوم, spans of units, days of an operation."""

from __future__ import annotations

from typing import Final, NamedTuple

from marsad.arabic.calendar_dates import Match, day_date, numeric_date, step_at
from marsad.arabic.calendar_periods import period
from marsad.arabic.calendar_reckoning import OPEN, Window, add_days, shifted, weekday_near, window_of
from marsad.arabic.calendar_words import Scan, number_at

_HOUR_LIKE: Final = ("minute", "hour")
_NIGHT_LINKS: Final = ("/", "-", "–", "—", "الي", "علي")


class Quantity(NamedTuple):
    """So many units of time; None where the words do not say how many."""

    amount: int | None
    unit: str
    last: int
    counted: bool

    @property
    def precision(self) -> str:
        """The precision of a date reckoned in this unit."""
        return "day" if self.unit in _HOUR_LIKE else "year" if self.unit == "decade" else self.unit


def excluded(scan: Scan, first: int) -> bool:
    """Whether the token belongs to a phrase that only looks like a time (المصري اليوم، الجمعة السوداء)."""
    for at in range(max(scan.begin, first - 2), min(first + 1, scan.stop)):
        form = scan.tokens[at].form
        for rest in scan.words.not_phrases.get(form, ()):
            if at + len(rest) >= first and scan.follows(at + 1, rest):
                return True
    return False


def approximate_at(scan: Scan, at: int) -> int:
    """The token after نحو، أكثر من and the like, which do not change a date's window."""
    for rest in scan.words.approximate.get(scan.base(at), ()):
        if scan.follows(at + 1, rest):
            return at + 1 + len(rest)
    return at


def quantity_at(scan: Scan, first: int) -> Quantity | None:
    """So many units: ثلاثة أيام، 48 ساعة، شهرين، عدة أسابيع، عام ونصف."""
    at = approximate_at(scan, first)
    count: int | None = None
    counted = False
    if scan.within(at, "vague"):
        at, counted = at + 1, True
    elif (number := number_at(scan, at)) and (number[0].kind != "ordinal"):
        count, at, counted = number[0].value, number[1], True
    unit, grammatical = scan.words.units.get(scan.base(at), ("", ""))
    if not unit or (counted and scan.clitics(at)) or (counted and grammatical == "two"):
        return None
    last = at + 1
    if not counted:
        count = {"one": 1, "two": 2}.get(grammatical)
        counted = grammatical == "two"
        if grammatical == "one" and scan.plain(last) in ("واحد", "واحده"):
            last, counted = last + 1, True
    if scan.within(last, "and_fraction") and scan.clitics(last) == "و":
        last += 1
    return Quantity(count, unit, last, counted)


def ago(scan: Scan, quantity: Quantity) -> Window:
    """The day, week, month or year that lay so many units before publication."""
    if scan.published is None or quantity.unit == "decade":
        return OPEN
    if quantity.amount is None:
        return Window(add_days(scan.published, -1), scan.published) if quantity.unit in _HOUR_LIKE else OPEN
    return window_of(shifted(scan.published, -quantity.amount, quantity.unit), quantity.precision)


def ahead_of(scan: Scan, quantity: Quantity) -> Window:
    """From publication to so many units after it."""
    if scan.published is None:
        return OPEN
    return Window(scan.published, shifted(scan.published, quantity.amount, quantity.unit) if quantity.amount else None)


def duration(scan: Scan, first: int) -> Match | None:
    """A counted length of time that fixes no date: خمسة أيام، ساعتين."""
    quantity = quantity_at(scan, first)
    if quantity is None or not quantity.counted:
        return None
    framed = scan.mark(first - 1) == "(" and scan.mark(quantity.last) == ")"
    if framed or any(scan.within(first - back, "age") for back in range(1, 6)):
        return None
    step, last = step_at(scan, quantity.last)
    if scan.plain(first) == "اخر" or step in (-1, 1):
        return _reach(scan, first, last, quantity, step or -1)
    return Match(
        first, quantity.last, OPEN, "unknown", "stated", "duration", "calendar.duration", value=quantity.amount
    )


def _reach(scan: Scan, first: int, last: int, quantity: Quantity, step: int) -> Match:
    """The last or next so many units, up to or from publication."""
    if step > 0:
        window = ahead_of(scan, quantity)
        return Match(first, last, window, quantity.precision, "relative", "deadline", "calendar.next-units")
    published, start, precision = scan.published, None, "unknown"
    if quantity.amount is not None or quantity.unit in _HOUR_LIKE:
        # Hours without a number reach back into the day before and no further.
        start = published and shifted(published, -(quantity.amount or 24), quantity.unit)
        precision = quantity.precision
    window = Window(start, published)
    return Match(first, last, window, precision, "relative", "relative", "calendar.past-units", since=start)


def past_or_next_units(scan: Scan, first: int) -> Match | None:
    """A span that ends or begins with publication: الأيام الأربعة الماضية، الـ48 ساعة المقبلة، آخر 24 ساعة."""
    if scan.base(first) == "اخر":
        quantity = quantity_at(scan, first + 1)
        return _reach(scan, first, quantity.last, quantity, -1) if quantity and quantity.counted else None
    count: int | None = None
    unit, grammatical = scan.words.the_units.get(scan.base(first), ("", ""))
    at = first + 1
    if not unit:
        number = number_at(scan, first)
        if number is None or not number[0].definite:
            return None
        unit, grammatical = scan.words.units.get(scan.plain(number[1]), ("", ""))
        count, at = number[0].value, number[1] + 1
        if not unit:
            return None
    elif grammatical == "two":
        count = 2
    latest = scan.words.sets["latest"]
    if grammatical == "one" and count is None:
        if scan.plain(at) in latest and scan.plain(at + 1) != "من" and unit in ("week", "month", "year"):
            return _reach(scan, first, at + 1, Quantity(1, unit, at + 1, True), -1)
        return None
    step: int | None = None
    while True:
        word = scan.plain(at)
        found, after = step_at(scan, at)
        if found in (-1, 1):
            step, at = found, after
        elif word in latest:
            step, at = -1, at + 1
        elif word in scan.words.sets["few"]:
            at += 1
        elif count is None and (number := number_at(scan, at)) and number[0].definite:
            count, at = number[0].value, number[1]
        else:
            break
    return None if step is None else _reach(scan, first, at, Quantity(count, unit, at, True), step)


def operation_day(scan: Scan, first: int) -> Match | None:
    """A day counted from the start of something: اليوم الثاني للعملية، يومها الثاني، ثالث أيام العيد."""
    base = scan.base(first)
    number = number_at(scan, first + 1)
    if base == "اليوم" or base in scan.words.sets["possessed_day"]:
        if number is None or not (number[0].definite or (base == "اليوم" and number[0].value > 31)):
            return None
        value, last = number[0].value, number[1]
        in_a_row = scan.plain(last) == "علي" and scan.plain(last + 1) == "التوالي"
        last += 2 if in_a_row else 0
        if in_a_row or (base == "اليوم" and scan.clitics(first).endswith("ل")):
            window = Window(scan.published, scan.published)
            return Match(first, last, window, "day", "relative", "relative", "calendar.running-day", value=value)
    elif (head := number_at(scan, first)) and head[0].kind == "ordinal" and not head[0].definite:
        if scan.plain(head[1]) != "ايام":
            return None
        value, last = head[0].value, head[1] + 1
    else:
        return None
    return Match(first, last, OPEN, "unknown", "relative", "operation-day", "calendar.operation-day", value=value)


def _with_date(scan: Scan, found: Match) -> Match:
    """Join a day with the date that spells it out: اليوم الأحد 7 آب/أغسطس، الجمعة (14-10-2017)."""
    at, mark = found.last, scan.mark(found.last)
    if mark in ("(", "،", ",") or scan.base(at) in ("الموافق", "الموافقه"):
        at += 1
    dated = numeric_date(scan, at) or day_date(scan, at)
    if dated is None or scan.base(at) == "اليوم" or (mark == "(" and scan.mark(dated.last) != ")"):
        return found
    if mark in ("،", ",") and dated.yearless:
        return found
    return dated._replace(first=found.first, last=dated.last + (1 if mark == "(" else 0))


def _adverb(scan: Scan, at: int) -> int:
    return at + 1 if scan.plain(at) in scan.words.sets["daypart_adverb"] else at


def _weekday(scan: Scan, first: int, at: int, *, night: bool) -> Match:
    day = scan.words.maps["weekday"][scan.base(at)]
    rule, last = "calendar.weekday", at + 1
    if night:
        link = last + 1 if scan.mark(last) in _NIGHT_LINKS or scan.plain(last) in _NIGHT_LINKS else last
        if scan.words.maps["weekday"].get(scan.plain(link)) == (day + 1) % 7:
            last, rule = link + 1, "calendar.night"
    last = _adverb(scan, last)
    step, last = step_at(scan, last)
    last = _adverb(scan, last)
    found = scan.published and weekday_near(scan.published, day, step or 0)
    if step:
        rule = "calendar.weekday-past" if step < 0 else "calendar.weekday-next"
    elif scan.plain(last) == "من" and scan.plain(last + 1) == "الاسبوع" and (week := period(scan, last + 1)):
        found = week.window.start and add_days(week.window.start, day)
        last, rule = week.last, "calendar.weekday-of-week"
    return Match(first, last, Window(found, found), "day", "relative", "weekday", rule, value=day, since=found)


def _offset_day(scan: Scan, first: int, last: int, offset: int) -> Match:
    """A day so far from publication, and the weekday that may name it again, which is the firmer of the two."""
    last = _adverb(scan, last)
    found = scan.published and add_days(scan.published, offset)
    framed = scan.mark(last) == "("
    day = scan.words.maps["weekday"].get(scan.plain(last + 1 if framed else last))
    if day is not None and (not framed or scan.mark(last + 2) == ")"):
        last += 3 if framed else 1
        found = scan.published and weekday_near(scan.published, day, 1 if offset > 0 else 0)
    return Match(
        first, last, Window(found, found), "day", "relative", "relative", "calendar.day", value=offset, since=found
    )


def _phrase(scan: Scan, at: int) -> tuple[int, int] | None:
    for rest, offset in scan.words.day_phrases.get(scan.base(at), ()):
        if scan.follows(at + 1, rest):
            return offset, at + 1 + len(rest)
    return None


def day_named(scan: Scan, first: int) -> Match | None:
    """A day by its name or its distance, with its part of day: فجر أمس الثلاثاء، ليل الخميس الجمعة، أول من أمس."""
    sets, maps = scan.words.sets, scan.words.maps
    at = first + 1 if scan.base(first) == "منتصف" and scan.plain(first + 1) in sets["daypart"] else first
    while at < first + 3 and scan.base(at) in sets["daypart"] and not (at > first and scan.clitics(at)):
        at += 1
    night = at > first and scan.base(at - 1) in sets["night"]
    if scan.base(at) == "يوم" and not (at > first and scan.clitics(at)):
        at += 1
    headed = at > first
    if (headed and scan.clitics(at)) or scan.base(first - 1) == "كل" or excluded(scan, at):
        return None
    base = scan.base(at)
    if not headed and scan.within(first - 1, "named_after"):
        return None
    if (phrase := _phrase(scan, at)) is not None:
        return _with_date(scan, _offset_day(scan, first, phrase[1], phrase[0]))
    if base in maps["weekday"]:
        if not headed and scan.plain(first - 1) == "ايام" and scan.clitics(at + 1) != "و":
            return None
        return _with_date(scan, _weekday(scan, first, at, night=night))
    if headed and base in maps["day_after_head"]:
        return _with_date(scan, _offset_day(scan, first, at + 1, maps["day_after_head"][base]))
    if base not in maps["day"]:
        return None
    if base == "اليوم" and not headed:
        after = scan.plain(at + 1)
        if after in sets["anaphor"]:
            return Match(first, at + 2, OPEN, "unknown", "relative", "relative", "calendar.same-day")
        if after in sets["not_today"]:
            return None
        if after not in maps["weekday"] and (counted := day_date(scan, first) or operation_day(scan, first)):
            return counted
    return _with_date(scan, _offset_day(scan, first, at + 1, maps["day"][base]))
