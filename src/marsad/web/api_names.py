"""``/api/v1/actors``, ``/places``, ``/brief``: who and what the store knows, and what is told of them, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response
from pydantic import BaseModel, Field

from marsad.actors import default as registry
from marsad.observatory import actors, atlas, places
from marsad.observatory import brief as matter
from marsad.observatory.atlas import View
from marsad.observatory.filters import Filters
from marsad.observatory.incidents import Incident
from marsad.observatory.profiles import Known, Profile, profile
from marsad.render.named import actor_name, entry_name, place_name
from marsad.web.answers import FAILURES, ApiReading, answer
from marsad.web.api import PREFIX, Limit
from marsad.web.asking import Asking
from marsad.web.roll import Roll, part, roll
from marsad.web.shapes import Page
from marsad.web.span import Span, span
from marsad.web.words import LANGS

router = APIRouter(prefix=PREFIX, responses=FAILURES)

_Roll = Annotated[Roll, Depends(roll)]
_Id = Annotated[str, Path(max_length=500, description="Its id, or = and the words for what has none.")]
_NEWEST = 20


class Names(BaseModel):
    """A name by language; the words of reports where there is no other."""

    ar: str
    en: str


class Listed(BaseModel):
    """An actor or place of a list."""

    id: str
    names: Names
    kind: str | None
    country: str | None
    reports: int = Field(description="How many reports tell of it.")


class ListedPage(Page):
    """A page of a list of names."""

    items: list[Listed]


class Worded(BaseModel):
    """Words by which reports name somebody or something, and how often."""

    text: str
    times: int


class Counted(BaseModel):
    """How many incidents there are of a type."""

    type: str
    incidents: int


class OfDay(BaseModel):
    """How many incidents are listed under a day."""

    day: date
    incidents: int


class At(BaseModel):
    """How many incidents lie at a point; ``precision`` is 1 for the place itself, up to 4 for a country."""

    names: Names
    lat: float
    lon: float
    precision: int
    incidents: int


class Told(BaseModel):
    """The incidents of an actor, a place, or some days."""

    incidents: int
    types: list[Counted]
    days: list[OfDay]
    spots: list[At]


class Side(BaseModel):
    """In how many incidents of a type an actor acts, and in how many it is the target."""

    type: str
    agent: int
    target: int


class Across(BaseModel):
    """Who is on the other side in how many incidents: as the actor's target, and as its agent."""

    id: str
    names: Names
    targeted: int
    targeting: int


class Short(BaseModel):
    """An incident in short; the whole of it is at /incidents/{id}."""

    id: str
    type: str
    status: str
    first: date | None
    last: date | None
    listed: date
    place: Names | None
    reports: int
    voices: int
    conflicts: list[str]


class ActorPage(BaseModel):
    """An actor and what is told of it."""

    id: str
    names: Names
    kind: str | None
    country: str | None
    since: int | None
    until: int | None
    parents: list[str] = Field(description="The ids of what it is part of, the nearest first.")
    also: list[str] = Field(description="Its other names in the registry.")
    words: list[Worded]
    told: Told
    sides: list[Side]
    met: list[Across]
    newest: list[Short]


class PlacePage(BaseModel):
    """A place and what is told of it; ``inside`` counts what lies in a country or first-level unit too."""

    id: str
    names: Names
    kind: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    spellings: list[str] = Field(description="Other names the gazetteer finds it by, folded.")
    words: list[Worded]
    told: Told
    inside: Told | None
    places: list[Listed]
    namesakes: list[str] = Field(description="The ids of other places of its name.")
    newest: list[Short]


class Brief(BaseModel):
    """What happened in some days."""

    first: date
    last: date
    country: str | None
    reports: int
    unplaced: int
    told: Told
    most: list[Short] = Field(description="What most voices tell of.")
    disputed: list[Short] = Field(description="What else is in conflict.")
    ahead: list[Short] = Field(description="What is planned or expected.")


def actor_names(ident: str, words: str) -> dict[str, str]:
    """The names of an actor by language."""
    return {lang: actor_name(ident, words, lang) for lang in LANGS}


def place_names(ident: str, words: str) -> dict[str, str]:
    """The names of a place by language."""
    return {lang: entry_name(ident, lang) or words for lang in LANGS}


def listed(of: Known, names: dict[str, str]) -> dict[str, Any]:
    """An actor or place of a list, as the API gives it."""
    return {"id": of.id, "names": names, "kind": of.kind, "country": of.country, "reports": of.reports}


def _page(ask: Asking, what: Roll, limit: int, found: list[dict[str, Any]]) -> Response:
    more = f"{ask.request.url.path}?{what.address(page=what.page + 1)}&limit={limit}" if len(found) > limit else None
    return answer(ask.request, {"items": found[:limit], "next": more})


def _told(of: Profile) -> dict[str, Any]:
    at = [
        asdict(spot) | {"names": {lang: place_name(ident, spot.name, lang) for lang in LANGS}}
        for spot, ident in of.spots
    ]
    for each in at:
        del each["name"]
    return {
        "incidents": of.incidents,
        "types": [{"type": kind, "incidents": many} for kind, many in of.types],
        "days": [{"day": day, "incidents": many} for day, many in of.days],
        "spots": at,
    }


