"""What a phrase may be to an event: whether who or what it names can act, be done something to, or only tell where.

The frame of a predicate says which slot fills which role; here a phrase that cannot fill it is turned away, or given
the role that it can fill: first by what the phrase is, then by the event (a hearing is met by nobody, flour is not
arrested, and only people are put to death).
"""

from __future__ import annotations

from typing import Final

from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.words import Word

CONCRETE: Final = frozenset(
    (
        "place",
        "explosive",
        "weapon",
        "vehicle",
        "person",
        "goods",
        "collective",
        "aircraft",
        "missile",
        "artillery",
        "document",
        "money",
    )
)
ACTING: Final = frozenset(
    ("force", "group", "unit", "authority", "state", "aircraft", "artillery", "fighter", "crowd", "missile")
)
_RAIDED: Final = frozenset(("building", "site", "settlement", "area"))
_BELONGING: Final = frozenset(("تابع", "تابعا", "تابعه", "تابعين", "تابعون", "تابعتين", "تابعتان"))
_AIMED: Final = frozenset(("attack", "bombing", "airstrike", "shelling"))
_SOMEBODY: Final = frozenset(("agent", "person", "collective"))


def role_of(draft: Draft, role: str, filler: Filler) -> str:
    """The role that a phrase takes in a slot which the frame gives ``role``; nothing where it takes none."""
    found = _of_phrase(draft, role, filler)
    return "" if _misfit(draft, found, filler) else found


