"""From the search box to an actor, a place and the map, and the brief, as a person goes, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from helpers.web import Running


@pytest.mark.parametrize(("lang", "actor", "place"), [("ar", "داعش", "القائم"), ("en", "Islamic State", "Al Qa'im")])
def test_search_an_actor_a_place_and_print_a_brief(
    running: Running, chromium: Any, lang: str, actor: str, place: str
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    # From anywhere, by keyboard, into the search.
    page.goto(f"{running.address}/{lang}/documents")
    page.fill(".find input", actor)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    page.click("aside a[href$='/actors/islamic-state']")
    page.wait_for_url("**/actors/islamic-state")
    assert page.locator("h1").inner_text() == actor
    assert page.locator(".shares tbody tr").count() > 3
    page.locator("details summary", has=page.locator("text=/.+/")).first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".plain-table").is_visible()
    # All of its incidents on the map, and back to a place by name.
    page.click("#found .row a")
    page.wait_for_url("**/?actor=islamic-state")
    on_map = re.search(r"\d+", page.locator("#amount").inner_text())
    assert on_map
    assert int(on_map[0]) > 3
    page.goto(f"{running.address}/{lang}/places")
    page.fill(".roll-form input[type=search]", place)
    page.click(".roll-form button")
    page.wait_for_url("**/places?q=*")
    page.click("table.roll th a >> nth=0")
    assert page.locator("h1").inner_text() == place
    # A brief of other days, in the other language.
    page.goto(f"{running.address}/{lang}/brief?until=2024-05-13")
    assert page.locator("[data-print]").is_visible()
    page.select_option("select[name=days]", "14")
    other = "en" if lang == "ar" else "ar"
    page.select_option("select[name=in]", other)
    page.click(".brief-form button[type=submit]")
    page.wait_for_url("**days=14*")
    assert page.locator("article.paper").get_attribute("lang") == other
    assert page.locator("article.paper svg.map circle").count() > 2
    page.emulate_media(media="print")
    assert page.locator(".brief-form").is_hidden()
    assert page.locator(".masthead").is_hidden()
    assert page.locator("article.paper h1").is_visible()
    assert wrong == []
    context.close()
