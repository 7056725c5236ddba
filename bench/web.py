"""How quick is the observatory in the browser?  Starts ``marsad serve`` on a store and asks it over HTTP what people ask.

    python bench/web.py [--store PATH|URL] [--reports 2000] [--times 40] [--without-browser]

Without ``--store`` a small store is filled as bench/store.py does; figures that say something come from a large one, made by
``python bench/store.py --reports 100000 --store PATH``.  A store that is given is only read.

The first view is that of headless Chromium at 1280 × 800, each time without a cache: until the map has drawn its marks
and the list stands beside it, and the bytes that came over the line until then.  The pages are asked for one at a time, by one
program that keeps its connection, each kind at other places, days and names.
``first`` is the very first answer of a kind, ``server`` the time of a processor that the server takes for one on average: it
hardly changes when the machine has other work, the rest does.  A kind of page that is not there is left out.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from marsad.gazetteer.index import default as gazetteer
from marsad.observatory import actors, atlas, places
from marsad.observatory.incidents import incidents
from marsad.observatory.search import search
from marsad.observatory.store import Store, init_store, open_store
from marsad.observatory.write import documents, keep

#: What issue 6 asks for, in milliseconds at the 95th percentile, by the first word of a kind.
ASKED = {"map": 100, "list": 150, "desk": 150, "page": 150}
FIRST_VIEWS = 5
#: Seconds that an answer is waited for; what may take so long is asked for last, because the server goes on with it.
PATIENCE = 60
#: Notes when the map has its marks; the list stands in the page that it comes with.
_DRAWN = """
addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("#map");
  if (!box) return;
  const noted = document.documentElement.dataset;
  new MutationObserver(() => { if (box.dataset.drawn) noted.drawnAt ??= performance.now(); })
    .observe(box, { attributes: true });
});
"""


@contextmanager
def served(store: str) -> Iterator[tuple[str, int]]:
    """The address of a server over a store and its process, for as long as they are needed."""
    command = [sys.executable, "-m", "marsad", "serve", "--store", store, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        try:
            yield line[line.index("http://") :].split()[0].rstrip("/"), server.pid
        finally:
            server.terminate()


def fill(path: str, reports: int) -> None:
    """A store of synthetic reports, linked as they come."""
    from store import Maker, read_texts

    with init_store(path)[0] as store:
        with store.reading() as connection:
            there = documents(connection)
        maker = Maker(read_texts()[0])
        for number in range(there, reports):
            keep(store, maker.make(number))


class Places:
    """What a store holds to ask for: drawn from it, the same for the same store."""

    def __init__(self, store: Store) -> None:
        self.chance = random.Random(7)
        self.amount = atlas.amount(store, atlas.View())
        newest = incidents(store, limit=200)
        older = incidents(store, limit=200, offset=max(0, self.amount.incidents // 2))
        self.incidents = [*newest, *older]
        hits = search(store, limit=200)
        self.uids = [hit.uid for hit in hits]
        self.words = sorted({word for hit in hits for word in (hit.title or "").split() if len(word) > 4}) or ["الجيش"]
        self.points = [(each.lat, each.lon) for each in self.incidents if each.lat is not None and each.lon is not None]
        self.types = sorted({each.type for each in self.incidents})
        self.names = sorted({party.name for each in self.incidents for party in each.actors}) or ["الجيش"]
        self.refs = [each.id for each in actors.known(store)[:200]]
        self.sites = [each.id for each in places.known(store)[:200]]
        self.states = [entry.id for each in places.countries(store) if (entry := gazetteer().country(each)) is not None]
        self.countries = sorted({each.country for each in self.incidents if each.country})
        days = [each.listed for each in self.incidents]
        self.first, self.last = min(days), max(days)
        with store.reading() as connection:
            self.reports = documents(connection)

    def day(self) -> date:
        return self.first + timedelta(days=self.chance.randrange(max(1, (self.last - self.first).days)))

    def box(self, zoom: float) -> str:
        """A laptop's view around an incident, with the room that the page asks for on every side."""
        lat, lon = self.chance.choice(self.points or [(33.0, 42.0)])
        half = 360 * 1280 * 0.75 / (512 * 2**zoom)
        high = half * 0.5
        edges = (max(-180, lon - half), max(-90, lat - high), min(180, lon + half), min(90, lat + high))
        return ",".join(f"{edge:.4f}" for edge in edges)


