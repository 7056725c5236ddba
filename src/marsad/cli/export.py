"""``marsad export`` and ``marsad import``: what the store holds in the formats of others, and an export back into a store."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
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
from marsad.cli.terminal import complain, sink

if TYPE_CHECKING:
    from marsad.exports.base import Format, Options
    from marsad.exports.run import Written


class Salience(StrEnum):
    """Which events are exported."""

    MAIN = "main"
    BACKGROUND = "background"
    ALL = "all"


def export(
    kind: Annotated[str, typer.Argument(metavar="FORMAT", help="acled, csv, ged, geojson, hxl, jsonl, parquet, …")],
    query: Annotated[
        str | None, typer.Argument(metavar="[QUERY]", help='Words of the article; "in quotes" in their order.')
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Where to; a folder for all tables, described."),
    ] = None,
    named: Annotated[
        list[str] | None, typer.Option("--table", metavar="NAME", help="Only this table of a table format.")
    ] = None,
    salience: Annotated[Salience | None, typer.Option(help="Events told for themselves, in passing, or all.")] = None,
    no_private_persons: Annotated[
        bool, typer.Option("--no-private-persons", help="Names of private persons are replaced.")
    ] = False,
    bom: Annotated[bool, typer.Option("--bom", help="CSV that a spreadsheet opens with its Arabic right.")] = False,
    raw_cells: Annotated[
        bool, typer.Option("--raw-cells", help="CSV cells that look like formulas as they are.")
    ] = False,
    numeric: Annotated[bool, typer.Option("--numeric", help="ACLED's kinds of actors as numbers.")] = False,
    undated: Annotated[
        bool, typer.Option("--undated", help="acled, ged, plover: what has no day under that of publication.")
    ] = False,
    types: TypeOption = None,
    actors: ActorOption = None,
    places: PlaceOption = None,
    near: NearOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    sources: SourceOption = None,
    statuses: StatusOption = None,
    store: StoreOption = None,
) -> None:
    """Write what the store holds in a format of others, with ids, addresses and the very words."""
    from marsad.exports import registry
    from marsad.exports.base import Options
    from marsad.observatory.catchup import complete
    from marsad.observatory.outflow import Outflow, Wanted, moment

    of = registry.find(kind)
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
    meant = of.salience if salience is None else () if salience is Salience.ALL else (salience.value,)
    wanted = Wanted(query, filters, meant, () if filters.statuses else of.statuses)
    options = Options(bom=bom, raw=raw_cells, numeric=numeric, undated=undated)
    names = _tables(of, named, output, no_private=no_private_persons)
    with opened_store(store) as opened:
        complete(opened)
        with moment(opened) as connection:
            outflow = Outflow(connection, wanted, sqlite=opened.sqlite)
            if _is_folder(of, output):
                assert output is not None
                _folder(of, output, outflow, options, names, no_private=no_private_persons)
            else:
                _file(of, output, outflow, options, names, no_private=no_private_persons)


def _is_folder(of: Format, output: Path | None) -> bool:
    return of.takes == "tables" and of.name != "xlsx" and output is not None and (output.is_dir() or not output.suffix)


def _tables(of: Format, named: list[str] | None, output: Path | None, *, no_private: bool) -> tuple[str, ...]:
    """The tables that are meant, in their order.

    Raises:
        UsageError: there is no such table, or it may not be written, or a file has no room for several.
    """
    from marsad.errors import UsageError
    from marsad.exports.tables import NAMES, WHOLE

    if of.takes == "occasions":
        if named:
            raise UsageError(f"{of.name} has no tables", hint="--table is for csv, jsonl, parquet and xlsx")
        return ()
    for name in named or ():
        if name not in NAMES:
            raise UsageError(f"{name!r} is no table", hint=f"one of {', '.join(NAMES)}")
        if no_private and name in WHOLE:
            raise UsageError(f"{name} holds whole texts, with every name in them", hint="leave it out")
    # A sheet has no room for whole reports; what people export to be looked at needs none.
    default = tuple(name for name in NAMES if not (name in WHOLE and (no_private or of.name in ("xlsx", "csv"))))
    chosen = tuple(name for name in NAMES if name in named) if named else default
    if of.several or _is_folder(of, output):
        return chosen
    if named and len(chosen) > 1:
        raise UsageError(f"one {of.name} file holds one table", hint="-o DIR writes several")
    return chosen if named else ("events",)


def _file(of: Format, output: Path | None, outflow: Any, options: Options, names: Any, *, no_private: bool) -> None:
    from marsad.errors import UsageError
    from marsad.exports import run

    if output is None and of.binary and sys.stdout.isatty():
        raise UsageError(f"{of.name} is nothing to look at", hint="-o FILE")
    with sink(output) as stream:
        if of.takes == "occasions":
            written = run.occasions(of, stream, outflow, options, no_private=no_private)
        else:
            written = run.write(of, stream, outflow, options, names, no_private=no_private)
    _said(written, output)


def _folder(of: Format, output: Path, outflow: Any, options: Options, names: Any, *, no_private: bool) -> None:
    from marsad.errors import OutputError
    from marsad.exports import package, run
    from marsad.exports.tables import table

    try:
        output.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"{output}: {error.strerror or error}") from None
    for name in names:
        file = output / f"{name}{of.suffix}"
        with sink(file) as stream:
            written = run.write(of, stream, outflow, options, (name,), no_private=no_private)
        _said(written, file)
    files = [(f"{name}{of.suffix}", table(name)) for name in names]
    with sink(output / "datapackage.json") as stream:
        stream.write(package.describe(files, bom=options.bom).encode())


def _said(written: Written, output: Path | None) -> None:
    if output is not None:
        sys.stdout.write(f"{output}: {written.rows} rows\n")
    if written.left_out:
        parts = ", ".join(f"{count} {reason}" for reason, count in sorted(written.left_out.items()))
        complain(f"{sum(written.left_out.values())} incidents left out: {parts} (docs/exports.md)")


def import_(
    source: Annotated[Path, typer.Argument(metavar="FILE|DIR", help="What marsad export jsonl or parquet wrote.")],
    store: StoreOption = None,
) -> None:
    """Take an export into an empty store: documents, all their versions, what people corrected and decided."""
    from marsad.errors import InputError
    from marsad.exports.reading import rows
    from marsad.observatory import carried, inflow

    with opened_store(store) as opened:
        opened.check_writable()
        try:
            corrections: dict[str, list[Any]] = {}
            for row in rows(source, "corrections"):
                change = inflow.correction_row(row)
                corrections.setdefault(change.document, []).append(change)
            versions = map(inflow.version_row, rows(source, "versions"))
            decided = {name: [carried.row(name, each) for each in rows(source, name)] for name in carried.KINDS}
            held = ((str(each["event"]), each["incident"]) for each in rows(source, "events"))
            documents = inflow.take_in(opened, versions, corrections, decided=decided, held=held)
        except (ValueError, KeyError) as error:
            raise InputError(str(error), source=str(source)) from None
        if not documents:
            raise InputError(
                "no versions of documents in it",
                source=str(source),
                hint="marsad export jsonl or parquet writes them; --no-private-persons leaves them out",
            )
        sys.stdout.write(f"{opened.where}: {documents} documents\n")
