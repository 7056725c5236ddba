"""What people decided comes along: merges and splits, standings, the ledger, watch areas, accepted events, and where ids lead."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

import marsad
from endtoend import ROOT
from exports.test_package import run
from marsad.observatory import deciding, documents, ledger, watches
from marsad.observatory.incidents import every, resolve
from marsad.observatory.store import Store, open_store
from marsad.observatory.write import keep
from marsad.observatory.write import remove as drop

TODAY = date(2024, 6, 1)
DECIDED = (
    "SELECT id, kind, value, incident, who, made, undone_by, undone FROM decisions ORDER BY id",
    "SELECT decision_id, position, anchor, side FROM decided ORDER BY decision_id, position",
    "SELECT id, anchor, outcome, reason, who, made, undone_by, undone FROM outcomes ORDER BY id",
    "SELECT id, now FROM forwards ORDER BY id",
    "SELECT id, kind FROM conflicts JOIN incidents ON incidents.id = incident ORDER BY id, kind",
    "SELECT id, standing, standing_by, standing_at, type, status, first, last, listed, events, documents, voices"
    " FROM incidents ORDER BY id",
    "SELECT uid, number, anchor, incident FROM mentions JOIN documents ON id = document_id ORDER BY uid, number",
    "SELECT uid, number FROM events JOIN documents ON id = document_id WHERE accepted ORDER BY uid, number",
)  # fmt: skip


def content(store: Store) -> list[list[tuple[str, ...]]]:
    """All that people decided and what came of it, the same in every database."""
    with store.reading() as connection:
        return [[tuple(map(str, row)) for row in connection.execute(text(query))] for query in DECIDED]


def standings(store: Store) -> list[tuple[object, ...]]:
    return sorted((each.id, each.standing, each.decided_by) for each in ledger.ledger(store, today=TODAY))


def moved(store: Store, at: str, tmp_path: Path, kind: str = "jsonl") -> Store:
    target = tmp_path / ("all.jsonl" if kind == "jsonl" else "tables")
    assert run("export", kind, "--store", str(store.where), "-o", target) == 0
    assert run("import", target, "--store", at) == 0
    return open_store(at)


def decide(store: Store, chance: random.Random) -> None:
    """A few decisions on incidents, in any order: merges, splits, standings, some of them taken back."""
    for _ in range(8):
        found = sorted(every(store), key=lambda each: each.id)
        one = chance.choice(found)
        what = chance.choice(("merge", "merge", "split", "standing", "undo"))
        if what == "merge":
            others = chance.sample([each.id for each in found if each.id != one.id], 2)
            deciding.merge(store, one.id, others, who="Lina")
        elif what == "split":
            large = [each for each in found if len(each.members) > 1]
            if large:
                taken = chance.choice(large)
                member = chance.choice(taken.members)
                try:
                    deciding.split(store, taken.id, [(member.uid, member.event)], who="Omar")
                except marsad.MarsadError:
                    continue  # what would be left is named in passing only
        elif what == "standing":
            deciding.set_standing(store, one.id, chance.choice(("confirmed", "retracted", "candidate")), who="Omar")
        else:
            open_ones = [each.id for each in deciding.decisions(store, one.id) if each.undone is None]
            if open_ones:
                deciding.undo(store, open_ones[-1], who="Lina")


@pytest.mark.parametrize("seed", range(4))
def test_decisions_make_the_same_incidents_again(samples: Store, at: str, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with samples.reading() as connection:
        gone = connection.execute(text("SELECT id FROM documents ORDER BY id")).scalars().all()[seed]
    drop(samples, gone)
    # It comes back last, whatever stood first before.
    for file in sorted((ROOT / "samples").glob("*.txt")):
        keep(samples, marsad.read(file))
    decide(samples, chance)
    # A report goes and comes back after people decided about it: what they said holds again.
    with samples.reading() as connection:
        gone = connection.execute(text("SELECT id FROM documents ORDER BY id")).scalars().all()[seed + 4]
    drop(samples, gone)
    for file in sorted((ROOT / "samples").glob("*.txt")):
        keep(samples, marsad.read(file))
    decide(samples, chance)
    with moved(samples, at, tmp_path, ("jsonl", "parquet")[seed % 2]) as copy:
        assert content(copy) == content(samples)
        assert len(content(copy)[0]) > 5
        assert content(copy)[3]
        # Ids that were borne once lead to the same.
        with copy.reading() as here, samples.reading() as there:
            for old, now in content(samples)[3]:
                if now != "None":
                    assert resolve(here, old) == resolve(there, old) == now
        # And it goes on: numbers are given out after those that came along.
        found = next(iter(every(copy)))
        deciding.set_standing(copy, found.id, "confirmed", who="Lina")
        numbers = [each.id for each in deciding.decisions(copy, found.id)]
        assert numbers[-1] == max(int(row[0]) for row in content(copy)[0]) > len(content(samples)[0])


def test_the_ledger_watch_areas_and_accepted_events_come_along(samples: Store, at: str, tmp_path: Path) -> None:
    entries = ledger.ledger(samples, today=TODAY)
    ledger.decide(samples, entries[0].id, "met", who="Lina", today=TODAY, reason="قاله الناطق")
    ledger.decide(samples, entries[1].id, "failed", who="Omar", today=TODAY)
    ledger.undo(samples, entries[1].id, who="Lina", today=TODAY)
    watches.add(samples, watches.Watch("الحدود", border=("IQ", "SY"), km=50.0, types=("clash",)))
    watches.add(samples, watches.Watch("a", around=(34.4, 41.1), km=20.0))
    documents.correct(samples, "2024-05-05-bawaba-displacement", "e1", "event", True, who="Lina")
    with moved(samples, at, tmp_path) as copy:
        assert content(copy) == content(samples)
        assert content(copy)[2]
        assert content(copy)[-1]
        assert watches.watches(copy) == watches.watches(samples)
        assert [each.name for each in watches.watches(copy)]
        assert standings(copy) == standings(samples)
        # Nothing decided twice over: a second import is refused.
    everything = tmp_path / "all.jsonl"
    assert run("import", everything, "--store", at) == 1


def test_what_people_decided_stays_where_names_are_withheld(samples: Store, tmp_path: Path) -> None:
    watches.add(samples, watches.Watch("a", around=(34.4, 41.1), km=20.0))
    target = tmp_path / "veiled.jsonl"
    assert run("export", "jsonl", "--no-private-persons", "--store", str(samples.where), "-o", target) == 0
    assert '"table":"watches"' not in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        '{"table":"decisions","position":1}',
        '{"table":"decisions","position":1,"kind":"same","incident":"i1","events":"[[1]]","who":"L","made":"x"}',
        '{"table":"outcomes","position":"1"}',
        '{"table":"watches","name":"a","spec":"[]","made":"x"}',
        '{"table":"watches","name":"a","spec":"no","made":"x"}',
        '{"table":"forwards","id":null}',
    ],
)
def test_a_damaged_decision_is_said_to_be_one(
    line: str, samples: Store, at: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.jsonl").write_text(line + "\n", encoding="utf-8")
    assert run("import", tmp_path / "bad.jsonl", "--store", at) == 1
    assert capsys.readouterr().err.startswith("marsad: M100: ")
