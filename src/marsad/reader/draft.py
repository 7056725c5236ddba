"""Drafts: events as the reader builds them, before they become records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marsad.lexicon.lexicon import Lexeme
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.words import Sentence, Word


@dataclass(slots=True)
class Parsed:
    """A sentence with its chunks and clauses.

    Attributes:
        stems: every stem and folded form in it, for conditions on what stands around.
        classes: every semantic class in it.
    """

    sentence: Sentence
    chunks: list[Chunk]
    clauses: list[Clause]
    stems: frozenset[str]
    classes: frozenset[str]
    number: int = 0

    @property
    def words(self) -> list[Word]:
        """The words of the sentence."""
        return self.sentence.words


@dataclass(slots=True)
class Filler:
    """A phrase that fills a role, the sentence it stands in, and whether the clause only implies it."""

    phrase: NounPhrase
    parsed: Parsed
    implied: bool = False
    slot: str = ""
    chunk: Chunk | None = None
    span: tuple[int, int] | None = None

    @property
    def start(self) -> int:
        """Source offset of the first character."""
        return self.span[0] if self.span else self.phrase.start

    @property
    def end(self) -> int:
        """Source offset after the last character."""
        return self.span[1] if self.span else self.phrase.end


@dataclass(slots=True)
class Tally:
    """A count on a draft: class, bounds, and the words it stands in."""

    of: str
    low: float | int | None
    high: float | int | None
    approximate: bool
    start: int
    end: int
    group: str = ""


@dataclass(slots=True)
class Speaker:
    """A source: the phrase that names the sayer, and how it was said."""

    phrase: NounPhrase | None
    parsed: Parsed
    verb: Word | None
    entry: Lexeme | None
    channel: tuple[int, int] | None = None
    implied: bool = False
    start: int = 0
    end: int = 0
    rule: str = ""


@dataclass(slots=True)
class Draft:
    """An event in the making."""

    parsed: Parsed
    clause: Clause
    chunk: Chunk
    word: Word
    entry: Lexeme
    type: str
    frame: dict[str, str]
    is_verb: bool
    rule: str
    actors: list[Filler] = field(default_factory=list)
    targets: list[Filler] = field(default_factory=list)
    devices: list[Filler] = field(default_factory=list)
    placed: list[tuple[str, Filler]] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    none: list[str] = field(default_factory=list)
    extra: list[Clause] = field(default_factory=list)
    status: str = "occurred"
    salience: str = "main"
    speaker: Speaker | None = None
    light: Clause | None = None
    governor: Lexeme | None = None
    trigger: tuple[int, int] = (0, 0)
    absorbed: Draft | None = None
    toll: Draft | None = None
    rejected: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """Index of the trigger's word in its sentence."""
        return self.word.i
