"""Harm told with its cause: قُتل خمسة في غارة is one event of the cause's type, the harm its counts."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler, Parsed
from marsad.reader.events.kinds import CAUSES, HARM, outcome_slots
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.quantities import Quantities

#: Whoever is hurt right after these is hurt by them.
_STRIKES: Final = frozenset(("airstrike", "shelling", "bombing"))
#: Types whose doer is who fired, where nobody else is told.
_FIRED: Final = frozenset(("assassination", "crackdown"))


class Harm:
    """Joins harm to its causes; holds the lexicon's words for causes and what counts the hurt."""

    def __init__(self, lexicon: Lexicon, quantities: Quantities) -> None:
        self._types = lexicon.types
        self._cause = lexicon.grammar["cause"]
        self._quantities = quantities
        self._sums = lexicon.grammar["toll_sum"]

    def people_of(self, draft: Draft) -> str:
        """What people are counted as under an event."""
        return str(draft.entry.data.get("count") or self._types.get(draft.type, {}).get("people") or "")

    def count(self, host: Draft, phrase: NounPhrase, people: str) -> None:
        """Count a phrase as the people hurt in an event."""
        self._quantities.harm(host, phrase, people)

    def join_causes(self, parsed: Parsed, drafts: list[Draft]) -> None:
        """قُتل خمسة في غارة: one event of the cause's type, the harm its counts."""
        for at, draft in enumerate(drafts):
            if draft.type not in HARM or draft.absorbed is not None or (draft.actors and not draft.is_verb):
                continue
            by_fire = draft.is_verb and bool(draft.actors) and not suffered_only(draft)
            if by_fire and not _shot(draft):
                continue
            if _of_outcome(draft):
                continue  # كمين أسفر عن مقتل 23، خلال عملية تمشيط: killed by what led to it
            cause = self._cause_of(parsed, draft, drafts)
            if cause is None:
                continue
            told = cause.is_verb and by_fire
            if by_fire and not told and (cause.actors or cause.type not in _FIRED):
                continue
            if by_fire and not told:  # قُتل ضابط برصاص مسلحين في عملية اغتيال: who fired did it
                cause.actors = [Filler(f.phrase, f.parsed, True, "agent", f.chunk) for f in draft.actors]
            self.absorb(draft, cause)
            # Coordinate harm before it shares the cause: قُتل … وأصيب … في تفجير.
            k = at - 1
            follower = draft
            while k >= 0:
                earlier = drafts[k]
                if (
                    earlier.type in HARM
                    and earlier.absorbed is None
                    and _coordinate(earlier, follower)
                    and (not earlier.actors or suffered_only(earlier) or _shot(earlier))
                ):
                    self.absorb(earlier, cause)
                    follower = earlier
                    k -= 1
                else:
                    break
            if cause.chunk.first < draft.chunk.first:
                self._go_on(draft, cause, drafts[at + 1 :])

    def _go_on(self, draft: Draft, cause: Draft, after: list[Draft]) -> None:
        """في قصف على الحي قُتل ثلاثة وأصيب خمسة: harm joined to harm of a cause told before is of that cause too."""
        for later in after:
            if later.type not in HARM or not later.is_verb or later.absorbed is not None:
                return
            if not _coordinate(draft, later) or not suffered_only(later):
                return
            self.absorb(later, cause)
            draft = later

    def absorb(self, draft: Draft, cause: Draft) -> None:
        """Make harm part of its cause: a count of it, and no event of its own."""
        draft.absorbed = cause
        cause.notes.setdefault("harm", draft)
        if not draft.is_verb and draft.word.stem in self._sums and cause.toll is None:
            cause.toll = draft  # حصيلة الضحايا جراء الاشتباكات إلى 89 قتيلا
        own = self.people_of(draft)
        for filler in draft.targets:
            self._quantities.harm(cause, filler.phrase, own)
            cause.notes.setdefault("hurt", []).append(filler)
        subject = draft.clause.subject if draft.is_verb and not draft.targets and not draft.clause.implied else None
        if subject is not None and "toll" in subject.classes:
            self._quantities.harm(cause, subject, own)  # ارتقى ثلاثة شهداء
        if not draft.is_verb and draft.chunk.phrase is not None and draft.chunk.phrase.number is not None:
            self._quantities.harm(cause, draft.chunk.phrase, own)  # ثلاث إصابات بالرصاص
        cause.tallies += [t for t in draft.tallies if t not in cause.tallies]
        if draft.clause not in cause.extra and draft.clause is not cause.clause:
            cause.extra.append(draft.clause)
        cause.notes.setdefault("speaker_from", draft)

    def _cause_of(self, parsed: Parsed, draft: Draft, drafts: list[Draft]) -> Draft | None:
        for other in drafts:
            if (
                other is draft
                or other.is_verb
                or other.type not in CAUSES
                or (other.absorbed is not None and other.absorbed.type not in CAUSES)
            ):
                continue
            chunk = other.notes.get("chain") or other.chunk
            # قُتل ثلاثة بعد قصف منزلهم
            after = chunk.preposition == "بعد" and other.type in _STRIKES and not other.word.article
            if (
                chunk.first > draft.chunk.first
                and (chunk.clause is draft.clause or _resumes(parsed, chunk, draft))
                and (after or self._causing(parsed, chunk))
            ):
                between = [
                    c
                    for c in parsed.chunks
                    if draft.chunk.first < c.first < chunk.first
                    and c.kind == "noun"
                    and c.phrase is not None
                    and c.phrase.event
                ]
                if not [c for c in between if any(d.chunk is c and d.type not in HARM for d in drafts)]:
                    return other
        for other in drafts:
            # قُتل شخص بنيران مسيرة استهدفت سيارة: what is told of the doer is how it was done
            described = other.clause.antecedent
            if (
                other.is_verb
                and other.type in CAUSES
                and other.absorbed is None
                and described is not None
                and described.clause is draft.clause
                and described.first > draft.chunk.first
                and (
                    any(f.slot == "agent" and f.phrase is described.phrase for f in draft.actors)
                    or _fired(draft, described)
                )
            ):
                return other
        opening = next((o for o in drafts if o is not draft and self._opens_with(parsed, o, draft)), None)
        if opening is not None:
            return opening
        antecedent = draft.clause.antecedent
        if antecedent is not None:
            for other in drafts:
                if other.chunk is antecedent and other.type in CAUSES:
                    resumed = [
                        c
                        for c in draft.clause.chunks
                        if c.kind in ("prep", "adverb") and c.word.form.endswith(("ها", "ه", "هما"))
                    ]
                    if resumed:
                        return other
        for chunk in draft.clause.chunks:
            # قُتل خلالها، في أثنائها: the event just told.
            if chunk.kind in ("prep", "noun", "adverb") and chunk.word.form in (
                "خلالها",
                "خلاله",
                "اثناءها",
                "اثناءه",
                "اثرها",
                "اثره",
                "جراءها",
                "جراءه",
            ):
                told = [d for d in drafts if d.first < draft.first and d.type in CAUSES and d.absorbed is None]
                if told:
                    return told[-1]
        return None

    def _causing(self, parsed: Parsed, chunk: Chunk) -> bool:
        """في غارة، في حادثة إطلاق نار: a word of cause before it or before the event noun that it completes."""
        at = parsed.chunks.index(chunk)
        before = parsed.chunks[at - 1] if at and not chunk.preposition else chunk
        completes = before.word.pos == "M" and before.last == chunk.first and not before.word.article
        return (before if completes else chunk).preposition in self._cause

    def _opens_with(self, parsed: Parsed, cause: Draft, harm: Draft) -> bool:
        """وفي هجوم نفذته الحركة، قُتل أربعة: the cause opens the sentence, and the harm is the first thing it tells."""
        chunk = cause.notes.get("chain") or cause.chunk
        if (
            cause.is_verb
            or cause.type not in CAUSES
            or cause.word.article
            or cause.absorbed is not None
            or not harm.is_verb
            or not self._causing(parsed, chunk)
            or not chunk.first < harm.chunk.first
        ):
            return False
        home = chunk.clause
        before = [c for c in parsed.chunks if c.first < chunk.first and c.clause is home and c.kind == "verb"]
        between = [
            c for c in parsed.chunks
            if chunk.first < c.first < harm.chunk.first and c.kind == "verb"
            and not (c.clause is not None and c.clause.antecedent is chunk)
        ]  # fmt: skip
        return not before and not between and (home is harm.clause or (home is not None and home.verb is None))

    def count_tolls(self, parsed: Parsed, drafts: list[Draft]) -> None:
        """32 قتيلا في تفجير: toll nouns before a cause count on it."""
        chunks = parsed.chunks
        for at, chunk in enumerate(chunks):
            if chunk.kind != "noun" or chunk.phrase is None or chunk.preposition or "toll" not in chunk.phrase.classes:
                continue
            if any(d.chunk is chunk for d in drafts):
                continue
            k = at + 1
            while k < len(chunks) and (
                chunks[k].kind in ("adverb", "paren", "time", "quote")
                or (chunks[k].kind == "noun" and chunks[k].joined and not chunks[k].preposition)
            ):
                k += 1
            if k < len(chunks) and chunks[k].kind == "noun" and chunks[k].preposition in self._cause:
                host = next(
                    (
                        d
                        for d in drafts
                        if not d.is_verb
                        and (d.chunk is chunks[k] or d.notes.get("chain") is chunks[k])
                        and d.type in CAUSES
                    ),
                    None,
                )
                if host is not None:
                    host = host.absorbed or host
                    if (
                        chunk.phrase.number is not None
                        or "p" in chunk.phrase.head.numbers
                        or "d" in chunk.phrase.head.numbers
                    ):
                        self._quantities.harm(host, chunk.phrase, "")


