"""The subject of a document, and what that rules out.

Sport, markets, medicine and film use the words of war.  What a document or a sentence is about is seen from the
semantic classes of all its words; inside such a text only what cannot be figurative stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.draft import Draft, Parsed
from marsad.reader.framing import Frames
from marsad.reader.particular import DATING, Particular
from marsad.reader.viable import companion_of
from marsad.reader.words import Word

_DOMAINS: Final = {
    "sport": "event-rejected-sport", "market": "event-rejected-market", "disease": "event-rejected-health", "film": "event-rejected-culture",
    "tech": "event-rejected-figurative", "weather": "event-rejected-figurative", "traffic": "event-rejected-figurative", "election": "event-rejected-figurative",
}  # fmt: skip
_CONFLICT: Final = frozenset(
    (
        "fighter",
        "force",
        "group",
        "weapon",
        "explosive",
        "missile",
        "aircraft",
        "toll",
        "displaced",
        "crowd",
        "artillery",
        "unit",
        "detainee",
    )
)
_CIVIL: Final = frozenset(("talks", "agreement", "verdict", "protest", "aid", "sanction", "evacuation", "arrest"))
#: Shorter texts are no essays: a pasted sentence has no room for a date.
_ESSAY: Final = 6
_TELLS: Final = frozenset(("say", "confirm", "report", "deny", "reveal"))
_ABSTRACT: Final = frozenset(
    (
        "abstract",
        "feeling",
        "statement",
        "domain",
        "sport",
        "market",
        "disease",
        "film",
        "tech",
        "election",
        "body",
        "time_unit",
    )
)
#: What only somebody can do.
_DELIBERATE: Final = frozenset(
    ("attack", "siege", "capture", "withdrawal", "advance", "assassination", "abduction", "execution", "emplacement", "surrender")
)  # fmt: skip
#: Whoever and whatever can do it; places stand for those who hold them.
_ABLE: Final = frozenset(
    ("agent", "aircraft", "artillery", "missile", "explosive", "weapon", "vehicle", "violence", "settlement", "admin", "site", "building", "area", "border",
     "event_abstract", "place_reference")
)  # fmt: skip
_HARM: Final = frozenset(("killing", "injury"))
_FOUGHT: Final = frozenset(("clash", "attack", "shelling"))
_IMMATERIAL: Final = _ABSTRACT | {
    "event_abstract",
    "quantity",
    "domain",
    "money",
    "channel",
    "document",
    "goods",
    "weather",
    "disease",
}
#: What floods and storms do to people, with what counts them.
_MOVED: Final = {"displacement": "displaced", "evacuation": "evacuated"}
_VERBAL: Final = frozenset(("operation", "abuse", "crackdown"))
#: A domain rules a document when its words are this many and outnumber those of conflict this many times.
_LEAST: Final = 4
_LEAST_IN_SENTENCE: Final = 2
_RATIO: Final = 1.0


class Subject:
    """Judges documents and drafts; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._domains = frozenset(_DOMAINS)
        self._particular = Particular(lexicon)
        self._squares = lexicon.grammar["square"]
        self._of_words = lexicon.grammar["figurative"]

    def of(self, parsed: list[Parsed]) -> str:
        """The domain that rules a document, or nothing."""
        return self._ruling(parsed, _LEAST)

    def _ruling(self, parsed: Sequence[Parsed], least: int) -> str:
        counts: Counter[str] = Counter()
        conflict = 0
        for sentence in parsed:
            for word in sentence.words:
                if not word.classes or (word.i and sentence.words[word.i - 1].stem in self._squares):
                    continue  # دوار السينما
                for name in word.classes & self._domains:
                    counts[name] += 1
                if not word.classes.isdisjoint(_CONFLICT):
                    conflict += 1
        if not counts:
            return ""
        name, most = counts.most_common(1)[0]
        return name if most >= least and most > _RATIO * conflict else ""

    def essay(self, parsed: list[Parsed], dated: bool) -> bool:
        """Whether a document tells no dated news: no dateline, no time, no sayer.  Its predicates need more evidence."""
        if dated or len(parsed) < _ESSAY:
            return False
        times = sum(1 for s in parsed for w in s.words if w.time is not None and w.time.kind in DATING)
        said = sum(
            1
            for s in parsed
            for w in s.words
            if w.pos == "V" and any(x.family == "saying" and x.kind in _TELLS for x in w.lexemes)
        )
        return times == 0 and said <= len(parsed) // 8

    def judge(self, drafts: list[Draft], frames: Frames, domain: str, *, essay: bool = False) -> None:
        """Set ``rejected`` on the drafts of a sentence that are no event."""
        if not drafts:
            return
        domain = domain or self._ruling((drafts[0].parsed,), _LEAST_IN_SENTENCE)
        for draft in drafts:
            if draft.rejected:
                continue
            if domain and not self._literal(draft, domain):
                draft.rejected = _DOMAINS[domain]
            elif self._local(draft):
                draft.rejected = "event-rejected-figurative"
            elif self._particular.points_back(draft):
                draft.rejected = "event-rejected-back-reference"
            elif self._figurative(draft):
                draft.rejected = "event-rejected-figurative"
            else:
                draft.rejected = self._particular.lacking(draft, frames, essay)

    def _literal(self, draft: Draft, domain: str) -> bool:
        """Inside a document of another subject, an event stays only with actors or harm that cannot be figurative."""
        if domain == "weather" and draft.type in _MOVED and any(t.of in _MOVED.values() for t in draft.tallies):
            return True  # أدت الفيضانات إلى نزوح مليون شخص
        if draft.type in _CIVIL and domain != "sport":
            return bool(draft.actors or draft.targets) and not any(
                f.phrase.classes & self._domains for f in draft.actors + draft.targets
            )
        roles = draft.actors + draft.targets
        return any(f.phrase.classes & (_CONFLICT - {"toll", "missile"}) for f in roles) and not any(
            f.phrase.classes & self._domains for f in roles
        )

    def _local(self, draft: Draft) -> bool:
        """Roles filled by words of another domain: انفجار الأسعار."""
        fillers = draft.actors + draft.targets + draft.devices
        return (
            bool(fillers)
            and any(
                f.phrase.head.classes & self._domains
                and (
                    f.phrase.head.classes.isdisjoint(("person", "place"))
                    or (f in draft.actors and f.phrase.head.classes >= {"sport", "role"})  # أطلق لاعب الوداد قذيفة
                )
                for f in fillers
            )
            and not any(not f.phrase.classes.isdisjoint(_CONFLICT) for f in fillers)
        )

    def _cannot_act(self, draft: Draft) -> bool:
        """يحاصرنا الغلاء، يطوق الرمل البيوت: the subject is a thing that does nothing of its own accord."""
        subject = draft.clause.subject
        if subject is None or subject.event or draft.clause.passive or subject.number is not None:
            return False
        head = subject.head
        if head.pos not in "NMA" or head.kind != "word" or head.places:
            return False
        words = draft.parsed.words[subject.first : subject.last]
        return bool(head.classes) and not any(not w.classes.isdisjoint(_ABLE) for w in words)

    def _of_another_kind(self, draft: Draft) -> bool:
        """هجوم إلكتروني، تبادل القصف الكلامي: an adjective that makes it one of words or wires."""
        words = draft.parsed.words
        companion = companion_of(words, draft.word, draft.entry) if draft.is_verb else None
        last = companion or (None if draft.is_verb else draft.word)
        if last is None:
            return False
        return any(
            not self._of_words.isdisjoint((w.stem, w.form, w.form.removesuffix("ا")))
            for w in words[last.i + 1 : last.i + 3]
        )

    def _fought_over(self, draft: Draft) -> bool:
        """معركة الامتحانات، حرب الاتهامات، معركة ضد نقص الأدوية: what is fought over or with is no place and nobody."""
        chunks = draft.parsed.chunks
        if draft.is_verb or draft.tallies:
            return False
        at = chunks.index(draft.chunk) + 1
        for chunk in chunks[at : at + 2]:
            if chunk.kind != "noun" or chunk.phrase is None:
                return False
            if (chunk.genitive and chunk is chunks[at]) or (chunk.preposition in ("ضد", "علي") and not chunk.joined):
                head = chunk.word
                if head.kind == "word" and not head.places and head.classes and not head.events:
                    return head.classes <= _IMMATERIAL
        return False

    def _figurative(self, draft: Draft) -> bool:
        """Abstract doers or victims of physical acts: تقتل الشائعة، احتلت المنصات عقولنا."""
        if draft.type in _CIVIL or draft.type in _VERBAL:
            return False
        if draft.is_verb and draft.type in _DELIBERATE and self._cannot_act(draft):
            return True
        subject = draft.clause.subject
        acts = draft.is_verb and draft.type in _HARM and not draft.clause.passive and not draft.actors
        if acts and subject is not None and subject.classes and subject.classes <= _ABSTRACT:
            return True  # الوقت يقتلنا
        if draft.type in _FOUGHT and (self._fought_over(draft) or self._of_another_kind(draft)):
            return True
        for fillers in (draft.actors, draft.targets):
            heads = [
                f.phrase.classes
                for f in fillers
                if f.slot != "nationality"
                and not _attempt(f.phrase.head)
                and not any(w.stem in draft.entry.companions for w in f.parsed.words[f.phrase.first : f.phrase.last])
            ]
            if heads and all(h and h <= _ABSTRACT for h in heads):
                return True
        return False


def _attempt(head: Word) -> bool:
    """أحبطت محاولة تسلل وتهريب: a noun of trying only carries what was tried."""
    entry = head.entry("modality")
    return entry is not None and entry.data.get("status") == "attempted"
