"""What was given to be added, read but not kept yet: a text, an address, or files.

Between the preview and the saving the article travels with the form, as the report has it; it is read again when it is
saved, so that nothing is kept that the reader did not say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

from pydantic import ValidationError

from marsad.errors import BadRequestError, InputEmptyError, InputTooLargeError, MarsadError
from marsad.observatory.ingest import STUMBLES
from marsad.observatory.reread import article as article_of
from marsad.observatory.store import Store
from marsad.observatory.write import Kept, keep
from marsad.page.article import Article
from marsad.page.document import from_bytes, from_text
from marsad.page.fetch import fetch
from marsad.page.inputs import in_bytes
from marsad.records import Report
from marsad.web.settings import Settings

#: How many documents one form may bring; more are a case for ``marsad ingest``.
MOST_DOCUMENTS = 25


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that was read and is not kept: its report, the notes of its page, and whether a file's name is its id."""

    report: Report
    notes: tuple[tuple[str, str], ...]
    named_by_file: bool

    def carried(self) -> str:
        """What the form carries of it."""
        document = self.report.document.model_dump(mode="json")
        return json.dumps({"document": document, "notes": self.notes, "file": self.named_by_file}, ensure_ascii=False)


def _draft(article: Article, settings: Settings, *, named_by_file: bool) -> Draft:
    try:
        report = settings.read(article)
    except STUMBLES as error:
        raise BadRequestError(f"{article.id}: could not be read: {type(error).__name__}") from None
    return Draft(report, tuple((note.code, note.message) for note in article.notes), named_by_file)


def from_words(
    text: str, settings: Settings, *, url: str | None, published: date | None, name: str | None = None
) -> Draft:
    """What somebody pasted, or a program sent under a ``name``.

    Raises:
        InputEmptyError: there is nothing in it.
    """
    if not text.strip():
        raise InputEmptyError("there is no text")
    # Browsers send line ends as CR LF.
    article = from_text(text.replace("\r\n", "\n"), id=name, url=url, published=published)
    return _draft(article, settings, named_by_file=False)


def from_address(url: str, settings: Settings, *, published: date | None) -> Draft:
    """A page from the web; its errors are those of ``fetch``."""
    page = fetch(url, most_bytes=settings.most_bytes)
    article = from_bytes(page.data, url=page.url, published=published, charset=page.charset, source=page.url)
    return _draft(article, settings, named_by_file=False)


def _plain_name(name: str) -> str:
    """The last part of a file's name, whatever system it comes from."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    return "".join(mark for mark in last if mark.isprintable())[:200] or "file"


def from_files(
    files: Iterable[tuple[str, bytes]], settings: Settings, *, published: date | None
) -> Iterator[Draft | MarsadError]:
    """The documents of files, by name and bytes; each that cannot be read as its error."""
    count = 0
    for name, data in files:
        for each in in_bytes(data, name=_plain_name(name), published=published):
            if isinstance(each, MarsadError):
                yield each
                continue
            count += 1
            if count > MOST_DOCUMENTS:
                yield InputTooLargeError(f"more than {MOST_DOCUMENTS} documents at once", hint="use marsad ingest")
                return
            try:
                yield _draft(each, settings, named_by_file=each.url is None)
            except BadRequestError as error:
                yield error


def again(carried: str, settings: Settings, *, published: date | None) -> Draft:
    """A document that a form carried, read again, with a day of publication where it had none.

    Raises:
        BadRequestError: the form did not carry a document.
    """
    try:
        given = json.loads(carried)
        bare = Report.model_validate({"document": given["document"]})
        notes = tuple((str(code), str(message)) for code, message in given["notes"])
        by_file = bool(given["file"])
    except (ValueError, TypeError, KeyError, ValidationError, RecursionError):
        raise BadRequestError("the form carries no document") from None
    if bare.check():
        raise BadRequestError("the form carries no document")
    article = article_of(bare, [list(note) for note in notes])
    if published is not None and article.published is None:
        article = replace(article, published=published, published_basis="given")
    return _draft(article, settings, named_by_file=by_file)


def save(store: Store, draft: Draft) -> Kept:
    """Keep a document.  One that bears a file's name is another document where its text is another."""
    origin = f"upload:{draft.report.document.sha256}" if draft.named_by_file else None
    return keep(store, draft.report, origin=origin, page_notes=draft.notes)
