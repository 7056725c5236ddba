"""Places in sentences: names that are also words, points beside places, what lies around the unknown, and why."""

from __future__ import annotations

from typing import Any

import pytest

import marsad
from marsad.arabic.words import tokenize
from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import default
from marsad.page.document import from_text
from marsad.reader import reader_of
from marsad.reader.bearings import Offset, moved
from marsad.reader.heads import Heads


def places(text: str, **options: Any) -> list[Any]:
    return [place for event in marsad.read(text, **options).events for place in event.places]


@pytest.mark.parametrize(
    ("text", "name", "ident"),
    [
        ("قتل جندي في قضاء عنه بمحافظة الأنبار العراقية.", "عنه", "geonames:6765385"),
        ("استعاد الجيش السوري تدمر من داعش.", "تدمر", "geonames:163808"),
        ("قصف الجيش السوري منبج والباب وجرابلس.", "الباب", None),
        ("سيطرت القوات التركية على رأس العين شمال الحسكة.", "رأس العين", None),
        ("قصفت روسيا خاركيف بالصواريخ.", "خاركيف", "geonames:706483"),
        ("نزح أهالي سراقب بعد القصف المدفعي.", "سراقب", None),
        ("هاجم مسلحان متحف باردو في تونس العاصمة.", "تونس", "geonames:2464470"),
    ],
)
def test_a_name_that_may_be_a_word_is_read_as_a_name(text: str, name: str, ident: str | None) -> None:
    found = [p for p in places(text) if p.name == name]
    assert found, places(text)
    assert found[0].lat is not None
    assert ident is None or found[0].id == ident


@pytest.mark.parametrize(
    "text",
    [
        "قتل القائد الذي كشفت القوات عنه أمس في غارة.",
        "قال القائم بالأعمال إن الجيش قصف مواقع التنظيم.",
        "أعلن الجيش السوري الحر قصف مواقع قوات النظام.",
    ],
)
def test_a_word_stays_a_word(text: str) -> None:
    assert [p.text for p in places(text) if p.lat is not None] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قصف الطيران الإسرائيلي منطقة صيدا جنوب لبنان.", "صيدا"),
        ("دارت معارك في منطقة منبج شرقي حلب.", "منبج"),
        ("قتل جنديان بهجوم في منطقة الحويجة العراقية.", "الحويجة"),
        ("نزحت عشرات العائلات من منطقة سراقب.", "سراقب"),
        ("سقطت قذائف على منطقة الخيام اللبنانية.", "الخيام"),
    ],
)
def test_the_area_of_a_town_is_the_land_around_it(text: str, name: str) -> None:
    found = [p for p in places(text) if p.name == name]
    assert found
    assert found[0].precision == 2


def test_a_distance_and_a_direction_give_a_point_of_their_own() -> None:
    (place,) = places("قتل راعيان بانفجار لغم على بعد 30 كلم شمال الموصل.")
    assert (place.name, place.precision) == ("الموصل", 2)
    assert place.lat == pytest.approx(36.335 + 30 / 111.2, abs=0.02)
    assert place.lon == pytest.approx(43.119, abs=0.02)


def test_moving_along_the_globe() -> None:
    assert moved(0.0, 0.0, Offset(111.2, 90.0)) == pytest.approx((0.0, 1.0), abs=0.01)
    assert moved(60.0, 10.0, Offset(111.2, 90.0)) == pytest.approx((60.0, 12.0), abs=0.05)
    assert moved(36.0, 43.0, Offset(100.0, 180.0)) == pytest.approx((35.1, 43.0), abs=0.01)


@pytest.mark.parametrize(
    ("text", "country", "near"),
    [
        ("قتل شخصان باشتباكات في مدينة طرابلس اللبنانية.", "LB", (34.43, 35.84)),
        ("قتل شخصان باشتباكات في مدينة طرابلس الليبية.", "LY", (32.89, 13.19)),
        ("اندلعت اشتباكات في أريحا بريف إدلب.", "SY", (35.81, 36.61)),
        ("اندلعت اشتباكات في أريحا بالضفة الغربية.", "PS", (31.86, 35.46)),
        ("وقعت اشتباكات في بلدة المنصورة بريف الرقة الغربي.", "SY", (35.83, 38.75)),
    ],
)
def test_what_stands_around_a_name_decides_among_namesakes(text: str, country: str, near: tuple[float, float]) -> None:
    place = places(text)[0]
    assert (place.country, place.lat, place.lon) == (
        country,
        pytest.approx(near[0], abs=0.2),
        pytest.approx(near[1], abs=0.2),
    )


def test_the_address_of_a_page_speaks_for_its_country() -> None:
    text = "أطلق مسلحون النار على دورية للجيش في طرابلس."
    assert places(text, url="https://example.lb/1")[0].country == "LB"
    assert places(text, url="https://example.ly/1")[0].country == "LY"


def test_an_unknown_village_lies_in_the_smallest_known_unit_around_it() -> None:
    text = "قتل مدنيان بانفجار عبوة في قرية الزغيتون في قضاء الحويجة بمحافظة كركوك."
    village = next(p for p in places(text) if p.name == "الزغيتون")
    assert (village.id, village.precision, village.reason) == (None, 3, "place-unknown")
    assert (village.lat, village.lon) == (pytest.approx(35.32, abs=0.1), pytest.approx(43.77, abs=0.1))
    assert [t.text for t in tokenize(village.text)]


def test_a_choice_is_explained_with_its_runners_up() -> None:
    explained = reader_of().explain(from_text("اندلعت اشتباكات في أريحا بريف إدلب."))
    first = explained.events[0].places[0]
    assert first.chosen == first.runners[0].id
    assert len(first.runners) == 2
    assert first.runners[0].score > first.runners[1].score
    assert "km from a place around it" in first.runners[0].why
    assert first.why.startswith("أريحا (city, SY)")


def test_an_explained_reading_puts_places_where_a_plain_one_does() -> None:
    text = "قصفت الطائرات قرية تل مجهولة في محافظة نينوى، وقتل راع على بعد 10 كلم غرب سنجار."
    explained = reader_of().explain(from_text(text))
    assert explained.report.to_json() == marsad.read(text).to_json()


def test_class_words_ask_for_kinds_that_the_gazetteer_has() -> None:
    heads, gazetteer = Heads(default()), Gazetteer.load()
    had = {row.split("\t", 3)[2] for row in gazetteer._rows}
    asked = {kind for table in (heads.names, heads.refers) for kinds in table.values() for kind in kinds}
    assert len(asked) > 10
    assert asked <= had
