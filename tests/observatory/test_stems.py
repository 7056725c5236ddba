from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.observatory.stems import asked, forms, name_key, stems

ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئءـًٌَُِّ", min_size=1, max_size=10)


@pytest.mark.parametrize(
    ("searched", "written"),
    [
        ("الموصل", "بالموصل"), ("موصل", "والموصل"), ("الموصل", "للموصل"), ("بالموصل", "الموصل"),
        ("بغداد", "ببغداد"), ("بغداد", "ولبغداد"), ("ببغداد", "بغداد"), ("كركوك", "وكركوك"),
        ("ليبيا", "لليبيا"), ("قوات", "وقواتها"), ("قرية", "قريتين"), ("قرية", "بقريتهم"), ("قرية", "القرية"),
        ("مسلح", "المسلحين"), ("مسلح", "ومسلحون"), ("أنبار", "الانبار"), ("قُتِلَ", "قتل"), ("مستشفى", "المستشفي"),
        ("١٢٠٠", "1,200"), ("F-16", "f-16"), ("كتـــاب", "كتاب"),
    ],
)  # fmt: skip
def test_a_word_is_found_however_it_is_written(searched: str, written: str) -> None:
    kept = set(stems(written))
    assert kept
    assert all(kept & set(form) for item in asked(searched) for form in item)


@pytest.mark.parametrize(
    ("searched", "written"), [("كيان", "بيان"), ("بلد", "كلد"), ("موصل", "موصول"), ("قتل", "قاتل"), ("أسد", "فسدت")]
)
def test_other_words_are_not(searched: str, written: str) -> None:
    assert not set(stems(written)) & set(forms(searched))


@given(ARABIC)
def test_every_word_finds_itself(word: str) -> None:
    for item in asked(word):
        assert set(stems(word)) & set(item[0])


def test_stretches_are_left_out() -> None:
    text = "القائمة: أخبار\nقصف بلدة\nتعليقات"
    assert stems(text, [(0, 14), (24, len(text))]) == ["قصف", "بلده"]


def test_quotation_marks_hold_words_together() -> None:
    plain, phrase = asked("نازحون «قوات سوريا الديمقراطية»")
    assert len(plain) == 1
    assert [words[0] for words in phrase] == ["قوات", "سوريا", "ديمقراطيه"]
    assert "وقوات" in phrase[0]
    assert asked("«»، ...") == []


def test_spellings_of_a_name_have_one_key() -> None:
    assert name_key("الجيش العراقي") == name_key("والجيش العراقيّ") == "جيش عراقي"
