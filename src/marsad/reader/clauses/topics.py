"""What a noun phrase opens: a clause of its own, whose verb follows, or what a speaker goes on to say."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.lexicon import bare
from marsad.lexicon.schema import as_list
from marsad.reader.clauses.agreement import agrees
from marsad.reader.clauses.clause import Chunk, Clause
from marsad.reader.phrases.spelling import accusative
from marsad.reader.words import Word


def opens_clause(chunks: Sequence[Chunk], at: int, chunk: Chunk, cur: Clause) -> bool:
    """A noun phrase after a break whose verb follows at once opens a clause of its own."""
    before = chunks[at - 1] if at else None
    if cur.verb is None and chunk.joined and _listed(chunks, at, cur.topic):
        return False  # X وY فعلوا: two subjects of one verb
    if (
        chunk.joined
        and before is not None
        and before.kind == "noun"
        and cur.verb is not None
        and cur.verb is cur.auxiliary
    ):
        return False  # كانت واشنطن وأنقرة قد توصلتا
    breaks = chunk.joined or (before is not None and before.kind in ("comma", "quote", "conj", "colon"))
    if not breaks or (before is not None and before.word.form == "/"):
        return False  # شرقي الرمادي/ محافظة الأنبار: a stroke ends no clause
    k = at + 1
    while (k < len(chunks) and chunks[k].kind in ("time", "adverb", "paren")) or (
        k < len(chunks) and chunks[k].kind == "noun" and chunks[k].preposition in ("في", "ب", "من") and k == at + 1
    ):
        k += 1
    if k >= len(chunks) or chunks[k].kind != "verb" or chunks[k].joined or chunk.phrase is None:
        return False
    if before is not None and before.kind == "comma" and cur.verb is not None and accusative(chunk.phrase.head):
        return False  # أوقفت الشرطة، الاثنين، شخصا ينحدر من كذا
    verb = chunks[k].word
    spaced = before is not None and before.kind in ("comma", "conj", "colon")
    if chunk.phrase.definite or (spaced and not chunk.phrase.event):
        return agrees(verb, chunk.phrase, before=True)
    return False


def _listed(chunks: Sequence[Chunk], at: int, topic: Chunk | None) -> bool:
    """Whether nothing but names joined to it stands between the topic and here."""
    while at and chunks[at].joined and not chunks[at].preposition and chunks[at].kind == "noun":
        at -= 1
        while at and chunks[at].genitive:
            at -= 1
        if chunks[at] is topic:
            return True
    return False


def goes_with_place(chunks: Sequence[Chunk], at: int) -> bool:
    """بعد عمليات بحث وتفتيش، تم العثور: what is joined to a noun under a preposition is under it too, and no topic."""
    chunk, k = chunks[at], at - 1
    if not chunk.joined or k < 0:
        return False
    while k >= 0 and chunks[k].genitive and not chunks[k].preposition:
        k -= 1
    return k >= 0 and chunks[k].kind == "noun" and bool(chunks[k].preposition)


def states_what_it_is(chunks: Sequence[Chunk], at: int) -> bool:
    """قتل سبعة، وهو رقم أولي: and, a pronoun, a bare noun say what something is and give the verb nothing."""
    chunk, after = chunks[at], chunks[at + 1] if at + 1 < len(chunks) else None
    if chunk.word.pos != "O" or not chunk.joined or not at or chunks[at - 1].kind != "comma" or after is None:
        return False
    phrase = after.phrase if after.kind == "noun" and not after.preposition and not after.joined else None
    if phrase is None or phrase.definite or phrase.head.pos not in ("N", "M"):
        return False
    return phrase.classes.isdisjoint(("person", "collective"))


def list_home(found: Sequence[Clause], cur: Clause) -> Clause | None:
    """The clause whose verbal noun a joined one goes on from, past a relative clause between them."""
    if any(c.is_event_noun for c in cur.chunks):
        return None
    for clause in reversed(found[:-1]):
        if any(c.is_event_noun for c in clause.chunks):
            return clause
        if clause.verb is not None and clause.kind not in ("relative", "subordinate"):
            return None
    return None


def strikes_told(chunks: Sequence[Chunk], at: int, verb: Chunk, cur: Clause) -> bool:
    """الحادثة ناجمة عن هجوم استهدف منزلا: the verb describes the act named last, and not the topic."""
    before = _act_before(chunks, at, verb)
    return (
        before is not None
        and before is not cur.topic
        and any(x.kind == "hit" for x in verb.word.lexemes)
        and before.phrase is not None
        and agrees(verb.word, before.phrase, before=True)
    )


def waged(chunks: Sequence[Chunk], at: int, verb: Chunk) -> bool:
    """بعد هجوم شنه التنظيم، قُتل: a verb whose pronoun takes up the act right before it describes it."""
    light = any(x.family == "light" for x in verb.word.lexemes)
    return verb.word.after in ("ه", "ها", "هما") and light and _act_before(chunks, at, verb) is not None


def _act_before(chunks: Sequence[Chunk], at: int, verb: Chunk) -> Chunk | None:
    """The indefinite act under a preposition that stands right before a verb, which may describe it."""
    before = chunks[at - 1] if at else None
    if before is None or not before.preposition or not before.is_event_noun or verb.joined:
        return None
    return None if before.word.article or before.word.after else before


def carried_home(cur: Clause, chunk: Chunk, *, aside: bool) -> Clause | None:
    """أقدم مسلحان يستقلان دراجة، على استهداف …: the clause before an aside whose light verb waits for this act.

    What came of something is waited for without a comma too: أدت السيول التي ضربت البلاد إلى نزوح ….
    """
    home = cur.antecedent.clause if cur.antecedent is not None else None
    if home is None or home.verb is None:
        return None
    takes = {
        bare(t)
        for x in home.verb.word.lexemes
        if x.family == "light" and (x.kind != "outcome") == aside
        for t in as_list(x.data.get("takes"))
    }
    if chunk.preposition not in takes or any(c.preposition == chunk.preposition for c in home.chunks):
        return None
    own = cur.verb.word.lexemes if cur.verb is not None else ()
    return None if any(chunk.preposition in map(bare, as_list(x.data.get("takes"))) for x in own) else home


def goes_on_saying(words: Sequence[Word], chunk: Chunk) -> bool:
    """A saying participle in the accusative goes on with what the speaker says (مضيفا، محذرة من)."""
    word = chunk.word
    if chunk.preposition or (chunk.joined and not word.conjunction):
        return False
    at = chunk.first
    before = words[at - 1] if at else None
    if before is None or not (word.conjunction or before.pos == "." or before.pos == "E"):
        return False
    if word.pos not in ("Q", "N", "A", "M") or word.article:
        return False
    if at > 1 and before.kind == "punct" and words[at - 2].pos == "V":
        return False  # استهدف "مقرا …": its object
    entry = next((x for x in word.lexemes if x.family == "saying" and "root" in x.data), None)
    if entry is None or not any(r.pos == "q" and r.lexeme is entry for r in word.readings):
        return False
    text = word.text.rstrip("\u064b")
    if text.endswith("ة") and any(r.pos in ("n", "m") and r.lexeme.classes for r in word.readings):
        return False
    return text.endswith(("ا", "ة", "ين", "اً"))
