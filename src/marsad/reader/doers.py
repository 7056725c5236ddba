"""Doers put right: who only tells of an act, who foils one, and whom a verb's own pronoun means.

نفت دمشق دخول أي قوات: who denies it did not enter.  أعلنت الشرطة إحباط محاولة خلية زرع عبوة: the cell tried.
ابني خطفوه: he was taken, and took nobody.
"""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses import Chunk
from marsad.reader.draft import Draft, Filler
from marsad.reader.fitting import fits_pronoun
from marsad.reader.phrases import NounPhrase, genitive_of
from marsad.reader.words import Word

_TOLD: Final = frozenset(("light", "shared"))
_ABLE: Final = frozenset(("agent", "aircraft"))
#: Acts of those who do them, whose noun may stand in one phrase with whoever does them (استسلام إرهابي).
_BY_THEMSELVES: Final = frozenset(("surrender", "withdrawal"))
#: People who speak for others; a body announces the end of what it did itself.
_VOICES: Final = frozenset(("official", "spokesperson"))


class Doers:
    """Corrects the actors of drafts; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._issue = lexicon.grammar["issue"]
        self._close = lexicon.grammar["close"]

    def correct(self, drafts: list[Draft]) -> None:
        """Take from the drafts of a sentence the actors that are none, and give them those that are."""
        for draft in drafts:
            if draft.absorbed is not None:
                continue
            if draft.is_verb:
                _resumed(draft)
                continue
            if draft.type in _BY_THEMSELVES:
                _by_itself(draft)
            before = _governing(draft)
            if before is not None and _opposed(draft, before):
                self._foiled(draft, before)
            elif self._told_only(draft):
                _silence(draft)
            if draft.word.after and not draft.targets:
                _owner(draft)

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
    return any(
        x.family == "modality" and x.data.get("opposes")
        for word in draft.parsed.words[before.first : before.last]
        if word is not draft.word
        for x in word.lexemes
    )


def _by_itself(draft: Draft) -> None:
    """أعلن الجيش استسلام قيادي: whoever stands behind the noun in its phrase."""
    phrase = draft.chunk.phrase
    if phrase is None or any(f.slot not in _TOLD for f in draft.actors):
        return
    inner = genitive_of(draft.parsed.words, phrase)
    if inner is not None and inner.classes & {"person", "group", "force"}:
        draft.actors = [Filler(inner, draft.parsed, False, "gen", draft.chunk)]


def _resumed(draft: Draft) -> None:
    """ابني خطفوه: one who stands before a verb of many with a pronoun that means him is whom it was done to."""
    word = draft.word
    if not word.after or word.persons != {"3mp"} or draft.targets or draft.frame.get("object") != "target":
        return
    topic = next((f for f in draft.actors if f.slot == "subject" and not f.implied), None)
    if topic is None or topic.phrase.first > draft.first:
        return
    if _one(topic.phrase) and fits_pronoun(topic.phrase, word.after):
        draft.actors.remove(topic)
        draft.targets.append(topic)


def _one(phrase: NounPhrase) -> bool:
    return phrase.number is None and "s" in phrase.head.numbers and "p" not in phrase.head.numbers


def _owner(draft: Draft) -> None:
    """داهمت مزرعة المشتبه به سعيا إلى اعتقاله: whom the pronoun means may own what was told before."""
    if draft.frame.get("gen") != "target":
        return
    for chunk in reversed([c for c in draft.parsed.chunks if c.first < draft.first]):
        if chunk.kind != "noun" or chunk.phrase is None or chunk.phrase is draft.clause.subject:
            continue
        inner = genitive_of(draft.parsed.words, chunk.phrase)
        if inner is not None and inner.classes & {"person"} and fits_pronoun(inner, draft.word.after):
            draft.targets.append(Filler(inner, draft.parsed, True, "possessor", chunk))
            return
