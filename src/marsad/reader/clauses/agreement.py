"""Whether a verb and a noun phrase go together: person, number and gender, and what an ending gives away."""

from __future__ import annotations

from typing import Final

from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.words import Word

#: Ordinals and elatives that stand before their noun.
_ELATIVE: Final = frozenset(("اخر", "اول", "اكبر"))


def agrees(word: Word, phrase: NounPhrase, *, before: bool = False) -> bool:
    """Whether a verb can have this subject; ``before``: the phrase stands before the verb (full agreement)."""
    persons = word.persons
    if not persons:
        return True
    if persons <= {"1s", "1p"}:
        return False
    head = phrase.head
    if phrase.one:
        return not persons.isdisjoint(("3ms", "3fs"))  # أحد معاوني القائد قتل
    if head.form in _ELATIVE and phrase.last > head.i + 1 and not before:
        return True  # ستغادر آخر دفعة: the noun after it agrees
    if (
        phrase.event
        and before
        and persons <= {"3mp", "3md", "3fd", "1p"}
        and head.pos == "M"
        and "agent" not in phrase.classes
    ):
        return persons <= {"3md", "3fd"} and "d" in head.numbers  # an act is no "they", but two strikes are a pair
    human = "person" in phrase.classes or not phrase.classes
    masculine_plural = persons <= {"3mp", "1p"}
    if masculine_plural and not before:
        return False
    if (
        phrase.number is not None
        and phrase.number.number is not None
        and phrase.number.number.kind == "indefinite"
        and not before
    ):
        return True
    if head.pos == "U" or phrase.number is not None:
        plural = True
        feminine_ok = (
            not (head.pos != "U" and "m" in head.gender and "f" not in head.gender and "person" in phrase.classes)
            or before
        )
        if "3fs" in persons and "3ms" not in persons and "3mp" not in persons:
            return feminine_ok if not before else True
        return True if not before else (persons & {"3mp", "3ms", "3md", "3fs"}) != set()
    feminine = head.feminine or "f" in head.gender
    plural = "p" in head.numbers
    if persons <= {"3md", "3fd"}:
        # مسلحان يستقلان دراجة أطلقا: one thing is no pair
        return before and not (head.numbers == {"s"} and bool(phrase.classes) and "agent" not in phrase.classes)
    if masculine_plural:
        if head.feminine and not phrase.classes.isdisjoint(("media", "document")) and phrase.number is None:
            return False  # وكالة: no agency is a they
        single = (
            head.numbers == {"s"}
            and phrase.number is None
            and head.pos in "NMAQ"
            and phrase.classes.isdisjoint(("collective", "quantity", "crowd"))
        )
        return (human and not single) or plural or "collective" in phrase.classes
    if "3fs" in persons and "3ms" not in persons and "3mp" not in persons:
        if head.pos in "XL":
            return True
        return feminine or plural or not phrase.classes.isdisjoint(("state", "force")) or not head.gender
    if "3ms" in persons and "3fs" not in persons:
        if head.pos in "XL":
            return True
        if feminine and "m" not in head.gender and not plural:
            return False
        if (
            before
            and plural
            and "collective" not in phrase.classes
            and "s" not in head.numbers
            and human
            and phrase.classes
        ):
            return False
        return not (plural and "s" not in head.numbers and not human and not before and feminine and head.gender == "f")
    return True


def pronoun_of(opener: str) -> str:
    """The pronoun on a particle (أنه، إنها، بأنهم), or nothing."""
    return next((p for p in ("هما", "هم", "ها", "ه") if opener.endswith("ان" + p)), "")


def can_resume(opener: str, phrase: NounPhrase) -> bool:
    """Whether the pronoun of a particle can mean a phrase: no أنهم for one agency, which is a she."""
    head = phrase.head
    one = phrase.number is None and head.numbers == {"s"} and head.kind == "word" and head.pos in "NMAQ"
    return not (pronoun_of(opener) == "هم" and one and head.feminine and "person" not in phrase.classes)


def resumes(word: Word, phrase: NounPhrase) -> bool:
    """فجّر حزامه: a pronoun that means the subject makes the phrase its object."""
    pronoun = phrase.head.after
    if pronoun == "ه":
        return "3ms" in word.persons
    if pronoun == "ها":
        return "3fs" in word.persons
    return pronoun in ("هم", "هما") and not word.persons.isdisjoint(("3mp", "3md"))


def accusative(phrase: NounPhrase) -> bool:
    """Whether the spelling shows an indefinite accusative or an oblique dual or plural: an object, not a subject."""
    head = phrase.number if phrase.number is not None and phrase.head.pos == "U" else phrase.head
    if phrase.number is not None:
        return False
    if (
        head.article
        and phrase.first == head.i
        and head.text.endswith("ين")
        and head.numbers <= {"d", "p"}
        and _sound(head)
    ):
        return True  # ثم فرقت المعتصمين
    if head.article or head.after:
        return False
    if "\u064b" in head.text[-3:]:
        return True
    text = head.text.rstrip("\u064b\u064e\u0652")
    if head.pos in ("N", "M", "Q", "A") and head.state and set(head.state) <= {"i"}:
        return True
    if head.state and set(head.state) <= {"d", "c"} and text.endswith(("ين", "ي")) and head.numbers <= {"d", "p"}:
        return True
    return head.pos == "X" and text.endswith(("اً", "ًا"))


def _sound(head: Word) -> bool:
    """Whether a noun makes its plural by an ending (معتصمون), so that the ending tells the case; قوانين does not."""
    return any(x.data.get("plural") == "m" or "adj" in x.data or "root" in x.data for x in head.lexemes)
