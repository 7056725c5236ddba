"""Who acts?  The actors that the store knows, and what is told of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response

from marsad.actors import default as registry
from marsad.observatory import actors as known
from marsad.observatory import atlas
from marsad.observatory.atlas import View
from marsad.observatory.filters import EXACTLY, Filters
from marsad.observatory.profiles import Known, profile
from marsad.render.labels import Lang
from marsad.render.named import actor_name, country_name
from marsad.web.asking import Reading
from marsad.web.roll import Roll, listing, roll
from marsad.web.telling import drawn

router = APIRouter()

Id = Annotated[str, Path(max_length=500)]
NEWEST = 10


@router.get("/actors")
def actors(ask: Reading, what: Annotated[Roll, Depends(roll)]) -> Response:
    """The list: those of the registry, or those that only words name."""
    told = listing(ask, known, what)
    return ask.page("roll.html", of="actors", shown=[(each, *_names(each, ask.lang)) for each in told["found"]], **told)


def _names(of: Known, lang: Lang) -> tuple[str, str]:
    """The name in the language of the page and in the other one; the same where it has but one."""
    if of.id.startswith(EXACTLY):
        return of.name, of.name
    return actor_name(of.id, of.name, lang), actor_name(of.id, of.name, "en" if lang == "ar" else "ar")


@router.get("/actors/{id:path}")
def actor(ask: Reading, id: Id) -> Response:  # noqa: A002
    """One actor."""
    words = known.words(ask.store, id)
    entry = None if id.startswith(EXACTLY) else registry().lookup(id)
    filters = Filters(actors=(id,))
    newest = atlas.listed(ask.store, View(filters), limit=NEWEST)
    name = id.removeprefix(EXACTLY) if entry is None else actor_name(id, id, ask.lang)
    parents = [] if entry is None else registry().line(id)
    return ask.page(
        "actor.html",
        id=id,
        name=name,
        entry=entry,
        country=country_name(entry.country, ask.lang) if entry and entry.country else "",
        parents=[(each, actor_name(each, each, ask.lang)) for each in parents],
        words=words,
        sides=known.sides(ask.store, id),
        told=drawn(profile(ask.store, filters), ask.lang),
        met=[replace(each, name=actor_name(each.id, each.name, ask.lang)) for each in known.met(ask.store, id)],
        newest=newest,
        conflicts=atlas.conflicts(ask.store, [each.id for each in newest]),
    )
