"""The tables: the linter finds nothing in ours and everything in a spoilt copy; the index is whole and stable."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from marsad.errors import DataMissingError
from marsad.gazetteer.build import DATA, TABLES, build, settings, spellings, table
from marsad.gazetteer.check import check
from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.names import key


def test_our_tables_are_clean() -> None:
    assert [str(problem) for problem in check()] == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("marsad:iq-x\tاسم\t\tbase\tIQ\tنينوى\t12.0\t43.0\t3", "outside IQ"),
        ("marsad:iq-x\tاسم\t\tbase\tIQ\tنينوى\t136.0\t43.0\t3", "out of range"),
        ("marsad:iq-x\tاسم\t\tbase\tIQ\tنينوى\t36.0\tشرق\t3", "must be numbers"),
        ("marsad:iq-x\tاسم\t\tbase\tIQ\tنينوى\t36.0\t43.0\t0", "radius"),
        ("marsad:iq-x\tاسم\t\tcastle\tIQ\tنينوى\t36.0\t43.0\t3", "unknown kind"),
        ("marsad:iq-x\tاسم\t\tbase\tZZ\t\t36.0\t43.0\t3", "unknown country"),
        ("marsad:iq-x\tاسم\t\tbase\tIQ\tحلب\t36.0\t43.0\t3", "no first-level unit"),
        ("marsad:iq-x\tاِسم\t\tbase\tIQ\tنينوى\t36.0\t43.0\t3", "stray mark"),
        ("marsad:iq-x\tﺍﺳﻢ\t\tbase\tIQ\tنينوى\t36.0\t43.0\t3", "presentation form"),
        ("marsad:iq-x\tName\t\tbase\tIQ\tنينوى\t36.0\t43.0\t3", "not plain Arabic"),
        ("marsad:iq-x\tاسم\tاسم\tbase\tIQ\tنينوى\t36.0\t43.0\t3", "twice"),
        ("iq x\tاسم\t\tbase\tIQ\tنينوى\t36.0\t43.0\t3", "malformed id"),
        ("marsad:iq-rabia-crossing\tاسم\t\tbase\tIQ\tنينوى\t36.0\t43.0\t3", "is taken"),
        ("marsad:iq-x\tعين الأسد\t\tbase\tIQ\tالأنبار\t33.8\t42.4\t3", "already a base of IQ"),
        ("marsad:iq-x\t\t\tbase\tIQ\tنينوى\t36.0\t43.0\t3", "empty: name"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(tmp_path: Path, row: str, message: str) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    places = data / "places.tsv"
    lines = places.read_text(encoding="utf-8").splitlines()
    places.write_text("\n".join([*lines, row]) + "\n", encoding="utf-8")
    problems = check(data)
    assert [(p.file, p.line) for p in problems] == [("places.tsv", len(lines) + 1)]
    assert message in problems[0].message


def test_tables_are_as_broad_as_promised() -> None:
    rows = {name: [row for _, row in table(DATA / name)] for name in TABLES}
    assert len(rows["countries.tsv"]) >= 180
    assert len(rows["admin.tsv"]) >= 420
    assert len(rows["places.tsv"]) >= 600
    units = Counter(row["country"] for row in rows["admin.tsv"])
    wanted = {
        "SY": 14,
        "IQ": 19,
        "LB": 8,
        "JO": 12,
        "YE": 22,
        "EG": 27,
        "SD": 18,
        "LY": 22,
        "TN": 24,
        "IR": 31,
        "TR": 81,
    }
    assert {country: units[country] for country in wanted} == wanted


def test_every_spelling_of_ours_is_found(gazetteer: Gazetteer) -> None:
    headed = set(settings()["settlement_words"])

    def name(spelling: str) -> str:
        head, _, rest = key(spelling).partition(" ")
        return rest if rest and head in headed else key(spelling)

    def found(spelling: str) -> set[str]:
        return {entry.id for form in (key(spelling), name(spelling)) for entry in gazetteer.lookup(form)}

    lost = [
        f"{file}:{line}: {spelling}"
        for file in TABLES
        for line, row in table(DATA / file)
        for spelling in spellings(row)
        if row["id"] not in found(spelling)
    ]
    assert lost == []
    assert len(gazetteer) > 10_000


def test_the_build_is_stable(compiled: Path, tmp_path: Path) -> None:
    assert build(tmp_path / "again.json").read_bytes() == compiled.read_bytes()


def test_a_missing_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataMissingError, match="gazetteer"):
        Gazetteer.load(tmp_path / "nowhere.json")
