"""What did people change, and does it still hold?  Corrections, kept apart from what the machine read.

The report of the machine stays as it is; a correction is laid over it whenever the tables are made, also after the
text was read again.  An event is known again by its words (trigger and sentence, and where they stand), not by its
number, which another reading may give to another event.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, insert, select, update

from marsad.errors import CorrectionError, NotInStoreError
from marsad.observatory.store import now
from marsad.observatory.tables import Correction
from marsad.records import Event, Report

#: What can be corrected; ``event`` set to false strikes the event out.
FIELDS = ("type", "status", "salience", "actors", "targets", "places", "time", "counts", "none", "source", "event")


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


@dataclass(frozen=True, slots=True)
class Corrected:
    """A report with the corrections laid over it: which events they touch, and which found no event."""

    report: Report
    touched: frozenset[str]
    lost: tuple[Change, ...]


def lay_over(report: Report, changes: Iterable[Change]) -> Corrected:
    """The report as people corrected it; a change whose event is gone, or that fits no more, is said to be lost."""
    current, touched, lost = report, set[str](), list[Change]()
    struck = set[str]()
    for change in changes:
        if change.undone is not None:
            continue
        data = current.to_dict()
        event = _find(data["events"], change.anchor)
        if event is None:
            lost.append(change)
        elif change.field == "event":
            struck.add(event["id"])
            touched.add(event["id"])
        else:
            event[change.field] = _moved(change.new, event["trigger"]["start"] - change.anchor["start"])
            try:
                tried = Report.model_validate(data)
            except ValidationError:
                lost.append(change)
                continue
            if tried.check():
                lost.append(change)
                continue
            current = tried
            touched.add(event["id"])
    if struck:
        current = _without(current, struck)
    return Corrected(current, frozenset(touched), tuple(lost))


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
        if new is not False:
            raise CorrectionError("an event can only be struck out", hint="false strikes it out")
        old: Any = True
    else:
        old = target.model_dump(mode="json")[field]
    change = Change(0, document_id, event, anchor(target), field, old, new, who.strip(), now())
    if lay_over(report, [change]).lost:
        raise CorrectionError(f"{json.dumps(new, ensure_ascii=False)} does not fit {field} of {event}")
    values = {
        "document_id": document_id,
        "event": event,
        "anchor": json.dumps(change.anchor, ensure_ascii=False),
        "field": field,
        "old": json.dumps(old, ensure_ascii=False),
        "new": json.dumps(new, ensure_ascii=False),
        "who": change.who,
        "made": change.made,
    }
    number = connection.execute(insert(Correction.__table__).values(values)).inserted_primary_key  # type: ignore[arg-type]
    assert number is not None
    return Change(int(number[0]), document_id, event, change.anchor, field, old, new, change.who, change.made)


def undo(connection: Connection, number: int, *, document_id: int, who: str) -> None:
    """Take a correction back; it stays in the table.

    Raises:
        NotInStoreError: the document has no such correction, or it was undone before.
    """
    of = (Correction.id == number, Correction.document_id == document_id, Correction.undone.is_(None))
    if not connection.execute(update(Correction).where(*of).values(undone=now(), undone_by=who.strip())).rowcount:
        raise NotInStoreError(f"no correction {number} that could be undone", hint="marsad show lists them")
