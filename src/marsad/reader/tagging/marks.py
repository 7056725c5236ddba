"""What vowel marks and hamzas, where they are written, say of a word."""

from __future__ import annotations

from typing import Final

from marsad.reader.words import Word

_HAMZAS: Final = frozenset("أإآ")
SHADDA: Final = "\u0651"
TANWEEN: Final = "\u064b\u064c\u064d"
DAMMA: Final = "\u064f"
TANWIN: Final = ("اً", "ًا")
MARKED: Final = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_MARKS: Final = frozenset(MARKED)


def other_hamza(word: Word, spelt: tuple[str, ...]) -> bool:
    """كان is not كأن: a hamza inside a word is written; at its beginning it is often left out."""
    if all("أ" in s[1:] for s in spelt) and "أ" not in word.text[1:]:
        return True
    first = word.text[word.bare_start() - word.start :][:1] if word.before else word.text[:1]
    return first in _HAMZAS and all(s[:1] in _HAMZAS and s[:1] != first for s in spelt)


def mark_passive(word: Word) -> None:
    """A damma on the first letter of the stem of a past verb says passive."""
    bare = word.text[word.bare_start() - word.start :]
    marked = [c for c in bare[1:3] if c in _MARKS]
    inside = DAMMA in bare[1:-3] and "n" not in word.tense  # انتُشلت، استُهدفت
    if (DAMMA in marked or inside) and "p" in word.tense and "p" in word.voice:
        word.voice = "p"
