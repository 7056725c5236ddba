"""Which language a text is in: Arabic, or one that shares its letters, or another.

Letters that only one language writes weigh most, common words the rest.  The words are data (data/languages.json).
Made for one question, whether a text should be read as Arabic at all, not for telling the world's languages apart.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

#: Languages in Arabic letters; the others are told by their script.
ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ku", "ps", "und"})
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile("[\u064b-\u0652\u0640\u200c\u200d]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_OTHER = re.compile(r"[^\W\d_]")
_FEW = 12
#: Fewer words than these hold too few common ones to tell by; then only a foreign letter speaks against Arabic.
_TOO_FEW_WORDS = 15
_RARE_LETTER = 0.02


class Language(NamedTuple):
    """A language code, and the share of the letters that are in its script; 0 where there is too little text."""

    code: str
    share: float


@lru_cache(maxsize=1)
def _data() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    raw = json.loads(files("marsad.page").joinpath("data", "languages.json").read_text(encoding="utf-8"))
    return {code: (frozenset(entry["letters"]), frozenset(entry["words"].split())) for code, entry in raw.items()}


def _sample(text: str) -> str:
    """The beginning, the middle and the end of a long text."""
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


def _arabic_script(sample: str, letters: int) -> str:
    """Which of the languages written in Arabic letters."""
    words = Counter(_WORD.findall(_MARKS.sub("", sample)))
    marks = Counter(sample)
    total = max(1, sum(words.values()))
    scores: dict[str, float] = {}
    for code, (own, common) in _data().items():
        if code in ("he", "en", "ru"):
            continue
        by_letter = sum(marks[c] for c in own) / letters
        by_word = sum(words[w] for w in common) / total
        scores[code] = by_word + (2 * by_letter if by_letter > _RARE_LETTER else 0.0)
    # The article and the ta marbuta are everywhere in Arabic and nowhere else in such numbers.
    article = sum(n for w, n in words.items() if w.startswith(("ال", "وال", "بال", "لل")) and len(w) > 4) / total
    scores["ar"] += 2 * article
    best = max(scores, key=lambda code: (scores[code], code == "ar"))
    if total < _TOO_FEW_WORDS and not any(c in marks for code in scores for c in _data()[code][0]):
        return "ar"
    if scores[best] < 0.02:
        return "ar" if not any(scores[c] for c in scores if c != "ar") else "und"
    return best if best in ARABIC_SCRIPT else "und"


def detect(text: str) -> Language:
    """The language of a text; ``und`` where there is too little of it to tell."""
    sample = _sample(text)
    arabic, hebrew, latin = (len(p.findall(sample)) for p in (_ARABIC, _HEBREW, _LATIN))
    total = len(_OTHER.findall(sample))
    if not total:
        return Language("und", 0.0)
    if arabic >= max(hebrew, 0.4 * latin) and arabic * 4 >= total:
        return Language(_arabic_script(sample, arabic), arabic / total)
    if total < _FEW:
        return Language("und", 0.0)
    if hebrew >= latin and hebrew * 3 >= total:
        return Language("he", hebrew / total)
    if latin * 2 >= total:
        words = Counter(w.lower() for w in _WORD.findall(sample))
        common = sum(words[w] for w in _data()["en"][1])
        return Language("en" if common >= 0.15 * sum(words.values()) else "und", latin / total)
    return Language("und", 1.0)
