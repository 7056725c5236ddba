"""What does the address of a map ask for?  The filters of ``asked``, a watch area, whether in conflict, a piece of the map."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query, Request

from marsad.errors import BadRequestError
from marsad.observatory import watches
from marsad.observatory.atlas import Box, View
from marsad.observatory.filters import Filters
from marsad.web.areas import places
from marsad.web.asked import Asked, Values, asked
from marsad.web.asking import web_of


@dataclass(frozen=True, slots=True)
class Scene:
    """What is looked at, and which page of its list."""

    view: View
    page: int = 1

    @property
    def filters(self) -> Filters:
        """The filters."""
        return self.view.filters

    @property
    def always(self) -> View:
        """The view whatever days are asked for."""
        return replace(self.view, filters=replace(self.filters, since=None, until=None))

    @property
    def bbox(self) -> str:
        """The piece of the map as an address says it, empty where it is the whole."""
        box = self.view.box
        return "" if box is None else ",".join(f"{each:.6g}" for each in (box.west, box.south, box.east, box.north))

    def address(self, **more: Any) -> str:
        """The query string that asks for this, with some of it changed: filters, ``conflict``, ``box``, ``watch`` or ``page``."""
        page = more.pop("page", 1)
        own = {name: more.pop(name) for name in ("conflict", "box", "watch") if name in more}
        of = Scene(replace(self.view, filters=replace(self.view.filters, **more), **own), page)
        parts = [Asked("", of.filters).address()]
        pairs = [("conflict", "1")] if of.view.conflict else []
        pairs += [("watch", of.view.watch)] if of.view.watch else []
        pairs += [("bbox", of.bbox)] if of.bbox else []
        pairs += [("page", str(page))] if page > 1 else []
        return "&".join(part for part in (*parts, urlencode(pairs, safe=",")) if part)


def _box(text: str) -> Box | None:
    if not text.strip():
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = math.nan
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadRequestError(
            f"{text!r} is no piece of the map", hint="bbox=WEST,SOUTH,EAST,NORTH in degrees, as in 40,33,42,35"
        )
    return Box(west, south, east, north)


def _watched(request: Request, given: str) -> tuple[str | None, tuple[Any, ...]]:
    """The id of a watch area, and what the incidents in it have to meet."""
    if not given:
        return None, ()
    web = web_of(request)
    found = watches.watch(web.store, given)
    return found.id, tuple(watches.conditions(found, places(web, found)))


def scene(
    request: Request,
    type: Values = [],  # noqa: A002, B006
    status: Values = [],  # noqa: B006
    actor: Values = [],  # noqa: B006
    place: Values = [],  # noqa: B006
    source: Values = [],  # noqa: B006
    near: Annotated[str, Query(max_length=100, description="LAT,LON,KM")] = "",
    since: Annotated[str, Query(max_length=10, description="YYYY-MM-DD")] = "",
    until: Annotated[str, Query(max_length=10, description="YYYY-MM-DD")] = "",
    conflict: Annotated[str, Query(max_length=5, description="1: only where sources contradict each other.")] = "",
    watch: Annotated[str, Query(max_length=200, description="A watch area: its id or name.")] = "",
    bbox: Annotated[str, Query(max_length=100, description="WEST,SOUTH,EAST,NORTH")] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Scene:
    """The dependency that reads an address.

    Raises:
        BadRequestError, BadDateError: a value is none.
        NotInStoreError: there is no such watch area.
    """
    if conflict not in ("", "0", "1", "true", "false"):
        raise BadRequestError(f"{conflict!r} is neither 1 nor 0")
    filters = asked("", type, status, actor, place, source, near, since, until).filters
    area, inside = _watched(request, watch.strip())
    return Scene(View(filters, conflict in ("1", "true"), _box(bbox), area, inside), page)
