"""How well do incidents agree with groups that a person made?  Pairwise F1 and B-cubed F1 over mentions.

    PYTHONPATH=src:tests python -m helpers.incident_scores [PART …] [--show]

A mention is an event that the reader finds in words that were marked as telling of an occasion; marked words in which it finds
none count as a mention that is alone, so that what was not read costs as much as what was not linked.  The linking is also scored
on its own, over the mentions that were read.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import marsad
from marsad.observatory.incidents import every
from marsad.observatory.store import Store, init_store
from marsad.observatory.write import incoming, keep
from marsad.records import Report

#: In the order they were written: each but the first was scored before anything was tuned to it.
PARTS = ["tuning", "aside", "fresh", "last", "probe", "wide", "wire", "blind", "unseen", "sealed"]
HOME = Path(__file__).parents[1] / "observatory" / "incidents"


def reports(part: str) -> list[dict[str, Any]]:
    """The reports of a part with the words that tell of an occasion and its group."""
    return [json.loads(line) for line in (HOME / f"{part}.jsonl").read_text("utf-8").splitlines()]


def read(row: dict[str, Any]) -> Report:
    return marsad.read(row["text"], url=row["url"], published=date.fromisoformat(row["published"]))


@dataclass(frozen=True)
class Scores:
    """Two ways to hold groups against groups, each from 0 to 1."""

    pairwise: float
    bcubed: float
    missed: int
    mentions: int


@dataclass(frozen=True)
class Labels:
    """For each mention of a part: the group of a person, that of a store, and whether it was read."""

    gold: list[str]
    found: list[str]
    read: list[bool]

    def scores(self) -> Scores:
        return scores(self.gold, self.found, missed=self.read.count(False))

    def of_what_was_read(self) -> Scores:
        at = [number for number, read in enumerate(self.read) if read]
        return scores([self.gold[n] for n in at], [self.found[n] for n in at])


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def scores(gold: Sequence[Hashable], found: Sequence[Hashable], *, missed: int = 0) -> Scores:
    """Compare the groups of the same mentions, given by a label each."""
    numbers = range(len(gold))
    true = found_pairs = gold_pairs = 0
    for a, b in combinations(numbers, 2):
        one, other = gold[a] == gold[b], found[a] == found[b]
        true, gold_pairs, found_pairs = true + (one and other), gold_pairs + one, found_pairs + other
    pairwise = _f1(true / found_pairs if found_pairs else 1.0, true / gold_pairs if gold_pairs else 1.0)
    both = Counter(zip(gold, found, strict=True))
    of_gold, of_found = Counter(gold), Counter(found)
    precision = sum(both[gold[n], found[n]] / of_found[found[n]] for n in numbers) / len(gold)
    recall = sum(both[gold[n], found[n]] / of_gold[gold[n]] for n in numbers) / len(gold)
    return Scores(pairwise, _f1(precision, recall), missed, len(gold))


def labels(store: Store, rows: Sequence[dict[str, Any]], tell: Callable[[str], None] = lambda _: None) -> Labels:
    """The groups of a person and of a store for each mention of its reports."""
    of = {(m.uid, m.event): each.id for each in every(store) for m in each.members}
    result = Labels([], [], [])
    for row in rows:
        report = read(row)
        uid = incoming(report).uid
        for at, marked in enumerate(row["occasions"]):
            inside = [e for e in report.events if marked["start"] <= e.trigger.start < marked["end"]]
            for event in inside:
                result.gold.append(marked["group"])
                result.found.append(of.get((uid, event.id), f"{uid}-{event.id}"))
                result.read.append(True)
                days = f"{event.time.start}" if event.time else "-"
                places = " ".join(place.name for place in event.places)
                tell(
                    f"{marked['group']:12} {result.found[-1]} {row['id']}/{event.id} {event.type} {event.status} "
                    f"{event.salience[:4]} {days} «{event.trigger.text}» {places}"
                )
            if not inside:
                result.gold.append(marked["group"])
                result.found.append(f"{uid}-missed-{at}")
                result.read.append(False)
                tell(f"{marked['group']:12} missed {row['id']} {row['text'][marked['start'] : marked['end']]}")
    return result


def linked(part: str, tell: Callable[[str], None] = lambda _: None) -> Labels:
    """Read and link a part's reports in a store of their own."""
    rows = reports(part)
    with tempfile.TemporaryDirectory() as folder, init_store(Path(folder) / "store.db")[0] as store:
        for row in rows:
            keep(store, read(row))
        return labels(store, rows, tell)


if __name__ == "__main__":
    for name in [each for each in sys.argv[1:] if not each.startswith("-")] or PARTS:
        lines: list[str] = []
        result = linked(name, lines.append)
        if "--show" in sys.argv:
            print("\n".join(sorted(lines)))
        all_, own = result.scores(), result.of_what_was_read()
        print(f"{name}: pairwise F1 {all_.pairwise:.3f}, B-cubed F1 {all_.bcubed:.3f}", end="; ")
        print(f"of what was read {own.pairwise:.3f}, {own.bcubed:.3f}; ", end="")
        print(f"{all_.mentions} mentions, {all_.missed} marked but not read")
