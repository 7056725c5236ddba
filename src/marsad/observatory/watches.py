"""Which areas are watched, and which incidents fall in?

A watch is a zone (a border, a point, a polygon), or places, actors and types that are asked for, or both; all of it has to hold.
Which places are in a zone, ``inside`` tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select

from marsad.errors import NotInStoreError, WatchError
from marsad.observatory import zones
from marsad.observatory.bulk import batches
from marsad.observatory.catchup import complete
from marsad.observatory.filters import Filters
from marsad.observatory.incidents import Incident, every, incidents, meeting
from marsad.observatory.inside import COLUMNS, Falls, Ground, Inside, inside
from marsad.observatory.sightings import Sighting, Telling
from marsad.observatory.store import Store, now
from marsad.observatory.tables import Document
from marsad.observatory.tables import Incident as IncidentRow
from marsad.observatory.tables import Watch as Row

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

    @property
    def id(self) -> str:
        """What addresses call it: letters and digits made of its name, whatever script that is in."""
        return _id(self.name)

    @property
    def filters(self) -> Filters:
        """What it asks for besides its zone."""
        return Filters(types=self.types, actors=self.actors, places=self.places)

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


def _id(name: str) -> str:
    return f"w{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


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


def watch(store: Store, given: str) -> Watch:
    """The watch area of this id or name; an id goes before a name that looks like one.

    Raises:
        NotInStoreError: there is none.
    """
    found = {key: each for each in watches(store) for key in (each.name, each.id)}
    by_id = {each.id: each for each in found.values()}
    if given not in by_id and given not in found:
        raise NotInStoreError(f"no watch {given}", hint="marsad watch list")
    return by_id.get(given) or found[given]


def remove(store: Store, name: str) -> None:
    """Forget a watch area; the incidents stay.

    Raises:
        NotInStoreError: there is none.
    """
    with store.writing() as connection:
        if not connection.execute(delete(Row).where(Row.name == name)).rowcount:
            raise NotInStoreError(f"no watch {name}", hint="marsad watch list")


def conditions(of: Watch, within: Inside, certainty: str | None = None) -> list[ColumnElement[bool]]:
    """What the rows of incidents that fall into a watch area have to meet; ``certainty``: only of those that do so."""
    return [IncidentRow.standing != "retracted", *within.conditions(certainty), *meeting(of.filters)]


def within(store: Store, of: Watch) -> Inside:
    """The places that are in the zone of a watch area.

    Raises:
        WatchError: there is no such zone.
        StoreError: the libraries for it are not there.
    """
    return inside(store, zone(of))


def fallen(
    store: Store,
    of: Watch,
    *,
    places: Inside | None = None,
    since: date | None = None,
    until: date | None = None,
    certainty: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[tuple[Incident, Falls]]:
    """The incidents that fall into a watch area and how they do, newest first; retracted ones do not.

    ``places`` are those of ``within``, where they are at hand.

    Raises:
        WatchError: there is no such zone.
        StoreError: the libraries for it are not there.
    """
    places = places or within(store, of)
    days = Filters(since=since, until=until)
    more = conditions(of, places, certainty)
    if limit is None:
        found = sorted(every(store, days, more=more), key=lambda each: (each.listed, each.id), reverse=True)[offset:]
    else:
        found = incidents(store, days, limit=limit, offset=offset, more=more)
    return [(each, how) for each in found if (how := places.of(each)) is not None]


def seen(
    store: Store, of: Watch, *, since: date | None = None, until: date | None = None, **which: Any
) -> list[Sighting]:
    """The same with the documents that tell of each, as plain data; ``which`` as in ``fallen``.

    Raises:
        WatchError: there is no such zone.
        StoreError: the libraries for it are not there.
    """
    found = fallen(store, of, since=since, until=until, **which)
    told = _told(store, [each for each, _ in found])
    return [
        Sighting(
            i.id, how.certainty, how.beyond, how.reach, i.standing, i.type, i.status, i.first, i.last, i.listed,
            i.place, i.country, i.lat, i.lon, i.precision, tuple(p.name for p in i.actors),
            tuple(p.name for p in i.targets), i.voices,
            tuple(told[number] for number in dict.fromkeys(m.document_id for m in i.members)),
        )
        for i, how in found
    ]  # fmt: skip


def counted(
    store: Store,
    of: Watch,
    *,
    places: Inside | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[tuple[date, str, int]]:
    """How many incidents are listed under each day that has some, certainly and possibly, by day.

    ``places`` are those of ``within``, where they are at hand.

    Raises:
        WatchError: there is no such zone.
        StoreError: the libraries for it are not there.
    """
    complete(store)
    places = places or within(store, of)
    days = meeting(Filters(since=since, until=until), conditions(of, places))
    by = (IncidentRow.listed, *COLUMNS)
    found: dict[tuple[date, str], int] = {}
    with store.reading() as connection:
        for day, *ground, many in connection.execute(select(*by, func.count()).where(*days).group_by(*by)):
            how = places.at(Ground(*ground))
            if how is not None:
                key = (day, how.certainty)
                found[key] = found.get(key, 0) + int(many)
    return [(day, certainty, many) for (day, certainty), many in sorted(found.items())]


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
