"""``marsad user`` and ``marsad serve`` as they are called."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from marsad.cli import main
from marsad.observatory import accounts
from marsad.observatory.store import Store


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    said = capsys.readouterr()
    return int(str(ended.value.code)), said.out, said.err


def test_users_are_added_listed_and_removed(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARSAD_STORE", str(store.where.path))
    added = run(capsys, "user", "add", "lina", "--role", "coder", "--password", "long enough to do")
    assert added == (0, "lina: coder\n", "")
    assert "lina  coder  20" in run(capsys, "user", "list")[1]
    code, _, said = run(capsys, "user", "add", "lina", "--password", "long enough to do")
    assert (code, said.split()[1]) == (2, "M513:")
    secret = run(capsys, "user", "token", "lina")[1].strip()
    found = accounts.with_token(store, secret)
    assert found is not None
    assert found.rank == "coder"
    assert run(capsys, "user", "remove", "lina") == (0, "removed lina\n", "")
    assert accounts.with_token(store, secret) is None
    assert run(capsys, "user", "remove", "lina")[0] == 1
    assert [each.action for each in accounts.audit(store)] == ["user removed", "token made", "user added"]


def test_serve_says_where_and_answers(store: Store) -> None:
    command = [sys.executable, "-m", "marsad", "serve", "--port", "0", "--store", str(store.where.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            address = line[line.index("http://127.0.0.1:") :].split()[0]
            # Whoever asks in the very moment in which the address is told is heard.
            socket.create_connection(("127.0.0.1", int(address.split(":")[2].rstrip("/"))), timeout=30).close()
            answer = httpx.get(f"{address}en/documents", timeout=30)
        finally:
            server.terminate()
    assert answer.status_code == 200
    assert "server" not in answer.headers


def test_serve_refuses_others_without_users(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = str(tmp_path / "empty.db")
    run(capsys, "init", "--store", at)
    code, out, said = run(capsys, "serve", "--host", "0.0.0.0", "--store", at)
    assert (code, out, said.split()[1]) == (2, "", "M607:")
