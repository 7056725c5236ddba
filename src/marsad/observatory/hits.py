"""What does a search give?  Documents and their events in short; plain data, which loads no database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EventHit:
    """An event that was asked for, in short."""

    id: str
    type: str
    status: str
    trigger: str
    first: date | None
    last: date | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    counts: tuple[str, ...]
    source: str | None
    corrected: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was asked for, and those of its events that were."""

    uid: str
    name: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None
    version: int
    events: tuple[EventHit, ...]

    def to_json(self) -> str:
        """The hit as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, default=date.isoformat)
