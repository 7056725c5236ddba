"""How a phrase comes into a draft: in the list of the role that it can fill, with what is joined to it."""

from __future__ import annotations

from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.roles.fitting import role_of


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
        if item.kind in ("paren", "quote", "adverb"):
            k += 1
            continue
        if (
            item.kind == "noun"
            and item.joined
            and not item.preposition
            and item.phrase is not None
            and not item.phrase.event
            and item.clause is chunks[at].clause
        ):
            if not (item.phrase.head.text.endswith("ا") and "i" in item.phrase.head.state and role == "actor"):
                put(draft, role, Filler(item.phrase, draft.parsed, False, "subject", item))
            k += 1
            continue
        break
