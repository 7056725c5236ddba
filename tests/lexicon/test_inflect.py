"""Full forms: what a newspaper prints of a verb, a noun or an adjective, folded."""

from __future__ import annotations

import pytest

from marsad.lexicon.inflect import Form, adjective_forms, masdars, noun_forms, participle_forms, verb_forms


def verb(root: str, form: str, slot: str) -> set[str]:
    """Forms of a slot such as ``p 3ms`` (past), ``n 3mp`` (present), with ``passive`` behind it or not."""
    tense, person, *passive = slot.split()
    voice = "p" if passive else "a"
    return {one.text for one in verb_forms(root, form) if (one.tense, one.person, one.voice) == (tense, person, voice)}


@pytest.mark.parametrize(
    ("root", "form", "slot", "expected"),
    [
        # strong
        ("قتل", "I/a~u", "p 3ms", "قتل"),
        ("قتل", "I/a~u", "p 3fs", "قتلت"),
        ("قتل", "I/a~u", "p 3mp", "قتلوا"),
        ("قتل", "I/a~u", "n 3mp", "يقتلون"),
        ("قتل", "I/a~u", "n 3mp", "يقتلوا"),
        ("قتل", "I/a~u", "p 3md", "قتلا"),
        ("قتل", "I/a~u", "n 3fd", "تقتلان"),
        ("قتل", "I/a~u", "n 1p", "نقتل"),
        # the derived forms
        ("دمر", "II", "n 3fs", "تدمر"),
        ("هجم", "III", "p 3mp", "هاجموا"),
        ("علن", "IV", "p 3fs", "أعلنت"),
        ("علن", "IV", "n 3ms", "يعلن"),
        ("قدم", "V", "n 3fs", "تتقدم"),
        ("فوض", "VI", "n 3mp", "يتفاوضون"),
        ("سحب", "VII", "p 3fs", "انسحبت"),
        ("قحم", "VIII", "n 3ms", "يقتحم"),
        ("هدف", "X", "p 3fs", "استهدفت"),
        ("عرقل", "Iq", "n 3fs", "تعرقل"),
        # first radical weak, assimilated
        ("وصل", "I/a~i", "n 3ms", "يصل"),
        ("وقف", "IV", "p 3ms", "أوقف"),
        ("وفق", "VIII", "p 3mp", "اتفقوا"),
        ("تهم", "VIII", "p 3ms", "اتهم"),
        ("زود", "VIII", "p 3ms", "ازداد"),
        # hollow
        ("قول", "I/a~u", "p 3ms", "قال"),
        ("قول", "I/a~u", "n 3ms", "يقول"),
        ("قول", "I/a~u", "n 3ms", "يقل"),
        ("سير", "I/a~i", "n 3fs", "تسير"),
        ("خوف", "I/i~a", "n 3ms", "يخاف"),
        ("غيل", "VIII", "p 3fs", "اغتالت"),
        ("عود", "X", "n 3mp", "يستعيدون"),
        # defective
        ("نفي", "I/a~i", "p 3ms", "نفى"),
        ("نفي", "I/a~i", "p 3fs", "نفت"),
        ("نفي", "I/a~i", "p 3mp", "نفوا"),
        ("نفي", "I/a~i", "n 3ms", "ينفي"),
        ("نفي", "I/a~i", "n 3ms", "ينف"),
        ("دعو", "I/a~u", "p 3ms", "دعا"),
        ("دعو", "I/a~u", "n 3ms", "يدعو"),
        ("لقي", "I/i~a", "p 3mp", "لقوا"),
        ("لقي", "I/i~a", "n 3ms", "يلقى"),
        ("ولي", "X", "p 3fs", "استولت"),
        # doubled
        ("شنن", "I/a~u", "p 3ms", "شن"),
        ("شنن", "I/a~u", "n 3fs", "تشن"),
        ("شنن", "I/a~u", "n 3mp", "يشنون"),
        ("حلل", "VIII", "p 3fs", "احتلت"),
        # hamzated
        ("ءخذ", "I/a~u", "p 3ms", "أخذ"),
        ("ءخذ", "I/a~u", "n 3ms", "يأخذ"),
        ("سءل", "I/a~a", "n 3ms", "يسأل"),
        ("لجء", "I/a~a", "p 3mp", "لجأوا"),
        ("لجء", "I/a~a", "p 3mp", "لجؤوا"),
        ("لجء", "I/a~a", "n 3mp", "يلجأون"),
        ("جيء", "I/a~i", "p 3ms", "جاء"),
        ("جيء", "I/a~i", "p 3mp", "جاءوا"),
        ("جيء", "I/a~i", "p 3mp", "جاؤوا"),
        # passive
        ("قتل", "I/a~u", "p 3ms passive", "قتل"),
        ("صيب", "IV", "p 3ms passive", "أصيب"),
        ("قول", "I/a~u", "n 3ms passive", "يقال"),
        ("غيل", "VIII", "p 3ms passive", "اغتيل"),
        ("هجم", "III", "p 3ms passive", "هوجم"),
        ("دعو", "I/a~u", "p 3ms passive", "دعي"),
    ],
)
def test_verbs(root: str, form: str, slot: str, expected: str) -> None:
    (folded,) = {one.text for one in noun_forms(expected) if one.state in "bf" and one.person == "s"}
    assert folded in verb(root, form, slot)


