"""Roles: which phrase around a predicate is actor, target or place of it.

A verb takes its subject and object from its clause, a verbal noun its genitive and what stands right after it;
prepositional phrases go to the nearest predicate before them whose frame has the slot (frames are data).
"""

from __future__ import annotations

from typing import Final

from marsad.arabic.fold import fold_word
from marsad.lexicon.lexicon import Lexeme, Lexicon
from marsad.reader.clauses import Chunk, Clause
from marsad.reader.draft import Draft, Filler
from marsad.reader.fitting import ACTING, CONCRETE, acts, fits_pronoun, ground, phrase_on_way, role_of
from marsad.reader.misfits import misfit
from marsad.reader.patients import flee, of_act_within, part_of
from marsad.reader.phrases import NounPhrase, genitive_of
from marsad.reader.viable import companion_of

#: Derived forms that, of motion, have no passive in use (توغلت آليات).
_WITHOUT_PASSIVE: Final = frozenset(("V", "VI", "VII"))
#: What a bomb that goes off in it is meant for.
_STRUCK: Final = frozenset(("vehicle", "force", "unit", "group", "crowd"))
_ROLES: Final = frozenset(("actor", "target", "target_place", "either", "either_at", "device"))


class Roles:
    """Fills the roles of drafts; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._agent = lexicon.grammar["agent"]
        self._state = lexicon.grammar["state"]
        self._fire = lexicon.grammar["fire"]
        self._near_part = lexicon.grammar["near_part"]
        self._self = lexicon.grammar["never_genitive"]
        self._frames = {name: {fold_word(k): v for k, v in frame.items()} for name, frame in lexicon.frames.items()}

    def frame(self, entry: Lexeme, is_verb: bool) -> dict[str, str]:
        """The frame of an entry as verb or as noun, with the entry's own prepositions."""
        data = entry.data
        name = str(
            data.get("frame")
            or ("transitive" if is_verb and "root" in data else "noun_on" if "root" not in data else "transitive")
        )
        if not is_verb and "root" in data:
            name = str(data.get("masdar_frame") or self._frames.get(name, {}).get("masdar") or name)
        frame = dict(self._frames.get(name, {}))
        for preposition, role in (self._lexicon.types.get(entry.type, {}).get("prep") or {}).items():
            frame.setdefault(fold_word(preposition), role)
        if "target" in frame.values():
            frame.setdefault("بحق", "target")
        for preposition, role in (data.get("prep") or {}).items():
            frame[fold_word(preposition)] = role
        return frame

    # -- verbs ------------------------------------------------------------------------------------------------

    def fill_verb(self, draft: Draft, takers: dict[int, Draft]) -> None:
        """Subject, object and prepositional roles of a finite verb."""
        clause, frame, parsed = draft.clause, draft.frame, draft.parsed
        verb = draft.chunk
        objects = []
        for c in clause.chunks:
            if c.kind == "among" and c.first > verb.first:
                break
            if (
                c.kind == "noun"
                and not c.preposition
                and not c.genitive
                and not c.follows
                and c.first > verb.first
                and c.phrase is not None
            ):
                objects.append(c)
        objects = [
            c for c in objects if c.phrase and c.phrase is not clause.subject and not self._idiom(draft, c.phrase)
        ]
        subject = clause.subject
        object_role = frame.get("object", "")
        chunks = [c for c in clause.chunks if c is not clause.topic]
        if subject is not None and not clause.passive:
            resumed = self._resumed(draft, object_role, objects)
            objects += [
                c for c in resumed if not c.preposition and c.phrase is not None and not self._idiom(draft, c.phrase)
            ]
            chunks += [c for c in resumed if c not in chunks]
        passive = self._passive(draft, subject, objects)
        if passive:
            patient = subject if subject is not None else None
            told = subject is None and bool(objects) and bool(objects[0].phrase and objects[0].phrase.event)
            if (clause.implied or told) and objects:  # فُض اعتصام العمال
                patient = objects[0].phrase
            if patient is not None:
                role = object_role or frame.get("subject", "")
                if not object_role and self._owned(draft, patient):
                    role = "target"
                self._put(draft, role, Filler(patient, parsed, clause.implied and patient is subject, "subject"))
                self._coordinates(draft, role, patient)
        else:
            if subject is not None:
                role = frame.get("subject", "")
                self._put(draft, role, Filler(subject, parsed, clause.implied, "subject"))
                if not clause.implied:
                    self._coordinates(draft, role, subject)
            if object_role:
                self._objects(draft, object_role, objects)
            if draft.entry.companions and draft.type != "displacement":
                self._idiom_genitive(draft, object_role or "target")
            if draft.word.after and object_role:
                self._pronoun_object(draft, object_role)
        self._prepositions(draft, chunks, frame, takers)
        within = of_act_within(draft)
        if within is not None:
            self._put(draft, "target", within)
        self._met(draft)
        flee(draft)

    def _met(self, draft: Draft) -> None:
        """زار نيامي حيث التقى رئيس المجلس: one who alone is met is met by the subject of the clause before."""
        clauses = draft.parsed.clauses
        at = clauses.index(draft.clause) if draft.clause in clauses else 0
        if (
            draft.type != "talks"
            or not at
            or draft.frame.get("object") != "actor"
            or draft.clause.implied
            or len(draft.actors) != 1
            or draft.actors[0].slot != "subject"
        ):
            return
        met, before = draft.actors[0].phrase, clauses[at - 1]
        joined = draft.chunk.joined or draft.clause.opener == "حيث"
        if joined and met.head.numbers == {"s"} and met.number is None and met.classes & {"official", "rank"}:
            subject = before.subject
            if subject is not None and subject is not met and subject.classes & {"official", "rank"}:
                draft.actors.insert(0, Filler(subject, draft.parsed, True, "subject"))

    def _owned(self, draft: Draft, patient: NounPhrase) -> bool:
        """مختطفون أُطلق سراحهم: what is done is done to whom the pronoun of the idiom means."""
        return bool(patient.classes & {"person"}) and any(
            c.kind == "noun"
            and c.phrase is not None
            and c.first > draft.first
            and c.word.after
            and self._idiom(draft, c.phrase)
            and fits_pronoun(patient, c.word.after)
            for c in draft.clause.chunks
        )

    def _resumed(self, draft: Draft, role: str, objects: list[Chunk]) -> list[Chunk]:
        """What goes on with the verb after a clause on its subject: اقتحم مسلحون يستقلون سيارات ساحة المدينة."""
        clause = draft.clause
        inner = next(
            (
                c
                for c in draft.parsed.clauses
                if c.kind == "relative"
                and not c.opener
                and c.antecedent is not None
                and c.antecedent.phrase is clause.subject
            ),
            None,
        )
        closed = self._past_aside(draft) if role and all(c.joined for c in objects) else []
        if closed:
            return closed
        if inner is None or inner.verb is None or inner.verb.first < draft.first or any(not c.joined for c in objects):
            return []
        companion = companion_of(draft.parsed.words, draft.word, draft.entry)
        if companion is not None:
            return [c for c in inner.chunks if c.first >= companion.i]
        if not role:
            return []
        nouns = [
            k
            for k, c in enumerate(inner.chunks)
            if c.kind == "noun" and not c.preposition and not c.genitive and not c.joined and c.phrase is not None and c.phrase is not inner.subject
            and not self._is_direction(c.phrase)
        ]  # fmt: skip
        own = 0 if inner.verb.word.after else 1
        return inner.chunks[nouns[own] :] if len(nouns) > own else []

    def _past_aside(self, draft: Draft) -> list[Chunk]:
        """التقى الإمام، الذي يقود المعارضة، وفدا: what stands past a relative clause between commas."""
        chunks = draft.parsed.chunks
        for clause in draft.parsed.clauses:
            antecedent, verb = clause.antecedent, clause.verb
            if clause.kind != "relative" or not clause.opener or antecedent is None or verb is None:
                continue
            at = chunks.index(antecedent) + 1
            if antecedent.phrase is not draft.clause.subject or at >= len(chunks) or chunks[at].kind != "comma":
                continue
            close = next((k for k, c in enumerate(chunks) if c.kind == "comma" and c.first > verb.first), len(chunks))
            if close + 1 < len(chunks):
                item = chunks[close + 1]
                plain = item.kind == "noun" and not item.preposition and not item.joined
                if plain and item.clause is clause and verb.first > draft.first:
                    return [c for c in clause.chunks if c.first >= item.first]
        return []

    def _objects(self, draft: Draft, role: str, objects: list[Chunk]) -> None:
        first: Chunk | None = None
        for chunk in objects:
            if chunk.phrase is None:
                continue
            if first is None:
                if chunk.joined:
                    continue
                if chunk.phrase.event and draft.frame.get("object") != "target":
                    continue
                if (
                    chunk.phrase.number is None
                    and chunk.phrase.head.form.endswith("ون")
                    and "p" in chunk.phrase.head.numbers
                ):
                    continue  # تفرق المحتجون: a nominative is no object
                if self._is_direction(chunk.phrase) and chunk.phrase.head.stem not in self._near_part:
                    continue
                first = chunk
                self._put(draft, role, Filler(chunk.phrase, draft.parsed, False, "object", chunk))
            elif chunk.joined and not chunk.phrase.event and not self._after_act(draft, first, chunk):
                self._put(draft, role, Filler(chunk.phrase, draft.parsed, False, "object", chunk))
            else:
                break

    def _after_act(self, draft: Draft, first: Chunk, chunk: Chunk) -> bool:
        """فتحت المعبر لعبور الجرحى والعالقين: what is joined goes on from the act between."""
        return any(
            c.is_event_noun and c.preposition and first.last <= c.first < chunk.first for c in draft.parsed.chunks
        )

    def _pronoun_object(self, draft: Draft, role: str, pronoun: str = "") -> None:
        """An attached pronoun: the antecedent of a relative clause, else the last phrase before it that fits."""
        clause = draft.clause
        pronoun = pronoun or draft.word.after
        antecedent = clause.antecedent
        if antecedent is not None and antecedent.phrase is not None and clause.subject is not antecedent.phrase:
            self._put(draft, role, Filler(antecedent.phrase, draft.parsed, True, "object"))
            return
        people = bool(self._lexicon.types.get(draft.type, {}).get("people"))
        fitting = [
            chunk.phrase
            for chunk in reversed([c for c in draft.parsed.chunks if c.first < draft.chunk.first])
            if chunk.phrase is not None
            and chunk.kind == "noun"
            and chunk.phrase is not clause.subject
            and not chunk.phrase.event
            and chunk.phrase.head.stem not in self._self
            and fits_pronoun(chunk.phrase, pronoun)
        ]
        if people:  # خرج المدير من المسجد فاغتاله مسلحان: what is done to people is done to the last one named
            fitting = [f for f in fitting if f.classes & {"person"}] or fitting
        if fitting:
            self._put(draft, role, Filler(fitting[0], draft.parsed, True, "object"))

    def _passive(self, draft: Draft, subject: NounPhrase | None, objects: list[Chunk]) -> bool:
        """Whether the verb is read as passive."""
        word, clause = draft.word, draft.clause
        if "p" not in word.voice:
            return False
        if word.voice == "p" or clause.passive:
            return True
        if word.after or (draft.entry.data.get("form") in _WITHOUT_PASSIVE and draft.entry.data.get("frame") == "into"):
            return False
        chunks = [c for c in clause.chunks if c.first > draft.chunk.first]
        if any(
            c.preposition in self._agent or (c.prep_word is not None and c.prep_word.form in self._agent)
            for c in chunks
        ):
            return True
        if draft.frame.get("object", "") in ("", "actor"):
            return False  # two who meet: neither is met alone
        if (
            subject is not None
            and not clause.implied
            and any(
                c.kind == "noun"
                and not c.preposition
                and not c.joined
                and not c.genitive
                and c.phrase is not None
                and c.phrase is not subject
                and self._idiom(draft, c.phrase)
                for c in chunks
            )
        ):
            return False  # وزعت جمعية 300 سلة: what the predicate asks for is its object
        plain = [c for c in objects if not c.joined]
        if clause.implied and subject is not None:
            return False
        if subject is None:
            return False
        if plain and not self._is_direction(plain[0].phrase):
            return False
        antecedent = clause.antecedent
        info = self._lexicon.types.get(draft.type, {})
        people = (
            info.get("people") if not info.get("people_actor") and draft.type not in ("crackdown", "sanction") else None
        )
        if antecedent is not None and antecedent.phrase is subject:
            return (
                bool(people)
                and bool(subject.classes & {"person"} or subject.number is not None)
                and not subject.classes & {"force", "aircraft", "group"}
            )
        # قصفت قوات كذا أطراف البلدة: a force acts; a fighter may be whom it was done to.
        return not subject.classes & ACTING or (bool(people) and bool(subject.classes & {"person"}))

    def _idiom_genitive(self, draft: Draft, role: str) -> None:
        """أخلت سبيل ثلاثين متظاهرا: the genitive of the idiom is whom it is done to."""
        chunks = draft.parsed.chunks
        for at, chunk in enumerate(chunks[:-1]):
            following = chunks[at + 1]
            if (
                chunk.kind == "noun"
                and chunk.first > draft.first
                and chunk.phrase is not None
                and self._idiom(draft, chunk.phrase)
                and chunk.phrase.open
            ):
                if following.genitive and following.phrase is not None and not following.phrase.event:
                    self._put(draft, role, Filler(following.phrase, draft.parsed, False, "object", following))
                return
        for chunk in chunks:
            if (
                chunk.kind == "noun"
                and chunk.first > draft.first
                and chunk.phrase is not None
                and self._idiom(draft, chunk.phrase)
            ):
                inner = genitive_of(draft.parsed.words, chunk.phrase)
                if inner is not None and not draft.targets:
                    parts = any(w.form == "من" for w in draft.parsed.words[inner.first : inner.last])
                    whole = parts or inner.classes & {"agent"}
                    filler = Filler(inner, draft.parsed, False, "object", chunk) if whole else part_of(draft, chunk)
                    if filler is not None:
                        self._put(draft, role, filler)
                elif draft.type == "release" and chunk.word.after and not draft.targets:
                    self._pronoun_object(draft, role, chunk.word.after)
                return

    def _idiom(self, draft: Draft, phrase: NounPhrase) -> bool:
        """Whether a phrase only completes the predicate (ألقى القبض, أطلق النار) and is no participant."""
        companions = draft.entry.companions
        if not companions or not (phrase.head.stem in companions or phrase.head.form in companions):
            return False
        if phrase.number is not None and draft.type == "seizure":
            return False
        if (
            draft.type == "border_control"
            and phrase.classes & (CONCRETE | {"direction"})
            and phrase.head.stem != "حركه"
        ):
            return False
        if phrase.event and not phrase.classes & {"person"}:
            return draft.type != "crackdown"
        if draft.type == "release" and phrase.head.pos == "M" and phrase.number is None:
            return True  # فكوا أسر أحد عشر مدنيا
        if phrase.head.stem in self._fire:
            return True
        return not phrase.classes & CONCRETE and not phrase.head.places

    # -- verbal and event nouns -------------------------------------------------------------------------------

    def fill_noun(self, draft: Draft, takers: dict[int, Draft]) -> None:
        """Genitive, second argument and prepositional roles of a noun."""
        parsed, frame, chunk = draft.parsed, draft.frame, draft.chunk
        phrase = chunk.phrase
        chunks = parsed.chunks
        at = chunks.index(chunk)
        open_chain = phrase is not None and not draft.word.article and not draft.word.after
        adjective = (
            phrase is not None
            and phrase.last - phrase.head.i > 1
            and draft.entry.companions.isdisjoint(
                (parsed.words[phrase.last - 1].stem, parsed.words[phrase.last - 1].form)
            )
        )
        if draft.word.after:
            self._possessor(draft)
        if (
            "self" in frame
            and phrase is not None
            and not draft.actors
            and (draft.clause.subject is phrase or chunk.genitive)
        ):
            self._put(draft, frame["self"], Filler(phrase, parsed, False, "self", chunk))
        self._nationality(draft)
        last_role, last_at = "", chunk.last
        k = at + 1
        gen: Chunk | None = None
        while k < len(chunks):
            item = chunks[k]
            if item.kind in ("paren", "quote"):
                if item.last >= last_at:
                    last_at = item.last
                k += 1
                continue
            if item.kind != "noun" or item.phrase is None or item.preposition:
                break
            if item.phrase.event and (gen is not None or item.joined or not open_chain):
                break
            if (
                gen is None
                and item.first == last_at
                and not item.joined
                and open_chain
                and not adjective
                and not self._is_direction(item.phrase)
            ):
                gen = item
                companion = draft.entry.companions & {item.phrase.head.stem, item.phrase.head.form}
                if item.phrase.event and not companion and not item.phrase.classes & {"person"}:
                    break
                quoted = chunks[k - 1].kind == "quote" or parsed.words[item.first].form in '«"“'
                called = quoted and not item.phrase.classes & {"collective", "person"}
                inner = genitive_of(parsed.words, item.phrase) if self._idiom(draft, item.phrase) else None
                if inner is not None and (
                    inner.classes & {"agent"} or any(p.kind == "country" for p in inner.head.places)
                ):
                    last_role = "target"  # إخلاء سبيل مغرد، تجميد أصول النيجر
                    self._put(draft, last_role, Filler(inner, parsed, False, "object", item))
                elif inner is not None and (some := part_of(draft, item)) is not None:
                    self._put(draft, "target", some)  # تهريب كميات من الكبتاغون
                elif not called and not self._idiom(draft, item.phrase):  # عملية «سور الرمال»: in quotes, its name
                    last_role = frame.get("gen", "")
                    lead = chunk.prep_word
                    if (
                        last_role == "target_place"
                        and lead is not None
                        and lead.form in self._state
                        and acts(item.phrase)
                    ):
                        last_role = "actor"  # تحت سيطرة قوات كذا
                    self._put(draft, last_role, Filler(item.phrase, parsed, False, "gen", item))
            elif item.joined and last_role and not self._starts_clause(chunks, k):
                self._put(draft, last_role, Filler(item.phrase, parsed, False, "gen", item))
            elif (
                gen is not None and item.first == last_at and gen.phrase is not None and self._idiom(draft, gen.phrase)
            ):
                # إطلاق سراح خمسة بحارة: the genitive of the idiom is whom it is done to.
                last_role = "target"
                self._put(draft, last_role, Filler(item.phrase, parsed, False, "object", item))
            elif (
                draft.clause.subject is phrase
                and draft.light is None
                and draft.clause.verb is not None
                and item.first == last_at
            ):
                break
            elif (
                gen is not None
                and item.first == last_at
                and "object" in frame
                and not self._is_direction(item.phrase)
                and not item.phrase.head.places
                and self._undergoes(draft, gen, item)
            ):
                # تفريق قوات الأمن معتصمين: the genitive is the doer, what follows is whom it is done to.
                self._shift(draft)
                last_role = frame["object"]
                self._put(draft, last_role, Filler(item.phrase, parsed, False, "object", item))
            elif (
                gen is None
                and (draft.word.after or draft.word.article)
                and item.first == last_at
                and "object" in frame
                and (not item.phrase.definite or (draft.word.after and _stands(item.phrase)))
            ):
                if draft.word.after:  # نفت القوة محاصرتها المصفاة: the pronoun is who did it
                    own = [f for f in draft.targets if f.slot == "possessor"]
                    draft.targets = [f for f in draft.targets if f not in own]
                    draft.actors += [f for f in own if not draft.actors]
                last_role = frame["object"]
                self._put(draft, last_role, Filler(item.phrase, parsed, False, "object", item))
            else:
                break
            last_at = item.last
            k += 1
        reach = self._reach(draft, k)
        for clause in draft.extra:
            reach += [c for c in clause.chunks if c not in reach]
            self._from_light(draft, clause)
        self._prepositions(draft, reach, frame, takers)
        within = of_act_within(draft)
        if within is not None:
            self._put(draft, "target", within)

    def _reach(self, draft: Draft, k: int) -> list[Chunk]:
        """The chunks right of a noun that may still belong to it."""
        chunks, out = draft.parsed.chunks, []
        while k < len(chunks):
            item = chunks[k]
            if item.kind in ("verb", "conj", "colon", "rel", "outcome"):
                break
            if (
                item.kind == "noun"
                and item.phrase is not None
                and not item.preposition
                and not item.joined
                and not self._is_direction(item.phrase)
                and item.phrase.event
            ):
                break
            if (
                item.kind == "noun"
                and item.phrase is not None
                and item.phrase.event
                and (item.joined or item.preposition)
            ):
                if (self._idiom(draft, item.phrase) and not item.phrase.classes & {"person"}) or (
                    item.preposition == "ل" and self._between(draft, item)
                ):
                    k += 1
                    continue  # تبادل لإطلاق النار بين …
                if item.preposition in draft.frame and not item.joined:
                    out.append(item)
                break
            if item.clause is not None and item.clause is not draft.clause and item.clause.kind == "hal":
                break
            if (item.kind == "comma" and item.word.form in "؛.") or (
                item.clause is not None and item.clause.topic is item
            ):
                break
            out.append(item)
            k += 1
        return out

    def _between(self, draft: Draft, item: Chunk) -> bool:
        """Whether an event noun stands between a noun and the companion that it asks for."""
        companion = companion_of(draft.parsed.words, draft.word, draft.entry)
        return companion is not None and item.first <= draft.first + 2 and item.first < companion.i

    def _from_light(self, draft: Draft, clause: Clause) -> None:
        """A relative clause whose verb only carries the noun: نفذها طيران التحالف، دارت بين."""
        verb = clause.verb
        if verb is None or clause.subject is None or clause.antecedent is not draft.chunk:
            return
        if any(x.family == "light" and x.kind == "host" for x in verb.word.lexemes):
            draft.placed.append(("at", Filler(clause.subject, draft.parsed, clause.implied, "host")))
        elif clause.subject is not draft.chunk.phrase and not draft.actors:
            self._put(draft, "actor", Filler(clause.subject, draft.parsed, clause.implied, "light"))

    def _agent_genitive(self, draft: Draft) -> bool:
        """Whether the genitive of a verbal noun is somebody who acts, and no doer is known from elsewhere."""
        return not draft.actors and any(f.slot == "gen" and acts(f.phrase) for f in draft.targets)

    def _undergoes(self, draft: Draft, gen: Chunk, item: Chunk) -> bool:
        """Whether a noun after the genitive can be whom the act is done to, so that the genitive did it."""
        if draft.light is not None and any(f.slot in ("light", "agent") for f in draft.actors):
            return False  # the light verb has told who did it
        if item.phrase is None or item.phrase.classes & {"direction"}:
            return True
        if gen.phrase is None or gen.phrase.classes & {"goods", "weapon", "explosive", "document"}:
            return False
        if item.phrase.head.pos == "X" and not item.phrase.classes:
            return False  # what is left of a name
        return not (item.phrase.head.is_adjective and not item.phrase.head.is_noun)

    def _shift(self, draft: Draft) -> None:
        """What stood as target of a verbal noun turns out to be its actor."""
        moved = [f for f in draft.targets if f.slot == "gen"]
        draft.targets = [f for f in draft.targets if f.slot != "gen"]
        draft.actors = [f for f in draft.actors if f.slot != "gen" or not moved] + moved

    def _possessor(self, draft: Draft) -> None:
        """The pronoun on a noun (سيطرتها، هجومه): the subject of the clause or the last fitting phrase."""
        role = draft.frame.get("gen", "actor")
        clause: Clause | None = draft.clause
        if clause is not None and clause.subject is not None and fits_pronoun(clause.subject, draft.word.after):
            # The light verb's subject fills the actor; a masdar's own genitive is who or what it happens to.
            if role in ("actor", "either"):
                self._put(draft, "actor", Filler(clause.subject, draft.parsed, True, "possessor"))
            elif draft.light is None:
                self._put(draft, role, Filler(clause.subject, draft.parsed, True, "possessor"))
            if role in ("actor", "either") or draft.light is None:
                return
        for chunk in reversed([c for c in draft.parsed.chunks if c.first < draft.chunk.first]):
            if (
                chunk.phrase is not None
                and chunk.kind == "noun"
                and not chunk.phrase.event
                and fits_pronoun(chunk.phrase, draft.word.after)
            ):
                self._put(
                    draft, "actor" if role == "either" else role, Filler(chunk.phrase, draft.parsed, True, "possessor")
                )
                return

    def _nationality(self, draft: Draft) -> None:
        """An adjective of nationality on an event noun is its actor (غارة إسرائيلية)."""
        phrase = draft.chunk.phrase
        if phrase is None or "gen" not in draft.frame or draft.frame["gen"] not in ("actor", "either"):
            return
        for word in draft.parsed.words[phrase.head.i + 1 : phrase.last]:
            if any("country" in x.data or x.data.get("actor") for x in word.lexemes if x.family == "adjectives"):
                draft.actors.append(
                    Filler(phrase, draft.parsed, False, "nationality", draft.chunk, (word.start, word.end))
                )
                return

    # -- shared -----------------------------------------------------------------------------------------------

    def _prepositions(self, draft: Draft, chunks: list[Chunk], frame: dict[str, str], takers: dict[int, Draft]) -> None:
        last_role: str | None = None
        given: set[str] = set()
        for chunk in chunks:
            if chunk.kind != "noun" or chunk.phrase is None:
                if chunk.kind not in ("paren", "quote", "adverb", "time"):
                    last_role = None
                continue
            if not chunk.preposition:
                if (
                    chunk.joined
                    and last_role is not None
                    and not chunk.phrase.event
                    and (chunk.clause is None or chunk.clause.topic is not chunk)
                ):
                    self._put(draft, last_role, Filler(chunk.phrase, draft.parsed, False, "joined", chunk))
                else:
                    last_role = None
                continue
            last_role = None
            if takers.get(chunk.first) is not None and takers[chunk.first] is not draft:
                continue
            preposition = chunk.preposition
            if self._belongs(draft, chunk):
                continue
            if preposition in self._agent or (chunk.prep_word is not None and chunk.prep_word.form in self._agent):
                self._put(draft, "actor", Filler(chunk.phrase, draft.parsed, False, "agent", chunk))
                last_role = "actor"
                continue
            shooter = self._shooter(draft, chunk)
            if shooter is not None:
                self._put(draft, "actor", shooter)
                last_role = "actor"
                continue
            role = frame.get(preposition, "")
            if preposition == "ب" and draft.type == "verdict" and not draft.targets and not draft.is_verb:
                self._sentenced(draft, chunk)
            if role == "to" and draft.type == "aid" and chunk.phrase.classes & {"person"}:
                role = "target"  # تصل إلى نازحي المخيم
            if (
                preposition == "ل"
                and role in ("actor", "either")
                and "target" in frame.values()
                and any(f.slot in ("light", "possessor", "gen") for f in draft.actors)
            ):
                role = "target"  # تواصل القوات حصارها لبلدات كذا: who does it is known
            if preposition == "ل" and role == "target" and not draft.is_verb and self._agent_genitive(draft):
                self._shift(draft)  # تعذيب عناصر الأمن للمعتقلين: the genitive did it
            if preposition == "علي" and role == "target" and phrase_on_way(chunk.phrase):
                role = ""
            if (
                preposition == "ب"
                and role == "target"
                and (
                    not chunk.phrase.classes & {"vehicle", "building", "person", "collective"}
                    or any(
                        w.stem.startswith(("مفخخ", "ملغوم", "ملغم"))
                        for w in draft.parsed.words[chunk.first : chunk.last]
                    )
                )
            ):
                role = ""
            if role == "target" and preposition in ("في", "ب"):
                if preposition == "في" and draft.type == "bombing" and not chunk.phrase.classes & _STRUCK:
                    continue  # انفجرت قنبلة في سيارة ناشط، لا في البلدة
                if preposition in given or chunk.first < draft.first or ground(chunk.phrase):
                    continue  # أضرموا النار في منزل في قرية كذا: another one says where
                given.add(preposition)
            if role in _ROLES and not (
                chunk.phrase.event
                and role != "device"
                and not chunk.phrase.classes & CONCRETE
                and not any(x.type == "protest" for x in chunk.word.events)
            ):
                if role == "actor" and preposition in ("مع", "بين") and chunk.phrase.event:
                    continue
                self._put(draft, role, Filler(chunk.phrase, draft.parsed, False, preposition, chunk))
                last_role = role

    def _sentenced(self, draft: Draft, chunk: Chunk) -> None:
        """حكم بسجن داعية، أحكام بإعدام 16 معتقلا: who is sentenced is the genitive of the sentence."""
        chunks = draft.parsed.chunks
        at = chunks.index(chunk)
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        if (
            chunk.word.pos == "M"
            and following is not None
            and following.genitive
            and following.phrase is not None
            and (following.phrase.classes & {"person"} or following.phrase.number is not None)
        ):
            self._put(draft, "target", Filler(following.phrase, draft.parsed, False, "object", following))

    def _belongs(self, draft: Draft, chunk: Chunk) -> bool:
        """Whether a prepositional phrase belongs to the noun right before it and not to the predicate.

        بحسب بيان للجيش، …؛ وجه إليه تهمة التآمر على أمن الدولة.
        """
        chunks = draft.parsed.chunks
        at = chunks.index(chunk)
        before = chunks[at - 1] if at else None
        if before is None or before.kind != "noun" or before.phrase is None or before.last != chunk.first:
            return False
        if chunk.preposition == "ل" and chunk.first < draft.first:
            return "statement" in before.phrase.classes
        last = draft.parsed.words[before.last - 1]
        charged = draft.type == "verdict" and before.first > draft.first and before.last - before.first > 1
        return charged and last.article and last.pos == "M" and "abstract" in before.phrase.classes

    def _shooter(self, draft: Draft, chunk: Chunk) -> Filler | None:
        """قُتل برصاص قناص: the genitive of the fire is who fired."""
        phrase = chunk.phrase
        if phrase is None or chunk.preposition != "ب" or phrase.head.stem not in self._fire or draft.actors:
            return None
        words = draft.parsed.words
        chunks = draft.parsed.chunks
        at = chunks.index(chunk)
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        if (
            following is not None
            and following.genitive
            and following.phrase is not None
            and following.phrase.classes & {"agent"}
        ):
            return Filler(following.phrase, draft.parsed, False, "agent", following)
        inner = genitive_of(words, phrase)
        if inner is not None and (inner.classes & {"agent"} or (inner.head.pos in "XL" and not inner.head.places)):
            return Filler(inner, draft.parsed, False, "agent", chunk)
        return None

    def _coordinates(self, draft: Draft, role: str, phrase: NounPhrase) -> None:
        """Phrases joined to a subject: X وY."""
        chunks = draft.parsed.chunks
        at = next((k for k, c in enumerate(chunks) if c.phrase is phrase), None)
        if at is None:
            return
        k = at + 1
        while k < len(chunks):
            item = chunks[k]
            if item.kind in ("paren", "quote", "adverb"):
                k += 1
                continue
            if (
                item.kind == "noun"
                and item.joined
                and not item.preposition
                and item.phrase is not None
                and not item.phrase.event
                and item.clause is chunks[at].clause
            ):
                if not (item.phrase.head.text.endswith("ا") and "i" in item.phrase.head.state and role == "actor"):
                    self._put(draft, role, Filler(item.phrase, draft.parsed, False, "subject", item))
                k += 1
                continue
            break

    def _starts_clause(self, chunks: list[Chunk], k: int) -> bool:
        return chunks[k].clause is not None and chunks[k].clause.topic is chunks[k]  # type: ignore[union-attr]

    def _is_direction(self, phrase: NounPhrase | None) -> bool:
        return phrase is not None and phrase.head.stem in self._lexicon.grammar["direction"] and phrase.number is None

    def _put(self, draft: Draft, role: str, filler: Filler) -> None:
        role = role_of(draft, role, filler)
        if misfit(draft, role, filler):
            return
        known = draft.actors if role == "actor" else draft.targets
        if not role or any(f.phrase is filler.phrase for f in known):
            return
        if role == "actor":
            draft.actors.append(filler)
        elif role == "target":
            draft.targets.append(filler)
        elif role == "target_place":
            draft.targets.append(filler)
            draft.placed.append(("at", filler))
        elif role == "device":
            draft.devices.append(filler)
        elif role in ("at", "from", "to", "near"):
            draft.placed.append((role, filler))


def _stands(phrase: NounPhrase) -> bool:
    """Whether a phrase is something that stands: a named place, a site, a building."""
    return bool(phrase.head.places) or bool(phrase.classes & {"site", "building", "settlement"})
