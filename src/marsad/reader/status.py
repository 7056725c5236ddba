"""Status: did it happen, is it tried, planned, expected, denied.

Status comes from the nearest word that governs the predicate: a negator, a future, a modality verb or noun, a denial,
a forecast.  What is only supposed or called for is no event (codebook, part 1 and decision 7).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from marsad.arabic.fold import fold_word
from marsad.lexicon.lexicon import Lexeme, Lexicon, bare
from marsad.lexicon.schema import as_list
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft, Parsed
from marsad.reader.events.carried import carrier_of, carries

_BY_SAYING: Final = {"denial": "denied", "forecast": "expected", "call": "called"}
#: Words of time that tell by themselves that a day lies ahead.
_AHEAD: Final = frozenset(("غدا", "غد", "مقبل", "مقبله", "قادم", "قادمه"))
#: What who foils an act goes on to do.
_DEEDS: Final = frozenset(("arrest", "seizure", "evacuation", "release", "disposal", "destruction"))
_ONE_TIME: Final = frozenset(("attempted", "planned", "expected", "denied", "uncertain"))


class StatusFinder:
    """Decides the status of drafts; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._purpose = lexicon.grammar["purpose"]
        self._wholly = lexicon.grammar["wholly"]

    def decide(self, draft: Draft, said: list[tuple[Clause, Lexeme]], published: date | None = None) -> None:
        """Set ``status`` and, for what is no event, ``rejected``; days after ``published`` are to come."""
        entry_status = draft.entry.data.get("status")
        status = self._status(draft, said) or self._to_come(draft, published)
        draft.status = status or (str(entry_status) if entry_status else "occurred")
        if draft.status == "denied" and self._in_part(draft):
            draft.rejected = "event-rejected-generic"
        elif draft.status == "hypothetical":
            draft.rejected = "event-rejected-hypothetical"
        elif draft.status == "called":
            if draft.type == "protest":
                draft.status = "planned"
            else:
                draft.rejected = "event-rejected-called-for"
        elif draft.status == "prevented":
            draft.status = "attempted"
            if not draft.is_verb and draft.chunk.preposition in self._purpose:
                draft.status = "planned"
        if draft.status not in _ONE_TIME and draft.status != "occurred":
            draft.status = draft.status if draft.rejected else "occurred"
        if draft.rejected and draft.status not in _ONE_TIME | {"occurred"}:
            draft.status = "uncertain"

    # -- status -----------------------------------------------------------------------------------------------

    def _status(self, draft: Draft, said: list[tuple[Clause, Lexeme]]) -> str:
        clause = draft.clause
        if "spared" in draft.notes:
            return ""  # لم ينتج عن القصف: what is negated is the harm
        if draft.is_verb or draft.light is not None:
            own = self._verbal(clause)
            if own == "denied" and draft.is_verb and not draft.actors and not draft.tallies and not draft.targets:
                draft.rejected = "event-rejected-generic"  # لم يُسيطر عليها كاملا: nobody says that it happened
            if own == "planned" and draft.is_verb and self._governed(clause, said) == "expected":
                return "expected"  # حذر من أن الجماعة ستزرع ألغاما
            if own:
                return own
        if not draft.is_verb:
            own = self._nominal(draft)
            if own in ("occurred", "ended"):  # أنهى رفعها: done, unless what governs the whole says otherwise
                return self._governed(clause, said) or own
            if own:
                return own
            if clause.verb is not None and clause.verb.kind == "verb" and draft.light is clause:
                before = self._before(draft.parsed, clause.verb)
                if before:
                    return before
        elif clause.verb is not None:
            before = self._before(draft.parsed, draft.chunk)
            if before:
                return before
        return self._governed(clause, said)

    def _in_part(self, draft: Draft) -> bool:
        """لم يسيطر عليها بشكل كامل: not wholly is neither that it happened nor that it did not."""
        clause = draft.clause
        if not clause.negated or not (draft.is_verb or draft.light is clause):
            return False
        words = draft.parsed.words
        return any(
            not self._wholly.isdisjoint((w.form, w.stem))
            for c in clause.chunks
            if c.first > draft.first
            for w in words[c.first : c.last]
        )

    def _to_come(self, draft: Draft, published: date | None) -> str:
        """يزور … الثلاثاء المقبل: a present with a day that lies ahead."""
        clause = draft.clause
        verb = clause.verb
        if verb is None or clause.auxiliary is not None or not (draft.is_verb or draft.light is clause):
            return ""
        announced = draft.type == "protest" and any(x.family == "saying" for x in verb.word.lexemes)
        if "n" not in verb.word.tense and not announced:
            return ""
        for chunk in clause.chunks:
            time = draft.parsed.words[chunk.first].time if chunk.kind == "time" else None
            if time is None:
                continue
            if published is None:
                if (announced and time.kind == "date") or not _AHEAD.isdisjoint(map(bare, chunk_words(draft, chunk))):
                    return "planned"
            elif time.start is not None and time.start > published:
                return "planned"
        return ""

    def _verbal(self, clause: Clause) -> str:
        if clause.conditional:
            return "hypothetical"
        if clause.negated:
            return "denied"
        verb = clause.verb
        if clause.future or (verb is not None and "س" in verb.word.before):
            return "planned"
        if clause.doubt:
            return "uncertain"
        if verb is not None and "ل" in verb.word.before and verb.word.tense == "n" and not _then(clause):
            return "planned"
        if clause.opener in ("لكي", "كي", "حتي") and verb is not None and verb.word.tense == "n":
            return "planned"
        return ""

    def _entry_status(self, lexemes: tuple[Lexeme, ...], slot: str, parsed: Parsed) -> str:
        for entry in lexemes:
            status = (
                entry.data.get("status")
                if entry.family == "modality"
                else _BY_SAYING.get(str(entry.data.get("statement") or ""))
                if entry.family == "saying"
                else None
            )
            if not status:
                continue
            governs = {bare(g) for g in as_list(entry.data.get("governs") or entry.data.get("takes"))}
            if slot and governs and slot not in governs and not (slot == "gen" and "object" in governs):
                continue
            if entry.companions and not any(c in parsed.stems for c in entry.companions):
                continue
            unless = as_list(entry.data.get("unless"))
            if unless and any(bare(u) in parsed.stems for u in unless):
                continue
            return str(status)
        return ""

    def _nominal(self, draft: Draft) -> str:
        parsed, chunk, clause = draft.parsed, draft.chunk, draft.clause
        chunks = parsed.chunks
        lead = self._lead(chunks, chunk)
        at = chunks.index(lead)
        if lead is not chunk and _done_besides(draft, chunks, at):
            return ""
        if lead.preposition in self._purpose and lead.prep_word is None and not _brought_about(chunks, at, clause):
            verb = clause.verb
            governed = ""
            if verb is not None and verb.first < chunk.first:
                governed = self._entry_status(verb.word.lexemes, lead.preposition, parsed)
            before = chunks[at - 1] if at else None
            if not governed and before is not None and before.kind == "noun" and before.last == lead.first:
                governed = self._entry_status(before.word.lexemes, lead.preposition, parsed)  # محاولة لإطلاق
                if not governed and before.word.after:  # معلنة صدها لهجوم: with its doer, what it is done to takes ل
                    governed = self._entry_status(before.word.lexemes, "object", parsed)
            if governed:
                return governed
            forced = draft.type == "crackdown" and verb is not None and verb.word.tense == "p" and not clause.negated
            carrier = carrier_of(draft)
            told = carrier is not None and carries(carrier, draft, "undergo")  # تعرضه للضرب
            if forced:  # تدخلت القوات لتفريق المحتجين: force is used as it is told
                return ""
            if not told and (draft.light is not clause or not any(f.slot == "undergo" for f in draft.targets)):
                return "planned"
        bearer = self._bearer(chunks, lead)
        if bearer is not lead and bearer.prep_word is None and bearer.preposition in self._purpose:
            return "planned"  # تخطيطه لتنفيذ هجوم
        if bearer is not lead and bearer.prep_word is not None:  # أنباء عن وقوع اشتباكات
            status = self._entry_status(bearer.prep_word.lexemes, "gen", parsed)
            if status:
                return status
        if lead.prep_word is not None:
            status = self._entry_status(lead.prep_word.lexemes, "gen", parsed)
            if (
                status == "uncertain"
                and clause.verb is not None
                and self._entry_status(clause.verb.word.lexemes, "object", parsed) == "denied"
            ):
                return "denied"
            if status:
                return status
            if lead.prep_word.form in self._purpose:
                return "planned"
        if at:
            before = chunks[at - 1]
            # محاولة اقتحام، إحباط هجوم: a modality noun right before.
            if before.kind == "noun" and before.last == lead.first and before.phrase is not None:
                slot = "gen" if not lead.preposition else lead.preposition
                people = before.word.pos == "N" and "person" in before.word.classes  # لقي مطلوبان مصرعهما
                status = "" if people else self._entry_status(before.word.lexemes, slot, parsed)
                if status:
                    return status
                inner = parsed.words[before.last - 1]
                if inner is not before.word:
                    status = self._entry_status(inner.lexemes, slot, parsed)
                    if status:
                        return status
            if before.kind == "adverb" and before.word.kind == "phrase":
                status = self._entry_status(before.word.lexemes, "", parsed)
                if status:
                    return status
            if before.kind == "neg":
                return "denied"
        for word in parsed.words[chunk.first : chunk.last]:
            for entry in word.lexemes:
                if (
                    entry.family == "modality"
                    and "before" in as_list(entry.data.get("governs"))
                    and entry.data.get("status")
                ):
                    return str(entry.data["status"])
        topic = clause.topic
        if topic is not None and topic is not chunk and topic.first < chunk.first and clause.verb is None:
            status = self._entry_status(topic.word.lexemes, "clause", parsed)
            if status:
                return status
        verb = clause.verb
        if verb is not None and (verb.first < chunk.first or clause.subject is chunk.phrase):
            slot = "subject" if clause.subject is chunk.phrase else self._slot(chunks, lead, verb)
            status = self._entry_status(verb.word.lexemes, slot, parsed)
            if status and not (draft.type == "talks" and slot == "subject"):  # talks that fail were held
                return status
            if clause.subject is chunk.phrase or draft.light is clause or (slot == "object" and verb.word.lexemes):
                own = self._verbal(clause)
                if own == "denied" and slot == "subject" and draft.light is not clause and _is_more(draft, verb):
                    own = ""  # التدخل لم يجد حلا: what it did not do, and not that it was not
                if own in ("denied", "planned", "hypothetical", "uncertain"):
                    return own
            if clause.conditional:
                return "hypothetical"
        elif clause.conditional:
            return "hypothetical"
        return ""

    def _slot(self, chunks: list[Chunk], lead: Chunk, verb: Chunk) -> str:
        """How the verb takes a verbal noun, also past one that carries it (نفى التوصل إلى اتفاق، نفت دخولها في إضراب)."""
        slot = lead.preposition or "object"
        at = chunks.index(lead) - 1
        while (lead.preposition or lead.genitive) and at >= 0 and chunks[at].first > verb.first:
            carrier = chunks[at]
            if _looks_into(carrier, lead):
                return slot
            if (
                carrier.kind == "noun"
                and (carrier.word.pos == "M" or carrier.word.classes & {"abstract", "event_abstract"})
                and (not carrier.is_event_noun or bool(carrier.word.after))
                and not carrier.genitive
            ):
                return carrier.preposition or "object"
            if carrier.kind not in ("noun", "time", "adverb"):
                break
            at -= 1
        return slot

    def _bearer(self, chunks: list[Chunk], chunk: Chunk) -> Chunk:
        """The noun of a light verb whose genitive the act is (وقوع اشتباكات، شن هجمات), else the act itself."""
        at = chunks.index(chunk)
        before = chunks[at - 1] if at else None
        if not chunk.genitive or chunk.joined or before is None or before.kind != "noun" or before.last != chunk.first:
            return chunk
        return before if any(x.family == "light" for x in before.word.lexemes) else chunk

    def _lead(self, chunks: list[Chunk], chunk: Chunk) -> Chunk:
        """The first of a list of joined verbal nouns: what governs it governs all."""
        at = chunks.index(chunk)
        if chunk.genitive and at and chunks[at - 1].kind == "noun" and not chunks[at - 1].is_event_noun:
            carrier = chunks[at - 1]
            if carrier.joined and not carrier.preposition and carrier.word.pos == "M":
                at -= 1  # إلى وقف القتال وفتح ممرات آمنة
        while at > 0 and chunks[at].joined and not chunks[at].preposition:
            k = at - 1
            while k > 0 and not self._aims(chunks[k]) and (chunks[k].kind not in ("verb", "conj") or _or(chunks[k])):
                k -= 1
            if chunks[k].kind != "noun":
                break
            at = k
        return chunks[at]

    def _aims(self, chunk: Chunk) -> bool:
        """An event noun, or a verbal noun that is an aim: لمكافحة التهريب وتوقيف المخلين."""
        act = chunk.word.pos == "M" or not chunk.word.classes.isdisjoint(("abstract", "event_abstract"))
        aim = chunk.kind == "noun" and act and chunk.preposition in self._purpose
        return chunk.is_event_noun or aim

    def _before(self, parsed: Parsed, verb: Chunk) -> str:
        """A modality phrase or particle before a verb (من المقرر أن، ربما)."""
        chunks = parsed.chunks
        at = chunks.index(verb)
        for k, chunk in enumerate(chunks[max(0, at - 4) : at], max(0, at - 4)):
            if _of_whom(chunks, k):
                continue
            if chunk.kind == "adverb" and chunk.word.pos == "G":
                continue  # ما أجبر السكان على النزوح, of what was just told
            if chunk.kind in ("adverb", "conj") and "قد" not in (chunk.word.form, chunk.word.stem):
                status = self._entry_status(chunk.word.lexemes, "", parsed)
                if status:
                    return status
        return ""

    def _governed(self, clause: Clause, said: list[tuple[Clause, Lexeme]]) -> str:
        """What the clauses above say of it: the nearest that decides."""
        antecedent = clause.antecedent
        if (
            clause.kind == "relative"
            and antecedent is not None
            and antecedent.clause is not None
            and antecedent.phrase is not None
            and "statement" in antecedent.phrase.classes
        ):
            entry = next((e for c, e in said if c is antecedent.clause), None)
            if entry is not None and entry.data.get("statement") == "denial":
                return "denied"
        at: Clause | None = clause
        seen: set[int] = set()
        while at is not None and at.parent is not None and id(at) not in seen:
            seen.add(id(at))
            parent = at.parent
            entry = next((e for c, e in said if c is parent), None)
            if entry is not None:
                status = _BY_SAYING.get(str(entry.data.get("statement") or ""))
                if status:
                    return status
            if parent.verb is not None:
                for lexeme in parent.verb.word.lexemes:
                    if lexeme.family == "modality" and lexeme.data.get("status"):
                        governs = as_list(lexeme.data.get("governs"))
                        if "أن" in governs or "clause" in governs:
                            return str(lexeme.data["status"])
            if parent.conditional:
                return "hypothetical"
            at = parent
        return ""


