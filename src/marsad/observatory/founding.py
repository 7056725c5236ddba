"""How do groups of mentions become incidents of the store?  Named, summed up, and written where they are otherwise than before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from marsad.observatory import verdicts
from marsad.observatory.bulk import batches, fill, numbers, rows, run
from marsad.observatory.comparing import Region
from marsad.observatory.flags import flag, may_differ
from marsad.observatory.mentions import incident_id
from marsad.observatory.naming import name
from marsad.observatory.neighbourhood import At
from marsad.observatory.publishers import voices
from marsad.observatory.rows import Row
from marsad.observatory.summaries import summary
from marsad.observatory.tables import Forward, Incident


def found(
    connection: Connection,
    groups: list[list[At]],
    region: Region,
    said: verdicts.Verdicts,
    *,
    carried: Mapping[int, str],
    gone: Collection[str],
    changed: Collection[int],
    prefer: Collection[str],
) -> None:
    """Give groups their ids, and write what is otherwise now.

    Args:
        connection: a transaction that writes.
        groups: those of a region that found an incident, in order, each in order.
        region: their mentions, and all others of which the incidents were that held them.
        said: what people decided that touches them.
        carried: incidents of events that were made anew, by their anchors.
        gone: incidents that may have lost all their members.
        changed: documents whose mentions are otherwise now.
        prefer: ids that stay where several could.
    """
    members = [[region.mentions[at] for at in group] for group in groups]
    before = {region.mentions[at].anchor: incident for at, incident in region.before.items() if incident} | {**carried}
    old = {*before.values(), *gone}
    own = {incident_id(m.anchor) for group in members for m in group}
    known, taken = _borne(connection, own)
    named = name(members, before, gone=gone, known=known, taken=taken - old, prefer=prefer)
    held = Counter(region.before.values())
    holders = {at: incident for group, incident in zip(groups, named.ids, strict=True) for at in group}
    stale: list[tuple[str, list[At]]] = []
    touched = said.touched
    for group, incident in zip(groups, named.ids, strict=True):
        same = all(region.before[at] == incident for at in group) and held[incident] == len(group)
        judged = not touched.isdisjoint(region.mentions[at].anchor for at in group)
        if not same or judged or incident in gone or any(at[0] in changed for at in group):
            stale.append((incident, group))
    moved = [(holders.get(at), *at) for at, was in region.before.items() if holders.get(at) != was]
    if moved:
        run(connection, "UPDATE mentions SET incident = ? WHERE document_id = ? AND number = ?", moved)
    _write(connection, stale, region, said, old)
    anchors = {incident_id(region.mentions[at].anchor): incident for at, incident in holders.items()}
    _forward(connection, named.led, set(named.ids), {i: anchors.get(i) for i in known})


def _borne(connection: Connection, ids: Collection[str]) -> tuple[set[str], set[str]]:
    """Which of some ids lead elsewhere, and which are borne."""
    found: tuple[set[str], set[str]] = set(), set()
    for some in batches(sorted(ids)):
        # Ids are of Marsad's own making: letters and digits.
        listed = ",".join(f"'{each}'" for each in some)
        for each, kind in rows(
            connection,
            f"SELECT id, 0 FROM forwards WHERE id IN ({listed}) UNION ALL SELECT id, 1 FROM incidents WHERE id IN ({listed})",
        ):
            found[kind].add(each)
    return found


def _write(
    connection: Connection,
    stale: list[tuple[str, list[At]]],
    region: Region,
    said: verdicts.Verdicts,
    old: set[str],
) -> None:
    made: list[Row] = []
    asked: set[int] = set()
    for incident, group in stale:
        members = [region.mentions[at] for at in group]
        made.append({"id": incident, **summary(members), "voices": 1, **said.standing({m.anchor for m in members})})
        if made[-1]["documents"] > 1 or made[-1]["listed"] is None:
            asked |= {document for document, _ in group}
    prints = _prints(connection, asked)
    for row, (_, group) in zip(made, stale, strict=True):
        documents = sorted({document for document, _ in group} & asked, key=lambda each: prints[each][0])
        if row["listed"] is None:
            row["listed"] = min(prints[each][1] for each in documents)
        if row["documents"] > 1:
            row["voices"] = voices([prints[each][2] for each in documents])
    replaced = [(row["id"],) for row in made if row["id"] in old]
    if replaced:
        run(connection, "DELETE FROM incidents WHERE id = ?", replaced)
    fill(connection, Incident, made)
    flag(connection, [i for i, group in stale if may_differ([region.mentions[at] for at in group])])


def _prints(connection: Connection, documents: set[int]) -> dict[int, tuple[str, Any, tuple[str, bytes]]]:
    """The uid, listed day and print of some documents, by row."""
    found: dict[int, tuple[str, Any, tuple[str, bytes]]] = {}
    for some in numbers(documents):
        for number, uid, listed, voice, drawn in rows(
            connection,
            "SELECT d.id, d.uid, d.listed, p.family, p.sketch FROM documents d"
            f" JOIN prints p ON p.document_id = d.id WHERE d.id IN ({some})",
        ):
            day = date.fromisoformat(listed) if isinstance(listed, str) else listed
            found[number] = (uid, day, (voice, bytes(drawn)))
    return found


def _forward(
    connection: Connection, led: Mapping[str, str | None], borne: set[str], known: Mapping[str, str | None]
) -> None:
    """Keep where ids lead that are borne no more: after their founder; those that are borne again lead nowhere.

    ``known`` are ids that lead somewhere already, with the incident that holds their founder now.
    """
    if again := sorted(known.keys() & borne):
        run(connection, "DELETE FROM forwards WHERE id = ?", [(each,) for each in again])
    if led:
        run(connection, "DELETE FROM incidents WHERE id = ?", [(each,) for each in sorted(led)])
        run(connection, "UPDATE forwards SET now = ? WHERE now = ?", [(now, each) for each, now in sorted(led.items())])
        fill(connection, Forward, [{"id": each, "now": now} for each, now in sorted(led.items())])
    if following := [(now, each) for each, now in sorted(known.items()) if each not in borne]:
        run(connection, "UPDATE forwards SET now = ? WHERE id = ?", following)
