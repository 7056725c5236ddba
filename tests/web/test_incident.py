"""The page of an incident: both tolls with their words, and what people decide of it."""

from __future__ import annotations

import re
from datetime import date

import pytest

import marsad
from helpers.web import Client, log_in, proof
from marsad.observatory import deciding
from marsad.observatory.atlas import conflicts
from marsad.observatory.claiming import claimed
from marsad.observatory.desk import queue
from marsad.observatory.incidents import Incident, every, incident, of_document
from marsad.observatory.store import Store
from marsad.observatory.write import keep


@pytest.fixture
def disputed(store: Store, incident_id: str) -> Incident:
    """An incident of the samples whose tolls differ."""
    return incident(store, incident_id)


@pytest.mark.parametrize(("lang", "conflict"), [("ar", "تعارض"), ("en", "in conflict")])
def test_both_tolls_stand_with_their_words(
    client: Client, store: Store, disputed: Incident, lang: str, conflict: str
) -> None:
    page = client.get(f"/{lang}/incidents/{disputed.id}").text
    assert conflict in page
    table = claimed(store, disputed.id)
    for claim, words in zip(table.claims, table.words, strict=True):
        for answer, said in zip(claim.asked.answers, words, strict=True):
            assert f"/{lang}/documents/{answer.uid}#r1-{answer.event}" in page
            assert said.sentence[:30].split("<")[0] in page
    latest = client.get(f"/{lang}/incidents/{disputed.id}?rule=latest-revision").text
    assert 'href="?rule=latest-revision" aria-current="true"' in latest
    assert client.get(f"/{lang}/incidents/{disputed.id}?rule=mean").status_code == 422


def test_the_first_digits_lead_to_the_incident(client: Client, disputed: Incident) -> None:
    answer = client.get(f"/en/incidents/{disputed.id[:9]}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/en/incidents/{disputed.id}")
    assert client.get("/en/incidents/i00000000").status_code == 404


def test_decisions_are_made_and_taken_back(client: Client, store: Store, disputed: Incident) -> None:
    page = f"/en/incidents/{disputed.id}"
    carried = proof(client, page)
    assert client.post(f"{page}/standing", data={"standing": "confirmed", "proof": carried}).status_code == 303
    assert incident(store, disputed.id).standing == "confirmed"
    assert client.post(f"{page}/standing", data={"standing": "certain", "proof": carried}).status_code == 422
    [made] = deciding.decisions(store, disputed.id)
    assert client.post(f"{page}/undo", data={"decision": str(made.id), "proof": carried}).status_code == 303
    assert incident(store, disputed.id).standing == "candidate"
    assert client.post(f"{page}/undo", data={"decision": "x", "proof": carried}).status_code == 422
    other = next(each for each in every(store) if each.id != disputed.id)
    assert client.post(f"{page}/merge", data={"other": other.id, "proof": carried}).status_code == 303
    merged = incident(store, disputed.id)
    assert {m.uid for m in other.members} <= {m.uid for m in merged.members}
    ticked = [f"{m.uid}:{m.event}" for m in other.members]
    assert client.post(f"{page}/split", data={"event": ticked, "proof": carried}).status_code == 303
    assert incident(store, other.id).id != incident(store, disputed.id).id
    assert client.post(f"{page}/split", data={"proof": carried}).status_code == 422


def test_readers_look_and_decide_nothing(visitor: Client, disputed: Incident) -> None:
    log_in(visitor, "rima")
    page = f"/en/incidents/{disputed.id}"
    text = visitor.get(page).text
    assert "/standing" not in text
    carried = proof(visitor, page)
    assert visitor.post(f"{page}/standing", data={"standing": "confirmed", "proof": carried}).status_code == 403
    assert visitor.post(f"{page}/standing", data={"standing": "confirmed"}).status_code == 403


TOLLS = (
    ("https://a.example/1", 10, "أعلنت وزارة الصحة مقتل 12 شخصاً في غارة على سوق مدينة زبيد مساء الأحد."),
    ("https://a.example/2", 12, "قالت وزارة الصحة إن 26 شخصاً قتلوا في الغارة على سوق مدينة زبيد مساء الأحد."),
    ("https://b.example/3", 11, "قال مسعفون إن 35 شخصاً قتلوا في الغارة التي استهدفت سوق مدينة زبيد مساء الأحد."),
)


@pytest.fixture
def strike(store: Store) -> Incident:
    """A strike whose toll rises in what one teller says, while another tells more."""
    for url, day, text in TOLLS:
        keep(store, marsad.read(text, url=url, published=date(2024, 6, day)))
    return next(each for each in every(store) if each.type == "airstrike" and each.place == "زبيد")


def test_a_toll_that_changed_is_drawn_and_its_tellers_named(client: Client, strike: Incident) -> None:
    pages = {lang: client.get(f"/{lang}/incidents/{strike.id}").text for lang in ("ar", "en")}
    for page in pages.values():
        chart = page.split('<svg class="history"')[1].split("</svg>")[0]
        assert len(re.findall('class="was"', chart)) == 1
        assert len(re.findall('class="stands"', chart)) == 2
        assert ">مسعفون</text>" in chart
        assert "b.example" in page
        assert '<svg class="map"' in page
    # Time runs with the language.
    first, last = (
        [float(x) for x in re.findall(r'class="day" x="([\d.]+)"', page)] for page in (pages["en"], pages["ar"])
    )
    assert first == sorted(first)
    assert last == sorted(last, reverse=True)


def test_one_figure_is_no_history(store: Store, client: Client) -> None:
    report = marsad.read("قتل أربعة أشخاص في غارة على مدينة حجة مساء الأحد.", published=date(2024, 6, 10))
    keep(store, report)
    alone = next(each for each in every(store) if each.type == "airstrike" and each.place == "حجة")
    assert 'class="history"' not in client.get(f"/en/incidents/{alone.id}").text


def test_a_report_leads_to_its_incidents(client: Client, store: Store, strike: Incident) -> None:
    for member in strike.members:
        assert f'href="/en/incidents/{strike.id}"' in client.get(f"/en/documents/{member.uid}").text
    assert of_document(store, strike.members[0].uid)[strike.members[0].event] == strike.id
    assert of_document(store, "none") == {}


def test_the_desk_lists_what_is_disputed(client: Client, store: Store, strike: Incident) -> None:
    shown = {(each.uid, each.event) for each in queue(store, "conflict", limit=500)}
    assert {(each.uid, each.event) for each in strike.members} & shown
    torn = set(conflicts(store, [each.id for each in every(store)]))
    assert shown <= {(m.uid, m.event) for each in every(store) if each.id in torn for m in each.members}
    page = client.get("/ar/desk?order=conflict").text
    assert '<a href="?order=conflict" aria-current="true">' in page
    assert client.get("/en/desk?order=loudest").status_code == 422
