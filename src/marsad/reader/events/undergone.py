"""Whom an act was done to, where its own slots do not say: by a pronoun, an escape, an attempt told with it.

ابني خطفوه: he was taken, and took nobody.  نجا المدير من محاولة خطف: whoever gets away is whom it was meant for.
"""

from __future__ import annotations

from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase, genitive_of
from marsad.reader.roles.fitting import fits_pronoun


def resumed(draft: Draft) -> None:
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
    if phrase.classes & {"relative"} and phrase.head.numbers == {"d"}:
        return True  # ابني is my son, or two sons of mine only to a speller
    return phrase.number is None and "s" in phrase.head.numbers and "p" not in phrase.head.numbers


def owner(draft: Draft) -> None:
    """داهمت مزرعة المشتبه به سعيا إلى اعتقاله: whom the pronoun means may own what was told before."""
    aims = draft.chunk.prep_word.lexemes if draft.chunk.prep_word is not None else ()
    if draft.frame.get("gen") != "target" or not any(x.family == "modality" for x in aims):
        return
    for chunk in reversed([c for c in draft.parsed.chunks if c.first < draft.first]):
        if chunk.kind != "noun" or chunk.phrase is None or chunk.phrase is draft.clause.subject:
            continue
        inner = genitive_of(draft.parsed.words, chunk.phrase)
        if inner is not None and inner.classes & {"person"} and fits_pronoun(inner, draft.word.after):
            draft.targets.append(Filler(inner, draft.parsed, True, "possessor", chunk))
            return


def escaped(draft: Draft) -> None:
    """نجا المدير من محاولة خطف: whoever gets away is whom it was meant for."""
    verb, subject = draft.clause.verb, draft.clause.subject
    if draft.light is not draft.clause or verb is None or subject is None or draft.targets:
        return
    if (
        verb.word.opposes
        and any(x.family == "light" and x.kind == "undergo" for x in verb.word.lexemes)
        and subject.classes & {"person", "collective", "vehicle"}
    ):
        draft.targets.append(Filler(subject, draft.parsed, draft.clause.implied, "undergo"))


def within_attempt(draft: Draft, drafts: list[Draft]) -> None:
    """استهدف موكب الوزير في محاولة اغتيال: one occasion told twice has one target."""
    if draft.targets or draft.type != "assassination" or draft.chunk.preposition != "في":
        return
    told = [d for d in drafts if d.is_verb and d.clause is draft.clause and d.first < draft.first and d.targets]
    if told and told[-1].type in ("attack", "killing", "injury"):
        draft.targets = [Filler(f.phrase, f.parsed, True, "shared", f.chunk) for f in told[-1].targets]
        if not draft.actors:
            draft.actors = [Filler(f.phrase, f.parsed, True, "shared", f.chunk) for f in told[-1].actors]


def said_of(draft: Draft) -> None:
    """مئات العائلات محاصرة من قبل: the feminine participle of the third form looks like its verbal noun."""
    clause, topic = draft.clause, draft.clause.topic
    if draft.targets or clause.verb is not None or topic is None or topic.phrase is None or topic is draft.chunk:
        return
    plain = not draft.chunk.preposition and not draft.chunk.genitive and not draft.word.article and not draft.word.after
    alike = draft.entry.data.get("form") == "III" or any(r.pos == "q" for r in draft.word.readings)
    if plain and alike and topic.last == draft.chunk.first and any(f.slot == "agent" for f in draft.actors):
        draft.targets.append(Filler(topic.phrase, draft.parsed, False, "subject", topic))


def charged(draft: Draft) -> None:
    """وجه تهمة الانتماء إلى تنظيم لثلاثة مواطنين: what the charge names is not whom it is brought against."""
    if draft.type != "verdict" or len(draft.targets) < 2:
        return
    idle = [f for f in draft.targets if f.phrase.head.stem in draft.entry.companions]
    if len(idle) < len(draft.targets):  # التمس تسليط عقوبة على الوالي: the sentence is not whom it is passed on
        draft.targets = [f for f in draft.targets if f not in idle]
    chunks = draft.parsed.chunks
    for filler in list(draft.targets):
        at = chunks.index(filler.chunk) if filler.chunk in chunks else 0
        before = chunks[at - 1] if at else None
        if before is None or before.kind != "noun" or not chunks[at].preposition or before.last != chunks[at].first:
            continue
        charge = before.word.stem in draft.entry.companions or before.word.stem in ("تهمه", "تهم")
        if charge and before.last - before.first > 1 and len(draft.targets) > 1:
            draft.targets.remove(filler)


def sentenced(draft: Draft) -> None:
    """أحكاما تتراوح بين خمس وعشر سنوات بحق مهربين: whom it is passed on is told behind its measure."""
    for clause in draft.parsed.clauses:
        if clause.antecedent is not draft.chunk or clause.verb is None or clause.verb.word.events:
            continue
        for chunk in clause.chunks:
            if (
                chunk.preposition in ("بحق", "علي", "ضد")
                and chunk.phrase is not None
                and chunk.phrase.classes & {"person", "collective"}
            ):
                draft.targets.append(Filler(chunk.phrase, draft.parsed, False, chunk.preposition, chunk))
                return
