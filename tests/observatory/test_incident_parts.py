"""The parts incidents are made of: evidence, blocks, groups, ids, voices, tables."""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marsad
from helpers import incident_scores
from helpers.neighbourhoods import neighbourhoods
from marsad.errors import DataError
from marsad.observatory import blocks, publishers, weights
from marsad.observatory import mentions as mentions_module
from marsad.observatory.clusters import clusters
from marsad.observatory.mentions import Mention, founder, incident_id, mentions, pack, unpack
from marsad.observatory.naming import name
from marsad.observatory.neighbourhood import Surroundings
from marsad.observatory.pairing import evidence, score
from marsad.observatory.reaching import reaching, seen
from marsad.observatory.rows import searched
from marsad.records import Status


@cache
def told() -> tuple[Mention, ...]:
    rows = incident_scores.reports("tuning")
    return tuple(m for row in rows for m in mentions(incident_scores.read(row), row["id"]))


def read(text: str, day: date = date(2024, 3, 12)) -> list[Mention]:
    return mentions(marsad.read(text, published=day), text[:8])


def test_a_mention_is_kept_whole() -> None:
    assert all(unpack(m.number, m.anchor, pack(m)) == m for m in told())


def test_points_are_the_same_from_either_side() -> None:
    for a, b in combinations(told(), 2):
        assert score(a, b) == score(b, a)
        found = evidence(a, b)
        assert found is None or sum(each.points for each in found) == score(a, b)


def test_what_is_linked_is_found_by_its_neighbours_whichever_comes_first() -> None:
    threshold = weights.load().settings["threshold"]
    keys = [blocks.keys(m) for m in told()]
    near = 0
    for (a, one), (b, other) in combinations(zip(told(), keys, strict=True), 2):
        assert bool(one.asks & other.stands) == bool(other.asks & one.stands)
        points = score(a, b)
        # Few that would fit are not neighbours: a place that nothing is known of but its name.
        near += a.uid != b.uid and points is not None and points >= threshold and bool(one.asks & other.stands)
    assert near > 50


def test_what_is_not_said_is_inherited_and_marked() -> None:
    found = read("انفجرت عبوة ناسفة في الحويجة يوم الثلاثاء. وقُتل ثلاثة جنود.")
    assert [m.inherited for m in found] == ["", "pd"]
    assert found[1].spots == found[0].spots
    assert found[1].first == found[0].first == date(2024, 3, 12).toordinal()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("قصفت الطائرات بلدة سرمين السبت.", "غارة جوية على سرمين السبت.", "place-same"),
        ("قصفت الطائرات مدينة الموصل السبت.", "غارة جوية على مدينة تكريت السبت.", "place-other"),
        ("قصفت الطائرات مدينة الموصل السبت.", "غارة جوية على مدينة الموصل الأحد.", "day-next"),
        ("قصفت الطائرات مدينة الموصل السبت.", "غارة جوية على مدينة الموصل الأربعاء.", "day-other"),
        ("قتل خمسة جنود بغارة جوية في الموصل السبت.", "غارة جوية في الموصل السبت قتلت خمسة جنود.", "toll-same"),
        ("اغتال مسلحون الناشط علي حسن في البصرة.", "اغتيال الناشط علي حسن في البصرة.", "person-same"),
        ("غارة جوية على الموصل ليل الاثنين.", "غارة جوية على الموصل فجر الثلاثاء.", "day-night"),
        ("غارة جوية على الموصل ليل الاثنين.", "غارة جوية على الموصل الثلاثاء.", "day-night-or-next"),
        ("غارة جوية على الموصل ظهر الاثنين.", "غارة جوية على الموصل فجر الثلاثاء.", "day-next"),
        ("غارة جوية على الموصل صباح الثلاثاء.", "غارة جوية على الموصل مساء الثلاثاء.", "hour-other"),
        ("غارة جوية على الموصل صباح الثلاثاء.", "غارة جوية على الموصل صباح اليوم الثلاثاء.", "hour-same"),
        ("غارة على بلدة عيترون الأربعاء.", "غارة في قضاء بنت جبيل الأربعاء.", "place-environs"),
        ("قصف مدفعي على معسكر أبو شوك الثلاثاء.", "قصف مدفعي على معسكر أبوشوك الثلاثاء.", "place-same"),
        ("قصف خيام في مواصي خان يونس الثلاثاء.", "قصف خيام في مواصي خانيونس الثلاثاء.", "place-same"),
    ],
)
def test_evidence_has_a_name(one: str, other: str, expected: str) -> None:
    found = [each.name for a in read(one) for b in read(other) for each in evidence(a, b) or ()]
    assert expected in found


