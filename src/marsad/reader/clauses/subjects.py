"""Who does what a clause tells: the noun phrase that agrees with its verb, after it, before it, or of another clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.lexicon.schema import as_list
from marsad.reader.clauses.agreement import accusative as is_accusative
from marsad.reader.clauses.agreement import agrees, can_resume, pronoun_of, resumes
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.clauses.openers import Openers
from marsad.reader.clauses.says import says
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.phrases.spelling import accusative as spelt_accusative
from marsad.reader.words import Word

_CONCRETE: Final = frozenset(
    ("place", "explosive", "weapon", "vehicle", "person", "goods", "collective", "aircraft", "missile", "artillery")
)

#: Types of events that people suffer, told in the passive more often than not.
_SUFFERED: Final = frozenset(("killing", "injury", "arrest", "abduction", "execution"))
#: Prepositions with the pronoun that takes up what a relative clause describes.
_TAKING_UP: Final = frozenset(
    p + end for p in ("علي", "في", "ب", "من", "ل", "الي", "عن") for end in ("ه", "ها", "هم", "هما")
)
#: What takes up an act that others suffer from: هجوم أصيب خلاله عشرة.
_MEANWHILE: Final = frozenset(p + end for p in ("خلال", "اثناء", "اثر", "جراء") for end in ("ه", "ها", "هما"))
#: Frames of verbs that have no object (``frames.yaml``).
_OBJECTLESS: Final = frozenset(("motion", "suffer", "plain"))


class Subjects:
    """Finds the subjects of clauses; holds only the words on which clauses turn."""

    def __init__(self, openers: Openers) -> None:
        self._openers = openers

    def find(self, clause: Clause) -> None:
        """Set the subject of a clause, and whether it is implied."""
        verb = clause.verb
        if verb is None or verb.kind != "verb":
            return
        after = [
            c
            for c in clause.chunks
            if c.kind == "noun" and not c.preposition and not c.genitive and c.first > verb.first
        ]
        companions = frozenset().union(*(x.companions for x in verb.word.lexemes)) if verb.word.lexemes else frozenset()
        after = [
            c
            for c in after
            if c.phrase
            and not (
                c.phrase.head.stem in companions
                and c.phrase.number is None
                and c.phrase.last - c.phrase.first <= 2
                and c.phrase.classes.isdisjoint(_CONCRETE)
            )
        ]
        after = [
            c
            for c in after
            if not self._openers.heads_direction(c.phrase)
            and not c.follows
            and (c.phrase is None or c.phrase.head.pos != "U" or c.first == verb.last or c.joined)
        ]
        after = [c for c in after if not _same_place(clause, c)]
        first = next((c for c in after if not c.joined), None)
        word = verb.word
        topic = clause.topic
        inherited = clause.shared
        if (
            clause.kind == "complement"
            and clause.parent is not None
            and clause.opener.endswith(("ه", "ها", "هم", "هما"))
            and len(clause.opener) > 2
            and topic is None
        ):
            # قال إنه فعل: the pronoun is the subject, whatever noun follows the verb.
            above = clause.parent.subject
            meant = above is not None and can_resume(clause.opener, above) and not _impersonal(clause, word, first)
            if meant and above is not None and not above.event and agrees(word, above, before=True):
                clause.subject, clause.implied = above, True
                _voice(clause)
                return
            if above is None and clause.opener.endswith(("ها", "هم", "هما")):
                # وذكرت أنها أسقطت طائرة: whom it means stands in a sentence before, and the noun after the verb is no subject.
                clause.subject = None
                _voice(clause)
                return
        if inherited is not None and first is None and not word.after and says(clause):
            # قالت إنها فككت خلية، قالت إنها خطيرة: whoever spoke goes on speaking
            above = clause.parent.subject if clause.parent is not None and says(clause.parent) else None
            if above is not None and agrees(word, above, before=True):
                inherited = above
        clause.subject, clause.implied = inherited, inherited is not None
        if (
            topic is not None
            and topic.phrase is not None
            and not _reason(clause, topic)
            and not (clause.opener == "اما" and word.conjunction == "ف")
            and (agrees(word, topic.phrase, before=True) or _together(clause, topic, word))
        ):
            clause.subject = topic.phrase
            clause.implied = False
            _voice(clause)
            return
        if clause.antecedent is not None and clause.antecedent.phrase is not None:
            # غارات استهدفت مناطق شرق البلاد وجنوبها: it is the act that strikes
            hits = any(x.kind == "hit" for x in word.lexemes) and "a" in word.voice and not word.after
            strikes = clause.antecedent.phrase.event and hits
            own = (
                not (strikes and agrees(word, clause.antecedent.phrase, before=True))
                and first is not None
                and first.phrase is not None
                and agrees(word, first.phrase)
                and (
                    word.after != ""
                    or _taken_up(clause, first)
                    or not agrees(word, clause.antecedent.phrase, before=True)
                    or (len([c for c in after if not (c.joined and c.word.pos == "D")]) > 1 and not first.joined)
                )
            )
            if not own:
                clause.subject, clause.implied = clause.antecedent.phrase, False
                _voice(clause)
                return
        if first is not None and first.phrase is not None and agrees(word, first.phrase):
            second = next((c for c in after[1:] if not c.joined), None)
            shared = inherited is not None and agrees(word, inherited, before=True)
            accusative = is_accusative(first.phrase) or (
                resumes(word, first.phrase) and not _objectless(word) and len([c for c in after if not c.joined]) == 1
            )
            if shared and second is None and (accusative or _takes_object(word, first.phrase)):
                clause.implied = True
                _voice(clause)
                return
            above = (
                clause.parent.subject
                if clause.kind == "complement" and clause.parent is not None and clause.opener == "ان"
                else None
            )
            if (
                above is not None
                and second is None
                and not above.event
                and not first.phrase.classes.isdisjoint(("vehicle", "place", "goods"))
                and "agent" not in first.phrase.classes
                and _takes_object(word, first.phrase)
                and agrees(word, above, before=True)
            ):
                # نفت الجماعة أن تكون قد هاجمت ناقلة: things are attacked, and do not attack.
                clause.subject, clause.implied = above, True
                _voice(clause)
                return
            if second is None and clause.kind == "subordinate" and _launches(word, first.phrase):
                _voice(clause)
                return  # اقتحموا المخيم، حيث شنت حملة: who did it goes on from before
            if second is None and _blamed(clause, first):
                _voice(clause)
                return
            if not accusative:
                clause.subject, clause.implied = first.phrase, False
                _voice(clause)
                return
        _voice(clause)

    def fall_back(self, clause: Clause, found: list[Clause]) -> None:
        """A subordinate verb without a subject goes on with that of the clause before it."""
        verb = clause.verb
        at = found.index(clause)
        if verb is None or verb.kind != "verb" or "a" not in verb.word.voice:
            return
        for skip in (True, False):
            for earlier in reversed(found[:at]):
                if (skip and earlier.kind == "relative") or earlier.subject is None or earlier.subject.event:
                    continue
                if agrees(verb.word, earlier.subject, before=True):
                    clause.subject, clause.implied = earlier.subject, True
                    return


def _launches(word: Word, phrase: NounPhrase) -> bool:
    """Whether a verb that only carries an act stands before the act itself, and not before who does it."""
    carries = any(
        x.family == "light" and x.kind == "light" and "object" in as_list(x.data.get("takes")) for x in word.lexemes
    )
    return carries and phrase.event and "agent" not in phrase.classes and "a" in word.voice


def _reason(clause: Clause, topic: Chunk) -> bool:
    """تضامنا مع الأسرى، أضرب العشرات: why, and not who; after إن an accusative would be the subject."""
    phrase = topic.phrase
    if phrase is None or phrase.number is not None or not spelt_accusative(phrase.head):
        return False
    if clause.opener or clause.kind == "complement":
        return False
    return not any(c.first < topic.first and c.word.form.endswith("ان") for c in clause.chunks)


def _together(clause: Clause, topic: Chunk, word: Word) -> bool:
    """إن المدير وزوجته قتلوا: several joined before the verb are its subject together."""
    if topic.phrase is None or "person" not in topic.phrase.classes or not word.persons & {"3mp", "3md", "3fd"}:
        return False
    return any(c.joined and c.kind == "noun" and topic.first < c.first and c.last <= word.i for c in clause.chunks)


def _taken_up(clause: Clause, first: Chunk) -> bool:
    """المعبر الذي تسيطر عليه القوة: a pronoun between verb and noun takes up what the clause describes."""
    verb = clause.verb
    if verb is None or first.phrase is None or is_accusative(first.phrase):
        return False
    forms = _TAKING_UP if "a" in verb.word.voice else _TAKING_UP | _MEANWHILE
    return any(verb.first < c.first < first.first and c.word.form in forms for c in clause.chunks)


def _impersonal(clause: Clause, word: Word, first: Chunk | None) -> bool:
    """أكدت أنه قصفت المدفعية الحي: a pronoun that the verb does not agree with means nobody; the doer follows."""
    if first is None or first.phrase is None or "a" not in word.voice or not word.persons:
        return False
    wanted = {"ه": "3ms", "ها": "3fs"}.get(pronoun_of(clause.opener))
    return wanted is not None and wanted not in word.persons and agrees(word, first.phrase)


def _same_place(clause: Clause, chunk: Chunk) -> bool:
    """في العاصمة الصومالية مقديشو: the name of the place that stands before it is nobody who acts."""
    at = clause.chunks.index(chunk)
    before = clause.chunks[at - 1] if at else None
    return (
        bool(chunk.word.places)
        and before is not None
        and bool(before.preposition)
        and before.last == chunk.first
        and before.phrase is not None
        and bool(before.word.places or before.phrase.classes & {"settlement", "admin"})
    )


def _blamed(clause: Clause, first: Chunk) -> bool:
    """واتهمت في المقابل «الميليشيات» بتفخيخ منازل: a single noun and what it is blamed for; who blames spoke before."""
    if clause.verb is None or not any(x.family == "saying" and x.kind == "blame" for x in clause.verb.word.lexemes):
        return False
    after = [c for c in clause.chunks if c.first >= first.last and c.kind == "noun"]
    return (
        clause.verb.joined
        and first.first > clause.verb.last
        and bool(after)
        and after[0].preposition == "ب"
        and after[0].is_event_noun
    )


def _objectless(word: Word) -> bool:
    """Whether a verb takes no object, whatever it means: فر سكانها."""
    frames = {str(x.data.get("frame", "transitive")) for x in word.lexemes}
    return bool(frames) and frames <= _OBJECTLESS


def _takes_object(word: Word, phrase: NounPhrase) -> bool:
    """Whether a single noun after a coordinate verb is more likely its object."""
    if word.persons <= {"3mp", "1p", "3md", "3fd"}:
        return True
    if "a" not in word.voice:
        return False
    if word.persons == {"3fs"} and phrase.number is not None and "f" not in phrase.head.gender:
        return True
    families = {x.family for x in word.lexemes}
    if "saying" in families and phrase.event and "agent" not in phrase.classes:
        return True  # وزعم قتل ثلاثين جنديا
    if not families.isdisjoint(("saying", "light")) and not phrase.classes.isdisjoint(("person", "collective")):
        return False
    transitive = any(
        str(x.data.get("frame", "transitive")) in ("transitive", "hold", "carry", "into", "enter")
        for x in word.lexemes
        if x.family in ("events", "light")
    )
    actorlike = (
        not phrase.classes.isdisjoint(("force", "aircraft", "authority", "fighter", "artillery"))
        and phrase.number is None
    )
    if (
        any(str(x.data.get("frame")) == "mutual" for x in word.lexemes if x.family == "events")
        and "s" in phrase.head.numbers
        and phrase.number is None
    ):
        return True  # وصل المبعوث والتقى قائد الجيش: one alone meets nobody
    return transitive and not actorlike


def _voice(clause: Clause) -> None:
    """Mark the clause passive where its verb can be nothing else, and its subject two where the verb is dual."""
    subject = clause.subject
    if (
        clause.verb is not None
        and subject is not None
        and clause.verb.word.persons
        and clause.verb.word.persons <= {"3md", "3fd"}
    ):
        subject.dual = subject.number is None and "d" in subject.head.numbers
    if clause.verb is not None and clause.verb.word.voice == "p":
        clause.passive = True


def suffers_anew(chunks: Sequence[Chunk], at: int, chunk: Chunk, cur: Clause) -> bool:
    """أصيب عشرة واعتقل عشرون: after one passive another, where whom it was done to follows at once."""
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    counted = (
        after is not None
        and after.kind == "noun"
        and not after.preposition
        and after.phrase is not None
        and after.phrase.number is not None
    )
    marked = (
        chunk.word.voice == "p"
        and after is not None
        and after.kind == "noun"
        and not after.preposition
        and after.phrase is not None
        and "person" in after.phrase.classes
        and after.first == chunk.last
        and not is_accusative(after.phrase)
    )  # نُشرت قناصة، واحتُجز شاب
    if not chunk.joined or "p" not in chunk.word.voice or cur.verb is None or after is None:
        return False
    if (
        after.kind == "noun"
        and not after.preposition
        and after.word.form in ("اخرون", "اخران")
        and after.first == chunk.last
    ):
        return True  # واعتقل آخرون: a nominative, so nobody's object
    return (counted or marked) and cur.kind != "relative" and (cur.verb.word.voice == "p" or _suffered(cur))


def _suffered(cur: Clause) -> bool:
    """قتل جنديان (وجرح ثلاثة): people after a verb of harm, and nobody beside them."""
    verb = cur.verb
    if verb is None or cur.implied or cur.shared is not None or "p" not in verb.word.voice or verb.word.after:
        return False
    nouns = [
        c for c in cur.chunks if c.kind == "noun" and not c.preposition and not c.genitive and c.first > verb.first
    ]
    if not nouns or nouns[0].phrase is None or not all(c.joined for c in nouns[1:]):
        return False
    hurts = any(x.type in _SUFFERED for x in verb.word.events)
    return hurts and cur.subject in (None, nouns[0].phrase) and "person" in nouns[0].phrase.classes
