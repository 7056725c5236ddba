"""A figure over time as SVG: what each teller said on which day, with bounds, the newest of each filled.

A step line joins what one teller said again later: a rising toll reads as one voice's revision, two lines as two voices.  Time runs
with the language: from right to left in Arabic.  The table of claims beside it says the same in words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from html import escape

from marsad.observatory.answers import Answer

_WIDE, _HIGH = 640, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 24, 14, 28
#: So many shades tell tellers apart; the shapes of their marks do too.
_SHAPES = ("circle", "square", "diamond", "triangle")
_TICKS = 4
#: Letters of a name that have room beside others.
_LONGEST = 28


def figures(answers: Sequence[Answer]) -> list[Answer]:
    """The answers that give a figure of their own, in the order they came."""
    return [each for each in answers if each.numeric and not each.denies]


def drawable(answers: Sequence[Answer]) -> bool:
    """Whether there is something to see: figures that are not all the same."""
    return len({(each.low, each.high) for each in figures(answers)}) > 1


def _step(most: float) -> int:
    """A round distance of the lines behind the figures."""
    rough = max(most / _TICKS, 1.0)
    size = 10 ** math.floor(math.log10(rough))
    return next(int(size * by) for by in (1, 2, 5, 10) if size * by >= rough)


def _mark(shape: str, x: float, y: float, css: str, words: str) -> str:
    title = f"<title>{escape(words)}</title>"
    if shape == "circle":
        return f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="5.5">{title}</circle>'
    if shape == "square":
        return f'<rect class="{css}" x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10">{title}</rect>'
    corners = [(0, -7), (7, 0), (0, 7), (-7, 0)] if shape == "diamond" else [(0, -7), (6.5, 5), (-6.5, 5)]
    return (
        f'<polygon class="{css}" points="{" ".join(f"{x + a:.1f},{y + b:.1f}" for a, b in corners)}">{title}</polygon>'
    )


def _name(name: str, x: float, y: float) -> str:
    """Who said it, above the mark, and kept inside the picture."""
    anchor = "start" if x < _WIDE / 4 else "end" if x > _WIDE * 3 / 4 else "middle"
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return f'<text class="who" x="{x:.1f}" y="{max(y - 11, 11):.1f}" text-anchor="{anchor}">{escape(short)}</text>'


def history(answers: Sequence[Answer], title: str, *, rtl: bool) -> str:
    """The chart; empty where there is nothing to see.

    Args:
        answers: those of one question that asks for a number.
        title: what the picture shows, for who cannot see it.
        rtl: whether time runs from right to left.
    """
    if not drawable(answers):
        return ""
    told = figures(answers)
    first, last = min(each.day for each in told), max(each.day for each in told)
    most = max(value for each in told for value in (each.low, each.high) if value is not None)
    step = _step(most)
    top = max(math.ceil(most / step), 1) * step
    tellers = list(dict.fromkeys(each.teller for each in told))

    def across(day: date) -> float:
        share = (day - first).days / max((last - first).days, 1) if last > first else 0.5
        room = _WIDE - _LEFT - _RIGHT
        return _LEFT + room * (0.04 + 0.92 * ((1 - share) if rtl else share))

    def up(value: float) -> float:
        return _HIGH - _BOTTOM - (_HIGH - _TOP - _BOTTOM) * value / top

    parts = [f'<svg class="history" viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-label="{escape(title)}">']
    for line_at in range(0, top + 1, step):
        parts.append(
            f'<line class="grid" x1="{_LEFT}" x2="{_WIDE - _RIGHT}" y1="{up(line_at):.1f}" y2="{up(line_at):.1f}"/>'
        )
        parts.append(f'<text class="tick" x="{_LEFT - 8}" y="{up(line_at) + 4:.1f}">{line_at}</text>')
    parts += [
        f'<text class="day" x="{across(day):.1f}" y="{_HIGH - 8}">{day.day}.{day.month}.{day.year}</text>'
        for day in sorted({first, last})
    ]
    for at, teller in enumerate(tellers):
        mine = sorted((each for each in told if each.teller == teller), key=lambda each: (each.day, each.number))
        # Several of one day stand side by side rather than on each other.
        aside = (at - (len(tellers) - 1) / 2) * min(14, 120 / len(tellers)) * (-1 if rtl else 1)
        line: list[str] = []
        for each in mine:
            x, y = across(each.day) + aside, up(each.low if each.low is not None else each.high or 0.0)
            line += [f"{x:.1f},{line[-1].split(',')[1]}", f"{x:.1f},{y:.1f}"] if line else [f"{x:.1f},{y:.1f}"]
        if len(mine) > 1:
            parts.append(f'<polyline class="said" points="{" ".join(line)}"/>')
        for each in mine:
            x = across(each.day) + aside
            low, high = each.low, each.high
            if low is not None and high is not None and low != high:
                parts.append(f'<line class="range" x1="{x:.1f}" x2="{x:.1f}" y1="{up(low):.1f}" y2="{up(high):.1f}"/>')
            value = low if low is not None else high or 0.0
            words = f"{each.source or each.outlet}: {value:g}, {each.day.isoformat()}"
            css = "stands" if each.stands else "was"
            parts.append(_mark(_SHAPES[at % len(_SHAPES)], x, up(value), css, words))
            if each is mine[-1]:
                parts.append(_name(each.source or each.outlet, x, up(value)))
    return "".join([*parts, "</svg>"])
