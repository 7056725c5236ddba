"""Whatever a file holds: an article, or the error that says why not, and the rest still read."""

import gzip
import io
import json
import random
from datetime import date
from pathlib import Path

import pytest

from marsad.errors import MarsadError
from marsad.page import inputs
from marsad.page.article import Article
from marsad.page.inputs import articles, from_bytes, from_text

FIRST = "أعلنت قيادة الشرطة أن دوريتها عثرت على مخبأ للأسلحة شرقي البلدة."
SECOND = "وأضافت في بيان لاحق أنها أوقفت رجلين وصادرت سيارة."
PLAIN = f"العثور على مخبأ للأسلحة\n\n{FIRST}\n\n{SECOND}\n"
PAGE = f"<html><head><title>العثور على مخبأ</title></head><body><h1>العثور على مخبأ</h1><p>{FIRST}</p><p>{SECOND}</p>"


@pytest.fixture
def write(tmp_path: Path):
    def put(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return put


def one(path: Path | str, **options) -> Article:
    found = list(articles(path, **options))
    assert len(found) == 1
    assert isinstance(found[0], Article), found[0]
    return found[0]


def failure(path: Path | str) -> str:
    found = list(articles(path))
    assert len(found) == 1
    assert isinstance(found[0], MarsadError)
    assert "\n" not in str(found[0])
    return found[0].code


def codes(article: Article) -> list[str]:
    return [note.code for note in article.notes]


def test_text_file(write):
    article = one(write("report.txt", PLAIN.encode()), published=date(2020, 1, 2), url="https://example.org/1")
    assert (article.id, article.text) == ("report", PLAIN)
    assert (article.published, article.published_basis, article.url) == (
        date(2020, 1, 2),
        "given",
        "https://example.org/1",
    )
    assert len(article.paragraphs) == 2


def test_html_by_extension_and_by_look(write):
    for name in ("page.html", "page.htm", "page.txt", "page"):
        assert len(one(write(name, PAGE.encode())).paragraphs) == 2
    assert "<h1>" not in one(write("page.txt", PAGE.encode())).text


def test_html_declared_wrongly(write):
    page = PAGE.replace("<head>", '<head><meta charset="utf-8">').encode("cp1256")
    article = one(write("page.html", page))
    assert FIRST in article.text
    assert "wrong-charset-declared" in codes(article)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "M104"),
        ("blank.txt", b" \n\t\n", "M104"),
        ("bom.txt", b"\xef\xbb\xbf", "M104"),
        ("empty.jsonl", b"", "M104"),
        ("empty.html", b"", "M104"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(300), "M105"),
        ("noise.txt", random.Random(2).randbytes(5000), "M105"),
        ("noise.html", random.Random(3).randbytes(5000), "M105"),
        ("paper.pdf", b"%PDF-1.7\n" + bytes(40), "M105"),
        ("cut.txt.gz", gzip.compress(PLAIN.encode(), mtime=0)[:8], "M107"),
        ("bad.txt.gz", gzip.compress(PLAIN.encode() * 50, mtime=0)[:60] + b"\xff" * 200, "M107"),
        ("bomb.gz", gzip.compress(bytes(200 << 20), mtime=0), "M106"),
        ("bad.warc", b"WARC/1.0\r\njunk", "M104"),
    ],
)
def test_what_cannot_be_read(write, name: str, data: bytes, code: str):
    assert failure(write(name, data)) == code


