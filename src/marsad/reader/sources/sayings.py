"""Which clauses say something, and whether an event in one of them is what is said."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.lexicon import Lexeme, bare
from marsad.lexicon.schema import as_list
from marsad.reader.clauses.clause import Clause
from marsad.reader.draft import Draft, Parsed, Speaker
from marsad.reader.phrases.phrase import genitive_of
from marsad.reader.sources.channels import of_channel
from marsad.reader.sources.sayers import human
from marsad.reader.viable import companion_of
from marsad.reader.words import Word

#: Between a saying verb and what it takes stand its subject's titles and name.
FAR: Final = 16
#: Kinds of what tells something, and neither denies nor asks for it.
TELLING: Final = frozenset(("say", "confirm", "reveal", ""))


def saying_entry(parsed: Parsed, clause: Clause) -> Lexeme | None:
    """The entry by which the verb of a clause says something, if it does."""
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
            if companion_of(parsed.words, verb.word, entry, FAR) is None:
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
        if clause.subject is not None and entry.data.get("subject_only_human") and not human(clause.subject):
            continue
        if best is None or entry.companions:
            best = entry
    if best is None:
        return None
    if not _opens(parsed, clause, best):
        return None
    return best


def _opens(parsed: Parsed, clause: Clause, entry: Lexeme) -> bool:
    """Whether what the verb takes is there: a verb of many meanings says something only then."""
    if entry.kind in ("call", "condemn", "deny", "claim", "blame", "warn", "ask"):
        return True
    if entry.kind in ("forecast", "vow") and "object" in as_list(entry.data.get("takes")):
        return True
    if any(c.parent is clause for c in parsed.clauses):
        return True
    if "كيف" in as_list(entry.data.get("takes")) and _told_how(parsed, clause):
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
        and (not c.preposition or of_channel(c))
        and c.phrase is not None
        and c.phrase is not clause.subject
        and (c.phrase.event or c.word.pos == "M")
        for c in after
    )


def said_by_noun(parsed: Parsed) -> dict[int, Speaker]:
    """رغم إعلان الوزارة أن القوات انسحبت: by the clause that a verbal noun takes, who says it."""
    found: dict[int, Speaker] = {}
    chunks = parsed.chunks
    for at, chunk in enumerate(chunks):
        entry = next((x for x in chunk.word.lexemes if x.family == "saying" and x.kind in TELLING), None)
        if entry is None or chunk.kind != "noun" or chunk.word.pos != "M" or chunk.phrase is None:
            continue
        after = next((k for k in range(at + 1, min(at + 4, len(chunks))) if chunks[k].kind == "conj"), None)
        sayer = genitive_of(parsed.words, chunk.phrase)
        if sayer is None and after == at + 2 and chunks[at + 1].kind == "noun" and not chunks[at + 1].preposition:
            sayer = chunks[at + 1].phrase
        if after is None or sayer is None or not human(sayer) or not _that(chunks[after].word):
            continue
        told = next((c for c in parsed.clauses if c.chunks and c.chunks[0] is chunks[after]), None)
        if told is not None:
            found[id(told)] = Speaker(sayer, parsed, chunk.word, entry, None, False, rule="source/noun")
    return found


def _that(word: Word) -> bool:
    """أن، أنه، بأنهم: what opens the clause that is said."""
    return word.form.removeprefix("ب").startswith("ان")


def _told_how(parsed: Parsed, clause: Clause) -> bool:
    """روى ناج كيف ذبح المسلحون رعاة: the clause after كيف is what is told."""
    how = next((c for c in clause.chunks if c.kind == "adverb" and c.word.form == "كيف"), None)
    if how is None:
        return False
    told = next((c for c in parsed.clauses if c.chunks and c.chunks[0].first == how.last), None)
    if told is None or told.parent is not None:
        return False
    told.parent = clause
    return True


def is_said(draft: Draft, clause: Clause | None, said: list[tuple[Clause, Lexeme, Speaker]]) -> bool:
    """Whether an event in a saying clause is what is said: its object, what its preposition governs, its own verb."""
    if clause is None or clause.verb is None:
        return False
    entry = next((e for c, e, _ in said if c is clause), None)
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
    preposition = "" if of_channel(lead) else lead.preposition.split(" ")[0]
    if any(c.kind == "quote" for c in chunks if clause.verb.first < c.first < lead.first):
        return True
    if not preposition:
        while at > 0 and lead.genitive:
            at -= 1
            lead = chunks[at]
        preposition = "" if of_channel(lead) else lead.preposition.split(" ")[0]
        if not preposition:
            return not takes.isdisjoint(("object", "gen")) or entry.kind in ("deny", "forecast", "claim", "blame")
    return (
        preposition in takes
        or entry.kind == "deny"
        or (entry.kind in ("forecast", "warn", "blame", "deny", "report") and preposition in ("من", "ب", "عن", "علي"))
    )
