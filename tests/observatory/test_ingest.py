from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers import stories
from marsad.errors import InputMissingError, MarsadError
from marsad.observatory import documents
from marsad.observatory.ingest import Input, Taken, ingest, inputs
from marsad.observatory.search import search
from marsad.observatory.store import Store, open_store
from marsad.page.article import Article
from marsad.reader import read_article
from marsad.records import Report


def take(store: Store, *names: Path | str) -> list[str]:
    """Outcomes and error codes, in order."""
    found: list[str] = []
    for source in inputs([str(name) for name in names]):
        if isinstance(source, MarsadError):
            found.append(source.code)
            continue
        taken = ingest(store, source, read=read_article)
        found += [each.code if isinstance(each, MarsadError) else each.kept.outcome for each in taken]
    return found


def test_a_bad_input_costs_nobody_else(store: Store, tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"s{n}", "text": stories.text(n)}, ensure_ascii=False) for n in range(3)]
    lines.insert(1, "{broken")
    lines.insert(3, '{"id": "nothing"}')
    mixed, binary = tmp_path / "mixed.jsonl", tmp_path / "picture.txt"
    mixed.write_text("\n".join(lines), encoding="utf-8")
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    found = take(store, tmp_path / "absent.txt", mixed, binary, stories.write(tmp_path / "more.jsonl", range(5, 7)))
    assert found == ["M101", "new", "M108", "new", "M108", "new", "M105", "new", "new"]
    assert len(search(store)) == 5


def test_files_of_one_name_in_a_folder(store: Store, tmp_path: Path) -> None:
    for number, folder in enumerate(("a", "b", "b/c", ".hidden")):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "index.txt").write_text(stories.text(number), encoding="utf-8")
    (tmp_path / "readme.md").write_text("not a report")
    assert take(store, tmp_path) == ["new", "new", "new"]
    assert {hit.name for hit in search(store)} == {"a/index", "b/index", "b/c/index"}
    assert take(store, tmp_path) == ["same"] * 3
    # The same files, named one by one, are the same documents.
    (tmp_path / "a" / "index.txt").write_text(stories.text(9), encoding="utf-8")
    assert take(store, tmp_path) == ["changed", "same", "same"]
    assert documents.show(store, "a/index").version == 2


def test_files_of_one_name_on_two_days(store: Store, tmp_path: Path) -> None:
    for number, folder in enumerate(("monday", "tuesday")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(stories.text(number), encoding="utf-8")
    assert take(store, tmp_path / "monday" / "report.txt") == ["new"]
    assert take(store, tmp_path / "tuesday" / "report.txt") == ["new"]
    assert take(store, tmp_path / "monday" / "report.txt") == ["same"]


def test_an_empty_folder_is_said_to_be(store: Store, tmp_path: Path) -> None:
    assert [type(each) for each in inputs([str(tmp_path)])] == [InputMissingError]
    assert list(inputs(["-"])) == [Input("-", None)]


def test_what_is_there_is_not_read_again(store: Store, tmp_path: Path) -> None:
    path = stories.write(tmp_path / "s.jsonl", range(4))
    take(store, path)

    def never(article: Article) -> Report:
        raise AssertionError(article.id)

    found = list(ingest(store, Input(str(path), None), read=never))
    assert [each.kept.outcome for each in found if isinstance(each, Taken)] == ["same"] * 4


def test_a_reader_that_stumbles_costs_one_document(store: Store, tmp_path: Path) -> None:
    path = stories.write(tmp_path / "s.jsonl", range(4))

    def stumbling(article: Article) -> Report:
        if article.id == "story-2":
            raise KeyError("odd")
        return read_article(article)

    found = list(ingest(store, Input(str(path), None), read=stumbling))
    assert [isinstance(each, Taken) for each in found] == [True, True, False, True]
    assert "story-2" in str(found[2])


def test_two_writers_of_the_same_documents(at: str, tmp_path: Path) -> None:
    """Each takes what the other has not taken yet; none is there twice."""
    path = stories.write(tmp_path / "s.jsonl", range(8))
    with open_store(at) as one, open_store(at) as two:
        first, second = (ingest(each, Input(str(path), None), read=read_article) for each in (one, two))
        found = [
            each.kept.outcome for pair in zip(first, second, strict=True) for each in pair if isinstance(each, Taken)
        ]
        assert found == ["new", "same"] * 8
        assert len(search(one)) == 8


def test_writers_in_two_processes(at: str, tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    path = stories.write(tmp_path / "s.jsonl", range(40))
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "marsad", "ingest", str(path), "--store", at, "-v"]
    env = os.environ | {"PYTHONPATH": str(root / "src")}
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) for _ in range(2)]
    outputs = [each.communicate(timeout=120) for each in running]
    assert [each.returncode for each in running] == [0, 0], outputs
    lines = [line.split() for out, _ in outputs for line in out.decode().splitlines() if b"story" in line.encode()]
    assert sorted(name for outcome, _, _, name in lines if outcome == "new") == sorted(f"story-{n}" for n in range(40))
    with open_store(at) as store:
        assert len(search(store, limit=100)) == 40


@pytest.mark.parametrize("dated", [True, False])
def test_a_day_that_is_given_later(store: Store, tmp_path: Path, dated: bool) -> None:
    path = tmp_path / "note.txt"
    path.write_text(stories.text(1), encoding="utf-8")
    assert take(store, path) == ["new"]
    from datetime import date

    day = date(2024, 5, 2) if dated else None
    (found,) = ingest(store, Input(str(path), None), read=read_article, published=day)
    assert isinstance(found, Taken)
    assert found.kept.outcome == ("updated" if dated else "same")
