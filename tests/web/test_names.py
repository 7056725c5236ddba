"""Pages and API of actors, places, the brief and search: what they say is what the store holds, whatever is asked."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

import marsad
from helpers.web import Client
from marsad.observatory import actors, places
from marsad.observatory.brief import newest
from marsad.observatory.incidents import every
from marsad.observatory.store import Store
from marsad.observatory.write import keep

QAIM, ANBAR = "geonames:92138", "geonames:99592"
HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "%",
    "\u202eأ",
    "=",
    "a/b/../c",
]


def _text(page: str) -> str:
    """What a person reads of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(("lang", "name", "other"), [("ar", "داعش", "Islamic State"), ("en", "Islamic State", "داعش")])
def test_the_list_of_actors_leads_to_each(client: Client, store: Store, lang: str, name: str, other: str) -> None:
    page = client.get(f"/{lang}/actors").text
    known = actors.known(store)
    assert page.count('<th scope="row">') == len(known)
    for each in known[:5]:
        assert f'href="/{lang}/actors/{quote(each.id)}"' in page
    assert re.search(rf"<bdi>{name}</bdi></a> <bdi[^>]*>{other}</bdi>", page)
    found = client.get(f"/{lang}/actors", params={"q": name}).text
    assert found.count('<th scope="row">') == 1
    assert client.get(f"/{lang}/actors", params={"kind": "rebel", "country": "SY"}).text.count(
        '<th scope="row">'
    ) == len(actors.known(store, kind="rebel", country="SY"))


def test_an_actor_is_shown_with_all_that_is_told(client: Client, store: Store) -> None:
    page = client.get("/en/actors/islamic-state").text
    text = _text(page)
    for words in (
        "Rebel group",
        "since 2013",
        "What it does, and what is done to it",
        "Whom it meets",
        "As reports name it",
    ):
        assert words in text
    assert page.count('<tr class="f-') == len(actors.sides(store, "islamic-state"))
    assert '<svg class="map"' in page
    assert '<svg class="in-time"' in page
    assert 'href="/en/?actor=islamic-state"' in page
    assert client.get("/en/?actor=islamic-state").text.count('class="hit') > 0
    guards = client.get("/en/actors/border-guards-of-iraq").text
    assert "Part of" in _text(guards)


def test_an_actor_without_an_id_has_an_address(client: Client, store: Store) -> None:
    listed = client.get("/en/actors?named=words").text
    named = actors.worded(store, limit=50)
    assert listed.count('<th scope="row">') == len(named)
    for each in named:
        path = f"/en/actors/{quote(each.id)}"
        assert f'href="{path}"' in listed
        page = client.get(path)
        assert page.status_code == 200
        assert "It has no id in the registry" in page.text
    one = named[0]
    on_map = client.get("/en/", params={"actor": one.id}).text
    assert int(re.search(r"Incidents: (\d+)", on_map)[1]) > 0  # type: ignore[index]


def test_a_place_is_shown_with_what_lies_in_it(client: Client) -> None:
    page = client.get(f"/en/places/{ANBAR}").text
    text = _text(page)
    for words in ("Al Anbar", "الأنبار", "Governorate or province", "Iraq", "Places inside it", "Al Qa'im"):
        assert words in text
    qaim = client.get(f"/ar/places/{QAIM}").text
    assert "<h1><bdi>القائم</bdi></h1>" in qaim
    assert f'href="/ar/places/{quote(ANBAR)}"' in qaim
    assert "34.3" in qaim
    count = int(re.search(r"Incidents at it and inside it: (\d+)", text)[1])  # type: ignore[index]
    on_map = client.get("/en/?place=IQ/الأنبار").text
    assert f"Incidents: {count}" in on_map


def test_namesakes_are_told_apart(client: Client) -> None:
    from marsad.gazetteer.index import default

    tripoli = next(each for each in default().lookup("طرابلس") if each.country == "LB")
    page = _text(client.get(f"/en/places/{tripoli.id}").text)
    assert "Not to be confused with" in page
    assert "Libya" in page


