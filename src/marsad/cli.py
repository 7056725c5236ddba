"""The command line: the one place that talks to people at a terminal.

Heavy modules are imported inside the commands, so that ``--help`` answers at once.  Results go to standard output as
UTF-8; what went wrong goes to standard error, one coded line each.  Exit codes: 0 all read, 1 some inputs could not be read,
2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date

    from marsad.errors import MarsadError
    from marsad.records import Report

app = typer.Typer(
    name="marsad",
    help="Read Arabic news reports into sourced, dated, mapped event records.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
lexicon_app = typer.Typer(
    help="Compile and check the words that Marsad knows.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(lexicon_app, name="lexicon")

_UNREADABLE, _USAGE, _INTERRUPTED = 1, 2, 130
_FILE_WIDTH = 110


class Format(StrEnum):
    """How reports are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


class Lang(StrEnum):
    """The language of labels and sentences for people."""

    EN = "en"
    AR = "ar"


def _complain(error: MarsadError | str) -> None:
    line = "".join(mark if mark.isprintable() else "?" for mark in " ".join(str(error).split()))
    print(f"marsad: {line}", file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def _destination(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if output is None:
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read our output has enough; keep the interpreter from complaining while it flushes the rest.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        return
    from marsad.errors import OutputError

    partial = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        partial.replace(output)
    except OSError as error:
        raise OutputError(f"{output}: {error.strerror or error}") from None
    finally:
        partial.unlink(missing_ok=True)


class _Reading:
    """Goes through the inputs, passes the reports on, and counts what could not be read."""

    def __init__(self, inputs: list[str], *, published: date | None, url: str | None) -> None:
        self.inputs, self.published, self.url = inputs, published, url
        self.failed = 0

    def reports(self, bar: Any = None) -> Iterator[Report]:
        import marsad
        from marsad.errors import MarsadError

        task = bar.add_task("", total=len(self.inputs)) if bar else None
        for name in self.inputs:
            for found in marsad.read_all(name, published=self.published, url=self.url):
                if isinstance(found, MarsadError):
                    self.failed += 1
                    _complain(found)
                else:
                    yield found
                if bar:
                    bar.update(task, description=name)
            if bar:
                bar.advance(task)


def _progress(inputs: list[str], file: TextIO) -> AbstractContextManager[Any]:
    """A bar on standard error, where a person watches it and it does not run into the results."""
    if len(inputs) < 2 or not sys.stderr.isatty() or file.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=Console(file=sys.stderr), transient=True)


def _json(reports: Iterable[Report]) -> Iterator[str]:
    """One object for one document, else an array, without holding more than one report."""
    rest = iter(reports)
    first, second = next(rest, None), next(rest, None)
    if first is None:
        yield "[]\n"
    elif second is None:
        yield first.to_json(indent=2) + "\n"
    else:
        yield f"[\n{first.to_json()},\n{second.to_json()}"
        for report in rest:
            yield f",\n{report.to_json()}"
        yield "\n]\n"


def _write(reports: Iterator[Report], file: TextIO, *, layout: Format, lang: Lang) -> None:
    if layout is Format.TABLE:
        from rich.console import Console

        from marsad.render.table import print_reports

        width = None if file.isatty() or "COLUMNS" in os.environ else _FILE_WIDTH
        console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
        print_reports(reports, console, lang=lang.value)
    elif layout is Format.HTML:
        from marsad.render.html import pages

        for part in pages(reports, lang=lang.value):
            file.write(part)
    elif layout is Format.JSON:
        for part in _json(reports):
            file.write(part)
    else:
        for report in reports:
            file.write(report.to_json() + "\n")
            file.flush()


@app.command()
def read(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILES]...", help="Files (.txt .html .warc .jsonl, also .gz), or - for standard input."
        ),
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication (YYYY-MM-DD) of documents that give none.")
    ] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where the document was published.")] = None,
    layout: Annotated[Format, typer.Option("--format", "-f", help="How to write the reports.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the labels in tables and pages.")] = Lang.EN,
) -> None:
    """Read documents and write what they report."""
    import marsad
    from marsad.errors import UsageError

    names = inputs or ["-"]
    if not inputs and sys.stdin is not None and sys.stdin.isatty():
        raise UsageError("no input", hint="name files, or - for standard input")
    reading = _Reading(names, published=marsad.as_day(published), url=url)
    with _destination(output) as file, _progress(names, file) as bar:
        _write(reading.reports(bar), file, layout=layout, lang=lang)
    if reading.failed:
        raise typer.Exit(_UNREADABLE)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a report."""
    import json

    from marsad.records import Report

    with _destination(None) as file:
        file.write(json.dumps(Report.json_schema(), ensure_ascii=False, indent=2) + "\n")


@app.command()
def reasons(lang: Annotated[Lang, typer.Option(help="Language of the sentences.")] = Lang.EN) -> None:
    """List the reason codes of notes and empty fields."""
    from marsad.reasons import Reason, sentence

    width = max(len(reason) for reason in Reason)
    with _destination(None) as file:
        for reason in Reason:
            file.write(f"{reason.value:{width}}  {sentence(reason, lang.value)}\n")


@app.command()
def version() -> None:
    """Print the version."""
    import marsad

    sys.stdout.write(f"marsad {marsad.__version__}\n")


@lexicon_app.command("build")
def lexicon_build(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it.")] = None,
) -> None:
    """Compile the lexicon's data files into the form the reader loads."""
    from marsad.lexicon.compiler import build

    result = build(out)
    _report_problems(result.problems)
    sys.stdout.write(f"{result.path}: {result.entries} entries, {result.forms} forms\n")
    if result.problems:
        raise typer.Exit(_UNREADABLE)


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
    _report_problems(problems)
    if problems:
        raise typer.Exit(_UNREADABLE)
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
    reading = _Reading(files, published=None, url=None)
    found = coverage(default().entries, (entry_of(e.rule) for report in reading.reports() for e in report.events))
    with _destination(None) as file:
        file.write(f"{found.fired} of {found.total} event entries fire, no line fires {len(found.unfired)}\n")
        for entry in found.unfired if verbose else ():
            file.write(f"{entry.where}: {entry.id}\n")
    if reading.failed:
        raise typer.Exit(_UNREADABLE)


def _report_problems(problems: Iterable[Any]) -> None:
    from marsad.errors import LexiconError

    for problem in problems:
        _complain(LexiconError(problem.message, file=problem.file, line=problem.line, hint=""))


def _run(arguments: list[str] | None) -> int:
    from typer.exceptions import TyperException

    try:
        return int(app(args=arguments, prog_name="marsad", standalone_mode=False) or 0)
    except TyperException as error:
        from marsad.errors import UsageError

        message = error.format_message()
        if "\n" in message:
            # No arguments at all: the message is the help itself.
            sys.stderr.write(message.rstrip() + "\n")
        else:
            _complain(UsageError(message.replace("Value error, ", ""), hint="see marsad --help"))
        return _USAGE
    except typer.Abort:
        return _INTERRUPTED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        from marsad.errors import MarsadError

        if not isinstance(error, MarsadError):
            raise
        _complain(error)
        return error.exit_code


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run(arguments))
