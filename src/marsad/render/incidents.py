"""Incidents for a person at a terminal: a table of many, and one with all that is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from marsad.observatory.occasions import Comparison, Dossier, Incident, Party, Told
from marsad.render.isolate import Isolated, Writer
from marsad.render.labels import Lang, label, type_name

_MOST_NAMES = 3
_WIDE = 12
_STYLES = {"confirmed": "bold green", "retracted": "dim strike"}


def _days(first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    return str(first) if last in (None, first) else f"{first} – {last}"


def _names(parties: Sequence[Party]) -> Isolated:
    writer = Writer()
    for position, party in enumerate(parties[:_MOST_NAMES]):
        writer.plain("; " if position else "").words(party.name)
    return (writer.plain(" …") if len(parties) > _MOST_NAMES else writer).done()


def _what(of: Incident, lang: Lang) -> Writer:
    writer = Writer().plain(type_name(of.type, lang, {}), "bold")
    if of.status != "occurred":
        writer.plain(f" {label('status', of.status, lang)}", "yellow")
    if of.standing != "candidate":
        writer.plain(f" {label('incident', of.standing, lang)}", _STYLES[of.standing])
    return writer


def _place(of: Incident) -> Writer:
    writer = Writer().words(of.place) if of.place else Writer()
    return writer.plain(f" {of.country}", "dim") if of.country else writer


def print_incidents(incidents: Sequence[Incident], out: Console, *, lang: Lang = "en") -> None:
    """Write a table of incidents; the day is that of the incident, or in brackets the one it is listed under."""
    if not incidents:
        out.print(label("incident", "none", lang))
        return
    table = Table(box=box.HORIZONTALS, expand=True, border_style="dim", pad_edge=False, header_style="dim")
    for key, ratio in (("id", 0), ("day", 0), ("what", 0), ("where", 3), ("who", 3), ("whom", 3), ("told", 0)):
        # What it is takes the room its longest word needs; names share what is left.
        wrap = bool(ratio) or key == "what"
        table.add_column(
            label("incident", key, lang), ratio=ratio or None, no_wrap=not wrap, max_width=None if ratio else _WIDE
        )
    for each in incidents:
        day = _days(each.first, each.first) or f"({each.listed})"
        told = f"{each.voices} / {each.documents}"
        table.add_row(
            each.id[:9], day, _what(each, lang).done(), _place(each).done(), _names(each.actors),
            _names(each.targets), told,
        )  # fmt: skip
    out.print(table)


def _told(told: Told, out: Console, lang: Lang) -> None:
    writer = Writer().plain(f"{told.uid[:8]}:{told.event} ", "dim").plain(f"{told.published or '          '}  ")
    writer.words(told.publisher or told.url or told.name, "bold").plain("  ")
    writer.plain(type_name(told.type, lang, {})).plain(f", {label('status', told.status, lang)}")
    if told.salience != "main":
        writer.plain(f", {label('salience', told.salience, lang)}", "dim")
    if told.first:
        writer.plain(f"  {_days(told.first, told.last)}")
    out.print(writer.done())
    words = Writer().words(" ".join(told.evidence.split()))
    if told.source:
        words.plain(f"  — {label('incident', 'says', lang)} ", "dim").words(told.source, "dim")
    out.print(Padding(words.done(), (0, 0, 0, 4)))
    if told.why is not None:
        uid, event = told.why.other
        line = Writer().plain(f"{label('incident', 'because', lang)} {uid[:8]}:{event}: ", "dim")
        out.print(Padding(_reasons(told.why, lang, line).done(), (0, 0, 1, 4)))


def _reasons(of: Comparison, lang: Lang, writer: Writer) -> Writer:
    for position, reason in enumerate(of.reasons):
        said = reason.ar if lang == "ar" else reason.en
        style = "green" if reason.points > 0 else "red"
        writer.plain("; " if position else "", "dim").plain(said, "dim").plain(f" {reason.points / 100:+.1f}", style)
    return writer


def print_dossier(found: Dossier, out: Console, *, lang: Lang = "en") -> None:
    """Write an incident with all that is told of it."""
    of = found.incident
    head = Writer().plain(f"{of.id}  ", "dim").plain(f"{_days(of.first, of.last) or f'({of.listed})'}  ")
    head.text.append_text(_what(of, lang).text)
    head.plain("  ").text.append_text(_place(of).text)
    out.print(head.done())
    counted = (("events", of.events), ("reports", of.documents), ("voices", of.voices))
    numbers = [f"{label('incident', name, lang)}: {number}" for name, number in counted]
    out.print(Writer().plain(", ".join(numbers), "dim").done())
    for made in found.decisions:
        value = f" {label('incident', made.value, lang)}" if made.value else ""
        line = f"{label('incident', 'decision', lang)} {made.id}: {label('incident', made.kind, lang)}{value}, "
        undone = f" ({label('incident', 'undone', lang)} {made.undone_by}, {made.undone})" if made.undone else ""
        out.print(Writer().plain(line).words(made.who).plain(f" {made.made}{undone}").done())
    out.print()
    for told in found.told:
        _told(told, out, lang)


def print_comparison(of: Comparison, out: Console, *, lang: Lang = "en") -> None:
    """Write what speaks for and against two events being one occasion, a line each."""
    one, other = (f"{uid}:{event}" for uid, event in (of.one, of.other))
    out.print(Writer().plain(f"{one}  {other}", "bold").done())
    if of.points is None:
        out.print(label("incident", "never", lang))
        return
    for reason in of.reasons:
        said = reason.ar if lang == "ar" else reason.en
        style = "green" if reason.points > 0 else "red"
        out.print(
            Writer().plain(f"{reason.points / 100:+6.1f}", style).plain(f"  {said}  ").plain(reason.name, "dim").done()
        )
    needed = f"{of.threshold / 100:.1f} {label('incident', 'needed', lang)}"
    out.print(Writer().plain(f"{of.points / 100:+6.1f}", "bold").plain(f"  ({needed})", "dim").done())
