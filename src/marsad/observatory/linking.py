"""How does a report find its incidents, and how are they kept right when it changes or goes?

In the transaction of the document: its events are compared with their neighbours, and the neighbourhoods that this touches
are grouped anew.  A neighbourhood is what links hold together; the grouping hangs on its mentions and on what people decided,
not on what came first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from marsad.observatory import blocks, foreseeing, verdicts
from marsad.observatory.bulk import fill, rows, run
from marsad.observatory.clusters import clusters
from marsad.observatory.comparing import Links, Region, compare, points, read
from marsad.observatory.founding import found as write_incidents
from marsad.observatory.mentions import Mention, hold, kind_of, mentions, pack
from marsad.observatory.neighbourhood import DECIDED, At, Surroundings, by_anchor, decided, surroundings
from marsad.observatory.publishers import family, sketch
from marsad.observatory.rows import Row
from marsad.observatory.tables import Block, Link, Print
from marsad.observatory.tables import Mention as MentionRow
from marsad.observatory.weights import load
from marsad.records import Report


@dataclass(slots=True)
class Before:
    """What a document's mentions were, whom they were linked to and with whom in one incident, before they are made anew.

    ``foretold``: the entries of the ledger that it had to do with.
    """

    events: list[tuple[int, str, str | None]] = field(default_factory=list)
    neighbours: set[At] = field(default_factory=set)
    foretold: set[str] = field(default_factory=set)


def lock(connection: Connection) -> None:
    """Let one writer at a time group incidents: two that do not see each other's reports would not link them."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("LOCK TABLE incidents IN SHARE ROW EXCLUSIVE MODE"))


