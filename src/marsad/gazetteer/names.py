"""Keys for place names: one folded key per way a name is written, shared by the build step and the lookups.

A key is the folded words of a name with single spaces between them.  What folding leaves apart (a final hamza,
ابو written on to the next word, a class word before the name) is settled here, at build time, so that a lookup
stays one dictionary access.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from marsad.arabic.fold import fold_word

_WORD: Final = re.compile(r"[\u0621-\u064a]+")
_GAPS: Final = re.compile(r"[\s\-_/–—·.]+")
#: Letters and spellings of Persian, Kurdish and Uyghur.
_FOREIGN: Final = re.compile("[\u0671-\u06ff]|\\bئ|ى(?=\\w)")
_LATIN: Final = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
    "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "g", "ف": "f", "ق": "q", "ك": "k", "ل": "l",
    "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y",
}  # fmt: skip
_SKELETON: Final = re.compile("[^bcdfghjklmnpqrstvwxyz]")
_LEAST: Final = 3
#: A spelling this far from the best is another name of the place, not the one romanised.
_ALIKE: Final = 0.25


def key(name: str) -> str:
    """The folded words of a name joined by single spaces; empty where it is not plain Arabic script."""
    words = _GAPS.sub(" ", fold_word(name)).strip().split(" ")
    return " ".join(words) if all(_WORD.fullmatch(word) for word in words) else ""


def without_article(folded: str) -> str:
    """The key without the article of its first word, or the key itself."""
    return folded[2:] if folded.startswith("ال") and len(folded) > _LEAST else folded


def keys(name: str, *, class_words: Sequence[str] = (), joined: Iterable[str] = (), least: int = 3) -> list[str]:
    """Every key of a name: as written, without a leading class word, with a head such as تل joined or split."""
    whole = key(name)
    for word in class_words:
        if whole.startswith(word + " "):
            whole = whole[len(word) + 1 :]
    if len(whole) < least:
        return []
    found = [whole]
    head, _, rest = whole.partition(" ")
    if rest and " " not in rest and head in joined and not rest.startswith("ال"):
        found.append(head + rest)
    if whole.startswith("ابو") and not rest and len(whole) > len("ابو") + 2:
        found.append("ابو " + whole[3:])
    found += [each[:-1] for each in found if each.endswith("اء")]
    return found


def likeness(arabic: str, latin: str) -> float:
    """How well an Arabic spelling agrees with a romanised one, by consonants (0 to 1)."""
    left = "".join(_LATIN.get(letter, "") for letter in without_article(key(arabic)))
    plain = re.sub("^a[a-z]{1,2}[ '-]", "", fold_latin(latin))
    right = _SKELETON.sub("", plain.replace("kh", "k").replace("sh", "s").replace("th", "t").replace("dh", "d"))
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def fold_latin(name: str) -> str:
    """A romanised name in plain lower-case letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isascii())


def clean(spelling: str) -> str:
    """A spelling as a newspaper prints it: no marks, no joiners, Arabic letters for the Persian kaf and ya."""
    bare = "".join(c for c in spelling.replace("\u200c", " ") if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(bare.replace("ک", "ك").replace("ی", "ي").replace("ٲ", "أ").split())


def best_spelling(spellings: Sequence[str], latin: str) -> str:
    """The spelling to show: of those that agree best with the romanised name, the most Arabic and the fullest."""
    cleaned = {spelling: likeness(spelling, latin) for spelling in map(clean, spellings)}
    best = max(cleaned.values())

    def rank(spelling: str) -> tuple[object, ...]:
        return (
            not _FOREIGN.search(spelling),
            cleaned[spelling] >= best - _ALIKE,
            spelling.startswith("ال"),
            round(cleaned[spelling], 1),
            sum(letter in "أإآئؤة" for letter in spelling),
            " " in spelling,
            -len(spelling),
            spelling,
        )

    return max(cleaned, key=rank)
