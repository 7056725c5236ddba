"""Which actors does the store know, and what is told of one?  Those of the registry, and those that only words name.

Private persons have no page: they are found where a report tells of them, and not listed by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from marsad.actors import Actor
from marsad.actors import default as registry
from marsad.errors import NotInStoreError
from marsad.observatory import tallies
from marsad.observatory.catchup import complete
from marsad.observatory.filters import EXACTLY, named
from marsad.observatory.profiles import Known, by_words, named_by
from marsad.observatory.rows import name_id
from marsad.observatory.stems import name_key
from marsad.observatory.store import Store
from marsad.observatory.tables import Incident, Mention, Role

#: Kinds of entity that are somebody; the others are things, places and numbers of people.
_SOMEBODY = ("person", "organisation", "armed_group", "unit", "state")


@dataclass(frozen=True, slots=True)
class Sides:
    """How many incidents of a type an actor acts in, and in how many it is the target."""

    type: str
    agent: int
    target: int


@dataclass(frozen=True, slots=True)
class Met:
    """Who stands on the other side in how many incidents: as whose target, and as whose agent."""

    id: str
    name: str
    targeted: int
    targeting: int


def _spelt(actor: Actor) -> Iterator[str]:
    yield from (actor.ar, *actor.also)


def _is_called(actor: Actor, query: str, key: str) -> bool:
    """Whether words stand in a name of an actor: in Arabic by their stems, in English as they are."""
    if query.lower() in actor.en.lower() or query == actor.id:
        return True
    return bool(key) and any(f" {key} " in f" {name_key(each)} " for each in _spelt(actor))


def known(store: Store, *, query: str = "", kind: str = "", country: str = "") -> list[Known]:
    """The actors of the registry that the store tells of, the most told of first; by their kind, country and name."""
    with store.reading() as connection:
        told = tallies.of_ids(connection, "actor")
        worded = tallies.ids_named(connection, "actor", named(query)) if query and name_key(query) else set()
    found = []
    key = name_key(query)
    for ref, many in told.items():
        actor = registry().lookup(ref)
        if actor is None:
            actor = Actor(ref, ref, ref, "")
        if (kind and actor.kind != kind) or (country and actor.country != country):
            continue
        if query and ref not in worded and not _is_called(actor, query, key):
            continue
        found.append(Known(ref, actor.ar, actor.kind or None, actor.country, many))
    return sorted(found, key=lambda each: (-each.reports, each.id))


def worded(store: Store, *, query: str = "", country: str = "", limit: int = 50, offset: int = 0) -> list[Known]:
    """Those that only words name, the most told of first."""
    rows = select(Role).where(Role.ref.is_(None), Role.private.is_(False), Role.kind.in_(_SOMEBODY))
    return by_words(store, "actor", rows, Role, query=query, country=country, limit=limit, offset=offset)


def _is(ident: str) -> ColumnElement[bool]:
    """That a row names the actor of an id, ``=NAME`` for one that has none."""
    if not ident.startswith(EXACTLY):
        return Role.ref == ident
    name = name_id(name_key(ident.removeprefix(EXACTLY)))
    return and_(Role.name_id == name, Role.ref.is_(None), Role.private.is_(False))


def words(store: Store, ident: str) -> list[tuple[str, int]]:
    """By which words reports name an actor, the most frequent first.

    Raises:
        NotInStoreError: no report does, or only as a private person.
    """
    with store.reading() as connection:
        found = named_by(connection, Role, _is(ident))
    if not found:
        raise NotInStoreError(f"no report tells of {ident}", hint="")
    return found


def sides(store: Store, ident: str) -> list[Sides]:
    """In how many incidents of each type an actor acts, and in how many it is the target, the most first."""
    complete(store)
    mine = _incidents(ident).subquery()
    wanted = (
        select(Incident.type, mine.c.side, func.count())
        .join(mine, mine.c.incident == Incident.id)
        .where(Incident.standing != "retracted")
        .group_by(Incident.type, mine.c.side)
    )
    found: dict[str, dict[str, int]] = {}
    with store.reading() as connection:
        for kind, side, many in connection.execute(wanted):
            found.setdefault(kind, {})[side] = int(many)
    made = [Sides(kind, by.get("actor", 0), by.get("target", 0)) for kind, by in found.items()]
    return sorted(made, key=lambda each: (-each.agent - each.target, each.type))


def _incidents(ident: str) -> Select[str | None, str]:
    joined = and_(Mention.document_id == Role.document_id, Mention.number == Role.event)
    mine = select(Mention.incident, Role.side).join(Role, joined)
    return mine.where(_is(ident), Mention.incident.is_not(None)).distinct()


def met(store: Store, ident: str, limit: int = 12) -> list[Met]:
    """With whom an actor meets, the most often first: who is on the other side of the same events, counted by incidents."""
    complete(store)
    other = aliased(Role)
    across = and_(
        other.document_id == Role.document_id, other.event == Role.event, other.side != Role.side,
        other.private.is_(False), other.kind.in_(_SOMEBODY) | other.ref.is_not(None),
    )  # fmt: skip
    joined = and_(Mention.document_id == Role.document_id, Mention.number == Role.event)
    pairs = (
        select(other.ref, other.name_id, func.min(other.name), Role.side, func.count(Mention.incident.distinct()))
        .select_from(Role)
        .join(other, across)
        .join(Mention, joined)
        .where(_is(ident), Mention.incident.is_not(None))
        .group_by(other.ref, other.name_id, Role.side)
    )
    found: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    with store.reading() as connection:
        for ref, _, name, side, many in connection.execute(pairs):
            key = ref or f"{EXACTLY}{name}"
            if key == ident:
                continue
            names.setdefault(key, name)
            found.setdefault(key, [0, 0])[side == "target"] += int(many)
    made = [Met(key, names[key], *both) for key, both in found.items()]
    return sorted(made, key=lambda each: (-each.targeted - each.targeting, each.id))[:limit]
