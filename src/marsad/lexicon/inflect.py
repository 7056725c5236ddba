"""Full forms: every inflection a newspaper prints, from a root and pattern or from a noun and its plural.

Verbs are inflected by mazini; nouns and adjectives by the regular endings below.  A form is folded and comes with
its features.  The second person is left out: reports do not speak to anybody, and its forms would only collide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from marsad.arabic.fold import fold_word

#: Person, gender and number slots of mazini that reports use.
PERSONS = ("3ms", "3fs", "3md", "3fd", "3mp", "3fp", "1s", "1p")
_KASRATAN = "\u064d"
#: A defective participle as it is spelt with the article: الماضي, الجاري.
_DEFECTIVE = re.compile(r"\A(?:\wا|آ)\wي\Z")
_MOODS = {"past": "p", "ind": "n", "sub": "n", "juss": "n"}


class Form(NamedTuple):
    """One surface form and its features.

    Attributes:
        text: folded surface, without proclitics or attached pronoun.
        pos: v verb, m verbal or event noun, n noun, a adjective, q participle, or a function-word class.
        tense: p past, n non-past, empty for nominals.
        voice: a active, p passive.
        person: such as 3fs (verbs); number s, d or p (nominals).
        gender: m or f (nominals).
        state: b may stand bare, take the article or a pronoun; c construct or before a pronoun only; i indefinite
            accusative only; s before a pronoun only; d full dual or sound plural (no construct, no pronoun);
            f ends in ta marbuta (no pronoun); j a verb cut short as only the jussive is (لم يعد).
    """

    text: str
    pos: str
    tense: str = ""
    voice: str = ""
    person: str = ""
    gender: str = ""
    state: str = "b"


@lru_cache(maxsize=8192)
def _paradigm(root: str, form: str) -> Mapping[str, Any]:
    """The slots of a verb, conjugated once: many entries share a root and form."""
    import mazini

    slots: Mapping[str, Any] = mazini.conjugate(root, form, passive=True).slots
    return slots


def verb_forms(root: str, form: str) -> Iterator[Form]:
    """All finite forms of a verb.

    Raises:
        mazini.MaziniError: the root and form do not go together.
    """
    slots = _paradigm(root, form)
    full: set[str] = set()
    for mood, tense in _MOODS.items():
        for voice in ("a", "p"):
            for person in PERSONS:
                for one in slots.get(f"{mood}_{'pass_' if voice == 'p' else ''}{person}") or ():
                    surface = one.form
                    if not surface or surface in "-—?":
                        continue
                    folded = fold_word(surface)
                    if mood != "juss":
                        full.add(folded)
                    elif folded not in full:
                        yield Form(folded, "v", tense, voice, person, state="j")
                        continue
                    yield Form(folded, "v", tense, voice, person)
                    for other in _other_seats(surface):
                        yield Form(other, "v", tense, voice, person)
                    if surface.endswith("وا"):
                        yield Form(folded[:-1], "v", tense, voice, person, state="s")
                    elif surface.endswith("ى"):
                        yield Form(folded[:-1] + "ا", "v", tense, voice, person, state="s")


def _other_seats(surface: str) -> Iterator[str]:
    """The plural of a verb that ends in hamza as many papers spell it: لجأوا and جاءوا for لجؤوا and جاؤوا."""
    plain = _plain(surface)
    for ending in ("ؤوا", "ؤون"):
        if plain.endswith(ending):
            seat = "ء" if plain[-4:-3] == "ا" else "أ"
            yield fold_word(plain[:-3] + seat + ending[1:])


def masdars(root: str, form: str) -> list[str]:
    """The verbal nouns mazini knows for the verb (none for form I), a defective one with and without its ya."""
    found = [f.form for f in _paradigm(root, form).get("vn") or () if f.form not in "?-—"]
    return [spelt for one in found for spelt in ((one, _plain(one) + "ي") if _KASRATAN in one[-2:] else (one,))]


def participle_forms(root: str, form: str) -> Iterator[Form]:
    """The active and passive participles, declined."""
    slots = _paradigm(root, form)
    for slot, voice in (("ap", "a"), ("pp", "p")):
        for one in slots.get(slot) or ():
            if one.form not in "?-—":
                # A defective participle (نافٍ) shows its ya in every form but the bare one and the sound plural.
                defective = one.form.endswith(_KASRATAN)
                base = _plain(one.form) + ("ي" if defective else "")
                for declined in adjective_forms(base, defective=defective):
                    yield declined._replace(pos="q", voice=voice)


def _plain(text: str) -> str:
    """The unvocalised spelling, ta marbuta and alef maqsura kept."""
    return "".join(c for c in text if not "\u064b" <= c <= "\u0652")


def _gender(word: str) -> str:
    """What the ending says of a singular's gender."""
    return "f" if word.endswith("ة") or (len(word) > 4 and word.endswith(("اء", "ى", "يا"))) else "m"


