"""Events told by a participle: عائلة نازحة، عبوة مزروعة، العبوة مزروعة."""

from __future__ import annotations

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler
from marsad.reader.roles.fill import put
from marsad.reader.roles.roles import Roles


class Participles:
    """Fills the roles of participles; holds the lexicon's words for doers."""

    def __init__(self, lexicon: Lexicon, roles: Roles) -> None:
        self._agent = lexicon.grammar["agent"]
        self._roles = roles

    def fill(self, draft: Draft) -> None:
        """عائلة نازحة، عبوة مزروعة: the noun it describes fills subject (active) or object (passive)."""
        phrase = draft.chunk.phrase
        clause = draft.clause
        if phrase is None:
            return
        readings = [r for r in draft.word.readings if r.pos == "q" and r.lexeme is draft.entry]
        passive = bool(readings) and all(r.voice == "p" for r in readings)
        passive = passive or any(c.preposition in self._agent and c.first > draft.first for c in clause.chunks)
        draft.frame = self._roles.valency.frame(draft.entry, True)
        role = draft.frame.get("object", "target") if passive else draft.frame.get("subject", "actor")
        holder = (
            phrase
            if draft.word is not phrase.head
            else (
                clause.subject
                or (clause.topic.phrase if clause.topic else None)
                or (clause.antecedent.phrase if clause.antecedent else None)
            )
        )
        draft.rule = f"{draft.type}/participle"
        if holder is not None and holder.head is not draft.word:
            put(draft, role, Filler(holder, draft.parsed, holder is not phrase, "subject"))
        if draft.word is not phrase.head:
            after = [c for c in draft.parsed.chunks if c.first >= draft.chunk.last and c.clause is clause]
            self._roles.prepositions.fill(draft, after, draft.frame)
        else:
            self._roles.prepositions.fill(draft, [c for c in clause.chunks if c.first > draft.chunk.first], draft.frame)


def is_predicate(chunk: Chunk) -> bool:
    """Whether a participle is what the clause says of its topic (العبوة مزروعة) and no noun of its own."""
    clause = chunk.clause
    if clause is None or chunk.preposition:
        return False
    subject = clause.topic if clause.topic is not chunk else None
    return (
        (clause.verb is None or clause.verb is clause.auxiliary)
        and (subject is not None or clause.antecedent is not None)
        and not chunk.word.after
    )
