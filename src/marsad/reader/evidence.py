"""What an article says about where it plays: its countries, and the places it names around each other.

Counted once for an article; the places of a sentence, and of the article, are looked at only when a name with
namesakes asks for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from marsad.arabic.words import tokenize
from marsad.gazetteer.choice import Context, weigh
from marsad.gazetteer.index import Entry, Gazetteer
from marsad.page.article import Article
from marsad.reader.draft import Parsed
from marsad.reader.heads import Heads
from marsad.reader.words import Word

#: Country codes at the end of a host name that are sold to everybody.
_FOR_ANYBODY: Final = frozenset(
    [
        "ai",
        "am",
        "cc",
        "cd",
        "co",
        "dj",
        "fm",
        "gg",
        "io",
        "la",
        "me",
        "mn",
        "nu",
        "sc",
        "sh",
        "st",
        "tk",
        "to",
        "tv",
        "vu",
        "ws",
    ]
)
_NAMED: Final = 3
_ADJECTIVE: Final = 2
_PLACE: Final = 1
_DATELINE: Final = 3
_PUBLISHER: Final = 2
#: Places of an article that are held against each other.
_MOST: Final = 40
#: A name tells its country where no namesake elsewhere has a fifth of its people.
_RIVAL: Final = 5
_NISBA: Final = ("يين", "يون", "يان")


class Evidence:
    """The countries and places of one article, and the places settled so far."""

    def __init__(self, article: Article, parsed: Sequence[Parsed], gazetteer: Gazetteer, heads: Heads) -> None:
        self._heads = heads
        self._gazetteer = gazetteer
        self._parsed = parsed
        self._sentences: dict[int, tuple[Entry, ...]] = {}
        self._document: tuple[Entry, ...] | None = None
        self._around: list[Entry] | None = None
        self.settled: list[Entry] = []
        self._lent: Counter[str] = Counter()
        self.countries = self._count(article)

    def home(self) -> str:
        """The country the article speaks of most, or nothing."""
        return self.countries.most_common(1)[0][0] if self.countries else ""

    def _count(self, article: Article) -> Counter[str]:
        """How often the article names each country, by name, by adjective or by a place; and where it comes from."""
        counts: Counter[str] = Counter()
        seen: dict[str, str | None] = {}
        owners: dict[str, Entry | None] = {}
        for parsed in self._parsed:
            for word in parsed.words:
                if word.places and word.pos not in ("M", "V") and not self._of_street(parsed, word):
                    first = word.places[0]
                    if first.kind == "country" and first.country:
                        counts[first.country] += _NAMED
                    elif owner := self._owner(word, owners):
                        counts[owner] += _PLACE
                if word.kind == "word" and (word.is_adjective or word.form.endswith(_NISBA)):
                    if word.form not in seen:
                        seen[word.form] = self._gazetteer.country_of_nisba(word.form)
                    if country := seen[word.form]:
                        counts[country] += _ADJECTIVE
                elif word.kind == "name":
                    # القوات العراقية is one name to the lexicon; its adjective still tells the country.
                    # A name that is common words too (قوات مكافحة الإرهاب) is somebody's only where his country is spoken of.
                    own = [x.data for x in word.lexemes if not x.data.get("context")]
                    of = next((str(data["country"]) for data in own if data.get("country")), "")
                    if of:
                        counts[of] += _PLACE
                    last = word.form.rsplit(" ", 1)[-1]
                    if last not in seen:
                        seen[last] = self._gazetteer.country_of_nisba(last)
                    if country := seen[last]:
                        counts[country] += _ADJECTIVE
        for country, weight in self._origin(article):
            counts[country] += weight
        return counts

    def _of_street(self, parsed: Parsed, word: Word) -> bool:
        """شارع بغداد: a street says nothing of the town it is called after."""
        return word.i > 0 and parsed.words[word.i - 1].stem in self._heads.square

    def _owner(self, word: Word, known: dict[str, Entry | None]) -> str:
        """The country of a place by its name alone, or nothing where namesakes of other countries come near it."""
        if word.form not in known:
            certain = [e for e in word.places if not e.needs_context]
            best = max(certain, key=lambda e: (e.population, e.id), default=None)
            if best is not None and len({e.country for e in certain}) > 1:
                rival = max(e.population for e in word.places if e.country != best.country)
                if rival * _RIVAL > best.population:
                    best = None
            known[word.form] = best
        owner = known[word.form]
        if owner is None or not owner.country:
            return ""
        self._lent[owner.id] += _PLACE
        return owner.country

    def countries_for(self, entries: Sequence[Entry]) -> Counter[str]:
        """The countries of the article but for what these very places spoke for: no name is evidence for itself."""
        lent = [(e, self._lent[e.id]) for e in entries if e.id in self._lent]
        if not lent or len({e.country for e in entries}) < 2:
            return self.countries
        others = self.countries.copy()
        for entry, weight in lent:
            others[entry.country or ""] -= weight
        return +others

    def around(self) -> list[Entry]:
        """What speaks for a namesake from afar: the article's places, and its countries themselves."""
        if self._around is None:
            countries = [self._gazetteer.country(code) for code, _ in self.countries.most_common(3)]
            self._around = [*(e for e in self.document() if e.kind != "country"), *(c for c in countries if c)]
        return self._around

    def _origin(self, article: Article) -> Iterator[tuple[str, int]]:
        """The countries of the dateline, of the publisher's name and of the address."""
        if article.dateline is not None:
            for entries in self._names(article.words(article.dateline)):
                owners = {e.country for e in entries if e.capital or e.population > 100_000 or e.kind == "country"}
                if len(owners) == 1 and (owner := owners.pop()):
                    yield owner, _DATELINE
                    break
        publisher = article.publisher
        name = publisher if isinstance(publisher, str) else article.words(publisher) if publisher else ""
        for token in tokenize(name) if name else ():
            country = self._gazetteer.country_of_nisba(token.form)
            if country:
                yield country, _PUBLISHER
                break
        if article.url:
            host = article.url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
            ending = host.rsplit(".", 1)[-1].lower()
            if len(ending) == 2 and ending not in _FOR_ANYBODY and self._gazetteer.country(ending.upper()):
                yield ending.upper(), _PUBLISHER

    def _names(self, text: str) -> Iterator[tuple[Entry, ...]]:
        forms = [t.form for t in tokenize(text)]
        at = 0
        while at < len(forms):
            size, entries = self._gazetteer.longest(forms, at)
            if size:
                yield entries
            at += max(size, 1)

    def sentence(self, parsed: Parsed) -> tuple[Entry, ...]:
        """The places that a sentence names beyond doubt."""
        found = self._sentences.get(parsed.number)
        if found is None:
            found = self._sentences[parsed.number] = tuple(self._certain(parsed.words))
        return found

    def document(self) -> tuple[Entry, ...]:
        """The places that the article names beyond doubt, the most named first."""
        if self._document is None:
            named = Counter(entry for parsed in self._parsed for entry in self.sentence(parsed))
            self._document = tuple(entry for entry, _ in named.most_common(_MOST))
        return self._document

    def _certain(self, words: Sequence[Word]) -> Iterator[Entry]:
        stop = 0
        for word in words:
            if not word.places or word.i < stop or word.pos == "V":
                continue
            stop = word.i + word.place_size
            unit = word.i > 0 and words[word.i - 1].stem in self._heads.unit
            headed = unit or (word.i > 0 and words[word.i - 1].stem in self._heads.seat)
            kinds = ("admin1",) if unit else ("admin2", "city", "district") if headed else ()
            entries = [e for e in word.places if headed or not e.needs_context]
            if not entries:
                continue
            if len(entries) == 1:
                yield entries[0]
                continue
            chosen = weigh(entries, Context(self.countries_for(entries), kinds=kinds)).chosen
            if chosen is not None:
                yield chosen
