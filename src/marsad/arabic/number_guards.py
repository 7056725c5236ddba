"""What looks like a number and is none: dates, clock times, telephone and article numbers, years, names, idioms.

Each check takes the place where a number would begin and says where reading may go on, or None where nothing forbids it.
"""

from __future__ import annotations

from typing import Final

from marsad.arabic.number_grammar import Grammar, Piece, Reading
from marsad.arabic.number_words import CLITIC, DIGITS
from marsad.arabic.words import LATIN, NUMBER, PUNCT, WORD, Token

_DASHES: Final = frozenset("-–—")
_NAME_SIGNS: Final = frozenset("/\\_@=&")
_TELEPHONE: Final = 7
_YEARS: Final = ((1300, 1460), (1700, 2100))
_PLAIN_YEARS: Final = (1900, 2100)


def _near(left: Token, right: Token) -> bool:
    return left.end == right.start


def _in_chain(grammar: Grammar, at: int, signs: str) -> int:
    """Just past NUMBER (sign NUMBER)* from ``at``, with nothing between."""
    tokens, last = grammar.tokens, at + 1
    while (
        last + 1 < grammar.stop
        and tokens[last].form in signs
        and _near(tokens[last - 1], tokens[last])
        and _near(tokens[last], tokens[last + 1])
        and tokens[last + 1].kind == NUMBER
    ):
        last += 2
    return last


def _telephone(grammar: Grammar, at: int) -> int | None:
    tokens, form = grammar.tokens, grammar.tokens[at].form
    international = form.startswith("00") and len(form) > 3
    plus = at > 0 and tokens[at - 1].form == "+" and _near(tokens[at - 1], tokens[at])
    if not form.isdigit() or not (international or plus or (form[0] == "0" and len(form) >= _TELEPHONE)):
        return None
    last, digits = at + 1, len(form)
    while last < grammar.stop:
        apart = tokens[last].start - tokens[last - 1].end
        if apart > 1 or not (tokens[last].kind == NUMBER or tokens[last].form in _DASHES):
            break
        digits += len(tokens[last].form)
        last += 1
    return last if digits >= _TELEPHONE else None


def _between_strokes(grammar: Grammar, at: int) -> bool:
    """/8/ مقاتلين: agencies put a number between strokes that touch nothing else."""
    tokens, stop = grammar.tokens, grammar.stop
    if not at or at + 2 >= stop or tokens[at - 1].form != "/" or tokens[at + 1].form != "/":
        return False
    apart = at < 2 or not _near(tokens[at - 2], tokens[at - 1])
    inside = _near(tokens[at - 1], tokens[at]) and _near(tokens[at], tokens[at + 1])
    return apart and inside and not _near(tokens[at + 1], tokens[at + 2])


def _digit_name(grammar: Grammar, at: int) -> int | None:
    """Digits that belong to a name, an address, a date, a clock time, a score or a list."""
    tokens = grammar.tokens
    token = tokens[at]
    before = tokens[at - 1] if at else None
    if _between_strokes(grammar, at):
        return None
    if before and _near(before, token):
        if before.kind == LATIN or before.form in _NAME_SIGNS:
            return at + 1
        if before.form in _DASHES and at > 1 and _near(tokens[at - 2], before) and tokens[at - 2].kind in (LATIN, WORD):
            return at + 1
    after = tokens[at + 1] if at + 1 < grammar.stop else None
    if after is None or not _near(token, after):
        return None
    if after.kind == LATIN and len(after.form) == 1:
        return at + 1
    if after.form in "/\\":
        return _in_chain(grammar, at, "/\\")
    if after.form == ":" and (last := _in_chain(grammar, at, ":")) > at + 1:
        return last
    opens = before is None or before.kind == PUNCT
    if after.form == ")" and opens and not (before and before.form == "("):
        return at + 2
    if after.form in _DASHES:
        last = _in_chain(grammar, at, "-–—")
        ends = [tokens[k].form for k in range(at, last, 2)]
        if last == at + 1:
            lone = at + 2 >= grammar.stop or tokens[at + 2].kind != NUMBER
            return at + 2 if lone and opens else None
        falling = len(ends) == 2 and all(map(str.isdigit, ends)) and int(ends[0]) >= int(ends[1])
        return last if len(ends) > 2 or falling else None
    return None


