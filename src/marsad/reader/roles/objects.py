"""What a verb is done to: the nouns after it, past what stands between, and the genitive of its idiom."""

from __future__ import annotations

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler
from marsad.reader.phrases.phrase import NounPhrase, genitive_of
from marsad.reader.roles.fill import put
from marsad.reader.roles.fitting import fits_pronoun
from marsad.reader.roles.idioms import Idioms
from marsad.reader.roles.patients import part_of
from marsad.reader.roles.pronouns import Pronouns
from marsad.reader.viable import companion_of


class Objects:
    """Finds objects; holds only the lexicon's words for parts that lie beside a place."""

    def __init__(self, lexicon: Lexicon, idioms: Idioms, pronouns: Pronouns) -> None:
        self._near_part = lexicon.grammar["near_part"]
        self._idioms = idioms
        self._pronouns = pronouns

    def fill(self, draft: Draft, role: str, objects: list[Chunk]) -> None:
        """Put the first of the nouns that can be one in the role, and what is joined to it."""
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
                if self._idioms.tells_direction(chunk.phrase) and chunk.phrase.head.stem not in self._near_part:
                    continue
                first = chunk
                put(draft, role, Filler(chunk.phrase, draft.parsed, False, "object", chunk))
            elif chunk.joined and not chunk.phrase.event and not _after_act(draft, first, chunk):
                put(draft, role, Filler(chunk.phrase, draft.parsed, False, "object", chunk))
            else:
                break

    def resumed(self, draft: Draft, role: str, objects: list[Chunk]) -> list[Chunk]:
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
        closed = _past_aside(draft) if role and all(c.joined for c in objects) else []
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
            and not self._idioms.tells_direction(c.phrase)
        ]  # fmt: skip
        own = 0 if inner.verb.word.after else 1
        return inner.chunks[nouns[own] :] if len(nouns) > own else []

    def fill_genitive(self, draft: Draft, role: str) -> None:
        """أخلت سبيل ثلاثين متظاهرا: the genitive of the idiom is whom it is done to."""
        chunks = draft.parsed.chunks
        for at, chunk in enumerate(chunks[:-1]):
            following = chunks[at + 1]
            if (
                chunk.kind == "noun"
                and chunk.first > draft.first
                and chunk.phrase is not None
                and self._idioms.completes(draft, chunk.phrase)
                and chunk.phrase.open
            ):
                if following.genitive and following.phrase is not None and not following.phrase.event:
                    put(draft, role, Filler(following.phrase, draft.parsed, False, "object", following))
                return
        for chunk in chunks:
            if (
                chunk.kind == "noun"
                and chunk.first > draft.first
                and chunk.phrase is not None
                and self._idioms.completes(draft, chunk.phrase)
            ):
                inner = genitive_of(draft.parsed.words, chunk.phrase)
                if inner is not None and not draft.targets:
                    parts = any(w.form == "من" for w in draft.parsed.words[inner.first : inner.last])
                    whole = parts or inner.classes & {"agent"}
                    filler = Filler(inner, draft.parsed, False, "object", chunk) if whole else part_of(draft, chunk)
                    if filler is not None:
                        put(draft, role, filler)
                elif draft.type == "release" and chunk.word.after and not draft.targets:
                    self._pronouns.fill_object(draft, role, chunk.word.after)
                return

    def owned(self, draft: Draft, patient: NounPhrase) -> bool:
        """مختطفون أُطلق سراحهم: what is done is done to whom the pronoun of the idiom means."""
        return "person" in patient.classes and any(
            c.kind == "noun"
            and c.phrase is not None
            and c.first > draft.first
            and c.word.after
            and self._idioms.completes(draft, c.phrase)
            and fits_pronoun(patient, c.word.after)
            for c in draft.clause.chunks
        )


def _past_aside(draft: Draft) -> list[Chunk]:
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


def _after_act(draft: Draft, first: Chunk, chunk: Chunk) -> bool:
    """فتحت المعبر لعبور الجرحى والعالقين: what is joined goes on from the act between."""
    return any(c.is_event_noun and c.preposition and first.last <= c.first < chunk.first for c in draft.parsed.chunks)
