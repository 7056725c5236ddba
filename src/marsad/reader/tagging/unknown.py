"""What a word is that the lexicon does not know, or does not know here: by its clitics, its look and its place."""

from __future__ import annotations

from typing import Final

from marsad.arabic.words import splits
from marsad.gazetteer.index import Gazetteer
from marsad.reader.words import Word

#: So many people live in a place that needs no word before it.
WELL_KNOWN: Final = 20_000


def settle_unknown(word: Word, previous: Word | None, gazetteer: Gazetteer) -> None:
    """Settle such a word."""
    form = word.form
    if word.places:
        word.before, word.stem = word.place_before, form
        word.pos = "X"
        return
    headed = (
        previous is not None
        and not previous.classes.isdisjoint(("settlement", "area"))
        and not previous.article
        and not previous.after
    )
    for split in splits(form):
        if split.after:
            continue
        if (
            split.before
            and headed
            and split.before[0] in "بكل"
            and "ال" not in split.before
            and not _known(split.stem, gazetteer)
        ):
            continue  # بلدة بارغا: its name, and no town in a place of little name
        if split.before and split.before[-1] == "س":
            continue
        if gazetteer.lookup(split.stem) or ("ال" in split.before and gazetteer.lookup("ال" + split.stem)):
            word.before, word.stem = split.before, split.stem
            word.pos = "X"
            return
    for head, before in (("وبال", ("و", "ب", "ال")), ("ولل", ("و", "ل", "ال")), ("وال", ("و", "ال")), ("فال", ("ف", "ال")), ("بال", ("ب", "ال")),
                         ("كال", ("ك", "ال")), ("لل", ("ل", "ال")), ("ال", ("ال",))):  # fmt: skip
        if form.startswith(head) and len(form) - len(head) >= 2:
            word.before, word.stem, word.pos = before, form[len(head) :], "X"
            _endings(word)
            return
    nominal = previous is not None and previous.pos in ("P", "N", "X", "M", "A") and not previous.article
    if _verb_like(form) and not nominal:
        word.pos, word.tense, word.voice = "V", "n", "a"
        word.persons = frozenset(("3mp",) if form.endswith("ون") else ("3ms",))
        return
    for lead in ("وسي", "وي", "سي"):
        if form.startswith(lead) and len(form) >= len(lead) + 3 and not nominal:
            word.pos, word.tense, word.voice = "V", "n", "a"
            word.before = tuple(lead[:-1])
            word.persons = frozenset(("3ms", "3fs"))
            return
    if (
        form.startswith("و")
        and len(form) >= 5
        and (previous is None or previous.pos in ("N", "X", "A", "M", "W", "V", "U", "E", "L", "Q"))
    ):
        word.before, word.stem = ("و",), form[1:]
    word.pos = "X"
    _endings(word)


def _known(stem: str, gazetteer: Gazetteer) -> bool:
    """Whether a place is so well known that another may be said to lie in it by its name alone."""
    return any(e.kind in ("country", "admin1") or e.population >= WELL_KNOWN for e in gazetteer.lookup(stem))


def _verb_like(form: str) -> bool:
    """Whether an unknown word has the look of a third-person present."""
    return len(form) >= 4 and form[0] == "ي" and not form.endswith(("ا", "ه", "ات"))


def _endings(word: Word) -> None:
    """What the ending of an unknown nominal says: a nisba is an adjective."""
    stem = word.stem
    if (stem.endswith(("ي", "يه", "يين", "يون", "يات", "يتين")) and len(stem) >= 5) or (
        stem.endswith("يا") and len(stem) >= 6
    ):
        word.is_adjective = True
    word.is_noun = True
