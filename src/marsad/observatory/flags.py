"""Which incidents are told in ways that cannot all be so?  Kept beside them, so that lists and maps can mark them at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from marsad.observatory.bulk import batches, fill
from marsad.observatory.claims import conflicts
from marsad.observatory.mentions import Mention
from marsad.observatory.tables import Conflict
from marsad.observatory.told import told


def may_differ(members: Sequence[Mention]) -> bool:
    """Whether members can be in conflict at all, by what they are compared by: most cannot, which spares a look at their rows."""
    if len(members) < 2:
        return False
    tolls: dict[str, set[tuple[float | None, float | None]]] = {}
    for each in members:
        for of, bounds in each.counts.items():
            tolls.setdefault(of, set()).add(bounds)
    if any(len(bounds) > 1 for bounds in tolls.values()) or any(m.status == "denied" for m in members):
        return True
    actors = {frozenset(party.key for party in m.actors) for m in members if m.actors}
    places = {m.spots[0].key for m in members if m.spots and "p" not in m.inherited}
    days = {(m.first, m.last) for m in members if m.first is not None and "d" not in m.inherited}
    return len({m.uid for m in members}) > 1 and max(len(actors), len(places), len(days)) > 1


def flag(connection: Connection, incidents: Sequence[str]) -> None:
    """Find the conflicts of some incidents, which have none in the table yet, and write them."""
    if not incidents:
        return
    rows = [
        {"incident": incident, "kind": kind}
        for incident, members in told(connection, incidents).items()
        for kind in conflicts(members)
    ]
    fill(connection, Conflict, rows)


def flagged(connection: Connection, incidents: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The kinds of conflict of those of some incidents that are in conflict, in the order of their names."""
    found: dict[str, list[str]] = {}
    for some in batches(sorted(incidents)):
        asked = select(Conflict.incident, Conflict.kind).where(Conflict.incident.in_(some))
        for incident, kind in connection.execute(asked.order_by(Conflict.incident, Conflict.kind)):
            found.setdefault(incident, []).append(kind)
    return {incident: tuple(kinds) for incident, kinds in found.items()}