def test_a_place_that_was_not_read_is_found_in_the_words() -> None:
    """Who does not know where is compared with those whose place its sentence names, whichever comes first."""
    [placed] = read("اندلعت اشتباكات في سبها السبت.")
    [loose] = (dataclasses.replace(m, uid="other", spots=(), inherited="") for m in read("اشتباكات عنيفة في سبها."))
    one, other = blocks.keys(placed), blocks.keys(loose)
    assert one.asks & other.stands
    assert other.asks & one.stands
    names = [each.name for each in evidence(placed, loose) or ()]
    assert "place-named" in names
    elsewhere = dataclasses.replace(loose, words=loose.words - {"سبها"})
    assert "place-unsaid" in [each.name for each in evidence(placed, elsewhere) or ()]


def test_a_headline_and_its_story_know_each_others_places() -> None:
    text = "قصف تركي على سنجار\n\nقصفت طائرة تركية سيارة في مجمع خانصور الأحد."
    title, story = (m for m in mentions(marsad.read(text), "a") if m.type in ("airstrike", "shelling"))
    assert {spot.key for spot in title.spots} == {spot.key for spot in story.spots}


def test_what_is_ahead_and_what_was_are_no_pair() -> None:
    plan, done = read("ستفتح السلطات معبر ربيعة الأحد المقبل."), read("فتحت السلطات معبر ربيعة الأحد.")
    assert plan[0].ahead
    assert evidence(plan[0], done[0]) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 9), st.randoms(use_true_random=False))
def test_groups_hang_on_points_alone(count: int, chance: random.Random) -> None:
    points = {pair: chance.choice([None, -300, 100, 400, 500, 500, 700]) for pair in combinations(range(count), 2)}
    every = {at: range(count) for at in range(count)}
    found = clusters(count, lambda a, b: points[min(a, b), max(a, b)], every, 450)
    assert sorted(n for group in found for n in group) == list(range(count))
    for one, other in combinations(found, 2):
        total = sum(p if (p := points[min(a, b), max(a, b)]) is not None else -600 for a in one for b in other)
        # Whatever is not one group does not fit well enough on average.
        assert total < 450 * len(one) * len(other)
    links: dict[int, dict[int, int]] = {}
    for (a, b), p in points.items():
        if p is not None and p >= 450:
            links.setdefault(a, {})[b] = links.setdefault(b, {})[a] = p
    # Pairs that do not reach the threshold by themselves need not be named.
    assert clusters(count, lambda a, b: points[min(a, b), max(a, b)], links, 450) == found
    parts = neighbourhoods(range(count), links, 450, 3, 50)
    assert sorted(n for part in parts for n in part) == list(range(count))
    assert max(map(len, parts)) <= 3


def drawn(count: int, chance: random.Random) -> dict[int, dict[int, int]]:
    """Links of some items from either end: some much stronger than others, so that what is too large falls apart."""
    links: dict[int, dict[int, int]] = {item: {} for item in range(count)}
    for a, b in combinations(range(count), 2):
        if chance.random() < 0.25:
            links[a][b] = links[b][a] = chance.choice([450, 470, 500, 540, 610, 700])
    return links


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 24), st.integers(1, 6), st.randoms(use_true_random=False))
def test_a_neighbourhood_is_the_same_seen_from_within(count: int, largest: int, chance: random.Random) -> None:
    links = drawn(count, chance)
    whole = {frozenset(part) for part in neighbourhoods(range(count), links, 450, largest, 50)}
    asked: list[int] = []

    def ask(items: Any) -> dict[int, dict[int, int]]:
        asked.extend(items)
        return {item: links[item] for item in items}

    some = chance.sample(range(count), chance.randint(1, count))
    found = list(Surroundings(ask, 450, largest).of(some))
    assert set(found) == {part for part in whole if not part.isdisjoint(some)}
    assert len(found) == len(set(found))
    assert len(asked) == len(set(asked))


