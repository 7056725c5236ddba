"""Packs samples/pages into samples/archive.warc.gz, byte for byte the same every time.

Run it after a page changes: ``python samples/make_archive.py``.  A test holds the archive to the pages.
"""

from __future__ import annotations

import gzip
import io
import uuid
from pathlib import Path

HERE = Path(__file__).parent
ARCHIVE = HERE / "archive.warc.gz"
SITE = "https://raya.example/archive/"


def record(page: Path) -> bytes:
    """One response record: the page as a server would have sent it."""
    body = page.read_bytes()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    url = SITE + page.stem
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>\r\n"
        f"WARC-Date: {page.name[:10]}T12:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def archive() -> bytes:
    """All pages, one gzip member each, as crawlers write them."""
    packed = io.BytesIO()
    for page in sorted((HERE / "pages").glob("*.html")):
        packed.write(gzip.compress(record(page), mtime=0))
    return packed.getvalue()


if __name__ == "__main__":
    ARCHIVE.write_bytes(archive())
