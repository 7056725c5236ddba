"""``/api/v1/ledger``: what was foretold, what speaks for and against it, and what people decide."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from marsad.observatory import ledger
from marsad.observatory.entries import Decision, Entry
from marsad.observatory.reckoning import Standing
from marsad.web.answers import FAILURES, ApiCoding, ApiReading, answer
from marsad.web.api import PREFIX, Limit
from marsad.web.asking import Asking
from marsad.web.foretelling import Wanted, shown, wanted
from marsad.web.shapes import Page

router = APIRouter(prefix=PREFIX, responses=FAILURES)

_Id = Annotated[str, Path(max_length=100, description="An entry: its id, or six or more of its first digits.")]
_What = Annotated[Wanted, Depends(wanted)]


class Verdict(BaseModel):
    """What a person decides of an entry."""

    model_config = ConfigDict(extra="forbid")
    standing: Standing = Field(description="How it stands.")
    reason: str = Field(default="", max_length=1000, description="Why, in their words.")


class EntryPage(Page):
    """A page of the ledger."""

    items: list[Entry]


class Judged(BaseModel):
    """An entry with all that was ever decided of it, the last first."""

    entry: Entry
    decisions: list[Decision]


def _judged(ask: Asking, entry: Entry) -> dict[str, Any]:
    decisions = [asdict(each) for each in ledger.decisions(ask.store, entry.id)]
    return {"entry": entry.to_dict(), "decisions": decisions}


@router.get("/ledger", summary="What was foretold, and how it stands", response_model=EntryPage)
def list_entries(ask: ApiReading, what: _What, limit: Limit = 50) -> Response:
    """What waits for a person first; ``since`` and ``until`` bound the deadline, ``today`` is the day it is reckoned as of."""
    found = shown(ask.web, what, limit=limit)
    more = f"{PREFIX}/ledger?{what.address(page=what.page + 1)}&limit={limit}" if found.more else None
    return answer(ask.request, {"items": [each.to_dict() for each in found.entries], "next": more})


@router.get("/ledger/{id}", summary="An entry of the ledger", response_model=Judged)
def get_entry(ask: ApiReading, id: _Id, what: _What) -> Response:  # noqa: A002
    """With what speaks for and against it, and what people decided."""
    return answer(ask.request, _judged(ask, ledger.entry(ask.store, id, today=what.day)))


@router.post("/ledger/{id}/decisions", status_code=201, summary="Decide how it stands", response_model=Judged)
def decide(ask: ApiCoding, id: _Id, given: Verdict) -> Response:  # noqa: A002
    """It holds over what the machine proposes until it is taken back."""
    day = Wanted().day
    found = ledger.decide(ask.store, id, given.standing, who=ask.who, today=day, reason=given.reason)
    ask.note("ledger", f"{found.id} {given.standing}")
    return answer(ask.request, _judged(ask, found), status=201)


@router.delete("/ledger/{id}/decisions/last", status_code=204, summary="Take the last decision back")
def undo(ask: ApiCoding, id: _Id) -> Response:  # noqa: A002
    """It stays in the list, with who took it back."""
    found = ledger.undo(ask.store, id, who=ask.who, today=Wanted().day)
    ask.note("ledger undo", found.id)
    return Response(status_code=204)
