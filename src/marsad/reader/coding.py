"""Codes of an event: who its parties are for the code tables, from the registry, the places and the words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from marsad.actors import Actor
from marsad.actors import Registry as ActorRegistry
from marsad.codes import Coding, Side, add_sides, codes
from marsad.codes.tables import words as code_words
from marsad.lexicon.lexicon import Lexicon, bare
from marsad.reader.draft import Draft, Filler
from marsad.reader.entities import UNARMED, Registry, code_kind, kind_of
from marsad.reader.mention import ARMED
from marsad.records import Place

#: How many words before an actor may say that ground was taken from it (من قبضة عناصر داعش).
_BEFORE: Final = 3
#: Kinds that bear arms.
_BEARING: Final = ARMED | {"state", "external"}
#: Classes of phrases that are people, whatever they do.
_HUMAN: Final = frozenset(("person", "toll", "fighter", "official", "rank", "role", "spokesperson", "civilian", "crowd", "displaced", "family", "detainee", "group", "force", "unit", "authority", "org", "media", "state"))  # fmt: skip
#: Classes of what is no party: buildings, sites, districts; of what its owner is hit in; and of troops.
_PLACES: Final = frozenset(("building", "site", "admin"))
_HELD: Final = frozenset(("site", "org", "building", "vehicle"))
_TROOPS: Final = frozenset(("force", "unit"))
#: Types of events that ground without a fight makes another thing in ACLED and UCDP.
_GROUND: Final = frozenset(("capture", "withdrawal"))
#: A role filler and the id of its entity in the report.
Party = tuple[Filler, str | None]


class Coder:
    """Codes events; holds the lexicon and the registry of actors, and nothing of an article."""

    def __init__(self, lexicon: Lexicon, registry: ActorRegistry) -> None:
        self._lexicon = lexicon
        self._registry = registry
        self._opponent = frozenset(bare(word) for word in code_words("opponent"))
        self._soldiers = frozenset(bare(word) for word in code_words("soldier"))
        self._suspects = frozenset(bare(word) for word in code_words("suspect"))
        self._done_to_people = frozenset(code_words("done_to_people"))
        self._without = frozenset(bare(word) for word in code_words("without"))
        self._fight = frozenset(bare(word) for word in code_words("fight"))
        self._known: dict[str, Actor | None] = {}
        self._governments: dict[str, tuple[str, str] | None] = {}

    def codes(
        self,
        draft: Draft,
        actors: Sequence[Party],
        targets: Sequence[Party],
        registry: Registry,
        places: tuple[Place, ...],
        home: str | None = None,
    ) -> Coding:
        """The codes of a draft whose roles and places are known; ``home``: the one country the article places events in."""
        country = next((p.country for p in places if p.country), None)
        if country is None:
            named = {e.country for w in draft.parsed.words for e in w.places[:1] if e.kind == "country"}
            country = named.pop() if len(named) == 1 else home if not named else None
        doing = [self._side(draft, filler, entity, registry, country) for filler, entity in actors]
        done_to = [self._side(draft, filler, entity, registry, country) for filler, entity in targets]
        # A user's own type is coded like the one it names.
        kind = str(self._lexicon.types.get(draft.type, {}).get("like") or draft.type)
        if kind == "capture" and not any(s.kind in _BEARING for s in done_to):
            done_to += self._held(draft, doing, registry, country)
        cue = draft.entry.data.get("cue")
        cues = {str(cue)} if cue else set()
        if kind in _GROUND and self._no_fight(draft):
            cues.add("no_fight")
        coding = codes(
            kind,
            status=draft.status,
            actor_kinds={s.kind for s in doing} or {"unknown"},
            target_kinds={s.kind for s in done_to} or {"unknown"},
            cues=cues,
        )
        add_sides(coding, kind, doing, done_to, country=country, government=self._government)
        return coding

    def _actor(self, ref: str) -> Actor | None:
        if ref not in self._known:
            self._known[ref] = self._registry.lookup(ref)
        return self._known[ref]

    def _government(self, code: str) -> tuple[str, str] | None:
        if code not in self._governments:
            found = self._registry.state(code)
            self._governments[code] = (found.id, found.en) if found else None
        return self._governments[code]

    def _side(self, draft: Draft, filler: Filler, entity: str | None, registry: Registry, country: str | None) -> Side:
        known = registry.entity(entity)
        body = registry.entity(known.organisation) if known is not None else None
        who = known if known is None or known.ref or body is None else body
        if who is not None and who.ref:
            return self._registered(who.ref, who.country, who.kind, entity, country)
        phrase = filler.phrase
        if phrase.head.after and phrase.classes & _HUMAN and (theirs := self._owner(draft, filler, registry, country)):
            return theirs._replace(entity=entity)
        if theirs := self._possessor(filler, registry, country):
            return theirs._replace(entity=entity)
        text = known.name if known is not None else registry.text(filler.start, filler.end)
        what: str = known.kind if known is not None else kind_of(phrase)
        kind = code_kind(phrase)
        if kind == "rebel" and bare(phrase.head.stem) in self._soldiers:
            kind = "state"
        elif kind == "rebel" and bare(phrase.head.stem) in self._suspects:
            kind = "unknown"
        if phrase.classes & _PLACES:
            what = "place"
        elif draft.type in self._done_to_people:
            pass
        elif kind == "unknown" and not phrase.classes & _HUMAN and phrase.name_from < 0 and phrase.head.pos != "U":
            what = "thing"
        named = next((e.country for e in phrase.head.places[:1] if e.kind == "country"), None)
        return Side(text, kind, "words", entity, None, named if kind == "state" else None, what, kind, None)

    def _possessor(self, filler: Filler, registry: Registry, country: str | None) -> Side | None:
        """Whose base, post or troops a phrase names (قاعدة للجيش الصومالي, قوات الأمم المتحدة)."""
        phrase = filler.phrase
        troops = bool(phrase.head.classes & _TROOPS)
        if not troops and not phrase.head.classes & _HELD:
            return None
        for mention in registry.mentions(filler.parsed):
            if phrase.first < mention.first < phrase.last and mention.kind in _BEARING:
                return self._registered(mention.ref, mention.country, mention.entity, None, country)._replace(
                    basis="words"
                )
            if troops and phrase.first < mention.first < phrase.last and mention.kind == "org":
                side = self._registered(mention.ref, mention.country, "unit", None, country)
                return side._replace(kind="external", basis="words", own="external")
        return None

    def _owner(self, draft: Draft, filler: Filler, registry: Registry, country: str | None) -> Side | None:
        """Whose forces they are that a pronoun gives to somebody (قواته): the sayer's, else of whoever was named last."""
        found: tuple[str, str | None, str] | None = None
        if draft.speaker is not None and draft.speaker.phrase is not None:
            said = registry.entity(registry.speaker(draft.speaker))
            body = registry.entity(said.organisation) if said is not None else None
            who = said if said is None or said.ref or body is None else body
            if who is not None and who.ref:
                found = who.ref, who.country, who.kind
        if found is None:
            for mention in registry.mentions(filler.parsed):
                if mention.end <= filler.start and mention.kind in _BEARING:
                    found = mention.ref, mention.country, mention.entity
        if found is None:
            return None
        side = self._registered(*found, None, country)
        # The forces that a pronoun means are seldom an armed group of another country.
        abroad = side.kind in ARMED and country is not None and side.country not in (None, country)
        return side._replace(basis="sentence") if side.kind in _BEARING and not abroad else None

    def _no_fight(self, draft: Draft) -> bool:
        """Whether the sentence says that there was no fight (دون قتال)."""
        words = draft.parsed.words
        return any(
            bare(word.stem) in self._fight
            and (bare(before.stem) in self._without or before.preposition in self._without)
            for before, word in pairwise(words)
        )

    def _registered(self, ref: str, own: str | None, what: str, entity: str | None, country: str | None) -> Side:
        """The side of an entry of the registry; the state is external in another country than its own."""
        actor = self._actor(ref)
        if actor is None:
            return Side(ref, "unknown", "registry", entity, ref, own, what)
        own = own or actor.country
        kind = actor.kind if actor.kind not in UNARMED else "civilians"
        basis = "registry"
        if kind == "state" and country and own and own != country:
            kind, basis = "external", "country"
        return Side(actor.en, kind, basis, entity, ref, own, what, actor.kind, actor.parent)

    def _held(self, draft: Draft, doing: list[Side], registry: Registry, country: str | None) -> list[Side]:
        """Who held the ground that is taken, where the words after the trigger say it (من قبضة داعش)."""
        refs = {side.ref for side in doing}
        words = draft.parsed.words
        for mention in registry.mentions(draft.parsed):
            if mention.first <= draft.first or mention.ref in refs or mention.kind not in _BEARING:
                continue
            before = words[max(draft.first + 1, mention.first - _BEFORE) : mention.first]
            lead = words[mention.first]
            if lead.preposition in self._opponent or any(
                bare(part) in self._opponent for word in before for part in word.stem.split()
            ):
                side = self._registered(mention.ref, mention.country, mention.entity, None, country)
                return [side._replace(basis="sentence")]
        return []