@settings(max_examples=150, deadline=None)
@given(st.integers(3, 24), st.integers(1, 6), st.randoms(use_true_random=False))
def test_what_a_new_report_touches_is_what_its_neighbours_are_of(
    count: int, largest: int, chance: random.Random
) -> None:
    links = drawn(count, chance)
    new = set(range(count - chance.randint(1, 3), count)) - {0}
    old = {a: {b: p for b, p in ends.items() if b not in new} for a, ends in links.items() if a not in new}
    before = {frozenset(part) for part in neighbourhoods(sorted(old), old, 450, largest, 50)}
    after = {frozenset(part) for part in neighbourhoods(range(count), links, 450, largest, 50)}
    store = dict(old)
    around = Surroundings(lambda items: {item: store[item] for item in items}, 450, largest)
    seeds = sorted({other for item in new for other in links[item]} - new)
    stood = set(around.of(seeds))
    assert stood <= before
    store |= links
    around.join({a: {b: p for b, p in ends.items() if a in new or b in new} for a, ends in links.items()})
    found = set(around.of(sorted({*new, *(item for part in stood for item in part)})))
    assert found <= after
    # No other neighbourhood is otherwise than it was, neither when the report comes nor when it goes.
    assert after - found <= before
    assert before - stood <= after
    again = set(Surroundings(lambda items: {item: old[item] for item in items}, 450, largest).of(seeds))
    assert before - again <= after


def test_a_pair_that_may_reach_the_threshold_is_looked_at_to_the_end() -> None:
    table = weights.load()
    for a, b in combinations(told(), 2):
        points = score(a, b, table)
        for least in (-200, 0, 300, 700):
            assert reaching(seen(a), seen(b), table, least) == (
                points if points is not None and points >= least else None
            )


def test_decisions_bind_groups() -> None:
    assert clusters(3, lambda a, b: 700, {0: [1, 2], 1: [2]}, 450, apart=[(0, 2)]) == [[0, 1], [2]]
    assert clusters(3, lambda a, b: None, {}, 450, together=[(0, 2)]) == [[0, 2], [1]]
    assert clusters(3, lambda a, b: None, {}, 450, together=[(0, 1), (1, 2)], apart=[(0, 2)]) == [[0, 1], [2]]


def test_ids_are_kept_and_lead_on() -> None:
    a, b, c = told()[:3]
    assert founder(incident_id(a.anchor)) == a.anchor
    new = name([[a], [b, c]], {})
    assert new.ids == (incident_id(a.anchor), incident_id(b.anchor))
    one, other = new.ids
    merged = name([[a, b, c]], {a.anchor: one, b.anchor: other, c.anchor: other})
    assert (merged.ids, merged.led) == ((one,), {other: one})
    preferred = name([[a, b, c]], {a.anchor: one, b.anchor: other, c.anchor: other}, prefer=[other])
    assert (preferred.ids, preferred.led) == ((other,), {one: other})
    split = name([[a, c], [b]], {a.anchor: one, b.anchor: one, c.anchor: one}, known=[other])
    assert split.ids == (one, other)
    gone = name([[c]], {c.anchor: other}, gone=[one, other])
    assert (gone.ids, gone.led) == ((other,), {one: None})
    assert name([[a]], {}, taken=[one]).ids[0] != one


def family(text: str = "قُتل خمسة في بغداد.", **more: Any) -> str:
    return publishers.family(marsad.read(text, **more), "a document")


