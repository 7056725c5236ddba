"""A watch area for a person at a terminal: what fell in, and how many over time."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from marsad.observatory.sightings import Sighting, Tally
from marsad.render.isolate import Writer
from marsad.render.labels import Lang, label, type_name

_WIDEST = 40


def print_sightings(found: Sequence[Sighting], out: Console, lang: Lang) -> None:
    """A line for each incident, newest first."""
    for each in found:
        writer = Writer().plain(f"{each.incident}  {each.first or each.listed}  ", "dim")
        writer.plain(label("certainty", each.certainty, lang), "green" if each.certainty == "certainly" else "yellow")
        writer.plain("  ").plain(type_name(each.type, lang, {}), "bold")
        writer.plain(f" ({label('status', each.status, lang)})")
        if each.place:
            writer.plain("  ").words(each.place)
        for position, name in enumerate(each.actors[:3]):
            writer.plain("; " if position else "  ").words(name)
        if each.beyond_km is not None and each.radius_km is not None:
            side = label("page", "inside" if each.beyond_km <= 0 else "outside", lang)
            writer.plain("  ").plain(side, "dim").plain(f" {abs(each.beyond_km):.0f} ± {each.radius_km:.0f} km", "dim")
        outlets = dict.fromkeys(told.publisher or told.uid for told in each.told)
        writer.plain(f"  {len(each.told)}: ", "dim")
        for position, outlet in enumerate(outlets):
            writer.plain("; " if position else "").words(outlet, "dim")
        out.print(writer.done())
    if not found:
        out.print(label("page", "nothing", lang))


def print_tallies(found: Sequence[Tally], out: Console, lang: Lang) -> None:
    """A bar for each day or week."""
    most = max((each.certainly + each.possibly for each in found), default=0)
    scale = min(1.0, _WIDEST / most) if most else 1.0
    for each in found:
        bars = "█" * round(each.certainly * scale) + "░" * round(each.possibly * scale)
        sure, may = (label("certainty", name, lang) for name in ("certainly", "possibly"))
        writer = Writer().plain(f"{each.start}  ", "dim").plain(f"{each.certainly} ").plain(sure)
        out.print(writer.plain(f"  {each.possibly} ").plain(may).plain(f"  {bars}").done())
