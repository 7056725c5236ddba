"""Who may be the sayer: somebody, a body, a document; and which phrases only take up the sayer named before."""

from __future__ import annotations

from typing import Final

from marsad.reader.draft import Parsed
from marsad.reader.phrases.phrase import NounPhrase

_HUMAN: Final = frozenset(("person", "collective", "statement", "document", "media"))
SOURCES: Final = frozenset(("statement", "document", "toll", "quantity"))


def human(phrase: NounPhrase) -> bool:
    """Whether a phrase names somebody or something that speaks."""
    if (
        phrase.event
        or phrase.head.pos == "."
        or "sport" in phrase.classes
        or (phrase.last - phrase.first > 3 and phrase.classes == frozenset() and phrase.head.pos not in "XLU")
    ):
        return False
    return (
        not phrase.classes.isdisjoint(_HUMAN)
        or (not phrase.classes and (phrase.head.pos in "XLU"))
        or bool(phrase.head.places)
        or (not phrase.classes and phrase.head.is_adjective)
    )


def owner_of(parsed: Parsed, phrase: NounPhrase, issued: frozenset[str]) -> NounPhrase | None:
    """أفاد بلاغ للمديرية، بيان صادر عن الوزارة: whose statement it is; ``issued``: words that say so before عن."""
    if phrase.classes.isdisjoint(("statement", "document")) or phrase.head.article:
        return None
    after = next((c for c in parsed.chunks if c.first == phrase.last), None)
    if after is None or after.phrase is None or not human(after.phrase):
        return None
    by = after.preposition == "عن" and parsed.words[phrase.last - 1].form in issued
    return after.phrase if by or after.preposition == "ل" else None


def takes_up(phrase: NounPhrase, words: frozenset[str]) -> bool:
    """البيان، المصدر: the sayer named before, in other words."""
    form = (
        phrase.head.form
        if not phrase.head.before
        else ("ال" + phrase.head.stem if phrase.head.article else phrase.head.stem)
    )
    return (
        phrase.last - phrase.first <= 2
        and phrase.head.article
        and form in words
        and bool(
            not phrase.classes.isdisjoint(("statement", "document")) or phrase.head.stem in ("بيان", "تقرير", "مصدر")
        )
    )
