"""The words on which clauses turn: what opens one, negates, doubts or carries its verb."""

from __future__ import annotations

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.phrases.phrase import NounPhrase


class Openers:
    """The kinds of such words, as the grammar of the lexicon lists them."""

    def __init__(self, lexicon: Lexicon) -> None:
        g = lexicon.grammar
        self.complement = g["complement"]
        self.subordinate = g["subordinate"]
        self.adversative = g["adversative"]
        self.result = g["result"]
        self.conditional = g["conditional"]
        self.relative = g["relative"]
        self.auxiliary = g["auxiliary"]
        self.negators = g["negator"]
        self.future = g["future"]
        self.doubt = g["doubt"]
        self.additive = g["additive"]
        self.among = g["among"]
        self.still = g["still"]
        self.direction = g["direction"]
        self.all = self.complement | self.subordinate | self.adversative | self.conditional | self.result

    def heads_direction(self, phrase: NounPhrase | None) -> bool:
        """Whether a phrase tells a direction (شمال المدينة) and so is nobody who acts."""
        return (
            phrase is not None
            and phrase.head.stem in self.direction
            and phrase.number is None
            and not phrase.head.article
        )
