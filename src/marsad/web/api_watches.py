"""``/api/v1/watches``: areas that are watched, what fell in, how many over time, and feeds to subscribe to."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

import marsad
from marsad.errors import NotInStoreError
from marsad.observatory import geojson, watches
from marsad.observatory.outlines import outline
from marsad.observatory.sightings import Sighting
from marsad.observatory.watches import Watch
from marsad.render import feeds
from marsad.render.labels import Lang
from marsad.web.answers import FAILURES, ApiCoding, ApiEditing, ApiReading, answer, answer_text
from marsad.web.api import PREFIX, Limit
from marsad.web.areas import places
from marsad.web.asking import Asking
from marsad.web.shapes import Page

router = APIRouter(prefix=PREFIX, responses=FAILURES)

_Id = Annotated[str, Path(max_length=200, description="A watch area: its id or name.")]
_Day = Annotated[str | None, Query(max_length=10, description="YYYY-MM-DD")]
_Code = Annotated[str, Field(min_length=2, max_length=2)]
_Words = Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=50)]
_FeedLimit = Annotated[int, Query(ge=1, le=1000, description="At most so many incidents.")]
_Lang = Annotated[Lang | None, Query(description="The language of labels; else as the browser asks.")]


class Area(BaseModel):
    """A watch area: a border or a point with a distance, or polygons; places, actors, types; all that is given has to hold."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=100, description="What it is called.")
    border: tuple[_Code, _Code] | None = Field(default=None, description="Two countries, by two letters each.")
    around: tuple[float, float] | None = Field(default=None, description="A point: latitude, longitude.")
    km: float | None = Field(default=None, description="How far from the border or the point.")
    area: dict[str, Any] | None = Field(default=None, description="GeoJSON with polygons.")
    places: _Words = Field(default=[], description="Names, gazetteer ids or countries; alternatives.")
    actors: _Words = Field(default=[], description="Names or registry ids; alternatives.")
    types: _Words = Field(default=[], description="Event types; alternatives.")


class KeptArea(Area):
    """A watch area that is kept."""

    id: str = Field(description="What addresses call it.")
    made: str = Field(description="When it was made.")


class AreaList(Page):
    """All watch areas, by name."""

    items: list[KeptArea]


class SightingPage(Page):
    """Incidents of a watch area."""

    items: list[Sighting]


class Counted(BaseModel):
    """How many incidents are listed under a day."""

    day: str
    certainty: str
    incidents: int


class CountList(Page):
    """Counts by day; days without incidents are left out."""

    items: list[Counted]


def _shown(of: Watch) -> dict[str, Any]:
    fields = ("name", "border", "around", "km", "area", "places", "actors", "types", "id", "made")
    return {name: getattr(of, name) for name in fields}


@router.get("/watches", summary="The watch areas", response_model=AreaList)
def list_watches(ask: ApiReading) -> Response:
    """By name."""
    return answer(ask.request, {"items": [_shown(each) for each in watches.watches(ask.store)], "next": None})


@router.post("/watches", status_code=201, summary="Watch an area", response_model=KeptArea)
def add_watch(ask: ApiCoding, given: Area) -> Response:
    """At most one of ``border``, ``around`` and ``area``."""
    border = (given.border[0].upper(), given.border[1].upper()) if given.border else None
    watch = Watch(
        name=given.name,
        border=border,
        around=given.around,
        km=given.km,
        area=geojson.geometry(given.area) if given.area is not None else None,
        places=tuple(given.places),
        actors=tuple(given.actors),
        types=tuple(given.types),
    )
    kept = watches.add(ask.store, watch)
    ask.note("watch", kept.name)
    return answer(ask.request, _shown(kept), status=201)


@router.get("/watches/{watch}", summary="A watch area", response_model=KeptArea)
def get_watch(ask: ApiReading, watch: _Id) -> Response:
    """What falls in."""
    return answer(ask.request, _shown(watches.watch(ask.store, watch)))


@router.delete("/watches/{watch}", status_code=204, summary="Forget a watch area")
def remove_watch(ask: ApiEditing, watch: _Id) -> Response:
    """The incidents stay; its feeds end."""
    of = watches.watch(ask.store, watch)
    watches.remove(ask.store, of.name)
    ask.note("watch removed", of.name)
    return Response(status_code=204)


