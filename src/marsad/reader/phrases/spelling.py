"""What the spelling and the readings of a word say of its place in a phrase."""

from __future__ import annotations

from marsad.reader.words import Word


def agree(noun: Word, adjective: Word) -> bool:
    """Rough agreement: feminine singular after a feminine or a plural, else the same number."""
    gender, numbers = adjective.gender, adjective.numbers
    if adjective.is_noun:
        own = [r for r in adjective.readings if r.pos in ("a", "q") and r.before == adjective.before and not r.after]
        gender = "".join({g for r in own for g in r.gender})
        numbers = frozenset(r.person for r in own)
    feminine = gender == "f" and "s" in numbers
    if noun.numbers == {"d"} and "d" in numbers:
        return True
    if "p" in noun.numbers and noun.pos != "X":
        things = "s" not in noun.numbers and bool(noun.classes) and not noun.classes & {"person", "collective"}
        if things and adjective.is_noun and adjective.classes & {"person"}:
            return feminine  # الحافلات المسلحين: things are described in the feminine singular
        return feminine or "p" in numbers
    if noun.feminine:
        return feminine
    if "d" in noun.numbers and "s" not in noun.numbers:
        return "d" in numbers
    return "s" in numbers and not feminine


def accusative(word: Word) -> bool:
    """An indefinite accusative by its spelling: it is no genitive, so it opens a phrase of its own."""
    if "\u064b" in word.text[-3:]:
        return True
    return (
        bool(word.state)
        and set(word.state) <= {"i", "c"}
        and word.text.endswith("ا")
        and word.pos in ("N", "M", "Q", "A")
    )


def elative(word: Word) -> bool:
    """أكبر، آخر، أبرز: an adjective that takes a genitive."""
    return (len(word.stem) <= 4 and word.stem.startswith("ا") and not word.stem.endswith("ه")) or word.stem in (
        "خير",
        "شر",
        "كبار",
        "صغار",
    )


def leading(word: Word) -> bool:
    """أعنف (قصف)، آخر (هجوم): an elative that may stand before what it describes."""
    return word.pos == "A" and not word.article and not word.after and elative(word)


def somebody(head: Word) -> bool:
    """احتجز مسلح رهائن، وضع مجهول عبوة: a participle that names somebody takes no genitive."""
    named = "fighter" in head.classes or head.classes == {"agent", "person"}
    return named and head.is_adjective and "s" in head.numbers and "p" not in head.numbers


def toll_noun(head: Word) -> bool:
    """قتلى is people killed, and "two killings" (قتلَي) only to a speller."""
    if "toll" not in head.classes:
        return False
    acts = [
        r
        for r in head.readings
        if r.pos == "m" and r.lexeme in head.events and r.before == head.before and r.after == head.after
    ]
    return (
        bool(acts)
        and all(r.person == "d" for r in acts)
        and any(r.person == "p" and r.lexeme.of for r in head.readings)
    )


def indefinite(number: Word) -> bool:
    """Whether a number word is of the kind that governs a definite noun (عشرات الجرحى, مئات السكان)."""
    return number.number is not None and number.number.kind in ("indefinite", "ordinal", "fraction")


def goes_on_name(word: Word) -> bool:
    """Whether a word after a given name may be more of the name, whatever else it means."""
    return not word.before[:-1] and (word.pos in "XL" or (word.article and word.pos in "NAQ")) and not word.places
