"""The reader: one article in, one report out.

Sentence by sentence: words, tags, chunks, clauses, sayers, events; then the document's questions (places among
namesakes, entities) and the records.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from marsad.arabic.sentences import sentences
from marsad.gazetteer.index import Gazetteer
from marsad.gazetteer.index import default as default_gazetteer
from marsad.lexicon.lexicon import Lexicon
from marsad.lexicon.lexicon import default as default_lexicon
from marsad.page.article import Article, Span
from marsad.reader.clauses.agreement import accusative, agrees
from marsad.reader.clauses.clause import Clause
from marsad.reader.clauses.parse import ClauseParser
from marsad.reader.draft import Draft, Filler, Parsed, Speaker
from marsad.reader.events.doers import Doers
from marsad.reader.events.find import EventFinder
from marsad.reader.framing import Frames
from marsad.reader.lists import list_actors, list_days, list_heads
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.places import Places
from marsad.reader.quantities import Quantities
from marsad.reader.refine import Refiner
from marsad.reader.report import Assembler, Reading
from marsad.reader.salience import Salience
from marsad.reader.sources.attribution import Attribution
from marsad.reader.statements import statements_of
from marsad.reader.status import StatusFinder
from marsad.reader.subject import Subject
from marsad.reader.tagging.tag import Tagger
from marsad.reader.toponyms import Toponyms
from marsad.reader.viable import mark_events
from marsad.reader.words import Sentence, Word, split_words
from marsad.records import Report

if TYPE_CHECKING:
    from marsad.reader.explain import Explanation

_RECENT: Final = 6
_HARMING: Final = frozenset(("killing", "injury"))
#: Types whose sums without a number tell nothing.
_SUMMED: Final = _HARMING | {"arrest"}
_LONGEST_SENTENCE: Final = 1500


class Reader:
    """Reads articles with one lexicon and one gazetteer; holds nothing of an article between two calls."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._toponyms = Toponyms(lexicon, gazetteer)
        self._tagger = Tagger(lexicon, gazetteer)
        self._clauses = ClauseParser(lexicon)
        self._quantities = Quantities(lexicon)
        self._events = EventFinder(lexicon, self._quantities)
        self._doers = Doers(lexicon)
        self._places = Places(lexicon, gazetteer)
        self._status = StatusFinder(lexicon)
        self._salience = Salience(lexicon)
        self._refiner = Refiner(lexicon)
        self._subject = Subject(lexicon)
        self._sums = lexicon.grammar["toll_sum"]
        self._assembler = Assembler(lexicon, gazetteer, self._places)

    @property
    def gazetteer(self) -> Gazetteer:
        """The places it knows."""
        return self._gazetteer

    def read(self, article: Article) -> Report:
        """The report of an article; an article that is not Arabic gives a report without records and its notes."""
        reading = Reading(article)
        if article.language == "ar":
            self._read(article, reading)
        report = self._assembler.report(reading)
        reading.untie()
        return report

    def explain(self, article: Article) -> Explanation:
        """The report of an article with why each event was coded, and what was not; slower than ``read``."""
        from marsad.reader.explain import Explainer

        return Explainer(self).explain(article)

    def _regions(self, article: Article) -> list[tuple[Span, str, int]]:
        regions: list[tuple[Span, str, int]] = []
        if article.title:
            regions.append((article.title, "title", -1))
        regions += [(h, "heading", -1) for h in article.headings]
        regions += [(p, "body", n) for n, p in enumerate(article.paragraphs)]
        if not article.paragraphs and not article.title and article.text.strip():
            regions.append((Span(0, len(article.text)), "body", 0))
        return sorted(regions, key=lambda r: r[0].start)

    def parse(self, article: Article) -> list[Parsed]:
        """The sentences of an article with words, chunks and clauses."""
        parsed: list[Parsed] = []
        for span, region, paragraph in self._regions(article):
            start = span.start
            if article.dateline and span.start <= article.dateline.start < span.end:
                start = article.dateline.end
            for a, b in _bounded(article.text, sentences(article.text, start, span.end)):
                words = split_words(article.text, a, b, self._lexicon, article.published)
                if not words:
                    continue
                self._toponyms.mark(words, article.text, article.published)
                self._tagger.tag(words, region)
                stems = mark_events(words)
                chunks = self._clauses.chunks(words)
                clauses = self._clauses.clauses(words, chunks)
                classes = frozenset().union(*(w.classes for w in words))
                parsed.append(
                    Parsed(Sentence(a, b, words, region, paragraph), chunks, clauses, stems, classes, len(parsed))
                )
        return parsed

    def _read(self, article: Article, reading: Reading) -> None:
        text = article.text
        reading.parsed = self.parse(article)
        listed = list_heads(reading.parsed)
        reading.days = list_days(reading.parsed, listed)
        reading.subject = self._subject.of(reading.parsed)
        attribution = Attribution(self._lexicon)
        recent: list[tuple[NounPhrase, Parsed]] = []
        essay = self._subject.essay(reading.parsed, article.dateline is not None)
        for parsed in reading.parsed:
            attribution.sentence(parsed, text)
            drafts = self._events.find(parsed)
            self._doers.correct(drafts)
            frames = Frames(parsed)
            head = listed.get(parsed.number)
            self._dropped(drafts, recent if head is None else [*recent, *list_actors(head)])
            said = [(c, e) for c, e, _ in attribution.said]
            for draft in drafts:
                draft.speaker = attribution.speaker(draft) or self._told_with(draft, attribution)
                self._status.decide(draft, said, article.published)
                self._claimed(draft, attribution)
                self._refiner.refine(draft, text)
            for at, draft in enumerate(drafts):
                following = drafts[at + 1] if at + 1 < len(drafts) else None
                self._quantities.count(draft, following)
            for draft in drafts:
                if not draft.rejected and draft.word.stem in self._sums and draft.type in _SUMMED and not draft.tallies:
                    draft.rejected = "event-rejected-generic"  # تحديد حصيلة القتلى: a toll without a number
            self._subject.judge(drafts, frames, reading.subject, essay=essay)
            for draft in drafts:
                self._salience.decide(draft, frames, article.published)
            coded = [d for d in drafts if not d.rejected]
            reading.drafts += coded
            reading.rejected += [d for d in drafts if d.rejected]
            recent += [
                (c.subject, parsed)
                for c in parsed.clauses
                if c.subject is not None and not c.implied and _can_act(c.subject)
            ]
            del recent[:-_RECENT]
            reading.statements += statements_of(parsed, attribution.said, coded)

    def _dropped(self, drafts: list[Draft], recent: list[tuple[NounPhrase, Parsed]]) -> None:
        """A verb whose subject no clause of its sentence gives goes on with the last one before it that agrees."""
        for draft in drafts:
            word = draft.word if draft.is_verb else _carrier(draft.light)
            if (
                word is None
                or draft.actors
                or (draft.clause.subject is not None and not _undergoes(draft, draft.clause.subject))
                or (draft.is_verb and draft.frame.get("subject") != "actor")
                or draft.clause.passive
            ):
                continue
            if "a" not in word.voice or (draft.type in _HARMING and not draft.targets):
                continue
            for phrase, parsed in reversed(recent):
                if agrees(word, phrase, before=True):
                    draft.actors.append(Filler(phrase, parsed, True, "dropped"))
                    break

    def _told_with(self, draft: Draft, attribution: Attribution) -> Speaker | None:
        """أفاد المرصد بمقتل تسعة في غارة: who tells of the dead tells of the raid."""
        harm = draft.notes.get("speaker_from")
        return attribution.speaker(harm) if isinstance(harm, Draft) and harm.clause is draft.clause else None

    def _claimed(self, draft: Draft, attribution: Attribution) -> None:
        """Who claims an act is its actor; whom somebody blames is its actor."""
        speaker = draft.speaker
        if (
            draft.type == "protest"
            and not draft.actors
            and speaker is not None
            and speaker.phrase is not None
            and speaker.entry is not None
            and speaker.entry.kind == "call"
        ):
            draft.actors.append(Filler(speaker.phrase, speaker.parsed, speaker.implied, "call"))
        if (
            speaker is None
            or speaker.entry is None
            or draft.actors
            or speaker.phrase is None
            or "foiled" in draft.notes
            # أعلنت الشرطة مقتل أربعة في إطلاق نار: who tells of the dead
            or ("speaker_from" in draft.notes and draft.type != "operation")
        ):
            return
        clause = next((c for c, _, s in attribution.said if s is speaker), None)
        if clause is not draft.clause or draft.is_verb:
            return
        acting = speaker.phrase.classes & {"force", "group", "unit"}
        if speaker.entry.kind in ("deny", "confirm", "say", "judge", "reveal") and acting and _own_act(draft):
            # نفى الجيش قصف القرية، زعم التنظيم قتل الجنود: the doer is who speaks (codebook, decision 13).
            draft.actors.append(Filler(speaker.phrase, speaker.parsed, speaker.implied, "own-act"))
            return
        if speaker.entry.kind == "claim":
            draft.actors.append(Filler(speaker.phrase, speaker.parsed, speaker.implied, "claim"))
        elif speaker.entry.kind == "blame":
            blamed = next(
                (
                    c
                    for c in clause.chunks
                    if c.kind == "noun"
                    and not c.preposition
                    and c.phrase is not None
                    and c.phrase is not clause.subject
                    and not c.phrase.event
                    and not c.joined
                ),
                None,
            )
            if blamed is not None and blamed.phrase is not None and blamed.first < draft.first:
                draft.actors.append(Filler(blamed.phrase, draft.parsed, False, "blame"))


