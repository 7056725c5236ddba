"""Viable entries: which event entries of a word can hold in its sentence, before any role is known.

An entry may ask for a companion after the word (أطلق … النار) or for words in the sentence, or forbid some.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.lexicon import Lexeme, bare
from marsad.reader.words import Word

_REACH = 9


def companion_of(words: Sequence[Word], word: Word, entry: Lexeme, reach: int = _REACH) -> Word | None:
    """The companion that the entry asks for, within ``reach`` words after the word and before its clause ends."""
    if not entry.companions:
        return None
    for other in words[word.i + 1 : word.i + reach]:
        if other.stem in entry.companions or other.form in entry.companions or bare(other.form) in entry.companions:
            return other
        if other.after and any(x.base in entry.companions for x in other.lexemes):
            return other
        if other.kind == "phrase" and any(bare(part) in entry.companions for part in other.stem.split()):
            return other
        if (other.pos == "." and other.form in ".؛") or (
            other.pos == "V" and (word.pos != "V" or other.i > word.i + 5)
        ):
            return None
        if word.pos == "M" and (other.pos == "C" or other.form in "،,"):
            return None
    return None


def mark_events(words: Sequence[Word]) -> frozenset[str]:
    """Set ``events`` on every word; returns the stems and forms of the sentence."""
    stems = frozenset(w.stem for w in words) | frozenset(w.form for w in words) | frozenset(bare(w.form) for w in words)
    parts = [bare(part) for w in words if w.kind in ("name", "phrase") for part in w.form.split()]
    if parts:
        stems |= frozenset(parts)
    for word in words:
        if not word.lexemes:
            continue
        found = []
        for entry in word.lexemes:
            if entry.family != "events":
                continue
            data = entry.data
            if word.pos == "V":
                if data.get("noun_only"):
                    continue
            elif word.pos == "M":
                if data.get("verb_only") or (
                    word.kind == "word" and not any(r.lexeme is entry and r.pos == "m" for r in word.readings)
                ):
                    continue
            elif not (data.get("participles") and any(r.lexeme is entry and r.pos == "q" for r in word.readings)):
                continue
            if entry.companions and companion_of(words, word, entry) is None:
                continue
            if entry.not_after and word.i and bare(words[word.i - 1].form) in entry.not_after:
                continue
            if data.get("plain") and "\u0651" in word.text:
                continue
            if entry.forbidden and not stems.isdisjoint(entry.forbidden):
                continue
            if entry.near and stems.isdisjoint(entry.near):
                continue
            found.append(entry)
        word.events = tuple(found)
    return stems
