"""What is an incident in short?  From its members, by votes of documents, never of sentences; pure.

Days and places are those that clauses of members give: what a mention inherited from other sentences serves to compare it, and is
never shown as known.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from marsad.observatory.mentions import Mention, Party, Spot, day
from marsad.observatory.weights import load

Value = TypeVar("Value", bound=Hashable)
#: The first that a member has: what somebody says happened is shown as such, beside whoever denies it.
_STATUSES = ("occurred", "attempted", "uncertain", "denied", "planned", "expected")
_PRECISIONS = ("day", "week", "month", "year", "unknown")
_MOST_PARTIES = 12


def _votes(members: Iterable[Mention], of: Callable[[Mention], Iterable[Value]]) -> dict[Value, int]:
    """How many documents give each value."""
    found: dict[Value, set[str]] = {}
    for member in members:
        for value in of(member):
            found.setdefault(value, set()).add(member.uid)
    return {value: len(uids) for value, uids in found.items()}


def _type(members: Sequence[Mention]) -> str:
    weights = load()
    votes = _votes(members, lambda m: [m.type])
    order = {kind: at for at, kind in enumerate(weights.families)}
    causes = {kind: count for kind, count in votes.items() if kind not in weights.effects} or votes
    return min(causes, key=lambda kind: (-causes[kind], order.get(kind, len(order)), kind))


def _days(members: Sequence[Mention]) -> tuple[date | None, date | None, str | None]:
    own = [m for m in members if m.first is not None and "d" not in m.inherited]
    if not own:
        return None, None, None
    finest = min(_PRECISIONS.index(m.day_precision or "unknown") for m in own)
    fine = [m for m in own if _PRECISIONS.index(m.day_precision or "unknown") == finest]
    votes = _votes(fine, lambda m: [(m.first or 0, m.last or 0)])
    first, last = min(votes, key=lambda days: (-votes[days], days))
    return day(first), day(last), _PRECISIONS[finest]


def _place(members: Sequence[Mention]) -> Spot | None:
    own = [m for m in members if m.spots and "p" not in m.inherited]
    votes = _votes(own, lambda m: m.spots[:1])
    # What nobody could find on the map comes last, and among equals what most documents name comes first.
    return min(votes, key=lambda s: (s.precision or 9, -votes[s], s.key, str(s)), default=None)


def _parties(members: Sequence[Mention], of: Callable[[Mention], Iterable[Party]]) -> str:
    votes = _votes(members, of)
    best: dict[str, Party] = {}
    total: dict[str, int] = {}
    for party in sorted(votes, key=lambda p: (-votes[p], len(p.name), p)):
        best.setdefault(party.key, party)
        total[party.key] = total.get(party.key, 0) + votes[party]
    ordered = sorted(best.values(), key=lambda p: (-total[p.key], p.key))[:_MOST_PARTIES]
    named = [{"name": p.name, "ref": p.ref, "private": p.private} for p in ordered]
    return json.dumps(named, ensure_ascii=False)


def summary(members: Sequence[Mention]) -> dict[str, Any]:
    """The columns of an incident that its members fill; what no member says is null."""
    # Mentions in passing count where nobody tells it for itself.
    main = [m for m in members if m.main] or list(members)
    first, last, precision = _days(main)
    place = _place(main)
    told = min((m.told for m in members if m.told is not None), default=None)
    return {
        "type": _type(main),
        "status": min((m.status for m in main), key=_STATUSES.index),
        "first": first,
        "last": last,
        "day_precision": precision,
        "listed": first or day(told),
        "place": place.name if place else None,
        "gazetteer": place.gazetteer if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": place.precision if place else None,
        "actors": _parties(main, lambda m: m.actors),
        "targets": _parties(main, lambda m: m.targets),
        "events": len(members),
        "documents": len({m.uid for m in members}),
    }
