"""Names to places: the list of lookups, names in running text, adjectives of nationality, words that are no place."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.arabic.fold import fold_word
from marsad.arabic.words import tokenize
from marsad.gazetteer.build import table
from marsad.gazetteer.index import Entry, Gazetteer, distance_km

LOOKUPS = [row for _, row in table(Path(__file__).with_name("lookups.tsv"))]


def _point(lat: str, lon: str) -> Entry:
    return Entry("test:0", "", "city", None, None, float(lat), float(lon), 0, 0.0)


@pytest.mark.parametrize("row", LOOKUPS, ids=[row["name"] for row in LOOKUPS])
def test_name_has_the_place(gazetteer: Gazetteer, row: dict[str, str]) -> None:
    country = None if row["country"] == "-" else row["country"]
    wanted = [e for e in gazetteer.lookup(fold_word(row["name"])) if (e.country, e.kind) == (country, row["kind"])]
    assert wanted, f"{row['name']}: no {row['kind']} in {country}"
    assert min(distance_km(e, _point(row["lat"], row["lon"])) for e in wanted) <= float(row["km"])


def test_lookups_cover_enough_countries() -> None:
    assert len(LOOKUPS) >= 120
    assert len({row["country"] for row in LOOKUPS}) >= 20


def test_article_is_added_or_dropped_where_the_exact_name_is_unknown(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("حسكه") == gazetteer.lookup("الحسكه") != ()
    assert gazetteer.lookup("البغداد") == gazetteer.lookup("بغداد") != ()
    assert gazetteer.lookup("كلمهلاوجودلها") == ()


@pytest.mark.parametrize(
    ("text", "at", "size", "name"),
    [
        ("وصل إلى دير الزور أمس", 2, 2, "دير الزور"),
        ("في معبر كرم أبو سالم التجاري", 1, 4, "كرم أبو سالم"),
        ("في كرم أبو سالم", 1, 3, "كرم أبو سالم"),
        ("قرب الموصل القديمة", 1, 2, "الموصل القديمة"),
        ("قرب الموصل أمس", 1, 1, "الموصل"),
        ("من الولايات المتحدة الأمريكية", 1, 3, "الولايات المتحدة"),
        ("شمال أبو ظبي", 1, 2, "أبوظبي"),
        ("هذا نص بلا مكان", 1, 0, ""),
        ("المدينة كلها", 0, 0, ""),
    ],
)
def test_longest_name_wins(gazetteer: Gazetteer, text: str, at: int, size: int, name: str) -> None:
    taken, entries = gazetteer.longest([token.form for token in tokenize(text)], at)
    assert taken == size
    assert (name in {e.name for e in entries}) is bool(size)


def test_longest_stops_at_the_end_of_the_text(gazetteer: Gazetteer) -> None:
    assert gazetteer.longest(["كرم"], 0)[0] == 0


@pytest.mark.parametrize(
    ("form", "country"),
    [
        ("عراقي", "IQ"), ("العراقية", "IQ"), ("العراقيون", "IQ"), ("عراقيين", "IQ"), ("عراقيان", "IQ"),
        ("للسوريين", "SY"), ("سوريات", "SY"), ("أمريكية", "US"), ("الأميركيين", "US"), ("الأتراك", "TR"),
        ("روسيا", "RU"), ("الروس", "RU"), ("إيرانيتين", "IR"), ("اليمنية", "YE"), ("المصريات", "EG"),
        ("الصحراوية", None), ("المالية", None), ("القمرية", None), ("الغربية", None), ("يجري", None), ("ي", None),
    ],
)  # fmt: skip
def test_country_of_nisba(gazetteer: Gazetteer, form: str, country: str | None) -> None:
    assert gazetteer.country_of_nisba(fold_word(form)) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [("واشنطن", "US"), ("طهران", "IR"), ("موسكو", "RU"), ("أبو ظبي", "AE"), ("تونس", "TN"), ("حلب", None)],
)
def test_capitals_stand_for_governments(gazetteer: Gazetteer, name: str, country: str | None) -> None:
    assert gazetteer.country_of_capital(fold_word(name)) == country


@pytest.mark.parametrize(
    "word", ["القائم", "البصيرة", "الثورة", "الوحدة", "العلم", "المصنع", "العظيم", "مالي", "الضمير", "الشيوخ", "الخيام"]
)
def test_common_words_need_context(gazetteer: Gazetteer, word: str) -> None:
    entries = gazetteer.lookup(fold_word(word))
    assert entries
    assert all(e.needs_context for e in entries if e.population < 400_000)


@pytest.mark.parametrize(
    "word", ["كان", "إلى", "الآن", "المدينة", "العاصمة", "المركز", "البلدة", "عنك", "سوف", "الخميس", "دولة", "بيان"]
)
def test_function_words_are_no_places(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.longest([fold_word(word)], 0)[0] == 0


@pytest.mark.parametrize("name", ["الموصل", "دمشق", "صنعاء", "بنغازي", "الفاشر", "طهران"])
def test_plain_names_need_no_context(gazetteer: Gazetteer, name: str) -> None:
    assert not any(e.needs_context for e in gazetteer.lookup(fold_word(name)))


@pytest.mark.parametrize("word", ["سوري", "كندية", "تركي", "الروسية"])
def test_nationalities_are_no_places(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.longest([fold_word(word)], 0)[0] == 0
