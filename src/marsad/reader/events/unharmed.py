"""Harm that there was none of: دون وقوع إصابات tells no event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Clause
from marsad.reader.draft import Draft, Parsed
from marsad.reader.events.harm import Harm
from marsad.reader.events.kinds import HARM
from marsad.reader.words import Word

#: Types of what a report says that there was none of.
_UNTOLD: Final = HARM | {"arrest"}
_BOTH: Final = ["killed", "injured"]
#: So many words after the verb of an outcome the harm is named.
_NEAR: Final = 8


class Unharmed:
    """Says what there was none of; holds the lexicon's words for *without*."""

    def __init__(self, lexicon: Lexicon, harm: Harm) -> None:
        self._without = lexicon.grammar["without"]
        self._unsaid = lexicon.grammar["unsaid"]
        self._negators = lexicon.grammar["negator_verb"]
        self._nobody = lexicon.grammar["anybody"]
        self._news = lexicon.grammar["news"]
        self._harm_words = lexicon.grammar["no_harm"]
        self._harm = harm

    def absorb(self, parsed: Parsed, drafts: list[Draft]) -> None:
        """دون وقوع إصابات tells no event: it is what there was none of."""
        chunks = parsed.chunks
        for draft in drafts:
            if draft.type not in _UNTOLD or draft.absorbed is not None:
                continue
            if draft.is_verb:
                if draft.first and self._nobody_hurt(parsed.words, draft.first - 1):
                    self._put(draft, drafts, _BOTH)
                elif draft.clause.negated and not self._harm_words.isdisjoint(_forms_after(parsed.words, draft.first)):
                    draft.rejected = "event-rejected-generic"  # لكنه لم يصب بأذى
                continue
            at = chunks.index(draft.chunk)
            while at and chunks[at].genitive:
                at -= 1
            lead = chunks[at].prep_word
            words = parsed.words[max(0, chunks[at].first - 5) : chunks[at].first]
            unsaid = any(w.form in self._without for w in words) and not any(w.pos == "V" for w in words)
            clause = draft.clause
            told_none = (
                self._denied(parsed, clause)
                and clause.verb is not None
                and (
                    clause.subject is draft.chunk.phrase
                    or any(x.kind in ("outcome", "occur") for x in clause.verb.word.lexemes)
                )
            )
            if (
                draft.type in HARM
                and clause.negated
                and chunks[at].preposition.endswith("عن")
                and self._of_news(parsed, clause, draft)
            ):
                draft.rejected = "event-rejected-generic"  # لم ترد أنباء عن ضحايا
            elif (
                unsaid
                or told_none
                or (lead is not None and (lead.form in self._without or lead.stem in self._without))
                or (at and chunks[at - 1].kind == "neg")
            ):
                several = draft.type in HARM and draft.word.stem.endswith("ات")
                self._put(draft, drafts, _BOTH if several else [self._harm.people_of(draft)])

    def spare(self, parsed: Parsed, clause: Clause, host: Draft) -> bool:
        """لم يسفر الهجوم عن قتلى: what led to no harm happened all the same; whether the clause says that.

        Args:
            parsed: the sentence.
            clause: a clause whose verb tells an outcome.
            host: the event whose outcome it is.
        """
        if not self._denied(parsed, clause) or clause.verb is None:
            return False
        if not host.is_verb or host.clause is not clause:
            host.notes["spared"] = True
        found = _harm_in(parsed.words[clause.verb.last :][:_NEAR])
        host.none += [of for of in found if of not in host.none]
        return True

    def _denied(self, parsed: Parsed, clause: Clause) -> bool:
        """لم يسفر، دون أن يسفر، من غير أن يسفر."""
        without = clause.opener.removesuffix(" ان")
        if without == "غير" and clause.chunks:
            before = clause.chunks[0].first - 1  # by itself it is: however
            without = f"{parsed.words[before].form} غير" if before >= 0 else ""
        return clause.negated or without in self._without

    def _of_news(self, parsed: Parsed, clause: Clause, draft: Draft) -> bool:
        """لم ترد أنباء، لم يُبلغ عن: what is not told is no harm, and no lack of it either."""
        verb = clause.verb
        if verb is None:
            return False
        between = parsed.words[verb.last : draft.first]
        return any(w.form.split(" ", 1)[0] in self._news for w in between) or any(
            x.family == "saying" for x in verb.word.lexemes
        )

    def _put(self, draft: Draft, drafts: list[Draft], found: list[str]) -> None:
        """Put what there was none of down with the event before, else with the next one."""
        others = [d for d in drafts if d.absorbed is None and d is not draft and d.type not in _UNTOLD]
        host = next((d for d in reversed(others) if d.first < draft.first), others[0] if others else None)
        if host is None:
            host = next((d for d in reversed(drafts) if d.first < draft.first and d.absorbed is None), None)
        if host is None:
            draft.rejected = "event-rejected-generic"
            return
        draft.absorbed = host
        host.none += [of for of in found if of and of not in host.none]

    def tell(self, parsed: Parsed, kept: Sequence[Draft]) -> None:
        """دون وقوع إصابات، لم تقع إصابات: what there was none of, of the event before, else of the next one."""
        words = parsed.words
        for at in range(len(words)):
            found = self._none_from(words, at)
            if found and kept:
                host = next((d for d in reversed(kept) if d.first < at), kept[0])
                host.none += [of for of in found if of not in host.none]

    def _none_from(self, words: Sequence[Word], at: int) -> list[str]:
        """Of whom there is none by the words that begin here."""
        word = words[at]
        if self._nobody_hurt(words, at):
            return _BOTH
        start = at + 1
        if word.stem in self._negators and start < len(words) and words[start].pos == "V":
            if not any(x.kind == "occur" for x in words[start].lexemes):
                return []
            start += 1  # لم تقع إصابات
        elif not (word.form in self._without or word.stem in self._without):
            return []
        if start < len(words) and words[start].stem in self._unsaid:
            return []  # دون تأكيد إصابته
        return _harm_in(words[start : start + 5])

    def _nobody_hurt(self, words: Sequence[Word], at: int) -> bool:
        """لم يصب أحد بأذى: from a negator on."""
        if words[at].stem not in self._negators or at + 2 >= len(words):
            return False
        hurt = any(x.eventful and x.type in HARM for x in words[at + 1].lexemes)
        return hurt and words[at + 1].pos == "V" and words[at + 2].stem in self._nobody


def _forms_after(words: Sequence[Word], at: int) -> list[str]:
    return [word.form for word in words[at + 1 : at + 4]]


def _harm_in(words: Sequence[Word]) -> list[str]:
    """Of whom some words tell, up to a stop or a verb."""
    found: list[str] = []
    for word in words:
        if word.pos in (".", "V"):
            break
        found += [of for of in _harmed(word) if of not in found]
    return found


def _harmed(word: Word) -> list[str]:
    """Whom a word of harm is of: the dead, the hurt, or both."""
    if word.stem.startswith("اصاب") or "جرحي" in word.stem:
        return _BOTH if word.stem == "اصابات" else ["injured"]
    if "toll" in word.classes:
        return [x.of for x in word.lexemes if x.of] or _BOTH
    return []
