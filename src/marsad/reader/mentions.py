"""Which phrases are places: what the gazetteer knows in them, what their class words say, how they point.

A phrase is a place when the gazetteer knows a name in it, when its head is a place noun with a proper name, when it
is an unknown name after a preposition of place, or when it points back to a place (المدينة).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.gazetteer.index import Entry, Gazetteer
from marsad.lexicon.lexicon import Lexicon, name_heads
from marsad.reader.bearings import Offset, offset_before
from marsad.reader.draft import Parsed
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.words import Word

_BY_NAME: Final = frozenset(("settlement", "admin", "terrain", "border", "area", "road"))
_NAMED_SITES: Final = frozenset(("site", "building", "tunnel"))
_SOMEBODY: Final = frozenset(("person", "collective", "statement", "document", "media", "aircraft", "vehicle"))
#: The marks of an indefinite noun: two vowels.
_INDEFINITE: Final = "\u064b\u064c\u064d"
#: Prepositions of where something lies.
_IN: Final = frozenset(("في", "قرب", "داخل", "غرب", "شرق", "شمال", "جنوب"))
_NO_NAME: Final = frozenset(
    ("quantity", "time_unit", "goods", "explosive", "weapon", "person", "collective", "direction")
)


class PlaceMention:
    """A place as written: its words, the name inside them, and what the gazetteer offers.

    Attributes:
        start, end: source offsets of the whole phrase.
        name: the name as written.
        entries: gazetteer entries of that name.
        part: whether the words mean a part of it or something beside it (جنوب الحضر).
        near: whether the part lies beside it (محيط).
        kind: semantic classes of the head.
        reference: whether it points to a place named elsewhere (المدينة).
        head: the class word right before the name, folded (مطار), or nothing.
        offset: how far and which way from the place it is (على بعد 30 كلم شمال الموصل).
        nations: countries whose adjective follows the name (طرابلس الليبية).
    """

    __slots__ = ("end", "entries", "head", "kind", "name", "nations", "near", "offset", "part", "reference", "start")

    def __init__(
        self,
        start: int,
        end: int,
        name: str,
        entries: tuple[Entry, ...],
        part: bool,
        near: bool,
        kind: frozenset[str],
        reference: bool = False,
        head: str = "",
        offset: Offset | None = None,
        nations: frozenset[str] = frozenset(),
    ) -> None:
        self.start: Final = start
        self.end: Final = end
        self.name: Final = name
        self.entries: Final = entries
        self.part: Final = part
        self.near: Final = near
        self.kind: Final = kind
        self.reference: Final = reference
        self.head: Final = head
        self.offset: Final = offset
        self.nations: Final = nations


class Mentions:
    """Says whether a phrase names a place; holds the lexicon's words for that and the gazetteer."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        g = lexicon.grammar
        self._direction = g["direction"]
        self._part = g["direction"] | g["place_part"]
        self._near_part = g["near_part"]
        self._heads = g["place_head"]
        self._reference = g["place_reference"]
        self._same = g["same"]
        self._squares = g["square"]
        self._lying = g["lying"]
        self._honouring = g["honouring"]
        self._particles = g["name_particle"]
        self._belonging = g["belonging"]
        self._lands = g["land"] | g["sky"]

    def of(
        self, phrase: NounPhrase, parsed: Parsed, *, located: bool, text: str, moving: bool = False
    ) -> PlaceMention | None:
        """The place a phrase names, if it names one; ``located``: it stands after a preposition of place."""
        if phrase.head.pos == "U" or phrase.event:
            return None
        first = phrase.first
        if phrase.number is not None:
            # عدد من أحياء الخرطوم: some of the quarters of a town are a place by its name
            first = phrase.head.i
            if first <= phrase.first or not any(w.places for w in parsed.words[first + 1 : phrase.last]):
                return None
        return self.within(phrase, first, parsed, located=located, text=text, moving=moving)

    def within(
        self, phrase: NounPhrase, first: int, parsed: Parsed, *, located: bool, text: str, moving: bool = False
    ) -> PlaceMention | None:
        """The place that the words of a phrase from ``first`` on name."""
        inside = parsed.words[first : phrase.last]
        whole_phrase = first == phrase.first
        head = phrase.head if whole_phrase else inside[0]
        part = head.stem in self._direction
        classes = phrase.classes if whole_phrase else head.classes
        placelike = "place" in classes or part
        stated = located and "state" in classes and self._is_reference(head, inside)
        if not classes.isdisjoint(_SOMEBODY) and not placelike and not stated:
            return None
        if inside[0].pos == "." and head.form in self._particles and not head.places:
            return None  # المعروف بـ «أبو حيدر»
        if "body" in classes and not placelike:
            return None  # برصاصة في الرأس
        start, end = phrase.start if whole_phrase else head.bare_start(), phrase.end
        if stated:
            return PlaceMention(
                phrase.start, phrase.end, text[phrase.start : phrase.end], (), False, False, classes, True
            )
        known = self._of_known(
            phrase, inside, head, start, parsed, classes, placelike=placelike, located=located, text=text
        )
        if known is not None:
            return known
        whole = text[start:end]
        near = head.stem in self._near_part
        if whole and self._is_reference(head, inside):
            if located or not classes.isdisjoint(("settlement", "admin", "border")):
                return PlaceMention(start, end, whole, (), False, False, classes, True)
            return None
        nations = self._nations(inside[1:])
        if (nations and head.stem in self._lands) or (
            "border" in classes and any("country" in x.data for w in inside[1:] for x in w.lexemes)
        ):
            return PlaceMention(start, end, whole, (), False, False, classes, nations=nations)
        if (
            moving
            and not classes.isdisjoint(("settlement", "area", "terrain", "border", "admin", "site"))
            and phrase.definite
            and (len(inside) > 1 or head.after)
        ):
            return PlaceMention(start, end, whole, (), part, near, classes, nations=nations)
        if not classes.isdisjoint(_BY_NAME) and len(inside) > 1 and self._named(inside):
            return PlaceMention(start, end, self._bare_name(inside, text), (), part, near, classes, head=head.stem)
        # مسجد القرية is none by its name.
        square = len(inside) > 1 and head.stem in self._squares and inside[1].form not in self._reference
        square = square and (located or self._named(inside))
        named = any(w.pos in "XL" for w in inside[1:]) or square
        if not classes.isdisjoint(_NAMED_SITES) and len(inside) > 1 and named and (located or self._named(inside)):
            return PlaceMention(start, end, whole, (), part, near, classes, head=head.stem)
        if (
            part
            and len(inside) > 1
            and (inside[1].pos in "XL" or inside[1].form in self._reference or "place" in inside[1].classes)
        ):
            reference = inside[1].form in self._reference
            name = text[inside[1].start : end]
            return PlaceMention(
                start, end, name, (), part, near, inside[1].classes, reference, offset=self._offset(parsed, first)
            )
        unknown = located and head.pos == "X" and not classes and not head.is_adjective and len(head.stem) > 2
        unknown = unknown and head.text[-1] not in _INDEFINITE  # في جانٍ أقدم على كذا: no name is indefinite
        if unknown and (head.article or not head.after):
            return PlaceMention(start, end, whole, (), False, False, classes)
        return None

    def _of_known(
        self,
        phrase: NounPhrase,
        inside: Sequence[Word],
        head: Word,
        start: int,
        parsed: Parsed,
        classes: frozenset[str],
        *,
        placelike: bool,
        located: bool,
        text: str,
    ) -> PlaceMention | None:
        """The place of a phrase in which the gazetteer knows a name."""
        found = self._known(inside, 0, placelike or located) if len(inside) > 1 or not classes else None
        headed = head.stem in self._part or (classes & _BY_NAME and len(inside) > 1)
        if headed and (found is None or found[0] > 0 or found[1] < 2):
            found = self._known(inside, 1, placelike or located) or found
        elif found is None:
            found = self._known(inside, 0, placelike or located)
        if found is None:
            return None
        at, size, entries = found
        usable = tuple(e for e in entries if not e.needs_context or placelike or located)
        usable = self._capital(usable, parsed, inside[at].i + size)
        if at == 0 and size == 1 and head.pos == "N" and not head.article and all(e.needs_context for e in usable):
            # على معسكر في غابة كذا: a camp, and not the town of that name.
            beyond = parsed.words[phrase.last] if phrase.last < len(parsed.words) else None
            if beyond is not None and beyond.pos == "P" and beyond.form in _IN:
                return None
        if at and size == 1 and not classes.isdisjoint(("site", "building")) and _describes(inside[at], usable):
            return None
        lead = [w for w in inside[:at] if w.pos in ("N", "A", "M", "Q", "X")]
        fits = all(
            (not w.classes.isdisjoint(("place", "quantity")) and "time_unit" not in w.classes) or w.stem in self._part
            for w in lead
        )  # يوم القدس is no place
        if not usable or not (placelike or at == 0 or (located and fits)):
            return None
        name = text[inside[at].bare_start() : inside[at + size - 1].end]
        before = inside[at - 1] if at else None
        word = before.stem if before is not None else inside[0].form if size > 1 else ""
        return PlaceMention(
            start,
            phrase.end,
            name,
            usable,
            any(w.stem in self._part for w in inside[: max(at, 1)]),
            any(w.stem in self._near_part for w in inside[: max(at, 1)]),
            before.classes if before is not None and not before.classes.isdisjoint(_BY_NAME) else classes,
            head=word,
            offset=self._offset(parsed, inside[0].i),
            nations=self._nations(inside[at + size : at + size + 1]),
        )

    def _capital(self, entries: tuple[Entry, ...], parsed: Parsed, after: int) -> tuple[Entry, ...]:
        """تونس العاصمة is the town, not the country of its name."""
        if after >= len(parsed.words) or parsed.words[after].form != "العاصمه":
            return entries
        owners = [e.country for e in entries if e.kind == "country" and e.country]
        capitals = tuple(c for c in map(self._gazetteer.capital_of, owners) if c is not None)
        return capitals or entries

    def _offset(self, parsed: Parsed, first: int) -> Offset | None:
        return offset_before(parsed.words, first) if parsed.words[first].stem in self._direction else None

    def _nations(self, words: Sequence[Word]) -> frozenset[str]:
        """The countries of the adjectives of nationality among some words."""
        # الأراضي المالية: after a noun with the article a noun may be an adjective of nationality too.
        described = (w for w in words if w.is_adjective or w.pos == "A" or (w.article and w.pos == "N"))
        named = (self._gazetteer.country_of_nisba(w.form) for w in described)
        return frozenset(country for country in named if country)

    def _is_reference(self, head: Word, inside: Sequence[Word]) -> bool:
        form = "ال" + head.stem if head.article else head.form
        if form not in self._reference:
            return bool(
                "place" in head.classes
                and "area" not in head.classes
                and head.article
                and any(w.form in self._same for w in inside[1:])
            )
        return len(inside) == 1 or all(w.is_adjective or w.form in self._same for w in inside[1:])

    def _named(self, inside: Sequence[Word]) -> bool:
        """Whether the words after a place noun hold a name rather than a description."""
        head, following = inside[0], inside[1]
        if following.kind == "name" or following.form in self._lying:
            return False  # المناطق الواقعة غرب المدينة
        if following.pos == "M" and (head.stem in self._part or head.stem in self._near_part or _acts(following)):
            return False  # أطراف النزاع، محيط الاشتباكات، جبهات القتال
        if following.pos in ("X", "L", "."):
            return True
        if head.stem in self._heads and not head.article and len(inside) > 2 and not following.article:
            # قرية تل الدبيسات، قرية نهر الإمام: a name of two words, the first of them a common noun.
            last = inside[-1]
            return following.pos in "NAQME" and (last.pos in "XL" or last.article) and following.is_noun
        # ناحية الوليد: after a head without the article a word with it is no adjective.
        named = ("N", "M") if inside[0].article else ("N", "M", "A", "Q")
        if not following.article or following.pos not in named:
            return False
        singular = head.stem in self._heads or head.stem in self._squares
        if head.stem in self._honouring and not head.article and following.article and following.pos == "N":
            return following.form not in self._reference  # حي المعلمين، شارع الشهداء، حارة الزيتون
        return not following.classes & (_NO_NAME if singular else _NO_NAME | {"abstract"})

    def _bare_name(self, inside: Sequence[Word], text: str) -> str:
        last = inside[-1] if len(inside) < 3 or inside[-1].stem not in self._belonging else inside[-2]
        return text[inside[1].start : last.end]

    def _known(self, inside: Sequence[Word], start: int, supported: bool) -> tuple[int, int, tuple[Entry, ...]] | None:
        """The first place name the gazetteer knows inside the words: position, length, entries."""
        forms = [w.form for w in inside]
        for at in range(start, len(inside)):
            word = inside[at]
            if word.pos in ("P", "C", "U", ".", "V", "D"):
                if word.pos == ".":
                    continue
                break
            if at and inside[at - 1].article and inside[at - 1].is_noun and (word.pos == "A" or self._nations((word,))):
                continue  # السفارة الهندية is no town of that name, nor البوابة الجنوبية
            if at and word.article and inside[at - 1].article and inside[at - 1].pos == "A" and _may_describe(word):
                continue  # الأحياء السكنية الشرقية
            whole = forms[at:]
            if word.before:
                stripped = ("ال" if word.article else "") + word.stem
                for before, stem in name_heads(word.form) if word.places else ():
                    if before == word.place_before:
                        stripped = stem
                whole = [stripped, *whole[1:]]
            size, entries = self._gazetteer.longest(whole, 0)
            if size and entries:
                common = size == 1 and word.pos != "X" and not word.places
                if common and not supported:
                    continue
                return at, size, entries
        return None


def _acts(word: Word) -> bool:
    return any(x.eventful for x in word.lexemes)


def _may_describe(word: Word) -> bool:
    return any(r.pos == "a" for r in word.readings)


def _describes(word: Word, entries: Sequence[Entry]) -> bool:
    """موقع عسكري: what tells the kind of a site is no town that is called so."""
    doubtful = all(e.needs_context for e in entries)
    return doubtful and not word.article and _may_describe(word)
