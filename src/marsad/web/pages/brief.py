"""A page of what happened in some days, to read, print or take along; the matter is that of ``marsad brief``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from markupsafe import Markup

from marsad.observatory import brief as matter
from marsad.observatory.places import countries
from marsad.render import brief as written
from marsad.render.labels import Lang
from marsad.render.named import country_name
from marsad.web.asking import Reading
from marsad.web.span import Span, span

router = APIRouter()

#: The lengths that are offered; an address may ask for others.
_DAYS = (1, 3, 7, 14, 30, 90)
_In = Annotated[
    Lang | None, Query(alias="in", description="The language of the brief, where it is not that of the page.")
]


@router.get("/brief")
def brief(ask: Reading, what: Annotated[Span, Depends(span)], tongue: _In = None) -> Response:
    """The brief under the form that chooses its days, country and language."""
    tongue = tongue or ask.lang
    last = what.last(ask.store)
    found = matter.brief(ask.store, last=last, days=what.days, country=what.country)
    pieces = written.body(found, matter.urls(ask.store, found), lang=tongue, pages=ask.path(""))
    known = sorted((country_name(code, ask.lang), code) for code in countries(ask.store))
    return ask.page(
        "brief.html",
        what=what,
        last=last,
        tongue=tongue,
        direction=written.direction(tongue),
        heading=written.title(found, tongue),
        body=Markup("".join(pieces)),
        lengths=sorted({*_DAYS, what.days}),
        countries=known,
        newest=matter.newest(ask.store) if not found.incidents and not found.ahead else None,
        files=[(kind, f"{what.address(last)}&in={tongue}&as={kind}") for kind in _FILES],
    )


#: By the ending of the file: what writes it, and what it is.
_FILES = {"html": (written.html, "text/html"), "md": (written.markdown, "text/markdown")}
_As = Annotated[str, Query(alias="as", pattern=f"^({'|'.join(_FILES)})$", description="How the file is written.")]


@router.get("/brief/file")
def file(ask: Reading, what: Annotated[Span, Depends(span)], tongue: _In = None, kind: _As = "html") -> Response:
    """The brief as a file that needs nothing else."""
    last = what.last(ask.store)
    found = matter.brief(ask.store, last=last, days=what.days, country=what.country)
    write, media = _FILES[kind]
    text = "".join(write(found, matter.urls(ask.store, found), lang=tongue or ask.lang))
    name = "-".join(part for part in ("brief", what.country, f"{found.first}", f"{found.last}") if part)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(text, media_type=f"{media}; charset=utf-8", headers=headers)
