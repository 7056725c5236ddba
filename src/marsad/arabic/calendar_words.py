"""The calendar words as tables, and a scan that looks tokens up in them.

The words live in ``data/calendar.json``, as they are written; here they are folded and joined with the proclitics
they may carry, so that one dictionary look-up per token tells whether it can belong to a date at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from marsad.arabic.fold import fold, fold_word
from marsad.arabic.words import NUMBER, PUNCT, Token

_CONJUNCTIONS: Final = ("", "و", "ف")
_PARTICLES: Final = ("ب", "ل")
#: Classes whose words take ب and ل directly (بنهاية، ليومين); words that begin with ال always do.
#: Classes whose words may begin a time expression.
_STARTS_MAPS: Final = ("weekday", "day", "edge", "fraction", "decade", "cardinal", "ordinal", "tens", "unit")
_STARTS_SETS: Final = (
    *("daypart", "demonstrative", "possessed_day", "since", "within", "by", "lasting"),
    *("dual_head", "list_head", "vague", "opener"),
)
_TAKES_PARTICLES: Final = ("unit", "edge", "cardinal", "decade", "tens", "named_after")


class Entry(NamedTuple):
    """A token form taken apart: the listed word, the proclitics before it, and how many letters to cut off."""

    base: str
    clitics: str
    cut: int


class MonthName(NamedTuple):
    """A month name: the words after its first, its number, whether it is Hijri, and the context it needs."""

    rest: tuple[str, ...]
    number: int
    hijri: bool
    context: str


class NumberWord(NamedTuple):
    """A number word: its value, whether it is ``cardinal``, ``ordinal`` or ``tens``, whether it has the article."""

    value: int
    kind: str
    definite: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The calendar tables, folded."""

    lexicon: Mapping[str, Entry]
    starters: frozenset[str]
    sets: Mapping[str, frozenset[str]]
    maps: Mapping[str, Mapping[str, Any]]
    months: Mapping[str, tuple[MonthName, ...]]
    numbers: Mapping[str, NumberWord]
    units: Mapping[str, tuple[str, str]]
    the_units: Mapping[str, tuple[str, str]]
    seasons: Mapping[str, tuple[int, int]]
    day_phrases: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
    not_phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    approximate: Mapping[str, tuple[tuple[str, ...], ...]]


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        first, *rest = fold_word(phrase).split()
        grouped.setdefault(first, []).append(tuple(rest))
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in grouped.items()}


def _months(raw: Mapping[str, Any]) -> dict[str, tuple[MonthName, ...]]:
    grouped: dict[str, list[MonthName]] = {}
    for table, hijri in (("month", False), ("hijri", True)):
        for name, (number, context) in raw[table].items():
            first, *rest = fold_word(name).split()
            grouped.setdefault(first, []).append(MonthName(tuple(rest), number, hijri, context))
    return {first: tuple(sorted(names, key=lambda m: len(m.rest), reverse=True)) for first, names in grouped.items()}


def _lexicon(bases: Iterable[str], particles: frozenset[str]) -> dict[str, Entry]:
    known = {base: Entry(base, "", 0) for base in bases}
    found = dict(known)
    # Longer words first, so that بالأمس with و stays one listed word and is not taken apart further.
    for base in sorted(known, key=lambda word: (-len(word), word)):
        for conjunction in _CONJUNCTIONS:
            found.setdefault(conjunction + base, Entry(base, conjunction, len(conjunction)))
            if base.startswith("ال"):
                found.setdefault(f"{conjunction}ب{base}", Entry(base, f"{conjunction}ب", len(conjunction) + 1))
                # After ل the article loses its alef; what is left without the ل would be no word.
                found.setdefault(f"{conjunction}لل{base[2:]}", Entry(base, f"{conjunction}ل", len(conjunction)))
            elif base in particles:
                for particle in _PARTICLES:
                    clitics = conjunction + particle
                    found.setdefault(clitics + base, Entry(base, clitics, len(clitics)))
    return found


