"""The commands of the store: make it, fill it, search it, correct it, keep it in order."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.terminal import complain, console, destination

if TYPE_CHECKING:
    from marsad.observatory.documents import Held
    from marsad.observatory.filters import Filters, Near
    from marsad.observatory.store import Store

_FAILED = 1

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PATH|URL",
        envvar="MARSAD_STORE",
        help="The store: a file, or postgresql://user@host/name (default: marsad.db here).",
    ),
]
_Id = Annotated[str, typer.Argument(metavar="ID", help="A document: its id, the first digits of it, its URL or name.")]
_By = Annotated[str, typer.Option("--by", metavar="NAME", envvar="MARSAD_CODER", help="Who corrects.")]


class Layout(StrEnum):
    """How what was found is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


@contextmanager
def opened_store(given: str | None) -> Iterator[Store]:
    """An open store, closed again when all is done."""
    from marsad.observatory.store import open_store

    with open_store(given) as store:
        yield store


@contextmanager
def _bar(total: int, what: str, *, shown: bool = True) -> Iterator[Callable[[str, int], None]]:
    """A bar on standard error where a person watches it; it is told what goes on and how many more are done."""
    if not shown or not sys.stderr.isatty():
        yield lambda _, __: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda text, done: progress.update(task, description=text, advance=done)


def _reader(lexicon: Path | None, gazetteer: Path | None) -> Any:
    """The reader, with words and places of one's own where they are named."""
    import marsad
    from marsad.reader import read_article

    own: dict[str, Any] = {}
    if lexicon is not None:
        own["lexicon"] = marsad.load_lexicon(lexicon)
    if gazetteer is not None:
        own["gazetteer"] = marsad.load_gazetteer(gazetteer)
    gc.set_threshold(100_000, 20, 20)
    return lambda article: read_article(article, **own)


def init(store: StoreOption = None) -> None:
    """Make a store, or bring one up to date."""
    from marsad.observatory.store import init_store

    opened, before = init_store(store)
    with opened:
        from marsad.observatory.schema import HEAD

        said = "made" if before is None else "up to date" if before == HEAD else f"upgraded from schema {before}"
        sys.stdout.write(f"{opened.where}: {said} (schema {HEAD})\n")


def ingest(
    names: Annotated[
        list[str],
        typer.Argument(metavar="FILES|DIR...", help="Files, folders of them, or - for standard input."),
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication (YYYY-MM-DD) of documents that give none.")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where the document was published.")] = None,
    lexicon: Annotated[Path | None, typer.Option(metavar="DIR", help="A folder of words of your own.")] = None,
    gazetteer: Annotated[
        Path | None, typer.Option(metavar="FILE", envvar="MARSAD_GAZETTEER", help="Places of your own.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="A line for each document when it is kept.")] = False,
    store: StoreOption = None,
) -> None:
    """Read documents and keep them; what is kept already is not read again."""
    import marsad
    from marsad.errors import MarsadError
    from marsad.observatory import ingest as taking

    day = marsad.as_day(published)
    with opened_store(store) as opened:
        opened.check_writable()
        read = _reader(lexicon, gazetteer)
        sources = list(taking.inputs(names))
        outcomes: Counter[str] = Counter()
        try:
            with _bar(len(sources), "reading", shown=not (verbose and sys.stdout.isatty())) as tick:
                for source in sources:
                    found = (
                        iter([source])
                        if isinstance(source, MarsadError)
                        else taking.ingest(opened, source, read=read, published=day, url=url)
                    )
                    for each in found:
                        if isinstance(each, MarsadError):
                            outcomes["not read"] += 1
                            complain(each)
                            continue
                        outcomes[each.kept.outcome] += 1
                        if verbose:
                            sys.stdout.write(f"{each.kept.outcome} {each.kept.uid} {each.kept.version} {each.name}\n")
                            sys.stdout.flush()
                        if each.kept.lost:
                            complain(f"{each.name}: {each.kept.lost} corrections found no event in the new text")
                        tick(f"{sum(outcomes.values())} documents", 0)
                    tick("", 1)
        finally:
            _sum_up(outcomes)
        _settle(opened, outcomes)
    if outcomes["not read"]:
        raise typer.Exit(_FAILED)


def _sum_up(outcomes: Counter[str]) -> None:
    said = {"new": "new", "changed": "changed", "updated": "dated", "same": "there already", "not read": "not read"}
    parts = [f"{outcomes[key]} {words}" for key, words in said.items() if outcomes[key]]
    sys.stdout.write((", ".join(parts) or "nothing to keep") + "\n")
    sys.stdout.flush()


def _settle(opened: Store, outcomes: Counter[str]) -> None:
    """After much came in, let the database learn what is where; a store that takes no more has kept what it said."""
    from marsad.observatory.upkeep import learn

    if outcomes["new"] + outcomes["changed"] + outcomes["updated"]:
        learn(opened)


def _near(text: str | None) -> Near | None:
    from marsad.errors import UsageError
    from marsad.observatory.filters import Near

    if text is None:
        return None
    try:
        lat, lon, km = (float(part) for part in text.split(","))
    except ValueError:
        lat = lon = km = float("nan")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km <= 20_040):
        raise UsageError(f"{text!r} is not a place and a distance", hint="--near LAT,LON,KM, as in 34.3,41.1,50")
    return Near(lat, lon, km)


