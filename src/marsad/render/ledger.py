"""The ledger for a person at a terminal: what was foretold, how it stands, and what speaks for and against."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding

from marsad.observatory.entries import Entry, Speaks
from marsad.render.isolate import Writer
from marsad.render.labels import Lang, label, type_name

_STYLES = {"met": "green", "failed": "red", "due": "yellow", "undecided": "magenta", "open": "cyan"}


def _head(entry: Entry, lang: Lang) -> Writer:
    writer = (
        Writer().plain(f"{entry.id}  ", "dim").plain(label("outcome", entry.standing, lang), _STYLES[entry.standing])
    )
    writer.plain("  ").plain(label("foretold", entry.kind, lang), "bold")
    if entry.type:
        writer.plain("  ").plain(type_name(entry.type, lang, {}))
    writer.plain(f"  {entry.said}", "dim")
    if entry.deadline:
        writer.plain("  ").plain(label("field", "horizon", lang), "dim").plain(f" {entry.deadline}")
        if entry.horizon:
            writer.plain("  ").words(entry.horizon, "dim")
    if entry.decided_by:
        writer.plain("  ").plain(label("page", "decided", lang), "dim").plain(" ").words(entry.decided_by)
        if entry.reason:
            writer.plain(": ").words(entry.reason)
    return writer


def _sign(sign: Speaks, lang: Lang) -> Writer:
    side = "for" if sign.speaks_for else "against"
    writer = Writer().plain(label("page", side, lang), "green" if sign.speaks_for else "red")
    writer.plain(f"  {sign.day}  ").words(sign.outlet or sign.uid).plain(f"  {sign.uid[:8]} {sign.event}  ", "dim")
    return writer.words(sign.text).plain(f"  ({', '.join(sign.why)})", "dim")


def print_entries(found: Sequence[Entry], out: Console, lang: Lang) -> None:
    """Three parts for each entry: how it stands, who said it in which words, and what speaks for and against."""
    for entry in found:
        out.print(_head(entry, lang).done())
        said = Writer().words(entry.speaker or entry.outlet or entry.documents[0], "bold").plain("  ").words(entry.text)
        if entry.outlet and entry.speaker:
            said.plain("  ").words(entry.outlet, "dim")
        out.print(Padding(said.done(), (0, 0, 0, 4)))
        for sign in entry.signs:
            out.print(Padding(_sign(sign, lang).done(), (0, 0, 0, 4)))
    if not found:
        out.print(label("page", "nothing", lang))
