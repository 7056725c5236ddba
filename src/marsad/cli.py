"""The command line: the one place that talks to people at a terminal.

Heavy modules are imported inside the commands, so that ``--help`` answers at once.  Results go to standard output as
UTF-8; what went wrong goes to standard error, one coded line each.  Exit codes: 0 all read, 1 some inputs could not be read,
2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from marsad import cli_store, cli_web
from marsad.cli_gazetteer import gazetteer_app
from marsad.terminal import complain as _complain
from marsad.terminal import console as _console
from marsad.terminal import destination as _destination
from marsad.terminal import progress as _progress

if TYPE_CHECKING:
    from datetime import date

    from marsad.gazetteer.index import Gazetteer
    from marsad.lexicon.lexicon import Lexicon
    from marsad.reader.explain import Explanation
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
app.add_typer(gazetteer_app, name="gazetteer")
actors_app = typer.Typer(help="Check the registry of actors.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(actors_app, name="actors")

_UNREADABLE, _USAGE, _INTERRUPTED = 1, 2, 130

_LexiconOption = Annotated[
    Path | None, typer.Option("--lexicon", metavar="DIR", help="A folder of words of your own (docs/lexicon.md).")
]
_GazetteerOption = Annotated[
    Path | None,
    typer.Option(
        "--gazetteer",
        metavar="FILE",
        envvar="MARSAD_GAZETTEER",
        help="Places of your own, which gazetteer add wrote (docs/gazetteer.md).",
    ),
]
_PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of publication (YYYY-MM-DD) of documents that give none.")
]


class Format(StrEnum):
    """How reports are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


class Layout(StrEnum):
    """How explanations are written."""

    TEXT = "text"
    JSON = "json"


class Lang(StrEnum):
    """The language of labels and sentences for people."""

    EN = "en"
    AR = "ar"


def _lexicon(folder: Path | None) -> Lexicon | None:
    """The lexicon with a user's dictionary; each mistake in it is a line on standard error."""
    if folder is None:
        return None
    import marsad
    from marsad.errors import DictionaryError

    try:
        return marsad.load_lexicon(folder)
    except DictionaryError as error:
        for problem in error.problems:
            _complain(problem)
        raise


def _gazetteer(file: Path | None) -> Gazetteer | None:
    """The gazetteer with a user's own index, where one is named."""
    import marsad

    return None if file is None else marsad.load_gazetteer(file)


def _types(lexicon: Lexicon | None, lang: Lang) -> dict[str, str]:
    """What a user's dictionary calls its event types."""
    types = lexicon.types if lexicon is not None else {}
    return {name: str(data[lang.value]) for name, data in types.items() if lang.value in data}


class _Reading:
    """Goes through the inputs, passes the reports on, and counts what could not be read."""

    def __init__(
        self,
        inputs: list[str],
        *,
        published: date | None,
        url: str | None,
        lexicon: Lexicon | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self.inputs, self.published, self.url = inputs, published, url
        own: dict[str, Any] = {"lexicon": lexicon, "gazetteer": gazetteer}
        self.own = {name: value for name, value in own.items() if value is not None}
        self.failed = 0

    def reports(self, bar: Any = None) -> Iterator[Report]:
        import marsad
        from marsad.errors import MarsadError

        task = bar.add_task("", total=len(self.inputs)) if bar else None
        for name in self.inputs:
            for found in marsad.read_all(name, published=self.published, url=self.url, **self.own):
                if isinstance(found, MarsadError):
                    self.failed += 1
                    _complain(found)
                else:
                    yield found
                if bar:
                    bar.update(task, description=name)
            if bar:
                bar.advance(task)


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


def _write(reports: Iterator[Report], file: TextIO, *, layout: Format, lang: Lang, types: dict[str, str]) -> None:
    if layout is Format.TABLE:
        from marsad.render.table import print_reports

        print_reports(reports, _console(file), lang=lang.value, types=types)
    elif layout is Format.HTML:
        from marsad.render.html import pages

        for part in pages(reports, lang=lang.value, types=types):
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
    published: _PublishedOption = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where the document was published.")] = None,
    layout: Annotated[Format, typer.Option("--format", "-f", help="How to write the reports.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the labels in tables and pages.")] = Lang.EN,
    lexicon: _LexiconOption = None,
    gazetteer: _GazetteerOption = None,
) -> None:
    """Read documents and write what they report."""
    import marsad
    from marsad.errors import UsageError

    names = inputs or ["-"]
    if not inputs and sys.stdin is not None and sys.stdin.isatty():
        raise UsageError("no input", hint="name files, or - for standard input")
    gc.set_threshold(
        100_000, 20, 20
    )  # reading makes much short-lived garbage; the lexicon need not be searched each time
    day, words = marsad.as_day(published), _lexicon(lexicon)
    reading = _Reading(names, published=day, url=url, lexicon=words, gazetteer=_gazetteer(gazetteer))
    with _destination(output) as file, _progress(names, file) as bar:
        _write(reading.reports(bar), file, layout=layout, lang=lang, types=_types(words, lang))
    if reading.failed:
        raise typer.Exit(_UNREADABLE)


