"""How sure the reader is of an event: a sum of weights over what is known of it, learned and put on the scale of a probability.

The features are named and either hold or do not; ``confidence.json`` gives each its weight, what the weights were learned
from and how well they are calibrated.  `tests/corpus/train_confidence.py` makes that file.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from math import exp
from typing import Final

from marsad.reader.draft import Draft

#: Where the weights lie, beside this module.
WEIGHTS: Final = "confidence.json"
#: No event is surer or less sure than this: nothing that is learned from a few hundred texts could tell.
_LEAST: Final = 0.02
_MOST: Final = 0.98
_LONG: Final = 45
_CROWDED: Final = 4


def features(draft: Draft, *, siblings: int = 0) -> list[str]:
    """What holds of a draft, by name; ``siblings`` is how many other events its sentence has."""
    data, clause, sentence = draft.entry.data, draft.clause, draft.parsed.sentence
    family, _, refined = draft.rule.partition("/")[2].partition("+")
    fillers = (*draft.actors, *draft.targets)
    held = {
        f"rule:{family}": True,
        "rule:refined": bool(refined),
        f"type:{draft.type}": True,
        f"status:{draft.status}": True,
        f"region:{sentence.region}": True,
        f"clause:{clause.kind}": True,
        "background": draft.salience == "background",
        "carried": draft.light is not None,
        "entry:conditions": bool(draft.entry.companions or "subject" in data or "object" in data),
        "entry:weak": bool(data.get("weak")),
        "actor": bool(draft.actors),
        "target": bool(draft.targets),
        "no-role": not fillers,
        "implied-role": any(f.implied for f in fillers),
        "place": bool(draft.placed),
        "time": any(w.time is not None for w in draft.parsed.words),
        "count": bool(draft.tallies),
        "none-said": bool(draft.none),
        "source": draft.speaker is not None,
        "toll-apart": draft.toll is not None,
        "negated": clause.negated,
        "conditional": clause.conditional,
        "future": clause.future,
        "in-quote": bool(clause.quote),
        "question": any(w.text in ("؟", "?") for w in draft.parsed.words[-2:]),
        "several-readings": len(draft.word.lexemes) > 1,
        "one-sibling": siblings == 1,
        "siblings": siblings > 1,
        "crowded": siblings >= _CROWDED,
        "long-sentence": len(draft.parsed.words) > _LONG,
    }
    return [name for name, holds in held.items() if holds]


class Weights:
    """The weights of features; a feature without one weighs nothing."""

    def __init__(self, base: float, weights: dict[str, float]) -> None:
        self.base = base
        self.weights = weights

    def sure(self, found: list[str]) -> float:
        """The confidence of an event with these features, to two digits."""
        score = self.base
        for name in found:
            score += self.weights.get(name, 0.0)
        return round(min(_MOST, max(_LEAST, 1.0 / (1.0 + exp(-score)))), 2)

    def why(self, found: list[str]) -> tuple[tuple[str, float], ...]:
        """The base, then the features with their weights, the heaviest first."""
        held = sorted(((n, self.weights.get(n, 0.0)) for n in found), key=lambda x: (-abs(x[1]), x[0]))
        return (("base", self.base), *held)


@cache
def weights() -> Weights:
    """The weights that ship with Marsad, read once a process."""
    data = json.loads(files("marsad.reader").joinpath(WEIGHTS).read_text("utf-8"))
    return Weights(float(data["base"]), {str(name): float(weight) for name, weight in data["weights"].items()})
