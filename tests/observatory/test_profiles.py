"""What the store knows of actors and places: the same as its incidents and events, counted one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

import marsad
from marsad.actors import lookup
from marsad.errors import NotInStoreError
from marsad.gazetteer.english import english
from marsad.gazetteer.index import default as gazetteer
from marsad.observatory import actors, deciding, places
from marsad.observatory.documents import correct, remove, show, undo
from marsad.observatory.filters import Filters
from marsad.observatory.incidents import every
from marsad.observatory.profiles import profile
from marsad.observatory.search import search
from marsad.observatory.store import Store
from marsad.observatory.tables import Place, Role, Tally
from marsad.observatory.write import keep
from marsad.records import Report

QAIM, ANBAR, IRAQ = "geonames:92138", "geonames:99592", "geonames:99237"


def _reports(store: Store) -> list[Report]:
    return [show(store, hit.uid).corrected.report for hit in search(store, limit=200)]


def test_actors_are_counted_by_reports(samples: Store) -> None:
    told: Counter[str] = Counter()
    for report in _reports(samples):
        refs = {entity.id: entity.ref for entity in report.entities}
        roles = [role for event in report.events for role in (*event.actors, *event.targets)]
        told.update({ref for role in roles if (ref := refs.get(role.entity or ""))})
    found = actors.known(samples)
    assert {each.id: each.reports for each in found} == told
    assert [each.reports for each in found] == sorted(told.values(), reverse=True)
    entry = lookup("islamic-state")
    assert entry is not None
    assert found[0] == actors.Known("islamic-state", entry.ar, "rebel", None, told["islamic-state"])


def _tallied(store: Store) -> dict[tuple[str, str, int, str], int]:
    with store.reading() as connection:
        rows = connection.execute(select(Tally.kind, Tally.ident, Tally.name_id, Tally.country, Tally.reports)).all()
    return {(row.kind, row.ident, row.name_id, row.country): row.reports for row in rows}


def _counted(store: Store) -> dict[tuple[str, str, int, str], int]:
    """What tallies say, row by row from the rows of roles and places."""
    told: dict[tuple[str, str, int, str], set[int]] = {}

    def under(document: int, *key: Any) -> None:
        told.setdefault(key, set()).add(document)

    with store.reading() as connection:
        for role in connection.execute(select(Role.__table__)):
            if role.ref is not None:
                under(role.document_id, "actor", role.ref, 0, "")
                under(role.document_id, "actor", role.ref, role.name_id, "")
            elif role.kind in ("person", "organisation", "armed_group", "unit", "state") and not role.private:
                for country in {"", role.country or ""}:
                    under(role.document_id, "actor", "", role.name_id, country)
        for place in connection.execute(select(Place.__table__)):
            if place.country is not None:
                under(place.document_id, "country", place.country, 0, "")
            if place.gazetteer is not None:
                for country in {"", place.country or ""}:
                    under(place.document_id, "place", place.gazetteer, 0, country)
                under(place.document_id, "place", place.gazetteer, place.name_id, "")
            else:
                for country in {"", place.country or ""}:
                    under(place.document_id, "place", "", place.name_id, country)
    return {key: len(documents) for key, documents in told.items()}


def test_tallies_hold_whatever_comes_changes_and_goes(samples: Store) -> None:
    first = _tallied(samples)
    assert len(first) > 50
    assert first == _counted(samples)
    uids = [hit.uid for hit in search(samples, filters=Filters(actors=("islamic-state",)), limit=200)]
    whole = first["actor", "islamic-state", 0, ""]
    assert whole == len(uids) > 2
    remove(samples, uids[0])
    assert _tallied(samples) == _counted(samples)
    assert _tallied(samples)["actor", "islamic-state", 0, ""] == whole - 1
    event = show(samples, uids[1]).corrected.report.events[0].id
    change = correct(samples, uids[1], event, "event", False, who="Lina")
    assert _tallied(samples) == _counted(samples)
    undo(samples, uids[1], change.id, who="Lina")
    assert _tallied(samples) == _counted(samples)
    for uid in uids[1:]:
        remove(samples, uid)
    assert ("actor", "islamic-state", 0, "") not in _tallied(samples)
    assert _tallied(samples) == _counted(samples)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"query": "داعش"}, {"islamic-state"}), ({"query": "والدواعش"}, {"islamic-state"}), ({"query": "الدولة الإسلامية"}, {"islamic-state"}),
        ({"query": "islamic STATE"}, {"islamic-state"}), ({"query": "islamic-state"}, {"islamic-state"}),
        ({"query": "تنظيم", "kind": "state"}, set()), ({"query": "%"}, set()), ({"query": "' OR 1=1 --"}, set()),
    ],
)  # fmt: skip
def test_actors_are_found_by_name(samples: Store, asked: dict[str, str], ids: set[str]) -> None:
    assert {each.id for each in actors.known(samples, **asked)} == ids


def test_actors_by_kind_and_country(samples: Store) -> None:
    of_iraq = actors.known(samples, kind="state", country="IQ")
    assert of_iraq
    assert all((each.kind, each.country) == ("state", "IQ") for each in of_iraq)
    assert {each.id for each in of_iraq} == {
        each.id for each in actors.known(samples) if each.kind == "state" and each.country == "IQ"
    }


def test_the_sides_of_an_actor_are_those_of_its_incidents(samples: Store) -> None:
    agent: Counter[str] = Counter()
    target: Counter[str] = Counter()
    reports = {hit.uid: show(samples, hit.uid).corrected.report for hit in search(samples, limit=200)}
    for incident in every(samples):
        acts = done = False
        for member in incident.members:
            report = reports[member.uid]
            refs = {entity.id: entity.ref for entity in report.entities}
            event = next(each for each in report.events if each.id == member.event)
            acts |= any(refs.get(role.entity or "") == "islamic-state" for role in event.actors)
            done |= any(refs.get(role.entity or "") == "islamic-state" for role in event.targets)
        agent[incident.type] += acts
        target[incident.type] += done
    found = actors.sides(samples, "islamic-state")
    assert {each.type: each.agent for each in found if each.agent} == +agent
    assert {each.type: each.target for each in found if each.target} == +target


def test_who_meets_whom_is_told_from_both_ends(samples: Store) -> None:
    mine = {each.id: each for each in actors.met(samples, "islamic-state")}
    assert mine
    for ident, each in mine.items():
        back = {other.id: other for other in actors.met(samples, ident)}["islamic-state"]
        assert (back.targeted, back.targeting) == (each.targeting, each.targeted)


def test_a_profile_is_that_of_its_incidents(samples: Store) -> None:
    for filters in (Filters(actors=("islamic-state",)), Filters(places=(QAIM,)), Filters(places=("IQ/الأنبار",))):
        found = profile(samples, filters)
        incidents = [each for each in every(samples, filters) if each.standing != "retracted"]
        assert found.incidents == len(incidents) > 3
        assert dict(found.types) == Counter(each.type for each in incidents)
        assert dict(found.days) == Counter(each.listed for each in incidents)
        assert list(found.days) == sorted(found.days)
        assert sum(spot.incidents for spot, _ in found.spots) == sum(each.lat is not None for each in incidents)
    gone = next(iter(every(samples, Filters(places=(QAIM,)))))
    before = profile(samples, Filters(places=(QAIM,))).incidents
    deciding.set_standing(samples, gone.id, "retracted", who="Lina")
    assert profile(samples, Filters(places=(QAIM,))).incidents == before - 1


def test_places_are_counted_by_reports(samples: Store) -> None:
    told: Counter[str] = Counter()
    for report in _reports(samples):
        told.update({place.id for event in report.events for place in event.places if place.id})
    found = places.known(samples)
    assert {each.id: each.reports for each in found} == told
    assert {each.id for each in places.known(samples, query="القايم")} >= {QAIM}
    assert {each.id for each in places.known(samples, query="rutb")} == {"geonames:98677"}
    assert {each.kind for each in places.known(samples, kind="crossing")} == {"crossing"}
    assert places.known(samples, query="زرافة") == []
    assert set(places.countries(samples)) == {each.country for each in found}


def test_an_area_holds_what_lies_in_it(samples: Store) -> None:
    entry = gazetteer().place(ANBAR)
    country = gazetteer().place(IRAQ)
    assert entry is not None
    assert country is not None
    assert (places.area(entry), places.area(country)) == ("IQ/الأنبار", "IQ")
    inside = {each.id for each in places.inside(samples, entry)}
    assert QAIM in inside
    assert ANBAR not in inside
    assert inside <= {each.id for each in places.inside(samples, country)}
    qaim, _ = places.checked(samples, QAIM)
    assert qaim is not None
    assert places.area(qaim) is None
    assert places.inside(samples, qaim) == []
    assert places.unit_id(qaim) == ANBAR
    tripoli = gazetteer().lookup("طرابلس")
    assert all(each.id not in {other.id for other in places.namesakes(each)} for each in tripoli)
    assert places.namesakes(tripoli[0])


def test_what_has_no_id_is_known_by_its_words(samples: Store) -> None:
    found = actors.worded(samples, limit=100)
    command = next(each for each in found if each.name == "قيادة عمليات السور")
    assert command.id == "=قيادة عمليات السور"
    assert actors.words(samples, command.id)
    assert profile(samples, Filters(actors=(command.id,))).incidents > 0
    # Not who bears an id and is also called so.
    entity = "=داعش"
    with pytest.raises(NotInStoreError):
        actors.words(samples, entity)
    assert profile(samples, Filters(actors=(entity,))).incidents == 0
    nameless = places.worded(samples, limit=100)
    assert nameless
    assert places.checked(samples, nameless[0].id)[1]
    assert [each.id for each in places.worded(samples, limit=1, offset=1)] == [nameless[1].id]
    assert {each.id for each in places.worded(samples, query=nameless[0].name)} >= {nameless[0].id}


@pytest.mark.parametrize(
    "ident", ["", "=", "nobody", "=<script>", "' OR 1=1 --", "%", "geonames:1", "military-of-iraq/x"]
)
def test_what_nobody_tells_of_is_not_there(samples: Store, ident: str) -> None:
    with pytest.raises(NotInStoreError):
        actors.words(samples, ident)
    with pytest.raises(NotInStoreError):
        places.checked(samples, ident)


def test_private_persons_have_no_page(store: Store) -> None:
    story = "قتل الشاب أحمد محمد علي برصاص مجهولين في بغداد."
    report = marsad.read(story, published=date(2024, 5, 5))
    private = [entity.name for entity in report.entities if entity.private]
    assert private
    keep(store, report)
    assert {each.name for each in actors.worded(store)}.isdisjoint(private)
    for name in private:
        with pytest.raises(NotInStoreError):
            actors.words(store, f"={name}")


def test_names_in_english() -> None:
    ids = gazetteer().ids()
    named = [ident for ident in ids if english(ident)]
    assert len(named) > 0.999 * len(ids)
    assert all((english(ident) or "").isascii() for ident in named)
    assert english("marsad:iq-wadi-hauran") == "Wadi Hauran"
    assert english(QAIM) == "Al Qa'im"
    assert english("geonames:0") is None
    assert gazetteer().place("geonames:0") is None
    assert gazetteer().spellings("geonames:0") == []
    assert "القايم" in gazetteer().spellings(QAIM)
