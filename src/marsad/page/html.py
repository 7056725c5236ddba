"""HTML → Article, with trafilatura for the main text and the metadata.

The article's text is composed: headline, writer, captions and the main text, a line each; every offset refers to it.
The composed text then goes through the same reading as plain text, since share rows and related headlines slip
through any extractor.  Pages that no tree builder should be trusted with (nested thousands deep, far too large) and
pages without a recognisable main text are stripped of their tags by a linear scan instead, and a note says so.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from marsad.page.article import Article, Note
from marsad.page.lines import Hint
from marsad.page.plain import read_lines, read_plain
from marsad.reasons import Reason, sentence

_TREE_CHARS = 4_000_000
_TREE_TAGS = 50_000
_TREE_DEPTH = 200
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_LOOSE = frozenset(["p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot"])
_HIDDEN = ("script", "style", "noscript", "template", "svg", "head", "textarea", "iframe", "select")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_SPACES = re.compile(r"[ \t\r\n\x0b\x0c\xa0]+")
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})", re.I)
_SITE_MARK = re.compile(r"\s[|–—»·-]\s|\s?[|»]\s?")
_PUBLISHED = re.compile(
    r"(?:article:published_time|datePublished|\"datePublished\")[^>{}]{0,60}?(\d{4}-\d{2}-\d{2})|"
    r"content=[\"'](\d{4}-\d{2}-\d{2})[^>]{0,60}article:published_time",
    re.I,
)
_CAPTION_PATH = (
    "//figcaption | //*[self::p or self::div or self::span][contains(concat(' ', normalize-space(@class), ' '), "
    "' wp-caption-text ') or contains(@class, 'image-caption') or contains(@class, 'img-caption') "
    "or contains(@class, 'photo-caption') or contains(@class, 'image_caption') or contains(@class, 'media-caption')]"
)
_MOST_CAPTIONS = 20
#: Keeps the answer the same tomorrow: without it the date finder refuses dates after today.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-12-31"}


class _Block(NamedTuple):
    text: str
    hint: Hint | None


def _squeezed(text: str | None) -> str:
    return _SPACES.sub(" ", text or "").strip()


def _sound(page: str) -> bool:
    """Whether a page is small and flat enough for a tree builder."""
    if len(page) > _TREE_CHARS or page.count("<") > _TREE_TAGS:
        return False
    depth = 0
    for found in _TAG.finditer(page):
        name = found.group(2).lower()
        if name in _VOID or name in _LOOSE:
            continue
        depth += -1 if found.group(1) else 1
        depth = max(depth, 0)
        if depth > _TREE_DEPTH:
            return False
    return True


def stripped(page: str) -> str:
    """The visible text of a page, block by block, by one linear scan that no markup can break."""
    out: list[str] = []
    lower = page.lower() if len(page.lower()) == len(page) else page
    absent: set[str] = set()
    at = 0
    while at < len(page):
        begin = page.find("<", at)
        if begin < 0:
            out.append(page[at:])
            break
        out.append(page[at:begin])
        found = _TAG.match(page, begin)
        if page.startswith("<!--", begin) and "-->" not in absent:
            end = page.find("-->", begin)
            if end < 0:
                absent.add("-->")
                at = begin + 4
            else:
                at = end + 3
            continue
        if not found and page[begin + 1 : begin + 2] not in ("!", "?", "/"):
            out.append("<")
            at = begin + 1
            continue
        name = found.group(2).lower() if found else ""
        end = page.find(">", begin) if ">" not in absent else -1
        if end < 0:
            absent.add(">")
            at = begin + (found.end() - begin if found else 1)
            continue
        at = end + 1
        if found and not found.group(1) and name in _HIDDEN and name not in absent:
            close = lower.find(f"</{name}", at)
            if close < 0:
                absent.add(name)
            else:
                at = close
        if name in _BLOCKS:
            out.append("\n")
    lines = (_squeezed(line) for line in entities.unescape("".join(out)).split("\n"))
    return "\n".join(line for line in lines if line)


def _texts(element: Any) -> str:
    return _squeezed("".join(element.itertext()))


def _blocks(body: Any) -> Iterator[_Block]:
    """The blocks of trafilatura's tree, in order."""
    for element in body:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "head":
            yield _Block(_texts(element), Hint.HEADING)
        elif tag == "list":
            for item in element.iter("item"):
                yield _Block(_texts(item), Hint.ITEM)
        elif tag == "table":
            for row in element.iter("row"):
                yield from _cells(list(row.iter("cell")))
        elif tag in ("quote", "div") and len(element):
            yield from _lines(element.text)
            yield from _blocks(element)
        else:
            for line_break in element.iter("lb"):
                line_break.text = "\n"
            for line in "".join(element.itertext()).split("\n"):
                yield _Block(_squeezed(line), None)
        yield from _lines(element.tail)


