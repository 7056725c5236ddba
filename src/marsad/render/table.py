"""A report for a person at a terminal: the sentence, what it says happened, and beside it who says so.

Nothing is cut: long words of the document are evidence, so they wrap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from marsad.records import Event, Place, Report, Role, Source, Statement, Time
from marsad.render.isolate import Isolated, Writer, clean, isolate
from marsad.render.labels import Lang, amount, label, type_name

_STATUS_STYLE = {
    "occurred": "bold green",
    "attempted": "bold yellow",
    "planned": "bold cyan",
    "expected": "bold blue",
    "denied": "bold red",
    "uncertain": "bold magenta",
}
_SECTIONS = (
    ("happened", ("occurred", "attempted")),
    ("ahead", ("planned", "expected")),
    ("doubted", ("denied", "uncertain")),
)
_NARROW = 100
# Narrower than this the columns cannot hold a word each; the terminal may then break the lines as it likes.
_LEAST = 60


def _name(group: str, key: str, lang: Lang, style: str = "") -> Isolated:
    return Writer().plain(label(group, key, lang), style).done()


def _heading(title: str) -> RenderableType:
    text = isolate(Writer().plain(title, "bold").text)
    return Padding(Rule(text, align="left", style="dim"), (1, 0, 0, 0))


def _sentence(events: list[Event]) -> RenderableType:
    evidence = events[0].evidence
    writer = Writer().words(evidence.text, "dim")
    for event in events:
        begin = event.trigger.start - evidence.start
        if begin >= 0 and event.trigger.end <= evidence.end:
            writer.text.stylize("not dim bold underline", begin, begin + len(event.trigger.text))
    return Padding(writer.done(), (1, 0, 0, 0))


def _roles(writer: Writer, roles: tuple[Role, ...], lang: Lang) -> None:
    for position, role in enumerate(roles):
        writer.plain("; " if position else "").words(role.text)
        if role.implied:
            writer.plain(f" ({label('field', 'implied', lang)})", "dim italic")


def _place(place: Place, lang: Lang) -> Isolated:
    writer = Writer()
    if place.role != "at":
        writer.plain(label("place", place.role, lang) + " ")
    writer.words(place.text)
    if place.lat is not None and place.lon is not None:
        country = f"{place.country} " if place.country else ""
        writer.plain(f"  {country}{place.lat:.3f}, {place.lon:.3f}", "dim")
        if place.precision not in (None, 1):
            writer.plain(f" ({label('precision', str(place.precision), lang)})", "dim")
    elif place.reason:
        writer.plain(f"  {place.reason}", "dim italic")
    return writer.done()


def _when(time: Time, lang: Lang) -> Isolated:
    writer = Writer().words(time.text)
    if time.start and time.end:
        days = f"{time.start}" if time.start == time.end else f"{time.start} – {time.end}"
        return writer.plain("  ").plain(days, "cyan").done()
    return writer.plain(f"  {label('precision', 'unknown', lang)}", "dim italic").done()


def _what(event: Event, lang: Lang, *, with_counts: bool) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(ratio=1)
    for name, roles in (("actor", event.actors), ("target", event.targets)):
        if roles:
            writer = Writer()
            _roles(writer, roles, lang)
            grid.add_row(_name("field", name, lang), writer.done())
    for position, place in enumerate(event.places):
        grid.add_row("" if position else _name("field", "place", lang), _place(place, lang))
    if event.time:
        grid.add_row(_name("field", "time", lang), _when(event.time, lang))
    if with_counts and (event.counts or event.none):
        grid.add_row(_name("field", "count", lang), _counts(event, lang))
    return grid if grid.row_count else Text("–", style="dim")


def _counts(event: Event, lang: Lang) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="bold", min_width=5)
    grid.add_column(overflow="fold")
    for count in event.counts:
        grid.add_row(Writer().plain(amount(count, lang)).done(), _name("count", count.of, lang))
    for of in event.none:
        grid.add_row("0", _name("count", of, lang))
    return grid


def _source(source: Source | None, lang: Lang) -> RenderableType:
    if source is None:
        return _name("field", "outlet", lang, "dim italic")
    details = dict.fromkeys((source.role, source.organisation, source.channel))
    lines = [Writer().words(source.name or source.text, "bold").done()]
    lines += [
        Writer().words(detail, "dim").done()
        for detail in details
        if detail and detail not in (source.name, source.text)
    ]
    if source.verb:
        lines.append(Writer().plain("« ", "dim").words(source.verb, "dim").plain(" »", "dim").done())
    return Group(*lines)


def _kind(event: Event, lang: Lang, types: Mapping[str, str]) -> RenderableType:
    status = (
        Writer().plain(f"{event.id} ", "dim").plain(label("status", event.status, lang), _STATUS_STYLE[event.status])
    )
    return Group(
        Writer().plain(type_name(event.type, lang, types), "bold").done(),
        status.done(),
        Writer().words(event.trigger.text, "underline").done(),
    )


def _events(events: list[Event], lang: Lang, width: int, types: Mapping[str, str]) -> RenderableType:
    narrow = width < _NARROW
    table = Table(
        box=box.HORIZONTALS, show_header=False, expand=True, show_lines=True, border_style="dim", pad_edge=False
    )
    table.add_column(width=14 if narrow else 20, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    if not narrow:
        table.add_column(width=24, overflow="fold")
    table.add_column(width=17 if narrow else max(26, width // 5), overflow="fold")
    for event in events:
        cells = [_kind(event, lang, types), _what(event, lang, with_counts=narrow), _source(event.source, lang)]
        if not narrow:
            cells.insert(2, _counts(event, lang))
        table.add_row(*cells)
    return table


def _section(
    title: str, events: list[Event], lang: Lang, width: int, types: Mapping[str, str]
) -> Iterator[RenderableType]:
    yield _heading(f"{title} · {len(events)}")
    for _, group in groupby(events, key=lambda event: (event.evidence.start, event.evidence.end)):
        together = list(group)
        yield _sentence(together)
        yield _events(together, lang, width, types)


def _header(report: Report, lang: Lang) -> RenderableType:
    document = report.document
    title = Writer()
    if document.title:
        title.words(document.title.text, "bold")
    else:
        title.plain(label("page", "no-title", lang), "italic")
    line = Writer()
    for words in (document.publisher, document.byline):
        if words:
            line.words(words.text).plain(" · ", "dim")
    line.plain(document.published.isoformat() if document.published else label("page", "no-date", lang), "cyan")
    if document.published_basis:
        line.plain(f" ({label('basis', document.published_basis, lang)})", "dim")
    lines: list[RenderableType] = [title.done(), line.done()]
    if document.url:
        lines.append(Text(clean(document.url), style="dim", overflow="fold"))
    return Panel(
        Group(*lines),
        title=Text(clean(document.id), style="dim"),
        title_align="left",
        border_style="blue",
        padding=(0, 1),
    )


def _statements(statements: tuple[Statement, ...], lang: Lang, width: int) -> Iterator[RenderableType]:
    yield _heading(f"{label('page', 'statements', lang)} · {len(statements)}")
    table = Table(box=None, show_header=False, expand=True, padding=(0, 1, 1, 0))
    table.add_column(width=15 if width < _NARROW else 20, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_column(width=18 if width < _NARROW else max(26, width // 5), overflow="fold")
    for statement in statements:
        kind = Group(_name("statement", statement.kind, lang, "bold"), Text(statement.id, style="dim"))
        parts: list[RenderableType] = [Writer().words(statement.text).done()]
        if statement.horizon:
            parts.append(_when(statement.horizon, lang))
        table.add_row(kind, Group(*parts), _source(statement.speaker, lang))
    yield table


def _parts(report: Report, lang: Lang, width: int, types: Mapping[str, str]) -> Iterator[RenderableType]:
    yield _header(report, lang)
    shown = [event for event in report.events if event.salience == "main"]
    for key, statuses in _SECTIONS:
        events = [event for event in shown if event.status in statuses]
        if events:
            yield from _section(label("page", key, lang), events, lang, width, types)
    passing = [event for event in report.events if event.salience != "main"]
    if passing:
        yield from _section(label("page", "passing", lang), passing, lang, width, types)
    if not report.events:
        yield Padding(_name("page", "no-events", lang, "italic"), (1, 1))
    if report.statements:
        yield from _statements(report.statements, lang, width)
    if report.notes:
        yield _heading(label("page", "notes", lang))
        for note in report.notes:
            yield (
                Writer().plain(" ! ", "yellow").plain(note.code, "bold yellow").plain("  ").plain(note.message).done()
            )
    yield Text()


def print_reports(
    reports: Iterable[Report], console: Console, *, lang: Lang = "en", types: Mapping[str, str] | None = None
) -> None:
    """Write each report to the console as it comes; ``types``: the names of event types that Marsad does not ship."""
    console.width = max(console.width, _LEAST)
    for report in reports:
        for part in _parts(report, lang, console.width, types or {}):
            console.print(part)
