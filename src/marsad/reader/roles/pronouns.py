"""Whom a pronoun on a predicate means: اغتاله مسلحان، سيطرتها على البلدة."""

from __future__ import annotations

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Clause
from marsad.reader.draft import Draft, Filler
from marsad.reader.roles.fill import put
from marsad.reader.roles.fitting import fits_pronoun


class Pronouns:
    """Finds what pronouns mean; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._types = lexicon.types
        self._self = lexicon.grammar["never_genitive"]

    def fill_object(self, draft: Draft, role: str, pronoun: str = "") -> None:
        """An attached pronoun: the antecedent of a relative clause, else the last phrase before it that fits."""
        clause = draft.clause
        pronoun = pronoun or draft.word.after
        antecedent = clause.antecedent
        if antecedent is not None and antecedent.phrase is not None and clause.subject is not antecedent.phrase:
            put(draft, role, Filler(antecedent.phrase, draft.parsed, True, "object"))
            return
        people = bool(self._types.get(draft.type, {}).get("people"))
        fitting = [
            chunk.phrase
            for chunk in reversed([c for c in draft.parsed.chunks if c.first < draft.chunk.first])
            if chunk.phrase is not None
            and chunk.kind == "noun"
            and chunk.phrase is not clause.subject
            and not chunk.phrase.event
            and chunk.phrase.head.stem not in self._self
            and fits_pronoun(chunk.phrase, pronoun)
        ]
        if people:  # خرج المدير من المسجد فاغتاله مسلحان: what is done to people is done to the last one named
            fitting = [f for f in fitting if "person" in f.classes] or fitting
        if fitting:
            put(draft, role, Filler(fitting[0], draft.parsed, True, "object"))


def fill_possessor(draft: Draft) -> None:
    """The pronoun on a noun (سيطرتها، هجومه): the subject of the clause or the last fitting phrase."""
    role = draft.frame.get("gen", "actor")
    clause: Clause | None = draft.clause
    if clause is not None and clause.subject is not None and fits_pronoun(clause.subject, draft.word.after):
        # The light verb's subject fills the actor; a masdar's own genitive is who or what it happens to.
        if role in ("actor", "either"):
            put(draft, "actor", Filler(clause.subject, draft.parsed, True, "possessor"))
        elif draft.light is None:
            put(draft, role, Filler(clause.subject, draft.parsed, True, "possessor"))
        if role in ("actor", "either") or draft.light is None:
            return
    for chunk in reversed([c for c in draft.parsed.chunks if c.first < draft.chunk.first]):
        if (
            chunk.phrase is not None
            and chunk.kind == "noun"
            and not chunk.phrase.event
            and fits_pronoun(chunk.phrase, draft.word.after)
        ):
            put(draft, "actor" if role == "either" else role, Filler(chunk.phrase, draft.parsed, True, "possessor"))
            return
