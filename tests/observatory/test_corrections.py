from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from fixtures_reports import rich_report
from helpers import stories
from marsad.errors import CorrectionError, NotInStoreError
from marsad.observatory import agreement, desk, documents
from marsad.observatory.filters import Filters
from marsad.observatory.reread import Reread, reread
from marsad.observatory.search import search
from marsad.observatory.store import Store
from marsad.observatory.write import keep
from marsad.page.article import Article
from marsad.reader import read_article
from marsad.records import Report


def test_a_correction_is_laid_over_the_reading(store: Store) -> None:
    uid = keep(store, rich_report()).uid
    change = documents.correct(store, uid, "e1", "status", "denied", who="Lina")
    held = documents.show(store, uid)
    assert held.json == rich_report().to_json(), "the reading stays as it is"
    assert held.corrected.report.events[0].status == "denied"
    assert (change.old, change.new, change.who) == ("occurred", "denied", "Lina")
    (hit,) = search(store, filters=Filters(statuses=("denied",), types=("capture",)))
    assert hit.events[0].corrected
    documents.correct(store, uid, "e1", "counts", [], who="Omar")
    documents.undo(store, uid, change.id, who="Omar")
    held = documents.show(store, uid)
    assert held.corrected.report.events[0].status == "occurred"
    assert held.corrected.report.events[0].counts == ()
    assert [(c.who, c.undone_by) for c in held.changes] == [("Lina", "Omar"), ("Omar", None)]
    assert search(store, filters=Filters(statuses=("denied",), types=("capture",))) == []
    with pytest.raises(NotInStoreError):
        documents.undo(store, uid, change.id, who="Omar")


def test_an_event_can_be_struck_out(store: Store) -> None:
    uid = keep(store, rich_report()).uid
    count = len(rich_report().events)
    documents.correct(store, uid, "e1", "event", False, who="Lina")
    report = documents.show(store, uid).corrected.report
    assert len(report.events) == count - 1
    assert report.check() == []
    assert search(store)[0].events[0].id == "e2"


@pytest.mark.parametrize(
    ("event", "field", "new", "error"),
    [
        ("e1", "status", "perhaps", CorrectionError),
        ("e1", "rule", "mine", CorrectionError),
        ("e1", "event", "gone", CorrectionError),
        ("e1", "actors", [{"text": "x", "start": 0, "end": 5}], CorrectionError),
        ("e1", "actors", [{"text": "###", "start": 0, "end": 3}], CorrectionError),
        ("e99", "status", "denied", NotInStoreError),
    ],
)
def test_what_does_not_fit_is_refused(store: Store, event: str, field: str, new: object, error: type) -> None:
    uid = keep(store, rich_report()).uid
    with pytest.raises(error):
        documents.correct(store, uid, event, field, new, who="Lina")
    assert documents.show(store, uid).changes == ()


def test_nobody_corrects_without_a_name(store: Store) -> None:
    uid = keep(store, rich_report()).uid
    with pytest.raises(CorrectionError):
        documents.correct(store, uid, "e1", "status", "denied", who=" ")


def at(report: Report, words: str) -> dict[str, object]:
    start = report.document.text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def missed(report: Report, words: str, **more: object) -> dict[str, object]:
    return {"type": "protest", "trigger": at(report, words), **more}


def test_a_missed_event_is_added_corrected_and_taken_back(store: Store) -> None:
    report = stories.report(2)
    uid = keep(store, report).uid
    added = documents.add_event(store, uid, missed(report, "بيان", actors=[at(report, "الشرطة")]), who="Lina")
    held = documents.show(store, uid)
    event = held.corrected.report.events[-1]
    assert (event.id, event.type, event.rule, event.confidence) == (added.event, "protest", "coder/added", 1.0)
    assert event.evidence.text.startswith("اعتقلت")
    assert held.json == report.to_json(), "the reading stays as it is"
    (hit,) = search(store, filters=Filters(types=("protest",)))
    assert hit.events[0].corrected
    documents.correct(store, uid, added.event, "status", "planned", who="Omar")
    assert search(store, filters=Filters(types=("protest",), statuses=("planned",)))
    documents.undo(store, uid, added.id, who="Omar")
    held = documents.show(store, uid)
    assert held.corrected.report == report
    assert [change.field for change in held.corrected.lost] == ["status"]


