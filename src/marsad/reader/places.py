"""Places of an event: which phrases around it are places, how they relate to it, and what the gazetteer says.

A phrase is a place when the gazetteer knows a name in it, when its head is a place noun with a proper name, when it
is an unknown name after a preposition of place, or when it points back to a place (المدينة).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from marsad.gazetteer.index import Entry, Gazetteer
from marsad.lexicon.lexicon import Lexicon, name_heads
from marsad.reader.clauses import Chunk
from marsad.reader.draft import Draft, Filler, Parsed
from marsad.reader.phrases import NounPhrase
from marsad.reader.words import Word

_MOVING: Final = frozenset(
    (
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
    )
)
_LEAVING: Final = frozenset(("withdrawal", "displacement", "evacuation", "return"))
_GROUND: Final = frozenset(("capture", "siege", "border_control"))
_OPENERS: Final = frozenset(("في", "ب", "داخل", "ضمن"))
_BY_NAME: Final = frozenset(("settlement", "admin", "terrain", "border", "area", "road"))
_NAMED_SITES: Final = frozenset(("site", "building", "tunnel"))


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as written: its words, the name inside them, and what the gazetteer offers.

    Attributes:
        start, end: source offsets of the whole phrase.
        name: the name as written.
        entries: gazetteer entries of that name.
        part: whether the words mean a part of it or something beside it (جنوب الحضر).
        near: whether the part lies beside it (محيط).
        kind: semantic classes of the head.
    """

    start: int
    end: int
    name: str
    entries: tuple[Entry, ...]
    part: bool
    near: bool
    kind: frozenset[str]
    reference: bool = False


