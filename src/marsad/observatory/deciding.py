"""What may a person decide about incidents?  Merge, split, set the standing, and take it back; kept with who and when.

A decision knows the events it is about by their words, so it holds through re-reading and new versions, and holds again when a removed document
comes back.  The grouping obeys it; of two decisions that contradict each other the later one holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from sqlalchemy import Connection, insert, select, update

from marsad.errors import CorrectionError, NotInStoreError
from marsad.observatory import linking
from marsad.observatory.catchup import complete
from marsad.observatory.documents import meant
from marsad.observatory.incidents import load, resolve
from marsad.observatory.mentions import founder
from marsad.observatory.neighbourhood import At
from marsad.observatory.occasions import Incident, Made, Member
from marsad.observatory.store import Store, now
from marsad.observatory.tables import Decided, Decision
from marsad.observatory.tables import Mention as MentionRow

Standing = Literal["candidate", "confirmed", "retracted"]
#: On which side of a split an event is: apart from the others, or one of those that stay.
_SPLIT_OFF, _STAYS = 0, 1


def _named(who: str) -> str:
    if not who.strip():
        raise CorrectionError("nobody is named who decides", hint="say who with --by")
    return who.strip()


def _anchors(connection: Connection, of: Incident) -> list[tuple[Member, int]]:
    """The members of an incident with their anchors, its founder first."""
    rows = connection.execute(
        select(MentionRow.document_id, MentionRow.number, MentionRow.anchor).where(MentionRow.incident == of.id)
    )
    anchors = {(row.document_id, row.number): row.anchor for row in rows}
    found = [(member, anchors[member.document_id, member.number]) for member in of.members]
    return sorted(found, key=lambda each: each[1] != founder(of.id))


def _keep(
    connection: Connection,
    kind: str,
    incident: str,
    sides: Sequence[tuple[int, int]],
    who: str,
    value: str | None = None,
) -> int:
    values = {"kind": kind, "value": value, "incident": incident, "who": who, "made": now()}
    number = connection.execute(insert(Decision).values(**values)).inserted_primary_key
    assert number is not None
    rows = [
        {"decision_id": number[0], "position": position, "anchor": anchor, "side": side}
        for position, (anchor, side) in enumerate(sides)
    ]
    connection.execute(insert(Decided), rows)
    return int(number[0])


def _together(connection: Connection, members: Sequence[Member]) -> set[At]:
    """What is of one neighbourhood with some members until something is decided."""
    return linking.together(connection, {(member.document_id, member.number) for member in members})


def _settle(connection: Connection, members: Sequence[Member], before: set[At], *, prefer: Sequence[str] = ()) -> None:
    seeds = {(member.document_id, member.number) for member in members}
    changed = {document for document, _ in seeds}
    linking.settle(connection, seeds | before, changed=changed, prefer=prefer)


def merge(store: Store, given: str, others: Sequence[str], *, who: str) -> Incident:
    """Make incidents one; it bears the id of the first, and the ids of the others lead to it.

    Raises:
        NotInStoreError: one of them is not there.
        CorrectionError: nobody is named, or they are one incident already.
    """
    who = _named(who)
    complete(store)
    with store.writing() as connection:
        linking.lock(connection)
        kept = resolve(connection, given)
        ids = list(dict.fromkeys([kept, *(resolve(connection, other) for other in others)]))
        if len(ids) == 1:
            raise CorrectionError(f"{given}: there is nothing to merge", hint="they are one incident already")
        found = [load(connection, each) for each in ids]
        sides = [(anchor, _SPLIT_OFF) for each in found for _, anchor in _anchors(connection, each)]
        members = [member for each in found for member in each.members]
        before = _together(connection, members)
        _keep(connection, "same", kept, sides, who)
        _settle(connection, members, before, prefer=(kept,))
        return load(connection, resolve(connection, kept))


def split(store: Store, given: str, events: Sequence[tuple[str, str]], *, who: str) -> tuple[Incident, Incident]:
    """Take events, each by its document and its id there, out of an incident; together they are one of their own.

    Returns:
        What stays, and what was split off.

    Raises:
        NotInStoreError: an event is none of the incident's.
        CorrectionError: nobody is named, or nothing would stay.
    """
    who = _named(who)
    complete(store)
    with store.writing() as connection:
        linking.lock(connection)
        found = load(connection, resolve(connection, given))
        wanted = {(meant(connection, document), event) for document, event in events}
        members = _anchors(connection, found)
        off = [(member, anchor) for member, anchor in members if (member.document_id, member.event) in wanted]
        if len(off) != len(wanted):
            raise NotInStoreError(f"not all of these events are of {found.id}", hint=f"marsad incident {found.id}")
        stay = [(member, anchor) for member, anchor in members if (member.document_id, member.event) not in wanted]
        if not stay or not off:
            raise CorrectionError("a split has to leave something on both sides", hint="name some of the events")
        sides = [(anchor, _SPLIT_OFF) for _, anchor in off] + [(anchor, _STAYS) for _, anchor in stay]
        before = _together(connection, found.members)
        _keep(connection, "apart", found.id, sides, who)
        _settle(connection, found.members, before, prefer=(found.id,))
        return _holding(connection, stay[0][1], given), _holding(connection, off[0][1], given)


def _holding(connection: Connection, anchor: int, given: str) -> Incident:
    held = connection.execute(select(MentionRow.incident).where(MentionRow.anchor == anchor)).scalar()
    if held is None:
        raise CorrectionError(
            f"{given}: what would be left is only named in passing, and founds no incident",
            hint="split off the other events",
        )
    return load(connection, held)


def set_standing(store: Store, given: str, standing: str, *, who: str) -> Incident:
    """Say what an incident is held to be: ``candidate``, ``confirmed`` or ``retracted``.

    Raises:
        NotInStoreError: it is not there.
        CorrectionError: nobody is named, or there is no such standing.
    """
    who = _named(who)
    if standing not in get_args(Standing):
        raise CorrectionError(f"{standing!r} is no standing", hint=f"one of {', '.join(get_args(Standing))}")
    complete(store)
    with store.writing() as connection:
        linking.lock(connection)
        found = load(connection, resolve(connection, given))
        sides = [(anchor, _SPLIT_OFF) for _, anchor in _anchors(connection, found)]
        before = _together(connection, found.members)
        _keep(connection, "standing", found.id, sides, who, standing)
        _settle(connection, found.members, before)
        return load(connection, found.id)


def undo(store: Store, number: int, *, who: str) -> None:
    """Take a decision back; it stays in the table, and the events are grouped as if it had not been made.

    Raises:
        NotInStoreError: there is no such decision, or it was undone before.
    """
    who = _named(who)
    complete(store)
    with store.writing() as connection:
        linking.lock(connection)
        anchors = select(Decided.anchor).where(Decided.decision_id == number)
        rows = connection.execute(
            select(MentionRow.document_id, MentionRow.number).where(MentionRow.anchor.in_(anchors))
        )
        seeds = {(row.document_id, row.number) for row in rows}
        before = linking.together(connection, seeds)
        of = (Decision.id == number, Decision.undone.is_(None))
        if not connection.execute(update(Decision).where(*of).values(undone=now(), undone_by=who)).rowcount:
            raise NotInStoreError(f"no decision {number} that could be undone", hint="marsad incident lists them")
        linking.settle(connection, seeds | before, changed={document for document, _ in seeds})


def decisions(store: Store, given: str) -> list[Made]:
    """The decisions that touch the members of an incident, in the order they were made, undone ones among them."""
    with store.reading() as connection:
        wanted = resolve(connection, given)
        anchors = select(MentionRow.anchor).where(MentionRow.incident == wanted)
        numbers = select(Decided.decision_id).where(Decided.anchor.in_(anchors))
        rows = connection.execute(select(Decision.__table__).where(Decision.id.in_(numbers)).order_by(Decision.id))
        return [Made(**row._mapping) for row in rows]
