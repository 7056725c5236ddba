"""How is the ledger kept as reports come and go?  In the document's transaction, by what it can touch.

What a document foretells is an entry, or belongs to one; its events may speak to entries that are there, and an entry looks for the
events that are there (``awaiting``).  Entries that a document founded, or that its events spoke to, are reckoned anew when it goes.
Of the events on either side only the first ones are kept, so that what always happens again does not add up.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, bindparam, delete, select, update

from marsad.observatory.awaiting import SPEAKING, answered, awaited, heard, telling
from marsad.observatory.bulk import batches, fill, numbers, rows, run
from marsad.observatory.foretold import Foretold, foretold, kept, names, pack, phase, words
from marsad.observatory.hearing import NEVER, At, Heard, days, kept_of, put_signs, spoken, until_of
from marsad.observatory.mentions import Mention
from marsad.observatory.mentions import held as held_mention
from marsad.observatory.reckoning import Told, late
from marsad.observatory.reckoning import heard as sign_of
from marsad.observatory.rows import Row, plain
from marsad.observatory.stems import name_key
from marsad.observatory.tables import (
    Await,
    Document,
    Foretelling,
    Prospect,
    Speaking,
    Telling,
)
from marsad.observatory.tables import Heard as HeardRow
from marsad.records import Report

_AT_ONCE = 50
_kept = lru_cache(maxsize=4_000)(kept)

# Made once: putting a statement together costs more than running it.
_DOCUMENT = select(Document.listed, Document.uid).where(Document.id == bindparam("document"))


def between_blanks(words: str | None) -> str:
    """Words as they are searched for in an entry."""
    return f" {name_key(words or '')} "


def drop(connection: Connection, document_id: int) -> set[str]:
    """Take what a document foretells and tells out, before its mentions go; the anchors to reckon anew come back."""
    touched: set[str] = set()
    for table in ("foretellings", "speaking"):
        found = rows(connection, f"SELECT DISTINCT anchor FROM {table} WHERE document_id = {document_id:d}")
        touched |= {str(row[0]) for row in found}
    for anchor in sorted(touched):
        _leave(connection, anchor)
    keys = [
        (key, day, document_id, number)
        for number, anchor, packed, day, quoted in rows(
            connection,
            "SELECT m.number, m.anchor, m.features, t.day, t.names FROM tellings t JOIN mentions m"
            f" ON m.document_id = t.document_id AND m.number = t.number WHERE t.document_id = {document_id:d}",
        )
        for key in sorted(telling(held_mention(number, anchor, packed), json.loads(quoted)))
    ]
    if keys:
        run(connection, "DELETE FROM heard WHERE key = ? AND day = ? AND document_id = ? AND number = ?", keys)
    for table in ("foretellings", "tellings"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE document_id = {document_id:d}")
    return touched


def put(
    connection: Connection, document_id: int, report: Report, own: Sequence[Mention], *, touched: Collection[str] = ()
) -> None:
    """Put down what a document foretells, and hear what its events say.

    Args:
        connection: the document's transaction.
        document_id: its row.
        report: its report, corrections laid over it.
        own: its mentions, which are in the store.
        touched: what ``drop`` gave, where the document was there before.
    """
    ((listed, uid),) = connection.execute(_DOCUMENT, {"document": document_id})
    items = foretold(report, uid, {mention.number: mention for mention in own}, listed=listed)
    made: list[Row] = [
        {
            "document_id": document_id,
            "position": position,
            "anchor": item.anchor,
            "said": item.said.toordinal(),
            "item": pack(item),
        }
        for position, item in enumerate(items)
    ]
    fill(connection, Foretelling, made)
    told = _tellings(connection, document_id, report, own, listed)
    anew = {*touched, *(item.anchor for item in items)}
    for anchor in sorted({item.anchor for item in items} - set(touched)):
        _leave(connection, anchor)
    for anchor in sorted(anew):
        _enter(connection, anchor)
    spoken: dict[str, list[Heard]] = {}
    asked = _asked(connection, told, anew)
    items_of = dict(_items(connection, sorted(asked)))
    for anchor, some in asked.items():
        for each in some:
            if (found := sign_of(items_of[anchor], each, today=NEVER)) is not None:
                spoken.setdefault(anchor, []).append(Heard((document_id, each.mention.number), found))
    for anchor, more in sorted(spoken.items()):
        _hear(connection, anchor, more)
    connection.exec_driver_sql(f"DELETE FROM unforetold WHERE document_id = {document_id:d}")


def settle(connection: Connection, touched: Collection[str]) -> None:
    """Reckon entries anew whose document went for good."""
    for anchor in sorted(touched):
        _enter(connection, anchor)


def _tellings(
    connection: Connection, document_id: int, report: Report, own: Sequence[Mention], listed: date
) -> list[Told]:
    """The events of a document that may speak, put down where they are looked for."""
    mentions = {mention.number: mention for mention in own}
    found: list[Told] = []
    made: list[Row] = []
    keys: list[Row] = []
    for event in report.events:
        mention = mentions[int(event.id[1:])]
        if not mention.main or mention.status not in SPEAKING:
            continue
        day = (event.time.start if event.time else None) or listed
        text = plain(event.evidence.text)
        told = Told(mention, phase(report, event), names([text]), event.id, None, day, text, plain(event.trigger.text))
        found.append(told)
        quoted = sorted(told.names)
        made.append(
            {
                "document_id": document_id,
                "number": mention.number,
                "day": day.toordinal(),
                "phase": told.phase,
                "names": json.dumps(quoted, ensure_ascii=False),
                "text": text,
            }
        )
        keys += [
            {"key": key, "day": day.toordinal(), "document_id": document_id, "number": mention.number}
            for key in sorted(telling(mention, quoted))
        ]
    fill(connection, Telling, made)
    # What stands there already is of the same event: nothing takes such a row away with mentions that went otherwise.
    fill(connection, HeardRow, keys, there=True)
    return found


def _asked(connection: Connection, told: Sequence[Told], but: Collection[str]) -> dict[str, list[Told]]:
    """The entries that some events may speak to, without some entries, and for each the events."""
    under: dict[int, list[Told]] = {}
    for each in told:
        for key in answered(each.mention, each.names):
            under.setdefault(key, []).append(each)
    told_on = [each.listed.toordinal() for each in told]
    found: dict[str, dict[str, Told]] = {}
    for some in numbers(under):
        for key, until, said, anchor in rows(
            connection,
            f"SELECT key, until, said, anchor FROM awaits WHERE key IN ({some})"
            f" AND until >= {min(told_on):d} AND said < {max(told_on):d}",
        ):
            for each in under[key]:
                if said < each.listed.toordinal() <= until and anchor not in but:
                    found.setdefault(anchor, {})[each.event] = each
    return {anchor: list(each.values()) for anchor, each in sorted(found.items())}


def _items(connection: Connection, anchors: Iterable[str]) -> Iterator[tuple[str, Foretold]]:
    """What some entries foretell, by their anchors."""
    for some in batches(anchors):
        # Anchors are of Marsad's own making: letters and digits.
        wanted = ",".join(f"'{anchor}'" for anchor in some)
        for anchor, uid, said, packed in rows(
            connection,
            "SELECT p.anchor, d.uid, f.said, f.item FROM prospects p JOIN foretellings f"
            " ON f.document_id = p.document_id AND f.position = p.position"
            f" JOIN documents d ON d.id = p.document_id WHERE p.anchor IN ({wanted}) ORDER BY p.anchor",
        ):
            yield anchor, _kept(anchor, uid, date.fromordinal(said), packed)


def _leave(connection: Connection, anchor: str) -> None:
    """Take an entry out, while its words are still there."""
    for _, item in list(_items(connection, [anchor])):
        (ends,) = rows(connection, f"SELECT events_until, denials_until FROM prospects WHERE anchor = '{anchor}'")
        _await_no_more(connection, item, dict(zip(SPEAKING, ends, strict=True)))
        for table in ("speaking", "prospects"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE anchor = '{anchor}'")


def _await(connection: Connection, item: Foretold, until: Mapping[str, int]) -> None:
    said = item.said.toordinal()
    made: list[Row] = [
        {"key": key, "until": end, "anchor": item.anchor, "said": said}
        for status, end in until.items()
        for key in sorted(awaited(item, status))
    ]
    fill(connection, Await, made, there=True)


def _await_no_more(connection: Connection, item: Foretold, until: Mapping[str, int]) -> None:
    gone = [(key, end, item.anchor) for status, end in until.items() for key in sorted(awaited(item, status))]
    if gone:
        run(connection, "DELETE FROM awaits WHERE key = ? AND until = ? AND anchor = ?", gone)


def _enter(connection: Connection, anchor: str) -> None:
    """Make an entry of all that is foretold under an anchor, with what speaks for and against it; none where nothing is."""
    same = rows(
        connection,
        "SELECT f.document_id, f.position, f.said, f.item, d.uid, d.publisher FROM foretellings f"
        f" JOIN documents d ON d.id = f.document_id WHERE f.anchor = '{anchor}'",
    )
    if not same:
        return
    found = [
        (_kept(anchor, uid, date.fromordinal(said), packed), row)
        for row in same
        for _, _, said, packed, uid, _ in [row]
    ]
    item, (document_id, position, said, _, _, publisher) = min(
        found, key=lambda each: (each[0].said, each[0].uid, each[0].start)
    )
    heard = kept_of(_listen(connection, item, {row[0] for row in same}))
    until = until_of(item, heard)
    voice = item.speaker or publisher
    values: Row = {
        "anchor": anchor,
        "document_id": document_id,
        "position": position,
        "said": said,
        "due": (item.deadline or NEVER).toordinal(),
        "kind": item.kind,
        "voice": voice,
        "voiced": between_blanks(voice),
        "horizon": between_blanks(item.horizon),
        "decided": decided(connection, anchor),
        **days(heard, until),
    }
    fill(connection, Prospect, [values])
    put_signs(connection, anchor, heard)
    _await(connection, item, until)


def decided(connection: Connection, anchor: str) -> str | None:
    """What people say of an entry."""
    asked = f"SELECT outcome FROM outcomes WHERE anchor = '{anchor}' AND undone IS NULL ORDER BY id DESC LIMIT 1"
    return next((str(row[0]) for row in rows(connection, asked)), None)


def _listen(connection: Connection, item: Foretold, own: Collection[int]) -> list[Heard]:
    """What the events of the store say to something foretold, those of its ``own`` documents left out."""
    said, due = item.said.toordinal(), (item.deadline or NEVER).toordinal()
    end = min(due + words().late, NEVER.toordinal())
    found: list[Heard] = []
    for status in SPEAKING:
        there: set[tuple[int, int, int]] = set()
        for some in numbers(heard(item, status)):
            asked = f"SELECT day, document_id, number FROM heard WHERE key IN ({some}) AND day > {said:d} AND day <= {end:d}"
            there |= {(row[0], row[1], row[2]) for row in rows(connection, asked) if row[1] not in own}
        enough = 0
        last = end
        for some_of in _by_day(sorted(there)):
            if some_of[0][0] > last:
                break
            for at, told in _told(connection, [(document, number) for _, document, number in some_of]):
                sign = sign_of(item, told, today=NEVER)
                if sign is None:
                    continue
                found.append(Heard(at, sign))
                enough += sign.speaks_for or not late(sign)
                if enough == words().most:
                    # The whole of this day is heard: which of a day come first, their ids say.
                    last = told.listed.toordinal()
    return found


def _by_day(there: Sequence[tuple[int, int, int]]) -> Iterator[Sequence[tuple[int, int, int]]]:
    """Events by day, some at a time, a day's together."""
    start = 0
    while start < len(there):
        end = min(start + _AT_ONCE, len(there))
        while end < len(there) and there[end][0] == there[end - 1][0]:
            end += 1
        yield there[start:end]
        start = end