def test_publishers_by_family() -> None:
    assert family(url="https://www.almanar.com.lb/1") == family(url="https://alahednews.com.lb/2") == "حزب الله"
    assert family(url="https://news.example/1") == "news.example"
    assert family() == "a document"
    assert family("بغداد (رويترز) - قُتل خمسة أشخاص في بغداد الاثنين.", url="https://news.example/1") == "رويترز"


def test_copies_are_told_by_their_words() -> None:
    texts = [row["text"] for row in incident_scores.reports("tuning") if row["id"] in ("t17", "t18", "t19")]
    first, copy, other = (publishers.sketch(searched(marsad.read(text))) for text in texts)
    assert publishers.copies(first, copy)
    assert not publishers.copies(first, other)
    assert publishers.voices([("a", first), ("b", copy), ("c", other)]) == 2
    assert publishers.voices([("a", first), ("a", other), ("c", copy)]) == 1


def _rows(lines: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    return iter(list(enumerate(lines, 2)))


@pytest.mark.parametrize(
    ("file", "lines", "said"),
    [
        ("families.csv", [["clash", "violence", "maybe", ""]], "families.csv:2: 'maybe'"),
        ("families.csv", [["clash", "", "", ""]], "families.csv:2"),
        ("families.csv", [["clash", "violence", "", "often"]], "families.csv:2: 'often'"),
        ("together.csv", [["clash", "picnic", "1", "x"]], "together.csv:2: 'picnic'"),
        ("together.csv", [["clash", "clash", "1", "x"]], "together.csv:2"),
        ("together.csv", [["clash", "attack", "many", "x"]], "together.csv:2: 'many'"),
        ("evidence.csv", [["luck", "1", "x", "x"]], "evidence.csv:2: 'luck'"),
        ("evidence.csv", [["day-same", "1", "x", "x"]], "is missing"),
        ("settings.csv", [["threshold", "x", "x"]], "settings.csv:2: 'x'"),
    ],
)
def test_a_table_that_is_wrong_is_said_by_its_line(
    file: str, lines: list[list[str]], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = weights.rows
    monkeypatch.setattr(weights, "rows", lambda name, heads: _rows(lines) if name == file else whole(name, heads))
    with pytest.raises(DataError, match=said):
        weights.load.__wrapped__()


def test_parts_of_the_day_that_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mentions_module, "rows", lambda *_: _rows([["فجر", "early"]]))
    with pytest.raises(DataError, match=r"hour_words\.csv:2"):
        mentions_module._hour_words.__wrapped__()


def test_rows_of_an_older_store_are_read() -> None:
    mention = told()[0]
    *older, _hour = json.loads(pack(mention))
    assert unpack(mention.number, mention.anchor, json.dumps(older)) == dataclasses.replace(mention, hour=None)


def test_publishers_that_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    for lines in ([["", "x", "", ""]], [["a", "x", "", "party"]], [["a", "x", "", ""], ["b", "x", "", ""]]):
        monkeypatch.setattr(publishers, "rows", lambda *_, lines=lines: _rows(lines))
        with pytest.raises(DataError, match=r"publishers\.csv:"):
            publishers.publishers.__wrapped__()


def test_every_type_has_its_family() -> None:
    from marsad.lexicon.schema import read_folder

    types = {entry.data["type"] for entry in read_folder()[0] if entry.family == "types"}
    assert weights.load().families.keys() == types


def test_a_type_of_ones_own_is_compared_too() -> None:
    [own] = [m for m in read("قصفت الطائرات مدينة الموصل السبت.") if m.type == "airstrike"]
    mine = dataclasses.replace(own, type="own_type")
    assert blocks.keys(mine).stands
    assert score(mine, dataclasses.replace(mine, uid="another")) is not None
    assert score(mine, own) is None


def test_statuses_are_all_known() -> None:
    from typing import get_args

    from marsad.observatory.summaries import _STATUSES

    assert set(_STATUSES) == set(get_args(Status))
