"""Learns the weights of ``confidence`` from this project's own texts and writes src/marsad/reader/confidence.json.

    python tests/corpus/train_confidence.py            learn, write, report
    python tests/corpus/train_confidence.py --report GOLD...   only report on gold files

Learned from: the events of tests/gold/learn; the sentences of tests/corpus/events and tests/corpus/precision, which count less,
for they were written to be read one by one.  How much less, and how strongly weights are pulled to 0, is chosen by leaving out
every fifth document of tests/gold/learn in turn.  tests/gold/tune is for reporting, tests/gold/final is not opened.
Nothing is drawn by chance, so there is no seed: the same texts and the same reader give the same file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers.corpus import listed
from marsad.evaluate import read_gold
from marsad.evaluate.calibrate import Judged, fit, judged, reliability
from marsad.page.document import from_text
from marsad.reader.confidence import WEIGHTS, Weights
from marsad.reader.read import reader_of

TESTS = Path(__file__).parents[1]
OUT = TESTS.parent / "src" / "marsad" / "reader" / WEIGHTS
FOLDS = 5
#: What sentences count beside events of articles, and ridges to choose from.
SHARES = (0.02, 0.05, 0.1, 0.2)
RIDGES = (1.0, 3.0, 10.0, 30.0)


def sentences() -> Iterator[Judged]:
    """The events of single sentences: the one that is asked for is right; a main event where there is none is wrong."""
    reader = reader_of()
    corpus = TESTS / "corpus"
    for path in (*sorted((corpus / "events").glob("*.jsonl")), *sorted((corpus / "precision").glob("*.jsonl"))):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            row = json.loads(line)
            wanted = row.get("type")
            types = [wanted] if isinstance(wanted, str) else wanted or []
            found = reader.explain(from_text(row["text"], id=f"{path.stem}-{number}"))
            for event, why in zip(found.report.events, found.events, strict=True):
                names = tuple(name for name, _ in why.features[1:])
                if not types and event.salience == "main":
                    yield Judged(path.stem, names, event.confidence, 1.0, False)
                elif types and row.get("trigger") and row["trigger"] in event.trigger.text:
                    right = event.type in types and event.status in listed(row.get("status", event.status))
                    yield Judged(path.stem, names, event.confidence, 1.0, right)


def score(base: float, weights: dict[str, float], found: Sequence[Judged]) -> list[tuple[float, bool]]:
    model = Weights(base, weights)
    return [(model.sure(list(each.features)), each.right) for each in found]


def chosen(articles: list[Judged], lines: list[Judged]) -> tuple[float, float, float]:
    """Share, ridge and Brier score of the pair that does best on documents left out."""
    names = sorted({each.document for each in articles})
    best = (1.0, SHARES[0], RIDGES[0])
    for share in SHARES:
        less = [each._replace(weight=share) for each in lines]
        for ridge in RIDGES:
            pairs: list[tuple[float, bool]] = []
            for fold in range(FOLDS):
                out = set(names[fold::FOLDS])
                model = fit([*(e for e in articles if e.document not in out), *less], ridge=ridge)
                pairs += score(*model, [e for e in articles if e.document in out])
            best = min(best, (reliability(pairs).brier, share, ridge))
    return best[1], best[2], best[0]


def report(title: str, pairs: Sequence[tuple[float, bool]]) -> None:
    found = reliability(pairs)
    print(f"{title}: {found.n} events, {found.right:.3f} right, ECE {found.ece:.4f}, Brier {found.brier:.4f}")
    for number, each in enumerate(found.bins):
        if each.n:
            print(
                f"  {number / 10:.1f}-{number / 10 + 0.1:.1f}  {each.n:4}  said {each.said:.3f}  right {each.right:.3f}"
            )


def main() -> None:
    if "--report" in sys.argv:
        for path in sys.argv[sys.argv.index("--report") + 1 :]:
            report(path, [(e.confidence, e.right) for e in judged(read_gold([Path(path)]))])
        return
    articles = list(judged(read_gold([TESTS / "gold" / "learn"])))
    lines = list(sentences())
    share, ridge, brier = chosen(articles, lines)
    base, weights = fit([*articles, *(each._replace(weight=share) for each in lines)], ridge=ridge)
    data = {
        "made_by": "tests/corpus/train_confidence.py",
        "learned_from": {
            "tests/gold/learn": {"events": len(articles), "right": sum(e.right for e in articles), "weight": 1.0},
            "tests/corpus/events, tests/corpus/precision": {
                "events": len(lines),
                "right": sum(e.right for e in lines),
                "weight": share,
            },
        },
        "ridge": ridge,
        "chosen_by": f"Brier score {brier} on documents left out, {FOLDS} folds; no chance, no seed",
        "base": base,
        "weights": weights,
    }
    OUT.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(data, indent=1))
    report("learned articles", score(base, weights, articles))
    report("sentences", score(base, weights, lines))


if __name__ == "__main__":
    main()
