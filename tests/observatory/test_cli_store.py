"""The commands of the store from the command line: what they print, where, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from endtoend import ROOT, command_line
from fixtures_reports import rich_report
from helpers import stories
from marsad import cli
from marsad.observatory.store import open_store
from marsad.observatory.write import keep

SAMPLE = ROOT / "samples" / "2024-05-05-bawaba-displacement.txt"


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


@pytest.fixture
def at(at: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MARSAD_STORE", at)
    return at


@pytest.mark.usefixtures("at")
def test_a_walk_through_the_commands(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("init") == 0
    assert "up to date" in capsys.readouterr().out
    assert run("ingest", SAMPLE, "-v") == 0
    first, last = capsys.readouterr().out.splitlines()
    uid = first.split()[1]
    assert first == f"new {uid} 1 2024-05-05-bawaba-displacement"
    assert last == "1 new"
    assert run("ingest", SAMPLE, tmp_path / "absent.txt") == 1
    out, err = capsys.readouterr()
    assert out == "1 there already, 1 not read\n"
    assert err.startswith("marsad: M101: ")
    assert run("search", "الرطبة", "--type", "displacement", "--place", "IQ", "--since", "2024-05-01") == 0
    assert uid in capsys.readouterr().out
    assert run("search", "--near", "33.03,40.28,60", "--format", "jsonl") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["uid"] == uid
    assert run("search", "لاشيءمنهذا") == 0
    assert capsys.readouterr().out == "nothing found\n"
    assert run("search", "لاشيءمنهذا", "-f", "json") == 0
    assert capsys.readouterr().out == "[]\n"
    assert run("correct", uid[:8], "e1", "status", "uncertain", "--by", "Lina") == 0
    assert 'status "occurred" → "uncertain"' in capsys.readouterr().out
    assert run("show", uid) == 0
    out = capsys.readouterr().out
    assert "correction 1: e1 status" in out
    assert "Lina" in out
    assert run("show", uid, "-f", "jsonl") == 0
    assert json.loads(capsys.readouterr().out)["events"][0]["status"] == "uncertain"
    assert run("reread") == 0
    assert capsys.readouterr().out == "1 read again, 0 changed\n"
    assert run("correct", uid, "--undo", "1", "--by", "Omar") == 0
    assert run("vacuum") == 0
    assert run("backup", tmp_path / "copy.db") == 0
    assert "1 documents" in capsys.readouterr().out
    assert run("remove", uid) == 2
    assert "--yes" in capsys.readouterr().err
    assert run("remove", uid, "--yes") == 0
    assert "removed" in capsys.readouterr().out
    assert run("show", uid) == 1
    assert "M510" in capsys.readouterr().err
    assert run("show", uid, "--store", tmp_path / "copy.db") == 0


def test_what_was_read_comes_out_byte_for_byte(at: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", SAMPLE, "--format", "jsonl") == 0
    line = capsys.readouterr().out
    run("ingest", SAMPLE)
    capsys.readouterr()
    for more in ((), ("--as-read",)):
        assert run("show", SAMPLE.stem, "--format", "jsonl", *more) == 0
        assert capsys.readouterr().out == line
    with open_store(at) as store:
        keep(store, rich_report())
    assert run("show", rich_report().document.id, "-f", "json") == 0
    assert capsys.readouterr().out == rich_report().to_json(indent=2) + "\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("search", "--near", "1,2"), 2, "M200"),
        (("search", "--near", "95,2,3"), 2, "M200"),
        (("search", "--since", "yesterday"), 2, "M201"),
        (("search", "--since", "2024-05-02", "--until", "2024-05-01"), 2, "M200"),
        (("search", "--status", "maybe"), 2, "M200"),
        (("search", "…"), 2, "M200"),
        (("search", "--store", "mysql://host/x"), 2, "M200"),
        (("show", "absent"), 1, "M510"),
        (("correct", "absent", "e1", "status", "denied", "--by", "x"), 1, "M510"),
        (("correct", "absent", "e1", "status", "denied"), 2, "M511"),
        (("correct", "absent", "--by", "x"), 2, "M200"),
        (("ingest",), 2, "M200"),
    ],
)
@pytest.mark.usefixtures("at")
def test_what_is_wrong_is_one_line(
    arguments: tuple[str, ...], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == code
    err = capsys.readouterr().err
    assert err.startswith(f"marsad: {said}: ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "command", [("ingest", "x.txt"), ("search",), ("show", "x"), ("reread",), ("vacuum",), ("backup", "y.db")]
)
def test_without_a_store(command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*command, "--store", tmp_path / "none.db") == 1
    assert capsys.readouterr().err.startswith("marsad: M501: ")
    assert list(tmp_path.iterdir()) == []


def test_a_new_store_is_made_where_one_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("init", "--store", tmp_path / "m.db") == 0
    assert "made" in capsys.readouterr().out
    assert (tmp_path / "m.db").is_file()


def test_standard_input(tmp_path: Path) -> None:
    at = tmp_path / "m.db"
    assert command_line("init", "--store", at).returncode == 0
    for outcome in (b"1 new\n", b"1 there already\n"):
        done = command_line("ingest", "-", "--store", at, stdin=stories.text(1).encode())
        assert (done.returncode, done.stdout, done.stderr) == (0, outcome, b"")


def test_the_commands_are_in_the_help() -> None:
    done = command_line("--help")
    assert done.returncode == 0
    for command in ("init", "ingest", "search", "show", "correct", "remove", "vacuum", "backup", "reread"):
        assert f" {command} ".encode() in done.stdout


@pytest.mark.usefixtures("at")
def test_incidents_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    samples = sorted((ROOT / "samples").glob("2024-05-0[67]*.txt"))
    assert run("incidents") == 0
    assert capsys.readouterr().out == "no incident found\n"
    assert run("ingest", *samples) == 0
    capsys.readouterr()
    assert run("incidents", "--type", "capture", "--place", "عكاشات") == 0
    table = capsys.readouterr().out
    assert "2 / 2" in table
    assert "عكاشات" in table
    assert run("incidents", "--lang", "ar", "--limit", "1") == 0
    assert "رواه" in capsys.readouterr().out
    assert run("incidents", "--type", "capture", "--place", "عكاشات", "-f", "jsonl") == 0
    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    wanted = found["id"]
    assert (found["documents"], found["status"], found["first"]) == (2, "occurred", "2024-05-07")
    assert run("incident", wanted[:9]) == 0
    shown = capsys.readouterr().out
    assert "the same place +3." in shown
    assert "Capture, Denied" in shown
    assert run("incident", wanted, "--lang", "ar", "-f", "table") == 0
    assert "المكان نفسه" in capsys.readouterr().out
    assert run("incident", wanted, "-f", "json") == 0
    whole = json.loads(capsys.readouterr().out)
    assert [told["event"] for told in whole["told"]] == [each["event"] for each in whole["incident"]["members"]]
    assert run("incidents", "--type", "airstrike", "-f", "json") == 0
    other = json.loads(capsys.readouterr().out)[0]["id"]
    assert run("incident", wanted, "--against", other) == 0
    assert "never one occasion" in capsys.readouterr().out
    member = found["members"][0]
    assert run("incident", wanted, "--against", f"{member['uid']}:{member['event']}") == 0
    assert "3.0 needed" in capsys.readouterr().out
    assert run("incident", wanted, "--merge", other, "--by", "Lina") == 0
    assert capsys.readouterr().out.startswith(f"{wanted}: ")
    assert run("incident", other) == 0
    assert "decision 1: one incident, ⁨Lina⁩" in capsys.readouterr().out
    assert run("incident", wanted, "--undo", "1", "--by", "Lina") == 0
    capsys.readouterr()
    assert run("incident", wanted, "--split", f"{member['uid']}:{member['event']}", "--by", "Lina") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert run("incident", wanted, "--standing", "confirmed", "--by", "Omar") == 0
    assert capsys.readouterr().out == f"{wanted}: confirmed\n"
    assert run("incidents", "--type", "capture", "--place", "عكاشات") == 0
    assert "confirmed" in capsys.readouterr().out


@pytest.mark.usefixtures("at")
@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (("incident", "i000000"), 1, "M510"),
        (("incident", "i000000", "--standing", "confirmed"), 2, "M511"),
        (("incident", "i000000", "--split", "e3", "--by", "Lina"), 2, "M200"),
        (("incident", "i000000", "--merge", "i1", "--undo", "1", "--by", "Lina"), 2, "M200"),
        (("incidents", "--since", "2024-05-02", "--until", "2024-05-01"), 2, "M200"),
    ],
)
def test_incidents_asked_wrongly(
    arguments: tuple[str, ...], code: int, error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == code
    assert capsys.readouterr().err.startswith(f"marsad: {error}: ")
