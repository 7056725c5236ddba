"""Watch areas in the browser and the API: made by form, told apart by certainty, counted, drawn, subscribed to, removed."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from helpers.web import AREA, Client, log_in, proof
from marsad.observatory import atlas, deciding, watches
from marsad.observatory.atlas import View
from marsad.observatory.filters import Filters
from marsad.observatory.store import Store
from marsad.observatory.watches import Watch

ATOM = "{http://www.w3.org/2005/Atom}"
HERE = f"/en/watch/{AREA.id}"
SQUARE = {"type": "Polygon", "coordinates": [[[40, 33], [42, 33], [42, 35], [40, 35], [40, 33]]]}
EVIL = "<script>alert(1)</script>\"'&"


def _form(**given: str) -> dict[str, str]:
    return {"name": "x", "zone": "none", "type": "airstrike"} | {k.replace("_", "-"): v for k, v in given.items()}


def _incidents(text: str) -> list[str]:
    return re.findall(r'<h3><a href="/(?:ar|en)/incidents/(i[0-9a-f]{16})"', text)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_certain_and_possible_are_told_apart(client: Client, store: Store, lang: str) -> None:
    found = watches.seen(store, AREA)
    page = client.get(f"/{lang}/watch/{AREA.id}").text
    assert AREA.name in page
    assert _incidents(page) == [each.incident for each in found]
    for certainty in ("certainly", "possibly"):
        only = client.get(f"/{lang}/watch/{AREA.id}?certainty={certainty}").text
        expected = [each.incident for each in found if each.certainty == certainty]
        assert expected
        assert _incidents(only) == expected
    assert "geonames" not in page


def test_counts_over_time_stand_in_a_table(client: Client, store: Store) -> None:
    page = client.get(HERE).text
    rows = re.findall(r'<td class="num">(\d+)</td><td class="num">(\d+)</td>', page)
    found = watches.seen(store, AREA)
    assert sum(int(a) + int(b) for a, b in rows) == len(found)
    assert sum(int(a) for a, _ in rows) == sum(each.certainty == "certainly" for each in found)
    assert page.count('<rect class="sure"') == sum(int(a) > 0 for a, _ in rows)
    counts = client.get(f"/api/v1/watches/{AREA.id}/counts").json()["items"]
    assert sum(each["incidents"] for each in counts) == len(found)
    late = client.get(f"{HERE}?since=2024-05-10").text
    assert _incidents(late) == [each.incident for each in watches.seen(store, AREA, since=datetime(2024, 5, 10).date())]
    for wrong in ("certainty=perhaps", "since=x", "since=2024-05-02&until=2024-05-01", "page=0"):
        assert client.get(f"{HERE}?{wrong}").status_code == 422, wrong


@pytest.mark.parametrize(
    ("form", "watch"),
    [
        (
            {"name": "بوابة", "zone": "around", "point": "34.39، 40.97", "point_km": "20"},
            Watch("بوابة", around=(34.39, 40.97), km=20, types=("airstrike",)),
        ),
        (
            {
                "name": "a/b?#%",
                "zone": "border",
                "border": "iq–sy",
                "border_km": "5",
                "type": "",
                "actor": "الجيش، داعش",
            },
            Watch("a/b?#%", border=("IQ", "SY"), km=5, actors=("الجيش", "داعش")),
        ),
        ({"name": EVIL, "place": "القائم, IQ"}, Watch(EVIL, types=("airstrike",), places=("القائم", "IQ"))),
    ],
)
def test_an_area_is_added_by_form(client: Client, store: Store, form: dict[str, str], watch: Watch) -> None:
    carried = {"proof": proof(client, "/en/watch")}
    answer = client.post("/ar/watch", data=_form(**form) | carried)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/ar/watch/{watch.id}")
    kept = watches.watch(store, watch.id)
    assert Watch(**{f: getattr(kept, f) for f in Watch.__slots__} | {"made": ""}) == watch
    shown = client.get(answer.headers["location"])
    assert shown.status_code == 200
    assert client.get("/en/watch").status_code == 200
    assert EVIL not in shown.text + client.get("/en/watch").text + client.get("/en/").text
    again = client.post("/en/watch", data=_form(**form) | carried)
    assert again.status_code == 422
    assert "There is an area of this name already." in again.text


def test_an_area_is_added_from_a_file(client: Client, store: Store) -> None:
    carried = {"proof": proof(client, "/en/watch")}
    for content, status in ((SQUARE, 303), ({"type": "Point", "coordinates": [1, 2]}, 422), ("nothing", 422)):
        files = {"file": ("a.geojson", json.dumps(content).encode(), "application/geo+json")}
        data = _form(name=f"رقعة {status}", zone="area", type="") | carried
        answer = client.post("/en/watch", data=data, files=files)
        assert answer.status_code == status, answer.text
    kept = watches.watch(store, "رقعة 303")
    assert {each.certainty for each in watches.seen(store, kept)} == {"certainly", "possibly"}
    huge = json.dumps({"type": "Polygon", "coordinates": [[[10**400, 1], [1, 2], [3, 4], [1, 1]]]}).encode()
    answer = client.post("/en/watch", data=data, files={"file": ("a.json", huge, "application/json")})
    assert answer.status_code == 422
    assert "not on the globe" in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "has a name"), ({"name": "a\nb"}, "has a name"), ({"type": ""}, "Say where"),
        ({"type": "nonsense"}, "Say where"), ({"zone": "border", "border": "العراق", "border_km": "5"}, "two countries"),
        ({"zone": "border", "border": "IQ-EG", "border_km": "5"}, "no land border"),
        ({"zone": "border", "border": "IQ-IQ", "border_km": "5"}, "no land border"),
        ({"zone": "border", "border": "IQ-SY", "border_km": "nan"}, "number of kilometres"),
        ({"zone": "around", "point": "34.3", "point_km": "5"}, "latitude and longitude"),
        ({"zone": "around", "point": "134.3,1", "point_km": "5"}, "latitude and longitude"),
        ({"zone": "around", "point": "34,41", "point_km": "-5"}, "number of kilometres"),
        ({"zone": "area"}, "Choose a file"), ({"place": "x" * 600}, "more than it can"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(client: Client, store: Store, wrong: dict[str, str], said: str) -> None:
    answer = client.post("/en/watch", data=_form(**wrong) | {"proof": proof(client, "/en/watch")})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'role="alert"' in answer.text
    assert [each.name for each in watches.watches(store)] == [AREA.name]


def test_who_may(visitor: Client, store: Store) -> None:
    assert visitor.get("/en/watch").headers["location"].startswith("/en/login")
    assert visitor.get(f"/api/v1/watches/{AREA.id}/feed.atom").status_code == 401
    log_in(visitor, "rima")
    page = visitor.get("/en/watch").text
    assert AREA.name in page
    assert "<form class" not in page
    data = _form() | {"proof": proof(visitor, "/en/watch")}
    assert visitor.post("/en/watch", data=data).status_code == 403
    assert visitor.post("/api/v1/watches", json={"name": "x", "types": ["airstrike"]}).status_code == 403
    log_in(visitor, "karim")
    data = _form() | {"proof": proof(visitor, "/en/watch")}
    assert visitor.post("/en/watch", data=_form()).status_code == 403
    assert visitor.post("/en/watch", data=data).status_code == 303
    assert "/remove" not in visitor.get(HERE).text
    assert visitor.post(f"{HERE}/remove", data=data).status_code == 403
    assert visitor.delete(f"/api/v1/watches/{AREA.id}").status_code == 403
    log_in(visitor, "edna")
    data = {"proof": proof(visitor, "/en/watch")}
    assert "/remove" in visitor.get(HERE).text
    assert visitor.post(f"{HERE}/remove", data=data).status_code == 303
    assert visitor.get(HERE).status_code == 404
    assert [each.name for each in watches.watches(store)] == ["x"]


def test_a_name_leads_to_its_id_and_an_id_is_never_another_areas_name(client: Client, store: Store) -> None:
    answer = client.get(f"/en/watch/{quote(AREA.name)}")
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    watches.add(store, Watch(AREA.id, types=("airstrike",)))
    assert watches.watch(store, AREA.id).name == AREA.name
    assert client.get("/en/watch/none").status_code == 404


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_atom_feed_is_one(client: Client, store: Store, lang: str) -> None:
    evil = watches.add(store, Watch(EVIL, border=("IQ", "SY"), km=50))
    for of in (AREA, evil):
        answer = client.get(f"/api/v1/watches/{of.id}/feed.atom?lang={lang}")
        assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
        root = ElementTree.fromstring(answer.content)
        assert root.tag == f"{ATOM}feed"
        assert of.name in (root.findtext(f"{ATOM}title") or "")
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == f"http://127.0.0.1/api/v1/watches/{of.id}/feed.atom?lang={lang}"
        assert client.get(str(links["alternate"])).status_code == 200
        entries = root.findall(f"{ATOM}entry")
        assert len(entries) == len(watches.seen(store, of))
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
        for element in (root, *entries):
            assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "")
            assert element.findtext(f"{ATOM}title")
        [own] = [e.get("href") for e in entries[0].findall(f"{ATOM}link") if e.get("rel") == "alternate"]
        assert client.get(str(own)).status_code == 200
    tag = answer.headers["etag"]
    path = f"/api/v1/watches/{evil.id}/feed.atom?lang={lang}"
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    deciding.set_standing(store, watches.seen(store, evil)[0].incident, "retracted", who="Lina")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
    assert len(ElementTree.fromstring(client.get(f"{path}&limit=2").content).findall(f"{ATOM}entry")) == 2


def test_the_json_feed_is_one(client: Client, store: Store) -> None:
    answer = client.get(f"/api/v1/watches/{AREA.id}/feed.json?lang=ar")
    assert answer.headers["content-type"] == "application/feed+json"
    feed = answer.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert AREA.name in feed["title"]
    assert client.get(feed["feed_url"]).json() == feed
    assert client.get(feed["home_page_url"]).status_code == 200
    assert [each["_marsad"]["incident"] for each in feed["items"]] == [e.incident for e in watches.seen(store, AREA)]
    assert all(each["id"] and each["title"] and each["content_text"] for each in feed["items"])
    assert client.get(feed["items"][0]["url"]).status_code == 200
    assert client.get(f"/api/v1/watches/{AREA.id}/feed.atom?lang=fr").status_code == 422


def test_programs_add_list_page_and_remove(client: Client, store: Store) -> None:
    given = {"name": "مربع", "area": SQUARE, "types": ["airstrike", "capture"]}
    made = client.post("/api/v1/watches", json=given)
    assert made.status_code == 201, made.text
    path = f"/api/v1/watches/{made.json()['id']}"
    assert client.get(path).json() == made.json()
    assert client.get(f"/api/v1/watches/{quote('مربع')}").json() == made.json()
    assert [each["name"] for each in client.get("/api/v1/watches").json()["items"]] == [AREA.name, "مربع"]
    seen: list[Any] = []
    following: str | None = f"{path}/incidents?limit=2"
    while following is not None:
        page = client.get(following).json()
        seen += page["items"]
        following = page["next"]
    assert seen == [each.to_dict() for each in watches.seen(store, watches.watch(store, "مربع"))]
    assert len(seen) > 2
    for wrong in (
        {"name": "مربع", "types": ["x"]}, {"name": "y"}, {"name": "y", "border": ["IQ", "EG"], "km": 5},
        {"name": "y", "around": [1, 2]}, {"name": "y", "area": {"type": "Point"}}, {"name": "y", "types": [""]},
        {"name": "y\u0000", "types": ["x"]}, {"name": "y", "around": [1, 2], "km": 5, "border": ["IQ", "SY"]},
    ):  # fmt: skip
        answer = client.post("/api/v1/watches", json=wrong)
        assert answer.status_code == 422, wrong
        assert set(answer.json()["error"]) == {"code", "message", "hint"}
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404


def test_the_outline_holds_what_is_certainly_inside(client: Client, store: Store) -> None:
    from shapely.geometry import Point, shape

    answer = client.get(f"/api/v1/watches/{AREA.id}/area.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    drawn = shape(answer.json())
    sure = [each for each in watches.seen(store, AREA) if each.certainty == "certainly" and each.lat is not None]
    assert sure
    assert all(drawn.contains(Point(each.lon, each.lat)) for each in sure)
    assert not drawn.contains(Point(44.4, 33.3))
    watches.add(store, Watch("strikes", types=("airstrike",)))
    watches.add(store, Watch("world", around=(0, 0), km=20_000))
    for name in ("strikes", "world"):
        assert client.get(f"/api/v1/watches/{name}/area.geojson").status_code == 404
        assert client.get(f"/en/watch/{watches.watch(store, name).id}").status_code == 200


def test_the_first_page_is_filtered_by_an_area(client: Client, store: Store) -> None:
    ids = [each.incident for each in watches.seen(store, AREA)]
    page = client.get(f"/en/?watch={AREA.id}").text
    assert _incidents(page) == ids
    assert f'<option value="{AREA.id}" selected>' in page
    assert f"Incidents: {len(ids)}" in page
    both = client.get(f"/en/?watch={AREA.id}&type=airstrike&actor={quote('الجيش')}").text
    of = {each.id for each in atlas.listed(store, View(Filters(types=("airstrike",), actors=("الجيش",))), limit=200)}
    assert set(_incidents(both)) == of & set(ids) != set()
    # An area that asks for parties, with another party asked for on the page.
    army = watches.add(store, Watch("army", actors=("الجيش",)))
    assert client.get(f"/en/?watch={army.id}&actor={quote('داعش')}").status_code == 200
    listed = client.get(f"/api/v1/incidents?watch={quote(AREA.name)}&limit=5").json()
    assert [each["id"] for each in listed["items"]] == ids[:5]
    assert f"watch={AREA.id}" in listed["next"]
    marks = client.get(f"/api/v1/incidents.geojson?watch={AREA.id}&zoom=9").json()["features"]
    placed = [each for each in watches.seen(store, AREA) if each.lat is not None]
    assert sum(each["properties"]["incidents"] for each in marks) == len(placed)
    assert client.get("/en/?watch=none").status_code == 404


def test_no_area_teaches(client: Client, store: Store) -> None:
    watches.remove(store, AREA.name)
    page = client.get("/ar/watch").text
    assert 'class="empty"' in page
    assert "الحدود العراقية السورية" in page
    assert 'name="watch"' not in client.get("/ar/").text
