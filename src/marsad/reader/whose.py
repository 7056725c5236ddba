"""Whose: of which country a generic name is, by the words after it, the sentence, the article and the publisher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from marsad.actors import Registry
from marsad.arabic.fold import fold_word
from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexicon
from marsad.page.article import Article
from marsad.reader.mention import Mention, definite
from marsad.reader.words import Word

#: How sure a country is, by what it rests on.
BY_ADJECTIVE: Final = 0.95
BY_PLACE: Final = 0.9
BY_TEXT: Final = 0.8
BY_PUBLISHER: Final = 0.6
BY_COMMON_WORD: Final = 0.5
BY_NOTHING: Final = 0.3
#: What speaks for a country: a place of an event, a place in the sentence, and by its share the whole article.
_OF_EVENT: Final = 3.0
_IN_SENTENCE: Final = 2.5
_OF_ARTICLE: Final = 5.0
#: What the article as a whole counts for more where a government or ministry is meant.
_POLITICAL: Final = 3.0
#: Top-level domains that say nothing of a country.
_ANYBODYS: Final = frozenset(("ME", "CO", "TV", "FM", "AI", "IO", "LA", "CC"))


@dataclass(slots=True)
class Context:
    """What the article has said so far.

    Attributes:
        countries: how much the article speaks of each country.
        publisher: the outlet's country, where known.
        here: countries of the places of events in the sentence.
        weights: what speaks for each country in the sentence, once it was asked for.
        seen: the actors named, the last one last, with the nouns that can stand for them.
    """

    countries: Mapping[str, float]
    publisher: str | None
    here: frozenset[str]
    weights: dict[str, float] | None
    seen: list[tuple[Mention, frozenset[str]]]


class Whose:
    """Finds the country of generic names; holds what it reads and nothing of an article."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, registry: Registry) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._registry = registry

    def publisher(self, article: Article) -> str | None:
        """The country of the outlet, by its name or its web address."""
        publisher = article.publisher
        name = publisher if isinstance(publisher, str) else ""
        if publisher is not None and not isinstance(publisher, str):
            name = article.text[publisher.start : publisher.end]
        forms = [fold_word(w) for w in name.split()]
        found = self._lexicon.name_at(forms, 0) if forms else None
        if found is not None and found[2].data.get("country"):
            return str(found[2].data["country"])
        host = urlsplit(article.url or "").hostname or ""
        code = host.rpartition(".")[2].upper().replace("UK", "GB")
        return code if code not in _ANYBODYS and self._registry.country(code) else None

    def owner_of(
        self, words: Sequence[Word], at: int, last: int, context: Context, *, political: bool = False
    ) -> tuple[str | None, float, int]:
        """Whose a generic name is: country, how sure, and where the words that say so end."""
        country, taken = self.owner(words, last, words[at])
        if country:
            return country, BY_ADJECTIVE if words[last].is_adjective else BY_PLACE, last + taken
        here = self.here(words, context)
        if political and here and context.countries:
            # A government speaks and acts abroad as well: what the article is about counts for more.
            top = max(context.countries.values())
            here = {code: weight + _POLITICAL * context.countries.get(code, 0) / top for code, weight in here.items()}
        if not here:
            if context.publisher:
                return context.publisher, BY_PUBLISHER, last
            # A place whose name is a common word too (العمارة) is better than nothing.
            named = [w for w in words if w.pos not in ("M", "V")]  # كمينا is no town of Nigeria
            here = {code: 1.0 for word in named if len(codes := _owners(word, sure=False)) == 1 for code in codes}
            if len(here) != 1:
                return None, BY_NOTHING, last
            return next(iter(here)), BY_COMMON_WORD, last
        best = max(sorted(here), key=lambda c: (here[c], context.countries.get(c, 0)))
        return best, round(BY_TEXT * (0.5 + 0.5 * here[best] / sum(here.values())), 2), last

    def here(self, words: Sequence[Word], context: Context) -> dict[str, float]:
        """How much speaks for each country: the places of the sentence and its events, and what the article is about."""
        if context.weights is None:
            weights = dict.fromkeys(context.here, _OF_EVENT)
            for word in words:
                if word.places and word.pos not in ("M", "V") and len(codes := _owners(word, sure=True)) == 1:
                    code = next(iter(codes))
                    weights[code] = weights.get(code, 0.0) + _IN_SENTENCE
            top = max(context.countries.values(), default=1.0)
            for code, weight in context.countries.items():
                weights[code] = weights.get(code, 0.0) + _OF_ARTICLE * weight / top
            context.weights = weights
        return context.weights

    def owner(self, words: Sequence[Word], at: int, head: Word) -> tuple[str | None, int]:
        """The country that the words after a name give it: an adjective that agrees with it, its name, a place in it."""
        if at >= len(words):
            return None, 0
        word = words[at]
        if word.conjunction or word.kind not in ("word", "name"):
            return None, 0
        if (word.is_adjective or word.pos in "AX") and not word.preposition:
            country = self._gazetteer.country_of_nisba(word.form)
            if country and definite(head) == word.form.startswith("ال"):
                return country, 1
        located = at
        if word.pos == "P" and word.form == "في" and at + 1 < len(words):
            located += 1
        place = words[located]
        if place.kind == "word" and place.places and (located > at or place.preposition == "ب" or not definite(head)):
            codes = _owners(place, sure=True)
            if len(codes) == 1:
                return next(iter(codes)), 0 if located > at or place.preposition else place.place_size
        return None, 0


def _owners(word: Word, *, sure: bool) -> set[str]:
    """The countries of the places a word may name; ``sure``: of those whose name is no common word."""
    # النيجر is the state, whatever else is called after it.
    named = [e for e in word.places if e.kind == "country"] or word.places
    return {e.country for e in named if e.country and not (sure and e.needs_context)}
