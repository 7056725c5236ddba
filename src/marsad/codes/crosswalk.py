"""From an event to the codes of ACLED, PLOVER and UCDP: looked up in tables, with a reason where there is none."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import TypedDict

from marsad.codes import tables
from marsad.codes.tables import Rule

_UNKNOWN = frozenset(("unknown",))


class Coding(TypedDict):
    """Codes by system; a system without a code has an empty table and its reason in ``reasons``."""

    acled: dict[str, str]
    plover: dict[str, str]
    ucdp: dict[str, int]
    reasons: dict[str, str]


def _acled(rule: Rule) -> dict[str, str]:
    listed = tables.official()["acled", "sub_event_type", rule.code]
    return {"event_type": listed.parent, "sub_event_type": rule.code, "disorder_type": listed.disorder_type}


def _plover(rule: Rule, auxiliary: str) -> dict[str, str]:
    found = {"event": rule.code}
    if rule.mode:
        found["mode"] = rule.mode
    if auxiliary:
        found["auxiliary"] = auxiliary
    return found


def codes(
    event_type: str,
    *,
    status: str = "occurred",
    actor_kinds: AbstractSet[str] = frozenset(),
    target_kinds: AbstractSet[str] = frozenset(),
    cues: AbstractSet[str] = frozenset(),
) -> Coding:
    """The codes of an event.

    A ``clash`` has no targets: give the kinds of all its sides as actors, with ``unknown`` for a side that the text does not
    tell.  An empty set of kinds means ``unknown``.  Kinds and cues that no table names change nothing.
    """
    found = _codes(
        event_type, status, frozenset(actor_kinds) or _UNKNOWN, frozenset(target_kinds) or _UNKNOWN, frozenset(cues)
    )
    return Coding(
        acled={**found["acled"]}, plover={**found["plover"]}, ucdp={**found["ucdp"]}, reasons={**found["reasons"]}
    )


@lru_cache(maxsize=4096)
def _codes(
    event_type: str, status: str, actors: frozenset[str], targets: frozenset[str], cues: frozenset[str]
) -> Coding:
    """The codes, shared: few combinations make up most events."""
    coding = Coding(acled={}, plover={}, ucdp={}, reasons={})
    passes = tables.statuses()[status]
    for system in tables.SYSTEMS:
        if (system == "acled" and not passes.acled) or (system == "ucdp" and not passes.ucdp):
            coding["reasons"][system] = "not-occurred"
            continue
        for rule in tables.rules(system).get(event_type, ()):
            if rule.holds(status=status, actors=actors, targets=targets, cues=cues):
                break
        else:
            coding["reasons"][system] = "type-not-in-table"
            continue
        if not rule.code:
            coding["reasons"][system] = rule.reason
        elif system == "acled":
            coding["acled"] = _acled(rule)
        elif system == "plover":
            coding["plover"] = _plover(rule, passes.auxiliary)
        else:
            coding["ucdp"] = {"type_of_violence": int(rule.code)}
    return coding
