"""Sources: who says each clause, by the nearest enclosing sayer.

A saying verb governs the clauses after its أن and its quotation; a formula (بحسب، وفق ما أعلن) covers its sentence; a
verb that continues (وأضاف) or has no subject goes on with the last sayer; a quotation that runs over the end of a
sentence carries its sayer on; a headline may open with its source and a colon.
"""

from __future__ import annotations

from typing import Final

from marsad.arabic.fold import fold_word
from marsad.lexicon.lexicon import Lexeme, Lexicon
from marsad.lexicon.schema import as_list
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft, Parsed, Speaker
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.sources.channels import channel_of, of_channel
from marsad.reader.sources.formulas import Formulas, headline_sayer
from marsad.reader.sources.sayers import SOURCES, human, owner_of, takes_up
from marsad.reader.sources.sayings import FAR, is_said, said_by_noun, saying_entry
from marsad.reader.viable import companion_of
from marsad.reader.words import BULLETS

#: Prepositions before the one who told, where a verb of report takes another than عن.
_BEFORE_WHO: Final = frozenset(("إلى", "من"))
#: Verbs of intent make a forecast of their own, but who intends tells nobody (تعتزم الخرطوم طرد …).
_INTENDS: Final = frozenset(("عزم", "نوي"))


class Attribution:
    """The sources of one document, sentence after sentence; remembers the last sayer and open quotations."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._formulas = Formulas(lexicon)
        self._self = lexicon.grammar["self_statement"]
        self._issued_by = lexicon.grammar["issued"]
        self.last: Speaker | None = None
        self._carried: Speaker | None = None
        # The sayer of a list: the bullets of a communiqué carry it as source (codebook, decision 6).
        self._listing: Speaker | None = None
        self._paragraph = -2
        self.by_clause: dict[int, Speaker] = {}
        self.said: list[tuple[Clause, Lexeme, Speaker]] = []
        self._formula: Speaker | None = None
        self._told: list[tuple[int, Speaker]] = []
        # What stands under a verbal noun that says (رغم إعلان الوزارة أن …), by its clause.
        self._under: dict[int, Speaker] = {}

    def sentence(self, parsed: Parsed, text: str) -> None:
        """Find the sayers of a sentence; afterwards ``speaker`` answers for its clauses."""
        self.by_clause = {}
        self.said = []
        self._told = self._formulas.of(parsed, self.last)
        self._under = said_by_noun(parsed)
        self._formula = self._told[0][1] if self._told else None
        first, last = parsed.words[0], parsed.words[-1]
        begins = parsed.sentence.paragraph != self._paragraph
        # An entry of a list may go on in sentences of its own.
        if self._listing is not None and begins and first.form not in BULLETS and not first.text[:1].isdigit():
            self._listing = None
        if parsed.sentence.paragraph != self._paragraph:
            self._carried = None
            self._paragraph = parsed.sentence.paragraph
        carried = self._carried
        for clause in parsed.clauses:
            entry = saying_entry(parsed, clause)
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
        headline = headline_sayer(parsed)
        if headline is not None and self._formula is None:
            self._formula = headline
        if carried is not None and self._formula is None:
            self._formula = carried
        if self._listing is not None and self._formula is None:
            self._formula = self._listing
        if last.form == ":" and self.said and self.said[-1][1].kind != "report":
            # A monitor that reports its own findings is its own outlet; a communiqué quoted in a list is not.
            self._listing = self.said[-1][2]
        self._listing = self._issued(parsed) or self._listing
        self._trailing(parsed)
        self._carry(parsed, text, carried)

    def speaker(self, draft: Draft) -> Speaker | None:
        """The nearest enclosing sayer of an event."""
        clause: Clause | None = draft.clause
        own = self.by_clause.get(id(clause))
        if own is not None and is_said(draft, clause, self.said):
            return own
        seen: set[int] = set()
        while clause is not None and id(clause) not in seen:
            seen.add(id(clause))
            if id(clause) in self._under:
                return self._under[id(clause)]
            parent = clause.parent
            if parent is not None and id(parent) in self.by_clause:
                return self.by_clause[id(parent)]
            clause = parent
        quoted = draft.clause.quote
        if quoted >= 0:
            for said, _, speaker in reversed(self.said):
                if said.verb is not None and said.verb.first < draft.first and said.quote != quoted:
                    return speaker
        if len(self._told) > 1:
            # انفجر لغم، وفق مصدر، فيما قتل شخصان، وفق آخر: each tells what stands before it
            return next((s for at, s in self._told if at > draft.first), self._told[-1][1])
        return self._formula

    def _speaker_of(self, parsed: Parsed, clause: Clause, entry: Lexeme) -> Speaker | None:
        verb = clause.verb
        assert verb is not None
        word = verb.word
        channel = channel_of(parsed, clause)
        if entry.kind == "report":
            origin = next(
                (
                    c
                    for c in clause.chunks
                    if c.kind == "noun"
                    and (c.preposition == "عن" or _told_by(c, entry))
                    and c.phrase is not None
                    and not c.phrase.event
                ),
                None,
            )
            if origin is not None and origin.phrase is not None:
                return _make(parsed, origin.phrase, clause, entry, channel, False)
        subject = clause.subject
        implied = clause.implied
        if (
            subject is not None
            and not implied
            and takes_up(subject, self._self)
            and self.last is not None
            and self.last.phrase is not None
        ):
            return Speaker(
                self.last.phrase,
                self.last.parsed,
                word,
                entry,
                channel or (subject.start, subject.end),
                True,
                rule="source/self-mention",
            )
        owner = owner_of(parsed, subject, self._issued_by) if subject is not None and not implied else None
        if subject is not None and owner is not None:
            return _make(parsed, owner, clause, entry, channel or (subject.start, subject.end), False)
        if subject is not None and human(subject):
            return _make(parsed, subject, clause, entry, channel, implied)
        if self.last is not None and (subject is None or implied or entry.data.get("continues")):
            return Speaker(self.last.phrase, self.last.parsed, word, entry, channel, True, rule="source/continued")
        if subject is None and channel is not None:
            # جاء في بيان للوزارة أن: whose statement it is, says it.
            owner = next(
                (c.phrase for c in clause.chunks if c.prep_word is not None and c.phrase is not None and of_channel(c)),
                None,
            )
            if owner is not None and human(owner):
                return _make(parsed, owner, clause, entry, channel, False)
        if subject is not None and (
            not subject.classes.isdisjoint(SOURCES)
            or "site" in subject.classes
            or entry.kind in ("forecast", "deny", "call")
        ):
            return _make(parsed, subject, clause, entry, channel, implied)
        return None

    def _issued(self, parsed: Parsed) -> Speaker | None:
        """أصدرت الشبكة تقريرها اليومي: whoever issues a paper says what is listed after it."""
        for clause in parsed.clauses:
            verb, subject = clause.verb, clause.subject
            if verb is None or subject is None or clause.implied or clause.passive or not human(subject):
                continue
            for entry in verb.word.lexemes:
                if (
                    entry.family == "saying"
                    and entry.data.get("issues")
                    and companion_of(parsed.words, verb.word, entry, FAR)
                ):
                    return _make(parsed, subject, clause, entry, None, False)
        return None

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


def _told_by(chunk: Chunk, entry: Lexeme) -> bool:
    """استمعت اللجنة إلى شاهد، علم الموقع من مصدر: another preposition before the one who told."""
    return any(chunk.preposition == fold_word(each) for each in as_list(entry.data.get("takes")) if each in _BEFORE_WHO)


def _make(
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
