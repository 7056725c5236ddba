"""Which areas are watched, and what fell in?  The list with a form, and each with its map, its counts over time and its incidents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

import marsad
from marsad.errors import BadRequestError, StoreError
from marsad.observatory import atlas, watches
from marsad.observatory.outlines import outline
from marsad.observatory.watches import Watch
from marsad.web import areas
from marsad.web.asking import Asking, Coding, Editing, Reading
from marsad.web.families import families
from marsad.web.timeline import bars

router = APIRouter()

_A_PAGE = 25
_Watch = Annotated[str, Path(max_length=200)]
_Day = Annotated[str, Query(max_length=10)]
Certainty = Literal["certainly", "possibly"]


@dataclass(frozen=True, slots=True)
class Card:
    """A watch area in the list: what falls in, and how many did; ``fault`` where it cannot be told."""

    watch: Watch
    told: list[str]
    certainly: int = 0
    possibly: int = 0
    newest: date | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The incidents of a piece of time."""

    first: date
    last: date
    certainly: int
    possibly: int


def _counted(ask: Asking, of: Watch, since: date | None, until: date | None) -> list[tuple[date, str, int]]:
    def count() -> list[tuple[date, str, int]]:
        return watches.counted(ask.store, of, places=areas.places(ask.web, of), since=since, until=until)

    return ask.held.get(("counted", of.id, since, until), count)


def _card(ask: Asking, of: Watch) -> Card:
    told = areas.told(of, ask.lang)
    try:
        counted = _counted(ask, of, None, None)
    except StoreError as error:
        return Card(of, told, fault=error.message)
    many: Counter[str] = Counter()
    for _, certainty, count in counted:
        many[certainty] += count
    return Card(of, told, many["certainly"], many["possibly"], counted[-1][0] if counted else None)


def _list(
    ask: Asking, error: StoreError | areas.AreaError | None = None, given: dict[str, str] | None = None
) -> Response:
    values = dict.fromkeys(areas.FIELDS, "") | {"zone": "border", "border-km": "50", "point-km": "20"} | (given or {})
    return ask.page(
        "watches.html",
        status=422 if error else 200,
        cards=[_card(ask, each) for each in watches.watches(ask.store)],
        zones=areas.ZONES,
        borders=areas.borders(ask.lang),
        families=families(),
        given=values,
        error=error,
        said=error.word if isinstance(error, areas.AreaError) else "watch.wrong",
    )


@router.get("/watch")
def list_(ask: Reading) -> Response:
    """The areas, and a form for another."""
    return _list(ask)


@router.post("/watch")
async def add(ask: Coding) -> Response:
    """Watch another area."""
    form = await ask.form()
    given = {name: value for name in areas.FIELDS if isinstance(value := form.get(name, ""), str)}
    given = dict.fromkeys(areas.FIELDS, "") | given
    file = form.get("file")
    raw = await file.read() if isinstance(file, UploadFile) and file.size else None

    def kept() -> Response:
        try:
            watch = areas.made(given, raw)
            if any(each.name == watch.name for each in watches.watches(ask.store)):
                raise areas.AreaError("watch.taken", f"there is a watch {watch.name} already")
            watches.add(ask.store, watch)
        except (StoreError, areas.AreaError) as error:
            return _list(ask, error, given)
        ask.note("watch", watch.name)
        return ask.go(f"/watch/{watch.id}")

    return await run_in_threadpool(kept)


def _columns(counted: list[tuple[date, str, int]]) -> tuple[str, list[Column]]:
    """Counts over time, in days, weeks, months or years as they fit."""
    days: dict[date, int] = {}
    for day, _, many in counted:
        days[day] = days.get(day, 0) + many
    step, pillars = bars(sorted(days.items()))
    found, at = [], 0
    for bar in pillars:
        split: Counter[str] = Counter()
        while at < len(counted) and counted[at][0] <= bar.last:
            split[counted[at][1]] += counted[at][2]
            at += 1
        found.append(Column(bar.first, bar.last, split["certainly"], split["possibly"]))
    return step, found


def _address(**given: Any) -> str:
    return urlencode([(name, value) for name, value in given.items() if value])


@router.get("/watch/{id}")
def show(
    ask: Reading,
    id: _Watch,  # noqa: A002
    certainty: Annotated[str, Query(max_length=20)] = "",
    since: _Day = "",
    until: _Day = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """One area."""
    of = watches.watch(ask.store, id)
    if of.id != id:
        return ask.go(f"/watch/{of.id}")
    if certainty not in ("", "certainly", "possibly"):
        raise BadRequestError(f"{certainty!r} is neither certainly nor possibly")
    first, last = (marsad.as_day(each.strip() or None) for each in (since, until))
    if first and last and last < first:
        raise BadRequestError("until is before since")
    start = (page - 1) * _A_PAGE
    found = watches.fallen(
        ask.store,
        of,
        places=areas.places(ask.web, of),
        since=first,
        until=last,
        certainty=certainty or None,
        limit=_A_PAGE + 1,
        offset=start,
    )
    shown = [each for each, _ in found[:_A_PAGE]]
    step, columns = _columns(_counted(ask, of, first, last))
    zone = watches.zone(of)
    drawn = outline(zone) is not None if zone is not None else False
    asked = {"since": first, "until": last}
    return ask.page(
        "watch.html",
        watch=of,
        told=areas.told(of, ask.lang),
        shown=shown,
        falls={each.id: how for each, how in found},
        conflicts=atlas.conflicts(ask.store, [each.id for each in shown]),
        certainty=certainty,
        since=first,
        until=last,
        step=step,
        columns=columns,
        certainly=sum(each.certainly for each in columns),
        possibly=sum(each.possibly for each in columns),
        most=max((each.certainly + each.possibly for each in columns), default=0),
        drawn=drawn,
        bounds=list(zone.bounds) if zone is not None and drawn else None,
        families=families(),
        tabs=[(name, _address(certainty=name, **asked)) for name in ("", "certainly", "possibly")],
        newer=_address(certainty=certainty, page=page - 1, **asked) if page > 1 else None,
        older=_address(certainty=certainty, page=page + 1, **asked) if len(found) > _A_PAGE else None,
    )


@router.post("/watch/{id}/remove")
def remove(ask: Editing, id: _Watch) -> Response:  # noqa: A002
    """Forget an area; the incidents stay."""
    of = watches.watch(ask.store, id)
    watches.remove(ask.store, of.name)
    ask.note("watch removed", of.name)
    return ask.go("/watch")
