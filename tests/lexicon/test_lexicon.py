"""The lexicon at run time: readings with their clitics, phrases, names."""

from __future__ import annotations

import pytest

from marsad.arabic.fold import fold_word
from marsad.lexicon.lexicon import Lexicon, Reading, bare, default, name_heads


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return default()


def readings(lexicon: Lexicon, word: str) -> tuple[Reading, ...]:
    return lexicon.readings(fold_word(word), word.endswith("ة"))


def folded(words: str) -> list[str]:
    return [fold_word(word) for word in words.split()]


@pytest.mark.parametrize(
    ("word", "id_", "pos", "before", "after"),
    [
        ("هجوم", "events/attack:هجم I/a~u", "m", "", ""),
        ("كالهجوم", "events/attack:هجم I/a~u", "m", "ك ال", ""),
        ("بالقصف", "events/shelling:قصف I/a~i", "m", "ب ال", ""),
        ("للقوات", "nouns/forces:قوات", "n", "ل ال", ""),
        ("لقوات", "nouns/forces:قوات", "n", "ل", ""),
        ("وقتلت", "events/killing:قتل I/a~u", "v", "و", ""),
        ("فقتل", "events/killing:قتل I/a~u", "m", "ف", ""),
        ("وسيقتل", "events/killing:قتل I/a~u", "v", "و س", ""),
        ("قتلوه", "events/killing:قتل I/a~u", "v", "", "ه"),
        ("قتلهم", "events/killing:قتل I/a~u", "v", "", "هم"),
        ("وقصفها", "events/shelling:قصف I/a~i", "m", "و", "ها"),
        ("غاراتهم", "events/airstrike:غارة", "m", "", "هم"),
        ("غارتها", "events/airstrike:غارة", "m", "", "ها"),
        ("وقف", "verbs:وقف I/a~i", "v", "", ""),
        ("ولاية", "nouns/places:ولاية", "n", "", ""),
        ("فرقة", "nouns/forces:فرقة", "n", "", ""),
        ("وزير", "nouns/titles:وزير", "n", "", ""),
        ("كتيبة", "nouns/forces:كتيبة", "n", "", ""),
        ("كمين", "events/attack:كمين", "m", "", ""),
        ("سلاح", "nouns/weapons:سلاح", "n", "", ""),
        ("بيان", "nouns/things:بيان", "n", "", ""),
        ("لقاء", "events/talks:لقاء", "m", "", ""),
        ("والد", "nouns/people:والد", "n", "", ""),
        ("السوريون", "adjectives:سوري", "a", "ال", ""),
        ("لجأوا", "events/displacement:لجء I/a~a", "v", "", ""),
    ],
)
def test_offers_the_reading(lexicon: Lexicon, word: str, id_: str, pos: str, before: str, after: str) -> None:
    found = {(one.lexeme.id, one.pos, " ".join(one.before), one.after) for one in readings(lexicon, word)}
    assert (id_, pos, before, after) in found


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("حبست", "ست"),
        ("الأسدي", "اسد"),
        ("وقف", "قف"),
        ("وصل", "صل"),
        ("كتيبة", "تيبه"),
        ("سلاح", "لاح"),
        ("بلدة", "لده"),
        ("كلية", "ليه"),
        ("ألغام", "غام"),
        ("كمين", "مين"),
        ("لجان", "جان"),
        ("بغداد", "غداد"),
        ("سجن", "جن"),
    ],
)
def test_no_word_is_found_inside_another(lexicon: Lexicon, word: str, stem: str) -> None:
    assert stem not in {one.stem for one in readings(lexicon, word)}


@pytest.mark.parametrize("word", ["سقصف", "بيقتل", "كيقتل", "القتلوا", "القتلها", "السيقتل", "لقتلت", "الغاراتهم"])
def test_clitics_that_do_not_go_together_are_no_reading(lexicon: Lexicon, word: str) -> None:
    events = {one.lexeme.id for one in readings(lexicon, word) if one.lexeme.family == "events"}
    assert events == set()


def test_ta_marbuta_shuts_out_verbs_and_pronouns(lexicon: Lexicon) -> None:
    with_ta, with_ha = readings(lexicon, "ضربة"), readings(lexicon, "ضربه")
    assert with_ta
    assert {(one.pos == "v", one.after) for one in with_ta} == {(False, "")}
    assert {("v", "ه"), ("m", "")} <= {(one.pos, one.after) for one in with_ha}


