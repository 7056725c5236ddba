"""Which days does a brief tell of?  As an address asks for them: how many, up to which, and of which country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

import marsad
from marsad.errors import BadRequestError
from marsad.observatory.brief import newest
from marsad.observatory.store import Store

_MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Span:
    """So many days, up to one that is named or the last that something is known of, in one country or all."""

    days: int
    until: date | None
    country: str | None

    def last(self, store: Store) -> date:
        """The last day: the one that is named, else today, or the newest that something is listed under where that is over."""
        if self.until is not None:
            return self.until
        today = date.today()
        return min(today, newest(store) or today)

    def address(self, last: date) -> str:
        """The query string that asks for these days again, also tomorrow."""
        pairs = [("days", str(self.days)), ("until", last.isoformat())]
        return urlencode([*pairs, ("country", self.country)] if self.country else pairs)


def span(
    days: Annotated[int, Query(ge=1, le=_MOST_DAYS, description="So many days.")] = 7,
    until: Annotated[str, Query(max_length=10, description="The last of them, YYYY-MM-DD.")] = "",
    country: Annotated[str, Query(max_length=2, description="One country only: two letters.")] = "",
) -> Span:
    """The dependency that reads an address.

    Raises:
        BadRequestError, BadDateError: a value is none.
    """
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise BadRequestError(f"{country!r} is no country", hint="two letters, as in IQ")
    last = marsad.as_day(until.strip()) if until.strip() else None
    if last is not None and last.toordinal() <= days:
        raise BadRequestError("so many days before that there were none")
    return Span(days, last, country.upper() or None)
