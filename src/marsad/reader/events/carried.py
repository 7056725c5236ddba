"""Acts carried by a noun of the clause: تعرض القافلة لإطلاق نار، استعداده لتسليم سلاحه، نفى التوصل إلى اتفاق."""

from __future__ import annotations

from marsad.lexicon.lexicon import bare
from marsad.lexicon.schema import as_list
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import genitive_of


def carrier_of(draft: Draft) -> Chunk | None:
    """The noun right before the preposition of an event noun."""
    chunks = draft.parsed.chunks
    at = chunks.index(draft.chunk)
    while at and not chunks[at].preposition and chunks[at].genitive:
        at -= 1
    before = chunks[at - 1] if at and chunks[at].preposition else None
    if before is None or before.kind != "noun" or before.phrase is None or before.last != chunks[at].first:
        return None
    return before if before.word.pos == "M" else None


def carries(carrier: Chunk, draft: Draft, *kinds: str) -> bool:
    """Whether the noun comes of a light verb of these kinds that takes its event with the preposition found."""
    chunks = draft.parsed.chunks
    lead = chunks[chunks.index(carrier) + 1]
    return any(
        x.family == "light" and x.kind in kinds and lead.preposition in [bare(t) for t in as_list(x.data.get("takes"))]
        for x in carrier.word.lexemes
    )


def undergone(draft: Draft) -> Filler | None:
    """تعرض رئيس البرلمان لمحاولة اغتيال، تعرضه للضرب: whom the noun says it happened to."""
    carrier = carrier_of(draft)
    if carrier is None or carrier.phrase is None or not carries(carrier, draft, "undergo"):
        return None
    inner = genitive_of(draft.parsed.words, carrier.phrase)
    if inner is not None:
        return Filler(inner, draft.parsed, False, "undergo", carrier)
    subject = draft.clause.subject
    if carrier.word.after and subject is not None and "person" in subject.classes:
        return Filler(subject, draft.parsed, True, "undergo")
    return None


def intended(draft: Draft) -> Filler | None:
    """أبدى القائد استعداده لتسليم سلاحه: whose will the noun with the pronoun names."""
    carrier = carrier_of(draft)
    subject = draft.clause.subject
    if carrier is None or subject is None or not carrier.word.after or "agent" not in subject.classes:
        return None
    if not any(x.family == "modality" and x.data.get("status") == "planned" for x in carrier.word.lexemes):
        return None
    return Filler(subject, draft.parsed, draft.clause.implied, "light")
