"""Whom a pronoun on a predicate means: اغتاله مسلحان، سيطرتها على البلدة."""

from __future__ import annotations

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase
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
            chunk
            for chunk in fitting_before(draft, pronoun)
            if chunk.phrase is not clause.subject and chunk.word.stem not in self._self
        ]
        if people:  # خرج المدير من المسجد فاغتاله مسلحان: what is done to people is done to the last one named
            fitting = [c for c in fitting if c.phrase is not None and "person" in c.phrase.classes] or fitting
        meant = _meant(fitting)
        if meant is not None:
            put(draft, role, Filler(meant, draft.parsed, True, "object"))


def fitting_before(draft: Draft, pronoun: str) -> list[Chunk]:
    """The nouns before a predicate that a pronoun can mean, the nearest first."""
    return [
        chunk
        for chunk in reversed(draft.parsed.chunks)
        if chunk.first < draft.chunk.first
        and chunk.kind == "noun"
        and chunk.phrase is not None
        and not chunk.phrase.event
        and fits_pronoun(chunk.phrase, pronoun)
    ]


def _meant(fitting: list[Chunk]) -> NounPhrase | None:
    """The nearest, unless it only says where another of its clause is: حاصرت منزلا داخل المخيم واستهدفته."""
    if not fitting:
        return None
    near = fitting[0]
    if near.preposition and near.clause is not None:
        for other in fitting[1:]:
            if other.clause is not near.clause:
                break
            if not other.preposition and not other.genitive and other.phrase is not near.clause.subject:
                return other.phrase
    return near.phrase


def fill_possessor(draft: Draft) -> None:
    """The pronoun on a noun (سيطرتها، هجومه): the subject of the clause or the last fitting phrase."""
    role = draft.frame.get("gen", "actor")
    if role in ("target", "either") and _done_to(draft):
        role = "actor"
    clause: Clause | None = draft.clause
    if clause is not None and clause.subject is not None and fits_pronoun(clause.subject, draft.word.after):
        # The light verb's subject fills the actor; a masdar's own genitive is who or what it happens to.
        if role in ("actor", "either"):
            put(draft, "actor", Filler(clause.subject, draft.parsed, True, "possessor"))
        elif draft.light is None:
            put(draft, role, Filler(clause.subject, draft.parsed, True, "possessor"))
        if role in ("actor", "either") or draft.light is None:
            return
    fitting = fitting_before(draft, draft.word.after)
    if role == "target":
        others = [c for c in fitting if clause is None or c.phrase is not clause.subject]
        # رد المتظاهرون برشقهم: nobody does it to himself
        fitting = others if draft.light is not None else others or fitting
    elif role in ("actor", "either"):
        fitting = [c for c in fitting if c.phrase is not None and _acts(c.phrase)] or fitting
    meant = _meant(fitting)
    if meant is not None:
        put(draft, "actor" if role == "either" else role, Filler(meant, draft.parsed, True, "possessor"))


def _acts(phrase: NounPhrase) -> bool:
    """هجماتها: towns and regions do nothing; states and whoever is named do."""
    places = phrase.head.places
    return not places or "agent" in phrase.classes or any(e.kind == "country" for e in places)


def _done_to(draft: Draft) -> bool:
    """خطفه لأكثر من 200 تلميذة: whom it is done to stands after ل, so the pronoun is who did it."""
    chunks = draft.parsed.chunks
    at = chunks.index(draft.chunk) + 1
    after = chunks[at] if at < len(chunks) else None
    return (
        after is not None
        and after.preposition == "ل"
        and after.first == draft.chunk.last
        and after.phrase is not None
        and not after.phrase.event
        and not after.phrase.classes.isdisjoint(("person", "collective", "toll", "settlement", "site", "building"))
    )
