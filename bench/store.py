"""How quick is the store?  Fills one with synthetic reports made from the samples, then asks it what people ask.

    python bench/store.py [--reports 100000] [--store PATH|URL]

Reports are read once from the samples; each copy gets other names of actors, places and sources, other days and points, and
words of its own, drawn as the words of a language are: a few often, most of them rarely.  The reader's pace is
measured in the same run, because only the ratio of the two says whether reading or storing is the limit.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import marsad
from marsad.observatory import upkeep
from marsad.observatory.catchup import complete
from marsad.observatory.filters import Filters, Near
from marsad.observatory.incidents import incidents
from marsad.observatory.search import search
from marsad.observatory.store import Store, init_store
from marsad.observatory.write import keep
from marsad.records import Report, text_hash

SAMPLES = Path(__file__).parents[1] / "samples"
LETTERS = "ابتجحخدرزسشصطعغفقكلمنهوي"
FIRST = date(2022, 1, 1)
DAYS = 1000
#: Reports that are added one by one to the store that was filled.
ADDED = 200


class Maker:
    """Makes reports out of read ones, the same ones for the same seed."""

    def __init__(self, reports: list[Report], seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.reports = [report.to_dict() for report in reports]
        self.words = ["".join(self.chance.choices(LETTERS, k=self.chance.randint(3, 7))) for _ in range(20_000)]
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))
        self.places = [
            (f"بلدة {self.word()} {self.word()}", f"test:{n}", self.chance.choice(("IQ", "SY", "YE", "LY", "SD")),
             self.chance.uniform(12, 37), self.chance.uniform(10, 55))
            for n in range(3000)
        ]  # fmt: skip
        self.actors = [(f"كتيبة {self.word()} {self.word()}", f"actor-{n}") for n in range(2000)]
        self.sayers = [f"العقيد {self.word()} {self.word()}" for _ in range(1500)]

    def word(self) -> str:
        return self.chance.choice(self.words)

    def often(self, things: list[Any]) -> Any:
        """One of them, the first ones more often."""
        return things[int(len(things) * self.chance.random() ** 3)]

    def make(self, number: int) -> Report:
        data = json.loads(json.dumps(self.chance.choice(self.reports)))
        day = FIRST + timedelta(days=self.chance.randrange(DAYS))
        document = data["document"]
        document["id"], document["url"] = f"report-{number}", f"https://news.example/{number}"
        document["published"] = day.isoformat()
        document["text"] += " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=60))
        document["sha256"] = text_hash(document["text"])
        for entity in data["entities"]:
            if entity["kind"] in ("armed_group", "unit", "organisation"):
                entity["name"], entity["ref"] = self.often(self.actors)
        for event in data["events"]:
            for place in event["places"]:
                place["name"], place["id"], place["country"], place["lat"], place["lon"] = self.often(self.places)
            if event["time"] and event["time"]["start"]:
                event["time"]["start"] = event["time"]["end"] = (day - timedelta(days=1)).isoformat()
            if event["source"]:
                event["source"]["name"] = self.often(self.sayers)
        return Report.model_validate(data)


def read_samples() -> tuple[list[Report], float]:
    """The samples' reports, and how many a second the reader makes."""
    paths = sorted(SAMPLES.glob("*.txt"))
    reports = [marsad.read(path) for path in paths]
    began = time.perf_counter()
    for _ in range(3):
        for path in paths:
            marsad.read(path)
    return reports, 3 * len(paths) / (time.perf_counter() - began)


