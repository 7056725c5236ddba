"""A brief as a page to read, print or send: Markdown, or HTML with charts and a map; in English or Arabic.

Every line of the claims leads to its evidence: the words, and the address or id of the document they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from marsad.observatory.questions import question_name
from marsad.render.chart import bar, days, spots_map
from marsad.render.labels import Lang, amount, data, label, type_name
from marsad.render.named import country_name, incident_place, party_name, place_name, unit_name

if TYPE_CHECKING:
    from marsad.observatory.answers import Answer
    from marsad.observatory.brief import Brief
    from marsad.observatory.claiming import Said, Table
    from marsad.observatory.incidents import Incident, Party

#: Rows of a chart; what is beyond is summed up.
_ROWS = 10
_NAMED = 3
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class _Line:
    """One answer: the question (once), the answer, who says it, the words, and where they stand."""

    question: str
    disputed: bool
    answer: str
    who: str
    words: str
    link: str
    uid: str
    event: str


def _days(incident: Incident) -> str:
    if incident.first is None or incident.last is None:
        return ""
    return _span(incident.first, incident.last)


def _span(first: date, last: date) -> str:
    """Days, from left to right in whatever line they stand: right to left, their numbers would change places."""
    days = str(first) if first == last else f"{first} – {last}"
    return f"\u2066{days}\u2069"


def _name(words: str) -> str:
    """Words of a document inside a line, which leave the order of the rest alone."""
    return f"\u2068{words}\u2069"


def _parties(parties: Sequence[Party], lang: Lang) -> str:
    return "، ".join(_name(party_name(party, lang)) for party in parties[:_NAMED] if not party.private)


def heading(incident: Incident, lang: Lang) -> str:
    """What an incident is, in a line: type, whom, where, when."""
    who = " ← ".join(part for part in (_parties(incident.actors, lang), _parties(incident.targets, lang)) if part)
    place = incident_place(incident, lang)
    parts = (type_name(incident.type, lang, {}), who, _name(place) if place else "", _days(incident))
    return " · ".join(part for part in parts if part)


def _answer(answer: Answer, lang: Lang) -> str:
    denies = f"{label('claims', 'denies', lang)} " if answer.denies and answer.numeric else ""
    if answer.numeric:
        return denies + amount(answer, lang)
    if answer.values[0][0] == answer.values[0][1] and not answer.days:
        return label("status", answer.values[0][0], lang)
    if answer.days:
        return _span(*answer.days)
    return "، ".join(_name(name) for _, name in answer.values)


def _lines(table: Table, urls: dict[str, str], lang: Lang) -> Iterator[_Line]:
    """The answers worth a line: figures and whatever is in conflict; where there are none, who says it happened."""
    both = list(zip(table.claims, table.words, strict=True))
    worth = [(claim, words) for claim, words in both if claim.asked.question.of is not None or claim.conflicts]
    for claim, words in worth or both[:1]:
        disputed = {at for c in claim.conflicts for at in (c.one, c.other)}
        pairs: list[tuple[int, Answer, Said]] = [
            (at, answer, said)
            for at, (answer, said) in enumerate(zip(claim.asked.answers, words, strict=True))
            if answer.stands
        ]
        for place, (at, answer, said) in enumerate(pairs):
            yield _Line(
                question="" if place else question_name(claim.asked.question, claim.asked.group, lang),
                disputed=at in disputed,
                answer=_answer(answer, lang),
                who=f"{answer.source} ({answer.outlet})" if answer.source else answer.outlet,
                words=said.sentence,
                link=urls.get(answer.uid) or answer.uid,
                uid=answer.uid,
                event=answer.event,
            )


def _summary(of: Brief, lang: Lang) -> str:
    parts = [(of.incidents, "incidents"), (of.reports, "reports"), (of.unplaced, "unplaced")]
    return " · ".join(f"{number} {label('brief', key, lang)}" for number, key in parts if number)


def title(of: Brief, lang: Lang) -> str:
    """What a brief is of: its days, and its country where it is of one."""
    country = f" · {country_name(of.country, lang)}" if of.country else ""
    return f"{label('brief', 'title', lang)} · {_span(of.first, of.last)}{country}"


def _rows(counts: Sequence[tuple[str, int]], lang: Lang) -> list[tuple[str, int]]:
    shown = list(counts[:_ROWS])
    rest = sum(count for _, count in counts[_ROWS:])
    return [*shown, (label("brief", "others", lang), rest)] if rest else shown


def _types(of: Brief, lang: Lang) -> list[tuple[str, int]]:
    return _rows([(type_name(kind, lang, {}), count) for kind, count in of.types], lang)


def _places(of: Brief, lang: Lang) -> list[tuple[str, int]]:
    named = [
        (unit_name(area.country, area.name, lang) if area.unit else place_name(area.gazetteer, area.name, lang), count)
        for area, count in of.places
    ]
    return _rows(named, lang)


def title_html(of: Brief, lang: Lang) -> str:
    """The title as HTML, in which no line breaks inside a day."""
    return _DAY.sub(r'<span class="whole">\g<0></span>', escape(title(of, lang)))


def _conflicts(table: Table, lang: Lang) -> str:
    kinds = ", ".join(label("conflict", kind, lang) for kind in table.conflicts)
    return f"{label('claims', 'conflict', lang)}: {kinds}" if kinds else ""


# Markdown


def _plain(text: str) -> str:
    """Words of a document where Markdown would take them for marks of its own."""
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>|#" else mark for mark in " ".join(text.split()))


def _address(link: str) -> str:
    return f"<{link}>" if "://" in link and not set(link) & set("<> ") else f"`{link}`"


def markdown(of: Brief, urls: dict[str, str], *, lang: Lang) -> Iterator[str]:
    """The brief as Markdown, piece by piece; ``urls`` are the addresses of documents by id."""
    yield f"# {title(of, lang)}\n\n{_summary(of, lang)}\n\n"
    if not of.incidents:
        yield f"{label('brief', 'nothing', lang)}\n\n"
    for key, counts in (("types", _types(of, lang)), ("places", _places(of, lang))):
        if counts:
            yield f"## {label('brief', key, lang)}\n\n| | {label('brief', 'number', lang)} |\n|---|---:|\n"
            yield "".join(f"| {_plain(name)} | {count} |\n" for name, count in counts) + "\n"
    if of.incidents:
        yield f"## {label('brief', 'days', lang)}\n\n| | {label('brief', 'number', lang)} |\n|---|---:|\n"
        yield "".join(f"| {_span(day, day)} | {count} |\n" for day, count in of.days) + "\n"
    for key, tables in (("told", of.told), ("disputed", of.disputed)):
        if tables:
            yield f"## {label('brief', key, lang)}\n\n"
        for table in tables:
            yield from _told(table, urls, lang)
    if of.ahead:
        yield f"## {label('brief', 'ahead', lang)}\n\n"
        for incident in of.ahead:
            yield f"* {_plain(heading(incident, lang))} ({label('status', incident.status, lang)}) `{incident.id}`\n"
        yield "\n"
    yield f"{label('brief', 'made', lang)}\n"


def _told(table: Table, urls: dict[str, str], lang: Lang) -> Iterator[str]:
    incident = table.incident
    yield f"### {_plain(heading(incident, lang))}\n\n`{incident.id}` · {incident.voices} {label('brief', 'voices', lang)}"
    conflict = _conflicts(table, lang)
    yield f" · **{conflict}**\n\n" if conflict else "\n\n"
    for line in _lines(table, urls, lang):
        if line.question:
            yield f"* {line.question}\n"
        mark = "≠ " if line.disputed else ""
        yield f"  * {mark}**{_plain(line.answer)}**, {label('brief', 'says', lang)} {_plain(line.who)}: «{_plain(line.words)}» {_address(line.link)}\n"
    yield "\n"


# HTML


def html(of: Brief, urls: dict[str, str], *, lang: Lang) -> Iterator[str]:
    """The brief as one self-contained page, piece by piece; ``urls`` are the addresses of documents by id."""
    yield (
        f'<!doctype html>\n<html lang="{lang}" dir="{direction(lang)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title(of, lang))}</title><style>{_base()}{data('brief.css')}</style></head>"
        f'<body class="paper" dir="{direction(lang)}"><main>\n'
    )
    yield from body(of, urls, lang=lang)
    yield "</main></body></html>\n"


def direction(lang: Lang) -> str:
    """Which way a language is written."""
    return "rtl" if lang == "ar" else "ltr"


def body(of: Brief, urls: dict[str, str], *, lang: Lang, pages: str | None = None) -> Iterator[str]:
    """The brief without the page around it, for an element of class ``paper``; style is that of ``brief.css``.

    ``pages`` is the address below which an observatory has ``/incidents/ID`` and ``/documents/ID``; None: there is none, and what
    has no address of its own is named by its id.
    """
    yield f'<header><h1>{title_html(of, lang)}</h1><p class="sum">{escape(_summary(of, lang))}</p></header>\n'
    if of.incidents:
        yield from _pictures(of, lang)
    else:
        yield f"<p>{escape(label('brief', 'nothing', lang))}</p>\n"
    for key, tables in (("told", of.told), ("disputed", of.disputed)):
        if tables:
            yield f"<section><h2>{escape(label('brief', key, lang))}</h2>\n"
            for table in tables:
                yield _article(table, urls, lang, pages)
            yield "</section>\n"
    if of.ahead:
        yield f"<section><h2>{escape(label('brief', 'ahead', lang))}</h2>\n<ul>\n"
        for incident in of.ahead:
            status = label("status", incident.status, lang)
            yield f"<li>{_headed(incident, lang, pages)} ({escape(status)}) <code>{incident.id}</code></li>\n"
        yield "</ul></section>\n"
    yield f'<footer><p class="note">{escape(label("brief", "made", lang))}</p></footer>\n'


def _headed(incident: Incident, lang: Lang, pages: str | None) -> str:
    words = f"<bdi>{escape(heading(incident, lang))}</bdi>"
    return words if pages is None else f'<a href="{escape(pages)}/incidents/{incident.id}">{words}</a>'


def _base() -> str:
    """The colours and the body of Marsad's pages."""
    return data("page.css").split(".skip {")[0]