def _or(chunk: Chunk) -> bool:
    """مخاوف من مواجهة أو اندلاع حرب: what governs the first of two governs the other one."""
    return chunk.kind == "conj" and chunk.word.form == "او"


def _of_whom(chunks: list[Chunk], at: int) -> bool:
    """مسلحون يُعتقد أنهم من التنظيم نصبوا كمينا: in doubt is who they are, and not what they did."""
    before = chunks[at - 1] if at else None
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    return (
        chunks[at].kind == "adverb"
        and before is not None
        and before.kind == "noun"
        and before.phrase is not None
        and "person" in before.phrase.classes
        and after is not None
        and after.kind == "noun"
    )


def _looks_into(carrier: Chunk, matter: Chunk) -> bool:
    """طالبوا بالتحقيق في الغارات: called for is the inquiry, not what it looks into."""
    return carrier.last == matter.first and any(
        x.family == "background" and matter.preposition in map(bare, as_list(x.data.get("governs")))
        for x in carrier.word.lexemes
    )


def _done_besides(draft: Draft, chunks: list[Chunk], at: int) -> bool:
    """إحباط عملية تهريب وضبط شحنة وانتشال جثث: who foils an act does another of his own, and that is done."""
    if draft.type not in _DEEDS and draft.entry.data.get("frame") not in ("find", "noun_find"):
        return False
    return any(x.data.get("opposes") for c in chunks[max(0, at - 2) : at + 1] for x in c.word.lexemes)


