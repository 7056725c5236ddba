"""The choice among namesakes, and its refusal where the evidence is thin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.arabic.fold import fold_word
from marsad.gazetteer.index import Entry, Gazetteer, distance_km

Chooser = Callable[..., tuple[Entry | None, str]]


@pytest.fixture
def choose(gazetteer: Gazetteer) -> Chooser:
    def by_name(name: str, *, near: str = "", **context: object) -> tuple[Entry | None, str]:
        around = [entry for each in near.split("|") if each for entry in gazetteer.lookup(fold_word(each))[:1]]
        context.setdefault("countries", {})
        return gazetteer.choose(gazetteer.lookup(fold_word(name)), near=around, **context)  # type: ignore[arg-type]

    return by_name


@pytest.mark.parametrize(
    ("name", "context", "country", "admin1"),
    [
        ("طرابلس", {"countries": {"LB": 3.0, "SY": 1.0}}, "LB", "شمال لبنان"),
        ("طرابلس", {"countries": {"LY": 2.0}}, "LY", "طرابلس"),
        ("طرابلس", {"countries": {}, "near": "عكار|صيدا"}, "LB", "شمال لبنان"),
        ("سنجار", {"countries": {"IQ": 2.0, "SY": 1.0}}, "IQ", "نينوى"),
        ("سنجار", {"countries": {"SY": 2.0}, "near": "معرة النعمان"}, "SY", "إدلب"),
        ("ربيعة", {"countries": {"IQ": 1.0}, "admins": ["نينوى"]}, "IQ", "نينوى"),
        ("ربيعة", {"countries": {"SY": 1.0}, "near": "كسب"}, "SY", "اللاذقية"),
        ("الزاوية", {"countries": {"LY": 1.0}}, "LY", "الزاوية"),
        ("الزاوية", {"countries": {"PS": 1.0}, "near": "سلفيت"}, "PS", "الضفة الغربية"),
        ("الحسكة", {"countries": {"SY": 1.0}}, "SY", "الحسكة"),
        ("القاهرة", {"countries": {"YE": 1.0}}, "EG", "القاهرة"),
        ("الرياض", {"countries": {"IQ": 1.0}}, "SA", "الرياض"),
        ("صور", {"countries": {"LB": 1.0}}, "LB", "جنوب لبنان"),
        ("صور", {"countries": {"OM": 1.0}}, "OM", "جنوب الشرقية"),
        ("رفح", {"countries": {"PS": 2.0, "IL": 1.0}}, "PS", "قطاع غزة"),
        ("القائم", {"countries": {"IQ": 1.0}}, "IQ", "الأنبار"),
        ("أريحا", {"countries": {"SY": 1.0}, "near": "إدلب"}, "SY", "إدلب"),
        ("أريحا", {"countries": {"PS": 1.0}}, "PS", "الضفة الغربية"),
        ("الدار البيضاء", {"countries": {"MA": 1.0}}, "MA", "الدار البيضاء سطات"),
        ("صلاح الدين", {"countries": {"IQ": 1.0}}, "IQ", None),
        ("موسكو", {"countries": {"SY": 1.0}}, "RU", None),
        ("الصحراء الغربية", {"countries": {"IQ": 1.0}}, "IQ", "الأنبار"),
        ("الصحراء الغربية", {"countries": {"MA": 1.0}}, "EH", None),
    ],
)
def test_context_decides(
    choose: Chooser, name: str, context: dict[str, object], country: str, admin1: str | None
) -> None:
    entry, reason = choose(name, **context)
    assert entry is not None, reason
    assert (entry.country, entry.admin1) == (country, admin1)
    assert entry.name in reason


@pytest.mark.parametrize(
    ("name", "kinds", "kind"),
    [
        ("تونس", (), "country"), ("تونس", ("city",), "city"), ("كركوك", (), "city"), ("كركوك", ("admin1",), "admin1"),
        ("سنار", ("admin1",), "admin1"), ("البحر الأحمر", (), "sea"), ("البحر الأحمر", ("admin1",), "admin1"),
    ],
)  # fmt: skip
def test_class_word_decides_between_a_place_and_what_bears_its_name(
    choose: Chooser, name: str, kinds: tuple[str, ...], kind: str
) -> None:
    entry, reason = choose(name, kinds=kinds, countries={"TN": 1.0, "IQ": 1.0, "SD": 1.0})
    assert entry is not None, reason
    assert entry.kind == kind


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("القائم", {}),
        ("الخيام", {}),
        ("ربيعة", {}),
        ("جنيف", {"kinds": ("airport",), "countries": {"IQ": 1.0, "SY": 1.0}}),
        ("بلدروز", {"countries": {"LY": 1.0}}),
    ],
)
def test_thin_evidence_gives_nothing(choose: Chooser, name: str, context: dict[str, object]) -> None:
    entry, reason = choose(name, **context)
    assert entry is None
    assert reason


def test_a_class_word_does_not_bring_a_village_of_another_country(gazetteer: Gazetteer) -> None:
    abroad = [Entry("test:abroad", "اسم", "city", "IR", None, 35.0, 50.0, 4000, 3.0)]
    entry, reason = gazetteer.choose(abroad, countries={"SY": 1.0}, kinds=("city",))
    assert entry is None
    assert "nothing in the article speaks for it" in reason
    assert gazetteer.choose(abroad, countries={"IR": 1.0}, kinds=("city",))[0] is abroad[0]


def test_an_even_field_is_left_undecided(gazetteer: Gazetteer) -> None:
    even = [Entry(f"test:{n}", "اسم", "city", "IQ", None, 30.0 + 3 * n, 44.0, 5000, 3.0) for n in range(2)]
    entry, reason = gazetteer.choose(even, countries={"IQ": 1.0})
    assert entry is None
    assert "undecided" in reason


def test_unknown_name_says_so(gazetteer: Gazetteer) -> None:
    assert gazetteer.choose((), countries={"IQ": 1.0}) == (None, "no such name")


def test_choice_does_not_depend_on_the_order_of_candidates(gazetteer: Gazetteer) -> None:
    entries = gazetteer.lookup("طرابلس")
    assert gazetteer.choose(entries, countries={"LB": 1.0}) == gazetteer.choose(entries[::-1], countries={"LB": 1.0})


def test_distance_is_that_of_the_globe(gazetteer: Gazetteer) -> None:
    baghdad, damascus = (gazetteer.lookup(name)[-1] for name in ("بغداد", "دمشق"))
    assert 740 < distance_km(baghdad, damascus) < 770
