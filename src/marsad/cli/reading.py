"""``marsad read`` and ``marsad explain``: documents in, what they report out."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from marsad.cli.options import (
    UNREADABLE,
    GazetteerOption,
    Lang,
    LexiconOption,
    PublishedOption,
    own_gazetteer,
    own_lexicon,
    type_names,
)
from marsad.cli.terminal import complain, console, destination, progress

if TYPE_CHECKING:
    from datetime import date

    from marsad.gazetteer.index import Gazetteer
    from marsad.lexicon.lexicon import Lexicon
    from marsad.reader.explain import Explanation
    from marsad.records import Report


class Format(StrEnum):
    """How reports are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


class Layout(StrEnum):
    """How explanations are written."""

    TEXT = "text"
    JSON = "json"


class Reading:
    """Goes through the inputs, passes the reports on, and counts what could not be read."""

    def __init__(
        self,
        inputs: list[str],
        *,
        published: date | None,
        url: str | None,
        lexicon: Lexicon | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self.inputs, self.published, self.url = inputs, published, url
        own: dict[str, Any] = {"lexicon": lexicon, "gazetteer": gazetteer}
        self.own = {name: value for name, value in own.items() if value is not None}
        self.failed = 0

    def reports(self, bar: Any = None) -> Iterator[Report]:
        """The reports in the order of the inputs; what cannot be read is said on standard error and counted."""
        import marsad
        from marsad.errors import MarsadError

        task = bar.add_task("", total=len(self.inputs)) if bar else None
        for name in self.inputs:
            for found in marsad.read_all(name, published=self.published, url=self.url, **self.own):
                if isinstance(found, MarsadError):
                    self.failed += 1
                    complain(found)
                else:
                    yield found
                if bar:
                    bar.update(task, description=name)
            if bar:
                bar.advance(task)


def _json(reports: Iterable[Report]) -> Iterator[str]:
    """One object for one document, else an array, without holding more than one report."""
    rest = iter(reports)
    first, second = next(rest, None), next(rest, None)
    if first is None:
        yield "[]\n"
    elif second is None:
        yield first.to_json(indent=2) + "\n"
    else:
        yield f"[\n{first.to_json()},\n{second.to_json()}"
        for report in rest:
            yield f",\n{report.to_json()}"
        yield "\n]\n"


def _write(reports: Iterator[Report], file: TextIO, *, layout: Format, lang: Lang, types: dict[str, str]) -> None:
    if layout is Format.TABLE:
        from marsad.render.table import print_reports

        print_reports(reports, console(file), lang=lang.value, types=types)
    elif layout is Format.HTML:
        from marsad.render.html import pages

        for part in pages(reports, lang=lang.value, types=types):
            file.write(part)
    elif layout is Format.JSON:
        for part in _json(reports):
            file.write(part)
    else:
        for report in reports:
            file.write(report.to_json() + "\n")
            file.flush()


def read(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILES]...", help="Files (.txt .html .warc .jsonl, also .gz), or - for standard input."
        ),
    ] = None,
    published: PublishedOption = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where the document was published.")] = None,
    layout: Annotated[Format, typer.Option("--format", "-f", help="How to write the reports.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the labels in tables and pages.")] = Lang.EN,
    lexicon: LexiconOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """Read documents and write what they report."""
    import marsad
    from marsad.errors import UsageError

    names = inputs or ["-"]
    if not inputs and sys.stdin is not None and sys.stdin.isatty():
        raise UsageError("no input", hint="name files, or - for standard input")
    gc.set_threshold(
        100_000, 20, 20
    )  # reading makes much short-lived garbage; the lexicon need not be searched each time
    day, words = marsad.as_day(published), own_lexicon(lexicon)
    reading = Reading(names, published=day, url=url, lexicon=words, gazetteer=own_gazetteer(gazetteer))
    with destination(output) as file, progress(names, file) as bar:
        _write(reading.reports(bar), file, layout=layout, lang=lang, types=type_names(words, lang))
    if reading.failed:
        raise typer.Exit(UNREADABLE)


def _explained(file: str, *, published: date | None, event: str | None, **own: Any) -> Iterator[Explanation]:
    import marsad
    from marsad.errors import MarsadError, UsageError

    for found in marsad.explain_all(file, published=published, **own):
        if isinstance(found, MarsadError):
            raise found
        if event is not None and event not in {each.id for each in found.events}:
            count = len(found.events)
            raise UsageError(f"no event {event} in {found.report.document.id}", hint=f"it has {count}: e1 and on")
        yield found


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="One file, or - for standard input.")],
    event: Annotated[str | None, typer.Option(metavar="ID", help="Explain this event only (e1, e2, …).")] = None,
    published: PublishedOption = None,
    layout: Annotated[Layout, typer.Option("--format", "-f", help="How to write it.")] = Layout.TEXT,
    lexicon: LexiconOption = None,
    gazetteer: GazetteerOption = None,
) -> None:
    """Say why each event and field was coded, and what was considered and not coded."""
    import json

    import marsad

    words = own_lexicon(lexicon)
    explained = _explained(
        file, published=marsad.as_day(published), event=event, lexicon=words, gazetteer=own_gazetteer(gazetteer)
    )
    with destination(None) as out:
        for found in explained:
            if layout is Layout.TEXT:
                from marsad.render.why import print_explanation

                print_explanation(found, console(out), only=event, types=type_names(words, Lang.EN))
            else:
                data = found.to_dict()
                if event is not None:
                    data = {"document": data["document"], "events": [e for e in data["events"] if e["id"] == event]}
                out.write(json.dumps(data, ensure_ascii=False) + "\n")
