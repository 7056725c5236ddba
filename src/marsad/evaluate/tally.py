"""Tallies: hits, false alarms and misses of each field, and the figures that come out of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

#: Fields scored as lists (precision, recall, F1), and those scored as right or wrong.
LISTS = ("events", "actors", "targets", "places", "counts", "statements")
RATES = ("status", "time", "source", "coordinates", "speaker", "article", "whole record")

Figure = dict[str, float | int | None]


class Tally:
    """Counts what was right and wrong, field by field."""

    def __init__(self) -> None:
        self._n: Counter[tuple[str, str]] = Counter()

    def add(self, field: str, hits: int, extra: int, missed: int) -> None:
        """Count the items of a list."""
        self._n[field, "tp"] += hits
        self._n[field, "fp"] += extra
        self._n[field, "fn"] += missed

    def judge(self, field: str, right: bool) -> bool:
        """Count a field that is right or wrong, and say which."""
        self._n[field, "right" if right else "wrong"] += 1
        return right

    def merge(self, other: Tally) -> None:
        """Add what another tally counted."""
        self._n.update(other._n)

    def list_figure(self, field: str) -> Figure:
        """Precision, recall and F1 of a list field; ``n`` is how many the gold holds."""
        tp, fp, fn = (self._n[field, kind] for kind in ("tp", "fp", "fn"))
        return {
            "precision": round(tp / (tp + fp), 3) if tp + fp else None,
            "recall": round(tp / (tp + fn), 3) if tp + fn else None,
            "f1": round(2 * tp / (2 * tp + fp + fn), 3) if tp + fp + fn else None,
            "n": tp + fn,
        }

    def rate_figure(self, field: str) -> Figure:
        """How often a field is right, of ``n`` times."""
        right, wrong = self._n[field, "right"], self._n[field, "wrong"]
        return {"accuracy": round(right / (right + wrong), 3) if right + wrong else None, "n": right + wrong}

    def figures(self) -> dict[str, Figure]:
        """All figures by field, in a fixed order."""
        return {field: self.list_figure(field) for field in LISTS} | {field: self.rate_figure(field) for field in RATES}


def value(figure: dict[str, Any] | None) -> float | None:
    """The one number that stands for a figure: F1 of a list, accuracy of a rate."""
    found = (figure or {}).get("f1", (figure or {}).get("accuracy"))
    return found if isinstance(found, (int, float)) else None
