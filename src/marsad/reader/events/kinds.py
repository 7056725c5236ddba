"""The types of event that the rules of joining ask for, and what verbs of outcome take."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import bare
from marsad.lexicon.schema import as_list
from marsad.reader.words import Word

#: Types whose harm to people is told as cause: قُتل في …
CAUSES: Final = frozenset(
    (
        "clash",
        "attack",
        "airstrike",
        "shelling",
        "bombing",
        "crackdown",
        "riot",
        "operation",
        "assassination",
        "advance",
        "protest",
        "abuse",
    )
)
HARM: Final = frozenset(("killing", "injury"))
#: Types that hurt people: what an outcome told after them belongs to.
HURTING: Final = frozenset(
    ("clash", "attack", "airstrike", "shelling", "bombing", "crackdown", "riot", "abuse", "operation")
)
EXPLODING: Final = frozenset(("bombing", "airstrike", "shelling", "attack"))


def outcome_slots(word: Word, key: str = "takes") -> set[str]:
    """Where a verb of outcome has what came of an act (``takes``) or the act itself (``source``): prepositions, object."""
    return {bare(slot) for x in word.lexemes if x.kind == "outcome" for slot in as_list(x.data.get(key))}
