"""Web archives → articles: the HTML and text responses of a WARC file.

The date of a WARC record is the day of the crawl, never the day of publication, and is not used as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import IO, Any

from marsad.errors import InputEmptyError, InputTooLargeError, MarsadError, WarcError
from marsad.page.article import Article
from marsad.page.document import from_bytes

_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain",)


class _Forward:
    """A stream that can be read and tells where it is: one that has ``seek`` and refuses it makes the reader panic."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        """Read on."""
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        """How many bytes have been read."""
        return self._at


def _article(record: Any, *, source: str, limit: int, url: str | None, published: date | None) -> Article | None:
    """The article in a record, or None where the record holds none."""
    kind = (record.http_content_type if record.is_http else record.headers.get("Content-Type", "")) or ""
    kind = kind.split(";")[0].strip().lower()
    if kind not in _HTML + _TEXT:
        return None
    if record.is_http and record.http_headers and record.http_headers.status_code not in (None, 200, 203, 206):
        return None
    address = record.headers.get("WARC-Target-URI") or url
    named = f"{source}:{address}" if address else source
    data = record.reader.read(limit + 1)
    if len(data) > limit:
        raise InputTooLargeError("the record is larger than the limit for one document", source=named)
    charset = record.http_charset if record.is_http else None
    html = True if kind in _HTML else None
    return from_bytes(data, url=address, published=published, charset=charset, html=html, source=named)


def read_warc(
    stream: IO[bytes], *, source: str, limit: int, url: str | None = None, published: date | None = None
) -> Iterator[Article | MarsadError]:
    """The articles of a web archive (plain or compressed); records that are no pages are passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    seen = False
    forward: Any = _Forward(stream)
    try:
        for record in ArchiveIterator(forward, record_types=wanted, parse_http=True, auto_decode="all"):
            seen = True
            try:
                article = _article(record, source=source, limit=limit, url=url, published=published)
            except MarsadError as error:
                yield error
                continue
            if article:
                yield article
    except (OSError, ValueError, RuntimeError) as error:
        yield WarcError(f"the archive is broken: {error}", source=source)
        return
    if not seen:
        yield InputEmptyError("no page could be read from the archive", source=source)
