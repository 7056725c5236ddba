"""Drafts: events as the reader builds them, before they become records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marsad.lexicon.lexicon import Lexeme
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.words import Sentence, Word


class Parsed:
    """A sentence with its chunks and clauses.

    Attributes:
        stems: every stem and folded form in it, for conditions on what stands around.
        classes: every semantic class in it.
    """

    __slots__ = ("chunks", "classes", "clauses", "number", "sentence", "stems")

    def __init__(
        self,
        sentence: Sentence,
        chunks: list[Chunk],
        clauses: list[Clause],
        stems: frozenset[str],
        classes: frozenset[str],
        number: int = 0,
    ) -> None:
        self.sentence = sentence
        self.chunks = chunks
        self.clauses = clauses
        self.stems = stems
        self.classes = classes
        self.number = number

    @property
    def words(self) -> list[Word]:
        """The words of the sentence."""
        return self.sentence.words


class Filler:
    """A phrase that fills a role, the sentence it stands in, and whether the clause only implies it."""

    __slots__ = ("chunk", "implied", "parsed", "phrase", "slot", "span")

    def __init__(
        self,
        phrase: NounPhrase,
        parsed: Parsed,
        implied: bool = False,
        slot: str = "",
        chunk: Chunk | None = None,
        span: tuple[int, int] | None = None,
    ) -> None:
        self.phrase = phrase
        self.parsed = parsed
        self.implied = implied
        self.slot = slot
        self.chunk = chunk
        self.span = span

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Filler)
            and self.phrase is other.phrase
            and self.parsed is other.parsed
            and self.implied == other.implied
            and self.slot == other.slot
            and self.chunk is other.chunk
            and self.span == other.span
        )

    __hash__ = None  # type: ignore[assignment]

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


class Speaker:
    """A source: the phrase that names the sayer, and how it was said."""

    __slots__ = ("channel", "end", "entry", "implied", "parsed", "phrase", "rule", "start", "verb")

    def __init__(
        self,
        phrase: NounPhrase | None,
        parsed: Parsed,
        verb: Word | None,
        entry: Lexeme | None,
        channel: tuple[int, int] | None = None,
        implied: bool = False,
        start: int = 0,
        end: int = 0,
        rule: str = "",
    ) -> None:
        self.phrase = phrase
        self.parsed = parsed
        self.verb = verb
        self.entry = entry
        self.channel = channel
        self.implied = implied
        self.start = start
        self.end = end
        self.rule = rule


class Draft:
    """An event in the making."""

    __slots__ = (
        "absorbed",
        "actors",
        "chunk",
        "clause",
        "devices",
        "entry",
        "extra",
        "frame",
        "governor",
        "is_verb",
        "light",
        "none",
        "notes",
        "parsed",
        "placed",
        "reasons",
        "rejected",
        "rule",
        "salience",
        "speaker",
        "status",
        "tallies",
        "targets",
        "toll",
        "trigger",
        "type",
        "word",
    )

    def __init__(
        self,
        parsed: Parsed,
        clause: Clause,
        chunk: Chunk,
        word: Word,
        entry: Lexeme,
        frame: dict[str, str],
        is_verb: bool,
        rule: str,
    ) -> None:
        self.parsed = parsed
        self.clause = clause
        self.chunk = chunk
        self.word = word
        self.entry = entry
        self.type = entry.type
        self.frame = frame
        self.is_verb = is_verb
        self.rule = rule
        self.actors: list[Filler] = []
        self.targets: list[Filler] = []
        self.devices: list[Filler] = []
        self.placed: list[tuple[str, Filler]] = []
        self.tallies: list[Tally] = []
        self.none: list[str] = []
        self.extra: list[Clause] = []
        self.status = "occurred"
        self.salience = "main"
        self.speaker: Speaker | None = None
        self.light: Clause | None = None
        self.governor: Lexeme | None = None
        self.trigger = (0, 0)
        self.absorbed: Draft | None = None
        self.toll: Draft | None = None
        self.rejected = ""
        self.reasons: dict[str, str] = {}
        self.notes: dict[str, Any] = {}

    @property
    def first(self) -> int:
        """Index of the trigger's word in its sentence."""
        return self.word.i
