"""Calibration of ``confidence``: learning its weights from judged events, and measuring how well it keeps its word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import exp
from typing import NamedTuple

from marsad.evaluate.gold import GoldDocument
from marsad.evaluate.score import matches, overlap
from marsad.page.document import from_text
from marsad.reader.read import reader_of

BINS = 10
#: A feature that fewer events have gets no weight.
LEAST_SEEN = 8
_ROUNDS = 25


class Judged(NamedTuple):
    """An event, judged: its document, its features, what the reader said, how heavy it counts and whether it is right."""

    document: str
    features: tuple[str, ...]
    confidence: float
    weight: float
    right: bool


def judged(documents: Iterable[GoldDocument], *, weight: float = 1.0) -> Iterator[Judged]:
    """The events of gold documents: right where the gold has one of that type there, with that status.

    Events that the gold allows without asking for them are right too where type and status agree, else left out.
    """
    reader = reader_of()
    for gold in documents:
        found = reader.explain(from_text(gold.text, id=gold.id, published=gold.published))
        said = found.report.events
        met = {j: gold.events[i] for i, j in matches(gold, said).items()}
        for j, (event, why) in enumerate(zip(said, found.events, strict=True)):
            at = (event.trigger.start, event.trigger.end)
            if j not in met and any(g.optional and overlap(at, g.clause) for g in gold.events):
                continue
            right = j in met and event.status in met[j].statuses
            yield Judged(gold.id, tuple(n for n, _ in why.features[1:]), event.confidence, weight, right)


def fit(found: Sequence[Judged], *, ridge: float) -> tuple[float, dict[str, float]]:
    """The base and the weights of a logistic model with a ridge, by Newton's method; the same examples give the same weights.

    Args:
        found: the judged events; each counts by its ``weight``.
        ridge: how strongly weights are pulled to 0.
    """
    seen = Counter(name for each in found for name in each.features)
    names = sorted(name for name, times in seen.items() if LEAST_SEEN <= times < len(found))
    place = {name: n for n, name in enumerate(names, 1)}
    rows = [[0, *(place[n] for n in each.features if n in place)] for each in found]
    size = len(names) + 1
    at = [0.0] * size
    for _ in range(_ROUNDS):
        slope = [0.0, *(-ridge * w for w in at[1:])]
        curve = [[0.0] * size for _ in range(size)]
        for n in range(size):
            curve[n][n] = ridge if n else 1e-6
        for row, each in zip(rows, found, strict=True):
            sure = 1 / (1 + exp(-sum(at[n] for n in row)))
            miss, spread = each.weight * (each.right - sure), each.weight * sure * (1 - sure)
            for n in row:
                slope[n] += miss
                line = curve[n]
                for m in row:
                    line[m] += spread
        step = _solve(curve, slope)
        at = [w + s for w, s in zip(at, step, strict=True)]
        if max(map(abs, step)) < 1e-9:
            break
    return round(at[0], 3), {name: round(at[n], 3) for name, n in place.items() if round(at[n], 3)}


def _solve(curve: list[list[float]], slope: list[float]) -> list[float]:
    """The solution of a system of linear equations, by elimination with pivots."""
    size = len(slope)
    rows = [[*line, end] for line, end in zip(curve, slope, strict=True)]
    for n in range(size):
        best = max(range(n, size), key=lambda m: abs(rows[m][n]))
        rows[n], rows[best] = rows[best], rows[n]
        for m in range(n + 1, size):
            if factor := rows[m][n] / rows[n][n]:
                rows[m] = [a - factor * b for a, b in zip(rows[m], rows[n], strict=True)]
    found = [0.0] * size
    for n in reversed(range(size)):
        found[n] = (rows[n][size] - sum(rows[n][m] * found[m] for m in range(n + 1, size))) / rows[n][n]
    return found


class Bin(NamedTuple):
    """The events of a tenth of the scale: how many, their mean confidence, the share of them that is right."""

    n: int
    said: float
    right: float


class Reliability(NamedTuple):
    """How well confidence keeps its word: ten bins, the expected calibration error and the Brier score (both 0 at best)."""

    n: int
    right: float
    bins: tuple[Bin, ...]
    ece: float
    brier: float


def reliability(pairs: Sequence[tuple[float, bool]]) -> Reliability:
    """The reliability of confidences beside whether their events are right; empty without any."""
    if not pairs:
        return Reliability(0, 0.0, (), 0.0, 0.0)
    tenths: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for said, right in pairs:
        tenths[min(BINS - 1, int(said * BINS))].append((said, right))
    bins = tuple(
        Bin(len(each), sum(s for s, _ in each) / len(each), sum(r for _, r in each) / len(each))
        if each
        else Bin(0, 0, 0)
        for each in tenths
    )
    ece = sum(b.n * abs(b.said - b.right) for b in bins) / len(pairs)
    brier = sum((said - right) ** 2 for said, right in pairs) / len(pairs)
    return Reliability(len(pairs), sum(r for _, r in pairs) / len(pairs), bins, round(ece, 4), round(brier, 4))
