"""Which watch area does a form ask for?  What a person typed, in the words they use for it; and how areas are told in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from marsad.errors import StoreError
from marsad.observatory import geojson, zones
from marsad.observatory.inside import Inside
from marsad.observatory.watches import Watch, within
from marsad.render.labels import Lang, type_name
from marsad.render.named import country_name
from marsad.web.asking import Web
from marsad.web.families import families
from marsad.web.words import say

ZONES = ("border", "around", "area", "none")
FIELDS = ("name", "zone", "border", "border-km", "point", "point-km", "place", "actor", "type")
_MOST = 500
_SEPARATORS = str.maketrans("،؛;", ",,,")


class AreaError(Exception):
    """A field of the form that is not understood: ``word`` is what the page says of it."""

    def __init__(self, word: str, message: str) -> None:
        super().__init__(message)
        self.word = word


@dataclass(frozen=True, slots=True)
class Border:
    """A border that can be watched: its code (``IQ-SY``) and its two countries."""

    code: str
    name: str


@cache
def borders(lang: Lang) -> tuple[Border, ...]:
    """The land borders there are, by the names of their countries; none where the library for them is not there."""
    from marsad.gazetteer.borders import neighbours

    try:
        zones.needed()
    except StoreError:
        return ()
    named = (Border(f"{a}-{b}", f"{country_name(a, lang)} – {country_name(b, lang)}") for a, b in neighbours())
    return tuple(sorted(named, key=lambda each: each.name))


def _number(text: str) -> float:
    try:
        found = float(text.strip().replace("٫", "."))
    except ValueError:
        found = math.nan
    return found


def _km(text: str) -> float:
    found = _number(text)
    if not 0 < found <= zones.FARTHEST_KM:
        raise AreaError("watch.wrong-km", f"{text[:40]!r} is no distance")
    return found


def _border(text: str) -> tuple[str, str]:
    from marsad.gazetteer.borders import neighbours

    one, _, other = text.upper().replace("–", "-").replace(" ", "").partition("-")
    if len(one) != 2 or len(other) != 2 or not (one + other).isascii():
        raise AreaError("watch.wrong-border", f"{text[:40]!r} is no border, as IQ-SY is one")
    if (one, other) not in neighbours() and (other, one) not in neighbours():
        raise AreaError("watch.no-border", f"{one} and {other} have no land border")
    return one, other


def _point(text: str) -> tuple[float, float]:
    parts = text.replace("،", ",").split(",")
    lat, lon = (_number(part) for part in parts) if len(parts) == 2 else (math.nan, math.nan)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise AreaError("watch.wrong-point", f"{text[:40]!r} is no latitude and longitude, as 34.4,41.0 is one")
    return lat, lon


def _some(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.translate(_SEPARATORS).split(",") if each.strip())


def made(given: Mapping[str, str], file: bytes | None) -> Watch:
    """The watch area that a form asks for.

    Raises:
        AreaError: a field is not understood.
        WatchError: the file is no area.
    """
    for value in given.values():
        if len(value) > _MOST:
            raise AreaError("watch.wrong-long", "a field is too long")
    name, zone = given["name"].strip(), given["zone"]
    if not name or not name.isprintable() or len(name) > 100:
        raise AreaError("watch.wrong-name", "the area has no name, or one that is too long")
    known = {each for types in families().values() for each in types}
    types = (given["type"],) if given["type"] in known else ()
    bare = Watch(name, places=_some(given["place"]), actors=_some(given["actor"]), types=types)
    if zone == "border":
        return replace(bare, border=_border(given["border"]), km=_km(given["border-km"]))
    if zone == "around":
        return replace(bare, around=_point(given["point"]), km=_km(given["point-km"]))
    if zone == "area":
        if not file:
            raise AreaError("watch.no-file", "no file was chosen")
        return replace(bare, area=geojson.read(file, "GeoJSON"))
    if not bare.says():
        raise AreaError("watch.wrong-nothing", "nothing to watch")
    return bare


def told(of: Watch, lang: Lang) -> list[str]:
    """What falls in, in words, a piece each."""
    found = []
    if of.border:
        one, other = (country_name(code, lang) for code in of.border)
        found.append(say("watch.is-border", lang, one=one, other=other, km=f"{of.km:g}"))
    if of.around:
        at = f"{of.around[0]:g}, {of.around[1]:g}"
        found.append(say("watch.is-around", lang, at=f"\u2066{at}\u2069", km=f"{of.km:g}"))
    if of.area:
        found.append(say("watch.is-area", lang))
    joined = say("watch.or", lang)
    for key, values in (("is-place", of.places), ("is-actor", of.actors)):
        if values:
            found.append(say(f"watch.{key}", lang, names=joined.join(f"\u2068{value}\u2069" for value in values)))
    if of.types:
        found.append(say("watch.is-type", lang, names=joined.join(type_name(each, lang, {}) for each in of.types)))
    return found


def places(web: Web, of: Watch) -> Inside:
    """The places that are in the zone of an area, as long as the store is the same."""
    return web.held.get(("inside", of.id), lambda: within(web.store, of))
