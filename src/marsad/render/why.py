"""An explanation for a person at a terminal: each event with its words, its rule and entry, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from marsad.reader.explain import EntryUsed, EventWhy, Explanation, FieldWhy, Rejection, RoleWhy
from marsad.reader.explain_places import PlaceWhy
from marsad.render.isolate import Isolated, Writer, clean
from marsad.render.labels import type_name

#: Narrower than this the columns cannot hold a word each.
_LEAST = 60
#: How many words of a condition are listed.
_SHOWN = 8


def _entry(writer: Writer, entry: EntryUsed | None) -> Writer:
    if entry is not None:
        # Companions are part of an id, and listed with the conditions.
        writer.plain("  ").plain(entry.id.partition("+")[0], "cyan").plain("  ").plain(entry.where, "dim")
    return writer


def _conditions(entry: EntryUsed) -> str:
    def shown(value: object) -> str:
        listed = value if isinstance(value, list) else [value]
        return "، ".join(map(str, listed[:_SHOWN])) + (" …" if len(listed) > _SHOWN else "")

    return "; ".join(f"{key}: {shown(value)}" for key, value in entry.conditions.items())


def _field(why: FieldWhy) -> Isolated:
    writer = Writer()
    if why.words is not None:
        writer.words(why.words.text, "bold")
        writer.plain("  ")
    if why.value and (why.words is None or why.value != why.words.text):
        writer.plain(why.value, "bold")
        writer.plain("  ")
    return _entry(writer.plain(why.why, "italic"), why.entry).done()


def _role(role: RoleWhy) -> Isolated:
    return Writer().words(role.words.text, "bold").plain("  ").plain(role.how, "italic").done()


def _place(place: PlaceWhy) -> RenderableType:
    writer = Writer().plain(f"{place.role} ").words(place.words.text, "bold")
    writer.plain(f"  {place.chosen or '–'}", "cyan").plain("  ").plain(place.why, "italic")
    weight = {runner.id: runner.score for runner in place.runners}
    others = []
    for name in place.candidates:
        score = weight.get(name.rsplit(" ", 1)[-1])
        told = f"{name}  {score:g}" if score is not None else name
        others.append(Writer().plain("· ", "dim").plain(told, "dim").done())
    return Group(writer.done(), *others) if len(others) > 1 else writer.done()


def _rejection(found: Rejection) -> Isolated:
    writer = Writer().words(found.words.text, "bold").plain(f"  {found.type}")
    if found.code:
        writer.plain(f"  {found.code}", "yellow")
    return _entry(writer.plain("  ").plain(found.why, "italic"), found.entry).done()


def _rows(event: EventWhy) -> Iterator[tuple[str, RenderableType]]:
    yield "rule", _entry(Writer().plain(event.rule, "bold"), event.entry).done()
    if event.entry.conditions:
        yield "on condition", Writer().plain(_conditions(event.entry)).done()
    words = Writer().words(event.trigger.text, "bold underline")
    for companion in event.companions:
        words.plain(" + ").words(companion.text, "bold")
    yield "words", words.done()
    if event.carried is not None:
        yield "carried by", _field(event.carried)
    if event.refined is not None:
        yield "refined", _field(event.refined)
    for role in event.roles:
        yield role.field, _role(role)
    for field in ("actors", "targets"):
        if field in event.reasons:
            yield field.removesuffix("s"), Text(event.reasons[field], style="italic")
    for place in event.places:
        yield "place", _place(place)
    if "places" in event.reasons:
        yield "place", Text(event.reasons["places"], style="italic")
    yield "time", _field(event.time)
    for count in event.counts:
        yield "count", _field(count)
    yield "status", _field(event.status)
    yield "salience", _field(event.salience)
    yield "source", _field(event.source)
    weighing = "  ".join(f"{name} {weight:+.2f}" for name, weight in event.features if weight)
    yield "confidence", Text.assemble(f"{event.confidence:.2f}", (f"  {weighing}", "dim"))
    for found in event.joined:
        yield "joined", _rejection(found)
    for found in event.considered:
        yield "considered", _rejection(found)


def _grid(rows: Iterable[tuple[str, RenderableType]]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    before = ""
    for name, cell in rows:
        grid.add_row("" if name == before else name, cell)
        before = name
    return grid


def _parts(found: Explanation, types: Mapping[str, str], only: str | None) -> Iterator[RenderableType]:
    document = found.report.document
    yield Rule(Text(clean(document.title.text if document.title else document.id), style="bold"), align="left")
    for event in found.events:
        if only in (None, event.id):
            heading = Writer().plain(f"{event.id} ", "dim").plain(type_name(event.type, "en", types), "bold")
            yield Padding(heading.done(), (1, 0, 0, 0))
            yield Writer().words(event.evidence, "dim").done()
            yield Padding(_grid(_rows(event)), (0, 0, 0, 2))
    if only is None:
        for title, rejections in (("Not coded", found.rejected), ("Passed over", found.passed)):
            if rejections:
                yield Padding(Text(f"{title} · {len(rejections)}", style="bold"), (1, 0, 0, 0))
                yield from (Padding(_rejection(each), (0, 0, 0, 2)) for each in rejections)


def print_explanation(
    found: Explanation, console: Console, *, only: str | None = None, types: Mapping[str, str] | None = None
) -> None:
    """Write an explanation to the console; ``only``: the id of the one event to explain."""
    console.width = max(console.width, _LEAST)
    for part in _parts(found, types or {}, only):
        console.print(part)
    console.print()
