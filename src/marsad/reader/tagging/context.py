"""What the words of a sentence tagged so far have left open for the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.reader.words import Word

#: A sayer's name and office take no more words than these.
_NEAR: Final = 7
#: Where entries that announce or decide say what they take.
_TAKES: Final = {"saying": "takes", "modality": "governs"}


class Context:
    """The state of the tagger within one sentence.

    Attributes:
        words: the words of the sentence.
        headline: whether the sentence is one.
        listed: whether a list of verbal nouns may go on.
        open_verb: whether a finite verb stands before that still takes nouns.
        awaited: whether a clause has opened whose verb is to come.
    """

    __slots__ = ("awaited", "headline", "listed", "open_verb", "words")

    def __init__(self, words: Sequence[Word], headline: bool) -> None:
        self.words = words
        self.headline = headline
        self.listed = False
        self.open_verb = False
        self.awaited = False

    def announced(self, at: int) -> bool:
        """Whether only a comma, or a day between commas, stands between a word and somebody who announces or decides."""
        marks = [i for i in range(at) if self.words[i].form == "،"][-2:]
        if not marks or marks[-1] != at - 1:
            return False
        dated = len(marks) > 1 and self.words[marks[0] + 1].pos == "W"
        close = marks[0] if dated else marks[-1]
        if not dated and (close > _NEAR or self.words[0].pos != "V" or self.words[close - 1].pos == "V"):
            return False
        for word in reversed(self.words[:close]):
            if word.pos == "V":
                return any("object" in x.data.get(_TAKES.get(x.family, ""), ()) for x in word.lexemes)
            if word.pos in (".", "C", "R"):
                return False
        return False
