"""Events of a sentence: which predicates assert one, of what type, and which are parts of another.

Every verb and event noun that the lexicon knows is a candidate.  Entries compete: companions and conditions that
hold win over plain entries.  Then the codebook's rules join what is one occasion: light verbs, outcomes as counts,
قُتل في غارة as one event of the cause's type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from marsad.lexicon.lexicon import Lexeme, Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler, Parsed
from marsad.reader.events import conditions
from marsad.reader.events.carried import intended, undergone
from marsad.reader.events.control import share
from marsad.reader.events.harm import Harm
from marsad.reader.events.hits import Hits, join_aimed, join_launched
from marsad.reader.events.joins import (
    join_aims,
    join_chains,
    join_companions,
    join_participles,
    join_same,
    share_in_lists,
)
from marsad.reader.events.light import LightVerbs
from marsad.reader.events.outcomes import Outcomes
from marsad.reader.events.participles import Participles, is_predicate
from marsad.reader.events.unharmed import Unharmed
from marsad.reader.quantities import Quantities
from marsad.reader.roles.patients import kept_back
from marsad.reader.roles.roles import Roles
from marsad.reader.viable import companion_of
from marsad.reader.words import Word

#: Acts of those who do them, announced by others as often as by themselves.
#: Whoever is hurt in these is not whom they are directed at.
_AMONG: Final = frozenset(("clash", "advance"))
#: What parts two reports in one sentence.
_PARTING: Final = frozenset(("فيما", "بينما", "في حين"))
_BY_THEMSELVES: Final = frozenset(("surrender", "withdrawal"))


def _within_part(parsed: Parsed, word: Word, entry: Lexeme) -> bool:
    """Whether what an entry asks to be near stands in the same part of the sentence; فيما and its like part two reports."""
    words = parsed.words
    breaks = [w.i for w in words if w.pos == "C" and w.form in _PARTING]
    if not breaks:
        return True
    first = max((i for i in breaks if i <= word.i), default=0)
    last = min((i for i in breaks if i > word.i), default=len(words))
    part = words[first:last]
    return any(
        w.stem in entry.near
        or w.form in entry.near
        or w.form.removeprefix("ال") in entry.near
        or (" " in w.form and not entry.near.isdisjoint(w.form.split()))
        for w in part
    )


def _named_by(parsed: Parsed, chunk: Chunk, entry: Lexeme) -> tuple[Chunk, ...]:
    """The chunks of an event noun: محاولة اغتيال دبرها ضباط may be described at its second."""
    at = parsed.chunks.index(chunk) + 1
    following = parsed.chunks[at] if at < len(parsed.chunks) else None
    if following is None or not following.genitive or following.phrase is None:
        return (chunk,)
    head = following.phrase.head
    return (chunk, following) if entry.companions & {head.stem, head.form} else (chunk,)


class EventFinder:
    """Finds drafts of events in parsed sentences; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon, quantities: Quantities) -> None:
        self._roles = Roles(lexicon)
        self._light = LightVerbs(lexicon)
        self._participles = Participles(lexicon, self._roles)
        self._harm = Harm(lexicon, quantities)
        self._hits = Hits(self._roles.objects, self._harm)
        self._unharmed = Unharmed(lexicon, self._harm)
        self._outcomes = Outcomes(lexicon, quantities, self._harm, self._unharmed)
        self._state = lexicon.grammar["state"]
        self._become = lexicon.grammar["become"]
        self._doer = lexicon.grammar["doer"]

    def find(self, parsed: Parsed) -> list[Draft]:
        """The drafts of one sentence, in the order of their triggers."""
        drafts: list[Draft] = []
        for chunk, word, is_verb in self._candidates(parsed):
            draft = self._best(parsed, chunk, word, is_verb)
            if draft is not None:
                drafts.append(draft)
        return self._join(parsed, drafts)

    def _candidates(self, parsed: Parsed) -> Iterator[tuple[Chunk, Word, bool]]:
        for chunk in parsed.chunks:
            word = chunk.word
            if chunk.kind == "verb":
                if word.events:
                    yield chunk, word, True
            elif chunk.kind in ("noun", "among") and chunk.phrase is not None:
                phrase = chunk.phrase
                head = phrase.head
                if phrase.event:
                    yield chunk, head, False
                else:
                    for inner in parsed.words[phrase.first : phrase.last]:
                        if (
                            inner.events
                            and inner.pos != "M"
                            and not inner.article
                            and (inner is not head or is_predicate(chunk))
                        ):
                            yield chunk, inner, False
                            break

    def _best(self, parsed: Parsed, chunk: Chunk, word: Word, is_verb: bool) -> Draft | None:
        best: Draft | None = None
        best_score = -1.0
        for entry in word.events:
            companion = companion_of(parsed.words, word, entry)
            draft = self._draft(parsed, chunk, word, entry, is_verb, companion)
            if not self._meets(draft):
                continue
            near = 0.05 * (companion.i - word.i) if companion is not None else 0.0
            if entry.near and not _within_part(parsed, word, entry):
                near += 1.25
            score = (
                4.0 * bool(entry.companions)
                - near
                + sum(k in entry.data for k in ("subject", "object", "near", "needs"))
                - 0.5 * bool(entry.data.get("weak"))
            )
            if score > best_score:
                best, best_score = draft, score
        return best

    def _meets(self, draft: Draft) -> bool:
        return conditions.meets(draft)

    def _draft(
        self, parsed: Parsed, chunk: Chunk, word: Word, entry: Lexeme, is_verb: bool, companion: Word | None
    ) -> Draft:
        clause = chunk.clause
        assert clause is not None
        rule = f"{entry.type}/{'verb' if is_verb else 'noun'}"
        draft = Draft(parsed, clause, chunk, word, entry, self._roles.valency.frame(entry, is_verb), is_verb, rule)
        last = word.end
        if companion is not None and companion.i - word.i <= 2 and companion.i > word.i:
            last = companion.end
        draft.trigger = (word.bare_start(), last)
        participle = (
            not is_verb and word.pos != "M" and any(r.pos == "q" for r in word.readings) and word is not chunk.word
        )
        if participle or (not is_verb and (word.pos == "Q" or (word.pos == "A" and is_predicate(chunk)))):
            self._participles.fill(draft)
            return draft
        if not is_verb and chunk.prep_word is not None and chunk.prep_word.form in self._state:
            verb = clause.verb
            if verb is not None and verb.word.stem in self._become and clause.subject is not None:
                draft.targets.append(Filler(clause.subject, parsed, clause.implied, "become"))  # باتت تحت سيطرة
            elif draft.type != "abuse" or clause.subject is None:  # مات تحت التعذيب
                draft.rejected = "event-rejected-generic"
        if not is_verb:
            self._light.carry(draft)
            patient, willing = undergone(draft), intended(draft)
            if patient is not None:
                draft.targets.append(patient)
            if willing is not None and not draft.actors:
                draft.actors.append(willing)
            named = _named_by(parsed, chunk, entry)
            for other in parsed.clauses:
                if other.verb is not None and other.antecedent is not None and other.antecedent in named:
                    families = {(x.family, x.kind) for x in other.verb.word.lexemes}
                    if any(f == "light" and k in ("occur", "light", "stage", "undergo", "host") for f, k in families):
                        draft.extra.append(other)
            if (
                clause.verb is not None
                and clause.subject is chunk.phrase
                and clause not in draft.extra
                and any(
                    x.family == "light"
                    and (x.kind in ("occur", "stage") or (x.kind == "light" and "p" in clause.verb.word.voice))
                    for x in clause.verb.word.lexemes
                )  # لقاء سيُعقد بين فلان وفلان
            ):
                draft.extra.append(clause)
            self._roles.nouns.fill(draft)
            if any(f.slot == "agent" for f in draft.actors) or (
                # أعلن الجيش استسلام مجموعة: who tells of somebody else's act
                draft.type in _BY_THEMSELVES and any(f.slot == "gen" for f in draft.actors)
            ):  # أعلن الحزب سقوطها بيد الحوثيين
                draft.actors = [f for f in draft.actors if f.slot != "light"]
        else:
            self._roles.verbs.fill(draft, self._taken(chunk))
        kept_back(draft, companion)
        return draft

    def _taken(self, verb: Chunk) -> set[int]:
        """Where the prepositional chunks stand that belong to an event noun in the clause, not to the verb before it."""
        taken: set[int] = set()
        frame: dict[str, str] | None = None
        told = False  # إثر قصفها من قبل قوات كذا: words for a doer go with the act right before them
        clause = verb.clause
        if clause is None:
            return taken
        for chunk in clause.chunks:
            if chunk.first <= verb.first:
                continue
            if chunk.kind == "noun" and chunk.phrase is not None:
                if chunk.phrase.event:
                    told = chunk.preposition not in ("", "ب") or (told and not chunk.preposition)
                    entry = chunk.word.events[0]
                    if any(entry.type == own.type for own in verb.word.events):
                        continue  # اعتدوا بالضرب على: how the act was done
                    frame = self._roles.valency.frame(entry, False)
                elif (told and chunk.preposition in self._doer) or (frame is not None and chunk.preposition in frame):
                    taken.add(chunk.first)
        return taken

    def _join(self, parsed: Parsed, drafts: list[Draft]) -> list[Draft]:
        by_phrase = {
            id(d.chunk.phrase): d
            for d in drafts
            if not d.is_verb and d.chunk.phrase is not None and d.word is d.chunk.phrase.head
        }
        join_companions(drafts)
        join_participles(drafts)
        join_same(drafts)
        self._hits.join(parsed, drafts, by_phrase)
        join_aimed(drafts)
        join_launched(drafts)
        join_chains(parsed, drafts)
        share_in_lists(drafts)
        share(drafts)
        join_aims(drafts)
        self._harm.join_causes(parsed, drafts)
        self._outcomes.count(parsed, drafts, by_phrase)
        self._harm.count_tolls(parsed, drafts)
        self._unharmed.absorb(parsed, drafts)
        kept = [d for d in drafts if d.absorbed is None]
        for draft in kept:
            if not draft.targets and draft.type not in _AMONG:
                draft.targets = list(draft.notes.get("hurt", []))
        self._unharmed.tell(parsed, kept)
        return kept
