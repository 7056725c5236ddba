"""One document's bytes or text → Article: the limits, the decoding, and the choice between HTML and plain text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date

from marsad.errors import InputEmptyError
from marsad.page.article import Article, Note
from marsad.page.decode import decode
from marsad.page.html import read_html
from marsad.page.plain import read_plain

_MARKUP = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>]|<\?xml[^>]{0,200}>\s*<(?:!doctype\s+html|html)|<head[\s>]|<body[\s>])", re.I)  # fmt: skip


def text_id(text: str) -> str:
    """A stable name for a document without one: the first 12 digits of its text's SHA-1."""
    return hashlib.sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:12]


def looks_like_html(text: str) -> bool:
    """Whether a text begins as an HTML page does."""
    return bool(_MARKUP.match(text[:2000]))


def from_text(
    text: str,
    *,
    id: str | None = None,  # noqa: A002
    url: str | None = None,
    published: date | None = None,
    title: str | None = None,
    html: bool | None = None,
    notes: tuple[Note, ...] = (),
) -> Article:
    """The article in a decoded text; ``html`` None means: look."""
    if looks_like_html(text) if html is None else html:
        article = read_html(text, id=id or text_id(text), url=url, published=published, title=title)
    else:
        article = read_plain(text, id=id or text_id(text), url=url, published=published, title=title)
    return replace(article, notes=tuple(dict.fromkeys((*notes, *article.notes))))


def from_bytes(
    data: bytes,
    *,
    id: str | None = None,  # noqa: A002
    url: str | None = None,
    published: date | None = None,
    charset: str | None = None,
    html: bool | None = None,
    source: str = "",
    notes: tuple[Note, ...] = (),
) -> Article:
    """The article in the bytes of one document.

    Raises:
        InputEmptyError: there is nothing in it.
        InputBinaryError: it is not text.
    """
    if not data.strip():
        raise InputEmptyError("the input is empty", source=source)
    decoded = decode(data, declared=charset, source=source)
    if not decoded.text.strip():
        raise InputEmptyError("the input is empty", source=source)
    return from_text(decoded.text, id=id, url=url, published=published, html=html, notes=(*notes, *decoded.notes))
