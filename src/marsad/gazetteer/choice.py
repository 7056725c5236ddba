"""Which of several namesakes a report means: the evidence for each, weighed and kept, so that it can be shown.

A leader by less than ``MARGIN`` is no choice, and neither is a name that nothing in the article speaks for.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from marsad.gazetteer.place import Entry, distance_km

#: Weights of the evidence; a namesake must lead the next by MARGIN to be chosen.
COUNTRY_WEIGHT: Final = 5.0
ADMIN_WEIGHT: Final = 3.0
NEAR_WEIGHT: Final = 5.0
AROUND_WEIGHT: Final = 2.5
KIND_WEIGHT: Final = 4.0
CAPITAL_WEIGHT: Final = 3.0
#: An adjective of nationality right after the name (طرابلس الليبية) settles its country.
NATION_WEIGHT: Final = 8.0
MARGIN: Final = 0.55
#: Weight of a tenfold population.
PER_TENFOLD: Final = 0.6
#: Namesakes closer than this are one place for a reader of news, so that the choice between them is free.
SAME_PLACE_KM: Final = 25.0
#: How far "near" reaches: at this distance its weight has fallen to a third.
NEAR_KM: Final = 90.0
#: Without evidence for its country, a place must weigh this much by itself (a city of about 100,000).
KNOWN: Final = 3.0
#: A site by the name of a town needs evidence too, unless the town is as well known as this (half a million people).
WELL_KNOWN: Final = 3.4

_PRIOR: Final = {"country": 6.0, "admin1": 3.8, "admin2": 2.0, "sea": 3.5, "desert": 3.0, "region": 3.2}
_OWN_PRIOR: Final = 2.2


class Context(NamedTuple):
    """What stands around a name.

    Attributes:
        countries: weight of each country in the article (any positive scale).
        admins: names of first-level units mentioned around the name.
        near: places already settled around the name.
        kinds: kinds that the class word before the name allows (معبر → crossing).
        around: places settled elsewhere in the article.
        nations: countries whose adjective follows the name.
    """

    countries: Mapping[str, float]
    admins: Collection[str] = ()
    near: Sequence[Entry] = ()
    kinds: Collection[str] = ()
    around: Sequence[Entry] = ()
    nations: Collection[str] = ()


class Scored:
    """A namesake with what it weighs: all in all, by its surroundings alone, and the evidence by name."""

    __slots__ = ("entry", "evidence", "support", "total")

    def __init__(self, entry: Entry, total: float, support: float, evidence: tuple[tuple[str, object], ...]) -> None:
        self.entry: Final = entry
        self.total: Final = total
        self.support: Final = support
        self.evidence: Final = evidence

    def label(self) -> str:
        """The namesake and its evidence, in words."""
        told = [_EVIDENCE[kind].format(value) for kind, value in self.evidence]
        why = "; ".join(told) or ("capital" if self.entry.capital else "best known")
        return f"{self.entry.name} ({self.entry.kind}, {self.entry.country}): {why}"


_EVIDENCE: Final = {
    "country": "country {} is in the article",
    "nation": "the adjective after it says {}",
    "admin": "{} is named",
    "near": "{:.0f} km from a place around it",
    "around": "{:.0f} km from a place in the article",
    "kind": "is a {}",
}


class Choice:
    """The namesakes by weight, the one chosen (or None), and the verdict: a code and the rival it names."""

    __slots__ = ("chosen", "ranked", "rival", "verdict")

    def __init__(
        self, ranked: tuple[Scored, ...], chosen: Entry | None, verdict: str, rival: Scored | None = None
    ) -> None:
        self.ranked: Final = ranked
        self.chosen: Final = chosen
        self.verdict: Final = verdict
        self.rival: Final = rival

    @property
    def why(self) -> str:
        """The reason in words."""
        if not self.ranked:
            return "no such name"
        best = self.ranked[0]
        if self.verdict == "word":
            return f"{best.entry.name}: also a common word, and nothing around it says place"
        if self.verdict == "foreign":
            return f"{best.entry.name} ({best.entry.country}): nothing in the article speaks for it"
        if self.verdict == "even" and self.rival is not None:
            return f"undecided between {best.label()} and {self.rival.label()}"
        return f"{best.label()}, before {self.rival.label()}" if self.rival is not None else best.label()


def weigh(entries: Sequence[Entry], context: Context) -> Choice:
    """Weigh the namesakes; none is chosen where the evidence is thin."""
    if not entries:
        return Choice((), None, "unknown")
    top = max(context.countries.values(), default=0.0)
    ranked = tuple(
        sorted(
            (_score(entry, context, top) for entry in without_doubles(entries, context.kinds)),
            key=lambda s: (-s.total, s.entry.id),
        )
    )
    best, kinds = ranked[0], context.kinds
    unsupported = best.support <= 0
    if unsupported and best.entry.needs_context and not (kinds and best.entry.kind in kinds):
        return Choice(ranked, None, "word")
    if unsupported and best.entry.kind != "country" and (context.countries or kinds):
        # Villages are villages everywhere: that the class word fits says nothing for another country.
        known = best.total - (KIND_WEIGHT if best.entry.kind in kinds else 0.0)
        foreign = bool(context.countries) and known < (WELL_KNOWN if best.entry.needs_context else KNOWN)
        if foreign or (kinds and best.entry.kind not in kinds and best.total < WELL_KNOWN):
            return Choice(ranked, None, "foreign")
    for other in ranked[1:]:
        if distance_km(best.entry, other.entry) > SAME_PLACE_KM:
            if best.total - other.total < MARGIN:
                return Choice(ranked, None, "even", other)
            return Choice(ranked, best.entry, "before", other)
    return Choice(ranked, best.entry, "alone")


def _prior(entry: Entry) -> float:
    by_size = PER_TENFOLD * math.log10(entry.population + 10) + (CAPITAL_WEIGHT if entry.capital else 0.0)
    least = _OWN_PRIOR if entry.id.startswith("marsad:") else 0.0
    return max(by_size, _PRIOR.get(entry.kind, least))


def without_doubles(entries: Sequence[Entry], kinds: Collection[str]) -> list[Entry]:
    """Drop what a bare name does not mean beside its namesake, unless the class word asks for it.

    تونس is the country, not its capital; كركوك the city, not its governorate; البحر الأحمر the sea.
    """
    countries = {e.id: e for e in entries if e.kind == "country"}
    waters = any(e.kind == "sea" for e in entries)
    cities = [e for e in entries if e.kind == "city"]
    kept = []
    for entry in entries:
        named_after = entry.kind in ("admin1", "admin2") and any(
            city.country == entry.country
            and (city.admin1 in (entry.name, entry.admin1, None))
            and (city.admin1 == entry.name or distance_km(city, entry) < entry.radius_km + SAME_PLACE_KM)
            for city in cities
        )
        in_country = any(c.country == entry.country and c.id != entry.id for c in countries.values())
        under_water = waters and entry.kind == "admin1"
        if entry.kind == "admin2" and named_after:
            continue  # a district lies at its seat, whichever of the two is asked for
        if entry.kind in kinds or not (named_after or in_country or under_water):
            kept.append(entry)
    return kept


def _score(entry: Entry, context: Context, top: float) -> Scored:
    support = 0.0
    evidence: list[tuple[str, object]] = []
    share = context.countries.get(entry.country, 0.0) / top if entry.country and top else 0.0
    if share:
        support += COUNTRY_WEIGHT * share
        evidence.append(("country", entry.country))
    if entry.country in context.nations:
        support += NATION_WEIGHT
        evidence.append(("nation", entry.country))
    if entry.admin1 in context.admins or (entry.kind == "admin1" and entry.name in context.admins):
        support += ADMIN_WEIGHT
        evidence.append(("admin", entry.admin1 or entry.name))
    gap = _gap(entry, context.near)
    if gap < 4 * NEAR_KM:
        support += NEAR_WEIGHT * math.exp(-gap / NEAR_KM)
        evidence.append(("near", gap))
    elif context.around:
        gap = _gap(entry, context.around)
        if gap < 4 * NEAR_KM:
            support += AROUND_WEIGHT * math.exp(-gap / NEAR_KM)
            evidence.append(("around", gap))
    total = _prior(entry) + support
    if context.kinds and entry.kind in context.kinds:
        total += KIND_WEIGHT
        evidence.append(("kind", entry.kind))
    return Scored(entry, total, support, tuple(evidence))


def _gap(entry: Entry, others: Sequence[Entry]) -> float:
    """Kilometres to the edge of the nearest of some places."""
    return min(
        (
            max(0.0, distance_km(entry, o) - o.radius_km)
            for o in others
            if o.id != entry.id and not (o.kind == "country" and o.country == entry.country)
        ),
        default=math.inf,
    )
