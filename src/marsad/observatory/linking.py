"""How does a report find its incidents, and how are they kept right when it changes or goes?

In the transaction of the document: its events are compared with their neighbours, and the neighbourhoods that this touches
are grouped anew.  A neighbourhood is what links hold together; the grouping hangs on its mentions and on what people decided,
not on what came first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text

from marsad.observatory import blocks, foreseeing, verdicts
from marsad.observatory.bulk import batches, fill, numbers, rows, run
from marsad.observatory.clusters import clusters, neighbourhoods
from marsad.observatory.flags import flag, may_differ
from marsad.observatory.mentions import Mention, incident_id, mentions, pack, unpack
from marsad.observatory.naming import name
from marsad.observatory.pairing import score
from marsad.observatory.publishers import family, sketch, voices
from marsad.observatory.rows import Row
from marsad.observatory.summaries import summary
from marsad.observatory.tables import Block, Forward, Incident, Link, Print
from marsad.observatory.tables import Mention as MentionRow
from marsad.observatory.weights import Weights, load
from marsad.records import Report

#: A mention in the store: its document's row, its number.
At = tuple[int, int]
_STEP = 50
_unpack = lru_cache(maxsize=20_000)(unpack)
#: The points of pairs that were compared, by what ``id`` says of the two, which are kept with them so that it holds.
_compared: dict[tuple[int, int], tuple[Mention, Mention, int | None]] = {}
_MOST_COMPARED = 60_000


def _points(one: Mention, other: Mention, weights: Weights) -> int | None:
    """The points of a pair; the members of a neighbourhood that grows are compared once, not with every report that comes."""
    held = _compared.get((id(one), id(other)))
    if held is None:
        if len(_compared) >= _MOST_COMPARED:
            _compared.clear()
        held = _compared[id(one), id(other)] = one, other, score(one, other, weights)
    return held[2]


@dataclass(slots=True)
class Before:
    """What a document's mentions were, whom they were linked to and with whom in one incident, before they are made anew.

    ``foretold``: the entries of the ledger that it had to do with.
    """

    events: list[tuple[int, str, str | None]] = field(default_factory=list)
    neighbours: set[At] = field(default_factory=set)
    foretold: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Region:
    """Mentions that are grouped anew together, and the incidents they were of."""

    mentions: dict[At, Mention] = field(default_factory=dict)
    before: dict[At, str | None] = field(default_factory=dict)
    links: dict[At, dict[At, int]] = field(default_factory=dict)


def lock(connection: Connection) -> None:
    """Let one writer at a time group incidents: two that do not see each other's reports would not link them."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("LOCK TABLE incidents IN SHARE ROW EXCLUSIVE MODE"))


def _pairs(ats: Iterable[At]) -> Iterator[str]:
    """Keys of mentions as SQL, some at a time."""
    for some in batches(sorted(ats)):
        yield ",".join(f"({document:d},{number:d})" for document, number in some)


def _named(pairs: str) -> str:
    """A table of some keys; SQLite looks rows up by key when it stands first in a CROSS JOIN, and reads all of them otherwise."""
    return f"(VALUES {pairs}) AS wanted"


def forget(connection: Connection, document_id: int) -> Before:
    """Take a document's mentions out; what is to be grouped anew is returned, for ``link`` or ``settle``."""
    lock(connection)
    found = Before(foretold=foreseeing.drop(connection, document_id))
    for anchor, incident, packed in rows(
        connection,
        f"SELECT anchor, incident, features FROM mentions WHERE document_id = {document_id:d} ORDER BY number",
    ):
        found.events.append((anchor, _unpack(0, anchor, packed).type, incident))
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


def _candidates(connection: Connection, keys: Sequence[blocks.Keys], document_id: int) -> dict[int, set[At]]:
    """The mentions of other documents that each of some mentions is to be compared with, by its position."""
    found: dict[int, set[At]] = {}
    for day in sorted({each.day for each in keys}):
        mine = [(at, each.asks) for at, each in enumerate(keys) if each.day == day]
        asked: dict[int, list[int]] = {}
        for at, asks in mine:
            for key in asks:
                asked.setdefault(key, []).append(at)
        for some in numbers(asked):
            for block, document, number in rows(
                connection,
                f"SELECT block, document_id, number FROM blocks WHERE block IN ({some})"
                f" AND day BETWEEN {day - blocks.WINDOW} AND {day + blocks.WINDOW} AND document_id <> {document_id:d}",
            ):
                for at in asked[block]:
                    found.setdefault(at, set()).add((document, number))
    return found


