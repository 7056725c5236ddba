"""``/api/v1``: documents, events, search, corrections and the schema, as JSON for programs.

Lists come in pages of ``limit``; ``next`` is the address of the following one, null where there is none.  Every answer to
a GET has an ETag.  The description of all of it is at ``/api/v1/openapi.json``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

import marsad
from marsad.errors import BadRequestError
from marsad.observatory import documents
from marsad.observatory.corrections import Change
from marsad.observatory.hits import Hit
from marsad.observatory.listing import listed
from marsad.observatory.search import search
from marsad.observatory.write import Kept
from marsad.records import Report
from marsad.web import adding
from marsad.web.answers import FAILURES, ApiCoding, ApiEditing, ApiReading, answer, answer_text
from marsad.web.asked import Asked, asked
from marsad.web.asking import Asking
from marsad.web.shapes import ChangePage, EventPage, FoundPage, HitPage, Made

PREFIX = "/api/v1"
router = APIRouter(prefix=PREFIX, responses=FAILURES)

_What = Annotated[Asked, Depends(asked)]
Limit = Annotated[int, Query(ge=1, le=200, description="So many a page.")]
Uid = Annotated[str, Path(max_length=500, description="A document: its id, the first digits of it, its URL or name.")]
#: Row ids are 64 bits in every store.
_Number = Annotated[int, Path(ge=1, le=2**63 - 1)]


class Given(BaseModel):
    """A document to be read and kept."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, description="The text, or a page as HTML.")
    id: str | None = Field(default=None, min_length=1, max_length=500, description="What it is called.")
    url: str | None = Field(default=None, max_length=2000, description="Where it was published.")
    published: str | None = Field(default=None, max_length=10, description="Day of publication, YYYY-MM-DD.")


class Correction(BaseModel):
    """A change to an event."""

    model_config = ConfigDict(extra="forbid")
    event: str = Field(max_length=20, description="The event's id (e1, e2, …).")
    field: str = Field(max_length=20, description="What is changed.")
    value: Any = Field(default=None, description="The new value, as in the report's JSON.")


def _page(ask: Asking, what: Asked, limit: int, found: list[Any], items: list[Any]) -> Response:
    more = len(found) > limit
    path = ask.request.url.path
    following = f"{path}?{what.address(page=what.page + 1)}&limit={limit}" if more else None
    return answer(ask.request, {"items": items, "next": following})


def _document(hit: Hit) -> dict[str, Any]:
    return asdict(hit)


def shown_change(change: Change) -> dict[str, Any]:
    """A correction as the API gives it."""
    found = asdict(change)
    del found["document_id"]
    return found


@router.get(
    "/documents", summary="Documents by words and by what happens in them, newest first", response_model=HitPage
)
def list_documents(ask: ApiReading, what: _What, limit: Limit = 50) -> Response:
    """Each with those of its events that meet the filters."""
    start = (what.page - 1) * limit
    found = search(ask.store, what.query or None, filters=what.filters, limit=limit + 1, offset=start)
    return _page(ask, what, limit, found, [_document(hit) for hit in found[:limit]])


@router.get(
    "/search", summary="As /documents, with the piece of the text where the words stand", response_model=FoundPage
)
def find(ask: ApiReading, what: _What, limit: Limit = 20) -> Response:
    """``snippet`` is a list of ``[words, whether they were looked for]``."""
    start = (what.page - 1) * limit
    found = listed(ask.store, what.query or None, filters=what.filters, limit=limit + 1, offset=start)
    items = [_document(each.hit) | {"snippet": each.snippet} for each in found[:limit]]
    return _page(ask, what, limit, found, items)


@router.get(
    "/events", summary="Events that meet the filters, those of the newest documents first", response_model=EventPage
)
def list_events(ask: ApiReading, what: _What, limit: Limit = 50) -> Response:
    """``limit`` counts documents: a page holds all matching events of so many."""
    start = (what.page - 1) * limit
    found = search(ask.store, what.query or None, filters=what.filters, limit=limit + 1, offset=start)
    items = [
        {"document": hit.uid, "title": hit.title, "published": hit.published} | asdict(event)
        for hit in found[:limit]
        for event in hit.events
    ]
    return _page(ask, what, limit, found, items)


@router.post(
    "/documents",
    status_code=201,
    summary="Read a document and keep it",
    response_model=Kept,
    responses={200: {"description": "It was there already.", "model": Kept}},
)
def add_document(ask: ApiCoding, given: Given) -> Response:
    """201 where it is new or changed, 200 where it was there already."""
    day = marsad.as_day(given.published)
    if given.id is not None and "\0" in given.id:
        raise BadRequestError("an id holds no NUL")
    draft = adding.from_words(given.text, ask.web.settings, url=given.url or None, published=day, name=given.id)
    kept = adding.save(ask.store, draft)
    ask.note(f"api add: {kept.outcome}", kept.uid)
    return answer(ask.request, asdict(kept), status=200 if kept.outcome == "same" else 201)


@router.get("/documents/{uid}", summary="A document's report", response_model=Report)
def get_document(
    ask: ApiReading,
    uid: Uid,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="An earlier version.")] = None,
    reading: Annotated[
        Literal["corrected", "machine"], Query(description="With or without corrections.")
    ] = "corrected",
) -> Response:
    """As ``marsad show --format json`` writes it; its fields are at ``/schema``."""
    held = documents.show(ask.store, uid, version=version)
    return answer_text(ask.request, held.json if reading == "machine" else held.corrected.report.to_json())


@router.delete("/documents/{uid}", status_code=204, summary="Take a document out, with everything that hangs on it")
def remove_document(ask: ApiEditing, uid: Uid) -> Response:
    """It does not come back."""
    found = documents.remove(ask.store, uid)
    ask.note("removed", f"{found.uid} {found.name}")
    return Response(status_code=204)


@router.get(
    "/documents/{uid}/corrections", summary="What people changed, undone changes among them", response_model=ChangePage
)
def list_corrections(ask: ApiReading, uid: Uid) -> Response:
    """In the order they were made."""
    held = documents.show(ask.store, uid)
    lost = {change.id for change in held.corrected.lost}
    items = [shown_change(change) | {"lost": change.id in lost} for change in held.changes]
    return answer(ask.request, {"items": items, "next": None})


@router.post(
    "/documents/{uid}/corrections", status_code=201, summary="Correct a field of an event", response_model=Made
)
def correct(ask: ApiCoding, uid: Uid, given: Correction) -> Response:
    """The reading itself stays as it is."""
    change = documents.correct(ask.store, uid, given.event, given.field, given.value, who=ask.who)
    ask.note("corrected", f"{uid} {given.event} {given.field}")
    return answer(ask.request, shown_change(change), status=201)


@router.delete("/documents/{uid}/corrections/{number}", status_code=204, summary="Take a correction back")
def undo(ask: ApiCoding, uid: Uid, number: _Number) -> Response:
    """It stays in the list, with who took it back."""
    documents.undo(ask.store, uid, number, who=ask.who)
    ask.note("undone", f"{uid} {number}")
    return Response(status_code=204)


@router.get("/schema", summary="The JSON Schema of a report")
def schema(ask: ApiReading) -> Response:
    """Draft 2020-12."""
    return answer(ask.request, Report.json_schema())
