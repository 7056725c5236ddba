"""The first page in Debian's Chromium, in both languages: open, filter, brush with mouse and keyboard, move the map."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from helpers.web import Running

Serve = Callable[..., Running]


def _context(chromium: Any, **more: Any) -> Any:
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce", **more)
    context.set_default_timeout(30_000)
    return context


def _settled(page: Any) -> int:
    """How many incidents there are, once the list is up to date."""
    page.wait_for_selector("#found:not([aria-busy])")
    found = re.search(r"\d+", page.locator("#amount").inner_text())
    assert found
    return int(found[0])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_open_filter_brush_and_move(running: Running, chromium: Any, lang: str) -> None:
    context = _context(chromium)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"{running.address}/{lang}/")
    page.wait_for_selector("#map[data-drawn] .mark .spot")
    everything = _settled(page)
    assert page.locator(".mark.wide .round.wide").count() > 0
    assert page.locator("#no-map").is_hidden()
    # Filter: the address, the list and the map follow.
    with page.expect_response(lambda answer: "incidents.geojson?type=airstrike" in answer.url):
        page.select_option("select[name=type]", "airstrike")
    page.wait_for_url("**?type=airstrike")
    strikes = _settled(page)
    assert 0 < strikes < everything
    assert page.locator("#found .hit").count() == strikes
    assert set(page.locator("#found .hit").evaluate_all("rows => rows.map((row) => row.className)")) == {
        "hit f-explosion"
    }
    with page.expect_response(lambda answer: "incidents.geojson?bbox" in answer.url):
        page.select_option("select[name=type]", "")
    assert _settled(page) == everything
    # Brush with the mouse: the half of the time that comes first.
    area = page.locator(".brush").bounding_box()
    start, end = (0.99, 0.6) if lang == "ar" else (0.01, 0.4)
    page.mouse.move(area["x"] + area["width"] * start, area["y"] + 20)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * end, area["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=*")
    earlier = _settled(page)
    assert 0 < earlier < everything
    since, until = page.input_value("[name=since]"), page.input_value("[name=until]")
    assert "2024-04" in since
    assert since < until < "2024-05-31"
    # And with the keyboard: the end of it a day earlier.
    page.focus("#to-bar")
    page.keyboard.press("ArrowRight" if lang == "ar" else "ArrowLeft")
    page.wait_for_function("day => document.querySelector('[name=until]').value < day", arg=until)
    assert _settled(page) <= earlier
    assert page.evaluate("document.activeElement.id") == "to-bar"
    page.click("#always")
    page.wait_for_selector("#map[data-drawn] .mark .spot")
    assert _settled(page) == everything
    # A mark of several leads closer; the address says where, and the list holds what is there.
    page.locator(".mark[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".mark[tabindex='0']").evaluate("mark => mark === document.activeElement")
    several = page.locator(".mark:not(.wide):not([href*='/incidents/'])").first
    several.locator(".spot").click()
    page.wait_for_url("**bbox=*")
    here = _settled(page)
    assert 0 < here < everything
    assert page.locator("#everywhere").count() == 1
    # What is shared looks the same to whoever opens it.
    other = context.new_page()
    other.goto(page.url)
    assert _settled(other) == here
    assert wrong == []
    context.close()


def test_without_scripts_there_is_a_list_with_the_same_filters(running: Running, chromium: Any) -> None:
    context = _context(chromium, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{running.address}/en/")
    assert page.locator("#map").is_hidden()
    assert page.locator("#time rect").count() > 5
    page.select_option("select[name=type]", "airstrike")
    page.fill("[name=since]", "2024-05-05")
    page.click("#filters button")
    page.wait_for_url("**type=airstrike*")
    assert page.locator("#found .hit").count() == _settled(page) > 0
    context.close()
