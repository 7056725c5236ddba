"""Sides of talks that the meeting itself is said to bring together: قمة جمعت قادة الإمارات ومصر، اجتماعا ضم قادة فتح."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase, genitive_of
from marsad.reader.words import Word

_PARTIES: Final = frozenset(("person", "collective"))


class Sides:
    """Finds them; holds the words for gathering."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._gather = lexicon.grammar["gather"]

    def gathered(self, draft: Draft) -> None:
        """Give talks the sides that the words behind the noun name."""
        if draft.type != "talks" or draft.is_verb:
            return
        chunks = draft.parsed.chunks
        at = chunks.index(draft.chunk)
        for chunk in chunks[at + 1 : at + 4]:
            word = draft.parsed.words[chunk.first]
            if word.stem in self._gather and not word.preposition:
                self._take(draft, chunk, chunks[chunks.index(chunk) + 1 :])
                return
            if chunk.kind not in ("noun", "rel", "adverb", "time") or (chunk.kind == "noun" and not chunk.preposition):
                return

    def _take(self, draft: Draft, chunk: Chunk, following: list[Chunk]) -> None:
        words = draft.parsed.words
        first: NounPhrase | None
        if chunk.kind == "verb":
            head = next((c for c in following if c.kind not in ("adverb", "time", "quote")), None)
            if head is None or head.kind != "noun" or head.phrase is None or head.preposition not in ("", "بين"):
                return
            first, following = head.phrase, following[following.index(head) + 1 :]
        elif chunk.phrase is not None:  # ضم is spelled like its verbal noun
            first = genitive_of(words, chunk.phrase)
            head = chunk
        else:
            return
        if first is None or not (first.classes & _PARTIES or first.head.pos in "XL"):
            return
        sides = [first]
        for other in following:
            if other.kind != "noun" or not other.joined or other.preposition or other.phrase is None:
                break
            sides.append(other.phrase)
        named = [head, *following[: len(sides) - 1]]
        draft.actors = [f for f in draft.actors if not any(f.phrase is c.phrase for c in named)]
        if _shared(first, sides[1:]):  # قادة الإمارات ومصر: one head over both
            span = (first.start, sides[-1].end)
            draft.actors.append(Filler(first, draft.parsed, False, "gathered", head, span))
            return
        draft.actors += [Filler(p, draft.parsed, False, "gathered", c) for p, c in zip(sides, named, strict=True)]


def _shared(first: NounPhrase, others: list[NounPhrase]) -> bool:
    """Whether the head of the first stands over the others too: a noun of several people, then names."""
    several: Word = first.head
    return bool(others) and several.pos == "N" and not several.article and "s" not in several.numbers and first.last > several.i + 1 and all(
        p.head.pos in "XL" or bool(p.head.places) or not p.classes & {"official", "rank"} for p in others
    )  # fmt: skip
