"""``marsad search``, ``marsad show`` and ``marsad correct``: what the store holds, found, shown and put right."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

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
from marsad.cli.store import StoreOption, opened_store
from marsad.cli.terminal import console, destination

if TYPE_CHECKING:
    from marsad.observatory.documents import Held

_Id = Annotated[str, typer.Argument(metavar="ID", help="A document: its id, the first digits of it, its URL or name.")]
_By = Annotated[str, typer.Option("--by", metavar="NAME", envvar="MARSAD_CODER", help="Who corrects.")]


class Layout(StrEnum):
    """How what was found is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


def search(
    query: Annotated[
        str | None, typer.Argument(metavar="[QUERY]", help='Words of the article; "in quotes" in their order.')
    ] = None,
    types: TypeOption = None,
    actors: ActorOption = None,
    places: PlaceOption = None,
    near: NearOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    sources: SourceOption = None,
    statuses: StatusOption = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many documents.")] = 20,
    layout: Annotated[Layout, typer.Option("--format", "-f", help="How to write them.")] = Layout.TABLE,
    store: StoreOption = None,
) -> None:
    """Find documents by their words and by what happens in them, newest first."""
    from marsad.observatory import search as searching

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
        hits = searching.search(opened, query, filters=filters, limit=limit)
    with destination(None) as out:
        if layout is Layout.TABLE:
            from marsad.render.hits import print_hits

            print_hits(hits, console(out), events=bool(filters))
        elif layout is Layout.JSONL:
            out.writelines(hit.to_json() + "\n" for hit in hits)
        else:
            out.write("[" + ",\n".join(hit.to_json() for hit in hits) + "]\n")


def show(
    document: _Id,
    version: Annotated[int | None, typer.Option(min=1, help="An earlier version of the document.")] = None,
    as_read: Annotated[bool, typer.Option("--as-read", help="Without the corrections of people.")] = False,
    layout: Annotated[Layout, typer.Option("--format", "-f", help="How to write it.")] = Layout.TABLE,
    store: StoreOption = None,
) -> None:
    """Show a document and what it reports."""
    from marsad.observatory.documents import show as shown

    with opened_store(store) as opened:
        found = shown(opened, document, version=version)
    with destination(None) as out:
        if layout is Layout.TABLE:
            _print(found, out, as_read=as_read)
        elif layout is Layout.JSONL and as_read:
            out.write(found.json + "\n")
        else:
            report = found.as_read if as_read else found.corrected.report
            out.write(report.to_json(indent=2 if layout is Layout.JSON else None) + "\n")


def _print(found: Held, out: Any, *, as_read: bool) -> None:
    from marsad.render.table import print_reports

    this = found.versions[found.version - 1]
    out.write(f"{found.uid}  {found.name}  version {found.version} of {len(found.versions)}, {this.stored}\n")
    corrected = found.corrected
    for change in found.changes:
        state = f"undone by {change.undone_by} {change.undone}" if change.undone else ""
        state = state or ("finds no event" if change in corrected.lost else "")
        old, new = (_short(value) for value in (change.old, change.new))
        out.write(f"  correction {change.id}: {change.event} {change.field} {old} → {new}, ")
        out.write(f"{change.who} {change.made}{f' ({state})' if state else ''}\n")
    print_reports(iter([found.as_read if as_read else corrected.report]), console(out), lang="en", types={})


def _short(value: Any) -> str:
    import json

    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "…"


def correct(
    document: _Id,
    event: Annotated[str | None, typer.Argument(metavar="[EVENT]", help="The event's id (e1, e2, …).")] = None,
    field: Annotated[str | None, typer.Argument(metavar="[FIELD]", help="type, status, actors, counts, …")] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="A word, or JSON as in the report.")] = None,
    undo: Annotated[int | None, typer.Option(metavar="NUMBER", help="Take a correction back.")] = None,
    by: _By = "",
    store: StoreOption = None,
) -> None:
    """Correct a field of an event, or take a correction back; the reading itself is kept beside it."""
    from marsad.errors import CorrectionError, UsageError
    from marsad.observatory import documents

    if not by.strip():
        raise CorrectionError("nobody is named who corrects", hint="say who with --by, or in MARSAD_CODER")
    with opened_store(store) as opened:
        if undo is not None:
            documents.undo(opened, document, undo, who=by)
            sys.stdout.write(f"correction {undo} undone\n")
            return
        if event is None or field is None or value is None:
            raise UsageError("EVENT, FIELD and VALUE are needed", hint="or --undo NUMBER")
        change = documents.correct(opened, document, event, field, documents.value(value), who=by)
    sys.stdout.write(f"correction {change.id}: {event} {field} {_short(change.old)} → {_short(change.new)}\n")
