"""The corpora of events and sources: every line is read as its writer expects, but for the listed gaps."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.corpus import failing, files, known_gaps, lines

CORPORA = {name: files(name) for name in ("events", "sources")}


@pytest.mark.parametrize(
    "path", [p for each in CORPORA.values() for p in each], ids=lambda p: f"{p.parent.name}/{p.stem}"
)
def test_lines_are_read_as_expected(path: Path) -> None:
    gaps, wrong = known_gaps(), failing(path)
    text = {line.key: line.data["text"] for line in lines(path)}
    assert [(text[key], why) for key, why in wrong.items() if key not in gaps] == [], "no longer read as expected"
    assert [text[key] for key in text if key in gaps and key not in wrong] == [], "take these lines off the gaps"


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_gap_is_a_line_of_the_corpus(corpus: str, capsys: pytest.CaptureFixture[str]) -> None:
    keys = [line.key for path in CORPORA[corpus] for line in lines(path)]
    gaps = [key for key in known_gaps() if key.startswith(f"{corpus}/")]
    assert set(gaps) <= set(keys)
    assert len(keys) == len(set(keys)), "a sentence stands twice"
    with capsys.disabled():
        print(f"\n{corpus}: {len(keys) - len(gaps)} of {len(keys)} corpus lines are read as expected")
