"""Where?  The places that the store knows, and what is told of each and of what lies in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from marsad.gazetteer.place import Entry
from marsad.observatory import atlas
from marsad.observatory import places as known
from marsad.observatory.atlas import View
from marsad.observatory.brief import Spot
from marsad.observatory.filters import EXACTLY, Filters
from marsad.observatory.profiles import Known, profile
from marsad.render.labels import Lang
from marsad.render.named import country_name, entry_name, unit_name
from marsad.web.asking import Reading
from marsad.web.pages.actors import NEWEST, Id
from marsad.web.roll import Roll, listing, roll
from marsad.web.telling import drawn

router = APIRouter()


@router.get("/places")
def places(ask: Reading, what: Annotated[Roll, Depends(roll)]) -> Response:
    """The list: those of the gazetteer, or those that only words name."""
    told = listing(ask, known, what)
    return ask.page("roll.html", of="places", shown=[(each, *names(each, ask.lang)) for each in told["found"]], **told)


def names(of: Known, lang: Lang) -> tuple[str, str]:
    """The name of a place in the language of the page and in the other one; the same where it has but one."""
    if of.id.startswith(EXACTLY):
        return of.name, of.name
    return entry_name(of.id, lang) or of.name, entry_name(of.id, "en" if lang == "ar" else "ar") or of.name


@router.get("/places/{id:path}")
def place(ask: Reading, id: Id) -> Response:  # noqa: A002
    """One place, and what lies in it where it is a country or a first-level unit."""
    entry, words = known.checked(ask.store, id)
    around = known.area(entry) if entry is not None else None
    here = Filters(places=(id,))
    told = profile(ask.store, here)
    whole = profile(ask.store, Filters(places=(around,))) if around is not None else None
    newest = atlas.listed(ask.store, View(Filters(places=(around or id,))), limit=NEWEST)
    name = id.removeprefix(EXACTLY) if entry is None else entry_name(id, ask.lang) or entry.name
    return ask.page(
        "place.html",
        id=id,
        name=name,
        entry=entry,
        other=names(Known(id, name, None, None, 0), "en" if ask.lang == "ar" else "ar")[0],
        country=country_name(entry.country, ask.lang) if entry and entry.country else "",
        unit=_unit(entry, ask.lang),
        spellings=known.spellings(entry) if entry is not None else [],
        words=words,
        around=around,
        own=told.incidents,
        told=drawn(whole or told, ask.lang, _point(entry, name)),
        inside=[(each, names(each, ask.lang)[0]) for each in known.inside(ask.store, entry)] if entry else [],
        namesakes=[
            (each, entry_name(each.id, ask.lang) or each.name, where(each, ask.lang)) for each in known.namesakes(entry)
        ]
        if entry
        else [],
        newest=newest,
        conflicts=atlas.conflicts(ask.store, [each.id for each in newest]),
    )


def _point(entry: Entry | None, name: str) -> Spot | None:
    """Where a place is, for a map on which nothing else is."""
    wide = entry is not None and entry.kind in ("country", "admin1", "region", "desert")
    return None if entry is None else Spot(name, entry.lat, entry.lon, 3 if wide else 1, 0)


def _unit(entry: Entry | None, lang: Lang) -> tuple[str | None, str] | None:
    """The first-level unit around a place: its id, where the gazetteer has one, and its name."""
    if entry is None or not entry.admin1 or entry.kind == "admin1":
        return None
    return known.unit_id(entry), unit_name(entry.country, entry.admin1, lang)


def where(entry: Entry, lang: Lang) -> str:
    """Where a place lies, in words: its unit and its country."""
    unit = unit_name(entry.country, entry.admin1, lang) if entry.admin1 else ""
    country = country_name(entry.country, lang) if entry.country else ""
    return ("، " if lang == "ar" else ", ").join(part for part in (unit, country) if part)
