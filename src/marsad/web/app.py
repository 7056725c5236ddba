"""The application: a store and settings in, something that answers requests out.  Nothing is kept outside of it."""

from __future__ import annotations

import secrets

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from starlette.types import ASGIApp

import marsad
from marsad.errors import NoUsersError
from marsad.observatory import accounts
from marsad.observatory.store import Store
from marsad.web import api, api_desk, api_incidents, api_ledger, api_names, api_watches, failures
from marsad.web.asking import Web, preferred
from marsad.web.guard import Guard
from marsad.web.held import Held
from marsad.web.layout import environment
from marsad.web.limits import Attempts
from marsad.web.pages import (
    actors,
    add,
    brief,
    desk,
    documents,
    home,
    incident,
    ledger,
    login,
    places,
    report,
    search,
    watch,
)
from marsad.web.settings import Settings
from marsad.web.static import Files

#: What holds the routes of pages, below the language; a new page is one more line.
PAGES = (home, documents, report, incident, ledger, watch, actors, places, brief, search, add, desk, login)


def check_users(store: Store, settings: Settings) -> None:
    """Look whether anybody may come in, where others than this machine can reach the server.

    Raises:
        NoUsersError: nobody may.
    """
    if not settings.alone and not accounts.users(store):
        raise NoUsersError(f"{settings.host} can be reached from other machines, and the store has no users")


def create_app(store: Store, settings: Settings | None = None) -> ASGIApp:
    """The observatory over a store; whoever makes it closes the store.

    Raises:
        NoUsersError: others can reach it, and nobody may come in.
    """
    chosen = settings or Settings()
    check_users(store, chosen)
    app = FastAPI(
        title="Marsad",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{api.PREFIX}/openapi.json",
        version=marsad.__version__,
    )
    app.state.web = Web(store, chosen, environment(), Attempts(), secrets.token_urlsafe(24), Held(store))
    failures.add_to(app)
    app.mount("/static", Files(), name="static")

    @app.get("/", include_in_schema=False)
    def start(request: Request) -> RedirectResponse:
        return RedirectResponse(f"/{preferred(request)}/")

    for routes in (api, api_desk, api_incidents, api_ledger, api_names, api_watches):
        app.include_router(routes.router)
    for pages in PAGES:
        app.include_router(pages.router, prefix="/{lang}", include_in_schema=False)
    return Guard(app, chosen)
