"""Particular occasions: whether a draft tells of one, or of such acts in general.

Questions, rules of law, definitions, suppositions, "whoever kills", "every truce" and talk without name, number, place
or date are no occasions.  A definite event noun that adds nothing of its own points back and is none (codebook, part 1).
"""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon, bare
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft, Filler
from marsad.reader.framing import UNREAL, Frames
from marsad.reader.salience import predicate_of
from marsad.reader.words import Word

#: Kinds of time that date an occasion.
DATING: Final = frozenset(("date", "weekday", "relative", "month", "week", "since"))
#: So many words before an alternative its first one begins.
_OR: Final = 4
_GENERIC: Final = "event-rejected-generic"
_HYPOTHETICAL: Final = "event-rejected-hypothetical"
_BODIES: Final = frozenset(("force", "unit", "authority", "group", "fighter"))
_STRUCK: Final = frozenset(("attack", "shelling", "airstrike", "killing", "bombing", "destruction"))
#: What is told of an act besides that it was.
_NEW: Final = frozenset(("outcome", "hurt"))


class Particular:
    """Judges drafts; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        g = lexicon.grammar
        self._norms = frozenset(bare(w) for w in g["norm"])
        self._norm_verbs = g["norm_verb"]
        self._impersonal_norms = g["norm_impersonal"]
        self._norm_passives = g["norm_passive"]
        self._every = g["every"]
        self._was = g["was"]
        self._asks = g["asks"]
        self._mere = g["mere"]
        self._comprising = g["comprising"]

    def lacking(self, draft: Draft, frames: Frames, essay: bool) -> str:
        """The reason code for a draft that tells of no particular occasion, or nothing."""
        if draft.parsed.sentence.region != "title":
            if self._whoever(draft) or self._every_one(draft) or self._kind_told(draft):
                return _GENERIC
            if self._consequence(draft):
                return _HYPOTHETICAL
            if self._definition(draft):
                return _GENERIC
        frame = frames.reach(draft, UNREAL.keys())
        if frame and not (draft.tallies or self._dated(draft)):
            return UNREAL[frame]
        return _GENERIC if self._general(draft, essay) else ""

    def _dated(self, draft: Draft) -> bool:
        return any(w.time is not None and w.time.kind in DATING for w in draft.parsed.words)

    def _whoever(self, draft: Draft) -> bool:
        """من قتل نفسا، كل من خطف شخصا: whoever does it."""
        words, at = draft.parsed.words, draft.first
        verb = draft.clause.verb
        if draft.light is not None and verb is not None and verb.first and words[verb.first - 1].stem == "كل من":
            return not (draft.tallies or self._dated(draft))  # كل من يشن حربا
        if not at or words[at - 1].form not in ("من", "ومن", "فمن", "لمن"):
            return False
        if draft.tallies or self._dated(draft):
            return False
        if draft.is_verb:
            return True
        following = words[at + 1] if at + 1 < len(words) else None
        return following is not None and "\u064b" in following.text[-3:]

    def _every_one(self, draft: Draft) -> bool:
        """كل هدنة، أي اعتداء: each such act; under a negation it is none at all, and that is told."""
        if draft.is_verb or draft.word.article or draft.tallies or not draft.first:
            return False
        words = draft.parsed.words
        first = words[draft.first - 1]
        if draft.first > 1 and first.is_noun and not first.article and not first.before:
            first = words[draft.first - 2]  # أي محاولة تسلل
        elif first.form == "او":
            # أي اقتحام أو اعتداء
            first = next((w for w in words[max(0, first.i - _OR) : first.i] if w.form in self._every), first)
        if first.form not in self._every and first.stem not in self._every:
            return False
        return draft.status != "denied" and not any(w.pos == "G" or _denies(w) for w in draft.parsed.words[: first.i])

    def _kind_told(self, draft: Draft) -> bool:
        """شملت الانتهاكات القتل والتهجير: kinds of acts, as parts of what is told of."""
        verb = draft.clause.verb
        if (
            draft.is_verb
            or verb is None
            or self._comprising.isdisjoint((verb.word.form, verb.word.stem))
            or not draft.word.article
        ):
            return False
        told = draft.actors or draft.tallies or draft.placed or self._dated(draft)
        return draft.first > verb.first and draft.clause.subject is not draft.chunk.phrase and not told

    def _consequence(self, draft: Draft) -> bool:
        """إذا اندلعت … فإن الآلاف سينزحون: what would follow."""
        clause = draft.clause
        if draft.status not in ("planned", "expected") or draft.speaker is not None:
            return False
        return any(
            other.conditional and other is not clause and other.verb is not None and other.verb.first < draft.first
            for other in draft.parsed.clauses[:3]
            if not any(c.first < other.verb.first for c in clause.chunks if other.verb is not None)
        )

    def _definition(self, draft: Draft) -> bool:
        """الكمين هجوم مفاجئ، الاغتيال قتل متعمد: one kind of act said to be another."""
        clause = draft.clause
        topic = clause.topic
        if draft.is_verb or topic is None or draft.tallies:
            return False
        if topic.phrase is None or not topic.phrase.event or not topic.word.form.startswith("ال"):
            return False
        said = predicate_of(clause, topic)
        return said is not None and (said is draft.chunk or (topic is draft.chunk and said.is_event_noun))

    def _general(self, draft: Draft, essay: bool, alone: bool = True) -> bool:
        """Talk of no particular occasion: a question, we, or a present (in an essay: anything) without name, number, place or date."""
        sentence = draft.parsed.sentence
        words = draft.parsed.words
        if sentence.region == "title":
            return False
        if sentence.region == "heading" and not self._particular(draft):
            return True
        if words[-1].form == "؟" or (len(words) > 1 and words[-2].form == "؟") or words[0].form in self._asks:
            return True
        if _for_one(draft) or _manner(draft) or (draft.first and words[draft.first - 1].form in self._mere):
            return True
        persons = (
            draft.clause.verb.word.persons
            if draft.clause.verb is not None and draft.clause.verb.kind == "verb"
            else frozenset()
        )
        if persons and persons <= {"1p"} and draft.speaker is None and (draft.is_verb or draft.light is not None):
            return True
        if self._norm(draft):
            return True
        if draft.is_verb and (_never(draft) or self._habit(draft)):
            return not (draft.tallies or self._dated(draft) or self._somewhere(draft))
        present = (
            alone
            and draft.is_verb
            and _present(draft)
            and (draft.status in ("occurred", "uncertain") or _never(draft))
            and draft.clause.auxiliary is None
        )
        if not (present or essay):
            return False
        if draft.speaker is not None and not essay:
            return False
        if draft.status == "uncertain" and any(_one_person(f) for f in draft.actors + draft.targets):
            return False
        return not self._particular(draft)

    def _norm(self, draft: Draft) -> bool:
        """A rule and not an occasion: what a law forbids, punishes or defines (يعاقب القانون، لا يجوز)."""
        if draft.tallies or self._dated(draft):
            return False
        for clause in draft.parsed.clauses:
            verb = clause.verb
            if verb is None or verb.kind != "verb":
                continue
            if verb.word.stem in self._impersonal_norms or self._imposed(clause, verb):
                return True
            subject = clause.subject
            if subject is not None and verb.word.stem in self._norm_verbs and self._rules(subject.head):
                return True
        return False

    def _imposed(self, clause: Clause, verb: Chunk) -> bool:
        """يحظر على الأفراد، يعاقب بالسجن: a passive without a doer."""
        if verb.word.stem not in self._norm_passives or "p" not in verb.word.voice:
            return False
        at = clause.chunks.index(verb)
        following = clause.chunks[at + 1] if at + 1 < len(clause.chunks) else None
        return following is not None and following.preposition in ("علي", "ب")

    def _rules(self, head: Word) -> bool:
        return bare(head.stem) in self._norms or not self._norms.isdisjoint(map(bare, head.form.split()))

    def _particular(self, draft: Draft) -> bool:
        if draft.tallies or self._dated(draft):
            return True
        for filler in draft.actors + draft.targets + draft.devices + [f for _, f in draft.placed]:
            inside = filler.parsed.words[filler.phrase.first : filler.phrase.last]
            if filler.phrase.number is not None or any(
                w.pos == "L" or w.kind == "name" or _named(w) or (w.pos == "X" and len(w.stem) > 2) for w in inside
            ):
                return True
            head = filler.phrase.head
            kinds = "p" in head.numbers and "s" not in head.numbers and head.classes.isdisjoint(("force", "fighter"))
            if head.article and not filler.phrase.classes.isdisjoint(_BODIES) and not kinds:
                return True
        return self._somewhere(draft)

    def _somewhere(self, draft: Draft) -> bool:
        return any(_named(w) for w in draft.parsed.words)

    def _habit(self, draft: Draft) -> bool:
        """كانت الجيوش تحاصر المدن: what used to be."""
        was = draft.clause.auxiliary
        return (
            was is not None
            and was.word.stem in self._was
            and draft.word.tense == "n"
            and draft.status == "occurred"
            and draft.speaker is None
        )

    def points_back(self, draft: Draft) -> bool:
        """Whether it is a definite noun that adds nothing to what was told."""
        if draft.is_verb or draft.light is not None or draft.extra or not _NEW.isdisjoint(draft.notes):
            return False  # قُتل قيادي أثناء الاشتباكات: told before, but not who fell
        word, phrase = draft.word, draft.chunk.phrase
        if phrase is None:
            return False
        pointing = word.article or draft.parsed.words[phrase.first].pos == "D"
        if not pointing:
            return False
        chunks = draft.parsed.chunks
        at = chunks.index(draft.chunk)
        if at and chunks[at - 1].kind == "time" and draft.chunk.preposition == "ل":
            return True  # في اليوم الأول للعمليات
        own = draft.actors or draft.tallies or [f for f in draft.targets if f.slot not in ("undergo",)] or draft.placed
        clause = draft.clause
        staged = (
            clause.verb is not None
            and clause.subject is phrase
            and any(x.family == "light" for x in clause.verb.word.lexemes)
        )
        staged = staged or (draft.type == "operation" and (clause.subject is phrase or clause.topic is draft.chunk))
        modified = any(
            w.is_adjective and w.text.startswith("ال") and w.i > phrase.head.i
            for w in draft.parsed.words[phrase.head.i : phrase.last]
        )
        return (
            not own
            and not staged
            and not (
                modified
                and draft.parsed.words[phrase.first].pos != "D"
                and draft.clause.subject is phrase
                and clause.verb is None
            )
        )


def _manner(draft: Draft) -> bool:
    """يموتون جوعا وقتلا: an accusative that says only how, and nothing of its own."""
    word = draft.word
    if draft.is_verb or draft.light is not None or draft.actors or draft.targets or draft.tallies or draft.placed:
        return False
    plain = not word.before[1:] and not word.preposition and not word.article and not draft.chunk.genitive
    return (
        plain
        and word.kind == "word"
        and word.text.endswith(("اً", "ًا", "ا"))
        and "i" in word.state
        and draft.chunk.joined
    )


def _for_one(draft: Draft) -> bool:
    """قصف موقع مقابل موقع: one for one, a rule of the game."""
    words, at = draft.parsed.words, draft.first
    if draft.type not in _STRUCK or draft.tallies or at + 3 >= len(words) or words[at + 2].form != "مقابل":
        return False
    return not words[at + 1].article and not words[at + 3].article and words[at + 3].pos in "NAQ"


def _present(draft: Draft) -> bool:
    """تهاجم of a feminine subject is the present; of a masculine one it may be the past of another form."""
    word, subject = draft.word, draft.clause.subject
    if word.tense == "n":
        return True
    return "n" in word.tense and word.stem.startswith("ت") and subject is not None and subject.head.feminine


def _never(draft: Draft) -> bool:
    """لا يفرج عنه، لا يعبر الحدود: a rule or a habit and no news."""
    at = draft.chunk.first
    before = draft.parsed.words[at - 1].form if at else ""
    return draft.word.tense == "n" and before in ("لا", "ولا", "لن", "ولن")


def _one_person(filler: Filler) -> bool:
    """قد يحاكم الصحفي: somebody known, and not people in general."""
    head = filler.phrase.head
    return head.article and "s" in head.numbers and "person" in filler.phrase.classes


def _named(word: Word) -> bool:
    """Whether it begins the name of a place, and is no common word that is one too (الأسواق)."""
    if word.classes and word.classes.isdisjoint(("state", "admin", "settlement")):
        return False
    return any(not e.needs_context for e in word.places)


def _denies(word: Word) -> bool:
    return any(x.data.get("statement") == "denial" or x.data.get("status") == "denied" for x in word.lexemes)