def test_a_place_without_an_id_has_an_address(client: Client, store: Store) -> None:
    listed = client.get("/ar/places?named=words").text
    named = places.worded(store, limit=50)
    assert listed.count('<th scope="row">') == len(named) > 0
    page = client.get(f"/ar/places/{quote(named[0].id)}")
    assert page.status_code == 200
    assert named[0].name in page.text


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("of", ["actors", "places"])
def test_nothing_that_is_asked_breaks_a_page(client: Client, of: str, words: str) -> None:
    for named in ("", "words"):
        listed = client.get(f"/en/{of}", params={"q": words, "named": named})
        assert listed.status_code == 200
        assert "<script>alert" not in listed.text
        assert "<img src=x" not in listed.text
    for ident in (words, f"={words}"):
        page = client.get(f"/en/{of}/{quote(ident, safe='')}")
        assert page.status_code == 404
        assert "<script>alert" not in page.text


def test_names_from_reports_are_shown_as_text(client: Client, store: Store) -> None:
    story = "قصفت قوات \"النسر <b>الأسود</b>' قرية الزعفرانة <script>alert(1)</script> يوم السبت وقتلت خمسة مدنيين."
    keep(store, marsad.read(story, published="2024-05-05"))
    for of in ("actors", "places"):
        page = client.get(f"/en/{of}?named=words").text
        for path in re.findall(rf'href="(/en/{of}/%3D[^"]+)"', page):
            shown = client.get(path)
            assert shown.status_code == 200
            assert "<script>alert" not in shown.text
            assert "<b>" not in shown.text


def test_a_value_that_is_none_is_refused(client: Client) -> None:
    assert client.get("/en/actors?named=all").status_code == 422
    assert client.get("/en/actors?page=0").status_code == 422
    assert client.get("/en/places", params={"q": "a\0b"}).status_code == 422
    for query in ("days=0", "days=9999", "until=yesterday", "country=Iraq", "country=1x", "in=fr", "until=0001-01-02"):
        assert client.get(f"/en/brief?{query}").status_code in (400, 422), query


@pytest.mark.parametrize(("lang", "words"), [("ar", "موجز ما ورد في التقارير"), ("en", "What was reported")])
def test_the_brief_is_that_of_the_command(client: Client, store: Store, lang: str, words: str) -> None:
    page = client.get(f"/{lang}/brief?until=2024-05-13&days=10").text
    assert words in page
    assert 'value="2024-05-13"' in page
    assert page.count("<svg") > 5
    assert " style=" not in page
    assert "<style" not in page
    assert f'href="/{lang}/incidents/i' in page
    assert f'href="/{lang}/documents/' in page
    # In the other language on the same page, and by default the newest days.
    other = "en" if lang == "ar" else "ar"
    assert f'<article class="paper" lang="{other}"' in client.get(f"/{lang}/brief?in={other}").text
    assert str(newest(store)) in client.get(f"/{lang}/brief").text
    empty = client.get(f"/{lang}/brief?until=2020-01-01").text
    assert f"until={newest(store)}" in empty


def test_the_brief_is_taken_along_as_a_file(client: Client) -> None:
    page = client.get("/en/brief/file?until=2024-05-13&days=10&country=IQ&in=ar")
    assert page.headers["content-disposition"] == 'attachment; filename="brief-IQ-2024-05-04-2024-05-13.html"'
    assert page.text.startswith('<!doctype html>\n<html lang="ar" dir="rtl">')
    assert "العراق" in page.text
    markdown = client.get("/en/brief/file?until=2024-05-13&days=10&as=md")
    assert markdown.headers["content-type"].startswith("text/markdown")
    assert markdown.text.startswith("# What was reported")
    assert client.get("/en/brief/file?as=pdf").status_code == 422


@pytest.mark.parametrize("of", ["actors", "places"])
@pytest.mark.parametrize("named", ["", "words"])
def test_the_api_lists_what_pages_list(client: Client, store: Store, of: str, named: str) -> None:
    path: str | None = f"/api/v1/{of}?limit=7&named={named}"
    items: list[dict[str, Any]] = []
    while path is not None:
        page = client.get(path).json()
        assert len(page["items"]) <= 7
        items += page["items"]
        path = page["next"]
    module = actors if of == "actors" else places
    wanted = module.worded(store, limit=1000) if named else module.known(store)
    assert [(each["id"], each["reports"]) for each in items] == [(each.id, each.reports) for each in wanted]
    for each in items[:3]:
        assert client.get(f"/api/v1/{of}/{quote(each['id'], safe='')}").json()["names"] == each["names"]


