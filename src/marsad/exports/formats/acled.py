"""ACLED: the current columns, a row an incident that ACLED has a code for."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from typing import Any, BinaryIO, NamedTuple

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


class Cast(NamedTuple):
    """Who stands in the actors' columns; kinds and interaction as numbers, None where unknown."""

    actor1: str
    assoc1: str
    inter1: int | None
    actor2: str
    assoc2: str
    inter2: int | None
    interaction: int | None
    civilians: str


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
        codes: dict[str, Any] = coded.codes["acled"]
        country = countries()[spot.country]
        cast = _coded(codes) if "actor1" in codes else self._named(item, spot.country, codes)
        self._rows.row(
            [
                f"{country.iso3}{facts.number(item.id)}",
                day,
                day.year,
                exact,
                codes["disorder_type"],
                codes["event_type"],
                codes["sub_event_type"],
                cast.actor1,
                cast.assoc1,
                self._inter(cast.inter1),
                cast.actor2,
                cast.assoc2,
                self._inter(cast.inter2),
                self._interaction(cast.interaction),
                cast.civilians,
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

    def _named(self, item: Occasion, country: str, codes: dict[str, Any]) -> Cast:
        """The sides by the names of a report that was read before codes had sides."""
        first, second = self._sides(item, country, codes["event_type"])
        civilians = "Civilian targeting" if _civilians(codes, second) else ""
        if not first:
            # The only one that is named comes first; ACLED's order of actors says nothing of who strikes.
            first, second = second, []
        one, two = _kind(first), _kind(second)
        both = None
        if one and two:
            both = min(one, two) * 10 + max(one, two)
        elif one and not second:
            both = one * 10
        return Cast(
            first[0].name if first else "", named(first[1:]), one,
            second[0].name if second else "", named(second[1:]), two, both, civilians,
        )  # fmt: skip

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

    def _inter(self, number: int | None) -> str:
        if number is None:
            return ""
        return str(number) if self._options.numeric else _labels()[number]

    def _interaction(self, number: int | None) -> str:
        if number is None or self._options.numeric:
            return str(number or "")
        one, two = divmod(number, 10)
        return f"{_labels()[one]}-{_labels()[two]}" if two else f"{_labels()[one]} only"


@cache
def _labels() -> dict[int, str]:
    return dict(kinds().values())


def _coded(codes: dict[str, Any]) -> Cast:
    """The sides as the codes of the report have them."""
    return Cast(
        codes["actor1"] or "", codes["assoc_actor_1"], codes["inter1"],
        codes["actor2"] or "", codes["assoc_actor_2"], codes["inter2"],
        codes["interaction"], codes["civilian_targeting"] or "",
    )  # fmt: skip


def _civilians(codes: dict[str, str], second: list[Side]) -> bool:
    """Whether civilians are the main target."""
    if codes["event_type"] == _CIVILIANS or codes["sub_event_type"] == _AT_PROTESTERS:
        return True
    return codes["event_type"] in _FORCE and bool(second) and second[0].kind == "civilians"


def _kind(of: list[Side]) -> int | None:
    found = kinds().get(of[0].kind or "") if of else None
    return found[0] if found else None


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
