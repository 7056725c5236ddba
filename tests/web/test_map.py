"""The first page and the API of incidents: marks, days and the list say the same, with every filter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from helpers.web import Client
from marsad.observatory import deciding
from marsad.observatory.atlas import Amount, Box, Spot, View, amount, days, spots
from marsad.observatory.filters import Filters
from marsad.observatory.incidents import every
from marsad.observatory.store import Store
from marsad.web.marks import marks
from marsad.web.timeline import bars

SPOT = Spot(34.4, 41.0, 1, 3.0, (("airstrike", 1),), 1, 2, "i1")


def _all(client: Client, query: str) -> list[dict[str, Any]]:
    path: str | None = f"/api/v1/incidents?{query}&limit=20"
    found: list[dict[str, Any]] = []
    while path is not None:
        page = client.get(path).json()
        assert len(page["items"]) <= 20
        found += page["items"]
        path = page["next"]
    return found


@pytest.mark.parametrize(
    "query",
    [
        "", "type=airstrike&type=capture", "status=planned", "place=القائم", "actor=داعش", "since=2024-05-05&until=2024-05-08",
        "conflict=1", "bbox=40.5,34,41.5,35", "near=34.4,41,40", "conflict=1&type=killing", "source=وزارة الدفاع",
    ],
)  # fmt: skip
def test_list_map_and_page_hold_the_same(client: Client, query: str) -> None:
    items = _all(client, query)
    assert len({each["id"] for each in items}) == len(items)
    marked = client.get(f"/api/v1/incidents.geojson?{query}&zoom=7").json()["features"]
    assert sum(each["properties"]["incidents"] for each in marked) == sum(each["lat"] is not None for each in items)
    page = client.get(f"/en/?{query}").text
    assert f"Incidents: {len(items)}" in page
    assert page.count('<li class="hit') == min(25, len(items))
    assert all(f"/en/incidents/{each['id']}" in page for each in items[:25])


def test_a_mark_of_one_incident_says_what_it_is(client: Client) -> None:
    items = {each["id"]: each for each in _all(client, "")}
    marked = client.get("/api/v1/incidents.geojson?zoom=22").json()["features"]
    single = [each["properties"] for each in marked if "id" in each["properties"]]
    assert single
    for each in single:
        of = items[each["id"]]
        assert [each[name] for name in ("type", "status", "place", "first", "last", "precision", "reports")] == [
            of[name] for name in ("type", "status", "place", "first", "last", "precision", "documents")
        ]


def test_filters_choose_what_they_say(client: Client, store: Store) -> None:
    all_of_them = _all(client, "")
    assert len(all_of_them) == len(list(every(store)))
    listed = [(each["listed"], each["id"]) for each in all_of_them]
    assert listed == sorted(listed, reverse=True)
    box = _all(client, "bbox=40.5,34,41.5,35")
    assert {each["id"] for each in box} == {
        each["id"]
        for each in all_of_them
        if each["lat"] is not None and 34 <= each["lat"] <= 35 and 40.5 <= each["lon"] <= 41.5
    }
    assert 0 < len(box) < len(all_of_them)
    around = _all(client, "bbox=41.5,-90,40.5,90")
    assert {each["id"] for each in around}.isdisjoint(each["id"] for each in box)
    torn = _all(client, "conflict=1")
    assert [each["id"] for each in torn] == [each["id"] for each in all_of_them if each["conflicts"]]
    assert torn
    assert {each["type"] for each in _all(client, "type=airstrike")} == {"airstrike"}


def test_one_incident_by_its_id_with_an_etag(client: Client) -> None:
    first = client.get("/api/v1/incidents?limit=1").json()["items"][0]
    answer = client.get(f"/api/v1/incidents/{first['id']}")
    assert answer.json() == first
    assert first["members"][0].keys() == {"document", "event"}
    tag = {"If-None-Match": answer.headers["etag"]}
    assert client.get(f"/api/v1/incidents/{first['id']}", headers=tag).status_code == 304
    assert client.get(f"/api/v1/incidents/{first['id'][:9]}").json() == first
    gone = client.get("/api/v1/incidents/i0000000000000000")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "M510")


def test_a_retracted_incident_is_only_found_by_its_id(client: Client, store: Store) -> None:
    wanted = next(each for each in every(store) if each.lat is not None)
    before = amount(store, View())
    deciding.set_standing(store, wanted.id, "retracted", who="Lina")
    assert wanted.id not in {each["id"] for each in _all(client, "")}
    after = amount(store, View())
    assert (after.incidents, after.placed) == (before.incidents - 1, before.placed - 1)
    found = spots(store, View())
    assert sum(each.incidents for each in found) == after.placed
    assert after.extent is not None
    assert (after.extent.west, after.extent.north) == (min(each.lon for each in found), max(each.lat for each in found))
    assert client.get(f"/api/v1/incidents/{wanted.id}").json()["standing"] == "retracted"


@pytest.mark.parametrize(
    "query", ["bbox=1,2,3", "bbox=0,nan,1,2", "bbox=0,5,1,4", "bbox=0,0,999,1", "conflict=maybe", "since=x", "status=x"]
)
def test_values_that_cannot_be_used_are_refused(client: Client, query: str) -> None:
    for path in ("/api/v1/incidents", "/api/v1/incidents.geojson"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code in (400, 422), query
        assert answer.json()["error"]["code"].startswith("M")
    assert client.get(f"/en/?{query}").status_code in (400, 422)


def test_the_page_keeps_its_filters_in_every_link(client: Client) -> None:
    page = client.get("/ar/?type=capture&type=killing&since=2024-05-01&bbox=30,20,50,40&conflict=1").text
    assert 'hreflang="en" href="/en/?type=capture&amp;type=killing&amp;since=2024-05-01&amp;bbox=30,20,50,40' in page
    assert 'id="everywhere" href="/ar/?type=capture&amp;type=killing&amp;since=2024-05-01&amp;conflict=1"' in page
    assert 'href="/ar/?type=capture&amp;type=killing&amp;conflict=1&amp;bbox=30,20,50,40" id="always"' in page
    long = client.get("/en/").text
    assert 'rel="next" href="/en/?page=2"' in long
    assert 'rel="prev" href="/en/?"' in client.get("/en/?page=2").text


def test_nothing_found_and_nothing_there_are_told_apart(client: Client, store: Store) -> None:
    assert "No incident meets all of this" in client.get("/en/?place=زرافة").text
    assert days(store, View(Filters(places=("زرافة",)))) == []
    assert amount(store, View(Filters(places=("زرافة",)))) == Amount(0, 0, None)


def test_borders_are_served_as_they_are(client: Client) -> None:
    answer = client.get("/static/map/borders.json")
    assert answer.json()["objects"]["countries"]["geometries"]
    tag = answer.headers["etag"]
    again = client.get("/static/map/borders.json", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_marks_that_would_overlap_are_one_and_wide_ones_stay_apart() -> None:
    near = replace(SPOT, lat=34.45, id="i2", types=(("shelling", 1),))
    far = replace(SPOT, lon=44.0, id="i3", types=(("protest", 1),), precision=2, radius_km=15.0)
    wide = replace(SPOT, id="i4", precision=3, radius_km=60.0)
    country = replace(SPOT, id="i5", precision=4, radius_km=None)
    at_once = marks([SPOT, near, far, wide, country], 5)["features"]
    assert [(m["properties"]["incidents"], m["properties"]["wide"]) for m in at_once] == [
        (1, False), (2, True), (2, False),
    ]  # fmt: skip
    one, wides, both = at_once
    assert (one["properties"]["id"], one["properties"]["radius_km"]) == ("i3", 15.0)
    assert both["bbox"] == [41.0, 34.4, 41.0, 34.45]
    assert both["properties"]["families"] == {"explosion": 2}
    assert "id" not in both["properties"]
    assert both["properties"]["radius_km"] is None
    assert wides["properties"]["reports"] == 4
    close = marks([SPOT, near], 12)["features"]
    assert {m["properties"]["id"] for m in close} == {"i1", "i2"}
    many = replace(SPOT, types=(("airstrike", 7),), incidents=7, reports=9, id=None)
    (mark,) = marks([many], 12)["features"]
    assert (mark["properties"]["incidents"], mark["properties"]["radius_km"]) == (7, 3.0)


def test_marks_do_not_depend_on_the_order_and_hold_every_incident() -> None:
    some = [replace(SPOT, lat=30 + n % 7 * 0.3, lon=40 + n % 5 * 0.4, id=f"i{n}") for n in range(35)]
    for zoom in (0, 3.5, 6, 22):
        made = marks(some, zoom)
        assert sum(each["properties"]["incidents"] for each in made["features"]) == 35
    assert marks([replace(SPOT, lat=-90.0)], 22)["features"][0]["properties"]["incidents"] == 1


def test_days_become_bars_of_days_weeks_months_or_years() -> None:
    start = date(2024, 2, 28)
    step, made = bars([(start, 2), (start + timedelta(days=3), 1)], since=start + timedelta(days=1))
    assert step == "day"
    assert [(each.incidents, each.chosen) for each in made] == [(2, False), (0, True), (0, True), (1, True)]
    for apart, step, first in (
        (200, "week", date(2024, 2, 26)), (2000, "month", date(2024, 2, 1)), (20_000, "year", date(2024, 1, 1)),
    ):  # fmt: skip
        last = start + timedelta(days=apart)
        found, made = bars([(start, 2), (last, 1)], until=start)
        assert (found, made[0].first, len(made) <= 140) == (step, first, True)
        assert made[0].first <= start <= made[0].last
        assert made[-1].first <= last <= made[-1].last
        assert all(b.first - a.last == timedelta(days=1) for a, b in pairwise(made))
        assert sum(each.incidents for each in made) == 3
        assert [each.chosen for each in made].count(True) == 1
    assert bars([]) == ("day", [])


def test_a_box_across_the_date_line_is_two_sides(store: Store) -> None:
    whole = amount(store, View()).placed
    east, west = (amount(store, View(box=Box(*edges))).incidents for edges in ((0, -90, 180, 90), (-180, -90, 0, 90)))
    assert east + west == whole
    assert amount(store, View(box=Box(0.1, -90, 0, 90))).incidents == whole
