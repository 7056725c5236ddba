"""Which rows does a report become?  Pure: a report in, rows of the derived tables out.

The days of an event are those its clause gives; where it gives none, ``listed`` alone takes the document's day, so that
a list can be put in order and no publication date is ever mistaken for the day of an event.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, overload

from marsad.observatory import tables
from marsad.observatory.stems import name_key, stems
from marsad.observatory.tables import Base
from marsad.records import Entity, Event, Place, Report, Source
from marsad.records import Role as Part

Row = dict[str, Any]


def digest(*parts: object) -> int:
    """The number of something with these parts: the first 63 bits of their hash, the same in every store."""
    text = "\x1f".join(map(str, parts)).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") >> 1


#: The same, for parts that come again and again.
known_digest = lru_cache(maxsize=100_000)(digest)


def name_id(key: str) -> int:
    """The id of a name, made so that no store need be asked for it."""
    return known_digest(key)


def point(lat: float, lon: float) -> tuple[float, float, float]:
    """A place on the unit sphere."""
    phi, theta = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi)


@overload
def plain(text: str) -> str: ...
@overload
def plain(text: None) -> None: ...
@overload
def plain(text: str | None) -> str | None: ...
def plain(text: str | None) -> str | None:
    """A text as every database takes it: none of them agree on NUL."""
    return text.replace("\0", "\ufffd") if text and "\0" in text else text


class Rows:
    """The rows of one report, by table, and the names they mean."""

    def __init__(
        self,
        report: Report,
        *,
        document_id: int,
        listed: date,
        corrected: Iterable[str] = (),
        accepted: Iterable[str] = (),
    ) -> None:
        self.document_id, self.listed = document_id, listed
        self.corrected, self.accepted = frozenset(corrected), frozenset(accepted)
        self.names: dict[int, str] = {}
        self.tables: dict[type[Base], list[Row]] = {table: [] for table in tables.DERIVED}
        self._entities = {entity.id: entity for entity in report.entities}
        if report.document.publisher:
            self._name(report.document.publisher.text)
        for event in report.events:
            self._event(event)
        for statement in report.statements:
            horizon = statement.horizon
            speaker = self._said_by(statement.speaker)
            self._add(
                tables.Statement,
                number=int(statement.id[1:]),
                kind=statement.kind,
                speaker=plain(speaker),
                speaker_id=self._name(speaker) if speaker else None,
                text=plain(statement.text),
                first=horizon.start if horizon else None,
                last=horizon.end if horizon else None,
                events=json.dumps([int(each[1:]) for each in statement.events]),
            )
        for position, note in enumerate(report.notes):
            self._add(tables.Note, position=position, code=note.code, start=note.start, end=note.end)

    def _add(self, table: type[Base], **values: Any) -> None:
        self.tables[table].append({"document_id": self.document_id, **values})

    def _name(self, name: str) -> int:
        key = name_key(name)
        number = name_id(key)
        self.names[number] = plain(key)
        return number

    def _entity(self, of: Part | Source) -> Entity | None:
        return self._entities.get(of.entity) if of.entity else None

    def _said_by(self, source: Source | None) -> str | None:
        if source is None:
            return None
        entity = self._entity(source)
        return source.name or (entity.name if entity else None) or source.text

    def _event(self, event: Event) -> None:
        number, time, codes = int(event.id[1:]), event.time, event.codes
        self._add(
            tables.Event,
            number=number,
            type=event.type,
            status=event.status,
            salience=event.salience,
            trigger=plain(event.trigger.text),
            trigger_start=event.trigger.start,
            evidence_start=event.evidence.start,
            evidence_end=event.evidence.end,
            first=time.start if time else None,
            last=time.end if time else None,
            day_precision=time.precision if time else None,
            day_basis=time.basis if time else None,
            listed=(time.start if time else None) or self.listed,
            confidence=event.confidence,
            acled=codes.acled.get("sub_event_type"),
            plover=codes.plover.get("event"),
            ucdp=codes.ucdp.get("type_of_violence"),
            corrected=event.id in self.corrected,
            accepted=event.id in self.accepted,
        )
        for side, parts in (("actor", event.actors), ("target", event.targets)):
            for position, part in enumerate(parts):
                self._role(number, position, side, part)
        for position, place in enumerate(event.places):
            self._place(number, position, place)
        self._counts(number, event)
        if event.source is not None:
            self._source(number, event.source)

    def _role(self, event: int, position: int, side: str, part: Part) -> None:
        entity = self._entity(part)
        name = entity.name if entity else part.text
        words_id, name_id = self._name(part.text), self._name(name)
        self._add(
            tables.Role,
            event=event,
            position=position,
            side=side,
            text=plain(part.text),
            words_id=words_id if words_id != name_id else None,
            name=plain(name),
            name_id=name_id,
            kind=entity.kind if entity else None,
            ref=entity.ref if entity else None,
            country=entity.country if entity else None,
            private=bool(entity and entity.private),
            implied=part.implied,
        )

    def _place(self, event: int, position: int, place: Place) -> None:
        x, y, z = (None, None, None) if place.lat is None or place.lon is None else point(place.lat, place.lon)
        self._add(
            tables.Place,
            event=event,
            position=position,
            role=place.role,
            text=plain(place.text),
            name=plain(place.name),
            name_id=self._name(place.name),
            gazetteer=place.id,
            country=place.country,
            admin1=plain(place.admin1),
            admin2=plain(place.admin2),
            lat=place.lat,
            lon=place.lon,
            x=x,
            y=y,
            z=z,
            precision=place.precision,
        )

    def _counts(self, event: int, of: Event) -> None:
        found: list[tuple[Any, ...]] = [
            (c.of, c.low, c.high, c.approximate, plain(c.text), plain(c.group)) for c in of.counts
        ]
        found += [(none, 0, 0, False, None, None) for none in of.none]
        for position, (what, low, high, approximate, text, grouped) in enumerate(found):
            self._add(
                tables.Count,
                event=event,
                position=position,
                of=what,
                low=low,
                high=high,
                approximate=approximate,
                text=text,
                grouped=grouped,
            )

    def _source(self, event: int, source: Source) -> None:
        entity, name = self._entity(source), self._said_by(source) or source.text
        self._add(
            tables.Source,
            event=event,
            text=plain(source.text),
            name=plain(name),
            name_id=self._name(name),
            role=plain(source.role),
            organisation=plain(source.organisation),
            organisation_id=self._name(source.organisation) if source.organisation else None,
            channel=plain(source.channel),
            verb=plain(source.verb),
            ref=entity.ref if entity else None,
        )


def searched(report: Report) -> list[str]:
    """The stems of the article: its text without menus, share rows and comments."""
    return stems(report.document.text, [(span.start, span.end) for span in report.document.furniture])
