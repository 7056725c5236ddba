"""Which areas are watched, and which incidents fall in?

A watch is a zone (a border, a point, a polygon), or places, actors and types that are asked for, or both; all of it has to hold.  The place of
an incident is a point and how far from it it may have been: by its precision, and by how large the gazetteer says the
place is.  A whole country is taken with its borders.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import delete, insert, select

from marsad.errors import DataError, NotInStoreError, WatchError
from marsad.observatory import zones
from marsad.observatory.bulk import batches
from marsad.observatory.filters import Filters
from marsad.observatory.incidents import Incident, every
from marsad.observatory.sightings import Sighting, Telling
from marsad.observatory.store import Store, now
from marsad.observatory.tables import Document
from marsad.observatory.tables import Watch as Row
from marsad.observatory.weights import rows

_ERRORS = "location_error.csv"
_COUNTRY = 4
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch area; one of ``border``, ``around``, ``area`` (GeoJSON) at most.  ``made`` is filled when it is kept."""

    name: str
    border: tuple[str, str] | None = None
    around: tuple[float, float] | None = None
    km: float | None = None
    area: dict[str, Any] | None = None
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    made: str = ""

    def says(self) -> str:
        """What falls in, in a line."""
        parts = []
        if self.border:
            parts.append(f"border {'-'.join(self.border)}, {self.km:g} km")
        if self.around:
            parts.append(f"around {self.around[0]:g},{self.around[1]:g}, {self.km:g} km")
        if self.area:
            parts.append("area")
        for name, values in (("place", self.places), ("actor", self.actors), ("type", self.types)):
            parts += [f"{name} {' | '.join(values)}"] if values else []
        return "; ".join(parts)


def zone(of: Watch) -> zones.Zone | None:
    """The zone of a watch, None where it has none.

    Raises:
        WatchError: there is no such zone.
        StoreError: the libraries for it are not there.
    """
    if of.border is None and of.around is None and of.area is None:
        return None
    zones.needed()
    if of.border is not None:
        return zones.border(*of.border, of.km or 0)
    if of.around is not None:
        return zones.around(*of.around, of.km or 0)
    from marsad.observatory import geojson

    return zones.area(geojson.shape(of.area))


def add(store: Store, watch: Watch) -> Watch:
    """Keep a watch area.

    Raises:
        WatchError: it has no name or nothing to watch, its name is taken, or there is no such zone.
    """
    if not watch.name.strip() or len(watch.name) > _LONGEST_NAME or not watch.name.isprintable():
        raise WatchError(f"{watch.name[:_LONGEST_NAME]!r} is no name", hint="a word or some, on one line")
    if sum(each is not None for each in (watch.border, watch.around, watch.area)) > 1:
        raise WatchError("one of a border, a point and an area", hint="two watches can overlap")
    if (watch.km is None) != (watch.border is None and watch.around is None):
        raise WatchError("a distance goes with a border or a point, and they with it")
    if not watch.says():
        raise WatchError("nothing to watch", hint="--border, --around, --area, --place, --actor or --type")
    zone(watch)
    kept = {
        "border": watch.border, "around": watch.around, "km": watch.km, "area": watch.area,
        "places": watch.places, "actors": watch.actors, "types": watch.types,
    }  # fmt: skip
    row = {"name": watch.name, "spec": json.dumps(kept, ensure_ascii=False), "made": now()}
    with store.writing() as connection:
        if connection.execute(select(Row.name).where(Row.name == watch.name)).first():
            raise WatchError(f"there is a watch {watch.name} already", hint="another name, or marsad watch remove")
        connection.execute(insert(Row).values(row))
    return _made(row["name"], row["spec"], row["made"])


def _made(name: str, spec: str, made: str) -> Watch:
    found = json.loads(spec)
    tuples = {key: tuple(value) for key, value in found.items() if isinstance(value, list)}
    return Watch(name=name, made=made, **{**found, **tuples})


def watches(store: Store) -> list[Watch]:
    """All watch areas, by name."""
    with store.reading() as connection:
        found = connection.execute(select(Row.name, Row.spec, Row.made).order_by(Row.name))
        return [_made(*row) for row in found]


