"""``marsad evaluate``: how well does the reader do?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from marsad.cli.options import LexiconOption, own_lexicon
from marsad.cli.terminal import console, destination


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


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files, or folders of them.")],
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures to a file.")
    ] = None,
    diff: Annotated[Path | None, typer.Option(metavar="OLD.json", help="Compare with the figures of a run.")] = None,
    show: Annotated[bool, typer.Option("--show", help="List each miss and each false alarm.")] = False,
    lexicon: LexiconOption = None,
) -> None:
    """Score the reader against gold files."""
    import json

    from marsad.evaluate import evaluate as evaluate_gold
    from marsad.evaluate import read_gold
    from marsad.evaluate.tables import print_evaluation

    older, documents = _older(diff), read_gold(gold)
    found = evaluate_gold(documents, lexicon=own_lexicon(lexicon))
    if json_file is not None:
        with destination(json_file) as file:
            file.write(json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n")
    with destination(None) as file:
        print_evaluation(found, console(file), old=older, show=show)
