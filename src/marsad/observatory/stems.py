"""In which form are words kept for searching, and which forms does a searched word take?

What is kept is one stem a word: folded, and without the article and what stands before it (الموصل، بالموصل، وللموصل →
موصل).  A single letter before a word without the article (ببغداد، وكركوك) may be a clitic or a part of the
word (بلد، وزارة); only a dictionary could tell, so nothing is cut off when a text is kept.  Instead the *searched* word is asked for in
every form that it takes with clitics before and pronouns and plain plurals after it.  Both ways together find بغداد in
ببغداد without finding بيان under كيان.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from marsad.arabic.fold import fold_text

#: Conjunction, preposition and article; للم… is ل with the article.
_ARTICLE = re.compile(r"[وف]?(?:[بك]?ال|لل)(?=.{2})")
#: The words of a folded text: letters, or a number with its separators.
_WORDS = re.compile(r"[^\W\d_]+|\d+(?:[.,\u066b\u066c\u060c]\d+)*")
_SEPARATORS = re.compile(r"[.,\u066b\u066c\u060c]")
_QUOTES = re.compile('["«»“”]')

_BEFORE = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "س", "وس")
#: Only after these a pronoun or an ending is looked for too: the others are rare with them.
_BEFORE_ENDED = ("", "و", "ب", "ل")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "كم", "ك")
_ENDINGS = ("ون", "ين", "ات", "ان")
_LEAST_ENDED = 3
_LEAST_BARE = 4


@lru_cache(maxsize=200_000)
def stem(form: str) -> str:
    """The kept stem of a folded word."""
    found = _ARTICLE.match(form)
    return form[found.end() :] if found else form


def _words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORDS.findall(fold_text(text).lower())


@lru_cache(maxsize=200_000)
def _kept(word: str) -> str:
    return stem(word) if not word[0].isdigit() else _SEPARATORS.sub("", word)


def stems(text: str, without: Iterable[tuple[int, int]] = ()) -> list[str]:
    """The stems of a text's words in order, leaving out some stretches of it."""
    cuts = [0, *(at for span in sorted(without) for at in span), len(text)]
    found: list[str] = []
    for start, end in list(pairwise(cuts))[::2]:
        found += map(_kept, _words(text[start:end]))
    return found


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """The stems of a name, joined: what two spellings of one name have in common."""
    return " ".join(stems(name))


def _bases(form: str) -> Iterator[str]:
    yield stem(form)
    # A word that was typed with its clitic (ببغداد), unless too little would be left to mean anything.
    if form.startswith(("و", "ف", "ب", "ل", "ك")) and len(form) > _LEAST_BARE and stem(form) == form:
        yield form[1:]


def _forms(base: str, *, ended: bool) -> Iterator[str]:
    for before in _BEFORE:
        yield stem(before + base)
    if not ended or len(base) < _LEAST_ENDED:
        return
    # A ta marbuta opens before whatever follows it: قرية، قريتها، قريتين.
    roots = (base[:-1] + "ت", base[:-1]) if base.endswith("ه") else (base,)
    for before in _BEFORE_ENDED:
        for at, root in enumerate(roots):
            endings = (*_PRONOUNS, *_ENDINGS) if len(roots) == 1 else (*_PRONOUNS, "ان", "ين") if at == 0 else ("ات",)
            yield from (stem(before + root + ending) for ending in endings)


def forms(word: str, *, ended: bool = True) -> tuple[str, ...]:
    """Every stem under which a searched word may have been kept; ``ended``: also with pronouns and plurals."""
    if word[0].isdigit():
        return (_kept(word),)
    return tuple(dict.fromkeys(form for base in _bases(word) for form in _forms(base, ended=ended)))


def asked(query: str) -> list[list[tuple[str, ...]]]:
    """What a query asks for: each item must be found; it is a sequence of words, each in one of several forms.

    Plain words are items of one; words in quotation marks are one item, in their order, with clitics before the first
    and the article anywhere.
    """
    items: list[list[tuple[str, ...]]] = []
    for at, part in enumerate(_QUOTES.split(query)):
        words = _words(part)
        if at % 2 and words:
            # Inside a phrase only the first word may carry a clitic.
            items.append([forms(words[0], ended=False), *((_kept(word),) for word in words[1:])])
        else:
            items += [[forms(word)] for word in words]
    return items