def _is_more(draft: Draft, verb: Chunk) -> bool:
    """Whether a verb says of a known act something besides that it was: its object, what came of it."""
    if not draft.word.article and not draft.word.after:
        return False
    following = next((c for c in draft.clause.chunks if c.first >= verb.last and c.phrase is not None), None)
    return (
        following is not None
        and following.phrase is not draft.clause.subject
        and not following.preposition
        and not verb.word.events
        and not any(
            x.family in ("light", "modality") and (not x.companions or draft.word.stem in x.companions)
            for x in verb.word.lexemes
        )
    )


def _then(clause: Clause) -> bool:
    """هاجموا نقطة، لتقوم بعدها القوات بحملة: with a doer of its own the verb tells what came next, and no aim."""
    verb = clause.verb
    if verb is None or clause.implied or clause.subject is None or clause.subject.event:
        return False
    before = next((c for c in clause.chunks if c.phrase is clause.subject), None)
    return (
        before is not None
        and before.first > verb.first
        and any(x.family == "light" and x.kind in ("light", "stage") for x in verb.word.lexemes)
    )


def _brought_about(chunks: list[Chunk], at: int, clause: Clause) -> bool:
    """ما أدى لتدميره: what the words before tell as an outcome is no aim."""
    before = chunks[at - 1] if at else None
    if before is not None and before.kind == "outcome":
        return True
    verb = clause.verb
    return (
        verb is not None
        and verb.first < chunks[at].first
        and any(
            x.kind == "outcome" and chunks[at].preposition in as_list(x.data.get("takes")) for x in verb.word.lexemes
        )
    )


def chunk_words(draft: Draft, chunk: Chunk) -> list[str]:
    """The folded words of a piece of a sentence; a time is one word of several."""
    return [fold_word(part) for w in draft.parsed.words[chunk.first : chunk.last] for part in w.text.split()]
