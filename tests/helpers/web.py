"""What the web's tests share: somebody who asks, who may come in, and every page there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal

from marsad.observatory.store import Store
from marsad.observatory.watches import Watch

PASSWORDS = {"rima": "one two three", "karim": "four five six", "edna": "seven eight nine"}
RANKS = {"rima": "reader", "karim": "coder", "edna": "editor"}

#: What is watched in every store that is lent.
AREA = Watch("الحدود العراقية السورية", border=("IQ", "SY"), km=50)

#: By name: the path below the language; {uid} is the report that is looked at.
PAGES: dict[str, str] = {
    "home": "/",
    "filtered": "/?type=airstrike&since=2024-05-01",
    "documents": "/documents",
    "search": "/documents?q=القائم",
    "nothing": "/documents?q=زرافة",
    "report": "/documents/{uid}",
    "text": "/documents/{uid}?view=text",
    "why": "/documents/{uid}/why/e1",
    "incident": "/incidents/{incident}",
    "find": "/search?q=القائم",
    "find-how": "/search",
    "find-nothing": "/search?q=زرافة",
    "actors": "/actors",
    "actors-words": "/actors?named=words",
    "actors-none": "/actors?q=زرافة",
    "actor": "/actors/islamic-state",
    "actor-words": "/actors/=قيادة عمليات السور",
    "places": "/places",
    "place": "/places/geonames:92138",
    "area": "/places/geonames:99592",
    "brief": "/brief?until=2024-05-13&days=10",
    "brief-empty": "/brief?until=2020-01-01",
    "ledger": "/ledger",
    "foretold": "/ledger?standing=failed&group=deadline&kind=forecast",
    "watches": "/watch",
    "watch": f"/watch/{AREA.id}",
    "watched": f"/?watch={AREA.id}",
    "missing": "/documents/none",
    "add": "/add",
    "desk": "/desk",
    "work": "/desk/{uid}",
}


class Client:
    """Asks an application without a server in between; redirects are not followed."""

    def __init__(self, app: Any, portal: BlockingPortal, address: str) -> None:
        self.portal = portal
        self.asks = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=address)

    def request(self, method: str, path: str, **values: Any) -> httpx.Response:
        return self.portal.call(lambda: self.asks.request(method, path, **values))

    def get(self, path: str, **values: Any) -> httpx.Response:
        return self.request("GET", path, **values)

    def post(self, path: str, **values: Any) -> httpx.Response:
        return self.request("POST", path, **values)

    def delete(self, path: str, **values: Any) -> httpx.Response:
        return self.request("DELETE", path, **values)


def proof(client: Client, path: str = "/en/login") -> str:
    """What the forms of a page carry."""
    text = client.get(path).text
    return text.split('name="proof" content="')[1].split('"')[0]


def log_in(client: Client, name: str) -> None:
    form = {"name": name, "password": PASSWORDS[name], "proof": proof(client)}
    answer = client.post("/en/login", data=form)
    assert answer.status_code == 303, answer.text


@dataclass
class Running:
    address: str
    store: Store
