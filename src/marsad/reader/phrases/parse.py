"""Noun phrases: where one begins, where it ends, what heads it.

An Arabic noun phrase opens with what counts or points (numbers, كل, هذه), then a head, then a construct chain that
the first closed word (article, pronoun, tanween, a name) ends, then adjectives that agree in definiteness.  A second
bare noun after a closed chain is the next phrase: in حاصرت القوات المدينة the two nouns are subject and object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.phrases.brackets import BELONGS, is_bracketed, name_in_brackets, subordinate
from marsad.reader.phrases.coordination import goes_on, heads_together, shares_head
from marsad.reader.phrases.counted import counted, counts, counts_a_kind, several_after
from marsad.reader.phrases.joining import ADJECTIVE, APART, GENITIVE, LIMITED, NAME, TITLE, Joining
from marsad.reader.phrases.phrase import NOMINAL, NounPhrase
from marsad.reader.phrases.quotes import quoted_to
from marsad.reader.phrases.spelling import accusative, elative, goes_on_name, indefinite, leading, somebody, toll_noun
from marsad.reader.words import TITLES, Word

#: What stands after these when it is no part of their phrase is no genitive of theirs: بثلاثة صواريخ حي كذا.
_SHOT: Final = frozenset(("missile", "aircraft"))
_DOERS: Final = frozenset(("fighter", "crowd", "aircraft"))
_BODIES: Final = frozenset(("force", "group", "unit", "authority", "state", "organisation"))
#: What nobody is of, but where something is done.
_AREAS: Final = frozenset(("area", "settlement", "site", "building", "road"))
_BELONGING: Final = frozenset(
    (
        "collective",
        "fighter",
        "site",
        "building",
        "weapon",
        "vehicle",
        "explosive",
        "area",
        "settlement",
        "crowd",
        "tunnel",
        "aircraft",
    )
)
_BY_QUANTITY: Final = frozenset(("goods", "drug", "weapon", "explosive", "missile", "money"))
_TRADED: Final = frozenset(("goods", "drug", "weapon", "explosive"))
_PARTITIVE: Final = frozenset(("person", "collective", "quantity", "vehicle", "building", "area"))
#: What opens a list of names, as one word and as a phrase.
_EACH_OF: Final = (frozenset(("كل", "كلا")), frozenset(("كل من", "كلا من")))
_INSIDE: Final = frozenset(("role", "official", "spokesperson", "rank", "civilian"))


class PhraseParser:
    """Finds noun phrases in tagged sentences; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._readings = lexicon.readings
        self._joining = Joining(lexicon)
        self._given_names = lexicon.given_names | lexicon.ambiguous_names
        self._same = lexicon.grammar["same"]
        self._apart = lexicon.grammar["never_genitive"]
        self._sides = lexicon.grammar["place_side"]

    def parse(self, words: Sequence[Word], at: int, *, inner: bool = False) -> NounPhrase | None:
        """The noun phrase that starts at ``words[at]``, or None.  ``inner``: it is part of a larger phrase."""
        size = len(words)
        if at >= size:
            return None
        i = at
        number: Word | None = None
        definite = False
        first = words[i]
        lead = first
        if first.pos == "D":
            definite = True
            i += 1
            if i >= size or words[i].pos not in NOMINAL or not (words[i].article or words[i].pos in "XL"):
                return NounPhrase(at, at + 1, first, None, frozenset(), True, first.bare_start(), first.end, False)
        elif first.pos == "K":
            i += 1
            called = first.kind == "phrase" and i < size and words[i].preposition == "ب"
            if called and words[i].pos in NOMINAL:
                return self._extend(words, at, i, None, True, words[i], inner)  # ما يعرف بتنسيقية كذا
            if first.kind == "phrase" and i + 1 < size and words[i].pos == "P" and words[i].form == "ب":
                so_called = self.parse(words, i + 1, inner=inner)  # ما يسمى بـ"لواء كذا"
                if so_called is not None:
                    so_called.first = at
                return so_called
            if first.after and i < size and words[i].pos in NOMINAL and accusative(words[i]):
                # استهدف أحدهما موقعا: what follows is no part of it
                return NounPhrase(at, at + 1, first, None, frozenset(), True, first.bare_start(), first.end, False)
            if i < size and words[i].pos == "P" and words[i].form == "من":
                i += 1
            if i < size and first.stem in _EACH_OF[first.kind == "phrase"] and (i > at + 1 or first.kind == "phrase"):
                lead = words[i]  # في كل من صنعاء وعمران: a list, and no name
            if i >= size or (words[i].pos not in NOMINAL and words[i].pos != "U"):
                if first.after or first.article:
                    return NounPhrase(at, at + 1, first, None, frozenset(), True, first.bare_start(), first.end, False)
                return None
        elif _leads(words, i):
            return self._extend(words, at, i + 1, None, False, lead, inner)  # آخر هجوم، أعنف قصف
        bracketed = is_bracketed(words, i)
        if bracketed or (i < size and words[i].pos == "U" and words[i].number is not None):
            number = words[i + bracketed]
            i += 1 + 2 * bracketed
            marked = quoted_to(words, i)
            if marked == i + 3 and words[i + 1].pos in NOMINAL and not words[i + 1].before:
                head = words[i + 1]  # 15 “إرهابيا”
                return NounPhrase(
                    at, marked, head, number, head.classes, False, _start(lead), words[marked - 1].end, False
                )
            if i < size and words[i].pos == "P" and words[i].form == "من" and not words[i].before:
                inside = self.parse(words, i + 1, inner=True)
                if inside is not None and not _settles(inside):
                    return NounPhrase(
                        at,
                        inside.last,
                        inside.head,
                        number,
                        inside.classes,
                        False,
                        _start(lead),
                        words[inside.last - 1].end,
                        inside.event,
                    )
            if (
                i >= size
                or words[i].pos not in NOMINAL
                or words[i].conjunction
                or words[i].preposition
                or (words[i].after and words[i].stem in self._apart)  # سلّم 38 أنفسهم
                or (words[i].article and not indefinite(number))
            ):
                last = i
                head = number
                if (
                    i < size
                    and words[i].form in ("اخرين", "اخرون", "اخران", "اخر", "اخري", "اخريات")
                    and not words[i].before
                ):
                    last = i + 1
                return NounPhrase(at, last, head, number, frozenset(), False, _start(lead), words[last - 1].end, False)
        if i >= size:
            return None
        quoted = quoted_to(words, i)
        if (
            quoted
            and number is None
            and (words[i + 1].pos == "U" or (words[i + 1].events and words[i + 1].pos == "M" and quoted > i + 3))
        ):
            inside = self.parse(words, i + 1, inner=inner)
            whole = (
                i == at
                and bool(words[i + 1].events)
                and not words[i + 1].article
                and inside is not None
                and inside.last == quoted - 1
            )
            if inside is not None and (whole or inside.last < quoted - (words[i + 1].pos != "U")):
                # "أكثر من مئة مسلح"، "القضاء على مقاتلين": what is quoted is told, and names nothing
                inside.first = at
                if inside.last == quoted - 1:
                    inside.last = quoted
                return inside
        if quoted and number is None:
            classes = frozenset(c for w in words[i:quoted] for c in w.classes)
            return NounPhrase(
                at, quoted, words[i + 1], number, classes, True, first.start, words[quoted - 1].end, False
            )
        head = words[i]
        if head.pos not in NOMINAL or (i > at and (head.conjunction or head.preposition)):
            return None
        return self._extend(words, at, i, number, definite, lead, inner)

    def _closes(self, word: Word) -> bool:
        """Whether a word ends the construct chain it stands in."""
        if word.article or word.after or word.pos == "L":
            return True
        if word.kind in ("phrase", "name") and (
            " ال" in word.form or (word.kind == "phrase" and word.form[:2] == "ال")
        ):
            return True  # مدفعية الجيش، المشتبه به
        if word.kind == "phrase" and " " in word.stem:
            first, last = word.stem.split(" ")[0], word.stem.rsplit(" ", 1)[1]
            if first.endswith("ة") == last.endswith("ة") and any(r.pos in "aq" for r in self._readings(last)):
                return True  # طائرة مسيرة، عبوة ناسفة: an adjective ends it
        if word.state and set(word.state) <= {"i", "d"}:
            return True
        if word.pos == "X":
            return True
        return word.pos in ("N", "M", "A", "Q") and word.text.rstrip("\u064b").endswith("ا") and "i" in word.state

    def _extend(
        self, words: Sequence[Word], at: int, i: int, number: Word | None, definite: bool, lead: Word, inner: bool
    ) -> NounPhrase:
        size = len(words)
        head = words[i]
        classes = head.classes
        event = bool(head.events) and head.pos == "M" and not toll_noun(head)
        closed = (
            self._closes(head)
            or (counted(number, head) and not counts_a_kind(words, i))
            or (head.pos == "A" and not elative(head))
        )
        definite = (
            definite
            or head.article
            or bool(head.after)
            or (head.kind == "phrase" and " ال" in head.form)
            or (head.pos in "XL" and number is None)
        )
        adjective_seen = False
        name_from = -1
        titled = not classes.isdisjoint(TITLES) or (head.article and "s" in head.numbers and "person" in classes)
        k = i + 1
        while k < size:
            word = words[k]
            pos = word.pos
            if pos == ".":
                quoted = quoted_to(words, k)
                if (
                    quoted
                    and not event
                    and (not adjective_seen or not classes.isdisjoint(("vehicle", "collective", "site")))
                ):
                    k = quoted
                    closed = definite = True
                    continue
                named = (
                    name_in_brackets(words, k) if k == i + 1 and not definite and classes & {"group", "force"} else 0
                )
                if named:
                    k = named  # ميليشيا (الدعم السريع)
                    closed = definite = True
                    continue
                break
            if word.conjunction:
                if (
                    titled
                    and definite
                    and word.article
                    and not word.classes.isdisjoint(TITLES)
                    and not word.preposition
                    and name_from < 0
                ):
                    # الخبير الأمني والفريق المتقاعد فلان: two titles, one person.
                    inside = self.parse(words, k)
                    if inside is not None and inside.name_from >= 0:
                        k, name_from, classes = inside.last, inside.name_from, classes | inside.classes
                        closed = True
                        break
                previous = words[k - 1]
                if k == i + 1 and heads_together(words, i, k):
                    inside = self.parse(words, k, inner=True)
                    if inside is not None:
                        k = inside.last  # وحدات ومفارز الجيش
                        definite = closed = True
                        continue
                if k - 1 > i and not word.preposition and not event and shares_head(head, previous, word):
                    k += 1
                    definite = True
                    continue
                if (
                    k - 1 > i
                    and not word.preposition
                    and word.article == previous.article
                    and goes_on(previous, word, head)
                ):
                    k += 1
                    continue
                break
            if pos == "U":
                if (
                    word.form.startswith(("واحد", "اثنين", "اثنان", "اثنت"))
                    and " " not in word.text
                    and not definite
                    and not event
                ):
                    number = number or word
                    k += 1
                    closed = True
                    continue
                if number is None and not definite and several_after(words, k):
                    number = word  # غارات جوية عدة
                    k += 1
                    closed = True
                    continue
                kind = word.number.kind if word.number else ""
                unit_like = words[k - 1].classes & {"unit", "force", "road", "document", "crime_law"}
                if (kind == "ordinal" and (word.text.startswith("ال") == definite or "unit" in classes)) or (
                    unit_like and word.form.isdigit() and not counts(words, k)
                ):
                    k += 1
                    closed = definite = True
                    continue
                break
            if word.kind == "number" and word.number is None and k == head.i + 1:
                k += 1
                closed = definite = True
                continue
            if pos in NOMINAL:
                if word.preposition:
                    if word.preposition == "ل" and (
                        (_belongs(word, head, classes, event, definite) and not _done_to(words, head, word))
                        or subordinate(words, k, event)
                        or (head.article and head.stem in self._sides and bool(word.places))  # المحور الشمالي للفاشر
                    ):
                        inside = self.parse(words, k, inner=True)
                        if inside is not None and not inside.event:
                            k = inside.last
                            closed = True
                            classes = _of_what(classes, inside.classes)
                            break
                        if (
                            inside is not None
                            and inside.open
                            and not classes.isdisjoint(("site", "building", "vehicle"))
                        ):
                            # معمل لتصنيع العبوات: what a site is for is part of its description.
                            object_ = self.parse(words, inside.last, inner=True)
                            k = object_.last if object_ is not None else inside.last
                            closed = True
                            break
                    break
                step = self._joining.how(words, k, head, classes, closed, definite, event, titled, name_from)
                if step == APART:
                    closed = closed or not classes.isdisjoint(_SHOT)
                    break
                if step == ADJECTIVE:
                    adjective_seen = True
                    if not word.article and not definite:
                        closed = True
                elif step == GENITIVE:
                    closed = self._closes(word) or counted(number, head)
                    settled = word.kind == "phrase" and word.form[:2] == "ال"  # قوات الدفاع الجوي (الملكي)
                    definite = definite or word.article or bool(word.after) or word.pos in "XL" or settled
                    if "quantity" in classes:
                        classes = classes | word.classes
                    elif not classes:
                        classes = word.classes
                    else:
                        classes = _of_what(classes, word.classes)
                    somebody_there = word.article and "s" in word.numbers and "person" in word.classes
                    titled = titled or ((somebody_there or not word.classes.isdisjoint(TITLES)) and not event)
                elif step == NAME:
                    of_place = any(
                        w.places and w.i + w.place_size > k for w in words[max(0, k - 2) : k]
                    )  # حكومة بوركينا فاسو
                    given = not word.places or word.form in self._given_names
                    if name_from < 0 and word.kind != "name" and given and not of_place:
                        name_from = k
                    closed = definite = True
                    if not classes and word.classes:
                        classes = word.classes
                elif step == LIMITED:
                    closed = True
                elif step == TITLE:
                    classes = classes | word.classes
                    titled = True
                k += 1
                continue
            if pos == "D" and words[k].form in self._same:
                k += 1
                continue
            if pos == "O" and word.stem in ("نفس", "ذات"):
                k += 1
                continue
            if pos == "P" and word.form == "مع" and "border" in classes and k + 1 < size and words[k + 1].places:
                inside = self.parse(words, k + 1, inner=True)
                if inside is not None:
                    k = inside.last
                    break
            if pos == "P" and word.form == "ل" and not event and words[k - 1].stem in BELONGS:
                inside = self.parse(words, k + 1, inner=True)
                if inside is not None:
                    k = inside.last  # تابعة لـ”قوات كذا”
                    closed = True
                    break
            if pos == "P" and not inner and not event:
                if word.form == "من" and not definite and not classes.isdisjoint(_PARTITIVE):
                    named = name_in_brackets(words, k + 1)
                    if named and words[k + 2].kind == "name":
                        classes = classes | words[k + 2].classes
                        k = named  # عناصر من (بوكو حرام)
                        closed = True
                        break
                    inside = self.parse(words, k + 1, inner=True)
                    if (
                        inside is not None
                        and inside.number is not None
                        and not inside.classes.isdisjoint(("vehicle", "person"))
                        and not classes.isdisjoint(("vehicle", "person", "force", "quantity"))
                    ):
                        k = inside.last
                        break
                    if inside is not None and "quantity" in classes and not inside.classes.isdisjoint(_BY_QUANTITY):
                        k = inside.last  # 214 كيلوغراما من الكوكايين، كمية من الذخيرة
                        classes = classes | inside.classes
                        closed = True
                        break
                    if (
                        inside is not None
                        and inside.definite
                        and inside.classes & ({"building", "site"} if "area" in classes else {"person", "collective"})
                        | (frozenset("x") if inside.head.pos in "XL" else frozenset())
                    ):
                        if inside.head.places and not inside.classes:
                            break
                        k = inside.last
                        classes = classes | inside.classes
                        closed = True
                        break
                elif word.form == "باسم" and titled:
                    inside = self.parse(words, k + 1)
                    if inside is not None:
                        k = inside.last
                        definite = closed = True
                        continue
                elif word.form == "في" and titled and definite and name_from < 0 and not classes.isdisjoint(_INSIDE):
                    inside = self.parse(words, k + 1, inner=True)
                    if (
                        inside is not None
                        and not inside.event
                        and inside.last < size
                        and words[inside.last].form in self._given_names
                    ):
                        k = name_from = inside.last  # الخبير في شؤون الجماعات منير السالمي
                        closed = definite = True
                        while k < size and (k == name_from or goes_on_name(words[k])):
                            k += 1
                        continue
                elif (
                    word.form in ("في", "من", "لدى")
                    and titled
                    and not definite
                    and "rank" not in classes
                    and not classes.isdisjoint(_INSIDE)
                ):
                    inside = self.parse(words, k + 1, inner=True)
                    if (
                        inside is not None
                        and not inside.event
                        and (
                            not inside.classes.isdisjoint(
                                ("collective", "site", "area", "settlement", "admin", "crowd", "person")
                            )
                            or (word.form == "في" and bool(inside.head.places))  # مصدر أمني في نجامينا
                        )
                        # قتلوا ضابطا في الشرطة في البصرة: whose officer, then where
                        and not (closed and bool(inside.head.places) and "spokesperson" not in classes)
                    ):
                        k = inside.last
                        closed = True
                        continue
            break
        phrase = NounPhrase(at, k, head, number, classes, definite, _start(lead), words[k - 1].end, event)
        phrase.name_from = name_from
        phrase.one = words[at].pos == "K" and words[at].stem in ("احد", "احدي") and not words[at].after
        phrase.open = (
            not closed
            and not adjective_seen
            and not somebody(head)
            and not (head.is_adjective and "aircraft" in classes)
        )
        return phrase


