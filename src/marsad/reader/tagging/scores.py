"""How well a group of readings fits between its neighbours, in points.

A preposition, the article or a construct before it ask for a noun; a negator, قد or the head of a clause for a verb.
"""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.tagging.context import Context
from marsad.reader.tagging.groups import Group
from marsad.reader.tagging.marks import DAMMA, MARKED, TANWIN
from marsad.reader.tagging.signs import (
    carried,
    dotless,
    eventful,
    for_whom,
    force,
    function_score,
    has_object,
    leads,
    nominative,
    of_two,
    owns,
    previous_crossed,
    told_in,
    verb_ahead,
)
from marsad.reader.words import Word

#: After these only a noun can stand, or an imperfect.
_NOUN_FOLLOWS: Final = frozenset(("ان", "بان", "فان", "لان", "وان"))


class Scores:
    """Gives points; holds only the lexicon's words for that."""

    def __init__(self, lexicon: Lexicon) -> None:
        grammar = lexicon.grammar
        self._complement = grammar["complement"]
        self._negators = grammar["negator_verb"]
        self._aspect = grammar["aspect"]
        self._conditional = grammar["conditional"]
        self._auxiliary = grammar["auxiliary"]
        self._relative = grammar["relative"]
        self._subordinate = grammar["subordinate"] | grammar["adversative"]

    def score(
        self,
        context: Context,
        word: Word,
        group: Group,
        previous: Word | None,
        after: Word | None,
        at: int,
        groups: tuple[Group, ...],
    ) -> float:
        """The points of one group of a word's readings; ``groups`` are all of them, ``at`` is the word's index."""
        score, kind, before = group.base, group.kind, group.before
        if before == ("و",) and (previous is None or at == 0):
            score += 0.7
            if kind == "V" and any(g.kind == "V" and not g.before and eventful(g) > eventful(group) for g in groups):
                score -= 2.0  # وصلت طائرة is وصل and not صلى
            if kind == "V" and group.telling:
                # At the head of a sentence و joins: ودعا is دعا rather than ودع.
                score += 1.0
        if kind not in "NV":
            return function_score(word, group, score, previous, after, groups)
        previous_pos = previous.pos if previous is not None else ""
        prep_before = (
            previous is not None
            and previous_pos == "P"
            and not (previous.kind == "phrase" and previous.form.endswith(" ما"))
            and before[:1] != ("و",)  # ظهر في تسجيل وتوعد
        )
        channel = prep_before and previous is not None and previous.kind == "phrase" and told_in(previous)
        nominal_before = "ب" in before or "ل" in before or "ك" in before or "ال" in before
        if kind == "V":
            if (prep_before and not channel) or (nominal_before and before[-1] != "ل"):
                return score - 10
            if previous is not None and previous.form == "عدم":
                return score - 10
            if group.cut:
                if not self._cuts(previous, before):
                    return score - 10  # يعد الأول is no form of عاد, nor نجل الرئيس one of أجلى
                score += 0.5
            if "س" in before and word.form.endswith("ا") and all(of_two(r.person) for r in group.readings):
                return score - 10  # سيدكا: a future two keep their nun
            if (
                "س" in before
                and not eventful(group)
                and any(g.kind == "V" and "س" not in g.before and eventful(g) for g in groups)
            ):
                score -= 4.0  # سيطر is no future of طار
            if (
                after is not None
                and group.companions
                and not any(g.masdar for g in groups)
                and (after.form in group.companions or any(a.stem in group.companions for a in after.readings))
            ):
                score += 1.5
            if (
                context.open_verb
                and before[:1] not in (("و",), ("ف",))
                and previous is not None
                and (previous.article or previous_pos in "XL" or previous.after)
                and not (after is not None and after.pos == "U" and has_object(context.words, at))
            ):
                score -= 1.6
            if (
                previous is not None
                and previous_pos in ("N", "A")
                and not previous.article
                and after is not None
                and after.form.startswith("ل")
                and any(
                    r.lexeme.family == "saying" and r.lexeme.kind == "say" and not r.lexeme.data.get("continues")
                    for r in group.readings
                )
            ):
                score += 2.0  # بحسب مسؤول تحدث للوكالة
            return score + self._verb_context(context, group, previous, after, at)
        if after is not None and after.places and "p" in group.choice.numbers and "settlement" in group.choice.classes:
            score += 2.5  # وقرى سكيك: no verb
        if group.tied and not word.text.rstrip(MARKED).endswith("ة"):
            score -= 2.5
        # وكمية is a quantity rather than "and like a hundred": ك asks for a noun but is rarer than a letter of the word.
        owned = channel and previous is not None and previous.form.endswith(("له", "لها", "لهم"))
        if (prep_before and not owned) or (nominal_before and "ك" not in before):
            score += 2
        if previous_pos == "V" and before == ("ب",) and any(force(g) for g in groups):
            score -= 3  # اعترضت بحرية المقاومة سفينة
        if previous_pos == "U" and not before and not group.after:
            score += 2
        if previous is not None and (previous.stem in self._negators or previous.form in self._aspect):
            score -= 4
        if group.masdar:
            weak = str(group.readings[0].lexeme.data.get("root", "")).endswith("ي")
            if word.text.endswith("ى") and weak and not group.after and not dotless(context.words):
                score -= 2.5  # تبنى is تبنّى, the verb, for the verbal noun is تبني
            if word.text.startswith("أ") and group.readings[0].lexeme.data.get("form") == "IV":
                score -= 3.0  # أدانتهم is no إدانتهم
            if after is not None and after.form in ("له", "لها", "لهم") and previous_pos in ("N", "M"):
                score -= 3  # محاولة اغتيال تعرض لها مدير المكتب
            if after is not None and not group.after and nominative(after):
                score -= 5  # قتل مسلحون …: what follows is a subject and no genitive
            elif previous is None and not before and not group.after and context.announced(at):
                score += 3.0  # أعلنت الشرطة، السبت، ضبط …: past the day comes what is announced
            beyond = context.words[at + 2] if at + 2 < len(context.words) else None
            counted = beyond is not None and beyond.pos == "U"  # قتل للعدو ثلاثة جنود
            first = any(str(r.lexeme.data.get("form")).startswith("I/") for r in group.readings)
            if first and after is not None and not before and not group.after and for_whom(after) and not counted:
                score += 2.5  # قصف لطيران كذا: a verb of these would have its doer or victim here
            if context.listed and before == ("و",) and not group.after:
                # A list of verbal nouns goes on: من تحرير … وتدمير … ورفع.
                score += 3
            if previous is not None and previous_pos in ("N", "M", "X", "K", "U") and not before:
                tolled = previous_pos == "X" and after is not None and after.pos == "U"  # في هجوم على تعز قتل ثلاثة
                closed = previous.article or previous.after or tolled
                score += -0.5 if closed else 0.8
            if (
                (previous is None or previous_pos in ("E", "C"))
                and not before
                and not group.after
                and verb_ahead(context, word)
            ):
                score += 3.6
        if after is not None and after.readings and not before and not group.after and not word.form.endswith("ا"):
            follows = [r for r in after.readings if not owns(r)]
            if any(r.pos == "a" and not r.before for r in follows) and not any(
                r.pos in ("n", "v", "m") and not r.before for r in follows
            ):
                score += 1.6  # an indefinite adjective follows
        return score - 1 if group.weak else score

    def _cuts(self, previous: Word | None, before: tuple[str, ...]) -> bool:
        """Whether a verb is cut short here: after لم or لا, after ل, in a condition."""
        return before[-1:] == ("ل",) or (
            previous is not None and (previous.stem in self._negators or previous.form in self._conditional)
        )

    def _verb_context(
        self, context: Context, group: Group, previous: Word | None, after: Word | None, at: int
    ) -> float:
        score, past, before = 0.0, group.past, group.before
        if (
            previous is not None
            and previous.is_adjective
            and previous.text.endswith(("اً", "ًا", "ا", "ة"))
            and any(x.family == "saying" for x in previous.lexemes)
        ):
            score -= 3.0  # معلنا أسر …: a participle that says takes a noun
        if (
            context.awaited
            and past
            and not before
            and not group.after
            and previous is not None
            and previous.pos in ("N", "A", "Q", "X")
            and (
                previous.article
                or previous.kind == "name"
                or (previous.kind == "phrase" and " ال" in previous.text)
                or (previous.text.endswith(("ا", "اً", "ين")) and previous.pos == "N")  # إن قياديا قتل
                or DAMMA in context.words[at].text[1:2]
            )
        ):
            score += 2.5  # أن الطيران الحربي قصف …: the clause has its subject and no verb yet
        if past and not before and previous_crossed(context.words, at):
            score -= 4.0  # نقلتهم إلى تشاد عبر زوارق
        if previous is not None and not before and not group.after and leads(context.words, at, previous):
            score -= 3.0  # شهدت المدينة أعنف قصف: what an elative leads is a noun
        joined = len(before) if before in (("و",), ("ف",)) else 0
        if past and DAMMA in context.words[at].text[joined + 1 : joined + 2]:
            score += 1.5  # خُطفا: the mark of the passive
        if (
            past
            and after is not None
            and after.form.startswith("ب")
            and previous is not None
            and previous.pos in ("N", "M", "A", "X", "E")
            and any(r.lexeme.kind == "outcome" for r in group.readings)
        ):
            score += 3.0  # هجوم على القرية تسبب بسقوط قتلى
        if before in ((), ("و",)) and all(of_two(r.person) for r in group.readings):
            if past and (previous is None or "d" not in previous.numbers):
                score -= 3.0  # عشر سنوات سجنا: an accusative rather than the verb of two
                if previous is not None and "settlement" in previous.classes and not previous.article:
                    score -= 7.0  # بلدة ديما: its name
            elif past and previous is not None and previous.text.endswith(("ان", "ين")) and not group.after:
                score += 2.0  # إن جنديين قتلا
            elif not past and previous is not None and previous.pos in "XLNA":
                score += 3.0  # مصراتة وتاجوراء توقعان
        if group.after and all(r.lexeme.data.get("form") == "Iq" for r in group.readings):
            score -= 2.0  # سيطرته is hardly ever a verb
        if (
            group.after
            and previous is not None
            and (previous.pos in ("A", "N", "X") or carried(previous, group) or _called(previous, group, after))
            and not previous.article
            and not previous.after
            and not before
            and not previous.places
        ):
            # عبوات زرعها عناصر: an indefinite noun, then a verb with a pronoun that resumes it.
            fits = after is not None and after.pos != "." and not after.preposition
            score += 2.6 if fits or _called(previous, group, after) else 0.0
        if previous is not None and previous.pos == "O" and past:
            score -= 3
        if previous is None:
            score += 1.6 if not (context.headline and past and at == 0) else -0.8
        elif previous.kind == "phrase" and previous.form.endswith(" ما"):
            score += 3
        elif previous.stem in self._negators or previous.form in self._aspect:
            score += 4
        elif previous.form in self._complement:
            score += 2 if not past else 0.3
            if past and previous.form in _NOUN_FOLLOWS and "إ" in previous.text + "إ" * (previous.form != "ان"):
                score -= 2.5  # قال إن قتل الأبرياء: what follows إن is a noun
        elif previous.form in self._relative or previous.pos == "R" or previous.form in self._auxiliary:
            score += 3
        elif (
            context.open_verb and past and not before and previous.pos == "E" and previous.text.endswith(("ا", *TANWIN))
        ):
            score -= 1.2  # نفت الجماعة مراراً زرع ألغام: the clause has its verb, what follows is its object
        elif previous.form in self._subordinate or previous.pos in ("C", "T", "E", "W"):
            score += 1.6
        elif before and before[0] in ("و", "ف"):
            score += 1.2
        elif previous.pos == "V":
            score -= 4 if past else 1
        elif previous.pos in ("N", "M", "X", "A", "Q", "L", "U"):
            closed = (
                previous.article
                or bool(previous.after)
                or previous.pos in ("A", "L")
                or previous.form.endswith("ا")
                or previous.pos == "X"
            )
            score += 0.6 if closed else -1.2
        # قصف إسرائيلي, هجوم مسلح: an indefinite adjective makes the word before it a noun.
        described = after is not None and bool(after.readings) and not after.number
        if past and group.masculine and after is not None and described:
            score -= 1.5 if all((r.pos == "a" and not r.before) or owns(r) for r in after.readings) else 0.0
        return score


def _called(previous: Word, group: Group, after: Word | None) -> bool:
    """هجوم وصفه بالإرهابي: what somebody calls it by."""
    named = after is not None and after.form.startswith("ب") and previous.pos in ("N", "M")
    return named and any(r.lexeme.kind == "judge" for r in group.readings)
