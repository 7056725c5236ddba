"""The coder's desk by keyboard, in both languages: the queue, values edited in a form, agreement of two coders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpers.web import PASSWORDS, Running
from marsad.observatory import documents
from marsad.observatory.write import keep
from marsad.page.document import from_text
from marsad.reader import read_article
from marsad.records import Event
from marsad.web.settings import Settings

TEXT = (
    "خبر من الميدان\n\nقتل نحو عشرة مسلحين في غارة جوية على بلدة الزعفرانة أمس، بحسب وزارة الدفاع. "
    "وأعلنت الشرطة اعتقال ثلاثة مشتبه بهم في بغداد."
)
Serve = Callable[..., Running]


def _saved(page: Any) -> None:
    page.wait_for_selector("#said:not(.bad):not(:empty)")
    page.evaluate("document.querySelector('#said').textContent = ''")


def _report(running: Running) -> str:
    return keep(running.store, read_article(from_text(TEXT, id="mine"))).uid


def _event(running: Running, uid: str, kind: str) -> Event:
    return next(each for each in documents.show(running.store, uid).corrected.report.events if each.type == kind)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_accept_from_the_queue_by_keyboard(own: Running, page: Any, lang: str) -> None:
    page.goto(f"{own.address}/{lang}/desk?order=recent")
    first = page.locator(".hit h2 a").first
    waiting = page.locator(".head p").inner_text()
    first.focus()
    address = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_selector(".card.event.on")
    uid, event = address.split("/desk/")[1].split("#")
    assert page.locator(".card.event.on").get_attribute("data-event") == event
    page.keyboard.press("a")
    _saved(page)
    assert event in documents.show(own.store, uid).corrected.accepted
    page.goto(f"{own.address}/{lang}/desk?order=recent")
    assert page.locator(".head p").inner_text() != waiting
    assert page.locator(f".hit a[href='{address}']").count() == 0


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_value_is_edited_in_a_form_and_taken_back(own: Running, page: Any, lang: str) -> None:
    uid = _report(own)
    event = _event(own, uid, "arrest")
    page.goto(f"{own.address}/{lang}/desk/{uid}#{event.id}")
    card = page.locator(".card.event.on")
    # E goes to the next value; Enter opens its form, Escape closes it again.
    page.keyboard.press("e")
    page.keyboard.press("Enter")
    assert card.locator(".alter-form").count() == 1
    page.keyboard.press("Escape")
    assert card.locator(".alter-form").count() == 0
    assert page.evaluate("'alter' in document.activeElement.dataset")

    card.locator("[data-alter=counts]").click()
    card.locator("[name=high]").fill("5")
    card.locator("[name=of]").select_option("fighters")
    card.locator("[name=approximate]").check()
    page.keyboard.press("Enter")
    _saved(page)
    count = _event(own, uid, "arrest").counts[0]
    assert (count.of, count.low, count.high, count.approximate) == ("fighters", 3, 5, True)

    card.locator("[data-alter=places]").click()
    page.wait_for_selector("[data-namesakes] option:nth-child(2)", state="attached")
    card.locator("[name=name]").fill("البصرة")
    with page.expect_response("**/gazetteer?*"):
        card.locator("[name=name]").press("Tab")
    page.wait_for_selector("[data-namesakes] option:nth-child(2):has-text('البصرة')", state="attached")
    card.locator("[data-namesakes]").select_option(index=1)
    card.locator("[name=role]").select_option("near")
    card.locator(".alter-form [type=submit]").click()
    _saved(page)
    place = _event(own, uid, "arrest").places[0]
    assert (place.text, place.name, place.country, place.role) == ("بغداد", "البصرة", "IQ", "near")
    assert place.lat == pytest.approx(30.5, abs=0.3)

    card.locator("[data-none]").select_option("killed")
    _saved(page)
    assert _event(own, uid, "arrest").none == ("killed",)
    card.focus()
    page.keyboard.press("l")
    page.keyboard.press("ArrowDown")
    _saved(page)
    assert _event(own, uid, "arrest").salience == "background"
    for _ in range(4):
        card.focus()
        page.keyboard.press("u")
        _saved(page)
    assert documents.show(own.store, uid).corrected.report == documents.show(own.store, uid).as_read


def test_what_the_model_refuses_is_said_and_not_kept(own: Running, page: Any) -> None:
    uid = _report(own)
    event = _event(own, uid, "arrest")
    page.goto(f"{own.address}/en/desk/{uid}#{event.id}")
    card = page.locator(".card.event.on")
    card.locator("[data-alter=counts]").click()
    card.locator("[name=high]").fill("1")
    page.keyboard.press("Enter")
    page.wait_for_selector("#said.bad")
    assert "does not fit counts" in page.locator("#said").inner_text()
    assert _event(own, uid, "arrest").counts == event.counts


@pytest.mark.parametrize(("lang", "both"), [("ar", "لم يحكم اثنان"), ("en", "No event was judged by two")])
def test_two_coders_agree_or_not(store: Any, serve: Serve, chromium: Any, lang: str, both: str) -> None:
    running = serve(store, Settings(host="0.0.0.0"))
    uid = _report(running)
    for name in ("karim", "edna"):
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{running.address}/{lang}/desk")
        page.fill("input[name=name]", name)
        page.fill("input[name=password]", PASSWORDS[name])
        page.keyboard.press("Enter")
        page.wait_for_selector("input[name=password]", state="detached")
        assert both in page.locator("section[aria-labelledby=agreement]").inner_text()
        page.goto(f"{running.address}/{lang}/desk/{uid}")
        page.keyboard.press("a")
        _saved(page)
        page.goto(f"{running.address}/{lang}/desk")
        if name == "karim":
            context.close()
    rows = page.locator("section[aria-labelledby=agreement] tbody tr")
    assert rows.count() > 0
    assert all(int(cell) >= 1 for cell in rows.locator("td:nth-child(3)").all_inner_texts())
    context.close()