def _cells(cells: list[Any]) -> Iterator[_Block]:
    """A table row as one item; where the table is only the page's layout, the paragraphs in its cells."""
    if any(len(cell) for cell in cells):
        for cell in cells:
            yield from _lines(cell.text)
            yield from _blocks(cell)
    else:
        yield _Block(" ".join(filter(None, map(_texts, cells))), Hint.ITEM)


def _lines(text: str | None) -> Iterator[_Block]:
    for line in (text or "").split("\n"):
        yield _Block(_squeezed(line), None)


def _captions(page: str) -> list[str]:
    import lxml.html  # type: ignore[import-untyped]
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        tree = lxml.html.fromstring(page)
    except (LxmlError, ValueError, AssertionError):
        return []
    found = (_texts(element) for element in tree.xpath(_CAPTION_PATH)[:_MOST_CAPTIONS])
    return list(dict.fromkeys(text for text in found if 3 < len(text) < 300))


def _extracted(page: str, url: str | None) -> Any:
    """What trafilatura makes of a page, or None."""
    import logging

    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    # Its complaints about a page are no concern of the reader's; the notes of the article say what matters.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        return bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=dict(_DATES),
        )
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError, AssertionError):
        return None


def _headline(page: str, found: str) -> str:
    """The headline: what the extractor found, or the fuller part of a <title> that also names the site."""
    raw = _TITLE.search(page[:200_000])
    parts = [_squeezed(part) for part in _SITE_MARK.split(entities.unescape(raw.group(1)))] if raw else []
    fullest = max(parts, key=lambda part: len(part.split()), default="")
    if not found or (found in parts and len(fullest.split()) > len(found.split())):
        return fullest
    return found


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _fallback(page: str, *, id: str, url: str | None, published: date | None) -> Article:  # noqa: A002
    text = stripped(page)
    title = _headline(page, "")
    if title and title not in text[: 20 * len(title) + 2000]:
        text = f"{title}\n{text}"
    stated = _PUBLISHED.search(page[:400_000]) if published is None else None
    day = _day(stated.group(1) or stated.group(2)) if stated else None
    article = read_plain(text, id=id, url=url, published=published or day, title=title)
    basis = "given" if published else "metadata" if day else article.published_basis
    note = Note(str(Reason.HTML_FALLBACK), sentence(Reason.HTML_FALLBACK))
    return replace(article, published_basis=basis, notes=(note, *article.notes))


def read_html(
    page: str,
    *,
    id: str,  # noqa: A002
    url: str | None = None,
    published: date | None = None,
    title: str | None = None,
) -> Article:
    """Take an HTML page apart.

    Args:
        page: the decoded page.
        id: the document's name.
        url: where it came from.
        published: the day of publication, if the caller knows it; else the page's metadata are asked.
        title: a headline given beside the page; it stands in where the page has none.
    """
    document = _extracted(page, url) if _sound(page) else None
    if document is None or document.body is None:
        return _fallback(page, id=id, url=url, published=published)
    body = [block for block in _blocks(document.body) if block.text]
    if not body:
        return _fallback(page, id=id, url=url, published=published)
    head = _headline(page, _squeezed(document.title or title))
    writer = _squeezed((document.author or "").split(";")[0])
    captions = _captions(page)
    known = {head, *captions}
    blocks = [_Block(head, Hint.TITLE)] if head else []
    if writer and len(writer) < 80:
        blocks.append(_Block(writer, Hint.BYLINE))
    blocks += [_Block(text, Hint.CAPTION) for text in captions if text != head]
    blocks += [block for block in body if block.text not in known]
    stated = _day(document.date) if published is None else None
    article = read_lines(
        [(block.text, block.hint) for block in blocks],
        id=id,
        url=url or document.url,
        published=published or stated,
        basis="given" if published else "metadata" if stated else None,
    )
    publisher = _squeezed(document.sitename) or article.publisher
    return replace(article, publisher=publisher)
