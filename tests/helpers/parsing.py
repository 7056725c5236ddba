"""Sentences as the reader sees them before it asks what happened: words, chunks, clauses."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import default
from marsad.page.document import from_text
from marsad.reader.draft import Parsed
from marsad.reader.read import Reader

CORPUS = Path(__file__).parents[1] / "corpus"


def rows(name: str) -> list[dict[str, Any]]:
    """The lines of a corpus file."""
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").split("\n") if line]


@cache
def _reader() -> Reader:
    return Reader(default(), Gazetteer.load())


def parsed(text: str) -> Parsed:
    """The one sentence of a text."""
    (sentence,) = _reader().parse(from_text(text))
    return sentence
