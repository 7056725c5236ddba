"""Sources: who says each clause, by the nearest enclosing sayer.

A saying verb governs the clauses after its أن and its quotation; a formula (بحسب، وفق ما أعلن) covers its sentence; a
verb that continues (وأضاف) or has no subject goes on with the last sayer; a quotation that runs over the end of a
sentence carries its sayer on; a headline may open with its source and a colon.
"""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexeme, Lexicon, bare
from marsad.lexicon.schema import as_list
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft, Parsed, Speaker
from marsad.reader.phrases.phrase import NounPhrase, genitive_of
from marsad.reader.viable import companion_of

_HUMAN: Final = frozenset(("person", "collective", "statement", "document", "media"))
#: Between a saying verb and what it takes stand its subject's titles and name.
_FAR: Final = 16
#: Verbs of intent make a forecast of their own, but who intends tells nobody (تعتزم الخرطوم طرد …).
_INTENDS: Final = frozenset(("عزم", "نوي"))
_BULLETS: Final = frozenset("•-–—*·▪●◾■")
_SOURCES: Final = frozenset(("statement", "document", "toll", "quantity"))


def _of_channel(chunk: Chunk) -> bool:
    """Whether a chunk stands after the words of a channel: أعلنت الوزارة في بيان توقيف …"""
    lead = chunk.prep_word
    return lead is not None and any(x.data.get("role") == "channel" for x in lead.lexemes)


