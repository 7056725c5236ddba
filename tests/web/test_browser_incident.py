"""An incident in Debian's Chromium, in both languages: both tolls, to the words, which are lit, and back by the record."""

from __future__ import annotations

import re
from typing import Any

import pytest

from helpers.web import Running


@pytest.mark.parametrize(("lang", "conflict"), [("ar", "تعارض"), ("en", "in conflict")])
def test_see_both_tolls_and_go_to_the_words_and_back(
    running: Running, page: Any, incident_id: str, lang: str, conflict: str
) -> None:
    from playwright.sync_api import expect

    page.goto(f"{running.address}/{lang}/incidents/{incident_id}")
    expect(page.locator(".notice.warn")).to_contain_text(conflict)
    panel = page.locator("section.panel", has=page.locator("td strong.warn")).first
    assert panel.locator("td strong.warn").count() >= 2
    link = panel.locator("td a").first
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{address}")
    card = page.locator(f"#{address.split('#')[1]}")
    expect(card).to_have_class(re.compile(r"\bon\b"))
    expect(page.locator(".text .w.on").first).to_be_in_viewport()
    card.locator("a.to-incident").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{lang}/incidents/{incident_id}")