@pytest.mark.parametrize(
    ("root", "form", "bare", "before_pronoun"),
    [("قتل", "I/a~u", "قتلوا", "قتلو"), ("نفي", "I/a~i", "نفي", "نفا"), ("لقي", "I/i~a", "يلقي", "يلقا")],
)
def test_a_pronoun_changes_the_ending(root: str, form: str, bare: str, before_pronoun: str) -> None:
    states = {(one.text, one.state) for one in verb_forms(root, form) if one.voice == "a"}
    assert (bare, "b") in states
    assert (before_pronoun, "s") in states
    assert (before_pronoun, "b") not in {(one.text, one.state) for one in verb_forms(root, form) if one.person == "3mp"}


def test_nobody_is_spoken_to() -> None:
    assert {one.person for one in verb_forms("قتل", "I/a~u")} == {"3ms", "3fs", "3md", "3fd", "3mp", "3fp", "1s", "1p"}


def test_a_root_that_does_not_go_with_its_form_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        list(verb_forms("قتل", "XXI"))


@pytest.mark.parametrize(
    ("root", "form", "expected"),
    [
        ("دمر", "II", {"تَدْمِير"}),
        ("سحب", "VII", {"اِنْسِحَاب"}),
        ("عود", "X", {"اِسْتِعَادَة"}),
        ("خلو", "V", {"تَخَلٍّ", "تخلي"}),
        ("فوض", "VI", {"تَفَاوُض"}),
    ],
)
def test_verbal_nouns(root: str, form: str, expected: set[str]) -> None:
    assert set(masdars(root, form)) == expected


@pytest.mark.parametrize(
    ("root", "form", "voice", "expected"),
    [
        ("قتل", "I/a~u", "a", {"قاتل", "قاتلون", "قاتله", "قاتلات"}),
        ("قتل", "I/a~u", "p", {"مقتول", "مقتولين", "مقتوله"}),
        ("سلح", "II", "p", {"مسلح", "مسلحون", "مسلحو", "مسلحي"}),
        ("خفي", "VIII", "a", {"مختفي", "مختفون", "مختفين", "مختفيه"}),
        ("حلل", "VIII", "p", {"محتل", "محتله"}),
    ],
)
def test_participles(root: str, form: str, voice: str, expected: set[str]) -> None:
    made = {one.text for one in participle_forms(root, form) if one.voice == voice}
    assert expected <= made


