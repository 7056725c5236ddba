"""How a phrase comes into a draft: in the list of the role that it can fill, with what is joined to it."""

from __future__ import annotations

from typing import Final

from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.roles.fitting import role_of

_OFFICES: Final = frozenset(("official", "rank", "role", "spokesperson"))


def put(draft: Draft, role: str, filler: Filler) -> None:
    """Put a phrase in a role, if it can fill it and does not fill it yet."""
    role = role_of(draft, role, filler)
    known = draft.actors if role == "actor" else draft.targets
    if not role or any(f.phrase is filler.phrase for f in known):
        return
    if role == "actor":
        draft.actors.append(filler)
    elif role == "target":
        draft.targets.append(filler)
    elif role == "target_place":
        draft.targets.append(filler)
        draft.placed.append(("at", filler))
    elif role == "device":
        draft.devices.append(filler)
    elif role in ("at", "from", "to", "near"):
        draft.placed.append((role, filler))


def coordinates(draft: Draft, role: str, phrase: NounPhrase) -> None:
    """Phrases joined to a subject: X وY."""
    chunks = draft.parsed.chunks
    at = next((k for k, c in enumerate(chunks) if c.phrase is phrase), None)
    if at is None:
        return
    k = at + 1
    while k < len(chunks):
        item = chunks[k]
        after = chunks[k + 1] if k + 1 < len(chunks) else None
        if item.kind == "comma" and after is not None and after.kind == "noun" and after.joined and after.prep_word:
            k += 1  # لقي جنود، إلى جانب مدنيين، مصرعهم
            continue
        aside = draft.type == "talks" and (item.kind == "comma" or in_apposition(item.clause, item))
        if aside or item.kind in ("paren", "quote", "adverb"):
            k += 1
            continue
        if (
            item.kind == "noun"
            and item.joined
            and not item.preposition
            and item.phrase is not None
            and not item.phrase.event
            and item.clause is chunks[at].clause
            and not _heads_its_own(draft, item, after)
        ):
            if not (item.phrase.head.text.endswith("ا") and "i" in item.phrase.head.state and role == "actor"):
                put(draft, role, Filler(item.phrase, draft.parsed, False, "subject", item))
            k += 1
            continue
        break


def _heads_its_own(draft: Draft, item: Chunk, after: Chunk | None) -> bool:
    """صُد المهاجمون والجيش يواصل التمشيط: what is joined is the topic of the next verb."""
    verb = after is not None and after.kind == "verb" and not after.joined and after.word.tense == "n"
    return verb and item.word.article and after is not draft.clause.verb


def in_apposition(clause: Clause | None, chunk: Chunk) -> bool:
    """وزير الخارجية العماني، بدر البوسعيدي؛ الأمير فيصل وزير الخارجية: a name and an office, and one person."""
    at = clause.chunks.index(chunk) if clause is not None and chunk in clause.chunks else 0
    before = clause.chunks[at - 1] if clause is not None and at else None
    apart = before is not None and before.kind == "comma"
    if apart:
        before = clause.chunks[at - 2] if clause is not None and at > 1 else None
    if before is None or before.kind != "noun" or before.phrase is None or chunk.phrase is None or chunk.joined:
        return False
    held, named = before.phrase, chunk.phrase
    if apart:  # the office, then the name
        bare = named.head.pos == "X" and not named.classes and not named.head.places
        return bare and held.name_from < 0 and not held.classes.isdisjoint(_OFFICES) and held.number is None
    return (
        held.name_from >= 0
        and not named.classes.isdisjoint(_OFFICES)
        and named.name_from < 0
        and not named.head.article
    )
