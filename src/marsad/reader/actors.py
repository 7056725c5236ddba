"""Actors: every place where the article names one, and which entry of the registry it means.

A name of the registry says so itself.  A generic name (القوات الأمنية) is that of a country: the one whose adjective
or name follows it, else the one the sentence and the article are about, else the publisher's.  A unit by number belongs to the force named with it.
A short name (التنظيم) goes back to the last actor whose name begins with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, cast

from marsad.actors import Actor, Registry
from marsad.actors.words import bare
from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexicon
from marsad.page.article import Article
from marsad.reader.draft import Parsed
from marsad.reader.meant import Meant
from marsad.reader.mention import ARMED, Mention, again, core, definite, entity
from marsad.reader.whose import BY_ADJECTIVE, BY_NOTHING, BY_PLACE, Context, Whose
from marsad.reader.words import Word
from marsad.records import EntityKind

#: How sure a short name is that goes back to a name, that only goes back to one of its kind, and one without either.
_SHORT: Final = 0.9
_KIN: Final = 0.7
_WEAK: Final = 0.6
_MOST_KEPT: Final = 40


class Actors:
    """Finds the actors of an article; holds what it reads and nothing of an article."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, registry: Registry) -> None:
        self._registry = registry
        self._whose = Whose(lexicon, gazetteer, registry)
        self._words = words = registry.words
        self.phrases = Meant(gazetteer, registry)
        self._starts = frozenset((*(bare(w) for w in words.starts), *words.starts, *words.units))

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
        context = Context(weights, self._whose.publisher(article), frozenset(), None, [])
        return [self._sentence(p, context, placed.get(p.number, ())) for p in parsed]

    def _sentence(self, parsed: Parsed, context: Context, placed: Iterable[str]) -> list[Mention]:
        words, found = parsed.words, []
        context.here, context.weights = frozenset(placed), None
        at, size, starts = 0, len(words), self._starts
        while at < size:
            word = words[at]
            mention = None
            kind = word.kind
            if kind == "name":
                mention = self._named(words, at, context)
            elif (
                word.stem in starts or (kind == "phrase" and word.stem.split(" ", 1)[0] in starts)
            ) and not word.after:
                mention = self._unit(words, at, context) or self._spoken(words, at, context)
            if mention is None:
                at += 1
                continue
            found.append(mention)
            if not mention.people:
                head = bare(core(words[mention.first]).split(" ", 1)[0])
                heads = self._registry.heads(mention.ref) | ({head} if head in self._words.short else frozenset())
                context.seen.append((mention, heads))
                del context.seen[:-_MOST_KEPT]
            at = mention.last
        return found

    # -- by name ----------------------------------------------------------------------------------------------

    def _named(self, words: Sequence[Word], at: int, context: Context) -> Mention | None:
        lexeme = words[at].lexemes[0]
        ref = lexeme.data.get("ref")
        if not ref:
            return None
        if ref in self._registry.same or ref in self._registry.generics:
            return self._generic(words, at, at + 1, str(ref), context)
        word = words[at]
        written = core(word)
        if lexeme.data.get("context") and written in self._words.short_names:
            return self._common(words, at, written, context) or self._numbered(words, at, context)
        return Mention(
            word.bare_start(),
            word.end,
            at,
            at + 1,
            str(ref),
            1.0,
            lexeme.data.get("country"),
            lexeme.kind,
            entity(lexeme),
            "name",
        )

    def _spoken(self, words: Sequence[Word], at: int, context: Context) -> Mention | None:
        """A generic or short name that is no entry of its own."""
        first = core(words[at])
        cores = [first, *(core(w) for w in words[at + 1 : at + 4])] if self._words.begins(first) else [first]
        found = self._words.generic_at(cores, 0)
        short = self._short(words, at, context)
        if found is not None:
            size, ref = found
            generic = self._registry.generics[ref]
            if short is None or generic.people or size > 1 or self._whose.owner(words, at + 1, words[at])[0]:
                return self._generic(words, at, at + size, ref, context)
        if short is not None:
            return short
        owned = self._words.generic_at(cores, 0, owned=True)
        if (
            owned is not None
            and self._whose.owner(words, at + owned[0], words[at])[0]
            and (words[at + owned[0]].is_adjective or _state(words[at + owned[0]]))  # جيش النيجر
        ):
            return self._generic(words, at, at + owned[0], owned[1], context)
        return self._common(words, at, first, context)

    def _short(self, words: Sequence[Word], at: int, context: Context) -> Mention | None:
        """التنظيم, الوزارة: the last actor whose name begins so, or else of such a kind."""
        word = words[at]
        head = word.stem
        kinds = self._words.short.get(head)
        if kinds is None or word.kind != "word" or not word.article:
            return None
        after = words[at + 1] if at + 1 < len(words) else None
        if after is not None and after.is_adjective and after.article and not self._says_no_more(after):
            return None
        if (
            after is not None
            and (after.pos == "U" or self._words.number([core(after)], 0))
            and head in self._words.units
        ):
            return None
        for earlier, heads in reversed(context.seen):
            if head in heads:
                return again(word, at, earlier, min(_SHORT, earlier.confidence))
        kin = next((m for m, _ in reversed(context.seen) if m.kind in kinds), None)
        return again(word, at, kin, min(_KIN, kin.confidence)) if kin is not None else None

    def _says_no_more(self, adjective: Word) -> bool:
        """Whether an adjective leaves a short name as it is: an epithet, or one that does not agree (الجهاز المهربين)."""
        return adjective.stem in self._words.epithets or adjective.form.endswith(("ون", "ين"))

    def _common(self, words: Sequence[Word], at: int, written: str, context: Context) -> Mention | None:
        """A name that is common words too (الحشد, القوات المشتركة): once named, or where its country is spoken of."""
        bearers = self._words.short_names.get(written)
        word = words[at]
        if not bearers or word.pos == "V":
            return None
        for earlier, _ in reversed(context.seen):
            if earlier.ref in bearers:
                return again(word, at, earlier, min(_SHORT, earlier.confidence))
        before = words[at - 1] if at else None
        led = before is not None and before.stem in self._words.members and not before.article
        weights = self._whose.here(words, context)

        def speaking(ref: str) -> float:
            return max((weights.get(code, 0.0) for code in bearers[ref] if code), default=0.0)

        best = max(bearers, key=speaking)
        known = speaking(best) > 0 or (len(bearers) == 1 and (not weights or bearers[best] == [None]))
        if not (known and (word.pos == "X" or led)) and not (led and len(bearers) == 1 and not weights):
            return None
        actor = self._registry.lookup(best)
        form = "name" if " " in written else "short"
        return self._made(word.bare_start(), word.end, at, at + 1, actor, _WEAK, form) if actor else None

    # -- by country -------------------------------------------------------------------------------------------

    def _generic(self, words: Sequence[Word], at: int, last: int, ref: str, context: Context) -> Mention | None:
        generic = self._registry.generics[self._registry.same.get(ref, ref)]
        country, sure, last = self._whose.owner_of(words, at, last, context, political=generic.entity == "organisation")
        first = words[at]
        if not generic.people and not definite(first) and sure < BY_PLACE and first.kind != "name" and last == at + 1:
            return None
        meant = (self._registry.in_country(generic.ref, country) if country else None) or ref
        start, end = first.bare_start(), words[last - 1].end
        what = cast(EntityKind, generic.entity)
        sure = sure if country else BY_NOTHING
        if country in generic.others:
            actor = self._registry.lookup(meant)
            country = actor.country if actor else country
        return Mention(start, end, at, last, meant, sure, country, generic.kind, what, "generic", generic.people)

    # -- by number --------------------------------------------------------------------------------------------

    def _unit(self, words: Sequence[Word], at: int, context: Context) -> Mention | None:
        word = words[at]
        unit = self._words.units.get(word.stem)
        if unit is None or at + 1 >= len(words):
            return None
        after = words[at + 1]
        if after.pos == "U" and after.number is not None and after.number.low is not None:
            number, last = int(after.number.low), at + 2
        else:
            found = self._words.number([core(w) for w in words[at + 1 : at + 3]], 0)
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
            country, sure, _ = self._whose.owner_of(words, at, last, context)
            above = self._registry.in_country("military", country) if country else None
        actor = self._registry.lookup(f"{above}/{named}") if above else None
        if actor is None:
            return None
        return self._made(word.bare_start(), words[last - 1].end, at, last, actor, sure, "unit")

    def _numbered(self, words: Sequence[Word], at: int, context: Context) -> Mention | None:
        """A unit whose number is a name elsewhere (الفرقة الرابعة outside Syria)."""
        word = words[at]
        unit, *number = word.stem.split(" ")
        found = self._words.number(number, 0) if bare(unit) in self._words.units and number else None
        country, sure, _ = self._whose.owner_of(words, at, at + 1, context)
        above = self._registry.in_country("military", country) if country and found else None
        actor = (
            self._registry.lookup(f"{above}/{self._words.units[bare(unit)]}-{found[1]}") if above and found else None
        )
        return self._made(word.bare_start(), word.end, at, at + 1, actor, sure, "unit") if actor else None

    def _force(self, words: Sequence[Word], at: int, head: Word, context: Context) -> tuple[str | None, float]:
        """The force whose unit it is: في الحشد الشعبي, التابع للجيش, الإسرائيلية."""
        for step in range(at, min(at + 4, len(words))):
            word = words[step]
            mention: Mention | None = None
            if word.kind == "name":
                mention = self._named(words, step, context)
            elif step > at or word.preposition:
                if word.stem.split(" ", 1)[0] in self._starts and not word.after:
                    mention = self._spoken(words, step, context)
            elif country := self._whose.owner(words, step, head)[0]:
                return self._registry.in_country("military", country), BY_ADJECTIVE
            if mention is not None:
                return (mention.ref, mention.confidence) if not mention.people else (None, 0.0)
            if bare(word.stem) not in self._words.links:
                break
        return None, 0.0

    def _made(self, start: int, end: int, first: int, last: int, actor: Actor, sure: float, form: str) -> Mention:
        what: EntityKind = "armed_group" if actor.kind in ARMED and form != "unit" else "unit"
        if form != "unit" and actor.kind in ("org", "media"):
            what = "organisation"
        return Mention(start, end, first, last, actor.id, sure, actor.country, actor.kind, what, form)


def _state(word: Word) -> bool:
    """Whether a word is the name of a state."""
    return not word.before and any(e.kind == "country" and not e.needs_context for e in word.places)
