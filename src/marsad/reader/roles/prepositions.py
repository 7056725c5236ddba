"""Which roles the prepositional phrases around a predicate fill: by its frame, and by what each of them names."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase, genitive_of
from marsad.reader.roles.fill import put
from marsad.reader.roles.fitting import CONCRETE, acts, ground, phrase_on_way

#: What a bomb that goes off in it is meant for.
_STRUCK: Final = frozenset(("vehicle", "force", "unit", "group", "crowd"))
_ROLES: Final = frozenset(("actor", "target", "target_place", "either", "either_at", "device"))
#: With the article they ask for whose they are.
_OFFICES: Final = frozenset(("official", "spokesperson"))
_NOTHING: Final[frozenset[int]] = frozenset()


class Prepositions:
    """Fills them; holds only the lexicon's words for doers and for what is shot."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._agent = lexicon.grammar["agent"]
        self._fire = lexicon.grammar["fire"]
        self._side = lexicon.grammar["side"]
        self._command = lexicon.grammar["command"]
        self._sides = lexicon.grammar["place_side"]

    def fill(self, draft: Draft, chunks: list[Chunk], frame: dict[str, str], taken: Set[int] = _NOTHING) -> None:
        """Give each chunk with a preposition its role; ``taken``: where those stand that another noun takes."""
        last_role: str | None = None
        given: set[str] = set()
        sided = False  # بين قوات كذا من جهة، ومليشيات كذا من جهة أخرى
        for chunk in chunks:
            if chunk.kind != "noun" or chunk.phrase is None:
                if chunk.kind == "comma" and (sided or self._one_side(chunks, chunk)):
                    continue
                sided = chunk.kind in ("adverb", "prep") and chunk.word.form in self._side
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
                    put(draft, last_role, Filler(chunk.phrase, draft.parsed, False, "joined", chunk))
                else:
                    last_role = None
                continue
            if chunk.preposition in self._command:
                continue  # قوة كذا بقيادة فلان، وقوة أخرى
            last_role = None
            if chunk.first in taken:
                continue
            preposition = chunk.preposition
            if _belongs(draft, chunk):
                continue
            if preposition in self._agent or (chunk.prep_word is not None and chunk.prep_word.form in self._agent):
                put(draft, "actor", Filler(chunk.phrase, draft.parsed, False, "agent", chunk))
                last_role = "actor"
                continue
            shooter = self._shooter(draft, chunk)
            if shooter is not None:
                put(draft, "actor", shooter)
                last_role = "actor"
                continue
            role = frame.get(preposition, "")
            if preposition == "ل" and role == "actor" and not draft.is_verb and chunk.first < draft.first:
                role = ""  # بعد تفتيش للمنطقة، تم العثور
            if preposition == "ل" and role and self._of_place(draft, chunk):
                role = ""
            if preposition == "ب" and draft.type == "verdict" and not draft.targets and not draft.is_verb:
                _sentenced(draft, chunk)
            if role == "to" and draft.type == "aid" and "person" in chunk.phrase.classes:
                role = "target"  # تصل إلى نازحي المخيم
            if (
                preposition == "ل"
                and role in ("actor", "either")
                and "target" in frame.values()
                and any(f.slot in ("light", "possessor", "gen") for f in draft.actors)
            ):
                role = "target"  # تواصل القوات حصارها لبلدات كذا: who does it is known
            if preposition == "ل" and role == "target" and _laid_by(draft, chunk):
                role = "actor"
            if preposition == "ل" and role == "target" and not draft.is_verb and _agent_genitive(draft):
                shift(draft)  # تعذيب عناصر الأمن للمعتقلين: the genitive did it
            if (
                preposition == "علي"
                and role == "target"
                and (phrase_on_way(chunk.phrase) or _struck_there(draft, chunk))
            ):
                role = ""
            if (
                preposition == "ب"
                and role == "target"
                and (
                    chunk.phrase.classes.isdisjoint(("vehicle", "building", "person", "collective"))
                    or any(
                        w.stem.startswith(("مفخخ", "ملغوم", "ملغم"))
                        for w in draft.parsed.words[chunk.first : chunk.last]
                    )
                )
            ):
                role = ""
            if role == "target" and preposition in ("في", "ب"):
                if preposition == "في" and draft.type == "bombing" and chunk.phrase.classes.isdisjoint(_STRUCK):
                    continue  # انفجرت قنبلة في سيارة ناشط، لا في البلدة
                if preposition in given or chunk.first < draft.first or ground(chunk.phrase):
                    continue  # أضرموا النار في منزل في قرية كذا: another one says where
                given.add(preposition)
            if role in _ROLES and not (
                chunk.phrase.event
                and role != "device"
                and chunk.phrase.classes.isdisjoint(CONCRETE)
                and not any(x.type == "protest" for x in chunk.word.events)
            ):
                if role == "actor" and preposition in ("مع", "بين") and chunk.phrase.event:
                    continue
                put(draft, role, Filler(chunk.phrase, draft.parsed, False, preposition, chunk))
                last_role = role

    def _of_place(self, draft: Draft, chunk: Chunk) -> bool:
        """على الناحية الشمالية للمعسكر: what a side of a place is of, is no target beside it."""
        chunks = draft.parsed.chunks
        at = chunks.index(chunk)
        before = chunks[at - 1] if at else None
        return (
            before is not None
            and before is not draft.chunk
            and before.last == chunk.first
            and before.word.article
            and before.last - before.first > 1
            and before.word.stem in self._sides
        )

    def _one_side(self, chunks: list[Chunk], comma: Chunk) -> bool:
        """بين جيش كذا، ولواء كذا: only one side has been told before the comma, and the other follows."""
        at = chunks.index(comma)
        before, after = (chunks[at - 1] if at else None), (chunks[at + 1] if at + 1 < len(chunks) else None)
        if at > 1 and before is not None and before.preposition in self._command:
            before = chunks[at - 2]  # قوة كذا بقيادة فلان
        return (
            before is not None
            and after is not None
            and before.preposition == "بين"
            and after.kind == "noun"
            and after.joined
            and not after.preposition
            and before.phrase is not None
            and bool(before.phrase.classes & {"collective"} or before.word.pos in "XL")
            and "p" not in before.word.numbers
        )

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
            and "agent" in following.phrase.classes
        ):
            return Filler(following.phrase, draft.parsed, False, "agent", following)
        inner = genitive_of(words, phrase)
        if inner is not None and ("agent" in inner.classes or (inner.head.pos in "XL" and not inner.head.places)):
            return Filler(inner, draft.parsed, False, "agent", chunk)
        return None


