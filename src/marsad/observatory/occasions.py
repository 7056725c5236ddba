"""What is an incident, and one of its members?  Plain data, which loads no database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or target of an incident: its name, its id in the registry, whether a private person."""

    name: str
    ref: str | None
    private: bool


@dataclass(frozen=True, slots=True)
class Member:
    """An event of an incident: its document's id, its own id there, and the row numbers of both."""

    uid: str
    event: str
    document_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Incident:
    """An occasion, in short; what no clause says is None.

    ``precision`` is that of the place (1 itself, 2 near, 3 region, 4 country), ``listed`` the day it is listed under.
    ``events``, ``documents`` and ``voices`` are numbers; ``members`` are in the order of documents' ids.
    """

    id: str
    standing: str
    standing_by: str | None
    standing_at: str | None
    type: str
    status: str
    first: date | None
    last: date | None
    day_precision: str | None
    listed: date
    place: str | None
    gazetteer: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: int | None
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    events: int
    documents: int
    voices: int
    members: tuple[Member, ...]

    def to_json(self) -> str:
        """The incident as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, default=date.isoformat)


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence, by its name in ``evidence.csv``: its points in hundredths, and what it means in English and Arabic."""

    name: str
    points: int
    en: str
    ar: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two events held against each other: the points of all evidence, None where they are no pair at all."""

    one: tuple[str, str]
    other: tuple[str, str]
    points: int | None
    threshold: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A member in full: what its report says, who says it, and the other member that speaks most for its being here."""

    uid: str
    event: str
    name: str
    url: str | None
    publisher: str | None
    voice: str
    published: date | None
    type: str
    status: str
    salience: str
    trigger: str
    evidence: str
    first: date | None
    last: date | None
    counts: tuple[str, ...]
    source: str | None
    why: Comparison | None


@dataclass(frozen=True, slots=True)
class Made:
    """A decision on an incident: what, by whom and when, and whether it was taken back."""

    id: int
    kind: str
    value: str | None
    incident: str
    who: str
    made: str
    undone_by: str | None
    undone: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """An incident with all that is told of it, and what people decided about it."""

    incident: Incident
    told: tuple[Told, ...]
    decisions: tuple[Made, ...]

    def to_json(self) -> str:
        """The dossier as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, default=date.isoformat)
