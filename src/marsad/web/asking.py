"""One request: who asks, in which language, and how a page is answered.

Routes take ``Reading``, ``Coding`` or ``Editing``: the name says who may.  Whatever changes something is asked for by POST, and
``Coding`` and ``Editing`` look whether it came from a page of Marsad's before anything is done.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from marsad.errors import ForgedRequestError, NoSuchPageError, NotAllowedError, NotSignedInError
from marsad.observatory import accounts
from marsad.observatory.accounts import Account, Rank
from marsad.observatory.store import Store
from marsad.render.labels import Lang
from marsad.web.held import Held
from marsad.web.limits import Attempts
from marsad.web.settings import Settings
from marsad.web.words import LANGS, say

SESSION = "marsad_session"
#: Knows a browser again before anybody is logged in: what a form of it was given is bound to it.
VISITOR = "marsad_visitor"
_MOST_FILES = 50
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


@dataclass(frozen=True, slots=True)
class Web:
    """What one application works with."""

    store: Store
    settings: Settings
    pages: Environment
    attempts: Attempts
    #: Drawn when the application is made; what forms of the local user are bound to.
    secret: str
    held: Held


def web_of(request: Request) -> Web:
    """What the application of a request works with."""
    found: Web = request.app.state.web
    return found


@dataclass(frozen=True, slots=True)
class Asking:
    """A request, once it is known who asks and that they may."""

    request: Request
    web: Web
    account: Account | None
    lang: Lang
    #: What the forms of this browser carry.
    proof: str
    #: Whether the browser has to be given a cookie to be known again by.
    visitor: str | None = None

    @property
    def store(self) -> Store:
        """The store."""
        return self.web.store

    @property
    def held(self) -> Held:
        """What was worked out of the store for earlier requests."""
        return self.web.held

    @property
    def who(self) -> str:
        """The name that corrections and the log are under."""
        return self.account.name if self.account is not None else ""

    @property
    def address(self) -> str:
        """Where the request came from."""
        return self.request.client.host if self.request.client is not None else ""

    def say(self, key: str, **values: object) -> str:
        """A word of the interface in the language that is asked for."""
        return say(key, self.lang, **values)

    def path(self, path: str) -> str:
        """The address of a page in the language that is asked for."""
        return f"/{self.lang}{path}"

    def note(self, action: str, subject: str = "") -> None:
        """Write into the audit log what was done."""
        accounts.note(self.store, who=self.who, address=self.address, action=action, subject=subject)

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page; templates find this request as ``ask``."""
        text = self.web.pages.get_template(template).render(ask=self, **values)
        response = HTMLResponse(text, status_code=status)
        self._remember(response)
        return response

    def go(self, path: str) -> RedirectResponse:
        """Send the browser on, after something was done, to a page in its language."""
        return RedirectResponse(self.path(path), status_code=303)

    async def form(self) -> FormData:
        """What a form sent; how large it may be, the guard has looked at."""
        return await self.request.form(max_files=_MOST_FILES, max_part_size=self.web.settings.most_bytes)

    def _remember(self, response: HTMLResponse) -> None:
        if self.visitor is not None:
            set_cookie(response, VISITOR, self.visitor, self.web.settings, seconds=None)


def set_cookie(response: Any, name: str, value: str, settings: Settings, *, seconds: int | None) -> None:
    """A cookie that no script reads and no other site sends along."""
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=settings.https, path="/")


def _proof(seed: str) -> str:
    return hashlib.sha256(f"form:{seed}".encode()).hexdigest()


def _language(request: Request) -> Lang:
    given = request.path_params.get("lang")
    if given is None:
        return preferred(request)
    for lang in LANGS:
        if given == lang:
            return lang
    raise NoSuchPageError(f"no page {request.url.path}")


def preferred(request: Request) -> Lang:
    """The language that a browser asks for: the one it was switched to last, else the first it names."""
    chosen = request.cookies.get("marsad_lang")
    for lang in LANGS:
        if chosen == lang:
            return lang
    for part in request.headers.get("accept-language", "").split(","):
        for lang in LANGS:
            if part.strip().lower().startswith(lang):
                return lang
    return "ar"


def _who(request: Request, web: Web) -> Account | None:
    if web.settings.alone:
        return Account(web.settings.local_user, "editor")
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return accounts.with_token(web.store, token.strip())
    secret = request.cookies.get(SESSION)
    return accounts.with_session(web.store, secret) if secret else None


def asking(request: Request) -> Asking:
    """Who asks, whoever it is."""
    web = web_of(request)
    lang = _language(request)
    account = _who(request, web)
    seed = web.secret if web.settings.alone else request.cookies.get(SESSION) if account is not None else None
    visitor = None
    if seed is None:
        seed = request.cookies.get(VISITOR)
        if seed is None:
            seed = visitor = secrets.token_urlsafe(24)
    return Asking(request, web, account, lang, _proof(seed), visitor)


async def opened(request: Request) -> AsyncIterator[Asking]:
    """The dependency: who asks; files that were sent along are let go of afterwards."""
    try:
        yield await run_in_threadpool(asking, request)
    finally:
        await request.close()


def same_site(request: Request) -> None:
    """Look whether a request that changes something comes from a page of this server's, as far as the browser says.

    Raises:
        ForgedRequestError: another site made the browser send it.
    """
    said = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if said is not None and said not in ("same-origin", "none"):
        raise ForgedRequestError("another site sent this")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise ForgedRequestError("another site sent this")


async def check_form(ask: Asking) -> None:
    """Look whether a form that changes something is one that this browser was given.

    Raises:
        ForgedRequestError: it is not.
    """
    same_site(ask.request)
    form = await ask.form()
    given = form.get("proof", ask.request.headers.get("x-marsad-proof", ""))
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), ask.proof.encode()):
        raise ForgedRequestError("the form is not one that this browser was given")


def check_rank(ask: Asking, rank: Rank) -> None:
    """Look whether who asks may do what this rank may.

    Raises:
        NotSignedInError: nobody is logged in.
        NotAllowedError: their role does not allow it.
    """
    if ask.account is None:
        raise NotSignedInError("nobody is logged in")
    if not ask.account.may(rank):
        raise NotAllowedError(f"this takes the role {rank}")


def _of_rank(rank: Rank) -> Callable[..., Any]:
    async def ranked(ask: Annotated[Asking, Depends(opened)]) -> Asking:
        check_rank(ask, rank)
        if ask.request.method not in _SAFE:
            await check_form(ask)
        return ask

    return ranked


Anybody = Annotated[Asking, Depends(opened)]
Reading = Annotated[Asking, Depends(_of_rank("reader"))]
Coding = Annotated[Asking, Depends(_of_rank("coder"))]
Editing = Annotated[Asking, Depends(_of_rank("editor"))]
