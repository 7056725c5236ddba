"""One report: the article as read with its fields marked where they stand, the records beside it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import Response
from markupsafe import Markup

from marsad.errors import NotInStoreError
from marsad.observatory.documents import Held, show
from marsad.observatory.incidents import of_document
from marsad.observatory.reread import article
from marsad.reader import reader_of
from marsad.records import Event, Report
from marsad.render.html import Section, legend
from marsad.web.asking import Asking, Reading
from marsad.web.why import rows

router = APIRouter()

_Version = Annotated[int | None, Query(ge=1, le=1_000_000)]


def _links(ask: Asking, uid: str, incidents: Mapping[str, str], event: Event) -> str:
    """At the end of a card: the ways to its explanation, which a script opens where it stands, and to its incident."""
    address = ask.path(f"/documents/{quote(uid)}/why/{event.id}")
    found = Markup('<a href="{}" data-why>{}</a>').format(address, ask.say("report.why"))
    if incident := incidents.get(event.id):
        address = ask.path(f"/incidents/{incident}")
        found += Markup(' · <a href="{}" class="to-incident">{}</a>').format(address, ask.say("report.incident"))
    return str(Markup('<p class="why">{}</p>').format(found))


def section(ask: Asking, report: Report, uid: str | None = None, key: str = "r1") -> tuple[Markup, Markup]:
    """The article and the records of a report as HTML, every word of it escaped; ``key`` begins its ids."""
    after = partial(_links, ask, uid, of_document(ask.store, uid)) if uid is not None else lambda _: ""
    found = Section(report, key, ask.lang, {}, after)
    return Markup("".join(found.article())), Markup("".join(found.records()))


def key(ask: Asking) -> Markup:
    """What the colours mean."""
    return Markup(legend(ask.lang))


@router.get("/documents/{uid}")
def report(
    ask: Reading,
    uid: str,
    version: _Version = None,
    reading: Annotated[str, Query(pattern="^(corrected|machine)$")] = "corrected",
    view: Annotated[str, Query(pattern="^(marked|text)$")] = "marked",
) -> Response:
    """A report, as corrected unless it is asked for as the machine read it."""
    held = show(ask.store, uid, version=version)
    corrected = held.corrected
    shown = held.as_read if reading == "machine" else corrected.report
    words, records = section(ask, shown, held.uid if version is None else None)
    return ask.page(
        "report.html",
        held=held,
        report=shown,
        words=words,
        records=records,
        legend=key(ask),
        lost={change.id for change in corrected.lost},
        reading=reading,
        view=view,
        stored=held.versions[held.version - 1].stored,
        url=_safe(held.url),
    )


def _safe(url: str | None) -> str | None:
    """An address that may become a link."""
    return url if url and url.startswith(("https://", "http://")) else None


@router.get("/documents/{uid}/why/{event}")
def why(ask: Reading, uid: str, event: str, part: bool = False) -> Response:
    """Why an event was coded as it is; ``part``: without the page around it."""
    held = show(ask.store, uid)
    current = next((each for each in held.corrected.report.events if each.id == event), None)
    if current is None:
        raise NotInStoreError(f"no event {event} in {held.name}")
    template = "why_part.html" if part else "why.html"
    return ask.page(template, held=held, event=current, rows=_rows(held, event))


def _rows(held: Held, event: str) -> list[object] | None:
    """None where no rule coded the event."""
    explained = reader_of().explain(article(held.as_read, []))
    found = next((each for each in explained.events if each.id == event), None)
    return list(rows(found)) if found is not None else None
