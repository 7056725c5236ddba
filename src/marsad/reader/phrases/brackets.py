"""What stands between brackets or is written apart and still belongs to a phrase: a number, a name, an owner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.reader.phrases.phrase import NOMINAL
from marsad.reader.words import TITLES, Word

#: Marks around a number, each with the one that closes it; agencies put strokes there.
NUMBER_MARKS: Final = {"(": ")", "/": "/"}
#: What says that something belongs to what follows.
BELONGS: Final = frozenset(("تابع", "تابعه"))
#: With whom or against whom somebody stands.
_SIDING: Final = BELONGS | {
    "موازر", "موازره", "موال", "مواليه", "داعم", "داعمه", "مساند", "مسانده", "معاد", "معاديه", "مناوي", "مناويه",
}  # fmt: skip


def is_bracketed(words: Sequence[Word], i: int) -> bool:
    """(15) مدنيا، /8/ مقاتلين: a number alone between brackets or strokes, before what it counts."""
    return (
        i + 3 < len(words)
        and words[i].form in NUMBER_MARKS
        and words[i + 1].pos == "U"
        and words[i + 1].number is not None
        and words[i + 2].form == NUMBER_MARKS[words[i].form]
        and words[i + 3].pos in NOMINAL
        and not words[i + 3].before
    )


def name_in_brackets(words: Sequence[Word], k: int) -> int:
    """The index past one name, or one word with the article, between brackets that stands at ``words[k]``, or 0."""
    if k + 2 >= len(words) or words[k].form != "(" or words[k + 2].form != ")":
        return 0
    inside = words[k + 1]
    return k + 3 if inside.kind == "name" or inside.before == ("ال",) else 0


def subordinate(words: Sequence[Word], k: int, event: bool) -> bool:
    """المعسكر التابع للجيش: whose something is, where that is no place."""
    owner = words[k].classes & {"force", "group", "org", "authority"} and not words[k].classes & TITLES
    return not event and words[k - 1].stem in _SIDING and not words[k].places and bool(owner)