def short(ask: Asking, some: list[Incident]) -> list[dict[str, Any]]:
    """Some incidents in short."""
    flags = atlas.conflicts(ask.store, [each.id for each in some])
    return [
        {
            "id": each.id, "type": each.type, "status": each.status, "first": each.first, "last": each.last,
            "listed": each.listed,
            "place": {lang: place_name(each.gazetteer, each.place, lang) for lang in LANGS} if each.place else None,
            "reports": each.documents, "voices": each.voices, "conflicts": list(flags.get(each.id, ())),
        }
        for each in some
    ]  # fmt: skip


def _words(found: list[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"text": text, "times": many} for text, many in found]


@router.get("/actors", summary="The actors that the store knows, the most told of first", response_model=ListedPage)
def list_actors(ask: ApiReading, what: _Roll, limit: Limit = 50) -> Response:
    """``named=words``: those that only words of reports name; kinds are those of the registry."""
    found, _ = part(ask.store, actors, what, limit)
    return _page(ask, what, limit, [listed(each, actor_names(each.id, each.name)) for each in found])


@router.get("/actors/{id:path}", summary="An actor, and what is told of it", response_model=ActorPage)
def get_actor(ask: ApiReading, id: _Id) -> Response:  # noqa: A002
    """``told`` counts the incidents it is in, on either side."""
    words = actors.words(ask.store, id)
    entry = registry().lookup(id)
    filters = Filters(actors=(id,))
    shown = {
        "id": id,
        "names": actor_names(id, id.removeprefix("=")),
        "kind": entry.kind if entry else None,
        "country": entry.country if entry else None,
        "since": entry.since if entry else None,
        "until": entry.until if entry else None,
        "parents": registry().line(id),
        "also": list(entry.also) if entry else [],
        "words": _words(words),
        "told": _told(profile(ask.store, filters)),
        "sides": [asdict(each) for each in actors.sides(ask.store, id)],
        "met": [
            {
                "id": each.id,
                "names": actor_names(each.id, each.name),
                "targeted": each.targeted,
                "targeting": each.targeting,
            }
            for each in actors.met(ask.store, id)
        ],
        "newest": short(ask, atlas.listed(ask.store, View(filters), limit=_NEWEST)),
    }
    return answer(ask.request, shown)


@router.get("/places", summary="The places that the store knows, the most told of first", response_model=ListedPage)
def list_places(ask: ApiReading, what: _Roll, limit: Limit = 50) -> Response:
    """``named=words``: those that only words of reports name; kinds are those of the gazetteer."""
    found, _ = part(ask.store, places, what, limit)
    return _page(ask, what, limit, [listed(each, place_names(each.id, each.name)) for each in found])


@router.get("/places/{id:path}", summary="A place, and what is told of it", response_model=PlacePage)
def get_place(ask: ApiReading, id: _Id) -> Response:  # noqa: A002
    """``told`` counts the incidents under its own id."""
    entry, words = places.checked(ask.store, id)
    around = places.area(entry) if entry else None
    shown = {
        "id": id,
        "names": place_names(id, entry.name if entry else id.removeprefix("=")),
        "kind": entry.kind if entry else None,
        "country": entry.country if entry else None,
        "admin1": entry.admin1 if entry else None,
        "lat": entry.lat if entry else None,
        "lon": entry.lon if entry else None,
        "radius_km": entry.radius_km if entry else None,
        "spellings": places.spellings(entry) if entry else [],
        "words": _words(words),
        "told": _told(profile(ask.store, Filters(places=(id,)))),
        "inside": _told(profile(ask.store, Filters(places=(around,)))) if around else None,
        "places": [listed(each, place_names(each.id, each.name)) for each in places.inside(ask.store, entry)] if entry else [],
        "namesakes": [each.id for each in places.namesakes(entry)] if entry else [],
        "newest": short(ask, atlas.listed(ask.store, View(Filters(places=(around or id,))), limit=_NEWEST)),
    }  # fmt: skip
    return answer(ask.request, shown)


@router.get("/brief", summary="What happened in some days", response_model=Brief)
def get_brief(ask: ApiReading, what: Annotated[Span, Depends(span)]) -> Response:
    """The days up to ``until``, or to the newest something is known of."""
    found = matter.brief(ask.store, last=what.last(ask.store), days=what.days, country=what.country)
    told = Profile(found.incidents, found.types, found.days, tuple((spot, None) for spot in found.spots))
    shown = {
        "first": found.first,
        "last": found.last,
        "country": found.country,
        "reports": found.reports,
        "unplaced": found.unplaced,
        "told": _told(told),
        "most": short(ask, [table.incident for table in found.told]),
        "disputed": short(ask, [table.incident for table in found.disputed]),
        "ahead": short(ask, list(found.ahead)),
    }
    return answer(ask.request, shown)
