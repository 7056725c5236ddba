"""Calendar words against a corpus of wordings, and the promises that hold for any text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import marsad.arabic.calendar
from marsad.arabic.calendar import TimeExpression, ahead, behind, times
from marsad.arabic.calendar_reckoning import add_months, month_window, weekday_near
from marsad.arabic.calendar_words import words
from marsad.arabic.words import tokenize

CORPUS = Path(__file__).parent.parent / "corpus" / "calendar"
WEDNESDAY = date(2023, 11, 8)
PRECISIONS = {"day", "week", "month", "year", "unknown"}


def load(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def read(text: str, published: date | None = WEDNESDAY) -> list[TimeExpression]:
    return times(tokenize(text), published=published)


def only(text: str, published: date | None = WEDNESDAY) -> TimeExpression:
    found = read(text, published)
    assert len(found) == 1, [text[time.start_char : time.end_char] for time in found]
    return found[0]


def as_date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", load("positive"), ids=lambda case: case["text"])
def test_wording(case: dict[str, Any]) -> None:
    found = read(case["text"], as_date(case["published"]))
    spans = [case["text"][time.start_char : time.end_char] for time in found]
    assert spans, "no time found"
    assert case["span"] in spans, f"other words found: {spans}"
    time = found[spans.index(case["span"])]
    assert (time.start, time.end) == (as_date(case["start"]), as_date(case["end"]))
    assert (time.precision, time.basis, time.kind) == (case["precision"], case["basis"], case["kind"])


@pytest.mark.parametrize("case", load("negative"), ids=lambda case: case["text"])
def test_no_time(case: dict[str, Any]) -> None:
    assert [case["text"][t.start_char : t.end_char] for t in read(case["text"])] == []


def test_corpus_is_broad_and_has_no_repeats() -> None:
    positive, negative = load("positive"), load("negative")
    texts = [(case["text"], case["published"]) for case in (*positive, *negative)]
    assert len(texts) == len(set(texts))
    assert len(texts) >= 110
    assert len(negative) * 3 >= len(texts)


def test_every_kind_fires() -> None:
    kinds = {case["kind"] for case in load("positive")}
    documented = "date weekday relative month year week since duration deadline operation-day clock"
    assert kinds == set(documented.split())


def test_every_rule_fires() -> None:
    sources = Path(marsad.arabic.calendar.__file__).parent.glob("calendar*.py")
    named = {
        rule for path in sources for rule in re.findall(r'"(calendar\.[a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    fired = {time.rule for case in load("positive") for time in read(case["text"], as_date(case["published"]))}
    assert named - fired == {"calendar.json"}
    assert {f"calendar.part-{part}" for part in ("early", "middle", "late", "end")} <= fired
    assert {f"calendar.{unit}-relative" for unit in ("week", "month", "year")} <= fired


@pytest.mark.parametrize("name", sorted(words().months))
def test_every_month_name_is_read_with_a_day_and_a_year(name: str) -> None:
    for month in words().months[name]:
        written = " ".join((name, *month.rest))
        year = 1442 if month.hijri else 2017
        time = only(f"في 3 {written} {year}", None)
        first = month_window(year, month.number, hijri=month.hijri).start
        assert first is not None
        assert time.start == time.end == first + timedelta(days=2)


WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


@pytest.mark.parametrize("day", range(7), ids=WEEKDAYS)
def test_weekdays_count_from_publication(day: int) -> None:
    written = WEEKDAYS[day]
    bare, past, coming = (only(written + side).start for side in ("", " الماضي", " المقبل"))
    assert bare is not None
    assert past is not None
    assert coming is not None
    assert {bare.weekday(), past.weekday(), coming.weekday()} == {day}
    assert 0 <= (WEDNESDAY - bare).days < 7
    assert 0 < (WEDNESDAY - past).days <= 7
    assert 0 < (coming - WEDNESDAY).days <= 7


def test_nothing_relative_is_resolved_without_a_publication_date() -> None:
    for case in load("positive"):
        for time in read(case["text"], None):
            if time.basis == "relative":
                assert (time.start, time.end, time.precision) == (None, None, "unknown"), case["text"]


def test_values() -> None:
    assert only("في يومها الثاني").value == 2
    assert only("لليوم الثالث على التوالي").value == 3
    assert only("هدنة لمدة خمسة أيام").value == 5
    assert only("خلال 48 ساعة").value == 48
    assert only("الساعة 21:40").value == 21


def test_weekday_beside_a_distance_decides() -> None:
    """A page dated a day late still has the right day."""
    assert only("أمس الاثنين").start == date(2023, 11, 6)


def test_months_at_their_ends() -> None:
    assert only("نهاية شباط 2024").end == date(2024, 2, 29)
    assert only("خلال شهر", date(2024, 1, 31)).end == date(2024, 2, 29)
    assert only("30 شباط 2024").start is None
    assert add_months(date(2023, 12, 31), -10) == date(2023, 2, 28)


def test_ahead_reads_the_future_tense() -> None:
    cases = {
        "السبت": date(2023, 11, 11),
        "الأربعاء": WEDNESDAY,
        "يوم 15 ديسمبر": date(2023, 12, 15),
        "في مارس": date(2024, 3, 1),
        "السبت الماضي": date(2023, 11, 4),
        "15 ديسمبر 2022": date(2022, 12, 15),
    }
    for text, start in cases.items():
        assert ahead(only(text), published=WEDNESDAY).start == start, text


def test_behind_reads_the_past_tense() -> None:
    two_days = behind(only("خلال 48 ساعة"), published=WEDNESDAY)
    assert (two_days.start, two_days.end, two_days.kind) == (date(2023, 11, 6), WEDNESDAY, "relative")
    assert behind(only("خلال ستة أشهر"), published=WEDNESDAY).start == date(2023, 5, 8)
    weekend = behind(only("نهاية الأسبوع"), published=WEDNESDAY)
    assert (weekend.start, weekend.end) == (date(2023, 11, 3), date(2023, 11, 5))
    yesterday = only("أمس")
    assert behind(yesterday, published=WEDNESDAY) == yesterday


def test_a_slice_of_tokens_is_read_alone() -> None:
    tokens = tokenize("وصلوا السبت وغادروا أمس")
    assert [time.first for time in times(tokens, published=WEDNESDAY)] == [1, 3]
    assert [time.first for time in times(tokens, published=WEDNESDAY, start=2)] == [3]
    assert [time.first for time in times(tokens, published=WEDNESDAY, end=2)] == [1]


def test_marks_and_tatweel_do_not_move_the_span() -> None:
    text = "وَأَمْـسِ الثُّلاثاء عاد"
    time = only(text)
    assert text[time.start_char : time.end_char] == "أَمْـسِ الثُّلاثاء"
    assert time.start == date(2023, 11, 7)


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar_do_not_break(published: date) -> None:
    for case in load("positive"):
        for time in read(case["text"], published):
            assert time.start is None or time.end is None or time.start <= time.end


def test_same_reading_under_any_hash_seed() -> None:
    """Word tables are built from sets; their order must not show."""
    code = (
        "import json,sys;from datetime import date;from marsad.arabic.calendar import times;"
        "from marsad.arabic.words import tokenize;"
        "lines=[json.loads(x)['text'] for x in open(sys.argv[1],encoding='utf-8')];"
        "print([times(tokenize(x),published=date(2023,11,8)) for x in lines])"
    )
    command = [sys.executable, "-c", code, str(CORPUS / "positive.jsonl")]
    base = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    runs = {
        subprocess.run(command, env={**base, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


VOCABULARY = sorted({*words().lexicon, "2017", "14", "3", "48", "/", "-", "(", ")", ":", "،", "و", "قرية", "هاجم"})


@example(heap=["الستينات", "القرن"], published=None)
@given(st.lists(st.sampled_from(VOCABULARY), max_size=14), st.sampled_from([None, WEDNESDAY, date.min, date.max]))
def test_any_heap_of_calendar_words(heap: list[str], published: date | None) -> None:
    text = " ".join(heap)
    tokens = tokenize(text)
    before = 0
    for time in times(tokens, published=published):
        assert before <= time.first < time.last <= len(tokens)
        assert tokens[time.first].start <= time.start_char < time.end_char == tokens[time.last - 1].end
        assert time.start is None or time.end is None or time.start <= time.end
        assert time.precision in PRECISIONS
        assert time.rule.startswith("calendar.")
        before = time.last


@given(st.dates(date(1950, 1, 1), date(2070, 1, 1)), st.integers(0, 6), st.integers(-2, 2))
def test_weekday_near(published: date, weekday: int, step: int) -> None:
    found = weekday_near(published, weekday, step)
    assert found is not None
    assert found.weekday() == weekday
    distance = (found - published).days
    low, high = {0: (-6, 0), -1: (-7, -1), -2: (-14, -8), 1: (1, 7), 2: (8, 14)}[step]
    assert low <= distance <= high
