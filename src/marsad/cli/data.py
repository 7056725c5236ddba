"""``marsad lexicon`` and ``marsad actors``: compile and check what Marsad knows."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.options import UNREADABLE
from marsad.cli.reading import Reading
from marsad.cli.terminal import complain, destination
from marsad.errors import Problem

lexicon_app = typer.Typer(
    help="Compile and check the words that Marsad knows.", no_args_is_help=True, rich_markup_mode=None
)
actors_app = typer.Typer(help="Check the registry of actors.", no_args_is_help=True, rich_markup_mode=None)


@actors_app.command("check")
def actors_check() -> None:
    """Report what is wrong in the registry's data files, by file and line."""
    from marsad.actors.check import check

    problems = check()
    report_problems(problems)
    if problems:
        raise typer.Exit(UNREADABLE)
    sys.stdout.write("the registry of actors is sound\n")


@lexicon_app.command("build")
def lexicon_build(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it.")] = None,
) -> None:
    """Compile the lexicon's data files into the form the reader loads."""
    from marsad.lexicon.compiler import build

    result = build(out)
    report_problems(result.problems)
    sys.stdout.write(f"{result.path}: {result.entries} entries, {result.forms} forms\n")
    if result.problems:
        raise typer.Exit(UNREADABLE)


@lexicon_app.command("check")
def lexicon_check(
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Read the .jsonl files in DIR and count the event entries no line fires."),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List those entries too.")] = False,
) -> None:
    """Report what is wrong in the lexicon's data files, by file and line."""
    from marsad.lexicon.compiler import check

    problems = check()
    report_problems(problems)
    if problems:
        raise typer.Exit(UNREADABLE)
    sys.stdout.write("the lexicon is sound\n")
    if corpus is not None:
        _report_coverage(corpus, verbose=verbose)


def _report_coverage(corpus: Path, *, verbose: bool) -> None:
    from marsad.errors import UsageError
    from marsad.lexicon.coverage import coverage, entry_of
    from marsad.lexicon.lexicon import default

    files = [str(path) for path in sorted(corpus.glob("*.jsonl"))]
    if not files:
        raise UsageError(f"{corpus} holds no .jsonl file")
    reading = Reading(files, published=None, url=None)
    found = coverage(default().entries, (entry_of(e.rule) for report in reading.reports() for e in report.events))
    with destination(None) as file:
        file.write(f"{found.fired} of {found.total} event entries fire, no line fires {len(found.unfired)}\n")
        for entry in found.unfired if verbose else ():
            file.write(f"{entry.where}: {entry.id}\n")
    if reading.failed:
        raise typer.Exit(UNREADABLE)


def report_problems(problems: Iterable[Problem]) -> None:
    """A line for each on standard error."""
    from marsad.errors import LexiconError

    for problem in problems:
        complain(LexiconError(problem.message, file=problem.file, line=problem.line, hint=""))
