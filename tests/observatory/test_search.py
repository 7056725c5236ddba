from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from helpers import stories
from marsad.errors import UsageError
from marsad.observatory import upkeep
from marsad.observatory.documents import remove
from marsad.observatory.filters import Filters, Near, named
from marsad.observatory.search import search
from marsad.observatory.stems import name_key
from marsad.observatory.store import Store, open_store
from marsad.observatory.tables import Name, NameWord
from marsad.observatory.write import keep
from marsad.records import Report

ROOT = Path(__file__).parents[2]


def names(store: Store, query: str | None = None, *, limit: int = 100, **asked: object) -> list[str]:
    return [hit.name for hit in search(store, query, filters=Filters(**asked), limit=limit)]  # type: ignore[arg-type]


def reports(store: Store) -> Iterator[Report]:
    from marsad.observatory import documents

    for hit in search(store, limit=1000):
        yield documents.show(store, hit.uid).as_read


def test_everything_that_is_asked_for(samples: Store) -> None:
    """One filling of the store, many questions: each against what the reports themselves say."""
    every = list(reports(samples))
    assert len(every) == 21

    def having(condition: object) -> set[str]:
        return {r.document.id for r in every if any(condition(e) for e in r.events)}  # type: ignore[operator]

    # Types and statuses, alone, together and as alternatives.
    assert set(names(samples, types=("clash",))) == having(lambda e: e.type == "clash")
    assert set(names(samples, types=("clash", "capture"))) == having(lambda e: e.type in ("clash", "capture"))
    assert set(names(samples, types=("capture",), statuses=("denied",))) == having(
        lambda e: e.type == "capture" and e.status == "denied"
    )
    # Places: a country, a gazetteer id, a name with its clitics off.
    assert set(names(samples, places=("SY",))) == having(lambda e: any(p.country == "SY" for p in e.places))
    some = next(p for r in every for e in r.events for p in e.places if p.id)
    assert set(names(samples, places=(str(some.id),))) == having(lambda e: any(p.id == some.id for p in e.places))
    assert set(names(samples, places=("الرطبة",))) >= having(lambda e: any(p.name == "الرطبة" for p in e.places))
    # Actors by registry id and by name.
    refs = {
        (r.document.id, n.ref)
        for r in every
        for e in r.events
        for role in (*e.actors, *e.targets)
        for n in r.entities
        if n.id == role.entity and n.ref
    }
    for ref in {ref for _, ref in refs}:
        assert set(names(samples, actors=(ref,))) == {document for document, each in refs if each == ref}
    assert set(names(samples, actors=("لواء الجبل الأحمر",))) >= having(
        lambda e: any("لواء الجبل الأحمر" in role.text for role in e.actors)
    )
    # Sources: who is quoted, and the outlet that tells it itself.
    assert set(names(samples, sources=("قيادة عمليات السور",)))
    told = names(samples, sources=("الإعلام الحربي",))
    assert told
    assert all(hit.events for hit in search(samples, filters=Filters(sources=("الإعلام الحربي",))))
    # Days.
    assert set(names(samples, since=date(2024, 5, 12), until=date(2024, 5, 12), types=("capture",))) <= set(
        names(samples, types=("capture",))
    )
    assert names(samples, since=date(2030, 1, 1)) == []
    # Words and filters together, newest first, and no more than asked for.
    both = set(names(samples, "الرطبة", types=("displacement",)))
    assert both == set(names(samples, "الرطبة")) & set(names(samples, types=("displacement",)))
    days = [hit.published for hit in search(samples, limit=100) if hit.published]
    assert days == sorted(days, reverse=True)
    assert names(samples, limit=3) == names(samples)[:3]
    assert names(samples, limit=2, types=("capture", "killing")) == names(samples, types=("capture", "killing"))[:2]
    # Phrases: in their order only.
    assert names(samples, '"سور الرمال"')
    assert names(samples, '"الرمال سور"') == []
    assert set(names(samples, '"سور الرمال"')) <= set(names(samples, "الرمال سور"))


def near(store: Store, lat: float, lon: float, km: float) -> set[str]:
    return set(names(store, near=Near(lat, lon, km)))


