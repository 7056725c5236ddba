"""Country dumps of GeoNames (the allCountries format) made into an index of one's own, beside the packaged one.

A dump has 19 tab-separated columns; the file of alternate names has 8 to 10, the language in the third.  Rows without a
name in Arabic script are left out, since the reader reads Arabic.  A country imported again replaces what it was before.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from marsad.errors import GazetteerError
from marsad.gazetteer import names
from marsad.gazetteer.build import DATA, Place, index_of, radius_of, settings, table
from marsad.gazetteer.index import COMPILED

_COLUMNS, _LEAST_ALTERNATE = 19, 4
_KINDS: Final = {
    "A.ADM1": "admin1", "A.ADM2": "admin2", "A.ADM3": "admin2", "P.PPLX": "district", "T.MT": "mountain", "T.MTS": "mountain", "T.HLL": "mountain",
    "T.HLLS": "mountain", "T.PK": "mountain", "T.ISL": "island", "T.DSRT": "desert", "T.VAL": "valley", "H.WAD": "valley", "H.STM": "river", "H.LK": "lake",
    "S.AIRP": "airport", "S.AIRF": "airport", "S.AIRB": "base", "S.MILB": "base", "L.MILB": "base", "S.DAM": "dam", "S.BDG": "bridge", "S.OILR": "refinery",
    "L.OILF": "oilfield", "L.PRT": "port", "S.CMP": "camp", "S.CMPRF": "camp", "L.CMN": "district", "S.PSTB": "crossing",
}  # fmt: skip
#: Radii of what is no town, where the dump tells no size.
_KM: Final = {
    "admin1": 60.0,
    "admin2": 25.0,
    "desert": 80.0,
    "mountain": 10.0,
    "valley": 15.0,
    "river": 40.0,
    "lake": 10.0,
}
#: A place so small counts only where the words around it say place: its name is often a common word.
_LEAST_KNOWN: Final = 15_000

Tick = Callable[[int], None]


class Imported(NamedTuple):
    """What an import did: the index written, its places, and the countries and rows of the dump."""

    path: Path
    places: int
    countries: tuple[str, ...]
    read: int
    kept: int


def user_index() -> Path:
    """Where an index of one's own lies unless another file is named: the data folder of the user."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "marsad" / "gazetteer.json"


def _lines(path: Path, tick: Tick) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, 1):
                tick(len(line.encode()))
                if line.strip():
                    yield number, line.rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        raise GazetteerError("not UTF-8 text", file=str(path)) from None
    except OSError as error:
        raise GazetteerError(error.strerror or "cannot be read", file=str(path)) from None


def alternates(path: Path, tick: Tick) -> dict[str, list[str]]:
    """Arabic names by GeoNames id, the preferred ones first; historic ones are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for number, cells in _lines(path, tick):
        if len(cells) < _LEAST_ALTERNATE:
            raise GazetteerError("not a line of alternate names", file=str(path), line=number)
        flags = [*cells[4:8], "", "", "", ""]
        if cells[2] != "ar" or flags[3] == "1":
            continue
        if flags[0] == "1":
            found[cells[1]].insert(0, cells[3])
        else:
            found[cells[1]].append(cells[3])
    return found


def _places(path: Path, arabic: dict[str, list[str]], rules: dict[str, Any], tick: Tick) -> Iterator[Place | None]:
    """The places of a dump; None for a row that is left out."""
    admins = {f"{row['country']}.{row['code']}": row["name"] for _, row in table(DATA / "admin.tsv")}
    for number, cells in _lines(path, tick):
        if len(cells) != _COLUMNS or not cells[0].isdigit():
            raise GazetteerError(f"not a row of a country dump ({_COLUMNS} columns)", file=str(path), line=number)
        kind = "city" if cells[6] == "P" else None
        kind = _KINDS.get(f"{cells[6]}.{cells[7]}", kind)
        if kind is None:
            yield None
            continue
        preferred = arabic.get(cells[0], [])
        keys: dict[str, str] = {}
        for spelling in (*preferred, *cells[3].split(",")):
            for each in names.keys(spelling, class_words=rules["class_words"], joined=rules["joined"]):
                keys.setdefault(each, spelling)
        if not keys:
            yield None
            continue
        try:
            lat, lon, population = float(cells[4]), float(cells[5]), int(cells[14] or 0)
        except ValueError:
            raise GazetteerError("coordinates or population are no numbers", file=str(path), line=number) from None
        shown = names.clean(preferred[0]) if preferred else names.best_spelling(list(keys.values()), cells[1])
        yield Place(
            id=f"geonames:{cells[0]}",
            name=shown,
            kind=kind,
            country=cells[8],
            admin1=admins.get(f"{cells[8]}.{cells[10]}", ""),
            lat=lat,
            lon=lon,
            population=population,
            km=_KM.get(kind) or radius_of(population),
            keys=list(keys),
            doubtful=population < _LEAST_KNOWN,
        )


def _earlier(path: Path) -> list[Place]:
    """The places of an index of one's own."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        keys: dict[int, list[str]] = defaultdict(list)
        doubtful: set[int] = set()
        for name, numbers in data["names"].items():
            for number in numbers.split():
                keys[int(number.rstrip("*"))].append(name)
                if number.endswith("*"):
                    doubtful.add(int(number.rstrip("*")))
        return [Place.of(row, keys[n], doubtful=n in doubtful) for n, row in enumerate(data["rows"])]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError):
        raise GazetteerError("not an index that marsad gazetteer add wrote", file=str(path)) from None


def add(dump: Path, alternate: Path | None = None, out: Path | None = None, *, tick: Tick = lambda _: None) -> Imported:
    """Import a country dump into an index of one's own.

    Args:
        dump: the dump of one or several countries.
        alternate: a file of alternate names, for the Arabic ones.
        out: the index; ``user_index`` by default.  What it holds of other countries stays.
        tick: called with the bytes read, for a progress bar.
    """
    target = out or user_index()
    rules = settings()
    packaged = {row.split("\t", 1)[0] for row in json.loads(COMPILED.read_text(encoding="utf-8"))["rows"]}
    arabic = alternates(alternate, tick) if alternate is not None else {}
    read, fresh = 0, []
    countries: set[str] = set()
    for place in _places(dump, arabic, rules, tick):
        read += 1
        if place is not None:
            countries.add(place.country)
            if place.id not in packaged:
                fresh.append(place)
    kept = [p for p in _earlier(target) if p.country not in countries]
    places = sorted([*kept, *fresh], key=lambda p: p.id)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    partial.write_text(json.dumps(index_of(places, rules), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    partial.replace(target)
    return Imported(target, len(places), tuple(sorted(countries)), read, len(fresh))
