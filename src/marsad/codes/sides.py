"""Who stands on which side of an event, as ACLED, UCDP and PLOVER write it.

A side is what the report knows of somebody: the entry of the registry, its kind, and where that kind comes from.  Nothing is
guessed: what the sides do not tell is null and has its reason; what they tell has its basis.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from marsad.codes import tables
from marsad.codes.crosswalk import Coding

#: The country's government, as (id, English name), where the registry knows it.
Government = Callable[[str], tuple[str, str] | None]

_CROWDS = {"Protests": "protesters", "Riots": "rioters"}
_CAN_TARGET = frozenset(("Violence against civilians", "Explosions/Remote violence"))
_ORGANISED = frozenset(("state", "external", "rebel", "militia", "identity_militia"))
_OF_STATES = frozenset(("state", "external"))
_THINGS = frozenset(("place", "thing"))
_PEOPLE = frozenset(("protesters", "rioters", "civilians"))
_UNARMED = frozenset(("protesters", "civilians"))


class Side(NamedTuple):
    """Somebody in an event.

    Attributes:
        name: English name in the registry, else the words of the article.
        kind: kind of actor, as the code tables name it; ``unknown`` where nothing tells it.
        basis: what tells the kind: registry, country, words, sentence or type.
        entity: id in the report.
        ref: id in the registry.
        country: ISO 3166 code, where it has one.
        what: the kind of entity; ``place`` or ``thing`` for what is no party.
        own: the registry's kind, where it says more than ``kind`` does (org, media, the state of an external force).
        parent: id of the body above it in the registry.
    """

    name: str
    kind: str
    basis: str
    entity: str | None = None
    ref: str | None = None
    country: str | None = None
    what: str = ""
    own: str = ""
    parent: str | None = None


def add_sides(
    coding: Coding,
    event_type: str,
    actors: Sequence[Side],
    targets: Sequence[Side],
    *,
    country: str | None = None,
    government: Government = lambda _: None,
) -> None:
    """Fill in who is on which side, in place.

    Args:
        coding: codes of the event.
        event_type: its type; a ``clash``, an ``agreement`` and ``talks`` have all their sides in ``actors``.
        actors: who does it, in the order of the text.
        targets: to whom it is done, likewise.
        country: ISO code of the country where it happens, where known.
        government: finds the government of a country.
    """
    first, second = _opposed(event_type, actors, targets)
    if coding["acled"]:
        _acled(coding, first, second, country)
    if coding["ucdp"]:
        _ucdp(coding, first, second, government)
    if coding["plover"]:
        _plover(coding, actors, targets, country)


def _camp(side: Side) -> str:
    return "state" if side.kind in _OF_STATES else side.kind


def _opposed(event_type: str, actors: Sequence[Side], targets: Sequence[Side]) -> tuple[list[Side], list[Side]]:
    """The sides as two parties: of a clash, the first one with its kind, and whoever is of another."""
    if event_type not in ("clash", "agreement", "talks") or targets or len(actors) < 2:
        return list(actors), list(targets)
    head = actors[0]
    for apart in (_camp, lambda side: side.kind, lambda side: side.ref or side.name):
        others = [side for side in actors[1:] if apart(side) != apart(head)]
        if others:
            return [side for side in actors if side not in others], others
    return [head], list(actors[1:])


# -- ACLED ------------------------------------------------------------------------------------------------------------


def _acled(coding: Coding, first: list[Side], second: list[Side], country: str | None) -> None:
    codes = coding["acled"]
    event_type, sub = codes["event_type"], codes["sub_event_type"]
    if crowd := _CROWDS.get(event_type):
        first, second = _with_crowd(crowd, first, second, country)
    elif event_type == "Violence against civilians":
        kept = [side for side in second if side.kind != "unknown" and side.what not in _THINGS]
        second = kept or [_people("civilians", country)]
    if sub == "Government regains territory":
        first = sorted(first, key=lambda side: side.kind != "state")
    elif sub == "Non-state actor overtakes territory":
        first = sorted(first, key=lambda side: side.kind == "unknown")
    # A place or thing that is hit or taken is no actor; people of whom nothing is known are one whose kind is not.
    second = [side for side in second if side.what not in _THINGS]
    for number, party, field in (("1", first, "actor"), ("2", second, "target")):
        _party(coding, number, sorted(party, key=lambda side: side.kind == "unknown"), field)
    one, two = codes["inter1"], codes["inter2"]
    codes["interaction"] = None
    if one and two:
        codes["interaction"] = min(one, two) * 10 + max(one, two)
    elif one and not second and event_type != "Battles":
        codes["interaction"] = one * 10
    else:
        missing = "inter2" if one else "inter1"
        coding["reasons"]["acled.interaction"] = coding["reasons"][f"acled.{missing}"]
    if sub == "Excessive force against protesters":
        codes["civilian_targeting"] = "Civilian targeting"
    elif event_type == "Explosions/Remote violence" and two is None:
        codes["civilian_targeting"] = None
        coding["reasons"]["acled.civilian_targeting"] = coding["reasons"]["acled.inter2"]
    else:
        hit = two in (6, 7) and (event_type in _CAN_TARGET or sub == "Mob violence")
        codes["civilian_targeting"] = "Civilian targeting" if hit else ""


def _crowd(kind: str, country: str | None) -> str:
    """What ACLED calls people of a country: ``Protesters (Iraq)``."""
    name = tables.kinds()[kind].crowd
    return f"{name} ({tables.countries()[country].name})" if country and country in tables.countries() else name


def _people(kind: str, country: str | None, side: Side | None = None) -> Side:
    """A crowd or civilians that the type of event implies."""
    entity = side.entity if side else None
    return Side(_crowd(kind, country), kind, "type", entity, None, country, "people", kind)


def _with_crowd(
    crowd: str, first: list[Side], second: list[Side], country: str | None
) -> tuple[list[Side], list[Side]]:
    """ACLED's order of demonstrations: the crowd, then whoever meets it with force, or whom it attacks."""
    sides = [*first, *second]
    armed = [side for side in sides if side.kind in _ORGANISED]
    told = [side for side in sides if side.kind == crowd]
    harmed = [side for side in second if side.kind == "civilians"] if crowd == "rioters" else []
    others = [side for side in sides if side not in armed and side not in told and side not in harmed]
    demonstrating = told or [_people(crowd, country, others[0] if others else None)]
    return demonstrating, [*armed, *harmed]


