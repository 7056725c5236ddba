"""Files are added and a gold file is taken along, and who guesses passwords is held off: in Debian's Chromium, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.web import PASSWORDS, Running
from marsad.observatory import documents
from marsad.observatory.search import search
from marsad.web.settings import Settings

STRIKE = "قصفت طائرات حربية سوق مدينة زبيد مساء الأحد وقتلت سبعة مدنيين، بحسب مصدر طبي."
ARRESTS = "اعتقلت قوات الأمن ستة محتجين في مدينة صفاقس أمس، وفق محامين."


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_files_are_previewed_saved_and_taken_along_as_gold(own: Running, page: Any, tmp_path: Path, lang: str) -> None:
    before = len(search(own.store, limit=200))
    files = [tmp_path / "strike.txt", tmp_path / "arrests.txt"]
    for file, text in zip(files, (STRIKE, ARRESTS), strict=True):
        file.write_text(text, encoding="utf-8")
    page.goto(f"{own.address}/{lang}/add")
    page.set_input_files("input[name=files]", files)
    page.click("form.add button[type=submit]")
    page.wait_for_selector("section.report >> nth=1")
    assert page.locator("section.report").count() == 2
    # Nothing is kept before it is saved; the day is asked for, once for each.
    assert len(search(own.store, limit=200)) == before
    for day in page.locator("input[type=date]").all():
        day.fill("2024-05-06")
    page.click("button.main")
    page.wait_for_url(f"**/{lang}/documents**")
    hits = search(own.store, "زبيد")
    assert len(search(own.store, limit=200)) == before + 2
    assert [str(hit.published) for hit in hits] == ["2024-05-06"]
    page.goto(f"{own.address}/{lang}/desk/{hits[0].uid}")
    with page.expect_download() as download:
        page.click("a[href$='/gold']")
    gold = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert gold["text"] == STRIKE
    report = documents.show(own.store, hits[0].uid).corrected.report
    assert len(gold["events"]) == len(report.events) > 0


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_who_guesses_is_held_off(store: Any, serve: Callable[..., Running], page: Any, lang: str) -> None:
    running = serve(store, Settings(host="0.0.0.0"))

    def tried(password: str) -> int:
        page.goto(f"{running.address}/{lang}/login")
        page.fill("input[name=name]", "edna")
        page.fill("input[name=password]", password)
        with page.expect_navigation() as answer:
            page.keyboard.press("Enter")
        return int(answer.value.status)

    answers = [tried(f"guess {number}") for number in range(9)]
    assert set(answers[:8]) == {401}
    # The right one does not help now, and the page says why in words.
    assert [answers[8], tried(PASSWORDS["edna"])] == [429, 429]
    assert page.locator("main h1").inner_text()
    assert page.locator("input[name=password]").count() == 0
