"""Where a sentence falls apart: verbs, noun phrases with what governs them, and the marks between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.clauses.openers import Openers
from marsad.reader.phrases.brackets import NUMBER_MARKS
from marsad.reader.phrases.parse import PhraseParser
from marsad.reader.words import Word

_DASHES: Final = frozenset("-–—")
_QUOTE_MARKS: Final = frozenset('"«»“”„')


class Chunker:
    """Cuts tagged sentences into chunks; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon, openers: Openers) -> None:
        self._phrases = PhraseParser(lexicon)
        self._openers = openers

    def chunks(self, words: Sequence[Word]) -> list[Chunk]:
        """The sentence as chunks, left to right."""
        out: list[Chunk] = []
        at, size = 0, len(words)
        while at < size:
            chunk = self._chunk(words, at)
            if (
                chunk.kind == "noun"
                and chunk.phrase is not None
                and chunk.phrase.number is not None
                and out
                and out[-1].kind == "conj"
                and out[-1].word.form == "و"
            ):
                out.pop()  # ضابط و4 مجندين
                chunk.joined = True
            before = out[-1] if out else None
            if _beside_place(out, chunk):
                chunk.preposition = out[-2].preposition
            elif self._beside_channel(out, chunk):
                pass  # أعلنت الوزارة في بيان توقيف كذا: what is told is no part of the channel
            elif (
                chunk.kind == "noun" and not chunk.preposition and not chunk.joined and before is not None and before.kind == "noun"
                and before.last == chunk.first and before.phrase is not None and before.phrase.open and not self._openers.heads_direction(chunk.phrase)
                and not (chunk.phrase is not None and chunk.phrase.number is None and chunk.word.text.endswith(("اً", "ًا")) and not before.phrase.event)
            ):  # fmt: skip
                chunk.genitive = True
            elif (
                chunk.kind == "noun"
                and not chunk.preposition
                and not chunk.joined
                and before is not None
                and before.genitive
                and before.last == chunk.first
            ):
                # The second argument of a verbal noun after a preposition: في تفريق قوات الأمن معتصمين.
                chunk.genitive = (
                    len(out) > 1 and bool(out[-2].preposition) and out[-2].phrase is not None and out[-2].phrase.event
                )
            if (
                chunk.kind == "noun"
                and chunk.joined
                and not chunk.preposition
                and before is not None
                and before.kind == "noun"
                and before.last in (chunk.first, chunk.first - 1)
            ):
                chunk.follows = before.preposition or before.follows
            out.append(chunk)
            at = max(chunk.last, at + 1)
        return out

    def _beside_channel(self, out: list[Chunk], chunk: Chunk) -> bool:
        before = out[-1] if out else None
        return (
            before is not None
            and chunk.is_event_noun
            and before.kind == "noun"
            and before.preposition in ("في", "عبر", "خلال")
            and before.phrase is not None
            and not before.phrase.classes.isdisjoint(("statement", "channel"))
            and any(c.kind == "verb" and any(x.family == "saying" for x in c.word.lexemes) for c in out)
        )

    def _chunk(self, words: Sequence[Word], at: int) -> Chunk:
        word = words[at]
        joined = bool(word.conjunction)
        form = word.stem if word.before else word.form
        if word.pos == ".":
            if word.form in _QUOTE_MARKS:
                quoted = self._phrases.parse(words, at)
                if quoted is not None and quoted.last - at <= 6 and not (at and words[at - 1].form == ":"):
                    return Chunk("noun", at, quoted.last, word, quoted)
                return Chunk("quote", at, at + 1, word)
            counted = self._phrases.parse(words, at) if word.form in NUMBER_MARKS else None
            if counted is not None and counted.number is not None:
                return Chunk("noun", at, counted.last, counted.head, counted)  # (15) مدنيا
            if word.form in "([":
                close = self._closing(words, at)
                if close:
                    return Chunk("paren", at, close, word)
            return Chunk("colon" if word.form == ":" else "comma", at, at + 1, word)
        if word.kind == "phrase" and any(x.kind == "outcome" for x in word.lexemes):
            return Chunk("outcome", at, at + 1, word, joined=joined)
        if word.pos == "V":
            if form in self._openers.additive and form != "و":
                return Chunk("conj", at, at + 1, word, joined=True)
            return Chunk("verb", at, at + 1, word, joined=joined)
        if word.pos == "W":
            return Chunk("time", at, at + 1, word, joined=joined)
        if word.form in self._openers.relative or form in self._openers.relative:
            return Chunk("rel", at, at + 1, word, joined=joined)
        if form in self._openers.all or word.pos == "C":
            return Chunk("conj", at, at + 1, word, joined=joined)
        if word.form in self._openers.among or form in self._openers.among:
            phrase = self._phrases.parse(words, at + 1)
            return Chunk("among", at, phrase.last if phrase else at + 1, word, phrase)
        if word.kind == "word" and (word.pos == "G" or (form in self._openers.negators and word.pos != "X")):
            kind = "adverb" if form == "ما" and self._what(words, at) else "neg"
            return Chunk(kind, at, at + 1, word, joined=joined)
        if word.pos == "P":
            return self._prepositional(words, at, word, joined, form)
        following = words[at + 1] if at + 1 < len(words) else None
        if word.pos == "D" and not at and following is not None and following.text.startswith("و"):
            return Chunk("adverb", at, at + 1, word)  # هذا وقد دأبت الجماعة …
        if word.pos in ("E", "T", "I", "R"):
            kind = "adverb"
            if word.pos == "R" and form in ("ما", "مما"):
                kind = "rel"
            return Chunk(kind, at, at + 1, word, joined=joined)
        if word.pos == "O" and not word.after:
            return Chunk("adverb", at, at + 1, word, joined=joined)
        phrase = self._phrases.parse(words, at)
        if phrase is None:
            return Chunk("adverb", at, at + 1, word, joined=joined)
        clitic = word.preposition
        if word.pos == "U" and word.before:
            clitic = next((c for c in word.before if c in "بلك"), "")
            joined = "و" in word.before
        return Chunk("noun", at, phrase.last, phrase.head, phrase, clitic, joined)

    def _what(self, words: Sequence[Word], at: int) -> bool:
        """إن ما حصل هو اعتداء: after إن and its sisters ما is what happened, not that it did not."""
        before = at - 2 if at > 1 and words[at - 1].form in _QUOTE_MARKS else at - 1
        if before >= 0 and words[before].form in ("،", "؛") and not words[at].before:
            # عثر على 11 جثة، ما يرفع الحصيلة؛ ما فجر غضبا: after a comma it takes up what was just told
            after = words[at + 1] if at + 1 < len(words) else None
            told = after is not None and after.pos == "V" and bool(after.persons & {"3ms", "3fs"} or not after.persons)
            return after is not None and told and not self._lasting(after)
        return before >= 0 and words[before].form in self._openers.complement

    def _lasting(self, word: Word) -> bool:
        """ما يزال، ما انفك: a verb that ما goes with."""
        return word.stem in self._openers.still or word.stem in self._openers.auxiliary

    def _prepositional(self, words: Sequence[Word], at: int, word: Word, joined: bool, form: str) -> Chunk:
        additive = form in self._openers.additive
        if at + 1 < len(words) and words[at + 1].pos == "W":
            return Chunk("time", at, at + 2, words[at + 1], joined=joined, prep_word=word, preposition=form)
        following = words[at + 1] if at + 1 < len(words) else None
        told = word.kind == "phrase" and any(x.family == "saying" for x in word.lexemes)
        apart = told and following is not None and (following.conjunction != "" or following.preposition == "ب")
        # هددت في شريط مصور بإعدام: where it was said governs nothing
        phrase = self._phrases.parse(words, at + 1) if not word.after and not apart else None
        if phrase is None:
            return Chunk("prep", at, at + 1, word, joined=joined or additive, preposition=form, prep_word=word)
        inner = phrase.head.preposition if words[at + 1].preposition and form.endswith(("ل", "ب")) else ""
        if additive:
            return Chunk("noun", at, phrase.last, phrase.head, phrase, "", True, word)
        return Chunk("noun", at, phrase.last, phrase.head, phrase, form + (inner and ""), joined, word)

    def _closing(self, words: Sequence[Word], at: int) -> int:
        closer = ")" if words[at].form == "(" else "]"
        for k in range(at + 1, min(at + 14, len(words))):
            if words[k].form == closer:
                return k + 1
        return 0


def _beside_place(out: Sequence[Chunk], chunk: Chunk) -> bool:
    """في بلدة عرسال – بعلبك: past a dash the name of what the place lies in, which does nothing itself."""
    if len(out) < 2 or out[-1].kind != "comma" or out[-1].word.form not in _DASHES or chunk.kind != "noun":
        return False
    place, dash = out[-2], out[-1].word
    named = chunk.word.pos == "X" and bool(chunk.word.places) and not chunk.word.before and chunk.phrase is not None
    apart = dash.i > 0 and place.last == dash.i and chunk.first == dash.i + 1
    if place.phrase is None or "road" in place.phrase.classes:
        return False  # على طريق كركوك – داقوق
    return named and apart and bool(place.preposition) and "place" in place.phrase.classes