def _pictures(of: Brief, lang: Lang) -> Iterator[str]:
    yield '<div class="charts">\n'
    for key, counts in (("types", _types(of, lang)), ("places", _places(of, lang))):
        if not counts:
            continue
        most = max(count for _, count in counts)
        rows = "".join(
            f'<tr><th scope="row"><bdi>{escape(name)}</bdi></th><td>{count}</td><td>{bar(count, most)}</td></tr>\n'
            for name, count in counts
        )
        yield f"<section><h2>{escape(label('brief', key, lang))}</h2><table>{rows}</table></section>\n"
    yield "</div>\n"
    by_day = label("brief", "days", lang)
    yield f"<section><h2>{escape(by_day)}</h2>{days(of.days, by_day)}</section>\n"
    if of.spots:
        drawn = label("brief", "map", lang)
        note = escape(label("brief", "map-note", lang))
        yield f'<section><h2>{escape(drawn)}</h2>{spots_map(of.spots, drawn)}<p class="note">{note}</p></section>\n'


def _article(table: Table, urls: dict[str, str], lang: Lang, pages: str | None) -> str:
    incident, conflict = table.incident, _conflicts(table, lang)
    told = f"{incident.voices} {label('brief', 'voices', lang)}"
    parts = [
        f"<article><h3>{_headed(incident, lang, pages)}</h3>\n"
        f'<p class="note"><code>{incident.id}</code> · {escape(told)}'
        + (f' · <span class="conflict">{escape(conflict)}</span>' if conflict else "")
        + "</p>\n"
    ]
    rows = [_row(line, lang, pages) for line in _lines(table, urls, lang)]
    if rows:
        parts.append(f'<table class="claims"><tbody>{"".join(rows)}</tbody></table>')
    return "".join([*parts, "</article>\n"])


def _row(line: _Line, lang: Lang, pages: str | None) -> str:
    css = "fig conflict" if line.disputed else "fig"
    return (
        f'<tr><td>{escape(line.question)}</td><td class="{css}"><bdi>{escape(line.answer)}</bdi></td>'
        f'<td class="who"><bdi>{escape(line.who)}</bdi></td><td><q dir="auto">{escape(line.words)}</q> '
        f"<small>{_where(line, lang, pages)}</small></td></tr>\n"
    )


def _where(line: _Line, lang: Lang, pages: str | None) -> str:
    link = escape(line.link)
    if pages is not None:
        return f'<a href="{escape(pages)}/documents/{line.uid}#r1-{line.event}">{escape(label("brief", "report", lang))}</a>'
    # Only addresses of the web lead anywhere; whatever else a document calls its address is shown as text.
    safe = line.link.startswith(("http://", "https://"))
    return f'<a href="{link}" rel="noreferrer">{link}</a>' if safe else f"<code>{link}</code>"
