"""Explanations: nothing in them that reading does not do, and a reason for everything a report holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from endtoend import ROOT
from marsad.lexicon.schema import DATA
from marsad.page.document import from_text
from marsad.reader import reader_of
from marsad.reader.explain import Explanation
from marsad.reasons import sentence

SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
TEXT = (
    "نفذ الجيش غارة على مواقع للمسلحين في محافظة نينوى العراقية، أمس الأربعاء، بحسب بيان لوزارة الدفاع العراقية. "
    "ونفت الوزارة مقتل خمسة مدنيين في الموصل. وقال المتحدث إن القوات لن تنسحب من البلدة، وإن المعارك مستمرة."
)


def explained(text: str) -> Explanation:
    return reader_of().explain(from_text(text, published=date(2024, 5, 2)))


@pytest.fixture(scope="module")
def found() -> Explanation:
    return explained(TEXT)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_explained_report_is_the_plain_one(path: Path) -> None:
    article = from_text(path.read_text(encoding="utf-8"))
    explanation = reader_of().explain(article)
    report = reader_of().read(article)
    assert explanation.report == report
    assert [e.id for e in explanation.events] == [e.id for e in report.events]
    for event, why in zip(report.events, explanation.events, strict=True):
        assert event.rule == f"{why.rule} [{why.entry.id}]"
        roles = {(r.words.start, r.words.end) for r in why.roles}
        assert {(r.start, r.end) for r in (*event.actors, *event.targets)} <= roles
        assert [p.chosen for p in why.places] == [p.id for p in event.places]
        assert len(why.counts) == len(event.counts)
        assert why.status.value == event.status
        assert bool(why.source.entry or why.source.why)
    rejected = [note for note in report.notes if note.code.startswith("event-rejected")]
    assert [(r.code, r.words.start) for r in explanation.rejected] == [(n.code, n.start) for n in rejected]


def test_an_entry_is_named_with_the_line_it_stands_in(found: Explanation) -> None:
    for why in found.events:
        file, _, line = why.entry.where.rpartition(":")
        head = why.entry.id.partition(":")[2].split()[0].partition("+")[0]
        assert head in (DATA / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_roles_say_how_they_were_filled(found: Explanation) -> None:
    strike = found.events[0]
    assert [(r.field, r.words.text, r.how) for r in strike.roles if r.field == "actor"] == [
        ("actor", "الجيش", "subject of the verb that carries the noun")
    ]
    assert strike.carried is not None
    assert strike.carried.value == "نفذ"
    assert strike.carried.entry is not None


def test_a_place_shows_its_namesakes_and_why_one_was_taken(found: Explanation) -> None:
    (place,) = found.events[0].places
    assert place.chosen is not None
    assert any(place.chosen in candidate for candidate in place.candidates)
    assert "country IQ is in the article" in place.why


def test_a_status_names_what_decided_it(found: Explanation) -> None:
    denied = [e for e in found.events if e.status.value == "denied"]
    assert [e.trigger.text for e in denied][:1] == ["مقتل"]
    assert denied[0].status.entry is not None
    assert denied[0].status.entry.id.startswith(("saying", "modality"))
    assert found.events[0].status.why == "nothing governs it: told as it is"


def test_time_and_source_say_from_what(found: Explanation) -> None:
    strike = found.events[0]
    assert (strike.time.value, strike.time.why) == ("2024-05-01", "reckoned from the day of publication, 2024-05-02")
    assert strike.source.entry is not None
    assert strike.source.entry.where.startswith("saying.yaml:")


def test_what_was_set_aside_is_told_with_its_code() -> None:
    found = explained("إذا قصفت المدفعية القرية فسترد القوات عليها فورا.")
    code = "event-rejected-hypothetical"
    assert [(r.words.text, r.type, r.code, r.why) for r in found.rejected] == [
        ("قصفت", "shelling", code, sentence(code))
    ]


def test_entries_whose_conditions_did_not_hold_are_passed_over() -> None:
    passed = explained("رفعت الشركة أسعار الخبز في المدينة اليوم.").passed
    assert {p.words.text for p in passed} >= {"رفعت"}
    assert all(p.why and p.entry.where for p in passed)


def test_rivals_of_an_event_say_why_they_lost() -> None:
    (event, *_) = explained("أحرق المسلحون أكثر من 20 منزلا في قرية السدر أمس.").events
    assert event.type == "destruction"
    assert ["riot" for r in event.considered if r.entry.id.startswith("events/riot:") and "subject" in r.why]


def test_a_document_in_another_language_has_nothing_to_explain() -> None:
    found = reader_of().explain(from_text("The army shelled the village on Tuesday, officials said in a statement."))
    assert (found.events, found.rejected, found.passed) == ((), (), ())
    assert found.report.notes


def test_as_plain_data(found: Explanation) -> None:
    data = found.to_dict()
    assert [e["id"] for e in data["events"]] == [e.id for e in found.events]
    assert data["events"][0]["entry"]["where"] == found.events[0].entry.where
    assert set(data) == {"document", "events", "rejected", "passed"}