class Places:
    """Finds places of drafts; holds the lexicon and the gazetteer."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        g = lexicon.grammar
        self._direction = g["direction"]
        self._near_part = g["near_part"]
        self._reference = g["place_reference"]
        self._roles = [("near", g["near"]), ("from", g["from"]), ("to", g["to"]), ("at", g["at"])]
        self._same = g["same"]

    def role_of(self, preposition: str) -> str:
        """The role of a place after a preposition, or nothing."""
        for role, words in self._roles:
            if preposition in words:
                return role
        return ""

    # -- mentions ---------------------------------------------------------------------------------------------

    def mention(
        self, phrase: NounPhrase, parsed: Parsed, *, located: bool, text: str, moving: bool = False
    ) -> PlaceMention | None:
        """The place a phrase names, if it names one; ``located``: it stands after a preposition of place."""
        words = parsed.words
        inside = words[phrase.first : phrase.last]
        if phrase.number is not None or phrase.head.pos == "U" or phrase.event:
            return None
        head = phrase.head
        stem = head.stem
        part = stem in self._direction
        near = stem in self._near_part
        classes = head.classes
        placelike = "place" in classes or part
        if (
            classes & {"person", "collective", "statement", "document", "media", "aircraft", "vehicle"}
            and not placelike
        ):
            return None
        start = 1 if part or (classes & _BY_NAME and phrase.last - phrase.first > 1) else 0
        found = self._known(inside, start, placelike or located)
        if found is None and start:
            found = self._known(inside, 0, placelike or located)
        if found is not None:
            at, size, entries = found
            usable = tuple(e for e in entries if not e.needs_context or placelike or located)
            lead = [w for w in inside[:at] if w.pos in ("N", "A", "M", "Q")]
            if usable and (
                placelike or at == 0 or all("place" in w.classes or w.stem in self._direction for w in lead)
            ):
                if at and not placelike:
                    return None
                name_words = inside[at : at + size]
                name = text[name_words[0].bare_start() : name_words[-1].end]
                return PlaceMention(phrase.start, phrase.end, name, usable, part, near, classes)
        if text[phrase.start : phrase.end] and self._is_reference(head, inside):
            if located or classes & {"settlement", "admin", "border"}:
                return PlaceMention(
                    phrase.start, phrase.end, text[phrase.start : phrase.end], (), False, False, classes, True
                )
            return None
        if "border" in classes and any("country" in x.data for w in inside[1:] for x in w.lexemes):
            return PlaceMention(phrase.start, phrase.end, text[phrase.start : phrase.end], (), False, False, classes)
        if (
            moving
            and classes & {"settlement", "area", "terrain", "border", "admin", "site"}
            and phrase.definite
            and (phrase.last - phrase.first > 1 or head.after)
        ):
            return PlaceMention(phrase.start, phrase.end, text[phrase.start : phrase.end], (), part, near, classes)
        names = [
            w
            for w in inside[1:]
            if (w.pos in "XL" and w.kind != "name") or w.pos == "." or (w.article and w.pos in ("N", "A", "Q", "X"))
        ]
        if classes & _BY_NAME and names and self._proper(inside):
            return PlaceMention(phrase.start, phrase.end, self._bare_name(inside, text), (), part, near, classes)
        if classes & _NAMED_SITES and any(w.pos in "XL" for w in inside[1:]) and (located or self._proper(inside)):
            return PlaceMention(phrase.start, phrase.end, text[phrase.start : phrase.end], (), part, near, classes)
        if (
            part
            and len(inside) > 1
            and (inside[1].pos in "XL" or inside[1].form in self._reference or "place" in inside[1].classes)
        ):
            return PlaceMention(
                phrase.start,
                phrase.end,
                text[inside[1].start : phrase.end],
                (),
                part,
                near,
                inside[1].classes,
                inside[1].form in self._reference,
            )
        if (
            located
            and head.pos == "X"
            and not classes
            and not head.article
            and not head.is_adjective
            and len(head.stem) > 2
            and not head.after
        ):
            return PlaceMention(phrase.start, phrase.end, text[phrase.start : phrase.end], (), False, False, classes)
        if (
            located
            and head.pos == "X"
            and head.article
            and not classes
            and not head.is_adjective
            and len(head.stem) > 2
        ):
            return PlaceMention(phrase.start, phrase.end, text[phrase.start : phrase.end], (), False, False, classes)
        return None

    def _is_reference(self, head: Word, inside: list[Word]) -> bool:
        form = "ال" + head.stem if head.article else head.form
        if form not in self._reference:
            return bool(
                "place" in head.classes
                and "area" not in head.classes
                and head.article
                and any(w.form in self._same for w in inside[1:])
            )
        return len(inside) == 1 or all(w.is_adjective or w.form in self._same for w in inside[1:])

    def _proper(self, inside: list[Word]) -> bool:
        """Whether the words after a place noun are a name rather than a description."""
        following = inside[1]
        if following.pos in ("X", "L", ".") and following.kind != "name":
            return not (following.is_adjective and following.article and len(inside) == 2 and following.pos != "X")
        if following.kind == "name":
            return False
        return (
            following.article
            and following.pos == "N"
            and not following.classes
            & {"abstract", "quantity", "time_unit", "goods", "explosive", "weapon", "person", "collective"}
        )

    def _bare_name(self, inside: list[Word], text: str) -> str:
        return text[inside[1].start : inside[-1].end]

    def _known(self, inside: list[Word], start: int, supported: bool) -> tuple[int, int, tuple[Entry, ...]] | None:
        """The first place name the gazetteer knows inside the words: position, length, entries."""
        forms = [w.form for w in inside]
        for at in range(start, len(inside)):
            word = inside[at]
            if word.pos in ("P", "C", "U", ".", "V", "D"):
                if word.pos == ".":
                    continue
                break
            whole = forms[at:]
            if word.before:
                stripped = ("ال" if word.article else "") + word.stem
                for before, stem in name_heads(word.form) if word.places else ():
                    if before == word.place_before:
                        stripped = stem
                whole = [stripped, *whole[1:]]
            size, entries = self._gazetteer.longest(whole, 0)
            if size and entries:
                common = size == 1 and word.pos != "X" and not word.places
                if common and not supported:
                    continue
                return at, size, entries
        return None

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
            if found is None:
                return False
            taken.add(id(filler.phrase))
            out.append(("near" if found.near and role == "at" else role, found, filler))
            return True

        for role, filler in draft.placed:
            add(role, filler)
        actors = {id(f.phrase) for f in draft.actors}
        last = ""
        chunks = draft.parsed.chunks
        spans = [(begin, stop)]
        aim = draft.notes.get("aim")
        if aim is not None:
            spans.append((aim.first, aim.chunk.last + 8))
        spans += [(c.chunks[0].first, c.chunks[-1].last) for c in draft.extra if c.chunks]
        for chunk in chunks:
            if not any(a <= chunk.first < b for a, b in spans):
                continue
            last = self._step(draft, chunk, last, actors, add)
        for filler in draft.targets:
            if not filler.implied and filler.parsed is draft.parsed and id(filler.phrase) not in taken:
                found = self.mention(filler.phrase, filler.parsed, located=False, text=text)
                if found is not None and (not found.reference or found.kind & {"settlement", "admin"}):
                    taken.add(id(filler.phrase))
                    out.append(("near" if found.near else "at", found, filler))
        if not any(role in ("at", "near") for role, _, _ in out):
            self._opening(draft, begin, add)
        out.sort(key=lambda item: item[1].start)
        return out

    def _opening(self, draft: Draft, begin: int, add: Callable[[str, Filler], bool]) -> None:
        """A place that opens the sentence holds for all its clauses (codebook, decision 5)."""
        last = ""
        chunks = draft.parsed.chunks
        if (
            len(chunks) > 1
            and chunks[1].kind == "colon"
            and chunks[0].phrase is not None
            and (chunks[0].phrase.head.places or "place" in chunks[0].phrase.classes)
        ):
            add("at", Filler(chunks[0].phrase, draft.parsed, False, "", chunks[0]))
            return
        for chunk in chunks:
            if chunk.kind == "verb" or chunk.first >= begin:
                return
            if chunk.kind == "conj" and not chunk.joined:
                return
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
            if (chunk.joined or phrase.classes & {"settlement", "admin"}) and last and not phrase.event:
                return last if add(last, Filler(phrase, draft.parsed, False, "", chunk)) else ""
            return ""
        role = self.role_of(chunk.preposition)
        if not role and chunk.prep_word is not None:
            role = self.role_of(chunk.prep_word.form)
        if not role or (role == "to" and chunk.preposition == "ل"):
            return ""
        if role in ("from", "to") and draft.type not in _MOVING and chunk.preposition not in draft.frame:
            return ""
        if (
            role == "at"
            and chunk.preposition == "علي"
            and not phrase.classes & {"place"}
            and not phrase.head.places
            and chunk.preposition not in draft.frame
        ):
            return ""
        return role if add(role, Filler(phrase, draft.parsed, False, chunk.preposition, chunk)) else ""
