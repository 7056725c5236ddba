"""Bytes → text: every charset Arabic pages come in, declared rightly, wrongly and not at all."""

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import InputBinaryError
from marsad.page.decode import declared_charset, decode

TEXT = (
    "أعلنت قيادة الشرطة في بيان أن دوريتها عثرت على مخبأ للأسلحة شرقي البلدة، وأنها أوقفت رجلين.\n"
    "وقال شهود من السكان إن العملية استمرت ثلاث ساعات، ولم يصب أحد من المدنيين خلال المداهمة."
)
SHORT = "انفجار في وسط المدينة"


def codes(data: bytes, **options) -> list[str]:
    return [note.code for note in decode(data, **options).notes]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, SHORT])
def test_unicode(charset: str, text: str):
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize("charset", ["cp1256", "iso8859-6", "mac-arabic", "cp720"])
@pytest.mark.parametrize("text", [TEXT, SHORT])
def test_single_byte_arabic_without_declaration(charset: str, text: str):
    text = text.replace("،", "") if charset == "cp720" else text
    data = text.encode(charset)
    found = decode(data)
    assert found.text == text
    assert found.charset == charset
    assert codes(data) == ["charset-guessed"]


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "iso-8859-6", "windows-1252", "no-such-set", "utf-16"])
def test_windows_1256_declared_as_something_else(declared: str):
    data = f'<html><head><meta charset="{declared}"></head><body>{TEXT}</body></html>'.encode("cp1256")
    found = decode(data)
    assert TEXT in found.text
    assert found.charset == "cp1256"


def test_a_wrong_declaration_is_noted_and_a_right_one_is_not():
    assert codes(b"<meta charset=utf-8>" + TEXT.encode("cp1256")) == ["wrong-charset-declared"]
    assert codes(b"<meta charset=windows-1256>" + TEXT.encode("cp1256")) == []
    assert codes(b"<meta charset=windows-1256>" + TEXT.encode()) == ["wrong-charset-declared"]
    assert codes(TEXT.encode("cp1256"), declared="windows-1256") == []


def test_declarations_are_found():
    assert declared_charset(b'<?xml version="1.0" encoding="windows-1256"?>') == "windows-1256"
    assert declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-6">') == "ISO-8859-6"
    assert declared_charset(b"<p>charset=utf-8</p>") is None


def test_utf16_without_a_mark_is_noted():
    assert codes(TEXT.encode("utf-16-le")) == ["charset-guessed"]


def test_a_few_bad_bytes_are_replaced():
    data = bytearray(TEXT.encode())
    data[TEXT.index(" ") * 2 : TEXT.index(" ") * 2] = b"\xff"
    found = decode(bytes(data))
    assert found.charset == "utf-8"
    assert found.text.count("\ufffd") == 1
    assert [n.code for n in found.notes] == ["decoded-with-replacement"]


def test_a_letter_cut_in_two_at_the_end():
    found = decode(SHORT.encode()[:-1])
    assert found.text == SHORT[:-1]
    assert [n.code for n in found.notes] == ["truncated-input"]


@pytest.mark.parametrize("view", ["cp1256", "latin-1"])
def test_scrambled_text_is_restored(view: str):
    found = decode(TEXT.encode().decode(view).encode())
    assert found.text == TEXT
    assert [n.code for n in found.notes] == ["mojibake-repaired"]


def test_sound_text_is_not_repaired():
    for text in (TEXT, SHORT, "طارق وظافر في طرابلس وظهران، طظ ظط", "Ørsted Ågren Übung §4 Ù Ø"):
        assert decode(text.encode()) == (text, "utf-8", ())


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"PK\x03\x04" + bytes(50),
        b"\x7fELF\x02\x01\x01" + bytes(50),
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50),
        random.Random(1).randbytes(16),
        random.Random(2).randbytes(4096),
        random.Random(3).randbytes(70_000),
        bytes(100),
    ],
)
def test_binary_is_refused(data: bytes):
    with pytest.raises(InputBinaryError):
        decode(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_bytes_give_text_or_the_one_error(data: bytes):
    with suppress(InputBinaryError):
        assert decode(data).text.encode() is not None


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئ ،.0123456789\n", min_size=1, max_size=200))
def test_utf8_arabic_comes_back_as_it_is(text: str):
    assert decode(text.encode()).text == text
