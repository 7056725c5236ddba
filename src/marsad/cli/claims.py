"""``marsad claims``: who says what of an incident, side by side."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from marsad.cli.options import Lang
from marsad.cli.search import Layout
from marsad.cli.store import StoreOption, opened_store
from marsad.cli.terminal import console, destination


class RuleName(StrEnum):
    """How the best answer is chosen (docs/claims.md)."""

    CONSERVATIVE = "most-conservative"
    CORROBORATED = "most-corroborated"
    LATEST = "latest-revision"


def claims(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="An incident: its id or the first digits of it.")],
    rule: Annotated[RuleName, typer.Option("--rule", help="How the best answer is chosen.")] = RuleName.CONSERVATIVE,
    lang: Annotated[Lang, typer.Option(help="Language of the labels.")] = Lang.EN,
    layout: Annotated[Layout, typer.Option("--format", "-f", help="How to write it.")] = Layout.TABLE,
    store: StoreOption = None,
) -> None:
    """Set side by side who says what of an incident, with the words and where they disagree."""
    from marsad.observatory.claiming import claimed
    from marsad.observatory.claims import Rule

    with opened_store(store) as opened:
        found = claimed(opened, incident, Rule(rule.value))
    with destination(None) as out:
        if layout is Layout.TABLE:
            from marsad.render.claims import print_claims

            print_claims(found, console(out), lang=lang.value)
        else:
            indent = 2 if layout is Layout.JSON else None
            out.write(json.dumps(found.to_dict(), ensure_ascii=False, indent=indent) + "\n")
