"""Words: the tokens of a text, and the clitics a word may carry.

A token keeps its source span; its ``form`` is folded; words in other scripts than Arabic are all of kind
``latin``.  Clitics are offered as alternatives, never cut off here:
whether وقف is a verb or و + قف is for the lexicon and the context to say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from marsad.arabic.fold import fold_word

WORD: Final = "word"
NUMBER: Final = "number"
LATIN: Final = "latin"
PUNCT: Final = "punct"

_MARKS: Final = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"
_CONTROLS: Final = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u034f\u061c\u180e\ufe00-\ufe0f"
_ARABIC: Final = (
    "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdff\ufe70-\ufefc"
)
_OF_TAGS: Final = "#_"
_TATWEEL: Final = "\u0640"
_DIGIT: Final = "0-9\u0660-\u0669\u06f0-\u06f9\uff10-\uff19"
_TOKEN: Final = re.compile(
    # A control joins two parts of a word (ZWNJ) but never begins or ends one.
    rf"(?P<word>[{_ARABIC}][{_ARABIC}{_MARKS}]*(?:[{_CONTROLS}]+[{_ARABIC}{_MARKS}]+)*)"
    rf"|(?P<number>[{_DIGIT}]+(?:[.,\u066b\u066c\u060c][{_DIGIT}]+)*)"
    r"|(?P<latin>[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f\u0300-\u036f'’.\-]*[A-Za-z\u00c0-\u024f\u0300-\u036f]"
    rf"|[A-Za-z\u00c0-\u024f]|[^\W\d_²³¹¼-¾{_ARABIC}]+)"
    rf"|(?P<punct>[^\s{_MARKS}{_CONTROLS}])"
)


class Token(NamedTuple):
    """One token: source span (code points), the words as written, the folded form, and its kind."""

    start: int
    end: int
    text: str
    form: str
    kind: str


class Split(NamedTuple):
    """One way to take a word apart: proclitics before, the stem, the attached pronoun after."""

    before: tuple[str, ...]
    stem: str
    after: str


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]``; white space, stray marks and the signs of hashtags are in none of them."""
    stop = len(text) if end is None else end
    tokens = []
    for match in _TOKEN.finditer(text, start, stop):
        raw = match.group()
        kind = match.lastgroup or PUNCT
        if kind == PUNCT and raw in _OF_TAGS:
            continue  # #الحشد_الشعبي is read as الحشد الشعبي
        if kind == WORD and raw[0] == _TATWEEL and not raw.strip(_TATWEEL):
            tokens.append(Token(match.start(), match.end(), raw, "-", PUNCT))  # نواكشوط ـ أوقفت: a dash
            continue
        tokens.append(Token(match.start(), match.end(), raw, fold_word(raw) if kind != LATIN else raw.lower(), kind))
    return tokens


_CONJUNCTIONS: Final = ("و", "ف")
_PARTICLES: Final = ("ب", "ل", "ك", "س")
_PRONOUNS: Final = ("هما", "كما", "هم", "هن", "كم", "كن", "نا", "ني", "ها", "ه", "ك", "ي")
_LEAST_STEM: Final = 2


@lru_cache(maxsize=65536)
def splits(form: str) -> tuple[Split, ...]:
    """Every way to read a folded word as proclitics + stem + attached pronoun, the whole word first.

    Proclitics come in the order Arabic allows: و/ف, then ب/ل/ك/س, then ال (written لل after ل).
    """
    heads: list[tuple[tuple[str, ...], str]] = [((), form)]
    heads.extend(
        ((conjunction,), form[1:])
        for conjunction in _CONJUNCTIONS
        if form.startswith(conjunction) and len(form) > _LEAST_STEM
    )
    found: list[tuple[tuple[str, ...], str]] = []
    for before, rest in heads:
        found.append((before, rest))
        if rest.startswith("ال") and len(rest) > _LEAST_STEM + 1:
            found.append(((*before, "ال"), rest[2:]))
        if rest.startswith("لل") and len(rest) > _LEAST_STEM + 1:
            found.append(((*before, "ل", "ال"), rest[2:]))
        for particle in _PARTICLES:
            inner = rest[1:]
            if rest.startswith(particle) and len(inner) >= _LEAST_STEM:
                found.append(((*before, particle), inner))
                if inner.startswith("ال") and len(inner) > _LEAST_STEM + 1 and particle in "بك":
                    found.append(((*before, particle, "ال"), inner[2:]))
    result = [Split(before, stem, "") for before, stem in found]
    for before, stem in found:
        if "ال" in before:
            continue
        result.extend(
            Split(before, stem[: -len(pronoun)], pronoun)
            for pronoun in _PRONOUNS
            if stem.endswith(pronoun) and len(stem) - len(pronoun) >= _LEAST_STEM
        )
    return tuple(dict.fromkeys(result))
