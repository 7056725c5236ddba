"""The command line: the one place that talks to people at a terminal.

Heavy modules are imported inside the commands, so that ``--help`` answers at once.  Results go to standard output as
UTF-8; what went wrong goes to standard error, one coded line each.  Exit codes: 0 all read, 1 some inputs could not be read,
2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from marsad.cli import brief, claims, evaluation, export, incidents, ingest, reading, search, store
from marsad.cli.data import actors_app, lexicon_app
from marsad.cli.gazetteer import gazetteer_app
from marsad.cli.ledger import ledger_app
from marsad.cli.options import INTERRUPTED, USAGE, Lang
from marsad.cli.terminal import complain, destination
from marsad.cli.watch import watch_app
from marsad.cli.web import serve, user_app

app = typer.Typer(
    name="marsad",
    help="Read Arabic news reports into sourced, dated, mapped event records.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(gazetteer_app, name="gazetteer")
app.add_typer(actors_app, name="actors")
app.add_typer(ledger_app, name="ledger")
app.add_typer(watch_app, name="watch")
app.add_typer(user_app, name="user")


def schema() -> None:
    """Print the JSON Schema of a report."""
    import json

    from marsad.records import Report

    with destination(None) as file:
        file.write(json.dumps(Report.json_schema(), ensure_ascii=False, indent=2) + "\n")


def reasons(lang: Annotated[Lang, typer.Option(help="Language of the sentences.")] = Lang.EN) -> None:
    """List the reason codes of notes and empty fields."""
    from marsad.reasons import Reason, sentence

    width = max(len(reason) for reason in Reason)
    with destination(None) as file:
        for reason in Reason:
            file.write(f"{reason.value:{width}}  {sentence(reason, lang.value)}\n")


def version() -> None:
    """Print the version."""
    import marsad

    sys.stdout.write(f"marsad {marsad.__version__}\n")


def _print_version(asked: bool) -> None:
    if asked:
        version()
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read Arabic news reports into sourced, dated, mapped event records."""


#: The commands in the order of the help.
_COMMANDS: tuple[Callable[..., None], ...] = (
    reading.read,
    reading.explain,
    evaluation.evaluate,
    schema,
    reasons,
    version,
    store.init,
    ingest.ingest,
    search.search,
    search.show,
    search.correct,
    incidents.incidents,
    incidents.incident,
    claims.claims,
    brief.brief,
    export.export,
    export.import_,
    store.remove,
    store.vacuum,
    store.backup,
    ingest.reread,
    serve,
)
for _command in _COMMANDS:
    app.command(name=_command.__name__.rstrip("_"))(_command)


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
            complain(UsageError(message.replace("Value error, ", ""), hint="see marsad --help"))
        return USAGE
    except typer.Abort:
        return INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        from marsad.errors import MarsadError

        if not isinstance(error, MarsadError):
            raise
        complain(error)
        return error.exit_code


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run(arguments))
