"""What a person does, in Debian's Chromium, in both languages; axe on every page; hostile articles shown as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.web import PAGES, PASSWORDS, Running
from marsad.observatory import documents
from marsad.observatory.search import search
from marsad.observatory.write import keep
from marsad.page.document import from_text
from marsad.reader import read_article
from marsad.web.settings import Settings

AXE = Path(__file__).with_name("vendor") / "axe.min.js"
TEXT = "قصفت المدفعية قرية الزعفرانة أمس وقتلت خمسة مدنيين، بحسب وزارة الدفاع. وشهدت بغداد أمراً جللاً."
Serve = Callable[..., Running]

HOSTILE = {
    "script": "<script>document.title = 'owned'</script>",
    "svg": "<svg onload=\"document.title='owned'\"><a href=\"javascript:document.title='owned'\">x</a></svg>",
    "style": "</style><style>body{display:none}</style><img src=x onerror=\"document.title='owned'\">",
    "template": "{{ ask.web.settings }} {% raw %} ${7*7} </textarea></script><script>document.title='owned'</script>",
    "bidi": "\u202e\u2067قصف <b>\u2069\u202c و\u200f\u200e",
}


@pytest.mark.parametrize(("lang", "width", "scheme"), [("ar", 1280, "light"), ("en", 390, "dark")])
def test_axe_finds_no_serious_violation(
    running: Running, page: Any, uid: str, incident_id: str, lang: str, width: int, scheme: str
) -> None:
    script = AXE.read_text(encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for name, path in PAGES.items():
        page.goto(f"{running.address}/{lang}{path.format(uid=uid, incident=incident_id)}")
        # The page's policy allows no script of a test's either; the debugger may.
        page.evaluate(script)
        found = page.evaluate(
            "axe.run({resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
        )
        serious = [
            (each["id"], [node["html"][:200] for node in each["nodes"][:3]])
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        assert serious == [], (name, width)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            name,
            width,
            "is wider than the window",
        )


@pytest.mark.parametrize(("lang", "query"), [("ar", "ابحث"), ("en", "Search")])
def test_find_a_report_and_see_why(running: Running, page: Any, lang: str, query: str) -> None:
    page.goto(f"{running.address}/{lang}/documents")
    page.fill("#q", "القائم")
    page.click(f"form button:has-text('{query}') >> nth=-1")
    page.wait_for_url("**/documents?q=*")
    assert page.locator("mark").count() > 0
    page.click(".hit h2 a >> nth=0")
    page.wait_for_selector("article.text")
    assert page.locator("article.text").get_attribute("dir") == "rtl"
    words = page.locator(".text a.k-trigger").first
    words.hover()
    assert page.locator(".card.on").count() >= 1
    page.locator("[data-why]").first.click()
    page.wait_for_selector(".why-rows dt")
    page.keyboard.press("Escape")
    page.locator(".card").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.classList.contains('card')")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_paste_a_report_save_it_and_find_it(own: Running, page: Any, lang: str) -> None:
    page.goto(f"{own.address}/{lang}/add")
    page.fill("textarea[name=text]", TEXT)
    page.click("form.add button[type=submit]")
    page.wait_for_selector(".card")
    page.fill("input[type=date]", "2024-05-02")
    page.click("button.main")
    page.wait_for_url(f"**/{lang}/documents/*")
    page.goto(f"{own.address}/{lang}/documents?q=الزعفرانة")
    assert page.locator(".hit").count() == 1


def _select(page: Any, words: str) -> None:
    """Select words of the article as a mouse does."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
          const nodes = []; let text = "";
          for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push([text.length, node]); text += node.data; }
          const at = text.indexOf(words); if (at < 0) throw new Error(words);
          const place = (offset, end) => { const [start, node] = nodes.filter(([s]) => end ? s < offset : s <= offset).pop(); return [node, offset - start]; };
          const range = document.createRange(); range.setStart(...place(at, false)); range.setEnd(...place(at + words.length, true));
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        words,
    )


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_correct_an_event_by_selecting_words_and_undo(own: Running, page: Any, lang: str) -> None:
    uid = keep(own.store, read_article(from_text(f"خبر 𝕏\n\n{TEXT}", id="mine"))).uid

    def report() -> Any:
        return documents.show(own.store, uid).corrected.report

    def saved() -> None:
        page.wait_for_selector("#said:not(.bad):not(:empty)")
        page.evaluate("document.querySelector('#said').textContent = ''")

    page.goto(f"{own.address}/{lang}/desk/{uid}")
    events = len(report().events)
    first = page.locator(".card.event.on").get_attribute("data-event")
    _select(page, "بغداد")
    page.keyboard.press("3")
    saved()
    corrected = next(e for e in report().events if e.id == first)
    assert [place.name for place in corrected.places][-1] == "بغداد"
    assert corrected.places[-1].country == "IQ"
    _select(page, "أمراً")
    page.keyboard.press("n")
    saved()
    assert len(report().events) == events + 1
    page.keyboard.press("x")
    saved()
    assert len(report().events) == events
    for _ in range(3):
        page.keyboard.press("u")
        saved()
    assert report() == documents.show(own.store, uid).as_read
    page.keyboard.press("a")
    saved()
    changes = documents.show(own.store, uid).changes
    assert [(c.field, c.new if c.field == "event" else None, c.undone is None) for c in changes] == [
        ("places", None, False), ("added", None, False), ("event", False, False), ("event", True, True),
    ]  # fmt: skip
    assert {c.who for c in changes} == {"local"}
    page.keyboard.press("w")
    page.keyboard.press("Shift+W")
    assert len(page.evaluate("getSelection().toString()").split()) == 2


