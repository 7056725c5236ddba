"""A report that people corrected as a gold file, in the format that ``gold.read_gold`` reads."""

from __future__ import annotations

import json
from typing import Any

from marsad.records import Event, Place, Report

#: How far from its point a place may be set, in km, by how fine the words are.
_REACH_KM = {1: 15, 2: 40, 3: 150, 4: 900}


def _clause(text: str, event: Event) -> str:
    """Words of the text that hold the predicate first of all, and that stand in the text once only."""
    trigger, evidence = event.trigger, event.evidence
    start, end = evidence.start, max(evidence.end, trigger.end)
    if not start <= text.find(trigger.text, start) == trigger.start:
        start = trigger.start
    while text.find(text[start:end]) != start or text.find(text[start:end], start + 1) >= 0:
        if end >= len(text):
            break
        end += 1
    return text[start:end]


def _place(place: Place) -> dict[str, Any]:
    names = list(dict.fromkeys((place.text, place.name)))
    found: dict[str, Any] = {"name": names[0] if len(names) == 1 else names, "role": place.role}
    if place.lat is not None and place.lon is not None:
        found["geo"] = [place.lat, place.lon, _REACH_KM[place.precision or 1]]
    return found


def _event(text: str, event: Event) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": [event.type],
        "status": [event.status],
        "trigger": event.trigger.text,
        "in": _clause(text, event),
        "actors": [[each.text] for each in event.actors],
        "targets": [[each.text] for each in event.targets],
        "places": [_place(place) for place in event.places],
        "counts": [
            {"of": each.of, "low": each.low, "high": each.high, "approximate": each.approximate}
            for each in event.counts
        ],
    }
    if event.time is not None and event.time.start and event.time.end:
        found["time"] = {"start": event.time.start.isoformat(), "end": event.time.end.isoformat()}
    source = event.source
    names = [source.name, source.text, source.organisation] if source is not None else []
    found["source"] = list(dict.fromkeys(name for name in names if name)) or None
    return found


def gold(report: Report) -> str:
    """The report as the JSON of a gold file; its statements are left out, for nobody corrects them."""
    document = report.document
    data = {
        "id": document.id,
        "published": document.published.isoformat() if document.published else None,
        "text": document.text,
        "events": [_event(document.text, event) for event in report.events],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
