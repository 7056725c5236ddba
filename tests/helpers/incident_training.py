"""Which points do pairs of mentions ask for?  Learns ``evidence.csv`` from groups that a person made, a part left out in turn.

    PYTHONPATH=src:tests python -m helpers.incident_training            score each part by what the others teach
    PYTHONPATH=src:tests python -m helpers.incident_training --write    write what all parts teach

Logistic regression over the evidence of all pairs that are compared, pulled towards the points as they stand: what few
pairs speak to stays as an analyst set it.  Nothing is drawn by chance.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from math import exp
from pathlib import Path

from helpers.incident_scores import PARTS, Scores, read, reports, scores
from helpers.neighbourhoods import neighbourhoods
from marsad.observatory import blocks, weights
from marsad.observatory.clusters import clusters
from marsad.observatory.mentions import Mention, mentions
from marsad.observatory.pairing import marks, score
from marsad.observatory.weights import Weights
from marsad.observatory.write import incoming

#: Points by which the odds grow to e times what they were.
SCALE = 120.0
#: How far points may move from where they stand, in points: the less, the more the pull.
REACHES = (0.0, 10.0, 20.0, 40.0, 80.0)
_ROUNDS = 12
#: Not learned: what every pair has, and what a table of its own gives.
_GIVEN = ("type-same", "type-together")
_TABLE = Path(weights.__file__).parent / "data" / "evidence.csv"


@dataclass(frozen=True)
class Part:
    """The mentions of a part, the group of each that was marked, and what was marked and not read."""

    mentions: list[Mention]
    groups: list[str | None]
    unread: list[str]


@dataclass(frozen=True)
class Pair:
    """What is learned from: the names of the evidence with their shares, points that are given, and whether one occasion."""

    shares: tuple[tuple[str, float], ...]
    given: float
    one: bool


def part(name: str) -> Part:
    found = Part([], [], [])
    for row in reports(name):
        report = read(row)
        own = {f"e{m.number}": m for m in mentions(report, incoming(report).uid)}
        group: dict[str, str] = {}
        for marked in row["occasions"]:
            inside = [e.id for e in report.events if marked["start"] <= e.trigger.start < marked["end"]]
            group |= dict.fromkeys(inside, marked["group"])
            if not inside:
                found.unread.append(marked["group"])
        found.mentions.extend(own.values())
        found.groups.extend(group.get(each) for each in own)
    order = sorted(range(len(found.mentions)), key=lambda at: found.mentions[at].key)
    return Part([found.mentions[at] for at in order], [found.groups[at] for at in order], found.unread)


def compared(own: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The pairs that a store compares, by position."""
    keys = [blocks.keys(each) for each in own]
    for a, b in combinations(range(len(own)), 2):
        near = keys[a].asks & keys[b].stands and abs(keys[a].day - keys[b].day) <= blocks.WINDOW
        if near or own[a].uid == own[b].uid:
            yield a, b


def pairs(found: Part, table: Weights) -> Iterator[Pair]:
    for a, b in compared(found.mentions):
        if found.groups[a] is None or found.groups[b] is None:
            continue
        one, other = found.mentions[a], found.mentions[b]
        # Of one report mostly what belongs together is marked: that teaches nothing of what does not.
        if one.uid == other.uid:
            continue
        said = marks(one, other, table)
        if said is None:
            continue
        given = table.points["type-same"] if one.type == other.type else table.together.get((one.type, other.type), 0)
        shares = tuple((name, share / 100) for name, share in said if name not in _GIVEN)
        yield Pair(shares, float(given), found.groups[a] == found.groups[b])


def _between(own: Sequence[Mention], near: Sequence[int], table: Weights, one: int, other: int) -> int | None:
    return score(own[near[one]], own[near[other]], table)


