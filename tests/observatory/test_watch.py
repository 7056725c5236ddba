"""Watch areas over the samples: what falls in is checked by another measure, and feeds are what readers expect."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

import marsad
from endtoend import ROOT
from helpers.globe import slow_km
from marsad import cli
from marsad.errors import NotInStoreError, WatchError
from marsad.gazetteer.borders import shared
from marsad.gazetteer.index import Gazetteer
from marsad.observatory import deciding, watches
from marsad.observatory.incidents import every
from marsad.observatory.sightings import Tally, tallies
from marsad.observatory.store import Store, open_store
from marsad.observatory.watches import Watch
from marsad.observatory.write import keep
from marsad.records import Report

BORDER = Watch("border", border=("IQ", "SY"), km=50)
ATOM = "{http://www.w3.org/2005/Atom}"


@cache
def samples() -> tuple[Report, ...]:
    files = [
        *sorted((ROOT / "samples").glob("2024-*")),
        *(ROOT / "samples" / name for name in ("feed.jsonl", "archive.warc.gz")),
    ]
    return tuple(each for file in files for each in marsad.read_all(file) if isinstance(each, Report))


@pytest.fixture
def told(store: Store) -> Store:
    for report in samples():
        keep(store, report)
    return store


def test_the_border_watch_holds_exactly_the_incidents_inside_it(told: Store) -> None:
    found = {each.incident: each.certainty for each in watches.seen(told, watches.add(told, BORDER))}
    lines, radii = shared("IQ", "SY"), Gazetteer.load().radii()
    defaults, more = {1: 3.0, 2: 15.0, 3: 60.0}, {1: 0.0, 2: 10.0, 3: 0.0}
    expected = {}
    for incident in every(told):
        if incident.lat is None or incident.lon is None:
            continue
        assert incident.precision is not None
        if incident.precision == 4:
            if incident.country in ("IQ", "SY"):
                expected[incident.id] = "possibly"
            continue
        own = radii.get(incident.gazetteer or "")
        reach = defaults[incident.precision] if own is None else own + more[incident.precision]
        apart = slow_km(incident.lat, incident.lon, lines)
        assert min(abs(apart + reach - 50), abs(apart - reach - 50)) > 0.5, "too near the edge for the check"
        if apart - reach <= 50:
            expected[incident.id] = "certainly" if apart + reach <= 50 else "possibly"
    assert found == expected
    assert {"certainly", "possibly"} == set(found.values())
    places = {each.place for each in watches.seen(told, BORDER)}
    assert {"منفذ القائم", "البوكمال", "عكاشات"} <= places
    assert "الرطبة" not in places


def test_what_is_given_together_holds_together(told: Store) -> None:
    strikes = watches.seen(told, Watch("x", border=("IQ", "SY"), km=50, types=("airstrike",)))
    assert {each.type for each in strikes} == {"airstrike"}
    assert 2 <= len(strikes) < len(watches.seen(told, BORDER))
    named = watches.seen(told, Watch("y", places=("عكاشات",)))
    assert named
    assert all(each.certainty == "certainly" and each.beyond_km is None for each in named)


def test_days_and_counts_over_time(told: Store) -> None:
    late = watches.seen(told, BORDER, since=date(2024, 5, 10))
    assert late
    assert all((each.last or each.listed) >= date(2024, 5, 10) for each in late)
    found = watches.seen(told, BORDER)
    assert [each.listed for each in found] == sorted((each.listed for each in found), reverse=True)
    by_day, by_week = tallies(found), tallies(found, "week")
    for counted in (by_day, by_week):
        assert sum(each.certainly + each.possibly for each in counted) == len(found)
    assert all(each.start.weekday() == 0 for each in by_week)
    assert (by_day[-1].start - by_day[0].start).days == len(by_day) - 1
    assert tallies([]) == list[Tally]()


def test_a_retracted_incident_falls_out(told: Store) -> None:
    first = watches.seen(told, BORDER)[0].incident
    deciding.set_standing(told, first, "retracted", who="Lina")
    assert first not in {each.incident for each in watches.seen(told, BORDER)}


def test_watches_are_kept_named_and_forgotten(told: Store) -> None:
    area = {"type": "Polygon", "coordinates": [[[40, 33], [42, 33], [42, 35], [40, 35], [40, 33]]]}
    kept = [watches.add(told, BORDER), watches.add(told, Watch("مربع", area=area, types=("airstrike", "capture")))]
    assert watches.watches(told) == kept
    assert watches.watch(told, "مربع") == kept[1]
    with pytest.raises(WatchError, match="already"):
        watches.add(told, BORDER)
    watches.remove(told, "border")
    for gone in (watches.remove, watches.watch):
        with pytest.raises(NotInStoreError):
            gone(told, "border")


@pytest.mark.parametrize(
    "wrong",
    [
        Watch(""),
        Watch("x"),
        Watch("a\nb", types=("capture",)),
        Watch("n" * 101, types=("capture",)),
        Watch("x", border=("IQ", "EG"), km=5),
        Watch("x", around=(34, 41), km=None),
        Watch("x", around=(34, 41), border=("IQ", "SY"), km=5),
        Watch("x", area={"type": "Point"}),
    ],
)
def test_what_cannot_be_watched(store: Store, wrong: Watch) -> None:
    with pytest.raises(WatchError):
        watches.add(store, wrong)
    assert watches.watches(store) == []


@pytest.fixture
def at(at: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MARSAD_STORE", at)
    return at


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


def test_the_commands_and_the_feeds(at: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with open_store(at) as opened:
        for report in samples():
            keep(opened, report)
    assert run("watch", "add", "border", "--border", "iq-sy", "--km", "50") == 0
    assert capsys.readouterr().out == "watching border: border IQ-SY, 50 km\n"
    assert run("watch", "add", "gate", "--around", "34.39,40.97", "--km", "20", "--type", "border_control") == 0
    assert run("watch", "add", "x", "--border", "IQ-SY") == 2
    assert run("watch", "add", "x", "--border", "IQSY", "--km", "5") == 2
    assert run("watch", "add", "x", "--around", "here", "--km", "5") == 2
    assert run("watch", "add", "x", "--area", tmp_path / "absent") == 2
    capsys.readouterr()
    assert run("watch", "list") == 0
    assert capsys.readouterr().out.splitlines() == [
        "border: border IQ-SY, 50 km",
        "gate: around 34.39,40.97, 20 km; type border_control",
    ]
    assert run("watch", "show", "border", "--format", "jsonl") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {"certainly", "possibly"} == {row["certainty"] for row in rows}
    assert run("watch", "show", "border", "--lang", "ar") == 0
    shown = capsys.readouterr().out
    assert "مؤكد" in shown
    assert all(row["incident"] in shown for row in rows)
    assert run("watch", "show", "border", "--by", "week") == 0
    assert capsys.readouterr().out.startswith("2024-04-29")

    assert run("watch", "feed", "border") == 0
    first = capsys.readouterr().out
    assert run("watch", "feed", "border", "-o", tmp_path / "feed.xml") == 0
    assert (tmp_path / "feed.xml").read_text(encoding="utf-8") == first
    root = ElementTree.fromstring(first)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == len(rows)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for element in (root, *entries):
        assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert element.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "")
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    links = [link.get("href") or "" for entry in entries for link in entry.findall(f"{ATOM}link")]
    assert links
    assert all(link.startswith("https://") for link in links)

    assert run("watch", "feed", "border", "--format", "json", "--lang", "ar") == 0
    feed = json.loads(capsys.readouterr().out)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == ids
    assert all(item["content_text"] and item["title"] for item in feed["items"])
    assert [item["_marsad"]["incident"] for item in feed["items"]] == [row["incident"] for row in rows]
    assert run("watch", "remove", "border") == 0
    assert run("watch", "feed", "border") == 1


def test_hostile_words_stay_words(store: Store) -> None:
    from dataclasses import replace

    from marsad.observatory.sightings import Sighting, Telling
    from marsad.render import feeds

    told = Telling("u1", "</title><script>\x00\u202e", "a&b", "javascript:alert(1)", None, date(2024, 5, 1))
    seen = Sighting(
        "i1", "possibly", 1.0, 2.0, "candidate", "attack", "occurred", None, None, date(2024, 5, 1), "x<y", "IQ", 1.0, 2.0, 1,
        ("\x1b[2J",), (), 1, (told, replace(told, uid="u2", url="https://a.example/<b>")),
    )  # fmt: skip
    root = ElementTree.fromstring(feeds.atom("<n>", "2024-05-01T00:00:00Z", [seen], "en"))
    assert root.findall(f"{ATOM}entry/{ATOM}link") == []
    assert "script" in (root.findtext(f"{ATOM}entry/{ATOM}content") or "")
    (item,) = json.loads(feeds.json_feed("<n>", "2024-05-01T00:00:00Z", [seen], "en"))["items"]
    assert "external_url" not in item
    assert "\u202e" not in item["content_text"]
