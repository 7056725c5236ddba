"""The corpus of events: every line is read as its writer expects, but for the listed gaps."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.corpus import failing, files, known_gaps, lines

FILES = files("events")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_lines_are_read_as_expected(path: Path) -> None:
    gaps, wrong = known_gaps(), failing(path)
    text = {line.key: line.data["text"] for line in lines(path)}
    assert [(text[key], why) for key, why in wrong.items() if key not in gaps] == [], "no longer read as expected"
    assert [text[key] for key in text if key in gaps and key not in wrong] == [], "take these lines off the gaps"


def test_every_gap_is_a_line_of_the_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    keys = [line.key for path in FILES for line in lines(path)]
    gaps = [key for key in known_gaps() if key.startswith("events/")]
    assert set(gaps) <= set(keys)
    assert len(keys) == len(set(keys)), "a sentence stands twice"
    with capsys.disabled():
        print(f"\nevents: {len(keys) - len(gaps)} of {len(keys)} corpus lines are read as expected")
