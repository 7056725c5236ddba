"""Control: who does an act that has no doer of its own, by what governs it.

دخلت القوات المدينة لاعتقال خلية: who entered arrests.  أثناء محاولته تفكيك لغم: whose attempt it is, takes it apart.
أصيب ثلاثة جنود في تبادل لإطلاق النار مع مهربين: who was hurt was the other side.
"""

from __future__ import annotations

from typing import Final

from marsad.reader.clauses.clause import Clause
from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.roles.fitting import fits_pronoun

_DOERS: Final = frozenset(
    ("force", "group", "unit", "authority", "state", "fighter", "crowd", "official", "org", "role", "rank", "aircraft")
)
_UNDERGONE: Final = frozenset(("target", "target_place", "either"))
_SIDED: Final = frozenset(("clash",))
_ONE_SIDED: Final = frozenset(("مع", "joined"))


def share(drafts: list[Draft]) -> None:
    """Give the drafts of a sentence the doers that what governs them names."""
    for draft in drafts:
        if draft.is_verb or draft.absorbed is not None:
            continue
        if draft.devices and not draft.actors:
            _launched(draft)
        if draft.type in _SIDED:
            _first_side(draft)
        elif not draft.actors and draft.frame.get("gen") in _UNDERGONE:
            _attempt(draft)
            if not draft.actors:
                _purpose(draft)


def _launched(draft: Draft) -> None:
    """سقوط مقذوف حوثي، مقذوف أطلقته العناصر: whose missile it is, or who fired it."""
    for filler in draft.devices:
        words = draft.parsed.words[filler.phrase.head.i + 1 : filler.phrase.last]
        nation = next(
            (
                w
                for w in words
                if any("country" in x.data or x.data.get("actor") for x in w.lexemes if x.family == "adjectives")
            ),
            None,
        )
        if nation is not None:
            draft.actors.append(
                Filler(filler.phrase, draft.parsed, False, "nationality", filler.chunk, (nation.start, nation.end))
            )
            return
        for clause in draft.parsed.clauses:
            told = clause.antecedent is not None and clause.antecedent.phrase is filler.phrase
            if (
                told
                and clause.verb is not None
                and clause.verb.word.after
                and clause.subject is not None
                and _acts(clause.subject)
            ):
                draft.actors.append(Filler(clause.subject, draft.parsed, False, "launched"))
                return


def _acts(phrase: NounPhrase | None) -> bool:
    return (
        phrase is not None
        and not phrase.event
        and (not phrase.classes.isdisjoint(_DOERS) or any(e.kind == "country" for e in phrase.head.places))
    )


def _subject(clause: Clause) -> NounPhrase | None:
    return clause.subject if clause.verb is not None else None


def _first_side(draft: Draft) -> None:
    """بعد اشتباك مع مفرزة: the clause's subject is the side that the words leave out."""
    if not draft.actors or any(f.slot not in _ONE_SIDED for f in draft.actors):
        return
    subject = _subject(draft.clause)
    if subject is None or subject.event or subject.classes.isdisjoint(("force", "group", "unit", "fighter", "person")):
        return
    if "toll" in subject.classes or any(f.phrase is subject for f in draft.actors):
        return
    draft.actors.insert(0, Filler(subject, draft.parsed, True, "side"))


def _attempt(draft: Draft) -> None:
    """محاولتهم زرع عبوة: the pronoun on the word that governs an act is who does it."""
    chunks = draft.parsed.chunks
    at = chunks.index(draft.chunk)
    before = chunks[at - 1] if at else None
    if (
        before is None
        or before.kind != "noun"
        or before.last != draft.chunk.first
        or not before.word.after
        or draft.chunk.preposition
    ):
        return
    if not any(x.family == "modality" for x in before.word.lexemes):
        return
    fitting = [
        c.phrase
        for c in reversed(chunks[: at - 1])
        if c.kind == "noun"
        and c.phrase is not None
        and not c.phrase.event
        and "agent" in c.phrase.classes
        and fits_pronoun(c.phrase, before.word.after)
    ]
    if fitting:
        draft.actors.append(Filler(fitting[0], draft.parsed, True, "attempt"))


def _purpose(draft: Draft) -> None:
    """تدخلت القوات لتفريق المحتجين: who does the one does the other."""
    clause = draft.clause
    verb = clause.verb
    if (
        draft.chunk.preposition != "ل"
        or verb is None
        or verb.kind != "verb"
        or clause.passive
        or "a" not in verb.word.voice
    ):
        return
    if verb.first > draft.chunk.first or any(x.family == "saying" for x in verb.word.lexemes):
        return
    before = draft.parsed.words[draft.chunk.first - 1] if draft.chunk.first else None
    if before is not None and not before.classes.isdisjoint(("document", "statement", "abstract")):
        return
    subject = _subject(clause)
    if subject is not None and _acts(subject) and not any(f.phrase is subject for f in draft.targets):
        draft.actors.append(Filler(subject, draft.parsed, True, "purpose"))
