"""The registry: ids of entries, of what every state has, and of numbered units; generic names by country."""

from __future__ import annotations

import pytest

from marsad.actors import default, lookup
from marsad.actors.registry import ordinal


def test_the_registry_is_large_and_says_who_they_are() -> None:
    actors = list(default())
    assert len(actors) == len(default()) >= 1500
    assert all(a.id and a.ar and a.en and a.kind for a in actors)
    assert sum(a.country is not None for a in actors) >= 1400
    assert sum(a.parent is not None for a in actors) >= 500
    assert sum(a.since is not None for a in actors) >= 400


@pytest.mark.parametrize(
    ("ref", "english", "kind", "country", "parent"),
    [
        ("islamic-state", "Islamic State", "rebel", None, None),
        ("police-of-iraq", "Police of Iraq", "state", "IQ", "interior-ministry-of-iraq"),
        ("protesters-of-mali", "Protesters of Mali", "protesters", "ML", None),
        ("justice-ministry-of-oman", "Ministry of Justice of Oman", "state", "OM", "government-of-oman"),
        ("military-of-iraq/division-9", "9th Division (Military of Iraq)", "state", "IQ", "military-of-iraq"),
        ("popular-mobilisation/brigade-41", "PMF 41st Brigade", "state", "IQ", "asaib-ahl-al-haq"),
    ],
)
def test_ids(ref: str, english: str, kind: str, country: str | None, parent: str | None) -> None:
    actor = lookup(ref)
    assert actor is not None
    assert (actor.id, actor.en, actor.kind, actor.country, actor.parent) == (ref, english, kind, country, parent)


@pytest.mark.parametrize(
    "ref", ["", "nobody", "nobody-of-iraq", "police-of-nowhere", "nobody/brigade-3", "islamic-state/moon-3"]
)
def test_ids_of_nobody(ref: str) -> None:
    assert lookup(ref) is None


def test_generic_names_by_country() -> None:
    registry = default()
    assert registry.in_country("security-forces", "IQ") == "security-forces-of-iraq"
    assert registry.in_country("armed-forces", "EG") == "military-of-egypt"
    assert registry.in_country("military", "PS") == "military-of-israel"
    assert registry.in_country("national-gendarmerie", "MA") == "royal-gendarmerie"
    assert registry.in_country("police", "XX") is None


def test_the_line_above() -> None:
    assert default().line("popular-mobilisation/brigade-41") == ("asaib-ahl-al-haq", "popular-mobilisation")
    assert default().line("islamic-state") == ()


def test_years() -> None:
    front = lookup("nusra-front")
    assert front is not None
    assert (front.active(2011), front.active(2014), front.active(2020)) == (False, True, False)


@pytest.mark.parametrize(
    ("number", "written"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (23, "23rd"), (112, "112th")]
)
def test_ordinals(number: int, written: str) -> None:
    assert ordinal(number) == written


@pytest.mark.parametrize(
    ("words", "size", "number"),
    [("التاسعه", 1, 9), ("الثالث عشر", 2, 13), ("الخامسه عشره", 2, 15), ("الحادي والعشرون", 2, 21), ("العشرون", 1, 20)],
)
def test_numbers_of_units(words: str, size: int, number: int) -> None:
    assert default().words.number(words.split(), 0) == (size, number)
