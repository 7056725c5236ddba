"""The reader's stages with a record of their decisions: what each looked at, and what made it decide.

The stages themselves stay as they are; these decide by calling them and only write down what they see, so that an
explained reading cannot differ from a plain one.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexeme, Lexicon, bare
from marsad.lexicon.schema import as_list
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft, Filler, Parsed
from marsad.reader.events import conditions
from marsad.reader.events.find import EventFinder
from marsad.reader.evidence import Evidence
from marsad.reader.locate import Located
from marsad.reader.mentions import PlaceMention
from marsad.reader.report import Assembler
from marsad.reader.status import StatusFinder
from marsad.reader.viable import companion_of
from marsad.reader.words import Word

#: How many words of a condition are listed.
_SHOWN: Final = 5
_OF_CLAUSE: Final = {
    "hypothetical": "its clause is a condition",
    "denied": "its verb is negated",
    "planned": "its verb is in the future or tells a purpose",
    "uncertain": "a word of doubt stands before its verb",
}


class Considered(NamedTuple):
    """An entry that a word offered and that was not taken, with the reason."""

    parsed: Parsed
    word: Word
    entry: Lexeme
    why: str


class Because(NamedTuple):
    """What decided a status: words for people, and the entry that holds them."""

    why: str
    entry: Lexeme | None


class TracedEvents(EventFinder):
    """Finds events, and remembers the entries that competed and the drafts that were joined to others."""

    def __init__(self, lexicon: Lexicon, quantities: Any) -> None:
        super().__init__(lexicon, quantities)
        self.considered: list[Considered] = []
        self.joined: list[Draft] = []
        self._met: list[Draft] = []

    def _meets(self, draft: Draft) -> bool:
        met = super()._meets(draft)
        if met:
            self._met.append(draft)
        else:
            self.considered.append(Considered(draft.parsed, draft.word, draft.entry, _unmet(draft)))
        return met

    def _best(self, parsed: Parsed, chunk: Chunk, word: Word, is_verb: bool) -> Draft | None:
        self._met = []
        best = super()._best(parsed, chunk, word, is_verb)
        for draft in self._met:
            if best is not None and draft is not best:
                why = f"{best.entry.id} says more"
                self.considered.append(Considered(parsed, word, draft.entry, why))
        return best

    def _join(self, parsed: Parsed, drafts: list[Draft]) -> list[Draft]:
        kept = super()._join(parsed, drafts)
        self.joined += [d for d in drafts if d.absorbed is not None]
        return kept


class TracedStatus(StatusFinder):
    """Decides the status, and remembers by what."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self.because: dict[int, Because] = {}
        self._marks: list[tuple[str, Because]] = []

    def _mark(self, status: str, why: str, entry: Lexeme | None = None) -> str:
        if status:
            self._marks.append((status, Because(why, entry)))
        return status

    def _status(self, draft: Draft, said: list[tuple[Clause, Lexeme]]) -> str:
        self._marks = []
        status = super()._status(draft, said)
        found = next((b for s, b in reversed(self._marks) if s == status), None)
        if found is not None:
            self.because[id(draft)] = found
        elif status:
            self.because[id(draft)] = Because("the words around it say so", None)
        elif draft.entry.data.get("status"):
            self.because[id(draft)] = Because("the entry says so", draft.entry)
        else:
            self.because[id(draft)] = Because("nothing governs it: told as it is", None)
        return status

    def _entry_status(self, lexemes: tuple[Lexeme, ...], slot: str, parsed: Parsed) -> str:
        for lexeme in lexemes:
            status = super()._entry_status((lexeme,), slot, parsed)
            if status:
                return self._mark(status, "a word that governs it", lexeme)
        return ""

    def _verbal(self, clause: Clause) -> str:
        status = super()._verbal(clause)
        return self._mark(status, _OF_CLAUSE.get(status, "its verb says so"))

    def _governed(self, clause: Clause, said: list[tuple[Clause, Lexeme]]) -> str:
        status = super()._governed(clause, said)
        parent, steps = clause.parent, 0
        while status and parent is not None and steps < len(said) + 1:
            entry = next((e for c, e in said if c is parent), None)
            if entry is not None:
                return self._mark(status, "what the clause above it says", entry)
            parent, steps = parent.parent, steps + 1
        return self._mark(status, "the clause above it")


class Resolved(NamedTuple):
    """The places of one event as they were asked for, and where each was put."""

    mentions: list[tuple[str, PlaceMention, Filler]]
    located: list[Located]


class TracedAssembler(Assembler):
    """Makes records, and remembers how the places of each event were chosen."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, places: Any) -> None:
        super().__init__(lexicon, gazetteer, places)
        self.resolved: list[Resolved] = []

    def _located(self, mentions: list[tuple[str, PlaceMention, Filler]], evidence: Evidence) -> list[Located]:
        located = super()._located(mentions, evidence)
        self.resolved.append(Resolved(mentions, located))
        return located


def _unmet(draft: Draft) -> str:
    data = draft.entry.data
    for key, fillers in (("subject", conditions.subjects(draft)), ("object", conditions.objects(draft))):
        wanted = set(as_list(data.get(key)))
        if wanted and not any(conditions.is_any(f, wanted) for f in fillers):
            return f"its {key} is none of {', '.join(sorted(wanted))}"
        unwanted = set(as_list(data.get(f"not_{key}")))
        if any(conditions.kinds_of(f) & unwanted for f in fillers):
            return f"its {key} is one of {', '.join(sorted(unwanted))}"
        if key in as_list(data.get("needs")) and not fillers:
            return f"it has no {key}"
    return "nothing else in the sentence speaks of war" if data.get("weak") else "a condition of it is not met"


def unviable(parsed: Parsed) -> list[Considered]:
    """Event entries of the sentence's words that the words around them rule out, before any role is known."""
    found = []
    for word in parsed.words:
        for entry in word.lexemes:
            if entry.family == "events" and entry not in word.events and _fits(word, entry):
                why = _ruled_out(parsed, word, entry)
                if why:
                    found.append(Considered(parsed, word, entry, why))
    return found


def _fits(word: Word, entry: Lexeme) -> bool:
    """Whether an entry could hold for a word of this part of speech at all."""
    if word.pos == "V":
        return not entry.data.get("noun_only")
    if word.pos == "M":
        return word.kind != "word" or any(r.lexeme is entry and r.pos == "m" for r in word.readings)
    return bool(entry.data.get("participles"))


def _few(words: list[str]) -> str:
    return "، ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")


def _ruled_out(parsed: Parsed, word: Word, entry: Lexeme) -> str:
    data = entry.data
    if entry.companions and companion_of(parsed.words, word, entry) is None:
        return f"none of its companions follows: {_few(as_list(data['with']))}"
    forbidden = [w for w in as_list(data.get("unless")) if bare(w) in parsed.stems]
    if forbidden:
        return f"the sentence holds {_few(forbidden)}"
    near = as_list(data.get("near"))
    if near and not any(bare(w) in parsed.stems for w in near):
        return f"the sentence holds none of {_few(near)}"
    return ""