def _laid_by(draft: Draft, chunk: Chunk) -> bool:
    """قُتلوا في كمين للجيش: whose act it is, where it only tells how somebody came to harm."""
    phrase = chunk.phrase
    return (
        not draft.is_verb
        and draft.frame.get("gen") == "actor"
        and draft.light is None
        and not draft.actors
        and draft.chunk.preposition in ("في", "اثر", "جراء")
        and chunk.first == draft.chunk.last
        and phrase is not None
        and any(w.article or w.kind == "name" for w in draft.parsed.words[phrase.first : phrase.last])
        and bool(phrase.classes & {"force", "group"})
    )


def _sentenced(draft: Draft, chunk: Chunk) -> None:
    """حكم بسجن داعية، أحكام بإعدام 16 معتقلا: who is sentenced is the genitive of the sentence."""
    chunks = draft.parsed.chunks
    at = chunks.index(chunk)
    following = chunks[at + 1] if at + 1 < len(chunks) else None
    if (
        chunk.word.pos == "M"
        and following is not None
        and following.genitive
        and following.phrase is not None
        and ("person" in following.phrase.classes or following.phrase.number is not None)
    ):
        put(draft, "target", Filler(following.phrase, draft.parsed, False, "object", following))


def _struck_there(draft: Draft, chunk: Chunk) -> bool:
    """استهدفت دبابة على محور كذا: what is struck is told already, and this says where."""
    assert chunk.phrase is not None
    return (
        (draft.is_verb or bool(draft.extra)) and ground(chunk.phrase) and any(f.slot == "object" for f in draft.targets)
    )


def _belongs(draft: Draft, chunk: Chunk) -> bool:
    """Whether a prepositional phrase belongs to the noun right before it and not to the predicate.

    بحسب بيان للجيش، …؛ وجه إليه تهمة التآمر على أمن الدولة.
    """
    chunks = draft.parsed.chunks
    at = chunks.index(chunk)
    before = chunks[at - 1] if at else None
    if before is None or before.kind != "noun" or before.phrase is None or before.last != chunk.first:
        return False
    if chunk.preposition == "ل" and before.word.pos == "Q" and before is not draft.chunk:
        return True  # 13 مخالفا لنظام كذا
    if chunk.preposition == "ل" and before is not draft.chunk:
        # بيان للجيش، القائد الميداني لقوات كذا
        office = before.phrase.definite and not before.phrase.classes.isdisjoint(_OFFICES)
        # مخيم كذا للاجئين: whom it is for
        for_people = chunk.word.text.startswith("لل") and _houses(before.phrase, chunk.phrase)
        # في انتهاك صارخ لكل القوانين
        act = (
            before.word.pos == "M" and bool(before.preposition) and not before.phrase.classes & {"collective", "person"}
        )
        # أحد العناصر البارزة لداعش، قياديا للتنظيم
        theirs = chunk.phrase is not None and "group" in chunk.phrase.classes
        of_them = theirs and not before.phrase.classes.isdisjoint(("fighter", "role", "rank"))
        of_them = of_them and any(f.phrase is before.phrase for f in draft.targets)
        return office or for_people or act or of_them or _arm_of(draft, before) or "statement" in before.phrase.classes
    last = draft.parsed.words[before.last - 1]
    charged = (
        chunk.preposition not in ("بحق", "في حق", "ضد")
        and draft.type == "verdict"
        and before.first > draft.first
        and before.last - before.first > 1
    )
    return charged and last.article and last.pos == "M" and "abstract" in before.phrase.classes


def _arm_of(draft: Draft, before: Chunk) -> bool:
    """استهدفت الغارة منزل قائد كذا، الذراع المسلح لحركة كذا: whose arm it is, and no doer."""
    return not draft.is_verb and not before.preposition and before.word.article and before.first > draft.chunk.last


def _houses(place: NounPhrase, people: NounPhrase | None) -> bool:
    """Whether a place is one for people such as these: a camp, a school, a hospital."""
    return (
        people is not None
        and "person" in people.classes
        and not people.classes.isdisjoint(("displaced", "civilian"))
        and (not place.classes.isdisjoint(("settlement", "site", "building")) or bool(place.head.places))
    )


def shift(draft: Draft) -> None:
    """What stood as target of a verbal noun turns out to be its actor."""
    moved = [f for f in draft.targets if f.slot == "gen"]
    draft.targets = [f for f in draft.targets if f.slot != "gen"]
    draft.actors = [f for f in draft.actors if f.slot != "gen" or not moved] + moved
    draft.placed = [(role, f) for role, f in draft.placed if all(f.phrase is not m.phrase for m in moved)]


def _agent_genitive(draft: Draft) -> bool:
    """Whether the genitive of a verbal noun is somebody who acts, and no doer is known from elsewhere."""
    return not draft.actors and any(f.slot == "gen" and acts(f.phrase) for f in draft.targets)