def suffered_only(draft: Draft) -> bool:
    """Whether a harm is told without who did it: قُتل خمسة."""
    active = draft.is_verb and draft.word.voice == "a"  # قتلت القوات ثلاثة وأصابت خمسة: the same did both
    return not any(f.slot in ("subject", "agent", "light") and (active or not f.implied) for f in draft.actors)


def _shot(draft: Draft) -> bool:
    """Whether all that is known of who did the harm is whose fire it was."""
    return all(f.slot == "agent" for f in draft.actors)


def _coordinate(earlier: Draft, later: Draft) -> bool:
    if later.is_verb:
        return later.chunk.joined and later.first > earlier.first
    return later.chunk.joined and later.clause is earlier.clause


def _resumes(parsed: Parsed, chunk: Chunk, draft: Draft) -> bool:
    """قُتل عنصر ينحدر من كذا، إثر استهدافه: past a comma the clause goes on that the harm is told in."""
    inner = chunk.clause
    if inner is None or inner.kind != "relative" or inner.opener or inner.antecedent is None:
        return False
    return inner.antecedent.clause is draft.clause and parsed.chunks[parsed.chunks.index(chunk) - 1].kind == "comma"


def _of_outcome(draft: Draft) -> bool:
    """Whether a noun of harm is what a verb of outcome takes."""
    verb = draft.clause.verb
    if draft.is_verb or verb is None or verb.kind != "verb" or verb.first > draft.first:
        return False
    return bool(draft.chunk.preposition) and draft.chunk.preposition in outcome_slots(verb.word)


def _fired(draft: Draft, device: Chunk) -> bool:
    """قُتل ثلاثة بصاروخ أطلقته الميليشيا: what struck them, of which is told who fired it."""
    phrase = device.phrase
    return (
        draft.is_verb
        and not draft.actors
        and device.preposition == "ب"
        and phrase is not None
        and not phrase.definite
        and not phrase.classes.isdisjoint(("missile", "explosive", "artillery"))
    )
