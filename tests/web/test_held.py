"""What is held of a store holds until the store changes, and no longer."""

from __future__ import annotations

from datetime import date

import marsad
from helpers.web import Client
from marsad.observatory.store import Store
from marsad.observatory.write import keep
from marsad.web.held import Held

WORLD = "/api/v1/incidents.geojson?zoom=2"


def total(client: Client, address: str = WORLD) -> int:
    return sum(each["properties"]["incidents"] for each in client.get(address).json()["features"])


def test_a_map_that_was_asked_for_shows_what_came_since(client: Client, store: Store) -> None:
    before = total(client)
    assert before == total(client)
    report = marsad.read("قصفت طائرات حربية مدينة تعز مساء الأحد وقتل ثلاثة مدنيين.", published=date(2023, 3, 6))
    keep(store, report)
    assert total(client) > before
    assert total(client, f"{WORLD}&since=2023-03-01&until=2023-03-07") == total(client) - before


def test_far_and_near_count_the_same(client: Client) -> None:
    piece = "/api/v1/incidents.geojson?bbox=40.5,33.5,41.5,35&zoom="
    assert total(client, f"{piece}6.5") == total(client, f"{piece}7.5") > 0


def test_an_answer_is_worked_out_once_a_beat(store: Store) -> None:
    held, asked = Held(store), list[int]()

    def work_out() -> int:
        asked.append(1)
        return len(asked)

    assert [held.get("days", work_out), held.get("days", work_out)] == [1, 1]
    keep(store, marsad.read("قصفت طائرات قرية السدر مساء الأحد.", published=date(2024, 5, 6)))
    assert [held.get("days", work_out), held.get("amount", work_out)] == [2, 3]


def test_what_was_asked_for_last_is_held_longest(store: Store) -> None:
    held = Held(store, most=2)
    for name in ("a", "b", "a", "c"):
        held.get(name, lambda name=name: f"first {name}")
    assert held.get("a", lambda: "again") == "first a"
    assert held.get("b", lambda: "again") == "again"
