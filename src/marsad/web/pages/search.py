"""One search over everything: reports with the words marked, and beside them actors, places and incidents."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response

from marsad.errors import BadRequestError
from marsad.observatory import atlas, finding
from marsad.render.named import actor_name
from marsad.web.asking import Reading
from marsad.web.pages import places

router = APIRouter()

_A_PAGE = 10
#: How many events of a report are named.
_EVENTS = 4
_Words = Annotated[str, Query(max_length=500)]
_Page = Annotated[int, Query(ge=1, le=10_000)]


@router.get("/search")
def search(ask: Reading, q: _Words = "", page: _Page = 1) -> Response:
    """What is found; without words, examples of what would be."""
    words = q.strip()
    if "\0" in words:
        raise BadRequestError("the words hold what no word can")
    found = finding.find(ask.store, words, limit=_A_PAGE, offset=(page - 1) * _A_PAGE) if words else None
    incidents = found.incidents if found is not None else ()
    return ask.page(
        "search.html",
        query=words,
        found=found,
        actors=[(each, actor_name(each.id, each.name, ask.lang)) for each in found.actors] if found else [],
        places=[(each, places.names(each, ask.lang)[0]) for each in found.places] if found else [],
        conflicts=atlas.conflicts(ask.store, [each.id for each in incidents]),
        examples=[] if found else finding.examples(ask.store),
        most_events=_EVENTS,
        newer=urlencode({"q": words, "page": page - 1}) if page > 1 else None,
        older=urlencode({"q": words, "page": page + 1}) if found is not None and found.more else None,
        first=page == 1,
    )
