"""The light verb that carries an event noun (شن هجوما، تعرض لقصف), and what its subject is to the event."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexeme, Lexicon, bare
from marsad.lexicon.schema import as_list
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft, Filler
from marsad.reader.events.carried import carrier_of, carries
from marsad.reader.events.kinds import HARM
from marsad.reader.roles.fill import coordinates

_ACTING: Final = frozenset(("force", "group", "unit", "authority", "fighter", "state", "aircraft"))
_OFFICIAL: Final = frozenset(
    (
        "aid",
        "talks",
        "agreement",
        "evacuation",
        "verdict",
        "sanction",
        "protest",
        "capture",
        "operation",
        "arrest",
        "release",
        "seizure",
        "disposal",
        "abuse",
        "border_control",
        "execution",
    )
)


class LightVerbs:
    """Finds them; holds only the lexicon's words for who tells of the acts of others."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._mediator = lexicon.grammar["mediator"]

    def carry(self, draft: Draft) -> None:
        """The light verb that carries an event noun, and what its subject is to the event."""
        clause, chunk = draft.clause, draft.chunk
        verb = clause.verb
        if verb is None or (verb.first > chunk.first and clause.subject is not chunk.phrase):
            return
        if verb.kind != "verb" and clause.kind != "hal":
            return
        entries = [x for x in verb.word.lexemes if x.family == "light"]
        saying = next((x for x in verb.word.lexemes if x.family == "saying"), None)
        for entry in [
            x for x in verb.word.lexemes if x.family == "modality" and x.data.get("status") in ("attempted", "planned")
        ]:
            governs = [bare(g) for g in as_list(entry.data.get("governs"))]
            if _taken(draft, governs, clause) and not entry.companions:
                draft.light = clause
                if (
                    clause.subject is not None
                    and clause.subject is not chunk.phrase
                    and not entry.data.get("opposes")
                    and not clause.passive
                ):
                    draft.actors.append(Filler(clause.subject, draft.parsed, clause.implied, "light"))
                    if not clause.implied:
                        coordinates(draft, "actor", clause.subject)
                return
        denies = saying is not None and saying.data.get("statement") == "denial" and self._own_act(draft, clause)
        if denies and draft.frame.get("gen") == "actor" and _has_doer(draft):
            denies = False  # نفت دمشق دخول أي قوات: they would have entered
        carrier = carrier_of(draft) if denies else None
        reached = carrier is not None and not carrier.preposition and carries(carrier, draft, "light")
        if denies and clause.subject is not None and (reached or _taken(draft, ["object"], clause)):
            # نفت السلطات اختطاف أي ناشط: who denies an act denies that it did it.
            draft.actors.append(Filler(clause.subject, draft.parsed, clause.implied, "light"))
        for entry in entries:
            if entry.companions and not (
                draft.word.stem in entry.companions
                or draft.word.form in entry.companions
                or bare(draft.word.form) in entry.companions
            ):
                continue
            takes = [bare(t) for t in as_list(entry.data.get("takes"))]
            if not _taken(draft, takes, clause):
                continue
            draft.light = clause
            draft.rule = f"{draft.type}/light-verb+masdar"
            if entry.kind in ("light", "stage") and clause.subject is not None and clause.subject is not chunk.phrase:
                if clause.subject.event and "agent" not in clause.subject.classes:
                    pass  # الاتفاق ينص على وقف إطلاق النار: an act does nothing
                elif draft.frame.get("light") == "target":  # تمكنت الحامية من صد المهاجمين
                    draft.targets.append(Filler(clause.subject, draft.parsed, clause.implied, "light"))
                elif saying is None or not _says(saying, takes) or self._own_act(draft, clause):
                    draft.actors.append(Filler(clause.subject, draft.parsed, clause.implied, "light"))
                    if not clause.implied:
                        coordinates(draft, "actor", clause.subject)
            elif (
                entry.kind == "undergo"
                and clause.subject is not None
                and clause.subject is not chunk.phrase
                and not clause.subject.event
            ):
                draft.targets.append(Filler(clause.subject, draft.parsed, clause.implied, "undergo"))
                if not clause.implied:
                    coordinates(draft, "target", clause.subject)
            elif entry.kind == "host" and clause.subject is not None:
                draft.placed.append(("at", Filler(clause.subject, draft.parsed, clause.implied, "host")))
                if not clause.implied:
                    coordinates(draft, "at", clause.subject)
            return

    def _own_act(self, draft: Draft, clause: Clause) -> bool:
        """Whether who announces an act is its doer (codebook, decision 6): bodies that act, for acts, not for harm told."""
        subject = clause.subject
        if subject is None or draft.type in HARM or draft.type == "displacement":
            return False
        if draft.type == "return":  # عودة النازحين is theirs, إعادتهم is done to them
            return draft.frame.get("gen") == "target" and not subject.classes.isdisjoint(
                ("org", "authority", "state", "force")
            )
        if draft.frame.get("gen") == "device" or subject.head.stem in self._mediator:
            return False  # نفت المفوضية وصول مساعدات، أعلن الوسيط إطلاق سراحهم
        if "detainee" in subject.classes:
            return True  # اعترف الموقوف بزرع عبوة
        if not subject.classes.isdisjoint(_ACTING) or (subject.head.pos in "XL" and not subject.classes):
            return True
        return not subject.classes.isdisjoint(("org", "official")) and draft.type in _OFFICIAL


