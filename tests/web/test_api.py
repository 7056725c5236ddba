"""The API: what it gives, in one shape, and nothing that breaks it."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
import schemathesis
from anyio.from_thread import BlockingPortal
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

from helpers.web import AREA, Client
from marsad.evaluate.gold import read_gold
from marsad.observatory.search import search
from marsad.observatory.store import Store
from marsad.web.app import create_app

TEXT = "قصفت المدفعية قرية الزعفرانة أمس وقتلت خمسة مدنيين، بحسب وزارة الدفاع."


def test_documents_come_in_pages(client: Client, store: Store) -> None:
    path: str | None = "/api/v1/documents?limit=8"
    uids: list[str] = []
    while path is not None:
        page = client.get(path).json()
        assert len(page["items"]) <= 8
        uids += [each["uid"] for each in page["items"]]
        path = page["next"]
    assert uids == [hit.uid for hit in search(store, limit=100)]


def test_filters_are_those_of_the_command_line(client: Client) -> None:
    items = client.get("/api/v1/events", params={"type": "airstrike", "place": "القائم"}).json()["items"]
    assert items
    assert {each["type"] for each in items} == {"airstrike"}
    found = client.get("/api/v1/search", params={"q": "القائم", "limit": 1}).json()
    assert any(hit for _, hit in found["items"][0]["snippet"])
    assert found["next"].startswith("/api/v1/search?q=")


def test_a_report_comes_with_an_etag_and_meets_its_schema(client: Client, uid: str) -> None:
    answer = client.get(f"/api/v1/documents/{uid}")
    Draft202012Validator(client.get("/api/v1/schema").json()).validate(answer.json())
    tag = answer.headers["etag"]
    assert client.get(f"/api/v1/documents/{uid}", headers={"If-None-Match": f'"x", W/{tag}'}).status_code == 304
    client.post(f"/api/v1/documents/{uid}/corrections", json={"event": "e1", "field": "status", "value": "denied"})
    changed = client.get(f"/api/v1/documents/{uid}", headers={"If-None-Match": tag})
    assert (changed.status_code, changed.json()["events"][0]["status"]) == (200, "denied")
    as_read = client.get(f"/api/v1/documents/{uid}?reading=machine")
    assert as_read.headers["etag"] == tag


def test_a_document_is_added_once_and_removed(client: Client) -> None:
    mine = {"text": TEXT, "published": "2024-05-02", "id": "mine"}
    first = client.post("/api/v1/documents", json=mine)
    assert (first.status_code, first.json()["outcome"]) == (201, "new")
    second = client.post("/api/v1/documents", json=mine)
    assert (second.status_code, second.json()["outcome"]) == (200, "same")
    uid = first.json()["uid"]
    assert client.delete(f"/api/v1/documents/{uid}").status_code == 204
    gone = client.get(f"/api/v1/documents/{uid}")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "M510")


def test_corrections_are_made_listed_and_taken_back(client: Client, uid: str) -> None:
    path = f"/api/v1/documents/{uid}/corrections"
    made = client.post(path, json={"event": "e1", "field": "type", "value": "clash"}).json()
    wrong = client.post(path, json={"event": "e1", "field": "status", "value": "perhaps"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "M511")
    assert client.delete(f"{path}/{made['id']}").status_code == 204
    assert client.delete(f"{path}/{made['id']}").status_code == 404
    (kept,) = client.get(path).json()["items"]
    assert (kept["who"], kept["undone_by"], kept["new"]) == ("local", "local", "clash")


def _report(client: Client, uid: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/documents/{uid}").json()
    return found


def test_words_fill_fields_and_a_missed_event_is_added(client: Client, uid: str) -> None:
    uid = client.post(
        "/api/v1/documents",
        json={"text": f"عنوان\n\n{TEXT} وشهدت بغداد يوم الثلاثاء أمراً جللاً.", "published": "2024-05-02"},
    ).json()["uid"]
    text = _report(client, uid)["document"]["text"]

    def at(words: str) -> dict[str, int]:
        start = text.index(words)
        return {"start": start, "end": start + len(words)}

    made = client.post(f"/api/v1/documents/{uid}/events", json={"type": "protest", **at(" أمراً ")})
    assert made.status_code == 201, made.text
    event = made.json()["event"]
    for field, words in (
        ("places", "بغداد"),
        ("time", "الثلاثاء"),
        ("counts", "خمسة مدنيين"),
        ("actors", "المدفعية"),
        ("source", "وزارة الدفاع"),
    ):
        filled = client.post(
            f"/api/v1/documents/{uid}/events/{event}/words", json={"field": field, "of": "killed", **at(words)}
        )
        assert filled.status_code == 201, filled.text
    added = next(e for e in _report(client, uid)["events"] if e["id"] == event)
    assert added["trigger"]["text"] == "أمراً"
    assert added["evidence"]["text"].startswith("وشهدت")
    assert (added["places"][0]["country"], added["places"][0]["precision"]) == ("IQ", 1)
    assert (added["time"]["start"], added["time"]["precision"]) == ("2024-04-30", "day")
    assert (added["counts"][0]["low"], added["counts"][0]["of"]) == (5, "killed")
    assert added["source"]["name"] == "وزارة الدفاع"
    again = client.post(f"/api/v1/documents/{uid}/events", json={"type": "riot", **at("أمراً")})
    assert again.status_code == 422
    for body in (
        {"field": "rule", **at("بغداد")},
        {"field": "places", "start": 5, "end": 5},
        {"field": "time", "start": 10**6, "end": 10**6 + 2},
    ):
        assert client.post(f"/api/v1/documents/{uid}/events/{event}/words", json=body).status_code == 422
    assert client.get("/api/v1/queue?order=recent&limit=1").json()["items"]


def test_a_corrected_report_is_a_gold_file(client: Client, uid: str, tmp_path: Any) -> None:
    client.post(f"/api/v1/documents/{uid}/corrections", json={"event": "e1", "field": "type", "value": "clash"})
    path = tmp_path / "gold.json"
    path.write_bytes(client.get(f"/api/v1/documents/{uid}/gold").content)
    (gold,) = read_gold([path])
    report = _report(client, uid)
    assert [each.types for each in gold.events] == [(e["type"],) for e in report["events"]]
    assert [each.trigger[0] for each in gold.events] == [e["trigger"]["start"] for e in report["events"]]


def test_every_error_has_one_shape(client: Client) -> None:
    for method, path, status in (
        ("GET", "/api/v1/nothing", 404), ("PATCH", "/api/v1/documents", 405), ("GET", "/api/v1/documents?limit=0", 422),
        ("GET", "/api/v1/documents?until=1", 422), ("GET", "/api/v1/documents/none/gold", 404),
    ):  # fmt: skip
        answer = client.request(method, path)
        assert answer.status_code == status, path
        assert set(answer.json()["error"]) == {"code", "message", "hint"}
    broken = client.post("/api/v1/documents", content=b"{", headers={"Content-Type": "application/json"})
    assert (broken.status_code, broken.json()["error"]["code"]) == (422, "M606")


def _meets(described: dict[str, Any], path: str, method: str, answer: httpx.Response) -> None:
    """That an answer is as the API's description says."""
    said = described["paths"][path][method]["responses"].get(str(answer.status_code), {})
    schema = said.get("content", {}).get("application/json", {}).get("schema")
    if schema is not None and answer.headers.get("content-type", "").startswith("application/json"):
        Draft202012Validator(schema | {"components": described["components"]}).validate(answer.json())


