"""Site furniture: which lines of a page belong to the site and not to the report.

The phrases are data (data/furniture.json); here is only how they are matched: the whole line, its beginning, a label
before a colon, or anywhere in a short line.  Numbers are left out of whole-line matches, so that one entry covers every
count of comments.  A line that carries a full sentence of running text never matches on a fragment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib.resources import files

from marsad.arabic.fold import fold_word

#: Lines longer than this are running text; nothing on a page's furniture is that long.
LONGEST = 400
_WORD = re.compile(r"[^\W_]+")
_LABEL_END = re.compile(r"[:|»«←<>–—/-]|\.\.")
_TRAIL = re.compile(r"\s*(?:[/\\|>»›·•←→]|\s[-–—]\s)+\s*")
_TRAIL_SIGN = re.compile(r"[/\\|>»›·•←→]|\s[-–—]\s")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
_URL = re.compile(r"https?://\S+|www\.\S+|\b[\w-]+\.(?:com|net|org|info|news|tv|me)(?:/\S*)?(?!\w)")
_PHONE = re.compile(r"\+?\d(?:[\d\s()./-]{6,}\d)")
_DIGITS = re.compile(r"\d")
_ENDED = re.compile(r"[.؟?!…۔][\"»”’)\]\s]*$")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")


class Kind(Enum):
    """What a single line can be told to be without looking at its neighbours."""

    TEXT = "text"
    FURNITURE = "furniture"
    ENDS_PAGE = "ends-page"
    RELATED = "related"
    TAGS = "tags"
    FIGURES = "figures"


def key(line: str) -> str:
    """A line as phrases are compared: folded words, no numbers, no signs."""
    return " ".join(w for w in _WORD.findall(fold_word(line).lower()) if not w.isdecimal())


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrase data, folded and indexed.

    Attributes:
        sets: each list of the data file as a set of keys.
        starts: beginnings of furniture lines, by first word.
        contains: phrases that mark a short line wherever they stand, by first word.
    """

    sets: dict[str, frozenset[str]]
    starts: dict[str, tuple[tuple[str, ...], ...]]
    contains: dict[str, tuple[tuple[str, ...], ...]]
    related_starts: dict[str, tuple[tuple[str, ...], ...]]


def _by_first(keys: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in keys:
        words = tuple(phrase.split())
        index.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=lambda p: (-len(p), p))) for first, found in index.items()}


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The phrase data, read once."""
    raw: dict[str, list[str]] = json.loads(
        files("marsad.page").joinpath("data", "furniture.json").read_text(encoding="utf-8")
    )
    sets = {name: frozenset(filter(None, map(key, entries))) for name, entries in raw.items()}
    return Phrases(
        sets,
        _by_first(sorted(sets["starts"])),
        _by_first(sorted(sets["contains"])),
        _by_first(sorted(sets["related_starts"])),
    )


def _at(words: list[str], at: int, index: dict[str, tuple[tuple[str, ...], ...]]) -> bool:
    return any(tuple(words[at : at + len(p)]) == p for p in index.get(words[at], ()))


def _menu_in_a_row(words: list[str], lines: frozenset[str]) -> bool:
    """Whether a line is a menu printed in one row: known entries one after the other, little else."""
    at, hits, covered = 0, 0, 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            if " ".join(words[at : at + size]) in lines and at + size <= len(words):
                hits, covered, at = hits + 1, covered + size, at + size
                break
        else:
            if at == 0:
                return False
            at += 1
    return hits >= 3 and covered >= 0.7 * len(words)


def _trail(line: str, lines: frozenset[str]) -> bool:
    """Whether a line is a breadcrumb trail, or a row of sections between bars."""
    if not _TRAIL_SIGN.search(line):
        return False
    parts = [key(part) for part in _TRAIL.split(line)]
    parts = [part for part in parts if part]
    if len(parts) < 2 or any(part.count(" ") > 3 for part in parts[:-1]) or parts[-1].count(" ") > 11:
        return False
    known = sum(part in lines for part in parts)
    return parts[0] in lines or known * 2 > len(parts)


def _contact(line: str, words: list[str], data: Phrases) -> bool:
    if len(words) > 30:
        return False
    if "@" in line and _MAIL.search(line):
        return True
    if "." in line and _URL.search(line) and len(_WORD.findall(_URL.sub("", line))) <= 6:
        return True
    phone = _PHONE.search(fold_word(line))
    return bool(phone and len(_DIGITS.findall(phone.group())) >= 8 and not data.sets["contact_words"].isdisjoint(words))


def _relative_time(plain: list[str], data: Phrases) -> bool:
    units = data.sets["relative_units"]
    rest = [w for w in plain if w not in data.sets["since"]]
    return len(rest) < len(plain) <= 6 and bool(rest) and all(w in units or w.lstrip("و") in units for w in rest)


def _labelled(line: str, words: list[str], data: Phrases) -> Kind | None:
    """What the label before the first colon, bar or dash says about a line."""
    cut = _LABEL_END.search(line)
    if not cut or cut.start() > 40:
        return None
    label = key(line[: cut.start()])
    if label in data.sets["tags"] and len(words) <= 60:
        return Kind.FURNITURE
    if label in data.sets["related_starts"]:
        return Kind.FURNITURE
    if cut.group() == ":" and label in data.sets["labels"] and len(words) <= 25 and not _ENDED.search(line):
        return Kind.FURNITURE
    return None


def _whole(plain: str, data: Phrases) -> Kind | None:
    """What a line is when all of it, numbers aside, is one known phrase."""
    if plain in data.sets["ends_page"]:
        return Kind.ENDS_PAGE
    if plain in data.sets["related"]:
        return Kind.RELATED
    if plain in data.sets["tags"]:
        return Kind.TAGS
    return Kind.FURNITURE if plain in data.sets["lines"] else None


@lru_cache(maxsize=16384)
def kind(line: str) -> Kind:
    """What a line is by its own words.

    ``FIGURES`` is a line of numbers alone, which may be a date; the caller knows where it stands.
    """
    if len(line) > LONGEST:
        return Kind.TEXT
    words = _WORD.findall(fold_word(line).lower())
    if not words:
        return Kind.FURNITURE
    plain = [w for w in words if not w.isdecimal()]
    if not plain:
        return Kind.FIGURES
    data = phrases()
    if len(plain) <= 8 and (found := _whole(" ".join(plain), data)):
        return found
    if found := _labelled(line, words, data):
        return found
    ended = bool(_ENDED.search(line))
    if len(words) <= 20 and _at(words, 0, data.starts) and not line.rstrip().endswith("."):
        return Kind.FURNITURE
    if not ended and len(words) <= 30 and _at(words, 0, data.related_starts):
        return Kind.FURNITURE
    if len(words) <= 40 and any(_at(words, i, data.contains) for i, w in enumerate(words) if w in data.contains):
        return Kind.FURNITURE
    if all(part.startswith("#") for part in line.split()) or _contact(line, words, data):
        return Kind.FURNITURE
    if len(plain) <= 6 and _relative_time(plain, data):
        return Kind.FURNITURE
    lines = data.sets["lines"]
    if not ended and len(words) <= 60 and (_menu_in_a_row(words, lines) or _trail(line, lines)):
        return Kind.FURNITURE
    return Kind.TEXT


def latin_only(line: str) -> bool:
    """Whether a short line has no Arabic letter at all."""
    return not _ARABIC.search(line) and len(line.split()) <= 6