class Attribution:
    """The sources of one document, sentence after sentence; remembers the last sayer and open quotations."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._self = lexicon.grammar["self_statement"]
        self._accounts = lexicon.grammar["account"]
        self.last: Speaker | None = None
        self._carried: Speaker | None = None
        # The sayer of a list: the bullets of a communiqué carry it as source (codebook, decision 6).
        self._listing: Speaker | None = None
        self._paragraph = -2
        self.by_clause: dict[int, Speaker] = {}
        self.said: list[tuple[Clause, Lexeme, Speaker]] = []
        self._formula: Speaker | None = None
        self._formula_from = 0

    # -- one sentence -----------------------------------------------------------------------------------------

    def sentence(self, parsed: Parsed, text: str) -> None:
        """Find the sayers of a sentence; afterwards ``speaker`` answers for its clauses."""
        self.by_clause = {}
        self.said = []
        self._formula = self._formula_of(parsed)
        first, last = parsed.words[0], parsed.words[-1]
        if (
            self._listing is not None
            and first.form not in _BULLETS
            and not (first.pos == "U" and parsed.sentence.paragraph != self._paragraph)
        ):
            self._listing = None
        if parsed.sentence.paragraph != self._paragraph:
            self._carried = None
            self._paragraph = parsed.sentence.paragraph
        carried = self._carried
        for clause in parsed.clauses:
            entry = self._saying(parsed, clause)
            if entry is None:
                continue
            speaker = self._speaker_of(parsed, clause, entry)
            if speaker is None:
                continue
            if entry.data.get("root") not in _INTENDS:
                self.by_clause[id(clause)] = speaker
            self.said.append((clause, entry, speaker))
            if clause.kind != "hal":
                self.last = speaker
        if self._formula is not None:
            self.last = self._formula
        headline = self._headline(parsed)
        if headline is not None and self._formula is None:
            self._formula = headline
        if carried is not None and self._formula is None:
            self._formula = carried
        if self._listing is not None and self._formula is None:
            self._formula = self._listing
        if last.form == ":" and self.said and self.said[-1][1].kind != "report":
            # A monitor that reports its own findings is its own outlet; a communiqué quoted in a list is not.
            self._listing = self.said[-1][2]
        self._trailing(parsed)
        self._carry(parsed, text, carried)

    def speaker(self, draft: Draft) -> Speaker | None:
        """The nearest enclosing sayer of an event."""
        clause: Clause | None = draft.clause
        own = self.by_clause.get(id(clause))
        if own is not None and self._content(draft, clause):
            return own
        seen: set[int] = set()
        while clause is not None and id(clause) not in seen:
            seen.add(id(clause))
            parent = clause.parent
            if parent is not None and id(parent) in self.by_clause:
                return self.by_clause[id(parent)]
            clause = parent
        quoted = draft.clause.quote
        if quoted >= 0:
            for said, _, speaker in reversed(self.said):
                if said.verb is not None and said.verb.first < draft.first and said.quote != quoted:
                    return speaker
        return self._formula

    def _content(self, draft: Draft, clause: Clause | None) -> bool:
        """Whether an event in a saying clause is what is said: its object, what its preposition governs, its own verb."""
        if clause is None or clause.verb is None:
            return False
        entry = next((e for c, e, _ in self.said if c is clause), None)
        if entry is None:
            return False
        if draft.is_verb:
            return draft.chunk is clause.verb and entry.kind in ("claim",)
        if draft.chunk.first < clause.verb.first or draft.chunk.phrase is clause.subject:
            return False
        takes = {bare(t) for t in as_list(entry.data.get("takes"))}
        chunk = draft.chunk
        chunks = clause.chunks
        at = chunks.index(chunk) if chunk in chunks else -1
        while at > 0 and chunks[at].joined:
            at -= 1
            while at > 0 and chunks[at].kind != "noun":
                at -= 1
        lead = chunks[at] if at >= 0 else chunk
        preposition = "" if _of_channel(lead) else lead.preposition.split(" ")[0]
        if any(c.kind == "quote" for c in chunks if clause.verb.first < c.first < lead.first):
            return True
        if not preposition:
            while at > 0 and lead.genitive:
                at -= 1
                lead = chunks[at]
            preposition = "" if _of_channel(lead) else lead.preposition.split(" ")[0]
            if not preposition:
                return bool(takes & {"object", "gen"}) or entry.kind in ("deny", "forecast", "claim", "blame")
        return (
            preposition in takes
            or entry.kind == "deny"
            or (
                entry.kind in ("forecast", "warn", "blame", "deny", "report")
                and preposition in ("من", "ب", "عن", "علي")
            )
        )

    # -- who speaks -------------------------------------------------------------------------------------------

    def _saying(self, parsed: Parsed, clause: Clause) -> Lexeme | None:
        verb = clause.verb
        if verb is None:
            return None
        best: Lexeme | None = None
        for entry in verb.word.lexemes:
            if entry.family != "saying" or "root" not in entry.data:
                continue
            if (
                clause.kind == "hal"
                and verb.kind == "noun"
                and not any(r.lexeme is entry and r.pos == "q" for r in verb.word.readings)
            ):
                continue
            if entry.companions:
                if companion_of(parsed.words, verb.word, entry, _FAR) is None:
                    continue
            elif best is not None and best.companions:
                continue
            unless = as_list(entry.data.get("unless"))
            if unless and any(bare(u) in parsed.stems for u in unless):
                continue
            if (
                entry.data.get("subject")
                and clause.subject is not None
                and clause.subject.classes
                and not clause.subject.classes & set(as_list(entry.data["subject"]))
            ):
                continue
            if clause.subject is not None and entry.data.get("subject_only_human") and not self._human(clause.subject):
                continue
            if best is None or entry.companions:
                best = entry
        if best is None:
            return None
        if not self._opens(parsed, clause, best):
            return None
        return best

    def _opens(self, parsed: Parsed, clause: Clause, entry: Lexeme) -> bool:
        """Whether what the verb takes is there: a verb of many meanings says something only then."""
        if entry.kind in ("call", "condemn", "deny", "claim", "blame", "warn", "forecast", "vow", "ask"):
            return True
        if any(c.parent is clause for c in parsed.clauses):
            return True
        if "كيف" in as_list(entry.data.get("takes")) and self._told_how(parsed, clause):
            return True
        assert clause.verb is not None
        after = [c for c in clause.chunks if c.first > clause.verb.first]
        if any(c.kind in ("quote", "colon") for c in after) or (
            clause.verb.first > 0 and any(c.kind == "quote" for c in parsed.chunks if c.first < clause.verb.first)
        ):
            return True
        takes = {bare(t) for t in as_list(entry.data.get("takes"))}
        if any(c.kind == "noun" and c.preposition.split(" ")[0] in takes for c in after):
            return True
        if any(c.kind == "prep" and c.preposition in takes for c in after):
            return True
        return "object" in takes and any(
            c.kind == "noun"
            and (not c.preposition or _of_channel(c))
            and c.phrase is not None
            and c.phrase is not clause.subject
            and (c.phrase.event or c.word.pos == "M")
            for c in after
        )

    def _told_how(self, parsed: Parsed, clause: Clause) -> bool:
        """روى ناج كيف ذبح المسلحون رعاة: the clause after كيف is what is told."""
        how = next((c for c in clause.chunks if c.kind == "adverb" and c.word.form == "كيف"), None)
        if how is None:
            return False
        told = next((c for c in parsed.clauses if c.chunks and c.chunks[0].first == how.last), None)
        if told is None or told.parent is not None:
            return False
        told.parent = clause
        return True

    def _speaker_of(self, parsed: Parsed, clause: Clause, entry: Lexeme) -> Speaker | None:
        verb = clause.verb
        assert verb is not None
        word = verb.word
        channel = self._channel(parsed, clause)
        if entry.kind == "report":
            origin = next(
                (
                    c
                    for c in clause.chunks
                    if c.kind == "noun"
                    and (
                        c.preposition == "عن" or (c.preposition == "الي" and "إلى" in as_list(entry.data.get("takes")))
                    )
                    and c.phrase is not None
                    and not c.phrase.event
                ),
                None,
            )
            if origin is not None and origin.phrase is not None:
                return self._make(parsed, origin.phrase, clause, entry, channel, False)
        subject = clause.subject
        implied = clause.implied
        if (
            subject is not None
            and not implied
            and self._is_self(subject)
            and self.last is not None
            and self.last.phrase is not None
        ):
            return Speaker(
                self.last.phrase,
                self.last.parsed,
                word,
                entry,
                channel or self._span_of(subject),
                True,
                rule="source/self-mention",
            )
        owner = self._owner(parsed, subject) if subject is not None and not implied else None
        if subject is not None and owner is not None:
            return self._make(parsed, owner, clause, entry, channel or self._span_of(subject), False)
        if subject is not None and self._human(subject):
            return self._make(parsed, subject, clause, entry, channel, implied)
        if self.last is not None and (subject is None or implied or entry.data.get("continues")):
            return Speaker(self.last.phrase, self.last.parsed, word, entry, channel, True, rule="source/continued")
        if subject is None and channel is not None:
            # جاء في بيان للوزارة أن: whose statement it is, says it.
            owner = next(
                (
                    c.phrase
                    for c in clause.chunks
                    if c.prep_word is not None
                    and c.phrase is not None
                    and any(x.data.get("role") == "channel" for x in c.prep_word.lexemes)
                ),
                None,
            )
            if owner is not None and self._human(owner):
                return self._make(parsed, owner, clause, entry, channel, False)
        if subject is not None and (
            subject.classes & _SOURCES or subject.classes & {"site"} or entry.kind in ("forecast", "deny", "call")
        ):
            return self._make(parsed, subject, clause, entry, channel, implied)
        return None

    def _owner(self, parsed: Parsed, phrase: NounPhrase) -> NounPhrase | None:
        """أفاد بلاغ للمديرية: whose statement it is."""
        if not phrase.classes & {"statement", "document"} or phrase.head.article:
            return None
        after = next((c for c in parsed.chunks if c.first == phrase.last), None)
        if after is None or after.preposition != "ل" or after.phrase is None or not self._human(after.phrase):
            return None
        return after.phrase

    def _make(
        self,
        parsed: Parsed,
        phrase: NounPhrase,
        clause: Clause,
        entry: Lexeme,
        channel: tuple[int, int] | None,
        implied: bool,
    ) -> Speaker:
        return Speaker(
            phrase,
            parsed,
            clause.verb.word if clause.verb else None,
            entry,
            channel,
            implied,
            rule=f"source/{entry.kind or 'say'}",
        )

    def _span_of(self, phrase: NounPhrase) -> tuple[int, int]:
        return phrase.start, phrase.end

    def _is_self(self, phrase: NounPhrase) -> bool:
        """البيان، المصدر: the sayer named before, in other words."""
        form = (
            phrase.head.form
            if not phrase.head.before
            else ("ال" + phrase.head.stem if phrase.head.article else phrase.head.stem)
        )
        return (
            phrase.last - phrase.first <= 2
            and phrase.head.article
            and form in self._self
            and bool(phrase.classes & {"statement", "document"} or phrase.head.stem in ("بيان", "تقرير", "مصدر"))
        )

    def _human(self, phrase: NounPhrase) -> bool:
        if (
            phrase.event
            or phrase.head.pos == "."
            or (phrase.last - phrase.first > 3 and phrase.classes == frozenset() and phrase.head.pos not in "XLU")
        ):
            return False
        return (
            bool(phrase.classes & _HUMAN)
            or (not phrase.classes and (phrase.head.pos in "XLU"))
            or bool(phrase.head.places)
            or (not phrase.classes and phrase.head.is_adjective)
        )

    def _channel(self, parsed: Parsed, clause: Clause) -> tuple[int, int] | None:
        """بيان، مؤتمر صحفي، حديث لموقع: how it was said, as words of the clause."""
        assert clause.verb is not None
        for chunk in parsed.chunks:
            if chunk.clause is not clause:
                continue
            lead = chunk.prep_word
            if chunk.first < clause.verb.first and (lead is None or chunk is not clause.chunks[0]):
                continue  # في مقابلة مع القناة، قال …
            if lead is not None and any(x.data.get("role") == "channel" for x in lead.lexemes):
                start = lead.start
                return start, chunk.phrase.end if chunk.phrase is not None and not chunk.phrase.event else lead.end
            if (
                chunk.kind == "noun"
                and chunk.phrase is not None
                and chunk.preposition in ("في", "عبر", "خلال", "علي", "ل")
                and chunk.phrase.classes & {"statement", "document", "channel", "media"}
            ):
                return chunk.phrase.start, chunk.phrase.end
        return None

    # -- formulas, headlines, quotations ------------------------------------------------------------------------

    def _formula_of(self, parsed: Parsed) -> Speaker | None:
        for at, chunk in enumerate(parsed.chunks):
            lead = chunk.prep_word
            if lead is None:
                continue
            verb = chunk.clause.verb if chunk.clause is not None else None
            if verb is not None and verb.last == chunk.first and any(x.kind == "outcome" for x in verb.word.lexemes):
                continue  # only the toll is attributed (codebook, decision 6)
            entry = next(
                (
                    x
                    for x in lead.lexemes
                    if x.data.get("role") == "attribution" and x.data.get("continues") is not False
                ),
                None,
            )
            plain = lead.form in ("بحسب", "حسب", "وفق", "وفقا", "حسبما")
            if entry is None and not plain:
                continue
            phrase = chunk.phrase
            following = parsed.chunks[at + 1] if at + 1 < len(parsed.chunks) else None
            if phrase is None and following is not None and following.kind == "verb" and lead.form.endswith(" ما"):
                # بحسب ما ذكرته مصادر: the sayer is the subject of the verb.
                if not any(x.family == "saying" for x in following.word.lexemes):
                    continue
                phrase = next(
                    (c.phrase for c in parsed.chunks[at + 2 : at + 4] if c.kind == "noun" and not c.preposition), None
                )
                if phrase is None:
                    continue
            if phrase is None:
                if (
                    lead.form.endswith(("قوله", "قولها", "قولهم", "تعبيره", "تعبيرها", "وصفه", "وصفها"))
                    and self.last is not None
                ):
                    return Speaker(self.last.phrase, self.last.parsed, lead, entry, None, True, rule="source/formula")
                continue
            owner = self._owner(parsed, phrase)
            if owner is not None:
                return Speaker(owner, parsed, lead, entry, self._span_of(phrase), False, rule="source/formula")
            phrase = self._teller(parsed, phrase)
            if phrase.event or not (self._human(phrase) or phrase.classes & _SOURCES):
                continue
            if self._is_self(phrase) or phrase.classes & {"statement", "document"}:
                self._formula_from = chunk.first
                if self.last is not None and self._is_self(phrase):
                    return Speaker(self.last.phrase, self.last.parsed, lead, entry, None, True, rule="source/formula")
            return Speaker(phrase, parsed, lead, entry, None, False, rule="source/formula")
        return None

    def _teller(self, parsed: Parsed, phrase: NounPhrase) -> NounPhrase:
        """حسب رواية الأهالي: whose account it is."""
        return (genitive_of(parsed.words, phrase) or phrase) if phrase.head.stem in self._accounts else phrase

    def _headline(self, parsed: Parsed) -> Speaker | None:
        """المرصد السوري: 37 قتيلا …: the words before the colon of a headline."""
        told = parsed.sentence.region not in ("title", "heading")
        for at, chunk in enumerate(parsed.chunks[:4]):
            if chunk.kind != "colon":
                continue
            nouns = [c for c in parsed.chunks[:at] if c.kind == "noun" and c.phrase is not None]
            if len(nouns) != 1 or at > 2 or nouns[0].phrase is None:
                return None
            phrase = nouns[0].phrase
            if (
                phrase.event
                or phrase.classes & {"statement", "document"}
                or not self._human(phrase)
                or (any(e.kind not in ("country",) for e in phrase.head.places) and not phrase.classes)
                or (told and not (phrase.classes & {"collective"} and self._reports(parsed, at)))
            ):
                return None
            return Speaker(phrase, parsed, None, None, None, False, rule="source/headline")
        return None

    @staticmethod
    def _reports(parsed: Parsed, colon: int) -> bool:
        """Whether a verb or an event stands right after the colon: in a text, only then are words before it a sayer."""
        after = parsed.chunks[colon + 1] if colon + 1 < len(parsed.chunks) else None
        return after is not None and (
            after.kind == "verb" or bool(after.phrase is not None and after.phrase.event and not after.preposition)
        )

    def _trailing(self, parsed: Parsed) -> None:
        """«…»، قال X: the sayer after the quotation."""
        for clause, entry, speaker in self.said:
            if (
                clause.verb is None
                or clause.kind == "hal"
                or entry.kind not in ("say", "confirm", "judge", "reveal", "")
            ):
                continue
            if any(c.parent is clause for c in parsed.clauses):
                continue
            first = next((c for c in parsed.chunks if c.kind == "quote"), None)
            if first is not None and first.first < clause.verb.first:
                for other in parsed.clauses:
                    if other is clause or other.parent is not None or id(other) in self.by_clause:
                        continue
                    if other.chunks and other.chunks[0].first < clause.verb.first:
                        self.by_clause.setdefault(-id(other), speaker)
                        other.parent = clause

    def _carry(self, parsed: Parsed, text: str, carried: Speaker | None) -> None:
        """A quotation left open at the end of the sentence carries its sayer on."""
        body = text[parsed.sentence.start : parsed.sentence.end]
        opened = body.count("«") + body.count("“") - body.count("»") - body.count("”")
        straight = body.count('"') % 2
        if carried is not None:
            closes = opened < 0 or straight
            self._carried = None if closes else carried
            return
        if (opened > 0 or straight) and self.said:
            self._carried = self.said[-1][2]
        else:
            self._carried = None