def test_made_up_requests_break_nothing(store: Store, portal: BlockingPortal) -> None:
    """A bounded run: some requests an operation, made up from the API's description, the same every time."""
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(store), headers={"Host": "127.0.0.1"})
    client = Client(create_app(store), portal, "http://127.0.0.1")
    described = client.get("/api/v1/openapi.json").json()
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 14
    quick = settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    for operation in operations:

        def ask(case: Any) -> None:
            asked = case.as_transport_kwargs(base_url="http://127.0.0.1")
            asked = {
                name: value
                for name, value in asked.items()
                if name in ("method", "url", "params", "headers", "json", "data") and value is not None
            }
            answer = client.request(asked.pop("method"), asked.pop("url"), **asked)
            assert answer.status_code < 500, (asked, answer.text)
            documented = {int(code) for code in case.operation.definition.raw["responses"] if code.isdigit()} | {
                304,
                405,
            }
            assert answer.status_code in documented, (asked, answer.status_code, answer.text)
            _meets(described, case.operation.path, case.operation.method, answer)
            if answer.status_code >= 400 and answer.status_code != 405:
                assert set(json.loads(answer.text)["error"]) == {"code", "message", "hint"}

        quick(given(case=operation.as_strategy())(ask))()


def test_answers_about_what_is_there_meet_their_description(client: Client, uid: str, incident_id: str) -> None:
    client.post(f"/api/v1/documents/{uid}/corrections", json={"event": "e1", "field": "status", "value": "denied"})
    here = {"uid": uid, "id": incident_id, "watch": AREA.id}
    asked = {
        "/api/v1/search": {"q": "القائم"}, "/api/v1/gazetteer": {"name": "الحلة"}, "/api/v1/incidents.geojson": {"zoom": "9"},
    }  # fmt: skip
    described = client.get("/api/v1/openapi.json").json()
    seen: set[str] = set()
    for path, operations in described["paths"].items():
        # Actors, places and entries of the ledger have ids of their own; other tests ask for them.
        if "get" not in operations or path.split("{")[0].rsplit("/", 2)[1] in ("actors", "places", "ledger"):
            continue
        answer = client.get(path.format(**here), params=asked.get(path, {}))
        assert answer.status_code == 200, path
        _meets(described, path, "get", answer)
        seen.add(path)
    assert {*asked, "/api/v1/documents/{uid}", "/api/v1/incidents/{id}", "/api/v1/watches/{watch}/incidents"} <= seen


@pytest.mark.parametrize("path", ["/api/v1/openapi.json"])
def test_the_api_describes_itself(client: Client, path: str) -> None:
    described = client.get(path).json()
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    assert {"Failure", "Given", "Correction", "Missed", "Selected"} <= set(described["components"]["schemas"])
