"""Whether what و joins to a noun is still part of its phrase: two adjectives, two genitives, two heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.reader.phrases.spelling import accusative
from marsad.reader.words import Word

#: What follows an institution's name as a body of its own, and not as a second thing it sees to.
_BODIES: Final = frozenset(("collective", "person", "place"))
_SIDES: Final = frozenset(("force", "group", "authority"))


def shares_head(head: Word, previous: Word, word: Word) -> bool:
    """One head over coordinated genitives is one phrase: عناصر الجيش والشرطة، قرى كذا وكذا (codebook, decision 13)."""
    if _institution(head, previous, word):
        return True
    if (
        not head.classes.isdisjoint(("fighter", "force", "unit", "aircraft"))
        and "collective" in previous.classes
        and "collective" in word.classes
    ):
        return word.article or word.kind == "name"
    several = head.numbers <= {"p", "d"} and bool(head.numbers)
    if (
        several
        and "person" in head.classes
        and previous.article
        and not previous.classes.isdisjoint(_SIDES)
        and not word.classes.isdisjoint(_SIDES)
    ):
        return word.article or word.kind == "name"  # أبطال الجيش واللجان الشعبية
    return (
        several
        and not head.classes.isdisjoint(("settlement", "area", "admin"))
        and previous.pos == "X"
        and word.pos == "X"
        and not word.classes
    )


def heads_together(words: Sequence[Word], i: int, k: int) -> bool:
    """Two heads of a kind before one genitive."""
    head, word, after = words[i], words[k], words[k + 1] if k + 1 < len(words) else None
    return (
        head.pos == word.pos == "N"
        and not head.form.endswith(("ين", "ون", "ان"))
        and not accusative(head)
        and not head.article
        and not head.after
        and not word.article
        and not word.after
        and not word.preposition
        and not (head.classes & word.classes).isdisjoint(("force", "unit", "fighter"))
        and after is not None
        and not after.before[:-1]
        and "collective" in after.classes
        and (after.article or after.kind == "name")
    )


def goes_on(previous: Word, word: Word, head: Word) -> bool:
    """A second adjective: الممتلكات العامة والخاصة، الرئيسان التونسي والجزائري."""
    if not previous.is_adjective:
        return False
    if word.pos == "A" and not word.is_noun:
        return True
    if word.pos != "N" or not any(r.pos == "a" for r in word.readings):
        return False
    nations = [any("country" in r.lexeme.data for r in w.readings if r.pos == "a") for w in (previous, word)]
    if all(nations):
        return bool(head.numbers) and "s" not in head.numbers
    return word.classes.isdisjoint(("agent", "place")) and (previous.pos == "A" or not previous.is_noun)


def _institution(head: Word, previous: Word, word: Word) -> bool:
    """An institution called by two things it sees to (جهاز الإسعاف والطوارئ): what is joined is no body of its own."""
    return (
        not head.classes.isdisjoint(("org", "authority", "force"))
        and "unit" not in head.classes
        and not head.article
        and head.kind == "word"
        and previous.article
        and word.article
        and word.kind == "word"
        and word.pos in ("N", "M")
        and word.classes.isdisjoint(_BODIES)
        and previous.classes.isdisjoint(_BODIES)
    )
