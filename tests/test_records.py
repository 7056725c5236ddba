from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from fixtures_reports import TEXT, at, bare_report, rich_report
from marsad.records import Count, Document, Event, Place, Report, Role, Time, Words, text_hash


@pytest.mark.parametrize("report", [rich_report(), bare_report()], ids=lambda report: report.document.id)
def test_json_follows_the_schema_by_an_independent_validator(report: Report) -> None:
    schema = Report.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(json.loads(report.to_json()))] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("events", 0, "status"), "done"),
        (("events", 0, "type"), "Capture!"),
        (("events", 0, "counts", 0, "of"), "camels"),
        (("events", 0, "places", 0, "precision"), 7),
        (("events", 0, "places", 0, "lat"), 91),
        (("events", 0, "surprise"), 1),
        (("document", "published"), "yesterday"),
        (("statements", 0, "kind"), "rumour"),
    ],
)
def test_schema_and_model_refuse_the_same_mistakes(path: tuple[str | int, ...], value: object) -> None:
    data = rich_report().to_dict()
    spot = data
    for step in path[:-1]:
        spot = spot[step]  # type: ignore[index]
    spot[path[-1]] = value  # type: ignore[index]
    validator = jsonschema.Draft202012Validator(Report.json_schema(), format_checker=jsonschema.FormatChecker())
    assert list(validator.iter_errors(data)) != []
    with pytest.raises(ValidationError):
        Report.model_validate(data)


def test_schema_has_a_description_for_every_field() -> None:
    definitions = Report.json_schema()["$defs"]
    bare = [
        f"{name}.{field}"
        for name, definition in definitions.items()
        for field, spec in definition["properties"].items()
        if "description" not in spec
    ]
    assert bare == []


def test_json_has_the_names_of_the_contract() -> None:
    data = json.loads(rich_report().to_json())
    assert list(data) == ["document", "entities", "events", "statements", "notes"]
    event = data["events"][0]
    assert event["time"]["start"] == "2024-05-01"
    assert TEXT[event["time"]["start_char"] : event["time"]["end_char"]] == "الأربعاء"
    assert event["counts"] == [
        {**at("12 قرية", after="تحرير"), "of": "village", "low": 12, "high": 12, "approximate": False, "group": None}
    ]
    assert event["codes"]["acled"]["sub_event_type"] == "Government regains territory"
    assert event["source"]["verb"] == "قال"
    assert list(event)[:5] == ["id", "type", "status", "salience", "trigger"]


def test_json_is_one_line_of_readable_arabic_and_comes_back_whole() -> None:
    report = rich_report()
    assert "\n" not in report.to_json()
    assert "القوات المشتركة" in report.to_json()
    assert report.to_json() == rich_report().to_json()
    assert Report.model_validate_json(report.to_json()) == report
    assert json.loads(report.to_json(indent=2)) == report.to_dict()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_stays_on_one_line_and_comes_back(text: str) -> None:
    report = bare_report(text=text)
    line = report.to_json()
    assert line.splitlines() == [line]
    assert Report.model_validate_json(line) == report
    assert report.check() == []


def test_frame_has_one_row_an_event() -> None:
    frame = rich_report().to_frame()
    assert list(frame["event"]) == ["e1", "e2", "e3", "e4", "e5", "e6"]
    first = frame.iloc[0]
    assert (first["place"], first["country"], first["start"]) == ("وادي السدر", "IQ", date(2024, 5, 1))
    assert first["acled_sub_event_type"] == "Government regains territory"
    assert frame.iloc[1]["killed_low"] == 30
    assert frame.iloc[1]["injured_high"] == 0
    assert bare_report().to_frame().shape == (0, frame.shape[1])


def test_sound_reports_pass_the_check() -> None:
    assert rich_report().check() == []


def test_check_names_what_is_broken() -> None:
    report = rich_report()
    data = report.to_dict()
    data["document"]["sha256"] = "0" * 64
    data["events"][0]["trigger"] |= {"start": 0, "end": 5}
    data["events"][1]["time"] = {"text": "x", "start_char": 9000, "end_char": 9001, "basis": "stated"}
    data["events"][2]["actors"][0]["entity"] = "n99"
    data["events"][3]["id"] = "e1"
    data["events"][0]["source"]["verb_start"] = 0
    data["events"][0]["source"]["verb_end"] = 2
    data["statements"][2]["events"] = ["e77"]
    problems = "\n".join(Report.model_validate(data).check())
    for part in (
        "sha256",
        "events[0].trigger",
        "events[1].time",
        "n99",
        "id e1 is used 2",
        "source.verb",
        "no event e77",
    ):
        assert part in problems


@pytest.mark.parametrize(
    "make",
    [
        lambda: Words(text="قصف", start=0, end=4),
        lambda: Words(text="", start=3, end=2),
        lambda: Count(text="5", start=0, end=1, of="killed", low=7, high=5),
        lambda: Count(text="5", start=0, end=1, of="camel", low=1, high=1),  # type: ignore[arg-type]
        lambda: Time(text="x", start_char=0, end_char=1, basis="stated", start=date(2024, 1, 2), end=date(2024, 1, 1)),
        lambda: Place(text="x", start=0, end=1, name="x", precision=5),  # type: ignore[arg-type]
        lambda: Role(text="x", start=-1, end=0),
        lambda: Event(id="1", type="clash", trigger=words_x(), evidence=words_x(), rule="r"),
        lambda: Event(id="e1", type="clash", trigger=words_x(), evidence=words_x(), rule="r", surprise=1),  # type: ignore[call-arg]
    ],
)
def test_impossible_records_are_refused(make: object) -> None:
    with pytest.raises(ValidationError):
        make()  # type: ignore[operator]


def words_x() -> Words:
    return Words(text="x", start=0, end=1)


def test_records_are_frozen() -> None:
    report = rich_report()
    with pytest.raises(ValidationError):
        report.events[0].status = "denied"  # type: ignore[misc]


def test_an_unknown_event_type_needs_no_code() -> None:
    assert Event(id="e1", type="cyber_attack", trigger=words_x(), evidence=words_x(), rule="r").type == "cyber_attack"


def test_the_hash_is_of_the_text() -> None:
    assert Document(id="x", language="ar", text="قصف").sha256 == text_hash("قصف")
    assert text_hash("قصف").startswith("dcaf9caa")


def test_the_page_describes_every_field() -> None:
    page = (Path(__file__).parents[1] / "docs" / "json.md").read_text(encoding="utf-8")
    schema = Report.json_schema()
    for name, definition in {**schema["$defs"], "Report": schema}.items():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        listed = re.findall(r"^\| `(\w+)` \|.*\| (.+) \|$", section, flags=re.MULTILINE)
        assert listed == [(field, spec["description"]) for field, spec in definition["properties"].items()]