def questions(of: Places) -> dict[str, Callable[[], str]]:
    """By kind, a path of that kind, another one each time."""
    pick = of.chance.choice

    def marks(zoom: float, more: str = "") -> Callable[[], str]:
        return lambda: f"/api/v1/incidents.geojson?bbox={of.box(zoom)}&zoom={zoom:.2f}{more}"

    def span(length: int) -> str:
        day = of.day()
        return f"since={day}&until={day + timedelta(days=length)}"

    return {
        "map: the whole world": lambda: f"/api/v1/incidents.geojson?zoom={pick((1, 1.5, 2, 2.5))}",
        "map: zoom 3.5": marks(3.5),
        "map: zoom 5": marks(5),
        "map: zoom 7": marks(7),
        "map: zoom 9": marks(9),
        "map: zoom 11": marks(11),
        "map: zoom 5, a type": lambda: marks(5)() + f"&type={pick(of.types)}",
        "map: zoom 5, 30 days": lambda: marks(5)() + f"&{span(30)}",
        "map: zoom 5, in conflict": marks(5, "&conflict=1"),
        "list: first page": lambda: f"/{pick(('ar', 'en'))}/",
        "list: first page, a type": lambda: f"/ar/?type={pick(of.types)}",
        "list: first page, 30 days": lambda: f"/ar/?{span(30)}",
        "list: first page, a piece of the map": lambda: f"/ar/?bbox={of.box(8)}",
        "list: first page, a party": lambda: f"/ar/?{httpx.QueryParams(actor=pick(of.names))}",
        "list: first page, a country": lambda: f"/ar/?place={pick(of.countries or ['IQ'])}",
        "list: incidents (API)": lambda: f"/api/v1/incidents?type={pick(of.types)}&limit=50",
        "list: reports": lambda: f"/ar/documents?page={pick(range(1, 20))}",
        "list: reports, a type": lambda: f"/ar/documents?type={pick(of.types)}",
        "list: reports, a type, 30 days": lambda: f"/ar/documents?type={pick(of.types)}&{span(30)}",
        "list: reports, a party": lambda: f"/ar/documents?{httpx.QueryParams(actor=pick(of.names))}",
        "list: search, a word": lambda: f"/ar/documents?{httpx.QueryParams(q=pick(of.words))}",
        "list: search, a word of all": lambda: f"/ar/documents?{httpx.QueryParams(q='الجيش')}",
        "list: search, a word and a type": lambda: (
            f"/ar/documents?{httpx.QueryParams(q=pick(of.words))}&type={pick(of.types)}"
        ),
        "list: search everything, a word": lambda: f"/ar/search?{httpx.QueryParams(q=pick(of.words))}",
        "list: search everything, a name": lambda: f"/ar/search?{httpx.QueryParams(q=pick(of.names))}",
        "list: actors": lambda: "/ar/actors",
        "list: actors, by name": lambda: f"/ar/actors?{httpx.QueryParams(q=pick(of.names))}",
        "list: actors that only words name": lambda: f"/ar/actors?named=words&page={pick(range(1, 20))}",
        "list: places": lambda: "/ar/places",
        "list: places that only words name": lambda: f"/ar/places?named=words&page={pick(range(1, 20))}",
        "page: incident": lambda: f"/ar/incidents/{pick(of.incidents).id}",
        "page: report": lambda: f"/ar/documents/{pick(of.uids)}",
        "page: report on the desk": lambda: f"/ar/desk/{pick(of.uids)}",
        "desk: the doubtful": lambda: f"/ar/desk?page={pick(range(1, 20))}",
        "desk: the newest": lambda: f"/ar/desk?order=recent&page={pick(range(1, 20))}",
        "page: a party": lambda: f"/ar/actors/{quote(pick(of.refs))}",
        "page: a place": lambda: f"/ar/places/{quote(pick(of.sites))}",
        "page: a country": lambda: f"/ar/places/{pick(of.states)}",
        "page: watch areas": lambda: "/ar/watches",
        "page: brief": lambda: "/ar/brief",
        "page: ledger": lambda: "/ar/ledger",
    }


