"""How the next word joins a phrase: as adjective, as genitive, as part of a name, as title, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.lexicon.schema import as_list
from marsad.reader.phrases.spelling import accusative, agree, somebody
from marsad.reader.words import TITLES, Word

#: A head of these classes makes an event noun in its construct part of a name (جهاز مكافحة الإرهاب, هيئة تحرير الشام).
_NAMING: Final = frozenset(
    ("collective", "official", "role", "spokesperson", "rank", "site", "building", "document", "media")
)
#: What a definite noun after a single given name is when it is not a family name (حازم الوادي).
_NO_FAMILY_NAME: Final = frozenset(
    ("person", "collective", "settlement", "admin", "site", "building", "vehicle", "weapon", "statement")
)
_SOMEBODY: Final = frozenset(("official", "role", "fighter", "civilian", "rank", "media"))
_DONE_TO: Final = frozenset(("violence", "security"))
#: Nouns of things and places whose spelling an adjective shares (المدينة، الحي، سيارة) stay nouns.
_THINGS: Final = frozenset(
    ("settlement", "area", "admin", "site", "building", "terrain", "road", "border", "vehicle", "force", "unit")
)
_HOLDERS: Final = frozenset(("official", "rank", "relative"))
#: Who may act, of whom no town is: a name of a place does not take them as its genitive.
_ACTING: Final = frozenset(
    ("force", "group", "authority", "unit", "fighter", "person", "crowd", "aircraft", "artillery", "state", "org")
)
#: How a word joins.
APART: Final = 0
ADJECTIVE: Final = 1
GENITIVE: Final = 2
NAME: Final = 3
TITLE: Final = 4
#: An adjective limited by a definite noun (تقليدية الصنع).
LIMITED: Final = 5


def _members(head: Word, word: Word) -> bool:
    """Whether a name in the plural says of which group people are."""
    plural = (
        word.kind == "name" and not word.before and word.form.endswith(("ين", "ون")) and not word.form.startswith("ال")
    )
    return plural and " " not in word.form and "p" in head.numbers and "person" in head.classes and not head.article


def _carrying(head: Word) -> bool:
    """تنظيم اعتصام، وقف إدخال المساعدات: a verbal noun that carries an event, though it may be spelt as a body of people."""
    return head.pos == "M" and not head.article and head.entry("light") is not None


class Joining:
    """Decides it; holds only the lexicon's words for that."""

    def __init__(self, lexicon: Lexicon) -> None:
        grammar = lexicon.grammar
        self._particles = grammar["name_particle"]
        self._never_genitive = grammar["never_genitive"]
        #: Types whose noun takes the person it is done to as its genitive: اغتيال قيادي is no "leading assassination".
        self._undergone = frozenset(
            name for name, info in lexicon.types.items() if info.get("family") in _DONE_TO and info.get("people")
        )
        self._given_names = lexicon.given_names | lexicon.ambiguous_names
        self._direction = grammar["direction"]
        self._place_heads = grammar["place_head"]
        self._respect = grammar["respect"]
        self._outlet = grammar["outlet"]
        self._capital = grammar["capital"]
        self._aged = grammar["aged"]
        self._degree = grammar["degree"]

    def how(self, words: Sequence[Word], k: int, head: Word, classes: frozenset[str], closed: bool, definite: bool, event: bool, titled: bool, name_from: int) -> int:  # fmt: skip
        """How ``words[k]`` joins the phrase before it, whose state the rest describes."""
        word = words[k]
        previous = words[k - 1]
        describes = word.is_adjective and not (word.is_noun and _named_by(head, word))
        if k == head.i + 1 and not definite and _members(head, word):
            return ADJECTIVE  # مسلحين حوثيين
        if word.article and word.stem in self._aged and k + 1 < len(words) and words[k + 1].pos in ("U", "W"):
            return ADJECTIVE  # الفتى مهند البالغ 13 عاما
        if previous.article and previous.stem in self._degree and not word.article and not word.before:
            return ADJECTIVE  # الهجوم الأكثر دموية
        if word.form in self._outlet and not previous.article:
            return GENITIVE  # مراسل كذا نيوز
        if name_from >= 0:
            if word.kind == "name" and "collective" in word.classes:
                return APART  # أبلغ الشيخ فلان وكالة الأناضول
            if word.pos in "XL" or word.form in self._particles or previous.form in self._particles:
                return NAME
            family = k - name_from == 1 and word.pos == "N" and word.classes.isdisjoint(_NO_FAMILY_NAME)
            return (
                NAME
                if word.article and (word.pos in ("A", "Q") or not word.classes or family) and k - name_from < 4
                else APART
            )
        if word.article and describes and closed and definite and not _noun_rather(word, previous, head):
            if not titled and "collective" in classes and self._introduces(words, k):
                return APART
            return ADJECTIVE
        if word.stem in self._direction and not word.article and classes.isdisjoint(("place", "direction")):
            if word.place_size > 1 and not classes.isdisjoint(TITLES) and k == head.i + 1:
                return word.place_size  # والي شمال دارفور: the direction is part of the name
            return APART  # لرتل عسكري غرب رفح
        if previous.stem in self._direction and k > head.i + 1 and (word.places or "place" in word.classes):
            return GENITIVE  # جنوب غربي محافظة كركوك
        if word.places and not word.article and not describes and _ends_place(words, k, self._place_heads):
            return APART  # قصفت روسيا خاركيف: two names of places
        if accusative(word) and not accusative(head) and not (closed and word.pos == "X"):
            return APART
        if event:
            if "toll" in word.classes and word.numbers == {"d"}:
                return APART  # سقوط قتيلين: two of them, and no quality of the fall
            if (
                not closed
                and not word.article
                and word.entry("adjectives") is not None
                and k == head.i + 1
                and any(word.form in e.companions for e in head.events)
                and "p" not in word.numbers
            ):
                return ADJECTIVE  # اعتداء مسلح
            undergone = self._undergone.isdisjoint(e.type for e in head.events) and not _asks_for_people(head)
            described = not (word.is_noun and word.classes) or (
                any(r.pos == "a" for r in word.readings)
                and "p" not in word.numbers
                and agree(head, word)
                and (undergone or word.classes.isdisjoint(_SOMEBODY))
            )
            if not closed and not word.article and describes and described:
                return ADJECTIVE
            if closed and not definite and not word.article and describes:
                return ADJECTIVE
            return ADJECTIVE if not word.article and describes and previous.is_adjective and not word.is_noun else APART
        if not titled and not describes and not word.classes.isdisjoint(_ACTING) and _known_place(previous):
            return APART  # اعتقلت في نابلس قوات الاحتلال خمسة: a town is nobody's
        if not closed:
            if k == head.i + 1 and _announced(words, head, word):
                return APART  # أعلن متحدث مقتل خمسة
            if (
                (word.article or word.after)
                and word.pos == "M"
                and "person" in classes
                and any(x.family == "saying" for x in word.lexemes)
            ):
                return APART  # نقل عن مصدر عسكري القول إن …، عن شهود قولهم
            if word.pos == "M" and word.events and (classes.isdisjoint(_NAMING) or _carrying(head)):
                return APART
            if (
                word.pos == "M"
                and (word.events or word.entry("light") is not None)
                and (previous.is_adjective or previous.entry("adjectives") is not None)
                and previous.i > head.i
                and "person" in classes
            ):
                return APART  # نفى ناطق عسكري سيطرة …
            if word.after and word.stem in self._never_genitive:
                return APART  # لقي ثلاثة جنود حتفهم
            if (
                "aircraft" in head.classes
                and head.is_adjective
                and not describes
                and word.pos == "N"
                and not word.article
                and "aircraft" not in word.classes
            ):
                return APART  # استهدفت مسيرة شاحنة
            if not head.classes.isdisjoint(("aircraft", "missile")) and (
                word.form in self._place_heads or (word.places and word.places[0].kind != "country")
            ):
                return APART  # استهدفت صواريخ قاعدة عين الأسد، استهدفت بثلاثة صواريخ حي كذا
            if (
                "fighter" in head.classes
                and "s" in head.numbers
                and "p" not in head.numbers
                and word.pos == "M"
                and word.events
            ):
                return APART  # حاول جندي اغتصاب: a soldier is not named by an act
            if somebody(head) and not describes:
                return APART
            if describes and not word.article and (not word.is_noun or agree(head, word)):
                return ADJECTIVE
            if word.pos == "A" and not word.article:
                return ADJECTIVE
            return GENITIVE
        if titled and not word.classes.isdisjoint(TITLES) and definite and word.article:
            return TITLE
        if (
            titled
            and definite
            and word.places
            and not word.before
            and (previous.article or previous.form.startswith("ال"))
            and word.form not in self._given_names
        ):
            return APART  # التقى رئيس الوزراء العراقي بغداد: a place after a closed title is no name
        if titled and definite and ((word.pos == "X" and not word.article) or word.form in self._particles):
            return NAME
        if (
            titled
            and definite
            and word.pos in ("N", "A", "Q", "V")
            and not word.article
            and not word.before
            and not previous.classes.isdisjoint(TITLES)
            and "rank" in previous.classes
            and not word.classes & {"abstract", "event_abstract"}
        ):
            return NAME
        if word.article and definite and word.pos == "X" and word.is_adjective:
            return ADJECTIVE
        capital = any(w.stem in self._capital for w in words[max(head.i, k - 2) : k])
        if capital and word.places and not word.before and word.places[0].kind != "country":
            return NAME  # غرب العاصمة الليبية طرابلس
        if (
            word.pos == "X"
            and word.places
            and not word.before
            and (
                head.kind == "name"
                or previous.kind == "name"
                or (previous.article and previous.classes.isdisjoint(("settlement", "admin")))
            )
        ):
            return APART
        if head.kind == "name" and not word.is_adjective:
            return APART
        named = previous.form in self._given_names and previous.pos == "X" and word.before in ((), ("ال",))
        if named and ((word.pos == "X" and not word.places) or word.form in self._given_names):
            return NAME  # رضوان الطيطي، خالد حسن
        if previous.pos in "XL" and word.pos in "XL" and not word.article:
            return NAME if previous.i > head.i or head.pos in "XL" else APART
        if previous.form in self._particles:
            return NAME
        # برصاص مسلحين مجهولين: in the oblique, like the genitive it describes
        like = previous.i > head.i and word.text.endswith("ين") and previous.text.endswith("ين")
        if not definite and not word.article and describes and (not word.is_noun or agree(head, word) or like):
            return ADJECTIVE
        if word.article and not definite and previous.i > head.i and _in_respect_of(previous, word, self._respect):
            return LIMITED
        if definite and "settlement" in classes and word.pos == "X" and not word.article and previous.article:
            return NAME
        return APART

    def _introduces(self, words: Sequence[Word], k: int) -> bool:
        """اعتقلت قوات الاحتلال الشاب صهيب: what says who the name after it is begins a phrase of its own."""
        word = words[k]
        after = words[k + 1] if k + 1 < len(words) else None
        if after is None or after.before or after.article or "person" not in word.classes or not word.is_noun:
            return False
        if any("country" in r.lexeme.data for r in word.readings):
            return False
        return after.form in self._given_names or (after.pos == "X" and not after.places)