def _singular(word: str, pos: str, number: str, gender: str) -> Iterator[Form]:
    folded = fold_word(word)
    if word.endswith("ة"):
        yield Form(folded, pos, "", "", number, gender or "f", "f")
        yield Form(folded[:-1] + "ت", pos, "", "", number, gender or "f", "s")
        return
    gender = gender or (_gender(word) if number == "s" else "m")
    yield Form(folded, pos, "", "", number, gender, "b")
    if word.endswith("ى"):
        yield Form(folded[:-1] + "ا", pos, "", "", number, gender, "s")
    elif word.endswith("ء"):
        for seat in "وي":
            yield Form(folded[:-1] + seat, pos, "", "", number, gender, "s")
    if not word.endswith(("اء", "ى", "ا", "ات")):
        yield Form(folded + "ا", pos, "", "", number, gender, "i")


def _dual(word: str, pos: str, gender: str) -> Iterator[Form]:
    base = fold_word(word[:-1] + "ت" if word.endswith("ة") else word)
    gender = gender or _gender(word)
    if word.endswith("اء"):
        bases = [base, base[:-1] + "و"]
    elif word.endswith("ا"):
        bases = [base[:-1] + "و", base[:-1] + "ي"]
    else:
        bases = [base]
    for stem in bases:
        yield Form(stem + "ان", pos, "", "", "d", gender, "d")
        yield Form(stem + "ين", pos, "", "", "d", gender, "d")
        yield Form(stem + "ا", pos, "", "", "d", gender, "c")
        yield Form(stem + "ي", pos, "", "", "d", gender, "c")


def _sound_masculine(word: str, pos: str, *, defective: bool = False) -> Iterator[Form]:
    bases = [] if defective else [fold_word(word[:-1] if word.endswith("ى") else word)]
    if defective or _DEFECTIVE.match(word):
        # Nothing in the spelling tells ماضي (ماضون) from مالي (ماليون): both are made.
        bases.append(fold_word(word[:-1]))
    for base in bases:
        yield Form(base + "ون", pos, "", "", "p", "m", "d")
        yield Form(base + "ين", pos, "", "", "p", "m", "d")
        yield Form(base + "و", pos, "", "", "p", "m", "c")
        yield Form(base + "ي", pos, "", "", "p", "m", "c")


def _sound_feminine(word: str, pos: str) -> Iterator[Form]:
    base = fold_word(word[:-1] if word.endswith("ة") else word)
    if word.endswith("ى"):
        base = base[:-1] + "ي"
    if word.endswith("اء"):
        yield Form(base[:-1] + "وات", pos, "", "", "p", "f", "b")
    if not word.endswith("اء") or pos != "a":
        yield Form(base + "ات", pos, "", "", "p", "f", "b")


def noun_forms(noun: str, plurals: Iterable[str] = (), gender: str = "", pos: str = "n") -> Iterator[Form]:
    """A noun in all numbers and states; a plural is written out, or ``m`` (ون) or ``f`` (ات)."""
    yield from _singular(noun, pos, "s", gender)
    yield from _dual(noun, pos, gender)
    for plural in plurals:
        if plural == "m":
            yield from _sound_masculine(noun, pos)
        elif plural == "f":
            yield from _sound_feminine(noun, pos)
        else:
            for form in _singular(plural, pos, "p", "p"):
                yield form._replace(gender=gender or "p")


def adjective_forms(adjective: str, plurals: Iterable[str] = (), *, defective: bool = False) -> Iterator[Form]:
    """An adjective in both genders and all numbers; ``defective``: its last ya gives way in the sound plural."""
    yield from _singular(adjective, "a", "s", "m")
    yield from _dual(adjective, "a", "m")
    yield from _sound_masculine(adjective, "a", defective=defective)
    feminine = adjective if adjective.endswith(("ة", "اء", "ى")) else adjective + "ة"
    yield from _singular(feminine, "a", "s", "f")
    yield from _dual(feminine, "a", "f")
    yield from _sound_feminine(feminine, "a")
    for plural in plurals:
        yield from _singular(plural, "a", "p", "p")
