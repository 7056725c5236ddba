"""What does a list of documents show?  What a search finds, each with the piece of its text where the words stand."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select

from marsad.observatory.filters import Filters
from marsad.observatory.hits import Hit
from marsad.observatory.search import search
from marsad.observatory.snippets import Piece, snippet
from marsad.observatory.store import Store
from marsad.observatory.tables import Document, Version
from marsad.observatory.write import unpack


@dataclass(frozen=True, slots=True)
class Listed:
    """A document that was found, and a piece of its article."""

    hit: Hit
    snippet: tuple[Piece, ...]


def _article(report: str) -> str:
    """The paragraphs of a report, without what is page."""
    document = json.loads(report)["document"]
    text: str = document["text"]
    paragraphs = " ".join(text[each["start"] : each["end"]] for each in document["paragraphs"])
    return paragraphs or text


def listed(
    store: Store, query: str | None = None, *, filters: Filters | None = None, limit: int = 20, offset: int = 0
) -> list[Listed]:
    """As ``search``, with pieces of the articles.

    Raises:
        UsageError: there is nothing in the query that could be looked for.
    """
    hits = search(store, query, filters=filters, limit=limit, offset=offset)
    newest = select(Document.uid, Version.report).join(
        Version, (Version.document_id == Document.id) & (Version.number == Document.version)
    )
    with store.reading() as connection:
        rows = connection.execute(newest.where(Document.uid.in_([hit.uid for hit in hits])))
        texts = {row.uid: _article(unpack(row.report)) for row in rows}
    return [Listed(hit, snippet(texts.get(hit.uid, ""), query)) for hit in hits]
