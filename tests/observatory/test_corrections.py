from __future__ import annotations

import pytest

from fixtures_reports import rich_report
from helpers import stories
from marsad.errors import CorrectionError, NotInStoreError
from marsad.observatory import documents
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
