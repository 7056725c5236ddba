"""What did a watch area see?  Incidents that fall in, and how many over time; plain data, which loads no database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal

Step = Literal["day", "week"]


@dataclass(frozen=True, slots=True)
class Telling:
    """A document that tells of an incident."""

    uid: str
    title: str
    publisher: str | None
    url: str | None
    published: date | None
    listed: date


@dataclass(frozen=True, slots=True)
class Sighting:
    """An incident that falls into a watch area.

    ``certainty`` is ``certainly`` or ``possibly``; ``beyond_km`` how far its point lies outside the zone (negative inside, None
    where it has no point or the watch no zone), ``radius_km`` how far from its point it may have been (None for a country).
    """

    incident: str
    certainty: str
    beyond_km: float | None
    radius_km: float | None
    standing: str
    type: str
    status: str
    first: date | None
    last: date | None
    listed: date
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: int | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    voices: int
    told: tuple[Telling, ...]

    @property
    def updated(self) -> date:
        """The day of the newest document that tells of it."""
        return max((each.listed for each in self.told), default=self.listed)

    def to_dict(self) -> dict[str, Any]:
        """The sighting as plain lists, dicts, strings and numbers."""
        found: dict[str, Any] = json.loads(json.dumps(asdict(self), default=date.isoformat))
        return found


@dataclass(frozen=True, slots=True)
class Tally:
    """How many incidents fell in from a day on, for a day or a week."""

    start: date
    certainly: int
    possibly: int


def tallies(sightings: Sequence[Sighting], step: Step = "day") -> list[Tally]:
    """Counts by day or by week (Monday to Sunday), without gaps between the first and the last."""

    def start(day: date) -> date:
        return day if step == "day" else day - timedelta(days=day.weekday())

    found = Counter((start(each.listed), each.certainty) for each in sightings)
    if not found:
        return []
    days = [day for day, _ in found]
    made, at = [], min(days)
    while at <= max(days):
        made.append(Tally(at, found[at, "certainly"], found[at, "possibly"]))
        at += timedelta(days=1 if step == "day" else 7)
    return made
