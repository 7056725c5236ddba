"""Coming in and going out, where the observatory is open to more than this machine."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from marsad.errors import NoSuchPageError
from marsad.observatory import accounts
from marsad.web.asking import SESSION, Anybody, Asking, check_form, set_cookie

router = APIRouter()

_MOST = 2000


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


def _come_in(ask: Asking, name: str, password: str, after: str) -> Response:
    attempts, keys = ask.web.attempts, (f"address {ask.address}", f"name {name.lower()}")
    attempts.check(*keys)
    # Counted before it is looked at: of many that come at once none slips through.
    attempts.failed(*keys)
    account = accounts.with_password(ask.store, name, password)
    if account is None:
        accounts.note(ask.store, who=name[:64], address=ask.address, action="login refused")
        return ask.page("login.html", status=401, wrong=True, next=after, name=name[:64])
    attempts.succeeded(*keys)
    secret = accounts.open_session(ask.store, account)
    accounts.note(ask.store, who=account.name, address=ask.address, action="login")
    response = RedirectResponse(after or ask.path("/"), status_code=303)
    set_cookie(response, SESSION, secret, ask.web.settings, seconds=accounts.SESSION_SECONDS)
    return response


@router.post("/login")
async def login(ask: Anybody) -> Response:
    """Let somebody in, or say that name or password is wrong."""
    if ask.web.settings.alone:
        raise NoSuchPageError("nobody logs in here")
    await check_form(ask)
    form = await ask.form()
    name, password, after = (str(form.get(field, ""))[:_MOST] for field in ("name", "password", "next"))
    return await run_in_threadpool(_come_in, ask, name, password, _after(after))


def _go_out(ask: Asking) -> None:
    secret = ask.request.cookies.get(SESSION)
    if secret:
        accounts.close_session(ask.store, secret)
        ask.note("logout")


@router.post("/logout")
async def logout(ask: Anybody) -> Response:
    """Forget this browser."""
    await check_form(ask)
    await run_in_threadpool(_go_out, ask)
    response = RedirectResponse(ask.path("/login"), status_code=303)
    response.delete_cookie(SESSION, path="/")
    return response
