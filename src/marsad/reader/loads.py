"""Numbers told beside an event and not in its slots: what a salvo or a convoy is made up of, how many they were who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.draft import Draft, Filler

if TYPE_CHECKING:
    from marsad.reader.quantities import Quantities

#: Count classes of what is fired or laid.
WEAPONS: Final = frozenset(("missile", "drone", "car_bomb", "explosive", "strike", "weapon", "vehicle"))


class Loads:
    """Counts them on drafts; holds the words for loads and what tallies a phrase."""

    def __init__(self, lexicon: Lexicon, quantities: Quantities) -> None:
        self._loaded = lexicon.grammar["load"]
        self._quantities = quantities

    def who(self, draft: Draft, people: str) -> None:
        """بلغ عدد الذين نزحوا 38 ألفا: the number told of those who did it, or to whom it was done."""
        told = draft.clause.antecedent
        if (
            not people
            or not draft.is_verb
            or told is None
            or told.word.stem != "عدد"
            or draft.clause.kind != "relative"
        ):
            return
        for chunk in draft.parsed.chunks:
            if (
                chunk.first > draft.first
                and chunk.kind == "noun"
                and chunk.phrase is not None
                and not chunk.preposition
            ):
                if chunk.phrase.head.pos != "U":
                    continue
                tally = self._quantities.tally(chunk.phrase, draft.parsed.words, people)
                if tally is not None:
                    self._quantities.add(draft, tally)
                    for role in (draft.actors, draft.targets):
                        for filler in [f for f in role if f.phrase is told.phrase]:
                            role[role.index(filler)] = Filler(chunk.phrase, draft.parsed, True, "counted", chunk)
                return

    def fired(self, draft: Draft) -> None:
        """رشقة من 20 صاروخا، 19 عملية استهداف جوي: how many were fired or flown."""
        words, chunks = draft.parsed.words, draft.parsed.chunks
        at = chunks.index(draft.chunk)
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        if following is not None and following.preposition == "من" and following.phrase is not None:
            of = self._quantities.class_of(following.phrase, words)
            tally = self._quantities.tally(following.phrase, words, of) if following.phrase.number is not None else None
            if tally is not None and of in WEAPONS:
                self._quantities.add(draft, tally)
        before = chunks[at - 1] if at else None
        if before is None or before.phrase is None or not draft.chunk.genitive or before.last != draft.chunk.first:
            return
        of = ""
        if draft.type == "aid" and self._quantities.class_of(before.phrase, words) == "vehicle":
            of = "vehicle"  # 25 شاحنة إغاثة
        elif draft.type == "airstrike" and before.phrase.number is not None:
            of = "strike"
        tally = self._quantities.tally(before.phrase, words, of)
        if tally is not None:
            self._quantities.add(draft, tally)

    def carried(self, draft: Draft, following: Draft | None) -> None:
        """قافلة تضم 26 شاحنة، محملة بثلاثين طنا: what relief is made up of is told behind it."""
        words = draft.parsed.words
        stop = following.first if following is not None else len(words)
        at = next((w.i for w in words[draft.first + 1 : stop] if w.stem in self._loaded), None)
        if at is None:
            return
        counted = False
        for chunk in draft.parsed.chunks:
            if chunk.first + bool(chunk.last - chunk.first > 1) <= at or chunk.first >= stop:
                continue
            if chunk.kind != "noun" or chunk.phrase is None or (counted and not chunk.joined):
                if chunk.kind in ("verb", "comma", "conj") or counted:
                    return
                continue
            if chunk.phrase.number is None or chunk.phrase.classes & {"person", "money", "time_unit"}:
                continue
            tally = self._quantities.tally(
                chunk.phrase, words, self._quantities.class_of(chunk.phrase, words) or "other"
            )
            if tally is not None:
                self._quantities.add(draft, tally)
                counted = True
