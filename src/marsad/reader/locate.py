"""Where the places of an event are: the namesake that the article means, a point beside it, or what lies around it.

The most certain of an event's places are settled first and speak for the others.  Where the evidence is thin the answer is
coarser (the unit that holds all namesakes, the unit around an unknown village), never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.gazetteer.choice import Choice, Context, weigh, without_doubles
from marsad.gazetteer.index import Entry, Gazetteer
from marsad.reader.bearings import moved
from marsad.reader.draft import Filler
from marsad.reader.evidence import Evidence
from marsad.reader.heads import Heads
from marsad.reader.mentions import PlaceMention

PRECISION: Final = {
    "country": 4, "admin1": 3, "region": 3, "admin2": 3, "desert": 3, "sea": 3, "valley": 3, "mountain": 3, "river": 3, "lake": 3,
}  # fmt: skip
_KIND_OF_CLASS: Final = {
    "settlement": ("city",),
    "admin": ("admin1", "admin2"),
    "border": ("crossing",),
    "site": ("airport", "base", "camp", "dam", "district"),
}
#: A namesake in the article's own country that is so many times larger than the next there is the one meant.
_LARGER: Final = 3

Mention = tuple[str, PlaceMention, Filler]


class Located:
    """Where a mention is, and how that was found.

    Attributes:
        entry: the place of the gazetteer that the mention names.
        at: the place whose coordinates are given, where they are not the entry's own.
        lat, lon: coordinates, where there are any.
        precision: 1 itself, 2 near it or a part, 3 region, 4 country.
        reason: why it is not resolved, or coarser than asked.
        how: what decided: chosen, home, unit, reference, offset, coarser, around, none.
        choice: the namesakes as they were weighed.
    """

    __slots__ = ("at", "choice", "entry", "how", "lat", "lon", "precision", "reason")

    def __init__(
        self,
        entry: Entry | None = None,
        at: Entry | None = None,
        lat: float | None = None,
        lon: float | None = None,
        precision: int | None = None,
        reason: str | None = None,
        how: str = "none",
        choice: Choice | None = None,
    ) -> None:
        self.entry: Final = entry
        self.at: Final = at
        self.lat: Final = lat
        self.lon: Final = lon
        self.precision: Final = precision
        self.reason: Final = reason
        self.how: Final = how
        self.choice: Final = choice


class Locator:
    """Resolves the places of events; holds the gazetteer and the class words of places."""

    def __init__(self, gazetteer: Gazetteer, heads: Heads) -> None:
        self._gazetteer = gazetteer
        self._heads = heads

    def resolve(self, mentions: Sequence[Mention], evidence: Evidence) -> list[Located]:
        """Where each of an event's places is."""
        found: list[Located | None] = [None] * len(mentions)
        near: list[Entry] = []
        for at in sorted(range(len(mentions)), key=lambda n: (*_certainty(mentions[n][1]), n)):
            _, mention, filler = mentions[at]
            if mention.reference or not mention.entries:
                located = self._reference(mention, filler, evidence)
            else:
                located = self._chosen(mention, filler, near, evidence)
            if located.entry is not None:
                near.append(located.entry)
                evidence.settled.append(located.entry)
            found[at] = located
        done = [each or Located() for each in found]
        for at, (role, mention, filler) in enumerate(mentions):
            border = "border" in mention.kind and not mention.head
            known = mention.entries and not (mention.head and _elsewhere(done[at]))
            if done[at].how == "none" and not (known or mention.reference or border):
                done[at] = self._around(role, mentions, done, filler, evidence)
        return done

    # -- a name the gazetteer knows ---------------------------------------------------------------------------

    def _chosen(self, mention: PlaceMention, filler: Filler, near: list[Entry], evidence: Evidence) -> Located:
        kinds = kinds_of(mention, self._heads)
        entries = mention.entries
        home = evidence.home()
        if mention.head in self._heads.square and all(e.country != home for e in entries):
            return Located(reason="place-unknown")  # تقاطع مدريد, in Nouakchott
        context = Context(evidence.countries_for(entries), (), near, kinds, (), mention.nations)
        if len(entries) > 1 or entries[0].needs_context:
            # Only a name that may mean several places is worth a look around.
            sentence = evidence.sentence(filler.parsed)
            here = [e for e in sentence if e not in entries]
            context = context._replace(
                near=[*near, *(e for e in here if e.kind != "country" and e not in near)],
                around=[e for e in evidence.around() if e not in entries],
                admins=[e.name for e in here if e.kind == "admin1"],
            )
        choice = weigh(entries, context)
        entry, how = choice.chosen, "chosen"
        if entry is None and evidence.countries:
            entry, how = self._at_home(mention, kinds, evidence)
        if entry is None:
            # Between a town and the governorate of its name the coarser one is no guess.
            entry = next((e for e in entries if e.kind == "admin1" and e.country in evidence.countries), None)
            how = "unit"
        if entry is not None:
            return self._point(entry, mention, how, choice)
        return self._coarser(choice, evidence)

    def _at_home(self, mention: PlaceMention, kinds: Sequence[str], evidence: Evidence) -> tuple[Entry | None, str]:
        """The namesake in the article's own country that is larger than the others there."""
        home = evidence.home()
        own = [e for e in without_doubles(mention.entries, kinds) if e.country == home]
        own.sort(key=lambda e: (e.kind not in kinds, -e.population, -e.radius_km, e.id))
        if len(own) > 1 and (own[0].kind in kinds) == (own[1].kind in kinds):
            size, next_size = own[0].population or 1, own[1].population or 1
            if size < _LARGER * next_size and own[0].radius_km < 2 * own[1].radius_km:
                return None, "even"
        return (own[0], "home") if own else (None, "none")

    def _coarser(self, choice: Choice, evidence: Evidence) -> Located:
        """The first-level unit or the country that holds the namesakes, where all of them at home lie in one."""
        home = evidence.home()
        own = [s.entry for s in choice.ranked if s.entry.country == home]
        if choice.verdict != "even" or not own or choice.ranked[0].entry.country != home:
            return Located(reason="place-ambiguous", choice=choice)
        units = {e.admin1 for e in own}
        unit = self._gazetteer.unit(home, units.pop() or "") if len(units) == 1 else None
        around = unit or self._gazetteer.country(home)
        if around is None:
            return Located(reason="place-ambiguous", choice=choice)
        precision = 3 if unit is not None else 4
        return Located(None, around, around.lat, around.lon, precision, "place-ambiguous", "coarser", choice)

    # -- a name it does not know, or none ---------------------------------------------------------------------

    def _around(
        self, role: str, mentions: Sequence[Mention], done: Sequence[Located], filler: Filler, evidence: Evidence
    ) -> Located:
        """An unknown place is put at the smallest known unit around it, coarser (codebook, part 3)."""
        moving = role in ("from", "to")
        # Where somebody goes says nothing of where he comes from, but a unit holds both.
        fit = [
            (place, m)
            for (other, m, _), place in zip(mentions, done, strict=True)
            if place.entry is not None and (other == role or not moving or other in ("at", "near"))
        ]
        offset = next((p for p, m in fit if p.how == "offset"), None)
        if offset is not None:
            return Located(None, offset.entry, offset.lat, offset.lon, 2, "place-unknown", "around")
        known = [p.entry for p, _ in fit if p.entry is not None] or [
            e for e in evidence.sentence(filler.parsed) if not moving or e.kind in ("admin1", "admin2")
        ]
        anchor = min(known, key=lambda e: e.radius_km, default=None)
        if anchor is None:
            return Located(reason="place-unknown")
        precision = max(3, PRECISION.get(anchor.kind, 1))
        return Located(None, anchor, anchor.lat, anchor.lon, precision, "place-unknown", "around")

    def _reference(self, mention: PlaceMention, filler: Filler, evidence: Evidence) -> Located:
        entry = self._referent(mention, filler, evidence)
        if entry is not None:
            return self._point(entry, mention, "reference", None)
        return Located(reason="place-reference") if mention.reference else Located(reason="place-unknown")

    def _referent(self, mention: PlaceMention, filler: Filler, evidence: Evidence) -> Entry | None:
        """What a place named by reference means: الأراضي السورية, العاصمة, المدينة, البلاد."""
        words = filler.parsed.words[filler.phrase.first : filler.phrase.last]
        # محور الصينية: an adjective has the article where its noun has it; else it is a name.
        definite = filler.phrase.head.article
        described = (w.form for w in words[1:] if w.is_adjective and w.form.startswith("ال") == definite)
        nationalities = [c for c in map(self._gazetteer.country_of_nisba, described) if c]
        stems = [w.stem for w in words]
        capital = not self._heads.capital.isdisjoint(stems)
        head = filler.phrase.head.stem
        if "border" in mention.kind or len(nationalities) > 1 or not (nationalities or mention.reference):
            return None
        country = nationalities[0] if nationalities else None
        if capital:
            country = country or evidence.home()
            return self._gazetteer.capital_of(country) if country else None
        if country is not None:
            return (
                self._gazetteer.country(country)
                if not mention.kind.isdisjoint(("area", "admin", "state", "terrain", "settlement"))
                or head in self._heads.land
                else None
            )
        if head in self._heads.homeland:
            before = filler.parsed.words[: filler.phrase.first]
            named = [w.places[0] for w in before if w.places and w.places[0].kind == "country"] or [
                e for e in evidence.settled if e.kind == "country"
            ]
            owner = (named[-1].country if named and len(words) > 1 else None) or evidence.home()
            return self._gazetteer.country(owner) if owner else None
        wanted = self._heads.refers.get(head, ())
        home = evidence.home()
        told = (e for e in reversed(evidence.settled) if e.kind in wanted and e.country == (home or e.country))
        return next(told, None)

    def _point(self, entry: Entry, mention: PlaceMention, how: str, choice: Choice | None) -> Located:
        precision = PRECISION.get(entry.kind, 1)
        if mention.offset is not None and precision < 4:
            lat, lon = moved(entry.lat, entry.lon, mention.offset)
            return Located(entry, entry, lat, lon, 2, None, "offset", choice)
        site_by_town = mention.head in self._heads.site_by_town and entry.kind in ("city", "admin2")
        if (
            site_by_town
            or (mention.head in self._heads.around_town and entry.kind == "city")
            or (mention.part and entry.kind not in ("country", "admin1"))
        ):
            precision = 2
        return Located(entry, None, entry.lat, entry.lon, precision, None, how, choice)


def _elsewhere(place: Located) -> bool:
    """Whether the gazetteer has only a namesake that nothing speaks for: the village told of is one it does not know."""
    return place.choice is not None and place.choice.verdict in ("word", "foreign")


def kinds_of(mention: PlaceMention, heads: Heads) -> tuple[str, ...]:
    """The kinds that the class word of a mention allows."""
    named = heads.names.get(mention.head)
    if named is not None:
        return named
    return tuple(k for c in sorted(mention.kind) for k in _KIND_OF_CLASS.get(c, ()))


def _certainty(mention: PlaceMention) -> tuple[bool, bool, bool]:
    """What is settled first: places of one meaning, then units, then the rest."""
    entries = mention.entries
    several = len(entries) != 1 or entries[0].needs_context
    return not entries, several and "admin" not in mention.kind, several
