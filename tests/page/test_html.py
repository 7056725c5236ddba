"""HTML → article: metadata, main text, captions, and pages that would break a tree builder."""

from datetime import date
from pathlib import Path

import pytest

from marsad.page.article import Article, Span
from marsad.page.html import read_html, stripped

SAMPLE = (Path(__file__).parent / "sample.html").read_text(encoding="utf-8")
FIRST = "أعلنت قيادة الشرطة أن دوريتها عثرت على مخبأ للأسلحة شرقي البلدة."
SECOND = "وأضافت في بيان لاحق أنها أوقفت رجلين وصادرت سيارة."


def said(article: Article, span: Span | str | None) -> str | None:
    return span if span is None or isinstance(span, str) else article.text[span.start : span.end]


def codes(article: Article) -> list[str]:
    return [note.code for note in article.notes]


def test_a_page_with_metadata():
    article = read_html(SAMPLE, id="x")
    assert said(article, article.title) == "توقيف تسعة أشخاص في عملية أمنية"
    assert said(article, article.byline) == "نجيب العلوي"
    assert said(article, article.publisher) == "شبكة المرفأ"
    assert (article.published, article.published_basis) == (date(2021, 3, 4), "metadata")
    assert article.url == "https://example.org/news/1"
    assert [said(article, h) for h in article.headings] == ["رواية الشهود"]
    assert [said(article, c.credit) for c in article.captions] == ["رويترز"]
    assert len(article.paragraphs) == 8
    body = " ".join(said(article, p) or "" for p in article.paragraphs)
    for leak in ("الرئيسية", "شارك", "اقرأ أيضا", "أبو سعيد", "محفوظة"):
        assert leak not in body
    assert article.notes == ()


def test_what_the_caller_gives_wins():
    article = read_html(SAMPLE, id="x", url="https://example.net/2", published=date(2020, 1, 2))
    assert (article.published, article.published_basis) == (date(2020, 1, 2), "given")
    assert article.url == "https://example.net/2"


def test_a_page_laid_out_in_tables():
    page = (
        "<html><head><title>وكالة الشرفة - العثور على مخبأ للأسلحة</title></head><body><table><tr>"
        "<td><a href=1>أخبار</a><br><a href=2>رياضة</a></td>"
        f"<td><b>العثور على مخبأ للأسلحة</b><br><br>{FIRST}<br><br>{SECOND}<br><br>{FIRST}</td></tr></table></body></html>"
    )
    article = read_html(page, id="x")
    assert said(article, article.title) == "العثور على مخبأ للأسلحة"
    assert [said(article, p) for p in article.paragraphs] == [FIRST, SECOND, FIRST]


def test_a_fragment():
    article = read_html(f"<p>{FIRST}</p><script>var x = '<p>لا</p>'</script><p>{SECOND}", id="x")
    assert [said(article, p) for p in article.paragraphs] == [FIRST, SECOND]


def test_fallback_still_finds_the_date():
    page = f'<meta property="article:published_time" content="2021-03-04T10:00"><p>{FIRST}</p>' + "<div>" * 10_000
    article = read_html(page, id="x")
    assert (article.published, article.published_basis) == (date(2021, 3, 4), "metadata")
    assert codes(article) == ["html-fallback"]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 10_000 + FIRST + "</div>" * 10_000,
        "<b>" * 300_000 + FIRST,
        "<p>" * 200_000 + FIRST,
        "<ul><li>" * 20_000 + FIRST,
        f"<p>{FIRST}</p>" + "<!--" * 200_000,
        f"<p>{FIRST}</p>" + "<script " * 200_000,
        f"<p>{FIRST}</p>" + "<script>" * 100_000,
        f"<p>{FIRST}</p>" + '<a href="' * 100_000,
        f"<p>{FIRST}</p>" + "&#x" * 300_000,
        f"<p>{FIRST}</p>" + "</div>" * 100_000,
        f"<table><tr><td>{FIRST}" + "<table><tr><td>" * 5_000,
        f"{FIRST}\x00\x01<p>",
    ],
    ids=lambda page: page[:24],
)
def test_hostile_pages(page: str):
    article = read_html(page, id="x")
    assert FIRST in article.text


@pytest.mark.parametrize("page", ["", "<html></html>", "<html><body><img src=x></body></html>", "<", "<!doctype html>"])
def test_pages_without_text(page: str):
    article = read_html(page, id="x")
    assert article.paragraphs == ()
    assert "html-fallback" in codes(article)


def test_stripping():
    assert stripped("<p>a &amp; b<br>c</p><style>x{}</style><!-- no --><div>d < e</div>") == "a & b\nc\nd < e"


def test_reading_twice_gives_the_same():
    assert read_html(SAMPLE, id="x") == read_html(SAMPLE, id="x")
