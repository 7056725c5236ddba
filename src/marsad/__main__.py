"""``python -m marsad``: the command line without its script."""

from __future__ import annotations

from marsad.cli import main

if __name__ == "__main__":
    main()