def timed(client: httpx.Client, path: str) -> tuple[float, int, int]:
    """Milliseconds, status and bytes of one answer."""
    began = time.perf_counter()
    answer = client.get(path)
    return (time.perf_counter() - began) * 1000, answer.status_code, len(answer.content)


def busy(process: int) -> float:
    """Seconds of a processor that a process took so far, as Linux counts them; nan elsewhere."""
    try:
        counted = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return math.nan
    return (int(counted[11]) + int(counted[12])) / os.sysconf("SC_CLK_TCK")


def ask(client: httpx.Client, server: int, kind: str, path: Callable[[], str], times: int) -> None:
    """Ask for one kind of page, and print how long that took; the very first answer stands by itself."""
    try:
        first, status, size = timed(client, path())
    except httpx.TimeoutException:
        print(f"{kind:38} no answer within {PATIENCE} s")
        return
    if status == 404:
        return
    if status != 200:
        print(f"{kind:38} answers {status}")
        return
    # What takes seconds is known after a few.
    many = times if first < 1000 else min(times, 5)
    spent: list[float] = []
    before = busy(server)
    for _ in range(many):
        took, status, size = timed(client, path())
        if status != 200:
            print(f"{kind:38} answers {status}")
            return
        spent.append(took)
    spent.sort()
    own = (busy(server) - before) / many * 1000
    late, limit = spent[min(many - 1, int(many * 0.95))], ASKED[kind.partition(":")[0]]
    mark = "" if late <= limit else f"   over {limit}"
    print(
        f"{kind:38} first {first:7.1f} ms   median {spent[many // 2]:7.1f} ms   95% {late:7.1f} ms   server {own:7.1f} ms"
        f"   {size / 1000:6.1f} kB{mark}",
        flush=True,
    )


def first_views(address: str) -> None:
    """The first page in Chromium, from nothing until the map has its marks."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        print("no Chromium here: the first view is left out")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for lang in ("ar", "en"):
            drawn: list[float] = []
            own = library = 0
            for _ in range(FIRST_VIEWS):
                context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
                context.add_init_script(_DRAWN)
                page = context.new_page()
                sizes = _sizes(context, page)
                page.goto(f"{address}/{lang}/")
                # Said in an attribute: the page's policy allows nobody to evaluate words.
                noted = page.wait_for_selector("html[data-drawn-at]", timeout=PATIENCE * 1000)
                drawn.append(float(noted.get_attribute("data-drawn-at")))
                page.wait_for_load_state("networkidle")
                own = sum(size for url, size in sizes.items() if "/vendor/maplibre/" not in url)
                library = sum(sizes.values()) - own
                context.close()
            drawn.sort()
            print(
                f"first view /{lang}/: map drawn after {drawn[len(drawn) // 2]:.0f} ms (median), {drawn[-1]:.0f} ms (slowest of"
                f" {FIRST_VIEWS}); {own / 1e6:.2f} MB, and {library / 1e6:.2f} MB of the map library"
            )
        browser.close()


def _sizes(context: Any, page: Any) -> dict[str, int]:
    """Filled as answers come: the bytes of each address over the line."""
    sizes: dict[str, int] = {}
    urls: dict[str, str] = {}
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda event: urls.update({event["requestId"]: event["response"]["url"]}))

    def loaded(event: dict[str, Any]) -> None:
        url = urls.get(event["requestId"], "")
        sizes[url] = sizes.get(url, 0) + int(event["encodedDataLength"])

    session.on("Network.loadingFinished", loaded)
    return sizes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default=None)
    parser.add_argument("--reports", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--only", default="", help="kinds that hold these words")
    parser.add_argument("--without-browser", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or str(Path(folder) / "bench.db")
        if options.store is None:
            fill(path, options.reports)
        with open_store(path) as store:
            asked_of = Places(store)
        print(
            f"{asked_of.reports} reports, {asked_of.amount.incidents} incidents, {asked_of.amount.placed} of them with a point;"
            f" load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors",
            flush=True,
        )
        with served(path) as (address, server):
            if not options.without_browser:
                first_views(address)
            with httpx.Client(base_url=address, timeout=PATIENCE) as client:
                for kind, asked in questions(asked_of).items():
                    if options.only in kind:
                        ask(client, server, kind, asked, options.times)


if __name__ == "__main__":
    main()
