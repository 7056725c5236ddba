"""The ledger in the browser and the API: it lists, narrows, groups; a coder decides with a reason, and takes it back."""

from __future__ import annotations

import re
from datetime import date

import pytest

from helpers.web import Client, log_in, proof
from marsad.errors import CorrectionError
from marsad.observatory import ledger
from marsad.observatory.entries import Entry
from marsad.observatory.store import Store
from marsad.web.pages.ledger import _there

TODAY = date(2026, 1, 1)
FAILED = "متوقعاً أن تنتهي العملية خلال خمسة أيام"


@pytest.fixture
def failed(store: Store) -> Entry:
    return next(each for each in ledger.ledger(store, today=TODAY) if each.text == FAILED)


def _listed(text: str) -> list[str]:
    return re.findall(r'<article class="entry panel st-[a-z]+" id="(f[0-9a-f]{16})"', text)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_it_lists_all_and_leads_to_the_words(client: Client, store: Store, lang: str) -> None:
    page = client.get(f"/{lang}/ledger").text
    everything = ledger.ledger(store, today=TODAY)
    assert sorted(_listed(page)) == sorted(each.id for each in everything)
    for each in everything:
        there = f"/{lang}/documents/{each.documents[0]}"
        assert f'{there}#r1-w{each.start}"' in page
        assert f'id="r1-w{each.start}"' in client.get(there).text
        for sign in each.signs:
            assert f"/{lang}/documents/{sign.uid}#r1-{sign.event}" in page
            assert f"/{lang}/incidents/{sign.incident}" in page
    assert "type-same" not in page
    assert "&lt;" not in page


def test_filters_and_groups(client: Client, store: Store, failed: Entry) -> None:
    def ids(query: str) -> list[str]:
        return _listed(client.get(f"/en/ledger?{query}").text)

    found = ledger.ledger(store, today=TODAY)
    for standing in ("open", "due", "met", "failed"):
        assert sorted(ids(f"standing={standing}")) == sorted(e.id for e in found if e.standing == standing)
    assert set(ids("kind=threat&kind=plan")) == {e.id for e in found if e.kind != "forecast"}
    assert ids("speaker=حرس+الحدود") == [failed.id]
    assert ids("horizon=خمسة أيام") == [failed.id]
    assert ids("since=2024-05-09&until=2024-05-09&kind=forecast") == [failed.id]
    assert failed.id in ids("today=2024-05-08&standing=open")
    assert ids("today=2024-05-01") == []
    assert ids("standing=undecided") == []
    assert '<h2 id="g1">May 2024</h2>' in client.get("/en/ledger?group=deadline").text
    assert "قوات حرس الحدود</bdi></h2>" in client.get("/en/ledger?group=speaker").text
    for wrong in ("standing=maybe", "kind=x", "group=x", "since=1", "since=2024-05-02&until=2024-05-01", "page=0"):
        assert client.get(f"/en/ledger?{wrong}").status_code == 422, wrong


def test_pages_hold_everything_once(client: Client, store: Store) -> None:
    path: str | None = "/api/v1/ledger?limit=5&group=speaker"
    seen: list[str] = []
    while path is not None:
        answer = client.get(path)
        assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
        seen += [each["id"] for each in answer.json()["items"]]
        path = answer.json()["next"]
    assert sorted(seen) == sorted(each.id for each in ledger.ledger(store, today=TODAY))


