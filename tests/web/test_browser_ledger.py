"""The ledger and the watch areas in Debian's Chromium, in both languages, as a person goes through them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from helpers.web import AREA, Running
from marsad.observatory import ledger, watches

Serve = Callable[..., Running]
TODAY = date(2026, 1, 1)
FAILED = "متوقعاً أن تنتهي العملية خلال خمسة أيام"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_decide_in_the_ledger_and_take_it_back(own: Running, page: Any, lang: str) -> None:
    entry = next(each for each in ledger.ledger(own.store, today=TODAY) if each.text == FAILED)
    page.goto(f"{own.address}/{lang}/")
    page.click(f".menu a[href='/{lang}/ledger']")
    page.click(".standings a.st-failed")
    page.wait_for_url("**standing=failed*")
    assert page.locator("article.entry").count() == 1
    here = page.locator(f"#{entry.id}")
    # By keyboard: what speaks against it, then the decision.
    here.locator(".signs summary").focus()
    page.keyboard.press("Enter")
    assert here.locator(".sign.against").count() == 2
    here.locator(".decide summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("شوهدت نهايتها")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{entry.id}")
    decided = ledger.entry(own.store, entry.id, today=TODAY)
    assert (decided.standing, decided.decided_by, decided.reason) == ("met", "local", "شوهدت نهايتها")
    # The list still asks for what failed; the entry's own page tells of the decision.
    assert page.locator("article.entry").count() == 0
    page.goto(f"{own.address}/{lang}/ledger/{entry.id}")
    assert "شوهدت نهايتها" in page.locator(".decision").inner_text()
    page.click(".decision button")
    page.wait_for_selector(".history .undone")
    assert ledger.entry(own.store, entry.id, today=TODAY) == entry
    assert page.locator(".decision").count() == 0
    # The words lead to where they stand in the report.
    page.click("article.entry h2 a")
    page.wait_for_selector(f"#r1-w{entry.start}")
    assert page.url.endswith(f"#r1-w{entry.start}")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_watch_an_area_see_its_incidents_and_open_its_feed(own: Running, page: Any, lang: str) -> None:
    page.goto(f"{own.address}/{lang}/watch")
    assert page.locator(".area").count() == 1
    page.fill("[name=name]", "معبر القائم")
    page.check("[name=zone][value=around]")
    assert page.locator("[name=border]").is_hidden()
    page.fill("[name=point]", "134, 40.97")
    page.fill("[name=point-km]", "30")
    page.click(".add-area button.main")
    assert page.locator("#fault").is_visible()
    assert page.input_value("[name=name]") == "معبر القائم"
    page.fill("[name=point]", "34.39, 40.97")
    page.click(".add-area button.main")
    page.wait_for_url(f"**/{lang}/watch/w*")
    made = watches.watch(own.store, "معبر القائم")
    found = watches.seen(own.store, made)
    assert found
    assert page.locator("#found .hit").count() == len(found)
    page.wait_for_selector("#map[data-drawn] .mark .spot")
    # The numbers of the chart are in the table.
    page.click("#over-time summary")
    cells = page.locator(".counts td").all_inner_texts()
    assert sum(map(int, cells)) == len(found)
    # What is possibly inside, by its tab.
    page.click(".tabs a[href*='certainty=possibly']")
    page.wait_for_url("**certainty=possibly*")
    possible = sum(each.certainty == "possibly" for each in found)
    assert page.locator("#found .hit").count() == possible
    feed = page.locator("link[type='application/atom+xml']").get_attribute("href")
    answer = page.request.get(own.address + feed)
    entries = ElementTree.fromstring(answer.text()).findall("{http://www.w3.org/2005/Atom}entry")
    assert (answer.status, len(entries)) == (200, len(found))
    # The map of the first page, of the area alone.
    page.click(f".watch-head a[href='/{lang}/?watch={made.id}']")
    page.wait_for_selector("#map[data-drawn] .mark .spot")
    assert page.locator("#found .hit").count() == len(found)
    assert page.input_value("select[name=watch]") == made.id
    with page.expect_response(lambda answer: f"incidents.geojson?watch={AREA.id}" in answer.url):
        page.select_option("select[name=watch]", AREA.id)
    page.wait_for_url(f"**watch={AREA.id}*")
    page.wait_for_selector("#found:not([aria-busy])")
    # Removed with a second word for it.
    page.goto(f"{own.address}/{lang}/watch/{made.id}")
    assert page.locator(".remove button").is_hidden()
    page.click(".remove summary")
    page.click(".remove button")
    page.wait_for_url(f"**/{lang}/watch")
    assert [each.name for each in watches.watches(own.store)] == [AREA.name]


def test_an_area_from_a_file_by_upload(own: Running, page: Any, tmp_path: Path) -> None:
    path = tmp_path / "area.geojson"
    path.write_text('{"type": "Polygon", "coordinates": [[[40, 33], [42, 33], [42, 35], [40, 35], [40, 33]]]}')
    page.goto(f"{own.address}/ar/watch")
    page.fill("[name=name]", "<b>رقعة</b>")
    page.check("[name=zone][value=area]")
    page.set_input_files("[name=file]", path)
    page.click(".add-area button.main")
    page.wait_for_url("**/ar/watch/w*")
    assert page.locator("h1").inner_text() == "<b>رقعة</b>"
    assert page.locator("#found .hit").count() > 0
