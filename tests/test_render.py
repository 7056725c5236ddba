"""What people see: the terminal table and the page."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from fixtures_reports import TEXT, bare_report, rich_report
from marsad.records import (
    CountClass,
    PlaceRole,
    PublishedBasis,
    Publisher,
    Report,
    Salience,
    StatementKind,
    Status,
    TimeBasis,
)
from marsad.render.html import pages
from marsad.render.labels import Lang, _labels, amount, data, label
from marsad.render.marks import Mark, cut, marks
from marsad.render.table import print_reports

FSI, PDI = "\u2068", "\u2069"


# labels


@pytest.mark.parametrize(
    ("group", "kind"),
    [
        ("status", Status),
        ("salience", Salience),
        ("place", PlaceRole),
        ("statement", StatementKind),
        ("count", CountClass),
        ("basis", TimeBasis),
        ("basis", PublishedBasis),
    ],
)
def test_every_value_of_the_contract_has_a_label_in_both_languages(group: str, kind: object) -> None:
    for value in get_args(kind):
        assert set(_labels()[group][value]) == {"en", "ar"}
        assert all(_labels()[group][value].values())


def test_a_type_nobody_has_named_is_still_readable() -> None:
    assert label("type", "cyber_attack", "ar") == "cyber attack"


@pytest.mark.parametrize(
    ("position", "event", "en", "ar"), [(0, 0, "12", "12"), (0, 1, "about 30", "نحو 30"), (0, 2, "5–7", "5–7")]
)
def test_amounts(position: int, event: int, en: str, ar: str) -> None:
    count = rich_report().events[event].counts[position]
    assert (amount(count, "en"), amount(count, "ar")) == (en, ar)


def test_open_amounts() -> None:
    count = rich_report().events[0].counts[0]
    assert amount(count.model_copy(update={"low": 5800, "high": None}), "en") == "at least 5,800"
    assert amount(count.model_copy(update={"low": None, "high": 3}), "en") == "at most 3"
    assert amount(count.model_copy(update={"low": None, "high": None}), "en") == "some"


# the table


def table(width: int, lang: Lang = "en", *reports: Report) -> str:
    file = io.StringIO()
    print_reports(reports or [rich_report()], Console(file=file, width=width, highlight=False), lang=lang)
    return file.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_line_fits_and_closes_what_it_isolates(width: int, lang: Lang) -> None:
    from rich.cells import cell_len

    for line in table(width, lang).splitlines():
        assert cell_len(line) <= max(width, 60)
        depth = 0
        for mark in line:
            depth += (mark == FSI) - (mark == PDI)
            assert 0 <= depth <= 1
        assert depth == 0


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_arabic_stands_outside_an_isolate(lang: Lang) -> None:
    for line in table(110, lang).splitlines():
        assert not re.search("[\u0620-\u06ff]", re.sub(f"{FSI}[^{PDI}]*{PDI}", "", line)), line


@pytest.mark.parametrize("width", [80, 140])
def test_the_table_shows_all_words_of_the_evidence_and_of_every_field(width: int) -> None:
    shown = set(re.sub(f"[{FSI}{PDI}]", "", table(width)).split())
    report = rich_report()
    for event in report.events:
        for words in (event.trigger, event.evidence, *event.actors, *event.targets, *event.places):
            assert set(words.text.split()) <= shown, words.text
    for statement in report.statements:
        assert set(statement.text.split()) <= shown


def test_the_table_tells_status_source_dates_and_notes() -> None:
    shown = table(140)
    for part in (
        "Happened · 3",
        "Planned or expected · 1",
        "Denied or uncertain · 1",
        "Named in passing · 1",
        "سامر الهادي",
        "2024-05-01",
    ):
        assert part in shown
    for part in ("about 30", "the outlet", "implied", "place-unknown", "Forecast", "34.123, 41.500"):
        assert part in shown
    assert "no publication date" in table(80, "en", bare_report())
    assert "No event was coded" in table(80, "en", bare_report())


def test_markup_and_emoji_codes_in_a_document_stay_as_they_are() -> None:
    report = bare_report(text="[bold]نص[/bold] :smile: [red]")
    report = report.model_copy(
        update={"document": report.document.model_copy(update={"publisher": Publisher(text="[bold]س[/x] :smile:")})}
    )
    assert "[bold]س[/x] :smile:" in table(80, "en", report)


def test_a_document_cannot_steer_the_terminal() -> None:
    report = bare_report(text="نص\x1b]0;title\x07\x1b[31m\u202eعكس\x9b2J")
    publisher = Publisher(text=report.document.text)
    document = report.document.model_copy(update={"publisher": publisher, "id": "a\x1b[2Jb", "url": "x\x1b[2J"})
    shown = table(80, "en", report.model_copy(update={"document": document}))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert "عكس" in shown


# the marks


def test_cutting_covers_the_text_without_gaps_or_overlaps() -> None:
    pieces = list(cut(marks(rich_report()), 0, len(TEXT)))
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])]
    assert pieces[-1].end == len(TEXT)


spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda span: span[0] < span[1])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(spans, st.sampled_from(["trigger", "place", "evidence"])), max_size=8), spans)
def test_each_piece_holds_exactly_the_marks_over_it(
    given_marks: list[tuple[tuple[int, int], str]], window: tuple[int, int]
) -> None:
    found = sorted({Mark(*span, field, "e1") for span, field in given_marks})
    pieces = list(cut(found, *window))
    assert "".join("x" * (piece.end - piece.start) for piece in pieces) == "x" * (window[1] - window[0])
    for piece in pieces:
        for offset in range(piece.start, piece.end):
            assert set(piece.marks) == {mark for mark in found if mark.start <= offset < mark.end}


# the page


class Tags(HTMLParser):
    """Collects what the tests ask about, and checks that elements close in order."""

    VOID = frozenset(("meta", "input", "br", "link", "img"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.article: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open and "summary" not in self.open:
            self.article.append(data)

    def having(self, attribute: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.all if attribute in attrs]


def page(*reports: Report, lang: Lang = "en") -> str:
    return "".join(pages(reports or [rich_report(), bare_report()], lang=lang))


def test_the_page_is_well_formed_with_unique_ids_and_live_links() -> None:
    tags = Tags(page())
    assert tags.open == []
    ids = [attrs["id"] for attrs in tags.having("id")]
    assert len(ids) == len(set(ids))
    targets = {f"#{name}" for name in ids}
    assert {attrs["href"] for attrs in tags.having("href") if str(attrs["href"]).startswith("#")} <= targets


def test_the_article_holds_the_whole_text_of_the_document() -> None:
    tags = Tags(page(rich_report()))
    assert "".join("".join(tags.article).split()) == "".join(TEXT.split())


def test_every_field_is_marked_where_it_stands_and_tied_to_its_record() -> None:
    report = rich_report()
    tags = Tags(page(report))
    marked = {pair for attrs in tags.having("data-f") for pair in str(attrs["data-f"]).split()}
    for event in report.events:
        wanted = {f"{event.id}:trigger"}
        wanted |= {f"{event.id}:actor"} if event.actors else set()
        wanted |= {f"{event.id}:target"} if event.targets else set()
        wanted |= {f"{event.id}:place"} if event.places else set()
        wanted |= {f"{event.id}:time"} if event.time else set()
        wanted |= {f"{event.id}:count"} if event.counts else set()
        wanted |= {f"{event.id}:source"} if event.source else set()
        assert wanted <= marked
    cards = {attrs["data-r"] for attrs in tags.having("data-r")}
    assert cards == {"e1", "e2", "e3", "e4", "e5", "e6", "s1", "s2", "s3"}
    for tag, attrs in tags.all:
        if "data-f" in attrs:
            assert tag == "a"
            assert attrs["title"]


def test_the_page_asks_the_network_for_nothing_and_allows_only_its_own_script() -> None:
    whole = page()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', whole)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for tag in ("script", "style"):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", whole, flags=re.DOTALL)
        assert len(bodies) == 1
        digest = base64.b64encode(hashlib.sha256(bodies[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    tags = Tags(whole)
    assert tags.having("src") == []
    assert tags.having("style") == []
    assert not any(name.startswith("on") for _, attrs in tags.all for name in attrs)
    assert "url(" not in data("page.css")
    assert "@import" not in data("page.css")


def test_hostile_text_is_escaped_and_hostile_links_are_no_links() -> None:
    text = '<script>alert(1)</script> "><img src=x onerror=y> &amp; نص'
    report = bare_report(text=text)
    document = report.document.model_copy(update={"url": "javascript:alert(1)", "id": '"><b>'})
    tags = Tags(page(report.model_copy(update={"document": document})))
    assert [tag for tag, _ in tags.all].count("script") == 1
    assert [tag for tag, _ in tags.all if tag in ("img", "b")] == []
    assert "".join(tags.article).strip() == text
    assert not any("javascript" in str(attrs["href"]) for attrs in tags.having("href"))


@pytest.mark.parametrize(("lang", "direction", "word"), [("en", "ltr", "Happened"), ("ar", "rtl", "وقع")])
def test_the_page_speaks_either_language(lang: Lang, direction: str, word: str) -> None:
    whole = page(lang=lang)
    assert f'<html lang="{lang}" dir="{direction}">' in whole
    assert f'<span class="status">{word}</span>' in whole
    assert '<article class="text" lang="ar" dir="rtl"' in whole


def test_several_reports_have_an_index_and_one_has_none() -> None:
    assert 'id="reports"' in page()
    assert 'id="reports"' not in page(rich_report())
    assert page(bare_report()).count("No event was coded") == 1


def test_same_reports_same_page() -> None:
    assert page() == page()


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_have_the_contrast_of_wcag_aa(theme: int) -> None:
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", data("marks.css"))
    palette = {name: colours[theme] for name, *colours in pairs}
    for back in ("paper", "card", "lit", "actor", "target", "place", "time", "count", "source"):
        assert contrast(palette["ink"], palette[back]) >= 4.5, back
    for ink in ("soft", "link", "good", "warn", "bad", "plan", "doubt", "statement"):
        assert contrast(palette[ink], palette["card"]) >= 4.5, ink
        assert contrast(palette[ink], palette["paper"]) >= 4.5, ink
    assert contrast(palette["trigger-ink"], palette["trigger"]) >= 4.5
    assert contrast(palette["on"], palette["card"]) >= 3
