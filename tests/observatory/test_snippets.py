"""The piece of an article around the searched words."""

from __future__ import annotations

from marsad.observatory.snippets import snippet

TEXT = "استهدفت غارة جوية مقراً. " + "كلام آخر " * 20 + "ودخلت القُوّات المُوصِل أمس، وبالموصل قتلى. " + "خاتمة " * 90


def hits(query: str, text: str = TEXT) -> list[str]:
    return [words for words, hit in snippet(text, query) if hit]


def test_words_are_marked_as_the_text_spells_them() -> None:
    assert hits("الموصل قوات") == ["القُوّات", "المُوصِل", "وبالموصل"]
    assert hits('"القوات الموصل"') == ["القُوّات", "المُوصِل", "وبالموصل"]
    assert hits("زرافة") == []


def test_a_piece_begins_and_ends_with_whole_words() -> None:
    shown = "".join(words for words, _ in snippet(TEXT, "الموصل"))
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert set(shown.split()) - {"…"} <= set(TEXT.split())
    near = "استهدفت غارة جوية " + "ليلية " * 8 + "مقراً في الموصل."
    assert set("".join(words for words, _ in snippet(near, "الموصل")).split()) - {"…"} <= set(near.split())


def test_without_words_it_is_the_beginning() -> None:
    assert snippet("خبر قصير.", None) == (("خبر قصير.", False),)
    assert snippet("", "الموصل") == ()
    assert "".join(words for words, _ in snippet(TEXT, None)).startswith("استهدفت")


def test_a_word_without_an_end_is_cut() -> None:
    assert len("".join(words for words, _ in snippet("ع" * 5000, None))) < 300
