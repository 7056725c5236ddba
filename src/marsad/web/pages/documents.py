"""What reports are there?  The list, newest first, by words and filters, with the found words marked."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from marsad.observatory.filters import Filters
from marsad.observatory.listing import listed
from marsad.records import Status
from marsad.web.asked import Asked, asked
from marsad.web.asking import Reading
from marsad.web.families import families

router = APIRouter()

#: How many reports a page of the list holds, and how many events of each are named.
_A_PAGE = 20
_EVENTS = 6


@router.get("/documents")
def documents(ask: Reading, what: Annotated[Asked, Depends(asked)]) -> Response:
    """The list."""
    start = (what.page - 1) * _A_PAGE
    found = listed(ask.store, what.query or None, filters=what.filters, limit=_A_PAGE + 1, offset=start)
    return ask.page(
        "documents.html",
        what=what,
        shown=found[:_A_PAGE],
        most_events=_EVENTS,
        newer=what.address(page=what.page - 1) if what.page > 1 else None,
        older=what.address(page=what.page + 1) if len(found) > _A_PAGE else None,
        asked_for=bool(what.query or what.filters),
        filtered=what.filters != Filters(),
        families=families(),
        statuses=get_args(Status),
    )