def questions(maker: Maker) -> Iterator[tuple[str, Callable[[Store], object]]]:
    """What people ask: a kind of question, and one of that kind."""

    def asked(query: str | None = None, **filters: Any) -> Callable[[Store], object]:
        return lambda store: search(store, query, filters=Filters(**filters), limit=20)

    def listed(**filters: Any) -> Callable[[Store], object]:
        return lambda store: incidents(store, Filters(**filters), limit=20)

    for _ in range(25):
        day = FIRST + timedelta(days=maker.chance.randrange(DAYS))
        common, rare = maker.words[maker.chance.randrange(20)], maker.words[maker.chance.randrange(500, 5000)]
        place = maker.often(maker.places)
        yield "incidents: newest", incidents
        yield "incidents: type and days", listed(types=("killing",), since=day, until=day + timedelta(days=30))
        yield "incidents: country and type", listed(places=(place[2],), types=("capture",))
        yield "incidents: near", listed(near=Near(place[3], place[4], 50))
        yield "incidents: actor by id", listed(actors=(maker.often(maker.actors)[1],))
        yield "list: type", asked(types=(maker.chance.choice(("capture", "killing", "clash", "airstrike")),))
        yield "list: status", asked(statuses=(maker.chance.choice(("occurred", "planned", "denied")),))
        yield "list: type and days", asked(types=("killing",), since=day, until=day + timedelta(days=30))
        yield "list: days", asked(since=day, until=day + timedelta(days=7))
        yield "list: actor by name", asked(actors=(maker.often(maker.actors)[0],))
        yield "list: actor by id", asked(actors=(maker.often(maker.actors)[1],))
        yield "list: place by name", asked(places=(place[0],))
        yield "list: country and type", asked(places=(place[2],), types=("capture",))
        yield "list: near", asked(near=Near(place[3], place[4], 50))
        yield (
            "list: near, type, status",
            asked(near=Near(place[3], place[4], 200), types=("killing",), statuses=("denied",)),
        )
        yield "list: source", asked(sources=(maker.often(maker.sayers),))
        yield "search: common word", asked(common)
        yield "search: word of every report", asked("الجيش")
        yield "search: rare word", asked(rare)
        yield "search: two words", asked(f"{common} {rare}")
        yield "search: phrase", asked('"سور الرمال"')
        yield "search: word, type, days", asked(common, types=("killing",), since=day, until=day + timedelta(days=90))
        yield "search: word and place", asked(common, places=(place[0],))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--store", default=None)
    options = parser.parse_args()
    gc.set_threshold(100_000, 20, 20)  # as the command line has it
    reports, reader = read_samples()
    maker = Maker(reports)
    with tempfile.TemporaryDirectory() as folder:
        store, _ = init_store(options.store or Path(folder) / "bench.db")
        spent, events, peaks = 0.0, 0, list[int]()
        for number in range(options.reports):
            report = maker.make(number)
            began = time.perf_counter()
            keep(store, report, link=False)
            spent += time.perf_counter() - began
            events += len(report.events)
            if number % max(options.reports // 10, 1) == 0:
                print(f"{number} kept, {number / spent if number else 0:.0f} a second", flush=True)
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        pace = options.reports / spent
        print(f"{options.reports} reports, {events} events, {upkeep.size(store) / 1e6:.0f} MB")
        print(f"kept {pace:.0f} a second, read {reader:.0f} a second: {pace / reader:.1f} times; memory {peaks} MB")
        began = time.perf_counter()
        linked = complete(store)
        print(f"linked {linked / (time.perf_counter() - began):.0f} a second, what was kept without")
        upkeep.learn(store)
        one: list[float] = []
        for number in range(options.reports, options.reports + ADDED):
            report = maker.make(number)
            began = time.perf_counter()
            keep(store, report)
            one.append((time.perf_counter() - began) * 1000)
        one.sort()
        print(f"one report kept and linked: median {one[ADDED // 2]:.1f} ms, 95% {one[int(ADDED * 0.95)]:.1f} ms")
        times: dict[str, list[float]] = {}
        for kind, ask in questions(maker):
            began = time.perf_counter()
            ask(store)
            times.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
        for kind, found in times.items():
            found.sort()
            print(f"{kind:30} median {found[len(found) // 2]:6.1f} ms   95% {found[int(len(found) * 0.95)]:6.1f} ms")
        store.close()


if __name__ == "__main__":
    main()