def _known_place(word: Word) -> bool:
    """Whether a word is the name of a place, whatever stands around it."""
    return bool(word.places) and word.pos in "XL" and not word.places[0].needs_context and not word.classes


def _announced(words: Sequence[Word], head: Word, act: Word) -> bool:
    """Whether an act is what somebody of whom no more is said announces, and not whose spokesman it is."""
    verb = words[head.i - 1] if head.i else None
    if verb is None or verb.pos != "V" or head.article or head.classes.isdisjoint(("spokesperson", "official")):
        return False
    says = any(x.family in ("saying", "modality") for x in verb.lexemes)
    return says and act.pos == "M" and not act.article and bool(act.events)


def _named_by(head: Word, word: Word) -> bool:
    """Whether a word that is noun and adjective is the noun after this head: منزل مدير المكتب، رئيس مجلس."""
    if word.article and head.after:
        return False  # مركبتهم المدرعة
    if not word.classes.isdisjoint(_THINGS):
        return not (accusative(head) and accusative(word))  # حيا سكنيا
    if word.pos == "M" and not head.classes.isdisjoint(_NAMING) and not word.article:
        return True  # مديرية مكافحة المتفجرات
    if "relative" in head.classes and not word.article and not word.classes.isdisjoint(_HOLDERS):
        return True  # نجل محافظ المدينة
    if word.article or head.events or any(r.pos == "a" for r in word.readings):
        return False
    return bool(
        "collective" in word.classes
        or (not word.classes.isdisjoint(_HOLDERS) and not head.classes.isdisjoint(("place", "vehicle", "collective")))
    )


