from __future__ import annotations

import json
from importlib.resources import files
from math import log

import pytest

import marsad
from marsad.evaluate.calibrate import LEAST_SEEN, Judged, fit, reliability
from marsad.page.document import from_text
from marsad.reader.confidence import WEIGHTS, Weights, weights
from marsad.reader.read import reader_of


def events(name: str, right: int, wrong: int, weight: float = 1.0) -> list[Judged]:
    return [Judged("d", (name, "all"), 0.5, weight, n < right) for n in range(right + wrong)]


def test_a_fit_finds_the_share_that_is_right() -> None:
    base, found = fit([*events("a", 30, 10), *events("b", 10, 30)], ridge=1e-4)
    model = Weights(base, found)
    assert model.sure(["a"]) == pytest.approx(0.75, abs=0.01)
    assert model.sure(["b"]) == pytest.approx(0.25, abs=0.01)
    assert "all" not in found, "what every event has tells nothing"


def test_a_fit_is_the_same_twice_and_a_ridge_pulls_to_nothing() -> None:
    examples = [*events("a", 30, 10), *events("b", 10, 30)]
    assert fit(examples, ridge=3.0) == fit(examples, ridge=3.0)
    assert abs(fit(examples, ridge=100.0)[1]["a"]) < abs(fit(examples, ridge=1.0)[1]["a"])


def test_what_is_seldom_seen_gets_no_weight_and_examples_count_by_theirs() -> None:
    rare = events("rare", LEAST_SEEN - 1, 0)
    assert "rare" not in fit([*events("a", 20, 20), *rare], ridge=1.0)[1]
    light = [*events("a", 20, 20), *events("b", 0, 40, weight=0.0)]
    assert fit(light, ridge=1.0)[0] == pytest.approx(0.0, abs=0.05)


def test_reliability() -> None:
    assert reliability([]).n == 0
    kept = reliability([(0.75, n < 3) for n in range(4)])
    assert (kept.ece, kept.bins[7].n, kept.bins[7].right) == (0.0, 4, 0.75)
    broken = reliability([(1.0, False), (0.0, True)])
    assert (broken.ece, broken.brier, broken.bins[9].n) == (1.0, 1.0, 1)


def test_the_shipped_weights_say_where_they_come_from() -> None:
    data = json.loads(files("marsad.reader").joinpath(WEIGHTS).read_text("utf-8"))
    assert set(data) == {"made_by", "learned_from", "ridge", "chosen_by", "base", "weights"}
    assert all(part["events"] >= part["right"] > 0 for part in data["learned_from"].values())
    assert not any("final" in part for part in data["learned_from"])


def test_an_explanation_adds_up_to_the_confidence() -> None:
    found = reader_of().explain(from_text("قتل داعش خمسة مدنيين في ديالى. وربما انسحب الجيش من قرية.", id="x"))
    assert found.events
    for event in found.events:
        total = sum(weight for _, weight in event.features)
        assert event.features[0] == ("base", weights().base)
        assert log(event.confidence / (1 - event.confidence)) == pytest.approx(total, abs=0.12)
    assert [e.confidence for e in marsad.read("قتل داعش خمسة مدنيين في ديالى.").events] == [found.events[0].confidence]