def _name(side: Side) -> str:
    return _crowd(side.kind, side.country) if side.ref and side.what == "people" and side.own in _PEOPLE else side.name


def _party(coding: Coding, number: str, party: list[Side], field: str) -> None:
    codes, key = coding["acled"], f"acled.inter{number}"
    # Beside a side whose kind is known, words that tell nothing of who they mean are no associates.
    told = [side for side in party if side.kind != "unknown"] or party[:1]
    names = list(dict.fromkeys(_name(side) for side in told))
    codes[f"actor{number}"] = names[0] if names else None
    codes[f"actor{number}_ref"] = party[0].ref if party else None
    codes[f"assoc_actor_{number}"] = "; ".join(names[1:])
    row = tables.kinds().get(party[0].kind) if party else None
    codes[f"inter{number}"] = row.inter if row else None
    if row:
        coding["basis"][key] = party[0].basis
    else:
        coding["reasons"][key] = f"{field}-kind-unknown" if party else f"{field}-unnamed"


# -- UCDP -------------------------------------------------------------------------------------------------------------


def _ucdp(coding: Coding, first: list[Side], second: list[Side], government: Government) -> None:
    codes, kind = coding["ucdp"], coding["ucdp"]["type_of_violence"]
    one = next((side for side in first if side.kind in _ORGANISED), None)
    if kind == 3:
        two = next((side for side in second if side.kind in _UNARMED), None)
    else:
        two = next((side for side in second if side.kind in _ORGANISED), None)
        # The government is side A of a state-based conflict, whoever begins.
        if kind == 1 and two is not None and two.kind in _OF_STATES and (one is None or one.kind not in _OF_STATES):
            one, two = two, one
    names: list[str] = []
    for letter, side, field in (("a", one, "actor"), ("b", two, "target")):
        name, ref = (None, None) if side is None else (side.name, side.ref)
        if side is not None and side.kind in _UNARMED:
            name = tables.kinds()["civilians"].crowd
            names.append(name)
        elif side is not None and side.kind in _OF_STATES and side.country and side.own == "state":
            found = government(side.country)
            ref, name = found if found else (ref, name)
        elif ref and "/" in ref:
            ref = ref.partition("/")[0]
        if name and ref and (side is None or side.kind not in _UNARMED):
            names.append(name)
        codes[f"side_{letter}"], codes[f"side_{letter}_ref"] = name, ref
        if side is None:
            coding["reasons"][f"ucdp.side_{letter}"] = f"{field}-kind-unknown"
        else:
            coding["basis"][f"ucdp.side_{letter}"] = side.basis
    codes["dyad_name"] = " - ".join(names) if len(names) == 2 else None
    if len(names) < 2:
        missing = coding["reasons"].get("ucdp.side_a") or coding["reasons"].get("ucdp.side_b")
        coding["reasons"]["ucdp.dyad_name"] = missing or "side-not-registered"


