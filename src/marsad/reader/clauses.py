"""Clauses of a sentence: its chunks, each verb with its subject, and what governs what.

One walk from left to right.  A clause has at most one finite verb (an auxiliary joins it); a new one opens at a
complementiser, a subordinator, a relative, or a second verb.  Its subject is the noun phrase after the verb that
agrees, the topic before it, the antecedent of a relative, or the subject that a coordinate verb shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.lexicon.lexicon import Lexeme, Lexicon
from marsad.reader.phrases import NounPhrase, PhraseParser
from marsad.reader.words import Word

_QUOTE_MARKS: Final = frozenset('"«»“”„')
_DASHES: Final = frozenset("-–—")
#: A dateline is told within so many words (العريش – ).
_DATELINE: Final = 3
_CHANNELS: Final = frozenset(("statement", "channel", "document", "media"))
_CONCRETE: Final = frozenset(
    ("place", "explosive", "weapon", "vehicle", "person", "goods", "collective", "aircraft", "missile", "artillery")
)
#: Ordinals and elatives that stand before their noun.
_ELATIVE: Final = frozenset(("اخر", "اول", "اكبر"))


class Chunk:
    """A piece of a sentence.

    Attributes:
        kind: verb, noun, conj, rel, time, adverb, comma, quote, colon, neg.
        first, last: word indexes, last exclusive.
        word: its main word (the verb, the conjunction, the head).
        phrase: the noun phrase, for nouns.
        preposition: what governs the noun phrase (folded), or nothing.
        joined: whether و or ف or another additive joins it to what stands before.
        clause: the clause it belongs to.
        follows: the preposition of the noun it is joined to (بالمدفعية والراجمات), or nothing.
        genitive: whether it completes the open construct chain of the noun right before it.
    """

    __slots__ = (
        "clause",
        "first",
        "follows",
        "genitive",
        "joined",
        "kind",
        "last",
        "phrase",
        "prep_word",
        "preposition",
        "word",
    )

    def __init__(self, kind: str, first: int, last: int, word: Word, phrase: NounPhrase | None = None, preposition: str = "", joined: bool = False,
                 prep_word: Word | None = None) -> None:  # fmt: skip
        self.kind = kind
        self.first = first
        self.last = last
        self.word = word
        self.phrase = phrase
        self.preposition = preposition
        self.joined = joined
        self.prep_word = prep_word
        self.clause: Clause | None = None
        self.genitive = False
        self.follows = ""

    @property
    def is_event_noun(self) -> bool:
        """Whether a verbal noun of an event heads it."""
        return self.kind == "noun" and self.phrase is not None and self.phrase.event

    def __repr__(self) -> str:
        return f"<{self.kind} {self.preposition} {self.phrase or self.word.text}>"


class Clause:
    """A clause: at most one finite verb and what goes with it.

    Attributes:
        kind: main, complement, relative, coordinate, subordinate, hal, adversative.
        verb: the verb chunk (for hal the participle's chunk), or None.
        auxiliary: كان and its like before the verb.
        subject: its subject phrase; ``implied`` when it comes from elsewhere, then ``subject_words`` tells where.
        parent: the clause that governs this one (whose verb says, tries, denies it).
        antecedent: for a relative, the chunk it describes.
        negated, conditional, future: marks before the verb.
        chunks: indexes of its chunks.
    """

    __slots__ = ("antecedent", "auxiliary", "chunks", "conditional", "doubt", "future", "implied", "kind", "negated", "opener", "parent", "passive", "quote", "shared",
                 "subject", "topic", "verb")  # fmt: skip

    def __init__(self, kind: str, parent: Clause | None, opener: str = "") -> None:
        self.kind = kind
        self.parent = parent
        self.opener = opener
        self.verb: Chunk | None = None
        self.auxiliary: Chunk | None = None
        self.subject: NounPhrase | None = None
        self.shared: NounPhrase | None = None
        self.implied = False
        self.topic: Chunk | None = None
        self.antecedent: Chunk | None = None
        self.negated = False
        self.conditional = False
        self.future = False
        self.doubt = False
        self.passive = False
        self.quote = -1
        self.chunks: list[Chunk] = []

    def __repr__(self) -> str:
        return f"({self.kind} {self.opener} v={self.verb.word.text if self.verb else None} s={self.subject})"

    @property
    def lexemes(self) -> tuple[Lexeme, ...]:
        """The entries of the clause's verb."""
        return self.verb.word.lexemes if self.verb else ()


class ClauseParser:
    """Cuts tagged sentences into chunks and clauses; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        g = lexicon.grammar
        self._phrases = PhraseParser(lexicon)
        self._complement = g["complement"]
        self._subordinate = g["subordinate"]
        self._adversative = g["adversative"]
        self._result = g["result"]
        self._conditional = g["conditional"]
        self._relative = g["relative"]
        self._auxiliary = g["auxiliary"]
        self._negators = g["negator"]
        self._future = g["future"]
        self._doubt = g["doubt"]
        self._additive = g["additive"]
        self._among = g["among"]
        self._without = g["without"]
        self._direction = g["direction"]
        self._openers = self._complement | self._subordinate | self._adversative | self._conditional | self._result
        self._still = g["still"]

    # -- chunks -----------------------------------------------------------------------------------------------

    def chunks(self, words: Sequence[Word]) -> list[Chunk]:
        """The sentence as chunks, left to right."""
        out: list[Chunk] = []
        at, size = 0, len(words)
        while at < size:
            chunk = self._chunk(words, at)
            if (
                chunk.kind == "noun"
                and chunk.phrase is not None
                and chunk.phrase.number is not None
                and out
                and out[-1].kind == "conj"
                and out[-1].word.form == "و"
            ):
                out.pop()  # ضابط و4 مجندين
                chunk.joined = True
            before = out[-1] if out else None
            if self._beside_channel(out, chunk):
                pass  # أعلنت الوزارة في بيان توقيف كذا: what is told is no part of the channel
            elif (
                chunk.kind == "noun" and not chunk.preposition and not chunk.joined and before is not None and before.kind == "noun"
                and before.last == chunk.first and before.phrase is not None and before.phrase.open and not self._direction_head(chunk.phrase)
                and not (chunk.phrase is not None and chunk.phrase.number is None and chunk.word.text.endswith(("اً", "ًا")) and not before.phrase.event)
            ):  # fmt: skip
                chunk.genitive = True
            elif (
                chunk.kind == "noun"
                and not chunk.preposition
                and not chunk.joined
                and before is not None
                and before.genitive
                and before.last == chunk.first
            ):
                # The second argument of a verbal noun after a preposition: في تفريق قوات الأمن معتصمين.
                chunk.genitive = (
                    len(out) > 1 and bool(out[-2].preposition) and out[-2].phrase is not None and out[-2].phrase.event
                )
            if (
                chunk.kind == "noun"
                and chunk.joined
                and not chunk.preposition
                and before is not None
                and before.kind == "noun"
                and before.last in (chunk.first, chunk.first - 1)
            ):
                chunk.follows = before.preposition or before.follows
            out.append(chunk)
            at = max(chunk.last, at + 1)
        return out

    def _beside_channel(self, out: list[Chunk], chunk: Chunk) -> bool:
        before = out[-1] if out else None
        return (
            before is not None
            and chunk.is_event_noun
            and before.kind == "noun"
            and before.preposition in ("في", "عبر", "خلال")
            and before.phrase is not None
            and bool(before.phrase.classes & {"statement", "channel"})
            and any(c.kind == "verb" and any(x.family == "saying" for x in c.word.lexemes) for c in out)
        )

    def _chunk(self, words: Sequence[Word], at: int) -> Chunk:
        word = words[at]
        joined = bool(word.conjunction)
        form = word.stem if word.before else word.form
        if word.pos == ".":
            if word.form in _QUOTE_MARKS:
                quoted = self._phrases.parse(words, at)
                if quoted is not None and quoted.last - at <= 6 and not (at and words[at - 1].form == ":"):
                    return Chunk("noun", at, quoted.last, word, quoted)
                return Chunk("quote", at, at + 1, word)
            if word.form in "([":
                close = self._closing(words, at)
                if close:
                    return Chunk("paren", at, close, word)
            return Chunk("colon" if word.form == ":" else "comma", at, at + 1, word)
        if word.kind == "phrase" and any(x.kind == "outcome" for x in word.lexemes):
            return Chunk("outcome", at, at + 1, word, joined=joined)
        if word.pos == "V":
            if form in self._additive and form != "و":
                return Chunk("conj", at, at + 1, word, joined=True)
            return Chunk("verb", at, at + 1, word, joined=joined)
        if word.pos == "W":
            return Chunk("time", at, at + 1, word, joined=joined)
        if word.form in self._relative or form in self._relative:
            return Chunk("rel", at, at + 1, word, joined=joined)
        if form in self._openers or word.pos == "C":
            return Chunk("conj", at, at + 1, word, joined=joined)
        if word.form in self._among or form in self._among:
            phrase = self._phrases.parse(words, at + 1)
            return Chunk("among", at, phrase.last if phrase else at + 1, word, phrase)
        if word.kind == "word" and (word.pos == "G" or (form in self._negators and word.pos != "X")):
            return Chunk("neg", at, at + 1, word, joined=joined)
        if word.pos == "P":
            return self._prepositional(words, at, word, joined, form)
        if word.pos in ("E", "T", "I", "R"):
            kind = "adverb"
            if word.pos == "R" and form in ("ما", "مما"):
                kind = "rel"
            return Chunk(kind, at, at + 1, word, joined=joined)
        if word.pos == "O" and not word.after:
            return Chunk("adverb", at, at + 1, word, joined=joined)
        phrase = self._phrases.parse(words, at)
        if phrase is None:
            return Chunk("adverb", at, at + 1, word, joined=joined)
        clitic = word.preposition
        if word.pos == "U" and word.before:
            clitic = next((c for c in word.before if c in "بلك"), "")
            joined = "و" in word.before
        return Chunk("noun", at, phrase.last, phrase.head, phrase, clitic, joined)

    def _prepositional(self, words: Sequence[Word], at: int, word: Word, joined: bool, form: str) -> Chunk:
        additive = form in self._additive
        if at + 1 < len(words) and words[at + 1].pos == "W":
            return Chunk("time", at, at + 2, words[at + 1], joined=joined, prep_word=word, preposition=form)
        phrase = self._phrases.parse(words, at + 1) if not word.after else None
        if phrase is None:
            return Chunk("prep", at, at + 1, word, joined=joined or additive, preposition=form, prep_word=word)
        inner = phrase.head.preposition if words[at + 1].preposition and form.endswith(("ل", "ب")) else ""
        if additive:
            return Chunk("noun", at, phrase.last, phrase.head, phrase, "", True, word)
        return Chunk("noun", at, phrase.last, phrase.head, phrase, form + (inner and ""), joined, word)

    def _closing(self, words: Sequence[Word], at: int) -> int:
        closer = ")" if words[at].form == "(" else "]"
        for k in range(at + 1, min(at + 14, len(words))):
            if words[k].form == closer:
                return k + 1
        return 0

    # -- clauses ----------------------------------------------------------------------------------------------

    def clauses(self, words: Sequence[Word], chunks: Sequence[Chunk]) -> list[Clause]:
        """The clauses of a sentence, in the order they open."""
        state = _Walk(self, words, chunks)
        for at in range(len(chunks)):
            state.step(at)
        for clause in state.found:
            self._subject(clause)
            if (
                clause.subject is None
                and clause.verb is not None
                and clause.kind in ("subordinate", "complement", "adversative")
            ):
                self._fall_back(clause, state.found)
        return state.found

    def _fall_back(self, clause: Clause, found: list[Clause]) -> None:
        """A subordinate verb without a subject goes on with that of the clause before it."""
        verb = clause.verb
        at = found.index(clause)
        if verb is None or verb.kind != "verb" or "a" not in verb.word.voice:
            return
        for skip in (True, False):
            for earlier in reversed(found[:at]):
                if (skip and earlier.kind == "relative") or earlier.subject is None or earlier.subject.event:
                    continue
                if self.agrees(verb.word, earlier.subject, before=True):
                    clause.subject, clause.implied = earlier.subject, True
                    return

    def _subject(self, clause: Clause) -> None:
        verb = clause.verb
        if verb is None or verb.kind != "verb":
            return
        after = [
            c
            for c in clause.chunks
            if c.kind == "noun" and not c.preposition and not c.genitive and c.first > verb.first
        ]
        companions = frozenset().union(*(x.companions for x in verb.word.lexemes)) if verb.word.lexemes else frozenset()
        after = [
            c
            for c in after
            if c.phrase
            and not (
                c.phrase.head.stem in companions
                and c.phrase.number is None
                and c.phrase.last - c.phrase.first <= 2
                and not c.phrase.classes & _CONCRETE
            )
        ]
        after = [
            c
            for c in after
            if not self._direction_head(c.phrase)
            and not c.follows
            and (c.phrase is None or c.phrase.head.pos != "U" or c.first == verb.last or c.joined)
        ]
        first = next((c for c in after if not c.joined), None)
        word = verb.word
        topic = clause.topic
        inherited = clause.shared
        if (
            clause.kind == "complement"
            and clause.parent is not None
            and clause.opener.endswith(("ه", "ها", "هم", "هما"))
            and len(clause.opener) > 2
            and topic is None
        ):
            # قال إنه فعل: the pronoun is the subject, whatever noun follows the verb.
            above = clause.parent.subject
            if above is not None and not above.event and self.agrees(word, above, before=True):
                clause.subject, clause.implied = above, True
                self._voice(clause)
                return
        clause.subject, clause.implied = inherited, inherited is not None
        if (
            topic is not None
            and topic.phrase is not None
            and not (clause.opener == "اما" and word.conjunction == "ف")
            and self.agrees(word, topic.phrase, before=True)
        ):
            clause.subject = topic.phrase
            clause.implied = False
            self._voice(clause)
            return
        if clause.antecedent is not None and clause.antecedent.phrase is not None:
            own = (
                first is not None
                and first.phrase is not None
                and self.agrees(word, first.phrase)
                and (
                    word.after != ""
                    or not self.agrees(word, clause.antecedent.phrase, before=True)
                    or (len(after) > 1 and not first.joined)
                )
            )
            if not own:
                clause.subject, clause.implied = clause.antecedent.phrase, False
                self._voice(clause)
                return
        if first is not None and first.phrase is not None and self.agrees(word, first.phrase):
            second = next((c for c in after[1:] if not c.joined), None)
            shared = inherited is not None and self.agrees(word, inherited, before=True)
            accusative = _accusative(first.phrase) or (
                self._resumes(word, first.phrase) and len([c for c in after if not c.joined]) == 1
            )
            if shared and second is None and (accusative or self._takes_object(word, first.phrase)):
                clause.implied = True
                self._voice(clause)
                return
            above = (
                clause.parent.subject
                if clause.kind == "complement" and clause.parent is not None and clause.opener == "ان"
                else None
            )
            if (
                above is not None
                and second is None
                and not above.event
                and first.phrase.classes & {"vehicle", "place", "goods"}
                and not first.phrase.classes & {"agent"}
                and self._takes_object(word, first.phrase)
                and self.agrees(word, above, before=True)
            ):
                # نفت الجماعة أن تكون قد هاجمت ناقلة: things are attacked, and do not attack.
                clause.subject, clause.implied = above, True
                self._voice(clause)
                return
            if second is None and self._blamed(clause, first):
                self._voice(clause)
                return
            if not accusative:
                clause.subject, clause.implied = first.phrase, False
                self._voice(clause)
                return
        self._voice(clause)

    def _blamed(self, clause: Clause, first: Chunk) -> bool:
        """واتهمت في المقابل «الميليشيات» بتفخيخ منازل: a single noun and what it is blamed for; who blames spoke before."""
        if clause.verb is None or not any(x.family == "saying" and x.kind == "blame" for x in clause.verb.word.lexemes):
            return False
        after = [c for c in clause.chunks if c.first >= first.last and c.kind == "noun"]
        return (
            clause.verb.joined
            and first.first > clause.verb.last
            and bool(after)
            and after[0].preposition == "ب"
            and after[0].is_event_noun
        )

    def _direction_head(self, phrase: NounPhrase | None) -> bool:
        return (
            phrase is not None
            and phrase.head.stem in self._direction
            and phrase.number is None
            and not phrase.head.article
        )

    def _resumes(self, word: Word, phrase: NounPhrase) -> bool:
        """فجّر حزامه: a pronoun that means the subject makes the phrase its object."""
        pronoun = phrase.head.after
        if pronoun == "ه":
            return "3ms" in word.persons
        if pronoun == "ها":
            return "3fs" in word.persons
        return pronoun in ("هم", "هما") and bool(word.persons & {"3mp", "3md"})

    def _takes_object(self, word: Word, phrase: NounPhrase) -> bool:
        """Whether a single noun after a coordinate verb is more likely its object."""
        if word.persons <= {"3mp", "1p", "3md", "3fd"}:
            return True
        if "a" not in word.voice:
            return False
        if word.persons == {"3fs"} and phrase.number is not None and "f" not in phrase.head.gender:
            return True
        families = {x.family for x in word.lexemes}
        if "saying" in families and phrase.event and not phrase.classes & {"agent"}:
            return True  # وزعم قتل ثلاثين جنديا
        if families & {"saying", "light"} and phrase.classes & {"person", "collective"}:
            return False
        transitive = any(
            str(x.data.get("frame", "transitive")) in ("transitive", "hold", "carry", "into", "enter")
            for x in word.lexemes
            if x.family in ("events", "light")
        )
        actorlike = (
            bool(phrase.classes & {"force", "aircraft", "authority", "fighter", "artillery"}) and phrase.number is None
        )
        if (
            any(str(x.data.get("frame")) == "mutual" for x in word.lexemes if x.family == "events")
            and "s" in phrase.head.numbers
            and phrase.number is None
        ):
            return True  # وصل المبعوث والتقى قائد الجيش: one alone meets nobody
        return transitive and not actorlike

    def _voice(self, clause: Clause) -> None:
        """Mark the clause passive where its verb can be nothing else, and its subject two where the verb is dual."""
        subject = clause.subject
        if (
            clause.verb is not None
            and subject is not None
            and clause.verb.word.persons
            and clause.verb.word.persons <= {"3md", "3fd"}
        ):
            subject.dual = subject.number is None and "d" in subject.head.numbers
        if clause.verb is not None and clause.verb.word.voice == "p":
            clause.passive = True

    def agrees(self, word: Word, phrase: NounPhrase, *, before: bool = False) -> bool:
        """Whether a verb can have this subject; ``before``: the phrase stands before the verb (full agreement)."""
        persons = word.persons
        if not persons:
            return True
        if persons <= {"1s", "1p"}:
            return False
        head = phrase.head
        if head.form in _ELATIVE and phrase.last > head.i + 1 and not before:
            return True  # ستغادر آخر دفعة: the noun after it agrees
        if (
            phrase.event
            and before
            and persons <= {"3mp", "3md", "3fd", "1p"}
            and head.pos == "M"
            and not phrase.classes & {"agent"}
        ):
            return False  # an act is no "they"
        human = bool(phrase.classes & {"person"}) or not phrase.classes
        masculine_plural = persons <= {"3mp", "1p"}
        if masculine_plural and not before:
            return False
        if (
            phrase.number is not None
            and phrase.number.number is not None
            and phrase.number.number.kind == "indefinite"
            and not before
        ):
            return True
        if head.pos == "U" or phrase.number is not None:
            plural = True
            feminine_ok = (
                not (head.pos != "U" and "m" in head.gender and "f" not in head.gender and phrase.classes & {"person"})
                or before
            )
            if "3fs" in persons and "3ms" not in persons and "3mp" not in persons:
                return feminine_ok if not before else True
            return True if not before else (persons & {"3mp", "3ms", "3md", "3fs"}) != set()
        feminine = head.feminine or "f" in head.gender
        plural = "p" in head.numbers
        if persons <= {"3md", "3fd"}:
            return before
        if masculine_plural:
            single = (
                head.numbers == {"s"}
                and phrase.number is None
                and head.pos in "NMAQ"
                and not phrase.classes & {"collective", "quantity", "crowd"}
            )
            return (human and not single) or plural or bool(phrase.classes & {"collective"})
        if "3fs" in persons and "3ms" not in persons and "3mp" not in persons:
            if head.pos in "XL":
                return True
            return feminine or plural or bool(phrase.classes & {"state", "force"}) or not head.gender
        if "3ms" in persons and "3fs" not in persons:
            if head.pos in "XL":
                return True
            if feminine and "m" not in head.gender and not plural:
                return False
            if (
                before
                and plural
                and not phrase.classes & {"collective"}
                and "s" not in head.numbers
                and human
                and phrase.classes
            ):
                return False
            return not (
                plural and "s" not in head.numbers and not human and not before and feminine and head.gender == "f"
            )
        return True


def _accusative(phrase: NounPhrase) -> bool:
    """Whether the spelling shows an indefinite accusative or an oblique dual or plural: an object, not a subject."""
    head = phrase.number if phrase.number is not None and phrase.head.pos == "U" else phrase.head
    if phrase.number is not None:
        return False
    if head.article or head.after:
        return False
    if "\u064b" in head.text[-3:]:
        return True
    text = head.text.rstrip("\u064b\u064e\u0652")
    if head.pos in ("N", "M", "Q", "A") and head.state and set(head.state) <= {"i"}:
        return True
    if head.state and set(head.state) <= {"d", "c"} and text.endswith(("ين", "ي")) and head.numbers <= {"d", "p"}:
        return True
    return head.pos == "X" and text.endswith(("اً", "ًا"))


class _Walk:
    """The walk over the chunks of one sentence."""

    def __init__(self, parser: ClauseParser, words: Sequence[Word], chunks: Sequence[Chunk]) -> None:
        self.p = parser
        self.words = words
        self.chunks = chunks
        self.cur = Clause("main", None)
        self.found = [self.cur]
        self.negated = False
        self.future = False
        self.doubt = ""
        self.quote = -1

    def open(self, kind: str, parent: Clause | None, opener: str = "") -> Clause:
        clause = Clause(kind, parent, opener)
        clause.quote = self.quote
        if kind in ("coordinate", "subordinate", "relative"):
            clause.conditional = self.cur.conditional and kind == "coordinate"
        self.cur = clause
        self.found.append(clause)
        return clause

    def put(self, chunk: Chunk) -> None:
        chunk.clause = self.cur
        self.cur.chunks.append(chunk)

    def step(self, at: int) -> None:
        chunk = self.chunks[at]
        kind = chunk.kind
        if kind == "verb":
            self.verb(at, chunk)
        elif kind == "conj":
            self.conjunction(at, chunk)
        elif kind == "rel":
            self.relative(at, chunk)
        elif kind == "neg":
            self.negated = True
            self.put(chunk)
        elif kind == "noun":
            self.noun(at, chunk)
        elif kind == "outcome":
            self.open("subordinate", self.cur.parent, "ما")
            self.put(chunk)
        else:
            dash = kind == "comma" and chunk.word.form in _DASHES and chunk.first <= _DATELINE
            if (
                (kind == "colon" or (dash and self.cur.topic is not None and bool(self.cur.topic.word.places)))
                and self.cur.verb is None
                and self.cur.topic is not None
                and self.cur.topic.phrase is not None
                and self.cur.kind == "main"
            ):
                # حلب: ألقى الطيران …: what stands before the colon heads a new clause and is not its subject.
                self.put(chunk)
                self.open("main", None, ":")
                return
            if (kind == "quote" and self.quote < 0 and chunk.word.form not in "»”") or kind == "colon":
                self._content(chunk)
            if kind == "quote":
                self.quote = chunk.first if self.quote < 0 or chunk.word.form in "«“" else -1
                if chunk.word.form in "»”":
                    self.quote = -1
            if kind == "adverb":
                form = chunk.word.stem
                if form in self.p._future:
                    self.future = True
                if form in self.p._doubt:
                    self.doubt = form
            self.put(chunk)

    def _content(self, chunk: Chunk) -> None:
        """A quotation or colon after a saying verb opens what is said."""
        cur = self.cur
        if (
            cur.verb is None
            or not self._says(cur)
            or any(c.parent is cur for c in self.found)
            or (cur.kind == "complement" and chunk.kind == "quote" and not self._says(cur))
        ):
            return
        last = next((c for c in reversed(cur.chunks) if c.kind not in ("comma", "adverb", "paren", "time")), None)
        if chunk.kind == "quote" and last is not None and last.kind == "prep":
            return  # عن "هروب …": the preposition governs it
        self.quote = chunk.first if chunk.kind == "quote" else self.quote
        self.open("complement", cur, chunk.word.form)

    def _marks(self, clause: Clause, chunk: Chunk) -> None:
        clause.negated = (
            (clause.negated or self.negated)
            and chunk.word.stem not in self.p._still
            and not (clause.auxiliary is not None and clause.auxiliary.word.stem in self.p._still)
        )
        clause.future = (
            self.future or "س" in chunk.word.before or (chunk.first > 0 and self.words[chunk.first - 1].form == "لن")
        )
        imperfect = chunk.word.tense == "n" or ("n" in chunk.word.tense and chunk.word.stem in self.p._auxiliary)
        clause.doubt = clause.doubt or (bool(self.doubt) and (self.doubt != "قد" or imperfect))
        self.negated = self.future = False
        self.doubt = ""

    def verb(self, at: int, chunk: Chunk) -> None:
        cur = self.cur
        previous = self.chunks[at - 1] if at else None
        auxiliary = chunk.word.stem in self.p._auxiliary or chunk.word.form in self.p._auxiliary
        if cur.verb is None:
            cur.verb = chunk
            self._marks(cur, chunk)
        elif cur.verb is cur.auxiliary and not chunk.joined:
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
            antecedent = self._antecedent(at, chunk)
            if antecedent is not None:
                clause = self.open("relative", cur.parent)
                clause.antecedent = antecedent
            else:
                clause = self.open("coordinate", self._governor(cur))
                clause.shared = self._shared(cur, chunk)
            clause.verb = chunk
            self._marks(clause, chunk)
        if auxiliary:
            self.cur.auxiliary = chunk
        if previous is not None and previous.kind == "neg" and chunk.word.stem not in self.p._still:
            self.cur.negated = True
        self.put(chunk)

    def _governor(self, clause: Clause) -> Clause | None:
        """What governs a clause coordinate with this one."""
        return clause.parent

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
                self.p._subject(clause)
                subject = clause.subject
            if subject is not None and self.p.agrees(chunk.word, subject, before=True):
                return subject
            if clause is parent:
                break
        return None

    def _antecedent(self, at: int, chunk: Chunk) -> Chunk | None:
        """A verb right after an indefinite noun phrase describes it."""
        if chunk.joined or not at:
            return None
        k = at - 1
        while k >= 0 and self.chunks[k].kind in ("adverb", "neg", "paren"):
            k -= 1
        before = self.chunks[k] if k >= 0 else None
        if before is None or before.kind != "noun" or before.phrase is None:
            return None
        if before is self.cur.topic and self.cur.verb is None:
            return None
        phrase = before.phrase
        if phrase.definite and not phrase.event:
            return None
        if phrase.head.article or phrase.head.after:
            return None
        if chunk.word.after and not phrase.event and any(x.family == "light" for x in chunk.word.lexemes):
            # ضربة بطائرة مسيرة نفذتها القيادة: it is the act that is carried out.
            act = next(
                (c for c in reversed(self.chunks[max(0, k - 3) : k]) if c.is_event_noun and not c.word.article), None
            )
            if act is not None:
                return act
        if self.p.agrees(chunk.word, phrase, before=True) or chunk.word.after:
            return before
        while before.genitive and k > 0:
            k -= 1
            before = self.chunks[k]
        if (
            before.phrase is not None
            and before.phrase.event
            and not before.word.article
            and self.p.agrees(chunk.word, before.phrase, before=True)
        ):
            return before  # انفجار سيارة استهدف: the verb agrees with the event noun
        return None

    def relative(self, at: int, chunk: Chunk) -> None:
        before = next((c for c in reversed(self.chunks[:at]) if c.kind == "noun" and c.phrase is not None), None)
        if chunk.word.form in self.p._relative or chunk.word.stem in self.p._relative:
            clause = self.open("relative", self.cur.parent, chunk.word.form)
            clause.antecedent = self._matching(at, chunk) or before
        else:
            self.open("subordinate", self.cur.parent, chunk.word.stem)
        self.put(chunk)

    def _matching(self, at: int, chunk: Chunk) -> Chunk | None:
        """The noun a relative pronoun agrees with: the nearest of its gender and number."""
        form = chunk.word.stem if chunk.word.before else chunk.word.form
        nouns = [c for c in self.chunks[max(0, at - 6) : at] if c.kind == "noun" and c.phrase is not None]
        for noun in reversed(nouns):
            head = noun.phrase.head if noun.phrase else noun.word
            feminine = head.feminine
            plural = "p" in head.numbers
            human = bool(noun.phrase and noun.phrase.classes & {"person"})
            if (
                form == "الذي"
                and not (feminine and not plural)
                and not (plural and "s" not in head.numbers and head.pos != "X")
            ):
                return noun
            if form == "التي" and (feminine or (plural and not human) or head.pos in "XL"):
                return noun
            if form == "الذين" and (plural or human or head.pos == "U"):
                return noun
            if form not in ("الذي", "التي", "الذين"):
                return noun
        return None

    def conjunction(self, at: int, chunk: Chunk) -> None:
        p = self.p
        form = chunk.word.stem if chunk.word.before else chunk.word.form
        joined = chunk.joined or (chunk.word.form[:1] == "و" and chunk.word.form[1:] in p._complement)
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        if form == "ان" and at == 0 and following is not None and following.kind == "verb":
            self.open("subordinate", self.cur.parent, form).conditional = True  # إن سقطت … انقطعت
        elif (
            form == "ان"
            and chunk.word.text.startswith("إ")
            and following is not None
            and following.kind == "verb"
            and following.word.stem in p._auxiliary
        ):
            self.open("subordinate", self.cur, form).conditional = True  # لمعرفة إن كان
        elif form in p._complement or chunk.word.form[1:] in p._complement:
            if form not in p._complement:
                form = chunk.word.form[1:]
            parent: Clause | None = self.cur
            antecedent = self.cur.antecedent
            if (
                self.cur.kind == "relative"
                and antecedent is not None
                and antecedent.clause is not None
                and antecedent.phrase is not None
                and antecedent.phrase.classes & _CHANNELS
            ):
                # قال في بيان بثته قناة كذا إن: the content belongs to the sayer, not to the channel.
                parent = self.cur = antecedent.clause
            if joined or (
                at and self.chunks[at - 1].kind == "comma" and self.cur.verb is not None and not self._says(self.cur)
            ):
                ancestor: Clause | None = self.cur
                while ancestor is not None and ancestor.kind != "complement":
                    ancestor = ancestor.parent
                parent = ancestor.parent if ancestor is not None else self.cur
            clause = self.open("complement", parent, form)
            clause.negated = False
            self.negated = False
        elif form in p._result:
            self.open("subordinate", self.cur.parent, form).antecedent = None
        elif form in p._conditional:
            clause = self.open("subordinate", self.cur.parent, form)
            clause.conditional = True
        elif form in p._subordinate:
            clause = self.open("subordinate", self.cur.parent, form)
        elif form in p._adversative:
            self.open("adversative", self.cur.parent, form)
        elif (form in ("او", "ام", "و", "ف", "ثم", "بل", "كذلك") or form in p._additive) and at + 1 < len(self.chunks):
            self.chunks[at + 1].joined = True
        self.put(chunk)

    def _says(self, clause: Clause) -> bool:
        return any(x.family == "saying" for x in clause.lexemes)

    def noun(self, at: int, chunk: Chunk) -> None:
        cur = self.cur
        hal = self._hal(chunk)
        if hal:
            clause = self.open("hal", None, chunk.word.stem)
            clause.verb = chunk
            clause.subject = self._speaker(cur)
            clause.implied = True
            self.put(chunk)
            return
        if (
            chunk.joined
            and chunk.phrase is not None
            and chunk.phrase.event
            and not chunk.preposition
            and cur.kind in ("relative", "subordinate", "coordinate")
        ):
            home = self._list_home()
            if home is not None:
                self.cur = home
                self.put(chunk)
                return
        if chunk.follows and self._new_topic(at, chunk):
            chunk.follows = ""
        if (
            chunk.preposition == ""
            and chunk.phrase is not None
            and not chunk.genitive
            and not chunk.follows
            and not self.p._direction_head(chunk.phrase)
        ):
            if (
                cur.verb is None
                and cur.topic is not None
                and cur.kind in ("complement", "coordinate", "main")
                and self._new_topic(at, chunk)
            ):
                clause = self.open("coordinate", self._governor(cur))
                clause.topic = chunk
            elif cur.verb is None:
                if cur.topic is None and not any(
                    c.kind == "noun" and not c.preposition and not c.genitive for c in cur.chunks
                ):
                    cur.topic = chunk
            elif self._new_topic(at, chunk):
                shared = self._governor(cur)
                clause = self.open("coordinate", shared)
                clause.topic = chunk
        self.put(chunk)

    def _list_home(self) -> Clause | None:
        """The clause whose verbal noun a joined one goes on from, past a relative clause between them."""
        if any(c.is_event_noun for c in self.cur.chunks):
            return None
        for clause in reversed(self.found[:-1]):
            if any(c.is_event_noun for c in clause.chunks):
                return clause
            if clause.verb is not None and clause.kind not in ("relative", "subordinate"):
                return None
        return None

    def _hal(self, chunk: Chunk) -> bool:
        """A saying participle in the accusative goes on with what the speaker says (مضيفا، محذرة من)."""
        word = chunk.word
        if chunk.preposition or (chunk.joined and not word.conjunction):
            return False
        at = chunk.first
        before = self.words[at - 1] if at else None
        if before is None or not (word.conjunction or before.pos == "." or before.pos == "E"):
            return False
        if word.pos not in ("Q", "N", "A", "M") or word.article:
            return False
        entry = next((x for x in word.lexemes if x.family == "saying" and "root" in x.data), None)
        if entry is None or not any(r.pos == "q" and r.lexeme is entry for r in word.readings):
            return False
        text = word.text.rstrip("\u064b")
        if text.endswith("ة") and any(r.pos in ("n", "m") and r.lexeme.classes for r in word.readings):
            return False
        return text.endswith(("ا", "ة", "ين", "اً"))

    def _speaker(self, cur: Clause) -> NounPhrase | None:
        """Who the nearest speaking clause has as its subject."""
        clause: Clause | None = cur
        while clause is not None:
            if self._says(clause):
                if clause.subject is None and clause.verb is not None:
                    self.p._subject(clause)
                if clause.subject is not None:
                    return clause.subject
            clause = clause.parent
        for earlier in reversed(self.found):
            if self._says(earlier):
                if earlier.subject is None:
                    self.p._subject(earlier)
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
            self.p._subject(first)
        return first.subject

    def _new_topic(self, at: int, chunk: Chunk) -> bool:
        """A noun phrase after a break whose verb follows at once opens a clause of its own."""
        before = self.chunks[at - 1] if at else None
        if before is not None and before is self.cur.topic and self.cur.verb is None:
            return False  # X وY فعلوا: two subjects of one verb
        if (
            chunk.joined
            and before is not None
            and before.kind == "noun"
            and self.cur.verb is not None
            and self.cur.verb is self.cur.auxiliary
        ):
            return False  # كانت واشنطن وأنقرة قد توصلتا
        breaks = chunk.joined or (before is not None and before.kind in ("comma", "quote", "conj", "colon"))
        if not breaks:
            return False
        k = at + 1
        while (k < len(self.chunks) and self.chunks[k].kind in ("time", "adverb", "paren")) or (
            k < len(self.chunks)
            and self.chunks[k].kind == "noun"
            and self.chunks[k].preposition in ("في", "ب", "من")
            and k == at + 1
        ):
            k += 1
        if k >= len(self.chunks) or self.chunks[k].kind != "verb" or self.chunks[k].joined or chunk.phrase is None:
            return False
        verb = self.chunks[k].word
        spaced = before is not None and before.kind in ("comma", "conj", "colon")
        if chunk.phrase.definite or (spaced and not chunk.phrase.event):
            return self.p.agrees(verb, chunk.phrase, before=True)
        return False
