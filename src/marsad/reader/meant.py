"""Phrases: which of the actors named in a sentence a whole phrase means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.actors import Registry
from marsad.actors.words import bare
from marsad.gazetteer.index import Gazetteer
from marsad.reader.mention import Mention, core
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.words import Word

_COUNTING: Final = frozenset("UKD.")
#: How sure it is that a country's name means its government, and its adjective its forces.
_BY_NAME: Final = 0.7
_BY_ADJECTIVE: Final = 0.6


class Meant:
    """Reads phrases; holds the gazetteer and the registry."""

    def __init__(self, gazetteer: Gazetteer, registry: Registry) -> None:
        self._gazetteer = gazetteer
        self._registry = registry
        self._words = registry.words

    def actor(self, phrase: NounPhrase, words: Sequence[Word], mentions: Sequence[Mention]) -> Mention | None:
        """The actor that a phrase as a whole means: its head, or what its people or parts belong to."""
        if phrase.name_from >= 0:
            return None
        found: Mention | None = None
        at = phrase.first
        for mention in mentions:
            if mention.last <= phrase.first:
                continue
            if mention.first >= phrase.last:
                return found
            between = words[at : mention.first]
            if not all(self._leads(w) for w in between):
                return found
            found, at = mention, mention.last
            if not (mention.people and mention.entity == "armed_group"):
                return mention  # else مسلحون من تنظيم داعش: theirs, where they are told
        return found

    def state(self, phrase: NounPhrase) -> Mention | None:
        """The state that acts by its name, its capital or its adjective (إيران, واشنطن, غارة إسرائيلية)."""
        head = phrase.head
        if phrase.last - phrase.first > max(1, head.place_size):
            return None
        code = next((e.country for e in head.places[:1] if e.kind == "country"), None)
        code = code or (self._gazetteer.country_of_capital(head.form) if head.places else None)
        body, sure = "government", _BY_NAME
        if code is None and head.is_adjective and (code := self._gazetteer.country_of_nisba(head.form)):
            body, sure = "military", _BY_ADJECTIVE
        actor = self._registry.state(code, body) if code else None
        if actor is None:
            return None
        return Mention(
            phrase.start, phrase.end, phrase.first, phrase.last, actor.id, sure, code, actor.kind, "state", "state"
        )

    def latter(self, word: Word) -> bool:
        """Whether a word means whoever was named last."""
        return word.kind == "word" and core(word) in self._words.latter

    def _leads(self, word: Word) -> bool:
        return word.pos in _COUNTING or bare(word.stem) in self._words.members or bare(word.stem) in self._words.links
