"""Words → clauses: the sentence cut into chunks, walked over, and each clause given its subject.

The subject of a clause is the noun phrase after the verb that agrees, the topic before it, the antecedent of a
relative, or the subject that a coordinate verb shares.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.chunks import Chunker
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.clauses.openers import Openers
from marsad.reader.clauses.subjects import Subjects
from marsad.reader.clauses.walk import Walk
from marsad.reader.words import Word


class ClauseParser:
    """Cuts tagged sentences into chunks and clauses; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._openers = Openers(lexicon)
        self._chunker = Chunker(lexicon, self._openers)
        self._subjects = Subjects(self._openers)

    def chunks(self, words: Sequence[Word]) -> list[Chunk]:
        """The sentence as chunks, left to right."""
        return self._chunker.chunks(words)

    def clauses(self, words: Sequence[Word], chunks: Sequence[Chunk]) -> list[Clause]:
        """The clauses of a sentence, in the order they open."""
        state = Walk(self._openers, self._subjects, words, chunks)
        for at in range(len(chunks)):
            state.step(at)
        for clause in state.found:
            self._subjects.find(clause)
            if (
                clause.subject is None
                and clause.verb is not None
                and clause.kind in ("subordinate", "complement", "adversative")
            ):
                self._subjects.fall_back(clause, state.found)
        return state.found
