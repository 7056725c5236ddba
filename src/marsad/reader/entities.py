"""Entities: who and what the article names, each once, with all its mentions.

Mentions of the same folded words are one entity; a person's later short name joins the fullest name that ends with
it.  People named without office or rank are marked private (codebook; the ethics of public outputs).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from marsad.lexicon.lexicon import bare
from marsad.reader.draft import Filler, Speaker
from marsad.reader.phrases import NounPhrase
from marsad.records import EntityKind

_KINDS: Final[tuple[tuple[str, EntityKind], ...]] = (
    ("group", "armed_group"), ("unit", "unit"), ("force", "unit"), ("state", "state"), ("authority", "organisation"), ("media", "organisation"),
    ("org", "organisation"), ("fighter", "people"), ("civilian", "people"), ("crowd", "people"), ("displaced", "people"), ("detainee", "people"),
    ("family", "people"), ("toll", "people"), ("official", "person"), ("rank", "person"), ("spokesperson", "person"), ("role", "person"), ("person", "people"),
    ("place", "place"),
)  # fmt: skip
_OFFICE: Final = frozenset(("official", "rank", "spokesperson", "role", "fighter"))
#: Kinds of the code tables by semantic class, the first that fits.
_CODE_KINDS: Final = (("group", "rebel"), ("crowd", "protesters"), ("unit", "state"), ("force", "state"), ("authority", "state"), ("official", "state"), ("rank", "state"),
               ("fighter", "rebel"), ("civilian", "civilians"), ("displaced", "civilians"), ("family", "civilians"), ("role", "civilians"), ("building", "civilians"),
               ("detainee", "civilians"), ("org", "civilians"))  # fmt: skip


@dataclass(slots=True)
class _Known:
    id: str
    kind: EntityKind
    name: str
    words: frozenset[str]
    mentions: dict[tuple[int, int], str] = field(default_factory=dict)
    private: bool = False
    country: str | None = None


class Registry:
    """The entities of one document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_key: dict[str, _Known] = {}
        self._people: list[_Known] = []
        self.known: list[_Known] = []

    def add(self, start: int, end: int, phrase: NounPhrase, *, kind: EntityKind | None = None) -> str | None:
        """Record a mention and return its entity's id; None for words that name nothing in particular."""
        name = self._text[start:end]
        if phrase.number is not None and phrase.head.pos == "U":
            return None
        stems = [bare(w) for w in name.replace("«", " ").replace("»", " ").replace('"', " ").split()]
        key = " ".join(stems)
        if not key:
            return None
        found = self._by_key.get(key)
        if found is None:
            kind = kind or kind_of(phrase)
            named = phrase.name_from >= 0 or (not phrase.classes and phrase.head.pos == "X" and not phrase.head.places)
            if named and kind in ("people", "person"):
                kind = "person"
            words = frozenset(stems)
            if kind == "person" or named:
                for person in self._people:
                    if person.kind == "person" and (words <= person.words or person.words <= words):
                        found = person
                        if len(name) > len(person.name):
                            person.name, person.words = name, words
                        break
            if found is None:
                found = _Known(f"n{len(self.known) + 1}", kind, name, words)
                found.private = kind == "person" and named and not phrase.classes & _OFFICE
                self.known.append(found)
                if kind == "person":
                    self._people.append(found)
            self._by_key[key] = found
        found.mentions.setdefault((start, end), name)
        return found.id

    def filler(self, filler: Filler) -> str | None:
        """The entity of a role filler."""
        return self.add(filler.start, filler.end, filler.phrase)

    def speaker(self, speaker: Speaker) -> str | None:
        """The entity of a source."""
        if speaker.phrase is None:
            return None
        return self.add(speaker.phrase.start, speaker.phrase.end, speaker.phrase)


def kind_of(phrase: NounPhrase) -> EntityKind:
    """The kind of an entity by the semantic classes of its phrase."""
    for name, kind in _KINDS:
        if name in phrase.classes:
            return kind
    if phrase.head.places:
        return "place"
    return "person" if phrase.name_from >= 0 else "organisation" if phrase.head.pos == "X" else "people"


def code_kind(phrase: NounPhrase, *, foreign: bool = False) -> str:
    """The kind of actor for the code tables, from what the article calls it."""
    if any(e.kind == "country" for e in phrase.head.places):
        return "external" if foreign else "state"
    for name, kind in _CODE_KINDS:
        if name in phrase.classes:
            return "external" if foreign and kind == "state" else kind
    return "unknown"
