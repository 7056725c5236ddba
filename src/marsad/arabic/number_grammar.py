"""The grammar of Arabic numbers: from number words and digits that stand together to one value.

A :class:`Piece` is one number word (or a run of digits) with its proclitics; a :class:`Reading` is the longest number
that begins with a piece.  What surrounds the number (نحو, على الأقل, ranges, names that only look like numbers) is not
seen here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from marsad.arabic.fold import fold, fold_word
from marsad.arabic.number_words import CLITIC, DIGITS, PHRASE, Entry, NumberTables, Prefix
from marsad.arabic.words import NUMBER, Token

_SEPARATOR: Final = re.compile("[.,٫٬،]")
_NO_PREFIX: Final = Prefix("", "", False, "")
_DIGITS_ENTRY: Final = Entry(DIGITS, 0, None, None, 1, False, False, False, False, "", _NO_PREFIX, "")
_HAMZA: Final = "أإ"
_SHADDA: Final = "\u0651"
_TANWEEN: Final = "\u064b"
_MOST_DIGITS: Final = 15
_GREATEST: Final = 10**15
_GROUP: Final = 3


class Piece(NamedTuple):
    """One number word or run of digits.

    Attributes:
        first: index of its first token, a proclitic written apart included.
        last: token index just past it.
        start: offset of the number itself, without conjunction and preposition; ``end`` just past it.
        entry: what kind of word it is.
        value: its value.
        decimal: the other reading of digits such as 1.250, taken before مليون.
        prefix: its proclitics.
    """

    first: int
    last: int
    start: int
    end: int
    entry: Entry
    value: int | float
    decimal: float | None
    prefix: Prefix

    @property
    def bare(self) -> bool:
        """Whether it carries neither conjunction nor preposition."""
        return not self.prefix.conjunction and not self.prefix.preposition

    @property
    def joined(self) -> bool:
        """Whether و ties it to what stands before."""
        return self.prefix.conjunction == "و" and not self.prefix.preposition


class Reading(NamedTuple):
    """The longest number that begins with ``piece``; ``scale`` is its last power of a thousand, 1 for none."""

    piece: Piece
    last: int
    end: int
    low: int | float | None
    high: int | float | None
    kind: str
    scale: int


class _Term(NamedTuple):
    """A coefficient times a scale: 13 ألفا."""

    amount: int | float
    scale: int
    tail: Piece


def tidy(value: float) -> int | float:
    """A whole number as int, any other rounded where binary fractions go astray."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def read_digits(form: str) -> tuple[int | float, float | None] | None:
    """The value of folded digits with separators, and the decimal reading where both are possible.

    None for what is no number: addresses, versions, dates with points, more digits than anybody counts.
    """
    parts = _SEPARATOR.split(form)
    signs = _SEPARATOR.findall(form)
    if sum(map(len, parts)) > _MOST_DIGITS:
        return None
    if not signs:
        return int(form), None
    whole, last = parts[:-1], parts[-1]
    grouped = 1 <= len(parts[0]) <= _GROUP and all(len(part) == _GROUP for part in whole[1:])
    decimal = float("".join(whole) + "." + last)
    if signs[-1] == "٫" or (len(set(signs)) > 1 and signs[-1] not in signs[:-1]):
        return (tidy(decimal), None) if grouped or len(signs) == 1 else None
    if len(set(signs)) > 1 or (len(signs) > 1 and not (grouped and len(last) == _GROUP)):
        return None
    if len(last) == _GROUP and grouped and parts[0] != "0":
        return int("".join(parts)), decimal if len(signs) == 1 and signs[0] != "٬" else None
    return tidy(decimal), None


