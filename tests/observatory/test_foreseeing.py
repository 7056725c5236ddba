"""The ledger as a table says what a look at every pair of all that was foretold and all that happened says, whatever came in first."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from sqlalchemy import select, text

import marsad
from endtoend import ROOT
from helpers import incident_scores
from marsad.observatory import documents, ledger
from marsad.observatory.awaiting import answered, awaited, heard, telling
from marsad.observatory.catchup import foretell, unforetold
from marsad.observatory.entries import Entry
from marsad.observatory.foretold import Foretold, foretold, kept, names, pack, phase, words
from marsad.observatory.mentions import Mention, mentions
from marsad.observatory.reckoning import STANDINGS, Sign, Told, first, proposed, signs
from marsad.observatory.reckoning import heard as sign_of
from marsad.observatory.reread import reread
from marsad.observatory.stems import name_key
from marsad.observatory.store import Store, open_store
from marsad.observatory.tables import Document
from marsad.observatory.write import keep
from marsad.page.document import from_text
from marsad.reader import read_article
from marsad.records import Report

LAST = date(2030, 1, 1)
PLAN = "أعلن الجيش أنه سيشن هجوماً على بلدة سرمين خلال عشرة أيام."
DONE = "شن الجيش هجوماً على بلدة سرمين يوم {day} مايو 2024."


def read(text_of: str, name: str, day: date) -> Report:
    return read_article(from_text(text_of, id=name, published=day))


@cache
def sampled() -> tuple[Report, ...]:
    files = [*sorted((ROOT / "samples").glob("2024-*")), ROOT / "samples" / "feed.jsonl"]
    return tuple(each for file in files for each in marsad.read_all(file) if isinstance(each, Report))


@cache
def gold() -> tuple[Report, ...]:
    found = []
    for path in sorted((ROOT / "tests" / "gold").glob("t*/*.json")):
        row = json.loads(path.read_text("utf-8"))
        found.append(read(row["text"], row["id"], date.fromisoformat(row["published"])))
    return tuple(found)


@cache
def grouped() -> tuple[Report, ...]:
    return tuple(incident_scores.read(row) for row in incident_scores.reports("tuning"))


def plain(found: list[Any]) -> list[tuple[Any, ...]]:
    """Signs without the incidents of their events, which change without them."""
    return [(s.speaks_for, s.uid, s.event, s.type, s.status, s.day, s.dated, s.text, tuple(s.why)) for s in found]


def all_told(store: Store) -> tuple[list[tuple[int, Foretold]], list[tuple[int, Told]]]:
    """All that is foretold and all that happened or is denied, each with its document, straight from the reports."""
    items: list[tuple[int, Foretold]] = []
    told: list[tuple[int, Told]] = []
    with store.reading() as connection:
        rows = connection.execute(select(Document.id, Document.uid, Document.listed)).all()
        for row in rows:
            report = documents.load(connection, row.id).corrected.report
            own = {mention.number: mention for mention in mentions(report, row.uid)}
            items += [(row.id, item) for item in foretold(report, row.uid, own, listed=row.listed)]
            for event in report.events:
                mention = own[int(event.id[1:])]
                if mention.main and mention.status in ("occurred", "denied"):
                    day = (event.time.start if event.time else None) or row.listed
                    sentence = event.evidence.text
                    told.append(
                        (
                            row.id,
                            Told(
                                mention, phase(report, event), names([sentence]), event.id, None, day, sentence,
                                event.trigger.text,
                            ),
                        )
                    )  # fmt: skip
    return items, told


def defined(store: Store, today: date) -> list[tuple[Any, ...]]:
    """The ledger by its definition."""
    items, told = all_told(store)
    entries: dict[str, list[tuple[int, Foretold]]] = {}
    for document, item in items:
        entries.setdefault(item.anchor, []).append((document, item))
    found = []
    for anchor, same in entries.items():
        same.sort(key=lambda each: (each[1].said, each[1].uid, each[1].start))
        item, own = same[0][1], {document for document, _ in same}
        if item.said > today:
            continue
        shown = signs(item, (each for document, each in told if document not in own), today=today)
        documents_of = tuple(each.uid for _, each in same)
        found.append(
            (
                item.deadline or date.max,
                item.said,
                anchor,
                proposed(item, shown, today=today),
                documents_of,
                plain(shown),
            )
        )
    return sorted(found)


def kept_of(store: Store, today: date) -> list[tuple[Any, ...]]:
    """The same from the table."""
    found = ledger.listed(store, ledger.Asked(today))
    counts = ledger.counted(store, ledger.Asked(today))
    assert sum(counts.values()) == len(found)
    assert all(counts[each] == [e.standing for e in found].count(each) for each in counts)
    return [(e.deadline or date.max, e.said, e.id, e.proposed, e.documents, plain(list(e.signs))) for e in found]


def days(store: Store) -> list[date]:
    """Days on which something changes, and the days around them."""
    items, told = all_told(store)
    found = {item.said for _, item in items} | {item.deadline for _, item in items if item.deadline}
    found |= {each.listed for _, each in told}
    around = sorted({day + timedelta(days=by) for day in found for by in (-1, 0, 1)})
    return [*random.Random(1).sample(around, min(12, len(around))), LAST]


@pytest.mark.parametrize("reports", [sampled, gold], ids=["samples", "gold"])
def test_the_table_says_what_a_look_at_every_pair_says(store: Store, reports: Callable[[], tuple[Report, ...]]) -> None:
    for report in reports():
        keep(store, report)
    for today in days(store):
        assert kept_of(store, today) == defined(store, today)
    assert kept_of(store, LAST)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_and_goes_in_whatever_order(new_address: Callable[[], str], seed: int) -> None:
    chance = random.Random(seed)
    reports = [*sampled(), *grouped()]
    chance.shuffle(reports)
    with open_store(new_address()) as store:
        for number, report in enumerate(reports):
            kept_now = keep(store, report, link=chance.random() < 0.8)
            if chance.random() < 0.15:
                documents.remove(store, kept_now.uid)
            if number % 40 == 39:
                assert kept_of(store, LAST) == defined(store, LAST)
        for report in chance.sample(reports, 8):
            keep(store, report)
        assert kept_of(store, LAST) == defined(store, LAST)
        list(reread(store, read=read_article))
        assert kept_of(store, LAST) == defined(store, LAST)
        with store.reading() as connection:
            rows = [row.uid for row in connection.execute(select(Document))]
        for uid in rows:
            documents.remove(store, uid)
        with store.reading() as connection:
            for table in ("foretellings", "prospects", "awaits", "tellings", "heard", "speaking", "unforetold"):
                assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0, table


def _foretold(about: Mention, listed: date) -> Foretold:
    named = frozenset(("الرمال",) if about.number == 1 else ())
    return Foretold(
        f"f{about.anchor}", about.uid, "forecast", None, "", 0, 0, listed - timedelta(days=2), "published", None, None,
        None, None, (), about, None, named,
    )  # fmt: skip


def test_whatever_may_speak_is_found_from_either_side() -> None:
    items: list[tuple[str, Foretold]] = []
    told: list[Told] = []
    for report in (*sampled(), *gold(), *grouped()):
        uid = report.document.sha256
        own = {mention.number: mention for mention in mentions(report, uid)}
        listed = report.document.published or LAST
        items += [(uid, item) for item in foretold(report, uid, own, listed=listed)]
        told += [
            Told(
                own[int(e.id[1:])], phase(report, e), names([e.evidence.text]), e.id, None, listed, e.evidence.text, ""
            )
            for e in report.events
        ]
        # What happened may be foretold just as well.
        items += [(uid, _foretold(own[int(e.id[1:])], listed)) for e in report.events[:4]]
    spoke = 0
    for each in told:
        answers, tells = answered(each.mention, each.names), telling(each.mention, each.names)
        for uid, item in items:
            if each.mention.uid != uid and sign_of(item, each, today=date.max) is not None:
                spoke += 1
                assert answers & awaited(item, each.mention.status)
                assert tells & heard(item, each.mention.status)
    assert spoke > 100


def test_what_is_foretold_is_kept_whole() -> None:
    some = 0
    for report in (*sampled(), *gold()):
        own = {mention.number: mention for mention in mentions(report, "u")}
        for item in foretold(report, "u", own, listed=LAST):
            some += 1
            assert kept(item.anchor, item.uid, item.said, pack(item)) == item
    assert some > 28


def told_on(day: int, *, text_of: str = DONE) -> Report:
    return read(text_of.format(day=day), f"day{day}", date(2024, 5, day))


def plan(store: Store) -> Entry:
    (found,) = [each for each in ledger.listed(store, ledger.Asked(LAST)) if each.said == date(2024, 5, 1)]
    return found


def test_of_what_happens_again_and_again_the_first_ones_are_kept(store: Store) -> None:
    keep(store, read(PLAN, "plan", date(2024, 5, 1)))
    order = [9, 3, 8, 4, 7, 5, 6, 10]
    for day in order:
        keep(store, told_on(day))
    assert len(order) > words().most
    shown = plan(store)
    assert shown.standing == "met"
    assert [sign.day.day for sign in shown.signs] == sorted(order)[: words().most]
    assert kept_of(store, LAST) == defined(store, LAST)
    # Where one of them goes, the next one takes its place.
    documents.remove(store, shown.signs[0].uid)
    assert [sign.day.day for sign in plan(store).signs] == sorted(order)[1 : words().most + 1]
    assert kept_of(store, LAST) == defined(store, LAST)


def test_a_correction_is_heard(store: Store) -> None:
    keep(store, read(PLAN, "plan", date(2024, 5, 1)))
    kept_now = keep(store, told_on(6))
    (sign,) = plan(store).signs
    documents.correct(store, kept_now.uid, sign.event, "status", "denied", who="Lina")
    assert [(s.speaks_for, s.status) for s in plan(store).signs] == [(False, "denied")]
    assert plan(store).standing == plan(store).proposed != "met"
    assert kept_of(store, LAST) == defined(store, LAST)
    documents.correct(store, kept_now.uid, sign.event, "event", False, who="Lina")
    assert plan(store).signs == ()
    assert kept_of(store, LAST) == defined(store, LAST)


def test_what_came_too_late_counts_only_where_nothing_came_in_time() -> None:
    sign = Sign(True, "u", "e1", None, "attack", "occurred", date(2024, 5, 5), True, "", ())
    late = [
        Sign(False, f"u{n}", "e1", None, "attack", "occurred", date(2024, 6, n + 1), True, "", ("too late",))
        for n in range(9)
    ]
    assert first([*late, sign]) == [sign]
    assert first(reversed(late)) == late[: words().most]


def test_a_store_from_before_the_ledger_was_a_table(store: Store) -> None:
    for report in sampled():
        keep(store, report)
    before = kept_of(store, LAST)
    with store.writing() as connection:
        for table in ("speaking", "awaits", "heard", "tellings", "prospects", "foretellings"):
            connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(text("INSERT INTO unforetold SELECT id FROM documents"))
    assert unforetold(store) == len(sampled())
    ticks: list[None] = []
    assert foretell(store, tick=lambda: ticks.append(None)) == len(ticks) == len(sampled())
    assert unforetold(store) == foretell(store) == 0
    assert kept_of(store, LAST) == before


def test_pages_are_pieces_of_one_list(samples: Store) -> None:
    for report in grouped():
        keep(samples, report)
    today = date(2024, 5, 14)
    every = ledger.listed(samples, ledger.Asked(today))
    assert len({each.standing for each in every}) > 2
    lists: dict[ledger.Order, list[Entry]] = {
        "deadline": every,
        "standing": sorted(every, key=lambda each: ledger.FIRST.index(each.standing)),
        "speaker": sorted(every, key=lambda each: (_voice(each) is None, _voice(each) or "")),
    }
    for order, expected in lists.items():
        pieces = []
        for offset in range(0, len(every) + 7, 7):
            pieces += ledger.listed(samples, ledger.Asked(today), order=order, limit=7, offset=offset)
        assert [each.id for each in pieces] == [each.id for each in expected], order


def _voice(entry: Entry) -> str | None:
    return entry.speaker or entry.outlet


def test_filters_are_those_of_the_list(samples: Store) -> None:
    today = date(2024, 5, 14)
    every = ledger.listed(samples, ledger.Asked(today))

    def found(**asked: Any) -> list[str]:
        shown = ledger.listed(samples, ledger.Asked(today, **asked))
        assert sum(ledger.counted(samples, ledger.Asked(today, **asked)).values()) >= len(shown)
        return [each.id for each in shown]

    voice = next(each for each in map(_voice, every) if each)
    assert found(speaker=voice) == [e.id for e in every if words_in(voice, _voice(e))] != []
    assert found(horizon="أيام") == [e.id for e in every if words_in("أيام", e.horizon)] != []
    for kind in ("forecast", "plan", "threat"):
        assert found(kinds=(kind,)) == [e.id for e in every if e.kind == kind]
    for standing in STANDINGS:
        assert found(standings=(standing,)) == [e.id for e in every if e.standing == standing]
    day = date(2024, 5, 9)
    assert found(since=day) == [e.id for e in every if e.deadline and e.deadline >= day]
    assert found(until=day) == [e.id for e in every if e.deadline and e.deadline <= day]
    assert found(said=day) == [e.id for e in every if e.said >= day]
    assert found(speaker="لا أحد يسمى هكذا") == []


def words_in(wanted: str, text_of: str | None) -> bool:
    return f" {name_key(wanted)} " in f" {name_key(text_of or '')} "