def test_the_api_tells_what_a_page_tells(client: Client, store: Store) -> None:
    answer = client.get("/api/v1/actors/islamic-state")
    found = answer.json()
    assert found["names"] == {"ar": "داعش", "en": "Islamic State"}
    assert [(each["type"], each["agent"], each["target"]) for each in found["sides"]] == [
        (each.type, each.agent, each.target) for each in actors.sides(store, "islamic-state")
    ]
    assert found["told"]["incidents"] == sum(each["incidents"] for each in found["told"]["days"])
    tag = answer.headers["etag"]
    assert client.get("/api/v1/actors/islamic-state", headers={"If-None-Match": tag}).status_code == 304
    area = client.get(f"/api/v1/places/{ANBAR}").json()
    assert (area["names"]["en"], area["kind"], area["country"]) == ("Al Anbar", "admin1", "IQ")
    assert QAIM in {each["id"] for each in area["places"]}
    assert area["inside"]["incidents"] > area["told"]["incidents"]
    one = client.get(f"/api/v1/places/{QAIM}").json()
    assert one["admin1"] == "الأنبار"
    assert one["inside"] is None
    for path in ("actors/nobody", "places/nowhere", "actors/%3D", "places/geonames%3A0"):
        gone = client.get(f"/api/v1/{path}")
        assert (gone.status_code, gone.json()["error"]["code"]) == (404, "M510"), path


def test_the_api_has_the_brief(client: Client) -> None:
    found = client.get("/api/v1/brief?until=2024-05-13&days=10").json()
    assert (found["first"], found["last"]) == ("2024-05-04", "2024-05-13")
    assert len(found["told"]["days"]) == 10
    assert len(found["most"]) == 10
    assert {each["status"] for each in found["ahead"]} <= {"planned", "expected"}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_search_finds_reports_and_what_stands_beside_them(client: Client, lang: str) -> None:
    page = client.get(f"/{lang}/search", params={"q": "القائم"}).text
    assert "<mark>القائم</mark>" in page
    assert f'href="/{lang}/places/{quote(QAIM)}"' in page
    assert f'href="/{lang}/incidents/i' in page
    assert 'value="القائم"' in page
    following = re.search(r'rel="next" href="([^"]+)"', client.get(f"/{lang}/search", params={"q": "داعش"}).text)
    assert following is not None
    assert 'rel="prev"' in client.get(unescape(following[1])).text
    by_name = client.get(f"/{lang}/search", params={"q": "islamic state"}).text
    assert f'href="/{lang}/actors/islamic-state"' in by_name
    # The box is on every page.
    assert f'action="/{lang}/search"' in client.get(f"/{lang}/ledger").text


@pytest.mark.parametrize("words", ["", "   ", *HOSTILE, "زرافة"])
def test_a_search_without_a_hit_says_what_would_be_found(client: Client, words: str) -> None:
    page = client.get("/en/search", params={"q": words})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    examples = re.findall(r'href="(/en/search\?q=[^"]+)"><bdi', page.text)
    if words.strip() not in ("\u202eأ", "a/b/../c"):
        assert examples
    for path in examples:
        assert "<mark>" in client.get(unescape(path)).text


def test_places_and_actors_are_named_in_the_language_of_the_page(client: Client, store: Store) -> None:
    one = next(each for each in every(store) if each.gazetteer == QAIM)
    assert "Al Qa&#39;im" in client.get("/en/").text
    english, arabic = (client.get(f"/{lang}/incidents/{one.id}").text for lang in ("en", "ar"))
    assert "Al Qa&#39;im" in english
    assert "Al Qa&#39;im" not in arabic
    # Evidence stays as it was written.
    quotes = re.findall(r'<td dir="auto"><a [^>]*>([^<]+)<', english)
    assert quotes == re.findall(r'<td dir="auto"><a [^>]*>([^<]+)<', arabic)
    marked = client.get("/api/v1/incidents.geojson?zoom=22").json()["features"]
    names = [each["properties"]["names"] for each in marked if each["properties"].get("names")]
    assert {"ar": "عكاشات", "en": "Akashat"} in names