@router.get("/watches/{watch}/incidents", summary="What fell in, newest first", response_model=SightingPage)
def list_sightings(
    ask: ApiReading,
    watch: _Id,
    certainty: Annotated[Literal["certainly", "possibly"] | None, Query(description="Only those in it so.")] = None,
    since: _Day = None,
    until: _Day = None,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    limit: Limit = 50,
) -> Response:
    """``beyond_km``: how far outside the zone its point is, negative inside; ``radius_km``: how far from there it may have been."""
    of = watches.watch(ask.store, watch)
    days = {"since": marsad.as_day(since or None), "until": marsad.as_day(until or None)}
    start = (page - 1) * limit
    inside = places(ask.web, of)
    found = watches.seen(ask.store, of, places=inside, **days, certainty=certainty, limit=limit + 1, offset=start)
    asked = {"certainty": certainty, **days, "page": page + 1, "limit": limit}
    query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    more = f"{PREFIX}/watches/{of.id}/incidents?{query}" if len(found) > limit else None
    return answer(ask.request, {"items": [each.to_dict() for each in found[:limit]], "next": more})


@router.get("/watches/{watch}/counts", summary="How many fell in, by day", response_model=CountList)
def count_sightings(ask: ApiReading, watch: _Id, since: _Day = None, until: _Day = None) -> Response:
    """Certainly and possibly apart."""
    of = watches.watch(ask.store, watch)
    days = {"since": marsad.as_day(since or None), "until": marsad.as_day(until or None)}
    found = watches.counted(ask.store, of, places=places(ask.web, of), **days)
    items = [{"day": day.isoformat(), "certainty": certainty, "incidents": many} for day, certainty, many in found]
    return answer(ask.request, {"items": items, "next": None})


@router.get("/watches/{watch}/area.geojson", summary="The outline of its zone, for maps")
def get_outline(ask: ApiReading, watch: _Id) -> Response:
    """For the eye; 404 where it has no zone, or one that is no piece of a map."""
    of = watches.watch(ask.store, watch)
    zone = watches.zone(of)
    shape = outline(zone) if zone is not None else None
    if shape is None:
        raise NotInStoreError(f"{of.name} has no outline to be drawn", hint="")
    return answer_text(ask.request, json.dumps(shape), media="application/geo+json")


def _served(ask: Asking, of: Watch, lang: Lang, form: str) -> feeds.Served:
    base = f"{ask.request.url.scheme}://{ask.request.url.netloc}"
    feed = f"{base}{PREFIX}/watches/{of.id}/feed.{form}?lang={lang}"
    return feeds.Served(feed, f"{base}/{lang}/watch/{of.id}", f"{base}/{lang}/incidents/")


@router.get(
    "/watches/{watch}/feed.atom",
    summary="The newest incidents as an Atom feed",
    response_class=Response,
    responses={200: {"content": {"application/atom+xml": {"schema": {"type": "string"}}}}},
)
def atom_feed(ask: ApiReading, watch: _Id, lang: _Lang = None, limit: _FeedLimit = 100) -> Response:
    """RFC 4287 with GeoRSS points."""
    of, chosen = watches.watch(ask.store, watch), lang or ask.lang
    found = watches.seen(ask.store, of, places=places(ask.web, of), limit=limit)
    text = feeds.atom(of.name, of.made, found, chosen, _served(ask, of, chosen, "atom"))
    return answer_text(ask.request, text, media="application/atom+xml; charset=utf-8")


@router.get(
    "/watches/{watch}/feed.json",
    summary="The newest incidents as a JSON Feed",
    response_class=Response,
    responses={200: {"content": {"application/feed+json": {"schema": {"type": "object"}}}}},
)
def json_feed(ask: ApiReading, watch: _Id, lang: _Lang = None, limit: _FeedLimit = 100) -> Response:
    """JSON Feed 1.1."""
    of, chosen = watches.watch(ask.store, watch), lang or ask.lang
    found = watches.seen(ask.store, of, places=places(ask.web, of), limit=limit)
    text = feeds.json_feed(of.name, of.made, found, chosen, _served(ask, of, chosen, "json"))
    return answer_text(ask.request, text, media="application/feed+json")
