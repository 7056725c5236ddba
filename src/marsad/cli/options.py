"""What several commands are asked in the same words: options, and what they stand for."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.terminal import complain

if TYPE_CHECKING:
    from marsad.gazetteer.index import Gazetteer
    from marsad.lexicon.lexicon import Lexicon

#: Exit codes: some inputs could not be read, wrong usage, interrupted.
UNREADABLE, USAGE, INTERRUPTED = 1, 2, 130

LexiconOption = Annotated[
    Path | None, typer.Option("--lexicon", metavar="DIR", help="A folder of words of your own (docs/lexicon.md).")
]
GazetteerOption = Annotated[
    Path | None,
    typer.Option(
        "--gazetteer",
        metavar="FILE",
        envvar="MARSAD_GAZETTEER",
        help="Places of your own, which gazetteer add wrote (docs/gazetteer.md).",
    ),
]
PublishedOption = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day of publication (YYYY-MM-DD) of documents that give none.")
]


class Lang(StrEnum):
    """The language of labels and sentences for people."""

    EN = "en"
    AR = "ar"


def own_lexicon(folder: Path | None) -> Lexicon | None:
    """The lexicon with a user's dictionary; each mistake in it is a line on standard error."""
    if folder is None:
        return None
    import marsad
    from marsad.errors import DictionaryError

    try:
        return marsad.load_lexicon(folder)
    except DictionaryError as error:
        for problem in error.problems:
            complain(problem)
        raise


def own_gazetteer(file: Path | None) -> Gazetteer | None:
    """The gazetteer with a user's own index, where one is named."""
    import marsad

    return None if file is None else marsad.load_gazetteer(file)


def type_names(lexicon: Lexicon | None, lang: Lang) -> dict[str, str]:
    """What a user's dictionary calls its event types."""
    types = lexicon.types if lexicon is not None else {}
    return {name: str(data[lang.value]) for name, data in types.items() if lang.value in data}
