"""The same input gives the same bytes: twice, in any order, in any process, after other documents or first."""

from __future__ import annotations

from pathlib import Path

import pytest

import marsad
from endtoend import ROOT, Run

SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in (".txt", ".html", ".jsonl", ".gz"))


def test_a_second_process_with_another_hash_seed_writes_the_same_bytes(marsad_cli: Run) -> None:
    first, second = (
        marsad_cli("read", "--format", "jsonl", *SAMPLES, env={"PYTHONHASHSEED": seed}) for seed in ("1", "4242")
    )
    assert first.returncode == second.returncode == 0, first.stderr.decode()
    assert first.stdout == second.stdout
    assert len(first.stdout.splitlines()) >= 20


@pytest.mark.parametrize("layout", ["json", "html", "table"])
def test_every_format_is_the_same_in_every_process(layout: str, marsad_cli: Run) -> None:
    some = SAMPLES[:3]
    first, second = (
        marsad_cli("read", "--format", layout, *some, env={"PYTHONHASHSEED": seed}) for seed in ("7", "99")
    )
    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_the_order_of_the_inputs_changes_nothing_but_the_order(marsad_cli: Run) -> None:
    forwards = marsad_cli("read", "--format", "jsonl", *SAMPLES).stdout.splitlines()
    backwards = marsad_cli("read", "--format", "jsonl", *reversed(SAMPLES)).stdout.splitlines()
    assert sorted(forwards) == sorted(backwards)


def test_the_python_door_gives_what_the_command_line_gives(marsad_cli: Run) -> None:
    path = next(p for p in SAMPLES if p.suffix == ".txt")
    printed = marsad_cli("read", "--format", "jsonl", path).stdout.decode()
    reports = [marsad.read(Path(path)) for _ in range(2)]
    assert [report.to_json() + "\n" for report in reports] == [printed, printed]
