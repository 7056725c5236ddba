"""Which events are asked for: the options that every command of the store filters with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

import typer

if TYPE_CHECKING:
    from marsad.observatory.filters import Filters, Near
TypeOption = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="Event type.")]
ActorOption = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="NAME", help="Who acts or is acted on: name or registry id."),
]
PlaceOption = Annotated[
    list[str] | None, typer.Option("--place", metavar="NAME", help="Name, gazetteer id, or country (IQ).")
]
NearOption = Annotated[str | None, typer.Option("--near", metavar="LAT,LON,KM", help="Within a distance of a point.")]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day.")]
SourceOption = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME", help="Who says it: person, body or outlet.")
]
StatusOption = Annotated[
    list[str] | None, typer.Option("--status", metavar="STATUS", help="occurred, planned, denied, …")
]


def filters_of(
    *,
    types: list[str] | None = None,
    actors: list[str] | None = None,
    places: list[str] | None = None,
    near: str | None = None,
    since: str | None = None,
    until: str | None = None,
    sources: list[str] | None = None,
    statuses: list[str] | None = None,
) -> Filters:
    """The filters that these options stand for.

    Raises:
        UsageError: a status, day or distance that is none, or days the wrong way round.
    """
    import marsad
    from marsad.errors import UsageError
    from marsad.observatory.filters import Filters

    found = Filters(
        types=tuple(types or ()),
        statuses=_statuses(statuses),
        actors=tuple(actors or ()),
        places=tuple(places or ()),
        near=_near(near),
        since=marsad.as_day(since),
        until=marsad.as_day(until),
        sources=tuple(sources or ()),
    )
    if found.since and found.until and found.until < found.since:
        raise UsageError("--until is before --since")
    return found


def _near(text: str | None) -> Near | None:
    from marsad.errors import UsageError
    from marsad.observatory.filters import Near

    if text is None:
        return None
    try:
        return Near.parse(text)
    except ValueError:
        hint = "--near LAT,LON,KM, as in 34.3,41.1,50"
        raise UsageError(f"{text!r} is not a place and a distance", hint=hint) from None


def _statuses(given: list[str] | None) -> tuple[str, ...]:
    from marsad.errors import UsageError
    from marsad.records import Status

    for status in given or ():
        if status not in get_args(Status):
            raise UsageError(f"{status!r} is no status", hint=f"one of {', '.join(get_args(Status))}")
    return tuple(given or ())
