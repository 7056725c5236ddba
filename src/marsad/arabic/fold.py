"""Folding: one spelling for what Arabic print spells many ways, with a map back to the source.

Folding drops marks, tatweel and invisible controls, and gives one form each to alef, ya, ta marbuta, hamza
carriers, presentation forms and digits.  It follows the practice of Arabic retrieval (Larkey, Ballesteros and
Connell 2002, light normalisation), widened by the Persian and presentation-form letters that web pages carry.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: Letters that fold to another letter.
LETTERS: Final = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ى": "ي", "ئ": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ۍ": "ي", "ێ": "ي",
    "ؤ": "و", "ۆ": "و", "ۇ": "و", "ۋ": "و",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه",
    "ک": "ك", "ڪ": "ك", "گ": "ك", "ڭ": "ك", "ݣ": "ك", "ڨ": "ق",
    "پ": "ب", "چ": "ج", "ڤ": "ف", "ژ": "ز",
}  # fmt: skip
_DIGITS: Final = {chr(base + d): str(d) for base in (0x0660, 0x06F0, 0xFF10) for d in range(10)}
_DROPPED: Final = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u00ad\u034f\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufe70-\ufe7f]"
)
_PRESENTATION: Final = re.compile("[\ufb50-\ufdff\ufe80-\ufefc]")


def stray(text: str) -> bool:
    """Whether words of a data file hold what nobody types: marks, tatweel, invisible controls, presentation forms."""
    return _DROPPED.search(text) is not None or _PRESENTATION.search(text) is not None


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(k): v for k, v in {**LETTERS, **_DIGITS}.items()}
    for point in range(0x0600, 0x0900):
        if _DROPPED.match(chr(point)):
            table[point] = None
    for start, end in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFE00, 0xFE0F), (0xFE70, 0xFE7F)):
        for point in range(start, end + 1):
            table[point] = None
    for point in (0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF):
        table[point] = None
    for start, end in ((0xFB50, 0xFDFF), (0xFE80, 0xFEFC)):
        for point in range(start, end + 1):
            plain = unicodedata.normalize("NFKC", chr(point))
            if plain != chr(point):
                # The isolated mark ligatures decompose to a space that nobody wrote.
                table[point] = "".join(table.get(ord(c), c) or "" for c in plain).strip() or None
    return table


_TABLE: Final = _table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where each of its characters came from.

    Attributes:
        text: the folded text.
        starts: source offset of each folded character (length ``len(text)``).
        ends: source offset just past each folded character's source.
    """

    text: str
    starts: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of ``text[start:end]``; an empty slice maps to an empty source span."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """The folded form of a short string, without the map."""
    return word.translate(_TABLE)


def fold_text(text: str) -> str:
    """The folded form of a text of any length, without the map."""
    return text.translate(_TABLE)


def fold(text: str) -> Folded:
    """Fold a text and keep the exact map to its offsets (code points, end exclusive)."""
    out: list[str] = []
    starts, ends = array("l"), array("l")
    table = _TABLE
    for at, char in enumerate(text):
        code = ord(char)
        plain = table.get(code, char)
        if plain:
            out.append(plain)
            for _ in plain:
                starts.append(at)
                ends.append(at + 1)
    return Folded("".join(out), starts, ends)
