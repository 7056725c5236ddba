"""What did people change, and does it still hold?  Corrections, kept apart from what the machine read.

The report of the machine stays as it is; a correction is laid over it whenever the tables are made, also after the
text was read again.  An event is known again by its words (trigger and sentence, and where they stand), not by its
number, which another reading may give to another event.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, insert, select, update

from marsad.arabic.sentences import sentences
from marsad.errors import CorrectionError, NotInStoreError
from marsad.observatory.store import now
from marsad.observatory.tables import Correction
from marsad.records import Event, Report

#: What can be corrected; ``event`` set to false strikes the event out, to true says that it is right as it stands.
FIELDS = ("type", "status", "salience", "actors", "targets", "places", "time", "counts", "none", "source", "event")

#: The field of a change that brings an event which the reader missed; ``new`` is the whole event.
ADDED = "added"
_RULE = "coder/added"


@dataclass(frozen=True, slots=True)
class Change:
    """One correction: of which event, which field, from what to what (as JSON), by whom and when."""

    id: int
    document_id: int
    event: str
    anchor: dict[str, Any]
    field: str
    old: Any
    new: Any
    who: str
    made: str
    undone_by: str | None = None
    undone: str | None = None


def anchor(event: Event) -> dict[str, Any]:
    """What an event is known by in another reading of the text."""
    return {
        "trigger": event.trigger.text,
        "start": event.trigger.start,
        "evidence": event.evidence.text,
        "offset": event.trigger.start - event.evidence.start,
    }


def _find(events: Sequence[dict[str, Any]], mark: dict[str, Any]) -> dict[str, Any] | None:
    """The event with the same trigger at the same place, else in the same sentence wherever that now stands."""
    same = [e for e in events if e["trigger"]["text"] == mark["trigger"]]
    for event in same:
        if event["trigger"]["start"] == mark["start"] and event["evidence"]["text"] == mark["evidence"]:
            return event
    in_sentence = [
        e
        for e in same
        if e["evidence"]["text"] == mark["evidence"]
        and e["trigger"]["start"] - e["evidence"]["start"] == mark["offset"]
    ]
    if len(in_sentence) == 1:
        return in_sentence[0]
    # Another reading may cut sentences differently; in the same text the place alone will do.
    return next((e for e in same if e["trigger"]["start"] == mark["start"]), None)


def _moved(value: Any, by: int) -> Any:
    """Offsets of a corrected field, where its sentence stands elsewhere in a new version."""
    if isinstance(value, list):
        return [_moved(each, by) for each in value]
    if isinstance(value, dict):
        ends = {"start", "end"} if "start_char" not in value else {"start_char", "end_char"}
        ends |= {"verb_start", "verb_end"}
        return {k: v + by if k in ends and isinstance(v, int) else _moved(v, by) for k, v in value.items()}
    return value


def _relinked(value: Any, entities: dict[str, set[str]]) -> Any:
    """A corrected field without the entities that another reading numbers otherwise."""
    if isinstance(value, list):
        return [_relinked(each, entities) for each in value]
    if isinstance(value, dict):
        found = {name: _relinked(each, entities) for name, each in value.items()}
        if found.get("entity") is not None and found.get("text") not in entities.get(found["entity"], ()):
            found["entity"] = None
        return found
    return value


def _entities(data: dict[str, Any]) -> dict[str, set[str]]:
    """The words each entity of a report goes by."""
    return {each["id"]: {each["name"], *(m["text"] for m in each["mentions"])} for each in data["entities"]}


def _lay_added(data: dict[str, Any], change: Change) -> str | None:
    """Put an added event into a report, where its sentence now stands; its id there, None where it stands nowhere.

    Where the reader has meanwhile found an event at the same words, the person's takes its place.
    """
    text, mark = data["document"]["text"], change.anchor
    stood = mark["start"] - mark["offset"]
    stands = stood if text.startswith(mark["evidence"], stood) else text.find(mark["evidence"])
    if stands < 0 or (stands != stood and text.find(mark["evidence"], stands + 1) >= 0):
        return None
    event = _relinked(_moved(change.new, stands - stood), _entities(data))
    same = next((e for e in data["events"] if e["trigger"]["start"] == event["trigger"]["start"]), None)
    if same is not None:
        same.update({name: value for name, value in event.items() if name in FIELDS})
        return str(same["id"])
    number = 1 + max((int(e["id"][1:]) for e in data["events"]), default=0)
    data["events"].append(event | {"id": f"e{number}"})
    return f"e{number}"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A report with the corrections laid over it.

    ``touched``: the events they change; ``accepted``: those somebody found right as they stand; ``lost``: the
    corrections that found no event.
    """

    report: Report
    touched: frozenset[str]
    lost: tuple[Change, ...]
    accepted: frozenset[str] = frozenset()


def _sound(data: dict[str, Any]) -> Report | None:
    try:
        tried = Report.model_validate(data)
    except ValidationError:
        return None
    return None if tried.check() else tried


def lay_over(report: Report, changes: Iterable[Change]) -> Corrected:
    """The report as people corrected it; a change whose event is gone, or that fits no more, is said to be lost."""
    current, touched, accepted, lost = report, set[str](), set[str](), list[Change]()
    struck = set[str]()
    for change in changes:
        if change.undone is not None:
            continue
        data = current.to_dict()
        if change.field == ADDED:
            name = _lay_added(data, change)
            event = next((e for e in data["events"] if e["id"] == name), None)
        else:
            event = _find(data["events"], change.anchor)
        if event is None:
            lost.append(change)
            continue
        if change.field == "event":
            (accepted if change.new is True else struck).add(event["id"])
            continue
        if change.field != ADDED:
            value = _moved(change.new, event["trigger"]["start"] - change.anchor["start"])
            event[change.field] = _relinked(value, _entities(data))
        tried = _sound(data)
        if tried is None:
            lost.append(change)
            continue
        current = tried
        touched.add(event["id"])
    if struck:
        current = _without(current, struck)
    return Corrected(current, frozenset(touched | struck), tuple(lost), frozenset(accepted))


