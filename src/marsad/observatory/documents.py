"""Which document does a person mean, and what does the store hold of it?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select

from marsad.errors import NotInStoreError
from marsad.observatory import corrections, write
from marsad.observatory.corrections import Change, Corrected, lay_over
from marsad.observatory.identity import begins
from marsad.observatory.store import Store
from marsad.observatory.tables import Document, Version
from marsad.records import Report

_LEAST_DIGITS = 6
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class VersionOf:
    """One text of a document: when it came in, and which Marsad read it last."""

    number: int
    sha256: str
    stored: str
    reader: str


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the store, in one of its versions."""

    document_id: int
    uid: str
    name: str
    url: str | None
    published: date | None
    version: int
    versions: tuple[VersionOf, ...]
    json: str
    changes: tuple[Change, ...]

    @property
    def as_read(self) -> Report:
        """The report as the machine gave it."""
        return Report.model_validate_json(self.json)

    @property
    def corrected(self) -> Corrected:
        """The report with what people changed, where this is the newest version."""
        newest = self.version == self.versions[-1].number
        return lay_over(self.as_read, self.changes if newest else ())


def meant(connection: Connection, given: str) -> int:
    """The row id of the document with this id in the store (or its first digits), address, or name.

    Raises:
        NotInStoreError: there is none, or more than one.
    """
    exact = or_(Document.uid == given, Document.key == f"url:{given}", Document.name == given)
    found = connection.execute(select(Document.id, Document.uid).where(exact).order_by(Document.uid)).all()
    if not found and len(given) >= _LEAST_DIGITS and set(given) <= set("0123456789abcdef"):
        by_digits = select(Document.id, Document.uid).where(begins(Document.uid, given)).order_by(Document.uid)
        found = connection.execute(by_digits.limit(_MOST_NAMED + 1)).all()
    if not found:
        raise NotInStoreError(f"no document {given}")
    if len(found) > 1:
        uids = ", ".join(row.uid for row in found[:_MOST_NAMED]) + (" …" if len(found) > _MOST_NAMED else "")
        raise NotInStoreError(f"{given} may be {uids}", hint="give one of these ids")
    return int(found[0].id)


def load(connection: Connection, document_id: int, version: int | None = None) -> Held:
    """A document in one of its versions, the newest unless one is named.

    Raises:
        NotInStoreError: it has no such version.
    """
    row = connection.execute(
        select(Document.uid, Document.name, Document.url, Document.published, Document.version).where(
            Document.id == document_id
        )
    ).one()
    versions = tuple(
        VersionOf(each.number, each.sha256, each.stored, each.reader)
        for each in connection.execute(
            select(Version.number, Version.sha256, Version.stored, Version.reader)
            .where(Version.document_id == document_id)
            .order_by(Version.number)
        )
    )
    number = row.version if version is None else version
    packed = connection.execute(
        select(Version.report).where(Version.document_id == document_id, Version.number == number)
    ).scalar()
    if packed is None:
        raise NotInStoreError(f"{row.name} has no version {number}", hint=f"it has {len(versions)}")
    return Held(
        document_id=document_id,
        uid=row.uid,
        name=row.name,
        url=row.url,
        published=row.published,
        version=number,
        versions=versions,
        json=write.unpack(packed),
        changes=tuple(corrections.changes(connection, document_id)),
    )


def show(store: Store, given: str, *, version: int | None = None) -> Held:
    """The document that is meant by an id, an address or a name."""
    with store.reading() as connection:
        return load(connection, meant(connection, given), version)


def remove(store: Store, given: str) -> Held:
    """Take the document that is meant out of the store; returns what it was."""
    found = show(store, given)
    write.remove(store, found.document_id)
    return found


def correct(store: Store, given: str, event: str, field: str, new: Any, *, who: str) -> Change:
    """Correct a field of an event; ``new`` as in the report's JSON."""
    with store.writing() as connection:
        found = load(connection, meant(connection, given))
        change = corrections.add(
            connection,
            found.corrected.report,
            document_id=found.document_id,
            event=event,
            field=field,
            new=new,
            who=who,
        )
        _renew(connection, found)
        return change


def add_event(store: Store, given: str, new: dict[str, Any], *, who: str) -> Change:
    """Add an event that the reader missed; ``new`` as in the report's JSON."""
    with store.writing() as connection:
        found = load(connection, meant(connection, given))
        report = found.corrected.report
        change = corrections.add_event(connection, report, document_id=found.document_id, new=new, who=who)
        _renew(connection, found)
        return change


def undo(store: Store, given: str, number: int, *, who: str) -> None:
    """Take a correction of a document back.

    Raises:
        NotInStoreError: the document has no such correction, or it was undone before.
    """
    with store.writing() as connection:
        found = load(connection, meant(connection, given))
        corrections.undo(connection, number, document_id=found.document_id, who=who)
        _renew(connection, found)


def _renew(connection: Connection, of: Held) -> None:
    write.renew(connection, of.document_id, of.as_read)


def value(text: str) -> Any:
    """A value as people type it: JSON, else the words themselves."""
    try:
        return json.loads(text)
    except ValueError:
        return text