def _has_doer(draft: Draft) -> bool:
    """Whether a verbal noun has somebody for its genitive."""
    after = next((c for c in draft.parsed.chunks if c.first == draft.chunk.last), None)
    return after is not None and after.genitive and after.phrase is not None and "agent" in after.phrase.classes


def _taken(draft: Draft, takes: list[str], clause: Clause) -> bool:
    chunk = draft.chunk
    if "subject" in takes and clause.subject is chunk.phrase:
        return True
    chunks = clause.chunks
    if chunk not in chunks or clause.verb is None:
        return False
    at = chunks.index(chunk)
    start = chunks.index(clause.verb)
    # A list of verbal nouns goes on under the light verb of its first.
    k = at
    while k > start and chunks[k].joined:
        k -= 1
        while k > start and not (chunks[k].is_event_noun or _deed(chunks[k])):
            k -= 1
    lead = chunks[k]
    if lead.preposition:
        return lead.preposition in takes
    if k == at or k > start:
        between = [
            c
            for c in chunks[start + 1 : k]
            if c.kind == "noun"
            and c.phrase is not None
            and not c.preposition
            and c.phrase is not clause.subject
            and not (c.joined and not c.phrase.event)
            and "direction" not in c.phrase.classes
        ]
        chained = all(
            c.phrase is not None and c.phrase.last == nxt.first
            for c, nxt in zip(between, [*between[1:], lead], strict=False)
        )
        headed = lead if not between or not chained else between[0]
        if headed is not lead and headed.preposition:
            return headed.preposition in takes
        prep = next(
            (
                c.preposition
                for c in chunks[start + 1 : k]
                if c.kind == "noun"
                and c.preposition
                and c.last == lead.first
                and (
                    lead.genitive or (c.word.pos == "M" and not c.word.places and not (c.phrase and c.phrase.definite))
                )
            ),
            "",
        )
        if prep:
            return prep in takes
        return "object" in takes and (not between or chained)
    return False


def _says(saying: Lexeme, takes: list[str]) -> bool:
    """Whether a verb says something by the slot that an act stands in: رد بقصف is no answer in words."""
    return not {bare(t) for t in as_list(saying.data.get("takes"))}.isdisjoint(takes)


def _deed(chunk: Chunk) -> bool:
    """تمكنت من إحباط … وإنقاذ … وانتشال: a verbal noun of the list that tells no event itself."""
    return chunk.kind == "noun" and chunk.word.pos == "M" and bool(chunk.preposition or chunk.joined)


def staged(draft: Draft) -> bool:
    """Whether the verb of the draft's clause says that something was staged (نفذ عملية)."""
    verb = draft.clause.verb
    return verb is not None and any(x.family == "light" and x.kind == "stage" for x in verb.word.lexemes)
