"""What a number does to the phrase it stands in: the noun it counts, the noun it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.reader.phrases.spelling import accusative
from marsad.reader.tagging.marks import MARKED
from marsad.reader.words import Word

#: Words of these endings take the tanween of the accusative without an alef.
_NO_ALEF: Final = ("أ", "ى", "اء")


def counted(number: Word | None, head: Word) -> bool:
    """The singular after a number from eleven up ends the chain (1700 لاجئ)."""
    return (
        number is not None
        and number.number is not None
        and number.number.kind == "cardinal"
        and "p" not in head.numbers
    )


def counts_a_kind(words: Sequence[Word], i: int) -> bool:
    """22 جهاز كشف، 35 حافلة ركاب: the thing counted is told apart by an indefinite genitive."""
    after = words[i + 1] if i + 1 < len(words) else None
    return (
        after is not None
        and not accusative(words[i])
        and words[i].classes.isdisjoint(("person", "collective"))
        and bool(words[i].classes)
        and after.pos in ("N", "M")
        and not after.before
        and not after.after
        and not after.is_adjective
        and not accusative(after)
    )


def several_after(words: Sequence[Word], k: int) -> bool:
    """Whether a number at ``k`` that says only "several" goes with the noun before it: غارات جوية عدة."""
    word, before, after = words[k], words[k - 1], words[k + 1] if k + 1 < len(words) else None
    vague = word.number is not None and word.number.low is None and word.number.high is None and not word.before
    counts_on = after is not None and after.pos in "NM" and not after.before and "p" in after.numbers
    return vague and " " not in word.text and not counts_on and (before.is_adjective or "p" in before.numbers)


def counts(words: Sequence[Word], k: int) -> bool:
    """Whether the number at ``k`` counts the noun after it (77 قرية) rather than naming the one before (اللواء 44)."""
    after = words[k + 1] if k + 1 < len(words) else None
    if after is None or after.pos not in "NMAQ" or after.before:
        return False
    if "quantity" in after.classes and not after.article:
        return True  # ضبطت الشرطة 40 كيلو
    number = words[k].number
    value = number.low if number else None
    singular = "s" in after.numbers and "p" not in after.numbers
    if value is not None and value >= 11:
        return (
            singular
            and (
                after.state in ("f", "fb")
                or "i" in after.state
                or after.text.endswith(("ا", "اً", "ة"))
                or after.text.rstrip(MARKED).endswith(_NO_ALEF)  # 15 مخبأ، 12 مبنى
                or value % 100 == 0  # أوقفت الشرطة 200 شخص
                or "person" in after.classes
            )
            and "unit" not in words[k - 1].classes
        )
    if value is not None and value >= 3 and "p" not in after.numbers and after.numbers:
        return False
    return "unit" not in words[k - 1].classes