def forget(connection: Connection, document_id: int) -> Before:
    """Take a document's mentions out; what is to be grouped anew is returned, for ``link`` or ``settle``."""
    lock(connection)
    found = Before(foretold=foreseeing.drop(connection, document_id))
    for anchor, incident, packed in rows(
        connection,
        f"SELECT anchor, incident, features FROM mentions WHERE document_id = {document_id:d} ORDER BY number",
    ):
        found.events.append((anchor, kind_of(packed), incident))
    for other in rows(
        connection, f"SELECT DISTINCT other_id, other_number FROM links WHERE document_id = {document_id:d}"
    ):
        if other[0] != document_id:
            found.neighbours.add((other[0], other[1]))
    if found.neighbours:
        ends = [(*other, document_id) for other in sorted(found.neighbours)]
        run(connection, "DELETE FROM links WHERE document_id = ? AND number = ? AND other_id = ?", ends)
    # People may have put together what no link holds.
    mine = ",".join(sorted(f"'{incident}'" for incident in {incident for _, _, incident in found.events if incident}))
    if mine:
        mates = (
            f"SELECT document_id, number FROM mentions WHERE incident IN ({mine}) AND document_id <> {document_id:d}"
        )
        found.neighbours |= {(row[0], row[1]) for row in rows(connection, mates)}
    for table in ("links", "blocks", "mentions", "prints"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE document_id = {document_id:d}")
    return found


def link(
    connection: Connection,
    document_id: int,
    report: Report,
    words: Sequence[str],
    *,
    uid: str,
    before: Before | None = None,
) -> None:
    """Compare the events of a document, and group anew what that touches.

    Args:
        connection: the document's transaction.
        document_id: its row.
        report: its report, corrections laid over it.
        words: the folded words of its article.
        uid: its id.
        before: what ``forget`` gave, where the document was there before.
    """
    if before is None:
        lock(connection)
    before = before or Before()
    own = mentions(report, uid)
    fill(connection, Print, [{"document_id": document_id, "family": family(report, uid), "sketch": sketch(words)}])
    keys = [blocks.keys(mention) for mention in own]
    links = compare(connection, document_id, own, keys)
    lost = {anchor for anchor, _, _ in before.events}
    partners = _partners(connection, {*lost, *(m.anchor for m in own)})
    # As it is without the document: what was together with its neighbours may be so no more, or with others.
    around = surroundings(connection)
    seeds = {*before.neighbours, *partners, *(at for at in links if at[0] != document_id)}
    stood = set(around.of(sorted(seeds)))
    _put(connection, document_id, own, keys, links)
    foreseeing.put(connection, document_id, report, own, touched=before.foretold)
    here = [(document_id, mention.number) for mention in own]
    around.join(links)
    around.join(_from_either_end(decided(connection, here)) if partners else {})
    _group(
        connection,
        around,
        {*here, *(at for part in stood for at in part)},
        # Where something was there before, it may be otherwise in the same neighbourhood.
        stood=set() if before.events or before.neighbours else {p for p in stood if p.isdisjoint(partners)},
        carried=_carried(own, before),
        gone={incident for _, _, incident in before.events if incident},
        changed={document_id},
        lost=lost,
    )


def _put(
    connection: Connection, document_id: int, own: Sequence[Mention], keys: Sequence[blocks.Keys], links: Links
) -> None:
    """Write a document's mentions, where they are looked for, and their links."""
    standing: list[Row] = [
        {"block": block, "day": each.day, "document_id": document_id, "number": mention.number}
        for mention, each in zip(own, keys, strict=True)
        for block in sorted(each.stands)
    ]
    fill(connection, Block, standing)
    made: list[Row] = []
    for mention in own:
        packed = pack(mention)
        hold(mention, packed)
        made.append(
            {
                "document_id": document_id,
                "number": mention.number,
                "anchor": mention.anchor,
                "incident": None,
                "features": packed,
            }
        )
    fill(connection, MentionRow, made)
    ends: list[Row] = [
        {"document_id": a[0], "number": a[1], "other_id": b[0], "other_number": b[1], "score": points}
        for a, others in sorted(links.items())
        for b, points in sorted(others.items())
    ]
    fill(connection, Link, ends)


def _partners(connection: Connection, anchors: Collection[int]) -> set[At]:
    """The events that people decided something about together with some events."""
    touched = verdicts.read(connection, anchors).touched
    return set(by_anchor(connection, touched).values())


def _from_either_end(links: Links) -> Links:
    found: Links = {}
    for one, ends in links.items():
        for other, total in ends.items():
            found.setdefault(one, {})[other] = found.setdefault(other, {})[one] = total
    return found


def _carried(own: list[Mention], before: Before) -> dict[int, str]:
    """The incidents of a document's events until now: by their anchors, else by their kind in the order they stand."""
    held = {anchor: incident for anchor, _, incident in before.events}
    found = {m.anchor: incident for m in own if (incident := held.get(m.anchor))}
    lost = [(kind, incident) for anchor, kind, incident in before.events if incident and anchor not in found]
    for mention in own:
        if mention.anchor in held:
            continue
        heir = next((each for each in lost if each[0] == mention.type), None)
        if heir is not None:
            lost.remove(heir)
            found[mention.anchor] = heir[1]
    return found


def together(connection: Connection, seeds: Collection[At]) -> set[At]:
    """All that is of one neighbourhood with some mentions; what a decision touches is asked for before it is written."""
    return {at for part in surroundings(connection).of(sorted(seeds)) for at in part}


def settle(
    connection: Connection,
    seeds: Collection[At],
    *,
    gone: Collection[str] = (),
    changed: Collection[int] = (),
    prefer: Collection[str] = (),
    lost: Collection[int] = (),
) -> None:
    """Group anew the neighbourhoods of some mentions.

    Args:
        connection: a transaction that writes.
        seeds: mentions whose neighbourhoods are touched, and those of which they were until now.
        gone: incidents that may have lost all their members.
        changed: documents whose mentions are otherwise now.
        prefer: ids that stay where several could.
        lost: anchors of events that were there before, and are no more.
    """
    ats = {*seeds, *_partners(connection, lost)}
    _group(connection, surroundings(connection), ats, gone=gone, changed=changed, prefer=prefer, lost=lost)


def _group(
    connection: Connection,
    around: Surroundings[At],
    ats: Collection[At],
    *,
    stood: Collection[frozenset[At]] = (),
    carried: Mapping[int, str] | None = None,
    gone: Collection[str] = (),
    changed: Collection[int] = (),
    prefer: Collection[str] = (),
    lost: Collection[int] = (),
) -> None:
    """Group anew the neighbourhoods of some mentions, but those that ``stood`` as they are."""
    parts = [part for part in around.of(sorted(ats)) if part not in stood]
    region = Region()
    read(connection, {at for part in parts for at in part}, region)
    said = verdicts.read(connection, {*lost, *(m.anchor for m in region.mentions.values())})
    groups = [group for part in parts for group in _grouped(part, around, region, said)]
    founding = sorted(
        (group for group in groups if any(region.mentions[at].main for at in group)),
        key=lambda group: region.mentions[group[0]].key,
    )
    write_incidents(
        connection, founding, region, said, carried=carried or {}, gone=gone, changed=changed, prefer=prefer
    )


def _grouped(part: Collection[At], around: Surroundings[At], region: Region, said: verdicts.Verdicts) -> list[list[At]]:
    """The groups of a neighbourhood, in order, each in order."""
    members = sorted(part, key=lambda at: region.mentions[at].key)
    if len(members) == 1:
        return [members]
    weights, of = load(), [region.mentions[at] for at in members]
    place = [number for number, mention in enumerate(of) if mention.anchor in said.anchors]
    pairs = said.pairs([of[number].anchor for number in place])
    linked = [around.links[at] for at in members]

    def points_of(i: int, j: int) -> int | None:
        known = linked[i].get(members[j])
        return points(of[i], of[j], weights) if known is None or known == DECIDED else known

    grouped = clusters(
        len(members),
        points_of,
        _near(members, around.links, weights.settings["complete"]),
        weights.settings["threshold"],
        together=[(place[x], place[y]) for x, y in pairs.together],
        apart=[(place[x], place[y]) for x, y in pairs.apart],
    )
    return [[members[number] for number in group] for group in grouped]


def _near(part: Sequence[At], bound: Mapping[At, Mapping[At, int]], complete: int) -> dict[int, list[int]]:
    """By the numbers of a neighbourhood's mentions: those each may be joined with; all of them where they are few, since blocks miss some."""
    if len(part) <= complete:
        return {number: list(range(len(part))) for number in range(len(part))}
    numbered = {at: number for number, at in enumerate(part)}
    return {
        number: [numbered[other] for other in bound.get(at, ()) if other in numbered] for number, at in enumerate(part)
    }
