"""What was foretold in the store, and what came of it?  The machine proposes, a person decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, and_, case, collate, func, insert, or_, select, update

from marsad.errors import CorrectionError, NotInStoreError
from marsad.observatory import foreseeing
from marsad.observatory.bulk import batches
from marsad.observatory.catchup import foretell
from marsad.observatory.entries import Decision, Entry, Speaks
from marsad.observatory.foretold import kept
from marsad.observatory.hearing import spoken
from marsad.observatory.identity import begins
from marsad.observatory.reckoning import STANDINGS, Standing, first, proposed
from marsad.observatory.stems import name_key
from marsad.observatory.store import Store, now
from marsad.observatory.tables import Document, Foretelling, Outcome, Prospect

_LEAST_DIGITS = 6
_LONGEST_REASON = 1000

Order = Literal["deadline", "speaker", "standing"]
#: What waits for a person comes first.
FIRST: tuple[Standing, ...] = ("due", "undecided", "open", "failed", "met")
assert set(FIRST) == set(STANDINGS)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries are asked for, as of ``today``; several standings or kinds are alternatives, none: all.

    ``said``: only what was first said on that day or later; ``since`` and ``until`` bound the deadline; ``speaker`` and ``horizon`` are words of
    the speaker (the outlet where nobody is named) and of the words that say by when.
    """

    today: date
    standings: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    speaker: str = ""
    horizon: str = ""
    said: date | None = None
    since: date | None = None
    until: date | None = None


def _standing(today: int) -> ColumnElement[str]:
    """How an entry stands on a day, as ``reckoning.proposed`` has it, or as a person decided."""
    held, against = Prospect.for_day <= today, Prospect.against_day <= today
    return func.coalesce(
        Prospect.decided,
        case(
            (and_(held, against), "undecided"),
            (held, "met"),
            (and_(against, Prospect.due < today), "failed"),
            (Prospect.due <= today, "due"),
            else_="open",
        ),
    )


def _holding(connection: Connection, column: Any, words: str) -> ColumnElement[bool]:
    """That words stand in a text, whatever article and clitics they carry; there are few texts, and an index holds them."""
    wanted = f" {name_key(words)} "
    texts = connection.execute(select(column).distinct()).scalars()
    found: ColumnElement[bool] = column.in_([each for each in texts if wanted in each])
    return found


def _meeting(connection: Connection, asked: Asked) -> list[ColumnElement[bool]]:
    """What an entry has to meet, however it stands."""
    found: list[ColumnElement[bool]] = [Prospect.said <= asked.today.toordinal()]
    if asked.said is not None:
        found.append(Prospect.said >= asked.said.toordinal())
    if asked.kinds:
        found.append(Prospect.kind.in_(asked.kinds))
    if asked.speaker:
        found.append(_holding(connection, Prospect.voiced, asked.speaker))
    if asked.horizon:
        found.append(_holding(connection, Prospect.horizon, asked.horizon))
    if asked.since is not None:
        found.append(Prospect.due >= asked.since.toordinal())
    if asked.until is not None or asked.since is not None:
        last = asked.until.toordinal() if asked.until else date.max.toordinal() - 1
        found.append(Prospect.due <= last)
    return found


def counted(store: Store, asked: Asked) -> Counter[str]:
    """How many of the entries that are asked for stand how; all standings, whichever are chosen."""
    foretell(store)
    with store.reading() as connection:
        return _counts(connection, asked)


def _counts(connection: Connection, asked: Asked) -> Counter[str]:
    standing = _standing(asked.today.toordinal())
    found = connection.execute(select(standing, func.count()).where(*_meeting(connection, asked)).group_by(standing))
    return Counter({row[0]: row[1] for row in found})


def listed(
    store: Store, asked: Asked, *, order: Order = "deadline", limit: int | None = None, offset: int = 0
) -> list[Entry]:
    """The entries that are asked for: by deadline, or by speaker or standing first; what has none comes last."""
    foretell(store)
    if order != "standing":
        with store.reading() as connection:
            anchors = _page(connection, asked, asked.standings, order == "speaker", limit, offset)
            return _entries(connection, anchors, asked.today)
    chosen = [each for each in FIRST if not asked.standings or each in asked.standings]
    with store.reading() as connection:
        anchors = []
        # What is passed over is counted, and not read.
        counts = _counts(connection, asked) if offset else Counter[str]()
        for each in chosen:
            left = None if limit is None else limit - len(anchors)
            found = _page(connection, asked, (each,), False, left, offset)
            anchors += found
            if len(anchors) == limit:
                break
            if offset:
                offset = 0 if found else offset - counts[each]
        return _entries(connection, anchors, asked.today)


