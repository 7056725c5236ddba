"""Incidents by point and by day: the counts are those of the list, whatever is asked for, in every database."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

import marsad
from endtoend import ROOT
from marsad.observatory.atlas import Box, View, amount, briefs, conflicts, days, listed, spots, together, within
from marsad.observatory.filters import Filters, Near
from marsad.observatory.incidents import every
from marsad.observatory.ingest import ingest, inputs
from marsad.observatory.store import Store
from marsad.observatory.write import keep
from marsad.reader import read_article

VIEWS = (
    View(),
    View(Filters(types=("airstrike", "capture"), statuses=("occurred",))),
    View(Filters(places=("القائم",))),
    View(Filters(near=Near(34.4, 41.0, 60))),
    View(Filters(actors=("داعش",), since=date(2024, 5, 5))),
    View(conflict=True),
    View(box=Box(40.5, 34, 41.5, 35)),
    View(Filters(since=date(2024, 5, 5), until=date(2024, 5, 8)), conflict=True),
)


@pytest.fixture
def filled(store: Store) -> Store:
    for each in inputs([str(ROOT / "samples")]):
        assert list(ingest(store, each, read=read_article))  # type: ignore[arg-type]
    return store


def test_counts_are_those_of_the_list(filled: Store) -> None:
    told = {each.id for each in every(filled)}
    for view in VIEWS:
        found = listed(filled, view, limit=500)
        assert {each.id for each in found} <= told, view
        placed = [each for each in found if each.lat is not None]
        many = amount(filled, view)
        assert (many.incidents, many.placed) == (len(found), len(placed)), view
        counted: Counter[tuple[float | None, float | None, str]] = Counter()
        for spot in spots(filled, view):
            assert spot.incidents == sum(each for _, each in spot.types), view
            for kind, each in spot.types:
                counted[spot.lat, spot.lon, kind] += each
        assert counted == Counter((each.lat, each.lon, each.type) for each in placed), view
        if view.filters.since is None:
            by_day = days(filled, view)
            assert {day: each.incidents for day, each in by_day} == Counter(each.listed for each in found), view
            assert together(each for _, each in by_day) == many, view
    torn = listed(filled, View(conflict=True), limit=500)
    assert torn
    assert set(conflicts(filled, [each.id for each in torn])) == {each.id for each in torn}
    single = {spot.id for spot in spots(filled, View()) if spot.id is not None}
    assert {each.id: (each.status, each.place) for each in every(filled) if each.id in single} == {
        each: (brief.status, brief.place) for each, brief in briefs(filled, single).items()
    }


@pytest.mark.parametrize("box", [None, Box(40, 33, 41.5, 35), Box(41.2, 30, 40.9, 40), Box(-10, -10, 10, 10)])
def test_cutting_a_piece_out_of_all_is_asking_for_it(filled: Store, box: Box | None) -> None:
    assert list(within(spots(filled, View()), box)) == spots(filled, View(box=box))


def test_the_beat_changes_with_the_store_and_only_then(filled: Store) -> None:
    before = filled.beat()
    assert spots(filled, View())
    assert filled.beat() == before
    keep(filled, marsad.read("قصفت طائرات قرية السدر مساء الأحد.", published=date(2024, 5, 6)))
    after = filled.beat()
    assert after != before
    assert filled.beat() == after
