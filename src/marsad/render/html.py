"""Reports as one self-contained page: the article with every field marked where it stands, its records beside it.

Nothing is fetched: the content policy allows the style and the script below by their hashes and nothing else.  Without the
script the page still works, since words and records are links to each other.  All text is escaped here and only here.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

from marsad.records import Acled, Count, Event, Place, Plover, Report, Role, Source, Statement, Time, Ucdp, Words
from marsad.render.labels import Lang, amount, data, label, type_name
from marsad.render.marks import Mark, Piece, cut, marks

_LEGEND = ("trigger", "actor", "target", "place", "time", "count", "source", "statement")
_RTL = frozenset(("ar", "fa", "ur", "he", "ps", "ku"))


class _Block(NamedTuple):
    start: int
    end: int
    tag: str
    css: str


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _blocks(report: Report) -> list[_Block]:
    """The article's parts in order, and the text between them, which is what was left aside."""
    document, text = report.document, report.document.text
    parts = [_Block(p.start, p.end, "p", "") for p in document.paragraphs]
    parts += [_Block(h.start, h.end, "h4", "") for h in document.headings]
    parts += [_Block(c.start, c.end, "p", "caption") for c in document.captions]
    if document.title:
        parts.append(_Block(document.title.start, document.title.end, "h3", ""))
    if document.byline:
        begin = text.rfind("\n", 0, document.byline.start) + 1
        stop = text.find("\n", document.byline.end)
        parts.append(_Block(begin, len(text) if stop < 0 else stop, "p", "byline"))
    blocks, cursor = [], 0
    for part in sorted(parts):
        start = max(part.start, cursor)
        if text[cursor:start].strip():
            blocks.append(_Block(cursor, start, "aside", ""))
        if part.end > start:
            blocks.append(part._replace(start=start))
            cursor = part.end
    if text[cursor:].strip():
        blocks.append(_Block(cursor, len(text), "aside", ""))
    return blocks


