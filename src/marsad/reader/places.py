"""Places of an event: which phrases around it are places, and how they relate to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler, Parsed
from marsad.reader.mentions import Mentions, PlaceMention
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.sources.formulas import attributes

_MOVING: Final = frozenset(
    [
        "withdrawal",
        "advance",
        "displacement",
        "evacuation",
        "return",
        "aid",
        "release",
        "surrender",
        "border_control",
        "shelling",
        "clash",
        "abduction",
        "arrest",
        "disposal",
    ]
)
_FIRING: Final = frozenset(("shelling", "clash"))
_LEAVING: Final = frozenset(("withdrawal", "displacement", "evacuation", "return"))
_FLEEING: Final = frozenset(("displacement", "evacuation", "withdrawal"))
_ARRIVING: Final = frozenset(("advance", "displacement", "evacuation", "return", "aid"))
_GROUND: Final = frozenset(("capture", "siege", "border_control"))
_OPENERS: Final = frozenset(("في", "ب", "داخل", "ضمن"))
_INSIDE: Final = frozenset(("في", "ب", "داخل", "قرب", "من"))
_PLACED: Final = frozenset(("settlement", "admin", "site"))
_SOMEBODY: Final = frozenset(("person", "collective"))


def _town(phrase: NounPhrase | None) -> bool:
    """Whether a phrase is the name of a town that stands for no government (بين حماة وحمص)."""
    if phrase is None or phrase.classes or phrase.head.place_size != phrase.last - phrase.head.i:
        return False
    return any(e.kind == "city" and not e.capital and not e.needs_context for e in phrase.head.places)


def _opens_clause(chunks: Sequence[Chunk], chunk: Chunk) -> bool:
    """غارات على إدلب وموسكو تنفي: what is joined has a verb of the present right after it, and is its subject."""
    after = next((c for c in chunks if c.first >= chunk.last), None)
    return after is not None and after.kind == "verb" and not after.joined and after.word.tense == "n"


def _institution(filler: Filler, seats: frozenset[str]) -> bool:
    """مقر المصرف المركزي: a seat without a proper name is a target and no place (codebook, decision 10)."""
    words = filler.parsed.words[filler.phrase.first : filler.phrase.last]
    return filler.phrase.head.stem in seats and not any(w.pos in "XL" or w.places for w in words)


def _within(found: list[tuple[str, PlaceMention, Filler]], label: Chunk) -> bool:
    """Whether what an event's clause names may lie where the label of its entry says; روسيا: مقتل 20 في غارات على إدلب tells who says it."""
    around = {e.country for e in label.phrase.head.places} if label.phrase is not None else set()
    own = [{e.country for e in mention.entries} for role, mention, _ in found if role in ("at", "near")]
    return not around or all(not countries or countries & around for countries in own)


