"""Groups of readings: the readings of a word that share a part of speech and clitics, and what they say by themselves.

What does not depend on the neighbours is worked out once a spelling and kept, so that tagging a word costs the
comparison of its few groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from marsad.lexicon.lexicon import Reading
from marsad.reader.words import Settled, settled

_POS: Final = {
    "prep": "P",
    "conj": "C",
    "part": "T",
    "neg": "G",
    "pron": "O",
    "rel": "R",
    "dem": "D",
    "quant": "K",
    "adv": "E",
    "interj": "I",
}
_NOMINAL: Final = frozenset("nmaq")
_RARE: Final = frozenset(("3fp", "3fd", "1s", "1p"))
_TELLING: Final = frozenset(("saying", "events", "light", "modality"))


class Group(NamedTuple):
    """Readings with one part of speech and one set of clitics; verbs cut short (``cut``) go apart.

    Attributes:
        kind: V, N (any nominal) or the letter of a function word (see ``Word.pos``).
        before, after: proclitics and attached pronoun.
        readings: its readings.
        choice: what they say together.
        base: the score that is theirs whatever stands around.
        weak: whether every entry is marked as rare in this spelling.
        masdar: whether one is a verbal or event noun.
        past: whether one is a past verb.
        cut: whether all are verbs cut short as the jussive is.
        masculine: whether all are third person masculine singular.
        companions: words that entries of it ask for.
        telling: whether an entry says, tells or carries an event.
        tied: whether the spelling needs ta marbuta.
        spelt: the unfolded spellings of its function words.
    """

    kind: str
    before: tuple[str, ...]
    after: str
    readings: tuple[Reading, ...]
    choice: Settled
    base: float
    weak: bool
    masdar: bool
    past: bool
    cut: bool
    masculine: bool
    companions: frozenset[str]
    telling: bool
    tied: bool
    spelt: tuple[str, ...]


def groups_of(readings: Sequence[Reading]) -> tuple[Group, ...]:
    """The groups of a word's readings, in the lexicon's order."""
    sorted_out: dict[tuple[str, tuple[str, ...], str, bool], list[Reading]] = {}
    for reading in readings:
        kind = "N" if reading.pos in _NOMINAL else "V" if reading.pos == "v" else _POS.get(reading.pos, "E")
        sorted_out.setdefault((kind, reading.before, reading.after, reading.state == "j"), []).append(reading)
    return tuple(_group(kind, before, after, found) for (kind, before, after, _), found in sorted_out.items())


def _group(kind: str, before: tuple[str, ...], after: str, readings: list[Reading]) -> Group:
    base = 2.0 - 0.6 * len(before) - 0.8 * bool(after) - 0.8 * ("ك" in before) + 1.0 * (not before and not after)
    if kind not in "NV":
        base += 3.0 if not after else 2.4 if kind == "P" else 1.5
        base += 0.3 * (kind == "G") - 0.4 * (kind in "OKRID") - 0.3 * (kind in "OR")
    elif kind == "V":
        weak = all(r.lexeme.data.get("weak") for r in readings)
        base -= (
            1.5 * weak
            + 2.0 * all(set(r.person.split(",")) <= _RARE for r in readings)
            + 1.5 * (before[-1:] == ("ل",))
            - 1.5 * ("س" in before)
        )
    return Group(
        kind,
        before,
        after,
        tuple(readings),
        _nominal(readings) if kind == "N" else settled(readings, kind),
        base,
        all(r.lexeme.data.get("weak") for r in readings),
        any(r.pos == "m" for r in readings),
        any(r.tense == "p" for r in readings),
        all(r.state == "j" for r in readings),
        all(r.person == "3ms" for r in readings),
        frozenset().union(*(r.lexeme.companions for r in readings)),
        any(r.lexeme.family in _TELLING for r in readings),
        all(r.state == "f" for r in readings),
        tuple(str(r.lexeme.data.get("word", "")) for r in readings),
    )


def _nominal(readings: Sequence[Reading]) -> Settled:
    """Event noun, noun, participle or adjective: the strongest that the readings hold."""
    events = [r for r in readings if r.pos == "m"]
    nouns = any(r.pos in ("n", "m") for r in readings)
    pos = "M" if events else "N" if nouns else "Q" if all(r.pos == "q" for r in readings) else "A"
    choice = settled(readings, pos)
    if events:
        choice = choice._replace(
            lexemes=tuple(dict.fromkeys([r.lexeme for r in events] + [r.lexeme for r in readings]))
        )
    return choice
