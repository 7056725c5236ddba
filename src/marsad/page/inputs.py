"""Files and standard input → articles, whatever they hold.

The first bytes decide, the extension helps: a page saved as .txt is still a page.  What cannot be read comes out as
the error that says why, in its place, and the rest go on.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from marsad.errors import (
    CompressionError,
    InputEmptyError,
    InputIsDirectoryError,
    InputMissingError,
    InputTooLargeError,
    InputUnreadableError,
    MarsadError,
)
from marsad.page.article import Article, Note
from marsad.page.decode import decode
from marsad.page.document import from_bytes, from_text
from marsad.page.jsonl import read_jsonl, record_article
from marsad.page.unpack import GzipStream, is_gzip
from marsad.page.warc import read_warc
from marsad.reasons import Reason, sentence

__all__ = ["MOST_BYTES", "articles", "from_bytes", "from_text", "in_bytes", "stem"]

#: The most bytes one document may have.
MOST_BYTES = 64 << 20
_BUFFER = 1 << 16
_MANY = (".jsonl", ".ndjson")


def stem(path: Path) -> str:
    """A file's name without the extensions Marsad knows."""
    name = path.name
    for extension in (".gz", ".txt", ".text", ".html", ".htm", ".xhtml", ".warc", ".jsonl", ".ndjson", ".json"):
        if name.lower().endswith(extension) and len(name) > len(extension):
            name = name[: -len(extension)]
    return name


def _rest(stream: BinaryIO, source: str) -> bytes:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputTooLargeError(f"more than {MOST_BYTES >> 20} MB in one document", source=source)
    return data


def _jsonl_by_look(head: bytes) -> bool:
    """Whether the first line of an input without a telling name is a JSON record."""
    line = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    return line.startswith(b"{") and (b'"text"' in line or b'"html"' in line or b'"id"' in line)


def _json_file(data: bytes, *, source: str, url: str | None, published: date | None) -> Iterator[Article | MarsadError]:
    """A .json file: one record, or a list of them; else it is taken for JSON lines."""
    try:
        value = json.loads(decode(data, source=source).text)
    except (ValueError, RecursionError):
        yield from read_jsonl(io.BytesIO(data), source=source, limit=MOST_BYTES, url=url, published=published)
        return
    for at, record in enumerate(value if isinstance(value, list) else [value], 1):
        try:
            line = at if isinstance(value, list) else None
            yield record_article(record, source=source, line=line, url=url, published=published)
        except MarsadError as error:
            yield error


def _opened(
    stream: io.BufferedReader,
    *,
    name: str,
    source: str,
    id: str | None,  # noqa: A002
    url: str | None,
    published: date | None,
) -> Iterator[Article | MarsadError]:
    """The articles of an open stream."""
    packed: GzipStream | None = None
    head = stream.peek(_BUFFER)[:_BUFFER]
    if is_gzip(head):
        packed = GzipStream(stream, source=source)
        stream = io.BufferedReader(packed, _BUFFER)
        head = stream.peek(_BUFFER)[:_BUFFER]
        name = name.removesuffix(".gz")
    if head.startswith(b"WARC/") or name.endswith(".warc"):
        yield from read_warc(stream, source=source, limit=MOST_BYTES, url=url, published=published)
    elif name.endswith(_MANY) or (not name.endswith((".txt", ".html", ".htm", ".json")) and _jsonl_by_look(head)):
        if not head:
            raise InputEmptyError("the input is empty", source=source)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:64]:
            text = decode(_rest(stream, source), source=source).text
            stream = io.BufferedReader(io.BytesIO(text.encode("utf-8", "replace")))
        yield from read_jsonl(stream, source=source, limit=MOST_BYTES, url=url, published=published)
    elif name.endswith(".json"):
        yield from _json_file(_rest(stream, source), source=source, url=url, published=published)
    else:
        data = _rest(stream, source)
        if packed and packed.truncated and not data:
            raise CompressionError("the gzip stream breaks off before its first word", source=source)
        html = True if name.endswith((".html", ".htm", ".xhtml")) else None
        notes = (_truncated(),) if packed and packed.truncated else ()
        yield from_bytes(data, id=id, url=url, published=published, html=html, source=source, notes=notes)
        return
    if packed and packed.truncated:
        yield CompressionError("the gzip stream breaks off; what came before the break was read", source=source)


def _truncated() -> Note:
    return Note(str(Reason.TRUNCATED_INPUT), sentence(Reason.TRUNCATED_INPUT))


def _named(found: Iterator[Article | MarsadError]) -> Iterator[Article | MarsadError]:
    """Give the later of two documents of one input with the same id another one."""
    seen: dict[str, int] = {}
    for item in found:
        if isinstance(item, MarsadError):
            yield item
            continue
        times = seen[item.id] = seen.get(item.id, 0) + 1
        yield item if times == 1 else replace(item, id=f"{item.id}-{times}")


def _open(path: Path, source: str) -> io.BufferedReader:
    try:
        return path.open("rb")
    except (FileNotFoundError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputMissingError("no such file", source=source) from error


def _file(path: Path, *, published: date | None, url: str | None) -> Iterator[Article | MarsadError]:
    source = str(path)
    try:
        if path.is_dir():
            raise InputIsDirectoryError("a folder, not a file", source=source)
        with _open(path, source) as stream:
            yield from _opened(
                stream, name=path.name.lower(), source=source, id=stem(path), url=url, published=published
            )
    except OSError as error:
        yield InputUnreadableError(f"cannot be read: {error.strerror or error}", source=source)
    except MarsadError as error:
        yield error


def _standard_input(*, published: date | None, url: str | None) -> Iterator[Article | MarsadError]:
    raw: Any = sys.stdin.buffer
    stream = io.BufferedReader(raw, _BUFFER)
    try:
        yield from _opened(stream, name="", source="<stdin>", id=None, url=url, published=published)
    except MarsadError as error:
        yield error
    except OSError as error:
        yield InputUnreadableError(f"cannot be read: {error.strerror or error}", source="<stdin>")
    finally:
        stream.detach()


def in_bytes(
    data: bytes, *, name: str, published: date | None = None, url: str | None = None
) -> Iterator[Article | MarsadError]:
    """The articles in the bytes of a file that somebody gave, under the name it had; as ``articles`` else."""

    def found() -> Iterator[Article | MarsadError]:
        raw: Any = io.BytesIO(data)
        stream = io.BufferedReader(raw, _BUFFER)
        own = stem(Path(name)) or None
        try:
            yield from _opened(stream, name=name.lower(), source=name, id=own, url=url, published=published)
        except MarsadError as error:
            yield error

    yield from _named(found())


def articles(
    path: str | Path, *, published: date | None = None, url: str | None = None
) -> Iterator[Article | MarsadError]:
    """The articles of a file, or of standard input for ``-``; each thing that cannot be read as its error.

    Args:
        path: .txt, .html, .warc(.gz), .jsonl, .json, any of them gzipped, or ``-``.
        published: the day of publication of documents that do not bring their own.
        url: the address of documents that do not bring their own.
    """
    if str(path) == "-":
        yield from _named(_standard_input(published=published, url=url))
    else:
        yield from _named(_file(Path(path), published=published, url=url))
