"""Words of a document inside text of our own, safe at a terminal.

Words of the document are isolated (U+2068 … U+2069), so that a terminal that orders Arabic keeps numbers, Latin names
and table borders in place; each line is isolated by itself, because an open isolate would swallow the next cell.
"""

from __future__ import annotations

import re
from itertools import count as counter

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.style import Style
from rich.text import Text

_ARABIC = re.compile("[\u0620-\u06ff]")
_FSI, _PDI = "\u2068", "\u2069"
# A document could steer the terminal with escape sequences, or reorder what stands around it.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


def clean(text: str) -> str:
    """A text without what could steer a terminal or reorder what stands around it."""
    return _CONTROLS.sub(lambda found: " " if found.group().isspace() else "\ufffd", text)


class Isolated:
    """Text whose words of the document are isolated on every line after wrapping."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self.text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, options.max_width, justify=options.justify, overflow="fold"):
            yield isolate(line)


def isolate(line: Text) -> Text:
    """A line whose words of the document are isolated."""
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


class Writer:
    """Text being put together: words of the document are marked, so that they can be isolated after wrapping."""

    def __init__(self) -> None:
        self.text = Text()
        self._ids = counter(1)

    def words(self, words: str, style: str = "") -> Writer:
        """Words of the document."""
        start = len(self.text)
        self.text.append(clean(words), style=style)
        self.text.stylize(Style(meta={"words": next(self._ids)}), start)
        return self

    def plain(self, text: str, style: str = "") -> Writer:
        """Words of our own: isolated as well where the labels are Arabic."""
        text = clean(text)
        core = text.strip()
        if not _ARABIC.search(core):
            self.text.append(text, style=style)
            return self
        before, after = text.split(core)
        self.text.append(before)
        self.words(core, style)
        self.text.append(after)
        return self

    def done(self) -> Isolated:
        """What was put together, to be printed."""
        return Isolated(self.text)
