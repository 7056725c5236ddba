"""The types of event that the rules of joining ask for."""

from __future__ import annotations

from typing import Final

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
