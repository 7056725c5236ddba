"""Doers put right: who only tells of an act, who foils one, whose plan or relief it is.

نفت دمشق دخول أي قوات: who denies it did not enter.  أعلنت الشرطة إحباط محاولة خلية زرع عبوة: the cell tried.
"""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler
from marsad.reader.events import undergone
from marsad.reader.events.sides import Sides
from marsad.reader.phrases.phrase import NounPhrase, genitive_of
from marsad.reader.words import Word

_TOLD: Final = frozenset(("light", "shared"))
_ABLE: Final = frozenset(("agent", "aircraft"))
#: Acts of those who do them, whose noun may stand in one phrase with whoever does them (استسلام إرهابي).
_BY_THEMSELVES: Final = frozenset(("surrender", "withdrawal"))
_TAKING: Final = frozenset(("seizure", "abduction", "attack", "arrest"))
#: People who speak for others; a body announces the end of what it did itself.
_VOICES: Final = frozenset(("official", "spokesperson"))


class Doers:
    """Corrects the actors of drafts; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._issue = lexicon.grammar["issue"]
        self._sides = Sides(lexicon)
        self._close = lexicon.grammar["close"]

    def correct(self, drafts: list[Draft]) -> None:
        """Take from the drafts of a sentence the actors that are none, and give them those that are."""
        for draft in drafts:
            if draft.absorbed is not None:
                continue
            done = [f.phrase for f in draft.actors if f.slot in ("gen", "agent")]
            draft.targets = [f for f in draft.targets if f.slot != "object" or not any(f.phrase is p for p in done)]
            if draft.is_verb:
                undergone.resumed(draft)
                undergone.charged(draft)
                _pair(draft)
                continue
            _pair(draft)
            if draft.type in _BY_THEMSELVES:
                _by_itself(draft)
            draft.actors = [f for f in draft.actors if f.slot != "light" or not _attempt(f.phrase)]
            self._sides.gathered(draft)
            undergone.escaped(draft)
            _whose_plan(draft)
            _come(draft)
            undergone.within_attempt(draft, drafts)
            undergone.said_of(draft)
            _driven(draft)
            _launched(draft)
            if draft.type == "aid":
                _relief(draft)
            before = _governing(draft)
            if before is not None and _opposed(draft, before):
                self._foiled(draft, before)
            elif self._told_only(draft):
                _silence(draft)
            if draft.word.after and not draft.targets:
                undergone.owner(draft)
            if draft.type == "verdict" and not draft.targets:
                undergone.sentenced(draft)

    def _told_only(self, draft: Draft) -> bool:
        """Whether the act has a doer of its own, or came about by itself, so that who tells of it did nothing."""
        if draft.type != "protest" and any(f.slot == "gen" and f.phrase.classes & _ABLE for f in draft.actors):
            return True
        words = draft.parsed.words
        if words[draft.first].form.split()[0] in self._issue:
            return True
        subject = draft.clause.subject
        ended = draft.first > 0 and words[draft.first - 1].form in self._close
        return ended and subject is not None and bool(subject.classes & _VOICES)

    def _foiled(self, draft: Draft, before: Chunk) -> None:
        """إحباط محاولة خلية زرع عبوة: who is said to have tried is the doer, and not who tells of it."""
        _silence(draft)
        draft.notes["foiled"] = True
        words = draft.parsed.words
        for word in words[before.first : before.last]:
            tried = any(x.family == "modality" and x.data.get("status") == "attempted" for x in word.lexemes)
            if not tried or before.phrase is None or draft.actors:
                continue
            inner = genitive_of(words, _from(word, before.phrase))
            if inner is not None and inner.classes & {"agent"}:
                draft.actors.append(Filler(inner, draft.parsed, False, "attempt", before))


def _from(word: Word, phrase: NounPhrase) -> NounPhrase:
    """The part of a phrase that a word inside it heads."""
    return NounPhrase(word.i, phrase.last, word, None, word.classes, False, word.start, phrase.end, False)


def _attempt(phrase: NounPhrase) -> bool:
    """فشلت محاولة إجلاء: an attempt does nothing itself."""
    if phrase.head.pos != "M" or phrase.number is not None:
        return False
    return "agent" not in phrase.classes and any(x.family == "modality" for x in phrase.head.lexemes)


def _silence(draft: Draft) -> None:
    verb = draft.clause.verb
    if verb is not None and any(x.family == "saying" for x in verb.word.lexemes):
        draft.actors = [f for f in draft.actors if f.slot not in _TOLD]


def _governing(draft: Draft) -> Chunk | None:
    """The noun that the act is the genitive of."""
    chunks = draft.parsed.chunks
    at = chunks.index(draft.chunk)
    before = chunks[at - 1] if at else None
    adjacent = before is not None and before.kind == "noun" and before.last == draft.chunk.first
    return before if adjacent and not draft.chunk.preposition and not draft.chunk.joined else None


def _opposed(draft: Draft, before: Chunk) -> bool:
    return any(word.opposes for word in draft.parsed.words[before.first : before.last] if word is not draft.word)


def _by_itself(draft: Draft) -> None:
    """أعلن الجيش استسلام قيادي: whoever stands behind the noun in its phrase."""
    phrase = draft.chunk.phrase
    if phrase is None or any(f.slot not in _TOLD for f in draft.actors):
        return
    inner = genitive_of(draft.parsed.words, phrase)
    if inner is not None and inner.classes & {"person", "group", "force"}:
        draft.actors = [Filler(inner, draft.parsed, False, "gen", draft.chunk)]


def _driven(draft: Draft) -> None:
    """أجبرت الفيضانات آلاف السكان على النزوح: whom nobody drives out, but what happens, moves by himself."""
    verb = draft.clause.verb
    if (
        draft.type != "displacement"
        or draft.actors
        or verb is None
        or not any(e.type == draft.type for e in verb.word.events)
    ):
        return
    if not draft.targets:
        for chunk in draft.clause.chunks:
            if verb.first < chunk.first < draft.chunk.first and chunk.kind == "noun" and not chunk.preposition:
                phrase = chunk.phrase
                if phrase is not None and phrase is not draft.clause.subject and phrase.classes & {"person"}:
                    draft.actors.append(Filler(phrase, draft.parsed, False, "object", chunk))
                    return
    draft.actors, draft.targets = draft.targets, []


def _whose_plan(draft: Draft) -> None:
    """خطة إسرائيلية لاغتيال قادة: the adjective on the plan says whose it is."""
    chunks = draft.parsed.chunks
    at = chunks.index(draft.chunk)
    before = chunks[at - 1] if at else None
    if draft.actors or draft.chunk.preposition != "ل" or before is None or before.phrase is None:
        return
    if before.last != draft.chunk.first or not any(x.family == "modality" for x in before.word.lexemes):
        return
    _nationality(draft, before)


def _nationality(draft: Draft, chunk: Chunk) -> None:
    """Make the adjective of nationality in a phrase the actor."""
    if chunk.phrase is None:
        return
    for word in draft.parsed.words[chunk.phrase.head.i + 1 : chunk.phrase.last]:
        if any("country" in x.data for x in word.lexemes if x.family == "adjectives"):
            draft.actors.append(Filler(chunk.phrase, draft.parsed, False, "nationality", chunk, (word.start, word.end)))
            return


def _come(draft: Draft) -> None:
    """وصول تعزيزات جديدة للحوثيين: who comes is what the noun asks for, and not whose it is."""
    chunks = draft.parsed.chunks
    at = chunks.index(draft.chunk) + 1
    if draft.type != "advance" or at >= len(chunks) or any(f.slot != "ل" for f in draft.actors):
        return
    phrase = chunks[at].phrase
    if (
        phrase is not None
        and chunks[at].genitive
        and phrase.head.stem in draft.entry.companions
        and draft.frame.get("gen") != "target"
    ):
        draft.actors = [Filler(phrase, draft.parsed, False, "gen", chunks[at])]


def _relief(draft: Draft) -> None:
    """منعت دخول قافلة مساعدات: what is kept out; طائرة إغاثة كويتية: whose it is."""
    verb, phrase = draft.clause.verb, draft.chunk.phrase
    if phrase is None:
        return
    if verb is not None and not draft.targets and verb.first < draft.first:
        kept = any(x.family == "modality" and x.data.get("status") == "prevented" for x in verb.word.lexemes)
        kept = kept or any(e.type in _TAKING for e in verb.word.events)
        if kept and phrase is not draft.clause.subject:
            draft.targets.append(Filler(phrase, draft.parsed, False, "kept", draft.chunk))
    if draft.actors:
        return
    chunks = draft.parsed.chunks
    at = chunks.index(draft.chunk)
    origin = next((c for c in chunks[at + 1 : at + 3] if c.preposition == "من"), None)
    if origin is not None and origin.phrase is not None and any(e.kind == "country" for e in origin.phrase.head.places):
        draft.actors.append(Filler(origin.phrase, draft.parsed, False, "من", origin))  # شحنة مساعدات من تركيا
        return
    for chunk in chunks[at : at + 2]:
        if chunk.phrase is None or (chunk is not draft.chunk and not chunk.genitive):
            return
        _nationality(draft, chunk)
        if draft.actors:
            return


def _launched(draft: Draft) -> None:
    """هجوم بطائرة مسيرة لقوات كذا: whose the aircraft is."""
    chunks = draft.parsed.chunks
    at = chunks.index(draft.chunk) + 1
    device = chunks[at] if at < len(chunks) else None
    if draft.actors or device is None or device.preposition not in ("ب", "بواسطه") or device.phrase is None:
        return
    if device.phrase.classes.isdisjoint(("aircraft", "missile", "weapon", "artillery", "drone")):
        return
    for word in draft.parsed.words[device.first + 1 : device.last + 1]:
        owner = next((c for c in chunks if c.first == word.i and c.preposition == "ل"), None)
        if owner is not None and owner.phrase is not None and "collective" in owner.phrase.classes:
            draft.actors.append(Filler(owner.phrase, draft.parsed, False, "ل", owner))
            return
        if word.preposition == "ل" and "collective" in word.classes and word.i < device.last:
            phrase = NounPhrase(
                word.i, device.last, word, None, word.classes, True, word.bare_start(), device.phrase.end, False
            )
            draft.actors.append(Filler(phrase, draft.parsed, False, "ل", device))
            return


def _pair(draft: Draft) -> None:
    """الرئيسان التونسي والجزائري: one head over two adjectives is one phrase."""
    for first, second in zip(draft.actors, draft.actors[1:], strict=False):
        pair = first.phrase.head
        inside = draft.parsed.words[pair.i + 1 : first.phrase.last]
        if "d" not in pair.numbers or not inside or first.parsed is not second.parsed:
            continue
        alone = second.phrase.last - second.phrase.first == 1 and second.phrase.number is None
        beside = alone and second.phrase.first == first.phrase.last
        if beside and _national(inside[-1]) and _national(second.phrase.head):
            first.span = (first.phrase.start, second.phrase.end)
            draft.actors.remove(second)
            return


def _national(word: Word) -> bool:
    named = word.pos == "X" and word.form.startswith("ال") and word.form.endswith("ي")
    return named or word.is_adjective or any("country" in x.data for x in word.lexemes)
