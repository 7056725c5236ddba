"""Sentences with conflict words that report no occasion, and sentences that do: what the reader makes of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import marsad
from helpers.corpus import CORPUS, listed
from marsad.records import Event

FOLDER = CORPUS / "precision"
#: Statuses that do not contradict one another: what took place, what lies ahead, what did not happen.
_SIDES = ({"occurred", "attempted", "uncertain"}, {"planned", "expected"}, {"denied"})


class Scores(NamedTuple):
    """Shares of the two sets, and the lines behind them."""

    coded: dict[str, list[tuple[str, list[Event]]]]
    totals: dict[str, int]
    lost: list[tuple[str, list[Event]]]
    real: int

    @property
    def false_rate(self) -> float:
        """The share of lines without a main event that give one."""
        return sum(map(len, self.coded.values())) / sum(self.totals.values())

    @property
    def lost_rate(self) -> float:
        """The share of lines with a real main event that lose it."""
        return len(self.lost) / self.real


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(row) for row in path.read_text("utf-8").split("\n") if row.strip()]


def agree(said: str, wanted: str) -> bool:
    """Whether two statuses say the same of whether it happened."""
    return any({said, wanted} <= side for side in _SIDES)


def found(text: str, row: dict[str, Any], events: list[Event]) -> bool:
    """Whether an event is the line's main one: type, salience, status and trigger."""
    spans = []
    for trigger in (row["trigger"], *row.get("trigger_accept", ())):
        start = text.find(trigger)
        if start >= 0:
            spans.append((start, start + len(trigger)))
    return any(
        event.type in listed(row["type"])
        and event.salience == "main"
        and any(agree(event.status, status) for status in listed(row["status"]))
        and any(event.trigger.start < end and start < event.trigger.end for start, end in spans)
        for event in events
    )


def measure(folder: Path = FOLDER) -> Scores:
    coded: dict[str, list[tuple[str, list[Event]]]] = {}
    totals: dict[str, int] = {}
    for row in rows(folder / "no.jsonl"):
        totals[row["kind"]] = totals.get(row["kind"], 0) + 1
        coded.setdefault(row["kind"], [])
        main = [event for event in marsad.read(row["text"]).events if event.salience == "main"]
        if main:
            coded[row["kind"]].append((row["text"], main))
    wanted = rows(folder / "yes.jsonl")
    lost = []
    for row in wanted:
        events = list(marsad.read(row["text"]).events)
        if not found(row["text"], row, events):
            lost.append((row["text"], events))
    return Scores(coded, totals, lost, len(wanted))