def test_missing_folder_and_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert failure(tmp_path / "no.txt") == "M101"
    assert failure(str(tmp_path / "a\0b")) == "M101"
    assert failure(tmp_path) == "M102"

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "locked.txt").write_text(PLAIN, encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    assert failure(tmp_path / "locked.txt") == "M103"


def test_too_large(write, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(inputs, "MOST_BYTES", 50)
    assert failure(write("a.txt", PLAIN.encode())) == "M106"


def test_gzip(write):
    assert one(write("report.txt.gz", gzip.compress(PLAIN.encode(), mtime=0))).id == "report"
    two = gzip.compress(PLAIN.encode(), mtime=0) + gzip.compress(SECOND.encode())
    assert one(write("two.txt.gz", two)).text == PLAIN + SECOND
    assert one(write("named-wrongly.txt", gzip.compress(PLAIN.encode(), mtime=0))).text == PLAIN


def test_truncated_gzip_gives_what_came_before(write):
    rows = "\n".join(f"{FIRST} رقم {n * n * 7919 % 10007}." for n in range(2000))
    article = one(write("cut.txt.gz", gzip.compress(rows.encode(), mtime=0)[:-300]))
    assert codes(article) == ["truncated-input"]
    assert rows.startswith(article.text)


def test_twenty_megabytes_of_one_line(write):
    article = one(write("long.txt", (FIRST + " ").encode() * 175_000))
    assert "document-cut" in codes(article)
    assert len(article.paragraphs) == 1


def test_utf16_without_a_mark(write):
    article = one(write("wide.txt", PLAIN.encode("utf-16-le")))
    assert article.text == PLAIN
    assert codes(article) == ["charset-guessed"]


def test_nested_html(write):
    page = b"<html><body>" + b"<div>" * 10_000 + PLAIN.encode() + b"</div>" * 10_000
    assert codes(one(write("deep.html", page))) == ["html-fallback"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fa", "پلیس اعلام کرد که یک انبار اسلحه در شرق شهر کشف شده است."),
        ("ur", "پولیس نے کہا ہے کہ شہر کے مشرق میں اسلحے کا ایک ذخیرہ ملا ہے۔"),
        ("he", "המשטרה הודיעה כי מחסן נשק נמצא במזרח העיר."),
        ("en", "The police said that a cache of weapons was found in the east of the town."),
    ],
)
def test_other_languages(write, language: str, text: str):
    article = one(write("foreign.txt", text.encode()))
    assert article.language == language
    assert codes(article) == ["not-arabic"]


def test_bidi_controls_stay_in_the_text(write):
    text = f"\u202e{PLAIN}\u202c" + "\u2066\u2069\u200f" * 50
    article = one(write("bidi.txt", text.encode()))
    assert article.text == text
    assert codes(article) == ["bidi-controls"]


def jsonl(*records: object) -> bytes:
    return "\n".join(r if isinstance(r, str) else json.dumps(r) for r in records).encode()


def test_json_lines(write):
    data = jsonl(
        {"id": "a", "text": PLAIN, "url": "https://example.org/a", "published": "2020-01-02T10:00:00+03:00"},
        {"html": PAGE, "title": "العثور على مخبأ"},
        {"id": 7, "text": FIRST},
    )
    found = list(articles(write("news.jsonl", data), published=date(2021, 5, 6)))
    assert all(isinstance(a, Article) for a in found)
    assert [a.id for a in found] == ["a", found[1].id, "7"]
    assert len(found[1].id) == 12
    assert [a.published for a in found] == [date(2020, 1, 2), date(2021, 5, 6), date(2021, 5, 6)]
    assert found[0].url == "https://example.org/a"


def test_bad_lines_are_errors_and_the_rest_is_read(write):
    data = jsonl({"id": "a", "text": FIRST}, "{bad", "[1]", '{"id": "b"}', "", "[" * 50_000, {"id": "c", "text": FIRST})
    found = list(articles(write("news.jsonl", data)))
    assert [a.id for a in found if isinstance(a, Article)] == ["a", "c"]
    errors = [str(e) for e in found if isinstance(e, MarsadError)]
    assert [e.split(":")[0] for e in errors] == ["M108"] * 4
    assert [":2:" in errors[0], ":3:" in errors[1], ":4:" in errors[2], ":6:" in errors[3]] == [True] * 4


def test_json_escapes_of_half_characters(write):
    data = (
        b'{"id": "a\\udc00", "text": "\\ud800 '
        + FIRST.encode()
        + b'"}\n{"html": "<p>\\udfff '
        + FIRST.encode()
        + b'</p>"}'
    )
    for article in articles(write("news.jsonl", data)):
        assert isinstance(article, Article)
        (article.id + article.text).encode()
        assert "lone-surrogates" in codes(article)
        assert "\ufffd" in article.text


@pytest.mark.parametrize("published", ["2020-13-45", "yesterday", 5, "2020", "20200102", "2020-01-023"])
def test_bad_dates_are_noted(write, published: object):
    article = one(write("news.jsonl", jsonl({"text": FIRST, "published": published})))
    assert article.published is None
    assert codes(article) == ["bad-publication-date"]


def test_empty_record_is_a_document_with_a_note(write):
    assert codes(one(write("news.jsonl", jsonl({"id": "a", "text": " "})))) == ["empty-document"]


def test_ids_are_unique_and_stable(write):
    path = write(
        "news.jsonl", jsonl({"text": FIRST}, {"text": FIRST}, {"id": "a", "text": FIRST}, {"id": "a", "text": SECOND})
    )
    ids = [a.id for a in articles(path) if isinstance(a, Article)]
    assert ids == [a.id for a in articles(path) if isinstance(a, Article)]
    assert ids[1:] == [f"{ids[0]}-2", "a", "a-2"]


def test_a_line_beyond_the_limit(write, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(inputs, "MOST_BYTES", 500)
    found = list(articles(write("news.jsonl", jsonl({"text": FIRST * 20}, {"id": "b", "text": "قتل جندي."}))))
    assert [getattr(item, "code", None) or item.id for item in found] == ["M106", "b"]


def test_json_lines_in_other_clothes(write):
    rows = jsonl({"id": "a", "text": FIRST}, {"id": "b", "text": SECOND})
    for name, data in (
        ("x.jsonl.gz", gzip.compress(rows, mtime=0)),
        ("y.jsonl", b"\xef\xbb\xbf" + rows),
        ("z.jsonl", rows.decode().encode("utf-16")),
        ("u.data", rows),
        ("v.json", b"[" + rows.replace(b"\n", b",") + b"]"),
        ("w.json", rows),
    ):
        assert [a.id for a in articles(write(name, data)) if isinstance(a, Article)] == ["a", "b"], name


def test_truncated_json_lines(write):
    rows = jsonl(*({"id": str(n), "text": f"{FIRST} {n * n * 7919 % 10007}"} for n in range(2000)))
    found = list(articles(write("x.jsonl.gz", gzip.compress(rows, mtime=0)[:-300])))
    assert len(found) > 1000
    assert [getattr(item, "code", "") for item in found[-2:]] == ["M108", "M107"]


@pytest.mark.parametrize(
    "data", [PLAIN.encode(), PAGE.encode(), gzip.compress(PLAIN.encode(), mtime=0), jsonl({"text": PLAIN})]
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert len(one("-").paragraphs) == 2


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert failure("-") == "M104"


def test_from_text_and_from_bytes():
    assert from_text(PLAIN).id == from_bytes(PLAIN.encode()).id
    assert from_text(PLAIN, id="x").text == PLAIN
    assert len(from_text(PAGE).paragraphs) == 2
    assert from_bytes(PLAIN.encode("cp1256"), published=date(2020, 1, 2)).published == date(2020, 1, 2)


def record(
    url: str, body: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = ""
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-1234567890ab>\r\n"
        f"WARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


ARCHIVE = b"".join(
    (
        record("https://example.org/1", PAGE.encode()),
        record("https://example.org/2", PAGE.replace("مخبأ", "مستودع").encode("cp1256")),
        record("https://example.org/3.png", b"\x89PNG", kind="image/png"),
        record("https://example.org/4", PAGE.encode(), status="404 Not Found"),
        record("https://example.org/5", gzip.compress(PAGE.encode(), mtime=0), more="Content-Encoding: gzip\r\n"),
        record("https://example.org/6", b"\x89PNG\r\n\x1a\n"),
    )
)


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz", "pages.dat"])
def test_web_archives(write, name: str):
    data = gzip.compress(ARCHIVE, mtime=0) if name.endswith(".gz") else ARCHIVE
    found = list(articles(write(name, data)))
    read = [a for a in found if isinstance(a, Article)]
    assert [a.url for a in read] == [f"https://example.org/{n}" for n in (1, 2, 5)]
    assert [a.published for a in read] == [None] * 3
    assert "wrong-charset-declared" in codes(read[1])
    assert read[2].id == f"{read[0].id}-2"
    assert [e.code for e in found if isinstance(e, MarsadError)] == ["M105"]


def test_broken_web_archives(write):
    half = list(articles(write("half.warc.gz", gzip.compress(ARCHIVE, mtime=0)[:-100])))
    assert isinstance(half[0], Article)
    assert isinstance(half[-1], MarsadError)
    noise = list(articles(write("noise.warc", ARCHIVE + b"WARC/1.0\r\n" + b"A" * 3_000_000)))
    assert noise[-1].code == "M109"