def _of_phrase(draft: Draft, role: str, filler: Filler) -> str:
    """The role that a phrase can take by what it is."""
    phrase = filler.phrase
    if (
        not role
        or phrase.head.pos in ("D",)
        or ("time_unit" in phrase.classes and phrase.classes.isdisjoint(("person", "place")))
    ):
        return ""
    if (
        phrase.head.pos in ("A", "Q")
        and (phrase.head.article or tanwin(phrase.head))
        and phrase.last - phrase.head.i == 1
        and not phrase.head.is_noun
        and not (filler.slot == "subject" and phrase.head.article and phrase.head.form.endswith("ون"))
        and phrase.number is None
        and filler.span is None
    ):
        return ""
    if (
        role == "target"
        and phrase.head.pos == "M"
        and tanwin(phrase.head)
        and phrase.last - phrase.head.i == 1
        and phrase.classes.isdisjoint(CONCRETE)
    ):
        return ""  # رميا بالرصاص، بحثا عن مطلوبين: how or why, and not whom
    if role == "actor" and filler.slot == "ل" and draft.type == "operation" and not phrase.classes.isdisjoint(_RAIDED):
        role = "target"  # حملة مداهمة لمنازل المواطنين
    if role == "actor" and filler.slot == "gen" and draft.type == "bombing" and "vehicle" in phrase.classes:
        role = "device"  # تفجير سيارتين مفخختين
    if (
        role == "actor"
        and (filler.slot == "gen" or (filler.slot == "possessor" and "place" in phrase.classes))
        and phrase.classes.isdisjoint(("agent", "aircraft", "vehicle", "artillery"))
        and ("place" in phrase.classes or (phrase.head.places and not country(phrase)))
    ):
        # تفجير مقر المحافظة، اشتباكات الزاوية: a place does nothing.
        role = "target" if draft.type in _AIMED and "place" in phrase.classes else "at"
    if (
        role == "actor"
        and filler.slot == "gen"
        and phrase.classes.isdisjoint(("agent", "aircraft", "artillery"))
        and any(f.slot in ("light", "possessor") for f in draft.actors)
    ):
        return ""  # تنفيذ إضراب شامل، زيارة عمل: who does it is told already
    aim = phrase.head.pos == "M" or (phrase.head.kind == "word" and phrase.head.pos == "N" and not phrase.head.classes)
    if role == "target" and filler.slot == "ل" and aim and draft.type in ("operation", "evacuation"):
        return ""  # عمليات بحث لتحديد مكان المفقودين: what it is for
    if role == "actor" and draft.type == "displacement" and phrase.classes and phrase.classes <= {"terrain", "place"}:
        return ""  # ما أجبر السكان على النزوح, of water
    if role == "target" and filler.slot == "ل" and phrase.classes == {"body"}:
        return ""  # الغاز المسيل للدموع
    if role == "actor" and "toll" in phrase.classes and filler.slot != "side":
        return ""  # موقعين أفرادها بين قتيل وجريح
    if (
        role == "actor"
        and filler.slot in ("ل", "gen")
        and phrase.head.pos == "M"
        and (phrase.event or "agent" not in phrase.classes)
        and (filler.slot == "ل" or draft.type == "operation")
    ):
        return ""  # للمطالبة بكذا، عملية بحث
    if (
        role == "actor"
        and filler.slot == "object"
        and not phrase.classes.isdisjoint(("document", "statement", "abstract"))
        and "agent" not in phrase.classes
    ):
        return ""  # بحث مع السفير ملف كذا
    if (
        role == "actor"
        and phrase.classes.isdisjoint(("agent", "aircraft", "vehicle", "artillery", "place"))
        and (
            filler.slot not in ("subject", "joined", "بين", "مع")
            and (phrase.event or not phrase.classes.isdisjoint(("abstract", "event_abstract", "violence", "feeling")))
        )
    ):
        return ""  # للمطالبة، ضد الانقلاب: nobody who acts
    if (
        role == "actor"
        and not phrase.classes.isdisjoint(("missile", "explosive", "goods", "money", "weapon", "body"))
        and phrase.classes.isdisjoint(("person", "collective", "aircraft", "vehicle", "artillery"))
    ):
        return ""
    if role == "target" and (
        (draft.type == "shelling" and not draft.is_verb and phrase.classes == {"missile"})
        or (draft.type == "execution" and phrase.head.stem == "إعدام" and "person" not in phrase.classes)
    ):
        return ""  # إطلاق دفعة صواريخ، تنفيذ حكم الإعدام في فلان: what is fired or carried out, not whom it strikes
    if (
        role == "target"
        and draft.type in ("killing", "injury")
        and "toll" in phrase.head.classes
        and not phrase.head.stem.startswith(("جث", "رفات"))
    ):
        return ""  # toll nouns are counts (codebook, decision 9)
    if (
        role == "device"
        and not phrase.classes.isdisjoint(("place", "person", "collective"))
        and phrase.classes.isdisjoint(("explosive", "vehicle", "missile", "weapon"))
    ):
        role = "target"
    if (
        role == "target"
        and draft.type == "talks"
        and "place" in phrase.classes | (frozenset(("place",)) if phrase.head.places else frozenset())
    ):
        return "at"
    if (
        role == "target"
        and draft.type == "aid"
        and (not phrase.classes.isdisjoint(("goods", "money", "quantity", "abstract")) or phrase.head.pos == "M")
        and phrase.classes.isdisjoint(("person", "place", "collective"))
    ):
        return ""
    if draft.type in ("execution", "verdict") and phrase.event and role == "target" and "person" not in phrase.classes:
        return ""  # تنفيذ حكم الإعدام في مدانين
    if filler.slot == "ل" and role == "target" and _part_of_it(draft, phrase):
        # شاحنات تابعة لبرنامج الأغذية: whose they are, and not whom they reach
        return "actor" if draft.type == "aid" and not draft.actors else ""
    if role == "either":
        return "actor" if acts(phrase) else "target"
    if role == "either_at":
        return "actor" if acts(phrase) and not phrase.head.places else "at"
    return role


def _part_of_it(draft: Draft, phrase: NounPhrase) -> bool:
    """Whether the word before says that something belongs to whom the phrase names."""
    before = draft.parsed.words[phrase.first - 1] if phrase.first else None
    return before is not None and before.stem in _BELONGING


