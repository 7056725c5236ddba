"""What class words ask for beside the names of places, and instead of them: مطار عطبرة، قضاء القائم، المدينة."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon

_NAMES: Final = "names_"
_REFERS: Final = "refers_"


class Heads:
    """The class words, as the grammar of the lexicon lists them.

    Attributes:
        names: by class word, the kinds of the gazetteer that a name after it may be.
        refers: by class word with the article, the kinds that it may point back to.
        site_by_town, around_town: after these the name of a town is that of what lies near it, or around it.
        homeland, capital, land: what stands for a country, for its capital, and with an adjective for a country.
        square: before a name they make it that of a street, which says nothing of the town it is called after.
        unit, seat: before a name they settle that it is a first-level unit, or a unit or town below it.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        g = lexicon.grammar
        self.names = _by_word(g, _NAMES)
        self.refers = _by_word(g, _REFERS)
        self.site_by_town = g["site_by_town"]
        self.around_town = g["around_town"]
        self.homeland = g["homeland"]
        self.capital = g["capital"]
        self.land = g["land"]
        self.square = g["square"]
        self.unit = g["settled_unit"]
        self.seat = g["settled_seat"]


def _by_word(grammar: dict[str, frozenset[str]], lead: str) -> dict[str, tuple[str, ...]]:
    """The kinds that some lists of the grammar are named after, by the words in them."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in sorted(grammar.items()):
        if kind.startswith(lead):
            for word in words:
                found[word] = (*found.get(word, ()), kind[len(lead) :])
    return found