def test_a_coder_decides_with_a_reason_and_takes_it_back(visitor: Client, store: Store, failed: Entry) -> None:
    log_in(visitor, "karim")
    carried = {"proof": proof(visitor, "/en/ledger")}
    there = f"/en/ledger/{failed.id}"
    assert visitor.post(f"{there}/decide", data={"standing": "met"} | carried).status_code == 422
    assert visitor.post(f"{there}/decide", data={"standing": "x", "reason": "r"} | carried).status_code == 422
    given = {"standing": "met", "reason": "<b>رأيته</b>\n بعيني", "back": "list?kind=forecast"} | carried
    answer = visitor.post(f"{there}/decide", data=given)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/en/ledger?kind=forecast#{failed.id}")
    now = ledger.entry(store, failed.id, today=TODAY)
    assert (now.standing, now.proposed, now.decided_by) == ("met", "failed", "karim")
    assert now.reason == "<b>رأيته</b> بعيني"
    page = visitor.get(there).text
    assert "&lt;b&gt;رأيته&lt;/b&gt; بعيني" in page
    assert "<b>رأيته" not in page
    answer = visitor.post(f"{there}/undo", data=carried)
    assert (answer.status_code, answer.headers["location"]) == (303, there)
    assert ledger.entry(store, failed.id, today=TODAY) == failed
    [kept] = ledger.decisions(store, failed.id)
    assert (kept.outcome, kept.who, kept.undone_by, kept.reason) == ("met", "karim", "karim", now.reason)
    assert "taken back by" in visitor.get(there).text
    assert visitor.post(f"{there}/undo", data=carried).status_code == 404


def test_readers_look_and_decide_nothing(visitor: Client, store: Store, failed: Entry) -> None:
    assert visitor.get("/en/ledger").headers["location"].startswith("/en/login")
    log_in(visitor, "rima")
    page = visitor.get("/en/ledger").text
    assert failed.id in page
    assert "/decide" not in page
    data = {"standing": "met", "reason": "r", "proof": proof(visitor, "/en/ledger")}
    for way in ("decide", "undo"):
        assert visitor.post(f"/en/ledger/{failed.id}/{way}", data=data).status_code == 403
    assert visitor.post(f"/api/v1/ledger/{failed.id}/decisions", json={"standing": "met"}).status_code == 403
    assert visitor.delete(f"/api/v1/ledger/{failed.id}/decisions/last").status_code == 403
    log_in(visitor, "karim")
    assert visitor.post(f"/en/ledger/{failed.id}/decide", data={"standing": "met", "reason": "r"}).status_code == 403
    assert ledger.decisions(store, failed.id) == []


def test_programs_decide_too(client: Client, store: Store, failed: Entry) -> None:
    path = f"/api/v1/ledger/{failed.id}"
    made = client.post(f"{path}/decisions", json={"standing": "undecided", "reason": "خبران"})
    assert made.status_code == 201, made.text
    assert client.get(path).json() == made.json()
    assert made.json()["entry"]["standing"] == "undecided"
    assert [each["reason"] for each in made.json()["decisions"]] == ["خبران"]
    assert client.delete(f"{path}/decisions/last").status_code == 204
    assert client.delete(f"{path}/decisions/last").status_code == 404
    assert client.post(f"{path}/decisions", json={"standing": "perhaps"}).status_code == 422
    assert client.get("/api/v1/ledger/f00000000").status_code == 404
    with pytest.raises(CorrectionError, match="longer"):
        ledger.decide(store, failed.id, "met", who="Lina", today=TODAY, reason="ع" * 1001)


def test_an_empty_ledger_teaches(client: Client) -> None:
    for uid in [each["uid"] for each in client.get("/api/v1/documents?limit=200").json()["items"]]:
        assert client.delete(f"/api/v1/documents/{uid}").status_code == 204
    page = client.get("/ar/ledger").text
    assert 'class="empty"' in page
    assert "السبت المقبل" in page


def test_a_form_leads_back_to_the_ledger_and_nowhere_else() -> None:
    assert _there("", "f1") == "/ledger/f1"
    assert _there("list?", "f1") == "/ledger#f1"
    assert _there("list?standing=due&speaker=%D8%A3", "f1") == "/ledger?standing=due&speaker=%D8%A3#f1"
    for evil in ("https://evil.example/", "//evil.example", "list?\r\nSet-Cookie: x=1", "list?#//evil"):
        found = _there(evil, "f1")
        assert found.startswith("/ledger")
        assert not {"\r", "\n"} & set(found)
    assert _there("x" * 5000, "f1") == "/ledger/f1"
