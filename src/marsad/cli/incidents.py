"""The commands of incidents: list them, look at one, say what is one and what is not."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from marsad.cli.filters import (
    ActorOption,
    NearOption,
    PlaceOption,
    SinceOption,
    SourceOption,
    StatusOption,
    TypeOption,
    UntilOption,
    filters_of,
)
from marsad.cli.options import Lang
from marsad.cli.search import Layout
from marsad.cli.store import StoreOption, opened_store
from marsad.cli.terminal import console, destination

_Lang = Annotated[Lang, typer.Option("--lang", help="Language of the labels.")]
_Layout = Annotated[Layout, typer.Option("--format", "-f", help="How to write them.")]


def incidents(
    types: TypeOption = None,
    actors: ActorOption = None,
    places: PlaceOption = None,
    near: NearOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    sources: SourceOption = None,
    statuses: StatusOption = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many incidents.")] = 20,
    offset: Annotated[int, typer.Option(min=0, help="Leave out so many of the newest.")] = 0,
    lang: _Lang = Lang.EN,
    layout: _Layout = Layout.TABLE,
    store: StoreOption = None,
) -> None:
    """List incidents, newest first: what many reports tell of one occasion is one."""
    from marsad.observatory.incidents import incidents as listed

    filters = filters_of(
        types=types,
        actors=actors,
        places=places,
        near=near,
        since=since,
        until=until,
        sources=sources,
        statuses=statuses,
    )
    with opened_store(store) as opened:
        found = listed(opened, filters, limit=limit, offset=offset)
    with destination(None) as out:
        if layout is Layout.TABLE:
            from marsad.render.incidents import print_incidents

            print_incidents(found, console(out), lang=lang.value)
        elif layout is Layout.JSONL:
            out.writelines(each.to_json() + "\n" for each in found)
        else:
            out.write("[" + ",\n".join(each.to_json() for each in found) + "]\n")


def incident(
    named: Annotated[str, typer.Argument(metavar="ID", help="An incident: its id, or the first digits of it.")],
    against: Annotated[
        str | None,
        typer.Option(metavar="OTHER", help="Say what speaks for and against OTHER (or DOCUMENT:e3) being the same."),
    ] = None,
    merge: Annotated[
        list[str] | None, typer.Option(metavar="OTHER", help="Make OTHER one with it; its id is kept.")
    ] = None,
    split: Annotated[
        list[str] | None, typer.Option(metavar="DOCUMENT:EVENT", help="Take an event out (again for more of them).")
    ] = None,
    standing: Annotated[str | None, typer.Option(metavar="STANDING", help="candidate, confirmed or retracted.")] = None,
    undo: Annotated[int | None, typer.Option(metavar="NUMBER", help="Take a decision back.")] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", envvar="MARSAD_CODER", help="Who decides.")] = "",
    lang: _Lang = Lang.EN,
    layout: _Layout = Layout.TABLE,
    store: StoreOption = None,
) -> None:
    """Show an incident with all that is told of it, or decide what belongs to it."""
    from marsad.errors import UsageError
    from marsad.observatory import deciding, dossiers

    asked = [bool(merge), bool(split), standing is not None, undo is not None, against is not None]
    if sum(asked) > 1:
        raise UsageError("one thing at a time", hint="--against, --merge, --split, --standing or --undo")
    with opened_store(store) as opened:
        if merge:
            found = deciding.merge(opened, named, merge, who=by)
            sys.stdout.write(f"{found.id}: {found.events} events, {found.documents} reports\n")
        elif split:
            stays, off = deciding.split(opened, named, [_event(each) for each in split], who=by)
            sys.stdout.write(f"{stays.id}: {stays.events} events stay\n{off.id}: {off.events} events\n")
        elif standing is not None:
            found = deciding.set_standing(opened, named, standing, who=by)
            sys.stdout.write(f"{found.id}: {found.standing}\n")
        elif undo is not None:
            deciding.undo(opened, undo, who=by)
            sys.stdout.write(f"decision {undo} undone\n")
        elif against is not None:
            from marsad.render.incidents import print_comparison

            compared = dossiers.held_against(opened, named, against)
            with destination(None) as out:
                print_comparison(compared, console(out), lang=lang.value)
        else:
            whole = dossiers.dossier(opened, named)
            with destination(None) as out:
                if layout is Layout.TABLE:
                    from marsad.render.incidents import print_dossier

                    print_dossier(whole, console(out), lang=lang.value)
                else:
                    out.write(whole.to_json() + "\n")


def _event(text: str) -> tuple[str, str]:
    """A document and an event of it."""
    from marsad.errors import UsageError

    document, colon, event = text.rpartition(":")
    if not (colon and document and event[:1] == "e" and event[1:].isdigit()):
        raise UsageError(f"{text!r} is no event of a document", hint="DOCUMENT:e3, as marsad incident shows them")
    return document, event
