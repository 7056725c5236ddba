"""Whom it is done to, where the predicate's own slots do not say: in the aim, the sentence, the pronoun it brings."""

from __future__ import annotations

from typing import Final

from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase, genitive_of
from marsad.reader.roles.fitting import CONCRETE
from marsad.reader.words import Word

#: The preposition that brings an act told with another: what force was used for, what somebody was sentenced to.
_BRINGS: Final = {"crackdown": "ل", "verdict": "ب"}


def of_act_within(draft: Draft) -> Filler | None:
    """استخدمت خراطيم المياه لإبعاد المتظاهرين، أحكاما بإعدام 16 معتقلا: the genitive of the act that is brought along."""
    preposition = _BRINGS.get(draft.type)
    if preposition is None or draft.targets:
        return None
    chunks = draft.parsed.chunks
    words = draft.parsed.words
    for at, chunk in enumerate(chunks):
        if chunk.first <= draft.first or chunk.clause is not draft.clause:
            continue
        if chunk.kind != "noun" or chunk.phrase is None or chunk.preposition != preposition or chunk.word.pos != "M":
            continue
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        if following is not None and following.genitive and following.phrase is not None:
            found = following.phrase
        else:
            inner = genitive_of(words, chunk.phrase)
            if inner is None:
                continue
            found, following = inner, chunk
        if not found.classes.isdisjoint(("person", "group", "crowd")):
            return Filler(found, draft.parsed, False, "object", following)
    return None


def part_of(draft: Draft, chunk: Chunk) -> Filler | None:
    """أطلقت سراح دفعة من المحتجزين: who they are stands after من."""
    chunks = draft.parsed.chunks
    at = chunks.index(chunk) + 1
    if at < len(chunks) and chunks[at].preposition == "من":
        phrase = chunks[at].phrase
        held = {"goods", "drug", "weapon"} if draft.type == "seizure" else {"person"}
        if phrase is not None and phrase.classes & held:
            return Filler(phrase, draft.parsed, False, "object", chunks[at])
    return None


def kept_back(draft: Draft, companion: Word | None) -> None:
    """أحبطت محاولة تهريب 20 كيلوغراما من كذا: what is seized is what somebody would have carried, and no attempt."""
    if draft.type != "seizure" or companion is None or companion.i < draft.first:
        return
    if companion.classes & (CONCRETE | {"quantity"}):
        return
    chunks = draft.parsed.chunks
    at = next((k for k, c in enumerate(chunks) if c.first <= companion.i < c.last and c.phrase is not None), None)
    if at is None:
        return
    act = chunks[at].phrase
    assert act is not None
    own = NounPhrase(
        act.first, act.last, companion, None, companion.classes, companion.article, act.start, act.end, True
    )
    inner = genitive_of(draft.parsed.words, own)
    some = part_of(draft, chunks[at]) if inner is not None and "quantity" in inner.classes else None
    found = [some or Filler(inner, draft.parsed, False, "object", chunks[at])] if inner is not None else []
    for chunk in chunks[at + 1 :]:
        loaded = chunk.kind == "noun" and not chunk.preposition and chunk.phrase is not None and not chunk.phrase.event
        if not loaded or chunk.phrase is None or not (chunk.joined if found else chunk.first == act.last):
            if chunk.preposition == "من" and found:
                continue  # كيلوغراما من الحشيش و39 ألف قرص
            break
        found.append(Filler(chunk.phrase, draft.parsed, False, "object", chunk))
    if found:
        others = {f.phrase.first for f in found}
        draft.targets = [f for f in draft.targets if f.phrase.first > act.last and f.phrase.first not in others]
        draft.targets[:0] = found


def flee(draft: Draft) -> None:
    """أجبرت الاشتباكات السكان على الفرار: whom nobody drives out, but what happens, moves and is moved by nobody."""
    if draft.type == "displacement" and draft.entry.companions and not draft.actors and draft.frame.get("object"):
        draft.actors, draft.targets = draft.targets, []
