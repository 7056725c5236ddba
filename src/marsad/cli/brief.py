"""``marsad brief``: a page of what happened in some days."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.claims import RuleName
from marsad.cli.options import Lang
from marsad.cli.store import StoreOption, opened_store
from marsad.cli.terminal import complain, destination

_COUNTRY = re.compile(r"[A-Za-z]{2}")


class Page(StrEnum):
    """How a brief is written."""

    MARKDOWN = "md"
    HTML = "html"


def brief(
    days: Annotated[int, typer.Option(min=1, max=366, help="So many days.")] = 7,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="The last of them (default: today).")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="One country only, as in IQ.")] = None,
    rule: Annotated[RuleName, typer.Option("--rule", help="How the best answer is chosen.")] = RuleName.CONSERVATIVE,
    lang: Annotated[Lang, typer.Option(help="Language of the page.")] = Lang.EN,
    layout: Annotated[Page, typer.Option("--format", "-f", help="How to write it.")] = Page.MARKDOWN,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    store: StoreOption = None,
) -> None:
    """Write a page of what happened in some days: counts, a map, claims and conflicts, each with its words."""
    from datetime import date

    import marsad
    from marsad.errors import UsageError
    from marsad.observatory.brief import brief as made
    from marsad.observatory.brief import newest, urls
    from marsad.observatory.claims import Rule
    from marsad.render.brief import html, markdown

    if country is not None and not _COUNTRY.fullmatch(country):
        raise UsageError(f"{country!r} is no country", hint="two letters, as in IQ")
    last = marsad.as_day(until) or date.today()
    with opened_store(store) as opened:
        found = made(opened, last=last, days=days, country=country.upper() if country else None, rule=Rule(rule.value))
        addresses = urls(opened, found)
        latest = None if found.incidents else newest(opened)
    write = markdown if layout is Page.MARKDOWN else html
    with destination(output) as out:
        out.writelines(write(found, addresses, lang=lang.value))
    if latest is not None:
        complain(f"nothing in these days; the newest incident is of {latest} (--until {latest})")
