"""How do files become documents of the store?  Each is looked for first and only read when its text is new.

That is what makes the same command twice cheap, and lets one that was killed go on where it was: what was confirmed is
found again, what was not is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import monotonic

from marsad.errors import InputError, InputMissingError, MarsadError
from marsad.observatory.identity import Incoming, find
from marsad.observatory.store import Store
from marsad.observatory.write import Kept, keep
from marsad.page.article import Article
from marsad.page.inputs import articles, stem
from marsad.records import Report, text_hash

Read = Callable[[Article], Report]

#: What is taken out of a folder; what is named itself is read whatever its name.
KINDS = (".txt", ".text", ".html", ".htm", ".xhtml", ".warc", ".jsonl", ".ndjson", ".json")
#: What a reader with a fault may raise on one odd document; it must cost that document only.
STUMBLES = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError)
_SETTLE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Input:
    """One file, or ``-``; ``id`` is what its single document is called, None where it names its own."""

    path: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that is now kept: what it is called, and what became of it."""

    name: str
    kept: Kept


def inputs(names: list[str]) -> Iterator[Input | MarsadError]:
    """The files that were named, and those in the folders that were, in the order of their paths."""
    for name in names:
        path = Path(name)
        if name == "-" or not path.is_dir():
            yield Input(name, None)
            continue
        found = sorted(p for p in path.rglob("*") if _wanted(p, path))
        if not found:
            yield InputMissingError(
                "no file in it that Marsad reads", source=name, hint=f"it reads {', '.join(KINDS)}, also as .gz"
            )
        # Below a folder the way to a file is a part of its name: two of them may hold an index.html.
        yield from (Input(str(p), p.relative_to(path).with_name(stem(p)).as_posix()) for p in found)


def _wanted(path: Path, top: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(top).parts)
    return not hidden and path.name.lower().removesuffix(".gz").endswith(KINDS) and path.is_file()


def _named(article: Article, source: Input) -> tuple[Article, str | None]:
    """The article under its name in the store, and the file its name was made from, if it was."""
    path = Path(source.path)
    if source.path == "-" or article.id != stem(path):
        return article, None
    return (replace(article, id=source.id) if source.id else article), str(path.resolve())


def _take(store: Store, article: Article, origin: str | None, read: Read) -> Kept:
    of = Incoming(article.id, article.url, text_hash(article.text), origin, article.published)
    with store.reading() as connection:
        known = find(connection, of)
    if known is not None and known.version is not None and (known.published is not None or of.published is None):
        return Kept(known.uid, known.version, "same")
    notes = [(note.code, note.message) for note in article.notes]
    return keep(store, read(article), origin=origin, page_notes=notes)


def ingest(
    store: Store,
    source: Input,
    *,
    read: Read,
    published: date | None = None,
    url: str | None = None,
) -> Iterator[Taken | MarsadError]:
    """Take in the documents of one input; each comes out when it is kept, and what cannot be read as its error.

    Raises:
        StoreError: the store takes no more; what came out before is kept.
    """
    settled = monotonic()
    for article in articles(source.path, published=published, url=url):
        if isinstance(article, MarsadError):
            yield article
            continue
        named, origin = _named(article, source)
        try:
            kept = _take(store, named, origin, read)
        except STUMBLES as error:
            # A document the reader stumbles over costs itself and no other.
            yield InputError(f"{named.id}: could not be read: {type(error).__name__}", source=source.path)
            continue
        yield Taken(named.id, kept)
        if monotonic() - settled > _SETTLE_SECONDS:
            store.settle()
            settled = monotonic()
