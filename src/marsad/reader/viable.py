"""Viable entries: which event entries of a word can hold in its sentence, before any role is known.

An entry may ask for a companion after the word (أطلق … النار) or for words in the sentence, or forbid some.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.lexicon.lexicon import Lexeme, bare
from marsad.lexicon.schema import as_list
from marsad.reader.words import Word

_REACH: Final = 14
#: How far past a comma.
_PAST_COMMA: Final = 9
#: How far before a verb may stand what its pronoun takes up, and the pronouns that do.
_BACK: Final = 7
_TAKING_UP: Final = frozenset(("ه", "ها", "هما"))


def _without_article(form: str) -> str:
    """What ``lexicon.bare`` gives of a form that is folded already."""
    return form[2:] if form.startswith("ال") and len(form) > 4 else form


def companion_of(words: Sequence[Word], word: Word, entry: Lexeme, reach: int = _REACH) -> Word | None:
    """The companion that the entry asks for, within ``reach`` words after the word and before its clause ends.

    A verb with a pronoun may have it before: صاروخا أطلقته المليشيا.
    """
    if not entry.companions:
        return None
    found = _after(words, word, entry, reach)
    if found is None and word.pos == "V" and word.after in _TAKING_UP and not word.conjunction:
        return _before(words, word, entry)
    return found


def _before(words: Sequence[Word], word: Word, entry: Lexeme) -> Word | None:
    """The companion that a pronoun on the word takes up."""
    for other in reversed(words[max(0, word.i - _BACK) : word.i]):
        if other.pos in ("V", ".", "C"):
            return None
        if other.pos in "NMX" and (other.stem in entry.companions or other.form in entry.companions):
            return other
    return None


def _after(words: Sequence[Word], word: Word, entry: Lexeme, reach: int = _REACH) -> Word | None:
    """The companion after the word."""
    after = words[word.i + 1] if word.i + 1 < len(words) else None
    carries = word.pos == "M" and "noun" in entry.data and after is not None and after.pos == "M" and not after.before
    if reach == _REACH:
        comma = next((w.i for w in words[word.i + 1 : word.i + reach] if w.form in "،,"), word.i + reach)
        reach = max(_PAST_COMMA, comma - word.i)
    for other in words[word.i + 1 : word.i + reach]:
        if carries and other.i > word.i + 1 and any(r.pos in "aq" for r in other.readings):
            continue  # عملية تفكيك الخلية الإرهابية: what describes another noun
        if (
            other.stem in entry.companions
            or other.form in entry.companions
            or _without_article(other.form) in entry.companions
        ):
            return other
        if (other.after or "d" in other.numbers) and any(x.base in entry.companions for x in other.lexemes):
            return other  # بنيرانه، قنبلتين
        if other.kind == "phrase" and any(_without_article(part) in entry.companions for part in other.stem.split()):
            return other
        if (other.pos == "." and other.form in ".؛") or (
            other.pos == "V" and (word.pos != "V" or other.i > word.i + 5)
        ):
            return None
        if word.pos == "M" and (other.pos == "C" or other.form in "،,"):
            return None
        if other.pos == "C" and other.form.endswith(" ان"):
            return None  # سقط الصاروخ دون أن يوقع قتلى
    return None


def _forbids(entry: Lexeme, words: Sequence[Word], stems: frozenset[str]) -> bool:
    """Whether the words of the sentence that an entry does not stand are what it means: الدوري is a league, دوري a town."""
    ends = {w.i for w in words if w.pos in (".", "C", "V")} | {len(words)}
    towns = {w.form for w in words if w.places and not w.article and w.i + 1 in ends}
    return any(
        bare(word) in stems and not (word.startswith("ال") and bare(word) in towns)
        for word in as_list(entry.data.get("unless"))
    )


def mark_events(words: Sequence[Word]) -> frozenset[str]:
    """Set ``events`` on every word; returns the stems and forms of the sentence."""
    held: set[str] = set()
    bases: set[str] = set()
    eventful: list[tuple[Word, list[Lexeme]]] = []
    for word in words:
        form = word.form
        held.add(word.stem)
        held.add(form)
        if form.startswith("ال"):
            held.add(_without_article(form))
        if word.kind in ("name", "phrase"):
            held.update(map(_without_article, form.split()))
        lexemes = word.lexemes
        if lexemes:
            entries = [x for x in lexemes if x.eventful]
            if entries:
                eventful.append((word, entries))
            if word.after or "d" in word.numbers:
                bases.update([x.base for x in lexemes])
    stems = frozenset(held)
    bases |= stems
    for word, entries in eventful:
        found = []
        for entry in entries:
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
            before = words[word.i - 1] if word.i else None
            if before is not None and not entry.not_after.isdisjoint(
                (_without_article(before.form), _without_article(before.stem))
            ):
                continue
            after = words[word.i + 1] if word.i + 1 < len(words) else None
            if after is not None and not entry.not_before.isdisjoint(
                (_without_article(after.form), _without_article(after.stem))
            ):
                continue
            if data.get("plain") and "\u0651" in word.text:
                continue
            if entry.forbidden and not stems.isdisjoint(entry.forbidden) and _forbids(entry, words, stems):
                continue
            if entry.near and stems.isdisjoint(entry.near):
                continue
            companions = entry.companions
            if companions and (bases.isdisjoint(companions) or companion_of(words, word, entry) is None):
                continue
            found.append(entry)
        word.events = tuple(found)
    return stems
