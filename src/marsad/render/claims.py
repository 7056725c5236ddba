"""The claims of an incident for a person at a terminal: a question, what is made of its answers, and who answers what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid

from marsad.observatory.questions import question_name
from marsad.render.isolate import Writer
from marsad.render.labels import Lang, amount, label, type_name

if TYPE_CHECKING:
    from marsad.observatory.answers import Answer
    from marsad.observatory.claiming import Said, Table
    from marsad.observatory.claims import Claim


def _number(value: float | None, lang: Lang) -> str:
    if value is None:
        return label("claims", "open", lang)
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def _answer(answer: Answer, lang: Lang) -> Writer:
    writer = Writer()
    if answer.denies and answer.values != (("denied", "denied"),):
        writer.plain(label("claims", "denies", lang) + " ", "red")
    if answer.numeric:
        return writer.plain(amount(answer, lang), "bold")
    for position, (key, name) in enumerate(answer.values):
        writer.plain("; " if position else "")
        if answer.days or (key == name and key in ("occurred", "attempted", "denied", "uncertain")):
            writer.plain(name if answer.days else label("status", key, lang), "bold")
        else:
            writer.words(name, "bold")
    return writer


def _who(answer: Answer) -> Writer:
    if answer.source is None:
        return Writer().words(answer.outlet)
    return Writer().words(answer.source).plain(" · ", "dim").words(answer.outlet, "dim")


def _words(said: Said) -> Writer:
    writer = Writer().words(said.sentence, "dim")
    at = said.sentence.find(said.text)
    if at >= 0:
        writer.text.stylize("not dim bold underline", at, at + len(said.text))
    return writer


def _heading(claim: Claim, lang: Lang) -> Writer:
    writer = Writer().plain(question_name(claim.asked.question, claim.asked.group, lang), "bold")
    if claim.best is not None:
        figures = (("low", claim.low), ("best", claim.best), ("high", claim.high))
        for name, value in figures:
            writer.plain(f"   {label('claims', name, lang)} ", "dim").plain(_number(value, lang), "bold cyan")
    if claim.conflicts:
        writer.plain(f"   {label('claims', 'conflict', lang)}", "bold red")
        writer.plain(f"  {label('claims', 'disagreement', lang)} ", "dim").plain(f"{claim.disagreement:.2f}")
    return writer


def _claim(claim: Claim, words: tuple[Said, ...], lang: Lang) -> RenderableType:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=2)
    grid.add_column(ratio=2)
    grid.add_column(ratio=5)
    disputed = {at for c in claim.conflicts for at in (c.one, c.other)}
    for at, (answer, said) in enumerate(zip(claim.asked.answers, words, strict=True)):
        mark = Writer().plain("≠" if at in disputed else "→" if at == claim.chosen else " ", "bold red")
        day = Writer().plain(str(answer.day), "" if answer.stands else "dim strike")
        grid.add_row(mark.done(), day.done(), _who(answer).done(), _answer(answer, lang).done(), _words(said).done())
    return Group(Padding(_heading(claim, lang).done(), (1, 0, 0, 0)), Padding(grid, (0, 0, 0, 2)))


def print_claims(table: Table, out: Console, *, lang: Lang) -> None:
    """Write the claims table of an incident."""
    incident = table.incident
    head = Writer().plain(f"{incident.id}  ", "dim").plain(type_name(incident.type, lang, {}), "bold")
    if incident.place:
        head.plain("  ").words(incident.place)
    if incident.first:
        last = f" – {incident.last}" if incident.last != incident.first else ""
        head.plain(f"  {incident.first}{last}")
    out.print(head.done())
    if not table.claims:
        out.print(Writer().plain(label("claims", "none", lang)).done())
        return
    out.print(Writer().plain(label("claims", table.rule.value, lang), "dim italic").done())
    for claim, words in zip(table.claims, table.words, strict=True):
        out.print(_claim(claim, words, lang))
