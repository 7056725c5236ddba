"""Statements: what somebody forecasts, demands, denies, condemns, claims or judges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.arabic.calendar import TimeExpression
from marsad.lexicon.lexicon import Lexeme
from marsad.reader.clauses.clause import Clause
from marsad.reader.draft import Draft, Parsed, Speaker
from marsad.reader.when import horizon_of
from marsad.reader.words import Word

_KINDS: Final = frozenset(("forecast", "call", "denial", "condemnation", "responsibility", "assessment"))
_JUDGING: Final = frozenset(("judge",))
#: What these open tells what came of something, or when it was, and judges nothing.
_MERE: Final = frozenset(("ما", "مما", "بعد", "بعدما", "قبل", "منذ", "في", "دون"))
_SAYING: Final = frozenset(("say", "confirm", "judge"))


@dataclass(slots=True)
class StatementDraft:
    """A statement in the making: offsets are source offsets of its clause."""

    kind: str
    speaker: Speaker | None
    start: int
    end: int
    horizon: TimeExpression | None
    rule: str
    parsed: Parsed


def _last_word(parsed: Parsed, clause: Clause, limit: int) -> int:
    """The source offset where a clause and what hangs on it end."""
    end = clause.chunks[-1].last if clause.chunks else limit
    inside = {id(clause)}
    for other in parsed.clauses:
        if other.chunks and (
            (other.parent is not None and id(other.parent) in inside)
            or (other.kind in ("relative",) and other.chunks[0].first >= clause.chunks[0].first)
        ):
            inside.add(id(other))
            end = max(end, other.chunks[-1].last)
    words = parsed.words
    end = min(max(end, 1), limit)
    while end > 1 and words[end - 1].pos == "." and words[end - 1].form in ".،؛:":
        end -= 1
    return words[end - 1].end


def _phrase(word: Word | None) -> Lexeme | None:
    """The set phrase of the word that is a statement by itself (من المتوقع أن)."""
    for entry in word.lexemes if word is not None else ():
        if entry.family == "saying" and "phrase" in entry.data and entry.data.get("statement") in _KINDS:
            return entry
    return None


def statements_of(
    parsed: Parsed,
    said: list[tuple[Clause, Lexeme, Speaker]],
    drafts: list[Draft],
) -> list[StatementDraft]:
    """The statements of one sentence.

    Args:
        parsed: the sentence.
        said: its saying clauses with entry and speaker.
        drafts: the events coded in it.
    """
    out: list[StatementDraft] = []
    words = parsed.words
    starts = sorted(c.verb.first for c, _, _ in said if c.verb is not None)
    for clause, entry, speaker in said:
        if clause.verb is None:
            continue
        begin = clause.verb.first
        limit = next((s for s in starts if s > begin), len(words))
        kind = str(entry.data.get("statement") or "")
        if kind in _KINDS and not (kind == "responsibility" and entry.kind == "claim" and clause.negated):
            first = words[begin].bare_start() if words[begin].conjunction else words[begin].start
            end = _last_word(parsed, clause, limit)
            horizon = horizon_of(parsed, first, end) if kind == "forecast" else None
            out.append(StatementDraft(kind, speaker, first, end, horizon, f"statement/{kind}", parsed))
        elif entry.kind in _SAYING:
            out += _judgements(parsed, clause, entry, speaker, drafts)
    for clause in parsed.clauses:
        for chunk in clause.chunks:
            phrase = _phrase(chunk.word) or _phrase(chunk.prep_word)
            if phrase is None:
                continue
            holder = next((s for c, _, s in said if c is clause or c is clause.parent), None)
            end = words[-1].end if words[-1].pos != "." else words[-1].start
            start = words[chunk.first].start
            kind = str(phrase.data["statement"])
            if not any(s.kind == kind and s.start <= start < s.end for s in out):
                out.append(
                    StatementDraft(
                        kind, holder, start, end, horizon_of(parsed, start, end), f"statement/{kind}", parsed
                    )
                )
    return sorted(out, key=lambda s: s.start)


def _judgements(
    parsed: Parsed, clause: Clause, entry: Lexeme, speaker: Speaker, drafts: list[Draft]
) -> list[StatementDraft]:
    """A complement that tells no event but how things stand is an assessment."""
    out = []
    for content in parsed.clauses:
        if content.parent is not clause or not content.chunks:
            continue
        if content.kind == "relative" or (content.kind == "subordinate" and content.opener in _MERE):
            continue
        nominal = content.verb is None
        present = content.verb is not None and content.verb.word.tense == "n" and not content.future
        if not (nominal or present or entry.kind in _JUDGING):
            continue
        first, last = content.chunks[0].first, content.chunks[-1].last
        if any(first <= d.first < last for d in drafts):
            continue
        if content.topic is None and content.subject is None:
            continue
        skip = first + 1 if content.chunks[0].kind == "conj" else first
        if skip >= len(parsed.words):
            continue
        out.append(
            StatementDraft(
                "assessment",
                speaker,
                parsed.words[skip].start,
                _last_word(parsed, content, len(parsed.words)),
                None,
                "statement/judgement",
                parsed,
            )
        )
    return out
