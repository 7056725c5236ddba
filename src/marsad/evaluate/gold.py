"""Gold files: what a careful coder wrote down for a document, read and checked (the format stands in docs/evaluate.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from marsad.errors import InputEmptyError, InputMissingError, InputUnreadableError, JsonLineError


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place: its accepted names, and the circle (latitude, longitude, km) its coordinates must lie in."""

    names: tuple[str, ...]
    geo: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class GoldTime:
    """The days of an event, as ISO dates."""

    start: str
    end: str
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event of the gold; names are tuples of accepted spellings, ``clause`` and ``trigger`` spans of the text."""

    types: tuple[str, ...]
    statuses: tuple[str, ...]
    clause: tuple[int, int]
    trigger: tuple[int, int]
    actors: tuple[tuple[str, ...], ...]
    targets: tuple[tuple[str, ...], ...]
    places: tuple[GoldPlace, ...]
    counts: tuple[tuple[str, float | None, float | None], ...]
    time: GoldTime | None
    source: tuple[str, ...] | None
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement of the gold."""

    kinds: tuple[str, ...]
    clause: tuple[int, int]
    speaker: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A gold file; ``statements`` is None where they were not coded, ``article`` where the page was not."""

    id: str
    text: str
    published: date | None
    country: str | None
    events: tuple[GoldEvent, ...]
    statements: tuple[GoldStatement, ...] | None
    article: dict[str, Any] | None


def _names(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


class _File:
    """One gold file being read; every complaint names it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def wrong(self, message: str) -> JsonLineError:
        return JsonLineError(message, source=str(self.path), hint="see docs/evaluate.md")

    def span(self, text: str, inner: str, outer: str | None = None) -> tuple[int, int]:
        base = text.find(outer) if outer is not None else 0
        start = text.find(inner, base)
        if base < 0 or start < 0 or (outer is not None and start + len(inner) > base + len(outer)):
            raise self.wrong(f"«{(inner if base >= 0 else outer or '')[:60]}» does not stand in the text")
        return start, start + len(inner)

    def event(self, text: str, data: dict[str, Any]) -> GoldEvent:
        when = data.get("time")
        source = data["source"]
        return GoldEvent(
            types=_names(data["type"]),
            statuses=_names(data["status"]),
            clause=self.span(text, data["in"]),
            trigger=self.span(text, data["trigger"], data["in"]),
            actors=tuple(map(_names, data["actors"])),
            targets=tuple(map(_names, data["targets"])),
            places=tuple(
                GoldPlace(_names(p["name"]), (p["geo"][0], p["geo"][1], p["geo"][2]) if "geo" in p else None)
                for p in data["places"]
            ),
            counts=tuple((c["of"], c.get("low"), c.get("high")) for c in data["counts"]),
            time=GoldTime(when["start"], when["end"], bool(when.get("optional"))) if when else None,
            source=None if source is None else _names(source),
            optional=bool(data.get("optional")),
        )

    def statement(self, text: str, data: dict[str, Any]) -> GoldStatement:
        speaker = data.get("speaker") or ()
        return GoldStatement(
            _names(data["kind"]), self.span(text, data["in"]), _names(speaker), bool(data.get("optional"))
        )

    def document(self) -> GoldDocument:
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise InputMissingError("no such file", source=str(self.path)) from None
        except OSError as error:
            raise InputUnreadableError(error.strerror or str(error), source=str(self.path)) from None
        except ValueError as error:
            raise self.wrong(f"not JSON: {error}") from None
        try:
            text = data["text"] if "text" in data else (self.path.parent / data["text_file"]).read_text("utf-8")
            statements = data.get("statements")
            return GoldDocument(
                id=str(data["id"]),
                text=text,
                published=date.fromisoformat(data["published"]) if data.get("published") else None,
                country=data.get("country"),
                events=tuple(self.event(text, e) for e in data["events"]),
                statements=None if statements is None else tuple(self.statement(text, s) for s in statements),
                article=data.get("article"),
            )
        except KeyError as error:
            raise self.wrong(f"a record without {error}") from None
        except (TypeError, IndexError, ValueError, OSError) as error:
            raise self.wrong(f"not a gold file: {error}") from None


def read_gold(paths: Iterable[Path]) -> list[GoldDocument]:
    """The gold documents of files and folders, in order.

    Raises:
        InputError: a file is missing, is no gold file, quotes words that are not in its text, or repeats an id.
    """
    files: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not inside:
            raise InputEmptyError("a folder without gold files", source=str(path))
        files += inside
    found: dict[str, GoldDocument] = {}
    for file in files:
        document = _File(file).document()
        if document.id in found:
            raise _File(file).wrong(f"a second document with the id {document.id}")
        found[document.id] = document
    return list(found.values())
