from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from fixtures_reports import bare_report, rich_report
from helpers import stories
from marsad.errors import NotInStoreError
from marsad.observatory import documents
from marsad.observatory.rows import name_id
from marsad.observatory.search import search
from marsad.observatory.stems import name_key
from marsad.observatory.store import Store
from marsad.observatory.tables import (
    DERIVED,
    Count,
    Document,
    Event,
    Name,
    Note,
    Place,
    Role,
    Source,
    Statement,
    Version,
)
from marsad.observatory.write import keep, remove
from marsad.records import Report, text_hash


def many(store: Store, table: type) -> int:
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def edited(report: Report, text: str) -> Report:
    """Another text under the same name."""
    other = bare_report(id=report.document.id, text=text)
    return other.model_copy(update={"document": other.document.model_copy(update={"url": report.document.url})})


def test_the_same_document_twice_is_one(store: Store) -> None:
    first, second = keep(store, rich_report()), keep(store, rich_report())
    assert (first.outcome, second.outcome) == ("new", "same")
    assert first.uid == second.uid
    assert many(store, Document) == many(store, Version) == 1


def test_a_changed_document_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    first = keep(store, rich_report())
    changed = edited(rich_report(), "نص آخر تماماً عن القائم.")
    assert keep(store, changed).outcome == "changed"
    held = documents.show(store, first.uid)
    assert (held.version, len(held.versions)) == (2, 2)
    assert held.json == changed.to_json()
    assert documents.show(store, first.uid, version=1).json == rich_report().to_json()
    assert many(store, Event) == 0, "the tables hold the newest version"
    assert search(store, "القائم")
    # Neither version taken in again is a third one.
    assert keep(store, rich_report()).outcome == keep(store, changed).outcome == "same"
    with pytest.raises(NotInStoreError, match="no version 3"):
        documents.show(store, first.uid, version=3)


def test_an_address_names_a_document_whatever_its_id(store: Store) -> None:
    def at(url: str | None, name: str, text: str) -> Report:
        report = bare_report(id=name, text=text)
        return report.model_copy(update={"document": report.document.model_copy(update={"url": url})})

    first = keep(store, at("https://a.example/1", "x", "واحد"))
    assert keep(store, at("https://a.example/1", "y", "اثنان")).outcome == "changed"
    assert keep(store, at("https://b.example/1", "x", "واحد")).outcome == "new"
    assert documents.show(store, "https://a.example/1").uid == first.uid


def test_an_id_made_from_a_file_holds_with_that_file(store: Store) -> None:
    one, other = bare_report(id="index", text="الأول"), bare_report(id="index", text="الثاني")
    first = keep(store, one, origin="/a/index.html")
    second = keep(store, other, origin="/b/index.html")
    assert (first.outcome, second.outcome) == ("new", "new")
    assert keep(store, one, origin="/moved/index.html").outcome == "same"
    assert keep(store, bare_report(id="index", text="الثالث"), origin="/b/index.html").uid == second.uid
    with pytest.raises(NotInStoreError, match="may be"):
        documents.show(store, "index")


def test_ids_do_not_depend_on_the_order(new_address: Callable[[], str]) -> None:
    from marsad.observatory.store import open_store

    reports = [stories.report(n) for n in range(6)]
    found = []
    for seed in (1, 2):
        random.Random(seed).shuffle(reports)
        with open_store(new_address()) as store:
            found.append({report.document.id: keep(store, report).uid for report in reports})
    assert found[0] == found[1]


def test_a_date_that_comes_later_is_taken_up(store: Store) -> None:
    dated = stories.report(1)
    bare = dated.model_copy(update={"document": dated.document.model_copy(update={"published": None})})
    first = keep(store, bare)
    assert keep(store, dated).outcome == "updated"
    held = documents.show(store, first.uid)
    assert (held.published, len(held.versions)) == (stories.day(1), 1)
    assert keep(store, bare).outcome == "same"


def test_the_tables_say_what_the_report_says(store: Store) -> None:
    report = rich_report()
    keep(store, report)
    with store.reading() as connection:
        for table, wanted in {
            Event: len(report.events),
            Role: sum(len(e.actors) + len(e.targets) for e in report.events),
            Place: sum(len(e.places) for e in report.events),
            Count: sum(len(e.counts) + len(e.none) for e in report.events),
            Source: sum(e.source is not None for e in report.events),
            Statement: len(report.statements),
            Note: len(report.notes),
        }.items():
            assert connection.execute(select(func.count()).select_from(table)).scalar() == wanted, table
        event = report.events[0]
        row = connection.execute(select(Event).with_only_columns(*Event.__table__.c).where(Event.number == 1)).one()
        assert (row.type, row.status, row.trigger) == (event.type, event.status, event.trigger.text)
        names = {row.id: row.key for row in connection.execute(select(Name.id, Name.key))}
    for event in report.events:
        for role in (*event.actors, *event.targets):
            assert names[name_id(name_key(role.text))] == name_key(role.text)


def test_no_event_takes_the_day_of_publication_for_its_own(store: Store) -> None:
    keep(store, stories.report(0))
    with store.reading() as connection:
        row = connection.execute(select(Event.first, Event.last, Event.listed)).first()
    assert row is not None
    assert tuple(row) == (None, None, stories.day(0))


def test_what_is_removed_is_gone(store: Store) -> None:
    keep(store, rich_report())
    kept = keep(store, stories.report(3))
    held = documents.show(store, rich_report().document.id)
    remove(store, held.document_id)
    with pytest.raises(NotInStoreError):
        documents.show(store, held.uid)
    with store.reading() as connection:
        for table in DERIVED:
            assert not connection.execute(
                select(table.document_id).where(table.document_id == held.document_id)  # type: ignore[attr-defined]
            ).first()
    assert [hit.uid for hit in search(store)] == [kept.uid]
    with pytest.raises(NotInStoreError):
        remove(store, held.document_id)


def test_a_document_is_meant_by_its_first_digits(store: Store) -> None:
    kept = keep(store, rich_report())
    assert documents.show(store, kept.uid[:6]).uid == kept.uid
    for wrong in (kept.uid[:4], "%", "0' OR 1=1"):
        with pytest.raises(NotInStoreError):
            documents.show(store, wrong)


# Anything JSON can carry: no halves of surrogate pairs.
TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=80)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, title=TEXTS, name=TEXTS.filter(bool), message=TEXTS, url=st.none() | TEXTS.filter(bool))
def test_what_goes_in_comes_out(store: Store, text: str, title: str, name: str, message: str, url: str | None) -> None:
    data = rich_report().to_dict()
    whole = data["document"]["text"] + text + title
    at = len(whole) - len(title)
    data["document"] |= {"id": name, "url": url, "text": whole, "sha256": text_hash(whole)}
    data["document"]["title"] = {"text": title, "start": at, "end": at + len(title)}
    data["notes"].append({"code": "undated", "message": message, "start": None, "end": None})
    report = Report.model_validate(data)
    kept = keep(store, report)
    held = documents.show(store, kept.uid)
    versions = [documents.show(store, kept.uid, version=each.number).json for each in held.versions]
    if kept.outcome in ("new", "changed"):
        assert held.json.encode() == report.to_json().encode()
    assert any(Report.model_validate_json(each).document.text == whole for each in versions)
    assert keep(store, report).outcome == "same"


def test_every_story_comes_out_byte_for_byte(store: Store) -> None:
    for number in range(12):
        report = stories.report(number)
        assert documents.show(store, keep(store, report).uid).json == report.to_json()
