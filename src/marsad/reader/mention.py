"""One place where the article names an actor, and the little that is asked of its words."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexeme
from marsad.reader.words import Word
from marsad.records import EntityKind

#: Kinds of actor that bear arms and are no state.
ARMED: Final = frozenset(("rebel", "militia", "identity_militia"))


class Mention:
    """An actor named in the text.

    Attributes:
        start, end: source offsets.
        first, last: word indexes in its sentence, last exclusive.
        ref: id in the registry.
        confidence: how sure the id is.
        country: the actor's country, where it has one.
        kind: its kind in the registry.
        entity: the kind of entity.
        form: name, generic, unit or short.
        people: whether it means some people rather than a body: two mentions need not be the same.
    """

    __slots__ = ("confidence", "country", "end", "entity", "first", "form", "kind", "last", "people", "ref", "start")

    def __init__(
        self,
        start: int,
        end: int,
        first: int,
        last: int,
        ref: str,
        confidence: float,
        country: str | None,
        kind: str,
        entity: EntityKind,
        form: str,
        people: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.first = first
        self.last = last
        self.ref = ref
        self.confidence = confidence
        self.country = country
        self.kind = kind
        self.entity = entity
        self.form = form
        self.people = people


def core(word: Word) -> str:
    """A word without its proclitics, but with its article."""
    if word.kind == "word" and word.article and not word.stem.startswith("ال"):
        return "ال" + word.stem
    return word.stem


def definite(word: Word) -> bool:
    """Whether a word is definite by its article."""
    return word.article or word.stem.startswith("ال")


def again(word: Word, at: int, earlier: Mention, sure: float) -> Mention:
    """A short mention of an actor named before."""
    return Mention(
        word.bare_start(),
        word.end,
        at,
        at + 1,
        earlier.ref,
        sure,
        earlier.country,
        earlier.kind,
        earlier.entity,
        "short",
    )


def entity(lexeme: Lexeme) -> EntityKind:
    """The kind of entity that a registered name makes, by its classes and its kind of actor."""
    classes = lexeme.classes
    if "unit" in classes:
        return "unit"
    if lexeme.kind in ARMED and not classes.isdisjoint(("group", "force")):
        return "armed_group"
    if "state" in classes:
        return "state"
    if not classes.isdisjoint(("org", "authority", "media")) or (lexeme.kind == "org" and "group" in classes):
        return "organisation"
    if "group" in classes:
        return "armed_group"
    if "force" in classes:
        return "unit"
    return "people"
