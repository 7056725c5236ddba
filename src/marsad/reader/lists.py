"""Which list does a sentence stand in?  Its entries go on from the head: who acts, and on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.arabic.calendar import TimeExpression
from marsad.reader.draft import Parsed
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.when import DATING
from marsad.reader.words import BULLETS


def list_heads(sentences: Sequence[Parsed]) -> dict[int, Parsed]:
    """By the numbers of sentences: the head of the list they stand in (نفذ المقاتلون اليوم العمليات الآتية: 1- …).

    A head says that something was done, and not that it was said; an entry may go on in sentences of its own.
    """
    found: dict[int, Parsed] = {}
    head: Parsed | None = None
    paragraph = -1
    for parsed in sentences:
        first, last = parsed.words[0], parsed.words[-1]
        begins = parsed.sentence.paragraph != paragraph
        paragraph = parsed.sentence.paragraph
        if begins and first.form not in BULLETS and not first.text[:1].isdigit():
            head = None
        if head is not None:
            found[parsed.number] = head
        if last.form == ":":
            head = parsed if _does(parsed) else None
    return found


def list_days(sentences: Sequence[Parsed], listed: Mapping[int, Parsed]) -> dict[int, TimeExpression]:
    """By the numbers of sentences: the one day that the head of their list gives, where an entry gives no time of its own."""
    found: dict[int, TimeExpression] = {}
    for parsed in sentences:
        head = listed.get(parsed.number)
        if head is None or _times(parsed):
            continue
        told = _times(head)
        if len(told) == 1 and told[0].start is not None and told[0].start == told[0].end:
            found[parsed.number] = told[0]
    return found


def list_actors(head: Parsed) -> list[tuple[NounPhrase, Parsed]]:
    """Who acts in the head of a list."""
    return [(c.subject, head) for c in head.clauses if c.subject is not None and not c.implied]


def _times(parsed: Parsed) -> list[TimeExpression]:
    return [w.time for w in parsed.words if w.time is not None and w.time.kind in DATING]


def _does(parsed: Parsed) -> bool:
    verbs = [clause.verb.word for clause in parsed.clauses if clause.verb is not None]
    families = [{x.family for x in word.lexemes} for word in verbs]
    return any(found & {"light", "events"} for found in families) and not any("saying" in found for found in families)
