"""``/api/v1/incidents``: the list, one of them, and marks for a map; retracted ones are only found by their id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import Response

from marsad.observatory import atlas
from marsad.observatory.atlas import Spot, View
from marsad.observatory.incidents import incident
from marsad.observatory.occasions import Incident
from marsad.render.named import place_name
from marsad.web.answers import FAILURES, ApiReading, answer
from marsad.web.api import PREFIX, Limit
from marsad.web.asking import Asking
from marsad.web.marks import marks
from marsad.web.scene import Scene, scene
from marsad.web.shapes import IncidentInShort, IncidentPage, Marks
from marsad.web.words import LANGS

router = APIRouter(prefix=PREFIX, responses=FAILURES)

#: From this zoom on so little is in view that the store is asked for it alone.
_NEAR = 7
_Scene = Annotated[Scene, Depends(scene)]


def _shown(found: Incident, conflicts: tuple[str, ...]) -> dict[str, Any]:
    """An incident as the API gives it: its members by their public ids."""
    members = [{"document": each.uid, "event": each.event} for each in found.members]
    return asdict(found) | {"members": members, "conflicts": conflicts}


def _spots(ask: Asking, view: View, zoom: float) -> Sequence[Spot]:
    """What is in view: far out, cut from all that meets the filters, which stays the same while the map is moved."""
    if zoom >= _NEAR:
        return atlas.spots(ask.store, view)
    whole = replace(view, box=None)
    return atlas.within(ask.held.get(("spots", whole), lambda: atlas.spots(ask.store, whole)), view.box)


@router.get("/incidents", summary="Incidents that meet the filters, newest first", response_model=IncidentPage)
def list_incidents(ask: ApiReading, what: _Scene, limit: Limit = 50) -> Response:
    """``conflicts`` names the kinds of conflict among what is told of it."""
    found = atlas.listed(ask.store, what.view, limit=limit + 1, offset=(what.page - 1) * limit)
    shown = found[:limit]
    flags = atlas.conflicts(ask.store, [each.id for each in shown])
    items = [_shown(each, flags.get(each.id, ())) for each in shown]
    more = f"{ask.request.url.path}?{what.address(page=what.page + 1)}&limit={limit}" if len(found) > limit else None
    return answer(ask.request, {"items": items, "next": more})


@router.get(
    "/incidents.geojson", summary="Incidents as marks on a map, those that would overlap as one", response_model=Marks
)
def map_incidents(
    ask: ApiReading, what: _Scene, zoom: Annotated[float, Query(ge=0, le=22, description="The map's zoom.")] = 5
) -> Response:
    """A mark of one incident has its ``id``, and in ``names`` its place by language; ``bbox`` is where the incidents of a mark are, ``wide`` that none has a place of its own."""
    found = marks(_spots(ask, what.view, zoom), zoom)
    single = {each["properties"]["id"]: each["properties"] for each in found["features"] if "id" in each["properties"]}
    for each, brief in atlas.briefs(ask.store, single).items():
        names = {lang: place_name(brief.gazetteer, brief.place, lang) for lang in LANGS} if brief.place else None
        single[each] |= asdict(brief) | {"names": names}
    return answer(ask.request, found)


@router.get("/incidents/{id}", summary="An incident", response_model=IncidentInShort)
def get_incident(
    ask: ApiReading,
    id: Annotated[str, Path(max_length=100, description="Its id, or the first six digits or more of it.")],  # noqa: A002
) -> Response:
    """Also by an id that it had before a merge."""
    found = incident(ask.store, id)
    return answer(ask.request, _shown(found, atlas.conflicts(ask.store, [found.id]).get(found.id, ())))
