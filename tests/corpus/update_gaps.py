"""Write known_gaps.txt and the list in docs/limits.md anew: the corpus lines that the reader does not read as expected.

    python tests/corpus/update_gaps.py

A change to the list is a change of what the reader can do: look at it before it is committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers.corpus import GAPS, KINDS, failing, files, lines

HEAD = "# Corpus lines the reader does not yet read as expected: file:hash of the text, and what is wrong. Written by update_gaps.py."


LIMITS = Path(__file__).parents[2] / "docs" / "limits.md"
MARK = "<!-- written by tests/corpus/update_gaps.py -->\n"


def limits(wrong: dict[str, str], texts: dict[str, str], total: int) -> str:
    """docs/limits.md with the list of gaps behind its mark."""
    head, _, _ = LIMITS.read_text(encoding="utf-8").partition(MARK)
    rows = [
        f"| {key.split(':')[0].removesuffix('.jsonl')} | {texts[key].replace('|', '/')} | {why} |"
        for key, why in sorted(wrong.items())
    ]
    intro = f"\n{total - len(wrong)} of {total} lines are read as expected.\n\n| corpus | sentence | what is wrong |\n|---|---|---|\n"
    return head + MARK + intro + "\n".join(rows) + "\n"


def main() -> None:
    wrong: dict[str, str] = {}
    texts: dict[str, str] = {}
    for kind in KINDS:
        for path in files(kind):
            texts |= {line.key: line.data["text"] for line in lines(path)}
            wrong |= failing(path)
    total = len(texts)
    rows = [HEAD, *(f"{key} {why}" for key, why in sorted(wrong.items()))]
    GAPS.write_text("\n".join(rows) + "\n", encoding="utf-8")
    LIMITS.write_text(limits(wrong, texts, total), encoding="utf-8")
    print(f"{total - len(wrong)} of {total} lines are read as expected; {len(wrong)} gaps")


if __name__ == "__main__":
    main()
