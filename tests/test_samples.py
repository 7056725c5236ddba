"""The sample reports: twenty dated Arabic reports that read without complaint and tell what their README promises."""

from __future__ import annotations

import gzip
import importlib.util
from collections import Counter
from pathlib import Path

import pytest

import marsad
from endtoend import ROOT
from marsad.records import Report

SAMPLES = ROOT / "samples"
FILES = sorted(p for pattern in ("*.txt", "*.html", "*.jsonl", "*.warc.gz") for p in SAMPLES.glob(pattern))
FURNITURE = ("الرئيسية", "شارك على", "التعليقات", "جميع الحقوق", "اقرأ أيضاً", "الأكثر قراءة", "0770")


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    found = [report for path in FILES for report in marsad.read_all(path)]
    assert [report for report in found if not isinstance(report, Report)] == []
    return [report for report in found if isinstance(report, Report)]


def test_what_the_reader_makes_is_what_validation_makes(reports: list[Report]) -> None:
    # The reader's records are made without validation (``made``); every one of them has to stand it all the same.
    for report in reports:
        assert Report.model_validate(report.model_dump()) == report
        assert Report.model_validate_json(report.to_json()) == report


def test_there_are_twenty_over_ten_days(reports: list[Report]) -> None:
    assert len(reports) == 20
    days = {report.document.published for report in reports}
    assert None not in days
    assert len(days) == 10
    assert len({report.document.id for report in reports}) == 20


def test_the_day_in_a_name_is_the_day_on_the_page(reports: list[Report]) -> None:
    dated = [r.document for r in reports if r.document.id.startswith("2024-")]
    assert len(dated) == 19
    assert [d.id for d in dated if not d.id.startswith(str(d.published))] == []


def test_every_report_is_sound_and_gives_events(reports: list[Report]) -> None:
    assert [problem for report in reports for problem in report.check()] == []
    assert [report.document.id for report in reports if not report.events] == []
    assert {report.document.language for report in reports} == {"ar"}
    assert [report.document.id for report in reports if report.document.title is None] == []


def test_no_furniture_in_a_paragraph(reports: list[Report]) -> None:
    bodies = [(r.document.id, r.document.text[p.start : p.end]) for r in reports for p in r.document.paragraphs]
    assert [(name, body) for name, body in bodies if any(word in body for word in FURNITURE)] == []


def test_bylines_stand_where_a_writer_is_named(reports: list[Report]) -> None:
    writers = Counter(r.document.byline.text for r in reports if r.document.byline)
    assert writers["يزن الحلبوني"] == 3
    assert writers["سلمى الغرّاوي"] == 2


@pytest.mark.parametrize(
    "kind",
    ["operation", "displacement", "protest", "airstrike", "release", "aid", "disposal", "border_control", "withdrawal"],
)
def test_the_story_has_its_parts(kind: str, reports: list[Report]) -> None:
    assert kind in {event.type for report in reports for event in report.events}


def test_what_is_denied_or_expected_is_not_told_as_done(reports: list[Report]) -> None:
    by_id = {report.document.id: report for report in reports}
    fall = [e for e in by_id["2024-05-07-alrafid-akashat"].events if e.type == "capture"]
    assert {event.status for event in fall} == {"denied"}
    reopening = by_id["2024-05-08-alrafid-crossing-forecast"].events[0]
    assert (reopening.type, reopening.status) == ("border_control", "expected")
    assert "forecast" in {s.kind for s in by_id["2024-05-04-alrafid-launch"].statements}


def test_conflicting_tolls_stay_side_by_side(reports: list[Report]) -> None:
    of_the_paper = next(r for r in reports if r.document.id == "2024-05-09-marfa-tolls")
    killed = {(c.low, c.high) for e in of_the_paper.events for c in e.counts if c.of == "killed"}
    assert {(23, 23), (41, 41), (11, None)} <= killed


def test_the_archive_is_what_its_script_makes() -> None:
    spec = importlib.util.spec_from_file_location("make_archive", SAMPLES / "make_archive.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    stored = (SAMPLES / "archive.warc.gz").read_bytes()
    assert gzip.decompress(stored) == gzip.decompress(module.archive())


def test_every_sample_is_listed_by_its_day_and_outlet() -> None:
    named = [p.name for p in FILES if p.name.startswith("2024-")]
    outlets = Counter(name.split("-")[3].partition(".")[0] for name in named)
    assert set(outlets) == {"alrafid", "marfa", "raya", "bawaba"}
    assert all(Path(SAMPLES / name).stat().st_size > 400 for name in named)
