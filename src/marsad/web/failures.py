"""What does a person see when something goes wrong?  A page in words, or for programs one shape of JSON.

``{"error": {"code": "M510", "message": "…", "hint": "…"}}``: the codes are those of ``marsad.errors``.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from marsad import errors
from marsad.errors import BadRequestError, MarsadError, NoSuchPageError, NotSignedInError, WebError
from marsad.web.asking import asking
from marsad.web.words import words

#: The first that fits decides.
_STATUS: tuple[tuple[type[MarsadError], int], ...] = (
    (errors.NotSignedInError, 401),
    (errors.NotAllowedError, 403),
    (errors.ForgedRequestError, 403),
    (errors.TooManyTriesError, 429),
    (errors.NoSuchPageError, 404),
    (errors.NotInStoreError, 404),
    (errors.InputTooLargeError, 413),
    (errors.InputError, 422),
    (errors.BadRequestError, 422),
    (errors.CorrectionError, 422),
    (errors.WatchError, 422),
    (errors.AccountError, 422),
    (errors.UsageError, 422),
    (errors.StoreBusyError, 503),
    (errors.StoreFullError, 507),
    (errors.StoreReadOnlyError, 503),
)
API = "/api/"


def status_of(error: MarsadError) -> int:
    """The HTTP status for an error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def shape(error: MarsadError) -> dict[str, Any]:
    """An error as the API gives it."""
    return {"error": {"code": error.code, "message": error.message, "hint": error.hint}}


def _answer(request: Request, error: MarsadError, status: int) -> Response:
    if request.url.path.startswith(API):
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse(shape(error), status_code=status, headers=headers)
    try:
        ask = asking(request)
    except NoSuchPageError:
        request.scope["path_params"] = {}
        ask = asking(request)
    if isinstance(error, NotSignedInError):
        after = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        there = f"?next={quote(after)}" if request.method == "GET" else ""
        return RedirectResponse(f"/{ask.lang}/login{there}", status_code=303)
    key = f"error.{error.code}"
    said = key if key in words() else "error.M000"
    return ask.page("error.html", status=status, error=error, said=said)


def add_to(app: FastAPI) -> None:
    """Let an application answer errors so."""

    @app.exception_handler(MarsadError)
    def _ours(request: Request, error: MarsadError) -> Response:
        return _answer(request, error, status_of(error))

    @app.exception_handler(RequestValidationError)
    def _value(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0] if error.errors() else {"loc": (), "msg": ""}
        where = ".".join(str(part) for part in first["loc"])
        return _answer(request, BadRequestError(f"{where}: {first['msg']}", hint=""), 422)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        kind: type[WebError] = NoSuchPageError if error.status_code == 404 else WebError
        answer = _answer(request, kind(str(error.detail)), error.status_code)
        for name, value in (error.headers or {}).items():
            answer.headers[name] = value
        return answer
