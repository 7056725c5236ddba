"""What a sentence is made of once it is cut: chunks, and the clauses they stand in."""

from __future__ import annotations

from marsad.lexicon.lexicon import Lexeme
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.words import Word


class Chunk:
    """A piece of a sentence.

    Attributes:
        kind: verb, noun, conj, rel, time, adverb, comma, quote, colon, neg.
        first, last: word indexes, last exclusive.
        word: its main word (the verb, the conjunction, the head).
        phrase: the noun phrase, for nouns.
        preposition: what governs the noun phrase (folded), or nothing.
        joined: whether و or ف or another additive joins it to what stands before.
        clause: the clause it belongs to.
        follows: the preposition of the noun it is joined to (بالمدفعية والراجمات), or nothing.
        genitive: whether it completes the open construct chain of the noun right before it.
    """

    __slots__ = (
        "clause",
        "first",
        "follows",
        "genitive",
        "joined",
        "kind",
        "last",
        "phrase",
        "prep_word",
        "preposition",
        "word",
    )

    def __init__(self, kind: str, first: int, last: int, word: Word, phrase: NounPhrase | None = None, preposition: str = "", joined: bool = False,
                 prep_word: Word | None = None) -> None:  # fmt: skip
        self.kind = kind
        self.first = first
        self.last = last
        self.word = word
        self.phrase = phrase
        self.preposition = preposition
        self.joined = joined
        self.prep_word = prep_word
        self.clause: Clause | None = None
        self.genitive = False
        self.follows = ""

    @property
    def is_event_noun(self) -> bool:
        """Whether a verbal noun of an event heads it."""
        return self.kind == "noun" and self.phrase is not None and self.phrase.event

    def __repr__(self) -> str:
        return f"<{self.kind} {self.preposition} {self.phrase or self.word.text}>"


class Clause:
    """A clause: at most one finite verb and what goes with it.

    Attributes:
        kind: main, complement, relative, coordinate, subordinate, hal, adversative.
        verb: the verb chunk (for hal the participle's chunk), or None.
        auxiliary: كان and its like before the verb.
        subject: its subject phrase; ``implied`` when it comes from elsewhere, then ``subject_words`` tells where.
        parent: the clause that governs this one (whose verb says, tries, denies it).
        antecedent: for a relative, the chunk it describes.
        negated, conditional, future: marks before the verb.
        chunks: indexes of its chunks.
    """

    __slots__ = ("antecedent", "auxiliary", "chunks", "conditional", "doubt", "future", "implied", "kind", "negated", "opener", "parent", "passive", "quote", "shared",
                 "subject", "topic", "verb")  # fmt: skip

    def __init__(self, kind: str, parent: Clause | None, opener: str = "") -> None:
        self.kind = kind
        self.parent = parent
        self.opener = opener
        self.verb: Chunk | None = None
        self.auxiliary: Chunk | None = None
        self.subject: NounPhrase | None = None
        self.shared: NounPhrase | None = None
        self.implied = False
        self.topic: Chunk | None = None
        self.antecedent: Chunk | None = None
        self.negated = False
        self.conditional = False
        self.future = False
        self.doubt = False
        self.passive = False
        self.quote = -1
        self.chunks: list[Chunk] = []

    def __repr__(self) -> str:
        return f"({self.kind} {self.opener} v={self.verb.word.text if self.verb else None} s={self.subject})"

    @property
    def lexemes(self) -> tuple[Lexeme, ...]:
        """The entries of the clause's verb."""
        return self.verb.word.lexemes if self.verb else ()
