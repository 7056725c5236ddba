"""How are private persons kept out?  Their names, and every word that holds one, are replaced before a row is made.

Replaced: the names and mentions of private persons, whole, and each word of them that is no word of a public name, also with
clitics before it, in sentences, titles, actors, targets, counts and sources.  An address that spells such a name is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from marsad.observatory.tellings import Figure, Occasion, Paper, Party, Spot, Telling, Voice

#: What stands for a name.
WITHHELD = "[الاسم محجوب]"
_WORD = re.compile(r"[\w\u064b-\u0652\u0640]+")
#: A word this short (ال، بن) is nobody's name alone.
_SHORTEST = 3


@lru_cache(maxsize=1024)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    words = {word for name in names for word in _WORD.findall(name) if len(word) >= _SHORTEST}
    parts = sorted({*names, *words}, key=lambda part: (-len(part), part))
    if not parts:
        return None
    either = "|".join(r"\s+".join(map(re.escape, part.split())) for part in parts if part.strip())
    return re.compile(rf"(?<!\w)([وفبلك]{{0,2}})(?:{either})(?!\w)") if either else None


def veiled(text: str | None, names: tuple[str, ...]) -> str | None:
    """A text without these names."""
    pattern = _pattern(names)
    if pattern is None or not text:
        return text
    return pattern.sub(rf"\1{WITHHELD}", text)


def _kept(text: str, names: tuple[str, ...]) -> str:
    return veiled(text, names) or ""


def paper(of: Paper) -> Paper:
    """A document without the names of private persons."""
    names = of.private
    if not names:
        return of
    url = of.url
    if url and veiled(re.sub(r"[-_/+.]", " ", unquote(url)), names) != re.sub(r"[-_/+.]", " ", unquote(url)):
        url = None
    return of._replace(url=url, title=veiled(of.title, names), name=_kept(of.name, names))


def _party(of: Party, names: tuple[str, ...]) -> Party:
    if of.private:
        return of._replace(text=WITHHELD, name=WITHHELD)
    return of._replace(text=_kept(of.text, names), name=_kept(of.name, names))


def _voice(of: Voice, names: tuple[str, ...]) -> Voice:
    return of._replace(
        text=_kept(of.text, names), name=_kept(of.name, names), role=veiled(of.role, names),
        organisation=veiled(of.organisation, names), channel=veiled(of.channel, names),
    )  # fmt: skip


def _figure(of: Figure, names: tuple[str, ...]) -> Figure:
    return of._replace(text=veiled(of.text, names), grouped=veiled(of.grouped, names))


def _spot(of: Spot, names: tuple[str, ...]) -> Spot:
    return of._replace(text=_kept(of.text, names))


def _codes(of: Any, names: tuple[str, ...]) -> Any:
    """Codes name their sides."""
    if isinstance(of, dict):
        return {key: _codes(value, names) for key, value in of.items()}
    if isinstance(of, list):
        return [_codes(value, names) for value in of]
    return veiled(of, names) if isinstance(of, str) else of


def telling(of: Telling) -> Telling:
    """An event without the names of the private persons of its document."""
    names = of.paper.private
    if not names:
        return of
    return of._replace(
        paper=paper(of.paper),
        trigger=_kept(of.trigger, names),
        evidence=_kept(of.evidence, names),
        actors=tuple(_party(each, names) for each in of.actors),
        targets=tuple(_party(each, names) for each in of.targets),
        places=tuple(_spot(each, names) for each in of.places),
        figures=tuple(_figure(each, names) for each in of.figures),
        voice=_voice(of.voice, names) if of.voice else None,
        codes=_codes(of.codes, names),
    )


def occasion(of: Occasion) -> Occasion:
    """An occasion without the names of private persons."""
    return of._replace(tellings=tuple(map(telling, of.tellings)))
