"""What was foretold, and what came of it?  The ledger by standing, deadline or speaker; people decide, with their reasons."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from marsad.errors import BadRequestError
from marsad.observatory import ledger as keeping
from marsad.observatory.entries import Speaks
from marsad.observatory.reckoning import STANDINGS
from marsad.observatory.weights import load as weights
from marsad.web.asking import Asking, Coding, Reading
from marsad.web.foretelling import GROUPS, KINDS, ORDER, Wanted, shown, wanted

router = APIRouter()

_A_PAGE = 25
_LONGEST_BACK = 2000
#: What a person can say of an entry; whether its deadline is over, the calendar says.
DECIDED = ("met", "failed", "undecided")
_Id = Annotated[str, Path(max_length=100)]
_What = Annotated[Wanted, Depends(wanted)]


def _why(ask: Asking, sign: Speaks) -> list[str]:
    """Why an event speaks for or against, in words."""
    meanings, found = weights().meanings, []
    for each in sign.why:
        name, _, rest = each.partition(" ")
        if each in meanings:
            found.append(meanings[each][ask.lang == "ar"])
        elif name == "phase":
            found.append(ask.say(f"ledger.phase-{rest}"))
        elif name == "name":
            found.append(ask.say("ledger.why-name", name=rest))
        else:
            found.append(ask.say(f"ledger.why-{each.replace(' ', '-')}"))
    return found


def _values(ask: Asking, what: Wanted) -> dict[str, Any]:
    def why(sign: Speaks) -> list[str]:
        return _why(ask, sign)

    return {"what": what, "why": why, "decided": DECIDED, "order": ORDER}


@router.get("/ledger")
def ledger(ask: Reading, what: _What) -> Response:
    """The list."""
    found = shown(ask.web, what, limit=_A_PAGE)
    return ask.page(
        "ledger.html",
        shown=found,
        kinds=KINDS,
        groups=GROUPS,
        back=what.address(page=what.page),
        total=sum(found.standings.values()),
        newer=what.address(page=what.page - 1) if what.page > 1 else None,
        older=what.address(page=what.page + 1) if found.more else None,
        **_values(ask, what),
    )


@router.get("/ledger/{id}")
def show(ask: Reading, id: _Id, what: _What) -> Response:  # noqa: A002
    """One entry, with all that was ever decided of it."""
    found = keeping.entry(ask.store, id, today=what.day)
    return ask.page(
        "ledger_entry.html",
        entry=found,
        decisions=keeping.decisions(ask.store, found.id),
        back="",
        **_values(ask, what),
    )


def _text(form: Any, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _there(back: str, entry: str) -> str:
    """Where a form leads after it was sent: to the entry in the list that it stood in, else to its own page."""
    if not back or len(back) > _LONGEST_BACK:
        return f"/ledger/{entry}"
    query = urlencode(parse_qsl(back.removeprefix("list").removeprefix("?")))
    return f"/ledger{'?' if query else ''}{query}#{entry}"


@router.post("/ledger/{id}/decide")
async def decide(ask: Coding, id: _Id) -> Response:  # noqa: A002
    """Say how it stands, and why."""
    form = await ask.form()
    standing, reason = _text(form, "standing"), _text(form, "reason")
    if standing not in STANDINGS:
        raise BadRequestError(f"{standing!r} is no standing", hint=f"one of {', '.join(STANDINGS)}")
    if not reason:
        raise BadRequestError("no reason is given", hint="a word or some on what it rests on")

    def decided() -> str:
        day = Wanted().day
        return keeping.decide(ask.store, id, standing, who=ask.who, today=day, reason=reason).id

    found = await run_in_threadpool(decided)
    ask.note("ledger", f"{found} {standing}")
    return ask.go(_there(_text(form, "back"), found))


@router.post("/ledger/{id}/undo")
async def undo(ask: Coding, id: _Id) -> Response:  # noqa: A002
    """Take the last decision back."""
    form = await ask.form()

    def undone() -> str:
        return keeping.undo(ask.store, id, who=ask.who, today=Wanted().day).id

    found = await run_in_threadpool(undone)
    ask.note("ledger undo", found)
    return ask.go(_there(_text(form, "back"), found))
