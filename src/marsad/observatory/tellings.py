"""What does an exported occasion hold?  Plain data, which loads no database.

A telling is one event of one document with everything that hangs on it; an occasion is what one telling or several tell of.
Tuples, because hundreds of thousands of them are made in a run.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple


class Paper(NamedTuple):
    """A document; ``private`` are the names of private persons in it, where they were asked for."""

    uid: str
    name: str
    url: str | None
    title: str | None
    publisher: str | None
    published: date | None
    language: str
    version: int
    events: int
    stored: str = ""
    private: tuple[str, ...] = ()


class Party(NamedTuple):
    """Somebody or something that takes part: the words, the entity's name, its id in the registry."""

    text: str
    name: str
    kind: str | None
    ref: str | None
    country: str | None
    private: bool


class Spot(NamedTuple):
    """A place of an event, as in the report."""

    role: str
    text: str
    name: str
    gazetteer: str | None
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    precision: int | None


class Figure(NamedTuple):
    """How many of what; none of it is 0 to 0 without words."""

    of: str
    low: float | None
    high: float | None
    approximate: bool
    text: str | None
    grouped: str | None


class Voice(NamedTuple):
    """Who says it, where it is not the outlet."""

    text: str
    name: str
    role: str | None
    organisation: str | None
    channel: str | None
    ref: str | None


class Telling(NamedTuple):
    """One event of one document; ``codes`` are those of its report, where they were asked for."""

    paper: Paper
    number: int
    type: str
    status: str
    salience: str
    trigger: str
    evidence: str
    evidence_start: int
    evidence_end: int
    first: date | None
    last: date | None
    day_precision: str | None
    day_basis: str | None
    confidence: float
    acled: str | None
    plover: str | None
    ucdp: int | None
    corrected: bool
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    places: tuple[Spot, ...]
    figures: tuple[Figure, ...]
    voice: Voice | None
    codes: dict[str, Any]
    incident: str | None = None

    @property
    def id(self) -> str:
        """The event's id: its document's in the store, and its own in the report."""
        return f"{self.paper.uid}-e{self.number}"


class Occasion(NamedTuple):
    """What one telling or several tell of; type, status and days are those that hold for all of them."""

    id: str
    standing: str
    type: str
    status: str
    first: date | None
    last: date | None
    day_precision: str | None
    tellings: tuple[Telling, ...]
