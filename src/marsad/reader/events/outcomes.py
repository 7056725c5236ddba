"""Harm told as an outcome: أسفر الهجوم عن، ما أدى إلى; what follows is counted on the event before."""

from __future__ import annotations

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft, Parsed
from marsad.reader.events.harm import Harm, suffered_only
from marsad.reader.events.kinds import HARM, HURTING, outcome_slots
from marsad.reader.events.unharmed import Unharmed
from marsad.reader.quantities import Quantities
from marsad.reader.viable import companion_of


class Outcomes:
    """Counts outcomes; holds the lexicon's words for them and what counts the hurt."""

    def __init__(self, lexicon: Lexicon, quantities: Quantities, harm: Harm, unharmed: Unharmed) -> None:
        self._leaving = lexicon.grammar["leaving"]
        self._without = lexicon.grammar["without"]
        self._quantities = quantities
        self._harm = harm
        self._unharmed = unharmed

    def count(self, parsed: Parsed, drafts: list[Draft], by_phrase: dict[int, Draft]) -> None:
        """أسفر عن، ما أدى إلى: harm that follows is a count of the event before."""
        for clause in parsed.clauses:
            marks = [c for c in clause.chunks if c.kind == "outcome"]
            marks += [
                c for c in clause.chunks if c.kind == "noun" and not c.preposition and c.word.form in self._leaving
            ]
            if clause.verb is not None and clause.verb.kind == "verb":
                word = clause.verb.word
                if any(
                    x.family == "light"
                    and x.kind == "outcome"
                    and (not x.companions or companion_of(parsed.words, word, x))
                    for x in word.lexemes
                ):
                    marks.append(clause.verb)
            self._led_to(clause, drafts, by_phrase)
            for mark in marks:
                host = _host(mark, clause, drafts, by_phrase)
                if host is not None and mark is clause.verb and self._unharmed.spare(parsed, clause, host):
                    continue
                self._tell_harm(parsed, mark, clause, host, drafts)
                if host is not None and host.notes.get("outcome"):
                    self._go_on(parsed, clause, host, drafts)

    def _led_to(self, clause: Clause, drafts: list[Draft], by_phrase: dict[int, Draft]) -> None:
        """نتج عن القصف مقتل طفلين: what led to it stands after the preposition, and the harm is the subject.

        What led to no harm (لم ينتج عن القصف) happened all the same.
        """
        verb = clause.verb
        if verb is None or verb.kind != "verb":
            return
        sources = outcome_slots(verb.word, "source")
        cause = next(
            (c for c in clause.chunks if c.first > verb.first and c.preposition in sources and c.is_event_noun), None
        )
        host = by_phrase.get(id(cause.phrase)) if cause is not None else None
        if host is None or cause is None:
            return
        host = host.absorbed or host
        if clause.negated:
            host.notes["spared"] = True
            return
        for draft in drafts:
            after = draft.clause is clause and draft.chunk.first > cause.first and not draft.chunk.preposition
            if after and not draft.is_verb and draft.type in HARM and draft.absorbed is None and draft is not host:
                self._take(draft, host)

    def _take(self, harm: Draft, host: Draft) -> None:
        """Count harm on the event that led to it; those hurt are counts alone (codebook, decision 1)."""
        harm.absorbed = host
        host.notes["outcome"] = True
        for filler in harm.targets:
            self._quantities.harm(host, filler.phrase, self._harm.people_of(harm))
        host.tallies += [t for t in harm.tallies if t not in host.tallies]

    def _go_on(self, parsed: Parsed, clause: Clause, host: Draft, drafts: list[Draft]) -> None:
        """ما أسفر عن مقتل مدنيين، وأصيب ثلاثة: harm that the next clause goes on with, and nobody did, is told of it."""
        at = parsed.clauses.index(clause) + 1
        after = parsed.clauses[at] if at < len(parsed.clauses) else None
        if after is None or after.kind != "coordinate" or after.verb is None or not after.verb.joined:
            return
        for draft in drafts:
            if draft.clause is after and draft.is_verb and draft.type in HARM and draft.absorbed is None:
                if suffered_only(draft):
                    self._harm.absorb(draft, host)
                return

    def _tell_harm(self, parsed: Parsed, mark: Chunk, clause: Clause, host: Draft | None, drafts: list[Draft]) -> None:
        if host is None:
            return
        taken = False
        takes = outcome_slots(mark.word) - {"object"}
        for chunk in parsed.chunks:
            if chunk.first <= mark.first:
                continue
            if chunk.clause is not clause and _aside(chunk, mark, host):
                # أسفر التفجير الذي استهدف الكنيسة عن …: past the relative clause only what the verb takes.
                if not taken:
                    taken = bool(chunk.preposition) and chunk.preposition in takes
                if not taken:
                    continue
            elif chunk.kind in ("verb", "conj", "rel") and chunk.clause is not clause:
                break
            if chunk.kind == "comma" and chunk.word.form in "؛.":
                break
            if chunk.kind != "noun" or chunk.phrase is None:
                continue
            if chunk.preposition in self._without:
                break  # مما خلف دمارا دون تسجيل إصابات
            if chunk.phrase is clause.subject and not chunk.phrase.classes & {"toll"}:
                continue
            own = next((d for d in drafts if d.chunk is chunk and not d.is_verb), None)
            if own is not None and own.type == "destruction" and own is not host:
                own.absorbed = host  # ما أدى إلى تدميره: no event of its own (codebook, part 1)
                host.tallies += [t for t in own.tallies if t not in host.tallies]
            elif own is not None and own.type in HARM and own is not host:
                self._take(own, host)
            elif own is None and "toll" in chunk.phrase.classes:
                self._quantities.harm(host, chunk.phrase, "")
            elif own is None and chunk.phrase.number is not None and mark.word.form.startswith("اود"):
                self._quantities.harm(host, chunk.phrase, "killed")
        if host.type in HARM:
            return
        if any(x.data.get("with") and "حياه" in x.companions for x in mark.word.lexemes) or "بحياه" in mark.word.form:
            for chunk in parsed.chunks:
                if (
                    chunk.first > mark.first
                    and chunk.clause is clause
                    and chunk.kind == "noun"
                    and chunk.phrase is not None
                    and chunk.phrase.head.stem != "حياه"
                ):
                    self._quantities.harm(host, chunk.phrase, "killed")
                    break
                if (
                    chunk.first > mark.first
                    and chunk.kind == "noun"
                    and chunk.phrase is not None
                    and chunk.phrase.head.stem == "حياه"
                ):
                    inner = parsed.words[chunk.first + 1 : chunk.last]
                    if inner:
                        self._quantities.harm_words(host, parsed, chunk, "killed")


def _host(mark: Chunk, clause: Clause, drafts: list[Draft], by_phrase: dict[int, Draft]) -> Draft | None:
    subject = clause.subject if mark.kind == "verb" else None
    if subject is not None and id(subject) in by_phrase:
        found = by_phrase[id(subject)]
        return found.absorbed or found
    if clause.antecedent is not None and id(clause.antecedent.phrase) in by_phrase:
        found = by_phrase[id(clause.antecedent.phrase)]
        return found.absorbed or found
    told = [d for d in drafts if d.first < mark.first and d.absorbed is None]
    # مع مجموعة تسللت إلى …، ما أسفر عن: it is the fight that hurts.
    return next((d for d in reversed(told) if d.type in HURTING), told[-1] if told else None)


def _aside(chunk: Chunk, mark: Chunk, host: Draft) -> bool:
    """Whether a chunk stands in a relative clause on the event whose outcome the verb before it tells."""
    antecedent = chunk.clause.antecedent if chunk.clause is not None else None
    return (
        mark.kind == "verb"
        and antecedent is not None
        and antecedent.first > mark.first
        and (antecedent is host.chunk or antecedent is host.notes.get("chain") or antecedent.last >= host.chunk.first)
    )
