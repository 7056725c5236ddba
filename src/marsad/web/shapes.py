"""What the API's answers look like, for its description; the answers themselves are made where they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from marsad.observatory.agreement import Agreement
from marsad.observatory.desk import Waiting
from marsad.observatory.hits import EventHit, Hit
from marsad.observatory.occasions import Incident


class Page(BaseModel):
    """A page of a list."""

    next: str | None = Field(description="The address of the following page, null where there is none.")


class HitPage(Page):
    """Documents that were asked for."""

    items: list[Hit]


@dataclass(frozen=True, slots=True)
class Found(Hit):
    """A document that was found, and the piece of its text where the words stand: words, and whether they were looked for."""

    snippet: tuple[tuple[str, bool], ...]


class FoundPage(Page):
    """What a search found."""

    items: list[Found]


@dataclass(frozen=True, slots=True)
class EventOfDocument(EventHit):
    """An event in short, with its document."""

    document: str
    title: str | None
    published: date | None


class EventPage(Page):
    """Events that were asked for."""

    items: list[EventOfDocument]


class Made(BaseModel):
    """A change to a document, as it is kept."""

    id: int
    event: str
    anchor: dict[str, Any] = Field(description="What its event is known by in another reading of the text.")
    field: str
    old: Any
    new: Any
    who: str
    made: str
    undone_by: str | None
    undone: str | None


class Change(Made):
    """A change in the list of a document's."""

    lost: bool = Field(description="It finds no event in this version.")


class ChangePage(Page):
    """What people changed in a document."""

    items: list[Change]


class MemberOfIncident(BaseModel):
    """An event of an incident, by its public ids."""

    document: str
    event: str


@dataclass(frozen=True, slots=True)
class IncidentInShort(Incident):
    """An incident; ``precision`` is that of its place (1 itself, 2 near, 3 region, 4 country), ``listed`` the day it is listed under.

    ``voices`` are reports that are no copies of each other, a publisher's family as one; ``conflicts`` the kinds of conflict among
    what is told of it.
    """

    members: tuple[MemberOfIncident, ...]  # type: ignore[assignment]  # in public by their public ids
    conflicts: tuple[str, ...]


class IncidentPage(Page):
    """Incidents that meet the filters."""

    items: list[IncidentInShort]


class Point(BaseModel):
    """A GeoJSON point."""

    type: Literal["Point"]
    coordinates: tuple[float, float]


class Mark(BaseModel):
    """A mark on a map: one incident, or several that would overlap."""

    type: Literal["Feature"]
    geometry: Point
    bbox: tuple[float, float, float, float]
    properties: dict[str, Any]


class Marks(BaseModel):
    """Marks on a map as GeoJSON."""

    type: Literal["FeatureCollection"]
    features: list[Mark]


class QueuePage(Page):
    """Events that wait for a coder."""

    items: list[Waiting]


class AgreementPage(Page):
    """How far coders agree, question by question."""

    items: list[Agreement]