def test_the_whole_word_comes_before_its_splits(lexicon: Lexicon) -> None:
    for word in ("فجر", "لجنة", "ولاية", "سيطر"):
        sizes = [len(one.before) for one in readings(lexicon, word)]
        assert sizes[0] == 0
        assert sizes == sorted(sizes)


def test_an_unknown_word_has_no_reading(lexicon: Lexicon) -> None:
    assert readings(lexicon, "ظظظظ") == ()
    assert not lexicon.knows("ظظظظ")
    assert lexicon.knows("هجوم")


@pytest.mark.parametrize(
    ("words", "size", "id_"),
    [
        ("وقف إطلاق النار في المدينة", 3, "events/agreement:وقف إطلاق النار"),
        ("ووقف إطلاق النار", 3, "events/agreement:وقف إطلاق النار"),
        ("سيارة مفخخة انفجرت", 2, "nouns/weapons:سيارة مفخخة"),
        ("وفقا لمصدر", 1, "saying:وفقا ل"),
        ("على حد قول الناطق", 3, "saying:على حد قول"),
    ],
)
def test_phrases(lexicon: Lexicon, words: str, size: int, id_: str) -> None:
    found = lexicon.phrase_at(folded(words), 0)
    assert found is not None
    assert (found[0], found[1].lexemes[0].id) == (size, id_)


@pytest.mark.parametrize("words", ["وقف إطلاق", "وفقا عن", "وفقا", "موقف إطلاق النار", "حد قول"])
def test_no_phrase(lexicon: Lexicon, words: str) -> None:
    assert lexicon.phrase_at(folded(words), 0) is None


@pytest.mark.parametrize(
    ("words", "size", "before", "ref"),
    [
        ("للحوثيين", 1, ("ل", "ال"), "الحوثيون"),
        ("بداعش", 1, ("ب",), "داعش"),
        ("وداعش", 1, ("و",), "داعش"),
        ("ولداعش", 1, ("و", "ل"), "داعش"),
        ("تنظيم الدولة الإسلامية", 3, (), "داعش"),
        ("لتنظيم الدولة", 2, ("ل",), "داعش"),
        ("والحشد الشعبي", 2, ("و",), "الحشد الشعبي"),
        ("حزب الله أعلن", 2, (), "حزب الله"),
    ],
)
def test_names_with_proclitics(lexicon: Lexicon, words: str, size: int, before: tuple[str, ...], ref: str) -> None:
    found = lexicon.name_at(folded(words), 0)
    assert found is not None
    length, proclitics, lexeme = found
    assert (length, proclitics, lexeme.id) == (size, before, f"names:{ref}")


@pytest.mark.parametrize("words", ["الأسدي", "حبست", "داعشية", "محزب الله", "الله حزب"])
def test_no_name(lexicon: Lexicon, words: str) -> None:
    assert lexicon.name_at(folded(words), 0) is None


@pytest.mark.parametrize(
    ("form", "heads"),
    [
        ("داعش", {((), "داعش")}),
        ("بداعش", {((), "بداعش"), (("ب",), "داعش")}),
        ("للحوثيين", {((), "للحوثيين"), (("ل", "ال"), "الحوثيين"), (("ل",), "لحوثيين")}),
        ("ولله", {((), "ولله"), (("و",), "لله")}),
        ("بن", {((), "بن")}),
    ],
)
def test_name_heads(form: str, heads: set[tuple[tuple[str, ...], str]]) -> None:
    assert set(name_heads(form)) == heads


@pytest.mark.parametrize(("word", "base"), [("القرية", "قريه"), ("الى", "الي"), ("إلى", "الي"), ("هجوم", "هجوم")])
def test_bare(word: str, base: str) -> None:
    assert bare(word) == base


def test_classes_hold_those_above(lexicon: Lexicon) -> None:
    assert lexicon.above("car_bomb") == {"car_bomb", "explosive"}
    assert lexicon.above("unheard") == {"unheard"}
    (fighter,) = {one.lexeme for one in readings(lexicon, "مسلح") if one.lexeme.family == "nouns"}
    assert {"fighter", "person", "agent"} <= fighter.classes
