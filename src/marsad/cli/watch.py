"""``marsad watch``: areas that are watched, and what falls in."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.filters import SinceOption, UntilOption, filters_of
from marsad.cli.options import Lang
from marsad.cli.search import Layout
from marsad.cli.store import StoreOption, opened_store
from marsad.cli.terminal import console, destination

watch_app = typer.Typer(
    help="Areas that are watched: borders, circles, polygons, places, actors, types.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
_Name = Annotated[str, typer.Argument(metavar="NAME", help="The watch area.")]
_LangOption = Annotated[Lang, typer.Option(help="Language of the labels.")]


class Feed(StrEnum):
    """The form of a feed."""

    ATOM = "atom"
    JSON = "json"


class By(StrEnum):
    """The step of counts over time."""

    DAY = "day"
    WEEK = "week"


@watch_app.command()
def add(
    name: _Name,
    border: Annotated[
        str | None, typer.Option(metavar="AA-BB", help="The border of two countries, as in IQ-SY.")
    ] = None,
    around: Annotated[str | None, typer.Option(metavar="LAT,LON", help="A point.")] = None,
    km: Annotated[float | None, typer.Option(help="How far from the border or the point.")] = None,
    area: Annotated[Path | None, typer.Option(metavar="FILE", help="A GeoJSON file of polygons.")] = None,
    places: Annotated[
        list[str] | None, typer.Option("--place", metavar="NAME", help="Name, gazetteer id, or country (IQ).")
    ] = None,
    actors: Annotated[list[str] | None, typer.Option("--actor", metavar="NAME", help="Name or registry id.")] = None,
    types: Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="Event type.")] = None,
    store: StoreOption = None,
) -> None:
    """Watch an area; what is given together has to hold together."""
    from marsad.errors import UsageError
    from marsad.observatory import watches

    if (km is None) != (border is None and around is None):
        raise UsageError("--km goes with --border or --around, and they with it")
    shape = None
    if area is not None:
        from marsad.observatory import geojson, zones

        zones.needed()
        shape = geojson.load(area)
    made = watches.Watch(
        name=name,
        border=_countries(border),
        around=_point(around),
        km=km,
        area=shape,
        places=tuple(places or ()),
        actors=tuple(actors or ()),
        types=tuple(types or ()),
    )
    with opened_store(store) as opened:
        kept = watches.add(opened, made)
    sys.stdout.write(f"watching {kept.name}: {kept.says()}\n")


def _countries(text: str | None) -> tuple[str, str] | None:
    from marsad.errors import UsageError

    if text is None:
        return None
    one, _, other = text.upper().partition("-")
    if len(one) != 2 or len(other) != 2 or one == other:
        raise UsageError(f"{text!r} is no border", hint="two countries, as in --border IQ-SY")
    return one, other


def _point(text: str | None) -> tuple[float, float] | None:
    from marsad.errors import UsageError

    if text is None:
        return None
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"{text!r} is no point", hint="--around LAT,LON, as in 34.3,41.1") from None
    return lat, lon


@watch_app.command("list")
def list_(store: StoreOption = None) -> None:
    """List the watch areas."""
    from marsad.observatory import watches

    with opened_store(store) as opened:
        found = watches.watches(opened)
    with destination(None) as out:
        out.writelines(f"{each.name}: {each.says()}\n" for each in found)


@watch_app.command()
def show(
    name: _Name,
    by: Annotated[By | None, typer.Option(help="Counts over time instead of the incidents.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    layout: Annotated[Layout, typer.Option("--format", "-f", help="How to write them.")] = Layout.TABLE,
    lang: _LangOption = Lang.EN,
    store: StoreOption = None,
) -> None:
    """Show the incidents that fall into an area, certainly or possibly, newest first."""
    import json
    from dataclasses import asdict

    from marsad.observatory import watches
    from marsad.observatory.sightings import tallies

    days = filters_of(since=since, until=until)
    with opened_store(store) as opened:
        found = watches.seen(opened, watches.watch(opened, name), since=days.since, until=days.until)
    counted = tallies(found, by.value) if by else []
    with destination(None) as out:
        if layout is Layout.TABLE:
            from marsad.render.watch import print_sightings, print_tallies

            if by:
                print_tallies(counted, console(out), lang.value)
            else:
                print_sightings(found, console(out), lang.value)
            return
        plain = [asdict(each) for each in counted] if by else [each.to_dict() for each in found]
        lines = [json.dumps(each, ensure_ascii=False, default=str) for each in plain]
        out.write("\n".join([*lines, ""]) if layout is Layout.JSONL else "[" + ",\n".join(lines) + "]\n")


@watch_app.command()
def remove(name: _Name, store: StoreOption = None) -> None:
    """Forget an area; the incidents stay."""
    from marsad.observatory import watches

    with opened_store(store) as opened:
        watches.remove(opened, name)
    sys.stdout.write(f"removed {name}\n")


@watch_app.command()
def feed(
    name: _Name,
    layout: Annotated[Feed, typer.Option("--format", "-f", help="Atom or JSON Feed.")] = Feed.ATOM,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many incidents.")] = 100,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    lang: _LangOption = Lang.EN,
    store: StoreOption = None,
) -> None:
    """Write the newest incidents of an area as a feed."""
    from marsad.observatory import watches
    from marsad.render import feeds

    with opened_store(store) as opened:
        of = watches.watch(opened, name)
        found = watches.seen(opened, of)[:limit]
    write = feeds.atom if layout is Feed.ATOM else feeds.json_feed
    with destination(output) as out:
        out.write(write(of.name, of.made, found, lang.value))
