"""A report for a person at a terminal: the sentence, what it says happened, and beside it who says so.

Words of the document are isolated (U+2068 … U+2069), so that a terminal that orders Arabic keeps numbers, Latin names
and table borders in place; each line is isolated by itself, because an open isolate would swallow the next cell.
Nothing is cut: long words of the document are evidence, so they wrap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count as counter
from itertools import groupby

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from marsad.records import Event, Place, Report, Role, Source, Statement, Time
from marsad.render.labels import Lang, amount, label

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
_ARABIC = re.compile("[\u0620-\u06ff]")
_FSI, _PDI = "\u2068", "\u2069"
# Narrower than this the columns cannot hold a word each; the terminal may then break the lines as it likes.
_LEAST = 60
# A document could steer the terminal with escape sequences, or reorder what stands around it.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


def _clean(text: str) -> str:
    return _CONTROLS.sub(lambda found: " " if found.group().isspace() else "\ufffd", text)


class _Isolated:
    """Text whose words of the document are isolated on every line after wrapping."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self.text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, options.max_width, justify=options.justify, overflow="fold"):
            yield _isolate(line)


def _isolate(line: Text) -> Text:
    runs = sorted({(span.start, span.end) for span in line.spans if isinstance(span.style, Style) and span.style.meta})
    if not runs:
        return line
    cuts = sorted({0, len(line), *(offset for run in runs for offset in run)})
    pieces = dict(zip(cuts, line.divide(cuts[1:-1]), strict=False))
    done = Text(end=line.end, justify=line.justify, no_wrap=True)
    for start, piece in pieces.items():
        opens, closes = (sum(run[side] == edge for run in runs) for side, edge in ((0, start), (1, start + len(piece))))
        done.append(_FSI * opens).append_text(piece).append(_PDI * closes)
    return done


class _Writer:
    """Text being put together: words of the document are marked, so that they can be isolated after wrapping."""

    def __init__(self) -> None:
        self.text = Text()
        self._ids = counter(1)

    def words(self, words: str, style: str = "") -> _Writer:
        start = len(self.text)
        self.text.append(_clean(words), style=style)
        self.text.stylize(Style(meta={"words": next(self._ids)}), start)
        return self

    def plain(self, text: str, style: str = "") -> _Writer:
        """Words of our own: isolated as well where the labels are Arabic."""
        text = _clean(text)
        core = text.strip()
        if not _ARABIC.search(core):
            self.text.append(text, style=style)
            return self
        before, after = text.split(core)
        self.text.append(before)
        self.words(core, style)
        self.text.append(after)
        return self

    def done(self) -> _Isolated:
        return _Isolated(self.text)


def _name(group: str, key: str, lang: Lang, style: str = "") -> _Isolated:
    return _Writer().plain(label(group, key, lang), style).done()


def _heading(title: str) -> RenderableType:
    text = _isolate(_Writer().plain(title, "bold").text)
    return Padding(Rule(text, align="left", style="dim"), (1, 0, 0, 0))


def _sentence(events: list[Event]) -> RenderableType:
    evidence = events[0].evidence
    writer = _Writer().words(evidence.text, "dim")
    for event in events:
        begin = event.trigger.start - evidence.start
        if begin >= 0 and event.trigger.end <= evidence.end:
            writer.text.stylize("not dim bold underline", begin, begin + len(event.trigger.text))
    return Padding(writer.done(), (1, 0, 0, 0))


def _roles(writer: _Writer, roles: tuple[Role, ...], lang: Lang) -> None:
    for position, role in enumerate(roles):
        writer.plain("; " if position else "").words(role.text)
        if role.implied:
            writer.plain(f" ({label('field', 'implied', lang)})", "dim italic")


def _place(place: Place, lang: Lang) -> _Isolated:
    writer = _Writer()
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


def _when(time: Time, lang: Lang) -> _Isolated:
    writer = _Writer().words(time.text)
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
            writer = _Writer()
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
        grid.add_row(_Writer().plain(amount(count, lang)).done(), _name("count", count.of, lang))
    for of in event.none:
        grid.add_row("0", _name("count", of, lang))
    return grid


