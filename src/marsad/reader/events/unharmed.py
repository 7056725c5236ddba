"""Harm that there was none of: دون وقوع إصابات tells no event."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.draft import Draft, Parsed
from marsad.reader.events.harm import Harm
from marsad.reader.events.kinds import HARM

#: Types of what a report says that there was none of.
_UNTOLD: Final = HARM | {"arrest"}


class Unharmed:
    """Says what there was none of; holds the lexicon's words for *without*."""

    def __init__(self, lexicon: Lexicon, harm: Harm) -> None:
        self._without = lexicon.grammar["without"]
        self._unsaid = lexicon.grammar["unsaid"]
        self._harm = harm

    def absorb(self, parsed: Parsed, drafts: list[Draft]) -> None:
        """دون وقوع إصابات tells no event: it is what there was none of."""
        chunks = parsed.chunks
        for draft in drafts:
            if draft.type not in _UNTOLD or draft.is_verb or draft.absorbed is not None:
                continue
            at = chunks.index(draft.chunk)
            while at and chunks[at].genitive:
                at -= 1
            lead = chunks[at].prep_word
            words = parsed.words[max(0, chunks[at].first - 5) : chunks[at].first]
            unsaid = any(w.form in self._without for w in words) and not any(w.pos == "V" for w in words)
            clause = draft.clause
            told_none = (
                clause.negated
                and clause.verb is not None
                and (
                    clause.subject is draft.chunk.phrase
                    or any(x.kind in ("outcome", "occur") for x in clause.verb.word.lexemes)
                )
            )
            if (
                unsaid
                or told_none
                or (lead is not None and (lead.form in self._without or lead.stem in self._without))
                or (at and chunks[at - 1].kind == "neg")
            ):
                host = next(
                    (d for d in reversed(drafts) if d.first < draft.first and d.absorbed is None and d is not draft),
                    None,
                )
                if host is None:
                    draft.rejected = "event-rejected-generic"
                else:
                    draft.absorbed = host
                    several = draft.type in HARM and draft.word.stem.endswith("ات")
                    for of in ["killed", "injured"] if several else [self._harm.people_of(draft)]:
                        if of and of not in host.none:
                            host.none.append(of)

    def tell(self, draft: Draft) -> None:
        """دون وقوع إصابات: what there was none of."""
        words = draft.parsed.words
        for at, word in enumerate(words):
            if at <= draft.first or not (word.form in self._without or word.stem in self._without):
                continue
            if at + 1 < len(words) and words[at + 1].stem in self._unsaid:
                continue  # دون تأكيد إصابته
            for other in words[at + 1 : at + 6]:
                if other.pos == "." or other.pos == "V":
                    break
                if other.stem.startswith("اصاب") or "جرحي" in other.stem:
                    found = ["killed", "injured"] if other.stem == "اصابات" else ["injured"]
                elif "toll" in other.classes:
                    found = [x.of for x in other.lexemes if x.of] or ["killed", "injured"]
                else:
                    continue
                draft.none += [c for c in found if c not in draft.none]
