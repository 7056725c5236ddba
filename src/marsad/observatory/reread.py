"""What does a newer reader make of the texts that are kept?  Read again, keep what people corrected, say what changed.

The article is taken as it was cut out of its page; only the reading is done again.  Every version is read,
the newest one's tables are made anew, and corrections are laid over them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from marsad.errors import InputError
from marsad.observatory import write
from marsad.observatory.corrections import Change
from marsad.observatory.ingest import STUMBLES, Read
from marsad.observatory.store import Store
from marsad.observatory.tables import Document, Version
from marsad.page.article import Article, Caption, Note, Span
from marsad.records import Range, Report, Words


@dataclass(frozen=True, slots=True)
class EventChange:
    """One event of a document that is read otherwise now: ``new``, ``gone``, or the fields that ``changed``."""

    kind: str
    id: str
    type: str
    trigger: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reread:
    """A document that was read again: whether its report changed, how, and which corrections found no event."""

    uid: str
    name: str
    version: int
    changed: bool
    events: tuple[EventChange, ...] = ()
    lost: tuple[Change, ...] = field(default=())


def _span(words: Words | Range | None) -> Span | None:
    return None if words is None else Span(words.start, words.end)


def article(report: Report, notes: list[list[str]]) -> Article:
    """The article that a report was read from."""
    document = report.document
    publisher = document.publisher
    named: Span | str | None = None
    if publisher is not None:
        named = (
            publisher.text if publisher.start is None or publisher.end is None else Span(publisher.start, publisher.end)
        )
    return Article(
        id=document.id,
        text=document.text,
        url=document.url,
        published=document.published,
        published_basis=document.published_basis,
        published_span=_span(document.published_words),
        language=document.language,
        title=_span(document.title),
        byline=_span(document.byline),
        publisher=named,
        headings=tuple(Span(each.start, each.end) for each in document.headings),
        captions=tuple(Caption(each.start, each.end, _span(each.credit)) for each in document.captions),
        paragraphs=tuple(Span(each.start, each.end) for each in document.paragraphs),
        furniture=tuple(Span(each.start, each.end) for each in document.furniture),
        dateline=_span(document.dateline),
        notes=tuple(Note(code, message) for code, message in notes),
    )


def differences(old: Report, new: Report) -> tuple[EventChange, ...]:
    """What is otherwise in the events of two readings; an event is known again by where its predicate stands."""

    def by_trigger(report: Report) -> dict[tuple[int, int], dict[str, Any]]:
        found: dict[tuple[int, int], dict[str, Any]] = {}
        for event in report.events:
            at = (event.trigger.start, 0)
            while at in found:
                at = (at[0], at[1] + 1)
            found[at] = event.model_dump(mode="json")
        return found

    before, after = by_trigger(old), by_trigger(new)
    changes: list[EventChange] = []
    for at in sorted(before.keys() | after.keys()):
        was, now = before.get(at), after.get(at)
        event = now or was
        assert event is not None
        said = (event["id"], event["type"], event["trigger"]["text"])
        if was is None or now is None:
            changes.append(EventChange("new" if was is None else "gone", *said))
        else:
            # Numbers of events and entities may shift when others come or go: they say nothing of this event.
            fields = tuple(name for name in now if name != "id" and _bare(was[name]) != _bare(now[name]))
            if fields:
                changes.append(EventChange("changed", *said, fields))
    return tuple(changes)


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(each) for each in value]
    if isinstance(value, dict):
        return {name: _bare(each) for name, each in value.items() if name != "entity"}
    return value


def count(store: Store) -> int:
    """How many texts there are to read again."""
    with store.reading() as connection:
        return len(connection.execute(select(Version.document_id)).all())


def reread(store: Store, *, read: Read) -> Iterator[Reread | InputError]:
    """Read every text of the store again, each in a transaction of its own, in the order it came in."""
    after = (0, 0)
    while True:
        with store.reading() as connection:
            row = connection.execute(
                select(
                    Version.document_id, Version.number, Version.report, Version.page_notes,
                    Document.uid, Document.name, Document.version,
                )
                .join(Document, Document.id == Version.document_id)
                .where(
                    (Version.document_id > after[0])
                    | ((Version.document_id == after[0]) & (Version.number > after[1]))
                )
                .order_by(Version.document_id, Version.number)
                .limit(1)
            ).first()  # fmt: skip
        if row is None:
            return
        after = (row.document_id, row.number)
        packed = write.unpack(row.report)
        old = Report.model_validate_json(packed)
        notes = json.loads(row.page_notes)
        try:
            new = read(article(old, notes))
        except STUMBLES as error:
            yield InputError(f"could not be read again: {type(error).__name__}", source=row.name)
            continue
        with store.writing() as connection:
            found = write.replace(connection, row.document_id, row.number, new, notes)
        yield Reread(
            uid=row.uid,
            name=row.name,
            version=row.number,
            changed=new.to_json() != packed,
            events=differences(old, new),
            lost=found.lost if found is not None else (),
        )