@pytest.mark.parametrize(
    "new",
    [
        {"type": "protest"},
        {"type": "protest", "trigger": {"text": "x", "start": 0, "end": 1}},
        {"type": "no type", "trigger": {"text": "بيان", "start": 0, "end": 4}},
        {"type": "protest", "trigger": {"text": "اعتقلت", "start": 15, "end": 21}},
    ],
)
def test_what_is_no_event_is_not_added(store: Store, new: dict[str, object]) -> None:
    uid = keep(store, stories.report(2)).uid
    with pytest.raises(CorrectionError):
        documents.add_event(store, uid, new, who="Lina")
    assert documents.show(store, uid).changes == ()


def test_an_added_event_outlives_another_reading_and_a_new_version(store: Store) -> None:
    import marsad

    report = stories.report(2)
    uid = keep(store, report).uid
    documents.add_event(store, uid, missed(report, "بيان"), who="Lina")
    assert all(each.lost == () for each in reread(store, read=other) if isinstance(each, Reread))
    assert documents.show(store, uid).corrected.report.events[-1].type == "protest"
    longer = marsad.read("مقدمة جديدة أضيفت إلى الخبر.\n\n" + report.document.text, published=stories.day(2))
    longer = longer.model_copy(update={"document": longer.document.model_copy(update={"id": report.document.id})})
    assert keep(store, longer).lost == 0
    found = documents.show(store, uid).corrected.report
    assert found.check() == []
    assert found.events[-1].trigger.text == "بيان"


def test_where_the_reader_finds_an_added_event_itself_it_is_one(store: Store) -> None:
    report = stories.report(2)
    uid = keep(store, report).uid
    documents.add_event(store, uid, missed(report, "بيان", status="planned"), who="Lina")

    def better(article: Article) -> Report:
        data = read_article(article).to_dict()
        first = data["events"][0]
        trigger = at(report, "بيان")
        data["events"].append({**first, "id": "e77", "type": "talks", "trigger": trigger, "status": "occurred"})
        return Report.model_validate(data)

    assert [each.lost for each in reread(store, read=better) if isinstance(each, Reread)] == [()]
    events = documents.show(store, uid).corrected.report.events
    assert [(e.id, e.type, e.status) for e in events if e.trigger.text == "بيان"] == [("e77", "protest", "planned")]


def test_an_accepted_event_waits_no_more_and_stays_as_it_is(store: Store) -> None:
    uid = keep(store, stories.report(0)).uid
    before = desk.progress(store)
    assert [each.confidence for each in desk.queue(store)] == sorted(each.confidence for each in desk.queue(store))
    accepted = documents.correct(store, uid, "e1", "event", True, who="Lina")
    held = documents.show(store, uid).corrected
    assert (held.report, held.accepted, held.touched) == (stories.report(0), {"e1"}, frozenset())
    assert desk.progress(store) == desk.Progress(before.waiting - 1, before.done + 1)
    assert "e1" not in {each.event for each in desk.queue(store, "recent")}
    documents.undo(store, uid, accepted.id, who="Lina")
    assert desk.progress(store) == before


