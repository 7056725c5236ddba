"""What speaks for an entry of the ledger and against it, of which the first ones of either side are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from marsad.observatory.bulk import batches, fill
from marsad.observatory.foretold import Foretold, words
from marsad.observatory.reckoning import Sign, first, late
from marsad.observatory.rows import Row
from marsad.observatory.tables import Document, Event, Speaking, Telling
from marsad.observatory.tables import Mention as MentionRow

#: The day of what has no deadline.
NEVER = date.max

#: An event: its document's row, its number.
At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """A sign, and the event that it is."""

    at: At
    sign: Sign


def kept_of(found: Iterable[Heard]) -> list[Heard]:
    """The first ones of either side; what came too late and is among denials is kept beside them, not in their place."""
    every = list(found)
    on_time = first(each.sign for each in every if not late(each.sign))
    shown = [*on_time, *first(each.sign for each in every if late(each.sign))]
    if any(each.speaks_for for each in on_time):
        shown = on_time
    wanted = {(each.uid, each.event) for each in shown}
    return [each for each in every if (each.sign.uid, each.sign.event) in wanted]


def days(found: Sequence[Heard], until: Mapping[str, int]) -> Row:
    """From when on something speaks for an entry and against it, and until when events matter."""
    sides = {side: [h.sign.day.toordinal() for h in found if h.sign.speaks_for == side] for side in (True, False)}
    return {
        "for_day": min(sides[True], default=None),
        "against_day": min(sides[False], default=None),
        "events_until": until["occurred"],
        "denials_until": until["denied"],
    }


def until_of(item: Foretold, found: Sequence[Heard]) -> dict[str, int]:
    """The last day of events that can matter yet, by what became of them: whoever has enough before needs no later ones."""
    most, last = words().most, NEVER.toordinal()
    due = item.deadline.toordinal() if item.deadline else last
    end = min(due + words().late, last)
    held = [each.sign.day.toordinal() for each in found if each.sign.speaks_for]
    denied = [each.sign.day.toordinal() for each in found if not each.sign.speaks_for and not late(each.sign)]
    return {
        "occurred": max(held) if len(held) >= most else due if held else end,
        "denied": max(denied) if len(denied) >= most else end,
    }


def put_signs(connection: Connection, anchor: str, found: Iterable[Heard]) -> None:
    """Keep what speaks for and against an entry."""
    made: list[Row] = [
        {
            "anchor": anchor,
            "document_id": each.at[0],
            "number": each.at[1],
            "speaks_for": each.sign.speaks_for,
            "late": late(each.sign),
            "day": each.sign.day.toordinal(),
            "dated": each.sign.dated,
            "why": json.dumps(each.sign.why, ensure_ascii=False),
        }
        for each in sorted(found, key=lambda each: each.at)
    ]
    fill(connection, Speaking, made)


def spoken(connection: Connection, anchors: Sequence[str]) -> dict[str, list[Heard]]:
    """What speaks for and against some entries, as it was kept."""
    found: dict[str, list[Heard]] = {anchor: [] for anchor in anchors}
    for some in batches(anchors):
        asked = (
            select(
                Speaking.__table__, Document.uid, Telling.text, Event.type, Event.status, MentionRow.incident,
            )
            .join(Document, Document.id == Speaking.document_id)
            .join(Telling, (Telling.document_id == Speaking.document_id) & (Telling.number == Speaking.number))
            .join(Event, (Event.document_id == Speaking.document_id) & (Event.number == Speaking.number))
            .join(MentionRow, (MentionRow.document_id == Event.document_id) & (MentionRow.number == Event.number))
            .where(Speaking.anchor.in_(some))
        )  # fmt: skip
        for row in connection.execute(asked):
            sign = Sign(
                row.speaks_for, row.uid, f"e{row.number}", row.incident, row.type, row.status,
                date.fromordinal(row.day), row.dated, row.text, tuple(json.loads(row.why)),
            )  # fmt: skip
            found[row.anchor].append(Heard((row.document_id, row.number), sign))
    return found
