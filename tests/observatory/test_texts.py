"""The text of a packed report is had from its head, however long it is and wherever the head is cut."""

from __future__ import annotations

import json
import zlib

import pytest

from marsad.observatory.texts import text_of


def packed(text: str) -> bytes:
    report = {"document": {"id": "d", "language": "ar", "text": text}, "events": [{"text": "خبر"}] * 50}
    return zlib.compress(json.dumps(report, ensure_ascii=False, separators=(",", ":")).encode(), 1)


@pytest.mark.parametrize("words", [0, 1, 100, 398, 399, 400, 401, 5_000, 60_000])
@pytest.mark.parametrize("word", ["قُتل ", 'قال "لا" \\ ', "سطر\nآخر ", "x\u2028𐭀"])
def test_the_text_of_a_report_comes_out_whole(words: int, word: str) -> None:
    text = word * words
    assert text_of(packed(text)) == text


def test_a_report_written_otherwise_is_read_as_a_whole() -> None:
    report = {"document": {"text": "قُتل جندي " * 2_000, "language": "ar"}}
    assert text_of(zlib.compress(json.dumps(report, indent=1).encode())) == report["document"]["text"]