class Places:
    """Finds places of drafts; holds the lexicon and the gazetteer."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._mentions = Mentions(lexicon, gazetteer)
        g = lexicon.grammar
        self._direction = g["direction"]
        self._residents = g["residents"]
        self._seats = g["seat"]
        self._backed = g["backed"]
        self._roles = [("near", g["near"]), ("from", g["from"]), ("to", g["to"]), ("at", g["at"])]

    def role_of(self, preposition: str) -> str:
        """The role of a place after a preposition, or nothing."""
        for role, words in self._roles:
            if preposition in words:
                return role
        return ""

    def mention(
        self, phrase: NounPhrase, parsed: Parsed, *, located: bool, text: str, moving: bool = False
    ) -> PlaceMention | None:
        """The place a phrase names, if it names one (see ``Mentions.of``)."""
        return self._mentions.of(phrase, parsed, located=located, text=text, moving=moving)

    # -- places of a draft ------------------------------------------------------------------------------------

    def place(self, draft: Draft, stop: int, begin: int, text: str) -> list[tuple[str, PlaceMention, Filler]]:
        """The places of a draft: role fillers that are places, then phrases of place in its reach.

        Args:
            draft: a finished draft.
            stop: word index of the next event, where its reach ends.
            begin: word index where its clause begins (places before the predicate).
            text: the document's text.
        """
        out: list[tuple[str, PlaceMention, Filler]] = []
        taken: set[int] = set()

        def add(role: str, filler: Filler) -> bool:
            if id(filler.phrase) in taken:
                return False
            found = self.mention(
                filler.phrase,
                filler.parsed,
                located=True,
                text=text,
                moving=(role in ("from", "to") and draft.type in _LEAVING)
                or (role == "at" and draft.type in _GROUND and not filler.slot.startswith("في")),
            )
            if found is None or (
                role == "at" and not found.entries and not found.reference and _institution(filler, self._seats)
            ):
                return False
            taken.add(id(filler.phrase))
            out.append(("near" if found.near and role == "at" else role, found, filler))
            return True

        for role, filler in draft.placed:
            add(role, filler)
        actors = {id(f.phrase) for f in draft.actors}
        last = ""
        chunks = draft.parsed.chunks
        acting = {*actors, *(id(f.phrase) for f in draft.devices)}
        spans = [(begin, stop)]
        aim = draft.notes.get("aim")
        if aim is not None:
            spans.append((aim.first, aim.chunk.last + 8))
        spans += [(c.chunks[0].first, c.chunks[-1].last) for c in draft.extra if c.chunks]
        before: Chunk | None = None
        for chunk in chunks:
            if not any(a <= chunk.first < b for a, b in spans):
                before = chunk
                continue
            if self._object_of(chunk, before, draft, acting) and add("at", self._filler(draft, chunk)):
                last, before = "at", chunk
                continue
            before = chunk
            if chunk.preposition == "بين" and id(chunk.phrase) in actors and _town(chunk.phrase):
                last = "near" if add("near", self._filler(draft, chunk)) else ""
                continue
            if last == "near" and chunk.joined and id(chunk.phrase) in actors and _town(chunk.phrase):
                add("near", self._filler(draft, chunk))
                continue
            last = self._step(draft, chunk, last, actors, add)
        for filler in (*draft.actors, *draft.targets):
            if not filler.implied and filler.parsed is draft.parsed and id(filler.phrase) not in taken:
                self._inside(draft, filler, text, out)
        for filler in draft.targets:
            if not filler.implied and filler.parsed is draft.parsed and id(filler.phrase) not in taken:
                found = self.mention(filler.phrase, filler.parsed, located=False, text=text)
                if found is not None and (not found.reference or not found.kind.isdisjoint(("settlement", "admin"))):
                    taken.add(id(filler.phrase))
                    out.append(("near" if found.near else "at", found, filler))
        label = self._label(draft)
        if label is not None:
            if _within(out, label):
                add("at", self._filler(draft, label))
        elif not any(role in ("at", "near") for role, _, _ in out):
            self._opening(draft, begin, add)
        out.sort(key=lambda item: item[1].start)
        return out

    def _filler(self, draft: Draft, chunk: Chunk) -> Filler:
        assert chunk.phrase is not None
        return Filler(chunk.phrase, draft.parsed, False, chunk.preposition, chunk)

    def _object_of(self, chunk: Chunk, before: Chunk | None, draft: Draft, acting: set[int]) -> bool:
        """A place right after the event's noun (معارك مديرية رداع) or after who does it (قصفت مسيرة مطار عطبرة)."""
        phrase = chunk.phrase
        if phrase is None or before is None or before.last != chunk.first or phrase.event:
            return False
        if chunk.kind != "noun" or chunk.preposition or chunk.joined:
            return False
        if phrase.head.is_adjective and phrase.head.article and phrase.last - phrase.first == 1:
            return False  # برصاص الاحتلال الحي
        if not (phrase.head.places and phrase.head.places[0].kind != "country") and phrase.classes.isdisjoint(_PLACED):
            return False
        if not phrase.classes.isdisjoint(_SOMEBODY) and phrase.classes.isdisjoint(_PLACED):
            return False
        after_trigger = before.first <= draft.first < before.last and not draft.is_verb
        return after_trigger or id(before.phrase) in acting

    def _inside(self, draft: Draft, filler: Filler, text: str, out: list[tuple[str, PlaceMention, Filler]]) -> None:
        """The place inside a role: where residents live (أهالي سراقب), where somebody is (ناشطاً في إب)."""
        phrase, words = filler.phrase, filler.parsed.words
        at, role = 0, ""
        if phrase.head.stem in self._residents and phrase.last > phrase.head.i + 1:
            at = phrase.head.i + 1
            role = "from" if draft.type in _FLEEING else "to" if draft.type == "return" else "at"
        else:
            for k in range(phrase.head.i + 1, phrase.last - 1):
                if words[k].pos == "P" and words[k].form in _INSIDE:
                    at, role = k + 1, self.role_of(words[k].form)
                    break
        if not at or not role:
            return
        found = self._mentions.within(phrase, at, filler.parsed, located=True, text=text)
        if found is not None and (found.entries or not found.kind.isdisjoint(("settlement", "admin"))):
            out.append(("near" if found.near and role == "at" else role, found, filler))

    def _label(self, draft: Draft) -> Chunk | None:
        """The place before the colon that opens an entry of a bulletin (حلب: ألقى الطيران …)."""
        marks = ("comma", "quote")
        chunks = [c for c in draft.parsed.chunks[:3] if c.kind not in marks][:2]
        if len(chunks) < 2 or chunks[1].kind != "colon" or chunks[0].phrase is None:
            return None
        phrase = chunks[0].phrase
        return chunks[0] if phrase.head.places or "place" in phrase.classes else None

    def _opening(self, draft: Draft, begin: int, add: Callable[[str, Filler], bool]) -> None:
        """A place that opens the sentence holds for all its clauses (codebook, decision 5)."""
        last = ""
        chunks = draft.parsed.chunks
        sayer = False
        for chunk in chunks:
            if chunk.kind == "verb" or chunk.first >= begin:
                return
            if chunk.kind == "conj" and not chunk.joined:
                return
            # بحسب مراسلنا في إدلب، …: where who tells it is
            sayer = chunk.kind != "comma" and (sayer or (chunk.prep_word is not None and attributes(chunk.prep_word)))
            if sayer:
                continue
            if chunk.preposition and chunk.preposition not in _OPENERS:
                last = ""
                continue
            last = self._step(draft, chunk, last, set(), add)

    def _step(self, draft: Draft, chunk: Chunk, last: str, actors: set[int], add: Callable[[str, Filler], bool]) -> str:
        if chunk.kind != "noun" or chunk.phrase is None:
            return last if chunk.kind in ("paren", "quote", "adverb", "time", "comma") and chunk.kind != "comma" else ""
        phrase = chunk.phrase
        if id(phrase) in actors or any(f.phrase is phrase and f.slot == "gen" for f in draft.targets):
            return ""
        if not chunk.preposition:
            if phrase.head.stem in self._direction:
                return "at" if add("at", Filler(phrase, draft.parsed, False, "", chunk)) else ""
            if chunk.joined and _opens_clause(draft.parsed.chunks, chunk):
                return ""
            if (chunk.joined or not phrase.classes.isdisjoint(("settlement", "admin"))) and last and not phrase.event:
                return last if add(last, Filler(phrase, draft.parsed, False, "", chunk)) else ""
            return ""
        role = self.role_of(chunk.preposition)
        if not role and chunk.prep_word is not None:
            role = self.role_of(chunk.prep_word.form)
        named = any(not e.needs_context for e in phrase.head.places)
        if not role or (role == "to" and chunk.preposition == "ل" and not (named and draft.type in _ARRIVING)):
            return ""
        if role in ("from", "to") and draft.type not in _MOVING and chunk.preposition not in draft.frame:
            return ""
        if role == "to" and draft.type in _FIRING and chunk.preposition == "الي":
            return ""  # أُسعفوا إلى مشفى كذا
        if role == "from" and chunk.first and draft.parsed.words[chunk.first - 1].stem in self._backed:
            return ""
        if (
            role == "at"
            and chunk.preposition == "علي"
            and "place" not in phrase.classes
            and not phrase.head.places
            and chunk.preposition not in draft.frame
        ):
            return ""
        return role if add(role, Filler(phrase, draft.parsed, False, chunk.preposition, chunk)) else ""
