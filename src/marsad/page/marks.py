"""Small parts of a page that are neither furniture nor running text: bylines, credits, datelines, the publisher's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from marsad.arabic.fold import fold_word
from marsad.arabic.numerals import numbers
from marsad.arabic.words import LATIN, NUMBER, WORD, Token, tokenize
from marsad.page.article import Caption, Span
from marsad.page.furniture import key, phrases

_FIRST_WORD = re.compile(r"[^\W\d_][^\s:/|–—()\[\]،,-]*")
_CREDIT_SIGN = re.compile(r"[/\\|©–—)\]-]")
_STOPS = frozenset(':/|-–—ـ()[]،,؛*"«»“”!؟?')
_SEPARATORS = frozenset(":/|-–—ـ*")
_NAME_WORDS = 6
_PAREN_END = re.compile(r"[\s.]*[(\[]\s*([^()\[\]]{1,40}?)\s*[)\]]\s*\.?\s*$")
_SLASH_END = re.compile(r"\s*[/\\|©–—-]\s*([^/\\|©–—-]{2,40}?)\s*[.)]?\s*$")
_SLASH_AGENCY = "/\\©"
_SPOKE_TO = re.compile(r"\sلـ?\s*[«\"“]?\s*$")
_SENTENCE = re.compile(r"[.؟!…]\s+\S")
_QUOTED = (
    r"(?:\(\s*(?P<p>[^()\n]{2,40}?)\s*\)|\"(?P<q>[^\"\n]{2,40}?)\"|«\s*(?P<g>[^»\n]{2,40}?)\s*»|“(?P<d>[^”\n]{2,40}?)”)"
)
_TOLD = re.compile(r"(?<!\w)(?:(\w{2,20})\s+)?(\w{2,20})\s+ل(\w{3,12})(?=\s*[(\"«“])")
_CALLED = re.compile(r"\s*" + _QUOTED)
_PLACE = r"[^\W\d_](?:[^\W\d_]|[ '\u064b-\u0652\u0640]){1,28}?(?:\s*[/،,]\s*[^\W\d_](?:[^\W\d_]|[ '\u064b-\u0652\u0640]){1,28}?)?"
_DASH = r"\s*[-–—ـ]+\s*"
_DATELINES = (
    re.compile(rf"(?P<place>{_PLACE})(?:{_DASH}|\s*/\s*)(?P<agency>[^:،.\n–—-]{{2,42}}?)\s*:(?=\s|$)"),
    re.compile(
        rf"(?P<place>{_PLACE})(?P<date>[\s،,]*\d[^():\n]{{0,30}}?)?\s*[(\[](?P<agency>[^()\n]{{2,32}}?)[)\]]\s*(?:[-–—ـ:]+|$)"
    ),
    re.compile(r"[(\[](?P<agency>[^()\n]{2,32}?)[)\]]\s*[-–—ـ:]+"),
    re.compile(rf"(?P<place>{_PLACE})\s*/\s*(?P<agency>[^/:،.\n–—-]{{2,32}}?)\s*(?:/|[-–—]+)"),
    re.compile(rf"(?P<place>{_PLACE})[-–—](?P<agency>[^\W\d_]{{2,12}})(?=\s)"),
)
_DASH_END = re.compile(r"[-–—:]\s*$")
_OWN_LINE = re.compile(
    rf"(?P<place>{_PLACE})(?:{_DASH}|\s*[/|:]\s*)(?P<agency>[(«\"“\[]?[^:،؟\n]{{2,48}}?[)»\"”\]]?)\s*[:–—-]?$"
)
_WRAP = "()[]«»\"“”'"


class Byline(NamedTuple):
    """A byline: the name if one is given, and where running text goes on after it on the same line."""

    name: Span | None
    rest: int | None


class Dateline(NamedTuple):
    """The opening of a report: the whole of it, and the agency or outlet in it."""

    span: Span
    agency: Span | None
    byline: Span | None = None


@lru_cache(maxsize=1)
def _byline_words() -> frozenset[str]:
    """The words a byline can begin with: nearly every line is settled by its first word."""
    sets = phrases().sets
    return frozenset(phrase.split()[0] for phrase in sets["byline_free"] | sets["byline_colon"])


def _phrase(tokens: Sequence[Token], at: int, known: frozenset[str]) -> int:
    """How many tokens from ``at`` make the longest known phrase."""
    for size in (4, 3, 2, 1):
        part = tokens[at : at + size]
        if len(part) == size and " ".join(t.form for t in part) in known:
            return size
    return 0


def _name(tokens: Sequence[Token], at: int) -> int:
    """Where a person's name beginning at ``at`` ends, or ``at`` when there is none."""
    unnamed = phrases().sets["not_names"]
    end = at
    while end < len(tokens) and end - at <= _NAME_WORDS + 2:
        token = tokens[end]
        if token.kind == NUMBER or (token.kind not in (WORD, LATIN) and token.text in _STOPS):
            break
        if token.kind in (WORD, LATIN) and token.form in unnamed:
            return at
        end += 1
    words = [t for t in tokens[at:end] if t.kind in (WORD, LATIN)]
    while end > at and tokens[end - 1].kind not in (WORD, LATIN):
        end -= 1
    return end if 1 <= len(words) <= _NAME_WORDS and any(len(t.text) > 1 for t in words) else at


