"""Clauses: which subject a verb has, what a clause is to the one around it, and the marks before its verb."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.parsing import parsed, rows
from marsad.reader.clauses.clause import Clause


def clause_of(text: str, verb: str) -> Clause:
    (found,) = [one for one in parsed(text).clauses if one.verb is not None and one.verb.word.text == verb]
    return found


@pytest.mark.parametrize("row", rows("clauses/subjects.jsonl"), ids=lambda row: row["text"])
def test_subjects(row: dict[str, Any]) -> None:
    text = row["text"]
    for wanted in row["clauses"]:
        clause = clause_of(text, wanted["verb"])
        assert clause.subject is not None, wanted["verb"]
        assert (wanted["verb"], text[clause.subject.start : clause.subject.end]) == (wanted["verb"], wanted["subject"])
        assert clause.kind == wanted.get("kind", clause.kind), wanted["verb"]


@pytest.mark.parametrize("row", rows("clauses/marks.jsonl"), ids=lambda row: row["text"])
def test_marks(row: dict[str, Any]) -> None:
    clause = clause_of(row["text"], row["verb"])
    marks = {key: value for key, value in row.items() if key not in ("text", "verb")}
    assert {key: getattr(clause, key) for key in marks} == marks


@pytest.mark.parametrize("row", rows("clauses/subjects.jsonl"), ids=lambda row: row["text"])
def test_only_the_main_clause_is_governed_by_none(row: dict[str, Any]) -> None:
    clauses = parsed(row["text"]).clauses
    assert any(clause.parent is None for clause in clauses)
    for clause in clauses:
        above, seen = clause.parent, [clause]
        while above is not None:
            assert above not in seen
            seen.append(above)
            above = above.parent
