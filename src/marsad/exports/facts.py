"""What does an occasion come to?  Its toll, its place, who told it; nothing is averaged and nothing added up across reports.

A toll of one telling is the sum of its numbers of one class: they count different people (four soldiers and two civilians).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from marsad.exports.base import joined
from marsad.exports.columns import lethal, precisions, vague
from marsad.observatory.tellings import Figure, Occasion, Spot, Telling

#: Numbers of fifteen digits: every program reads them without loss, spreadsheets too.
_ROOM = 10**15


class Toll(NamedTuple):
    """How many: the lowest and highest number given, and the one most voices give (the lower one of equals)."""

    low: int
    best: int
    high: int


def number(identity: str) -> int:
    """A number made from an id: it stays while the id does."""
    digest = hashlib.blake2b(identity.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % _ROOM


def voice(telling: Telling) -> str:
    """Who tells it: the one who says it, else the outlet."""
    if telling.voice is not None:
        return telling.voice.organisation or telling.voice.name
    return telling.paper.publisher or telling.paper.uid


def _bounds(telling: Telling, of: str) -> tuple[float | None, float | None] | None:
    """The toll of one telling; None where it gives none."""
    figures = [f for f in telling.figures if f.of == of]
    if figures:
        lows, highs = [f.low for f in figures], [f.high for f in figures]
        known = [low for low in lows if low is not None]
        low = sum(known) if known else None
        return low, None if None in highs else sum(h for h in highs if h is not None)
    if of == "killed" and telling.type in lethal() and telling.status == "occurred":
        dead = max(1, sum(1 for party in telling.targets if party.kind == "person"))
        return dead, dead
    return None


def toll(occasion: Occasion, of: str) -> Toll | None:
    """How many of a class the tellings give; None where none gives any.

    What is said to be some, without a number, is one at least.
    """
    found: dict[str, tuple[int, int]] = {}
    for telling in occasion.tellings:
        bounds = _bounds(telling, of)
        if bounds is not None:
            low = bounds[0] if bounds[0] is not None else 0 if bounds[1] == 0 else 1
            high = bounds[1] if bounds[1] is not None else low
            # The last word of a voice holds: a toll that rises is no conflict.
            found[voice(telling)] = (int(low), int(high))
    if not found:
        return None
    said = Counter(low for low, _ in found.values())
    most = max(said.values())
    return Toll(
        min(said),
        min(low for low, times in said.items() if times == most),
        max(high for _, high in found.values()),
    )


def acled_fatalities(occasion: Occasion) -> int:
    """The lowest toll, what is vague as ACLED writes it; 0 where nobody gives one."""
    found: list[int] = []
    for telling in occasion.tellings:
        figures = [f for f in telling.figures if f.of == "killed"]
        if figures:
            found.append(sum(map(_vague, figures)))
        else:
            bounds = _bounds(telling, "killed")
            if bounds is not None:
                found.append(int(bounds[0] or 0))
    return min(found, default=0)


def _vague(figure: Figure) -> int:
    known = vague()
    bounds = (figure.low, figure.high)
    if (figure.approximate or figure.low is None) and bounds in known:
        return known[bounds]
    if figure.low is not None:
        return int(figure.low)
    return min(known[None, None], int(figure.high or 0))


def coded(occasion: Occasion, system: str) -> tuple[Telling | None, str]:
    """The telling whose code of a system holds, else None and the reason.

    One of the occasion's own type comes first, and of those the one that tells most of its sides.
    """

    def rank(telling: Telling) -> tuple[bool, int]:
        return telling.type != occasion.type, sum(v is None for v in telling.codes.get(system, {}).values())

    own = sorted(occasion.tellings, key=rank)
    for telling in own:
        if telling.codes.get(system):
            return telling, ""
    return None, str(own[0].codes.get("reasons", {}).get(system, "outside-system"))


def spot(occasion: Occasion) -> Spot | None:
    """The place of the occasion: the finest one that has a point, where it happens rather than near it, the first of equals."""
    best: tuple[tuple[bool, int], Spot] | None = None
    for telling in occasion.tellings:
        for place in telling.places:
            if place.lat is None or place.lon is None or place.precision is None:
                continue
            rank = (place.role != "at", place.precision)
            if best is None or rank < best[0]:
                best = rank, place
    return best[1] if best else None


def middle(first: date, last: date | None, precision: str | None) -> date:
    """The day that stands for a span: its middle, or the first where the days are known."""
    if last is None or precision == "day":
        return first
    return first + timedelta(days=(last - first).days // 2)


def published(occasion: Occasion) -> date | None:
    """The earliest day a document of it was published."""
    return min((t.paper.published for t in occasion.tellings if t.paper.published), default=None)


def code(system: str, of: str, ours: object) -> int | None:
    """What a precision of ours is in a system."""
    return precisions(system, of).get(str(ours))


def sources(occasion: Occasion) -> str:
    """Outlets, and who told them."""
    outlets = [t.paper.publisher for t in occasion.tellings]
    return joined([*outlets, *(t.voice.name for t in occasion.tellings if t.voice)])


def said(occasion: Occasion) -> Iterator[str]:
    """The sentences, each once."""
    yield from dict.fromkeys(t.evidence for t in occasion.tellings)


def urls(occasion: Occasion) -> str:
    """Where the documents were published."""
    return joined([t.paper.url for t in occasion.tellings])


def notes(occasion: Occasion) -> str:
    """A sentence for each report: the day, who says it, the words, where they stand."""
    found: dict[str, None] = {}
    for telling in occasion.tellings:
        when = f"On {_english(telling.first)}" if telling.first else "Undated"
        if telling.last and telling.first and telling.last != telling.first:
            when = f"From {_english(telling.first)} to {_english(telling.last)}"
        who = joined([telling.voice.name if telling.voice else None, telling.paper.publisher])
        where = f" {telling.paper.url}" if telling.paper.url else ""
        found[f"{when}{f', according to {who}' if who else ''}: «{' '.join(telling.evidence.split())}»{where}"] = None
    return " | ".join(found)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _english(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
