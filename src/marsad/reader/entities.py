"""Entities: who and what the article names, each once, with all its mentions.

Mentions of one actor of the registry are one entity (``reader.actors`` finds them), else mentions of the same folded
words; a person's later short name joins the fullest name that ends with it.  People named without office or rank are marked private (codebook; the ethics of public outputs).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from marsad.lexicon.lexicon import bare
from marsad.reader.actors import Actors
from marsad.reader.draft import Filler, Parsed, Speaker
from marsad.reader.mention import Mention
from marsad.reader.phrases.phrase import NounPhrase
from marsad.records import EntityKind

_KINDS: Final[tuple[tuple[str, EntityKind], ...]] = (
    ("group", "armed_group"), ("unit", "unit"), ("force", "unit"), ("state", "state"), ("authority", "organisation"), ("media", "organisation"),
    ("org", "organisation"), ("fighter", "people"), ("civilian", "people"), ("crowd", "people"), ("displaced", "people"), ("detainee", "people"),
    ("family", "people"), ("toll", "people"), ("official", "person"), ("rank", "person"), ("spokesperson", "person"), ("role", "person"), ("person", "people"),
    ("place", "place"),
)  # fmt: skip
#: Kinds of the registry that bear no arms, for the code tables.
_UNARMED: Final = frozenset(("org", "media", "people"))
#: Classes that make a named somebody a person, whatever else his title is (اللواء فلان).
_PERSONAL: Final = frozenset(("official", "rank", "spokesperson", "role"))
_OFFICE: Final = frozenset(("official", "rank", "spokesperson", "role", "fighter"))
#: Kinds of the code tables by semantic class, the first that fits.
_CODE_KINDS: Final = (("group", "rebel"), ("crowd", "protesters"), ("unit", "state"), ("force", "state"), ("authority", "state"), ("official", "state"), ("rank", "state"),
               ("fighter", "rebel"), ("civilian", "civilians"), ("displaced", "civilians"), ("family", "civilians"), ("role", "civilians"), ("building", "civilians"),
               ("detainee", "civilians"), ("org", "civilians"))  # fmt: skip


class Known:
    """An entity in the making."""

    __slots__ = (
        "country",
        "id",
        "kind",
        "mentions",
        "name",
        "named",
        "organisation",
        "private",
        "ref",
        "ref_confidence",
        "role",
        "words",
    )

    def __init__(self, number: int, kind: EntityKind, name: str, words: frozenset[str]) -> None:
        self.id = f"n{number}"
        self.kind = kind
        self.name = name
        self.words = words
        self.mentions: dict[tuple[int, int], str] = {}
        self.private = False
        self.country: str | None = None
        self.ref: str | None = None
        self.ref_confidence: float | None = None
        self.role: str | None = None
        self.organisation: str | None = None
        self.named = True


class _Covering:
    """Spans, and whether one of them holds another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def holds(self, start: int, end: int) -> bool:
        """Whether a span begins no later and ends no earlier."""
        at = bisect_right(self._starts, start)
        return at > 0 and self._ends[at - 1] >= end