def skip(grammar: Grammar, piece: Piece, *, ended: int) -> int | None:
    """The token to go on from if ``piece`` begins no number; ``ended`` is where the last number did."""
    tokens, sets = grammar.tokens, grammar.tables.sets
    previous = tokens[piece.first - 1].form if piece.first else ""
    if piece.entry.cls == DIGITS:
        at = piece.first if tokens[piece.first].kind == NUMBER else piece.first + 1
        found = _telephone(grammar, at) or _digit_name(grammar, at)
        if found:
            return found
        apart = previous in (":", "(") and piece.first > 1
        if (tokens[piece.first - 2].form if apart else previous) in sets["labels"]:
            return _after_list(grammar, piece)
    if previous in sets["clock"]:
        return _after_list(grammar, piece)
    form = ("ال" if piece.prefix.definite and not piece.entry.bare.startswith("ال") else "") + (
        piece.entry.bare or tokens[piece.last - 1].form
    )
    following = [tokens[k].form if k < grammar.stop else "" for k in (piece.last, piece.last + 1)]
    for block in grammar.tables.blocks.get(form, ()):
        if (
            (not block.before or previous in block.before)
            and (not block.after or following[0] in block.after)
            and (not block.then or following[1] == block.then)
            and (not block.after_number or ended == piece.first)
        ):
            return piece.last
    if piece.prefix.definite and piece.entry.cls != DIGITS and previous in sets["squares"]:
        return piece.last
    return None


def _after_list(grammar: Grammar, piece: Piece) -> int:
    """Just past what follows a label or a clock hour with و: المادتين 4 و5, الساعة الخامسة والنصف."""
    last = piece.last
    while (after := grammar.piece(last)) and after.joined and after.entry.cls in (DIGITS, "fraction", "unit", "tens"):
        last = after.last
    return last


def _is_year(piece: Piece, value: float | None, spans: tuple[tuple[int, int], ...]) -> bool:
    return isinstance(value, int) and any(low <= value <= high for low, high in spans) and piece.entry.value == 0


def skip_reading(grammar: Grammar, reading: Reading, *, modified: bool) -> int | None:
    """The token to go on from if a number read in full is none after all: a year, an hour, a verb, a part of a season."""
    tokens, sets, piece = grammar.tokens, grammar.tables.sets, reading.piece
    previous = tokens[piece.first - 1].form if piece.first else ""
    entry = grammar.tables.words.get(previous)
    if entry and entry.cls == "ordinal" and piece.first > 1:
        previous = tokens[piece.first - 2].form  # تشرين الثاني 2017
    after = tokens[reading.last] if reading.last < grammar.stop else None
    if previous in sets["years"] and any(low <= (reading.low or 0) <= high for low, high in _YEARS):
        return _after_years(grammar, reading.last)
    if after is None:
        return None
    if reading.kind == "ordinal":
        hour = _after_list(grammar, piece._replace(last=reading.last))
        return hour if hour < grammar.stop and tokens[hour].form in sets["day_parts"] else None
    alone = reading.last == piece.last and not piece.prefix.definite and not modified
    if alone and piece.entry.guard and after.kind == WORD and after.form.startswith("ال") and len(after.form) > 4:
        entry = grammar.tables.words.get(after.form)
        if entry is None or entry.cls in (CLITIC, "ordinal"):
            return reading.last
    if reading.kind == "fraction" and piece.prefix.definite:
        part = grammar.piece(reading.last)
        if part and part.entry.cls == "ordinal":
            return reading.last
    return None


def _after_years(grammar: Grammar, last: int) -> int:
    """Just past the further years of a list: عامي 2014 و2015."""
    while (after := grammar.piece(last)) and after.joined and _is_year(after, after.value, _YEARS):
        last = after.last
    return last


def years(left: Reading, right: Reading) -> bool:
    """Whether two numbers side by side are a span of years (2011-2014)."""
    return all(
        one.piece.entry.cls == DIGITS and one.scale == 1 and _is_year(one.piece, one.low, (_PLAIN_YEARS,))
        for one in (left, right)
    )
