"""What speaks for two events being one occasion, and how much?  The tables an analyst may edit, read and checked.

Points are hundredths; they are added, and a whole number comes out whatever the order.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO

from marsad.errors import DataError

_HOME = "marsad.observatory.data"
#: What ``evidence.csv`` and ``settings.csv`` have to hold, no less and no more.
_EVIDENCE = """
type-same day-same day-overlap day-next day-other day-told day-told-later day-told-apart place-same place-within
place-region place-contains place-country place-close place-next place-other place-unknown-other place-site-other actor-same
actor-other
sides-swapped target-same target-other person-same person-other toll-same toll-close toll-far count-same count-other
place-unsaid place-unknown-shared place-of-talks actors-same type-strange type-seldom day-night day-night-or-next hour-same hour-other place-quarter place-named place-named-other
place-environs place-beside place-namesake
wording clause-effect refers-back nothing-else place-around sentence-same clause-same report-same report-summary
"""
_SETTINGS = "threshold inherited inherited-here days-told near-km town-km close-km around-km beside-km largest complete copy-percent"
EVIDENCE, SETTINGS = frozenset(_EVIDENCE.split()), frozenset(_SETTINGS.split())


# Known by itself and not by what is in it, so that what is reckoned from it can be kept.
@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The tables: families of types, types that tell what others did, types that are seldom, points of types that go together, and the rest."""

    families: dict[str, str]
    effects: frozenset[str]
    seldom: frozenset[str]
    together: dict[tuple[str, str], int]
    points: dict[str, int]
    meanings: dict[str, tuple[str, str]]
    settings: dict[str, int]

    def family(self, kind: str) -> str:
        """The family of a type; one that a user's own dictionary made is a family of its own."""
        return self.families.get(kind, kind)

    def fit(self, one: str, other: str) -> int | None:
        """The points of two types, None where they are never one occasion."""
        return self.points["type-same"] if one == other else self.together.get((one, other))


@cache
def reached(family: str) -> tuple[str, ...]:
    """The families that hold types which go together with some of this one, itself among them."""
    weights = load()
    found = {family}
    for one, other in weights.together:
        if weights.families[one] == family:
            found.add(weights.families[other])
    return tuple(sorted(found))


def rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """The lines of a table with their numbers; lines that begin with ``#`` are remarks.

    Raises:
        DataError: the columns are not these, or a line has more or fewer.
    """
    text = files(_HOME).joinpath(name).read_text("utf-8")
    reader = csv.reader(StringIO(text, newline=""))
    heads = False
    for row in reader:
        if not row or row[0].startswith("#"):
            continue
        if not heads:
            if tuple(row) != columns:
                raise DataError(f"the columns must be {', '.join(columns)}", file=name, line=reader.line_num)
            heads = True
            continue
        if len(row) != len(columns):
            raise DataError(f"{len(columns)} columns are needed", file=name, line=reader.line_num)
        yield reader.line_num, [cell.strip() for cell in row]


def number(text: str, name: str, line: int) -> int:
    """A cell of a table that must be a whole number.

    Raises:
        DataError: it is none.
    """
    try:
        return int(text)
    except ValueError:
        raise DataError(f"{text!r} is no whole number", file=name, line=line) from None


def _named(lines: Iterator[tuple[int, list[str]]], name: str, wanted: frozenset[str]) -> dict[str, list[str]]:
    """The lines of a table by their first cell, which must be just those that are wanted."""
    found: dict[str, list[str]] = {}
    for line, (key, value, *more) in lines:
        if key not in wanted or key in found:
            raise DataError(f"{key!r} is {'there twice' if key in found else 'not known'}", file=name, line=line)
        found[key] = [str(number(value, name, line)), *more]
    if missing := sorted(wanted - found.keys()):
        raise DataError(f"{', '.join(missing)} is missing", file=name)
    return found


@cache
def load() -> Weights:
    """The tables, read once.

    Raises:
        DataError: a table is wrong; the message says where.
    """
    families: dict[str, str] = {}
    effects, seldom = set[str](), set[str]()
    for line, (kind, family, tells, how_often) in rows("families.csv", ("type", "family", "tells", "how_often")):
        if kind in families or not family:
            raise DataError(f"{kind!r} is there twice, or has no family", file="families.csv", line=line)
        if tells not in ("", "effect"):
            raise DataError(f"{tells!r} is not known (effect, or nothing)", file="families.csv", line=line)
        if how_often not in ("", "seldom"):
            raise DataError(f"{how_often!r} is not known (seldom, or nothing)", file="families.csv", line=line)
        families[kind] = family
        if how_often:
            seldom.add(kind)
        if tells:
            effects.add(kind)
    together: dict[tuple[str, str], int] = {}
    for line, (one, other, points, _) in rows("together.csv", ("one", "other", "points", "why")):
        for kind in (one, other):
            if kind not in families:
                raise DataError(f"{kind!r} is no type of families.csv", file="together.csv", line=line)
        if one == other or (one, other) in together:
            raise DataError(f"{one} and {other} are there twice, or the same", file="together.csv", line=line)
        together[one, other] = together[other, one] = number(points, "together.csv", line)
    evidence = _named(rows("evidence.csv", ("evidence", "points", "meaning", "ar")), "evidence.csv", EVIDENCE)
    settings = _named(rows("settings.csv", ("setting", "value", "meaning")), "settings.csv", SETTINGS)
    return Weights(
        families,
        frozenset(effects),
        frozenset(seldom),
        together,
        {key: int(points) for key, (points, _, _) in evidence.items()},
        {key: (meaning, ar) for key, (_, meaning, ar) in evidence.items()},
        {key: int(value) for key, (value, _) in settings.items()},
    )
