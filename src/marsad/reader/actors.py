"""Actors: every place where the article names one, and which entry of the registry it means.

A name of the registry says so itself.  A generic name (القوات الأمنية) is that of a country: the one whose adjective
or name follows it, else the one the sentence and the article are about, else the publisher's.  A unit by number belongs to the force named with it.
A short name (التنظيم) goes back to the last actor whose name begins with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from marsad.actors import Actor, Registry
from marsad.actors.words import bare
from marsad.arabic.fold import fold_word
from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexeme, Lexicon
from marsad.page.article import Article
from marsad.reader.draft import Parsed
from marsad.reader.phrases import NounPhrase
from marsad.reader.words import Word
from marsad.records import EntityKind

#: How sure a country is, by what it rests on.
_BY_ADJECTIVE, _BY_PLACE, _BY_TEXT, _BY_PUBLISHER, _BY_NOTHING = 0.95, 0.9, 0.8, 0.6, 0.3
_SHORT, _KIN, _WEAK = 0.9, 0.7, 0.6
#: What speaks for a country: a place of an event, a place in the sentence, and by its share the whole article.
_OF_EVENT, _IN_SENTENCE, _OF_ARTICLE, _POLITICAL = 3.0, 2.5, 5.0, 3.0
_ARMED = frozenset(("rebel", "militia", "identity_militia"))
#: Top-level domains that say nothing of a country.
_ANYBODYS = frozenset(("ME", "CO", "TV", "FM", "AI", "IO", "LA", "CC"))
_COUNTING = frozenset("UKD.")
_MOST_KEPT = 40


@dataclass(slots=True)
class Mention:
    """An actor named in the text.

    Attributes:
        start, end: source offsets.
        first, last: word indexes in its sentence, last exclusive.
        ref: id in the registry.
        confidence: how sure the id is.
        country: the actor's country, where it has one.
        kind: its kind in the registry.
        entity: the kind of entity.
        form: name, generic, unit or short.
        people: whether it means some people rather than a body: two mentions need not be the same.
    """

    start: int
    end: int
    first: int
    last: int
    ref: str
    confidence: float
    country: str | None
    kind: str
    entity: EntityKind
    form: str
    people: bool = False


@dataclass(slots=True)
class _Context:
    """What the article has said so far."""

    countries: Mapping[str, float]
    publisher: str | None
    here: frozenset[str]
    weights: dict[str, float] | None
    seen: list[tuple[Mention, frozenset[str]]]


class Actors:
    """Finds the actors of an article; holds what it reads and nothing of an article."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, registry: Registry) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._registry = registry
        self._words = registry.words
        words = self._words
        self._starts = frozenset(bare(w) for w in words.starts) | words.starts | words.units.keys()

    # -- the article ------------------------------------------------------------------------------------------

    def of(
        self,
        article: Article,
        parsed: Sequence[Parsed],
        countries: Mapping[str, int],
        placed: Mapping[int, Iterable[str]],
    ) -> list[list[Mention]]:
        """The mentions of every sentence, in order; ``placed``: countries of the places of events, by sentence."""
        weights: Counter[str] = Counter()
        weights.update(countries)
        for found in placed.values():
            weights.update(found)
        context = _Context(weights, self._publisher(article), frozenset(), None, [])
        return [self._sentence(p, context, placed.get(p.number, ())) for p in parsed]

    def _publisher(self, article: Article) -> str | None:
        """The country of the outlet, by its name or its web address."""
        publisher = article.publisher
        name = (
            publisher
            if isinstance(publisher, str)
            else article.text[publisher.start : publisher.end]
            if publisher
            else ""
        )
        forms = [fold_word(w) for w in name.split()]
        found = self._lexicon.name_at(forms, 0) if forms else None
        if found is not None and found[2].data.get("country"):
            return str(found[2].data["country"])
        host = urlsplit(article.url or "").hostname or ""
        code = host.rpartition(".")[2].upper().replace("UK", "GB")
        return code if code not in _ANYBODYS and self._registry.country(code) else None

    def _sentence(self, parsed: Parsed, context: _Context, placed: Iterable[str]) -> list[Mention]:
        words, found = parsed.words, []
        context.here, context.weights = frozenset(placed), None
        at, size, starts = 0, len(words), self._starts
        while at < size:
            word = words[at]
            mention = None
            if word.kind == "name":
                mention = self._named(words, at, context)
            elif word.stem.split(" ", 1)[0] in starts and not word.after:
                mention = self._unit(words, at, context) or self._spoken(words, at, context)
            if mention is None:
                at += 1
                continue
            found.append(mention)
            if not mention.people:
                head = bare(_core(words[mention.first]).split(" ", 1)[0])
                heads = self._registry.heads(mention.ref) | ({head} if head in self._words.short else frozenset())
                context.seen.append((mention, heads))
                del context.seen[:-_MOST_KEPT]
            at = mention.last
        return found

    # -- by name ----------------------------------------------------------------------------------------------

    def _named(self, words: Sequence[Word], at: int, context: _Context) -> Mention | None:
        lexeme = words[at].lexemes[0]
        ref = lexeme.data.get("ref")
        if not ref:
            return None
        if ref in self._registry.same or ref in self._registry.generics:
            return self._generic(words, at, at + 1, str(ref), context)
        word = words[at]
        if lexeme.data.get("context") and word.stem in self._words.short_names:
            return self._common(words, at, word.stem, context) or self._numbered(words, at, context)
        return Mention(
            word.bare_start(),
            word.end,
            at,
            at + 1,
            str(ref),
            1.0,
            lexeme.data.get("country"),
            lexeme.kind,
            _entity(lexeme),
            "name",
        )

    def _spoken(self, words: Sequence[Word], at: int, context: _Context) -> Mention | None:
        """A generic or short name that is no entry of its own."""
        cores = [_core(w) for w in words[at : at + 4]]
        found = self._words.generic_at(cores, 0)
        short = self._short(words, at, context)
        if found is not None:
            size, ref = found
            generic = self._registry.generics[ref]
            if short is None or generic.people or size > 1 or self._owner(words, at + 1, words[at])[0]:
                return self._generic(words, at, at + size, ref, context)
        if short is not None:
            return short
        owned = self._words.generic_at(cores, 0, owned=True)
        if owned is not None and self._owner(words, at + owned[0], words[at])[0] and words[at + owned[0]].is_adjective:
            return self._generic(words, at, at + owned[0], owned[1], context)
        return self._common(words, at, cores[0], context)

    def _short(self, words: Sequence[Word], at: int, context: _Context) -> Mention | None:
        """التنظيم, الوزارة: the last actor whose name begins so, or else of such a kind."""
        word = words[at]
        head = bare(_core(word))
        kinds = self._words.short.get(head)
        if kinds is None or not word.article or word.kind != "word":
            return None
        after = words[at + 1] if at + 1 < len(words) else None
        if after is not None and after.is_adjective and after.article and not self._says_no_more(after):
            return None
        if (
            after is not None
            and (after.pos == "U" or self._words.number([_core(after)], 0))
            and head in self._words.units
        ):
            return None
        for earlier, heads in reversed(context.seen):
            if head in heads:
                return _again(word, at, earlier, min(_SHORT, earlier.confidence))
        kin = next((m for m, _ in reversed(context.seen) if m.kind in kinds), None)
        return _again(word, at, kin, min(_KIN, kin.confidence)) if kin is not None else None

    def _says_no_more(self, adjective: Word) -> bool:
        """Whether an adjective leaves a short name as it is: an epithet, or one that does not agree (الجهاز المهربين)."""
        return adjective.stem in self._words.epithets or adjective.form.endswith(("ون", "ين"))

    def _common(self, words: Sequence[Word], at: int, core: str, context: _Context) -> Mention | None:
        """A name that is common words too (الحشد, القوات المشتركة): once named, or where its country is spoken of."""
        bearers = self._words.short_names.get(core)
        word = words[at]
        if not bearers or word.pos == "V":
            return None
        for earlier, _ in reversed(context.seen):
            if earlier.ref in bearers:
                return _again(word, at, earlier, min(_SHORT, earlier.confidence))
        before = words[at - 1] if at else None
        led = before is not None and before.stem in self._words.members and not before.article
        weights = self._here(words, context)

        def speaking(ref: str) -> float:
            return max((weights.get(code, 0.0) for code in bearers[ref] if code), default=0.0)

        best = max(bearers, key=speaking)
        known = speaking(best) > 0 or (len(bearers) == 1 and (not weights or bearers[best] == [None]))
        if not (known and (word.pos == "X" or led)) and not (led and len(bearers) == 1 and not weights):
            return None
        actor = self._registry.lookup(best)
        form = "name" if " " in core else "short"
        return self._made(word.bare_start(), word.end, at, at + 1, actor, _WEAK, form) if actor else None

    # -- by country -------------------------------------------------------------------------------------------

    def _generic(self, words: Sequence[Word], at: int, last: int, ref: str, context: _Context) -> Mention | None:
        generic = self._registry.generics[self._registry.same.get(ref, ref)]
        country, sure, last = self._owner_of(words, at, last, context, political=generic.entity == "organisation")
        first = words[at]
        if not generic.people and not _definite(first) and sure < _BY_PLACE and first.kind != "name" and last == at + 1:
            return None
        meant = (self._registry.in_country(generic.ref, country) if country else None) or ref
        start, end = first.bare_start(), words[last - 1].end
        entity = cast(EntityKind, generic.entity)
        sure = sure if country else _BY_NOTHING
        if country in generic.others:
            actor = self._registry.lookup(meant)
            country = actor.country if actor else country
        return Mention(start, end, at, last, meant, sure, country, generic.kind, entity, "generic", generic.people)

    def _owner_of(
        self, words: Sequence[Word], at: int, last: int, context: _Context, *, political: bool = False
    ) -> tuple[str | None, float, int]:
        """Whose a generic name is: country, how sure, and where the words that say so end."""
        country, taken = self._owner(words, last, words[at])
        if country:
            return country, _BY_ADJECTIVE if words[last].is_adjective else _BY_PLACE, last + taken
        here = self._here(words, context)
        if political and here and context.countries:
            # A government speaks and acts abroad as well: what the article is about counts for more.
            top = max(context.countries.values())
            here = {code: weight + _POLITICAL * context.countries.get(code, 0) / top for code, weight in here.items()}
        if not here:
            if context.publisher:
                return context.publisher, _BY_PUBLISHER, last
            # A place whose name is a common word too (العمارة) is better than nothing.
            here = {code: 1.0 for word in words if len(codes := _owners(word, sure=False)) == 1 for code in codes}
            if len(here) != 1:
                return None, _BY_NOTHING, last
            return next(iter(here)), _WEAK, last
        best = max(sorted(here), key=lambda c: (here[c], context.countries.get(c, 0)))
        return best, round(_BY_TEXT * (0.5 + 0.5 * here[best] / sum(here.values())), 2), last

    def _here(self, words: Sequence[Word], context: _Context) -> dict[str, float]:
        """How much speaks for each country: the places of the sentence and its events, and what the article is about."""
        if context.weights is None:
            weights = dict.fromkeys(context.here, _OF_EVENT)
            for word in words:
                if word.places and len(codes := _owners(word, sure=True)) == 1:
                    code = next(iter(codes))
                    weights[code] = weights.get(code, 0.0) + _IN_SENTENCE
            top = max(context.countries.values(), default=1.0)
            for code, weight in context.countries.items():
                weights[code] = weights.get(code, 0.0) + _OF_ARTICLE * weight / top
            context.weights = weights
        return context.weights

    def _owner(self, words: Sequence[Word], at: int, head: Word) -> tuple[str | None, int]:
        """The country that the words after a name give it: an adjective that agrees with it, its name, a place in it."""
        if at >= len(words):
            return None, 0
        word = words[at]
        if word.conjunction or word.kind not in ("word", "name"):
            return None, 0
        if (word.is_adjective or word.pos in "AX") and not word.preposition:
            country = self._gazetteer.country_of_nisba(word.form)
            if country and _definite(head) == word.form.startswith("ال"):
                return country, 1
        located = at
        if word.pos == "P" and word.form == "في" and at + 1 < len(words):
            located += 1
        place = words[located]
        if place.kind == "word" and place.places and (located > at or place.preposition == "ب" or not _definite(head)):
            owners = _owners(place, sure=True)
            if len(owners) == 1:
                return next(iter(owners)), 0 if located > at or place.preposition else place.place_size
        return None, 0

    # -- by number --------------------------------------------------------------------------------------------

    def _unit(self, words: Sequence[Word], at: int, context: _Context) -> Mention | None:
        word = words[at]
        unit = self._words.units.get(word.stem)
        if unit is None or at + 1 >= len(words):
            return None
        after = words[at + 1]
        if after.pos == "U" and after.number is not None and after.number.low is not None:
            number, last = int(after.number.low), at + 2
        else:
            found = self._words.number([_core(w) for w in words[at + 1 : at + 3]], 0)
            if found is None or not word.article:
                return None
            number, last = found[1], at + 1 + found[0]
        while last < len(words) and words[last].stem in self._words.arms:
            last += 1
        above, sure = self._force(words, last, word, context)
        named = f"{unit}-{number}"
        if above is None:
            # A force named before that is known to have such a unit.
            refs = [m.ref for m, _ in reversed(context.seen)]
            above = next((ref for ref in refs if f"{ref}/{named}" in self._registry), None)
            same = next((ref for ref in refs if ref.endswith(f"/{named}")), None)
            if above is None and same is not None:
                above = same.rpartition("/")[0]
            sure = _SHORT
        if above is None:
            country, sure, _ = self._owner_of(words, at, last, context)
            above = self._registry.in_country("military", country) if country else None
        actor = self._registry.lookup(f"{above}/{named}") if above else None
        if actor is None:
            return None
        return self._made(word.bare_start(), words[last - 1].end, at, last, actor, sure, "unit")

    def _numbered(self, words: Sequence[Word], at: int, context: _Context) -> Mention | None:
        """A unit whose number is a name elsewhere (الفرقة الرابعة outside Syria)."""
        word = words[at]
        unit, *number = word.stem.split(" ")
        found = self._words.number(number, 0) if bare(unit) in self._words.units and number else None
        country, sure, _ = self._owner_of(words, at, at + 1, context)
        above = self._registry.in_country("military", country) if country and found else None
        actor = (
            self._registry.lookup(f"{above}/{self._words.units[bare(unit)]}-{found[1]}") if above and found else None
        )
        return self._made(word.bare_start(), word.end, at, at + 1, actor, sure, "unit") if actor else None

    def _force(self, words: Sequence[Word], at: int, head: Word, context: _Context) -> tuple[str | None, float]:
        """The force whose unit it is: في الحشد الشعبي, التابع للجيش, الإسرائيلية."""
        for step in range(at, min(at + 4, len(words))):
            word = words[step]
            mention: Mention | None = None
            if word.kind == "name":
                mention = self._named(words, step, context)
            elif step > at or word.preposition:
                if word.stem.split(" ", 1)[0] in self._starts and not word.after:
                    mention = self._spoken(words, step, context)
            elif country := self._owner(words, step, head)[0]:
                return self._registry.in_country("military", country), _BY_ADJECTIVE
            if mention is not None:
                return (mention.ref, mention.confidence) if not mention.people else (None, 0.0)
            if bare(word.stem) not in self._words.links:
                break
        return None, 0.0

    def _made(self, start: int, end: int, first: int, last: int, actor: Actor, sure: float, form: str) -> Mention:
        entity: EntityKind = "armed_group" if actor.kind in _ARMED and form != "unit" else "unit"
        if form == "short" and actor.kind in ("org", "media"):
            entity = "organisation"
        return Mention(start, end, first, last, actor.id, sure, actor.country, actor.kind, entity, form)

    # -- phrases ----------------------------------------------------------------------------------------------

    def meant(self, phrase: NounPhrase, words: Sequence[Word], mentions: Sequence[Mention]) -> Mention | None:
        """The actor that a phrase as a whole means: its head, or what its people or parts belong to."""
        if phrase.name_from >= 0:
            return None
        found: Mention | None = None
        at = phrase.first
        for mention in mentions:
            if mention.last <= phrase.first:
                continue
            if mention.first >= phrase.last:
                return found
            between = words[at : mention.first]
            if not all(self._leads(w) for w in between):
                return found
            found, at = mention, mention.last
            if not (mention.people and mention.entity == "armed_group"):
                return mention  # else مسلحون من تنظيم داعش: theirs, where they are told
        return found

    def state(self, phrase: NounPhrase) -> Mention | None:
        """The state that acts by its name, its capital or its adjective (إيران, واشنطن, غارة إسرائيلية)."""
        head = phrase.head
        if phrase.last - phrase.first > max(1, head.place_size):
            return None
        code = next((e.country for e in head.places[:1] if e.kind == "country"), None)
        code = code or (self._gazetteer.country_of_capital(head.form) if head.places else None)
        body, sure = "government", _KIN
        if code is None and head.is_adjective and (code := self._gazetteer.country_of_nisba(head.form)):
            body, sure = "military", _WEAK
        actor = self._registry.state(code, body) if code else None
        if actor is None:
            return None
        return Mention(
            phrase.start, phrase.end, phrase.first, phrase.last, actor.id, sure, code, actor.kind, "state", "state"
        )

    def _leads(self, word: Word) -> bool:
        return word.pos in _COUNTING or bare(word.stem) in self._words.members or bare(word.stem) in self._words.links


