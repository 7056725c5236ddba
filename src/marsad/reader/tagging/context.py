"""What the words of a sentence tagged so far have left open for the next."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reader.words import Word


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
