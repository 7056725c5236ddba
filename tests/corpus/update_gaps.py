"""Write known_gaps.txt anew: the corpus lines that the reader does not read as expected.

    python tests/corpus/update_gaps.py

A change to the list is a change of what the reader can do: look at it before it is committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers.corpus import GAPS, KINDS, failing, files, lines

HEAD = "# Corpus lines the reader does not yet read as expected: file:hash of the text, and what is wrong. Written by update_gaps.py."


def main() -> None:
    wrong: dict[str, str] = {}
    total = 0
    for kind in KINDS:
        for path in files(kind):
            total += sum(1 for _ in lines(path))
            wrong |= failing(path)
    rows = [HEAD, *(f"{key} {why}" for key, why in sorted(wrong.items()))]
    GAPS.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{total - len(wrong)} of {total} lines are read as expected; {len(wrong)} gaps")


if __name__ == "__main__":
    main()
