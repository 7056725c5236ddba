"""The ledger: one forecast of the samples came true, one did not; what speaks for and against, and what people decide."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import marsad
from endtoend import ROOT
from marsad import cli
from marsad.errors import CorrectionError, NotInStoreError
from marsad.observatory import documents, ledger
from marsad.observatory.entries import Entry
from marsad.observatory.foretold import Foretold, words
from marsad.observatory.reckoning import STANDINGS, Sign, fits, proposed
from marsad.observatory.reread import reread
from marsad.observatory.store import Store, open_store
from marsad.observatory.write import keep
from marsad.reader import read_article
from marsad.records import Report

LAST = date(2024, 5, 14)
END = "متوقعاً أن تنتهي العملية خلال خمسة أيام"
CROSSING = "تتوقع إعادة فتح منفذ القائم السبت المقبل"


@cache
def samples() -> tuple[Report, ...]:
    files = [
        *sorted((ROOT / "samples").glob("2024-*")),
        *sorted((ROOT / "samples" / "pages").iterdir()),
        *(ROOT / "samples" / name for name in ("feed.jsonl", "archive.warc.gz")),
    ]
    return tuple(each for file in files for each in marsad.read_all(file) if isinstance(each, Report))


@pytest.fixture
def told(store: Store) -> Store:
    for report in samples():
        keep(store, report)
    return store


def by_text(store: Store, text: str, *, today: date = LAST) -> Entry:
    (found,) = [each for each in ledger.ledger(store, today=today) if each.text == text]
    return found


def test_of_the_samples_one_is_met_and_one_failed(told: Store) -> None:
    found = ledger.ledger(told, today=LAST)
    assert [(each.text, each.standing) for each in found if each.deadline and each.standing in ("met", "failed")] == [
        (END, "failed"),
        (CROSSING, "met"),
    ]
    failed, met = by_text(told, END), by_text(told, CROSSING)
    assert (failed.kind, failed.type, failed.said) == ("forecast", "operation", date(2024, 5, 4))
    assert (failed.deadline, failed.deadline_from, failed.horizon) == (date(2024, 5, 9), "words", "خلال خمسة أيام")
    assert [(sign.speaks_for, sign.day) for sign in failed.signs] == [
        (False, date(2024, 5, 12)),
        (False, date(2024, 5, 13)),
    ]
    assert "denied" in failed.signs[0].why
    assert {"too late", "actor-same", "phase end"} <= set(failed.signs[1].why)
    assert met.speaker == "هيئة المنافذ"
    assert met.deadline == date(2024, 5, 11)
    assert all(sign.speaks_for and sign.day == date(2024, 5, 11) and sign.incident for sign in met.signs)
    assert {sign.outlet for sign in met.signs} == {"الرافد", "المرفأ الجديد"}


def test_words_stand_where_the_entry_says(told: Store) -> None:
    for each in ledger.ledger(told, today=LAST):
        text = documents.show(told, each.documents[0]).as_read.document.text
        assert text[each.start : each.end] == each.text
        for sign in each.signs:
            assert sign.day > each.said
            assert sign.uid not in each.documents


def test_it_stands_as_of_the_day(told: Store) -> None:
    assert by_text(told, END, today=date(2024, 5, 8)).standing == "open"
    assert by_text(told, END, today=date(2024, 5, 9)).standing == "due"
    assert by_text(told, CROSSING, today=date(2024, 5, 10)).standing == "open"
    assert by_text(told, CROSSING, today=date(2024, 5, 11)).standing == "met"
    assert ledger.ledger(told, today=date(2024, 5, 3)) == []


def test_threats_and_unclear_stretches_of_time(told: Store) -> None:
    (strike,) = [each for each in ledger.ledger(told, today=LAST, kinds=["threat"]) if each.type == "protest"]
    assert (strike.deadline, strike.standing) == (date(2024, 5, 9), "due")
    (answer,) = [each for each in ledger.ledger(told, today=LAST, kinds=["threat"]) if each.horizon == "الأيام المقبلة"]
    assert answer.deadline_from == "vague"
    assert answer.deadline == answer.said + timedelta(days=words().vague["ايام مقبله"])
    # The same words in two documents are one entry.
    assert len(answer.documents) == 2


def test_what_has_a_deadline_comes_first_by_its_day(told: Store) -> None:
    days = [each.deadline for each in ledger.ledger(told, today=LAST)]
    dated = [day for day in days if day]
    assert days == sorted(dated) + [None] * (len(days) - len(dated))
    assert 0 < len(dated) < len(days)
    assert [e.standing for e in ledger.ledger(told, today=LAST, standings=["due"])].count("due") >= 2


def test_a_person_decides_and_takes_it_back(told: Store) -> None:
    strike = next(each for each in ledger.ledger(told, today=LAST) if each.type == "protest")
    decided = ledger.decide(told, strike.id[:9], "met", who=" Lina ", today=LAST)
    assert (decided.standing, decided.proposed, decided.decided_by) == ("met", "due", "Lina")
    # It holds after everything was read again, and after the document went and came back.
    list(reread(told, read=read_article))
    assert ledger.entry(told, strike.id, today=LAST).standing == "met"
    (source,) = [report for report in samples() if report.document.id == "2024-05-06-bawaba-protest"]
    documents.remove(told, strike.documents[0])
    with pytest.raises(NotInStoreError):
        ledger.entry(told, strike.id, today=LAST)
    keep(told, source)
    assert ledger.entry(told, strike.id, today=LAST).standing == "met"
    assert ledger.decide(told, strike.id, "failed", who="Omar", today=LAST).standing == "failed"
    assert ledger.undo(told, strike.id, who="Omar", today=LAST).standing == "met"
    assert ledger.undo(told, strike.id, who="Omar", today=LAST).standing == "due"
    with pytest.raises(NotInStoreError, match="nothing was decided"):
        ledger.undo(told, strike.id, who="Omar", today=LAST)


def test_who_and_what_have_to_be_said(told: Store) -> None:
    entry = ledger.ledger(told, today=LAST)[0]
    with pytest.raises(CorrectionError, match="nobody"):
        ledger.decide(told, entry.id, "met", who=" ", today=LAST)
    with pytest.raises(CorrectionError, match="no standing"):
        ledger.decide(told, entry.id, "perhaps", who="Lina", today=LAST)
    for wrong in ("f", "f00000000000", entry.id[:4]):
        with pytest.raises(NotInStoreError):
            ledger.entry(told, wrong, today=LAST)


def test_an_end_comes_about_by_an_end_only() -> None:
    assert fits("end", "end")
    assert not fits("end", None)
    assert not fits("open", "close")
    assert not fits(None, "end")
    assert fits("open", None)


SIGN = Sign(True, "u", "e1", None, "capture", "occurred", date(2024, 5, 5), True, "", ())


@given(sides=st.lists(st.booleans(), max_size=5), after=st.integers(-3, 3), dated=st.booleans())
def test_what_the_machine_proposes(sides: list[bool], after: int, dated: bool) -> None:
    item = _item(LAST if dated else None)
    found = [replace(SIGN, speaks_for=side) for side in sides]
    standing = proposed(item, found, today=LAST + timedelta(days=after))
    assert standing in STANDINGS
    assert standing == proposed(item, reversed(found), today=LAST + timedelta(days=after))
    if standing == "failed":
        assert not any(sides)
        assert after > 0
    if standing == "due":
        assert dated
        assert after >= 0
    assert (standing == "undecided") == (len(set(sides)) == 2)
    assert (standing == "met") == (set(sides) == {True})


def _item(deadline: date | None) -> Foretold:
    return Foretold(
        "f1", "v", "forecast", None, "", 0, 0, date(2024, 5, 1), "published", None, None, deadline, None, (), None, None,
        frozenset(),
    )  # fmt: skip


@pytest.fixture
def at(at: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MARSAD_STORE", at)
    return at


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


def test_the_commands(at: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(at) as opened:
        for report in samples():
            keep(opened, report)
    day = ("--today", "2024-05-14")
    assert run("ledger", *day, "--met", "--failed", "--format", "jsonl") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    failed, met = (row for row in rows if row["deadline"])
    assert (failed["standing"], met["standing"]) == ("failed", "met")
    assert run("ledger", *day, "--lang", "ar") == 0
    shown = capsys.readouterr().out
    assert "لم يتحقق" in shown
    assert failed["id"] in shown
    assert run("ledger", *day, "--due", "--kind", "threat", "--format", "json") == 0
    (strike,) = json.loads(capsys.readouterr().out)
    assert run("ledger", "decide", strike["id"], "met", "--by", "Lina", *day) == 0
    assert capsys.readouterr().out == f"{strike['id']}: met, decided by Lina (proposed: due)\n"
    assert run("ledger", "show", strike["id"], *day) == 0
    assert "Lina" in capsys.readouterr().out
    assert run("ledger", "undo", strike["id"], "--by", "Lina", *day) == 0
    assert capsys.readouterr().out == f"{strike['id']}: due\n"
    assert run("ledger", "decide", strike["id"], "met", *day) == 2
    assert run("ledger", "decide", strike["id"], "perhaps", "--by", "Lina") == 2
    assert run("ledger", "--since", "2024-05-13", *day, "--format", "jsonl") == 0
    assert all(json.loads(line)["said"] >= "2024-05-13" for line in capsys.readouterr().out.splitlines())
