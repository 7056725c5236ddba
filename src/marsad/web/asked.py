"""What does an address ask for?  The filters of pages and of the API, as query parameters with the names of ``marsad search``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from fastapi import Query

import marsad
from marsad.errors import BadRequestError
from marsad.observatory.filters import Filters, Near
from marsad.records import Status

#: A value may be given several times; empty ones are what forms send for fields left empty.
Values = Annotated[list[str], Query(max_length=50)]
_MOST = 500


def _some(values: list[str]) -> tuple[str, ...]:
    for value in values:
        if len(value) > _MOST or "\0" in value:
            raise BadRequestError("a value is too long, or holds what no value can")
    return tuple(value.strip() for value in values if value.strip())


def _near(text: str) -> Near | None:
    if not text.strip():
        return None
    try:
        return Near.parse(text)
    except ValueError:
        hint = "near=LAT,LON,KM, as in 34.3,41.1,50"
        raise BadRequestError(f"{text!r} is not a place and a distance", hint=hint) from None


def _day(text: str) -> date | None:
    return marsad.as_day(text.strip()) if text.strip() else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: words, filters, and which page of what is found."""

    query: str
    filters: Filters
    page: int = 1

    def address(self, **more: Any) -> str:
        """The query string that asks for this, with some of it changed."""
        of = replace(self, **more)
        filters = of.filters
        pairs = [("q", of.query)] if of.query else []
        named = (
            ("type", filters.types), ("status", filters.statuses), ("actor", filters.actors), ("place", filters.places),
            ("source", filters.sources),
        )  # fmt: skip
        pairs += [(name, value) for name, values in named for value in values]
        if filters.near is not None:
            pairs.append(("near", f"{filters.near.lat:g},{filters.near.lon:g},{filters.near.km:g}"))
        pairs += [(name, str(value)) for name, value in (("since", filters.since), ("until", filters.until)) if value]
        if of.page > 1:
            pairs.append(("page", str(of.page)))
        return urlencode(pairs)


def asked(
    q: Annotated[str, Query(max_length=_MOST, description="Words of the article; “in quotes” in their order.")] = "",
    type: Values = [],  # noqa: A002, B006
    status: Values = [],  # noqa: B006
    actor: Values = [],  # noqa: B006
    place: Values = [],  # noqa: B006
    source: Values = [],  # noqa: B006
    near: Annotated[str, Query(max_length=100, description="LAT,LON,KM")] = "",
    since: Annotated[str, Query(max_length=10, description="YYYY-MM-DD")] = "",
    until: Annotated[str, Query(max_length=10, description="YYYY-MM-DD")] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Asked:
    """The dependency that reads an address.

    Raises:
        BadRequestError, BadDateError: a value is none.
    """
    if "\0" in q:
        raise BadRequestError("the words hold what no word can")
    statuses = _some(status)
    for each in statuses:
        if each not in get_args(Status):
            raise BadRequestError(f"{each!r} is no status", hint=f"one of {', '.join(get_args(Status))}")
    filters = Filters(
        types=_some(type),
        statuses=statuses,
        actors=_some(actor),
        places=_some(place),
        near=_near(near),
        since=_day(since),
        until=_day(until),
        sources=_some(source),
    )
    if filters.since and filters.until and filters.until < filters.since:
        raise BadRequestError("until is before since")
    return Asked(q.strip(), filters, page)
