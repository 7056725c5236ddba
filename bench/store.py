"""How quick is the store?  Fills one with synthetic reports made from read ones, then asks it what people ask.

    python bench/store.py [--reports 100000] [--store PATH|URL] [--filled]

The samples and the project's own gold texts are read once; each copy tells of other actors, places, sources and days, in other
words: half of the words of its text become others of the same length, drawn as the words of a language are, a few often
and most of them rarely, so that every span still holds its words.  One report in three tells again, in words that are mostly
the same, what another told shortly before.  They come in the order of their days, so many a day, some a few days astray.
The reader's pace is measured in the same run, because only the ratio of the two says whether reading or storing is the limit.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from marsad.observatory import upkeep
from marsad.observatory.catchup import complete
from marsad.observatory.filters import Filters, Near
from marsad.observatory.incidents import incidents
from marsad.observatory.search import search
from marsad.observatory.store import Store, init_store
from marsad.observatory.write import documents, keep
from marsad.page.article import Article
from marsad.page.document import from_text
from marsad.page.inputs import articles as articles_of
from marsad.reader import read_article
from marsad.records import Report, text_hash

ROOT = Path(__file__).parents[1]
LETTERS = "ابتجحخدرزسشصطعغفقكلمنهوي"
WORD = re.compile(r"[^\W\d_]{4,12}")
FIRST = date(2022, 1, 1)
#: So many reports a day, and how many days early or late one may come.
A_DAY, ASTRAY = 100, 3
#: Reports that are added one by one to the store that was filled.
ADDED = 200
#: Of so many reports one tells again what one of the last ones told.
AGAIN, AMONG = 3, 60
#: By country: the piece of the map its places lie in, as west, south, east, north.
COUNTRIES = {
    "IQ": (40, 30, 47, 37), "SY": (36, 33, 42, 37), "YE": (43, 13, 51, 17), "LY": (11, 25, 24, 32),
    "SD": (24, 10, 36, 21), "LB": (35, 33, 36.5, 34.5), "ML": (-8, 12, 3, 20), "SO": (42, 0, 50, 11),
}  # fmt: skip
REGIONS = 12


class Maker:
    """Makes reports out of read ones, the same ones for the same seed."""

    def __init__(self, reports: list[Report], seed: int = 1) -> None:
        self.seed, self.chance = seed, random.Random(seed)
        self.reports = [report.to_dict() for report in reports if report.events]
        self.words = ["".join(self.chance.choices(LETTERS, k=self.chance.randint(3, 9))) for _ in range(20_000)]
        self.others = {
            length: ["".join(self.chance.choices(LETTERS, k=length)) for _ in range(4000)] for length in range(4, 13)
        }
        self.places = [
            (f"بلدة {self.word()} {self.word()}", f"test:{n}", country, f"إقليم {n % REGIONS}",
             self.chance.uniform(south, north), self.chance.uniform(west, east))
            for n in range(4000)
            for country, (west, south, east, north) in [self.chance.choice(list(COUNTRIES.items()))]
        ]  # fmt: skip
        self.inside = {country: [place for place in self.places if place[2] == country] for country in COUNTRIES}
        self.actors = [(f"كتيبة {self.word()} {self.word()}", f"actor-{n}") for n in range(2000)]
        self.sayers = [f"العقيد {self.word()} {self.word()}" for _ in range(1500)]

    def word(self) -> str:
        return self.chance.choice(self.words)

    def often(self, things: list[Any], chance: random.Random | None = None) -> Any:
        """One of them, the first ones more often."""
        return things[int(len(things) * (chance or self.chance).random() ** 3)]

    def _reworded(self, text: str, facts: random.Random, own: random.Random) -> str:
        """Every second word is another one of its length: most of them those of the occasion, the others of this report."""
        held: dict[str, str] = {}
        for chance, share in ((facts, 0.45), (own, 0.1)):
            for word in dict.fromkeys(WORD.findall(text)):
                if chance.random() < share:
                    held[word] = self.often(self.others[len(word)], chance)
        return WORD.sub(lambda found: held.get(found[0], found[0]), text)

    def make(self, number: int) -> Report:
        own = random.Random(f"{self.seed}:report:{number}")
        told = number if own.randrange(AGAIN) else max(number - own.randint(1, AMONG), 0)
        facts = random.Random(f"{self.seed}:occasion:{told}")
        data = json.loads(json.dumps(facts.choice(self.reports)))
        document = data["document"]
        was = date.fromisoformat(document["published"]) if document["published"] else FIRST
        day = FIRST + timedelta(days=ASTRAY + told // A_DAY + facts.randint(-ASTRAY, ASTRAY))
        document["id"], document["url"] = f"report-{number}", f"https://outlet{own.randrange(200)}.example/{number}"
        document["published"] = day.isoformat()
        document["text"] = self._reworded(document["text"], facts, own)
        document["sha256"] = text_hash(document["text"])
        country = facts.choice(list(COUNTRIES))
        places: dict[str, Any] = {}
        for entity in data["entities"]:
            if entity["kind"] in ("armed_group", "unit", "organisation"):
                entity["name"], entity["ref"] = self.often(self.actors, facts)
            elif entity["kind"] == "person":
                entity["name"] = self.often(self.sayers, facts)
        for event in data["events"]:
            for place in event["places"]:
                found = places.setdefault(place["name"], self.often(self.inside[country], facts))
                place["name"], place["id"], place["country"], place["admin1"], lat, lon = found
                place["admin2"] = None
                if place["lat"] is not None:
                    place["lat"], place["lon"] = lat, lon
            if event["source"]:
                event["source"]["name"] = self.often(self.sayers, facts)
        _settle(data, document["text"], day - was)
        return Report.model_validate(data)


def _settle(part: Any, text: str, later: timedelta) -> None:
    """Let every span hold the words that stand there now, and every day be so much later."""
    for each in part if isinstance(part, list) else part.values() if isinstance(part, dict) else ():
        _settle(each, text, later)
    if not isinstance(part, dict):
        return
    first, last = ("start_char", "end_char") if "start_char" in part else ("start", "end")
    if isinstance(part.get("text"), str) and isinstance(part.get(first), int):
        part["text"] = text[part[first] : part[last]]
    for edge in ("start", "end"):
        if isinstance(part.get(edge), str):
            part[edge] = (date.fromisoformat(part[edge]) + later).isoformat()


def read_texts() -> tuple[list[Report], float]:
    """The reports of the samples and the gold texts, and how many of them the reader makes in a second."""
    paths = sorted((ROOT / "samples").glob("*.txt"))
    articles = [each for path in paths for each in articles_of(path) if isinstance(each, Article)]
    for path in sorted((ROOT / "tests" / "gold").glob("[lt]*/*.json")):
        gold = json.loads(path.read_text("utf-8"))
        articles.append(from_text(gold["text"], id=gold["id"], published=date.fromisoformat(gold["published"])))
    reports = [read_article(article) for article in articles]
    began = time.perf_counter()
    for _ in range(2):
        for article in articles:
            read_article(article)
    return reports, 2 * len(articles) / (time.perf_counter() - began)


def questions(maker: Maker, days: int) -> Iterator[tuple[str, Callable[[Store], object]]]:
    """What people ask of so many days: a kind of question, and one of that kind."""

    def asked(query: str | None = None, **filters: Any) -> Callable[[Store], object]:
        return lambda store: search(store, query, filters=Filters(**filters), limit=20)

    def listed(**filters: Any) -> Callable[[Store], object]:
        return lambda store: incidents(store, Filters(**filters), limit=20)

    for _ in range(25):
        day = FIRST + timedelta(days=maker.chance.randrange(days))
        common, rare = maker.others[5][maker.chance.randrange(20)], maker.others[6][maker.chance.randrange(1000, 4000)]
        place = maker.often(maker.places)
        yield "incidents: newest", incidents
        yield "incidents: type and days", listed(types=("killing",), since=day, until=day + timedelta(days=30))
        yield "incidents: country and type", listed(places=(place[2],), types=("capture",))
        yield "incidents: near", listed(near=Near(place[4], place[5], 50))
        yield "incidents: actor by id", listed(actors=(maker.often(maker.actors)[1],))
        yield "list: type", asked(types=(maker.chance.choice(("capture", "killing", "clash", "airstrike")),))
        yield "list: status", asked(statuses=(maker.chance.choice(("occurred", "planned", "denied")),))
        yield "list: type and days", asked(types=("killing",), since=day, until=day + timedelta(days=30))
        yield "list: days", asked(since=day, until=day + timedelta(days=7))
        yield "list: actor by name", asked(actors=(maker.often(maker.actors)[0],))
        yield "list: actor by id", asked(actors=(maker.often(maker.actors)[1],))
        yield "list: place by name", asked(places=(place[0],))
        yield "list: country and type", asked(places=(place[2],), types=("capture",))
        yield "list: near", asked(near=Near(place[4], place[5], 50))
        yield (
            "list: near, type, status",
            asked(near=Near(place[4], place[5], 200), types=("killing",), statuses=("denied",)),
        )
        yield "list: source", asked(sources=(maker.often(maker.sayers),))
        yield "search: common word", asked(common)
        yield "search: word of every report", asked("الجيش")
        yield "search: rare word", asked(rare)
        yield "search: two words", asked(f"{common} {rare}")
        yield "search: phrase", asked('"سور الرمال"')
        yield "search: word, type, days", asked(common, types=("killing",), since=day, until=day + timedelta(days=90))
        yield "search: word and place", asked(common, places=(place[0],))


def fill(store: Store, maker: Maker, reports: int, reader: float) -> None:
    """Keep so many reports, then link them."""
    spent, events, peaks = 0.0, 0, list[int]()
    for number in range(reports):
        report = maker.make(number)
        began = time.perf_counter()
        keep(store, report, link=False)
        spent += time.perf_counter() - began
        events += len(report.events)
        if number % max(reports // 10, 1) == 0:
            print(f"{number} kept, {number / spent if number else 0:.0f} a second", flush=True)
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    pace = reports / spent
    print(f"{reports} reports, {events} events, {upkeep.size(store) / 1e6:.0f} MB")
    print(
        f"kept {pace:.0f} a second, read {reader:.0f} a second: {pace / reader:.1f} times; memory {peaks} MB",
        flush=True,
    )
    began, done = time.perf_counter(), 0

    def tick() -> None:
        nonlocal done
        done += 1
        if done % max(reports // 10, 1) == 0:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{done} linked, {done / (time.perf_counter() - began):.0f} a second, {peak} MB", flush=True)

    complete(store, tick=tick)
    upkeep.learn(store)


def add(store: Store, maker: Maker, first: int) -> None:
    """Keep and link some reports more, one by one."""
    one: list[float] = []
    for number in range(first, first + ADDED):
        report = maker.make(number)
        began = time.perf_counter()
        keep(store, report)
        one.append((time.perf_counter() - began) * 1000)
    one.sort()
    print(f"one report kept and linked: median {one[ADDED // 2]:.1f} ms, 95% {one[int(ADDED * 0.95)]:.1f} ms")


def ask(store: Store, maker: Maker, reports: int) -> None:
    """Ask what people ask of a store of so many reports."""
    times: dict[str, list[float]] = {}
    for kind, asked in questions(maker, reports // A_DAY + 1):
        began = time.perf_counter()
        asked(store)
        times.setdefault(kind, []).append((time.perf_counter() - began) * 1000)
    for kind, found in times.items():
        found.sort()
        print(f"{kind:30} median {found[len(found) // 2]:6.1f} ms   95% {found[int(len(found) * 0.95)]:6.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--store", default=None)
    parser.add_argument("--filled", action="store_true", help="the store was filled by this bench: only add and ask")
    options = parser.parse_args()
    gc.set_threshold(100_000, 20, 20)  # as the command line has it
    reports, reader = read_texts()
    maker = Maker(reports)
    with tempfile.TemporaryDirectory() as folder:
        store, _ = init_store(options.store or Path(folder) / "bench.db")
        if not options.filled:
            fill(store, maker, options.reports, reader)
        with store.reading() as connection:
            held = documents(connection)
        add(store, maker, held)
        ask(store, maker, held)
        store.close()


if __name__ == "__main__":
    main()