def _without(report: Report, struck: set[str]) -> Report:
    events = tuple(event for event in report.events if event.id not in struck)
    statements = tuple(
        each.model_copy(update={"events": tuple(e for e in each.events if e not in struck)})
        for each in report.statements
    )
    return report.model_copy(update={"events": events, "statements": statements})


def changes(connection: Connection, document_id: int) -> list[Change]:
    """The corrections of a document in the order they were made, undone ones among them."""
    table = Correction.__table__
    rows = connection.execute(select(table).where(table.c.document_id == document_id).order_by(table.c.id))
    return [
        Change(**{**row._mapping, **{name: json.loads(row._mapping[name]) for name in ("anchor", "old", "new")}})
        for row in rows
    ]


def add(
    connection: Connection, report: Report, *, document_id: int, event: str, field: str, new: Any, who: str
) -> Change:
    """Keep a correction of ``report``, which is as the document stands now, earlier corrections included.

    Raises:
        NotInStoreError: there is no such event.
        CorrectionError: the field cannot be corrected, or not to this.
    """
    if field not in FIELDS:
        raise CorrectionError(f"{field} cannot be corrected", hint=f"one of {', '.join(FIELDS)}")
    if not who.strip():
        raise CorrectionError("nobody is named who corrects", hint="say who with --by")
    target = next((each for each in report.events if each.id == event), None)
    if target is None:
        raise NotInStoreError(f"no event {event} in {report.document.id}")
    if field == "event":
        if not isinstance(new, bool):
            raise CorrectionError("an event can only be struck out or accepted", hint="false or true")
        old: Any = True
    else:
        old = target.model_dump(mode="json")[field]
    change = Change(0, document_id, event, anchor(target), field, old, new, who.strip(), now())
    if lay_over(report, [change]).lost:
        raise CorrectionError(f"{json.dumps(new, ensure_ascii=False)} does not fit {field} of {event}")
    return _insert(connection, change)


def add_event(connection: Connection, report: Report, *, document_id: int, new: dict[str, Any], who: str) -> Change:
    """Keep an event that the reader missed.

    ``new`` is the event as in the report's JSON; what it does not say is empty.  Its sentence is found around its
    trigger.

    Raises:
        CorrectionError: it is no event, or there is one at these words already.
    """
    if not who.strip():
        raise CorrectionError("nobody is named who corrects", hint="say who with --by")
    given: dict[str, Any] = {"confidence": 1.0, "rule": _RULE} | {
        k: v for k, v in new.items() if k in FIELDS or k == "trigger"
    }
    given["id"] = f"e{1 + max((int(each.id[1:]) for each in report.events), default=0)}"
    try:
        start, end = given["trigger"]["start"], given["trigger"]["end"]
        given["evidence"] = _sentence(report, start, end)
        event = Event.model_validate(given)
    except (KeyError, TypeError, ValidationError):
        raise CorrectionError(
            "this is no event", hint="it needs a type, and a trigger with text, start and end"
        ) from None
    taken = next((each for each in report.events if each.trigger.start == start), None)
    if taken is not None:
        raise CorrectionError(f"there is {taken.id} at these words already", hint="correct that")
    value = event.model_dump(mode="json", exclude={"id"})
    change = Change(0, document_id, event.id, anchor(event), ADDED, None, value, who.strip(), now())
    if lay_over(report, [change]).lost:
        raise CorrectionError("its words do not stand in the text where it says")
    return _insert(connection, change)


def _sentence(report: Report, start: int, end: int) -> dict[str, Any]:
    """The sentence around some words, within their paragraph or line."""
    text = report.document.text
    within = next(((p.start, p.end) for p in report.document.paragraphs if p.start <= start < p.end), None)
    first, last = within or (text.rfind("\n", 0, start) + 1, len(text))
    found = next(((a, b) for a, b in sentences(text, first, last) if a <= start < b), (start, end))
    return {"text": text[found[0] : max(found[1], end)], "start": found[0], "end": max(found[1], end)}


def _insert(connection: Connection, change: Change) -> Change:
    values = {
        "document_id": change.document_id,
        "event": change.event,
        "anchor": json.dumps(change.anchor, ensure_ascii=False),
        "field": change.field,
        "old": json.dumps(change.old, ensure_ascii=False),
        "new": json.dumps(change.new, ensure_ascii=False),
        "who": change.who,
        "made": change.made,
    }
    number = connection.execute(insert(Correction.__table__).values(values)).inserted_primary_key  # type: ignore[arg-type]
    assert number is not None
    return replace(change, id=int(number[0]))


def undo(connection: Connection, number: int, *, document_id: int, who: str) -> None:
    """Take a correction back; it stays in the table.

    Raises:
        NotInStoreError: the document has no such correction, or it was undone before.
    """
    of = (Correction.id == number, Correction.document_id == document_id, Correction.undone.is_(None))
    if not connection.execute(update(Correction).where(*of).values(undone=now(), undone_by=who.strip())).rowcount:
        raise NotInStoreError(f"no correction {number} that could be undone", hint="marsad show lists them")
