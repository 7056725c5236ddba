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
    return None