def _core(word: Word) -> str:
    """A word without its proclitics, but with its article."""
    if word.kind == "word" and word.article and not word.stem.startswith("ال"):
        return "ال" + word.stem
    return word.stem


def _owners(word: Word, *, sure: bool) -> set[str]:
    """The countries of the places a word may name; ``sure``: of those whose name is no common word."""
    return {e.country for e in word.places if e.country and not (sure and e.needs_context)}


def _definite(word: Word) -> bool:
    return word.article or word.stem.startswith("ال")


def _again(word: Word, at: int, earlier: Mention, sure: float) -> Mention:
    """A short mention of an actor named before."""
    return Mention(
        word.bare_start(),
        word.end,
        at,
        at + 1,
        earlier.ref,
        sure,
        earlier.country,
        earlier.kind,
        earlier.entity,
        "short",
    )


def _entity(lexeme: Lexeme) -> EntityKind:
    classes = lexeme.classes
    if "unit" in classes:
        return "unit"
    if lexeme.kind in _ARMED and classes & {"group", "force"}:
        return "armed_group"
    if "state" in classes:
        return "state"
    if classes & {"org", "authority", "media"} or (lexeme.kind == "org" and "group" in classes):
        return "organisation"
    if "group" in classes:
        return "armed_group"
    if "force" in classes:
        return "unit"
    return "people"
