"""How often the reader takes a sentence that reports no occasion for one that does, and the other way round.

    python tests/corpus/precision/measure.py [--lines]

The sentences of no.jsonl have words of conflict and no particular main event: an event with salience ``background`` is
allowed, ``main`` is not.  Those of yes.jsonl have one.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from helpers.precision import measure


def main() -> None:
    scores = measure()
    for kind, total in scores.totals.items():
        print(f"{kind:15} {len(scores.coded[kind]):3} of {total:3} give a main event")
    print(f"no-lines with a main event:   {scores.false_rate:6.1%} of {sum(scores.totals.values())}")
    print(f"yes-lines that lose theirs:   {scores.lost_rate:6.1%} of {scores.real}")
    if "--lines" in sys.argv[1:]:
        for kind, found in scores.coded.items():
            for text, events in found:
                print(f"\n{kind}: {text}")
                print("    " + "; ".join(f"{e.type} {e.status} «{e.trigger.text}» {e.rule}" for e in events))
        for text, events in scores.lost:
            print(f"\nlost: {text}")
            print("    " + "; ".join(f"{e.type} {e.status} {e.salience} «{e.trigger.text}»" for e in events))


if __name__ == "__main__":
    main()
