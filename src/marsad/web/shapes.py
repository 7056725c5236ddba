"""What the API's answers look like, for its description; the answers themselves are made where they are asked for."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, Field

from marsad.observatory.agreement import Agreement
from marsad.observatory.desk import Waiting
from marsad.observatory.hits import EventHit, Hit
from marsad.observatory.occasions import Party


class Page(BaseModel):
    """A page of a list."""

    next: str | None = Field(description="The address of the following page, null where there is none.")


class HitPage(Page):
    """Documents that were asked for."""

    items: list[Hit]


class Found(BaseModel):
    """A document that was found, and the piece of its text where the words stand."""

    uid: str
    name: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None
    version: int
    events: list[EventHit] = Field(description="Those that meet the filters.")
    snippet: list[tuple[str, bool]] = Field(description="Words, and whether they were looked for.")


class FoundPage(Page):
    """What a search found."""

    items: list[Found]


class EventOfDocument(BaseModel):
    """An event in short, with its document."""

    document: str
    title: str | None
    published: date | None
    id: str
    type: str
    status: str
    trigger: str
    first: date | None
    last: date | None
    actors: list[str]
    targets: list[str]
    places: list[str]
    counts: list[str]
    source: str | None
    corrected: bool


class EventPage(Page):
    """Events that were asked for."""

    items: list[EventOfDocument]


class Added(BaseModel):
    """What became of a document: its id, the version that holds its text, and how many corrections found no event in it."""

    uid: str
    version: int
    outcome: Literal["new", "changed", "same"]
    lost: int


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


class IncidentInShort(BaseModel):
    """An incident."""

    id: str
    standing: str
    standing_by: str | None
    standing_at: str | None
    type: str
    status: str
    first: date | None
    last: date | None
    day_precision: str | None
    listed: date = Field(description="The day it is listed under.")
    place: str | None
    gazetteer: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: int | None = Field(description="Of the place: 1 itself, 2 near, 3 region, 4 country.")
    actors: list[Party]
    targets: list[Party]
    events: int
    documents: int
    voices: int = Field(description="Reports that are no copies of each other, a publisher's family as one.")
    members: list[MemberOfIncident]
    conflicts: list[str] = Field(description="The kinds of conflict among what is told of it.")


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