def grouped(found: Part, table: Weights) -> Scores:
    """What points make of a part, as a store would link it; what was not read is left out."""
    own, links = found.mentions, dict[int, dict[int, int]]()
    threshold = table.settings["threshold"]
    for a, b in compared(own):
        points = score(own[a], own[b], table)
        if points is not None and points >= threshold:
            links.setdefault(a, {})[b] = links.setdefault(b, {})[a] = points
    label: dict[int, int] = {}
    for near in neighbourhoods(range(len(own)), links, threshold, table.settings["largest"], 50):
        every = {at: range(len(near)) for at in range(len(near))}
        points = partial(_between, own, near, table)
        for group in clusters(len(near), points, every, threshold):
            main = any(own[near[at]].main for at in group)
            label |= {near[at]: near[group[0]] if main else -1 - near[at] for at in group}
    at = [number for number, group in enumerate(found.groups) if group is not None]
    return scores([found.groups[n] for n in at], [label[n] for n in at])


def _solve(rows: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a symmetric positive system of equations."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for at in range(size):
        for below in range(at + 1, size):
            if factor := rows[below][at] / rows[at][at]:
                for column in range(at, size + 1):
                    rows[below][column] -= factor * rows[at][column]
    found = [0.0] * size
    for at in reversed(range(size)):
        found[at] = (rows[at][size] - sum(rows[at][c] * found[c] for c in range(at + 1, size))) / rows[at][at]
    return found


def learn(learned: Sequence[Pair], table: Weights, reach: float) -> dict[str, int]:
    """The points that some pairs ask for."""
    names = sorted({name for pair in learned for name, _ in pair.shares})
    number = {name: at for at, name in enumerate(names)}
    points = [float(table.points[name]) for name in names]
    if not reach:
        return dict(table.points)
    pull = (SCALE / reach) ** 2
    start = list(points)
    for _ in range(_ROUNDS):
        slope = [pull * (start[i] - points[i]) / SCALE for i in range(len(names))]
        bend = [[pull if i == j else 0.0 for j in range(len(names))] for i in range(len(names))]
        for pair in learned:
            total = pair.given + sum(points[number[name]] * share for name, share in pair.shares)
            odds = exp(-max(-30.0, min(30.0, (total - table.settings["threshold"]) / SCALE)))
            likely = 1 / (1 + odds)
            for name, share in pair.shares:
                slope[number[name]] += (pair.one - likely) * share
                for second, part_ in pair.shares:
                    bend[number[name]][number[second]] += likely * (1 - likely) * share * part_
        step = _solve(bend, slope)
        points = [value + SCALE * moved for value, moved in zip(points, step, strict=True)]
    return {**table.points, **{name: round(points[number[name]]) for name in names}}


def main() -> None:
    table = weights.load()
    found = {name: part(name) for name in PARTS}
    known = {name: list(pairs(each, table)) for name, each in found.items()}
    print(f"{'reach':>6}" + "".join(f"{name:>16}" for name in PARTS) + f"{'mean':>16}")
    best: list[tuple[float, float]] = []
    for reach in REACHES:
        each: list[Scores] = []
        for name in PARTS:
            others = [pair for other in PARTS if other != name for pair in known[other]]
            each.append(grouped(found[name], replace(table, points=learn(others, table, reach))))
        mean = [sum(values) / len(each) for values in zip(*((s.pairwise, s.bcubed) for s in each), strict=True)]
        print(
            f"{reach:6.0f}" + "".join(f"{s.pairwise:8.3f} {s.bcubed:.3f} " for s in each),
            f"{mean[0]:7.3f} {mean[1]:.3f}",
        )
        best.append((sum(mean), reach))
    reach = max(best, key=lambda each: (each[0], -each[1]))[1]
    points = learn([pair for each in known.values() for pair in each], table, reach)
    if "--write" in sys.argv:
        write(points)
    elif "--show" in sys.argv:
        for name, value in points.items():
            if value != table.points[name]:
                print(f"{name:20} {table.points[name]:5} {value:5}")


def write(points: Mapping[str, int]) -> None:
    lines = _TABLE.read_text("utf-8").splitlines()
    for at, line in enumerate(lines[1:], 1):
        name, _, rest = line.split(",", 2)
        lines[at] = f"{name},{points[name]},{rest}"
    _TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
