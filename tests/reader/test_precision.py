"""Sentences of press prose with conflict words: those that report no occasion give no main event, those that do keep theirs."""

from __future__ import annotations

import json

import pytest

from helpers.precision import FOLDER, measure

FLOORS: dict[str, float] = json.loads((FOLDER / "floors.json").read_text("utf-8"))


def test_sentences_without_an_occasion_give_no_main_event_and_real_ones_keep_theirs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    scores = measure()
    with capsys.disabled():
        print(
            f"\nprecision: {scores.false_rate:.1%} coded without an occasion, {scores.lost_rate:.1%} of the real lost"
        )
    assert sum(scores.totals.values()) == 300
    assert scores.real == 100
    assert scores.false_rate <= FLOORS["coded"], [text for found in scores.coded.values() for text, _ in found]
    assert scores.lost_rate <= FLOORS["lost"], [text for text, _ in scores.lost]
