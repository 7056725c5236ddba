"""A folder of tables is a data package that frictionless finds nothing wrong with."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import frictionless
import pytest

from marsad import cli
from marsad.exports import tables
from marsad.exports.columns import columns
from marsad.observatory.documents import correct, undo
from marsad.observatory.store import Store, open_store
from marsad.observatory.write import documents


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


@pytest.mark.parametrize("options", [(), ("--bom",), ("--no-private-persons",)])
def test_frictionless_finds_nothing_wrong(samples: Store, tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = tmp_path / "tables"
    assert run("export", "csv", "--store", str(samples.where), "-o", folder, *options) == 0
    found = frictionless.validate(str(folder / "datapackage.json"))
    assert found.flatten(["type", "message"]) == []
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        named = [(field["name"], field["type"]) for field in resource["schema"]["fields"]]
        assert named == [(c.name, c.type) for c in columns(resource["name"])]
        with (folder / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == [name for name, _ in named]


def test_a_folder_of_parquet_has_every_table(samples: Store, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    assert run("export", "parquet", "--store", str(samples.where), "-o", folder) == 0
    assert sorted(path.stem for path in folder.glob("*.parquet")) == sorted(tables.NAMES)
    # Again into the same folder.
    assert run("export", "parquet", "--store", str(samples.where), "-o", folder) == 0
    assert [path for path in folder.iterdir() if path.name.startswith(".")] == []


def content(store: Store) -> list[tuple[object, ...]]:
    """All that was kept of documents, and all that was made from it."""
    from sqlalchemy import text

    found: list[tuple[object, ...]] = []
    queries = (
        "SELECT uid, key, name, origin, url, title, publisher, published, language, listed, version, events FROM documents ORDER BY id",
        "SELECT uid, number, sha256, report, page_notes, stored, reader FROM versions JOIN documents ON id = document_id ORDER BY uid, number",
        "SELECT corrections.id, uid, event, anchor, field, old, new, who, made, undone_by, undone"
        " FROM corrections JOIN documents ON documents.id = document_id ORDER BY corrections.id",
        "SELECT uid, number, type, status, salience, first, last, events.listed, corrected"
        " FROM events JOIN documents ON documents.id = document_id ORDER BY uid, number",
        "SELECT uid, event, side, position, text, roles.name, ref FROM roles JOIN documents ON documents.id = document_id ORDER BY 1, 2, 3, 4",
        "SELECT id, type, status, standing, first, last, place, events, documents, voices FROM incidents ORDER BY id",
    )  # fmt: skip
    with store.reading() as connection:
        for query in queries:
            found += [tuple(map(str, row)) for row in connection.execute(text(query))]
    return found


@pytest.mark.parametrize("kind", ["jsonl", "jsonl folder", "parquet"])
def test_an_export_makes_the_same_store_again(samples: Store, at: str, tmp_path: Path, kind: str) -> None:
    from helpers import stories
    from marsad.observatory.write import keep

    keep(samples, stories.report(1, id="twice"), origin="/tmp/twice.txt", page_notes=[("undated", "لا تاريخ")])
    keep(samples, stories.report(5, id="twice"), origin="/tmp/twice.txt")
    name = "2024-05-05-bawaba-displacement"
    correct(samples, name, "e1", "status", "uncertain", who="Lina")
    correct(samples, name, "e1", "salience", "background", who="Omar")
    undo(samples, name, 2, who="Lina")
    correct(samples, "2024-05-04-alrafid-launch", "e2", "event", False, who="Lina")
    target = tmp_path / ("all.jsonl" if kind == "jsonl" else "tables")
    assert run("export", kind.split()[0], "--store", str(samples.where), "-o", target) == 0
    assert run("import", target, "--store", at) == 0
    with open_store(at) as copy:
        if copy.sqlite:
            assert content(copy) == content(samples)
        with copy.reading() as connection:
            assert documents(connection) == 16
        change = correct(copy, name, "e1", "type", "evacuation", who="Lina")
        assert change.id == 4
    again = tmp_path / "again.jsonl"
    assert run("export", "jsonl", "--store", at, "--table", "versions", "-o", again) == 0
    once = tmp_path / "once.jsonl"
    assert run("export", "jsonl", "--store", str(samples.where), "--table", "versions", "-o", once) == 0
    assert again.read_bytes() == once.read_bytes()


def test_an_import_wants_an_empty_store_and_an_export(
    samples: Store, at: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*arguments: str | Path) -> tuple[int, str]:
        code = run(*arguments)
        return code, capsys.readouterr().err

    everything = tmp_path / "all.jsonl"
    assert run("export", "jsonl", "--store", str(samples.where), "-o", everything) == 0
    code, err = said("import", everything, "--store", str(samples.where))
    assert code == 1
    assert "holds documents already" in err
    assert said("import", tmp_path / "absent.jsonl", "--store", at)[1].startswith("marsad: M101")
    (tmp_path / "empty").mkdir()
    assert "no versions of documents" in said("import", tmp_path / "empty", "--store", at)[1]
    veiled = tmp_path / "veiled.jsonl"
    assert run("export", "jsonl", "--no-private-persons", "--store", str(samples.where), "-o", veiled) == 0
    assert "no versions of documents" in said("import", veiled, "--store", at)[1]
    for line, code_ in (
        ("{", "M108"),
        ('{"id": 1}', "M108"),
        ('{"table": "versions"}', "M100"),
        ('{"table": "corrections"}', "M100"),
    ):
        (tmp_path / "bad.jsonl").write_text(line + "\n", encoding="utf-8")
        assert said("import", tmp_path / "bad.jsonl", "--store", at)[1].startswith(f"marsad: {code_}: "), line
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no")
    assert said("import", tmp_path / "bad.parquet", "--store", at)[1].startswith("marsad: M100: ")
    damaged = everything.read_text(encoding="utf-8").replace("الرطبة", "الرطبه")
    (tmp_path / "bad.jsonl").write_text(damaged, encoding="utf-8")
    code, err = said("import", tmp_path / "bad.jsonl", "--store", at)
    assert "the report is not that of its text" in err
    with open_store(at) as opened, opened.reading() as connection:
        assert documents(connection) == 0
