"""The coder's desk: what waits, one report to work on with the keyboard, how far coders agree."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Query
from fastapi.responses import Response
from markupsafe import Markup

from marsad.evaluate.goldfile import gold
from marsad.observatory import desk
from marsad.observatory.agreement import agreement
from marsad.observatory.desk import ORDERS, Order
from marsad.observatory.documents import Held, show
from marsad.records import CountClass, Salience, Status
from marsad.render.html import Section
from marsad.web.asking import Asking, Coding
from marsad.web.editing import parts
from marsad.web.families import families
from marsad.web.selecting import FIELDS

router = APIRouter()

_A_PAGE = 25


@router.get("/desk")
def waiting(ask: Coding, order: Order = "doubt", page: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Response:
    """What waits, and how far coders agree."""
    found = desk.queue(ask.store, order, limit=_A_PAGE + 1, offset=(page - 1) * _A_PAGE)
    return ask.page(
        "desk.html",
        shown=found[:_A_PAGE],
        order=order,
        orders=ORDERS,
        page=page,
        more=len(found) > _A_PAGE,
        progress=desk.progress(ask.store),
        agreement=[each for each in agreement(ask.store) if each.units],
    )


def _work(ask: Asking, held: Held, template: str) -> Response:
    found = held.corrected
    article = Section(found.report, "r1", ask.lang, {}, offsets=True)
    return ask.page(
        template,
        held=held,
        report=found.report,
        events=sorted(found.report.events, key=lambda event: (event.trigger.start, event.id)),
        article=Markup("").join(map(Markup, article.article())),
        touched=found.touched,
        accepted=found.accepted,
        added={change.event for change in held.changes if change.field == "added" and change.undone is None},
        undoable=[change for change in held.changes if change.undone is None],
        fields=FIELDS,
        parts={field: parts(field) for field in FIELDS},
        values={e.id: e.model_dump(mode="json", include={*FIELDS, "none"}) for e in found.report.events},
        entities={each.id: each.name for each in found.report.entities},
        families=families(),
        statuses=get_args(Status),
        saliences=get_args(Salience),
        counted=get_args(CountClass),
    )


@router.get("/desk/{uid}")
def work(ask: Coding, uid: str, part: bool = False) -> Response:
    """One report to work on; ``part``: what changes when something is corrected, without the page around it."""
    return _work(ask, show(ask.store, uid), "desk_part.html" if part else "desk_report.html")


@router.get("/desk/{uid}/gold")
def gold_file(ask: Coding, uid: str) -> Response:
    """The corrected report as a gold file to be saved."""
    held = show(ask.store, uid)
    headers = {"Content-Disposition": f'attachment; filename="{held.uid}.json"'}
    return Response(gold(held.corrected.report), media_type="application/json", headers=headers)