@pytest.mark.parametrize(
    ("where", "inside", "outside"),
    [((33.0, 40.0), 112, 110), ((0.0, 179.5), 112, 110), ((89.5, 10.0), 56, 54), ((-33.0, -70.0), 112, 110)],
)
def test_a_distance_is_the_distance(store: Store, where: tuple[float, float], inside: float, outside: float) -> None:
    """A place one degree north (or as far as the pole) of the point: 111.2 km, wherever on the globe."""
    lat, lon = where
    data = stories.report(0).to_dict()
    event = data["events"][0]
    at = min(lat + 1, 90.0)
    event["places"] = [
        {**event["places"][0], "lat": at, "lon": lon, "precision": 1}
        if event["places"]
        else {"text": "", "start": 0, "end": 0, "name": "x", "lat": at, "lon": lon, "precision": 1}
    ]
    keep(store, Report.model_validate(data))
    assert near(store, lat, lon, inside) == {"story-0"}
    assert near(store, lat, lon, outside) == set()


def test_a_circle_over_the_date_line(store: Store) -> None:
    data = stories.report(0).to_dict()
    data["events"][0]["places"] = [
        {"text": "", "start": 0, "end": 0, "name": "x", "lat": 0.0, "lon": -179.9, "precision": 1}
    ]
    keep(store, Report.model_validate(data))
    assert near(store, 0.0, 179.9, 30) == {"story-0"}


def test_filters_hold_for_one_event(store: Store) -> None:
    for number in range(24):
        keep(store, stories.report(number))
    hits = search(store, filters=Filters(types=("injury",), places=("IQ",)), limit=100)
    for hit in hits:
        assert all(event.type == "injury" and event.places for event in hit.events)


def test_words_of_the_menu_are_not_found(store: Store) -> None:
    report = stories.report(0)
    text = report.document.text
    menu = text.index("قصفت")
    furniture = ({"start": menu, "end": menu + 4},)
    data = report.to_dict()
    data["document"]["furniture"] = furniture
    keep(store, Report.model_validate(data))
    assert names(store, "المدفعية") == ["story-0"]
    assert names(store, "قصفت") == []


@pytest.mark.parametrize("query", ["...", '""', "«»", "؟!"])
def test_a_query_without_words(store: Store, query: str) -> None:
    with pytest.raises(UsageError):
        search(store, query)


@pytest.mark.parametrize(
    "query", ['قصف OR "', "a' OR 1=1 --", "NEAR(x)", "col:x", "x*", "'", "\\", "&|!():*<->", "قصف & !"]
)
def test_no_query_is_taken_for_a_language(store: Store, query: str) -> None:
    keep(store, stories.report(0))
    try:
        search(store, query)
    except UsageError:
        assert not any(mark.isalnum() for mark in query)
    for value in (query, "%", "_"):
        assert search(store, filters=Filters(actors=(value,), places=(value,), sources=(value,))) == []


def test_a_hit_as_json(store: Store) -> None:
    keep(store, stories.report(2))
    (hit,) = search(store)
    data = json.loads(hit.to_json())
    assert data["published"] == "2024-05-03"
    assert data["events"][0]["type"] == "arrest"


def test_reading_goes_on_while_somebody_writes(at: str) -> None:
    with open_store(at) as writer, open_store(at) as reader, writer.writing() as connection:
        from marsad.observatory.store import now
        from marsad.observatory.tables import Fact

        connection.execute(Fact.__table__.insert().values(name="test", value=now()))  # type: ignore[attr-defined]
        assert search(reader) == []


def test_names_are_found_by_any_of_their_words_in_order(samples: Store) -> None:
    with samples.reading() as connection:
        keys = {row.id: row.key for row in connection.execute(select(Name.id, Name.key))}
        assert len(keys) > 50
        asked = {
            " ".join(words[i:j])
            for key in keys.values()
            for words in [key.split()]
            for i in range(3)
            for j in (i + 1, i + 2, i + 3)
        }
        turned = {" ".join(reversed(each.split())) for each in asked}
        for each in sorted(asked | turned | {"لاشيء", "%", ""}):
            expected = {ident for ident, key in keys.items() if name_key(each) and f" {name_key(each)} " in f" {key} "}
            assert set(connection.execute(named(each)).scalars()) == expected, each


def test_names_that_are_gone_leave_no_words(samples: Store) -> None:
    for hit in search(samples, limit=200):
        remove(samples, hit.uid)
    upkeep.vacuum(samples)
    with samples.reading() as connection:
        assert connection.execute(select(Name.id)).all() == []
        assert connection.execute(select(NameWord.name_id)).all() == []
