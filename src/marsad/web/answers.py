"""How the API answers: JSON with an ETag, and 304 to who has it already; and what it asks of requests that change something."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from marsad.errors import ForgedRequestError
from marsad.observatory.accounts import Rank
from marsad.web.asking import Asking, check_rank, opened, same_site


class Fault(BaseModel):
    """What went wrong."""

    code: str = Field(description="A stable code, as on the command line.")
    message: str = Field(description="What it is, in English.")
    hint: str = Field(description="What to do about it, where there is something.")


class Failure(BaseModel):
    """How every error is told."""

    error: Fault


_SAID = {
    400: "The request cannot be read.",
    401: "Nobody is logged in.",
    403: "The role does not allow it, or another site sent it.",
    404: "There is no such thing.",
    413: "The request is too large.",
    422: "A value cannot be used.",
    503: "The store is busy, or cannot be written.",
}
#: What the API's description says of errors, for every route.
FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure, "description": said} for status, said in _SAID.items()
}


def answer(request: Request, data: Any, *, status: int = 200) -> Response:
    """Data as JSON."""
    return answer_text(request, json.dumps(data, ensure_ascii=False, default=date.isoformat), status=status)


def answer_text(request: Request, text: str, *, status: int = 200, media: str = "application/json") -> Response:
    """JSON, or another form of data, that is there as text."""
    content = text.encode("utf-8", "replace")
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag}
    known = request.headers.get("if-none-match", "")
    if request.method in ("GET", "HEAD") and tag in (each.strip().removeprefix("W/") for each in known.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(content, status_code=status, headers=headers, media_type=media)


def _allowed(ask: Asking, rank: Rank) -> Asking:
    check_rank(ask, rank)
    request = ask.request
    if request.method not in ("GET", "HEAD", "OPTIONS") and "authorization" not in request.headers:
        same_site(request)
        # Forms of other sites cannot send JSON, and their scripts have to ask first, which is never granted.
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if request.method != "DELETE" and kind != "application/json":
            raise ForgedRequestError("the body has to be application/json")
    return ask


def _reading(ask: Annotated[Asking, Depends(opened)]) -> Asking:
    return _allowed(ask, "reader")


def _coding(ask: Annotated[Asking, Depends(opened)]) -> Asking:
    return _allowed(ask, "coder")


def _editing(ask: Annotated[Asking, Depends(opened)]) -> Asking:
    return _allowed(ask, "editor")


ApiReading = Annotated[Asking, Depends(_reading)]
ApiCoding = Annotated[Asking, Depends(_coding)]
ApiEditing = Annotated[Asking, Depends(_editing)]