def _page(
    connection: Connection, asked: Asked, standings: Sequence[str], by_speaker: bool, limit: int | None, offset: int
) -> list[str]:
    """The anchors of some entries, by deadline, by speaker first if that is asked for."""
    lite = connection.dialect.name == "sqlite"
    wanted = select(Prospect.anchor).where(*_meeting(connection, asked))
    if standings:
        wanted = wanted.where(_standing(asked.today.toordinal()).in_(standings))
    order: list[Any] = [Prospect.due, Prospect.said, Prospect.anchor if lite else collate(Prospect.anchor, "C")]
    if by_speaker:
        voice = Prospect.voice.expression
        order.insert(0, (voice if lite else collate(voice, "C")).nulls_last())
    wanted = wanted.order_by(*order).limit(limit).offset(offset or None)
    return [str(each) for each in connection.execute(wanted).scalars()]


def ledger(
    store: Store, *, today: date, since: date | None = None, standings: Iterable[str] = (), kinds: Iterable[str] = ()
) -> list[Entry]:
    """What was foretold up to ``today``, by deadline, what has none last; ``since`` a day it was first said.

    ``standings`` and ``kinds`` choose among them; none chosen: all.
    """
    return listed(store, Asked(today, tuple(standings), tuple(kinds), said=since))


def _entries(connection: Connection, anchors: Sequence[str], today: date) -> list[Entry]:
    """Some entries, in their order."""
    found: dict[str, Entry] = {}
    for some in batches(anchors):
        found |= _some(connection, some, today)
    return [found[anchor] for anchor in anchors]


def _some(connection: Connection, anchors: Sequence[str], today: date) -> dict[str, Entry]:
    columns = (
        Prospect.anchor, Prospect.decided, Foretelling.said, Foretelling.item, Document.uid, Document.publisher, Document.url,
    )  # fmt: skip
    at = (Foretelling.document_id == Prospect.document_id) & (Foretelling.position == Prospect.position)
    asked = (
        select(*columns)
        .join(Foretelling, at)
        .join(Document, Document.id == Prospect.document_id)
        .where(Prospect.anchor.in_(anchors))
    )
    rows = connection.execute(asked).all()
    documents = _documents(connection, anchors)
    signs = spoken(connection, anchors)
    decided = _decided(connection, [row.anchor for row in rows if row.decided is not None])
    publishers = _publishers(connection, {each.sign.uid for some in signs.values() for each in some})
    found: dict[str, Entry] = {}
    for row in rows:
        item = kept(row.anchor, row.uid, date.fromordinal(row.said), row.item)
        shown = first(each.sign for each in signs[row.anchor] if each.sign.day <= today)
        suggested = proposed(item, shown, today=today)
        said = decided.get(row.anchor)
        found[row.anchor] = Entry(
            id=row.anchor,
            kind=item.kind,
            standing=said.outcome if said else suggested,
            proposed=suggested,
            decided_by=said.who if said else None,
            decided_at=said.made if said else None,
            reason=said.reason or None if said else None,
            speaker=item.speaker,
            outlet=row.publisher,
            documents=tuple(documents[row.anchor]),
            url=row.url,
            text=item.text,
            start=item.start,
            end=item.end,
            said=item.said,
            said_from=item.said_from,
            horizon=item.horizon,
            first=item.first,
            deadline=item.deadline,
            deadline_from=item.deadline_from,
            type=item.about.type if item.about else None,
            events=item.events,
            signs=tuple(
                Speaks(
                    each.speaks_for, each.uid, publishers[each.uid], each.event, each.incident, each.type, each.status,
                    each.day, each.dated, each.text, each.why,
                )
                for each in shown
            ),
        )  # fmt: skip
    return found


def _documents(connection: Connection, anchors: Sequence[str]) -> dict[str, list[str]]:
    """The documents that say the words of some entries, the first one first."""
    asked = (
        select(Foretelling.anchor, Document.uid)
        .join(Document, Document.id == Foretelling.document_id)
        .where(Foretelling.anchor.in_(anchors))
    )
    found: dict[str, list[str]] = {}
    rows = connection.execute(asked.add_columns(Foretelling.said, Foretelling.position))
    for row in sorted(rows, key=lambda row: (row.said, row.uid, row.position)):
        found.setdefault(row.anchor, []).append(row.uid)
    return found


