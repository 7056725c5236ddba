"""Which event entries a corpus has fired: an entry that no sentence needs is a guess, and nobody sees it go wrong.

Only ids come in: what reads the corpus stands above this room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from marsad.lexicon.lexicon import Lexeme

_NAMED = re.compile(r" \[(.+)\]\Z")


class Coverage(NamedTuple):
    """How many event entries there are, and those that nothing fired, in the order of the files.

    Attributes:
        total: event entries with an id of their own.
        fired: how many of them fired.
        unfired: the others.
    """

    total: int
    fired: int
    unfired: tuple[Lexeme, ...]


def entry_of(rule: str) -> str:
    """The id of the entry that an event's rule names, such as ``clause/verb [events/attack:هجوم]``; or nothing."""
    found = _NAMED.search(rule)
    return found[1] if found else ""


def coverage(entries: Iterable[Lexeme], fired: Iterable[str]) -> Coverage:
    """What the ids of fired entries leave over of the event entries.

    Entries that only their conditions tell apart share an id; the first stands for all.
    """
    events: dict[str, Lexeme] = {}
    for entry in entries:
        if entry.family == "events":
            events.setdefault(entry.id, entry)
    seen = events.keys() & set(fired)
    return Coverage(len(events), len(seen), tuple(entry for id_, entry in events.items() if id_ not in seen))