def _source(source: Source | None, lang: Lang) -> RenderableType:
    if source is None:
        return _name("field", "outlet", lang, "dim italic")
    details = dict.fromkeys((source.role, source.organisation, source.channel))
    lines = [_Writer().words(source.name or source.text, "bold").done()]
    lines += [
        _Writer().words(detail, "dim").done()
        for detail in details
        if detail and detail not in (source.name, source.text)
    ]
    if source.verb:
        lines.append(_Writer().plain("« ", "dim").words(source.verb, "dim").plain(" »", "dim").done())
    return Group(*lines)


def _kind(event: Event, lang: Lang) -> RenderableType:
    status = (
        _Writer().plain(f"{event.id} ", "dim").plain(label("status", event.status, lang), _STATUS_STYLE[event.status])
    )
    return Group(
        _name("type", event.type, lang, "bold"), status.done(), _Writer().words(event.trigger.text, "underline").done()
    )


def _events(events: list[Event], lang: Lang, width: int) -> RenderableType:
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
        cells = [_kind(event, lang), _what(event, lang, with_counts=narrow), _source(event.source, lang)]
        if not narrow:
            cells.insert(2, _counts(event, lang))
        table.add_row(*cells)
    return table


def _section(title: str, events: list[Event], lang: Lang, width: int) -> Iterator[RenderableType]:
    yield _heading(f"{title} · {len(events)}")
    for _, group in groupby(events, key=lambda event: (event.evidence.start, event.evidence.end)):
        together = list(group)
        yield _sentence(together)
        yield _events(together, lang, width)


def _header(report: Report, lang: Lang) -> RenderableType:
    document = report.document
    title = _Writer()
    if document.title:
        title.words(document.title.text, "bold")
    else:
        title.plain(label("page", "no-title", lang), "italic")
    line = _Writer()
    for words in (document.publisher, document.byline):
        if words:
            line.words(words.text).plain(" · ", "dim")
    line.plain(document.published.isoformat() if document.published else label("page", "no-date", lang), "cyan")
    if document.published_basis:
        line.plain(f" ({label('basis', document.published_basis, lang)})", "dim")
    lines: list[RenderableType] = [title.done(), line.done()]
    if document.url:
        lines.append(Text(_clean(document.url), style="dim", overflow="fold"))
    return Panel(
        Group(*lines),
        title=Text(_clean(document.id), style="dim"),
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
        parts: list[RenderableType] = [_Writer().words(statement.text).done()]
        if statement.horizon:
            parts.append(_when(statement.horizon, lang))
        table.add_row(kind, Group(*parts), _source(statement.speaker, lang))
    yield table


def _parts(report: Report, lang: Lang, width: int) -> Iterator[RenderableType]:
    yield _header(report, lang)
    shown = [event for event in report.events if event.salience == "main"]
    for key, statuses in _SECTIONS:
        events = [event for event in shown if event.status in statuses]
        if events:
            yield from _section(label("page", key, lang), events, lang, width)
    passing = [event for event in report.events if event.salience != "main"]
    if passing:
        yield from _section(label("page", "passing", lang), passing, lang, width)
    if not report.events:
        yield Padding(_name("page", "no-events", lang, "italic"), (1, 1))
    if report.statements:
        yield from _statements(report.statements, lang, width)
    if report.notes:
        yield _heading(label("page", "notes", lang))
        for note in report.notes:
            yield (
                _Writer().plain(" ! ", "yellow").plain(note.code, "bold yellow").plain("  ").plain(note.message).done()
            )
    yield Text()


def print_reports(reports: Iterable[Report], console: Console, *, lang: Lang = "en") -> None:
    """Write each report to the console as it comes."""
    console.width = max(console.width, _LEAST)
    for report in reports:
        for part in _parts(report, lang, console.width):
            console.print(part)