def name(text: str, start: int, end: int) -> Span | None:
    """A writer's name as metadata give it, unless it is no person's («هيئة التحرير», «admin»)."""
    tokens = tokenize(text, start, end)
    if written := byline(text, start, end):
        return written.name
    last = _name(tokens, 0)
    return Span(tokens[0].start, tokens[last - 1].end) if last else None


def byline(text: str, start: int, end: int) -> Byline | None:
    """Read ``text[start:end]`` as a byline: «بقلم فلان», «كتبت فلانة», «إعداد: فلان»."""
    opening = _FIRST_WORD.match(text, start, end)
    if not opening or fold_word(opening.group()).lower() not in _byline_words():
        return None
    tokens = tokenize(text, start, min(end, start + 160))
    sets = phrases().sets
    size = _phrase(tokens, 0, sets["byline_free"])
    needs_sign = not size
    size = size or _phrase(tokens, 0, sets["byline_colon"])
    if not size:
        return None
    at = size
    signed = at < len(tokens) and tokens[at].text in _SEPARATORS
    if needs_sign and not signed:
        return None
    while at < len(tokens) and tokens[at].text in _SEPARATORS:
        at += 1
    if at == len(tokens):
        return Byline(None, None)
    last = _name(tokens, at)
    whole = last == len(tokens)
    closed = last < len(tokens) and tokens[last].text in _SEPARATORS | {"(", "،", ","}
    if last == at:
        return Byline(None, None) if len(tokens) <= 8 and (signed or tokens[-1].text == ":") else None
    if not (whole or closed) or (tokens[last - 1].end < end and whole):
        return None
    verb = not signed and tokens[0].form in sets["byline_verbs"]
    if verb and len(tokens) > 7:
        return None
    rest = None
    if closed and tokens[last].text == ":" and end - tokens[last].end > 40:
        rest = tokens[last].end
        while rest < end and text[rest].isspace():
            rest += 1
        if verb or needs_sign:
            return None
    elif closed and len(tokens) - last > 8:
        return None
    return Byline(Span(tokens[at].start, tokens[last - 1].end), rest)


def _is_credit(words: str, sets: dict[str, frozenset[str]]) -> bool:
    plain = key(words)
    if not plain or plain.count(" ") > 5:
        return False
    first = plain.split()[0]
    return (
        plain in sets["agencies"]
        or first in sets["credit_starts"]
        or any(plain.startswith(f"{name} ") and plain.count(" ") <= 4 for name in sets["credit_starts"] if " " in name)
    )


def caption(text: str, start: int, end: int, *, after_title: bool) -> Caption | None:
    """Read a line as a picture caption.

    A credit after a slash or a caption word says so anywhere; one in brackets or after a dash only once the
    headline is known, since headlines end that way too.
    """
    line = text[start:end]
    if len(line) > 260 or _SENTENCE.search(line):
        return None
    sets = phrases().sets
    for pattern in (_SLASH_END, _PAREN_END) if _CREDIT_SIGN.search(line) else ():
        found = pattern.search(line)
        if not found or not _is_credit(found.group(1), sets):
            continue
        sure = found.group().strip()[0] in _SLASH_AGENCY
        if found.start() and (sure or after_title):
            if not sure and len(line[: found.start()].split()) < 4:
                continue
            return Caption(start, end, Span(start + found.start(1), start + found.end(1)))
    label, colon, _ = line[:40].partition(":")
    plain = key(label if colon else " ".join(line.split(maxsplit=2)[:2]))
    if plain in sets["caption_starts"] and (colon or " " in plain) and len(line.split()) <= 30:
        return Caption(start, end, None)
    if after_title and len(line.split()) <= 5 and not line.endswith(":") and key(line) in sets["agencies"]:
        return Caption(start, end, Span(start, end))
    return None


