"""Whether a verb that may be active or passive by its spelling is read as passive."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.roles.fitting import ACTING
from marsad.reader.roles.idioms import Idioms

#: Derived forms that, of motion, have no passive in use (توغلت آليات).
_WITHOUT_PASSIVE: Final = frozenset(("V", "VI", "VII"))


#: Roles of an object that is where somebody goes.
_WAYS: Final = frozenset(("at", "from", "to"))


class Voice:
    """Decides it; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon, idioms: Idioms) -> None:
        self._types = lexicon.types
        self._agent = lexicon.grammar["agent"]
        self._idioms = idioms

    def is_passive(self, draft: Draft, subject: NounPhrase | None, objects: list[Chunk]) -> bool:
        """Whether the verb is read as passive."""
        word, clause = draft.word, draft.clause
        if "p" not in word.voice:
            return False
        if word.voice == "p" or clause.passive:
            return True
        if word.after or (draft.entry.data.get("form") in _WITHOUT_PASSIVE and draft.entry.data.get("frame") == "into"):
            return False
        chunks = [c for c in clause.chunks if c.first > draft.chunk.first]
        if any(
            c.preposition in self._agent or (c.prep_word is not None and c.prep_word.form in self._agent)
            for c in chunks
        ):
            return True
        if draft.frame.get("object", "") in ("", "actor"):
            return False  # two who meet: neither is met alone
        if (
            subject is not None
            and not clause.implied
            and any(
                c.kind == "noun"
                and not c.preposition
                and not c.joined
                and not c.genitive
                and c.phrase is not None
                and c.phrase is not subject
                and self._idioms.completes(draft, c.phrase)
                for c in chunks
            )
        ):
            return False  # وزعت جمعية 300 سلة: what the predicate asks for is its object
        plain = [c for c in objects if not c.joined]
        if draft.frame.get("object") in _WAYS and subject is not None and subject.classes & {"person"}:
            return False  # عبر أربعة آلاف لاجئ إلى تشاد: people go, and are gone nowhere
        if clause.implied and subject is not None:
            return False
        if subject is None:
            return False
        if plain and not self._idioms.tells_direction(plain[0].phrase):
            return False
        antecedent = clause.antecedent
        info = self._types.get(draft.type, {})
        people = (
            info.get("people") if not info.get("people_actor") and draft.type not in ("crackdown", "sanction") else None
        )
        if antecedent is not None and antecedent.phrase is subject:
            return (
                bool(people)
                and bool("person" in subject.classes or subject.number is not None)
                and subject.classes.isdisjoint(("force", "aircraft", "group"))
            )
        # قصفت قوات كذا أطراف البلدة: a force acts; a fighter may be whom it was done to.
        several = "person" in subject.classes or (
            subject.number is not None and bool(subject.classes & {"group", "force", "unit"})
        )  # عشرة حوثيين قتلوا، سبعة من قوات كذا قتلوا
        return subject.classes.isdisjoint(ACTING) or (bool(people) and several)
