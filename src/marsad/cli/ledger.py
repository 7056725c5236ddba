"""``marsad ledger``: what was foretold, and what came of it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.filters import SinceOption
from marsad.cli.options import Lang
from marsad.cli.search import Layout
from marsad.cli.store import StoreOption, opened_store
from marsad.cli.terminal import console, destination

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from marsad.observatory.entries import Entry

ledger_app = typer.Typer(
    help="What was foretold, and what came of it.",
    rich_markup_mode=None,
    invoke_without_command=True,
)
_Id = Annotated[str, typer.Argument(metavar="ID", help="An entry: its id, or six or more of its first digits.")]
_By = Annotated[str, typer.Option("--by", metavar="NAME", envvar="MARSAD_CODER", help="Who decides.")]
_Today = Annotated[str | None, typer.Option("--today", metavar="DATE", help="As of this day (default: today).")]
_LangOption = Annotated[Lang, typer.Option(help="Language of the labels.")]
_LayoutOption = Annotated[Layout, typer.Option("--format", "-f", help="How to write them.")]


class Standing(StrEnum):
    """How something foretold stands."""

    OPEN = "open"
    DUE = "due"
    MET = "met"
    FAILED = "failed"
    UNDECIDED = "undecided"


class Kind(StrEnum):
    """What was done by saying it."""

    FORECAST = "forecast"
    PLAN = "plan"
    THREAT = "threat"


def _day(given: str | None) -> date:
    import datetime

    import marsad

    return marsad.as_day(given) or datetime.datetime.now(datetime.UTC).date()


def _write(found: Sequence[Entry], layout: Layout, lang: Lang) -> None:
    with destination(None) as out:
        if layout is Layout.TABLE:
            from marsad.render.ledger import print_entries

            print_entries(found, console(out), lang.value)
            return
        lines = [json.dumps(each.to_dict(), ensure_ascii=False) for each in found]
        out.write("\n".join([*lines, ""]) if layout is Layout.JSONL else "[" + ",\n".join(lines) + "]\n")


@ledger_app.callback()
def ledger(
    context: typer.Context,
    is_open: Annotated[bool, typer.Option("--open", help="The deadline is not over.")] = False,
    due: Annotated[bool, typer.Option("--due", help="The deadline is over, and nothing is known.")] = False,
    met: Annotated[bool, typer.Option("--met", help="It came about.")] = False,
    failed: Annotated[bool, typer.Option("--failed", help="It did not.")] = False,
    undecided: Annotated[bool, typer.Option("--undecided", help="Events speak for and against it.")] = False,
    kinds: Annotated[list[Kind] | None, typer.Option("--kind", help="Only such.")] = None,
    since: SinceOption = None,
    today: _Today = None,
    layout: _LayoutOption = Layout.TABLE,
    lang: _LangOption = Lang.EN,
    store: StoreOption = None,
) -> None:
    """List forecasts, plans and threats, with what speaks for and against them."""
    if context.invoked_subcommand is not None:
        return
    import marsad
    from marsad.observatory import ledger as keeping

    asked = {"open": is_open, "due": due, "met": met, "failed": failed, "undecided": undecided}
    standings = [name for name, given in asked.items() if given]
    with opened_store(store) as opened:
        found = keeping.ledger(
            opened,
            today=_day(today),
            since=marsad.as_day(since),
            standings=standings,
            kinds=[kind.value for kind in kinds or ()],
        )
    _write(found, layout, lang)


@ledger_app.command()
def show(
    entry: _Id,
    today: _Today = None,
    layout: _LayoutOption = Layout.TABLE,
    lang: _LangOption = Lang.EN,
    store: StoreOption = None,
) -> None:
    """Show one entry."""
    from marsad.observatory import ledger as keeping

    with opened_store(store) as opened:
        found = keeping.entry(opened, entry, today=_day(today))
    _write([found], layout, lang)


@ledger_app.command()
def decide(
    entry: _Id,
    standing: Annotated[Standing, typer.Argument(help="How it stands.")],
    by: _By = "",
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.")] = "",
    today: _Today = None,
    store: StoreOption = None,
) -> None:
    """Say how something foretold stands; the machine's proposal is kept beside it."""
    from marsad.observatory import ledger as keeping

    with opened_store(store) as opened:
        found = keeping.decide(opened, entry, standing.value, who=by, today=_day(today), reason=reason)
    with destination(None) as out:
        out.write(f"{found.id}: {found.standing}, decided by {found.decided_by} (proposed: {found.proposed})\n")


@ledger_app.command()
def undo(entry: _Id, by: _By = "", today: _Today = None, store: StoreOption = None) -> None:
    """Take the last decision on an entry back."""
    from marsad.observatory import ledger as keeping

    with opened_store(store) as opened:
        found = keeping.undo(opened, entry, who=by, today=_day(today))
    with destination(None) as out:
        out.write(f"{found.id}: {found.standing}\n")
