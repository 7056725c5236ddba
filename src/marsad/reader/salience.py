"""Salience: is the clause there to report the occasion, or is the occasion only named in passing.

What governs an event noun decides: somebody investigates, condemns, recalls or judges it, it is a circumstance or the
aim of something else, it is definite and points to what is known.  The words are data (``background.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from marsad.arabic.fold import fold_word
from marsad.lexicon.lexicon import Lexeme, Lexicon, bare
from marsad.lexicon.schema import as_list
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft
from marsad.reader.framing import PASSING, Frames, entries_of
from marsad.reader.words import Word

#: What is older than this many days is history to a report.
_LONG_AGO: Final = 400
#: So many dead or hurt fall in no one attack.
_OF_YEARS: Final = 2000
#: Without a day of publication, what lies before this year is.
_PAST_YEAR: Final = 1990
#: A claim or an accusation often is the first report of an act told with its target.
_CLAIMS: Final = frozenset(("accuse", "reference", "victims"))
#: What an act is said to be.
_VERDICTS: Final = frozenset(("abstract", "event_abstract", "feeling", "statement"))
#: Harm that something is done "in" is a case before somebody.
_CASES: Final = frozenset(("killing", "assassination", "abduction", "execution", "abuse"))
#: Units of time that make "ago" history.
_YEARS: Final = frozenset(
    ("سنوات", "سنه", "سنتين", "عام", "عاما", "عامين", "اعوام", "عقد", "عقدين", "عقود", "قرن", "قرنين", "قرون")
)
#: What stands around harm with a cause is told with it.
_CIRCUMSTANCE: Final = frozenset(("circumstance", "place_of", "incident"))
_HEADLINES: Final = frozenset(("title", "heading"))


class Salience:
    """Decides the salience of drafts; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._purpose = lexicon.grammar["purpose"]
        self._after = frozenset(fold_word(w) for w in ("بعد", "عقب", "إثر", "منذ", "على إثر", "في أعقاب", "غداة"))
        self._habit = lexicon.grammar["habit"]
        self._was = lexicon.grammar["was"]
        self._again = lexicon.grammar["habitual"]
        self._manner = lexicon.grammar["manner"]
        self._earlier = frozenset(fold_word(w) for w in ("بعدما", "بعد أن", "منذ أن"))

    def decide(self, draft: Draft, frames: Frames, published: date | None = None) -> None:
        """Set ``salience``; days long before ``published`` are history."""
        if (
            draft.entry.data.get("salience") == "background"
            or frames.reach(draft, PASSING)
            or self._long_ago(draft, published)
            or self._of_a_war(draft)
            or self._habitual(draft)
            or (self._verb(draft) if draft.is_verb else self._noun(draft))
        ):
            draft.salience = "background"

    def _case_of(self, draft: Draft) -> bool:
        """يستجوب ضابطين في مقتل المتظاهر: the matter of a case."""
        chunk = draft.chunk
        return draft.type in _CASES and chunk.preposition == "في" and draft.light is None and not draft.tallies

    def _long_ago(self, draft: Draft, published: date | None) -> bool:
        """عام 1957: what another age saw."""
        found = False
        for clause in (draft.clause, *draft.extra):
            for chunk in clause.chunks:
                time = draft.parsed.words[chunk.last - 1].time or chunk.word.time
                if time is None:
                    continue
                words = [fold_word(w) for w in chunk.word.text.split()]
                if words[0] == "قبل" and not _YEARS.isdisjoint(words):
                    return True
                if time.start is None:
                    continue
                if published is None:
                    past = time.start.year < _PAST_YEAR
                else:
                    past = (published - time.start).days > _LONG_AGO and time.kind != "since"
                if not past:
                    return False
                found = True
        return found

    def _of_a_war(self, draft: Draft) -> bool:
        """قُتل أكثر من عشرة آلاف مدني: the toll of years, of no one day."""
        if draft.type not in ("killing", "injury") or not any((t.low or 0) >= _OF_YEARS for t in draft.tallies):
            return False
        words = (
            w for c in (draft.clause, *draft.extra) for k in c.chunks for w in draft.parsed.words[k.first : k.last]
        )
        return not any(w.time is not None and w.time.kind in ("date", "weekday", "relative") for w in words)

    def _habitual(self, draft: Draft) -> bool:
        """دأبت على قصف، هجمات متكررة، تداهم بشكل شبه يومي: what is done again and again."""
        if draft.tallies:
            return False
        words, phrase, verb = draft.parsed.words, draft.chunk.phrase, draft.clause.verb
        if verb is not None and any(e.kind == "habit" for e in entries_of(verb.word, "background")):
            return True
        if phrase is not None and not draft.is_verb and self._repeats(words[phrase.head.i + 1 : phrase.last + 1]):
            return True
        for chunk in (c for clause in (draft.clause, *draft.extra) for c in clause.chunks):
            word = chunk.word
            if word.form in self._habit or word.stem in self._habit:
                return True
            if self._repeats([word]) and words[word.i - 1].stem in self._manner:
                return True
            manner = chunk.phrase is not None and word.stem in self._manner
            if manner and self._repeats(words[word.i + 1 : chunk.last + 2]):
                return True
        return False

    def _repeats(self, words: Sequence[Word]) -> bool:
        return any(not self._again.isdisjoint((w.stem, w.form)) and not _unit(w) for w in words)

    def _verb(self, draft: Draft) -> bool:
        clause = draft.clause
        if clause.kind == "relative" and clause.opener:
            return True
        return clause.kind == "subordinate" and clause.opener in self._earlier

    def _noun(self, draft: Draft) -> bool:
        chunk, clause = draft.chunk, draft.clause
        if chunk.kind == "among" and not draft.tallies:
            return True  # مئات العمليات بينها عمليات اغتيال: of what kind they were
        absorbed = "hurt" in draft.notes or "speaker_from" in draft.notes
        if not absorbed:
            lead = chunk.prep_word.form if chunk.prep_word is not None else ""
            if chunk.preposition in self._after or lead in self._after:
                return True
            if self._aim(draft) or self._described(clause) or self._case_of(draft):
                return True
            if self._opens(draft) or self._before_that(draft):
                return True
        if self._mentioned(draft, absorbed) or self._judged(draft):
            return True
        told = [c for c in draft.extra if not (c.kind == "relative" and c.opener)]
        known = (draft.word.article and not self._by_preposition(draft)) or self._own(draft)
        stands = (
            self._carried(draft) or clause.subject is chunk.phrase or (clause.topic is chunk and bool(draft.tallies))
        )
        return known and draft.light is None and not stands and not told and not absorbed

    def _by_preposition(self, draft: Draft) -> bool:
        """التحفظ على 104 قطع، القبض على مشتبه: what takes its object by a preposition has the article as a matter of form."""
        slots = {f.slot for f in draft.targets}
        return bool(draft.tallies) and not slots.isdisjoint(("علي", "عن", "ب"))

    def _hurt(self, draft: Draft) -> bool:
        return any(t.of in ("killed", "injured") for t in draft.tallies)

    def _several(self, draft: Draft) -> bool:
        phrase = draft.chunk.phrase
        return "p" in draft.word.numbers or (phrase is not None and phrase.number is not None)

    def _carried(self, draft: Draft) -> bool:
        """انهارت الهدنة: the noun that a verb asks for is what its clause tells of."""
        verb = draft.clause.verb
        return verb is not None and any(
            x.family in ("light", "events") and draft.word.stem in x.companions for x in verb.word.lexemes
        )

    def _own(self, draft: Draft) -> bool:
        """اعتقاله، نزوحها after a preposition or a noun: an act whose doer or victim is known."""
        chunk = draft.chunk
        return bool(draft.word.after) and bool(chunk.preposition or chunk.genitive) and not draft.tallies

    def _opens(self, draft: Draft) -> bool:
        """مع انسحاب القوات، وجدت المنطقة نفسها …: what a clause opens with is the circumstance of what it tells."""
        chunks = draft.parsed.chunks
        lead = self._lead(chunks, draft.chunk)
        if lead.preposition != "مع" or draft.light is not None or draft.tallies:
            return False
        at = chunks.index(lead)
        if at and chunks[at - 1].kind not in ("comma", "conj"):
            return False
        rest = chunks[at + 1 :]
        close = next((c.first for c in rest if c.kind == "comma"), len(draft.parsed.words))
        verb = next((c for c in rest if c.kind == "verb"), None)
        return verb is not None and (verb.first > close or not at)

    def _before_that(self, draft: Draft) -> bool:
        """كانت اشتباكات مماثلة أسفرت عن …: what had happened before, of which the report is not."""
        clause = draft.clause
        was, verb = clause.auxiliary, clause.verb
        return (
            was is not None
            and verb is not None
            and was is not verb
            and was.word.stem in self._was
            and verb.word.tense == "p"
            and clause.subject is draft.chunk.phrase
            and was.first < draft.first < verb.first
        )

    def _aim(self, draft: Draft) -> bool:
        """أطلقت الغاز لتفريق: the aim of what is told."""
        chunk = draft.chunk
        if draft.status != "planned" or draft.light is not None or draft.tallies:
            return False
        lead = chunk.prep_word.form if chunk.prep_word is not None else chunk.preposition
        verb = draft.clause.verb
        return lead in self._purpose and verb is not None and bool(verb.word.events) and verb.first < chunk.first

    def _described(self, clause: Clause) -> bool:
        """المجموعة التي شنت الهجوم: an act that only says which one is meant; what somebody tells there is news."""
        if clause.kind != "relative" or not clause.opener or clause.verb is None:
            return False
        return not any(x.family == "saying" for x in clause.verb.word.lexemes)

    def _mentioned(self, draft: Draft, absorbed: bool) -> bool:
        """Whether a word above the noun makes it the matter of another report."""
        told = bool(draft.extra) and not draft.word.article
        for entry, slot, above in self._governors(draft):
            kind = entry.kind
            if ((told or draft.tallies) and kind in _CLAIMS) or (absorbed and kind in _CIRCUMSTANCE):
                continue
            if kind == "incident" and (absorbed or not self._definite(draft)):
                continue
            if kind == "trend" and (self._hurt(draft) or not self._several(draft)):
                continue  # ارتفع عدد قتلى الهجوم: one occasion
            if above and (draft.light is not None or not self._takes(entry, slot)):
                continue
            return True
        return False

    def _takes(self, entry: Lexeme, slot: str) -> bool:
        governs = {bare(g) for g in as_list(entry.data.get("governs"))}
        return (
            not governs or slot in governs or (slot in ("gen", "object") and not governs.isdisjoint(("gen", "object")))
        )

    def _definite(self, draft: Draft) -> bool:
        phrase = draft.chunk.phrase
        return draft.word.article or bool(draft.word.after) or (phrase is not None and phrase.definite)

    def _governors(self, draft: Draft) -> Iterator[tuple[Lexeme, str, bool]]:
        """The background entries above an event noun: prepositions and nouns it completes, then its verb."""
        parsed, clause = draft.parsed, draft.clause
        chunks = parsed.chunks
        own = draft.notes["speaker_from"].chunk if "speaker_from" in draft.notes else draft.chunk
        chunk = self._lead(chunks, own)
        words = parsed.words
        if chunk is draft.chunk and chunk.phrase is not None:
            for word in words[chunk.first : draft.word.i]:
                for entry in entries_of(word, "background"):
                    yield entry, "gen", False
        while True:
            if chunk.prep_word is not None:
                for entry in entries_of(chunk.prep_word, "background"):
                    yield entry, "gen", False
            at = chunks.index(chunk)
            before = chunks[at - 1] if at else None
            if before is None or before.kind not in ("noun", "adverb", "prep") or before.last != chunk.first:
                break
            slot = chunk.preposition or "gen"
            taken = False
            governs = chunk.genitive or chunk.preposition or before.kind != "noun" or before.word.pos == "M"
            for i in sorted({before.word.i, before.last - 1}) if governs else ():
                for entry in entries_of(words[i], "background"):
                    if before.kind != "noun" or self._takes(entry, slot):
                        taken = True
                        yield entry, slot, False
            if before.kind != "noun" or (before.phrase is not None and before.phrase is clause.subject):
                break
            if not (taken or chunk.genitive or before.word.pos == "M"):
                break  # what stands before has a noun of its own: the preposition goes with the verb
            chunk = before
        verb = own.clause.verb if own.clause is not None else None
        if verb is None or verb.first > own.first:
            return
        slot = chunk.preposition or ("subject" if clause.subject is own.phrase else "object")
        for entry in entries_of(verb.word, "background"):
            yield entry, slot, True

    def _lead(self, chunks: list[Chunk], chunk: Chunk) -> Chunk:
        """The first of a list of joined nouns: what governs it governs all."""
        at = chunks.index(chunk)
        while at > 0 and chunks[at].joined and not chunks[at].preposition:
            k = at - 1
            while k > 0 and not chunks[k].is_event_noun and chunks[k].kind not in ("verb", "conj"):
                k -= 1
            if chunks[k].kind != "noun" or not chunks[k].is_event_noun:
                break
            at = k
        return chunks[at]

    def _judged(self, draft: Draft) -> bool:
        """إحراق المسجد عمل عنصري، الهجوم يثير القلق: the clause says what to think of it and not that it happened."""
        clause, chunk = draft.clause, draft.chunk
        if draft.parsed.sentence.region in _HEADLINES or draft.tallies:
            return False
        verb = clause.verb
        if clause.topic is chunk:
            said = predicate_of(clause, chunk)
            if said is not None and (
                not said.word.classes.isdisjoint(_VERDICTS)
                or all(f.phrase is not said.phrase for f in (*draft.actors, *draft.targets))
            ):
                return True
        if verb is not None and verb is clause.auxiliary and clause.subject is chunk.phrase:
            return predicate_of(clause, chunk) is not None  # كانت محاكمته سابقة
        if clause.negated and draft.word.article and draft.light is None and clause.subject is chunk.phrase:
            # التدخل لم يجد حلا
            return verb is not None and not any(
                x.family == "light" and (not x.companions or draft.word.stem in x.companions) for x in verb.word.lexemes
            )
        if verb is None or draft.light is not None or not (clause.subject is chunk.phrase or clause.topic is chunk):
            return False
        return any(x.kind == "judge" and self._takes(x, "subject") for x in entries_of(verb.word, "background"))


def predicate_of(clause: Clause, topic: Chunk) -> Chunk | None:
    """The indefinite noun that a clause says its topic is, before any verb of its own."""
    for chunk in clause.chunks:
        if chunk.first < topic.last:
            continue
        if chunk.kind in ("verb", "comma", "conj", "rel", "colon", "quote", "paren") or chunk.joined:
            return None
        if chunk.kind != "noun" or chunk.preposition or chunk.phrase is None:
            continue
        if chunk.genitive and not topic.word.article:
            continue
        if chunk.phrase.number is not None or chunk.word.pos in "UW" or chunk.phrase.definite or chunk.word.article:
            return None
        return chunk if chunk.word.pos in ("N", "M") else None
    return None


def _unit(word: Word) -> bool:
    """كمين لدورية الجيش: a patrol, and nothing periodic."""
    return word.pos not in "AQ" and "force" in word.classes
