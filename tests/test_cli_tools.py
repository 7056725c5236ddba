"""``marsad evaluate``, ``marsad explain`` and ``--lexicon`` from the command line, with the real reader."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from endtoend import ROOT
from marsad import cli

EXAMPLE = ROOT / "docs" / "examples" / "labour-strikes"
GOLD = ROOT / "tests" / "gold" / "learn" / "learn-01.json"


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("strikes") / "words"
    shutil.copytree(EXAMPLE / "words", folder, ignore=shutil.ignore_patterns(".*"))
    return folder


def test_evaluate_prints_tables_and_writes_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "figures.json"
    assert run("evaluate", GOLD, "--json", figures, "--show") == 0
    out = capsys.readouterr().out
    for title in ("1 documents", "By event type", "By country", "Types confused", "Faults"):
        assert title in out
    data = json.loads(figures.read_text(encoding="utf-8"))
    assert data["documents"] == 1
    assert {"events", "status", "types", "countries", "confusion", "findings"} <= data.keys()
    assert run("evaluate", GOLD, "--diff", figures) == 0
    assert "nothing changed" in capsys.readouterr().out


def test_evaluate_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", tmp_path / "absent.json") == 1
    assert "M101" in capsys.readouterr().err
    old = tmp_path / "old.json"
    old.write_text("[]", encoding="utf-8")
    assert run("evaluate", GOLD, "--diff", old) == 1
    assert "not the figures of an earlier run" in capsys.readouterr().err


def test_explain_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", ROOT / "samples" / "2024-05-05-bawaba-displacement.txt") == 0
    out = capsys.readouterr().out
    for part in ("rule", "events/displacement.yaml:", "actor", "Not coded", "event-rejected-back-reference"):
        assert part in out


def test_explain_one_event_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    sample = ROOT / "samples" / "2024-05-05-bawaba-displacement.txt"
    assert run("explain", sample, "--event", "e2", "--format", "json") == 0
    (event,) = json.loads(capsys.readouterr().out)["events"]
    assert event["id"] == "e2"
    assert run("explain", sample, "--event", "e99") == 2
    assert "no event e99" in capsys.readouterr().err


def test_explain_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "absent.txt") == 1
    assert capsys.readouterr().err.startswith("marsad: M101: absent.txt")


@pytest.mark.parametrize(("lang", "name"), [("en", "Labour strike"), ("ar", "إضراب عمالي")])
def test_a_type_of_ones_own_bears_its_name(
    words: Path, lang: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("read", EXAMPLE / "report.txt", "--published", "2024-05-08", "--lexicon", words, "--lang", lang)
    assert run(*arguments) == 0
    assert name in capsys.readouterr().out
    assert run(*arguments, "--format", "html") == 0
    assert name in capsys.readouterr().out


def test_explain_names_the_users_own_file(words: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = EXAMPLE / "report.txt"
    assert run("explain", report, "--event", "e3", "--lexicon", words, "--format", "json") == 0
    (event,) = json.loads(capsys.readouterr().out)["events"]
    assert event["entry"]["where"] == f"{words / 'events' / 'labour_strike.yaml'}:4"


def test_evaluate_with_a_dictionary(words: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", GOLD, "--lexicon", words) == 0
    assert "1 documents" in capsys.readouterr().out


def test_mistakes_in_a_dictionary_are_lines_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "types.yaml").write_text("- {type: X}\n- {type: y, like: z}\n", encoding="utf-8")
    assert run("read", EXAMPLE / "report.txt", "--lexicon", tmp_path) == 2
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    assert [line.startswith("marsad: M301: ") for line in lines] == [True, True, False]
    assert f"{tmp_path / 'types.yaml'}:2: " in lines[1]
    assert lines[2].startswith("marsad: M303: ")
