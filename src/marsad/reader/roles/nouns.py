"""The roles of a verbal or event noun: its genitive, what stands right after it, and what its prepositions govern."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase, genitive_of
from marsad.reader.roles.fill import put
from marsad.reader.roles.fitting import acts
from marsad.reader.roles.idioms import Idioms
from marsad.reader.roles.patients import of_act_within, part_of
from marsad.reader.roles.prepositions import Prepositions, shift
from marsad.reader.roles.pronouns import fill_possessor
from marsad.reader.viable import companion_of

#: What takes up an act that somebody is exposed to.
_TO_IT: Final = frozenset(("له", "لها", "اليه", "اليها"))


class NounRoles:
    """Fills the roles of nouns; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon, idioms: Idioms, prepositions: Prepositions) -> None:
        self._state = lexicon.grammar["state"]
        self._idioms = idioms
        self._prepositions = prepositions

    def fill(self, draft: Draft) -> None:
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
            fill_possessor(draft)
        if (
            "self" in frame
            and phrase is not None
            and not draft.actors
            and (draft.clause.subject is phrase or chunk.genitive)
        ):
            put(draft, frame["self"], Filler(phrase, parsed, False, "self", chunk))
        _nationality(draft)
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
                and not self._idioms.tells_direction(item.phrase)
            ):
                gen = item
                companion = draft.entry.companions & {item.phrase.head.stem, item.phrase.head.form}
                if item.phrase.event and not companion and item.phrase.classes.isdisjoint(("person", "agent")):
                    break
                quoted = chunks[k - 1].kind == "quote" or parsed.words[item.first].form in '«"“'
                called = quoted and item.phrase.classes.isdisjoint(("collective", "person"))
                inner = genitive_of(parsed.words, item.phrase) if self._idioms.completes(draft, item.phrase) else None
                if inner is not None and (
                    "agent" in inner.classes or any(p.kind == "country" for p in inner.head.places)
                ):
                    last_role = "target"  # إخلاء سبيل مغرد، تجميد أصول النيجر
                    put(draft, last_role, Filler(inner, parsed, False, "object", item))
                elif inner is not None and (some := part_of(draft, item)) is not None:
                    put(draft, "target", some)  # تهريب كميات من الكبتاغون
                elif not called and not self._idioms.completes(
                    draft, item.phrase
                ):  # عملية «سور الرمال»: in quotes, its name
                    last_role = frame.get("gen", "")
                    lead = chunk.prep_word
                    if (
                        last_role == "target_place"
                        and lead is not None
                        and lead.form in self._state
                        and acts(item.phrase)
                    ):
                        last_role = "actor"  # تحت سيطرة قوات كذا
                    put(draft, last_role, Filler(item.phrase, parsed, False, "gen", item))
            elif item.joined and _starts_clause(chunks, k):
                break  # شهداء في اقتحام المخيم والفصائل تتوعد
            elif item.joined and last_role:
                put(draft, last_role, Filler(item.phrase, parsed, False, "gen", item))
            elif (
                gen is not None
                and item.first == last_at
                and gen.phrase is not None
                and self._idioms.completes(draft, gen.phrase)
                and not self._idioms.tells_direction(item.phrase)
            ):
                # إطلاق سراح خمسة بحارة: the genitive of the idiom is whom it is done to.
                last_role = "target"
                put(draft, last_role, Filler(item.phrase, parsed, False, "object", item))
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
                and not self._idioms.tells_direction(item.phrase)
                and (not item.phrase.head.places or (frame["object"] == "target_place" and _takes(gen)))
                and _undergoes(draft, gen, item)
            ):
                # تفريق قوات الأمن معتصمين، إغلاق إسرائيل معبر رفح: the genitive is the doer, what follows whom it is done to.
                shift(draft)
                last_role = frame["object"]
                put(draft, last_role, Filler(item.phrase, parsed, False, "object", item))
            elif (
                gen is None
                and (draft.word.after or draft.word.article)
                and item.first == last_at
                and "object" in frame
                and not (item.word.pos in "QA" and item.word.entry("saying") is not None)  # اقتحامها مشيرة إلى …
                and (not item.phrase.definite or (draft.word.after and _stands(item.phrase)))
            ):
                if draft.word.after:  # نفت القوة محاصرتها المصفاة: the pronoun is who did it
                    own = [f for f in draft.targets if f.slot == "possessor"]
                    draft.targets = [f for f in draft.targets if f not in own]
                    draft.actors += [f for f in own if not draft.actors]
                last_role = frame["object"]
                put(draft, last_role, Filler(item.phrase, parsed, False, "object", item))
            else:
                break
            last_at = item.last
            k += 1
        reach = self._reach(draft, k)
        for clause in draft.extra:
            reach += [c for c in clause.chunks if c not in reach]
            _from_light(draft, clause)
        self._prepositions.fill(draft, reach, frame)
        within = of_act_within(draft)
        if within is not None:
            put(draft, "target", within)

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
                and not self._idioms.tells_direction(item.phrase)
                and item.phrase.event
            ):
                break
            if (
                item.kind == "noun"
                and item.phrase is not None
                and item.phrase.event
                and (item.joined or item.preposition)
            ):
                if (self._idioms.completes(draft, item.phrase) and "person" not in item.phrase.classes) or (
                    item.preposition == "ل" and _between(draft, item)
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


def _between(draft: Draft, item: Chunk) -> bool:
    """Whether an event noun stands between a noun and the companion that it asks for."""
    companion = companion_of(draft.parsed.words, draft.word, draft.entry)
    return companion is not None and item.first <= draft.first + 2 and item.first < companion.i


def _from_light(draft: Draft, clause: Clause) -> None:
    """A relative clause whose verb only carries the noun: نفذها طيران التحالف، دارت بين."""
    verb = clause.verb
    told = clause.antecedent
    if verb is None or clause.subject is None or told is None:
        return
    if told is not draft.chunk and not (told.genitive and told.first == draft.chunk.last):
        return  # محاولة اغتيال دبرها ضباط: the relative clause may stand at the second noun
    if any(x.family == "light" and x.kind == "host" for x in verb.word.lexemes):
        draft.placed.append(("at", Filler(clause.subject, draft.parsed, clause.implied, "host")))
    elif any(x.family == "light" and x.kind == "undergo" for x in verb.word.lexemes):
        taken = any(c.word.form in _TO_IT for c in clause.chunks)
        if taken and clause.subject is not draft.chunk.phrase and not draft.targets:  # هجوم تعرضت له دورية
            put(draft, "target", Filler(clause.subject, draft.parsed, clause.implied, "undergo"))
    elif clause.subject is not draft.chunk.phrase and not draft.actors:
        put(draft, "actor", Filler(clause.subject, draft.parsed, clause.implied, "light"))


def _takes(gen: Chunk) -> bool:
    """Whether a genitive can only be who takes or closes a place (تحرير الجيش مدينة كذا), and is no place itself."""
    if gen.phrase is None or not acts(gen.phrase):
        return False
    return gen.phrase.classes.isdisjoint(("settlement", "admin", "border", "road", "site"))


def _undergoes(draft: Draft, gen: Chunk, item: Chunk) -> bool:
    """Whether a noun after the genitive can be whom the act is done to, so that the genitive did it."""
    if draft.light is not None and any(f.slot in ("light", "agent") for f in draft.actors):
        return False  # the light verb has told who did it
    if item.phrase is None or "direction" in item.phrase.classes:
        return True
    if gen.phrase is None or not gen.phrase.classes.isdisjoint(("goods", "weapon", "explosive", "document")):
        return False
    if item.phrase.head.pos == "X" and not item.phrase.classes and not item.phrase.head.places:
        return False  # what is left of a name
    if gen.phrase.head.pos == "X" and item.word.article and not item.phrase.classes.isdisjoint(("official", "rank")):
        return False  # قتل فلان القائد العسكري: who he is
    return not (item.phrase.head.is_adjective and not item.phrase.head.is_noun)


def _nationality(draft: Draft) -> None:
    """An adjective of nationality on an event noun is its actor (غارة إسرائيلية)."""
    phrase = draft.chunk.phrase
    if phrase is None or "gen" not in draft.frame or draft.frame["gen"] not in ("actor", "either"):
        return
    for word in draft.parsed.words[phrase.head.i + 1 : phrase.last]:
        if any("country" in x.data or x.data.get("actor") for x in word.lexemes if x.family == "adjectives"):
            draft.actors.append(Filler(phrase, draft.parsed, False, "nationality", draft.chunk, (word.start, word.end)))
            return


def _stands(phrase: NounPhrase) -> bool:
    """Whether a phrase is something that stands: a named place, a site, a building."""
    return bool(phrase.head.places) or not phrase.classes.isdisjoint(("site", "building", "settlement"))


def _starts_clause(chunks: list[Chunk], k: int) -> bool:
    return chunks[k].clause is not None and chunks[k].clause.topic is chunks[k]  # type: ignore[union-attr]
