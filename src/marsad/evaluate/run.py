"""An evaluation: gold documents read and scored, summed over all, by event type and by country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from marsad.arabic.fold import fold_word
from marsad.evaluate.gold import GoldDocument
from marsad.evaluate.names import distance_km
from marsad.evaluate.score import NOTHING, Finding, score_document
from marsad.evaluate.tally import LISTS, RATES, Figure, Tally
from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexicon
from marsad.page.document import from_text
from marsad.reader import read_article
from marsad.records import Report

Figures = dict[str, Figure]
#: What has no meaning for one event type: these belong to the document.
_OF_DOCUMENT = frozenset(("statements", "speaker", "article"))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of a run.

    Attributes:
        figures: by field, over all documents.
        types: by event type, and in it by field; a gold event counts under the first type it accepts.
        countries: by country (ISO code), and in it by field; ``documents`` is how many were from there.
        confusion: how often a gold event of one type stands in the report as another, or on one side only.
        findings: each miss and each false alarm.
    """

    documents: int
    broken_offsets: int
    figures: Figures
    types: dict[str, Figures]
    countries: dict[str, Figures]
    confusion: dict[tuple[str, str], int]
    findings: tuple[Finding, ...]

    def to_dict(self) -> dict[str, Any]:
        """The evaluation as plain data, as ``--json`` writes it and ``--diff`` reads it."""
        confusion = [{"gold": g, "said": s, "n": n} for (g, s), n in sorted(self.confusion.items())]
        findings = [
            {
                "document": f.document,
                "kind": f.kind,
                "type": f.type,
                "words": f.words,
                "context": f.context,
                "instead": list(f.instead),
            }
            for f in self.findings
        ]
        whole: dict[str, Any] = {"documents": self.documents, "broken offsets": self.broken_offsets, **self.figures}
        return whole | {
            "types": self.types,
            "countries": self.countries,
            "confusion": confusion,
            "findings": findings,
        }


class _Countries:
    """Tells which country a gold document is about: what it says itself, else where most of its places lie."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def of(self, gold: GoldDocument) -> str:
        if gold.country:
            return gold.country
        votes: Counter[str] = Counter()
        for event in gold.events:
            for place in event.places:
                if place.geo:
                    votes.update(self._of_place(place.names, place.geo))
        return min(votes, key=lambda c: (-votes[c], c)) if votes else NOTHING

    def _of_place(self, names: Iterable[str], geo: tuple[float, float, float]) -> list[str]:
        for name in names:
            for entry in self._gazetteer.lookup(fold_word(name)):
                if entry.country and distance_km((entry.lat, entry.lon), geo[:2]) <= geo[2] + entry.radius_km:
                    return [entry.country]
        return []


def _by_field(tally: Tally, *, without: frozenset[str] = frozenset()) -> Figures:
    found = {field: tally.list_figure(field) for field in LISTS if field not in without}
    return found | {field: tally.rate_figure(field) for field in RATES if field not in without}


def read_document(gold: GoldDocument, *, lexicon: Lexicon | None = None) -> Report:
    """The report of a gold document's text, read like any plain text."""
    return read_article(from_text(gold.text, id=gold.id, published=gold.published), lexicon=lexicon)


def evaluate(documents: Iterable[GoldDocument], *, lexicon: Lexicon | None = None) -> Evaluation:
    """Read gold documents, with a lexicon other than the shipped one if it is given, and score the reports."""
    return score_all((gold, read_document(gold, lexicon=lexicon)) for gold in documents)


def score_all(read: Iterable[tuple[GoldDocument, Report]]) -> Evaluation:
    """Score reports, each beside the gold of its document."""
    total = Tally()
    types: dict[str, Tally] = {}
    countries: dict[str, Tally] = {}
    homes: Counter[str] = Counter()
    confusion: Counter[tuple[str, str]] = Counter()
    findings: list[Finding] = []
    broken = 0
    where = _Countries(Gazetteer.load())
    for gold, report in read:
        score = score_document(gold, report)
        home = where.of(gold)
        homes[home] += 1
        total.merge(score.total)
        countries.setdefault(home, Tally()).merge(score.total)
        for name, tally in score.types.items():
            types.setdefault(name, Tally()).merge(tally)
        confusion.update(score.confusion)
        findings += score.findings
        broken += score.broken
    return Evaluation(
        documents=homes.total(),
        broken_offsets=broken,
        figures=total.figures(),
        types={name: _by_field(types[name], without=_OF_DOCUMENT) for name in sorted(types)},
        countries={name: {"documents": {"n": homes[name]}, **_by_field(countries[name])} for name in sorted(countries)},
        confusion=dict(confusion),
        findings=tuple(findings),
    )
