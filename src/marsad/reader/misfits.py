"""Which phrase cannot fill which role of which event, whatever the grammar says.

A hearing is met by nobody, flour is not arrested, and only people are put to death.
"""

from __future__ import annotations

from typing import Final

from marsad.reader.draft import Draft, Filler

_SOMEBODY: Final = frozenset(("agent", "person", "collective"))


def misfit(draft: Draft, role: str, filler: Filler) -> bool:
    """Whether a phrase is nobody, or nothing, that could fill the role."""
    phrase = filler.phrase
    if role in ("actor", "target") and filler.slot == "ل" and phrase.head.pos in "MN" and phrase.head.after:
        return not phrase.classes & (_SOMEBODY | {"place"}) and not phrase.head.places  # القبض على مقيمين لترويجهما الحشيش: why, not who
    nobody = not phrase.classes & _SOMEBODY and not any(e.kind == "country" for e in phrase.head.places)
    if role == "target":
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
            return nobody and not phrase.classes & {"aircraft", "artillery"}
        if filler.slot == "light":  # فشلت محاولة إجلاء جرحى
            return nobody and "abstract" in phrase.classes
        if filler.slot == "ل":  # نزوح 1250 عائلة من الساحل الأيمن للموصل
            return nobody and bool(phrase.head.places)
        return filler.slot == "agent" and phrase.head.pos == "U"  # من جانب واحد
    return False
