"""The lexicon at run time: full forms looked up, clitics taken off, phrases matched.

Loading reads one file; entries and readings are made when a word first asks for them and kept, so that a long run
costs one dictionary look-up a word.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from marsad.arabic.fold import fold_word
from marsad.arabic.words import splits
from marsad.lexicon.schema import as_list, unpacked


class Lexeme:
    """One entry of the lexicon.

    Attributes:
        id: stable name, such as ``events/attack:هجوم``.
        family: events, nouns, saying, …
        eventful: whether it is an event entry.
        where: file and line of the entry.
        data: the entry as written.
        type: event type, or empty.
        base: its folded headword without the article (nouns, adjectives, words).
        companions, near, forbidden, not_after, not_before: the folded words its conditions name.
        classes: its semantic classes with all classes above them.
    """

    __slots__ = (
        "base",
        "classes",
        "companions",
        "data",
        "eventful",
        "family",
        "forbidden",
        "id",
        "kind",
        "near",
        "not_after",
        "not_before",
        "of",
        "type",
        "where",
    )

    def __init__(self, row: list[Any], above: dict[str, frozenset[str]]) -> None:
        self.id: str = row[0]
        self.family: str = row[1]
        self.eventful = self.family == "events"
        self.where = f"{row[2]}:{row[3]}"
        self.data: dict[str, Any] = row[4]
        self.type: str = self.data.get("type", "")
        self.kind: str = self.data.get("kind", "")
        self.of: str = self.data.get("of", "")
        self.classes: frozenset[str] = frozenset().union(
            *(above.get(c, frozenset((c,))) for c in as_list(self.data.get("cls")))
        )
        self.base = bare(str(self.data.get("noun") or self.data.get("adj") or self.data.get("word") or ""))
        self.companions = frozenset(bare(w) for w in as_list(self.data.get("with")))
        self.forbidden = frozenset(bare(w) for w in as_list(self.data.get("unless")))
        self.near = frozenset(bare(w) for w in as_list(self.data.get("near")))
        self.not_after = frozenset(bare(w) for w in as_list(self.data.get("not_after")))
        self.not_before = frozenset(bare(w) for w in as_list(self.data.get("not_before")))

    def __repr__(self) -> str:
        return f"<{self.id}>"


class Reading(NamedTuple):
    """One way to read a word: an entry in one inflection, with the clitics around it."""

    lexeme: Lexeme
    pos: str
    tense: str
    voice: str
    person: str
    gender: str
    state: str
    before: tuple[str, ...]
    after: str
    stem: str

    @property
    def article(self) -> bool:
        """Whether the word carries the article."""
        return "ال" in self.before


#: A phrase as it is looked for: its folded words, the proclitic after it, the numbers of its entries.
_Spelt = tuple[tuple[str, ...], str, list[int]]


class Phrase(NamedTuple):
    """A fixed phrase: its folded words, the proclitic the next word must carry, and its entries, the strongest first."""

    words: tuple[str, ...]
    clitic: str
    lexemes: tuple[Lexeme, ...]


@lru_cache(maxsize=65536)
def name_heads(form: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The ways a folded word may begin a name: proclitics and what is left, the article kept in the name."""
    heads: list[tuple[tuple[str, ...], str]] = [((), form)]
    for lead, rest in [((), form)] + ([((form[0],), form[1:])] if form[:1] in "وف" and len(form) > 3 else []):
        if lead:
            heads.append((lead, rest))
        if rest.startswith("لل") and len(rest) > 4:
            heads.append(((*lead, "ل", "ال"), "ال" + rest[2:]))
        if rest[:1] in "بلك" and len(rest) > 3:
            heads.append(((*lead, rest[0]), rest[1:]))
    return tuple(heads)


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A folded word without its article."""
    folded = fold_word(word)
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded


_NOMINAL: Final = frozenset("nmaq")
#: Where several files hold one phrase, the family that decides what it is.
_PHRASE_RANK: Final = {
    name: rank for rank, name in enumerate(("events", "modality", "saying", "background", "light", "function", "nouns"))
}


def _fits(pos: str, tense: str, state: str, before: tuple[str, ...], after: str) -> bool:
    """Whether an inflection can stand between these clitics."""
    if "ال" in before:
        return pos in _NOMINAL and any(s in "bfd" for s in state)
    if pos == "v":
        if "س" in before:
            return tense == "n" and bool(after) | ("b" in state)
        if before and before[-1] in ("ب", "ك"):
            return False
        if before and before[-1] == "ل" and tense != "n":
            return False
        return True if after else "b" in state or "j" in state
    if before and before[-1] == "س":
        return False
    if pos in _NOMINAL:
        if after:
            return any(s in "bcs" for s in state)
        return state != "s"
    if pos == "prep":
        return before in ((), ("و",), ("ف",))
    if pos == "pron":
        return before in ((), ("و",), ("ف",))
    if pos in ("quant", "dem"):
        # وبكل من, but not ل after و: ولاية is no و with لأية
        return len(before) < 2 or before in (("و", "ب"), ("ف", "ب"))
    return not after and (not before or before[-1] in ("و", "ف"))


class Lexicon:
    """Words and phrases with their readings; read only once built, safe to share."""

    def __init__(self, artefact: dict[str, Any]) -> None:
        self._rows: list[Any] = artefact["entries"]
        self._features: list[list[str]] = artefact["features"]
        self._forms: dict[str, str] = unpacked(artefact["forms"])
        self._lexemes: dict[int, Lexeme] = {}
        self._readings: dict[str, tuple[Reading, ...]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self.frames: dict[str, dict[str, str]] = {}
        self.types: dict[str, dict[str, Any]] = {}
        self.refinements: list[dict[str, Any]] = []
        self.grammar: dict[str, frozenset[str]] = {}
        self.given_names: frozenset[str] = frozenset()
        self.ambiguous_names: frozenset[str] = frozenset()
        # By first word, then by second word ("" for names of one word), the longest first.
        self._names: dict[str, dict[str, list[tuple[tuple[str, ...], int]]]] = {}
        parents: dict[str, str] = {}
        phrases: list[int] = []
        # A user's entries stand behind the shipped ones, whose numbers the forms hold, and go before them.
        own = artefact.get("own", 0)
        for number in (*range(own, len(self._rows)), *range(own)):
            row = self._rows[number]
            if row is None:
                continue
            family, data = row[1], row[4]
            if family == "classes":
                parents[data["class"]] = data.get("above", "")
            elif family == "frames":
                self.frames[str(data["frame"])] = {k: v for k, v in data.items() if k not in ("frame", "note")}
            elif family == "types":
                self.types[data["type"]] = data
            elif family == "refine":
                self.refinements.append({**data, "id": row[0], "where": f"{row[2]}:{row[3]}"})
            elif family == "grammar":
                words = frozenset(fold_word(w) for w in data["words"])
                self.grammar[data["kind"]] = self.grammar.get(data["kind"], frozenset()) | words
            elif family == "given_names":
                self.given_names |= {fold_word(w) for w in data.get("words", ())}
                self.ambiguous_names |= {fold_word(w) for w in data.get("ambiguous", ())}
            elif family == "names":
                self._add_name(number, data)
            elif "phrase" in data:
                phrases.append(number)
        for name in parents:
            chain, at = [], name
            while at and at not in chain:
                chain.append(at)
                at = parents.get(at, "")
            self._above[name] = frozenset(chain)
        # By first word, then by second word ("" for phrases of one word), the longest first.
        self._phrases: dict[str, dict[str, list[_Spelt]]] = {}
        self._name_starts: dict[
            str, tuple[tuple[tuple[str, ...], dict[str, list[tuple[tuple[str, ...], int]]]], ...]
        ] = {}
        self._made: dict[tuple[tuple[str, ...], str], Phrase] = {}
        for number in phrases:
            self._add_phrase(number)
        for by_second in self._names.values():
            for names in by_second.values():
                if len(names) > 1:
                    names.sort(key=lambda item: -len(item[0]))
        for following in self._phrases.values():
            for spelt in following.values():
                if len(spelt) > 1:
                    spelt.sort(key=lambda item: (-len(item[0]), not item[1]))

    def _lexeme(self, number: int) -> Lexeme:
        lexeme = self._lexemes.get(number)
        if lexeme is None:
            lexeme = self._lexemes[number] = Lexeme(self._rows[number], self._above)
        return lexeme

    def _add_name(self, number: int, data: dict[str, Any]) -> None:
        for spelling in (data["name"], *as_list(data.get("also"))):
            words = tuple(fold_word(spelling).split())
            if len(words) > 1 or not data.get("context"):
                bucket = self._names.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", [])
                bucket.append((words, number))

    def name_at(self, forms: Sequence[str], at: int) -> tuple[int, tuple[str, ...], Lexeme] | None:
        """The longest registered name that starts at ``forms[at]``, after any proclitics.

        Returns:
            how many words it takes, the proclitics taken off, and its entry.
        """
        form = forms[at]
        starts = self._name_starts.get(form)
        if starts is None:
            starts = tuple((before, self._names[first]) for before, first in name_heads(form) if first in self._names)
            self._name_starts[form] = starts
        if not starts:
            return None
        best: tuple[int, tuple[str, ...], Lexeme] | None = None
        following = forms[at + 1] if at + 1 < len(forms) else ""
        for before, bucket in starts:
            for candidates in (bucket.get(following, ()) if following else (), bucket.get("", ())):
                for words, number in candidates:
                    size = len(words)
                    if (best is None or size > best[0]) and (size < 3 or tuple(forms[at + 2 : at + size]) == words[2:]):
                        best = size, before, self._lexeme(number)
                        break
        return best

    def _add_phrase(self, number: int) -> None:
        words = fold_word(str(self._rows[number][4]["phrase"]).replace("ـ", "")).split()
        clitic = ""
        if len(words) > 1 and words[-1] in ("ل", "ب", "ك"):
            clitic = words.pop()
        bucket = self._phrases.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", [])
        spelt = tuple(words)
        for known in bucket:
            if known[0] == spelt and known[1] == clitic:
                known[2].append(number)
                return
        bucket.append((spelt, clitic, [number]))

    def _phrase(self, spelt: _Spelt) -> Phrase:
        """A phrase with its entries, made when it is first met."""
        words, clitic, numbers = spelt
        made = self._made.get((words, clitic))
        if made is None:
            lexemes = [self._lexeme(n) for n in numbers]
            lexemes.sort(key=lambda x: _PHRASE_RANK.get(x.family, len(_PHRASE_RANK)))
            made = self._made[(words, clitic)] = Phrase(words, clitic, tuple(lexemes))
        return made

    @property
    def entries(self) -> list[Lexeme]:
        """All entries, in the order of the files."""
        return [self._lexeme(n) for n, row in enumerate(self._rows) if row is not None]

    def above(self, name: str) -> frozenset[str]:
        """A semantic class and all classes above it."""
        return self._above.get(name, frozenset((name,)))

    def knows(self, form: str) -> bool:
        """Whether a folded form is a full form of some entry."""
        return form in self._forms

    def readings(self, form: str, ta: bool = False) -> tuple[Reading, ...]:
        """All readings of a folded form, the whole word before its splits; ``ta``: it is written with ta marbuta."""
        key = form + "ة" if ta else form
        known = self._readings.get(key)
        if known is None:
            known = self._readings[key] = self._read(form, ta)
        return known

    def _read(self, form: str, ta: bool) -> tuple[Reading, ...]:
        found: list[Reading] = []
        forms = self._forms
        for before, stem, after in splits(form):
            codes = forms.get(stem)
            if codes is None or (ta and after):
                continue
            for code in codes.split(" "):
                number, features = code.split(".")
                pos, tense, voice, person, gender, state = self._features[int(features)]
                if ta and pos == "v":
                    continue
                if _fits(pos, tense, state, before, after):
                    found.append(
                        Reading(
                            self._lexeme(int(number)), pos, tense, voice, person, gender, state, before, after, stem
                        )
                    )
        return tuple(found)

    def phrase_at(self, forms: Sequence[str], at: int) -> tuple[int, Phrase] | None:
        """The longest phrase that starts at ``forms[at]``: how many words it takes, and which it is.

        The first word may carry و or ف; where the phrase ends in a proclitic, the word after it must begin with it.
        """
        first = forms[at]
        bucket = self._phrases.get(first)
        if bucket is None and first[:1] in "وف" and len(first) > 2:
            bucket = self._phrases.get(first[1:])
        if bucket is None:
            return None
        following = forms[at + 1] if at + 1 < len(forms) else ""
        for candidates in (bucket.get(following, ()) if following else (), bucket.get("", ())):
            for spelt in candidates:
                words, clitic, _ = spelt
                size = len(words)
                if at + size > len(forms) or (size > 2 and tuple(forms[at + 2 : at + size]) != words[2:]):
                    continue
                if clitic and not (at + size < len(forms) and forms[at + size].startswith(clitic)):
                    continue
                return size, self._phrase(spelt)
        return None


def load(path: Path | None = None) -> Lexicon:
    """Read a compiled lexicon.

    Raises:
        FileNotFoundError: nothing was compiled; run ``marsad lexicon build``.
    """
    from marsad.lexicon.compiler import ARTEFACT

    with (path or ARTEFACT).open(encoding="utf-8") as file:
        return Lexicon(json.load(file))


@lru_cache(maxsize=1)
def default() -> Lexicon:
    """The lexicon that ships with Marsad, read once a process."""
    return load()