def test_a_defective_participle_loses_its_ya_in_the_plural() -> None:
    assert "مختفيون" not in {one.text for one in participle_forms("خفي", "VIII")}


def states(forms: list[Form], number: str) -> dict[str, str]:
    """Forms of a number, with the states they may stand in."""
    found: dict[str, str] = {}
    for one in forms:
        if one.person == number:
            found[one.text] = found.get(one.text, "") + one.state
    return found


@pytest.mark.parametrize(
    ("noun", "plurals", "number", "expected"),
    [
        ("قرية", ["قرى"], "s", {"قريه": "f", "قريت": "s"}),
        ("قرية", ["قرى"], "d", {"قريتان": "d", "قريتين": "d", "قريتا": "c", "قريتي": "c"}),
        ("قرية", ["قرى"], "p", {"قري": "b", "قرا": "s"}),
        ("غارة", ["f"], "p", {"غارات": "b"}),
        ("هجوم", ["هجمات"], "s", {"هجوم": "b", "هجوما": "i"}),
        ("هجوم", ["هجمات"], "p", {"هجمات": "b"}),
        ("مهندس", ["m"], "p", {"مهندسون": "d", "مهندسين": "d", "مهندسو": "c", "مهندسي": "c"}),
        ("حوثي", ["m"], "p", {"حوثيون": "d", "حوثيين": "d", "حوثيو": "c", "حوثيي": "c"}),
        ("صحراء", ["صحارى"], "s", {"صحراء": "b", "صحراو": "s", "صحراي": "s"}),
        ("مستشفى", ["f"], "s", {"مستشفي": "b", "مستشفا": "s"}),
        ("مستشفى", ["f"], "p", {"مستشفيات": "b"}),
    ],
)
def test_nouns(noun: str, plurals: list[str], number: str, expected: dict[str, str]) -> None:
    assert states(list(noun_forms(noun, plurals)), number) == expected


def test_a_noun_in_hamza_keeps_it_in_the_sound_plural_and_dual() -> None:
    made = {one.text for one in noun_forms("لقاء", ["f"])}
    assert {"لقاءات", "لقاءان", "لقاءين"} <= made
    assert "صحراوات" in {one.text for one in noun_forms("صحراء", ["f"])}


@pytest.mark.parametrize(
    ("noun", "gender"), [("غارة", "f"), ("صحراء", "f"), ("سوريا", "f"), ("هجوم", "m"), ("ماء", "m"), ("رأي", "m")]
)
def test_gender_by_ending(noun: str, gender: str) -> None:
    assert {one.gender for one in noun_forms(noun)} == {gender}


def test_gender_as_written_goes_before_the_ending() -> None:
    assert {one.gender for one in noun_forms("يد", ["أيدي"], "f")} == {"f"}


@pytest.mark.parametrize(
    ("adjective", "plurals", "expected"),
    [
        ("جديد", ["جدد"], {"جديد", "جديدا", "جديده", "جديدان", "جديدين", "جديدتين", "جديدون", "جديدات", "جدد"}),
        ("سوري", [], {"سوري", "سوريا", "سوريه", "سوريان", "سوريون", "سوريين", "سوريات"}),
        ("عراقي", [], {"عراقي", "عراقيه", "عراقيون", "عراقيين", "عراقيات"}),
        ("ماضي", [], {"ماضي", "ماضيه", "ماضون", "ماضين"}),
    ],
)
def test_adjectives(adjective: str, plurals: list[str], expected: set[str]) -> None:
    assert expected <= {one.text for one in adjective_forms(adjective, plurals)}


@pytest.mark.parametrize(
    ("adjective", "false"), [("سوري", "سورون"), ("بحري", "بحرين"), ("يومي", "يومين"), ("بلدي", "بلدين")]
)
def test_an_adjective_of_relation_keeps_its_ya(adjective: str, false: str) -> None:
    assert false not in {one.text for one in adjective_forms(adjective)}