class Registry:
    """The entities of one document."""

    def __init__(self, text: str, actors: Actors | None = None, mentions: Sequence[Sequence[Mention]] = ()) -> None:
        self._text = text
        self._actors = actors
        self._mentions = mentions
        self._by_key: dict[str, Known] = {}
        self._by_ref: dict[str, Known] = {}
        self._people: list[Known] = []
        self.known: list[Known] = []

    def meant(self, phrase: NounPhrase, parsed: Parsed) -> Mention | None:
        """The actor of the registry that a phrase means, if any."""
        if self._actors is None or parsed.number >= len(self._mentions):
            return None
        return self._actors.phrases.actor(phrase, parsed.words, self._mentions[parsed.number])

    def _of(self, mention: Mention) -> Known:
        """The entity of an actor of the registry."""
        found = self._by_ref.get(mention.ref)
        if found is None:
            name = self._text[mention.start : mention.end]
            found = Known(len(self.known) + 1, mention.entity, name, frozenset())
            found.ref, found.country, found.ref_confidence = mention.ref, mention.country, mention.confidence
            found.named = mention.form != "short"
            self._by_ref[mention.ref] = found
            self.known.append(found)
        return found

    def complete(self) -> None:
        """Add every mention of an actor that is in no role."""
        inside = _Covering(span for known in self.known for span in known.mentions)
        own: dict[str, _Covering] = {}
        for mentions in self._mentions:
            for mention in mentions:
                start, end = mention.start, mention.end
                if mention.people:
                    if not inside.holds(start, end):
                        self._some_people(mention)
                    continue
                found = self._of(mention)
                if found.id not in own:
                    own[found.id] = _Covering(found.mentions)
                if not own[found.id].holds(start, end):
                    found.mentions[start, end] = self._text[start:end]
                if mention.form != "short" and (not found.named or end - start > len(found.name)):
                    found.name, found.named = self._text[start:end], True
                found.ref_confidence = max(found.ref_confidence or 0.0, mention.confidence)

    def _some_people(self, mention: Mention) -> None:
        """People named by what they are (متظاهرون): one entity for all mentions in the same words."""
        name = self._text[mention.start : mention.end]
        key = " ".join(bare(w) for w in name.split())
        found = self._by_key.get(key)
        if found is None:
            found = self._by_key[key] = Known(len(self.known) + 1, mention.entity, name, frozenset())
            found.ref, found.country, found.ref_confidence = mention.ref, mention.country, mention.confidence
            self.known.append(found)
        found.mentions[mention.start, mention.end] = name

    def add(
        self,
        start: int,
        end: int,
        phrase: NounPhrase,
        parsed: Parsed,
        *,
        kind: EntityKind | None = None,
        acting: bool = False,
    ) -> str | None:
        """Record a mention and return its entity's id; None for words that name nothing in particular."""
        name = self._text[start:end]
        if (latter := self._latter(start, phrase, parsed)) is not None:
            latter.mentions.setdefault((start, end), name)
            return latter.id
        mention = self.meant(phrase, parsed)
        if mention is None and acting and self._actors is not None:
            mention = self._actors.phrases.state(phrase)
        if mention is not None and not mention.people:
            actor = self._of(mention)
            actor.mentions.setdefault((start, end), name)
            return actor.id
        if phrase.number is not None and phrase.head.pos == "U":
            return None
        stems = [bare(w) for w in name.replace("«", " ").replace("»", " ").replace('"', " ").split()]
        key = " ".join(stems)
        if not key:
            return None
        found = self._by_key.get(key)
        if found is None:
            kind = kind or kind_of(phrase)
            named = phrase.name_from >= 0 or (not phrase.classes and phrase.head.pos == "X" and not phrase.head.places)
            if named and kind in ("people", "person"):
                kind = "person"
            words = frozenset(stems)
            if kind == "person" or named:
                for person in self._people:
                    if person.kind == "person" and (words <= person.words or person.words <= words):
                        found = person
                        if len(name) > len(person.name):
                            person.name, person.words = name, words
                        break
            if found is None:
                found = Known(len(self.known) + 1, kind, name, words)
                found.private = kind == "person" and named and phrase.classes.isdisjoint(_OFFICE)
                self.known.append(found)
                if kind == "person":
                    self._people.append(found)
                if mention is not None:
                    found.ref, found.country, found.ref_confidence = mention.ref, mention.country, mention.confidence
            self._by_key[key] = found
        if found.kind == "person":
            self._describe(found, phrase, parsed)
        found.mentions.setdefault((start, end), name)
        return found.id

    def _latter(self, start: int, phrase: NounPhrase, parsed: Parsed) -> Known | None:
        """الأخير: whoever was named last before it."""
        if self._actors is None or phrase.last - phrase.first > 1 or not self._actors.phrases.latter(phrase.head):
            return None
        ends = [(end, known) for known in self.known for _, end in known.mentions if end <= start]
        for mentions in self._mentions[max(0, parsed.number - 1) : parsed.number + 1]:
            ends += [(m.end, self._of(m)) for m in mentions if m.end <= start and not m.people]
        return max(ends, key=lambda found: found[0])[1] if ends else None

    def _describe(self, person: Known, phrase: NounPhrase, parsed: Parsed) -> None:
        """Rank or office, and the body, as the words before the name give them."""
        words = parsed.words
        if person.role is None and phrase.first < phrase.name_from:
            person.role = self._text[phrase.start : words[phrase.name_from - 1].end]
        if person.organisation is None and parsed.number < len(self._mentions):
            for mention in self._mentions[parsed.number]:
                if phrase.first <= mention.first < phrase.last and not mention.people:
                    person.organisation = self._of(mention).id
                    break

    def filler(self, filler: Filler, *, acting: bool = False) -> str | None:
        """The entity of a role filler; ``acting``: of one who does something, so that a country is its state."""
        return self.add(filler.start, filler.end, filler.phrase, filler.parsed, acting=acting)

    def speaker(self, speaker: Speaker) -> str | None:
        """The entity of a source."""
        if speaker.phrase is None:
            return None
        return self.add(speaker.phrase.start, speaker.phrase.end, speaker.phrase, speaker.parsed, acting=True)


def kind_of(phrase: NounPhrase) -> EntityKind:
    """The kind of an entity by the semantic classes of its phrase."""
    if phrase.name_from >= 0 and not phrase.classes.isdisjoint(_PERSONAL):
        return "person"
    for name, kind in _KINDS:
        if name in phrase.classes:
            return kind
    if phrase.head.places:
        return "place"
    return "person" if phrase.name_from >= 0 else "organisation" if phrase.head.pos == "X" else "people"


def code_kind(phrase: NounPhrase, actor: Mention | None = None, country: str | None = None) -> str:
    """The kind of actor for the code tables: of the registry's entry, else from what the article calls it.

    The state is external in another country than its own.
    """
    if actor is not None:
        if actor.kind == "state" and country and actor.country and actor.country != country:
            return "external"
        return actor.kind if actor.kind not in _UNARMED else "civilians"
    if any(e.kind == "country" for e in phrase.head.places):
        return "state"
    for name, kind in _CODE_KINDS:
        if name in phrase.classes:
            return kind
    return "unknown"
