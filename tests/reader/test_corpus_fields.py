"""Sentences worded without sight of the reader: over all types, and for times and counts, with what must not be taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.corpus import KINDS, failing, files, known_gaps, lines

FILES = [path for kind in ("heldout", "times", "counts") for path in files(kind)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_lines_are_read_as_expected(path: Path) -> None:
    gaps, wrong = known_gaps(), failing(path)
    text = {line.key: line.data["text"] for line in lines(path)}
    assert [(text[key], why) for key, why in wrong.items() if key not in gaps] == [], "no longer read as expected"
    assert [text[key] for key in text if key in gaps and key not in wrong] == [], "take these lines off the gaps"


def test_every_gap_is_a_line_of_some_corpus() -> None:
    keys = {line.key for kind in KINDS for path in files(kind) for line in lines(path)}
    assert set(known_gaps()) <= keys


@pytest.mark.parametrize(("kind", "positive", "negative"), [("times", 60, 30), ("counts", 60, 30)])
def test_the_sets_are_as_large_as_asked(kind: str, positive: int, negative: int) -> None:
    held = {path.stem: sum(1 for _ in lines(path)) for path in files(kind)}
    assert held["positive"] >= positive
    assert held["negative"] >= negative
