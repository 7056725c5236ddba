"""How fast the reader is, on a fixed work list and one core, held against folding and tokenising the same texts.

Machines differ; the ratio to the baseline of the same run does not differ much, so it is the figure to compare.

    python bench/run.py [--json FILE] [--seconds S] [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import os
import platform
import pstats
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

from marsad.arabic.fold import fold
from marsad.arabic.words import WORD, tokenize
from marsad.errors import MarsadError
from marsad.page.article import Article
from marsad.page.document import from_text
from marsad.page.inputs import articles
from marsad.reader import read_article
from marsad.reader import words as reader_words

ROOT = Path(__file__).parents[1]
GOLD = ROOT.parent / "shared" / "gold" / "dev"
START_UPS = 5
LONG_WORDS = 200_000


class Speed(NamedTuple):
    """One measured loop."""

    documents: float
    words: float


def work_list() -> list[Article]:
    """The samples, and the development gold where it stands beside the checkout; always in the same order."""
    files = [p for pattern in ("*.txt", "*.html", "*.jsonl", "*.warc.gz") for p in (ROOT / "samples").glob(pattern)]
    found = [a for path in sorted(files) for a in articles(path) if not isinstance(a, MarsadError)]
    for path in sorted(GOLD.glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        text = entry.get("text") or (path.parent / entry["text_file"]).read_text(encoding="utf-8")
        found.append(from_text(text, id=entry["id"]))
    return found


def words_in(article: Article) -> int:
    """Words of running text; furniture is nobody's work."""
    return sum(t.kind == WORD for p in article.paragraphs for t in tokenize(article.words(p)))


def long_article(work: Iterable[Article], words: int = LONG_WORDS) -> Article:
    """One document of so many words, made of the work list's paragraphs; each is numbered, for a page repeats nothing."""
    paragraphs = [a.words(p) for a in work for p in a.paragraphs]
    lines: list[str] = []
    held = 0
    for number, paragraph in enumerate(cycle(paragraphs)):
        if held >= words:
            break
        lines.append(f"{paragraph} ({number})")
        held += paragraph.count(" ") + 2
    return from_text("\n".join(lines), id="long")


def best(work: Iterable[Article], one: Callable[[Article], object], *, seconds: float, words: int) -> Speed:
    """The fastest pass over the work within the time; the first pass warms the caches and does not count (0 seconds: one pass, nothing warmed)."""
    batch = list(work)
    if seconds:
        for article in batch:
            one(article)
    gc.collect()
    fastest, began = float("inf"), time.perf_counter()
    while fastest == float("inf") or time.perf_counter() - began < seconds:
        started = time.perf_counter()
        for article in batch:
            one(article)
        fastest = min(fastest, time.perf_counter() - started)
    return Speed(len(batch) / fastest, words / fastest)


def fold_and_tokenise(article: Article) -> None:
    """The baseline: what any reader of Arabic has to do to every word."""
    fold(article.text)
    tokenize(article.text)


def child(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def fresh(*arguments: str) -> float:
    """Milliseconds of a fresh process from start to end, the best of several."""

    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        return (time.perf_counter() - started) * 1000

    return min(once() for _ in range(START_UPS))


def start_up() -> dict[str, float]:
    """What a person waits for before the first word, in milliseconds."""
    clock = "import time; t = time.perf_counter(); {}; print((time.perf_counter() - t) * 1000)"
    loading = clock.format("from marsad.lexicon.lexicon import default; default()")
    sample = next(iter(sorted((ROOT / "samples").glob("*.txt"))))
    return {
        "python alone": fresh("-c", "pass"),
        "import marsad": fresh("-c", "import marsad"),
        "marsad --help": fresh("-m", "marsad", "--help"),
        "lexicon load": min(float(child(loading)) for _ in range(START_UPS)),
        "first document": fresh("-m", "marsad", "read", "--format", "jsonl", str(sample)),
    }


def peak_memory() -> float:
    """Megabytes at the most while a fresh process reads all samples."""
    code = (
        "import resource, sys, marsad\n"
        "from pathlib import Path\n"
        f"for path in sorted(Path({str(ROOT / 'samples')!r}).glob('*.txt')): marsad.read(path)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return int(child(code)) / unit


def measure(seconds: float) -> dict[str, Any]:
    """All figures of one run."""
    # First: a child's peak counts from that of its parent.
    memory = round(peak_memory())
    work = work_list()
    words = sum(map(words_in, work))
    baseline = best(work, fold_and_tokenise, seconds=seconds / 4, words=words)
    reader = best(work, read_article, seconds=seconds, words=words)
    whole = best(work, lambda a: read_article(from_text(a.text, id=a.id)).to_json(), seconds=seconds, words=words)
    long = long_article(work)
    long_words = words_in(long)
    # Once: a pass takes as long as all the others together.
    at_length = best([long], read_article, seconds=0, words=long_words)
    return {
        "python": platform.python_version(),
        "reader": "source" if reader_words.__file__.endswith(".py") else "compiled",
        "documents": len(work),
        "words": words,
        "gold": GOLD.is_dir(),
        "speed": {
            name: {"documents_per_second": round(s.documents, 1), "words_per_second": round(s.words)}
            for name, s in (("baseline", baseline), ("reader", reader), ("text to JSON", whole))
        },
        "times_baseline": round(baseline.words / reader.words, 1),
        "documents_of_300_words_per_second": round(reader.words / 300, 1),
        "long_document": {
            "words": long_words,
            "words_per_second": round(at_length.words),
            "slower": round(reader.words / at_length.words, 2),
        },
        "start_up_ms": {name: round(value) for name, value in start_up().items()},
        "peak_memory_mb": memory,
    }


def show(figures: dict[str, Any]) -> None:
    """The figures as a small table."""
    print(
        f"{figures['documents']} documents, {figures['words']:,} words, one core, Python {figures['python']}, {figures['reader']} reader"
    )
    for name, speed in figures["speed"].items():
        print(f"  {name:14}{speed['documents_per_second']:>10,.1f} documents/s{speed['words_per_second']:>12,} words/s")
    print(f"  reading costs {figures['times_baseline']} times folding and tokenising (the baseline)")
    print(f"  documents of 300 words: {figures['documents_of_300_words_per_second']} a second")
    long = figures["long_document"]
    print(
        f"  one document of {long['words']:,} words: {long['words_per_second']:,} words/s, {long['slower']} times slower a word"
    )
    for name, value in figures["start_up_ms"].items():
        print(f"  {name:14}{value:>10} ms")
    print(f"  {'peak memory':14}{figures['peak_memory_mb']:>10} MB")


def profile() -> None:
    """Where the time goes: the reader's functions by their own time."""
    work = work_list()
    for article in work:
        read_article(article)
    profiler = cProfile.Profile()
    profiler.enable()
    for article in work:
        read_article(article)
    profiler.disable()
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(30)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    options.add_argument("--seconds", type=float, default=6.0, help="how long to measure each loop")
    options.add_argument("--profile", action="store_true", help="show where the reader spends its time instead")
    chosen = options.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    if chosen.profile:
        profile()
        return
    gc.set_threshold(100_000, 20, 20)  # as ``marsad read`` does
    figures = measure(chosen.seconds)
    show(figures)
    text = json.dumps(figures)
    print(text)
    if chosen.json:
        chosen.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