def _own_act(draft: Draft) -> bool:
    """Whether a noun is an act of somebody on something (قصف القرية، القضاء على مسلحين) and no find or mere outcome."""
    frame = draft.frame
    if "root" in draft.entry.data and "target" in frame.get("gen", ""):
        return True
    found = str(draft.entry.data.get("frame", "")).endswith("find")
    return bool(draft.entry.companions) and not found and any("target" in role for role in frame.values())


def _can_act(phrase: NounPhrase) -> bool:
    """Whether a subject may be meant by a later verb without one."""
    if phrase.event or phrase.head.pos in ("D", "K"):
        return False
    return not phrase.classes.isdisjoint(("agent", "aircraft", "statement")) or (
        not phrase.classes and phrase.head.pos in "XL"
    )


def _carrier(clause: Clause | None) -> Word | None:
    """شنوا هجوما: a light verb that somebody does, and whose subject no clause gives."""
    if clause is None or clause.verb is None or clause.subject is not None or clause.passive:
        return None
    word = clause.verb.word
    return word if any(x.family == "light" and x.kind == "light" for x in word.lexemes) else None


def _undergoes(draft: Draft, subject: NounPhrase) -> bool:
    """واعتقلت عددا من الشباب، ودمرت مستودعات: at the head of a sentence what looks like the subject suffers the act."""
    if draft.first or not draft.word.conjunction or not any(f.phrase is subject for f in draft.targets):
        return False
    if subject.classes.isdisjoint(("person", "collective")):
        return True
    marked = accusative(subject) or (subject.number is not None and subject.number.text.split()[0].endswith("ا"))
    return marked or (draft.word.persons == {"3fs"} and (subject.number is not None or "p" in subject.head.numbers))


def _bounded(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences, with those that never stop cut at a word: the work on one sentence must not grow with a page."""
    for start, end in spans:
        while end - start > _LONGEST_SENTENCE:
            cut = text.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
            cut = cut if cut > start else start + _LONGEST_SENTENCE
            yield start, cut
            start = cut + (text[cut : cut + 1] == " ")
        if start < end:
            yield start, end


@lru_cache(maxsize=4)
def reader_of(lexicon: Lexicon | None = None, gazetteer: Gazetteer | None = None) -> Reader:
    """The reader with the lexicon and gazetteer that ship with Marsad, or with others; made once for each."""
    return Reader(
        default_lexicon() if lexicon is None else lexicon,
        default_gazetteer() if gazetteer is None else gazetteer,
    )


def read_article(article: Article, *, lexicon: Lexicon | None = None, gazetteer: Gazetteer | None = None) -> Report:
    """Read one article with the lexicon and gazetteer that ship with Marsad, or with others."""
    return reader_of(lexicon, gazetteer).read(article)