def _publishers(connection: Connection, uids: Iterable[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for some in batches(sorted(uids)):
        rows = connection.execute(select(Document.uid, Document.publisher).where(Document.uid.in_(some)))
        found |= {row.uid: row.publisher for row in rows}
    return found


def _decided(connection: Connection, anchors: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for some in batches(sorted(anchors)):
        query = select(Outcome.__table__).where(Outcome.anchor.in_(some), Outcome.undone.is_(None))
        for row in connection.execute(query.order_by(Outcome.id)):
            found[row.anchor] = row
    return found


def entry(store: Store, given: str, *, today: date) -> Entry:
    """The entry with this id, or its first digits.

    Raises:
        NotInStoreError: there is none, or more than one is meant.
    """
    if len(given) < _LEAST_DIGITS:
        raise NotInStoreError(f"no entry {given}", hint="six digits or more; marsad ledger lists them")
    foretell(store)
    meant = or_(*(begins(Prospect.anchor, digits) for digits in (given, f"f{given}")))
    asked = select(Prospect.anchor).where(meant, Prospect.said <= today.toordinal()).limit(2)
    with store.reading() as connection:
        found = [str(each) for each in connection.execute(asked).scalars() if each.startswith((given, f"f{given}"))]
        if len(found) != 1:
            said = "no entry" if not found else "more than one entry"
            raise NotInStoreError(f"{said} {given}", hint="marsad ledger lists them")
        return _entries(connection, found, today)[0]


def decisions(store: Store, anchor: str) -> list[Decision]:
    """All that was ever decided of an entry, the last first, also what was taken back."""
    columns = (Outcome.outcome, Outcome.who, Outcome.made, Outcome.reason, Outcome.undone, Outcome.undone_by)
    with store.reading() as connection:
        rows = connection.execute(select(*columns).where(Outcome.anchor == anchor).order_by(Outcome.id.desc()))
        return [Decision(*row) for row in rows]


def _note(connection: Connection, anchor: str) -> None:
    """Let an entry know what people now say of it."""
    said = foreseeing.decided(connection, anchor)
    connection.execute(update(Prospect).where(Prospect.anchor == anchor).values(decided=said))


def decide(store: Store, given: str, standing: str, *, who: str, today: date, reason: str = "") -> Entry:
    """Say how something foretold stands, and why; it holds until another decision or its undoing.

    Raises:
        NotInStoreError: there is no such entry.
        CorrectionError: nobody is named, there is no such standing, or the reason is too long.
    """
    if not who.strip():
        raise CorrectionError("nobody is named who decides", hint="say who with --by")
    if standing not in STANDINGS:
        raise CorrectionError(f"{standing!r} is no standing", hint=f"one of {', '.join(STANDINGS)}")
    reason = " ".join(reason.replace("\0", " ").split())
    if len(reason) > _LONGEST_REASON:
        raise CorrectionError(f"the reason is longer than {_LONGEST_REASON:,} characters")
    found = entry(store, given, today=today)
    with store.writing() as connection:
        values = {"anchor": found.id, "outcome": standing, "who": who.strip(), "made": now(), "reason": reason}
        connection.execute(insert(Outcome).values(values))
        _note(connection, found.id)
    return entry(store, found.id, today=today)


def undo(store: Store, given: str, *, who: str, today: date) -> Entry:
    """Take the last decision on an entry back; it stays in the table.

    Raises:
        NotInStoreError: there is no such entry, or nothing was decided.
        CorrectionError: nobody is named.
    """
    if not who.strip():
        raise CorrectionError("nobody is named who decides", hint="say who with --by")
    found = entry(store, given, today=today)
    with store.writing() as connection:
        query = select(func.max(Outcome.id)).where(Outcome.anchor == found.id, Outcome.undone.is_(None))
        last = connection.execute(query).scalar()
        if last is None:
            raise NotInStoreError(f"nothing was decided of {found.id}", hint="")
        connection.execute(update(Outcome).where(Outcome.id == last).values(undone=now(), undone_by=who.strip()))
        _note(connection, found.id)
    return entry(store, found.id, today=today)
