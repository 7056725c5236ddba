"""Sayers outside any clause: a formula (بحسب، وفق ما أعلن) covers its sentence, a headline may open with its source."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Parsed, Speaker
from marsad.reader.phrases.phrase import NounPhrase, genitive_of
from marsad.reader.sources.sayers import SOURCES, human, owner_of, takes_up
from marsad.reader.sources.sayings import TELLING
from marsad.reader.words import Word

#: Who may stand before a colon in the midst of a text as the one who says what follows.
_TOLD_BY: Final = frozenset(("collective", "spokesperson"))
_ACCORDING: Final = frozenset(("بحسب", "حسب", "وفق", "وفقا", "حسبما"))


def attributes(word: Word) -> bool:
    """Whether a preposition opens a formula that names a sayer: بحسب مراسلنا في إدلب."""
    return word.form in _ACCORDING or any(x.data.get("role") == "attribution" for x in word.lexemes)


class Formulas:
    """Finds them; holds only the lexicon's words for that."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._self = lexicon.grammar["self_statement"]
        self._accounts = lexicon.grammar["account"]
        self._issued = lexicon.grammar["issued"]

    def of(self, parsed: Parsed, last: Speaker | None) -> list[tuple[int, Speaker]]:
        """The sayers that the formulas of a sentence name, each with the word where its formula stands.

        Args:
            parsed: the sentence.
            last: the sayer before it.
        """
        return [
            (chunk.first, sayer)
            for at, chunk in enumerate(parsed.chunks)
            if (sayer := self._at(parsed, at, chunk, last) or self._aside(parsed, at, chunk, last)) is not None
        ]

    def _aside(self, parsed: Parsed, at: int, chunk: Chunk, last: Speaker | None) -> Speaker | None:
        """وفي الغابة، يضيف البيان، قضت مفرزة على اثنين: between commas a verb that says, and who says it."""
        around = parsed.chunks[max(0, at - 1) : at + 3]
        if not at or [c.kind for c in around] != ["comma", "verb", "noun", "comma"] or chunk.joined:
            return None
        phrase = around[2].phrase
        entry = next(
            (x for x in chunk.word.lexemes if x.family == "saying" and x.kind in TELLING and not x.companions), None
        )
        if entry is None or phrase is None or around[2].preposition or chunk.word.after or phrase.event:
            return None
        if last is not None and takes_up(phrase, self._self):
            return Speaker(
                last.phrase, last.parsed, chunk.word, entry, (phrase.start, phrase.end), True, rule="source/formula"
            )
        if not human(phrase):
            return None
        return Speaker(phrase, parsed, chunk.word, entry, None, False, rule="source/formula")

    def _at(self, parsed: Parsed, at: int, chunk: Chunk, last: Speaker | None) -> Speaker | None:
        """The sayer that a formula at this chunk names."""
        lead = chunk.prep_word
        if lead is None:
            return None
        verb = chunk.clause.verb if chunk.clause is not None else None
        if verb is not None and verb.last == chunk.first and any(x.kind == "outcome" for x in verb.word.lexemes):
            return None  # only the toll is attributed (codebook, decision 6)
        entry = next(
            (x for x in lead.lexemes if x.data.get("role") == "attribution" and x.data.get("continues") is not False),
            None,
        )
        if entry is None and lead.form not in _ACCORDING:
            return None
        phrase = chunk.phrase
        following = parsed.chunks[at + 1] if at + 1 < len(parsed.chunks) else None
        if phrase is None and following is not None and following.kind == "verb" and lead.form.endswith(" ما"):
            # بحسب ما ذكرته مصادر: the sayer is the subject of the verb.
            if not any(x.family == "saying" for x in following.word.lexemes):
                return None
            phrase = next(
                (c.phrase for c in parsed.chunks[at + 2 : at + 4] if c.kind == "noun" and not c.preposition), None
            )
            if phrase is None:
                return None
        if phrase is None:
            if (
                lead.form.endswith(("قوله", "قولها", "قولهم", "تعبيره", "تعبيرها", "وصفه", "وصفها"))
                and last is not None
            ):
                return Speaker(last.phrase, last.parsed, lead, entry, None, True, rule="source/formula")
            return None
        owner = owner_of(parsed, phrase, self._issued)
        if owner is not None:
            return Speaker(owner, parsed, lead, entry, (phrase.start, phrase.end), False, rule="source/formula")
        phrase = self._teller(parsed, phrase)
        if phrase.event or not (human(phrase) or not phrase.classes.isdisjoint(SOURCES)):
            return None
        if last is not None and takes_up(phrase, self._self):
            return Speaker(last.phrase, last.parsed, lead, entry, None, True, rule="source/formula")
        return Speaker(phrase, parsed, lead, entry, None, False, rule="source/formula")

    def _teller(self, parsed: Parsed, phrase: NounPhrase) -> NounPhrase:
        """حسب رواية الأهالي: whose account it is."""
        return (genitive_of(parsed.words, phrase) or phrase) if phrase.head.stem in self._accounts else phrase


def headline_sayer(parsed: Parsed) -> Speaker | None:
    """المرصد السوري: 37 قتيلا …: the words before the colon of a headline."""
    told = parsed.sentence.region not in ("title", "heading")
    for at, chunk in enumerate(parsed.chunks[:4]):
        if chunk.kind != "colon":
            continue
        nouns = [c for c in parsed.chunks[:at] if c.kind == "noun" and c.phrase is not None]
        channel = _spoken_to(parsed, nouns)
        if (len(nouns) != 1 and channel is None) or at > 2 or nouns[0].phrase is None:
            return None
        phrase = nouns[0].phrase
        if (
            phrase.event
            or not phrase.classes.isdisjoint(("statement", "document"))
            or not human(phrase)
            or (any(e.kind not in ("country",) for e in phrase.head.places) and not phrase.classes)
            or (channel is None and _where(parsed, at, phrase))
            or (told and channel is None and not (phrase.classes & _TOLD_BY and _reports(parsed, at)))
        ):
            return None
        return Speaker(phrase, parsed, None, None, channel, False, rule="source/headline")
    return None


def _where(parsed: Parsed, colon: int, phrase: NounPhrase) -> bool:
    """مالي: مقتل 20 جنديا: a country before the colon says where, unless it speaks of itself (إيران: لن نتفاوض)."""
    if not any(e.kind == "country" for e in phrase.head.places) or (
        phrase.last - phrase.first > max(1, phrase.head.place_size)
    ):
        return False
    after = parsed.chunks[colon + 1] if colon + 1 < len(parsed.chunks) else None
    if after is None:
        return True
    own = after.kind == "neg" or bool(after.word.persons & {"1s", "1p"}) or "س" in after.word.before
    return not own and after.kind != "quote"


def _spoken_to(parsed: Parsed, nouns: list[Chunk]) -> tuple[int, int] | None:
    """مصدر أمني لـ«النهار»: the outlet that somebody spoke to."""
    if len(nouns) != 2 or nouns[1].preposition not in ("ل", "لـ") or nouns[1].phrase is None:
        return None
    outlet = nouns[1].phrase
    quoted = parsed.words[outlet.first].pos == "."
    return (outlet.start, outlet.end) if quoted or outlet.classes & {"media", "channel"} else None


def _reports(parsed: Parsed, colon: int) -> bool:
    """Whether a verb or an event stands right after the colon: in a text, only then are words before it a sayer."""
    after = parsed.chunks[colon + 1] if colon + 1 < len(parsed.chunks) else None
    return after is not None and (
        after.kind == "verb" or bool(after.phrase is not None and after.phrase.event and not after.preposition)
    )
