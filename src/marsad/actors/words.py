"""The words by which actors are recognised beside their registered names: generic names, numbers of units, short names.

Words are compared folded, with the article and without other proclitics.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_ARTICLE = "ال"


#: Names by their first word, the longest first: the whole name and its id.
_ByFirstWord = dict[str, list[list[str]]]


def bare(word: str) -> str:
    """A folded word without its article."""
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


class Words:
    """Tables of words; read only.

    Attributes:
        members: nouns before an actor that mean its people or parts.
        links: what may stand between such a noun, or a unit, and the actor.
        epithets: adjectives that say nothing more of who is meant.
        units: nouns of units that bear a number.
        arms: what may follow the number.
        short: nouns that point back to an actor, and the kinds of actor they may else mean.
        latter: words for the last one named.
        short_names: names that are common words too, with the ids they may mean and in which countries each is meant.
    """

    def __init__(self, artefact: dict[str, Any]) -> None:
        words = artefact["words"]
        self.members = frozenset(words["members"])
        self.links = frozenset(words["links"])
        self.epithets = frozenset(words["epithets"])
        self.units: dict[str, str] = words["units"]
        self.arms = frozenset(words["arms"])
        self.short: dict[str, list[str]] = words["short"]
        self.latter = frozenset(words["latter"])
        self.short_names: dict[str, dict[str, list[str | None]]] = artefact["short_names"]
        self._ordinals: dict[str, int] = words["ordinals"]
        self._tens: dict[str, int] = words["tens"]
        self._generic: _ByFirstWord = artefact["generic_words"]
        self._owned: _ByFirstWord = artefact["owned_words"]
        first = {name.split(" ", 1)[0] for name in self.short_names}
        self.starts = frozenset((*self._generic, *self._owned, *first, *self.latter)) | {
            _ARTICLE + w for w in self.short
        }

    def begins(self, word: str) -> bool:
        """Whether a generic name begins with this word."""
        start = word.split(" ", 1)[0]
        return start in self._generic or start in self._owned

    def generic_at(self, words: Sequence[str], at: int, *, owned: bool = False) -> tuple[int, str] | None:
        """The longest generic name that starts at ``words[at]``: how many words it takes, and its id.

        An item of ``words`` may itself be of several words; ``owned``: names that need the adjective of a country.
        """
        for name, ref in (self._owned if owned else self._generic).get(words[at].split(" ", 1)[0], ()):
            text, size = words[at], 1
            while len(text) < len(name) and at + size < len(words) and name.startswith(text + " "):
                text += " " + words[at + size]
                size += 1
            if text == name:
                return size, ref
        return None

    def number(self, words: Sequence[str], at: int) -> tuple[int, int] | None:
        """An ordinal at ``words[at]`` (التاسعة، الثالث عشر، الحادي والعشرون): how many words it takes, and the number."""
        one = self._ordinals.get(bare(words[at]))
        if one is None:
            ten = self._tens.get(bare(words[at]))
            return (1, ten) if ten and ten > 10 and words[at].startswith(_ARTICLE) else None
        if at + 1 < len(words):
            following = words[at + 1].removeprefix("و")
            ten = self._tens.get(bare(following))
            if ten == 10 and one < 10:
                return 2, 10 + one
            if ten and ten > 10 and words[at + 1].startswith("و"):
                return 2, ten + one
        return 1, one
