"""The roles of a finite verb: its subject and objects in its clause, and what its prepositions govern."""

from __future__ import annotations

from collections.abc import Set

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler
from marsad.reader.roles.fill import coordinates, in_apposition, put
from marsad.reader.roles.idioms import Idioms
from marsad.reader.roles.objects import Objects
from marsad.reader.roles.patients import flee, of_act_within
from marsad.reader.roles.prepositions import Prepositions
from marsad.reader.roles.pronouns import Pronouns
from marsad.reader.roles.voice import Voice


class VerbRoles:
    """Fills the roles of verbs; holds only the lexicon."""

    def __init__(
        self, lexicon: Lexicon, idioms: Idioms, objects: Objects, pronouns: Pronouns, prepositions: Prepositions
    ) -> None:
        self._idioms = idioms
        self._objects = objects
        self._pronouns = pronouns
        self._prepositions = prepositions
        self._voice = Voice(lexicon, idioms)

    def fill(self, draft: Draft, taken: Set[int]) -> None:
        """Subject, object and prepositional roles of a finite verb; ``taken``: where what its event nouns govern stands."""
        clause, frame, parsed = draft.clause, draft.frame, draft.parsed
        verb = draft.chunk
        objects = []
        for c in clause.chunks:
            if c.kind == "among" and c.first > verb.first:
                break
            if (
                c.kind == "noun"
                and not c.preposition
                and not c.genitive
                and not c.follows
                and c.first > verb.first
                and c.phrase is not None
            ):
                objects.append(c)
        objects = [
            c
            for c in objects
            if c.phrase and c.phrase is not clause.subject and not self._idioms.completes(draft, c.phrase)
        ]
        if draft.type == "talks":
            objects = [c for c in objects if not in_apposition(clause, c)]
        subject = clause.subject
        object_role = frame.get("object", "")
        chunks = [c for c in clause.chunks if c is not clause.topic]
        if subject is not None and not clause.passive:
            resumed = self._objects.resumed(draft, object_role, objects)
            objects += [
                c
                for c in resumed
                if not c.preposition and c.phrase is not None and not self._idioms.completes(draft, c.phrase)
            ]
            chunks += [c for c in resumed if c not in chunks]
        passive = self._voice.is_passive(draft, subject, objects)
        if passive:
            patient = subject if subject is not None else None
            told = subject is None and bool(objects) and bool(objects[0].phrase and objects[0].phrase.event)
            if (clause.implied or told) and objects:  # فُض اعتصام العمال
                patient = objects[0].phrase
            if patient is not None:
                role = object_role or frame.get("subject", "")
                if not object_role and self._objects.owned(draft, patient):
                    role = "target"
                put(draft, role, Filler(patient, parsed, clause.implied and patient is subject, "subject"))
                coordinates(draft, role, patient)
            if draft.entry.companions and not draft.targets:
                self._objects.fill_genitive(draft, object_role or "target")  # أُطلق سراح رهينتين
        else:
            if subject is not None:
                role = frame.get("subject", "")
                put(draft, role, Filler(subject, parsed, clause.implied, "subject"))
                if not clause.implied:
                    coordinates(draft, role, subject)
            if object_role:
                self._objects.fill(draft, object_role, objects)
            if draft.entry.companions and draft.type != "displacement":
                self._objects.fill_genitive(draft, object_role or "target")
            if draft.word.after and object_role:
                self._pronouns.fill_object(draft, object_role)
        self._prepositions.fill(draft, chunks, frame, taken)
        if not draft.targets and not draft.placed:
            self._prepositions.fill(draft, _past_description(draft), frame, taken)
        within = of_act_within(draft)
        if within is not None:
            put(draft, "target", within)
        _met(draft)
        flee(draft)


def _past_description(draft: Draft) -> list[Chunk]:
    """سيطر مسلحون ينتمون لتنظيم كذا على المعسكر: what the verb takes, past a clause that describes its subject."""
    clause = draft.clause
    for inner in draft.parsed.clauses:
        antecedent, verb = inner.antecedent, inner.verb
        if inner.kind != "relative" or inner.opener or antecedent is None or verb is None or verb.word.events:
            continue
        if antecedent.phrase is not clause.subject or antecedent.phrase is None or verb.first < draft.first:
            continue
        at = next((k for k, c in enumerate(inner.chunks) if c.preposition == "علي"), len(inner.chunks))
        if at and any(c.kind == "noun" and c.preposition for c in inner.chunks[:at]):
            return inner.chunks[at:]
    return []


def _met(draft: Draft) -> None:
    """زار نيامي حيث التقى رئيس المجلس: one who alone is met is met by the subject of the clause before."""
    clauses = draft.parsed.clauses
    at = clauses.index(draft.clause) if draft.clause in clauses else 0
    if (
        draft.type != "talks"
        or not at
        or draft.frame.get("object") != "actor"
        or draft.clause.implied
        or len(draft.actors) != 1
        or draft.actors[0].slot != "subject"
    ):
        return
    met, before = draft.actors[0].phrase, clauses[at - 1]
    joined = draft.chunk.joined or draft.clause.opener == "حيث"
    if joined and met.head.numbers == {"s"} and met.number is None and not met.classes.isdisjoint(("official", "rank")):
        subject = before.subject
        if subject is not None and subject is not met and not subject.classes.isdisjoint(("official", "rank")):
            draft.actors.insert(0, Filler(subject, draft.parsed, True, "subject"))
