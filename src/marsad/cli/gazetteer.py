"""``marsad gazetteer``: compile and check the places that Marsad knows, and add places of one's own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

gazetteer_app = typer.Typer(
    help="Compile, check and extend the places that Marsad knows.", no_args_is_help=True, rich_markup_mode=None
)
_UNREADABLE = 1


@gazetteer_app.command("build")
def build_command(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it.")] = None,
) -> None:
    """Compile the gazetteer's tables and GeoNames into the index the reader loads."""
    with _tools("compiling the gazetteer"):
        from marsad.gazetteer.build import build
        from marsad.gazetteer.index import Gazetteer

        path = build(out)
    size = path.stat().st_size / 1e6
    sys.stdout.write(f"{path}: {len(Gazetteer.load(path))} places, {size:.1f} MB\n")


@gazetteer_app.command("check")
def check_command() -> None:
    """Report what is wrong in the gazetteer's tables, by file and line."""
    from marsad.errors import GazetteerError

    with _tools("checking the gazetteer"):
        from marsad.gazetteer.check import check

        problems = check()
    for problem in problems:
        error = GazetteerError(problem.message, file=problem.file, line=problem.line, hint="")
        sys.stderr.write(f"marsad: {error}\n")
    if problems:
        raise typer.Exit(_UNREADABLE)
    sys.stdout.write("the gazetteer is sound\n")


@gazetteer_app.command("add")
def add_command(
    dump: Annotated[
        Path, typer.Argument(metavar="COUNTRY.txt", help="A country dump of GeoNames (allCountries format).")
    ],
    alternates: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its alternate names, for the Arabic ones among them.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The index to write or extend (default: your data folder)."),
    ] = None,
) -> None:
    """Import places from a country dump of GeoNames into an index of your own."""
    from marsad.errors import GazetteerError

    with _tools("importing places"):
        from marsad.gazetteer.geonames import add

        files = [f for f in (dump, alternates) if f is not None]
        try:
            total = sum(f.stat().st_size for f in files)
        except OSError as error:
            raise GazetteerError(error.strerror or "cannot be read", file=str(error.filename)) from None
        with _bar(total) as tick:
            done = add(dump, alternates, out, tick=tick)
    countries = ", ".join(done.countries) or "no country"
    sys.stdout.write(f"{done.path}: {done.places} places; {done.kept} of {done.read} rows new from {countries}\n")
    sys.stdout.write(f"use it with --gazetteer {done.path}, or name it in MARSAD_GAZETTEER\n")


@contextmanager
def _tools(doing: str) -> Iterator[None]:
    """Say which extra is missing where a tool is not there."""
    from marsad.errors import GazetteerError

    try:
        yield
    except ModuleNotFoundError as error:
        raise GazetteerError(f"{doing} needs {error.name}", hint="pip install 'marsad[gazetteer]'") from None


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error where a person watches it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("importing"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda size: progress.advance(task, size)
