"""Coming in and going out, where the observatory is open to more than this machine."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from marsad.errors import NoSuchPageError
from marsad.observatory import accounts
from marsad.web.asking import SESSION, Anybody, check_form, set_cookie

router = APIRouter()

_Text = Annotated[str, Form(max_length=2000)]


def _after(given: str) -> str:
    """Where to go once somebody is in: a page of this server's and nothing else."""
    sound = given.startswith("/") and not given.startswith("//") and "\\" not in given and given.isprintable()
    return given if sound else ""


@router.get("/login")
def form(ask: Anybody, next: str = "") -> Response:  # noqa: A002
    """Where somebody says who they are."""
    if ask.web.settings.alone:
        raise NoSuchPageError("nobody logs in here")
    return ask.page("login.html", wrong=False, next=_after(next), name="")


@router.post("/login")
async def login(ask: Anybody, name: _Text = "", password: _Text = "", next: _Text = "") -> Response:  # noqa: A002
    """Let somebody in, or say that name or password is wrong."""
    from starlette.concurrency import run_in_threadpool

    if ask.web.settings.alone:
        raise NoSuchPageError("nobody logs in here")
    await check_form(ask)
    attempts, keys = ask.web.attempts, (f"address {ask.address}", f"name {name.lower()}")
    attempts.check(*keys)
    # Counted before it is looked at: of many that come at once none slips through.
    attempts.failed(*keys)
    account = await run_in_threadpool(accounts.with_password, ask.store, name, password)
    if account is None:
        accounts.note(ask.store, who=name[:64], address=ask.address, action="login refused")
        return ask.page("login.html", status=401, wrong=True, next=_after(next), name=name[:64])
    attempts.succeeded(*keys)
    secret = accounts.open_session(ask.store, account)
    accounts.note(ask.store, who=account.name, address=ask.address, action="login")
    response = RedirectResponse(_after(next) or ask.path("/"), status_code=303)
    set_cookie(response, SESSION, secret, ask.web.settings, seconds=accounts.SESSION_SECONDS)
    return response


@router.post("/logout")
async def logout(ask: Anybody) -> Response:
    """Forget this browser."""
    await check_form(ask)
    secret = ask.request.cookies.get(SESSION)
    if secret:
        accounts.close_session(ask.store, secret)
        ask.note("logout")
    response = RedirectResponse(ask.path("/login"), status_code=303)
    response.delete_cookie(SESSION, path="/")
    return response
