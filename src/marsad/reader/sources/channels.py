"""How something was said: بيان، مؤتمر صحفي، حديث لموقع."""

from __future__ import annotations

from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Parsed


def of_channel(chunk: Chunk) -> bool:
    """Whether a chunk stands after the words of a channel: أعلنت الوزارة في بيان توقيف …"""
    lead = chunk.prep_word
    return lead is not None and any(x.data.get("role") == "channel" for x in lead.lexemes)


def channel_of(parsed: Parsed, clause: Clause) -> tuple[int, int] | None:
    """بيان، مؤتمر صحفي، حديث لموقع: how it was said, as words of the clause."""
    assert clause.verb is not None
    for chunk in parsed.chunks:
        if chunk.clause is not clause:
            continue
        lead = chunk.prep_word
        if chunk.first < clause.verb.first and (lead is None or chunk is not clause.chunks[0]):
            continue  # في مقابلة مع القناة، قال …
        if lead is not None and any(x.data.get("role") == "channel" for x in lead.lexemes):
            start = lead.start
            return start, chunk.phrase.end if chunk.phrase is not None and not chunk.phrase.event else lead.end
        if (
            chunk.kind == "noun"
            and chunk.phrase is not None
            and chunk.preposition in ("في", "عبر", "خلال", "علي", "ل")
            and not chunk.phrase.classes.isdisjoint(("statement", "document", "channel", "media"))
        ):
            return chunk.phrase.start, chunk.phrase.end
        if chunk.kind == "noun" and chunk.phrase is not None and _outlet(parsed, clause, chunk):
            return chunk.phrase.start, chunk.phrase.end
    return _shown(parsed, clause)


def _outlet(parsed: Parsed, clause: Clause, chunk: Chunk) -> bool:
    """لموقع «صحراء ميديا»، أبلغ فلان وكالة الأناضول أن: to whom it was said."""
    if chunk.phrase is None or chunk.phrase is clause.subject:
        return False
    if chunk.preposition == "ل":
        return any(w.form in '«"“' for w in parsed.words[chunk.first : chunk.last])
    return not chunk.preposition and not chunk.genitive and bool(chunk.phrase.classes & {"media"})


def _shown(parsed: Parsed, clause: Clause) -> tuple[int, int] | None:
    """ظهر في شريط مصور وتوعد: the clause before says where the speaker was seen."""
    at = parsed.clauses.index(clause)
    before = parsed.clauses[at - 1] if at else None
    if before is None or not clause.implied or before.subject is None or before.subject is not clause.subject:
        return None
    for chunk in before.chunks:
        if of_channel(chunk) and chunk.prep_word is not None and chunk.phrase is None:
            return chunk.prep_word.start, chunk.prep_word.end
    return None
