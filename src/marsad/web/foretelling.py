"""Which entries of the ledger does an address ask for, and in which groups are they listed?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Query

import marsad
from marsad.errors import BadRequestError
from marsad.observatory import ledger
from marsad.observatory.entries import Entry
from marsad.observatory.reckoning import STANDINGS, Standing
from marsad.web.asking import Web

Kind = Literal["forecast", "plan", "threat"]
Group = Literal["standing", "deadline", "speaker"]
KINDS: tuple[Kind, ...] = ("forecast", "plan", "threat")
GROUPS: tuple[Group, ...] = ("standing", "deadline", "speaker")
ORDER = ledger.FIRST
_MOST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; several standings or kinds are alternatives.  ``since`` and ``until`` bound the deadline.

    ``today`` is the day the ledger is reckoned as of, None for the day that it is.
    """

    standings: tuple[Standing, ...] = ()
    kinds: tuple[Kind, ...] = ()
    speaker: str = ""
    horizon: str = ""
    since: date | None = None
    until: date | None = None
    group: Group = "standing"
    today: date | None = None
    page: int = 1

    @property
    def day(self) -> date:
        """The day that it is reckoned as of."""
        return self.today or datetime.now(UTC).date()

    @property
    def narrowed(self) -> bool:
        """Whether anything but a standing is asked for."""
        return replace(self, standings=(), group="standing", today=None, page=1) != Wanted()

    def address(self, **more: Any) -> str:
        """The query string that asks for this, with some of it changed; from its first page, where no other is given."""
        of = replace(self, **{"page": 1} | more)
        pairs: list[tuple[str, object]] = [("standing", each) for each in of.standings]
        pairs += [("kind", each) for each in of.kinds]
        named = (("speaker", of.speaker), ("horizon", of.horizon), ("since", of.since), ("until", of.until))
        pairs += [(name, value) for name, value in named if value]
        pairs += [("group", of.group)] if of.group != "standing" else []
        pairs += [("today", of.today)] if of.today else []
        pairs += [("page", of.page)] if of.page > 1 else []
        return urlencode(pairs)

    @property
    def asked(self) -> ledger.Asked:
        """What the store is asked for."""
        return ledger.Asked(
            self.day, self.standings, self.kinds, self.speaker, self.horizon, since=self.since, until=self.until
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the ledger: its groups with their entries, how many stand how, and whether more follow.

    The key of a group is a standing, the first of a month, or a name; None where an entry has none.
    """

    groups: list[tuple[str | date | None, list[Entry]]]
    standings: Counter[str]
    more: bool

    @property
    def entries(self) -> list[Entry]:
        """The entries in the order they are listed in."""
        return [each for _, some in self.groups for each in some]


def _key(entry: Entry, group: Group) -> str | date | None:
    if group == "standing":
        return entry.standing
    if group == "speaker":
        return entry.speaker or entry.outlet
    return entry.deadline.replace(day=1) if entry.deadline else None


def shown(web: Web, wanted: Wanted, *, limit: int) -> Shown:
    """A page of so many entries; within their groups by deadline."""
    asked = wanted.asked
    counts = replace(asked, standings=())
    standings = web.held.get(("ledger", counts), lambda: ledger.counted(web.store, counts))
    start = (wanted.page - 1) * limit
    found = ledger.listed(web.store, asked, order=wanted.group, limit=limit + 1, offset=start)
    groups = [(key, list(some)) for key, some in groupby(found[:limit], key=lambda each: _key(each, wanted.group))]
    return Shown(groups, standings, len(found) > limit)


def _words(text: str) -> str:
    if "\0" in text:
        raise BadRequestError("the words hold what no word can")
    return text.strip()


def _chosen(values: list[str], of: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    given = tuple(dict.fromkeys(value for value in values if value))
    for each in given:
        if each not in of:
            raise BadRequestError(f"{each!r} is no {name}", hint=f"one of {', '.join(of)}")
    return given


_Words = Annotated[str, Query(max_length=_MOST)]
_Day = Annotated[str, Query(max_length=10, description="YYYY-MM-DD")]


def wanted(
    standing: Annotated[list[str], Query(max_length=10, description="open, due, met, failed, undecided.")] = [],  # noqa: B006
    kind: Annotated[list[str], Query(max_length=10, description="forecast, plan, threat.")] = [],  # noqa: B006
    speaker: _Words = "",
    horizon: _Words = "",
    since: _Day = "",
    until: _Day = "",
    group: Annotated[str, Query(max_length=20, description="standing, deadline or speaker.")] = "",
    today: _Day = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Wanted:
    """The dependency that reads an address.

    Raises:
        BadRequestError, BadDateError: a value is none.
    """
    days = [marsad.as_day(each.strip() or None) for each in (since, until, today)]
    if days[0] and days[1] and days[1] < days[0]:
        raise BadRequestError("until is before since")
    return Wanted(
        standings=_chosen(standing, STANDINGS, "standing"),
        kinds=_chosen(kind, KINDS, "kind"),
        speaker=_words(speaker),
        horizon=_words(horizon),
        since=days[0],
        until=days[1],
        group=_chosen([group or "standing"], GROUPS, "group")[0],
        today=days[2],
        page=page,
    )