def _load(connection: Connection, ats: Iterable[At], region: Region) -> None:
    for some in _pairs(at for at in ats if at not in region.mentions):
        for document, number, anchor, incident, packed in rows(
            connection,
            f"SELECT document_id, number, anchor, incident, features FROM {_named(some)} CROSS JOIN mentions"
            " WHERE document_id = column1 AND number = column2",
        ):
            region.mentions[document, number] = _unpack(number, anchor, packed)
            region.before[document, number] = incident


def _compare(connection: Connection, document_id: int, own: list[Mention], keys: list[blocks.Keys]) -> Region:
    """The links of a document's mentions, to each other and to their neighbours."""
    weights, found = load(), Region()
    threshold = weights.settings["threshold"]

    def linked(one: At, other: At, points: int | None) -> None:
        if points is not None and points >= threshold:
            found.links.setdefault(one, {})[other] = points
            found.links.setdefault(other, {})[one] = points

    candidates = _candidates(connection, keys, document_id)
    others = Region()
    _load(connection, {at for each in candidates.values() for at in each}, others)
    for at, mention in enumerate(own):
        here = (document_id, mention.number)
        found.mentions[here], found.before[here] = mention, None
        for second in own[at + 1 :]:
            linked(here, (document_id, second.number), _points(mention, second, weights))
        for other in candidates.get(at, ()):
            linked(here, other, _points(mention, others.mentions[other], weights))
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
    region = _compare(connection, document_id, own, keys)
    standing: list[Row] = [
        {"block": block, "day": each.day, "document_id": document_id, "number": mention.number}
        for mention, each in zip(own, keys, strict=True)
        for block in sorted(each.stands)
    ]
    fill(connection, Block, standing)
    made: list[Row] = [
        {"document_id": document_id, "number": m.number, "anchor": m.anchor, "incident": None, "features": pack(m)}
        for m in own
    ]
    fill(connection, MentionRow, made)
    foreseeing.put(connection, document_id, report, own, touched=before.foretold)
    ends: list[Row] = [
        {"document_id": a[0], "number": a[1], "other_id": b[0], "other_number": b[1], "score": points}
        for a, others in sorted(region.links.items())
        for b, points in sorted(others.items())
    ]
    fill(connection, Link, ends)
    settle(
        connection,
        before.neighbours,
        region=region,
        carried=_carried(own, before),
        gone={incident for _, _, incident in before.events if incident},
        changed={document_id},
        fresh=document_id if not (before.events or before.neighbours) else None,
        lost={anchor for anchor, _, _ in before.events},
    )


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


def settle(
    connection: Connection,
    seeds: Collection[At],
    *,
    region: Region | None = None,
    carried: dict[int, str] | None = None,
    gone: Collection[str] = (),
    changed: Collection[int] = (),
    prefer: Collection[str] = (),
    fresh: int | None = None,
    lost: Collection[int] = (),
) -> None:
    """Group anew the neighbourhoods of some mentions.

    Args:
        connection: a transaction that writes.
        seeds: mentions whose neighbourhoods are touched.
        region: mentions at hand whose neighbourhoods are touched, with all their links.
        carried: incidents of events that were made anew, by their anchors.
        gone: incidents that may have lost all their members.
        changed: documents whose mentions are otherwise now.
        prefer: ids that stay where several could.
        fresh: the document that was not there before, where that is all that changed.
        lost: anchors of events that were there before, and may be no more.
    """
    region = region or Region()
    _spread(connection, {*seeds, *(other for ends in region.links.values() for other in ends)}, region)
    said = verdicts.read(connection, {*lost, *(m.anchor for m in region.mentions.values())})
    while outside := said.touched - {m.anchor for m in region.mentions.values()}:
        _spread(connection, _by_anchor(connection, outside), region)
        again = verdicts.read(connection, {*lost, *(m.anchor for m in region.mentions.values())})
        if again.touched == said.touched:
            break
        said = again
    ats = sorted(region.mentions, key=lambda at: region.mentions[at].key)
    founding = [group for group in _groups(ats, region, said, fresh) if any(region.mentions[at].main for at in group)]
    _assign(connection, founding, region, said, carried or {}, set(gone), set(changed), prefer)


