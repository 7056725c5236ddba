"""What a search found, for a person at a terminal: a line a document, and one for each event that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding

from marsad.observatory.hits import EventHit, Hit
from marsad.render.isolate import Writer
from marsad.render.labels import label, type_name


def _days(event: EventHit) -> str:
    if event.first is None or event.last is None or event.first == event.last:
        return str(event.first or "")
    return f"{event.first} – {event.last}"


def _event(event: EventHit) -> Writer:
    writer = Writer().plain(f"{event.id} ", "dim").plain(type_name(event.type, "en", {}), "bold")
    writer.plain(f", {label('status', event.status, 'en')}: ").words(event.trigger)
    for values, mark in (
        (event.actors, "who"),
        (event.targets, "whom"),
        (event.places, "where"),
        (event.counts, "counts"),
    ):
        if values:
            writer.plain(f"  {mark} ", "dim")
        for position, value in enumerate(values):
            writer.plain("; " if position else "").words(value)
    if days := _days(event):
        writer.plain(f"  {days}")
    if event.source:
        writer.plain("  says ", "dim").words(event.source)
    return writer.plain("  corrected", "italic") if event.corrected else writer


def print_hits(hits: Sequence[Hit], out: Console, *, events: bool) -> None:
    """Write what was found, with its events where they were asked for."""
    for hit in hits:
        writer = (
            Writer().plain(f"{hit.uid}  {hit.published or '          '}  ", "dim").words(hit.title or hit.name, "bold")
        )
        if hit.publisher:
            writer.plain("  ").words(hit.publisher, "dim")
        if not events:
            writer.plain(f"  {len(hit.events)} events", "dim")
        out.print(writer.done())
        for event in hit.events if events else ():
            out.print(Padding(_event(event).done(), (0, 0, 0, 4)))
    if not hits:
        out.print("nothing found")