def _misfit(draft: Draft, role: str, filler: Filler) -> bool:
    """Whether a phrase is nobody, or nothing, that could fill the role."""
    phrase = filler.phrase
    if role in ("actor", "target") and filler.slot == "ل" and phrase.head.pos in "MN" and phrase.head.after:
        return not (phrase.classes & (_SOMEBODY | {"place"}) or phrase.head.places)  # لترويجهما الحشيش: why, not who
    nobody = not phrase.classes & _SOMEBODY and not country(phrase)
    if role == "target":
        if draft.type == "surrender" and filler.slot == "الي":  # نُقل من استسلموا إلى مركز تسوية
            return nobody and "place" in phrase.classes
        if draft.type == "agreement" and filler.slot == "object":  # اتفاق سلام يشمل دارفور
            return nobody
        if draft.type == "execution":  # تنفيذ حكم الإعدام رميا بالرصاص في مدانين
            return phrase.head.pos == "M" and not phrase.classes
        if draft.type == "aid" and filler.slot in ("gen", "object") and phrase.head.pos == "A" and not phrase.classes:
            return phrase.number is None  # توزيع سلال غذائية
        if draft.type == "aid" and draft.is_verb and filler.slot == "object" and phrase.number is None:
            return bool(phrase.classes & {"aircraft", "vehicle"}) and nobody  # أرسلت طائرة محملة بالأدوية
        # إعادة فتح حدودها: the opening is done, not opened
        return draft.type == "border_control" and phrase.head.pos == "M" and not phrase.classes
    if role == "actor":
        if draft.type == "talks" and filler.slot == "object":
            return nobody and bool(phrase.classes)  # بحث معه ملف الحدود
        if draft.type == "displacement" and filler.slot == "subject":
            # شردت المعارك آلاف السكان، أجبرت الفيضانات أسرا على النزوح
            return nobody and (phrase.event or "weather" in phrase.classes)
        if filler.slot == "من":  # غارة من طائرة حربية
            return nobody and phrase.classes.isdisjoint(("aircraft", "artillery"))
        if filler.slot == "light":  # فشلت محاولة إجلاء جرحى
            return nobody and "abstract" in phrase.classes
        if filler.slot == "ل":  # نزوح 1250 عائلة من الساحل الأيمن للموصل
            return nobody and bool(phrase.head.places)
        return filler.slot == "agent" and phrase.head.pos == "U"  # من جانب واحد
    return False


def acts(phrase: NounPhrase) -> bool:
    """Whether a phrase names somebody who can act that way: a force, a crowd, a state."""
    return bool(not phrase.classes.isdisjoint(ACTING) and "place" not in phrase.classes) or country(phrase)


def country(phrase: NounPhrase) -> bool:
    """Whether a phrase is the name of a country."""
    return any(e.kind == "country" for e in phrase.head.places)


def ground(phrase: NounPhrase) -> bool:
    """Whether a phrase is where something is done rather than what it is done to: a town, a district, a named place."""
    return not phrase.classes.isdisjoint(("settlement", "admin", "area")) or (
        bool(phrase.head.places) and not phrase.classes
    )


def tanwin(word: Word) -> bool:
    """Whether the spelling shows an indefinite accusative."""
    return word.text.endswith(("ا", "اً", "ًا")) and bool(word.state) and "i" in word.state


def phrase_on_way(phrase: NounPhrase) -> bool:
    """على طريق كذا says where, not whom."""
    return "road" in phrase.classes


def fits_pronoun(phrase: NounPhrase, pronoun: str) -> bool:
    """Whether an attached pronoun can mean a phrase: ه one masculine, ها feminine or things, هم people, هما two."""
    head = phrase.head
    plural = ("p" in head.numbers and "s" not in head.numbers) or phrase.number is not None
    feminine = head.feminine
    human = "person" in phrase.classes
    if pronoun == "ه":
        return not plural and not feminine
    if pronoun == "ها":
        return (
            (feminine and not (plural and human))
            or (plural and not human)
            or (head.pos in "XL" and not human)
            or bool(not phrase.classes.isdisjoint(("force", "state")) and head.gender != "m")
        )
    if pronoun == "هم":
        return (
            plural
            or bool(not phrase.classes.isdisjoint(("collective", "person")) and plural)
            or not phrase.classes.isdisjoint(("group", "crowd"))
        )
    if pronoun == "هما":
        return "d" in head.numbers
    return pronoun == "هن" and plural
