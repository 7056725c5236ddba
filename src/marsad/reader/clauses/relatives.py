"""Which noun a relative clause describes."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reader.clauses.agreement import agrees
from marsad.reader.clauses.clause import Chunk, Clause


def described(chunks: Sequence[Chunk], at: int, chunk: Chunk, cur: Clause) -> Chunk | None:
    """A verb right after an indefinite noun phrase describes it."""
    if chunk.joined or not at:
        return None
    k = at - 1
    while k >= 0 and chunks[k].kind in ("adverb", "neg", "paren"):
        k -= 1
    before = chunks[k] if k >= 0 else None
    if before is None or before.kind != "noun" or before.phrase is None:
        return None
    if before is cur.topic and cur.verb is None:
        return None
    phrase = before.phrase
    if phrase.definite and not phrase.event:
        return None
    if phrase.head.article or phrase.head.after:
        return None
    if chunk.word.after and not phrase.event and any(x.family == "light" for x in chunk.word.lexemes):
        # ضربة بطائرة مسيرة نفذتها القيادة: it is the act that is carried out.
        act = next((c for c in reversed(chunks[max(0, k - 3) : k]) if c.is_event_noun and not c.word.article), None)
        if act is not None:
            return act
    if agrees(chunk.word, phrase, before=True) or chunk.word.after:
        return before
    while before.genitive and k > 0:
        k -= 1
        before = chunks[k]
    if (
        before.phrase is not None
        and before.phrase.event
        and not before.word.article
        and agrees(chunk.word, before.phrase, before=True)
    ):
        return before  # انفجار سيارة استهدف: the verb agrees with the event noun
    return None


def pointed_at(chunks: Sequence[Chunk], at: int, chunk: Chunk) -> Chunk | None:
    """The noun a relative pronoun agrees with: the nearest of its gender and number."""
    form = chunk.word.stem if chunk.word.before else chunk.word.form
    nouns = [c for c in chunks[max(0, at - 6) : at] if c.kind == "noun" and c.phrase is not None]
    for noun in reversed(nouns):
        head = noun.phrase.head if noun.phrase else noun.word
        feminine = head.feminine
        plural = "p" in head.numbers
        human = bool(noun.phrase and "person" in noun.phrase.classes)
        if (
            form == "الذي"
            and not (feminine and not plural)
            and not (plural and "s" not in head.numbers and head.pos != "X")
        ):
            return noun
        if form == "التي" and (feminine or (plural and not human) or head.pos in "XL"):
            return noun
        if form == "الذين" and (plural or human or head.pos == "U"):
            return noun
        if form not in ("الذي", "التي", "الذين"):
            return noun
    return None
