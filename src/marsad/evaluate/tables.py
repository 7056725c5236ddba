"""An evaluation for a person at a terminal: tables of figures, of confused types, and of what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from marsad.evaluate.run import Evaluation
from marsad.evaluate.score import NOTHING, Finding
from marsad.evaluate.tally import LISTS, RATES, value

#: The columns of the tables by type and country, and those that a narrow terminal has room for.
_WIDE = ("status", "actors", "targets", "places", "counts", "time", "source", "whole record")
_NARROW = ("status", "whole record")
_WIDTH = 100
#: Changes smaller than rounding are none.
_LEAST = 0.0005


def _table(title: str, *columns: str) -> Table:
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    for position, column in enumerate(columns):
        table.add_column(column, justify="right" if position else "left", no_wrap=True)
    return table


def _number(found: float | None) -> str:
    return NOTHING if found is None else f"{found:.3f}"


def _summary(found: Evaluation) -> Iterator[Table]:
    lists = _table(f"{found.documents} documents", "field", "precision", "recall", "F1", "n")
    for field in LISTS:
        figure = found.figures[field]
        lists.add_row(field, *(_number(figure[key]) for key in ("precision", "recall", "f1")), str(figure["n"]))
    yield lists
    rates = _table("", "field", "right", "n")
    for field in RATES:
        rates.add_row(field, _number(found.figures[field]["accuracy"]), str(found.figures[field]["n"]))
    yield rates


def _groups(title: str, name: str, groups: Mapping[str, Mapping[str, Any]], width: int) -> Table:
    fields = _WIDE if width >= _WIDTH else _NARROW
    table = _table(title, name, "n", "P", "R", "F1", *(field.removesuffix(" record") for field in fields))
    for key, figures in groups.items():
        events = figures["events"]
        numbers = (_number(events[measure]) for measure in ("precision", "recall", "f1"))
        table.add_row(key, str(events["n"]), *numbers, *(_number(value(figures[field])) for field in fields))
    return table


def _confusion(found: Evaluation) -> Table:
    table = _table("Types confused, missed, made up", "gold", "report", "times")
    wrong = [(n, gold, said) for (gold, said), n in found.confusion.items() if gold != said]
    for n, gold, said in sorted(wrong, key=lambda row: (-row[0], row[1], row[2])):
        table.add_row(gold, said, str(n))
    return table


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, float | None, float | None]]:
    for field in (*LISTS, *RATES):
        yield field, value(old.get(field)), value(new.get(field))
    for group in ("types", "countries"):
        before, after = old.get(group) or {}, new.get(group) or {}
        for name in sorted({*before, *after}) if before else ():
            pairs = (value((side.get(name) or {}).get("events")) for side in (before, after))
            yield (f"{name}: events", *pairs)  # type: ignore[misc]


def _diff(old: Mapping[str, Any], new: Mapping[str, Any]) -> Table:
    table = _table("Against the older run", "figure", "before", "now", "change")
    for name, before, after in _changes(old, new):
        change = (after or 0.0) - (before or 0.0)
        if abs(change) >= _LEAST or (before is None) != (after is None):
            style = "green" if change > 0 else "red"
            table.add_row(name, _number(before), _number(after), f"[{style}]{change:+.3f}[/]")
    if not table.row_count:
        table.add_row("nothing changed", "", "", "")
    return table


def _key(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(finding.get(name) for name in ("document", "kind", "type", "words", "context"))


def new_faults(old: Mapping[str, Any], found: Evaluation) -> list[Finding]:
    """The faults that the older run did not have."""
    known = {_key(finding) for finding in old.get("findings") or ()}
    listed = found.to_dict()["findings"]
    return [f for f, data in zip(found.findings, listed, strict=True) if _key(data) not in known]


def _faults(title: str, findings: Iterable[Finding], console: Console) -> None:
    console.print(f"\n{title}", style="bold", markup=False)
    for finding in findings:
        console.print(str(finding), markup=False, highlight=False, soft_wrap=True)


def print_evaluation(
    found: Evaluation, console: Console, *, old: Mapping[str, Any] | None = None, show: bool = False
) -> None:
    """Write an evaluation to the console.

    Args:
        found: what was found.
        console: where to write.
        old: an older evaluation as plain data, to compare with.
        show: list each miss and false alarm; with ``old``, those that are new.
    """
    for table in _summary(found):
        console.print(table)
    if found.broken_offsets:
        console.print(f"{found.broken_offsets} broken offsets", style="bold red")
    console.print(_groups("By event type", "type", found.types, console.width))
    console.print(_groups("By country", "country", found.countries, console.width))
    console.print(_confusion(found))
    if old is not None:
        console.print(_diff(old, found.to_dict()))
    if show and old is not None:
        _faults("New faults", new_faults(old, found), console)
    elif show:
        _faults("Faults", found.findings, console)