def _start(lead: Word) -> int:
    if lead.pos == "U" and lead.number is not None:
        return max(lead.number.span[0], lead.start)
    return lead.bare_start()


def _belongs(word: Word, head: Word, classes: frozenset[str], event: bool, definite: bool) -> bool:
    if "person" in classes and not word.classes.isdisjoint(_AREAS) and not word.classes & {"collective"}:
        return False  # اقتحام نفذه مستوطنون للمنطقة
    if "person" in classes and not word.classes.isdisjoint(_TRADED):
        return not event and not definite and not head.article  # تجار للمخدرات
    return not event and not definite and not classes.isdisjoint(_BELONGING) and not head.article and word.pos != "V"


def _done_to(words: Sequence[Word], head: Word, word: Word) -> bool:
    """استهداف مسلحين لسيارة: after an act and who did it, what is no body of people is what it was done to."""
    act = words[head.i - 1] if head.i and not head.classes.isdisjoint(_DOERS) else None
    return (
        act is not None
        and act.pos != "V"
        and bool(act.events)
        and (not word.article or word.classes.isdisjoint(_BODIES))
    )


def _of_what(classes: frozenset[str], inside: frozenset[str]) -> frozenset[str]:
    """تجمع لقوات الشرطة، تجمعات المسلحين: a gathering of armed people is no crowd."""
    armed = inside & {"force", "unit", "fighter", "group"}
    return (classes - {"crowd"}) | inside if "crowd" in classes and armed else classes


def _settles(phrase: NounPhrase) -> bool:
    """Whether a phrase names a place: نزح الآلاف من بيت لاهيا tells where from, not of whom."""
    return bool(phrase.head.places or not phrase.classes.isdisjoint(("settlement", "admin"))) and phrase.number is None


def _leads(words: Sequence[Word], at: int) -> bool:
    """أعنف قصف، آخر هجوم: an elative before an act that it describes."""
    word, act = words[at], words[at + 1] if at + 1 < len(words) else None
    if act is None or not leading(word):
        return False
    return act.pos == "M" and bool(act.events) and not act.before and not act.article
