"""Coverage: which event entries a corpus fired."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.cli import main
from marsad.lexicon.coverage import coverage, entry_of
from marsad.lexicon.lexicon import Lexeme


def lexeme(id_: str, line: int, family: str = "events") -> Lexeme:
    return Lexeme([id_, family, "events/attack.yaml", line, {"noun": "هجوم"}], {})


@pytest.mark.parametrize(
    ("rule", "entry"),
    [
        ("attack/noun [events/attack:هجوم]", "events/attack:هجوم"),
        ("attack/verb [events/attack:طلق IV+نار|النار]", "events/attack:طلق IV+نار|النار"),
        ("attack/noun", ""),
        ("", ""),
    ],
)
def test_the_entry_a_rule_names(rule: str, entry: str) -> None:
    assert entry_of(rule) == entry


def test_entries_that_nothing_fired_come_in_the_order_of_the_files() -> None:
    entries = [lexeme("a", 2), lexeme("b", 3), lexeme("noun", 4, "nouns"), lexeme("c", 5)]
    found = coverage(entries, ["c", "unknown", "c"])
    assert (found.total, found.fired) == (3, 1)
    assert [one.where for one in found.unfired] == ["events/attack.yaml:2", "events/attack.yaml:3"]


def test_entries_with_one_id_count_once() -> None:
    found = coverage([lexeme("a", 2), lexeme("a", 3), lexeme("b", 4)], ["b"])
    assert (found.total, found.fired, [one.where for one in found.unfired]) == (2, 1, ["events/attack.yaml:2"])


def run(*arguments: str) -> object:
    with pytest.raises(SystemExit) as left:
        main(["lexicon", "check", *arguments])
    return left.value.code


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The data is checked elsewhere, and that takes its time."""
    monkeypatch.setattr("marsad.lexicon.compiler.check", list)


@pytest.mark.usefixtures("sound")
def test_the_linter_counts_them_and_lists_them_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "attack.jsonl").write_text(
        '{"text": "شن المسلحون هجوماً على القرية."}\n{"text": "نصبت الجماعة كميناً لدورية الجيش."}\n', encoding="utf-8"
    )
    assert run("--corpus", str(tmp_path)) == 0
    short = capsys.readouterr().out.splitlines()
    assert len(short) == 2
    fired, _, total, *_, unfired = short[1].split()
    assert int(fired) >= 2
    assert int(fired) + int(unfired) == int(total)
    assert run("--corpus", str(tmp_path), "--verbose") == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 2 + int(unfired)
    assert all(":" in line and "events/" in line for line in listed[2:])


@pytest.mark.usefixtures("sound")
def test_a_folder_without_a_corpus_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--corpus", str(tmp_path)) == 2
    assert "holds no .jsonl file" in capsys.readouterr().err
