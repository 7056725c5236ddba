"""Short names in quotation marks (عملية «سور الرمال») are part of a phrase."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.reader.words import Word

_OPEN_QUOTES: Final = {"«": "»", '"': '"', "“": "”", "„": "“"}
_LONGEST_QUOTE: Final = 6


def _none_open(words: Sequence[Word], i: int) -> bool:
    """Whether no quotation is open before ``words[i]`` that a closing mark could close."""
    return not any(w.pos == "." and w.form in "“„" for w in words[:i])


def quoted_to(words: Sequence[Word], i: int) -> int:
    """The index past a short quoted name that starts at ``words[i]``, or 0."""
    closer = _OPEN_QUOTES.get(words[i].form) if i < len(words) and words[i].pos == "." else None
    if closer is None and i < len(words) and words[i].form == "”" and _none_open(words, i):
        closer = "”"  # لـ”قوات كذا”: the one mark opens and closes
    if closer is None:
        return 0
    for k in range(i + 1, min(i + 2 + _LONGEST_QUOTE, len(words))):
        word = words[k]
        if word.pos == "." and word.form == closer:
            return k + 1 if k > i + 1 else 0
        if word.pos in (".", "V", "C", "R") or (word.pos == "P" and k == i + 1):
            return 0
    return 0
