"""The linter of the registry names every wrong row by file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from marsad.actors.build import DATA
from marsad.actors.check import check
from marsad.cli import main

GOOD = "- {name: جيش التجربة, cls: [group], kind: rebel, country: IQ, ref: test-army, en: Test Army}\n"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """The room's tables, with generic names that need no other entry."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    (folder / "generic.yaml").write_text(
        "- {ref: police, ar: الشرطة, en: Police, kind: state, entity: unit}\n", encoding="utf-8"
    )
    return folder


def problems(tables: Path, *lines: str) -> list[str]:
    names = tables.parent / "names"
    names.mkdir(exist_ok=True)
    (names / "test.yaml").write_text(GOOD + "".join(f"- {{{line}}}\n" for line in lines), encoding="utf-8")
    return [str(p) for p in check(names, tables)]


def test_what_ships_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert check() == []
    with pytest.raises(SystemExit) as left:
        main(["actors", "check"])
    assert left.value.code == 0
    assert "sound" in capsys.readouterr().out


def test_a_good_row_has_no_problem(tables: Path) -> None:
    assert problems(tables) == []
    assert problems(tables, "name: جيش التجربة الحرة, ref: test-army, context: true") == []


ROW = "cls: [unit], kind: rebel, en: A"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"name: لواء, ref: test-army, {ROW}", "id test-army is taken"),
        (f"name: لواء, ref: Bad Id, {ROW}", "malformed id"),
        (f"name: لواء, ref: a, {ROW}, parent: nobody", "unknown parent «nobody»"),
        (f"name: لواء, ref: a, {ROW}, parent: a", "a is its own parent"),
        (f"name: لواء, ref: a, {ROW}, since: 2020, until: 2010", "since 2020 is after until 2010"),
        (f"name: لواء, ref: a, {ROW}, since: soon", "since is no year: soon"),
        (f"name: لواء, ref: a, {ROW}, country: XX", "unknown country «XX»"),
        (f"name: لواء, ref: a, {ROW}, wikidata: 12", "malformed Wikidata id"),
        ("name: لواء, ref: a, cls: [unit], kind: pirate, en: A", "unknown kind «pirate»"),
        ("name: لواء, ref: a, kind: rebel", "empty: en, cls"),
        (f"name: لِواء, ref: a, {ROW}", "stray mark"),
        (f"name: Brigade, ref: a, {ROW}", "not plain Arabic script"),
        (f"name: لواء, ref: a, {ROW}, also: [لواء]", "spelling twice"),
        (f"name: جيش التجربة, ref: a, {ROW}", "is already a name of test-army"),
        ("name: لواء, ref: a", "no entry says what a is"),
        ("name: لواء, ref: test-army, since: 2010", "facts stand on the line that has the kind"),
    ],
)
def test_wrong_rows(tables: Path, line: str, told: str) -> None:
    found = problems(tables, line)
    assert any(p.startswith("test.yaml:2: ") and told in p for p in found), found


def test_a_circle_of_parents(tables: Path) -> None:
    found = problems(tables, f"name: لواء, ref: a, {ROW}, parent: b", f"name: فوج, ref: b, {ROW}, parent: a")
    assert found == ["test.yaml:2: a is its own parent", "test.yaml:3: b is its own parent"]


def test_generic_names(tables: Path) -> None:
    (tables / "generic.yaml").write_text(
        "- {ref: police, ar: الشرطة, en: Police, kind: cop, entity: unit, same: [nobody], others: {XX: test-army}}\n",
        encoding="utf-8",
    )
    assert problems(tables) == [
        "generic.yaml:1: no entry nobody",
        "generic.yaml:1: unknown country «XX»",
        "generic.yaml:1: unknown kind «cop»",
    ]
