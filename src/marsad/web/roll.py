"""Which part of a list of actors or places does an address ask for?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Any, Protocol
from urllib.parse import urlencode

from fastapi import Query

from marsad.errors import BadRequestError
from marsad.observatory.profiles import Known
from marsad.observatory.store import Store
from marsad.render.labels import Lang
from marsad.render.named import country_name
from marsad.web.asking import Asking

_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Roll:
    """A page of a list, by name, kind and country; ``words``: of what has no id, only words."""

    query: str
    kind: str
    country: str
    words: bool
    page: int
    size: int = _A_PAGE

    @property
    def start(self) -> int:
        """How many are passed over."""
        return (self.page - 1) * self.size

    @property
    def narrowed(self) -> bool:
        """Whether only some are asked for."""
        return bool(self.query or self.kind or self.country)

    def address(self, **more: Any) -> str:
        """The query string that asks for this, with some of it changed."""
        of = replace(self, **more)
        pairs = [("q", of.query), ("kind", of.kind), ("country", of.country), ("named", "words" if of.words else "")]
        pairs += [("page", str(of.page) if of.page > 1 else "")]
        return urlencode([(name, value) for name, value in pairs if value])


def roll(
    q: Annotated[str, Query(max_length=200, description="Words of the name, in Arabic or English.")] = "",
    kind: Annotated[str, Query(max_length=40, description="Its kind in the registry or the gazetteer.")] = "",
    country: Annotated[str, Query(max_length=2, description="Its country: two letters.")] = "",
    named: Annotated[
        str, Query(pattern="^(|id|words)$", description="words: those without an id, that only words of reports name.")
    ] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Roll:
    """The dependency that reads an address.

    Raises:
        BadRequestError: a value is none.
    """
    if any("\0" in value for value in (q, kind, country)):
        raise BadRequestError("a value holds what no value can")
    return Roll(q.strip(), kind, country.upper(), named == "words", page)


class Names(Protocol):
    """What the store knows by a name: ``observatory.actors`` or ``observatory.places``."""

    def known(self, store: Store, *, query: str = "", kind: str = "", country: str = "") -> list[Known]:
        """What has an id."""

    def worded(
        self, store: Store, *, query: str = "", country: str = "", limit: int = 50, offset: int = 0
    ) -> list[Known]:
        """What only words name."""


def part(store: Store, of: Names, what: Roll, size: int) -> tuple[list[Known], int | None]:
    """A page of so many with one more where there are more, and how many there are in all; None where nobody counted."""
    start = (what.page - 1) * size
    if what.words:
        found = of.worded(store, query=what.query, country=what.country, limit=size + 1, offset=start)
        return found, None
    every = of.known(store, query=what.query, kind=what.kind, country=what.country)
    return every[start : start + size + 1], len(every)


def listing(ask: Asking, of: Names, what: Roll) -> dict[str, Any]:
    """What ``roll.html`` shows of a list besides the names."""
    everything = of.known(ask.store)
    if what.words or what.narrowed:
        found, amount = part(ask.store, of, what, what.size)
    else:
        found, amount = everything[what.start :][: what.size + 1], len(everything)
    return {
        "what": what,
        "found": found[: what.size],
        "amount": amount,
        "anything": bool(everything),
        "kinds": sorted({each.kind for each in everything if each.kind}),
        "countries": countries_of((each.country for each in everything), ask.lang),
        "newer": what.address(page=what.page - 1) if what.page > 1 else None,
        "older": what.address(page=what.page + 1) if len(found) > what.size else None,
        "registry": what.address(words=False, page=1),
        "words": what.address(words=True, kind="", page=1),
    }


def countries_of(codes: Iterable[str | None], lang: Lang) -> list[tuple[str, str]]:
    """Some countries by name, each once, with their letters."""
    return sorted((country_name(code, lang), code) for code in {code for code in codes if code})
