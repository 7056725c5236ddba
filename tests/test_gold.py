"""The gate: what the reader gets right on the development gold, held by floors that only go up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from endtoend import Run

FLOORS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "gold" / "floors.json").read_text(encoding="utf-8")
)


def reports(path: Path, run: Run, tmp_path: Path, *, dated: bool) -> Path:
    """The gold texts read in one call of the command line, as the scorer wants them."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    given = tmp_path / "gold.jsonl"
    with given.open("w", encoding="utf-8") as file:
        for each in files:
            entry = json.loads(each.read_text(encoding="utf-8"))
            text = entry.get("text") or (each.parent / entry["text_file"]).read_text(encoding="utf-8")
            record = {"id": entry["id"], "text": text, "published": entry.get("published") if dated else None}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    done = run("read", "--format", "jsonl", given, timeout=240)
    assert done.returncode == 0, done.stderr.decode()
    written = tmp_path / "reports.jsonl"
    written.write_bytes(done.stdout)
    return written


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_falls_below_its_floor(name: str, gold: Path, marsad_cli: Run, tmp_path: Path) -> None:
    said = reports(gold / name, marsad_cli, tmp_path, dated=True)
    figures = tmp_path / "figures.json"
    command = [sys.executable, gold / "score.py", gold / name, "--reports", said, "--json", figures]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert found["broken offsets"] == 0
    low = {
        f"{field} {measure}": (found[field][measure], floor)
        for field, measures in FLOORS[name].items()
        for measure, floor in measures.items()
        if (found[field][measure] or 0) < floor
    }
    assert low == {}, done.stdout


def test_without_a_publication_date_no_date_is_resolved_and_a_note_says_so(
    gold: Path, marsad_cli: Run, tmp_path: Path
) -> None:
    said = reports(gold / "seed.json", marsad_cli, tmp_path, dated=False)
    report = json.loads(said.read_text(encoding="utf-8"))
    assert report["document"]["published"] is None
    times = [event["time"] for event in report["events"] if event["time"]]
    assert any(time["text"] for time in times)
    assert [time for time in times if time["start"] or time["end"]] == []
    horizons = [statement["horizon"] for statement in report["statements"] if statement.get("horizon")]
    assert [horizon for horizon in horizons if horizon["start"] or horizon["end"]] == []
    assert "no-publication-date" in {note["code"] for note in report["notes"]}
