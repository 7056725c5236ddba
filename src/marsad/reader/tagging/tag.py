"""Part of speech by context: which reading of a word its neighbours allow.

Newspaper Arabic is unvocalised: قتل may be *killed*, *was killed* or *killing*.  The choice is made left to right by
a few agreement and position rules, so that it can be explained.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexicon
from marsad.reader.tagging.context import Context
from marsad.reader.tagging.groups import Group, groups_of
from marsad.reader.tagging.marks import DAMMA, SHADDA, TANWEEN, mark_passive
from marsad.reader.tagging.names import Names, rather_place
from marsad.reader.tagging.scores import Scores
from marsad.reader.tagging.unknown import settle_unknown
from marsad.reader.words import Word

_MOST_KNOWN: Final = 200_000


class Tagger:
    """Tags the words of one sentence after another; holds only what it reads."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._names = Names(lexicon, gazetteer)
        self._scores = Scores(lexicon)
        grammar = lexicon.grammar
        self._complement = grammar["complement"]
        self._auxiliary = grammar["auxiliary"]
        self._particles = grammar["name_particle"]
        self._known: dict[tuple[str, int, str], tuple[Group, ...]] = {}

    def tag(self, words: Sequence[Word], region: str) -> None:
        """Settle every word of a sentence."""
        context = Context(words, region in ("title", "heading", "caption"))
        previous: Word | None = None
        named = 0
        for at, word in enumerate(words):
            if word.pos not in ("X",) or word.kind != "word":
                if word.pos in ("C", "R"):
                    context.open_verb = False
                    context.awaited = word.form in self._complement
                if word.pos not in (".", "I"):
                    previous = word
                elif word.pos == ".":
                    context.open_verb = context.open_verb and word.form not in "،؛:"
                    previous = None if word.form not in ("(", ")", '"', "«", "»", "“", "”") else previous
                continue
            after = _beyond(words, at)
            if named > 0:
                named -= 1
                word.pos, word.stem = "X", word.form
                previous = word
                continue
            if word.place_size > 1 and any(not e.needs_context for e in word.places):
                named = word.place_size - 1
                self._unknown(word, previous)
                previous = word
                continue
            if self._names.is_given(words, word, previous, after) or self._names.is_family(
                words, word, previous, after
            ):
                word.pos, word.stem, word.is_noun = "X", word.form, True
            elif word.readings:
                self._settle(context, word, previous, after, at)
            else:
                self._unknown(word, previous)
            if word.pos == "V":
                context.awaited = False
                context.open_verb = word.form not in self._auxiliary
            elif word.pos in ("C", "R"):
                context.open_verb = False
                context.awaited = word.pos == "C" and word.form.endswith("ان")
            if word.pos == "V":
                context.listed = False
            elif word.pos == "M" and (
                context.headline
                or (previous is not None and (previous.pos == "P" or _brings_about(previous)))
                or word.preposition
                or context.listed
            ):
                context.listed = True
            previous = word
        self._counted_people(words)

    def _settle(self, context: Context, word: Word, previous: Word | None, after: Word | None, at: int) -> None:
        groups = self._groups_of(word)
        best: Group | None = None
        if len(groups) == 1 and groups[0].kind != "V" and not groups[0].spelt[0]:
            best, best_score = groups[0], 0.0
        else:
            best_score = -99.0
            doubled = SHADDA in word.text[2:-1]
            nunated = any(c in word.text[-3:] for c in TANWEEN)
            for group in groups:
                if doubled and group.kind == "P" and len(groups) > 1 and any(g.kind == "V" for g in groups):
                    continue  # خلّف is no خلف
                if nunated and group.kind != "N" and group.kind != "E":
                    continue
                score = self._scores.score(context, word, group, previous, after, at, groups)
                if score > best_score:
                    best, best_score = group, score
        if best is None or best_score < -4:
            self._unknown(word, previous)
            return
        if best.kind == "N" and word.form in self._auxiliary and not word.preposition:
            best = next((g for g in groups if g.kind == "V" and not g.before and not g.after), best)
        kind = best.kind
        if kind == "C" and best.before == ("و",) and word.form[1:] in self._particles and after is not None:
            word.pos, word.before, word.stem = "X", best.before, word.form[1:]
            return  # وأم جلال: nobody writes "and or"
        if (
            kind == "C"
            and word.form in self._particles
            and previous is not None
            and previous.pos in ("N", "X")
            and not previous.article
            and after is not None
            and (not after.readings or "ال" in after.readings[0].before)
        ):
            word.pos = "X"
            return
        if (
            word.places
            and word.place_size == 1
            and kind in ("N", "V", "A")
            and self._names.is_place(word, kind, best.readings, previous)
        ):
            self._unknown(word, previous)
            return
        if kind == "N" and rather_place(word, best.readings, previous):
            self._unknown(word, previous)
            return
        if kind == "N" and self._name_like(word, previous):
            return
        word.settle(best.choice)
        if kind == "V" and DAMMA in word.text:
            mark_passive(word)

    def _groups_of(self, word: Word) -> tuple[Group, ...]:
        key = (word.form, len(word.readings), word.readings[0].stem)
        groups = self._known.get(key)
        if groups is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            groups = self._known[key] = groups_of(word.readings)
        return groups

    def _name_like(self, word: Word, previous: Word | None) -> bool:
        """A nominal reading that a name context overrides (the word after بن، أبو، عبد)."""
        if previous is None or previous.form not in self._particles or previous.kind != "word":
            return False
        word.pos = "X"
        word.stem = word.form
        return True

    def _unknown(self, word: Word, previous: Word | None) -> None:
        settle_unknown(word, previous, self._gazetteer)

    def _counted_people(self, words: Sequence[Word]) -> None:
        """1147 سوريا، خمسة آلاف مالي: a nationality in the singular after a number is so many people of it."""
        for number, word in pairwise(words):
            if number.pos != "U" or number.number is None or word.kind != "word" or word.article or word.before:
                continue
            if number.number.kind in ("ordinal", "percent", "fraction") or (number.number.low or 0) < 11:
                continue
            readings = word.readings or self._lexicon.readings(word.form, False)
            people = next((r for r in readings if not r.before and r.lexeme.data.get("country")), None)
            if people is None or (word.is_noun and "person" in word.classes) or "p" in word.numbers:
                continue
            word.pos, word.places, word.is_noun, word.is_adjective = "N", (), True, False
            word.classes, word.numbers = frozenset(("person", "agent", "civilian")), frozenset("s")


def _brings_about(word: Word) -> bool:
    """تم توقيف 17 شخصا وحجز 7 بنادق: the verbs whose subjects are acts open a list of them."""
    return word.pos == "V" and any(x.family == "light" and x.kind == "occur" for x in word.lexemes)


def _beyond(words: Sequence[Word], at: int) -> Word | None:
    """The word after, past a mark that opens a quotation: كمين نصبه "إرهابيون"."""
    past = at + 1
    if past + 1 < len(words):
        mark = words[past].form
        opens = mark == '"' and sum(w.form == '"' for w in words[:past]) % 2 == 0
        past += mark in ("“", "«") or opens
    return words[past] if past < len(words) else None
