"""Events of a sentence: which predicates assert one, of what type, and which are parts of another.

Every verb and event noun that the lexicon knows is a candidate.  Entries compete: companions and conditions that
hold win over plain entries.  Then the codebook's rules join what is one occasion: light verbs, outcomes as counts,
قُتل في غارة as one event of the cause's type.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from marsad.lexicon.lexicon import Lexeme, Lexicon, bare
from marsad.lexicon.schema import as_list
from marsad.reader.carried import carrier_of, carries, intended, undergone
from marsad.reader.clauses import Chunk, Clause
from marsad.reader.control import share
from marsad.reader.draft import Draft, Filler, Parsed
from marsad.reader.quantities import Quantities
from marsad.reader.roles import Roles
from marsad.reader.viable import companion_of
from marsad.reader.words import Word

#: Types whose harm to people is told as cause: قُتل في …
_CAUSES: Final = frozenset(
    (
        "clash",
        "attack",
        "airstrike",
        "shelling",
        "bombing",
        "crackdown",
        "riot",
        "operation",
        "assassination",
        "advance",
        "protest",
        "abuse",
    )
)
_ACTING: Final = frozenset(("force", "group", "unit", "authority", "fighter", "state", "aircraft"))
_OFFICIAL: Final = frozenset(
    (
        "aid",
        "talks",
        "agreement",
        "evacuation",
        "verdict",
        "sanction",
        "protest",
        "capture",
        "operation",
        "arrest",
        "release",
        "seizure",
        "disposal",
        "abuse",
        "border_control",
        "execution",
    )
)
#: Acts of those who do them, announced by others as often as by themselves.
_BY_THEMSELVES: Final = frozenset(("surrender", "withdrawal"))
_HARM: Final = frozenset(("killing", "injury"))
#: Types that hurt people: what an outcome told after them belongs to.
_HURTING: Final = frozenset(
    ("clash", "attack", "airstrike", "shelling", "bombing", "crackdown", "riot", "abuse", "operation")
)
_EXPLODING: Final = frozenset(("bombing", "airstrike", "shelling", "attack"))
_GENITIVES_BESIDE_ACTOR: Final = frozenset(("target", "target_place", "either", "device"))


class EventFinder:
    """Finds drafts of events in parsed sentences; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon, quantities: Quantities) -> None:
        self._lexicon = lexicon
        self._roles = Roles(lexicon)
        self._quantities = quantities
        g = lexicon.grammar
        self._cause = g["cause"]
        self._without = g["without"]
        self._leaving = g["leaving"]
        self._state = g["state"]
        self._agent = lexicon.grammar["agent"]
        self._mediator = lexicon.grammar["mediator"]
        self._become = g["become"]

    def find(self, parsed: Parsed) -> list[Draft]:
        """The drafts of one sentence, in the order of their triggers."""
        drafts: list[Draft] = []
        for chunk, word, is_verb in self._candidates(parsed):
            draft = self._best(parsed, chunk, word, is_verb)
            if draft is not None:
                drafts.append(draft)
        return self._join(parsed, drafts)

    # -- candidates -------------------------------------------------------------------------------------------

    def _candidates(self, parsed: Parsed) -> Iterator[tuple[Chunk, Word, bool]]:
        for chunk in parsed.chunks:
            word = chunk.word
            if chunk.kind == "verb":
                if word.events:
                    yield chunk, word, True
            elif chunk.kind in ("noun", "among") and chunk.phrase is not None:
                phrase = chunk.phrase
                head = phrase.head
                if phrase.event:
                    yield chunk, head, False
                else:
                    for inner in parsed.words[phrase.first : phrase.last]:
                        if (
                            inner.events
                            and inner.pos != "M"
                            and not inner.article
                            and (inner is not head or self._predicate(chunk))
                        ):
                            yield chunk, inner, False
                            break

    def _predicate(self, chunk: Chunk) -> bool:
        """Whether a participle is what the clause says of its topic (العبوة مزروعة) and no noun of its own."""
        clause = chunk.clause
        if clause is None or chunk.preposition:
            return False
        subject = clause.topic if clause.topic is not chunk else None
        return (
            (clause.verb is None or clause.verb is clause.auxiliary)
            and (subject is not None or clause.antecedent is not None)
            and not chunk.word.after
        )

    def _best(self, parsed: Parsed, chunk: Chunk, word: Word, is_verb: bool) -> Draft | None:
        best: Draft | None = None
        best_score = -1.0
        for entry in word.events:
            companion = companion_of(parsed.words, word, entry)
            draft = self._draft(parsed, chunk, word, entry, is_verb, companion)
            if not self._meets(draft):
                continue
            near = 0.05 * (companion.i - word.i) if companion is not None else 0.0
            score = (
                4.0 * bool(entry.companions)
                - near
                + sum(k in entry.data for k in ("subject", "object", "near", "needs"))
                - 0.5 * bool(entry.data.get("weak"))
            )
            if score > best_score:
                best, best_score = draft, score
        return best

    def _draft(
        self, parsed: Parsed, chunk: Chunk, word: Word, entry: Lexeme, is_verb: bool, companion: Word | None
    ) -> Draft:
        clause = chunk.clause
        assert clause is not None
        rule = f"{entry.type}/{'verb' if is_verb else 'noun'}"
        draft = Draft(parsed, clause, chunk, word, entry, entry.type, self._roles.frame(entry, is_verb), is_verb, rule)
        last = word.end
        if companion is not None and companion.i - word.i <= 2 and companion.i > word.i:
            last = companion.end
        draft.trigger = (word.bare_start(), last)
        participle = (
            not is_verb and word.pos != "M" and any(r.pos == "q" for r in word.readings) and word is not chunk.word
        )
        if participle or (not is_verb and (word.pos == "Q" or (word.pos == "A" and self._predicate(chunk)))):
            self._participle(draft)
            return draft
        if not is_verb and chunk.prep_word is not None and chunk.prep_word.form in self._state:
            verb = clause.verb
            if verb is not None and verb.word.stem in self._become and clause.subject is not None:
                draft.targets.append(Filler(clause.subject, parsed, clause.implied, "become"))  # باتت تحت سيطرة
            elif draft.type != "abuse" or clause.subject is None:  # مات تحت التعذيب
                draft.rejected = "event-rejected-generic"
        if not is_verb:
            self._light(draft)
            patient, willing = undergone(draft), intended(draft)
            if patient is not None:
                draft.targets.append(patient)
            if willing is not None and not draft.actors:
                draft.actors.append(willing)
            for other in parsed.clauses:
                if other.antecedent is chunk and other.verb is not None:
                    families = {(x.family, x.kind) for x in other.verb.word.lexemes}
                    if any(f == "light" and k in ("occur", "light", "stage", "undergo", "host") for f, k in families):
                        draft.extra.append(other)
            if (
                clause.verb is not None
                and clause.subject is chunk.phrase
                and clause not in draft.extra
                and any(x.family == "light" and x.kind in ("occur", "stage") for x in clause.verb.word.lexemes)
            ):
                draft.extra.append(clause)
            self._roles.fill_noun(draft, {})
            if any(f.slot == "agent" for f in draft.actors) or (
                # أعلن الجيش استسلام مجموعة: who tells of somebody else's act
                draft.type in _BY_THEMSELVES and any(f.slot == "gen" for f in draft.actors)
            ):  # أعلن الحزب سقوطها بيد الحوثيين
                draft.actors = [f for f in draft.actors if f.slot != "light"]
        else:
            takers = self._takers(parsed, chunk)
            self._roles.fill_verb(draft, takers)
        return draft

    def _takers(self, parsed: Parsed, verb: Chunk) -> dict[int, Draft]:
        """Prepositional chunks right of an event noun in the clause belong to the noun, not to the verb before it."""
        takers: dict[int, Draft] = {}
        owner: Draft | None = None
        clause = verb.clause
        if clause is None:
            return takers
        for chunk in clause.chunks:
            if chunk.first <= verb.first:
                continue
            if chunk.kind == "noun" and chunk.phrase is not None:
                if chunk.phrase.event:
                    entry = chunk.word.events[0]
                    if any(entry.type == own.type for own in verb.word.events):
                        continue  # اعتدوا بالضرب على: how the act was done
                    frame = self._roles.frame(entry, False)
                    owner = Draft(parsed, clause, chunk, chunk.word, entry, entry.type, frame, False, "")
                elif owner is not None and chunk.preposition and chunk.preposition in owner.frame:
                    takers[chunk.first] = owner
        return takers

    def _participle(self, draft: Draft) -> None:
        """عائلة نازحة، عبوة مزروعة: the noun it describes fills subject (active) or object (passive)."""
        phrase = draft.chunk.phrase
        clause = draft.clause
        if phrase is None:
            return
        readings = [r for r in draft.word.readings if r.pos == "q" and r.lexeme is draft.entry]
        passive = bool(readings) and all(r.voice == "p" for r in readings)
        passive = passive or any(c.preposition in self._agent and c.first > draft.first for c in clause.chunks)
        draft.frame = self._roles.frame(draft.entry, True)
        role = draft.frame.get("object", "target") if passive else draft.frame.get("subject", "actor")
        holder = (
            phrase
            if draft.word is not phrase.head
            else (
                clause.subject
                or (clause.topic.phrase if clause.topic else None)
                or (clause.antecedent.phrase if clause.antecedent else None)
            )
        )
        draft.rule = f"{draft.type}/participle"
        if holder is not None and holder.head is not draft.word:
            self._roles._put(draft, role, Filler(holder, draft.parsed, holder is not phrase, "subject"))
        if draft.word is not phrase.head:
            after = [c for c in draft.parsed.chunks if c.first >= draft.chunk.last and c.clause is clause]
            self._roles._prepositions(draft, after, draft.frame, {})
        else:
            self._roles._prepositions(draft, [c for c in clause.chunks if c.first > draft.chunk.first], draft.frame, {})

    # -- conditions -------------------------------------------------------------------------------------------

    def _meets(self, draft: Draft) -> bool:
        data = draft.entry.data
        for key, fillers in (("subject", self._subjects(draft)), ("object", self._objects(draft))):
            if key in data:
                wanted = set(as_list(data[key]))
                if not fillers:
                    return False
                if not any(self._is(f, wanted) for f in fillers):
                    return False
            if f"not_{key}" in data and any(self.kinds_of(f) & set(as_list(data[f"not_{key}"])) for f in fillers):
                return False
        if "object" in as_list(data.get("needs")) and not self._objects(draft):
            return False
        if "subject" in as_list(data.get("needs")) and not self._subjects(draft):
            return False
        if data.get("weak"):
            return bool(
                draft.parsed.classes
                & {
                    "fighter",
                    "force",
                    "group",
                    "weapon",
                    "explosive",
                    "missile",
                    "aircraft",
                    "violence",
                    "toll",
                    "displaced",
                    "crowd",
                    "artillery",
                }
            )
        return True

    def _subjects(self, draft: Draft) -> list[Filler]:
        if draft.frame.get("subject") == "target" or draft.frame.get("subject") == "target_place":
            return draft.targets
        if draft.frame.get("subject") == "device":
            return draft.devices
        return draft.actors

    def _objects(self, draft: Draft) -> list[Filler]:
        return (
            draft.targets
            + [f for _, f in draft.placed if f not in draft.targets]
            + [f for f in draft.actors if f.slot == "object"]
        )

    @staticmethod
    def kinds_of(filler: Filler) -> frozenset[str]:
        """The classes of a filler; what may be somebody is nothing abstract (انتحاري is no انتحار of mine)."""
        classes = filler.phrase.classes
        return classes - {"abstract"} if "fighter" in classes else classes

    def _is(self, filler: Filler, wanted: set[str]) -> bool:
        phrase = filler.phrase
        if phrase.classes & wanted:
            return True
        place = bool(phrase.head.places)
        if place and wanted & {"place", "settlement", "admin", "area", "state", "terrain", "site"}:
            return True
        if not phrase.classes and phrase.head.pos in "XL" and not place:
            return bool(
                wanted
                & {
                    "person",
                    "agent",
                    "fighter",
                    "force",
                    "group",
                    "collective",
                    "civilian",
                    "settlement",
                    "site",
                    "place",
                    "unit",
                    "displaced",
                    "family",
                }
            )
        if phrase.head.pos == "U":
            return bool(wanted & {"person", "civilian", "displaced", "fighter", "toll", "detainee", "family", "crowd"})
        return False

    # -- light verbs ------------------------------------------------------------------------------------------

    def _light(self, draft: Draft) -> None:
        """The light verb that carries an event noun, and what its subject is to the event."""
        clause, chunk = draft.clause, draft.chunk
        verb = clause.verb
        if verb is None or (verb.first > chunk.first and clause.subject is not chunk.phrase):
            return
        if verb.kind != "verb" and clause.kind != "hal":
            return
        entries = [x for x in verb.word.lexemes if x.family == "light"]
        saying = next((x for x in verb.word.lexemes if x.family == "saying"), None)
        for entry in [
            x for x in verb.word.lexemes if x.family == "modality" and x.data.get("status") in ("attempted", "planned")
        ]:
            governs = [bare(g) for g in as_list(entry.data.get("governs"))]
            if self._taken(draft, governs, clause) and not entry.companions:
                draft.light = clause
                if (
                    clause.subject is not None
                    and clause.subject is not chunk.phrase
                    and not entry.data.get("opposes")
                    and not clause.passive
                ):
                    draft.actors.append(Filler(clause.subject, draft.parsed, clause.implied, "light"))
                    if not clause.implied:
                        self._roles._coordinates(draft, "actor", clause.subject)
                return
        denies = saying is not None and saying.data.get("statement") == "denial" and self._own_act(draft, clause)
        if denies and draft.frame.get("gen") == "actor" and self._has_doer(draft):
            denies = False  # نفت دمشق دخول أي قوات: they would have entered
        carrier = carrier_of(draft) if denies else None
        reached = carrier is not None and not carrier.preposition and carries(carrier, draft, "light")
        if denies and clause.subject is not None and (reached or self._taken(draft, ["object"], clause)):
            # نفت السلطات اختطاف أي ناشط: who denies an act denies that it did it.
            draft.actors.append(Filler(clause.subject, draft.parsed, clause.implied, "light"))
        for entry in entries:
            if entry.companions and not (
                draft.word.stem in entry.companions
                or draft.word.form in entry.companions
                or bare(draft.word.form) in entry.companions
            ):
                continue
            takes = [bare(t) for t in as_list(entry.data.get("takes"))]
            if not self._taken(draft, takes, clause):
                continue
            draft.light = clause
            draft.rule = f"{draft.type}/light-verb+masdar"
            if entry.kind in ("light", "stage") and clause.subject is not None and clause.subject is not chunk.phrase:
                if clause.subject.event and not clause.subject.classes & {"agent"}:
                    pass  # الاتفاق ينص على وقف إطلاق النار: an act does nothing
                elif saying is None or self._own_act(draft, clause):
                    draft.actors.append(Filler(clause.subject, draft.parsed, clause.implied, "light"))
                    if not clause.implied:
                        self._roles._coordinates(draft, "actor", clause.subject)
            elif (
                entry.kind == "undergo"
                and clause.subject is not None
                and clause.subject is not chunk.phrase
                and not clause.subject.event
            ):
                draft.targets.append(Filler(clause.subject, draft.parsed, clause.implied, "undergo"))
            elif entry.kind == "host" and clause.subject is not None:
                draft.placed.append(("at", Filler(clause.subject, draft.parsed, clause.implied, "host")))
            return

    @staticmethod
    def _has_doer(draft: Draft) -> bool:
        """Whether a verbal noun has somebody for its genitive."""
        after = next((c for c in draft.parsed.chunks if c.first == draft.chunk.last), None)
        return after is not None and after.genitive and after.phrase is not None and "agent" in after.phrase.classes

    def _own_act(self, draft: Draft, clause: Clause) -> bool:
        """Whether who announces an act is its doer (codebook, decision 6): bodies that act, for acts, not for harm told."""
        subject = clause.subject
        if subject is None or draft.type in _HARM or draft.type == "displacement":
            return False
        if draft.type == "return":  # عودة النازحين is theirs, إعادتهم is done to them
            return draft.frame.get("gen") == "target" and bool(subject.classes & {"org", "authority", "state", "force"})
        if draft.frame.get("gen") == "device" or subject.head.stem in self._mediator:
            return False  # نفت المفوضية وصول مساعدات، أعلن الوسيط إطلاق سراحهم
        if subject.classes & {"detainee"}:
            return True  # اعترف الموقوف بزرع عبوة
        if subject.classes & _ACTING or (subject.head.pos in "XL" and not subject.classes):
            return True
        return bool(subject.classes & {"org", "official"}) and draft.type in _OFFICIAL

    def _taken(self, draft: Draft, takes: list[str], clause: Clause) -> bool:
        chunk = draft.chunk
        if "subject" in takes and clause.subject is chunk.phrase:
            return True
        chunks = clause.chunks
        if chunk not in chunks or clause.verb is None:
            return False
        at = chunks.index(chunk)
        start = chunks.index(clause.verb)
        # A list of verbal nouns goes on under the light verb of its first.
        k = at
        while k > start and chunks[k].joined:
            k -= 1
            while k > start and not chunks[k].is_event_noun:
                k -= 1
        lead = chunks[k]
        if lead.preposition:
            return lead.preposition in takes
        if k == at or k > start:
            between = [
                c
                for c in chunks[start + 1 : k]
                if c.kind == "noun"
                and c.phrase is not None
                and not c.preposition
                and c.phrase is not clause.subject
                and not (c.joined and not c.phrase.event)
            ]
            chained = all(
                c.phrase is not None and c.phrase.last == nxt.first
                for c, nxt in zip(between, [*between[1:], lead], strict=False)
            )
            headed = lead if not between or not chained else between[0]
            if headed is not lead and headed.preposition:
                return headed.preposition in takes
            prep = next(
                (
                    c.preposition
                    for c in chunks[start + 1 : k]
                    if c.kind == "noun"
                    and c.preposition
                    and c.last == lead.first
                    and (
                        lead.genitive
                        or (c.word.pos == "M" and not c.word.places and not (c.phrase and c.phrase.definite))
                    )
                ),
                "",
            )
            if prep:
                return prep in takes
            return "object" in takes and (not between or chained)
        return False

    # -- joins ------------------------------------------------------------------------------------------------

    def _join(self, parsed: Parsed, drafts: list[Draft]) -> list[Draft]:
        by_phrase = {
            id(d.chunk.phrase): d
            for d in drafts
            if not d.is_verb and d.chunk.phrase is not None and d.word is d.chunk.phrase.head
        }
        self._companions(drafts)
        self._participles(drafts)
        self._same(drafts)
        self._targets_of(parsed, drafts, by_phrase)
        self._aimed(drafts)
        self._chains(parsed, drafts)
        self._list(drafts)
        share(drafts)
        self._purposes(drafts)
        self._causes(parsed, drafts)
        self._outcomes(parsed, drafts, by_phrase)
        self._toll_nouns(parsed, drafts)
        self._without_harm(parsed, drafts)
        kept = [d for d in drafts if d.absorbed is None]
        for draft in kept:
            if not draft.targets and draft.type != "clash":
                draft.targets = list(draft.notes.get("hurt", []))
        for draft in kept:
            self._nothing(draft)
        return kept

    def _companions(self, drafts: list[Draft]) -> None:
        """بسط سيطرته، خرق الهدنة، تفريق مظاهرة: a predicate and the event noun it asks for are one event."""
        for draft in drafts:
            if not draft.entry.companions:
                continue
            companion = companion_of(draft.parsed.words, draft.word, draft.entry)
            noun = next((d for d in drafts if d.word is companion and d is not draft and not d.is_verb), None)
            if noun is None and companion is not None and not draft.is_verb:
                # تبادل لإطلاق النار: what stands between the noun and its companion is no act of its own.
                noun = next(
                    (
                        d
                        for d in drafts
                        if not d.is_verb
                        and draft.first < d.first < companion.i
                        and d.first <= draft.first + 2
                        and d.type != draft.type
                        and not d.chunk.joined
                    ),
                    None,
                )
                if noun is not None:
                    noun.absorbed = draft
                    continue
            if noun is None or noun.absorbed is not None:
                continue
            if draft.is_verb and noun.type == draft.type and draft.type != "verdict":
                self._hand_over(draft, noun)
                noun.placed += [p for p in draft.placed if p[1].phrase not in [q[1].phrase for q in noun.placed]]
                noun.trigger = (
                    draft.trigger[0] if noun.word.i - draft.word.i == 1 else noun.trigger[0],
                    noun.trigger[1],
                )
            else:
                noun.absorbed = draft
                draft.targets += (
                    [f for f in noun.targets if f.phrase not in [t.phrase for t in draft.targets]]
                    if draft.type != "crackdown"
                    else []
                )

    def _same(self, drafts: list[Draft]) -> None:
        """اتفقا على هدنة: a verb that governs a noun of its own type is one event with it."""
        for draft in drafts:
            if not draft.is_verb or draft.absorbed is not None or draft.type in _HARM:
                continue
            noun = next(
                (
                    d
                    for d in drafts
                    if not d.is_verb
                    and d.type == draft.type
                    and d.clause is draft.clause
                    and d.first > draft.first
                    and not d.chunk.joined
                ),
                None,
            )
            if noun is None or noun.absorbed is not None or noun.chunk.phrase is draft.clause.subject:
                continue
            if self._said_again(draft.parsed.chunks, draft, noun):
                noun.absorbed = draft
                continue
            governor = self._governor(draft.parsed.chunks, noun.chunk)
            if governor == "ل" and noun.chunk.preposition == "ل":
                noun.absorbed = draft  # أطلقت الغاز لتفريق متظاهرين: the aim of the same act
                draft.targets = draft.targets or noun.targets
                continue
            if noun.chunk not in [f.chunk for f in draft.targets] and governor not in ("علي", "الي", "ب", "في", ""):
                continue
            self._hand_over(draft, noun)

    def _governor(self, chunks: list[Chunk], chunk: Chunk) -> str:
        """The preposition of a noun or of the construct chain that it completes (لمنع تسلل)."""
        at = chunks.index(chunk)
        while at and chunks[at].genitive and not chunks[at].preposition:
            at -= 1
        return chunks[at].preposition

    def _said_again(self, chunks: list[Chunk], verb: Draft, noun: Draft) -> bool:
        """قضت المحكمة بحبسه، وهو حكم قابل للاستئناف: a noun that takes up what the verb told."""
        before = chunks[chunks.index(noun.chunk) - 1]
        if noun.chunk.genitive and "time_unit" in before.word.classes:
            return True  # سنوات حكم الرئيس
        return before.first > verb.first and before.word.pos == "O"

    def _hand_over(self, verb: Draft, noun: Draft) -> None:
        """Make a verb and its event noun one event, the noun's, with the verb's subject and objects."""
        verb.absorbed = noun
        noun.actors = [f for f in verb.actors if f.slot in ("subject", "light")] or noun.actors
        own = [f for f in verb.targets if f.phrase is not noun.chunk.phrase]
        told = [t.phrase for t in own]
        noun.targets = [f for f in noun.targets if not (f.slot == "possessor" and f.phrase in told)]
        noun.targets += [f for f in own if f.phrase not in [t.phrase for t in noun.targets]]
        noun.light = verb.clause

    def _participles(self, drafts: list[Draft]) -> None:
        """وصلت عائلات نازحة: a participle inside a role of a like event is no second one."""
        for draft in drafts:
            if "participle" not in draft.rule:
                continue
            host = next(
                (
                    d
                    for d in drafts
                    if d is not draft
                    and (d.type == draft.type or (draft.type == "displacement" and draft.word is not draft.chunk.word))
                    and any(f.phrase is draft.chunk.phrase for f in d.actors + d.targets)
                ),
                None,
            )
            if host is not None:
                draft.absorbed = host

    def _targets_of(self, parsed: Parsed, drafts: list[Draft], by_phrase: dict[int, Draft]) -> None:
        """تفجير استهدف سوقا: an attacking verb whose subject is an event only names the event's target."""
        for clause in parsed.clauses:
            if clause.verb is None or not any(x.kind == "hit" for x in clause.verb.word.lexemes):
                continue
            subject = clause.subject or (clause.antecedent.phrase if clause.antecedent is not None else None)
            host = by_phrase.get(id(subject)) if subject is not None else None
            if host is not None and not any(d.chunk is clause.verb for d in drafts):
                objects = [
                    c
                    for c in clause.chunks
                    if c.kind == "noun"
                    and not c.preposition
                    and not c.genitive
                    and c.first > clause.verb.first
                    and c.phrase is not subject
                ]
                self._roles._objects(host, "target", objects)
                if clause not in host.extra:
                    host.extra.append(clause)
        for draft in drafts:
            if not draft.is_verb or draft.type not in (
                "attack",
                "shelling",
                "airstrike",
                "killing",
                "injury",
                "destruction",
                "bombing",
            ):
                continue
            subject = draft.clause.subject
            if subject is None and draft.clause.antecedent is not None:
                subject = draft.clause.antecedent.phrase
            host = by_phrase.get(id(subject)) if subject is not None else None
            if host is None or host is draft:
                continue
            wrecked = draft.type == "destruction" and host.type in _EXPLODING
            if draft.type not in _HARM and not wrecked and not any(x.kind == "hit" for x in draft.word.lexemes):
                continue  # العدوان قصف …: a party called by an event's name does it
            draft.absorbed = host
            for filler in draft.targets:
                if filler.phrase is not subject:
                    if draft.type in _HARM:
                        self._quantities.harm(host, filler.phrase, self._people(draft))
                    else:
                        host.targets.append(filler)
            host.placed += [p for p in draft.placed if p not in host.placed]
            host.extra.append(draft.clause)

    def _aimed(self, drafts: list[Draft]) -> None:
        """انفجرت سيارة استهدفت سوقا: an attacking verb that describes what exploded names the target of one event."""
        for draft in drafts:
            antecedent = draft.clause.antecedent
            if not draft.is_verb or antecedent is None or draft.absorbed is not None:
                continue
            if not any(x.kind == "hit" for x in draft.word.lexemes):
                continue
            host = next(
                (
                    d
                    for d in drafts
                    if d is not draft
                    and d.is_verb
                    and d.type in _EXPLODING
                    and d.clause is antecedent.clause
                    and any(f.phrase is antecedent.phrase for f in (*d.devices, *d.actors, *d.targets))
                ),
                None,
            )
            if host is not None:
                draft.absorbed = host
                host.targets = [f for f in host.targets if f.phrase is not antecedent.phrase] + draft.targets
                host.placed += [p for p in draft.placed if p not in host.placed]
                host.extra.append(draft.clause)

    def _chains(self, parsed: Parsed, drafts: list[Draft]) -> None:
        """عملية تحرير، حملة اعتقالات: an event noun in construct with a more particular one is one event."""
        by_chunk = {id(d.chunk): d for d in drafts if not d.is_verb}
        for draft in list(by_chunk.values()):
            chunks = parsed.chunks
            at = chunks.index(draft.chunk)
            if at + 1 >= len(chunks):
                continue
            following = chunks[at + 1]
            inner = by_chunk.get(id(following))
            if (
                inner is None
                or following.preposition
                or following.joined
                or following.first != draft.chunk.last
                or draft.word.article
                or draft.word.after
            ):
                continue
            if draft.type == "operation":
                keep_outer = draft.clause.subject is draft.chunk.phrase or self._staged(draft)
                outer, gone = (draft, inner) if keep_outer else (inner, draft)
                gone.absorbed = outer
                outer.trigger = (draft.trigger[0], inner.trigger[1])
                for name in ("actors", "targets", "placed", "extra"):
                    mine: list[object] = getattr(outer, name)
                    mine += [x for x in getattr(gone, name) if x not in mine]
                outer.light = outer.light or gone.light
                outer.notes["chain"] = gone.chunk
            elif draft.type in _HARM and inner.type in _CAUSES:
                draft.absorbed = inner
                inner.toll = draft

    def _staged(self, draft: Draft) -> bool:
        verb = draft.clause.verb
        return verb is not None and any(x.family == "light" and x.kind == "stage" for x in verb.word.lexemes)

    def _list(self, drafts: list[Draft]) -> None:
        """Verbal nouns joined by و share the actor of the first where they have none."""
        previous: Draft | None = None
        for draft in drafts:
            if (
                not draft.is_verb
                and draft.chunk.joined
                and previous is not None
                and previous.clause is draft.clause
                and not draft.actors
            ):
                takes = "actor" in draft.frame.values() or draft.frame.get("gen") in _GENITIVES_BESIDE_ACTOR
                if takes and not draft.chunk.preposition:
                    draft.actors += [
                        Filler(f.phrase, f.parsed, True, "shared", span=f.span)
                        for f in previous.actors
                        if f.slot in ("light", "shared", "subject", "agent")
                    ]
                    draft.light = draft.light or previous.light
            if not draft.is_verb:
                previous = draft

    def _purposes(self, drafts: list[Draft]) -> None:
        """عملية لملاحقة فلول التنظيم: the aim of an operation names its target and place."""
        for draft, aim in pairwise(drafts):
            if (
                (draft.type == "operation" or (draft.type == aim.type == "crackdown"))
                and (not draft.is_verb or draft.type == "crackdown")
                and not aim.is_verb
                and aim.chunk.preposition == "ل"
                and aim.clause is draft.clause
                and not draft.targets
            ):
                draft.targets = [Filler(f.phrase, f.parsed, True, "aim") for f in aim.targets]
                draft.notes["aim"] = aim

    def _causes(self, parsed: Parsed, drafts: list[Draft]) -> None:
        """قُتل خمسة في غارة: one event of the cause's type, the harm its counts."""
        for at, draft in enumerate(drafts):
            if draft.type not in _HARM or draft.absorbed is not None or (draft.actors and not draft.is_verb):
                continue
            if draft.is_verb and draft.actors and draft.type in _HARM and not self._passive_like(draft):
                continue
            cause = self._cause_of(parsed, draft, drafts)
            if cause is None:
                continue
            self._absorb_harm(draft, cause)
            # Coordinate harm before it shares the cause: قُتل … وأصيب … في تفجير.
            k = at - 1
            follower = draft
            while k >= 0:
                earlier = drafts[k]
                if (
                    earlier.type in _HARM
                    and earlier.absorbed is None
                    and self._coordinate(earlier, follower)
                    and (not earlier.actors or self._passive_like(earlier))
                ):
                    self._absorb_harm(earlier, cause)
                    follower = earlier
                    k -= 1
                else:
                    break

    def _passive_like(self, draft: Draft) -> bool:
        return not any(f.slot in ("subject", "agent", "light") and not f.implied for f in draft.actors)

    def _coordinate(self, earlier: Draft, later: Draft) -> bool:
        if later.is_verb:
            return later.chunk.joined and later.first > earlier.first
        return later.chunk.joined and later.clause is earlier.clause

    def _absorb_harm(self, draft: Draft, cause: Draft) -> None:
        draft.absorbed = cause
        own = self._people(draft)
        for filler in draft.targets:
            self._quantities.harm(cause, filler.phrase, own)
            cause.notes.setdefault("hurt", []).append(filler)
        cause.tallies += [t for t in draft.tallies if t not in cause.tallies]
        if draft.clause not in cause.extra and draft.clause is not cause.clause:
            cause.extra.append(draft.clause)
        cause.notes.setdefault("speaker_from", draft)

    def _cause_of(self, parsed: Parsed, draft: Draft, drafts: list[Draft]) -> Draft | None:
        for other in drafts:
            if (
                other is draft
                or other.is_verb
                or other.type not in _CAUSES
                or (other.absorbed is not None and other.absorbed.type not in _CAUSES)
            ):
                continue
            chunk = other.notes.get("chain") or other.chunk
            if chunk.first > draft.chunk.first and chunk.clause is draft.clause and chunk.preposition in self._cause:
                between = [
                    c
                    for c in parsed.chunks
                    if draft.chunk.first < c.first < chunk.first
                    and c.kind == "noun"
                    and c.phrase is not None
                    and c.phrase.event
                ]
                if not [c for c in between if any(d.chunk is c and d.type not in _HARM for d in drafts)]:
                    return other
        antecedent = draft.clause.antecedent
        if antecedent is not None:
            for other in drafts:
                if other.chunk is antecedent and other.type in _CAUSES:
                    resumed = [
                        c
                        for c in draft.clause.chunks
                        if c.kind in ("prep", "adverb") and c.word.form.endswith(("ها", "ه", "هما"))
                    ]
                    if resumed:
                        return other
        for chunk in draft.clause.chunks:
            # قُتل خلالها، في أثنائها: the event just told.
            if chunk.kind in ("prep", "noun", "adverb") and chunk.word.form in (
                "خلالها",
                "خلاله",
                "اثناءها",
                "اثناءه",
                "اثرها",
                "اثره",
                "جراءها",
                "جراءه",
            ):
                told = [d for d in drafts if d.first < draft.first and d.type in _CAUSES and d.absorbed is None]
                if told:
                    return told[-1]
        return None

    def _people(self, draft: Draft) -> str:
        return str(draft.entry.data.get("count") or self._lexicon.types.get(draft.type, {}).get("people") or "")

    def _outcomes(self, parsed: Parsed, drafts: list[Draft], by_phrase: dict[int, Draft]) -> None:
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
            for mark in marks:
                host = self._host(mark, clause, drafts, by_phrase)
                self._tell_harm(parsed, mark, clause, host, drafts)

    def _host(self, mark: Chunk, clause: Clause, drafts: list[Draft], by_phrase: dict[int, Draft]) -> Draft | None:
        subject = clause.subject if mark.kind == "verb" else None
        if subject is not None and id(subject) in by_phrase:
            found = by_phrase[id(subject)]
            return found.absorbed or found
        if clause.antecedent is not None and id(clause.antecedent.phrase) in by_phrase:
            found = by_phrase[id(clause.antecedent.phrase)]
            return found.absorbed or found
        told = [d for d in drafts if d.first < mark.first and d.absorbed is None]
        # مع مجموعة تسللت إلى …، ما أسفر عن: it is the fight that hurts.
        return next((d for d in reversed(told) if d.type in _HURTING), told[-1] if told else None)

    def _tell_harm(self, parsed: Parsed, mark: Chunk, clause: Clause, host: Draft | None, drafts: list[Draft]) -> None:
        if host is None:
            return
        taken = False
        takes = {bare(t) for x in mark.word.lexemes if x.kind == "outcome" for t in as_list(x.data.get("takes"))} - {
            "object"
        }
        for chunk in parsed.chunks:
            if chunk.first <= mark.first:
                continue
            if chunk.clause is not clause and self._aside(chunk, mark, host):
                # أسفر التفجير الذي استهدف الكنيسة عن …: past the relative clause only what the verb takes.
                if not taken:
                    taken = bool(chunk.preposition) and chunk.preposition in takes
                if not taken:
                    continue
            elif chunk.kind in ("verb", "conj", "rel") and chunk.clause is not clause:
                break
            if chunk.kind == "comma" and chunk.word.form in "؛.":
                break
            if chunk.kind != "noun" or chunk.phrase is None or chunk.phrase is clause.subject:
                continue
            own = next((d for d in drafts if d.chunk is chunk and not d.is_verb), None)
            if own is not None and own.type in _HARM and own is not host:
                own.absorbed = host
                for filler in own.targets:
                    self._quantities.harm(host, filler.phrase, self._people(own))
                host.tallies += [t for t in own.tallies if t not in host.tallies]
            elif own is None and chunk.phrase.classes & {"toll"}:
                self._quantities.harm(host, chunk.phrase, "")
            elif own is None and chunk.phrase.number is not None and mark.word.form.startswith("اود"):
                self._quantities.harm(host, chunk.phrase, "killed")
        if host.type in _HARM:
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

    def _aside(self, chunk: Chunk, mark: Chunk, host: Draft) -> bool:
        """Whether a chunk stands in a relative clause on the event whose outcome the verb before it tells."""
        antecedent = chunk.clause.antecedent if chunk.clause is not None else None
        return (
            mark.kind == "verb"
            and antecedent is not None
            and antecedent.first > mark.first
            and (
                antecedent is host.chunk or antecedent is host.notes.get("chain") or antecedent.last >= host.chunk.first
            )
        )

    def _toll_nouns(self, parsed: Parsed, drafts: list[Draft]) -> None:
        """32 قتيلا في تفجير: toll nouns before a cause count on it."""
        chunks = parsed.chunks
        for at, chunk in enumerate(chunks):
            if chunk.kind != "noun" or chunk.phrase is None or chunk.preposition or not chunk.phrase.classes & {"toll"}:
                continue
            if any(d.chunk is chunk for d in drafts):
                continue
            k = at + 1
            while k < len(chunks) and (
                chunks[k].kind in ("adverb", "paren", "time", "quote")
                or (chunks[k].kind == "noun" and chunks[k].joined and not chunks[k].preposition)
            ):
                k += 1
            if k < len(chunks) and chunks[k].kind == "noun" and chunks[k].preposition in self._cause:
                host = next(
                    (
                        d
                        for d in drafts
                        if not d.is_verb
                        and (d.chunk is chunks[k] or d.notes.get("chain") is chunks[k])
                        and d.type in _CAUSES
                    ),
                    None,
                )
                if host is not None:
                    host = host.absorbed or host
                    if (
                        chunk.phrase.number is not None
                        or "p" in chunk.phrase.head.numbers
                        or "d" in chunk.phrase.head.numbers
                    ):
                        self._quantities.harm(host, chunk.phrase, "")

    def _without_harm(self, parsed: Parsed, drafts: list[Draft]) -> None:
        """دون وقوع إصابات tells no event: it is what there was none of."""
        chunks = parsed.chunks
        for draft in drafts:
            if draft.type not in _HARM or draft.is_verb or draft.absorbed is not None:
                continue
            at = chunks.index(draft.chunk)
            while at and chunks[at].genitive:
                at -= 1
            lead = chunks[at].prep_word
            words = parsed.words[max(0, chunks[at].first - 5) : chunks[at].first]
            unsaid = any(w.form in self._without for w in words) and not any(w.pos == "V" for w in words)
            clause = draft.clause
            told_none = (
                clause.negated
                and clause.verb is not None
                and (
                    clause.subject is draft.chunk.phrase
                    or any(x.kind in ("outcome", "occur") for x in clause.verb.word.lexemes)
                )
            )
            if (
                unsaid
                or told_none
                or (lead is not None and (lead.form in self._without or lead.stem in self._without))
                or (at and chunks[at - 1].kind == "neg")
            ):
                host = next(
                    (d for d in reversed(drafts) if d.first < draft.first and d.absorbed is None and d is not draft),
                    None,
                )
                if host is None:
                    draft.rejected = "event-rejected-generic"
                else:
                    draft.absorbed = host
                    for of in ["killed", "injured"] if draft.word.stem.endswith("ات") else [self._people(draft)]:
                        if of and of not in host.none:
                            host.none.append(of)

    def _nothing(self, draft: Draft) -> None:
        """دون وقوع إصابات: what there was none of."""
        words = draft.parsed.words
        for at, word in enumerate(words):
            if at <= draft.first or not (word.form in self._without or word.stem in self._without):
                continue
            for other in words[at + 1 : at + 6]:
                if other.pos == "." or other.pos == "V":
                    break
                if other.stem.startswith("اصاب") or "جرحي" in other.stem:
                    found = ["killed", "injured"] if other.stem == "اصابات" else ["injured"]
                elif other.classes & {"toll"}:
                    found = [x.of for x in other.lexemes if x.of] or ["killed", "injured"]
                else:
                    continue
                draft.none += [c for c in found if c not in draft.none]
