"""The page of an incident: both tolls with their words, and what people decide of it."""

from __future__ import annotations

import pytest

from helpers.web import Client, log_in, proof
from marsad.observatory import deciding
from marsad.observatory.claiming import claimed
from marsad.observatory.incidents import Incident, every, incident
from marsad.observatory.store import Store


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
