"""Which rows do the tables hold?  Incidents, events, documents, versions, corrections, decisions; the values in the order of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from marsad.exports import facts
from marsad.exports.base import Table, joined
from marsad.exports.columns import columns
from marsad.observatory.tellings import Figure, Occasion, Paper, Spot, Telling

#: What people decided of the store as a whole, whatever documents are asked for.
DECIDED = ("decisions", "outcomes", "watches", "forwards")
#: In the order they are written.
NAMES = ("incidents", "events", "documents", "versions", "corrections", *DECIDED)
#: Those that hold whole texts or what people typed: a text cannot be told from the names in it.
WHOLE = frozenset({"versions", "corrections", *DECIDED})
_MEANINGS = {
    "incidents": "An occasion that one report or many tell of.",
    "events": "One mention of one occasion in one document.",
    "documents": "A document.",
    "versions": "One text of a document, with its report.",
    "corrections": "A correction of a person.",
    "decisions": "A decision of a person on incidents.",
    "outcomes": "What a person decided of something foretold.",
    "watches": "A watch area.",
    "forwards": "An id of an incident that is borne no more.",
}
_COUNTED = ("killed", "injured", "arrested", "abducted", "displaced")


@cache
def table(name: str) -> Table:
    """A table and its columns."""
    return Table(name, _MEANINGS[name], columns(name))


def _refs(parties: Sequence[Any]) -> str:
    if len(parties) < 2:
        return parties[0].ref or "" if parties else ""
    refs = [party.ref or "" for party in parties]
    return "; ".join(refs) if any(refs) else ""


def _words(parties: Sequence[Any]) -> str:
    if len(parties) < 2:
        return parties[0].text if parties else ""
    return "; ".join([party.text for party in parties])


def _pin(places: tuple[Spot, ...]) -> Spot | None:
    """The place of the row's point: the finest one, where it happens rather than near it."""
    if len(places) < 2:
        return places[0] if places else None
    return min(places, key=lambda place: (place.role != "at", place.precision or 9))


def _counts(figures: tuple[Figure, ...]) -> list[float | None]:
    if not figures:
        return [None] * (2 * len(_COUNTED))
    first: dict[str, Figure] = {}
    for figure in figures:
        first.setdefault(figure.of, figure)
    found: list[float | None] = []
    for of in _COUNTED:
        figure_of = first.get(of)
        found += (figure_of.low, figure_of.high) if figure_of else (None, None)
    return found


_NO_PLACE = (None,) * 8
_NO_VOICE = (None,) * 5


def event(of: Telling) -> list[Any]:
    """A row of ``events``."""
    paper, voice, pin = of.paper, of.voice, _pin(of.places)
    return [
        of.id, paper.uid, of.incident, of.type, of.status, of.salience, of.trigger,
        of.first, of.last, of.day_precision, of.day_basis,
        _words(of.actors), _refs(of.actors), _words(of.targets), _refs(of.targets), _words(of.places),
        *((pin.name, pin.gazetteer, pin.country, pin.admin1, pin.admin2, pin.lat, pin.lon, pin.precision)
          if pin else _NO_PLACE),
        *_counts(of.figures),
        "; ".join([figure.text or f"no {figure.of}" for figure in of.figures]),
        *((voice.name, voice.role, voice.organisation, voice.channel, voice.ref) if voice else _NO_VOICE),
        of.acled, of.plover, of.ucdp, of.evidence, of.evidence_start, of.evidence_end, of.confidence,
        bool(of.corrected), paper.publisher, paper.published, paper.url,
    ]  # fmt: skip


def document(of: Paper) -> list[Any]:
    """A row of ``documents``."""
    return [of.uid, of.name, of.url, of.title, of.publisher, of.published, of.language, of.version, of.events]


def incident(of: Occasion) -> list[Any]:
    """A row of ``incidents``."""
    spot = facts.spot(of)
    actors = list({p.ref or p.text: p for t in of.tellings for p in t.actors}.values())
    targets = list({p.ref or p.text: p for t in of.tellings for p in t.targets}.values())
    killed, injured = facts.toll(of, "killed"), facts.toll(of, "injured")
    return [
        of.id, of.standing, of.type, of.status, of.first, of.last, of.day_precision,
        *((spot.name, spot.gazetteer, spot.country, spot.admin1, spot.admin2, spot.lat, spot.lon, spot.precision)
          if spot else _NO_PLACE),
        _words(actors), _refs(actors), _words(targets), _refs(targets),
        *(killed or (None,) * 3),
        *((injured.low, injured.high) if injured else (None, None)),
        facts.sources(of), joined([t.paper.uid for t in of.tellings]), joined([t.id for t in of.tellings]),
        " | ".join(facts.said(of)), facts.urls(of),
    ]  # fmt: skip
