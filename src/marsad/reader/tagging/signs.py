"""What stands around a word that speaks for one of its readings, sign by sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.lexicon.lexicon import Reading
from marsad.reader.phrases.spelling import leading
from marsad.reader.tagging.context import Context
from marsad.reader.tagging.groups import Group
from marsad.reader.tagging.marks import TANWIN, other_hamza
from marsad.reader.words import TITLES, Word

#: Classes that make the word after an ambiguous verb its subject.
_SUBJECTS: Final = frozenset(("person", "collective", "aircraft", "vehicle", "missile", "explosive"))
#: What stands before the place that somebody is brought to or from.
_BEFORE_PLACES: Final = frozenset(("الي", "من", "في", "نحو"))


def for_whom(word: Word) -> bool:
    """Whether a word can only be read with ل before it."""
    if word.kind in ("phrase", "name"):
        return "ل" in word.before
    return bool(word.readings) and all("ل" in r.before for r in word.readings)


def told_in(phrase: Word) -> bool:
    """في بيان له: a channel asks for nothing after it, be it a noun or a verb."""
    return any(x.data.get("role") == "channel" for x in phrase.lexemes) and not phrase.form.endswith((" ل", " مع"))


def function_score(
    word: Word,
    group: Group,
    score: float,
    previous: Word | None,
    after: Word | None,
    groups: tuple[Group, ...],
) -> float:
    """What speaks for or against a group of readings by the kind of word it would be."""
    if other_hamza(word, group.spelt) or (word.text.endswith("ة") and all(s.endswith("ه") for s in group.spelt)):
        score -= 8
    if group.before[-1:] == ("ك",) and previous is not None and previous.pos == "P" and previous.kind != "phrase":
        score -= 8.0  # على كاي: no preposition takes another
    if (
        group.kind == "P"
        and word.text.endswith("ي")
        and all(s.endswith("ى") for s in group.spelt)
        and previous is not None
        and (previous.pos == "V" or (previous.pos == "C" and previous.form.endswith("ان")))
        and any(not r.lexeme.classes.isdisjoint(TITLES) for g in groups for r in g.readings)
    ):
        score -= 5.0  # قال والي الخرطوم، أن والي كذا: the governor, for إلى is written with alef maqsura
    if (
        group.kind == "E"
        and previous is not None
        and previous.pos == "N"
        and word.text.endswith(TANWIN)
        and previous.text.endswith(TANWIN)
        and any(g.kind == "N" for g in groups)
    ):
        score -= 4.0  # سوقا شعبيا: the adjective of an accusative, no adverb
    if group.kind == "E" and previous is not None and previous.pos == "U" and any(g.kind == "N" for g in groups):
        score -= 4.0  # قتل 24 عسكريا: what is counted, no adverb
    if group.kind == "P" and opens_subject(after, groups, group.before):
        score -= 5
    if group.kind == "E" and after is not None and any(g.kind == "N" for g in groups) and not word.form.endswith("ا"):
        score -= 1.0
    return score


def opens_subject(after: Word | None, groups: tuple[Group, ...], before: tuple[str, ...]) -> bool:
    """A word that is preposition or verb (عبر، خلف، وسط) before a number or somebody is the verb."""
    verbs = next((g.readings for g in groups if g.kind == "V" and g.before == before and not g.after), ())
    if not verbs or after is None or after.place_size > 1:
        return False  # قرب سيد صادق: the name of a town may begin like a man's
    if after.text.endswith("ون") and any(r.pos in "nq" and r.person == "p" for r in after.readings):
        return True  # عبر المقاتلون: nominative
    plain = [r for r in verbs if r.lexeme.family in ("verbs", "saying")]
    if plain and all(r.lexeme.data.get("weak") for r in plain):
        return False
    if after.pos == "U":
        return True
    return any(
        not r.lexeme.classes.isdisjoint(_SUBJECTS) and not r.after and "ال" not in r.before for r in after.readings
    )


def carried(noun: Word, group: Group) -> bool:
    """هجوما شنه، كمين نصبه: an event noun, then the verb that carries it."""
    return noun.pos == "M" and (noun.text.endswith(TANWIN) or any(r.lexeme.family == "light" for r in group.readings))


def verb_ahead(context: Context, word: Word) -> bool:
    """A finite verb a few words on, joined by nothing: what opens the clause is then its subject (مسك الحدود يحتاج)."""
    somebody = False
    for other in context.words[word.i + 1 : word.i + 5]:
        if other.pos in (".", "C", "U", "W") or other.kind != "word":
            return False
        if other.readings and all(r.pos == "v" and r.tense == "n" and r.before in ((), ("س",)) for r in other.readings):
            return not somebody  # قتل عنصر ينحدر من كذا: what describes somebody not named before
        described = any(r.pos == "a" for r in other.readings)  # قصف حوثي
        somebody = somebody or (
            not described
            and any(r.person == "s" and not r.before and "person" in r.lexeme.classes for r in other.readings)
        )
        if other.readings and all(r.pos in ("conj", "rel", "prep", "part") for r in other.readings):
            return False
    return False


def nominative(word: Word) -> bool:
    """Whether a word is spelt as a nominative plural (مسلحون), which is no genitive."""
    return word.form.endswith("ون") and any(r.pos in ("n", "q", "a") and r.person == "p" for r in word.readings)


def eventful(group: Group) -> int:
    """How many event entries a group offers."""
    return sum(r.lexeme.family == "events" for r in group.readings)


def owns(reading: Reading) -> bool:
    """مدفعي as my gun, or as two guns of something: what is spelt like an adjective and hardly ever meant."""
    return reading.pos == "n" and (bool(reading.after) or (reading.person == "d" and reading.state == "c"))


def force(group: Group) -> bool:
    """Whether a group of readings, without a clitic, names a force."""
    return not group.before and group.kind == "N" and any("force" in r.lexeme.classes for r in group.readings)


def leads(words: Sequence[Word], at: int, previous: Word) -> bool:
    """Whether an elative stands before a word and describes no noun of its own (أعنف قصف, but شخص آخر قتل)."""
    if not leading(previous):
        return False
    own = words[at - 2] if at > 1 else None
    return own is None or own.pos not in "NMU" or own.article or bool(own.after)


def has_object(words: Sequence[Word], at: int) -> bool:
    """وفي هجوم نفذته الحركة قُتل أربعة: the verb before has its object in a pronoun, and takes no noun for one."""
    return next((bool(w.after) for w in reversed(words[:at]) if w.pos == "V"), False)


def dotless(words: Sequence[Word]) -> bool:
    """Whether a sentence writes every last ya without its dots, as the Egyptian press does (فى، التى)."""
    return any(w.text in ("فى", "التى", "الذى") for w in words)


def of_two(persons: str) -> bool:
    """Whether a verb form is that of two, or of us (سجنا)."""
    found = set(persons.split(","))
    return bool(found & {"3md", "3fd"}) and found <= {"1p", "3md", "3fd"}


def previous_crossed(words: Sequence[Word], at: int) -> bool:
    """Whether عبر follows a phrase with a preposition, and so is one itself."""
    return words[at].form == "عبر" and at > 1 and words[at - 2].form in _BEFORE_PLACES and not words[at - 1].before
