"""Refinement: an event of one type becomes a more particular one where actor, target or modifiers say so.

The rules are data (``refine.yaml``); this module only tests their conditions.
"""

from __future__ import annotations

from typing import Any

from marsad.lexicon.lexicon import Lexicon, bare
from marsad.lexicon.schema import as_list
from marsad.reader.draft import Draft


class Refiner:
    """Applies the refinement rules; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._rules: dict[str, list[dict[str, Any]]] = {}
        for rule in lexicon.refinements:
            for name in as_list(rule.get("type")):
                self._rules.setdefault(name, []).append(rule)

    def refine(self, draft: Draft, text: str) -> None:
        """Change the type of a draft by the first rule that fits."""
        for rule in self._rules.get(draft.type, ()):
            if self._holds(draft, rule["when"], text):
                draft.rule = f"{draft.rule}+{rule['becomes']}"
                draft.type = str(rule["becomes"])
                return

    def _holds(self, draft: Draft, when: dict[str, Any], text: str) -> bool:
        for key, wanted in when.items():
            values = as_list(wanted)
            if key == "actor_class":
                if not any(f.phrase.classes & set(values) for f in draft.actors):
                    return False
            elif key == "actor_word":
                named = {bare(part) for f in draft.actors for part in text[f.phrase.start : f.phrase.end].split()}
                if named.isdisjoint(bare(v) for v in values):
                    return False
            elif key == "not_actor_class":
                if draft.actors and all(f.phrase.classes & set(values) for f in draft.actors):
                    return False
            elif key == "target_class":
                if not any(f.phrase.classes & set(values) for f in draft.targets):
                    return False
            elif key == "device_class":
                if not any(f.phrase.classes & set(values) for f in draft.devices):
                    return False
            elif key == "modifier":
                if not self._modified(draft, frozenset(bare(v) for v in values)):
                    return False
            elif key == "mention":
                sentence = text[draft.parsed.sentence.start : draft.parsed.sentence.end]
                if not any(v in sentence for v in values):
                    return False
        return True

    def _modified(self, draft: Draft, wanted: frozenset[str]) -> bool:
        """A modifier beside the predicate: an adjective of its phrase, or an instrument right after it."""
        words = draft.parsed.words
        phrase = draft.chunk.phrase
        span = words[phrase.head.i + 1 : phrase.last] if phrase is not None and not draft.is_verb else []
        after = [
            w
            for c in draft.clause.chunks
            if c.first > draft.first and c.kind == "noun" and c.preposition in ("ب", "بواسطه", "من")
            for w in words[c.first : c.last]
        ]
        return any(w.stem in wanted or bare(w.form) in wanted for w in (*span, *after))
