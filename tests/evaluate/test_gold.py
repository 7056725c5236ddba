"""Gold files: what is read, and that a wrong file is named with what is wrong in it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from endtoend import ROOT
from marsad.errors import InputError
from marsad.evaluate import read_gold

EVENT: dict[str, Any] = {
    "in": "قصفت المدفعية قرية السدر",
    "trigger": "قصفت",
    "type": "shelling",
    "status": ["occurred"],
    "actors": ["المدفعية"],
    "targets": [["قرية السدر", "السدر"]],
    "places": [{"name": "السدر", "geo": [33.1, 44.2, 20]}],
    "counts": [{"of": "killed", "low": 3, "high": 3}],
    "source": None,
    "time": {"start": "2024-05-01", "end": "2024-05-01"},
}
DOCUMENT: dict[str, Any] = {
    "id": "g1",
    "published": "2024-05-02",
    "text": "قصفت المدفعية قرية السدر أمس.",
    "events": [EVENT],
}


def written(folder: Path, data: Any, name: str = "g1.json") -> Path:
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_gold_file_is_read(tmp_path: Path) -> None:
    (document,) = read_gold([written(tmp_path, DOCUMENT)])
    (event,) = document.events
    assert (document.id, document.published, document.statements) == ("g1", date(2024, 5, 2), None)
    assert event.types == ("shelling",)
    assert document.text[slice(*event.trigger)] == "قصفت"
    assert event.targets == (("قرية السدر", "السدر"),)
    assert event.places[0].geo == (33.1, 44.2, 20)
    assert event.source is None


def test_the_file_of_the_page_is_one(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "evaluate.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert found is not None
    (document,) = read_gold([written(tmp_path, found.group(1))])
    assert (document.id, document.country, document.events[0].types) == ("basra-01", "IQ", ("shelling",))


def test_a_folder_is_read_in_order_and_a_text_may_stand_beside(tmp_path: Path) -> None:
    written(tmp_path, DOCUMENT["text"], "b.txt")
    beside = {k: v for k, v in DOCUMENT.items() if k != "text"} | {"id": "b", "text_file": "b.txt"}
    written(tmp_path, beside, "b.json")
    written(tmp_path, DOCUMENT, "a.json")
    assert [(d.id, d.text) for d in read_gold([tmp_path])] == [("g1", DOCUMENT["text"]), ("b", DOCUMENT["text"])]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("{", "not JSON"),
        ("[1]", "not a gold file"),
        ({"id": "x", "text": "نص"}, "'events'"),
        ({**DOCUMENT, "events": [{**EVENT, "in": "لا وجود له"}]}, "does not stand in the text"),
        ({**DOCUMENT, "events": [{**EVENT, "trigger": "أمس"}]}, "does not stand in the text"),
        ({**DOCUMENT, "published": "yesterday"}, "not a gold file"),
        ({**DOCUMENT, "events": [{k: v for k, v in EVENT.items() if k != "status"}]}, "'status'"),
    ],
)
def test_what_is_wrong_is_said_with_the_file(tmp_path: Path, data: Any, message: str) -> None:
    path = written(tmp_path, data)
    with pytest.raises(InputError, match=message) as raised:
        read_gold([path])
    assert str(path) in str(raised.value)


def test_missing_files_empty_folders_and_repeated_ids(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="M101"):
        read_gold([tmp_path / "absent.json"])
    with pytest.raises(InputError, match="without gold files"):
        read_gold([tmp_path])
    with pytest.raises(InputError, match="second document with the id g1"):
        read_gold([written(tmp_path, DOCUMENT, "a.json"), written(tmp_path, DOCUMENT, "b.json")])
