"""Times: which time expression of the sentence dates which event.

A time belongs to the clause it stands in; one that opens the sentence holds for the first clause.  A deadline is a
forecast's horizon, not an event's date; durations and clock times date nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from marsad.arabic.calendar import TimeExpression, ahead, behind
from marsad.reader.draft import Draft, Parsed
from marsad.reader.words import Word

_OPEN: Final = frozenset("«“")
_CLOSE: Final = frozenset("»”")
#: What is called by a date: schools, camps, bridges, movements, units.
_NAMED: Final = frozenset(
    (
        "site",
        "building",
        "unit",
        "force",
        "group",
        "org",
        "media",
        "road",
        "area",
        "settlement",
        "civilian",
        "toll",
        "collective",
    )
)
#: Units of time that are told to the day.
_DAYS: Final = {"يوم": 1, "أيام": 1, "أسبوع": 7, "أسابيع": 7}
#: Conjunctions that say when, after a time which.
_WHEN: Final = frozenset(("حين", "حينما", "عندما"))
_PASSED_OVER: Final = _WHEN | {"،"}
_DASHES: Final = frozenset("-–—")
#: In a formula of saying, what stands for the matter told.
_TOLD_BY: Final = frozenset(("ما", "لما", "حسبما", "كما"))
DATING: Final = frozenset(("date", "weekday", "relative", "month", "year", "week", "since", "decade", "season"))


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
    saying = _of_formulas(draft.parsed)
    for word in draft.parsed.words:
        time = word.time
        if time is not None and published is not None and draft.status == "occurred":
            time = behind(time, published=published)
        if time is None or time.kind not in DATING or any(a <= word.i < b for a, b in saying):
            continue
        if any(a <= word.i < b for a, b in spans) and not in_name(draft.parsed.words, word.i, draft.first):
            # Words after the predicate date it before those that stand before it.
            found.append((word.i - draft.first if word.i > draft.first else draft.first - word.i + 6, time))
    harm = draft.notes.get("harm")
    told = _before_it(draft) or (_before_it(harm) if harm is not None else None) or (None if found else _when(draft))
    if told is not None or not found:
        return told
    if any(time.kind == "date" for _, time in found):
        found = [item for item in found if item[1].kind not in ("month", "season")]  # في 16 يوليو مع حلول رمضان
    best = min(found, key=lambda item: item[0])[1]
    if draft.status in ("planned", "expected") and published is not None:
        return ahead(best, published=published)
    return best


def _of_formulas(parsed: Parsed) -> list[tuple[int, int]]:
    """From a formula of saying at the end of a sentence to its end: وفق ما أعلن الحاكم الأربعاء dates what he said."""
    found = []
    for chunk in parsed.chunks:
        lead = chunk.prep_word
        if lead is None or not any(x.data.get("role") == "attribution" for x in lead.lexemes):
            continue
        if _TOLD_BY.isdisjoint(lead.form.split()):
            continue
        stop = next(
            (
                c.first
                for c in parsed.chunks
                if c.first > chunk.first
                and (c.kind in ("conj", "rel", "verb") or (c.kind == "comma" and c.word.form not in _DASHES))
            ),
            len(parsed.words),
        )
        found.append((lead.i, stop))
    return found


def _when(draft: Draft) -> TimeExpression | None:
    """في نيسان 2019 حين شنت القوات هجوما: a time right before the conjunction is that of its clause."""
    words, clause = draft.parsed.words, draft.clause
    if clause.opener not in _WHEN or not clause.chunks:
        return None
    at = clause.chunks[0].first - (words[clause.chunks[0].first].form in _WHEN)
    before = next((w for w in reversed(words[max(0, at - 1) : at + 1]) if w.form not in _PASSED_OVER), None)
    time = before.time if before is not None else None
    return time if time is not None and time.kind in DATING else None


def _before_it(draft: Draft) -> TimeExpression | None:
    """The day of what is told by how long before another it was: غداة اغتيال كذا، بعد أسبوع من إعدام كذا."""
    words, chunk = draft.parsed.words, draft.chunk
    if draft.is_verb or chunk.prep_word is None:
        return None
    lasting = "p" in draft.word.numbers and not draft.word.article and not draft.word.after
    if lasting and chunk.prep_word.form == "من":
        return None  # بعد أسبوع من معارك: so long they went on
    lead = words[chunk.first - 1] if chunk.first else None
    if chunk.prep_word.form == "غداه":
        days, since = 1, chunk.prep_word
    elif (
        chunk.prep_word.form in ("من", "علي")
        and lead is not None
        and lead.time is not None
        and lead.time.rule == "calendar.after-units"
    ):
        unit = next((n for of, n in _DAYS.items() if any(of in part for part in lead.text.split())), 0)
        days, since = unit * (lead.time.value or 0), lead
    else:
        return None
    of = [w.time for w in words if w.time is not None and w.time.kind in ("date", "weekday", "relative")]
    of = [time for time in of if time.start is not None and time.start == time.end]
    if not days or not of:
        return None
    other = min(of, key=lambda time: abs(time.start_char - since.start))
    assert other.start is not None
    day = other.start - timedelta(days)
    return other._replace(
        start_char=since.start,
        end_char=since.end,
        start=day,
        end=day,
        kind="relative",
        basis="relative",
        rule="calendar.before-another",
    )


def in_name(words: list[Word], at: int, first: int) -> bool:
    """Whether a time is part of a name (كلية 7 نيسان، صحيفة «اليوم») or of words quoted beside the event."""
    opened = sum(w.form in _OPEN for w in words[:at]) - sum(w.form in _CLOSE for w in words[:at])
    inside = sum(w.form in _OPEN for w in words[:first]) - sum(w.form in _CLOSE for w in words[:first])
    if opened > 0 and inside <= 0 and (any(w.form in _CLOSE for w in words[at:]) and first < at):
        return not any(
            w.form == ":" or (w.pos == "V" and any(x.family == "saying" for x in w.lexemes)) for w in words[:at]
        )
    before = words[at - 1] if at else None
    time = words[at].time
    if (
        before is not None
        and time is not None
        and time.kind == "weekday"
        and words[at].form.startswith("ال")
        and at > 1
    ):
        # الناشط حازم الجمعة: after a title and one given name, the family's.
        named = before.pos == "X" and before.kind == "word" and not before.places and not before.before
        title = words[at - 2]
        return named and title.pos == "N" and title.article and "person" in title.classes
    if before is None or time is None or time.kind != "date" or not words[at].text[:1].isdigit():
        return False
    return before.pos == "N" and not before.article and not before.after and not before.classes.isdisjoint(_NAMED)


def horizon_of(parsed: Parsed, start: int, end: int) -> TimeExpression | None:
    """The deadline or future time between two source offsets."""
    best = None
    for word in parsed.words:
        time = word.time
        if time is None or not start <= word.start < end:
            continue
        if time.kind == "deadline":
            return time
        if best is None and time.kind in DATING:
            best = time
    return best