def _by_anchor(connection: Connection, anchors: Collection[int]) -> set[At]:
    found: set[At] = set()
    for some in numbers(anchors):
        held = rows(connection, f"SELECT document_id, number FROM mentions WHERE anchor IN ({some})")
        found |= {(row[0], row[1]) for row in held}
    return found


def _spread(connection: Connection, seeds: Iterable[At], region: Region) -> None:
    """Add to a region all that links lead to from some mentions."""
    edge = {at for at in seeds if at not in region.mentions}
    while edge:
        _load(connection, edge, region)
        found: set[At] = set()
        for some in _pairs(edge):
            for a, b, c, d, points in rows(
                connection,
                f"SELECT document_id, number, other_id, other_number, score FROM {_named(some)} CROSS JOIN links"
                " WHERE document_id = column1 AND number = column2",
            ):
                region.links.setdefault((a, b), {})[c, d] = points
                found.add((c, d))
        edge = {at for at in found if at not in region.mentions}


def _groups(ats: Sequence[At], region: Region, said: verdicts.Verdicts, fresh: int | None) -> list[list[At]]:
    """The groups of a region, in order, each in order; a neighbourhood that is as it was before ``fresh`` came drops out of it."""
    weights = load()
    threshold, largest = weights.settings["threshold"], weights.settings["largest"]
    anchors, touched = said.anchors, said.touched
    decided = [at for at in ats if region.mentions[at].anchor in anchors]
    bound = {at: dict(region.links.get(at, {})) for at in ats} if decided else region.links
    pairs = said.pairs([region.mentions[at].anchor for at in decided])
    for x, y in pairs.together:
        # What a person put together is one neighbourhood whatever the points.
        for one, other in ((decided[x], decided[y]), (decided[y], decided[x])):
            bound.setdefault(one, {})[other] = 1 << 30
    found: list[list[At]] = []
    place = {at: number for number, at in enumerate(decided)}
    parts = neighbourhoods(ats, bound, threshold, largest, _STEP)
    stood: set[tuple[At, ...]] = set()
    if fresh is not None and any(all(document != fresh for document, _ in part) for part in parts):
        others = [at for at in ats if at[0] != fresh]
        stood = {tuple(part) for part in neighbourhoods(others, bound, threshold, largest, _STEP)}
    for part in parts:
        if tuple(part) in stood and touched.isdisjoint(region.mentions[at].anchor for at in part):
            for at in part:
                del region.before[at]
            continue
        if len(part) == 1:
            found.append(part)
            continue
        members = [region.mentions[at] for at in part]
        index = {place[at]: number for number, at in enumerate(part) if at in place}

        def points(i: int, j: int, members: list[Mention] = members) -> int | None:
            return _points(members[i], members[j], weights)

        inside = {
            kind: [(index[x], index[y]) for x, y in each if x in index and y in index]
            for kind, each in (("together", pairs.together), ("apart", pairs.apart))
        }
        grouped = clusters(len(part), points, _near(part, bound, weights.settings["complete"]), threshold, **inside)
        found += [[part[number] for number in group] for group in grouped]
    return sorted(found, key=lambda group: region.mentions[group[0]].key)


def _near(part: Sequence[At], bound: Mapping[At, Mapping[At, int]], complete: int) -> dict[int, list[int]]:
    """By the numbers of a neighbourhood's mentions: those each may be joined with; all of them where they are few, since blocks miss some."""
    if len(part) <= complete:
        return {number: list(range(len(part))) for number in range(len(part))}
    numbered = {at: number for number, at in enumerate(part)}
    return {
        number: [numbered[other] for other in bound.get(at, ()) if other in numbered] for number, at in enumerate(part)
    }


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


def _assign(
    connection: Connection,
    groups: list[list[At]],
    region: Region,
    said: verdicts.Verdicts,
    carried: dict[int, str],
    gone: set[str],
    changed: set[int],
    prefer: Collection[str],
) -> None:
    """Give the groups their ids, and write what is otherwise now."""
    members = [[region.mentions[at] for at in group] for group in groups]
    before = {region.mentions[at].anchor: incident for at, incident in region.before.items() if incident} | carried
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
