"""Which noun a relative clause describes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.reader.clauses.agreement import agrees
from marsad.reader.clauses.clause import Chunk, Clause

#: How far before a verb of aiming the act may stand that it tells of.
_ASIDE: Final = 14
_STRIKES: Final = frozenset(("attack", "airstrike", "shelling", "bombing", "operation"))
_BY: Final = frozenset(("بنيران", "برصاص", "علي يد", "من قبل", "بقصف"))
_DOERS: Final = frozenset(("aircraft", "fighter", "force", "group"))
_WHERE: Final = frozenset(("في", "فوق", "قرب", "قباله", "داخل"))
_WERE: Final = frozenset(("كان", "كانت", "كانوا", "كانا"))
_WAS: Final = frozenset(("كان", "كانت"))


def described(chunks: Sequence[Chunk], at: int, chunk: Chunk, cur: Clause) -> Chunk | None:
    """A verb right after an indefinite noun phrase describes it."""
    if chunk.joined or not at:
        return None
    k = at - 1
    while k >= 0 and chunks[k].kind in ("adverb", "neg", "paren"):
        k -= 1
    if k > 0 and chunks[k].kind == "comma" and chunk.word.form in _WERE and chunks[k - 1].kind == "noun":
        k -= 1  # استهدفت مجاميع، كانت تحاول التقدم
    before = chunks[k] if k >= 0 else None
    act = _aimed(chunks, at, chunk)
    if act is not None:
        return act
    if (
        before is not None
        and before.kind == "prep"
        and any(x.data.get("role") == "channel" for x in before.word.lexemes)
    ):
        return before  # في بيان بثته قناة كذا
    if before is None or before.kind != "noun" or before.phrase is None:
        return None
    past = _past_place(chunks, k, chunk, cur)
    if past is not None:
        return past
    if before is cur.topic and cur.verb is None:
        return None
    phrase = before.phrase
    if phrase.definite and not phrase.event:
        return None
    if phrase.head.article or phrase.head.after:
        return None
    if chunk.word.after and not phrase.event and any(x.family == "light" for x in chunk.word.lexemes):
        # ضربة بطائرة مسيرة نفذتها القيادة: it is the act that is carried out.
        act = next((c for c in reversed(chunks[max(0, k - 3) : k]) if c.is_event_noun and not c.word.article), None)
        if act is not None:
            return act
    if agrees(chunk.word, phrase, before=True) or chunk.word.after or (phrase.event and _by_pronoun(chunks, at)):
        return before
    while before.genitive and k > 0:
        k -= 1
        before = chunks[k]
    carried = any(x.family == "light" and x.kind in ("outcome", "hit") for x in chunk.word.lexemes)
    if before.preposition == "ب" and k > 0 and (carried or chunk.word.stem in _WAS) and chunks[k - 1].is_event_noun:
        before = chunks[k - 1]  # تفجيرا بسيارة مفخخة كان يستهدف
    if (
        before.phrase is not None
        and before.phrase.event
        and not before.word.article
        and agrees(chunk.word, before.phrase, before=True)
    ):
        return before  # انفجار سيارة استهدف: the verb agrees with the event noun
    return None


def _by_pronoun(chunks: Sequence[Chunk], at: int) -> bool:
    """هجوم قامت به جماعة: a light verb takes the act before it up by its preposition."""
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    return (
        after is not None
        and after.word.form in ("به", "بها")
        and any(x.family == "light" for x in chunks[at].word.lexemes)
    )


def _aimed(chunks: Sequence[Chunk], at: int, chunk: Chunk) -> Chunk | None:
    """هجوم نفذه انتحاري استهدف مطعما: a verb of aiming goes back past what else is told of the act, to the act."""
    if chunk.word.after or not any(x.kind == "hit" for x in chunk.word.lexemes):
        return None
    beside = chunks[at - 1]
    doer = beside.preposition in _BY and beside.phrase is not None and not beside.phrase.classes.isdisjoint(_DOERS)
    if doer and beside.phrase is not None and agrees(chunk.word, beside.phrase, before=True):
        return None  # في غارة … مقتل شخص بنيران مسيرة استهدفت سيارة
    plain: list[Chunk] = []
    for item in chunks[at + 1 :]:
        if item.kind not in ("noun", "comma", "time", "adverb", "paren") or item.preposition:
            break
        quality = bool(plain) and item.word.is_adjective and not item.word.article  # سوقا محليا مكتظا
        if one_of_them(item) or (item.kind == "noun" and _says_where(item)):
            continue
        if item.kind == "noun" and not item.joined and not item.genitive and not quality:
            plain.append(item)
    if len(plain) != 1:
        return None  # استهدف الجيش مواقع: it has a subject of its own
    for item in reversed(chunks[max(0, at - _ASIDE) : at]):
        if item.kind in ("conj", "colon", "outcome") or (item.kind == "verb" and item.joined):
            return None
        if item.is_event_noun and item.phrase is not None and not item.genitive and not item.joined:
            struck = any(x.type in _STRIKES for x in item.word.events)
            if (
                struck
                and not item.word.article
                and not item.word.after
                and agrees(chunk.word, item.phrase, before=True)
            ):
                return item
    return None


def one_of_them(chunk: Chunk) -> bool:
    """أحدهما، إحداها: one of the acts told before, and nobody who acts."""
    return chunk.kind == "noun" and chunk.word.pos == "K" and bool(chunk.word.after) and chunk.last == chunk.first + 1


def pointed_at(chunks: Sequence[Chunk], at: int, chunk: Chunk) -> Chunk | None:
    """The noun a relative pronoun agrees with: the nearest of its gender and number."""
    form = chunk.word.stem if chunk.word.before else chunk.word.form
    nouns = [c for c in chunks[max(0, at - 6) : at] if c.kind == "noun" and c.phrase is not None]
    for noun in reversed(nouns):
        head = noun.phrase.head if noun.phrase else noun.word
        feminine = head.feminine
        plural = "p" in head.numbers
        human = bool(noun.phrase and "person" in noun.phrase.classes)
        if (
            form == "الذي"
            and not (feminine and not plural)
            and not (plural and "s" not in head.numbers and head.pos != "X")
        ):
            return noun
        if form == "التي" and (feminine or (plural and not human) or head.pos in "XL"):
            return noun
        if form == "الذين" and (plural or human or head.pos == "U"):
            return noun
        if form not in ("الذي", "التي", "الذين"):
            return noun
    return None


def carries_topic(chunks: Sequence[Chunk], at: int, chunk: Chunk, cur: Clause) -> bool:
    """أن غارة نفذتها مسيّرة استهدفت سيارة: the clause has a verb still to come, and this one tells who did its subject."""
    topic = cur.topic
    if topic is None or not chunk.word.after or not at or chunks[at - 1] is not topic:
        return False
    if not topic.is_event_noun or topic.word.article or not any(x.family == "light" for x in chunk.word.lexemes):
        return False
    return any(c.kind == "verb" and not c.joined for c in chunks[at + 1 :])


def _past_place(chunks: Sequence[Chunk], at: int, verb: Chunk, cur: Clause) -> Chunk | None:
    """اعترضت صاروخا جنوب المملكة أطلقته المليشيا: past where it was, a pronoun takes up the object."""
    if verb.word.after not in ("ه", "ها") or cur.verb is None or not any(x.eventful for x in verb.word.lexemes):
        return None
    k = at
    while k > 0 and chunks[k].kind == "noun" and _says_where(chunks[k]):
        k -= 1
    found = chunks[k]
    if k == at or found.kind != "noun" or found.preposition or found.phrase is None or found.phrase.definite:
        return None
    wanted = "f" if verb.word.after == "ها" else "m"
    return found if found.phrase.classes & {"missile", "aircraft", "explosive"} and _gender(found) == wanted else None


def _says_where(chunk: Chunk) -> bool:
    """Whether a phrase only says where: في سماء الرياض، جنوب المملكة."""
    if chunk.phrase is None or chunk.phrase.event:
        return False
    return chunk.preposition in _WHERE or (not chunk.preposition and "direction" in chunk.phrase.head.classes)


def _gender(chunk: Chunk) -> str:
    """Of the noun that heads a phrase, by its ending."""
    return "f" if chunk.word.stem.endswith(("ه", "ات")) else "m"
