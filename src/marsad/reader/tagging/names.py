"""Which words are names, whatever else the lexicon reads in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexicon, Reading
from marsad.reader.words import TITLES, Word

#: The most words of a place between a title and a name.
_LONGEST_PLACE: Final = 3
#: What ends a name for certain: what somebody says, a mark.
_OPENERS: Final = frozenset(("ان", "بان", "انه", "انها", "انهم"))
_ENDS: Final = frozenset(("،", ",", ".", "؛", ")", ":"))
_PARTICLES: Final = frozenset(("prep", "conj", "neg", "rel", "adv", "num"))
_SHORTEST: Final = 3
#: How far before a name the verb may stand that says its words: a title is in between.
_TITLE: Final = 6


class Names:
    """Tells given names and names of places; holds the lexicon and the gazetteer."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._given = lexicon.given_names
        self._ambiguous = lexicon.ambiguous_names
        self._kunya = lexicon.grammar["kunya"]
        self._gazetteer = gazetteer

    def is_given(self, words: Sequence[Word], word: Word, previous: Word | None, after: Word | None) -> bool:
        """A given name: always when it is nothing else, else after a title, a name, or before another name."""
        form = word.form
        sure = form in self._given
        if any(r.pos == "prep" and r.lexeme.data.get("word") == word.text for r in word.readings):
            return False  # على and أمام as they are written: not the names علي and إمام
        if form in self._kunya:
            return after is not None and after.kind == "word" and not after.preposition
        if not sure and form not in self._ambiguous:
            return False
        titled = previous is not None and not previous.classes.isdisjoint(TITLES)
        if titled and not sure and any("country" in r.lexeme.data and r.article for r in word.readings):
            return False  # رئيس الوزراء العراقي فلان: where the office is, and no name
        if previous is not None and not titled:
            # قائممقام الرطبة رافع فلان: the place of an office stands between the title and the name.
            for place in words[max(1, word.i - _LONGEST_PLACE) : word.i]:
                if place.places and place.i + max(place.place_size, 1) == word.i:
                    titled = titled or not words[place.i - 1].classes.isdisjoint(TITLES)
        named = previous is not None and previous.pos == "X" and previous.kind == "word" and not previous.places
        follows = after is not None and (after.form in self._given or after.form in self._ambiguous)
        if sure:
            verb_first = previous is None and any(r.pos == "v" for r in word.readings) and not follows
            return not verb_first and (
                not word.readings
                or titled
                or named
                or follows
                or (previous is not None and previous.pos in ("N", "A", "V", "X", "C", "P", "K"))
            )
        return (
            titled
            or (named and (previous is not None and previous.form in self._given))
            or (follows and after is not None and after.form in self._given)
        )

    def is_family(self, words: Sequence[Word], word: Word, previous: Word | None, after: Word | None) -> bool:
        """A family name that is also a common word, between a given name and what ends the name: قال طارق صالح إن.

        A noun without the article describes no proper name, and what is no object ends in no alif.
        """
        if previous is None or previous.pos != "X" or previous.kind != "word" or previous.places or previous.before:
            return False
        if word.kind != "word" or word.article or after is None:
            return False
        if previous.form not in self._given and previous.form not in self._ambiguous:
            return False
        if any(r.before or r.lexeme.family in ("saying", "function") or r.pos in _PARTICLES for r in word.readings):
            return False
        if word.form.endswith("ا") or len(word.form) < _SHORTEST:
            return False
        if after.form in _OPENERS:
            return True
        before = words[previous.i - 1] if previous.i else None
        called = before is not None and (before.pos == "X" or not before.classes.isdisjoint(TITLES))
        if not called or any(r.pos == "v" for r in word.readings):
            return False
        # قال الناطق حسن كريم للصحفيين
        told = after.form.startswith("ل") and any(
            x.family == "saying"
            for w in words[max(0, previous.i - _TITLE) : previous.i]
            if w.pos == "V"
            for x in w.lexemes
        )
        return told or after.form in _ENDS

    def is_place(self, word: Word, kind: str, readings: Sequence[Reading], previous: Word | None) -> bool:
        """A place name the lexicon reads otherwise: whole against split (كسلا), after a place noun (مدينة حرستا), in a list of places."""
        sure = any(not e.needs_context for e in word.places)
        before = readings[0].before
        if sure and before and before[0] not in ("و", "ف", "ال") and self._gazetteer.lookup(word.form):
            return True
        if previous is None:
            return False
        if (
            kind == "V"
            and not previous.classes.isdisjoint(("settlement", "admin", "site", "area", "road", "border"))
            and not previous.article
            and not previous.after
        ):
            return True
        if kind == "V" and sure and previous.pos in ("V", "P"):
            return True
        if (
            kind == "V"
            and sure
            and not before
            and previous.kind == "phrase"
            and not previous.classes.isdisjoint(("org", "unit"))
        ):
            return True  # غرفة عمليات سرت
        return kind == "V" and sure and before[:1] == ("و",) and bool(previous.places)


def rather_place(word: Word, readings: Sequence[Reading], previous: Word | None) -> bool:
    """A well-known place whose name is also a rare participle or masdar (مصر، الموصل)."""
    if not word.places:
        return False
    if any(e.kind == "country" for e in word.places):
        # A country that is also an adjective stands by itself or after a preposition (منعت السعودية، في مالي).
        after_preposition = previous is not None and previous.pos == "P"
        lone = after_preposition or previous is None or previous.pos in "VC."
        if lone and (after_preposition or any("ال" in r.before for r in readings)):
            return all(r.pos in "aq" for r in readings)
    if not any(not e.needs_context for e in word.places):
        return False
    # وموريتانيا is the country, not an accusative; so is السعودية where no noun stands before it.
    alone = previous is None or previous.pos in "VPC."
    nisba = word.form.endswith("يا") or (alone and word.form.endswith("ية"))
    return all(r.pos == "q" or r.lexeme.family == "verbs" or (nisba and r.pos == "a") for r in readings)
