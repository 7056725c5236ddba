"""How is what is told of an actor or place drawn?  Types with their shares, bars in time, and a map."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from marsad.observatory.brief import Spot
from marsad.observatory.profiles import Profile
from marsad.render.chart import spots_map
from marsad.render.labels import Lang
from marsad.render.named import place_name
from marsad.web.timeline import Bar, bars
from marsad.web.words import say


@dataclass(frozen=True, slots=True)
class Drawn:
    """A profile with its pictures: ``step`` and ``bars`` in time, ``map`` as SVG, empty where nothing has a point."""

    profile: Profile
    step: str
    bars: list[Bar]
    map: Markup


def drawn(of: Profile, lang: Lang, here: Spot | None = None) -> Drawn:
    """A profile with its pictures, in a language; ``here`` is on the map where nothing else is."""
    step, pillars = bars(of.days)
    spots = [replace(spot, name=place_name(ident, spot.name, lang)) for spot, ident in of.spots]
    if not spots and here is not None:
        spots = [here]
    return Drawn(of, step, pillars, Markup(spots_map(spots, say("profile.map", lang))))
