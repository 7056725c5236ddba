"""Numbers in running Arabic: how many, at least how many, about how many.

One walk over the tokens finds every number, in digits or words, with the words before and after it that widen or bound
it (نحو, أكثر من, ما بين … و…, على الأقل).  Grammar, word tables and look-alikes are next door in ``number_grammar``,
``number_words`` and ``number_guards``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from marsad.arabic.fold import fold
from marsad.arabic.number_grammar import Grammar, Piece, Reading, tidy
from marsad.arabic.number_guards import skip, skip_reading, years
from marsad.arabic.number_words import CLITIC, DIGITS, Modifier, number_tables
from marsad.arabic.words import NUMBER, WORD, Token

_DASHES: Final = frozenset("-–—")
_MOST_MODIFIERS: Final = 3
_MOST_COUNTED_WORDS: Final = 3
_CHANGE_WINDOW: Final = 8
_COUNTED_ENDINGS: Final = ("ا", "ه")


class Number(NamedTuple):
    """A number as the text gives it.

    Attributes:
        first: index of its first token, modifiers included; ``last`` is exclusive.
        low: the least it may be, None where the text sets no lower bound; ``high`` the greatest.
        approximate: whether the text says it is no exact figure.
        kind: cardinal, ordinal, fraction, percent, or indefinite (عشرات, عدد من: both bounds may be None).
        span: offsets with the modifiers that touch it.
        core: offsets of the bare number or range.
        tail: offsets of a modifier behind the counted noun (32 شخصا على الأقل).
    """

    first: int
    last: int
    low: int | float | None
    high: int | float | None
    approximate: bool
    kind: str
    span: tuple[int, int]
    core: tuple[int, int]
    tail: tuple[int, int] | None


class _Before(NamedTuple):
    """The modifiers in front of a number: where they begin and what they do."""

    first: int
    start: int
    effects: tuple[str, ...]


class _Range(NamedTuple):
    """Two numbers as one: its bounds, and the words in front that make it a range."""

    low: int | float
    high: int | float
    first: int
    start: int
    last: int
    end: int
    kind: str


def _matches(tokens: Sequence[Token], at: int, modifier: Modifier, lower: int, upper: int) -> bool:
    """Whether the words of ``modifier`` stand from token ``at`` on."""
    if at < lower or at + len(modifier.words) > upper or tokens[at].form not in modifier.heads:
        return False
    return all(word in ("*", tokens[at + k].form) for k, word in enumerate(modifier.words) if k)


class _Walk:
    """The state of one walk: the tokens, where the last number ended, and where its modifiers did."""

    __slots__ = ("consumed", "ended", "grammar", "tables", "tokens")

    def __init__(self, tokens: Sequence[Token], start: int, stop: int) -> None:
        self.tokens = tokens
        self.tables = number_tables()
        self.grammar = Grammar(tokens, stop, self.tables)
        self.consumed = start
        self.ended = -1

    def _head(self, at: int, modifier: Modifier) -> tuple[int, str]:
        """Where a modifier begins without its proclitics, and those proclitics."""
        token = self.tokens[at]
        cut = len(token.form) - len(modifier.words[0])
        return token.start + (fold(token.text).starts[cut] if cut else 0), token.form[:cut]

    def _before(self, piece: Piece, reading: Reading) -> _Before:
        at, start = piece.first, piece.start
        if piece.prefix.conjunction:
            return _Before(self._own(piece), start, ())
        preposition, first = piece.prefix.preposition, self._own(piece)
        effects: list[str] = []
        while len(effects) < _MOST_MODIFIERS and at > self.consumed and self.tokens[at - 1].kind == WORD:
            for modifier in self.tables.before.get(self.tokens[at - 1].form, ()):
                head = at - len(modifier.words)
                if _matches(self.tokens, head, modifier, self.consumed, at) and self._fits(
                    modifier, preposition, reading
                ):
                    break
            else:
                break
            effects.append(modifier.effect)
            at = first = head
            start, preposition = self._head(head, modifier)
            if preposition[:1] in ("و", "ف"):
                break
        return _Before(first, start, tuple(effects))

    def _own(self, piece: Piece) -> int:
        """The index of the number's own first token, past a proclitic written apart."""
        entry = self.tables.words.get(self.tokens[piece.first].form)
        return piece.first + (entry is not None and entry.cls == CLITIC)

    def _fits(self, modifier: Modifier, preposition: str, reading: Reading) -> bool:
        if modifier.preposition and not preposition.endswith(modifier.preposition):
            return False
        if modifier.least and (reading.low or 0) < modifier.least:
            return False
        if not modifier.counted:
            return True
        counted = self.tokens[reading.last] if reading.last < self.grammar.stop else None
        return counted is not None and counted.kind == WORD and counted.form.endswith(_COUNTED_ENDINGS)

    def _percent(self, at: int) -> int:
        """Just past a percent sign or phrase at token ``at``; ``at`` itself where there is none."""
        if at < self.grammar.stop:
            for words in self.tables.percent.get(self.tokens[at].form, ()):
                last = at + len(words)
                if last <= self.grammar.stop and all(self.tokens[at + k].form == w for k, w in enumerate(words)):
                    return last
        return at

    def _changed(self, first: int) -> bool:
        """Whether a verb of change stands just before: from 3 to 5 is then two figures, not a range."""
        change = self.tables.sets["change"]
        return any(token.form in change for token in self.tokens[max(self.consumed, first - _CHANGE_WINDOW) : first])

    def _second(self, left: Reading, between: bool, source: bool) -> Reading | None:
        """The upper end of a range whose lower end is ``left``."""
        at, tokens, sets = self._percent(left.last), self.tokens, self.tables.sets
        if at >= self.grammar.stop:
            return None
        form = tokens[at].form
        dash = form in _DASHES and left.piece.prefix.text == ""
        link = form in sets["or"] or (form in sets["to"]) or (source and form in sets["until"])
        if dash or link:
            piece = self.grammar.piece(at + 1)
            if dash and piece and (piece.entry.cls == DIGITS) != (left.piece.entry.cls == DIGITS):
                return None
            if piece is None or (not piece.bare and not link):
                return None
            if form in sets["to"] and self._changed(left.piece.first):
                return None
        else:
            piece = self.grammar.piece(at) if between else None
            if piece is None or not piece.joined:
                return None
        right = self.grammar.read(piece)
        return right if right and right.kind != "ordinal" else None

    def _range(self, left: Reading) -> _Range | None:
        piece, tokens = left.piece, self.tokens
        first, start, kind = self._own(piece), piece.start, left.kind
        between = source = False
        if piece.first > self.consumed and not piece.prefix.conjunction:
            for modifier in self.tables.between.get(tokens[piece.first - 1].form, ()):
                head = piece.first - len(modifier.words)
                if _matches(tokens, head, modifier, self.consumed, piece.first):
                    between, first, start = True, head, self._head(head, modifier)[0]
                    break
            source = tokens[piece.first - 1].form in self.tables.sets["from"]
        right = self._second(left, between, source) if kind != "ordinal" else None
        if right is None or left.low is None or right.low is None or right.high is None:
            return None
        low = left.low
        if left.scale == 1 and right.scale > 1 and kind == "cardinal" and low < right.low / right.scale:
            low = tidy(low * right.scale)
        if low >= right.high:
            return None
        if source and not between and tokens[left.last].form not in self.tables.sets["or"]:
            first, start = piece.first - 1, tokens[piece.first - 1].start
        kind = "indefinite" if "indefinite" in (kind, right.kind) else right.kind
        return _Range(low, right.high, first, start, right.last, right.end, kind)

    def _after(self, at: int) -> tuple[Modifier, int] | None:
        """The modifier whose words stand from token ``at`` on, and the token just past it."""
        if at < self.grammar.stop:
            for modifier in self.tables.after.get(self.tokens[at].form, ()):
                last = at + len(modifier.words)
                following = self.tokens[last].form if last < self.grammar.stop else ""
                if _matches(self.tokens, at, modifier, at, self.grammar.stop) and following != (
                    modifier.unless or None
                ):
                    return modifier, last
        return None

    def _tail(self, at: int) -> tuple[Modifier, int, int] | None:
        """A modifier behind the counted noun, unless it belongs to a number after it."""
        for apart in range(1, _MOST_COUNTED_WORDS + 1):
            k = at + apart
            if k >= self.grammar.stop or self.tokens[k - 1].kind != WORD or self.grammar.piece(k - 1):
                return None
            if found := self._after(k):
                following = self.grammar.piece(found[1])
                return None if following and not following.prefix.conjunction else (found[0], k, found[1])
        return None

    def number(self, reading: Reading, before: _Before) -> Number:
        """The number with all that touches it."""
        piece, tokens = reading.piece, self.tokens
        low, high, kind, last, end = reading.low, reading.high, reading.kind, reading.last, reading.end
        first, start, effects, core_start = before.first, before.start, list(before.effects), piece.start
        if found := self._range(reading):
            low, high, kind, last, end = found.low, found.high, found.kind, found.last, found.end
            if not effects:
                outer = self._before(piece._replace(first=found.first, start=found.start), reading)
                first, start, effects = outer.first, outer.start, list(outer.effects)
        approximate = kind == "indefinite"
        core = (core_start, end)
        percent = self._percent(last)
        sign = piece.first - 1
        if percent > last:
            last, end, kind = percent, tokens[percent - 1].end, "percent"
        elif sign >= self.consumed and tokens[sign].form in ("%", "٪") and tokens[sign].end == tokens[sign + 1].start:
            first, start, kind = min(first, sign), min(start, tokens[sign].start), "percent"
        elif kind in ("cardinal", "fraction") and first and tokens[first - 1].form in self.tables.sets["rate"]:
            kind = "percent"
        tail = None
        if direct := self._after(last):
            effects.append(direct[0].effect)
            last, end = direct[1], tokens[direct[1] - 1].end
            self.consumed = last
        elif behind := self._tail(last):
            effects.append(behind[0].effect)
            tail = (tokens[behind[1]].start, tokens[behind[2] - 1].end)
            self.consumed = behind[2]
        else:
            self.consumed = last
        if "min" in effects:
            high = None
        elif "max" in effects:
            low = None
        return Number(first, last, low, high, approximate or "about" in effects, kind, (start, end), core, tail)

    def step(self, at: int) -> tuple[Number | None, int]:
        """What begins at token ``at``, and the token to go on from."""
        grammar = self.grammar
        piece = grammar.piece(at)
        if piece is None:
            return None, at + 1
        past = skip(grammar, piece, ended=self.ended)
        if past:
            return None, past
        reading = grammar.read(piece)
        if reading is None:
            return None, at + 1
        right = self._second(reading, True, True)
        if right and years(reading, right):
            return None, right.last
        before = self._before(piece, reading)
        past = skip_reading(grammar, reading, modified=bool(before.effects))
        if past:
            return None, past
        number = self.number(reading, before)
        self.ended = number.last
        return number, number.last


def numbers(tokens: Sequence[Token], start: int = 0, end: int | None = None) -> list[Number]:
    """All numbers in ``tokens[start:end]``, left to right, the longest reading of each, none overlapping."""
    stop = len(tokens) if end is None else end
    walk = _Walk(tokens, start, stop)
    words = walk.tables.words
    found: list[Number] = []
    at = start
    while at < stop:
        token = tokens[at]
        if token.form not in words and token.kind != NUMBER:
            at += 1
            continue
        number, at = walk.step(at)
        if number:
            found.append(number)
    return found
