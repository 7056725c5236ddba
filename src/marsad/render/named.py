"""What is a place or an actor called in the language of the page?  By its id, from the gazetteer and the registry.

Evidence is never shown so: where the words of a report stand, they stand as they are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from marsad.actors import default as registry
from marsad.gazetteer.english import english
from marsad.gazetteer.index import default as gazetteer
from marsad.gazetteer.names import key
from marsad.render.labels import Lang

if TYPE_CHECKING:
    from marsad.observatory.occasions import Incident, Party


@lru_cache(maxsize=20_000)
def place_name(ident: str | None, words: str, lang: Lang) -> str:
    """The name of a place in a language; the words a report has for it where it has no id, or none in the language.

    Where the id is only that of what holds the place (a village that the gazetteer does not know, a part of a town), the words name
    something else than the id does, and stand.
    """
    entry = gazetteer().place(ident) if ident else None
    if entry is None or ident is None or key(words) not in gazetteer().spellings(ident):
        return words
    return entry_name(ident, lang) or words


def entry_name(ident: str, lang: Lang) -> str | None:
    """What the gazetteer calls a place; None where it does not have it, or no name in the language."""
    if lang == "en":
        return english(ident)
    entry = gazetteer().place(ident)
    return entry.name if entry is not None else None


def unit_name(country: str | None, admin1: str, lang: Lang) -> str:
    """The name of a first-level unit that is known by its country and its Arabic name."""
    entry = gazetteer().unit(country, admin1) if country and lang == "en" else None
    return (english(entry.id) if entry is not None else None) or admin1


@lru_cache(maxsize=20_000)
def actor_name(ref: str | None, words: str, lang: Lang) -> str:
    """The name of an actor in a language; the words a report has for it where the registry does not have it."""
    found = registry().lookup(ref) if ref else None
    if found is None:
        return words
    return found.en if lang == "en" else found.ar


def party_name(party: Party, lang: Lang) -> str:
    """The name of one who acts in an incident, or to whom it is done."""
    return actor_name(party.ref, party.name, lang)


def incident_place(incident: Incident, lang: Lang) -> str:
    """The name of the place of an incident, empty where it has none."""
    return place_name(incident.gazetteer, incident.place, lang) if incident.place else ""


def country_name(code: str, lang: Lang) -> str:
    """The name of a country by its two letters, or these."""
    found = registry().country(code)
    if found is None:
        return code
    return found.en if lang == "en" else found.ar