# -- PLOVER -----------------------------------------------------------------------------------------------------------


def _plover(coding: Coding, actors: Sequence[Side], targets: Sequence[Side], country: str | None) -> None:
    recipients = [side for side in targets if side.what not in _THINGS]
    if coding["plover"]["event"] == "PROTEST":
        actors = [_people("protesters", country, s)._replace(name=s.name) if s.kind == "unknown" else s for s in actors]
        actors = actors or [_people("protesters", country)]
    for field, sides in (("actor", actors), ("recipient", recipients)):
        coding["plover"][field] = [_entry(side, country) for side in sides]
        for position, side in enumerate(sides):
            key, entry = f"plover.{field}.{position + 1}", coding["plover"][field][position]
            if entry["sector"] or entry["code"] in _NON_STATE:
                coding["basis"][key] = "registry" if side.basis == "country" else side.basis
            else:
                coding["reasons"][key] = f"{'actor' if field == 'actor' else 'target'}-kind-unknown"
    if not actors:
        coding["reasons"]["plover.actor"] = "actor-unnamed"


_NON_STATE = frozenset(("IGO", "NGO"))


def _entry(side: Side, country: str | None) -> dict[str, Any]:
    """One actor or recipient; people whom the article does not place are of the country of the event."""
    kind = side.own or side.kind
    found, code = sector(side.ref or "", side.parent or "", kind, side.what)
    state = side.country or (country if side.ref is None and kind in ("civilians", "protesters", "rioters") else None)
    if not code and state:
        code = tables.alpha3(state)
    if not code and kind in ("org", "rebel", "militia"):
        code = ("NGO" if kind == "org" else "IMG") if side.ref else ""
    return {"code": code or None, "sector": found or None, "entity": side.entity, "ref": side.ref, "name": side.name}


@cache
def sector(ref: str, parent: str, kind: str, what: str) -> tuple[str, str]:
    """PLOVER's sector and, where its entry asks for one, actor code: by the first line of ``sectors.csv`` that holds."""
    generic = ref.partition("-of-")[0]
    tests = {
        "ref": {ref},
        "generic": {generic},
        "under": {parent},
        "word": set(ref.partition("/")[0].split("-")),
        "parent": {parent.partition("-of-")[0]},
        "kind": {kind},
        "kind:what": {f"{kind}:{what}"},
    }
    for line in tables.sectors():
        if tests[line.test] & line.words:
            return line.sector, line.code
    return "", ""
