"""The walk over the chunks of a sentence, from left to right: where each clause opens, and what it is to the others.

A clause has at most one finite verb (an auxiliary joins it); a new one opens at a complementiser, a subordinator, a
relative, or a second verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.reader.clauses.agreement import agrees
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.clauses.openers import Openers
from marsad.reader.clauses.relatives import carries_topic, described, pointed_at
from marsad.reader.clauses.says import says, teller, withholds
from marsad.reader.clauses.subjects import Subjects, suffers_anew
from marsad.reader.clauses.topics import (
    carried_home,
    goes_on_saying,
    goes_with_place,
    list_home,
    opens_clause,
    states_what_it_is,
    strikes_told,
    waged,
)
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.words import Word

_DASHES: Final = frozenset("-–—")
#: A dateline is told within so many words (العريش – ).
_DATELINE: Final = 3
_CHANNELS: Final = frozenset(("statement", "channel", "document", "media"))


class Walk:
    """The walk over the chunks of one sentence; ``found`` are its clauses, in the order they open."""

    def __init__(self, openers: Openers, subjects: Subjects, words: Sequence[Word], chunks: Sequence[Chunk]) -> None:
        self._openers = openers
        self._subjects = subjects
        self.words = words
        self.chunks = chunks
        self.cur = Clause("main", None)
        self.found = [self.cur]
        self.negated = False
        self.future = False
        self.doubt = ""
        self.quote = -1

    def step(self, at: int) -> None:
        """Put one chunk in its clause; it may open one."""
        chunk = self.chunks[at]
        kind = chunk.kind
        if kind == "verb":
            self._verb(at, chunk)
        elif kind == "conj":
            self._conjunction(at, chunk)
        elif kind == "rel":
            self._relative(at, chunk)
        elif kind == "neg":
            self.negated = self.negated or chunk.word.form != "غير"  # غير نظامي denies no verb
            self._put(chunk)
        elif kind == "noun":
            self._noun(at, chunk)
        elif kind == "outcome":
            self._open("subordinate", self.cur.parent, "ما")
            self._put(chunk)
        else:
            heads = [c for c in self.cur.chunks if c.kind != "quote"]
            if (
                kind == "colon" and self.cur.kind == "main" and self.cur.verb is None and self.cur.topic is None
                and len(heads) == 1 and self._openers.heads_direction(heads[0].phrase)
            ):  # fmt: skip
                self._put(chunk)
                self._open("main", None, ":")
                return  # شمال غزة: آلاف النازحين يعودون
            topic = self.cur.topic
            if (
                self.cur.verb is None
                and topic is not None
                and topic.phrase is not None
                and self.cur.kind == "main"
                and (kind == "colon" or (_dashed(chunk) and self._labels(at, topic)))
            ):
                # حلب: ألقى الطيران …: what stands before the colon heads a new clause and is not its subject.
                self._put(chunk)
                self._open("main", None, ":")
                return
            if (kind == "quote" and self.quote < 0 and chunk.word.form not in "»”") or kind == "colon":
                self._content(chunk)
            if kind == "quote":
                self.quote = chunk.first if self.quote < 0 or chunk.word.form in "«“" else -1
                if chunk.word.form in "»”":
                    self.quote = -1
            if kind == "comma" and self._dotted(at):
                self._put(chunk)
                self._open("main", None, "..")
                return
            if kind == "adverb":
                form = chunk.word.stem
                if form in self._openers.future:
                    self.future = True
                if form in self._openers.doubt:
                    self.doubt = form
                if not says(self.cur) and states_what_it_is(self.chunks, at):
                    self._open("subordinate", self.cur.parent, "و")
            self._put(chunk)

    def _labels(self, at: int, topic: Chunk) -> bool:
        """العريش – قتل، الحوادث- فرقت: before a dash stands a place, or the name of an outlet and then a verb."""
        if sum(c.last - c.first for c in self.chunks[:at] if c.kind != "paren") > _DATELINE:
            return False
        if topic.word.places:
            return True
        after = self.chunks[at + 1 :]
        return bool(after) and after[0].kind == "verb" and not after[0].joined and not any(map(_dashed, after))

    def _dotted(self, at: int) -> bool:
        """الجيش يحبط هجوما.. ومقتل سبعة: two dots in a headline, and then another matter."""
        chunks = self.chunks
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        if at == 0 or following is None or chunks[at].word.form != "." or chunks[at - 1].word.form != ".":
            return False
        if following.kind != "noun" or following.preposition or not following.is_event_noun:
            return False
        if self.cur.verb is None and not any(c.is_event_noun for c in self.cur.chunks):
            return False
        following.joined = False
        return True

    def _open(self, kind: str, parent: Clause | None, opener: str = "") -> Clause:
        clause = Clause(kind, parent, opener)
        clause.quote = self.quote
        if kind in ("coordinate", "subordinate", "relative"):
            clause.conditional = self.cur.conditional and kind == "coordinate"
        self.cur = clause
        self.found.append(clause)
        return clause

    def _put(self, chunk: Chunk) -> None:
        chunk.clause = self.cur
        self.cur.chunks.append(chunk)

    def _content(self, chunk: Chunk) -> None:
        """A quotation or colon after a saying verb opens what is said."""
        cur = self.cur
        if (
            cur.verb is None
            or not says(cur)
            or any(c.parent is cur for c in self.found)
            or (cur.kind == "complement" and chunk.kind == "quote" and not says(cur))
        ):
            return
        last = next((c for c in reversed(cur.chunks) if c.kind not in ("comma", "adverb", "paren", "time")), None)
        if chunk.kind == "quote" and last is not None and last.kind == "prep":
            return  # عن "هروب …": the preposition governs it
        self.quote = chunk.first if chunk.kind == "quote" else self.quote
        self._open("complement", cur, chunk.word.form)

    def _marks(self, clause: Clause, chunk: Chunk) -> None:
        clause.negated = (
            (clause.negated or self.negated)
            and chunk.word.stem not in self._openers.still
            and not (clause.auxiliary is not None and clause.auxiliary.word.stem in self._openers.still)
        )
        clause.future = (
            self.future or "س" in chunk.word.before or (chunk.first > 0 and self.words[chunk.first - 1].form == "لن")
        )
        imperfect = chunk.word.tense == "n" or ("n" in chunk.word.tense and chunk.word.stem in self._openers.auxiliary)
        clause.doubt = clause.doubt or (bool(self.doubt) and (self.doubt != "قد" or imperfect))
        self.negated = self.future = False
        self.doubt = ""

    def _verb(self, at: int, chunk: Chunk) -> None:
        cur = self.cur
        previous = self.chunks[at - 1] if at else None
        auxiliary = chunk.word.stem in self._openers.auxiliary or chunk.word.form in self._openers.auxiliary
        if cur.verb is None and (
            strikes_told(self.chunks, at, chunk, cur) or (cur.topic is None and waged(self.chunks, at, chunk))
        ):
            clause = self._open("relative", cur.parent)
            clause.antecedent = previous
            clause.verb = chunk
            self._marks(clause, chunk)
        elif cur.verb is None and carries_topic(self.chunks, at, chunk, cur):
            clause = self._open("relative", cur.parent)
            clause.antecedent = cur.topic
            clause.verb = chunk
            self._marks(clause, chunk)
        elif cur.verb is None and (not cur.chunks or cur.chunks[0].kind != "outcome"):
            cur.verb = chunk
            self._marks(cur, chunk)
        elif (
            cur.verb is not None
            and cur.verb is cur.auxiliary
            and not chunk.joined
            and not _its_outcome(previous, chunk)
        ):
            # كان + verb: one clause; a noun between them is the subject.
            cur.verb = chunk
            between = [
                c
                for c in cur.chunks
                if cur.auxiliary and c.first > cur.auxiliary.first and c.kind == "noun" and not c.preposition
            ]
            if between and cur.topic is None:
                cur.topic = between[0]
            self._marks(cur, chunk)
        else:
            antecedent = described(self.chunks, at, chunk, cur)
            if antecedent is not None:
                clause = self._open("relative", cur.parent)
                clause.antecedent = antecedent
            else:
                clause = self._open("coordinate", cur.parent)
                clause.shared = None if suffers_anew(self.chunks, at, chunk, cur) else self._shared(cur, chunk)
            clause.verb = chunk
            self._marks(clause, chunk)
        if auxiliary:
            self.cur.auxiliary = chunk
        if previous is not None and previous.kind == "neg" and chunk.word.stem not in self._openers.still:
            self.cur.negated = True
        self._put(chunk)

    def _shared(self, cur: Clause, chunk: Chunk) -> NounPhrase | None:
        """The subject a coordinate verb shares: of the nearest clause before it that has one which agrees."""
        parent = cur.parent
        found = self._nearest(chunk, parent, skip=("hal", "relative"))
        return found if found is not None else self._nearest(chunk, parent, skip=("hal",))

    def _nearest(self, chunk: Chunk, parent: Clause | None, skip: tuple[str, ...]) -> NounPhrase | None:
        for clause in reversed(self.found[:-1]):
            if clause.kind in skip:
                continue
            subject = clause.subject
            if subject is None and clause.topic is not None:
                subject = clause.topic.phrase
            if subject is None and clause.verb is not None:
                self._subjects.find(clause)
                subject = clause.subject
            if subject is not None and agrees(chunk.word, subject, before=True):
                return subject
            if clause is parent:
                break
        return None

    def _relative(self, at: int, chunk: Chunk) -> None:
        before = next((c for c in reversed(self.chunks[:at]) if c.kind == "noun" and c.phrase is not None), None)
        if chunk.word.form in self._openers.relative or chunk.word.stem in self._openers.relative:
            clause = self._open("relative", self.cur.parent, chunk.word.form)
            clause.antecedent = pointed_at(self.chunks, at, chunk) or before
        else:
            self._open("subordinate", self.cur.parent, chunk.word.stem)
        self._put(chunk)

    def _conjunction(self, at: int, chunk: Chunk) -> None:
        openers = self._openers
        form = chunk.word.stem if chunk.word.before else chunk.word.form
        joined = chunk.joined or (chunk.word.form[:1] == "و" and chunk.word.form[1:] in openers.complement)
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        if form == "ان" and at == 0 and following is not None and following.kind == "verb":
            self._open("subordinate", self.cur.parent, form).conditional = True  # إن سقطت … انقطعت
        elif (
            form == "ان"
            and chunk.word.text.startswith("إ")
            and following is not None
            and following.kind == "verb"
            and following.word.stem in openers.auxiliary
        ):
            self._open("subordinate", self.cur, form).conditional = True  # لمعرفة إن كان
        elif (
            form == "ان"
            and at
            and self.words[chunk.first - 1].form == "حتي"
            and following is not None
            and following.kind == "verb"
        ):
            self._open("subordinate", self.cur, form).conditional = True  # حتى إن تمكنت من السيطرة
        elif form in openers.complement or chunk.word.form[1:] in openers.complement:
            if form not in openers.complement:
                form = chunk.word.form[1:]
            parent: Clause | None = self.cur
            antecedent = self.cur.antecedent
            if (
                self.cur.kind == "relative"
                and antecedent is not None
                and antecedent.clause is not None
                and (antecedent.phrase is None or not antecedent.phrase.classes.isdisjoint(_CHANNELS))
            ):
                # قال في بيان بثته قناة كذا إن: the content belongs to the sayer, not to the channel.
                parent = self.cur = antecedent.clause
            if joined or (
                at
                and self.chunks[at - 1].kind == "comma"
                and self.cur.verb is not None
                and (not says(self.cur) or withholds(self.cur))
            ):
                ancestor: Clause | None = self.cur
                while ancestor is not None and ancestor.kind != "complement":
                    ancestor = ancestor.parent
                parent = ancestor.parent if ancestor is not None else teller(self.found, self.cur)
            clause = self._open("complement", parent, form)
            clause.negated = False
            self.negated = False
        elif form in openers.result:
            self._open("subordinate", self.cur.parent, form).antecedent = None
        elif form == "في حاله" and following is not None and following.word.is_adjective and not following.word.article:
            pass  # بعضهم في حالة حرجة: a state, and no condition
        elif form in openers.conditional:
            clause = self._open("subordinate", self.cur.parent, form)
            clause.conditional = True
        elif form in openers.subordinate:
            clause = self._open("subordinate", self.cur.parent, form)
        elif form in openers.adversative:
            self._open("adversative", self.cur.parent, form)
        elif (form in ("او", "ام", "و", "ف", "ثم", "بل", "كذلك") or form in openers.additive) and at + 1 < len(
            self.chunks
        ):
            self.chunks[at + 1].joined = True
        self._put(chunk)

    def _noun(self, at: int, chunk: Chunk) -> None:
        cur = self.cur
        hal = goes_on_saying(self.words, chunk)
        if hal:
            clause = self._open("hal", None, chunk.word.stem)
            clause.verb = chunk
            clause.subject = self._speaker(cur)
            clause.implied = True
            self._put(chunk)
            return
        if (
            chunk.joined
            and chunk.phrase is not None
            and chunk.phrase.event
            and not chunk.preposition
            and cur.kind in ("relative", "subordinate", "coordinate")
        ):
            home = list_home(self.found, self.cur)
            if home is not None:
                self.cur = home
                self._put(chunk)
                return
        if cur.kind == "relative" and chunk.preposition and chunk.is_event_noun:
            home = carried_home(cur, chunk, aside=self.chunks[at - 1].kind == "comma")
            if home is not None:
                cur = self.cur = home
        if chunk.follows and opens_clause(self.chunks, at, chunk, self.cur):
            chunk.follows = ""
        if (
            chunk.preposition == ""
            and chunk.phrase is not None
            and not chunk.genitive
            and not chunk.follows
            and not self._openers.heads_direction(chunk.phrase)
        ):
            if (
                cur.verb is None
                and cur.topic is not None
                and cur.kind in ("complement", "coordinate", "main")
                and opens_clause(self.chunks, at, chunk, self.cur)
            ):
                clause = self._open("coordinate", cur.parent)
                clause.topic = chunk
            elif cur.verb is None:
                if (
                    cur.topic is None
                    and not goes_with_place(self.chunks, at)
                    and not any(c.kind == "noun" and not c.preposition and not c.genitive for c in cur.chunks)
                ):
                    cur.topic = chunk
            elif opens_clause(self.chunks, at, chunk, self.cur):
                shared = cur.parent
                clause = self._open("coordinate", shared)
                clause.topic = chunk
        self._put(chunk)

    def _speaker(self, cur: Clause) -> NounPhrase | None:
        """Who the nearest speaking clause has as its subject."""
        clause: Clause | None = cur
        while clause is not None:
            if says(clause):
                if clause.subject is None and clause.verb is not None:
                    self._subjects.find(clause)
                if clause.subject is not None:
                    return clause.subject
            clause = clause.parent
        for earlier in reversed(self.found):
            if says(earlier):
                if earlier.subject is None:
                    self._subjects.find(earlier)
                if earlier.subject is not None:
                    return earlier.subject
        for chunk in reversed([c for c in self.chunks if c.clause is not None]):
            lead = chunk.prep_word
            if (
                lead is not None
                and chunk.phrase is not None
                and any(x.data.get("role") == "attribution" for x in lead.lexemes)
            ):
                return chunk.phrase
        first = self.found[0]
        if first.verb is not None and first.subject is None:
            self._subjects.find(first)
        return first.subject


def _dashed(chunk: Chunk) -> bool:
    """Whether a mark between chunks is a dash."""
    return chunk.kind == "comma" and chunk.word.form in _DASHES


def _its_outcome(before: Chunk | None, verb: Chunk) -> bool:
    """كانوا محتجزين …، بعد مداهمة أسفرت عن: the verb tells of the act right before it, and completes no كان."""
    return (
        before is not None
        and before.is_event_noun
        and bool(before.preposition)
        and not before.word.article
        and any(x.family == "light" and x.kind in ("outcome", "hit") for x in verb.word.lexemes)
        and before.phrase is not None
        and agrees(verb.word, before.phrase, before=True)
    )
