"""Adding reports: paste a text, give an address, drop files; see how it is read; save it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

import marsad
from marsad.errors import BadRequestError, MarsadError
from marsad.web import adding
from marsad.web.adding import Draft
from marsad.web.asking import Asking, Coding
from marsad.web.pages.report import key, section

router = APIRouter()


def _preview(ask: Asking, found: list[Draft], errors: list[MarsadError]) -> Response:
    shown = [(draft, *section(ask, draft.report, key=f"r{number}")) for number, draft in enumerate(found, 1)]
    status = 200 if found or not errors else 422
    return ask.page("add_preview.html", status=status, shown=shown, errors=errors, legend=key(ask))


def _form(ask: Asking, error: MarsadError | None = None, **given: str) -> Response:
    values = {"text": "", "url": "", "published": ""} | given
    return ask.page("add.html", status=422 if error else 200, error=error, given=values)


@router.get("/add")
def add(ask: Coding) -> Response:
    """Where something is given."""
    return _form(ask)


@router.post("/add")
async def read(ask: Coding) -> Response:
    """Read what was given and show it; nothing is kept."""
    form = await ask.form()
    text, url, published = (str(form.get(name, "")) for name in ("text", "url", "published"))
    files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.size]
    named = [(each.filename or "file", await each.read()) for each in files]

    def drafts() -> tuple[list[Draft], list[MarsadError]]:
        day = marsad.as_day(published.strip() or None)
        settings = ask.web.settings
        if named:
            found = list(adding.from_files(named, settings, published=day))
            return [e for e in found if isinstance(e, Draft)], [e for e in found if isinstance(e, MarsadError)]
        address = url.strip()
        if text.strip():
            return [adding.from_words(text, settings, url=address or None, published=day)], []
        if address:
            ask.note("fetch", address)
            return [adding.from_address(address, settings, published=day)], []
        raise BadRequestError("nothing was given", hint="paste a text, give an address, or choose files")

    try:
        found, errors = await run_in_threadpool(drafts)
    except MarsadError as error:
        return _form(ask, error, text=text, url=url, published=published)
    return _preview(ask, found, errors)


def _carried(form: FormData, ask: Asking) -> list[Draft]:
    """What the preview's form holds, each with the day that was filled in beside it."""
    days = [str(value) for value in form.getlist("published")]
    found = []
    for number, value in enumerate(form.getlist("carried")[: adding.MOST_DOCUMENTS]):
        day = days[number].strip() if number < len(days) else ""
        found.append(adding.again(str(value), ask.web.settings, published=marsad.as_day(day or None)))
    return found


@router.post("/add/again")
async def again(ask: Coding) -> Response:
    """Read what the preview holds again, with the days that were filled in."""
    form = await ask.form()
    return _preview(ask, await run_in_threadpool(_carried, form, ask), [])


@router.post("/add/save")
async def save(ask: Coding) -> Response:
    """Keep what the preview showed."""
    form = await ask.form()

    def kept() -> list[str]:
        uids = []
        for draft in _carried(form, ask):
            outcome = adding.save(ask.store, draft)
            ask.note("added" if outcome.outcome == "new" else f"add: {outcome.outcome}", outcome.uid)
            uids.append(outcome.uid)
        return uids

    uids = await run_in_threadpool(kept)
    return ask.go(f"/documents/{uids[0]}" if len(uids) == 1 else "/documents")
