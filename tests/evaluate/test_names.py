"""When two names are one: by folded words, whole or in their main part."""

from __future__ import annotations

import pytest

from marsad.evaluate.names import distance_km, name_words, pair, same_name


def test_article_marks_and_spelling_are_no_difference() -> None:
    assert name_words("القُوّات الأمنيّة") == name_words("قوات امنيه")
    assert name_words("على") == name_words("علي")


@pytest.mark.parametrize(
    ("said", "accepted", "same"),
    [
        ("عناصر داعش", ["عناصر داعش"], True),
        ("داعش", ["عناصر داعش"], True),
        ("عناصر تنظيم داعش", ["عناصر داعش"], True),
        ("قوات الجيش", ["قوات الشرطة"], False),
        ("قوات الأمن الخاصة", ["قوات الأمن الداخلي"], True),
        ("المتظاهرون", ["الشرطة", "المتظاهرون"], True),
        ("", ["الشرطة"], False),
        ("الجيش", [], False),
    ],
)
def test_same_name(said: str, accepted: list[str], same: bool) -> None:
    assert same_name(said, accepted) is same


def test_each_wanted_name_is_met_once() -> None:
    assert pair(["الجيش", "الجيش"], [("الجيش",), ("الشرطة",)]) == (1, 1, 1)
    assert pair([], [("الجيش",)]) == (0, 0, 1)
    assert pair(["الجيش"], []) == (0, 1, 0)


def test_distance() -> None:
    baghdad, mosul = (33.3406, 44.4009), (36.335, 43.1189)
    assert distance_km(baghdad, baghdad) == 0
    assert 345 < distance_km(baghdad, mosul) < 360
