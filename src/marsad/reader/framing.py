"""Framing: what kind of talk a sentence is, where it is no report of the day.

Words that frame a whole sentence are background entries that govern ``sentence`` (``background.yaml``): somebody
remembers, tells the plot of a film, defines a word, speaks of past centuries, imagines.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

from marsad.lexicon.lexicon import Lexeme
from marsad.lexicon.schema import as_list
from marsad.reader.draft import Draft, Parsed
from marsad.reader.words import Word

#: Frames in which an act is named in passing.
PASSING: Final = frozenset(("memory", "history", "comment", "usual"))
#: Frames in which it is no occasion, and the reason code of each.
UNREAL: Final = {
    "fiction": "event-rejected-culture",
    "definition": "event-rejected-generic",
    "law": "event-rejected-generic",
    "suppose": "event-rejected-hypothetical",
}
#: Frames that hold for what stands before their word too.
_WHOLE: Final = frozenset(("memory", "definition", "law", "usual"))
_READING: Final = {"V": "v", "M": "mn", "N": "nm", "Q": "q", "A": "aq"}


def entries_of(word: Word, family: str) -> Iterator[Lexeme]:
    """The entries of a family that the word has as the part of speech it is read as."""
    kinds = _READING.get(word.pos, "") if word.kind == "word" else ""
    for entry in word.lexemes:
        if entry.family == family and (
            not kinds or any(r.lexeme is entry and r.pos in kinds for r in word.readings) or "word" in entry.data
        ):
            yield entry


class Frames:
    """The frames of one sentence."""

    __slots__ = ("_found",)

    def __init__(self, parsed: Parsed) -> None:
        self._found: list[tuple[int, str]] = []
        for word in parsed.words:
            for entry in entries_of(word, "background"):
                if "sentence" not in as_list(entry.data.get("governs")):
                    continue
                if entry.companions and parsed.stems.isdisjoint(entry.companions):
                    continue
                self._found.append((word.i, entry.kind))

    def reach(self, draft: Draft, kinds: Set[str]) -> str:
        """The first of these frames that a draft stands in, or nothing."""
        if not self._found or "speaker_from" in draft.notes:
            return ""
        for at, kind in self._found:
            if kind in kinds and (at < draft.first or kind in _WHOLE):
                return kind
        return ""
