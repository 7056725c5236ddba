"""``/api/v1``, for coders: what waits, events that were missed, words that fill a field, agreement, gold files."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from marsad.errors import NotInStoreError
from marsad.evaluate.goldfile import gold
from marsad.observatory import agreement, desk, documents
from marsad.observatory.corrections import Change
from marsad.observatory.desk import Order
from marsad.reader import reader_of
from marsad.records import CountClass, Report, Salience, Status
from marsad.web import selecting
from marsad.web.answers import FAILURES, ApiCoding, ApiReading, answer, answer_text
from marsad.web.api import PREFIX, Limit, Uid, shown_change
from marsad.web.asking import Asking
from marsad.web.editing import namesakes
from marsad.web.shapes import AgreementPage, Made, QueuePage

router = APIRouter(prefix=PREFIX, responses=FAILURES)

_Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Missed(BaseModel):
    """An event that the reader missed: its type, and where in the text its predicate stands."""

    model_config = ConfigDict(extra="forbid")
    type: str = Field(pattern=r"^[a-z_]+$", max_length=60, description="Event type.")
    status: Status = "occurred"
    salience: Salience = "main"
    start: _Offset = Field(description="Offset of the predicate's first character, in code points.")
    end: _Offset = Field(description="Offset after its last character.")


class Selected(BaseModel):
    """Words that fill a field of an event."""

    model_config = ConfigDict(extra="forbid")
    field: str = Field(max_length=20, description="actors, targets, places, time, counts or source.")
    start: _Offset = Field(description="Offset of the first character, in code points.")
    end: _Offset = Field(description="Offset after the last character.")
    of: CountClass = Field(default="other", description="What a number counts.")


class Namesake(BaseModel):
    """A place of a name, as the parts of an event's place."""

    id: str = Field(description="Gazetteer id.")
    name: str = Field(description="Its name in the gazetteer.")
    country: str | None = Field(description="ISO 3166 country.")
    admin1: str | None = Field(description="First-level division.")
    lat: float = Field(description="Latitude.")
    lon: float = Field(description="Longitude.")
    precision: int = Field(description="1 the place itself, 3 region, 4 country.")
    kind: str = Field(description="What it is.")
    population: int = Field(description="How many live there; 0 where nobody said.")


class NamesakeList(BaseModel):
    """Places of one name."""

    items: list[Namesake]


def _report(ask: Asking, uid: str) -> Report:
    return documents.show(ask.store, uid).corrected.report


def _made(ask: Asking, change: Change, uid: str) -> Response:
    ask.note("corrected", f"{uid} {change.event} {change.field}")
    return answer(ask.request, shown_change(change), status=201)


@router.post(
    "/documents/{uid}/events", status_code=201, summary="Add an event that the reader missed", response_model=Made
)
def add_event(ask: ApiCoding, uid: Uid, given: Missed) -> Response:
    """Its sentence is found around its predicate; the other fields are filled by corrections."""
    trigger = selecting.words(_report(ask, uid), given.start, given.end)
    new: dict[str, Any] = {"type": given.type, "status": given.status, "salience": given.salience, "trigger": trigger}
    return _made(ask, documents.add_event(ask.store, uid, new, who=ask.who), uid)


@router.post(
    "/documents/{uid}/events/{event}/words",
    status_code=201,
    summary="Fill a field with words of the text",
    response_model=Made,
)
def fill(ask: ApiCoding, uid: Uid, event: str, given: Selected) -> Response:
    """Numbers are read, days reckoned and places looked up; several words of one field stand beside each other."""
    report = _report(ask, uid)
    target = next((each for each in report.events if each.id == event), None)
    if target is None:
        raise NotInStoreError(f"no event {event} in {report.document.id}")
    value = selecting.value(report, target, given.field, given.start, given.end, what=given.of)
    return _made(ask, documents.correct(ask.store, uid, event, given.field, value, who=ask.who), uid)


@router.get("/documents/{uid}/gold", summary="The corrected report as a gold file")
def gold_file(ask: ApiReading, uid: Uid) -> Response:
    """In the format of ``marsad evaluate``."""
    return answer_text(ask.request, gold(_report(ask, uid)))


@router.get("/queue", summary="Events that wait for a coder", response_model=QueuePage)
def queue(
    ask: ApiReading,
    order: Order = "doubt",
    limit: Limit = 50,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """The doubtful first, or the newest."""
    found = desk.queue(ask.store, order, limit=limit + 1, offset=(page - 1) * limit)
    more = f"{PREFIX}/queue?order={order}&page={page + 1}&limit={limit}" if len(found) > limit else None
    return answer(ask.request, {"items": [asdict(each) for each in found[:limit]], "next": more})


@router.get("/agreement", summary="How far coders agree, question by question", response_model=AgreementPage)
def agree(ask: ApiReading) -> Response:
    """Krippendorff's alpha for nominal values; null where no two coders judged the same."""
    return answer(ask.request, {"items": [asdict(each) for each in agreement.agreement(ask.store)], "next": None})


@router.get("/gazetteer", summary="The places of a name, the greater first", response_model=NamesakeList)
def find_places(
    ask: ApiReading, name: Annotated[str, Query(min_length=1, max_length=200, description="A name in Arabic.")]
) -> Response:
    """From the gazetteer, whether or not a report tells of them."""
    return answer(ask.request, {"items": namesakes(name, reader_of().gazetteer)})