def watch(store: Store, name: str) -> Watch:
    """The watch area of this name.

    Raises:
        NotInStoreError: there is none.
    """
    with store.reading() as connection:
        row = connection.execute(select(Row.name, Row.spec, Row.made).where(Row.name == name)).first()
    if row is None:
        raise NotInStoreError(f"no watch {name}", hint="marsad watch list")
    return _made(*row)


def remove(store: Store, name: str) -> None:
    """Forget a watch area; the incidents stay.

    Raises:
        NotInStoreError: there is none.
    """
    with store.writing() as connection:
        if not connection.execute(delete(Row).where(Row.name == name)).rowcount:
            raise NotInStoreError(f"no watch {name}", hint="marsad watch list")


@cache
def _location_errors() -> dict[int, tuple[float, float]]:
    found: dict[int, tuple[float, float]] = {}
    for line, (precision, radius, more) in rows(_ERRORS, ("precision", "radius", "more")):
        try:
            found[int(precision)] = (float(radius), float(more))
        except ValueError:
            raise DataError("numbers are needed", file=_ERRORS, line=line) from None
    if set(found) != {1, 2, 3}:
        raise DataError("a line each for precisions 1, 2 and 3", file=_ERRORS, line=1)
    return found


@cache
def _radii() -> dict[str, float]:
    from marsad.gazetteer.index import default

    return default().radii()


def radius(precision: int | None, gazetteer: str | None) -> float:
    """How far from its point a place may be, in kilometres; what has no precision counts as a region."""
    unknown, more = _location_errors()[precision or 3]
    own = _radii().get(gazetteer) if gazetteer else None
    return unknown if own is None else own + more


def _falls(of: zones.Zone | None, incident: Incident) -> tuple[str, float | None, float | None] | None:
    """How certain it is that an incident is in a zone, how far outside its point is, and how far it may be from that."""
    if of is None:
        return "certainly", None, None
    if incident.precision == _COUNTRY:
        held = zones.holds_country(of, incident.country) if incident.country else None
        return (held, None, None) if held else None
    if incident.lat is None or incident.lon is None:
        return None
    reach = radius(incident.precision, incident.gazetteer)
    held = zones.holds(of, incident.lat, incident.lon, reach)
    return (held, round(zones.beyond(of, incident.lat, incident.lon), 1), reach) if held else None


def seen(store: Store, of: Watch, *, since: date | None = None, until: date | None = None) -> list[Sighting]:
    """The incidents that fall into a watch area, newest first; retracted ones do not.

    Raises:
        WatchError: there is no such zone.
        StoreError: the libraries for it are not there.
    """
    bounds = zone(of)
    asked = Filters(types=of.types, actors=of.actors, places=of.places, since=since, until=until)
    found = [
        (incident, *falls)
        for incident in every(store, asked)
        if incident.standing != "retracted" and (falls := _falls(bounds, incident))
    ]
    found.sort(key=lambda each: (each[0].listed, each[0].id), reverse=True)
    told = _told(store, [each[0] for each in found])
    return [
        Sighting(
            i.id, certainty, beyond, reach, i.standing, i.type, i.status, i.first, i.last, i.listed, i.place, i.country,
            i.lat, i.lon, i.precision, tuple(p.name for p in i.actors), tuple(p.name for p in i.targets), i.voices,
            tuple(told[number] for number in dict.fromkeys(m.document_id for m in i.members)),
        )
        for i, certainty, beyond, reach in found
    ]  # fmt: skip


def _told(store: Store, incidents: Sequence[Incident]) -> dict[int, Telling]:
    wanted = {member.document_id for each in incidents for member in each.members}
    found: dict[int, Telling] = {}
    with store.reading() as connection:
        for some in batches(sorted(wanted)):
            columns = (Document.uid, Document.title, Document.name, Document.publisher, Document.url)
            query = select(Document.id, *columns, Document.published, Document.listed).where(Document.id.in_(some))
            for row in connection.execute(query):
                title = row.title or row.name
                found[row.id] = Telling(row.uid, title, row.publisher, row.url, row.published, row.listed)
    return found
