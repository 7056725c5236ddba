"""What happened where and when?  Incidents on a map, along a time line, and as a list that needs neither."""

from __future__ import annotations

import json
from typing import Annotated, get_args

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from marsad.observatory import atlas, watches
from marsad.records import Status
from marsad.web.asking import Reading
from marsad.web.families import families
from marsad.web.scene import Scene, scene
from marsad.web.timeline import bars

router = APIRouter()

_A_PAGE = 25


@router.get("/")
def home(ask: Reading, what: Annotated[Scene, Depends(scene)]) -> Response:
    """The first page."""
    found = atlas.listed(ask.store, what.view, limit=_A_PAGE + 1, offset=(what.page - 1) * _A_PAGE)
    shown = found[:_A_PAGE]
    days = ask.held.get(("days", what.always), lambda: atlas.days(ask.store, what.view))
    step, pillars = bars([(day, many.incidents) for day, many in days], what.filters.since, what.filters.until)
    if what.view == what.always:
        amount = atlas.together(many for _, many in days)
    else:
        amount = ask.held.get(("amount", what.view), lambda: atlas.amount(ask.store, what.view))
    extent = amount.extent
    return ask.page(
        "home.html",
        what=what,
        shown=shown,
        conflicts=atlas.conflicts(ask.store, [each.id for each in shown]),
        amount=amount,
        extent=json.dumps([extent.west, extent.south, extent.east, extent.north]) if extent else "",
        step=step,
        bars=pillars,
        most=max((each.incidents for each in pillars), default=0),
        spans=json.dumps([[each.first.isoformat(), each.last.isoformat()] for each in pillars]),
        newer=what.address(page=what.page - 1) if what.page > 1 else None,
        older=what.address(page=what.page + 1) if len(found) > _A_PAGE else None,
        everywhere=what.address(box=None),
        always=what.address(since=None, until=None),
        filtered=what.address(box=None, since=None, until=None) != "",
        families=families(),
        statuses=get_args(Status),
        watched=watches.watches(ask.store),
    )