def _asks_for_people(head: Word) -> bool:
    """منع ناشط من السفر: an act that is done to people only takes them as its genitive."""
    return any(
        _SOMEBODY & set(as_list(e.data.get("object"))) or "person" in as_list(e.data.get("object")) for e in head.events
    )


def _in_respect_of(adjective: Word, word: Word, respect: frozenset[str]) -> bool:
    """قنبلة تقليدية الصنع، سيارات رباعية الدفع: an adjective limited by a definite noun still describes the head."""
    return adjective.is_adjective and not adjective.article and word.stem in respect and len(word.before) == 1


def _noun_rather(word: Word, previous: Word, head: Word) -> bool:
    """A definite word that is noun and adjective follows as an adjective only where it agrees."""
    if not word.is_noun or not word.classes:
        return False
    national = any("country" in r.lexeme.data for r in word.readings if r.pos == "a")
    if national and (previous.kind in ("name", "phrase") or (previous is head and "d" in head.numbers)):
        return False  # الهلال الأحمر اليمني، الرئيسان التونسي والجزائري
    return not (agree(previous, word) or agree(head, word))


def _ends_place(words: Sequence[Word], k: int, heads: frozenset[str]) -> bool:
    """Whether a place name that the gazetteer knows for certain ends right before ``words[k]``."""
    before = [w for w in words[max(0, k - 4) : k] if w.places and not w.places[0].needs_context]
    ends = any(
        w.i + w.place_size == k and w.form not in heads and (w.i == 0 or words[w.i - 1].form not in heads)
        for w in before
    )
    return ends and not any(w.i + w.place_size > k for w in before)
