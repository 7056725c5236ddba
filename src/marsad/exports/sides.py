"""Who stands on which side?  The parties of an occasion, their English names, and what kind each is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from marsad.actors import lookup
from marsad.exports.base import joined
from marsad.exports.columns import countries
from marsad.observatory.tellings import Occasion, Party, Telling

#: Kinds of entities that are somebody, whatever their words.
_SOMEBODY = frozenset({"person", "organisation", "armed_group", "unit", "state"})
#: What is counted of people.
_OF_PEOPLE = frozenset(
    (
        "killed", "injured", "arrested", "abducted", "released", "surrendered", "displaced", "evacuated", "returned",
        "protesters", "fighters", "civilians",
    )
)  # fmt: skip
#: Kinds of the registry that bear no arms.
_UNARMED = frozenset({"org", "media", "people"})
#: Event types whose actors are all their sides.
BOTH_SIDES = frozenset({"clash", "agreement", "talks"})


class Side(NamedTuple):
    """A party: English name where the registry has one, its kind (of ACLED's eight, None unknown), its country."""

    name: str
    kind: str | None
    country: str | None
    words: str


@lru_cache(maxsize=4096)
def _known(ref: str) -> tuple[str, str, str | None] | None:
    actor = lookup(ref)
    return (actor.en or actor.ar, actor.kind, actor.country) if actor else None


def side(party: Party, country: str | None) -> Side:
    """A party as others name it; ``country``: where it happens, a foreign state's forces are external there."""
    known = _known(party.ref) if party.ref else None
    if known is None:
        return Side(party.name, None, party.country, party.text)
    name, kind, home = known
    if kind in _UNARMED:
        kind = "civilians"
    if kind == "state" and country and home and home != country:
        kind = "external"
    return Side(name, kind, home, party.text)


def _somebody(party: Party, telling: Telling) -> bool:
    """Whether a party is people rather than a thing or a place: a body, a known actor, or counted as people are."""
    if party.ref or party.kind in _SOMEBODY:
        return True
    counted = (f.text for f in telling.figures if f.of in _OF_PEOPLE and f.text)
    return party.kind == "people" and any(text in party.text or party.text in text for text in counted)


def _once(parties: Iterable[tuple[Party, Telling]], country: str | None) -> list[Side]:
    found: dict[str, Side] = {}
    for party, telling in parties:
        if _somebody(party, telling):
            each = side(party, country)
            found.setdefault(each.name, each)
    return list(found.values())


def sides(occasion: Occasion, country: str | None) -> tuple[list[Side], list[Side]]:
    """Who does it and whom it is done to; of what both sides do, the first actor and the others.

    Things and places (a village that is taken) are no side.
    """
    actors = _once(((p, t) for t in occasion.tellings for p in t.actors), country)
    targets = _once(((p, t) for t in occasion.tellings for p in t.targets), country)
    if occasion.type in BOTH_SIDES and not targets:
        first = actors[:1]
        friends = [a for a in actors[1:] if first and a.kind is not None and a.kind == first[0].kind]
        return first + friends, [a for a in actors[1:] if a not in friends]
    names = {each.name for each in actors}
    return actors, [each for each in targets if each.name not in names]


def named(of: Iterable[Side]) -> str:
    """Names with ``; `` between them."""
    return joined([each.name for each in of])


def country_name(code: str | None) -> str | None:
    """The English name of a country."""
    found = countries().get(code or "")
    return found.en if found else code