def _outlet(text: str, start: int, end: int) -> Span | None:
    """The name of an outlet without its brackets, or None for «وكالات», «مراسلنا» and the like."""
    while start < end and (text[start].isspace() or text[start] in _WRAP):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _WRAP):
        end -= 1
    plain = key(text[start:end])
    unnamed = phrases().sets["not_publishers"]
    if not plain or plain in unnamed or plain.split()[0] in unnamed:
        return None
    return Span(start, end)


def dateline_alone(text: str, start: int, end: int, *, after_title: bool) -> Dateline | None:
    """Read a line of its own near the headline as «المكان – الوكالة»; before the headline only if it names an outlet."""
    if end - start > 90 or len(text[start:end].split()) > 9:
        return None
    found = _OWN_LINE.fullmatch(text, start, end)
    if not found or len(found.group("place").split()) > 3:
        return None
    sets = phrases().sets
    place, agency = found.span("place"), found.span("agency")
    if writer := byline(text, agency[0], end):
        return Dateline(Span(start, end), _outlet(text, *place), writer.name)
    said = key(found.group("agency"))
    named = said in sets["agencies"] or said in sets["not_publishers"] or said.split(" ")[0] in sets["outlet_words"]
    if not named and (not after_title or ":" in found.group()):
        return None
    if not named and key(found.group("place")).split(" ")[0] in sets["outlet_words"]:
        return Dateline(Span(start, end), _outlet(text, *place), name(text, *agency))
    return Dateline(Span(start, end), _outlet(text, *agency))


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """Read the beginning of a paragraph as «المكان – الوكالة:»."""
    sets = phrases().sets
    limit = min(end, start + 120)
    for number, pattern in enumerate(_DATELINES):
        found = pattern.match(text, start, limit)
        if not found:
            continue
        groups = found.groupdict()
        place, agency = (groups.get("place") or "").split(), key(groups["agency"])
        known = agency in sets["agencies"] or agency in sets["not_publishers"]
        if _SPOKE_TO.search(text, start, found.start("agency")):
            continue  # مصدر أمني لـ«النهار»: who spoke to an outlet is no place
        # An unknown outlet is believed only in the commonest shape, or where it calls itself one.
        if len(place) > 4 or (not known and (len(agency.split()) > 5 or number > 1 or len(place) > 3)):
            continue
        if (
            number == 1
            and not known
            and agency.split()[0] not in sets["outlet_words"]
            and not _DASH_END.search(found.group())
        ):
            continue
        if not known and numbers(tokenize(text, *found.span("agency"))):
            continue  # القوات (عشرون جنديا): what is counted is no outlet
        return Dateline(Span(start, found.end()), _outlet(text, *found.span("agency")))
    return None


def rights_holder(text: str, start: int, end: int) -> Span | None:
    """The name after «جميع الحقوق محفوظة لـ»."""
    tokens = tokenize(text, start, min(end, start + 200))
    rights, tails = phrases().sets["rights"], phrases().sets["rights_tail"]
    for at in range(len(tokens)):
        size = _phrase(tokens, at, rights)
        if not size:
            continue
        first = at + size
        while first < len(tokens) and (
            tokens[first].kind not in (WORD, LATIN) or tokens[first].form == "ل" or tokens[first].form in tails
        ):
            first += 1
        last = first
        while last < len(tokens) and tokens[last].kind in (WORD, LATIN) and last - first < 5:
            last += 1
        if first == last:
            return None
        begin = tokens[first].start
        if tokens[first].kind == WORD and tokens[first].form.startswith("لل") and first == at + size:
            return None
        return Span(begin, tokens[last - 1].end)
    return None


def self_mentions(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """Names a page gives itself where it says to whom a speaker spoke: «في حديث لموقع (…)»."""
    sets = phrases().sets
    kinds = sets["self_mention"]
    found: list[Span] = []
    for start, end in paragraphs:
        for match in _TOLD.finditer(text, start, end):
            before = {key(word) for word in match.group(1, 2) if word}
            if key(match.group(3)) not in kinds or before.isdisjoint(sets["talk"]):
                continue
            called = _CALLED.match(text, match.end(), end)
            if called:
                group = called.lastgroup or "p"
                found.append(Span(*called.span(group)))
    return found
