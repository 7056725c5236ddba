"""HXL: a CSV table with a row of hashtags under its head, a row an incident."""

from __future__ import annotations

from collections import Counter
from typing import BinaryIO

from marsad.exports import facts
from marsad.exports.base import HAPPENED, Format, Options, Table, joined
from marsad.exports.columns import Column, columns, countries
from marsad.exports.delimited import Delimited, day
from marsad.exports.sides import country_name, named, sides
from marsad.observatory.tellings import Occasion

_LOWEST = ("injured", "abducted", "displaced")


class Hxl:
    """Writes incidents as humanitarian tools read them."""

    def __init__(self, stream: BinaryIO, options: Options) -> None:
        self.left_out: Counter[str] = Counter()
        self._rows = Delimited(stream, options)

    def header(self, table: Table) -> None:
        """Write the names of the columns, then their hashtags."""
        self._rows.header(table)
        self._rows.row([column.tag for column in table.columns])

    def close(self) -> None:
        """Write what is left."""
        self._rows.close()

    def row(self, item: Occasion) -> None:
        """Write an incident."""
        spot = facts.spot(item)
        code = spot.country if spot else None
        country = countries().get(code or "")
        first, second = sides(item, code)
        killed = facts.toll(item, "killed")
        lowest = (facts.toll(item, of) for of in _LOWEST)
        self._rows.row(
            [
                item.id,
                item.type,
                item.status,
                day(item.first),
                day(item.last),
                day(facts.published(item)),
                country_name(code),
                country.iso3 if country else None,
                spot.admin1 if spot else None,
                spot.admin2 if spot else None,
                spot.name if spot else None,
                spot.lat if spot else None,
                spot.lon if spot else None,
                spot.precision if spot else None,
                named(first),
                named(second),
                killed.low if killed else None,
                killed.high if killed else None,
                *(toll.low if toll else None for toll in lowest),
                joined(list(facts.said(item))),
                facts.sources(item),
                facts.urls(item),
            ]
        )


def _columns() -> tuple[Column, ...]:
    return columns("hxl")


FORMAT = Format("hxl", ".csv", "occasions", Hxl, columns=_columns, salience=("main",), statuses=HAPPENED)
