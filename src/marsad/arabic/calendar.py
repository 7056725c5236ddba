"""Times in Arabic text: which words name a day, a span or a deadline, and which dates they mean.

Nothing here reads a clock: relative words count from the publication date they are given, and stay unresolved without
one.  ``basis`` is "stated" only where the words themselves hold the year.  The grammar is in ``calendar_dates`` (days of
months, figures, clock times), ``calendar_periods`` (weeks, months, years and their parts) and ``calendar_spans`` (days and
spans counted from publication); here prepositions and ranges are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from marsad.arabic.calendar_dates import YEAR_HEADS, Match, clock_time, day_date, numeric_date
from marsad.arabic.calendar_periods import part_period, period
from marsad.arabic.calendar_reckoning import OPEN, Window, add_days, add_months, shifted, weekday_near
from marsad.arabic.calendar_spans import (
    ago,
    ahead_of,
    approximate_at,
    day_named,
    duration,
    operation_day,
    past_or_next_units,
    quantity_at,
)
from marsad.arabic.calendar_words import Scan, words
from marsad.arabic.words import NUMBER, Token

_Rule = Callable[[Scan, int], Match | None]
_DASHES: Final = ("-", "–", "—")
_UNDATED: Final = ("duration", "clock", "operation-day", "deadline")
_MOVABLE: Final = ("calendar.weekday", "calendar.night")


class TimeExpression(NamedTuple):
    """A time in the text and the dates it means.

    Attributes:
        first: index of its first token.
        last: index past its last token.
        start_char: where its words begin in the text, proclitics cut off.
        end_char: where they end.
        start: first day meant; None where it is open or cannot be resolved.
        end: last day meant, inclusive.
        precision: day, week, month, year or unknown.
        basis: stated (the words hold the year) or relative.
        kind: date, weekday, relative, month, year, week, since, duration, deadline, operation-day or clock.
        value: the number in a duration or deadline (units), operation day, clock time (hour) or day offset.
        rule: the rule that made it.
    """

    first: int
    last: int
    start_char: int
    end_char: int
    start: date | None
    end: date | None
    precision: str
    basis: str
    kind: str
    value: int | None
    rule: str


@lru_cache(maxsize=1)
def _dispatch() -> dict[str, tuple[_Rule, ...]]:
    """Which rules may begin with which word, in the order they are tried."""
    table = words()
    maps, sets = table.maps, table.sets
    counted = {*table.numbers, "ال"}
    heads: tuple[tuple[_Rule, Iterable[str]], ...] = (
        (numeric_date, ("يوم", "بتاريخ")),
        (clock_time, ("الساعه", *counted)),
        (day_named, (*sets["daypart"], *maps["weekday"], *maps["day"], *table.day_phrases, "يوم", "منتصف")),
        (day_date, (*counted, "يوم", "اليوم", "يومي")),
        (part_period, (*maps["edge"], *maps["fraction"], *table.seasons, "الاسبوع")),
        (past_or_next_units, (*table.the_units, *counted, "اخر")),
        (period, (*sets["demonstrative"], *table.the_units, *table.months, *maps["decade"], *YEAR_HEADS, "شهر")),
        (operation_day, ("اليوم", *sets["possessed_day"], *table.numbers)),
        (duration, (*counted, *sets["vague"], *table.units, *table.approximate)),
    )
    rules: dict[str, list[_Rule]] = {}
    for rule, starts in heads:
        for start in dict.fromkeys(starts):
            rules.setdefault(start, []).append(rule)
    return {start: tuple(found) for start, found in rules.items()}


_FIGURES: Final[tuple[_Rule, ...]] = (numeric_date, clock_time, day_date, past_or_next_units, period, duration)


def _core(scan: Scan, first: int) -> Match | None:
    """The first rule that reads the tokens from here."""
    if first >= scan.stop:
        return None
    figures = scan.tokens[first].kind == NUMBER
    for rule in _FIGURES if figures else _dispatch().get(scan.base(first), ()):
        found = rule(scan, first)
        if found is not None:
            return found
    return None


def _since(scan: Scan, first: int) -> Match | None:
    """منذ: a whole month is that month; everything else runs on to publication."""
    found = _core(scan, first + 1)
    if found is not None and found.kind not in _UNDATED:
        if found.kind == "month" and found.precision == "month" and found.since is None:
            return found._replace(rule="calendar.since-month", yearless=False)
        start = found.since or found.window.start
        open_end = start is not None and (scan.published is None or start <= scan.published)
        window = Window(start, scan.published) if open_end else OPEN
        return found._replace(first=first, window=window, kind="since", rule="calendar.since", yearless=False)
    quantity = quantity_at(scan, first + 1)
    if quantity is None:
        return found
    published = scan.published
    # "For hours" is still the day of publication; "for years" has no first day.
    count = 0 if quantity.amount is None and quantity.unit in ("hour", "minute") else quantity.amount
    start = shifted(published, -count, quantity.unit) if published and count is not None else None
    precision = quantity.precision if count is not None else "unknown"
    window = Window(start, published)
    return Match(
        first, quantity.last, window, precision, "relative", "since", "calendar.since-units", value=quantity.amount
    )


def _until(scan: Scan, first: int, found: Match) -> Match:
    """A deadline where the day named lies ahead: from publication to its end."""
    published, end = scan.published, found.window.end
    if published is None:
        window = Window(None, end)
    elif end is not None and (end > published or (end == published and end != found.window.start)):
        window = Window(published, end)
    else:
        return found
    return found._replace(first=first, window=window, kind="deadline", rule="calendar.until", yearless=False)


def _before(scan: Scan, first: int) -> Match | None:
    """قبل: so long ago, before the end of a period, or before a day that is only named."""
    whole = day_named(scan, first)
    if whole is not None:
        return whole
    found = _core(scan, first + 1)
    if found is not None and found.kind not in ("duration", "clock", "operation-day"):
        if scan.base(first + 1) == "ظهر":
            return found._replace(first=first)
        until = _until(scan, first, found)
        if until.kind == "deadline":
            return until
        return found._replace(first=first, window=OPEN, precision="unknown", rule="calendar.before", yearless=False)
    quantity = quantity_at(scan, first + 1)
    if quantity is None:
        return found
    if scan.plain(quantity.last) == "من":
        # Two days before something else, or two days ago out of a place: the words do not tell.
        rule, kind, window = "calendar.before-event", "duration", OPEN
    else:
        rule, kind, window = "calendar.ago", "relative", ago(scan, quantity)
    precision = quantity.precision if window.start else "unknown"
    return Match(first, quantity.last, window, precision, "relative", kind, rule, value=quantity.amount)


def _after(scan: Scan, first: int) -> Match | None:
    """بعد: بعد غد and بعد ظهر اليوم are days; after anything else fixes no date."""
    whole = day_named(scan, first)
    if whole is not None:
        return whole
    found = _core(scan, first + 1)
    if found is not None and found.kind not in _UNDATED:
        if scan.base(first + 1) in ("ظهر", "منتصف"):
            return found._replace(first=first)
        return found._replace(first=first, window=OPEN, precision="unknown", rule="calendar.after", yearless=False)
    return _lasting(scan, first, rule="calendar.after-units")


def _within(scan: Scan, first: int) -> Match | None:
    """خلال: a period named after it counts as it is, a length of time is a deadline."""
    found = _core(scan, first + 1)
    if found is not None and found.kind != "duration":
        published, start = scan.published, found.window.start
        if found.rule.endswith("-relative") and published and start and start > published:
            return found._replace(kind="deadline")
        return found
    quantity = quantity_at(scan, first + 1)
    if quantity is None or (quantity.amount is None and not quantity.counted and scan.plain(quantity.last) == "من"):
        return found
    window, kind = ahead_of(scan, quantity), "deadline"
    return Match(
        first, quantity.last, window, quantity.precision, "relative", kind, "calendar.within", value=quantity.amount
    )


def _lasting(scan: Scan, first: int, *, rule: str = "calendar.lasting") -> Match | None:
    """لمدة and its like: a length of time without dates, also where it is one bare unit."""
    found = _core(scan, first + 1)
    if found is not None and found.kind != "duration":
        return found
    quantity = quantity_at(scan, first + 1)
    if quantity is None or (not quantity.counted and quantity.amount is None and rule != "calendar.lasting"):
        return found
    if scan.base(first) in ("مدي", "مدار") and scan.base(first - 1) == "علي":
        first -= 1
    return Match(first, quantity.last, OPEN, "unknown", "stated", "duration", rule, value=quantity.amount)


def _approximated(scan: Scan, first: int) -> Match | None:
    at = approximate_at(scan, first)
    return None if at == first else duration(scan, first)


def _linked(scan: Scan, at: int) -> int:
    """The token a و at ``at`` joins, or -1."""
    if scan.clitics(at) == "و":
        return at
    return at + 1 if at < scan.stop and scan.tokens[at].form == "و" else -1


def _element(scan: Scan, at: int) -> Match | None:
    found = _core(scan, at) or period(scan, at, bare=True)
    return found if found and found.kind not in _UNDATED and found.rule != "calendar.named-day" else None


def _hinted(scan: Scan, first: int, year: int) -> Match | None:
    scan.year_hint = year
    try:
        return _element(scan, first)
    finally:
        scan.year_hint = None


def _joined(scan: Scan, first: int, left: Match, right: Match) -> Match:
    """One range out of two times; the one that has no year of its own takes it from the other."""
    if left.yearless and right.window.start:
        year, end = right.window.start.year, right.window.end
        left = _hinted(scan, left.first, year) or left
        if left.window.start and end and left.window.start > end:
            left = _hinted(scan, left.first, year - 1) or left
    elif right.yearless and left.window.start:
        year = left.window.start.year
        right = _hinted(scan, right.first, year) or right
        if right.window.end and right.window.end < left.window.start:
            right = _hinted(scan, right.first, year + 1) or right
    start, end = left.window.start, right.window.end
    if left.kind == right.kind == "weekday" and right.window.start and left.value is not None:
        start = weekday_near(right.window.start, left.value, 0)
    window = Window(start, end) if start and end and start <= end else OPEN
    kind = left.kind if left.kind == right.kind else "date"
    return right._replace(first=first, window=window, kind=kind, rule="calendar.range", yearless=False)


def _listing(scan: Scan, first: int) -> Match | None:
    """Times under one head: يومي الخميس والجمعة، شهري مارس وأبريل، عامي 2014 و2015."""
    left = _element(scan, first + 1)
    right: Match | None = None
    last = left.last if left else first
    while left and (at := _linked(scan, last)) >= 0 and (found := _element(scan, at)):
        right, last = found, found.last
    return _joined(scan, first, left, right) if left and right else None


def _ranged(scan: Scan, left: Match) -> Match:
    """Widen a time to a range: بين ... و..., من ... إلى ..., or a dash between two dates."""
    if left.kind in _UNDATED or left.kind == "since" or left.rule == "calendar.named-day":
        return left
    before, at = scan.base(left.first - 1), -1
    if before == "بين":
        at = _linked(scan, left.last)
    elif (before == "من" and scan.within(left.last, "through")) or (
        left.kind == "date" and scan.mark(left.last) in _DASHES
    ):
        at = left.last + 1
    right = _element(scan, at) if at >= 0 else None
    return _joined(scan, left.first, left, right) if right else left


def _read(scan: Scan, first: int) -> Match | None:
    base, sets = scan.base(first), scan.words.sets
    if base == "قبل":
        return _before(scan, first)
    if base == "بعد":
        return _after(scan, first)
    if base in sets["since"]:
        return _since(scan, first)
    if base in sets["within"]:
        return _within(scan, first)
    if base in sets["by"]:
        found = _core(scan, first + 1)
        return _until(scan, first, found) if found and found.kind not in _UNDATED else found
    if base in sets["lasting"]:
        return _lasting(scan, first)
    if base in sets["dual_head"] or base in sets["list_head"]:
        return _listing(scan, first) or _core(scan, first)
    return _core(scan, first) or _approximated(scan, first)


def _matches(scan: Scan) -> Iterator[Match]:
    lexicon, starters, tokens = scan.words.lexicon, scan.words.starters, scan.tokens
    at = scan.begin
    while at < scan.stop:
        token = tokens[at]
        entry = lexicon.get(token.form)
        if (entry is None or entry.base not in starters) and token.kind != NUMBER:
            at += 1
            continue
        found = _read(scan, at)
        if found is None:
            at += 1
            continue
        found = _ranged(scan, found)
        yield found
        at = max(found.last, at + 1)


def ahead(time: TimeExpression, *, published: date) -> TimeExpression:
    """The same words read of the future: the next such weekday, day or month instead of the latest.

    For clauses in the future tense; only times that name no year and no side (الماضي، المقبل) move.
    """
    if (
        not (time.rule in _MOVABLE or time.rule.endswith("-yearless"))
        or time.start is None
        or time.end is None
        or time.end >= published
    ):
        return time
    start, end = time.start, time.end
    if time.kind == "weekday":
        later = add_days(start, 7), add_days(end, 7)
    else:
        later = add_months(start, 12), add_months(end, 12)
    return time._replace(start=later[0], end=later[1])


def behind(time: TimeExpression, *, published: date) -> TimeExpression:
    """The same words read of the past: خلال 48 ساعة as the two days up to publication.

    For clauses that tell what has happened; "within so long" turns around, and the end of a week that is not over
    is that of the week before.
    """
    if time.kind == "week" and time.start is not None and time.end is not None and time.start > published:
        return time._replace(start=add_days(time.start, -7), end=add_days(time.end, -7))
    if time.rule != "calendar.within":
        return time
    start = None
    if time.end is not None and time.precision in ("month", "year"):
        months = (time.end.year - published.year) * 12 + time.end.month - published.month
        start = add_months(published, -months)
    elif time.end is not None:
        start = add_days(published, -(time.end - published).days)
    return time._replace(start=start, end=published, kind="relative")


def times(
    tokens: Sequence[Token], *, published: date | None, start: int = 0, end: int | None = None
) -> list[TimeExpression]:
    """The times in ``tokens[start:end]``, left to right, none overlapping, each as long as its rule can make it."""
    stop = len(tokens) if end is None else min(end, len(tokens))
    scan = Scan(tokens, start, stop, published, words())
    return [
        TimeExpression(
            found.first,
            found.last,
            scan.offset(found.first),
            tokens[found.last - 1].end,
            *found.window,
            found.precision if found.window != OPEN or found.kind == "duration" else "unknown",
            found.basis,
            found.kind,
            found.value,
            found.rule,
        )
        for found in _matches(scan)
    ]
