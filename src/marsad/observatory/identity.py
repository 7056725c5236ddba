"""Which document is this?  The same one, a new version of one, or one the store does not hold.

An address on the web names a document; else the id that came with it.  An id made from the name of a file is no
name for good (how many files are called ``index.html``?): it holds together with the file it was made from, or with the text.
A text that a document had in any version is never a new version of it, so that the same archive can be
taken in twice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select

from marsad.observatory.rows import plain
from marsad.observatory.tables import Document, Version

_UID_DIGITS = 16


def begins(id: Any, digits: str) -> ColumnElement[bool]:  # noqa: A002
    """That an id begins with some of its hexadecimal digits; as a range, for which its index serves in every database."""
    return and_(id >= digits, id < digits + "g")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What tells one document from another; ``origin`` is the file that an id was made from, else None."""

    id: str
    url: str | None
    sha256: str
    origin: str | None = None
    published: date | None = None

    @property
    def key(self) -> str:
        """What makes it the same document."""
        if self.url:
            return f"url:{plain(self.url)}"
        return f"id:{plain(self.id)}" if self.origin is None else f"file:{plain(self.id)}:{self.sha256}"

    @property
    def uid(self) -> str:
        """Its id in every store: the same whenever and wherever the document is first taken in."""
        return hashlib.sha256(self.key.encode("utf-8", "replace")).hexdigest()[:_UID_DIGITS]


@dataclass(frozen=True, slots=True)
class Known:
    """A document of the store: its row id, its uid, the version that holds the incoming text, its newest version."""

    document_id: int
    uid: str
    version: int | None
    newest: int
    published: date | None


_COLUMNS = (Document.id, Document.uid, Document.version, Document.published, Document.key, Document.origin)


# Made once: putting a statement together costs more than asking it; nor is one asked more than is needed.
_OF_NAME = Document.name == bindparam("name")
_KNOWN = select(*_COLUMNS).where(or_(Document.key == bindparam("key"), _OF_NAME)).order_by(Document.id)
_KNOWN_BY_URL = (
    select(*_COLUMNS)
    .where(or_(Document.key == bindparam("key"), _OF_NAME & Document.url.is_(None)))
    .order_by(Document.id)
)
_HELD = select(Version.number).where(Version.document_id == bindparam("id"), Version.sha256 == bindparam("sha256"))


def _with_text(connection: Connection, document: Any, sha256: str) -> Known:
    held = connection.execute(_HELD, {"id": document.id, "sha256": sha256}).scalar()
    return Known(document.id, document.uid, held, document.version, document.published)


def find(connection: Connection, incoming: Incoming) -> Known | None:
    """The document that this is, where the store holds it."""
    asked = _KNOWN_BY_URL if incoming.url else _KNOWN
    candidates = list(connection.execute(asked, {"key": incoming.key, "name": plain(incoming.id)}))
    for each in candidates:
        if each.key == incoming.key:
            return _with_text(connection, each, incoming.sha256)
    for each in candidates:
        known = _with_text(connection, each, incoming.sha256)
        if known.version is not None:
            return known
    if incoming.url or incoming.origin is None:
        return None
    same_file = [each for each in candidates if each.origin == incoming.origin and each.key.startswith("file:")]
    return _with_text(connection, same_file[0], incoming.sha256) if same_file else None