@pytest.mark.parametrize(("lang", "refused"), [("ar", "دورك لا يسمح بهذا"), ("en", "Your role does not allow this")])
def test_log_in_and_be_refused_by_role(store: Any, serve: Serve, page: Any, lang: str, refused: str) -> None:
    # A name of this machine's that is not bound to its loopback address alone.
    running = serve(store, Settings(host="0.0.0.0"))
    page.goto(f"{running.address}/{lang}/desk")
    page.fill("input[name=name]", "rima")
    page.fill("input[name=password]", "not hers")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice.bad")
    assert page.locator(".menu a[href$='/desk']").count() == 0
    page.fill("input[name=name]", "rima")
    page.fill("input[name=password]", PASSWORDS["rima"])
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=password]", state="detached")
    assert refused in page.locator("main").inner_text()
    assert page.locator(".menu a").count() >= 1
    page.goto(f"{running.address}/{lang}/documents")
    assert page.locator(".hit").count() > 0
    page.click(".tools button[type=submit]")
    page.wait_for_url(f"**/{lang}/login")


def test_the_theme_is_switched_and_kept(running: Running, page: Any) -> None:
    page.goto(f"{running.address}/ar/documents")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-switch]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_hostile_articles_are_shown_as_text(own: Running, page: Any) -> None:
    uids = []
    for name, words in HOSTILE.items():
        text = f"{words}\n\nقصفت المدفعية قرية {words} أمس وقتلت خمسة مدنيين، بحسب {words} وزارة الدفاع.\n"
        uids.append(
            keep(
                own.store,
                read_article(
                    from_text(text, id=name, html=False, url="javascript:alert(1)" if name == "svg" else None)
                ),
            ).uid
        )
    long = "<title> " + ("ع" * 200 + " ") * 5000
    uids.append(keep(own.store, read_article(from_text(f"{long}\n\nقصفت المدفعية القرية.\n", id="long"))).uid)
    paths = [path for uid in uids for path in (f"/documents/{uid}", f"/documents/{uid}?view=text", f"/desk/{uid}")]
    # What is asked of the others is asked of the long one in the list and on its own page.
    for path in paths[:-2]:
        page.goto(f"{own.address}/en{path}", wait_until="domcontentloaded", timeout=30_000)
        assert "owned" not in page.title() or "<" in page.title()
        assert page.title() != "owned"
        assert (
            page.locator(
                "main svg, main img, main style, main script:not([type='application/json']), main b script"
            ).count()
            == 0
        )
        assert page.locator("main a[href^='javascript']").count() == 0
        assert page.evaluate("getComputedStyle(document.body).display") == "flex"
    page.goto(f"{own.address}/en/documents")
    assert page.locator(".hit").count() == len(search(own.store, limit=20))
    assert page.title() != "owned"
