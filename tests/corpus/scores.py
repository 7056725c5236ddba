"""What the reader gets right in the corpora, field by field.

python tests/corpus/scores.py [heldout times counts events sources]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers.corpus import KINDS, field_scores


def main() -> None:
    for kind in sys.argv[1:] or KINDS:
        print(kind)
        for field, (right, of) in field_scores(kind).items():
            print(f"  {field:14} {right:5} of {of:5}  {right / of:.3f}")


if __name__ == "__main__":
    main()
