"""The Python door, with real pages and a stand-in for the reader."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import marsad
from marsad.page.article import Article
from marsad.records import Document, Report

TEXT = "تقدمت القوات نحو بلدة الغدير صباح اليوم، وقال شهود إن الطريق إلى الجسر القديم مفتوح أمام المدنيين."


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_article(article: Article, **options: object) -> Report:
        rule = str(options.get("lexicon", ""))
        return Report(
            document=Document(
                id=article.id,
                url=article.url,
                published=article.published,
                language=article.language,
                text=article.text + rule,
            )
        )

    module = ModuleType("marsad.reader")
    module.read_article = read_article  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "marsad.reader", module)


def test_text_bytes_and_a_path_give_the_same_report(tmp_path: Path) -> None:
    path = tmp_path / "ghadir.txt"
    path.write_text(TEXT, encoding="utf-8")
    from_text, from_bytes, from_path = marsad.read(TEXT), marsad.read(TEXT.encode()), marsad.read(path)
    assert from_text == from_bytes
    assert from_path.document.text == TEXT
    assert from_path.document.id == "ghadir"


def test_published_and_url_are_passed_on() -> None:
    document = marsad.read(TEXT, published="2024-05-02", url="https://example.org/g").document
    assert (document.published, document.url) == (date(2024, 5, 2), "https://example.org/g")
    assert marsad.read(TEXT, published=date(2024, 5, 2)).document.published == date(2024, 5, 2)


def test_a_lexicon_of_ones_own_reaches_the_reader() -> None:
    assert marsad.read(TEXT, lexicon="+").document.text == TEXT + "+"


@pytest.mark.parametrize("wrong", ["02/05/2024", "2024-5-2", "2024-02-30", "20240502", "2024-W18-4", ""])
def test_a_wrong_date_is_refused(wrong: str) -> None:
    with pytest.raises(marsad.MarsadError, match="M201"):
        marsad.read(TEXT, published=wrong)


def test_what_cannot_be_read_raises(tmp_path: Path) -> None:
    with pytest.raises(marsad.MarsadError, match="M101"):
        marsad.read(tmp_path / "absent.txt")
    with pytest.raises(marsad.MarsadError, match="M105"):
        marsad.read(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x06")


def test_a_file_of_several_documents_is_for_read_all(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text(f'{{"id": "a", "text": "{TEXT}"}}\nnot json\n{{"id": "b", "text": "{TEXT}"}}\n', encoding="utf-8")
    found = list(marsad.read_all(path))
    assert [item.document.id if isinstance(item, Report) else item.code for item in found] == ["a", "M108", "b"]
    with pytest.raises(marsad.MarsadError, match="M108"):
        marsad.read(path)
    path.write_text(f'{{"id": "a", "text": "{TEXT}"}}\n{{"id": "b", "text": "{TEXT}"}}\n', encoding="utf-8")
    with pytest.raises(marsad.MarsadError, match="holds 2 documents"):
        marsad.read(path)
