"""Noun phrases: where one begins, where it ends, what heads it.

An Arabic noun phrase opens with what counts or points (numbers, كل, هذه), then a head, then a construct chain that
the first closed word (article, pronoun, tanween, a name) ends, then adjectives that agree in definiteness.  A second
bare noun after a closed chain is the next phrase: in حاصرت القوات المدينة the two nouns are subject and object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.words import Word

_NOMINAL: Final = frozenset("NAQXLM")
_OPEN_QUOTES: Final = {"«": "»", '"': '"', "“": "”", "„": "“"}
#: A head of these classes makes an event noun in its construct part of a name (جهاز مكافحة الإرهاب, هيئة تحرير الشام).
_NAMING: Final = frozenset(
    ("collective", "official", "role", "spokesperson", "rank", "site", "building", "document", "media")
)
_TITLED: Final = frozenset(("rank", "official", "role", "spokesperson", "relative"))
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
#: What follows an institution's name as a body of its own, and not as a second thing it sees to.
_BODIES: Final = frozenset(("collective", "person", "place"))
_SIDES: Final = frozenset(("force", "group", "authority"))
_HOLDERS: Final = frozenset(("official", "rank", "relative"))
_PARTITIVE: Final = frozenset(("person", "collective", "quantity", "vehicle", "building", "area"))
_INSIDE: Final = frozenset(("role", "official", "spokesperson", "rank", "civilian"))
_LONGEST_QUOTE: Final = 6


class NounPhrase:
    """A noun phrase.

    Attributes:
        first, last: word indexes, last exclusive.
        head: its head word.
        number: the number before the head, if any.
        classes: semantic classes of the head (and of what a quantity head counts).
        definite: whether the article, a pronoun or a name closes it.
        start, end: source offsets without a leading conjunction or preposition.
        event: whether the head is an event noun whose arguments follow.
        dual: whether a verb that agrees with it says that there are two.
        open: whether its construct chain is still open, so that a noun right after it is its genitive.
        name_from: word index where a personal name begins, or -1.
    """

    __slots__ = (
        "classes",
        "definite",
        "dual",
        "end",
        "event",
        "first",
        "head",
        "last",
        "name_from",
        "number",
        "open",
        "start",
    )

    def __init__(
        self,
        first: int,
        last: int,
        head: Word,
        number: Word | None,
        classes: frozenset[str],
        definite: bool,
        start: int,
        end: int,
        event: bool,
    ) -> None:
        self.first = first
        self.last = last
        self.head = head
        self.number = number
        self.classes = classes
        self.definite = definite
        self.start = start
        self.end = end
        self.event = event
        self.name_from = -1
        self.open = False
        self.dual = False

    def __repr__(self) -> str:
        return f"NP[{self.first}:{self.last} {self.head.text}]"


class PhraseParser:
    """Finds noun phrases in tagged sentences; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        grammar = lexicon.grammar
        self._particles = grammar["name_particle"]
        self._readings = lexicon.readings
        self._never_genitive = grammar["never_genitive"]
        #: Types whose noun takes the person it is done to as its genitive: اغتيال قيادي is no "leading assassination".
        self._undergone = frozenset(
            name for name, info in lexicon.types.items() if info.get("family") in _DONE_TO and info.get("people")
        )
        self._given_names = lexicon.given_names | lexicon.ambiguous_names
        self._among = grammar["among"]
        self._same = grammar["same"]
        self._direction = grammar["direction"]
        self._place_heads = grammar["place_head"]
        self._respect = grammar["respect"]

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
            if i >= size or words[i].pos not in _NOMINAL or not (words[i].article or words[i].pos in "XL"):
                return NounPhrase(at, at + 1, first, None, frozenset(), True, first.bare_start(), first.end, False)
        elif first.pos == "K":
            i += 1
            if i < size and words[i].pos == "P" and words[i].form == "من":
                i += 1
            if i >= size or (words[i].pos not in _NOMINAL and words[i].pos != "U"):
                if first.after or first.article:
                    return NounPhrase(at, at + 1, first, None, frozenset(), True, first.bare_start(), first.end, False)
                return None
        if i < size and words[i].pos == "U" and words[i].number is not None:
            number = words[i]
            i += 1
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
                        self._start(lead),
                        inside_end(words, inside),
                        inside.event,
                    )
            if (
                i >= size
                or words[i].pos not in _NOMINAL
                or words[i].conjunction
                or words[i].preposition
                or (words[i].article and not _indefinite(number))
            ):
                last = i
                head = number
                if i < size and words[i].form in ("اخرين", "اخرون", "اخر", "اخري") and not words[i].before:
                    last = i + 1
                return NounPhrase(
                    at, last, head, number, frozenset(), False, self._start(lead), words[last - 1].end, False
                )
        if i >= size:
            return None
        quoted = self._quoted(words, i)
        if quoted and number is None:
            classes = frozenset(c for w in words[i:quoted] for c in w.classes)
            return NounPhrase(
                at, quoted, words[i + 1], number, classes, True, first.start, words[quoted - 1].end, False
            )
        head = words[i]
        if head.pos not in _NOMINAL or (i > at and (head.conjunction or head.preposition)):
            return None
        return self._extend(words, at, i, number, definite, lead, inner)

    def _start(self, lead: Word) -> int:
        if lead.pos == "U" and lead.number is not None:
            return max(lead.number.span[0], lead.start)
        return lead.bare_start()

    def _quoted(self, words: Sequence[Word], i: int) -> int:
        """The index past a short quoted name that starts at ``words[i]``, or 0."""
        closer = _OPEN_QUOTES.get(words[i].form) if i < len(words) and words[i].pos == "." else None
        if closer is None:
            return 0
        for k in range(i + 1, min(i + 2 + _LONGEST_QUOTE, len(words))):
            word = words[k]
            if word.pos == "." and word.form == closer:
                return k + 1 if k > i + 1 else 0
            if word.pos in (".", "V", "C", "R") or (word.pos == "P" and k == i + 1):
                return 0
        return 0

    def _closes(self, word: Word) -> bool:
        """Whether a word ends the construct chain it stands in."""
        if word.article or word.after or word.pos == "L":
            return True
        if word.kind in ("phrase", "name") and " ال" in word.form:
            return True  # مدفعية الجيش
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
        event = bool(head.events) and head.pos == "M" and not _toll_noun(head)
        closed = (
            self._closes(head)
            or (self._counted(number, head) and not self._counts_a_kind(words, i))
            or (head.pos == "A" and not _elative(head))
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
        titled = bool(classes & _TITLED) or (head.article and "s" in head.numbers and bool(classes & {"person"}))
        k = i + 1
        while k < size:
            word = words[k]
            pos = word.pos
            if pos == ".":
                quoted = self._quoted(words, k)
                if quoted and not event and (not adjective_seen or classes & {"vehicle", "collective", "site"}):
                    k = quoted
                    closed = definite = True
                    continue
                break
            if word.conjunction:
                if (
                    titled
                    and definite
                    and word.article
                    and word.classes & _TITLED
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
                if k == i + 1 and self._heads(words, i, k):
                    inside = self.parse(words, k, inner=True)
                    if inside is not None:
                        k = inside.last  # وحدات ومفارز الجيش
                        definite = closed = True
                        continue
                if k - 1 > i and not word.preposition and not event and self._shared_head(head, previous, word):
                    k += 1
                    definite = True
                    continue
                if (
                    k - 1 > i
                    and not word.preposition
                    and word.article == previous.article
                    and self._goes_on(previous, word, head)
                ):
                    k += 1
                    continue
                break
            if pos == "U":
                if word.form.startswith(("واحد", "اثنين", "اثنان", "اثنت")) and " " not in word.text and not definite:
                    number = number or word
                    k += 1
                    closed = True
                    continue
                kind = word.number.kind if word.number else ""
                unit_like = words[k - 1].classes & {"unit", "force", "road", "document", "crime_law"}
                if (kind == "ordinal" and (word.text.startswith("ال") == definite or classes & {"unit"})) or (
                    unit_like and word.form.isdigit() and not self._counts(words, k)
                ):
                    k += 1
                    closed = definite = True
                    continue
                break
            if word.kind == "number" and word.number is None and k == head.i + 1:
                k += 1
                closed = definite = True
                continue
            if pos in _NOMINAL:
                if word.preposition:
                    if word.preposition == "ل" and self._belongs(word, head, classes, event, definite):
                        inside = self.parse(words, k, inner=True)
                        if inside is not None and not inside.event:
                            k = inside.last
                            closed = True
                            break
                        if inside is not None and inside.open and classes & {"site", "building", "vehicle"}:
                            # معمل لتصنيع العبوات: what a site is for is part of its description.
                            object_ = self.parse(words, inside.last, inner=True)
                            k = object_.last if object_ is not None else inside.last
                            closed = True
                            break
                    break
                step = self._join(words, k, head, classes, closed, definite, event, titled, name_from)
                if step == 0:
                    break
                if step == 1:  # adjective
                    adjective_seen = True
                    if not word.article and not definite:
                        closed = True
                elif step == 2:  # genitive
                    closed = self._closes(word) or self._counted(number, head)
                    definite = definite or word.article or bool(word.after) or word.pos in "XL"
                    if classes & {"quantity"}:
                        classes = classes | word.classes
                    elif not classes:
                        classes = word.classes
                    titled = titled or bool(word.classes & _TITLED and not event)
                elif step == 3:  # name
                    if name_from < 0 and word.kind != "name" and (not word.places or word.form in self._given_names):
                        name_from = k
                    closed = definite = True
                    if not classes and word.classes:
                        classes = word.classes
                elif step == 5:  # an adjective limited by a definite noun
                    closed = True
                elif step == 4:  # a title in apposition
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
            if pos == "P" and word.form == "مع" and classes & {"border"} and k + 1 < size and words[k + 1].places:
                inside = self.parse(words, k + 1, inner=True)
                if inside is not None:
                    k = inside.last
                    break
            if pos == "P" and not inner and not event:
                if word.form == "من" and not definite and classes & _PARTITIVE:
                    inside = self.parse(words, k + 1, inner=True)
                    if (
                        inside is not None
                        and inside.number is not None
                        and inside.classes & {"vehicle", "person"}
                        and classes & {"vehicle", "person", "force", "quantity"}
                    ):
                        k = inside.last
                        break
                    if inside is not None and "quantity" in classes and inside.classes & _BY_QUANTITY:
                        k = inside.last  # 214 كيلوغراما من الكوكايين، كمية من الذخيرة
                        classes = classes | inside.classes
                        closed = True
                        break
                    if (
                        inside is not None
                        and inside.definite
                        and inside.classes & ({"building", "site"} if classes & {"area"} else {"person", "collective"})
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
                elif word.form == "في" and titled and definite and name_from < 0 and classes & _INSIDE:
                    inside = self.parse(words, k + 1, inner=True)
                    if (
                        inside is not None
                        and not inside.event
                        and inside.last < size
                        and words[inside.last].form in self._given_names
                    ):
                        k = name_from = inside.last  # الخبير في شؤون الجماعات منير السالمي
                        closed = definite = True
                        while k < size and (k == name_from or self._surname(words[k])):
                            k += 1
                        continue
                elif (
                    word.form in ("في", "من", "لدى")
                    and titled
                    and not definite
                    and "rank" not in classes
                    and classes & _INSIDE
                ):
                    inside = self.parse(words, k + 1, inner=True)
                    if (
                        inside is not None
                        and not inside.event
                        and inside.classes & {"collective", "site", "area", "settlement", "admin", "crowd", "person"}
                    ):
                        k = inside.last
                        closed = True
                        continue
            break
        phrase = NounPhrase(at, k, head, number, classes, definite, self._start(lead), words[k - 1].end, event)
        phrase.name_from = name_from
        phrase.open = (
            not closed
            and not adjective_seen
            and not _somebody(head)
            and not (head.is_adjective and "aircraft" in classes)
        )
        return phrase

    @staticmethod
    def _surname(word: Word) -> bool:
        """Whether a word after a given name may be more of the name, whatever else it means."""
        return not word.before[:-1] and (word.pos in "XL" or (word.article and word.pos in "NAQ")) and not word.places

    def _shared_head(self, head: Word, previous: Word, word: Word) -> bool:
        """One head over coordinated genitives is one phrase: عناصر الجيش والشرطة، قرى كذا وكذا (codebook, decision 13)."""
        if self._institution(head, previous, word):
            return True
        if (
            head.classes & {"fighter", "force", "unit", "aircraft"}
            and previous.classes & {"collective"}
            and word.classes & {"collective"}
        ):
            return word.article or word.kind == "name"
        several = head.numbers <= {"p", "d"} and bool(head.numbers)
        if (
            several
            and head.classes & {"person"}
            and previous.article
            and previous.classes & _SIDES
            and word.classes & _SIDES
        ):
            return word.article or word.kind == "name"  # أبطال الجيش واللجان الشعبية
        return (
            several
            and bool(head.classes & {"settlement", "area", "admin"})
            and previous.pos == "X"
            and word.pos == "X"
            and not word.classes
        )

    def _heads(self, words: Sequence[Word], i: int, k: int) -> bool:
        """Two heads of a kind before one genitive."""
        head, word, after = words[i], words[k], words[k + 1] if k + 1 < len(words) else None
        return (
            head.pos == word.pos == "N"
            and not head.form.endswith(("ين", "ون", "ان"))
            and not _accusative(head)
            and not head.article
            and not head.after
            and not word.article
            and not word.after
            and not word.preposition
            and bool(head.classes & word.classes & {"force", "unit", "fighter"})
            and after is not None
            and not after.before[:-1]
            and bool(after.classes & {"collective"})
            and (after.article or after.kind == "name")
        )

    def _goes_on(self, previous: Word, word: Word, head: Word) -> bool:
        """A second adjective: الممتلكات العامة والخاصة، الرئيسان التونسي والجزائري."""
        if not previous.is_adjective:
            return False
        if word.pos == "A" and not word.is_noun:
            return True
        if word.pos != "N" or not any(r.pos == "a" for r in word.readings):
            return False
        nations = [any("country" in r.lexeme.data for r in w.readings if r.pos == "a") for w in (previous, word)]
        if all(nations):
            return bool(head.numbers) and "s" not in head.numbers
        return not word.classes & {"agent", "place"} and (previous.pos == "A" or not previous.is_noun)

    def _institution(self, head: Word, previous: Word, word: Word) -> bool:
        """An institution called by two things it sees to (جهاز الإسعاف والطوارئ): what is joined is no body of its own."""
        return (
            bool(head.classes & {"org", "authority", "force"})
            and "unit" not in head.classes
            and not head.article
            and head.kind == "word"
            and previous.article
            and word.article
            and word.kind == "word"
            and word.pos in ("N", "M")
            and not word.classes & _BODIES
            and not previous.classes & _BODIES
        )

    def _counted(self, number: Word | None, head: Word) -> bool:
        """The singular after a number from eleven up ends the chain (1700 لاجئ)."""
        return (
            number is not None
            and number.number is not None
            and number.number.kind == "cardinal"
            and "p" not in head.numbers
        )

    def _two_of(self, words: Sequence[Word], i: int) -> bool:
        """وفدا الحكومة والمعارضة: a dual in construct is spelt like an accusative, but a definite noun follows it."""
        head, after = words[i], words[i + 1] if i + 1 < len(words) else None
        return (
            head.form.endswith("ا")
            and head.text.endswith("ا")
            and after is not None
            and after.article
            and not after.conjunction
            and not after.preposition
            and bool(after.classes & _SIDES)
            and any(r.person == "d" and r.state == "c" and r.pos == "n" for r in head.readings)
        )

    def _counts_a_kind(self, words: Sequence[Word], i: int) -> bool:
        """22 جهاز كشف، 35 حافلة ركاب: the thing counted is told apart by an indefinite genitive."""
        after = words[i + 1] if i + 1 < len(words) else None
        return (
            after is not None
            and not _accusative(words[i])
            and not words[i].classes & {"person", "collective"}
            and bool(words[i].classes)
            and after.pos in ("N", "M")
            and not after.before
            and not after.after
            and not after.is_adjective
            and not _accusative(after)
        )

    def _counts(self, words: Sequence[Word], k: int) -> bool:
        """Whether the number at ``k`` counts the noun after it (77 قرية) rather than naming the one before (اللواء 44)."""
        after = words[k + 1] if k + 1 < len(words) else None
        if after is None or after.pos not in "NMAQ" or after.before:
            return False
        number = words[k].number
        value = number.low if number else None
        singular = "s" in after.numbers and "p" not in after.numbers
        if value is not None and value >= 11:
            return (
                singular
                and (after.state in ("f", "fb") or "i" in after.state or after.text.endswith(("ا", "اً", "ة")))
                and not words[k - 1].classes & {"unit"}
            )
        if value is not None and value >= 3 and "p" not in after.numbers and after.numbers:
            return False
        return not words[k - 1].classes & {"unit"}

    def _belongs(self, word: Word, head: Word, classes: frozenset[str], event: bool, definite: bool) -> bool:
        return not event and not definite and bool(classes & _BELONGING) and not head.article and word.pos != "V"

    def _join(self, words: Sequence[Word], k: int, head: Word, classes: frozenset[str], closed: bool, definite: bool, event: bool, titled: bool, name_from: int) -> int:  # fmt: skip
        """How ``words[k]`` joins: 0 not, 1 adjective, 2 genitive, 3 part of a name, 4 a title in apposition."""
        word = words[k]
        previous = words[k - 1]
        describes = word.is_adjective and not (word.is_noun and self._named_by(head, word))
        if name_from >= 0:
            if word.kind == "name" and word.classes & {"collective"}:
                return 0  # أبلغ الشيخ فلان وكالة الأناضول
            if word.pos in "XL" or word.form in self._particles or previous.form in self._particles:
                return 3
            family = k - name_from == 1 and word.pos == "N" and not word.classes & _NO_FAMILY_NAME
            return (
                3
                if word.article and (word.pos in ("A", "Q") or not word.classes or family) and k - name_from < 4
                else 0
            )
        if word.article and describes and closed and definite and not self._noun_rather(word, previous, head):
            return 1
        if word.stem in self._direction and not word.article and not classes & {"place", "direction"}:
            if word.place_size > 1 and classes & _TITLED and k == head.i + 1:
                return word.place_size  # والي شمال دارفور: the direction is part of the name
            return 0  # لرتل عسكري غرب رفح
        if previous.stem in self._direction and k > head.i + 1 and (word.places or "place" in word.classes):
            return 2  # جنوب غربي محافظة كركوك
        if word.places and not word.article and not describes and _ends_place(words, k, self._place_heads):
            return 0  # قصفت روسيا خاركيف: two names of places
        if _accusative(word) and not _accusative(head) and not (closed and word.pos == "X"):
            return 0
        if event:
            if (
                not closed
                and not word.article
                and word.entry("adjectives") is not None
                and k == head.i + 1
                and any(word.form in e.companions for e in head.events)
                and "p" not in word.numbers
            ):
                return 1  # اعتداء مسلح
            undergone = self._undergone.isdisjoint(e.type for e in head.events)
            described = not (word.is_noun and word.classes) or (
                any(r.pos == "a" for r in word.readings)
                and "p" not in word.numbers
                and self._agree(head, word)
                and (undergone or not word.classes & _SOMEBODY)
            )
            if not closed and not word.article and describes and described:
                return 1
            if closed and not definite and not word.article and describes:
                return 1
            return 1 if not word.article and describes and previous.is_adjective and not word.is_noun else 0
        if not closed:
            if word.pos == "M" and word.events and not classes & _NAMING:
                return 0
            if (
                word.pos == "M"
                and (word.events or word.entry("light") is not None)
                and (previous.is_adjective or previous.entry("adjectives") is not None)
                and previous.i > head.i
                and "person" in classes
            ):
                return 0  # نفى ناطق عسكري سيطرة …
            if word.after and word.stem in self._never_genitive:
                return 0  # لقي ثلاثة جنود حتفهم
            if (
                head.classes & {"aircraft"}
                and head.is_adjective
                and not describes
                and word.pos == "N"
                and not word.article
                and not word.classes & {"aircraft"}
            ):
                return 0  # استهدفت مسيرة شاحنة
            if head.classes & {"aircraft", "missile"} and word.places and word.places[0].kind != "country":
                return 0  # استهدفت صواريخ قاعدة عين الأسد
            if (
                head.classes & {"fighter"}
                and "s" in head.numbers
                and "p" not in head.numbers
                and word.pos == "M"
                and word.events
            ):
                return 0  # حاول جندي اغتصاب: a soldier is not named by an act
            if _somebody(head) and not describes:
                return 0
            if describes and not word.article and (not word.is_noun or self._agree(head, word)):
                return 1
            if word.pos == "A" and not word.article:
                return 1
            return 2
        if titled and word.classes & _TITLED and definite and word.article:
            return 4
        if (
            titled
            and definite
            and word.places
            and not word.before
            and (previous.article or previous.form.startswith("ال"))
            and word.form not in self._given_names
        ):
            return 0  # التقى رئيس الوزراء العراقي بغداد: a place after a closed title is no name
        if titled and definite and ((word.pos == "X" and not word.article) or word.form in self._particles):
            return 3
        if (
            titled
            and definite
            and word.pos in ("N", "A", "Q", "V")
            and not word.article
            and not word.before
            and previous.classes & _TITLED
            and "rank" in previous.classes
        ):
            return 3
        if word.article and definite and word.pos == "X" and word.is_adjective:
            return 1
        if (
            word.pos == "X"
            and word.places
            and not word.before
            and (
                head.kind == "name"
                or previous.kind == "name"
                or (previous.article and not previous.classes & {"settlement", "admin"})
            )
        ):
            return 0
        if head.kind == "name" and not word.is_adjective:
            return 0
        if previous.pos in "XL" and word.pos in "XL" and not word.article:
            return 3 if previous.i > head.i or head.pos in "XL" else 0
        if previous.form in self._particles:
            return 3
        if not definite and not word.article and describes and (not word.is_noun or self._agree(head, word)):
            return 1
        if word.article and not definite and previous.i > head.i and self._in_respect_of(previous, word):
            return 5
        if definite and classes & {"settlement"} and word.pos == "X" and not word.article and previous.article:
            return 3
        return 0

    def _named_by(self, head: Word, word: Word) -> bool:
        """Whether a word that is noun and adjective is the noun after this head: منزل مدير المكتب، رئيس مجلس."""
        if word.classes & _THINGS:
            return not (_accusative(head) and _accusative(word))  # حيا سكنيا
        if word.pos == "M" and head.classes & _NAMING and not word.article:
            return True  # مديرية مكافحة المتفجرات
        if word.article or head.events or any(r.pos == "a" for r in word.readings):
            return False
        return bool(
            word.classes & {"collective"}
            or (word.classes & _HOLDERS and head.classes & {"place", "vehicle", "collective"})
        )

    def _in_respect_of(self, adjective: Word, word: Word) -> bool:
        """قنبلة تقليدية الصنع، سيارات رباعية الدفع: an adjective limited by a definite noun still describes the head."""
        return adjective.is_adjective and not adjective.article and word.stem in self._respect and len(word.before) == 1

    def _noun_rather(self, word: Word, previous: Word, head: Word) -> bool:
        """A definite word that is noun and adjective follows as an adjective only where it agrees."""
        if not word.is_noun or not word.classes:
            return False
        if previous.kind in ("name", "phrase") and any(
            "country" in r.lexeme.data for r in word.readings if r.pos == "a"
        ):
            return False  # الهلال الأحمر اليمني
        return not (self._agree(previous, word) or self._agree(head, word))

    def _agree(self, noun: Word, adjective: Word) -> bool:
        """Rough agreement: feminine singular after a feminine or a plural, else the same number."""
        gender, numbers = adjective.gender, adjective.numbers
        if adjective.is_noun:
            own = [
                r for r in adjective.readings if r.pos in ("a", "q") and r.before == adjective.before and not r.after
            ]
            gender = "".join({g for r in own for g in r.gender})
            numbers = frozenset(r.person for r in own)
        feminine = gender == "f" and "s" in numbers
        if noun.numbers == {"d"} and "d" in numbers:
            return True
        if "p" in noun.numbers and noun.pos != "X":
            return feminine or "p" in numbers
        if noun.feminine:
            return feminine
        if "d" in noun.numbers and "s" not in noun.numbers:
            return "d" in numbers
        return "s" in numbers and not feminine


def inside_end(words: Sequence[Word], phrase: NounPhrase) -> int:
    """The source offset where a phrase ends."""
    return words[phrase.last - 1].end


def _settles(phrase: NounPhrase) -> bool:
    """Whether a phrase names a place: نزح الآلاف من بيت لاهيا tells where from, not of whom."""
    return bool(phrase.head.places or phrase.classes & {"settlement", "admin"}) and phrase.number is None


def _ends_place(words: Sequence[Word], k: int, heads: frozenset[str]) -> bool:
    """Whether a place name that the gazetteer knows for certain ends right before ``words[k]``."""
    before = [w for w in words[max(0, k - 4) : k] if w.places and not w.places[0].needs_context]
    ends = any(
        w.i + w.place_size == k and w.form not in heads and (w.i == 0 or words[w.i - 1].form not in heads)
        for w in before
    )
    return ends and not any(w.i + w.place_size > k for w in before)


def genitive_of(words: Sequence[Word], phrase: NounPhrase) -> NounPhrase | None:
    """What follows the head of a phrase in construct, as a phrase: رصاص قناص is fire, and the sniper fired it."""
    at = phrase.head.i + 1
    number = words[at] if at < phrase.last and words[at].pos == "U" else None
    at += number is not None
    if phrase.head.article or phrase.head.after or at >= phrase.last:
        return None
    head = words[at]
    if head.pos not in _NOMINAL or head.before[:1] not in ((), ("ال",)) or (head.is_adjective and not head.is_noun):
        return None
    first = at - (number is not None)
    start = number.start if number is not None else head.bare_start()
    return NounPhrase(first, phrase.last, head, number, head.classes, head.article, start, phrase.end, False)


def _indefinite(number: Word) -> bool:
    """Whether a number word is of the kind that governs a definite noun (عشرات الجرحى, مئات السكان)."""
    return number.number is not None and number.number.kind in ("indefinite", "ordinal", "fraction")


def _toll_noun(head: Word) -> bool:
    """قتلى is people killed, and "two killings" (قتلَي) only to a speller."""
    if "toll" not in head.classes:
        return False
    acts = [
        r
        for r in head.readings
        if r.pos == "m" and r.lexeme in head.events and r.before == head.before and r.after == head.after
    ]
    return (
        bool(acts)
        and all(r.person == "d" for r in acts)
        and any(r.person == "p" and r.lexeme.of for r in head.readings)
    )


def _somebody(head: Word) -> bool:
    """احتجز مسلح رهائن، وضع مجهول عبوة: a participle that names somebody takes no genitive."""
    named = bool(head.classes & {"fighter"}) or head.classes == {"agent", "person"}
    return named and head.is_adjective and "s" in head.numbers and "p" not in head.numbers


def _accusative(word: Word) -> bool:
    """An indefinite accusative by its spelling: it is no genitive, so it opens a phrase of its own."""
    if "\u064b" in word.text[-3:]:
        return True
    return (
        bool(word.state)
        and set(word.state) <= {"i", "c"}
        and word.text.endswith("ا")
        and word.pos in ("N", "M", "Q", "A")
    )


def _elative(word: Word) -> bool:
    """أكبر، آخر، أبرز: an adjective that takes a genitive."""
    return (len(word.stem) <= 4 and word.stem.startswith("ا") and not word.stem.endswith("ه")) or word.stem in (
        "خير",
        "شر",
    )