@lru_cache(maxsize=1)
def words() -> Words:
    """The calendar tables, read once."""
    raw = json.loads((files("marsad.arabic") / "data" / "calendar.json").read_text(encoding="utf-8"))
    maps = {key: {fold_word(k): v for k, v in value.items()} for key, value in raw.items() if isinstance(value, dict)}
    sets = {key: frozenset(map(fold_word, value)) for key, value in raw.items() if isinstance(value, list)}
    numbers = {word: NumberWord(value, "tens", False) for word, value in maps["tens"].items()}
    numbers |= {word: NumberWord(value, "cardinal", False) for word, value in maps["cardinal"].items()}
    numbers |= {word: NumberWord(value, "ordinal", False) for word, value in maps["ordinal"].items()}
    numbers |= {f"ال{word}": number._replace(definite=True) for word, number in numbers.items()}
    units = {word: (unit, number) for word, (unit, number) in maps["unit"].items()}
    the_units = {f"ال{word}": unit for word, unit in units.items()}
    maps["decade"] |= {f"ال{word}": value for word, value in maps["decade"].items()}
    seasons = {word: (first, last) for word, (first, last) in maps["season"].items()}
    seasons |= {f"ال{word}": months for word, months in seasons.items()}
    months = _months(raw)
    phrases = [phrase.split() for phrase in (*maps["day_phrase"], *sets["not_phrase"], *sets["approximate"])]
    bases = {word for table in (*maps.values(), *sets.values()) for phrase in table for word in phrase.split()}
    bases |= {*numbers, *the_units, *seasons} | {word for phrase in phrases for word in phrase}
    bases -= {key for part in ("week_part", "month_part", "year_part", "decade_part") for key in raw[part]}
    particles = frozenset(word for name in _TAKES_PARTICLES for word in (*maps.get(name, ()), *sets.get(name, ())))
    starters = {word for name in _STARTS_MAPS for word in maps[name]} | {
        word for name in _STARTS_SETS for word in sets[name]
    }
    starters |= {*numbers, *the_units, *months, *seasons, *_by_first(raw["approximate"]), *_by_first(raw["day_phrase"])}
    day_phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for phrase, offset in maps["day_phrase"].items():
        first, *rest = phrase.split()
        day_phrases.setdefault(first, []).append((tuple(rest), offset))
    return Words(
        lexicon=_lexicon(bases, particles),
        starters=frozenset(starters),
        sets=sets,
        maps=maps,
        months=months,
        numbers=numbers,
        units=units,
        the_units=the_units,
        seasons=seasons,
        day_phrases={k: tuple(sorted(v, key=lambda p: len(p[0]), reverse=True)) for k, v in day_phrases.items()},
        not_phrases=_by_first(raw["not_phrase"]),
        approximate=_by_first(raw["approximate"]),
    )


@dataclass(slots=True)
class Scan:
    """Tokens under reading, with the publication date and, inside a range, the year its other end names."""

    tokens: Sequence[Token]
    begin: int
    stop: int
    published: date | None
    words: Words
    year_hint: int | None = None

    def entry(self, at: int) -> Entry | None:
        """The calendar word at a token, or None."""
        return self.words.lexicon.get(self.tokens[at].form) if self.begin <= at < self.stop else None

    def base(self, at: int) -> str:
        """The calendar word at a token without its proclitics, or the empty string."""
        entry = self.entry(at)
        return entry.base if entry else ""

    def plain(self, at: int) -> str:
        """The calendar word at a token that carries no proclitic, or the empty string."""
        entry = self.entry(at)
        return entry.base if entry and not entry.clitics else ""

    def clitics(self, at: int) -> str:
        """The proclitics of the calendar word at a token."""
        entry = self.entry(at)
        return entry.clitics if entry else ""

    def within(self, at: int, name: str) -> bool:
        """Whether the word at a token, proclitics aside, is in the named list of words."""
        return self.base(at) in self.words.sets[name]

    def mark(self, at: int) -> str:
        """The punctuation mark at a token, or the empty string."""
        return self.tokens[at].text if self.begin <= at < self.stop and self.tokens[at].kind == PUNCT else ""

    def digits(self, at: int) -> int | None:
        """The whole number written in digits at a token, or None."""
        if self.begin <= at < self.stop and self.tokens[at].kind == NUMBER and self.tokens[at].form.isdecimal():
            return int(self.tokens[at].form) if len(self.tokens[at].form) <= 4 else None
        return None

    def follows(self, at: int, rest: tuple[str, ...]) -> bool:
        """Whether exactly these words stand from a token on."""
        return at + len(rest) <= self.stop and all(self.tokens[at + k].form == word for k, word in enumerate(rest))

    def touching(self, at: int) -> bool:
        """Whether no space parts a token from the one before."""
        return self.begin < at < self.stop and self.tokens[at - 1].end == self.tokens[at].start

    def offset(self, at: int) -> int:
        """Where the word at a token begins in the text once its proclitics are cut off."""
        token = self.tokens[at]
        entry = self.entry(at)
        return token.start + fold(token.text).starts[entry.cut] if entry and entry.cut else token.start


def number_at(scan: Scan, at: int) -> tuple[NumberWord, int] | None:
    """The small whole number at a token, in digits or words, and the token after it."""
    value = scan.digits(at)
    if value is not None:
        return NumberWord(value, "cardinal", False), at + 1
    base = scan.base(at)
    if base == "ال" and (value := scan.digits(at + 1)) is not None:
        return NumberWord(value, "ordinal", True), at + 2
    number = scan.words.numbers.get(base)
    if number is None:
        return None
    if number.kind != "tens" and number.value < 10:
        if scan.plain(at + 1) in scan.words.sets["teen"]:
            return number._replace(value=number.value + 10), at + 2
        tens = scan.words.numbers.get(scan.base(at + 1))
        if tens is not None and tens.kind == "tens" and scan.clitics(at + 1) == "و":
            return number._replace(value=number.value + tens.value), at + 2
    # أحد and حادي alone are "one of" and no number.
    return None if base in ("احد", "احدي", "حادي", "الحادي", "الاحد") else (number, at + 1)
