"""``marsad export``: where it writes, what it says, what it refuses; and that memory stays flat."""

from __future__ import annotations

import csv
import gc
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from endtoend import command_line
from helpers import stories
from marsad import cli
from marsad.exports import registry, tables
from marsad.exports import run as running
from marsad.exports.base import Options
from marsad.observatory import outflow
from marsad.observatory.outflow import Outflow, Wanted, moment
from marsad.observatory.store import Store
from marsad.observatory.tellings import Telling
from marsad.observatory.write import keep


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


@pytest.fixture
def filled(at: str, monkeypatch: pytest.MonkeyPatch, store: Store) -> str:
    for number in range(8):
        keep(store, stories.report(number))
    monkeypatch.setenv("MARSAD_STORE", at)
    return at


@pytest.mark.usefixtures("filled")
def test_every_format_goes_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in registry.names():
        file = tmp_path / f"out{registry.find(name).suffix}"
        assert run("export", name, "-o", file) == 0
        assert capsys.readouterr().out.startswith(f"{file}: ")
        assert file.stat().st_size > 100
    assert [path for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.usefixtures("filled")
def test_to_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("export", "csv", "--bom") == 0
    raw = capsysbinary.readouterr().out
    assert raw.startswith(b"\xef\xbb\xbfevent,document,")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert len(rows) >= 8
    assert {row["event"] for row in rows} == {f"{row['document']}-e{row['event'].split('-e')[1]}" for row in rows}
    assert run("export", "parquet") == 0
    assert capsysbinary.readouterr().out.startswith(b"PAR1")


@pytest.mark.usefixtures("filled")
def test_filters_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    def events(*arguments: str) -> list[dict[str, Any]]:
        assert run("export", "jsonl", "--table", "events", *arguments) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    every = events()
    assert {event["table"] for event in every} == {"events"}
    arrests = events("--type", "arrest")
    assert {event["type"] for event in arrests} == {"arrest"}
    assert len(arrests) == sum(event["type"] == "arrest" for event in every)
    found = events("القائم")
    assert 0 < len(found) < len(every)
    assert all("القائم" in event["evidence"] or "القائم" in event["places"] for event in found)
    since = events("--since", "2024-05-05")
    assert 0 < len(since) < len(every)
    assert events("--salience", "background") == [e for e in every if e["salience"] == "background"]
    documents = {event["document"] for event in arrests}
    assert run("export", "jsonl", "--table", "documents", "--type", "arrest") == 0
    assert {json.loads(line)["document"] for line in capsys.readouterr().out.splitlines()} == documents


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense",), "no format"),
        (("csv", "--table", "nonsense"), "no table"),
        (("acled", "--table", "events"), "has no tables"),
        (("csv", "--table", "events", "--table", "documents"), "holds one table"),
        (("jsonl", "--table", "versions", "--no-private-persons"), "holds whole texts"),
        (("csv", "--since", "yesterday"), "M201"),
        (("csv", "،،"), "no word"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_wrong_usage(arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", *arguments) == 2
    err = capsys.readouterr().err
    assert err.startswith("marsad: M20")
    assert said in err


@pytest.mark.usefixtures("filled")
def test_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "csv", "-o", tmp_path / "absent" / "out.csv") == 1
    assert capsys.readouterr().err.startswith("marsad: M400")
    assert run("export", "csv", "-o", tmp_path / "absent" / "tables") == 1
    assert capsys.readouterr().err.startswith("marsad: M400")


@pytest.mark.usefixtures("filled")
def test_what_is_left_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "ged", "-o", tmp_path / "ged.csv") == 0
    out, err = capsys.readouterr()
    written = int(out.split(": ")[1].split()[0])
    assert "incidents left out: " in err
    assert "docs/exports.md" in err
    with (tmp_path / "ged.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == written + 1


def test_a_reader_that_has_enough(samples: Store) -> None:
    done = command_line("export", "csv", "--store", str(samples.where))
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.decode().startswith("event,document,incident,")


def test_both_databases_give_the_same(filled: str, store: Store, tmp_path: Path) -> None:
    from marsad.observatory.store import init_store

    plain, _ = init_store(str(tmp_path / "plain.db"))
    with plain:
        for number in range(8):
            keep(plain, stories.report(number))
        for name in ("geojson", "csv"):
            of = registry.find(name)
            found = []
            for each in (plain, store):
                stream = io.BytesIO()
                with moment(each) as connection:
                    flow = Outflow(connection, Wanted(), sqlite=each.sqlite)
                    if of.takes == "occasions":
                        running.occasions(of, stream, flow, Options())
                    else:
                        running.write(of, stream, flow, Options(), ("events",))
                found.append(stream.getvalue())
            assert found[0] == found[1]


def test_a_few_at_a_time_are_held(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outflow, "_BATCH", 3)
    for number in range(12):
        keep(store, stories.report(number))

    def held(tellings: Iterator[Any]) -> list[int]:
        found = []
        for _ in tellings:
            gc.collect()
            found.append(len({id(x.paper) for x in gc.get_objects() if isinstance(x, Telling)}))
        return found

    with moment(store) as connection:
        flow = Outflow(connection, Wanted(), sqlite=store.sqlite)
        events = held(flow.tellings())
        assert len(events) >= 12
        assert max(events) <= 4
        occasions = list(flow.occasions())
        assert len({occasion.id for occasion in occasions}) == len(occasions) > 6
        incidents = held(flow.occasions())
    assert len(incidents) == len(occasions)


def test_documents_that_do_not_lie_together(store: Store) -> None:
    from marsad.observatory.documents import remove
    from marsad.observatory.filters import Filters

    for number in range(24):
        keep(store, stories.report(number))
    for number in range(0, 24, 3):
        remove(store, f"story-{number}")
    with moment(store) as connection:
        every = list(Outflow(connection, Wanted(), sqlite=store.sqlite).tellings())
        some = Wanted(filters=Filters(types=("arrest",)))
        arrests = list(Outflow(connection, some, sqlite=store.sqlite).tellings())
        versions = list(Outflow(connection, some, sqlite=store.sqlite).versions())
    assert [t for t in every if t.type == "arrest"] == arrests
    assert {row.document for row in versions} == {t.paper.uid for t in arrests}
    assert len({t.id for t in every}) == len(every)


def test_tables_of_a_store_without_documents(store: Store) -> None:
    with moment(store) as connection:
        flow = Outflow(connection, Wanted(), sqlite=store.sqlite)
        for name in ("csv", "jsonl", "parquet", "xlsx"):
            stream = io.BytesIO()
            of = registry.find(name)
            found = running.write(of, stream, flow, Options(), tables.NAMES if of.several else ("events",))
            assert found.rows == 0
