"""One incident: who answers what, side by side, with the words; what people decided of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, get_args

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from markupsafe import Markup

from marsad.errors import BadRequestError
from marsad.observatory import deciding
from marsad.observatory.answers import Answer
from marsad.observatory.brief import Spot
from marsad.observatory.claiming import claimed
from marsad.observatory.claims import Rule
from marsad.observatory.deciding import Standing
from marsad.observatory.incidents import Incident, incident
from marsad.observatory.questions import question_name
from marsad.render.chart import spots_map
from marsad.render.history import history
from marsad.render.named import place_name
from marsad.web.asking import Asking, Coding, Reading

router = APIRouter()

_Id = Annotated[str, Path(max_length=100)]
_COUNTRY = 4


@router.get("/incidents/{id}")
def show(ask: Reading, id: _Id, rule: Annotated[Rule, Query()] = Rule.CONSERVATIVE) -> Response:  # noqa: A002
    """The claims table, the reports that tell of it, and what was decided."""
    table = claimed(ask.store, id, rule)
    if table.incident.id != id:
        return ask.go(f"/incidents/{table.incident.id}")
    told: dict[str, list[str]] = {}
    for member in table.incident.members:
        told.setdefault(member.uid, []).append(member.event)
    return ask.page(
        "incident.html",
        incident=table.incident,
        table=table,
        claims=[
            (claim, words, name, _history(ask, claim.asked.answers, name))
            for claim, words in zip(table.claims, table.words, strict=True)
            for name in [question_name(claim.asked.question, claim.asked.group, ask.lang)]
        ],
        map=_map(ask, table.incident),
        told=told,
        rules=list(Rule),
        standings=get_args(Standing),
        decisions=deciding.decisions(ask.store, table.incident.id),
    )


def _history(ask: Asking, answers: Sequence[Answer], name: str) -> Markup:
    """How a figure changed, empty where there is but one."""
    return Markup(history(answers, ask.say("incident.history", what=name), rtl=ask.lang == "ar"))


def _map(ask: Asking, of: Incident) -> Markup:
    """Where it happened, empty where nobody says."""
    if of.lat is None or of.lon is None:
        return Markup("")
    name = place_name(of.gazetteer, of.place or "", ask.lang)
    return Markup(spots_map([Spot(name, of.lat, of.lon, of.precision or _COUNTRY, 1)], ask.say("incident.map")))


@router.post("/incidents/{id}/standing")
async def stand(ask: Coding, id: _Id) -> Response:  # noqa: A002
    """Say what it is held to be."""
    standing = await _given(ask, "standing")
    found = deciding.set_standing(ask.store, id, standing, who=ask.who)
    ask.note("standing", f"{found.id} {standing}")
    return ask.go(f"/incidents/{found.id}")


@router.post("/incidents/{id}/merge")
async def merge(ask: Coding, id: _Id) -> Response:  # noqa: A002
    """Put another incident to this one."""
    other = await _given(ask, "other")
    found = deciding.merge(ask.store, id, [other], who=ask.who)
    ask.note("merge", f"{found.id} {other}")
    return ask.go(f"/incidents/{found.id}")


@router.post("/incidents/{id}/split")
async def split(ask: Coding, id: _Id) -> Response:  # noqa: A002
    """Take the events that were ticked out of it."""
    form = await ask.form()
    ticked = [value.split(":", 1) for value in form.getlist("event") if isinstance(value, str)]
    if not ticked or any(len(each) != 2 for each in ticked):
        raise BadRequestError("no event is named")
    kept, off = deciding.split(ask.store, id, [(each[0], each[1]) for each in ticked], who=ask.who)
    ask.note("split", f"{kept.id} {off.id}")
    return ask.go(f"/incidents/{off.id}")


@router.post("/incidents/{id}/undo")
async def undo(ask: Coding, id: _Id) -> Response:  # noqa: A002
    """Take a decision back."""
    number = await _given(ask, "decision")
    if not number.isascii() or not number.isdigit() or len(number) > 12:
        raise BadRequestError(f"{number!r} is no decision")
    deciding.undo(ask.store, int(number), who=ask.who)
    ask.note("undo", f"decision {number}")
    return ask.go(f"/incidents/{incident(ask.store, id).id}")


async def _given(ask: Asking, name: str) -> str:
    value = (await ask.form()).get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadRequestError(f"{name} is missing")
    return value.strip()
