"""Which predicates of a sentence tell of one event: a verb and the noun that it asks for, a noun and what it is made of."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler, Parsed
from marsad.reader.events.kinds import CAUSES, HARM
from marsad.reader.events.light import staged
from marsad.reader.viable import companion_of

_GENITIVES_BESIDE_ACTOR: Final = frozenset(("target", "target_place", "either", "device"))


def join_companions(drafts: list[Draft]) -> None:
    """بسط سيطرته، خرق الهدنة، تفريق مظاهرة: a predicate and the event noun it asks for are one event."""
    for draft in drafts:
        if not draft.entry.companions:
            continue
        companion = companion_of(draft.parsed.words, draft.word, draft.entry)
        noun = next((d for d in drafts if d.word is companion and d is not draft and not d.is_verb), None)
        if noun is None and companion is not None and not draft.is_verb:
            # تبادل لإطلاق النار: what stands between the noun and its companion is no act of its own.
            noun = next(
                (
                    d
                    for d in drafts
                    if not d.is_verb
                    and draft.first < d.first < companion.i
                    and d.first <= draft.first + 2
                    and d.type != draft.type
                    and not d.chunk.joined
                ),
                None,
            )
            if noun is not None:
                noun.absorbed = draft
                continue
        if noun is None or noun.absorbed is not None:
            continue
        if draft.is_verb and noun.type == draft.type and draft.type != "verdict":
            _hand_over(draft, noun)
            noun.placed += [p for p in draft.placed if p[1].phrase not in [q[1].phrase for q in noun.placed]]
            noun.trigger = (
                draft.trigger[0] if noun.word.i - draft.word.i == 1 else noun.trigger[0],
                noun.trigger[1],
            )
        else:
            noun.absorbed = draft
            draft.targets += (
                [f for f in noun.targets if f.phrase not in [t.phrase for t in draft.targets]]
                if draft.type != "crackdown"
                else []
            )


def join_same(drafts: list[Draft]) -> None:
    """اتفقا على هدنة: a verb that governs a noun of its own type is one event with it."""
    for draft in drafts:
        if not draft.is_verb or draft.absorbed is not None or draft.type in HARM:
            continue
        noun = next(
            (
                d
                for d in drafts
                if not d.is_verb
                and d.type == draft.type
                and d.clause is draft.clause
                and d.first > draft.first
                and not d.chunk.joined
            ),
            None,
        )
        if noun is None or noun.absorbed is not None or noun.chunk.phrase is draft.clause.subject:
            continue
        if _earlier(noun):
            continue
        if _said_again(draft.parsed.chunks, draft, noun):
            noun.absorbed = draft
            continue
        governor = _governor(draft.parsed.chunks, noun.chunk)
        if governor == "ل" and noun.chunk.preposition == "ل":
            noun.absorbed = draft  # أطلقت الغاز لتفريق متظاهرين: the aim of the same act
            draft.targets = draft.targets or noun.targets
            continue
        if noun.chunk not in [f.chunk for f in draft.targets] and governor not in ("علي", "الي", "ب", "في", ""):
            continue
        _hand_over(draft, noun)


def _earlier(noun: Draft) -> bool:
    """اغتيل قيادي بعد يومين على اغتيال مرافقه: another occasion, told by how long before it was."""
    words, chunk = noun.parsed.words, noun.chunk
    if chunk.prep_word is None or not chunk.first:
        return False
    time = words[chunk.first - 1].time
    return chunk.prep_word.form == "غداه" or (time is not None and time.rule == "calendar.after-units")


def _governor(chunks: list[Chunk], chunk: Chunk) -> str:
    """The preposition of a noun or of the construct chain that it completes (لمنع تسلل)."""
    at = chunks.index(chunk)
    while at and chunks[at].genitive and not chunks[at].preposition:
        at -= 1
    return chunks[at].preposition


def _said_again(chunks: list[Chunk], verb: Draft, noun: Draft) -> bool:
    """قضت المحكمة بحبسه، وهو حكم قابل للاستئناف: a noun that takes up what the verb told."""
    before = chunks[chunks.index(noun.chunk) - 1]
    if noun.chunk.genitive and "time_unit" in before.word.classes:
        return True  # سنوات حكم الرئيس
    return before.first > verb.first and before.word.pos == "O"


def _hand_over(verb: Draft, noun: Draft) -> None:
    """Make a verb and its event noun one event, the noun's, with the verb's subject and objects."""
    verb.absorbed = noun
    noun.actors = [f for f in verb.actors if f.slot in ("subject", "light")] or noun.actors
    own = [f for f in verb.targets if f.phrase is not noun.chunk.phrase]
    told = [t.phrase for t in own]
    noun.targets = [f for f in noun.targets if not (f.slot == "possessor" and f.phrase in told)]
    noun.targets += [f for f in own if f.phrase not in [t.phrase for t in noun.targets]]
    noun.light = verb.clause


def join_participles(drafts: list[Draft]) -> None:
    """وصلت عائلات نازحة: a participle inside a role of a like event is no second one."""
    for draft in drafts:
        if "participle" not in draft.rule:
            continue
        host = next(
            (
                d
                for d in drafts
                if d is not draft
                and (d.type == draft.type or (draft.type == "displacement" and draft.word is not draft.chunk.word))
                and any(f.phrase is draft.chunk.phrase for f in d.actors + d.targets)
            ),
            None,
        )
        if host is not None:
            draft.absorbed = host


def join_chains(parsed: Parsed, drafts: list[Draft]) -> None:
    """عملية تحرير، حملة اعتقالات: an event noun in construct with a more particular one is one event."""
    by_chunk = {id(d.chunk): d for d in drafts if not d.is_verb}
    for draft in list(by_chunk.values()):
        chunks = parsed.chunks
        at = chunks.index(draft.chunk)
        if at + 1 >= len(chunks):
            continue
        following = chunks[at + 1]
        inner = by_chunk.get(id(following))
        if (
            inner is None
            or inner.absorbed is draft  # حصيلة الاشتباكات 55 قتيلاً: the toll holds its occasion already
            or following.preposition
            or following.joined
            or following.first != draft.chunk.last
            or draft.word.article
            or draft.word.after
        ):
            continue
        comes = draft.type == inner.type == "agreement" and "root" in draft.entry.data  # سريان اتفاق
        if draft.type == "operation" or comes:
            keep_outer = draft.clause.subject is draft.chunk.phrase or staged(draft)
            outer, gone = (draft, inner) if keep_outer else (inner, draft)
            gone.absorbed = outer
            outer.trigger = (draft.trigger[0], inner.trigger[1])
            for name in ("actors", "targets", "placed", "extra"):
                mine: list[object] = getattr(outer, name)
                mine += [x for x in getattr(gone, name) if x not in mine]
            outer.light = outer.light or gone.light
            outer.notes["chain"] = gone.chunk
        elif draft.type in HARM and inner.type in CAUSES:
            draft.absorbed = inner
            inner.toll = draft
    for draft in by_chunk.values():
        at = parsed.chunks.index(draft.notes.get("chain") or draft.chunk)
        if draft.absorbed is not None or draft.type != "operation" or at + 2 >= len(parsed.chunks):
            continue
        if parsed.chunks[at + 1].genitive or "chain" in draft.notes:
            _take_joined(parsed.chunks, at + 2, draft, by_chunk)


def _take_joined(chunks: list[Chunk], at: int, outer: Draft, by_chunk: dict[int, Draft]) -> None:
    """حملة دهم وتفتيش للمنازل: what is joined to the second noun and of its type is of the same campaign."""
    joined = by_chunk.get(id(chunks[at])) if at < len(chunks) else None
    if (
        joined is None
        or not joined.chunk.joined
        or joined.chunk.preposition
        or joined.type != outer.type
        or joined.absorbed is not None
        or joined.tallies
    ):
        return
    joined.absorbed = outer
    for name in ("actors", "targets", "placed"):
        mine: list[object] = getattr(outer, name)
        mine += [x for x in getattr(joined, name) if x not in mine]


def share_in_lists(drafts: list[Draft]) -> None:
    """Verbal nouns joined by و share the actor of the first where they have none."""
    previous: Draft | None = None
    for draft in drafts:
        if (
            not draft.is_verb
            and draft.chunk.joined
            and previous is not None
            and previous.clause is draft.clause
            and not draft.actors
        ):
            takes = "actor" in draft.frame.values() or draft.frame.get("gen") in _GENITIVES_BESIDE_ACTOR
            if takes and not draft.chunk.preposition:
                draft.actors += [
                    Filler(f.phrase, f.parsed, True, "shared", span=f.span)
                    for f in previous.actors
                    if f.slot in ("light", "shared", "subject", "agent")
                ]
                draft.light = draft.light or previous.light
        if not draft.is_verb:
            previous = draft


def join_aims(drafts: list[Draft]) -> None:
    """عملية لملاحقة فلول التنظيم: the aim of an operation names its target and place."""
    for draft, aim in pairwise(drafts):
        if (
            (draft.type == "operation" or (draft.type == aim.type == "crackdown"))
            and (not draft.is_verb or draft.type == "crackdown")
            and not aim.is_verb
            and aim.chunk.preposition == "ل"
            and aim.clause is draft.clause
            and not draft.targets
        ):
            draft.targets = [Filler(f.phrase, f.parsed, True, "aim") for f in aim.targets]
            draft.notes["aim"] = aim
