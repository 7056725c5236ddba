"""The subject of a document, and what that rules out.

Sport, markets, medicine and film use the words of war.  What a document is about is seen from the semantic classes
of all its words; inside such a document only what cannot be figurative stays.  A definite event noun that adds
nothing of its own points back and is no event (codebook, part 1).
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from marsad.lexicon.lexicon import Lexicon, bare
from marsad.reader.draft import Draft, Parsed

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
_DATING: Final = frozenset(("date", "weekday", "relative", "month", "week", "since"))
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
_VERBAL: Final = frozenset(("operation", "abuse", "crackdown"))
#: A domain rules a document when its words are this many and outnumber those of conflict this many times.
_LEAST: Final = 4
_RATIO: Final = 1.0


class Subject:
    """Judges documents and drafts; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._domains = frozenset(_DOMAINS)
        self._norms = lexicon.grammar["norm"]
        self._norm_verbs = lexicon.grammar["norm_verb"]
        self._impersonal_norms = lexicon.grammar["norm_impersonal"]

    def of(self, parsed: list[Parsed]) -> str:
        """The domain that rules a document, or nothing."""
        counts: Counter[str] = Counter()
        conflict = 0
        for sentence in parsed:
            for word in sentence.words:
                if not word.classes:
                    continue
                for name in word.classes & self._domains:
                    counts[name] += 1
                if word.classes & _CONFLICT:
                    conflict += 1
        if not counts:
            return ""
        name, most = counts.most_common(1)[0]
        return name if most >= _LEAST and most > _RATIO * conflict else ""

    def essay(self, parsed: list[Parsed], dated: bool) -> bool:
        """Whether a document tells no dated news: no dateline, no time, no sayer.  Its predicates need more evidence."""
        if dated or len(parsed) < _ESSAY:
            return False
        times = sum(1 for s in parsed for w in s.words if w.time is not None and w.time.kind in _DATING)
        said = sum(
            1
            for s in parsed
            for w in s.words
            if w.pos == "V" and any(x.family == "saying" and x.kind in _TELLS for x in w.lexemes)
        )
        return times == 0 and said <= len(parsed) // 8

    def judge(self, drafts: list[Draft], domain: str, *, essay: bool = False) -> None:
        """Set ``rejected`` on drafts that are no event."""
        for draft in drafts:
            if draft.rejected:
                continue
            if domain and not self._literal(draft, domain):
                draft.rejected = _DOMAINS[domain]
            elif self._local(draft):
                draft.rejected = "event-rejected-figurative"
            elif self._points_back(draft):
                draft.rejected = "event-rejected-back-reference"
            elif self._figurative(draft):
                draft.rejected = "event-rejected-figurative"
            elif self._general(draft, essay):
                draft.rejected = "event-rejected-generic"

    def _literal(self, draft: Draft, domain: str) -> bool:
        """Inside a document of another subject, an event stays only with actors or harm that cannot be figurative."""
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
                f.phrase.head.classes & self._domains and not f.phrase.head.classes & {"person", "place"}
                for f in fillers
            )
            and not any(f.phrase.classes & _CONFLICT for f in fillers)
        )

    def _figurative(self, draft: Draft) -> bool:
        """Abstract doers or victims of physical acts: تقتل الشائعة، احتلت المنصات عقولنا."""
        if draft.type in _CIVIL or draft.type in _VERBAL:
            return False
        for fillers in (draft.actors, draft.targets):
            heads = [f.phrase.classes for f in fillers]
            if heads and all(h and h <= _ABSTRACT for h in heads):
                return True
        return False

    def _general(self, draft: Draft, essay: bool, alone: bool = True) -> bool:
        """Talk of no particular occasion: a question, we, or a present (in an essay: anything) without name, number, place or date."""
        sentence = draft.parsed.sentence
        words = draft.parsed.words
        if sentence.region == "title":
            return False
        if sentence.region == "heading" and not self._particular(draft):
            return True
        if words[-1].form == "؟" or (len(words) > 1 and words[-2].form == "؟"):
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
        present = (
            alone
            and draft.is_verb
            and draft.word.tense == "n"
            and draft.status == "occurred"
            and draft.clause.auxiliary is None
        )
        if not (present or essay):
            return False
        if draft.speaker is not None and not essay:
            return False
        return not self._particular(draft)

    def _norm(self, draft: Draft) -> bool:
        """A rule and not an occasion: what a law forbids, punishes or defines (يعاقب القانون، لا يجوز)."""
        if draft.tallies or any(w.time is not None and w.time.kind in _DATING for w in draft.parsed.words):
            return False
        for clause in draft.parsed.clauses:
            verb = clause.verb
            if verb is None or verb.kind != "verb":
                continue
            if verb.word.stem in self._impersonal_norms:
                return True
            subject = clause.subject
            if (
                subject is not None
                and verb.word.stem in self._norm_verbs
                and not self._norms.isdisjoint([*subject.head.form.split(), subject.head.stem, bare(subject.head.stem)])
            ):
                return True
        return False

    def _particular(self, draft: Draft) -> bool:
        if draft.tallies or any(w.time is not None and w.time.kind in _DATING for w in draft.parsed.words):
            return True
        for filler in draft.actors + draft.targets + draft.devices + [f for _, f in draft.placed]:
            inside = filler.parsed.words[filler.phrase.first : filler.phrase.last]
            if filler.phrase.number is not None or any(
                w.pos == "L" or w.kind == "name" or w.places or (w.pos == "X" and len(w.stem) > 2) for w in inside
            ):
                return True
            if filler.phrase.head.article and filler.phrase.classes & {
                "force",
                "unit",
                "authority",
                "group",
                "fighter",
            }:
                return True
        return any(w.places and any(not e.needs_context for e in w.places) for w in draft.parsed.words)

    def _points_back(self, draft: Draft) -> bool:
        if draft.is_verb or draft.light is not None or draft.extra:
            return False
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
