"""JSON lines → articles: ``id, text|html, url?, published?, title?`` a line.

A bad line is an error of its own; the lines after it are still read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO

from marsad.errors import InputTooLargeError, JsonLineError, MarsadError
from marsad.page.article import Article, Note
from marsad.page.decode import decode
from marsad.page.document import from_text
from marsad.reasons import Reason, sentence

_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?![\d-])")


def _note(reason: Reason) -> Note:
    return Note(str(reason), sentence(reason))


def _words(record: dict[str, Any], field: str) -> str | None:
    """A field that is a non-empty string, writable as UTF-8; numbers do for an id."""
    value = record.get(field)
    if field == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return _SURROGATE.sub("\ufffd", value).strip() or None if isinstance(value, str) else None


def _day(record: dict[str, Any]) -> tuple[date | None, tuple[Note, ...]]:
    value = record.get("published")
    if value is None or value == "":
        return None, ()
    if isinstance(value, str) and _DATE.match(value.strip()):
        try:
            return date.fromisoformat(value.strip()[:10]), ()
        except ValueError:
            pass
    return None, (_note(Reason.BAD_PUBLICATION_DATE),)


def record_article(
    record: object, *, source: str, line: int | None, url: str | None = None, published: date | None = None
) -> Article:
    """The article in one decoded record.

    Raises:
        JsonLineError: the record is not an object with ``text`` or ``html``.
    """
    if not isinstance(record, dict):
        raise JsonLineError("not an object", source=source, line=line)
    is_html = isinstance(record.get("html"), str) and not isinstance(record.get("text"), str)
    text = record.get("html" if is_html else "text")
    if not isinstance(text, str):
        raise JsonLineError("neither text nor html in the record", source=source, line=line)
    day, notes = _day(record)
    if is_html and _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        notes = (*notes, _note(Reason.LONE_SURROGATES))
    article = from_text(
        text,
        id=_words(record, "id"),
        url=_words(record, "url") or url,
        published=day or published,
        title=_words(record, "title"),
        html=is_html,
    )
    return replace(article, notes=(*notes, *article.notes))


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The numbered lines of a stream; None for one beyond the limit, which is skipped unread."""
    number = 0
    while True:
        number += 1
        line = stream.readline(limit + 1)
        if not line:
            return
        if len(line) > limit and not line.endswith(b"\n"):
            while (more := stream.readline(limit + 1)) and not more.endswith(b"\n"):
                continue
            yield number, None
        else:
            yield number, line


def read_jsonl(
    stream: BinaryIO, *, source: str, limit: int, url: str | None = None, published: date | None = None
) -> Iterator[Article | MarsadError]:
    """The articles of a stream of JSON lines; a line that cannot be read yields its error."""
    for number, raw in _lines(stream, limit):
        try:
            if raw is None:
                raise InputTooLargeError(
                    "the line is longer than the limit for one document", source=source, line=number
                )
            line = raw.strip().removeprefix(b"\xef\xbb\xbf")
            if not line:
                continue
            decoded = decode(line, source=f"{source}:{number}")
            try:
                record = json.loads(decoded.text)
            except (ValueError, RecursionError) as error:
                message = getattr(error, "msg", "") or "nested too deeply"
                raise JsonLineError(f"not JSON: {message}", source=source, line=number) from error
            article = record_article(record, source=source, line=number, url=url, published=published)
            yield replace(article, notes=(*decoded.notes, *article.notes)) if decoded.notes else article
        except MarsadError as error:
            yield error
