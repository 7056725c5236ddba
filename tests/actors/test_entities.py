"""Entities of a report: one for each actor, with short mentions, people's roles, states that act, and codes by kind."""

from __future__ import annotations

import pytest

import marsad
from marsad.records import Entity, Report


def read(text: str) -> Report:
    report = marsad.read(text, published="2024-05-02")
    assert report.check() == []
    return report


def entity(report: Report, ref: str) -> Entity:
    return next(e for e in report.entities if e.ref == ref)


def test_all_mentions_of_an_actor_are_one_entity() -> None:
    report = read("قتل ثلاثة من عناصر داعش قرب كركوك. وهاجم تنظيم الدولة الإسلامية قرية. وقال الجيش إن التنظيم انسحب.")
    state = entity(report, "islamic-state")
    assert [m.text for m in state.mentions] == ["ثلاثة من عناصر داعش", "تنظيم الدولة الإسلامية", "التنظيم"]
    assert (state.kind, state.name, state.ref_confidence) == ("armed_group", "تنظيم الدولة الإسلامية", 1.0)
    army = entity(report, "military-of-iraq")
    assert army.country == "IQ"
    assert army.ref_confidence is not None
    assert army.ref_confidence < 1


def test_a_person_keeps_role_and_body_and_the_surname_is_the_person() -> None:
    report = read(
        "قال المتحدث باسم القوات المسلحة العراقية اللواء يحيى رسول إن قوة قتلت إرهابيين. وأضاف رسول أن الشرطة اعتقلت ثلاثة مطلوبين."
    )
    person = next(e for e in report.entities if e.kind == "person")
    body = next(e for e in report.entities if e.id == person.organisation)
    assert person.role == "المتحدث باسم القوات المسلحة العراقية اللواء"
    assert body.ref == "military-of-iraq"
    assert "رسول" in [m.text for m in person.mentions]
    assert not person.private


def test_a_state_that_acts_by_its_name_is_its_government() -> None:
    report = read("اتهم حزب الله إسرائيل باغتيال قيادي في بيروت. وأعلنت واشنطن إرسال قوات.")
    assert (entity(report, "government-of-israel").kind, entity(report, "government-of-usa").country) == ("state", "US")


def test_people_told_of_a_force_are_the_force() -> None:
    report = read("هاجم مسلحون من حركة الشباب قاعدة قرب كيسمايو.")
    assert report.events[0].actors[0].entity == entity(report, "al-shabaab").id


def test_a_name_that_is_common_words_is_chosen_by_country() -> None:
    assert entity(read("شنت قوات التحالف غارة على صعدة."), "arab-coalition")
    assert entity(read("شنت قوات التحالف غارة قرب الموصل."), "international-coalition")


def test_codes_take_the_kind_of_the_registry() -> None:
    def sub_event(text: str) -> str | None:
        return read(text).events[0].codes.acled.get("sub_event_type")

    assert sub_event("سيطرت قوات سوريا الديمقراطية على قرية في ريف دير الزور.") == "Non-state actor overtakes territory"
    assert sub_event("استعاد الجيش السوري قرية في ريف دير الزور.") == "Government regains territory"
    assert sub_event("سيطر الجيش التركي على بلدة في شمال سوريا.") == "Non-state actor overtakes territory"


@pytest.mark.parametrize(
    "text",
    [
        "قال قائد العمليات إن قواته قتلت عشرة من مسلحي داعش، وأضاف أن القوات استعادت ثلاث قرى جنوب الرطبة.",
        "هاجم مسلحو حركة الشباب القرية ليلاً، ثم وصلت القوات واستعادت السيطرة عليها صباحاً.",
        "اشتبك عناصر من تنظيم القاعدة مع سكان البلدة قبل أن تصل القوات وتعتقل ستة منهم.",
    ],
)
def test_forces_alone_are_never_the_group_they_fight(text: str) -> None:
    report = marsad.read(text, published="2024-05-09")
    [bearer] = [entity for entity in report.entities if any(words.text == "القوات" for words in entity.mentions)]
    assert bearer.ref not in ("islamic-state", "al-shabaab", "al-qaeda")
    assert bearer.kind != "armed_group"
