"""Plain text → article: whole pages of many kinds, and what must hold of any text."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.page.article import Article, Span
from marsad.page.plain import MOST_CHARACTERS, read_plain

PAGES = Path(__file__).parents[1] / "corpus" / "furniture" / "pages.jsonl"
PARAGRAPH = "أعلنت قيادة الشرطة أن دوريتها عثرت على مخبأ للأسلحة شرقي البلدة."
SECOND = "وأضافت في بيان لاحق أنها أوقفت رجلين وصادرت سيارة."


def pages() -> list[dict]:
    return [json.loads(row) for row in PAGES.read_text(encoding="utf-8").splitlines()]


def said(article: Article, span: Span | str | None) -> str | None:
    return span if span is None or isinstance(span, str) else article.text[span.start : span.end]


def codes(article: Article) -> list[str]:
    return [note.code for note in article.notes]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page["id"])
def test_page(page: dict):
    article = read_plain(page["text"], id=page["id"])
    assert article.text == page["text"]
    assert said(article, article.title) == page["title"]
    assert said(article, article.byline) == page["byline"]
    assert said(article, article.publisher) == page["publisher"]
    assert said(article, article.dateline) == page["dateline"]
    assert (article.published and article.published.isoformat()) == page["published"]
    assert [said(article, h) for h in article.headings] == page["headings"]
    found = [[article.words(c), said(article, c.credit)] for c in article.captions]
    assert found == page["captions"]
    assert [said(article, p) for p in article.paragraphs] == page["paragraphs"]
    assert [said(article, f) for f in article.furniture] == page["furniture"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("بقلم ليلى الحداد", "ليلى الحداد"),
        ("بقلم: د. كريم الساعدي", "د. كريم الساعدي"),
        ("كتب – فادي منصور", "فادي منصور"),
        ("كتبت هدى العامري:", "هدى العامري"),
        ("إعداد: سامر الخطيب", "سامر الخطيب"),
        ("تقرير: نورا المهدي", "نورا المهدي"),
        ("By Samir Haddad", "Samir Haddad"),
        ("بقلم/ ياسر عوض", "ياسر عوض"),
        ("كتب – مراسلنا", None),
        ("إعداد: قسم التحرير", None),
        ("بواسطة admin", None),
    ],
)
def test_bylines(line: str, name: str | None):
    article = read_plain(f"العثور على مخبأ للأسلحة شرقي البلدة\n\n{line}\n\n{PARAGRAPH}\n\n{SECOND}", id="x")
    assert said(article, article.byline) == name
    assert [said(article, p) for p in article.paragraphs] == [PARAGRAPH, SECOND]


@pytest.mark.parametrize("line", ["تحرير سبع قرى", "تقرير أممي جديد", "حوار بلا نتيجة", "رصد خروقات جديدة"])
def test_headings_that_begin_like_bylines(line: str):
    article = read_plain(f"العثور على مخبأ للأسلحة شرقي البلدة\n\n{PARAGRAPH}\n\n{line}\n\n{SECOND}", id="x")
    assert [said(article, h) for h in article.headings] == [line]
    assert article.byline is None


@pytest.mark.parametrize(
    ("opening", "publisher"),
    [
        ("بغداد – رويترز:", "رويترز"),
        ("دمشق (أ ف ب) -", "أ ف ب"),
        ("عدن - وكالات:", None),
        ("الحسكة – مراسلنا:", None),
        ("تونس – «صوت الساحل»:", "صوت الساحل"),
        ("طرابلس/ المنارة:", "المنارة"),
        ("نيويورك/ عدن (وكالات) –", None),
        ("(رويترز) -", "رويترز"),
    ],
)
def test_datelines(opening: str, publisher: str | None):
    article = read_plain(f"العثور على مخبأ للأسلحة شرقي البلدة\n\n{opening} {PARAGRAPH}\n\n{SECOND}", id="x")
    assert said(article, article.dateline) == opening
    assert said(article, article.publisher) == publisher
    assert said(article, article.paragraphs[0]) == f"{opening} {PARAGRAPH}"


@pytest.mark.parametrize(
    "opening", ["وقال الوزير – وهو قائد سابق – إن:", "أعلنت الشرطة - في بيان رسمي لها - أنها", "القوات (عشرون جنديا) -"]
)
def test_openings_that_are_no_datelines(opening: str):
    article = read_plain(f"{opening} {PARAGRAPH}", id="x")
    assert article.dateline is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2019/11/28 21:40", "2019-11-28"),
        ("٢٨/١١/٢٠١٩", "2019-11-28"),
        ("الخميس 28 نوفمبر 2019 - 21:40", "2019-11-28"),
        ("نشر في: 28 تشرين الثاني/نوفمبر 2019", "2019-11-28"),
        ("تاريخ النشر: 28-11-2019 الساعة 10:20 بتوقيت غرينتش", "2019-11-28"),
        ("آخر تحديث: 2019-11-28", "2019-11-28"),
        ("11/28/2019", "2019-11-28"),
    ],
)
def test_date_lines(line: str, day: str):
    article = read_plain(f"العثور على مخبأ للأسلحة شرقي البلدة\n{line}\n\n{PARAGRAPH}\n\n{SECOND}", id="x")
    assert article.published == date.fromisoformat(day)
    assert article.published_basis == "page"
    assert article.published_span is not None


def test_the_day_of_publication_beats_the_day_of_change():
    text = f"عنوان من أربع كلمات\nآخر تحديث: 30/11/2019\nنشر في: 28/11/2019\n\n{PARAGRAPH}"
    assert read_plain(text, id="x").published == date(2019, 11, 28)


def test_a_given_date_beats_the_page():
    text = f"عنوان من أربع كلمات\n2019/11/28\n\n{PARAGRAPH}"
    article = read_plain(text, id="x", published=date(2020, 1, 1))
    assert (article.published, article.published_basis) == (date(2020, 1, 1), "given")


def test_a_date_that_reads_two_ways_is_noted():
    assert "date-order-assumed" in codes(read_plain(f"عنوان من أربع كلمات\n05/04/2019\n\n{PARAGRAPH}", id="x"))


def test_a_date_in_running_text_does_not_date_the_page():
    article = read_plain(f"{PARAGRAPH} ووقع ذلك في 28/11/2019 قرب الجسر.\n\n{SECOND}", id="x")
    assert article.published is None


def test_no_title_where_the_first_line_is_a_sentence():
    article = read_plain(f"{PARAGRAPH}\n\n{SECOND}", id="x")
    assert article.title is None
    assert len(article.paragraphs) == 2


def test_a_given_title_is_found_in_the_text():
    article = read_plain(f"موقع الشرفة\nمخبأ أسلحة\n{PARAGRAPH}", id="x", title="مخبأ أسلحة")
    assert said(article, article.title) == "مخبأ أسلحة"


def test_the_page_names_itself():
    talk = "وقال الضابط في حديث لموقع (الشرفة) إن العملية مستمرة في القرى المجاورة."
    article = read_plain(f"{PARAGRAPH}\n\n{talk}", id="x")
    assert said(article, article.publisher) == "الشرفة"
    assert read_plain(f"{PARAGRAPH}\n\n{talk}\n\n{talk.replace('الشرفة', 'المنبر')}", id="x").publisher is None


def test_notes():
    assert codes(read_plain("", id="x")) == ["empty-document"]
    assert codes(read_plain("الرئيسية\nرياضة\nاقتصاد", id="x"))[-1] == "no-paragraphs"
    assert codes(read_plain(f"\u202e{PARAGRAPH}\u202c", id="x")) == ["bidi-controls"]
    assert "mixed-language" in codes(
        read_plain(f"{PARAGRAPH}\n\nThe police said that it found weapons there today.", id="x")
    )


def test_lone_surrogates_are_replaced_one_for_one():
    text = f"أول\ud83d {PARAGRAPH} \udc00"
    article = read_plain(text, id="x")
    assert len(article.text) == len(text)
    article.text.encode()
    assert codes(article) == ["lone-surrogates"]


def test_a_book_is_cut():
    article = read_plain(f"{PARAGRAPH}\n" * 40_000, id="x")
    assert len(article.text) <= MOST_CHARACTERS
    assert "document-cut" in codes(article)
    assert article.text.endswith("البلدة.")


@pytest.mark.parametrize(
    "text", ["كلمة " * 4_000_000, "سطر قصير هنا\n" * 1_000_000, "\n" * 5_000_000, "ا" * 20_000_000]
)
def test_a_text_of_millions_of_pieces_is_cut_and_says_so(text: str):
    article = read_plain(text, id="x")
    assert len(article.text) <= MOST_CHARACTERS
    assert codes(article)


def parts(article: Article) -> list[Span]:
    spans = [*article.paragraphs, *article.headings, *article.furniture, *(Span(*c[:2]) for c in article.captions)]
    return sorted([*spans, article.title] if article.title else spans)


LINES = st.sampled_from(
    [
        "", " ", "الرئيسية", "رياضة", "اقرأ أيضا", "التعليقات (3)", "رد", "بقلم ليلى الحداد:", "2019/11/28", "A+",
        "غزة – مراسلنا", "جنود قرب الجسر/رويترز", "عنوان طويل من خمس كلمات", "خلفية الأزمة", PARAGRAPH, SECOND,
        "وجاء في البيان:", "• ضبط خمس بنادق في المنزل", "كلمات مفتاحية: شرطة، سلاح", "\u200fسطر\u200f", "12", "***",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=25).map("\n".join) | st.text(max_size=300))
def test_every_line_has_exactly_one_part(text: str):
    article = read_plain(text, id="x")
    spans = parts(article)
    assert all(0 <= s.start < s.end <= len(article.text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = [*spans, *([article.dateline] if article.dateline else [])]
    for span in article.paragraphs:
        assert article.words(span) == article.words(span).strip()
    at = 0
    for line in article.text.splitlines(keepends=True):
        if any(c.isalpha() for c in line):
            assert any(s.start < at + len(line) and at < s.end for s in covered), line
        at += len(line)


@settings(max_examples=50, deadline=None)
@given(st.lists(LINES, max_size=25).map("\n".join))
def test_reading_twice_gives_the_same(text: str):
    assert read_plain(text, id="x") == read_plain(text, id="x")
