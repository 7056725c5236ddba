"""What did people decide, and how does it travel?  Decisions, outcomes of the ledger, watch areas, and where ids lead, as rows.

They know events and what is foretold by their words, which are the same in every store.  Ids of incidents hang on the order in which all
came about; so they travel too, and are laid over what the store finds when it takes an export in.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, exists, insert, select, text

from marsad.errors import InputError, OutputError
from marsad.observatory import linking
from marsad.observatory.bulk import batches, run
from marsad.observatory.store import Store
from marsad.observatory.tables import Decided, Decision, Document, Forward, Incident, Mention, Outcome, Watch

_BATCH = 500


class DecisionRow(NamedTuple):
    """A decision on incidents; ``events`` is a JSON list of anchors with their side, in their order."""

    position: int
    kind: str
    value: str | None
    incident: str
    events: str
    who: str
    made: str
    undone_by: str | None
    undone: str | None


class OutcomeRow(NamedTuple):
    """What somebody decided of something foretold."""

    position: int
    anchor: str
    outcome: str
    reason: str
    who: str
    made: str
    undone_by: str | None
    undone: str | None


class WatchRow(NamedTuple):
    """A watch area; ``spec`` is JSON."""

    name: str
    spec: str
    made: str


class ForwardRow(NamedTuple):
    """An id that was given once, and the one it leads to now; None where to nothing."""

    id: str
    now: str | None


KINDS: dict[str, Any] = {
    "decisions": DecisionRow,
    "outcomes": OutcomeRow,
    "watches": WatchRow,
    "forwards": ForwardRow,
}
_EMPTY = {"value", "undone_by", "undone", "now"}


def given(connection: Connection, table: str) -> Iterator[Any]:
    """The rows of one of the tables, in their order."""
    if table == "decisions":
        yield from _decisions(connection)
    elif table == "outcomes":
        columns = [Outcome.id, *(getattr(Outcome, name) for name in OutcomeRow._fields[1:])]
        yield from map(OutcomeRow._make, connection.execute(select(*columns).order_by(Outcome.id)))
    elif table == "watches":
        found = connection.execute(select(Watch.name, Watch.spec, Watch.made))
        # By code points, whatever the database takes for the order of letters.
        yield from sorted(map(WatchRow._make, found))
    else:
        yield from map(ForwardRow._make, connection.execute(select(Forward.id, Forward.now).order_by(Forward.id)))


def _decisions(connection: Connection) -> Iterator[DecisionRow]:
    events: dict[int, list[tuple[int, int]]] = {}
    for row in connection.execute(
        select(Decided.decision_id, Decided.anchor, Decided.side).order_by(Decided.decision_id, Decided.position)
    ):
        events.setdefault(row.decision_id, []).append((row.anchor, row.side))
    for row in connection.execute(select(Decision.__table__).order_by(Decision.id)):
        about = json.dumps(events.get(row.id, []))
        yield DecisionRow(
            row.id, row.kind, row.value, row.incident, about, row.who, row.made, row.undone_by, row.undone
        )


def row(table: str, found: Mapping[str, Any]) -> Any:
    """A row of a table from the columns of an export.

    Raises:
        ValueError: one is missing, or of another type.
    """
    made = KINDS[table](**{name: found.get(name) for name in KINDS[table]._fields})
    for name, value in made._asdict().items():
        wanted = int if name == "position" else str
        if not isinstance(value, wanted) and not (value is None and name in _EMPTY):
            raise ValueError(f"a row of {table} has {', '.join(each for each in made._fields if each not in _EMPTY)}")
    if table == "decisions":
        pairs = json.loads(made.events)
        if not isinstance(pairs, list) or not all(
            isinstance(pair, list) and len(pair) == 2 and all(type(each) is int for each in pair) for pair in pairs
        ):
            raise ValueError("events of a decision are pairs of an anchor and a side")
    if table == "watches" and not isinstance(json.loads(made.spec), dict):
        raise ValueError("the spec of a watch area is an object")
    return made


def check_none(store: Store) -> None:
    """See to it that nobody decided anything yet.

    Raises:
        OutputError: somebody did.
    """
    with store.reading() as connection:
        for table in (Decision, Outcome, Watch):
            if connection.execute(select(exists(select(table)))).scalar():
                raise OutputError(
                    f"{store.where}: holds what people decided already", hint="import into an empty store: marsad init"
                )


def decide(store: Store, tables: Mapping[str, Iterable[Any]]) -> None:
    """Take in what people decided, before the documents: so they are grouped by it as they come.

    Raises:
        InputError: two rows have the same number or name.
    """
    heads = list(tables.get("decisions", ()))
    events = [
        {"decision_id": each.position, "position": at, "anchor": anchor, "side": side}
        for each in heads
        for at, (anchor, side) in enumerate(json.loads(each.events))
    ]
    filled: list[tuple[Any, list[dict[str, Any]]]] = [
        (Decision, [_numbered(each, "events") for each in heads]),
        (Decided, events),
        (Outcome, [_numbered(each) for each in tables.get("outcomes", ())]),
        (Watch, [each._asdict() for each in tables.get("watches", ())]),
    ]
    for table, rows in filled:
        keys = [each.get("id", each.get("name")) for each in rows] if table is not Decided else []
        if len(set(keys)) != len(keys):
            raise InputError(f"{table.__tablename__}: two rows are the same one")
    with store.writing() as connection:
        for table, rows in filled:
            if rows:
                connection.execute(insert(table), rows)
        if not store.sqlite:
            for table, rows in filled:
                if rows and table in (Decision, Outcome):
                    name = table.__tablename__
                    connection.execute(
                        text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}")
                    )


def _numbered(of: Any, *without: str) -> dict[str, Any]:
    values = {name: value for name, value in of._asdict().items() if name not in without}
    return {"id": values.pop("position"), **values}


def restore(store: Store, events: Iterable[tuple[str, str | None]], forwards: Iterable[ForwardRow]) -> None:
    """Give incidents the ids they had, and ids that are borne no more the way they led.

    The groups are the same in every store; which of its members' ids a group bears is a matter of what came first.

    Args:
        store: a store that took in the documents.
        events: ids of events (document and number), each with the incident that holds it.
        forwards: where ids led.
    """
    votes: Counter[tuple[str, str]] = Counter()
    pairs = iter(events)
    while some := list(islice(pairs, _BATCH)):
        with store.reading() as connection:
            votes.update(_otherwise(connection, some))
    with store.writing() as connection:
        linking.lock(connection)
        names: dict[str, str] = {}
        for here, there in sorted(votes, key=lambda pair: (-votes[pair], pair)):
            if here not in names and there not in names.values():
                names[here] = there
        _rename(connection, _free(connection, names))
        _lead(connection, list(forwards))


def _otherwise(connection: Connection, events: Sequence[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    """Of some events those whose incident has another id here: its id here and there."""
    wanted = dict(events)
    uids = {each.rpartition("-e")[0] for each in wanted}
    query = select(Document.uid, Mention.number, Mention.incident).join(Document, Document.id == Mention.document_id)
    for at in connection.execute(query.where(Document.uid.in_(uids), Mention.incident.is_not(None))):
        there = wanted.get(f"{at.uid}-e{at.number}")
        if there is not None and there != at.incident:
            yield at.incident, there


def _free(connection: Connection, names: dict[str, str]) -> dict[str, str]:
    """Those of some new names that no incident bears which keeps it."""
    found = dict(names)
    while True:
        borne = _borne(connection, found.values())
        kept = {here: there for here, there in found.items() if there not in borne or there in found}
        if len(kept) == len(found):
            return found
        found = kept


def _rename(connection: Connection, names: dict[str, str]) -> None:
    """Give incidents other ids, by way of ids that nobody bears, for two may have changed theirs."""
    columns = ", ".join(column.name for column in Incident.__table__.columns if column.name != "id")
    for step in (
        [(here, f"~{there}") for here, there in sorted(names.items())],
        [(f"~{there}", there) for there in sorted(names.values())],
    ):
        if not step:
            return
        run(connection, f"INSERT INTO incidents (id, {columns}) SELECT ?, {columns} FROM incidents WHERE id = ?",
            [(new, old) for old, new in step])  # fmt: skip
        for table in ("conflicts", "mentions"):
            run(connection, f"UPDATE {table} SET incident = ? WHERE incident = ?", [(new, old) for old, new in step])
        run(connection, "DELETE FROM incidents WHERE id = ?", [(old,) for old, _ in step])


def _borne(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of some ids incidents bear."""
    found: set[str] = set()
    for some in batches(sorted(set(ids))):
        found |= set(connection.execute(select(Incident.id).where(Incident.id.in_(some))).scalars())
    return found


def _lead(connection: Connection, forwards: Sequence[ForwardRow]) -> None:
    """Where ids lead; an incident that did not come along is led to by nothing."""
    borne = _borne(connection, (name for each in forwards for name in each if name))
    connection.execute(delete(Forward))
    found = [
        {"id": each.id, "now": each.now if each.now in borne else None} for each in forwards if each.id not in borne
    ]
    if found:
        connection.execute(insert(Forward), found)
