"""Noun phrases: where each begins and ends."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.parsing import parsed, rows


@pytest.mark.parametrize("row", rows("phrases/positive.jsonl"), ids=lambda row: row["text"])
def test_extent(row: dict[str, Any]) -> None:
    text = row["text"]
    phrases = [chunk.phrase for chunk in parsed(text).chunks if chunk.phrase is not None]
    assert [text[phrase.start : phrase.end] for phrase in phrases] == row["phrases"]


@pytest.mark.parametrize("row", rows("phrases/positive.jsonl"), ids=lambda row: row["text"])
def test_chunks_cover_the_sentence_once_and_in_order(row: dict[str, Any]) -> None:
    sentence = parsed(row["text"])
    last = 0
    for chunk in sentence.chunks:
        assert last <= chunk.first < chunk.last
        last = chunk.last
    assert last <= len(sentence.words)