def _explained(file: str, *, published: date | None, event: str | None, **own: Any) -> Iterator[Explanation]:
    import marsad
    from marsad.errors import MarsadError, UsageError

    for found in marsad.explain_all(file, published=published, **own):
        if isinstance(found, MarsadError):
            raise found
        if event is not None and event not in {each.id for each in found.events}:
            count = len(found.events)
            raise UsageError(f"no event {event} in {found.report.document.id}", hint=f"it has {count}: e1 and on")
        yield found


@app.command()
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="One file, or - for standard input.")],
    event: Annotated[str | None, typer.Option(metavar="ID", help="Explain this event only (e1, e2, …).")] = None,
    published: _PublishedOption = None,
    layout: Annotated[Layout, typer.Option("--format", "-f", help="How to write it.")] = Layout.TEXT,
    lexicon: _LexiconOption = None,
    gazetteer: _GazetteerOption = None,
) -> None:
    """Say why each event and field was coded, and what was considered and not coded."""
    import json

    import marsad

    words = _lexicon(lexicon)
    explained = _explained(
        file, published=marsad.as_day(published), event=event, lexicon=words, gazetteer=_gazetteer(gazetteer)
    )
    with _destination(None) as out:
        for found in explained:
            if layout is Layout.TEXT:
                from marsad.render.why import print_explanation

                print_explanation(found, _console(out), only=event, types=_types(words, Lang.EN))
            else:
                data = found.to_dict()
                if event is not None:
                    data = {"document": data["document"], "events": [e for e in data["events"] if e["id"] == event]}
                out.write(json.dumps(data, ensure_ascii=False) + "\n")


def _older(path: Path | None) -> dict[str, Any] | None:
    import json

    from marsad.errors import InputMissingError, JsonLineError

    if path is None:
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputMissingError(error.strerror or "cannot be read", source=str(path)) from None
    except ValueError:
        data = None
    if not isinstance(data, dict) or "events" not in data:
        raise JsonLineError("not the figures of an earlier run", source=str(path), hint="give a file that --json wrote")
    return data


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files, or folders of them.")],
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures to a file.")
    ] = None,
    diff: Annotated[Path | None, typer.Option(metavar="OLD.json", help="Compare with the figures of a run.")] = None,
    show: Annotated[bool, typer.Option("--show", help="List each miss and each false alarm.")] = False,
    lexicon: _LexiconOption = None,
) -> None:
    """Score the reader against gold files."""
    import json

    from marsad.evaluate import evaluate as evaluate_gold
    from marsad.evaluate import read_gold
    from marsad.evaluate.tables import print_evaluation

    older, documents = _older(diff), read_gold(gold)
    found = evaluate_gold(documents, lexicon=_lexicon(lexicon))
    if json_file is not None:
        with _destination(json_file) as file:
            file.write(json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n")
    with _destination(None) as file:
        print_evaluation(found, _console(file), old=older, show=show)


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


@actors_app.command("check")
def actors_check() -> None:
    """Report what is wrong in the registry's data files, by file and line."""
    from marsad.actors.check import check

    problems = check()
    _report_problems(problems)
    if problems:
        raise typer.Exit(_UNREADABLE)
    sys.stdout.write("the registry of actors is sound\n")


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


cli_store.add_to(app)
cli_web.add_to(app)


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