def _told(connection: Connection, ats: Iterable[At]) -> Iterator[tuple[At, Told]]:
    for some in batches(ats):
        keys = ",".join(f"({document:d},{number:d})" for document, number in some)
        for document, number, day, phase_of, quoted, text, anchor, packed in rows(
            connection,
            "SELECT t.document_id, t.number, t.day, t.phase, t.names, t.text, m.anchor, m.features"
            f" FROM (VALUES {keys}) AS wanted CROSS JOIN tellings t JOIN mentions m"
            " ON m.document_id = t.document_id AND m.number = t.number"
            " WHERE t.document_id = column1 AND t.number = column2 ORDER BY t.day, t.document_id, t.number",
        ):
            mention = held_mention(number, anchor, packed)
            named = frozenset(json.loads(quoted))
            told = Told(mention, phase_of, named, f"e{number}", None, date.fromordinal(day), text, "")
            yield (document, number), told


def _hear(connection: Connection, anchor: str, more: Sequence[Heard]) -> None:
    """Let an entry know what a new document says to it."""
    ((_, item),) = _items(connection, [anchor])
    before = list(spoken(connection, [anchor])[anchor])
    found = kept_of([*before, *more])
    if {each.at for each in found} == {each.at for each in before}:
        return
    until, was = until_of(item, found), until_of(item, before)
    connection.execute(delete(Speaking).where(Speaking.anchor == anchor))
    connection.execute(update(Prospect).where(Prospect.anchor == anchor).values(**days(found, until)))
    put_signs(connection, anchor, found)
    changed = [status for status in SPEAKING if until[status] != was[status]]
    _await_no_more(connection, item, {status: was[status] for status in changed})
    _await(connection, item, {status: until[status] for status in changed})