def search(
    query: Annotated[
        str | None, typer.Argument(metavar="[QUERY]", help='Words of the article; "in quotes" in their order.')
    ] = None,
    types: Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="Event type.")] = None,
    actors: Annotated[
        list[str] | None, typer.Option("--actor", metavar="NAME", help="Who acts or is acted on: name or registry id.")
    ] = None,
    places: Annotated[
        list[str] | None, typer.Option("--place", metavar="NAME", help="Name, gazetteer id, or country (IQ).")
    ] = None,
    near: Annotated[str | None, typer.Option(metavar="LAT,LON,KM", help="Within a distance of a point.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day.")] = None,
    sources: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Who says it: person, body or outlet.")
    ] = None,
    statuses: Annotated[
        list[str] | None, typer.Option("--status", metavar="STATUS", help="occurred, planned, denied, …")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many documents.")] = 20,
    layout: Annotated[Layout, typer.Option("--format", "-f", help="How to write them.")] = Layout.TABLE,
    store: StoreOption = None,
) -> None:
    """Find documents by their words and by what happens in them, newest first."""
    from marsad.observatory import search as searching

    filters = asked_for(types, statuses, actors, places, near, since, until, sources)
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


def asked_for(
    types: list[str] | None,
    statuses: list[str] | None,
    actors: list[str] | None,
    places: list[str] | None,
    near: str | None,
    since: str | None,
    until: str | None,
    sources: list[str] | None,
) -> Filters:
    """The filters of a command's options.

    Raises:
        UsageError: one of them cannot be understood.
    """
    import marsad
    from marsad.errors import UsageError
    from marsad.observatory.filters import Filters

    filters = Filters(
        types=tuple(types or ()),
        statuses=_statuses(statuses),
        actors=tuple(actors or ()),
        places=tuple(places or ()),
        near=_near(near),
        since=marsad.as_day(since),
        until=marsad.as_day(until),
        sources=tuple(sources or ()),
    )
    if filters.since and filters.until and filters.until < filters.since:
        raise UsageError("--until is before --since")
    return filters


def _statuses(given: list[str] | None) -> tuple[str, ...]:
    from typing import get_args

    from marsad.errors import UsageError
    from marsad.records import Status

    for status in given or ():
        if status not in get_args(Status):
            raise UsageError(f"{status!r} is no status", hint=f"one of {', '.join(get_args(Status))}")
    return tuple(given or ())


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


def remove(
    named: Annotated[list[str], typer.Argument(metavar="ID...", help="Documents: id, first digits, URL or name.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    store: StoreOption = None,
) -> None:
    """Take documents out of the store, with all versions, records and corrections."""
    from marsad.errors import UsageError
    from marsad.observatory import documents

    with opened_store(store) as opened:
        found = [documents.show(opened, each) for each in named]
        if not yes:
            if not (sys.stdin and sys.stdin.isatty()):
                raise UsageError("nothing is removed without being asked for", hint="say --yes")
            typer.confirm(f"Remove {', '.join(each.name for each in found)}?", abort=True)
        for each in found:
            documents.remove(opened, each.uid)
            sys.stdout.write(f"removed {each.uid} {each.name}, {len(each.versions)} versions\n")


def vacuum(store: StoreOption = None) -> None:
    """Check the store, give back the room of what was removed, and make searching quick again."""
    from marsad.observatory import upkeep

    with opened_store(store) as opened:
        upkeep.check(opened)
        found = upkeep.vacuum(opened)
        sys.stdout.write(f"{opened.where}: {found.before / 1e6:.1f} MB before, {found.after / 1e6:.1f} MB now\n")


def backup(
    target: Annotated[str, typer.Argument(metavar="FILE", help="Where to: a new file, or an empty database's URL.")],
    store: StoreOption = None,
) -> None:
    """Copy the store whole, as it stands at one moment; the copy is a store itself."""
    from marsad.observatory import upkeep
    from marsad.observatory.address import address

    with opened_store(store) as opened:
        documents = upkeep.backup(opened, target)
    sys.stdout.write(f"{address(target)}: {documents} documents\n")


def reread(
    lexicon: Annotated[Path | None, typer.Option(metavar="DIR", help="A folder of words of your own.")] = None,
    gazetteer: Annotated[
        Path | None, typer.Option(metavar="FILE", envvar="MARSAD_GAZETTEER", help="Places of your own.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Read every kept text again, keep what people corrected, and list what changed."""
    from marsad.errors import MarsadError
    from marsad.observatory import reread as again

    outcomes: Counter[str] = Counter()
    with opened_store(store) as opened:
        opened.check_writable()
        read = _reader(lexicon, gazetteer)
        with _bar(again.count(opened), "reading") as tick:
            for each in again.reread(opened, read=read):
                tick("", 1)
                if isinstance(each, MarsadError):
                    outcomes["failed"] += 1
                    complain(each)
                    continue
                outcomes["read"] += 1
                outcomes["changed"] += each.changed
                outcomes["lost"] += len(each.lost)
                for change in each.events:
                    fields = f": {', '.join(change.fields)}" if change.fields else ""
                    where = f"{each.uid} {each.name} {change.id}"
                    sys.stdout.write(f"{where} {change.kind} {change.type} «{change.trigger}»{fields}\n")
                for lost in each.lost:
                    complain(f"{each.name}: correction {lost.id} finds no event any more ({lost.event} {lost.field})")
    sys.stdout.write(f"{outcomes['read']} read again, {outcomes['changed']} changed\n")
    if outcomes["failed"]:
        raise typer.Exit(_FAILED)


def add_to(app: typer.Typer) -> None:
    """Give an application these commands."""
    for command in (init, ingest, search, show, correct, remove, vacuum, backup, reread):
        app.command()(command)
