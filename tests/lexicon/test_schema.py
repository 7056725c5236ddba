"""Reading data files: everything wrong is told at once, by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.errors import Problem
from marsad.lexicon.schema import KEYS, Entry, as_list, read_file, read_folder


def written(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_know_their_file_and_line_and_what_holds_for_all(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "events/attack.yaml",
        "type: attack\nentries:\n# note\n- {noun: كمين, plural: كمائن}\n- {noun: هجوم}\n",
    )
    entries, problems = read_file(path, tmp_path)
    assert problems == []
    assert entries == [
        Entry("events", "events/attack.yaml", 4, {"type": "attack", "noun": "كمين", "plural": "كمائن"}),
        Entry("events", "events/attack.yaml", 5, {"type": "attack", "noun": "هجوم"}),
    ]
    assert [entry.id for entry in entries] == ["events/attack:كمين", "events/attack:هجوم"]


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("adjectives.yaml", "- {adj: جديد}\n- {adj: قديم, colour: red}\n", 2, "unknown key colour"),
        ("events/attack.yaml", "type: attack\nentries:\n- {noun: هجوم, speaks: x}\n", 3, "unknown key speaks"),
        ("nouns/x.yaml", "- {noun: بيت\n- {noun: دار}\n", 2, "not valid YAML"),
        ("nouns/x.yaml", "- {noun: بيت}\n- دار\n", 2, "an entry must be a mapping"),
        ("nouns/x.yaml", "type: nothing\n", 1, "no list of entries"),
        ("nouns/x.yaml", "", 1, "no list of entries"),
        ("poems.yaml", "- {word: قصيدة}\n", 1, "unknown family of data file «poems»"),
        ("nouns/x.yaml", "- {noun: بيت}\n\n- {noun: \ufe91\ufef4\ufe96}\n", 3, "presentation form"),
        ("nouns/x.yaml", "- {noun: کتاب}\n", 1, "look-alike"),
        ("nouns/x.yaml", "- {noun: بـيت}\n", 1, "tatweel"),
        ("nouns/x.yaml", "- {noun: بيت, plural: [بيوت, 'أبيات\u200f']}\n", 1, "invisible mark"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_line(tmp_path: Path, name: str, text: str, line: int, says: str) -> None:
    _, problems = read_file(written(tmp_path, name, text), tmp_path)
    assert [(problem.file, problem.line) for problem in problems] == [(name, line)]
    assert says in problems[0].message
    assert str(problems[0]).startswith(f"{name}:{line}: ")


def test_an_unknown_key_does_not_hide_the_entry_or_the_next_problem(tmp_path: Path) -> None:
    path = written(tmp_path, "nouns/x.yaml", "- {noun: بيت, colour: red}\n- {noun: دار, size: 3}\n- {noun: قصر}\n")
    entries, problems = read_file(path, tmp_path)
    assert [entry.data for entry in entries] == [{"noun": "بيت"}, {"noun": "دار"}, {"noun": "قصر"}]
    assert [problem.line for problem in problems] == [1, 2]


def test_a_folder_is_read_whole_and_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("verbs.yaml", "nouns/b.yaml", "nouns/a.yaml"):
        written(tmp_path, name, "- {word: كلمة}\n" if name == "verbs.yaml" else "- {noun: كلمة}\n")
    written(tmp_path, "notes.txt", "- {nothing: 1}\n")
    written(tmp_path, "events/x.yaml", "- [\n")
    entries, problems = read_folder(tmp_path)
    assert [entry.file for entry in entries] == ["nouns/a.yaml", "nouns/b.yaml", "verbs.yaml"]
    assert [problem.file for problem in problems] == ["events/x.yaml"]


def test_ids_hold_the_companions(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "events/abduction.yaml",
        "- {noun: عملية, with: [خطف, اختطاف], type: abduction}\n- {root: خطف, form: I/a~i, type: abduction}\n",
    )
    entries, _ = read_file(path, tmp_path)
    assert [entry.id for entry in entries] == [
        "events/abduction:عملية+خطف|اختطاف",
        "events/abduction:خطف I/a~i",
    ]


def test_problems_sort_by_file_and_line() -> None:
    assert sorted([Problem("b", 1, "x"), Problem("a", 9, "x"), Problem("a", 2, "y")])[0] == Problem("a", 2, "y")


@pytest.mark.parametrize(("value", "expected"), [(None, []), ("ب", ["ب"]), (["ب", "ل"], ["ب", "ل"]), (7, ["7"])])
def test_as_list(value: object, expected: list[str]) -> None:
    assert as_list(value) == expected


def test_every_family_of_the_shipped_data_is_known() -> None:
    entries, _ = read_folder()
    assert {entry.family for entry in entries} <= KEYS.keys()
