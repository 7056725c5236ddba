"""What an attacking verb says of an event told already: its target (تفجير استهدف سوقا), and nothing new."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from marsad.lexicon.lexicon import Lexeme
from marsad.reader.clauses.relatives import one_of_them
from marsad.reader.draft import Draft, Parsed
from marsad.reader.events.harm import Harm
from marsad.reader.events.kinds import EXPLODING, HARM
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.roles.fitting import fits_pronoun
from marsad.reader.roles.objects import Objects

#: Types whose verbs may only say whom another event struck.
_STRIKING: Final = frozenset(("attack", "shelling", "airstrike", "killing", "injury", "destruction", "bombing"))


class Hits:
    """Joins such verbs to their events; holds what fills objects and what counts the hurt."""

    def __init__(self, objects: Objects, harm: Harm) -> None:
        self._objects = objects
        self._harm = harm

    def join(self, parsed: Parsed, drafts: list[Draft], by_phrase: dict[int, Draft]) -> None:
        """تفجير استهدف سوقا: an attacking verb whose subject is an event only names the event's target."""
        for clause in parsed.clauses:
            if clause.verb is None or not _hits(clause.verb.word.lexemes):
                continue
            subject = clause.subject or (clause.antecedent.phrase if clause.antecedent is not None else None)
            host = by_phrase.get(id(subject)) if subject is not None else None
            if host is not None and not any(d.chunk is clause.verb for d in drafts):
                objects = [
                    c
                    for c in clause.chunks
                    if c.kind == "noun"
                    and not c.preposition
                    and not c.genitive
                    and c.first > clause.verb.first
                    and c.phrase is not subject
                    and not one_of_them(c)
                    and not _aim(c.phrase)
                ]
                self._objects.fill(host, "target", objects)
                if clause not in host.extra:
                    host.extra.append(clause)
        for draft in drafts:
            if not draft.is_verb or draft.type not in _STRIKING:
                continue
            subject = draft.clause.subject
            if subject is None and draft.clause.antecedent is not None:
                subject = draft.clause.antecedent.phrase
            host = by_phrase.get(id(subject)) if subject is not None else None
            if host is None or host is draft:
                continue
            wrecked = draft.type == "destruction" and host.type in EXPLODING
            if draft.type not in HARM and not wrecked and not _hits(draft.word.lexemes):
                continue  # العدوان قصف …: a party called by an event's name does it
            draft.absorbed = host
            for filler in draft.targets:
                if filler.phrase is not subject and not _aim(filler.phrase):
                    if draft.type in HARM:
                        self._harm.count(host, filler.phrase, self._harm.people_of(draft))
                    else:
                        host.targets.append(filler)
            host.placed += [p for p in draft.placed if p not in host.placed]
            host.extra.append(draft.clause)


def join_aimed(drafts: list[Draft]) -> None:
    """انفجرت سيارة استهدفت سوقا: an attacking verb that describes what exploded names the target of one event."""
    for draft in drafts:
        antecedent = draft.clause.antecedent
        if not draft.is_verb or antecedent is None or draft.absorbed is not None:
            continue
        if not _hits(draft.word.lexemes):
            continue
        host = next(
            (
                d
                for d in drafts
                if d is not draft
                and d.is_verb
                and d.type in EXPLODING
                and d.clause is antecedent.clause
                and any(f.phrase is antecedent.phrase for f in (*d.devices, *d.actors, *d.targets))
            ),
            None,
        )
        if host is not None:
            draft.absorbed = host
            host.targets = [f for f in host.targets if f.phrase is not antecedent.phrase] + draft.targets
            host.placed += [p for p in draft.placed if p not in host.placed]
            host.extra.append(draft.clause)


def join_launched(drafts: list[Draft]) -> None:
    """سقط صاروخ على القاعدة أطلقه مسلحون: who fired what has fallen is who did it, and from where."""
    for before, draft in pairwise(drafts):
        after = draft.word.after
        if not (before.is_verb and draft.is_verb and after) or draft.type != before.type or draft.absorbed is not None:
            continue
        fired = [f for f in before.devices if fits_pronoun(f.phrase, after)]
        if not fired or before.actors or before.absorbed is not None or draft.chunk.joined:
            continue
        if any(not f.implied for f in draft.targets):
            continue
        draft.absorbed = before
        before.actors += draft.actors
        before.placed += [p for p in draft.placed if p not in before.placed]
        before.extra.append(draft.clause)


def _aim(phrase: NounPhrase | None) -> bool:
    """هجوم استهدف تحقيق اختراق: what it was meant to bring about, and not what it struck."""
    return (
        phrase is not None
        and phrase.head.pos == "M"
        and "place" not in phrase.classes
        and any(x.family in ("light", "modality") for x in phrase.head.lexemes)
    )


def _hits(lexemes: tuple[Lexeme, ...]) -> bool:
    return any(x.kind == "hit" for x in lexemes)
