"""Did it come about?  The events that speak for and against something foretold, and what the machine proposes; pure.

For it speaks what is of a fitting type and phase, with a party, place or name in common and none that contradicts, and happened after
it was said and by the deadline.  Against it: somebody denies it, or it happened only after the deadline.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from marsad.observatory.foretold import Foretold, words
from marsad.observatory.mentions import Mention
from marsad.observatory.pairing import evidence

Standing = Literal["open", "due", "met", "failed", "undecided"]
STANDINGS: tuple[Standing, ...] = ("open", "due", "met", "failed", "undecided")
_LATE = "too late"
_WHERE = {"place-same", "place-within", "place-close"}
_WHOM = {"target-same", "person-same"}
_LINKS = _WHERE | _WHOM | {"actor-same"}
_APART = {
    "place-other",
    "place-next",
    "place-site-other",
    "actor-other",
    "target-other",
    "person-other",
    "sides-swapped",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An event that may speak for or against: its mention, its phase, names in quotation marks, and where it stands."""

    mention: Mention
    phase: str | None
    names: frozenset[str]
    event: str
    incident: str | None
    listed: date
    text: str
    trigger: str


@dataclass(frozen=True, slots=True)
class Sign:
    """An event that speaks for (``true``) or against something foretold, on which day, and why."""

    speaks_for: bool
    uid: str
    event: str
    incident: str | None
    type: str
    status: str
    day: date
    dated: bool
    text: str
    why: tuple[str, ...]


def fits(wanted: str | None, told: str | None) -> bool:
    """Whether a told phase is the one that was foretold: an end only by an end, and opening is not closing."""
    if wanted == told:
        return True
    if wanted is None:
        return told not in ("end", "close")
    return told is None and wanted in ("start", "open", "close", "on")


def _linked(about: Mention, found: set[str], named: bool) -> bool:
    """Whether enough is in common.

    Where the words name whom or what it would be done to, or where, the actor alone will not do; a type that only goes together
    with the foretold one takes two things in common.
    """
    links = [bool(found & _WHERE), bool(found & _WHOM), "actor-same" in found, named]
    if "type-same" not in found and sum(links) < 2:
        return False
    if about.targets or (about.spots and "p" not in about.inherited):
        return links[0] or links[1] or named
    return any(links)


def _day(other: Mention, listed: date) -> tuple[date, bool]:
    """The day an event speaks for, and whether it is its own."""
    dated = other.first is not None and "d" not in other.inherited
    return (date.fromordinal(other.first) if dated and other.first is not None else listed), dated


def _common(item: Foretold, other: Mention, *, day: date, today: date, named: bool) -> list[str] | None:
    """What an event has in common with something foretold, by name of the evidence; None where it can say nothing about it."""
    about = item.about
    if about is None or other.uid == item.uid or not other.main or other.ahead or not item.said < day <= today:
        return None
    # Days are weighed here, against the deadline; a place from other sentences says little of this one.
    bare = replace(other, first=None, last=None, told=None, spots=() if "p" in other.inherited else other.spots)
    pieces = evidence(replace(about, status=other.status, first=None, last=None, told=None), bare)
    if pieces is None:
        return None
    names = [name for name, _ in pieces]
    return None if _APART.intersection(names) or not _linked(about, set(names), named) else names


def sign(item: Foretold, told: Told, *, today: date) -> Sign | None:
    """What an event says about something foretold; None where it says nothing."""
    other = told.mention
    if not fits(item.phase, told.phase):
        return None
    day, dated = _day(other, told.listed)
    shared = item.names & told.names
    names = _common(item, other, day=day, today=today, named=bool(shared))
    if names is None:
        return None
    why = [name for name in names if name in _LINKS or name.startswith("type-")]
    why += [f"name «{name}»" for name in sorted(shared)] + ([f"phase {told.phase}"] if told.phase else [])
    if other.status == "denied":
        return Sign(
            False,
            other.uid,
            told.event,
            told.incident,
            other.type,
            other.status,
            day,
            dated,
            told.text,
            (*why, "denied"),
        )
    if other.status != "occurred":
        return None
    if item.deadline is None or day <= item.deadline:
        return Sign(
            True,
            other.uid,
            told.event,
            told.incident,
            other.type,
            other.status,
            day,
            dated,
            told.text,
            (*why, "in time"),
        )
    # What is told later without a day of its own may have happened in time.
    if not dated or day > item.deadline + timedelta(days=words().late):
        return None
    return Sign(
        False, other.uid, told.event, told.incident, other.type, other.status, day, dated, told.text, (*why, _LATE)
    )


def heard(item: Foretold, told: Told, *, today: date) -> Sign | None:
    """The same for any event: not before it was said, nor long after the deadline, whatever its own day."""
    if not item.said < told.listed <= today:
        return None
    if item.deadline is not None and told.listed > item.deadline + timedelta(days=words().late):
        return None
    return sign(item, told, today=today)


def late(sign: Sign) -> bool:
    """Whether it speaks against because it came too late."""
    return _LATE in sign.why


def first(found: Iterable[Sign]) -> list[Sign]:
    """What speaks for and against, by day, of either the first ones; what came in time did not come too late, though it went on or came again."""
    ordered = sorted(found, key=lambda s: (s.day, s.uid, s.event))
    sides = {each.speaks_for: [other for other in ordered if other.speaks_for == each.speaks_for] for each in ordered}
    if True in sides:
        sides[False] = [each for each in sides.get(False, ()) if not late(each)]
    shown = [each for side in sides.values() for each in side[: words().most]]
    return sorted(shown, key=lambda s: (s.day, s.uid, s.event))


def signs(item: Foretold, told: Iterable[Told], *, today: date) -> list[Sign]:
    """What speaks for and against something foretold."""
    return first(each for each in (heard(item, each, today=today) for each in told) if each is not None)


def proposed(item: Foretold, found: Iterable[Sign], *, today: date) -> Standing:
    """How it stands, as far as the machine can tell.

    ``met`` where events speak for it and none against, ``failed`` the other way round once the deadline is over, ``undecided`` where both do;
    else ``open`` before the deadline (and without one), ``due`` from that day on.
    """
    sides = {each.speaks_for for each in found}
    over = item.deadline is not None and item.deadline < today
    if sides == {True}:
        return "met"
    if sides == {True, False}:
        return "undecided"
    if sides == {False} and over:
        return "failed"
    return "due" if item.deadline is not None and item.deadline <= today else "open"