class Section:
    """Writes one report; ``key`` keeps its ids apart from those of the other reports on the page.

    ``after`` gives what stands at the end of an event's card, as HTML; with ``offsets`` every piece of the article says
    where in the text it begins, for scripts that turn selected words into offsets.
    """

    def __init__(
        self,
        report: Report,
        key: str,
        lang: Lang,
        types: Mapping[str, str],
        after: Callable[[Event], str] = lambda _: "",
        *,
        offsets: bool = False,
    ) -> None:
        self.report, self.key, self.lang, self.own = report, key, lang, types
        self.marks = marks(report)
        self.after, self.offsets = after, offsets
        self.types = {event.id: type_name(event.type, lang, types) for event in report.events}
        self.types |= {item.id: label("statement", item.kind, lang) for item in report.statements}
        self.dir = "rtl" if report.document.language in _RTL else "auto"

    def label(self, group: str, name: str) -> str:
        """What people call something, for HTML."""
        return escape(label(group, name, self.lang))

    # the article

    def _piece(self, piece: Piece) -> str:
        text = escape(self.report.document.text[piece.start : piece.end])
        sentences = " ".join(sorted({mark.record for mark in piece.marks if mark.field == "evidence"}))
        held = [mark for mark in piece.marks if mark.field != "evidence"]
        data_s = f' data-s="{sentences}"' if sentences else ""
        data_s += f' data-o="{piece.start}"' if self.offsets else ""
        if not held:
            return f"<span{data_s}>{text}</span>" if data_s else text
        fields = list(dict.fromkeys(mark.field for mark in held if mark.field != "statement"))
        css = ["w", *(f"{prefix}-{field}" for prefix, field in zip("ku", fields, strict=False))]
        if any(mark.field == "statement" for mark in held):
            css.append("s-statement")
        says = "; ".join(dict.fromkeys(self._says(mark) for mark in held))
        data_f = " ".join(dict.fromkeys(f"{mark.record}:{mark.field}" for mark in held))
        # Only predicates are tab stops, else a page has hundreds; the other words are reached from their records.
        begins = any(mark.field == "trigger" and mark.start == piece.start for mark in held)
        stop = "" if begins else ' tabindex="-1"'
        return (
            f'<a class="{" ".join(css)}" id="{self.key}-w{piece.start}" href="#{self.key}-{held[0].record}" data-f="{data_f}"'
            f'{data_s} title="{escape(says)}"{stop}>{text}</a>'
        )

    def _says(self, mark: Mark) -> str:
        return f"{self.types[mark.record]} {mark.record}: {label('field', mark.field, self.lang)}"

    def article(self) -> Iterator[str]:
        """The article with its fields marked where they stand."""
        yield f'<article class="text" lang="{escape(self.report.document.language)}" dir="{self.dir}" tabindex="0" aria-label="{self.label("page", "article")}">\n'
        for block in _blocks(self.report):
            if block.tag == "aside":
                yield f'<details class="aside"><summary>{self.label("page", "furniture")}</summary>\n'
                yield from self._lines(block)
                yield "</details>\n"
            else:
                css = f' class="{block.css}"' if block.css else ""
                inner = "".join(self._piece(piece) for piece in cut(self.marks, block.start, block.end))
                yield f"<{block.tag}{css}>{inner}</{block.tag}>\n"
        yield "</article>\n"

    def _lines(self, block: _Block) -> Iterator[str]:
        start = block.start
        for line in self.report.document.text[block.start : block.end].split("\n"):
            if line.strip():
                yield (
                    "<p>"
                    + "".join(self._piece(piece) for piece in cut(self.marks, start, start + len(line)))
                    + "</p>\n"
                )
            start += len(line) + 1

    # the records

    def _link(self, start: int, text: str, field: str) -> str:
        return f'<a class="w k-{field}" href="#{self.key}-w{start}" dir="{self.dir}">{escape(text)}</a>'

    def _words(self, words: Words, field: str) -> str:
        return self._link(words.start, words.text, field)

    def _role(self, role: Role, field: str) -> str:
        implied = f" <small>({self.label('field', 'implied')})</small>" if role.implied else ""
        return self._words(role, field) + implied

    def _place(self, place: Place) -> str:
        relation = f"{self.label('place', place.role)} " if place.role != "at" else ""
        more = ""
        if place.lat is not None and place.lon is not None:
            fine = f", {self.label('precision', str(place.precision))}" if place.precision else ""
            more = f' <small><bdi dir="ltr">{escape(place.country or "")} {place.lat:.4f}, {place.lon:.4f}</bdi>{fine}</small>'
        elif place.reason:
            more = f" <small><code>{escape(place.reason)}</code></small>"
        return relation + self._words(place, "place") + more

    def _time(self, time: Time) -> str:
        link = self._link(time.start_char, time.text, "time")
        if not (time.start and time.end):
            return f"{link} <small>{self.label('precision', 'unknown')}</small>"
        days = f"{time.start}" if time.start == time.end else f"{time.start} – {time.end}"
        return f'{link} <bdi dir="ltr">{days}</bdi> <small>{self.label("basis", time.basis)}</small>'

    def _count(self, count: Count) -> str:
        return (
            f"<b>{escape(amount(count, self.lang))}</b> {self.label('count', count.of)} {self._words(count, 'count')}"
        )

    def _source(self, source: Source | None) -> str:
        if source is None:
            return f"<small>{self.label('field', 'outlet')}</small>"
        parts = [self._link(source.start, source.name or source.text, "source")]
        details = dict.fromkeys((source.role, source.organisation, source.channel))
        parts += [
            f"<bdi>{escape(detail)}</bdi>" for detail in details if detail and detail not in (source.name, source.text)
        ]
        if source.verb:
            parts.append(f"«<bdi>{escape(source.verb)}</bdi>»")
        return f"{parts[0]} <small>{'، '.join(parts[1:]) if self.lang == 'ar' else ', '.join(parts[1:])}</small>"

    def _fields(self, fields: list[tuple[str, list[str]]]) -> str:
        rows = (
            f"<dt>{self.label('field', name)}</dt>" + "".join(f"<dd>{item}</dd>" for item in items)
            for name, items in fields
            if items
        )
        return f"<dl>{''.join(rows)}</dl>"

    def _why(self, event: Event) -> str:
        codes = event.codes
        listed = {
            "ACLED": _acled(codes.acled),
            "PLOVER": _plover(codes.plover),
            "UCDP": _ucdp(codes.ucdp),
        }
        rows = [
            (name, escape(code) if code else f"<code>{escape(codes.reasons.get(name.lower(), '–'))}</code>")
            for name, code in listed.items()
        ]
        rows += [(self.label("field", "rule"), f"<code>{escape(event.rule)}</code>")]
        rows += [(self.label("field", "confidence"), f"{event.confidence:.2f}")]
        if event.reasons:
            empty = ", ".join(
                f"{escape(field)}: <code>{escape(reason)}</code>" for field, reason in event.reasons.items()
            )
            rows += [(self.label("field", "empty"), empty)]
        body = "".join(f'<dt>{name}</dt><dd><bdi dir="ltr">{value}</bdi></dd>' for name, value in rows)
        quote = f'<blockquote lang="ar" dir="{self.dir}">{escape(event.evidence.text)}</blockquote>'
        return f"<details><summary>{self.label('page', 'why')}</summary>{quote}<dl>{body}</dl></details>"

    def _card(self, record: str, css: str, heading: str, body: str) -> str:
        title = f'<h4>{heading}<span class="id">{record}</span></h4>'
        return f'<li class="card {css}" id="{self.key}-{record}" data-r="{record}" tabindex="-1">{title}{body}</li>\n'

    def _event(self, event: Event) -> str:
        none = [f"<b>0</b> {self.label('count', of)}" for of in event.none]
        fields = [
            ("trigger", [self._words(event.trigger, "trigger")]),
            ("actor", [self._role(role, "actor") for role in event.actors]),
            ("target", [self._role(role, "target") for role in event.targets]),
            ("place", [self._place(place) for place in event.places]),
            ("time", [self._time(event.time)] if event.time else []),
            ("count", [self._count(count) for count in event.counts] + none),
            ("source", [self._source(event.source)]),
        ]
        passing = (
            f'<span class="more">{self.label("salience", event.salience)}</span>' if event.salience != "main" else ""
        )
        heading = (
            f'{escape(self.types[event.id])} <span class="status">{self.label("status", event.status)}</span>{passing}'
        )
        body = self._fields(fields) + self._why(event) + self.after(event)
        return self._card(event.id, event.status, heading, body)

    def _statement(self, item: Statement) -> str:
        about = [f'<a href="#{self.key}-{event}">{event}</a>' for event in item.events]
        fields = [
            ("statement", [self._link(item.start, item.text, "statement")]),
            ("horizon", [self._time(item.horizon)] if item.horizon else []),
            ("events", [" ".join(about)] if about else []),
            ("source", [self._source(item.speaker)]),
        ]
        return self._card(item.id, "said", self.label("statement", item.kind), self._fields(fields))

    def records(self) -> Iterator[str]:
        """The events and statements, a card each, and the notes."""
        report = self.report
        yield f'<div class="records" id="{self.key}-records">\n<h3>{self.label("page", "events")} ({len(report.events)})</h3>\n'
        if report.events:
            ordered = sorted(report.events, key=lambda event: (event.trigger.start, event.id))
            yield '<ol class="cards">\n' + "".join(map(self._event, ordered)) + "</ol>\n"
        else:
            yield f"<p>{self.label('page', 'no-events')}</p>\n"
        if report.statements:
            yield f"<h3>{self.label('page', 'statements')} ({len(report.statements)})</h3>\n"
            yield '<ol class="cards">\n' + "".join(map(self._statement, report.statements)) + "</ol>\n"
        if report.notes:
            items = "".join(
                f"<li><code>{escape(note.code)}</code> <bdi>{escape(note.message)}</bdi></li>\n"
                for note in report.notes
            )
            yield f'<h3>{self.label("page", "notes")}</h3>\n<ul class="notes">\n{items}</ul>\n'
        yield "</div>\n"

    def title(self) -> str:
        """The headline, or that there is none."""
        title = self.report.document.title
        return escape(title.text) if title else self.label("page", "no-title")

    def section(self) -> Iterator[str]:
        """The whole report: what document it is, the article, the records."""
        document = self.report.document
        facts = [f"<bdi>{escape(words.text)}</bdi>" for words in (document.publisher, document.byline) if words]
        day = escape(document.published.isoformat()) if document.published else self.label("page", "no-date")
        basis = f" ({self.label('basis', document.published_basis)})" if document.published_basis else ""
        facts += [f"{day}{basis}", f'<code dir="ltr">{escape(document.id)}</code>']
        if document.url and document.url.startswith(("https://", "http://")):
            facts.append(
                f'<a href="{escape(document.url)}" rel="noreferrer noopener nofollow" dir="ltr">{escape(document.url)}</a>'
            )
        elif document.url:
            facts.append(f'<bdi dir="ltr">{escape(document.url)}</bdi>')
        yield f'<section class="report" id="{self.key}" aria-labelledby="{self.key}-title">\n'
        yield f'<header><h2 id="{self.key}-title"><bdi>{self.title()}</bdi></h2><p>{" · ".join(facts)}</p></header>\n<div class="panes">\n'
        yield from self.article()
        yield from self.records()
        yield "</div>\n</section>\n"