class Grammar:
    """Reads numbers out of one token sequence, up to ``stop``."""

    __slots__ = ("stop", "tables", "tokens")

    def __init__(self, tokens: Sequence[Token], stop: int, tables: NumberTables) -> None:
        self.tokens = tokens
        self.stop = stop
        self.tables = tables

    def piece(self, at: int) -> Piece | None:
        """The number word, digits, or proclitic with its number, that begins at token ``at``."""
        if at >= self.stop:
            return None
        token = self.tokens[at]
        if token.kind == NUMBER:
            return self._digits(at, token)
        entry = self.tables.words.get(token.form)
        if entry is None:
            return None
        if entry.cls == CLITIC:
            following = self.tables.words.get(self.tokens[at + 1].form) if at + 1 < self.stop else None
            inner = self.piece(at + 1) if following is None or following.cls != CLITIC else None
            if inner is None or inner.prefix.text or inner.entry.cls in ("some", "few", PHRASE):
                return None
            return inner._replace(first=at, prefix=entry.prefix)
        if token.form in self.tables.hidden:
            entry = self._unhidden(at, entry)
        if entry.written and next((c for c in reversed(token.text) if fold_word(c)), "") != entry.written:
            return None
        if entry.cls == "scale" and entry.guard and _SHADDA in token.text:
            return None
        prefix = entry.prefix
        cut = len(prefix.conjunction) + len(prefix.preposition) + (prefix.definite and prefix.preposition == "ل")
        start = token.start + (fold(token.text).starts[cut] if cut else 0)
        return Piece(at, at + 1, start, token.end, entry, entry.value, None, prefix)

    def _unhidden(self, at: int, entry: Entry) -> Entry:
        """Of two readings of one form the one its hamza or the next word shows: وأحد عشر, not واحد."""
        other = self.tables.hidden[self.tokens[at].form]
        first = fold(self.tokens[at].text).starts[len(other.prefix.text)]
        ten = self.tables.words.get(self.tokens[at + 1].form) if at + 1 < self.stop else None
        teen = ten is not None and ten.cls == "unit" and ten.value == 10 and not ten.prefix.text
        return other if teen or self.tokens[at].text[first] in _HAMZA else entry

    def _digits(self, at: int, token: Token) -> Piece | None:
        form, last = token.form, at + 1
        if form.isdigit() and len(form) <= _GROUP and form[0] != "0":
            # Thousands set apart by a space: 10 000.
            while last < self.stop:
                group = self.tokens[last]
                near = group.start - self.tokens[last - 1].end == 1
                if len(form) > _MOST_DIGITS or not (
                    near and group.kind == NUMBER and group.form.isdigit() and len(group.form) == _GROUP
                ):
                    break
                form += group.form
                last += 1
        value = read_digits(form)
        if value is None:
            return None
        return Piece(at, last, token.start, self.tokens[last - 1].end, _DIGITS_ENTRY, value[0], value[1], _NO_PREFIX)

    def read(self, piece: Piece) -> Reading | None:
        """The longest number that begins with ``piece``; None where the word is no number by itself."""
        entry = piece.entry
        if entry.cls == "ordinal":
            return self._ordinal(piece)
        if entry.cls == "fraction":
            return self._fraction(piece, piece.value, piece)
        if entry.cls == PHRASE:
            return self._phrase(piece)
        if entry.cls in ("vague", "few", "some") or (entry.cls == "scale" and entry.plural):
            return self._vague(piece)
        return None if entry.cls == "parts" else self._cardinal(piece)

    def _following(self, piece: Piece, *classes: str) -> Piece | None:
        """The piece right after ``piece``, if it carries no proclitic but the article and is of a class."""
        after = self.piece(piece.last)
        return after if after and after.first == piece.last and after.bare and after.entry.cls in classes else None

    def _small(self, piece: Piece) -> tuple[int | float, Piece]:
        """Below a hundred: five, fifteen, twenty-five."""
        value = piece.value
        if piece.entry.cls == "unit" and value < 10:
            after = self.piece(piece.last)
            if after and after.entry.cls == "unit" and after.value == 10 and not after.prefix.text:
                return value + 10, after
            if after and after.entry.cls == "tens" and after.joined and after.prefix.definite == piece.prefix.definite:
                return value + after.value, after
        return value, piece

    def _group(self, piece: Piece) -> tuple[int | float, Piece]:
        """Below a thousand in words, or digits."""
        value, tail = piece.value, piece
        cls = piece.entry.cls
        if cls == "unit" and 3 <= value <= 9:
            after = self._following(piece, "hundred", "vague")
            if after and after.value == 100 and not after.prefix.definite:
                value, tail, cls = value * 100, after, "hundreds"
        if cls not in ("hundred", "hundreds"):
            return self._small(piece) if cls in ("unit", "tens") else (value, tail)
        after = self.piece(tail.last)
        if after is None or not after.joined:
            return value, tail
        if after.entry.cls == DIGITS:
            return (value + after.value, after) if after.value < 100 else (value, tail)
        if after.entry.cls in ("unit", "tens") and after.prefix.definite == piece.prefix.definite:
            rest, end = self._small(after)
            hundreds = self._following(after, "hundred", "vague")
            if not (hundreds and hundreds.value == 100) and not (after.entry.needs_more and end is after):
                return value + rest, end
        return value, tail

    def _term(self, piece: Piece) -> _Term | None:
        count: int | float
        if piece.entry.cls == "scale":
            if piece.entry.plural:
                return None
            count, scale, tail = piece.entry.times, int(piece.value), piece
            if piece.entry.accusative:
                after = self.piece(piece.last)
                single = _TANWEEN in self.tokens[piece.last - 1].text or (after is not None and after.joined)
                count = 1 if single else 2
        elif piece.entry.cls in (DIGITS, "unit", "tens", "hundred", "hundreds"):
            count, tail = self._group(piece)
            scale = 1
            if piece.entry.needs_more and tail is piece:
                return None
        else:
            return None
        while after := self._following(tail, "scale"):
            if after.entry.times != 1 or after.prefix.definite or scale * after.value > _GREATEST:
                break
            if scale == 1 and piece.decimal is not None and tail is piece:
                count = piece.decimal
            scale *= int(after.value)
            tail = after
        return _Term(count, scale, tail)

    def _cardinal(self, piece: Piece) -> Reading | None:
        if piece.entry.cls == "unit" and piece.value >= 3 and (parts := self._following(piece, "parts")):
            return self._fraction(piece, piece.value / parts.value, parts)
        term = self._term(piece)
        if term is None:
            return None
        total, scale, tail = term.amount * term.scale, term.scale, term.tail
        while (after := self.piece(tail.last)) and after.joined:
            if after.entry.cls == "fraction":
                return self._and_a_half(piece, total, scale, after)
            rest = self._term(after) if scale > 1 else None
            if rest is None or rest.amount * rest.scale >= scale:
                break
            total, scale, tail = total + rest.amount * rest.scale, rest.scale, rest.tail
        value = tidy(total)
        return Reading(piece, tail.last, tail.end, value, value, "cardinal", scale)

    def _and_a_half(self, piece: Piece, total: float, scale: int, half: Piece) -> Reading:
        """مليون ونصف (المليون), ثلاثة ونصف, ثلاثة ونصف مليون."""
        unit = self._following(half, "scale")
        tail = half
        if unit and scale == 1:
            scale, total, tail = int(unit.value), total * int(unit.value), unit
        elif unit and unit.value == scale:
            tail = unit
        value = tidy(total + half.value * scale)
        return Reading(piece, tail.last, tail.end, value, value, "cardinal", scale)

    def _fraction(self, piece: Piece, value: float, tail: Piece) -> Reading:
        unit = self._following(tail, "scale")
        if unit and unit.entry.times == 1 and not unit.entry.plural:
            whole = tidy(value * unit.value)
            return Reading(piece, unit.last, unit.end, whole, whole, "cardinal", int(unit.value))
        part = tidy(value)
        return Reading(piece, tail.last, tail.end, part, part, "fraction", 1)

    def _phrase(self, piece: Piece) -> Reading | None:
        for words in self.tables.phrases[piece.entry.bare]:
            last = piece.first + len(words)
            if last <= self.stop and all(
                self.tokens[piece.first + k].form == word for k, word in enumerate(words) if k
            ):
                return Reading(piece, last, self.tokens[last - 1].end, None, None, "indefinite", 1)
        return None

    def _vague(self, piece: Piece) -> Reading:
        """عشرات, مئات الآلاف, بضعة آلاف, عدة مئات, بضعة عشر, بعض."""
        low, high, tail = piece.entry.low, piece.entry.high, piece
        scale = 1
        if piece.entry.cls == "scale":
            scale, low, high = int(piece.value), 2, 9
        elif piece.entry.cls in ("few", "some"):
            after = self.piece(piece.last)
            if after and not after.prefix.text and (after.entry.cls == "vague" or after.entry.plural):
                tail = after
                if piece.entry.cls == "few":
                    scale = int(after.value)
                elif after.entry.cls == "vague":
                    low, high = after.entry.low, after.entry.high
                else:
                    low, high, scale = 2, 9, int(after.value)
            elif after and piece.entry.cls == "few" and after.value == 10 and not after.prefix.text:
                return Reading(piece, after.last, after.end, 13, 19, "indefinite", 1)
        if low is None or high is None:
            return Reading(piece, tail.last, tail.end, None, None, "indefinite", 1)
        unit = self._following(tail, "scale")
        if unit and unit.value >= scale and unit.entry.times == 1:
            scale, tail = scale * int(unit.value), unit
        # "Hundreds of thousands" runs up to the next power; "a few thousand" stops at nine.
        top = high * scale + (scale - 1 if piece.entry.cls != "few" else 0)
        return Reading(piece, tail.last, tail.end, low * scale, top, "indefinite", scale)

    def _ordinal(self, piece: Piece) -> Reading | None:
        value, tail = piece.value, piece
        after = self.piece(piece.last)
        if after and value < 10 and after.value == 10 and after.entry.cls == "unit" and not after.prefix.text:
            if after.entry.bare.endswith("ه") == piece.entry.bare.endswith("ه"):
                value, tail = value + 10, after
        elif (
            after
            and value < 10
            and after.entry.cls == "tens"
            and after.joined
            and after.prefix.definite == piece.prefix.definite
        ):
            value, tail = value + after.value, after
        if piece.entry.needs_more and tail is piece:
            return None
        return Reading(piece, tail.last, tail.end, value, value, "ordinal", 1)
