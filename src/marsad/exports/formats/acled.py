"""ACLED: the current columns, a row an incident that ACLED has a code for."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any, BinaryIO

from marsad.exports import facts
from marsad.exports.base import HAPPENED, Format, Options, Table
from marsad.exports.columns import Column, columns, countries, kinds
from marsad.exports.delimited import Delimited
from marsad.exports.sides import Side, country_name, named, sides
from marsad.observatory.tellings import Occasion, Telling

#: Who acts where the sub-event type itself says it, though the words name nobody.
_ACTING = {"Protests": ("Protesters", "protesters"), "Riots": ("Rioters", "rioters")}
_CIVILIANS = "Violence against civilians"
_AT_PROTESTERS = "Excessive force against protesters"
_FORCE = frozenset({"Battles", "Explosions/Remote violence", "Riots"})


class Acled:
    """Writes the incidents that ACLED records."""

    def __init__(self, stream: BinaryIO, options: Options) -> None:
        self.left_out: Counter[str] = Counter()
        self._rows = Delimited(stream, options)
        self._options = options

    def header(self, table: Table) -> None:
        """Write the names of the columns."""
        self._rows.header(table)

    def close(self) -> None:
        """Write what is left."""
        self._rows.close()

    def row(self, item: Occasion) -> None:
        """Write an incident, or count why not."""
        coded, reason = facts.coded(item, "acled")
        if coded is None:
            self.left_out[reason] += 1
            return
        spot = facts.spot(item)
        if spot is None or spot.country is None:
            self.left_out["no-place"] += 1
            return
        day, exact = self._day(item)
        if day is None:
            self.left_out["no-day"] += 1
            return
        codes: dict[str, str] = coded.codes["acled"]
        country = countries()[spot.country]
        first, second = self._sides(item, spot.country, codes["event_type"])
        civilians = _civilians(codes, second)
        if not first:
            # The only one that is named comes first; ACLED's order of actors says nothing of who strikes.
            first, second = second, []
        one, two = _kind(first), _kind(second)
        self._rows.row(
            [
                f"{country.iso3}{facts.number(item.id)}",
                day,
                day.year,
                exact,
                codes["disorder_type"],
                codes["event_type"],
                codes["sub_event_type"],
                first[0].name if first else "",
                named(first[1:]),
                self._inter(one),
                second[0].name if second else "",
                named(second[1:]),
                self._inter(two),
                self._interaction(one, two, alone=not second),
                "Civilian targeting" if civilians else "",
                country.iso,
                country.region,
                country_name(spot.country),
                spot.admin1,
                spot.admin2,
                "",
                spot.name,
                spot.lat,
                spot.lon,
                facts.code("acled", "place", spot.precision),
                facts.sources(item),
                "",
                facts.notes(item),
                facts.acled_fatalities(item),
                _crowd(item.tellings),
                _timestamp(item.tellings),
            ]
        )

    def _day(self, item: Occasion) -> tuple[Any, int | None]:
        if item.first is not None:
            day = facts.middle(item.first, item.last, item.day_precision)
            return day, facts.code("acled", "time", item.day_precision or "unknown")
        return (facts.published(item), 3) if self._options.undated else (None, None)

    def _sides(self, item: Occasion, country: str, event_type: str) -> tuple[list[Side], list[Side]]:
        first, second = sides(item, country)
        where = country_name(country)
        if not first and event_type in _ACTING:
            name, kind = _ACTING[event_type]
            first = [Side(f"{name} ({where})", kind, country, "")]
        if not second and event_type == _CIVILIANS:
            second = [Side(f"Civilians ({where})", "civilians", country, "")]
        if event_type == _CIVILIANS and second[0].kind is None:
            # The code itself says that civilians are the target, whatever the words call them.
            second = [second[0]._replace(kind="civilians"), *second[1:]]
        return first, second

    def _inter(self, kind: str | None) -> str:
        if kind is None:
            return ""
        number, label = kinds()[kind]
        return str(number) if self._options.numeric else label

    def _interaction(self, one: str | None, two: str | None, *, alone: bool) -> str:
        if one is None or (two is None and not alone):
            return ""
        number, label = kinds()[one]
        if two is None:
            return f"{number}0" if self._options.numeric else f"{label} only"
        (low, label), (high, other) = sorted((kinds()[one], kinds()[two]))
        return f"{low}{high}" if self._options.numeric else f"{label}-{other}"


def _civilians(codes: dict[str, str], second: list[Side]) -> bool:
    """Whether civilians are the main target."""
    if codes["event_type"] == _CIVILIANS or codes["sub_event_type"] == _AT_PROTESTERS:
        return True
    return codes["event_type"] in _FORCE and _kind(second) == "civilians"


def _kind(of: list[Side]) -> str | None:
    return of[0].kind if of and of[0].kind in kinds() else None


def _crowd(tellings: tuple[Telling, ...]) -> str:
    words = next((f.text for t in tellings for f in t.figures if f.of == "protesters" and f.text), None)
    return f"crowd size={words}" if words else ""


def _timestamp(tellings: tuple[Telling, ...]) -> int | None:
    stored = max(t.paper.stored for t in tellings)
    moment = datetime.strptime(stored, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) if stored else None
    return int(moment.timestamp()) if moment else None


def _columns() -> tuple[Column, ...]:
    return columns("acled")


FORMAT = Format("acled", ".csv", "occasions", Acled, columns=_columns, salience=("main",), statuses=HAPPENED)
