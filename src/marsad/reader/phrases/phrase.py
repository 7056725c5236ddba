"""A noun phrase, and the phrase within it that completes its head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.reader.words import Word

NOMINAL: Final = frozenset("NAQXLM")


class NounPhrase:
    """A noun phrase.

    Attributes:
        first, last: word indexes, last exclusive.
        head: its head word.
        number: the number before the head, if any.
        classes: semantic classes of the head (and of what a quantity head counts).
        definite: whether the article, a pronoun or a name closes it.
        start, end: source offsets without a leading conjunction or preposition.
        event: whether the head is an event noun whose arguments follow.
        dual: whether a verb that agrees with it says that there are two.
        open: whether its construct chain is still open, so that a noun right after it is its genitive.
        name_from: word index where a personal name begins, or -1.
        one: whether it is one of several (أحد معاوني القائد).
    """

    __slots__ = (
        "classes",
        "definite",
        "dual",
        "end",
        "event",
        "first",
        "head",
        "last",
        "name_from",
        "number",
        "one",
        "open",
        "start",
    )

    def __init__(
        self,
        first: int,
        last: int,
        head: Word,
        number: Word | None,
        classes: frozenset[str],
        definite: bool,
        start: int,
        end: int,
        event: bool,
    ) -> None:
        self.first = first
        self.last = last
        self.head = head
        self.number = number
        self.one = False
        self.classes = classes
        self.definite = definite
        self.start = start
        self.end = end
        self.event = event
        self.name_from = -1
        self.open = False
        self.dual = False

    def __repr__(self) -> str:
        return f"NP[{self.first}:{self.last} {self.head.text}]"


def genitive_of(words: Sequence[Word], phrase: NounPhrase) -> NounPhrase | None:
    """What follows the head of a phrase in construct, as a phrase: رصاص قناص is fire, and the sniper fired it."""
    at = phrase.head.i + 1
    number = words[at] if at < phrase.last and words[at].pos == "U" else None
    at += number is not None
    if phrase.head.article or phrase.head.after or at >= phrase.last:
        return None
    head = words[at]
    if head.pos not in NOMINAL or head.before[:1] not in ((), ("ال",)) or (head.is_adjective and not head.is_noun):
        return None
    first = at - (number is not None)
    start = number.start if number is not None else head.bare_start()
    return NounPhrase(first, phrase.last, head, number, head.classes, head.article, start, phrase.end, False)