def test_the_doubtful_are_found_by_their_index(store: Store) -> None:
    keep(store, stories.report(0))
    asked: list[tuple[str, Any]] = []
    event.listen(store.engine, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
    assert desk.queue(store)
    statement, values = next(each for each in asked if "confidence" in each[0])
    if store.sqlite:
        with store.reading() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
        assert any("ix_events_confidence" in row[3] for row in plan)
    else:
        assert "NOT (corrected OR accepted)" in statement


def test_two_coders_are_compared_each_by_their_own(store: Store) -> None:
    uid = keep(store, stories.report(0)).uid
    events = [event.id for event in stories.report(0).events]
    assert len(events) > 1
    assert all(each.alpha is None for each in agreement.agreement(store))
    for who in ("Lina", "Omar"):
        documents.correct(store, uid, events[0], "event", True, who=who)
    documents.correct(store, uid, events[1], "status", "denied", who="Lina")
    documents.correct(store, uid, events[1], "event", True, who="Omar")
    found = {each.question: each for each in agreement.agreement(store)}
    assert (found["event"].alpha, found["event"].units) == (1.0, 2)
    # One unit alike, one not: occurred three times, denied once.
    assert found["status"].alpha == pytest.approx(0.0)
    assert found["type"].alpha == 1.0


def test_alpha_is_krippendorffs() -> None:
    # K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections B and C.
    binary = zip("0100000010", "1110010000", strict=True)
    assert agreement.alpha(list(binary)) == pytest.approx(0.095, abs=5e-4)
    coders = ("12332141 2...", "1233224125.3", ".3332342251.", "123324412 51.")
    rows = [row.replace(" ", "") for row in coders]
    units = [[row[at] for row in rows if row[at] != "."] for at in range(12)]
    assert agreement.alpha(units) == pytest.approx(0.743, abs=5e-4)
    assert agreement.alpha([["a"], []]) is None


def test_reading_again_changes_nothing_where_the_reader_did_not(store: Store) -> None:
    for number in range(6):
        keep(store, stories.report(number))
    found = [each for each in reread(store, read=read_article) if isinstance(each, Reread)]
    assert [each.changed for each in found] == [False] * 6
    for number in range(6):
        assert documents.show(store, f"story-{number}").json == stories.report(number).to_json()


def other(article: Article) -> Report:
    """A reader of the future: it numbers events otherwise, finds one fewer, and calls arrests abductions."""
    data = read_article(article).to_dict()
    data["events"] = [
        {**e, "id": f"e{10 + at}", "type": "abduction" if e["type"] == "arrest" else e["type"]}
        for at, e in enumerate(data["events"])
        if e["type"] != "killing"
    ]
    for statement in data["statements"]:
        statement["events"] = []
    return Report.model_validate(data)


def test_corrections_outlive_another_reading(store: Store) -> None:
    arrest, strike = keep(store, stories.report(2)).uid, keep(store, stories.report(0)).uid
    killing = next(e.id for e in stories.report(0).events if e.type == "killing")
    kept = documents.correct(store, arrest, "e1", "status", "denied", who="Lina")
    lost = documents.correct(store, strike, killing, "status", "uncertain", who="Lina")
    found = {each.uid: each for each in reread(store, read=other) if isinstance(each, Reread)}
    assert found[arrest].changed
    assert [(c.kind, c.type, c.fields) for c in found[arrest].events] == [("changed", "abduction", ("type",))]
    assert found[arrest].lost == ()
    assert ("gone", "killing") in {(c.kind, c.type) for c in found[strike].events}
    assert [change.id for change in found[strike].lost] == [lost.id]
    (hit,) = search(store, filters=Filters(types=("abduction",), statuses=("denied",)))
    assert hit.uid == arrest
    # The old reader again: the correction that was lost finds its event.
    back = [each for each in reread(store, read=read_article) if isinstance(each, Reread)]
    assert all(each.lost == () for each in back)
    assert {c.id for c in documents.show(store, arrest).changes} == {kept.id}
    assert search(store, filters=Filters(types=("killing",), statuses=("uncertain",)))


def test_corrections_go_along_to_a_new_version(store: Store) -> None:
    report = stories.report(2)
    uid = keep(store, report).uid
    documents.correct(store, uid, "e1", "counts", [], who="Lina")
    import marsad

    longer = marsad.read("مقدمة جديدة أضيفت إلى الخبر.\n\n" + report.document.text, published=stories.day(2))
    longer = longer.model_copy(update={"document": longer.document.model_copy(update={"id": report.document.id})})
    kept = keep(store, longer)
    assert (kept.outcome, kept.lost) == ("changed", 0)
    assert documents.show(store, uid).corrected.touched


def test_a_reader_that_stumbles_costs_one_document(store: Store) -> None:
    for number in range(3):
        keep(store, stories.report(number))

    def stumbling(article: Article) -> Report:
        if article.id == "story-1":
            raise ValueError("odd")
        return read_article(article)

    found = list(reread(store, read=stumbling))
    assert [isinstance(each, Reread) for each in found] == [True, False, True]
    assert documents.show(store, "story-1").json == stories.report(1).to_json()
