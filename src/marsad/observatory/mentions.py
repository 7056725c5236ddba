"""By what is an event compared with others?  Pure: a report in, its mentions of occasions out.

What the clause does not say is taken from the sentences before it, and marked as inherited: a headline that names no
place tells of the place of the first sentence.  A publication date is never a day of an event; it only says when it was told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from sys import intern
from typing import Any, NamedTuple

from marsad.observatory.athand import AtHand
from marsad.observatory.rows import digest, plain
from marsad.observatory.stems import name_key, stems
from marsad.observatory.weights import load, number, rows
from marsad.records import Event, Report
from marsad.records import Place as PlaceRecord

#: Statuses of what has not happened yet; such an event is never one with what has.
AHEAD = ("planned", "expected")
_PEOPLE = ("person",)
#: Words shorter than this, and numbers, say little of an occasion.
_LEAST_LETTERS = 3
_GLUED = re.compile(r"\b(ابو|ابي|ابا|ام|عبد|خان|كفر) ")
_GLUED_NAME = re.compile(r"\bعبدال(?=.{3})")
_REGION, _COUNTRY = 3, 4


class Spot(NamedTuple):
    """A place of a mention; ``key`` is its name as it is searched for."""

    key: str
    name: str
    gazetteer: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: int | None


class Party(NamedTuple):
    """An actor or target: what it is compared by, how it is shown, its id in the registry, and whether a person."""

    key: str
    name: str
    ref: str | None
    person: bool
    private: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """An event as it is compared; days are ordinals, ``told`` is the day of publication.

    ``inherited`` names what was taken from other sentences: ``p`` the place, ``d`` the day.  ``hour`` is the part of the day, from
    1 for dawn to 6 for night, None where none is said.
    """

    uid: str
    number: int
    anchor: int
    type: str
    status: str
    main: bool
    headline: bool
    definite: bool
    sentence: int
    inherited: str
    first: int | None
    last: int | None
    day_precision: str | None
    told: int | None
    spots: tuple[Spot, ...]
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    counts: dict[str, tuple[float | None, float | None]]
    words: frozenset[str]
    hour: int | None = None

    @property
    def key(self) -> tuple[int, str, int]:
        """Its place in an order that is the same in every store: what was told first comes first."""
        return (self.told if self.told is not None else 1 << 30, self.uid, self.number)

    @property
    def ahead(self) -> bool:
        """Whether it is of something that has not happened yet."""
        return self.status in AHEAD


def pack(mention: Mention) -> str:
    """A mention as the store keeps it; what the row holds in columns is left out."""
    values = [
        mention.uid, mention.type, mention.status, mention.main, mention.headline,
        mention.definite, mention.sentence, mention.inherited,
        mention.first, mention.last, mention.day_precision, mention.told, mention.spots, mention.actors,
        mention.targets, mention.counts, " ".join(sorted(mention.words)), mention.hour,
    ]  # fmt: skip
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack(number: int, anchor: int, packed: str) -> Mention:
    """A mention as it was kept."""
    (uid, kind, status, main, headline, definite, sentence, inherited, first, last, precision, told, spots, actors, targets,
     counts, words, *hour) = json.loads(packed)  # fmt: skip
    return Mention(
        uid, number, anchor, kind, status, main, headline, definite, sentence, inherited, first, last, precision, told,
        tuple(Spot(*each) for each in spots), tuple(Party(*each) for each in actors),
        tuple(Party(*each) for each in targets), {of: (low, high) for of, (low, high) in counts.items()},
        frozenset(map(intern, words.split())),
        # Rows that were written before parts of days were kept have none.
        *hour,
    )  # fmt: skip


#: Mentions at hand by their anchors, each with its number and what says whether the store keeps another one by now.
_held: AtHand[int, tuple[int, int, Mention]] = AtHand(10_000)


def hold(mention: Mention, packed: str) -> None:
    """Have a mention at hand that is kept like this."""
    _held.put(mention.anchor, (mention.number, hash(packed), mention))


def held(number: int, anchor: int, packed: str) -> Mention:
    """A mention as it is kept, the same one as the last time while it is as it was: many reports ask for it in a row."""
    found = _held.get(anchor)
    if found is None or found[0] != number or found[1] != hash(packed):
        made = unpack(number, anchor, packed)
        hold(made, packed)
        return made
    return found[2]


def kind_of(packed: str) -> str:
    """The type of a mention as it was kept."""
    return str(json.loads(packed)[1])


def incident_id(anchor: int) -> str:
    """The id of an incident that was founded by the event with this anchor."""
    return f"i{anchor:016x}"


def founder(incident: str) -> int:
    """The anchor of the event that founded an incident."""
    return int(incident[1:], 16)


def glued(key: str) -> str:
    """A key in which names of two words that are written as one too are one: «أبو شوك», «عبد الله», «خان يونس», «كفر نبل»."""
    return _GLUED_NAME.sub("عبد", _GLUED.sub(r"\1", key))


@cache
def heads() -> frozenset[str]:
    """Words that a place may bear before its name, or be called by when it was named before: «مدينة», «معسكر»."""
    listed = ("back_words.csv", "site_words.csv")
    return frozenset(name_key(word) for file in listed for _, (word,) in rows(file, ("word",)))


@lru_cache(maxsize=50_000)
def own_words(key: str) -> frozenset[str]:
    """The words of a name that not any place may bear."""
    return frozenset(key.split()) - heads()


def _spot(place: PlaceRecord) -> Spot:
    name = place.name
    if place.id is None and set(name_key(plain(name)).split()) <= heads() and own_words(name_key(plain(place.text))):
        name = place.text
    return Spot(
        glued(name_key(plain(name))), plain(name), place.id, place.country, plain(place.admin1), place.lat, place.lon,
        place.precision,
    )  # fmt: skip


def _coarseness(spot: Spot) -> int:
    """2 for a country, 1 for a region, 0 for what is finer, also where the gazetteer does not hold it."""
    if spot.precision == _COUNTRY:
        return 2
    return int(spot.precision == _REGION and spot.gazetteer is not None)


@cache
def common_words() -> frozenset[str]:
    """Stems that reports share whatever they tell of."""
    return frozenset(word for _, (word,) in rows("common_words.csv", ("word",)))


@cache
def _titles() -> frozenset[str]:
    return frozenset(name_key(word) for _, (word,) in rows("title_words.csv", ("word",)))


@cache
def _hour_words() -> dict[str, int]:
    file = "hour_words.csv"
    return {name_key(word): number(part, file, line) for line, (word, part) in rows(file, ("word", "part"))}


def _hour(event: Event) -> int | None:
    """The part of the day that the words of its time name: the last one, for «بعد ظهر» and «منتصف ليل» end with theirs."""
    if event.time is None:
        return None
    words = _hour_words()
    return next((words[each] for each in reversed(stems(plain(event.time.text))) if each in words), None)


def _spots(event: Event) -> tuple[Spot, ...]:
    """Where it happened, the finest first: places it leads from and to only where none is given."""
    there = [place for place in event.places if place.role in ("at", "near")] or list(event.places)
    # «القرية» alone points back to one that was named: the place is inherited.
    found = [spot for spot in map(_spot, there) if spot.gazetteer is not None or own_words(spot.key)]
    # Arabic names the village before its district: of equals, the first is the finest. What is only near is a landmark.
    vague = {_spot(place).key for place in there if place.role == "near" and place.precision is None}
    return tuple(sorted(found, key=lambda spot: (_coarseness(spot), spot.key in vague)))


class _Reading:
    """The mentions of one report."""

    def __init__(self, report: Report, uid: str) -> None:
        self.report, self.uid = report, uid
        self.entities = {entity.id: entity for entity in report.entities}
        self.told = report.document.published.toordinal() if report.document.published else None
        self.words: dict[tuple[int, int], frozenset[str]] = {}
        self.seen: dict[int, int] = {}

    def _parties(self, roles: Sequence[Any]) -> tuple[Party, ...]:
        found: dict[str, Party] = {}
        for role in roles:
            entity = self.entities.get(role.entity) if role.entity else None
            name = plain(entity.name if entity else role.text)
            # «رئيس اللجنة» is somebody, and nobody can tell whether he is the one of another report.
            person = bool(entity and entity.kind in _PEOPLE and set(name_key(name).split()) - _titles())
            key = entity.ref if entity and entity.ref else glued(name_key(name))
            found.setdefault(
                key, Party(key, name, entity.ref if entity else None, person, bool(entity and entity.private))
            )
        return tuple(found.values())

    def _words(self, event: Event) -> frozenset[str]:
        at = (event.evidence.start, event.evidence.end)
        if at not in self.words:
            text = plain(event.evidence.text)
            self.words[at] = frozenset(
                w for w in glued(" ".join(stems(text))).split() if len(w) >= _LEAST_LETTERS and not w[0].isdigit()
            )
        return self.words[at]

    def _anchor(self, event: Event) -> int:
        words = (event.trigger.text, event.evidence.text, event.trigger.start - event.evidence.start)
        found = digest(self.uid, *words)
        # The same sentence may stand twice in a report.
        nth = self.seen[found] = self.seen.get(found, -1) + 1
        return found if not nth else digest(self.uid, *words, nth)

    def mention(self, event: Event) -> Mention:
        time, title = event.time, self.report.document.title
        counts: dict[str, tuple[float | None, float | None]] = {}
        for count in event.counts:
            counts.setdefault(count.of, (count.low, count.high))
        for none in event.none:
            counts.setdefault(none, (0, 0))
        words = self._words(event)
        return Mention(
            uid=self.uid,
            number=int(event.id[1:]),
            anchor=self._anchor(event),
            type=event.type,
            status=event.status,
            main=event.salience == "main",
            headline=bool(title and title.start <= event.evidence.start < title.end),
            definite=event.trigger.text.startswith("ال"),
            sentence=digest(*sorted(words)) >> 11,
            inherited="",
            first=time.start.toordinal() if time and time.start else None,
            last=time.end.toordinal() if time and time.end else None,
            day_precision=time.precision if time and time.start else None,
            told=self.told,
            spots=_spots(event),
            actors=self._parties(event.actors),
            targets=self._parties(event.targets),
            counts=counts,
            words=words,
            hour=_hour(event),
        )


def _lends_day(mention: Mention) -> bool:
    # The day of what is only recalled is not the day of what is told.
    return mention.main and not mention.ahead and mention.day_precision == "day" and mention.first == mention.last


def _inherit(own: list[Mention], starts: list[int], triggers: list[int]) -> list[Mention]:
    """Fill in places and days: from the nearest of the same sentence, the sentences before, else the first after."""

    def nearest(at: int, lends: list[int]) -> int | None:
        beside = [i for i in lends if starts[i] == starts[at]]
        before = sorted(beside, key=lambda i: (abs(triggers[i] - triggers[at]), i)) or [i for i in lends if i < at][-1:]
        return next(iter(before or [i for i in lends if i > at][:1]), None)

    with_place = [i for i, each in enumerate(own) if any(spot.precision != _COUNTRY for spot in each.spots)]
    with_day = [i for i, each in enumerate(own) if _lends_day(each)]
    found: list[Mention] = []
    for at, each in enumerate(own):
        filled = each
        if not each.spots and (lender := nearest(at, with_place)) is not None:
            filled = replace(filled, spots=own[lender].spots, inherited="p")
        if each.first is None and not each.ahead and each.main and (lender := nearest(at, with_day)) is not None:
            other = own[lender]
            filled = replace(
                filled,
                first=other.first,
                last=other.last,
                day_precision=other.day_precision,
                hour=other.hour,
                inherited=filled.inherited + "d",
            )
        found.append(filled)
    return _summed_up(found)


def _summed_up(own: list[Mention]) -> list[Mention]:
    """Let a headline and the first mention in the text that may tell of it know each other's places.

    «قصف في سنجار» over «استهدفت … في خانصور» tells that it was the Khanasor of Sinjar.
    """
    found, fit = list(own), load().fit
    for at, title in enumerate(own):
        if not title.headline or not title.spots:
            continue
        of_it = (i for i, each in enumerate(own) if not each.headline and each.spots and fit(each.type, title.type))
        first = next(of_it, None)
        if first is not None and not {s.key for s in own[first].spots} & {s.key for s in title.spots}:
            found[first] = replace(found[first], spots=(*found[first].spots, *title.spots))
            found[at] = replace(found[at], spots=(*found[at].spots, *own[first].spots))
    return found


def mentions(report: Report, uid: str) -> list[Mention]:
    """The mentions of a report, in the order of its events."""
    reading = _Reading(report, uid)
    events = list(report.events)
    return _inherit(
        [reading.mention(event) for event in events],
        [event.evidence.start for event in events],
        [event.trigger.start for event in events],
    )


def day(ordinal: int | None) -> date | None:
    """A day from its ordinal."""
    return None if ordinal is None else date.fromordinal(ordinal)
