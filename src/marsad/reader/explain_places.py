"""Why a place of a report is where it is: its namesakes, what each of them weighed, and what decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.reader.locate import Located
from marsad.reader.mentions import PlaceMention
from marsad.reader.trace import Resolved
from marsad.reasons import sentence
from marsad.records import Place


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the document."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Runner:
    """A namesake that was weighed: its id, its score, and what spoke for it."""

    id: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class PlaceWhy:
    """How words became a place: the namesakes there are, the one taken, why, and what each of them weighed."""

    role: str
    words: Span
    candidates: tuple[str, ...]
    chosen: str | None
    why: str
    runners: tuple[Runner, ...] = ()


def places_why(resolved: Resolved, places: Sequence[Place]) -> Iterator[PlaceWhy]:
    """The explanation of each place of an event."""
    for (role, mention, _), found, place in zip(resolved.mentions, resolved.located, places, strict=True):
        ranked = found.choice.ranked if found.choice is not None else ()
        weighed = {s.entry.id for s in ranked}
        entries = [s.entry for s in ranked] + [e for e in mention.entries if e.id not in weighed]
        named = tuple(f"{e.name} ({e.kind}, {e.country}) {e.id}" for e in entries)
        runners = tuple(Runner(s.entry.id, round(s.total, 2), s.label()) for s in ranked)
        words = Span(place.text, place.start, place.end)
        yield PlaceWhy(role, words, named, place.id, _place_why(found, mention, place), runners)


def _place_why(found: Located, mention: PlaceMention, place: Place) -> str:
    """How a mention was put where it is, in words."""
    why = found.choice.why if found.choice is not None else ""
    told = sentence(place.reason) if place.reason else ""
    if found.how == "chosen":
        return why
    if found.how == "home":
        return f"{why}; of the namesakes, the likeliest in the article's own country"
    if found.how == "unit":
        return f"{why}; the unit of that name, as the coarser answer"
    if found.how == "reference":
        return "points back to a place named before"
    if found.how == "offset" and mention.offset is not None:
        return f"{mention.offset.km:g} km from it, bearing {mention.offset.bearing:g}°" + (f"; {why}" if why else "")
    if found.how == "coarser" and found.at is not None:
        return f"{why}. {told} Put at {found.at.name}, which holds them all."
    if found.how == "around" and found.at is not None:
        return (
            f"{told} Put at the smallest known unit around it: {found.at.name} ({found.at.kind}, {found.at.country})."
        )
    return ". ".join(filter(None, (why, told))) or "by what the words say"
