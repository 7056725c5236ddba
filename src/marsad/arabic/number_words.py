"""The number words, read from ``data/numerals.json`` into tables that a walk over tokens can look up.

Every form is stored with every proclitic it may carry (و ف, then ب ل ك, then ال), so that a token is a number word or is
not after one dictionary look-up; ست is never found inside حبست because nothing is ever searched inside a word.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from marsad.arabic.fold import fold_word

#: The class of a token that is only proclitics, written apart from its number (و 50, بـ 30, الـ 77).
CLITIC: Final = "clitic"
DIGITS: Final = "digits"
PHRASE: Final = "phrase"
_PRONOUNS: Final = ("هم", "ها", "هن", "ه", "هما")


class Prefix(NamedTuple):
    """Proclitics before a number: conjunction, preposition, article, and how they are written."""

    conjunction: str
    preposition: str
    definite: bool
    text: str


class Entry(NamedTuple):
    """What one written form of a number word is.

    Attributes:
        cls: unit, tens, hundred, hundreds, scale, fraction, parts, vague, few, some, ordinal, phrase or clitic.
        value: its value; for a vague word the power of ten it stands for.
        low: least value of a vague word; ``high`` its greatest.
        times: how often a scale word counts itself (2 for a dual).
        needs_more: a number only as part of a compound (أحد عشر, اثنا عشر).
        guard: also a common noun or verb, so no number before a definite noun (سبع البور, ألّف الكتاب).
        accusative: a singular or a dual, told apart by what stands around it (ألفا).
        plural: a plural scale word, indefinite when it stands alone (آلاف).
        written: the letter the unfolded word must end in, where folding makes it look like another word.
        prefix: the proclitics this form carries.
        bare: the form without conjunction and preposition.
    """

    cls: str
    value: int | float
    low: int | None
    high: int | None
    times: int
    needs_more: bool
    guard: bool
    accusative: bool
    plural: bool
    written: str
    prefix: Prefix
    bare: str


class Modifier(NamedTuple):
    """Words before or after a number that change what it says.

    Attributes:
        words: the folded words, ``*`` standing for any one word.
        heads: the forms of the first word with its proclitics.
        effect: about, min or max.
        preposition: the proclitic the number must carry (يقدر بـ), or empty.
        least: the least value it applies to (فوق is "above" before small numbers).
        counted: only before a number whose counted noun follows (حتى 50 قتيلا).
        unless: the word that must not follow (وأكثر is no modifier in وأكثر من).
    """

    words: tuple[str, ...]
    heads: frozenset[str]
    effect: str
    preposition: str
    least: int
    counted: bool
    unless: str


class Block(NamedTuple):
    """Surroundings in which a number word is part of a name or an idiom."""

    before: frozenset[str]
    after: frozenset[str]
    then: str
    after_number: bool


@dataclass(frozen=True, slots=True)
class NumberTables:
    """All tables of the numeral walk, keyed by folded form.

    ``hidden`` holds the readings with more proclitics that ``words`` passes over (وأحد عشر beside واحد).
    """

    words: dict[str, Entry]
    hidden: dict[str, Entry]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    before: dict[str, tuple[Modifier, ...]]
    after: dict[str, tuple[Modifier, ...]]
    blocks: dict[str, tuple[Block, ...]]
    between: dict[str, tuple[Modifier, ...]]
    percent: dict[str, tuple[tuple[str, ...], ...]]
    sets: dict[str, frozenset[str]]


def _prefixes() -> tuple[Prefix, ...]:
    found = []
    for conjunction in ("", "و", "ف"):
        for preposition in ("", "ب", "ل", "ك"):
            found.append(Prefix(conjunction, preposition, False, conjunction + preposition))
            article = "لل" if preposition == "ل" else preposition + "ال"
            found.append(Prefix(conjunction, preposition, True, conjunction + article))
    return tuple(found)


PREFIXES: Final = _prefixes()


def with_proclitics(word: str) -> frozenset[str]:
    """A folded word with each proclitic, without article, that may stand before it."""
    return frozenset(prefix.text + word for prefix in PREFIXES if not prefix.definite)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold_word(word) for word in text.split())


def _entry(row: dict[str, Any], prefix: Prefix, form: str) -> Entry:
    value = row.get("value", 0)
    return Entry(
        cls=row["class"],
        value=value / row["part"] if "part" in row else value,
        low=row.get("low"),
        high=row.get("high"),
        times=row.get("times", 1),
        needs_more="needs" in row,
        guard=row.get("guard", False),
        accusative=row.get("accusative", False),
        plural=row.get("plural", False),
        written=row.get("written", ""),
        prefix=prefix,
        bare="ال" + form if prefix.definite else form,
    )


def _forms(row: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """The folded forms of a row, and whether each may carry the article."""
    for form in _folded(row["forms"]):
        yield form, row.get("article", True)
        if row.get("pronoun"):
            for pronoun in _PRONOUNS:
                yield form + pronoun, False


def _words(data: dict[str, Any], never: frozenset[str]) -> tuple[dict[str, Entry], dict[str, Entry]]:
    clitic = {"class": CLITIC}
    hidden: dict[str, Entry] = {}
    words = {prefix.text: _entry(clitic, prefix, "") for prefix in PREFIXES if prefix.text}
    # The form with the fewest proclitics wins: واحد is one, not و + احد.
    for size in range(5):
        for row in data["words"]:
            for form, article in _forms(row):
                for prefix in PREFIXES:
                    if len(prefix.text) == size and (article or not prefix.definite):
                        entry = _entry(row, prefix, form)
                        kept = words.setdefault(prefix.text + form, entry)
                        if kept.prefix != prefix and entry.needs_more:
                            hidden[prefix.text + form] = entry
        for phrase in data["phrases"]:
            form = _folded(phrase)[0]
            for prefix in PREFIXES:
                if len(prefix.text) == size:
                    entry = _entry({"class": PHRASE}, prefix, form)
                    words.setdefault(prefix.text + form, entry._replace(bare=form))
    return {form: entry for form, entry in words.items() if form not in never}, hidden


def _modifiers(rows: list[dict[str, Any]], *, key: int) -> dict[str, tuple[Modifier, ...]]:
    """Modifiers by their last (``key`` -1) or first (``key`` 0) word, longest first."""
    found: dict[str, list[Modifier]] = {}
    for row in rows:
        words = _folded(row["words"])
        heads = with_proclitics(words[0]) if key else frozenset({words[0]})
        made = Modifier(
            words,
            heads,
            row["effect"],
            preposition=row.get("next", ""),
            least=row.get("least", 0),
            counted=row.get("counted", False),
            unless=fold_word(row.get("unless", "")),
        )
        for form in heads if len(words) == 1 else (words[key],):
            found.setdefault(form, []).append(made)
    return {form: tuple(sorted(made, key=lambda one: -len(one.words))) for form, made in found.items()}


def _blocks(rows: list[dict[str, Any]]) -> dict[str, tuple[Block, ...]]:
    found: dict[str, list[Block]] = {}
    for row in rows:
        before = frozenset(form for word in _folded(row.get("before", "")) for form in with_proclitics(word))
        block = Block(
            before, frozenset(_folded(row.get("after", ""))), fold_word(row.get("then", "")), "after_number" in row
        )
        for form in _folded(row["words"]):
            found.setdefault(form, []).append(block)
    return {form: tuple(made) for form, made in found.items()}


def _sequences(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Word sequences by first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = _folded(phrase)
        found.setdefault(words[0], []).append(words)
    return {form: tuple(sorted(made, key=len, reverse=True)) for form, made in found.items()}


@lru_cache(maxsize=1)
def number_tables() -> NumberTables:
    """The tables, read once, at first use."""
    data = json.loads(files("marsad.arabic").joinpath("data/numerals.json").read_text("utf-8"))
    plain = ("from", "to", "until", "or", "clock", "day_parts")
    sets = {name: frozenset(fold_word(word) for word in data[name]) for name in plain}
    for name in ("years", "labels", "squares", "change", "rate"):
        sets[name] = frozenset(form for word in data[name] for form in with_proclitics(fold_word(word)))
    words, hidden = _words(data, frozenset(fold_word(word) for word in data["never"]))
    return NumberTables(
        words=words,
        hidden=hidden,
        phrases=_sequences(data["phrases"]),
        before=_modifiers(data["before"], key=-1),
        after=_modifiers(data["after"], key=0),
        blocks=_blocks(data["not_numbers"]),
        between=_modifiers([{"words": words, "effect": "between"} for words in data["between"]], key=-1),
        percent=_sequences(data["percent"]),
        sets=sets,
    )
