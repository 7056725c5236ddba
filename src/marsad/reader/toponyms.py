"""Words that begin a place name, marked before tagging, and those that can be nothing else settled as names.

A name that is also a word is decided by its neighbours: after a class word (قضاء عنه) it is a name whatever else it may be;
after a preposition of place a name that is no common word is one (في جدة); a common word needs a place around it too
(في الرام شمال القدس).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from marsad.gazetteer.index import Entry, Gazetteer
from marsad.lexicon.lexicon import Lexicon, name_heads
from marsad.reader.tagging.unknown import WELL_KNOWN
from marsad.reader.words import BULLETS, Word, split_words

_LOCATIVE: Final = frozenset(("في", "الي", "من", "قرب", "نحو", "صوب", "باتجاه", "بين", "بـ", "عن"))
_MOST_KNOWN: Final = 100_000
_LONGEST: Final = 6
_UNITS: Final = frozenset(["قضاء", "محافظه", "ولايه", "مديريه", "معتمديه", "محليه"])
#: Readings of a name after a class word that the class word does not overrule: it may be described (مدينة صغيرة).
_DESCRIBING: Final = frozenset("a")
#: Readings of a whole word in which no name is found (بالخصوص).
_FUNCTION: Final = frozenset(("adv", "prep", "conj"))
_INDEFINITE: Final = ("ا", "اً", "ًا", "ً")
_TANWEEN: Final = "\u064b"


class Toponyms:
    """Marks place names in sentences; holds the lexicon and the gazetteer."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        grammar = lexicon.grammar
        self._heads = grammar["place_head"]
        self._direction = grammar["direction"]
        self._starts: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
        self._not_open = grammar["auxiliary"] | grammar["aspect"]

    def mark(self, words: list[Word], text: str, published: date | None) -> None:
        """Mark the words of a sentence that begin a place name the gazetteer knows."""
        starts = self._gazetteer.starts
        forms = [w.form for w in words]
        at = 0
        while at < len(words):
            word = words[at]
            if (
                word.kind == "phrase"
                and at + 1 < len(words)
                and " " in word.text
                and self._cut(words, at, text, published)
            ):
                forms = [w.form for w in words]
                word = words[at]
            if word.kind == "word":
                if word.text == "مدينه" and at + 1 < len(words) and self._begins(words[at + 1]):
                    word.readings = self._lexicon.readings(word.form, True)  # a common misspelling of مدينة
                for before, stem in self._starting(word.form):
                    if before and _whole(word, before, stem):
                        continue
                    size, found = self._gazetteer.longest([stem, *forms[at + 1 : at + _LONGEST]], 0)
                    if before and size == 1 and at and self._rather_whole(words[at - 1], stem, found):
                        continue
                    if size and (
                        stem == word.form
                        or any(not e.needs_context for e in found)
                        or (before[-1:] == ("ب",) and stem.startswith("ال"))
                        or (before == ("و",) and size == 1 and self._listed(words, at, found))
                    ):
                        word.places, word.place_size, word.place_before = found, size, before
                        break
                if word.places:
                    self._settle(words, at)
            elif word.kind == "number" and word.size == 1 and starts(word.form):
                self._number(words, at)
            at += 1

    def _rather_whole(self, previous: Word, stem: str, found: Sequence[Entry]) -> bool:
        """بلدة بارغا is no town in a place of little name; بلدة بصور lies in one that everybody knows."""
        small = all(e.kind not in ("country", "admin1") and e.population < WELL_KNOWN for e in found)
        return small and not stem.startswith("ال") and self._is_head(previous)

    def _starting(self, form: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        """The ways a word begins a place name; kept by spelling, for most words begin none."""
        heads = self._starts.get(form)
        if heads is None:
            if len(self._starts) > _MOST_KNOWN:
                self._starts.clear()
            starts = self._gazetteer.starts
            heads = self._starts[form] = tuple(h for h in name_heads(form) if starts(h[1]))
        return heads

    def _cut(self, words: list[Word], at: int, text: str, published: date | None) -> bool:
        """Take a fixed phrase apart whose last word begins a longer place name (على | رأس العين)."""
        phrase = words[at]
        last = phrase.form.rsplit(" ", 1)[-1]
        if not self._gazetteer.starts(last):
            return False
        size, found = self._gazetteer.longest([last, *(w.form for w in words[at + 1 : at + _LONGEST])], 0)
        if size < 2 or all(e.needs_context for e in found):
            return False
        cut = phrase.start + phrase.text.rindex(" ")
        parts = [
            *split_words(text, phrase.start, cut, self._lexicon, published),
            *split_words(text, cut + 1, phrase.end, self._lexicon, published),
        ]
        words[at : at + 1] = parts
        for i in range(at, len(words)):
            words[i].i = i
        return True

    def _settle(self, words: list[Word], at: int) -> None:
        """Leave a word no reading but its name, where what stands around it allows no other."""
        word = words[at]
        if not word.readings or word.place_size > 1:
            return
        previous = words[at - 1] if at else None
        if previous is None or previous.text in BULLETS:
            if at + 1 < len(words) and words[at + 1].text == ":":
                word.readings = ()  # تعز: اندلعت مواجهات
            return
        sure = any(not e.needs_context for e in word.places)
        inside = word.place_before
        headed = not inside and self._is_head(previous)
        kinds = {r.pos for r in word.readings if r.before == inside or not inside}
        if headed:
            may_describe = kinds & _DESCRIBING and not word.form.startswith("ال") and not self._is_unit(previous)
            # بلدة جويا: no adjective of a masculine accusative describes a feminine noun.
            may_describe = may_describe and not (previous.text.endswith("ة") and word.form.endswith("يا"))
            if not may_describe:
                word.readings = ()
            return
        if sure and self._country_for_adjective(word, previous):
            word.readings = ()
            return
        located = (previous.form in _LOCATIVE and not inside) or inside[-1:] in (("ب",), ("ل", "ال"))
        if previous.form in self._direction and not inside:
            located = True
        if (
            (
                located
                and sure
                and not (not kinds.isdisjoint(_DESCRIBING) and any(e.kind == "country" for e in word.places))
            )
            or (located and self._supported(words, at))
            or (sure and kinds == {"v"} and self._second_verb(words, at))
            or (inside == ("و",) and self._listed(words, at, word.places))
        ):
            word.readings = ()

    def _listed(self, words: Sequence[Word], at: int, found: Sequence[Entry]) -> bool:
        """A name in a list of towns of one country (على الرقة والطبقة ومنبج)."""
        earlier = [w for w in words[max(0, at - 3) : at] if w.places and w.i + w.place_size == at]
        towns = [e for w in earlier for e in w.places if not e.needs_context and e.kind == "city" and not e.capital]
        if not {e.country for e in towns} & {e.country for e in found}:
            return False
        after = words[at + 1] if at + 1 < len(words) else None
        return after is None or after.pos in (".", "P", "W") or (after.form[:1] == "و" and bool(self._begins(after)))

    def _begins(self, word: Word) -> bool:
        return bool(self._starting(word.form))

    def _is_unit(self, word: Word) -> bool:
        """A class word of administration, which nobody describes by an adjective before naming it."""
        return any(stem in _UNITS for _, stem in name_heads(word.form))

    def _is_head(self, word: Word) -> bool:
        """Whether a word is a class word without article or pronoun (مدينة، وقضاء، بمحافظة)."""
        return any(stem in self._heads for _, stem in name_heads(word.form)) and word.kind == "word"

    def _country_for_adjective(self, word: Word, previous: Word) -> bool:
        """روسيا and تركيا are countries rather than accusatives, unless they agree with an accusative before them."""
        if not any(e.kind == "country" for e in word.places) or not word.form.endswith("يا"):
            return False
        accusative = previous.text.endswith(_INDEFINITE) and len(previous.text) > 3 and not previous.places
        return _TANWEEN not in word.text and not accusative

    def _supported(self, words: Sequence[Word], at: int) -> bool:
        """Whether a place follows that says what the name is (شمال القدس، بمحافظة أبين)."""
        following = words[at + 1 : at + 3]
        if not following:
            return False
        head = following[0]
        if head.form in self._direction or (head.form[:1] == "ب" and head.form[1:] in self._direction):
            return len(following) > 1
        return any(lead in ((), ("ب",)) and lead and stem in self._heads for lead, stem in name_heads(head.form))

    def _second_verb(self, words: Sequence[Word], at: int) -> bool:
        """A "verb" after a verb and its subject, with nothing that it could govern: the object (استعاد الجيش تدمر من داعش)."""
        after = words[at + 1] if at + 1 < len(words) else None
        closed = after is None or after.pos in (".", "P", "W") or any(r.pos == "prep" for r in after.readings)
        closed = closed or (after is not None and after.form[:1] in "وب" and bool(after.readings or after.form[1:3]))
        if not closed or words[at].place_before:
            return False
        for earlier in reversed(words[max(0, at - 4) : at]):
            if earlier.pos in (".", "C", "R", "T", "G") or earlier.form in self._not_open:
                return False
            if earlier.readings and all(r.pos == "v" for r in earlier.readings):
                return True
            if earlier.readings and any(r.pos == "v" for r in earlier.readings) and earlier.i == 0:
                return True
        return False

    def _number(self, words: Sequence[Word], at: int) -> None:
        """A place that is also a number word (الخمس), where it counts nothing."""
        word = words[at]
        found = self._gazetteer.longest([word.form], 0)[1]
        previous = words[at - 1] if at else None
        after = words[at + 1] if at + 1 < len(words) else None
        counts = after is not None and after.pos != "." and after.form not in self._direction
        if found and previous is not None and not counts and word.form.startswith("ال"):
            word.kind, word.pos, word.number = "word", "X", None
            word.before = ()
            word.places, word.place_size = found, 1


def _whole(word: Word, before: tuple[str, ...], stem: str) -> bool:
    """Whether a word is no clitic and a name: وكراً has an ending no name takes, برية is an adjective, بالخصوص an adverb."""
    if word.text.endswith(("اً", "ًا")):
        return True
    kinds = {r.pos for r in word.readings if not r.before}
    described = "a" in kinds and before[-1] == "ب" and not stem.startswith("ال")
    return described or not kinds.isdisjoint(_FUNCTION)
