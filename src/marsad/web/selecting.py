"""Words that a coder selected, as the value of a field: numbers are read, days are reckoned, places are looked up.

What the words do not settle stays open, with the reason; the coder sees what came of the words and corrects it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from marsad.arabic.calendar import times
from marsad.arabic.fold import fold_text
from marsad.arabic.numerals import numbers
from marsad.arabic.words import tokenize
from marsad.errors import CorrectionError
from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.place import Entry
from marsad.reader import reader_of
from marsad.reasons import Reason
from marsad.records import Event, Report

#: The fields that words fill, and whether they hold several.
FIELDS = {"actors": True, "targets": True, "places": True, "counts": True, "time": False, "source": False}
#: How fine a place is that stands for more than itself.
_COARSE = {"country": 4, "admin1": 3, "admin2": 3}


def words(report: Report, start: int, end: int) -> dict[str, Any]:
    """A stretch of the text without the space around it.

    Raises:
        CorrectionError: nothing is left of it.
    """
    text = report.document.text
    if not 0 <= start < end <= len(text):
        raise CorrectionError("these words are not in the text", hint="select them again")
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise CorrectionError("no words were selected", hint="select some")
    return {"text": text[start:end], "start": start, "end": end}


def _entity(report: Report, text: str) -> str | None:
    """Whom words name that the reader knows already."""
    found = (e.id for e in report.entities if e.name == text or any(m.text == text for m in e.mentions))
    return next(found, None)


def _role(report: Report, of: dict[str, Any]) -> dict[str, Any]:
    return of | {"entity": _entity(report, of["text"])}


def precision_of(place: Entry) -> int:
    """How fine a place is, as a report says it: 1 the place itself, 3 a region, 4 a country."""
    return _COARSE.get(place.kind, 1)


def _place(report: Report, of: dict[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    same = next((p for e in report.events for p in e.places if of["text"] in (p.text, p.name)), None)
    if same is not None:
        return same.model_dump(mode="json") | of | {"role": "at"}
    countries = Counter(p.country for e in report.events for p in e.places if p.country)
    entries = gazetteer.lookup(fold_text(of["text"]))
    chosen, _ = gazetteer.choose(entries, countries=dict(countries)) if entries else (None, "")
    found = of | {"role": "at", "name": of["text"]}
    if chosen is None:
        return found | {"reason": str(Reason.PLACE_AMBIGUOUS if entries else Reason.PLACE_UNKNOWN)}
    return found | {
        "id": chosen.id,
        "country": chosen.country,
        "admin1": chosen.admin1,
        "lat": chosen.lat,
        "lon": chosen.lon,
        "precision": precision_of(chosen),
    }


def _time(report: Report, of: dict[str, Any]) -> dict[str, Any]:
    text = report.document.text
    found = times(tokenize(text, of["start"], of["end"]), published=report.document.published)
    value: dict[str, Any] = {"text": of["text"], "start_char": of["start"], "end_char": of["end"], "basis": "stated"}
    if found:
        first = found[0]
        value["basis"] = first.basis if first.basis in ("stated", "relative") else "stated"
        if first.start and first.end:
            value |= {"start": first.start.isoformat(), "end": first.end.isoformat(), "precision": first.precision}
    return value


def _count(report: Report, of: dict[str, Any], what: str) -> dict[str, Any]:
    found = numbers(tokenize(report.document.text, of["start"], of["end"]))
    value = of | {"of": what, "low": None, "high": None}
    if found:
        first = found[0]
        value |= {"low": first.low, "high": first.high, "approximate": first.approximate}
    return value


def value(report: Report, event: Event, field: str, start: int, end: int, *, what: str = "other") -> Any:
    """The new value of a field with some words put into it: beside what it holds, or instead, where it holds one.

    ``what`` is what a number counts.

    Raises:
        CorrectionError: words fill no such field, or there are none.
    """
    if field not in FIELDS:
        raise CorrectionError(f"no words fill {field}", hint=f"one of {', '.join(FIELDS)}")
    of = words(report, start, end)
    made: Any
    if field == "places":
        made = _place(report, of, reader_of().gazetteer)
    elif field == "time":
        made = _time(report, of)
    elif field == "counts":
        made = _count(report, of, what)
    elif field == "source":
        made = _role(report, of) | {"name": of["text"]}
    else:
        made = _role(report, of)
    if not FIELDS[field]:
        return made
    held = event.model_dump(mode="json")[field]
    return [each for each in held if each["start"] != made["start"]] + [made]
