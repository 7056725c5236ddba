"""What happened in some days?  The matter of a brief: counts, the incidents most was told of, what is in conflict, what is ahead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import get_args

from sqlalchemy import select

from marsad.observatory.bulk import batches
from marsad.observatory.claiming import Table, claimed
from marsad.observatory.claims import Rule
from marsad.observatory.filters import Filters
from marsad.observatory.flags import flagged
from marsad.observatory.incidents import Incident, every, incidents
from marsad.observatory.mentions import AHEAD
from marsad.observatory.store import Store
from marsad.observatory.tables import Document
from marsad.records import Status

#: So many incidents are told in full, and so many of the others that are in conflict.
MOST = 10
_HAPPENED = tuple(each for each in get_args(Status) if each not in AHEAD)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the map: its point, how fine it is (1 itself … 4 a country), its name, and how many incidents lie there."""

    name: str
    lat: float
    lon: float
    precision: int
    incidents: int


@dataclass(frozen=True, slots=True)
class Area:
    """Where incidents are counted together: a first-level unit, else a place; its name and what it is known by in other languages."""

    name: str
    country: str | None
    unit: bool
    gazetteer: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """Some days of the observatory.

    ``types``, ``places`` and ``days`` count incidents that are held to have happened, the most first (days in their order, none left out).
    ``reports`` is the number of documents that tell of them, ``unplaced`` of incidents without a place.
    ``told`` are the claims of the incidents most voices tell of, ``disputed`` of others that are in conflict, ``ahead`` what is
    planned or expected.
    """

    first: date
    last: date
    country: str | None
    incidents: int
    reports: int
    unplaced: int
    types: tuple[tuple[str, int], ...]
    places: tuple[tuple[Area, int], ...]
    days: tuple[tuple[date, int], ...]
    spots: tuple[Spot, ...]
    told: tuple[Table, ...]
    disputed: tuple[Table, ...]
    ahead: tuple[Incident, ...]


def newest(store: Store) -> date | None:
    """The last day that something is listed under which is held to have happened; None where nothing is."""
    found = incidents(store, Filters(statuses=_HAPPENED), limit=1)
    return found[0].listed if found else None


def urls(store: Store, of: Brief) -> dict[str, str]:
    """The addresses of the documents a brief quotes, by id; those that have one."""
    uids = {member.uid for table in (*of.told, *of.disputed) for member in table.incident.members}
    found: dict[str, str] = {}
    with store.reading() as connection:
        for some in batches(sorted(uids)):
            asked = select(Document.uid, Document.url).where(Document.uid.in_(some), Document.url.is_not(None))
            found |= {row.uid: str(row.url) for row in connection.execute(asked)}
    return found


def _weight(incident: Incident) -> tuple[int, int, int, str]:
    """What most is told of comes first: voices, then documents, then events; of equals the order of ids."""
    return (-incident.voices, -incident.documents, -incident.events, incident.id)


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _area(incident: Incident) -> Area:
    if incident.admin1:
        return Area(incident.admin1, incident.country, unit=True, gazetteer=None)
    return Area(incident.place or "", incident.country, unit=False, gazetteer=incident.gazetteer)


def _areas(incidents: list[Incident]) -> tuple[tuple[Area, int], ...]:
    counts = Counter(_area(each) for each in incidents if each.place)
    return tuple(
        sorted(counts.items(), key=lambda each: (-each[1], each[0].name, each[0].country or "", repr(each[0])))
    )


def _spots(incidents: list[Incident]) -> tuple[Spot, ...]:
    found: dict[tuple[float, float], Spot] = {}
    for each in incidents:
        if each.lat is None or each.lon is None:
            continue
        at = (each.lat, each.lon)
        here = found.setdefault(at, Spot(each.place or "", each.lat, each.lon, each.precision or 4, 0))
        found[at] = replace(here, incidents=here.incidents + 1)
    return tuple(sorted(found.values(), key=lambda spot: (-spot.incidents, spot.name, spot.lat, spot.lon)))


def brief(
    store: Store, *, last: date, days: int = 7, country: str | None = None, rule: Rule = Rule.CONSERVATIVE
) -> Brief:
    """The days up to ``last``, in the whole store or in one country (two letters).

    Incidents that a person retracted are left out.
    """
    first = last - timedelta(days=days - 1)
    filters = Filters(since=first, until=last, places=(country,) if country else ())
    found = [each for each in every(store, filters) if each.standing != "retracted"]
    happened = sorted((each for each in found if each.status not in AHEAD), key=_weight)
    ahead = sorted((each for each in found if each.status in AHEAD), key=lambda i: (i.listed, i.id))
    per_day = Counter(max(each.listed, first) for each in happened)
    told = [claimed(store, each.id, rule) for each in happened[:MOST]]
    with store.reading() as connection:
        in_conflict = flagged(connection, {each.id for each in happened[MOST:]})
    disputed = [each for each in happened[MOST:] if each.id in in_conflict][:MOST]
    return Brief(
        first=first,
        last=last,
        country=country,
        incidents=len(happened),
        reports=len({member.uid for each in happened for member in each.members}),
        unplaced=sum(each.place is None for each in happened),
        types=_most(Counter(each.type for each in happened)),
        places=_areas(happened),
        days=tuple((day, per_day[day]) for day in (first + timedelta(days=n) for n in range(days))),
        spots=_spots(happened),
        told=tuple(told),
        disputed=tuple(claimed(store, each.id, rule) for each in disputed),
        ahead=tuple(ahead),
    )
