"""Incidents: the same reports give the same incidents, whatever their order, and what people decided stays."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import text

import marsad
from helpers import incident_scores
from marsad.errors import CorrectionError, NotInStoreError
from marsad.observatory import deciding, documents, linking, neighbourhood
from marsad.observatory.filters import Filters, Near
from marsad.observatory.incidents import every, incident, incidents
from marsad.observatory.reread import reread
from marsad.observatory.store import Store, open_store
from marsad.observatory.write import keep
from marsad.reader import read_article
from marsad.records import Report


@cache
def told(part: str) -> tuple[Report, ...]:
    return tuple(incident_scores.read(row) for row in incident_scores.reports(part))


def groups(store: Store) -> set[frozenset[tuple[str, str]]]:
    """The incidents of a store as sets of their members."""
    return {frozenset((m.uid, m.event) for m in each.members) for each in every(store)}


def content(store: Store) -> set[tuple[object, ...]]:
    """What incidents say, without the ids they bear."""
    return {
        (
            each.members,
            each.type,
            each.status,
            each.first,
            each.last,
            each.place,
            each.actors,
            each.targets,
            each.voices,
        )
        for each in every(store)
    }


def holding(store: Store, report: str, event: str = "e1") -> str:
    """The incident that an event of a report is a member of."""
    uid = documents.show(store, f"https://{report}").uid
    return next(i.id for i in every(store) for m in i.members if (m.uid, m.event) == (uid, event))


@cache
def expected() -> frozenset[frozenset[tuple[str, str]]]:
    import tempfile

    from marsad.observatory.store import init_store

    with tempfile.TemporaryDirectory() as folder, init_store(Path(folder) / "a.db")[0] as store:
        for report in told("tuning"):
            keep(store, report)
        return frozenset(groups(store))


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_reports_is_no_matter(store: Store, seed: int) -> None:
    shuffled = list(told("tuning"))
    random.Random(seed).shuffle(shuffled)
    for report in shuffled:
        keep(store, report)
    assert groups(store) == expected()


def test_removing_and_adding_again_changes_nothing(store: Store) -> None:
    reports = list(told("tuning"))
    chance = random.Random(5)
    chance.shuffle(reports)
    for report in reports:
        keep(store, report)
    for report in chance.sample(reports, 15):
        assert report.document.url is not None
        documents.remove(store, report.document.url)
    left = groups(store)
    assert left != expected()
    for report in reports:
        keep(store, report)
    assert groups(store) == expected()


def test_what_is_left_is_as_if_the_rest_had_never_been_there(new_address: Callable[[], str]) -> None:
    reports = told("tuning")
    gone = {report.document.url for report in reports[5:12]}
    with open_store(new_address()) as one, open_store(new_address()) as other:
        for report in reports:
            keep(one, report)
        for url in sorted(filter(None, gone)):
            documents.remove(one, url)
        for report in reversed(reports):
            if report.document.url not in gone:
                keep(other, report)
        assert groups(one) == groups(other)
        with one.reading() as connection:
            for table in ("mentions", "blocks", "links", "prints"):
                found = connection.execute(text(f"SELECT DISTINCT document_id FROM {table}")).all()
                there = connection.execute(text("SELECT id FROM documents")).all()
                assert {row[0] for row in found} <= {row[0] for row in there}
            ends = connection.execute(text("SELECT DISTINCT other_id FROM links")).all()
            assert {row[0] for row in ends} <= {row[0] for row in there}


def test_reading_again_and_correcting_keep_ids(store: Store) -> None:
    for report in told("tuning"):
        keep(store, report)
    before = {each.id: each.members for each in every(store)}
    said = content(store)
    list(reread(store, read=read_article))
    assert {each.id: each.members for each in every(store)} == before
    assert content(store) == said
    url = "https://www.rudawarabia.net/t05"
    alone = holding(store, url.removeprefix("https://"))
    documents.correct(store, url, "e1", "status", "uncertain", who="Lina")
    documents.correct(store, url, "e2", "status", "uncertain", who="Lina")
    assert incident(store, alone).status == "uncertain"
    documents.undo(store, url, 1, who="Lina")
    assert incident(store, alone).status == "occurred"


def test_a_correction_of_the_place_parts_what_is_not_one(store: Store) -> None:
    for report in told("tuning"):
        keep(store, report)
    one, other = holding(store, "sudantribune.net/t21"), holding(store, "www.dabangasudan.org/t20")
    assert one == other
    documents.correct(store, "https://sudantribune.net/t21", "e1", "event", False, who="Lina")
    assert "t21" not in {documents.show(store, m.uid).url for m in incident(store, one).members}
    documents.undo(store, "https://sudantribune.net/t21", 1, who="Lina")
    assert groups(store) == expected()


def test_a_merge_stays_and_leads_on(store: Store) -> None:
    for report in told("tuning"):
        keep(store, report)
    kept, led = holding(store, "wafa.ps/t24"), holding(store, "wafa.ps/t22")
    merged = deciding.merge(store, kept, [led], who="Lina")
    assert merged.id == kept
    assert incident(store, led).id == kept
    assert {m.uid for m in merged.members} >= {documents.show(store, f"https://wafa.ps/t2{n}").uid for n in (2, 4)}
    together = groups(store)
    list(reread(store, read=read_article))
    assert groups(store) == together
    assert incident(store, led).id == kept
    documents.remove(store, "https://wafa.ps/t24")
    assert holding(store, "wafa.ps/t22") == incident(store, led).id
    for report in told("tuning"):
        keep(store, report)
    assert groups(store) == together
    [made] = deciding.decisions(store, led)
    assert (made.kind, made.who) == ("same", "Lina")
    deciding.undo(store, made.id, who="Omar")
    assert groups(store) == expected()
    assert incident(store, led).id != incident(store, kept).id
    with pytest.raises(NotInStoreError):
        deciding.undo(store, made.id, who="Omar")


def test_a_split_stays(store: Store) -> None:
    for report in told("tuning"):
        keep(store, report)
    whole = holding(store, "www.aljazeera.net/t07")
    sana = documents.show(store, "https://sana.sy/t09").uid
    mine = [(m.uid, m.event) for m in incident(store, whole).members if m.uid == sana]
    stays, off = deciding.split(store, whole, mine, who="Omar")
    assert {(m.uid, m.event) for m in off.members} == set(mine)
    assert stays.id == whole
    assert off.id != whole
    parted = groups(store)
    list(reread(store, read=read_article))
    assert groups(store) == parted
    documents.remove(store, sana)
    for report in told("tuning"):
        keep(store, report)
    assert groups(store) == parted
    assert incident(store, off.id).id == off.id
    # The later word holds.
    assert deciding.merge(store, whole, [off.id], who="Lina").id == whole
    assert groups(store) == expected()


def test_a_standing_goes_over_to_what_is_left_and_back(store: Store) -> None:
    """It is that of the first of its events that is there, also where that is of another incident by now."""
    here = (("a", "قتل خمسة جنود في هجوم شنه مسلحون على بلدة تيسيت أمس."), ("b", "أعلن الجيش مقتل خمسة جنود في هجوم على بلدة تيسيت الأربعاء."))  # fmt: skip
    both = [marsad.read(text, url=f"https://{name}.example/1", published=date(2024, 5, 2)) for name, text in here]
    for report in both:
        keep(store, report)
    [one] = every(store)
    deciding.set_standing(store, one.id, "retracted", who="Lina")
    last = one.members[-1]
    deciding.split(store, one.id, [(last.uid, last.event)], who="Omar")

    def standings() -> dict[str, str]:
        return {each.members[0].uid: each.standing for each in every(store)}

    parted = standings()
    assert sorted(parted.values()) == ["candidate", "retracted"]
    first = next(uid for uid, standing in parted.items() if standing == "retracted")
    documents.remove(store, first)
    assert list(standings().values()) == ["retracted"]
    for report in both:
        keep(store, report)
    assert standings() == parted


def test_decisions_that_fit_nothing(store: Store) -> None:
    for report in told("tuning")[:3]:
        keep(store, report)
    one = next(every(store))
    with pytest.raises(CorrectionError, match="nobody"):
        deciding.set_standing(store, one.id, "confirmed", who=" ")
    with pytest.raises(CorrectionError, match="no standing"):
        deciding.set_standing(store, one.id, "true", who="Lina")
    with pytest.raises(CorrectionError, match="nothing to merge"):
        deciding.merge(store, one.id, [one.id], who="Lina")
    with pytest.raises(CorrectionError, match="both sides"):
        deciding.split(store, one.id, [(m.uid, m.event) for m in one.members], who="Lina")
    with pytest.raises(NotInStoreError):
        deciding.split(store, one.id, [(one.members[0].uid, "e99")], who="Lina")
    for missing in ("i0000000000000000", "i00", "ixyzxyzxyz", "no"):
        with pytest.raises(NotInStoreError):
            incident(store, missing)
    assert deciding.decisions(store, one.id) == []


def test_a_standing_stays(store: Store) -> None:
    for report in told("tuning"):
        keep(store, report)
    wanted = holding(store, "wafa.ps/t24")
    held = deciding.set_standing(store, wanted, "confirmed", who="Lina")
    assert (held.standing, held.standing_by) == ("confirmed", "Lina")
    list(reread(store, read=read_article))
    assert incident(store, wanted).standing == "confirmed"
    documents.remove(store, "https://wafa.ps/t24")
    with pytest.raises(NotInStoreError, match="no more"):
        incident(store, wanted)
    for report in told("tuning"):
        keep(store, report)
    assert incident(store, wanted).standing == "confirmed"
    assert deciding.set_standing(store, wanted, "retracted", who="Omar").standing == "retracted"
    [_, last] = deciding.decisions(store, wanted)
    deciding.undo(store, last.id, who="Omar")
    assert incident(store, wanted).standing == "confirmed"


def test_a_new_version_keeps_the_id(store: Store) -> None:
    url, day = "https://news.example/1", date(2024, 3, 12)
    keep(store, marsad.read("انفجرت سيارة مفخخة في الموصل الاثنين وقتلت خمسة مدنيين.", url=url, published=day))
    before = {each.id for each in every(store)}
    keep(store, marsad.read("انفجرت سيارة مفخخة في الموصل أمس الاثنين وقتلت سبعة مدنيين.", url=url, published=day))
    assert {each.id for each in every(store)} == before


def test_copies_and_families_are_one_voice(store: Store) -> None:
    for report in told("tuning"):
        keep(store, report)
    fasher = incident(store, holding(store, "www.reuters.com/t17"))
    assert (fasher.documents, fasher.voices) == (3, 2)
    marib = incident(store, holding(store, "www.masirahtv.net/t12"))
    assert (marib.documents, marib.voices) == (4, 3)


def test_what_is_ahead_is_another_incident(store: Store) -> None:
    for report in told("tuning"):
        keep(store, report)
    plan = incident(store, holding(store, "www.enabbaladi.net/t33"))
    done = incident(store, holding(store, "www.enabbaladi.net/t34"))
    assert (plan.status, done.status) == ("planned", "occurred")
    assert plan.id != done.id


def test_what_is_only_named_in_passing_founds_nothing(store: Store) -> None:
    keep(
        store,
        marsad.read(
            "أدانت الأمم المتحدة الهجوم الذي استهدف فندقاً في مقديشو الخميس.",
            url="https://news.example/1",
            published=date(2024, 3, 15),
        ),
    )
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM mentions")).scalar_one() > 0
    assert list(every(store)) == []


def test_a_list_by_what_is_asked(store: Store) -> None:
    for report in told("tuning"):
        keep(store, report)
    newest = incidents(store, limit=500)
    assert [each.listed for each in newest] == sorted((each.listed for each in newest), reverse=True)
    assert incidents(store, limit=5, offset=3) == newest[3:8]
    assert {each.id for each in every(store, at_once=7)} == {each.id for each in newest}
    assert {each.type for each in incidents(store, Filters(types=("arrest",)))} == {"arrest"}
    ariha = holding(store, "www.aljazeera.net/t07")
    for filters in (
        Filters(places=("أريحا",), until=date(2024, 1, 20)),
        Filters(near=Near(35.81, 36.6, 15), until=date(2024, 1, 20)),
        Filters(sources=("الدفاع المدني",), since=date(2024, 1, 1), until=date(2024, 1, 20)),
    ):
        assert ariha in {each.id for each in incidents(store, filters)}
        assert {each.id for each in incidents(store, filters)} == {each.id for each in every(store, filters)}
    assert incidents(store, Filters(places=("لا مكان",))) == []


def test_a_large_neighbourhood_is_cut(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(linking.load().settings, "largest", 4)
    reports = [r for r in told("tuning") if r.document.url and r.document.url[-3:] in ("t06", "t07", "t08", "t09")]
    for report in reports:
        keep(store, report)
    first = groups(store)
    for report in reports:
        documents.remove(store, report.document.url or "")
    for report in reversed(reports):
        keep(store, report)
    assert groups(store) == first
    assert max(map(len, first)) <= 4


def test_documents_that_wait_are_compared_first(store: Store) -> None:
    for report in told("tuning")[:12]:
        keep(store, report)
    was = {each.id: each.members for each in every(store)}
    with store.writing() as connection:
        for table in ("mentions", "blocks", "links", "prints", "incidents"):
            connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(text("INSERT INTO waiting (document_id) SELECT id FROM documents"))
    assert {each.id: each.members for each in every(store)} == was
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM waiting")).scalar_one() == 0


def test_every_id_ever_given_leads_somewhere(store: Store) -> None:
    given: set[str] = set()
    for report in told("tuning"):
        keep(store, report)
        given |= {each.id for each in every(store)}
    for each in sorted(given):
        assert incident(store, each).id in given
    with store.reading() as connection:
        anchors = connection.execute(text("SELECT anchor, incident FROM mentions WHERE incident IS NOT NULL")).all()
    for anchor, held in anchors:
        assert incident(store, f"i{anchor:016x}").id == held or incident(store, f"i{anchor:016x}").id in given


@pytest.mark.parametrize(
    ("part", "pairwise", "bcubed", "of_read"),
    [
        ("tuning", 0.87, 0.92, 0.93),
        ("aside", 0.93, 0.95, 0.94),
        ("fresh", 0.96, 0.97, 0.96),
        ("last", 0.94, 0.95, 0.94),
        ("probe", 0.92, 0.94, 0.92),
        ("wide", 0.89, 0.93, 0.95),
        ("wire", 0.88, 0.925, 0.9),
        ("blind", 0.75, 0.84, 0.81),
        ("unseen", 0.785, 0.86, 0.81),
        ("sealed", 0.74, 0.82, 0.79),
    ],
)
def test_incidents_agree_with_a_person(part: str, pairwise: float, bcubed: float, of_read: float) -> None:
    found = incident_scores.linked(part)
    assert found.scores().pairwise >= pairwise
    assert found.scores().bcubed >= bcubed
    # What was not read is no fault of the linking, which has a floor of its own.
    assert found.of_what_was_read().pairwise >= of_read


def test_scores_of_known_groups() -> None:
    same = incident_scores.scores("aabb", "xxyy")
    assert (same.pairwise, same.bcubed) == (1.0, 1.0)
    apart = incident_scores.scores("aabb", "wxyz")
    assert apart.pairwise == 0.0
    assert apart.bcubed == pytest.approx(2 / 3)


def test_sqlite_finds_neighbours_by_indexes(blank: Path) -> None:
    connection = sqlite3.connect(blank)
    queries = (
        *(
            f"SELECT number FROM {neighbourhood.wanted('(1,2),(3,4)')} CROSS JOIN {table}"
            " WHERE document_id = column1 AND number = column2"
            for table in ("mentions", "links")
        ),
        "SELECT document_id FROM blocks WHERE block IN (1, 2) AND day BETWEEN 3 AND 4",
        "SELECT number FROM mentions WHERE anchor IN (1, 2)",
        "SELECT decision_id FROM decided WHERE anchor IN (1, 2)",
    )
    for query in queries:
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}"))
        assert "SEARCH" in plan
        assert not any(f"SCAN {table}" in plan for table in ("mentions", "links", "blocks", "decided")), plan
    connection.close()
