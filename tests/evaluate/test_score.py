"""Scoring: figures worked out by hand, and the same figures as the scorer of the development gold."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from endtoend import ROOT
from marsad.evaluate import Evaluation, read_gold, score_all
from marsad.evaluate.run import read_document
from marsad.evaluate.tables import new_faults, print_evaluation
from marsad.records import Document, Event, Report

TEXT = "قصفت المدفعية قرية السدر وقتلت ثلاثة مدنيين. واعتقلت الشرطة رجلين في بلدة الغدير. وانسحب المسلحون أمس."


def words(text: str) -> dict[str, Any]:
    start = TEXT.index(text)
    return {"text": text, "start": start, "end": start + len(text)}


def event(number: int, kind: str, trigger: str, **fields: Any) -> Event:
    whole = {
        "id": f"e{number}",
        "type": kind,
        "trigger": words(trigger),
        "evidence": words(TEXT),
        "rule": "r",
        **fields,
    }
    return Event.model_validate(whole)


def gold_event(kind: str, clause: str, trigger: str, **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"actors": [], "targets": [], "places": [], "counts": [], "source": None}
    return {"in": clause, "trigger": trigger, "type": [kind], "status": ["occurred"], **empty, **fields}


@pytest.fixture
def found(tmp_path: Path) -> Evaluation:
    """Four gold events: one met and right, one met with faults, one confused, one optional; and one event made up."""
    gold = {
        "id": "d1",
        "published": None,
        "country": "IQ",
        "text": TEXT,
        "events": [
            gold_event("shelling", "قصفت المدفعية قرية السدر", "قصفت", actors=["المدفعية"], targets=["قرية السدر"]),
            gold_event(
                "arrest",
                "واعتقلت الشرطة رجلين في بلدة الغدير",
                "واعتقلت",
                actors=["الشرطة"],
                counts=[{"of": "arrested", "low": 2, "high": 2}],
                places=[{"name": "بلدة الغدير", "geo": [33.0, 44.0, 10]}],
            ),
            gold_event("withdrawal", "وانسحب المسلحون أمس", "وانسحب"),
            {**gold_event("killing", "وقتلت ثلاثة مدنيين", "وقتلت"), "optional": True},
        ],
        "statements": [],
    }
    path = tmp_path / "d1.json"
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    place = {**words("بلدة الغدير"), "name": "الغدير", "lat": 35.0, "lon": 44.0}
    report = Report(
        document=Document(id="d1", language="ar", text=TEXT),
        events=(
            event(1, "shelling", "قصفت", actors=[words("المدفعية")], targets=[words("قرية السدر")]),
            event(
                2, "arrest", "واعتقلت", status="planned", actors=[words("الشرطة"), words("المسلحون")], places=[place]
            ),
            event(3, "advance", "وانسحب"),
            event(4, "killing", "وقتلت"),
            event(5, "attack", "المسلحون"),
        ),
    )
    return score_all([(read_gold([path])[0], report)])


def test_events_and_fields(found: Evaluation) -> None:
    figures = found.figures
    assert figures["events"] == {"precision": 0.5, "recall": 0.667, "f1": 0.571, "n": 3}
    assert figures["actors"] == {"precision": 0.667, "recall": 1.0, "f1": 0.8, "n": 2}
    assert figures["targets"]["f1"] == 1.0
    assert figures["counts"] == {"precision": None, "recall": 0.0, "f1": 0.0, "n": 1}
    assert figures["status"] == {"accuracy": 0.5, "n": 2}
    assert figures["coordinates"] == {"accuracy": 0.0, "n": 1}
    assert figures["whole record"] == {"accuracy": 0.5, "n": 2}
    assert found.broken_offsets == 0


def test_by_type_by_country_and_confused(found: Evaluation) -> None:
    assert found.types["shelling"]["whole record"]["accuracy"] == 1.0
    assert found.types["arrest"]["status"]["accuracy"] == 0.0
    assert found.types["attack"]["events"] == {"precision": 0.0, "recall": None, "f1": 0.0, "n": 0}
    assert found.countries["IQ"]["events"] == found.figures["events"]
    assert found.confusion == {
        ("shelling", "shelling"): 1,
        ("arrest", "arrest"): 1,
        ("withdrawal", "advance"): 1,
        ("–", "attack"): 1,
    }


def test_each_fault_is_listed(found: Evaluation) -> None:
    assert [(f.kind, f.type, f.words, f.instead) for f in found.findings] == [
        ("missed", "withdrawal", "وانسحب", ("advance",)),
        ("false alarm", "advance", "وانسحب", ()),
        ("false alarm", "attack", "المسلحون", ()),
    ]


def shown(found: Evaluation, *, width: int = 120, old: dict[str, Any] | None = None, show: bool = False) -> str:
    file = io.StringIO()
    print_evaluation(found, Console(file=file, width=width), old=old, show=show)
    return file.getvalue()


def test_the_tables_hold_the_figures(found: Evaluation) -> None:
    page = shown(found, show=True)
    assert "0.571" in page
    assert "withdrawal" in page
    assert "d1: missed withdrawal «وانسحب»" in page
    assert max(map(len, shown(found, width=80).splitlines())) <= 80


def test_an_older_run_is_compared(found: Evaluation) -> None:
    assert "nothing changed" in shown(found, old=json.loads(json.dumps(found.to_dict())))
    older = found.to_dict() | {"events": {"f1": 0.8}, "findings": found.to_dict()["findings"][1:]}
    assert "-0.229" in shown(found, old=older)
    assert [f.kind for f in new_faults(older, found)] == ["missed"]
    assert "New faults" in shown(found, old=older, show=True)


@pytest.mark.parametrize("part", ["dev", "seed.json", "learn"])
def test_the_figures_are_those_of_the_development_scorer(gold: Path, tmp_path: Path, part: str) -> None:
    source = ROOT / "tests" / "gold" / part if part == "learn" else gold / part
    read = [(document, read_document(document)) for document in read_gold([source])]
    reports = tmp_path / "reports.jsonl"
    reports.write_text("\n".join(report.to_json() for _, report in read), encoding="utf-8")
    figures = tmp_path / "figures.json"
    command = [sys.executable, gold / "score.py", source, "--reports", reports, "--json", figures]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    wanted = json.loads(figures.read_text(encoding="utf-8"))
    ours = score_all(read).to_dict()
    assert {key: ours[key] for key in wanted} == wanted
    assert wanted["documents"] == len(read)
