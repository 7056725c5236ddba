"""An entry of the ledger as people and programs see it; plain data, which loads no database."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Speaks:
    """An event that speaks for or against: where it stands, when, its words, and why it does."""

    speaks_for: bool
    uid: str
    outlet: str | None
    event: str
    incident: str | None
    type: str
    status: str
    day: date
    dated: bool
    text: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of an entry, when and why; ``undone`` is filled when it was taken back."""

    outcome: str
    who: str
    made: str
    reason: str
    undone: str | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something foretold, how it stands, and what speaks for and against.

    ``standing`` is what a person decided, else ``proposed``; ``reason`` is theirs, in their words.  ``documents`` are all that say it in these words; offsets lead into the
    first one's text.  ``type`` is what would have to happen, None where no event was found in the words.
    """

    id: str
    kind: str
    standing: str
    proposed: str
    decided_by: str | None
    decided_at: str | None
    reason: str | None
    speaker: str | None
    outlet: str | None
    documents: tuple[str, ...]
    url: str | None
    text: str
    start: int
    end: int
    said: date
    said_from: str
    horizon: str | None
    first: date | None
    deadline: date | None
    deadline_from: str | None
    type: str | None
    events: tuple[str, ...]
    signs: tuple[Speaks, ...]

    def to_dict(self) -> dict[str, Any]:
        """The entry as plain lists, dicts, strings and numbers."""
        found: dict[str, Any] = json.loads(json.dumps(asdict(self), default=date.isoformat))
        return found