def _acled(codes: Acled) -> str:
    found = " › ".join(filter(None, (codes.get("event_type"), codes.get("sub_event_type"))))
    interaction = codes.get("interaction")
    return f"{found} · {interaction}" if interaction else found


def _plover(codes: Plover) -> str:
    return " ".join(filter(None, (codes.get("event"), codes.get("mode"), codes.get("auxiliary"))))


def _ucdp(codes: Ucdp) -> str:
    return " · ".join(str(part) for part in (codes.get("type_of_violence"), codes.get("dyad_name")) if part)


def legend(lang: Lang) -> str:
    """What the colours mean; each box hides or shows one of them."""
    boxes = "".join(
        f'<label class="{"s-statement" if name == "statement" else f"k-{name}"}"><input type="checkbox" id="show-{name}" checked> '
        f"{escape(label('field', name, lang))}</label>"
        for name in _LEGEND
    )
    title = escape(label("page", "legend", lang))
    return f'<fieldset class="legend"><legend>{title}</legend>{boxes}</fieldset>'


def _head(lang: Lang) -> str:
    style, script = data("marks.css") + data("page.css"), data("page.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>Marsad · مرصد</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#r1-records">{escape(label("page", "skip", lang))}</a>\n<div class="bar"><h1>Marsad · <bdi>مرصد</bdi></h1>'
        f'<a class="index" href="#reports">{escape(label("page", "reports", lang))}</a>'
        f"{legend(lang)}</div>\n<main>\n"
    )


def _tail(titles: list[tuple[str, str]], lang: Lang) -> str:
    index = ""
    if len(titles) > 1:
        items = "".join(f'<li><a href="#{key}"><bdi>{title}</bdi></a></li>\n' for key, title in titles)
        index = f'<nav class="report" id="reports"><h2>{escape(label("page", "reports", lang))}</h2>\n<ol>\n{items}</ol></nav>\n'
    return f"{index}</main>\n<footer>{escape(label('page', 'keys', lang))}</footer>\n<script>{data('page.js')}</script>\n</body>\n</html>\n"


def pages(reports: Iterable[Report], *, lang: Lang = "en", types: Mapping[str, str] | None = None) -> Iterator[str]:
    """The page, part by part: a head, a section a report as it comes, and an index where there are several.

    ``types``: the names of event types that Marsad does not ship.
    """
    yield _head(lang)
    titles = []
    for number, report in enumerate(reports, 1):
        page = Section(report, f"r{number}", lang, types or {})
        titles.append((page.key, page.title()))
        yield from page.section()
    yield _tail(titles, lang)
