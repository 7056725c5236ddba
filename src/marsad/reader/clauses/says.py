"""Whether a clause says something, and which clause has what is said still to come."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reader.clauses.clause import Clause


def withholds(clause: Clause) -> bool:
    """طلب عدم كشف اسمه، أن: who asks not to be named has yet to say what he says."""
    verb = clause.verb
    return verb is not None and any(
        c.kind == "neg" and c.first == verb.last and c.word.form == "عدم" for c in clause.chunks
    )


def says(clause: Clause) -> bool:
    """Whether the verb of a clause says something."""
    verb = clause.verb
    if verb is not None and any(
        c.kind == "adverb" and c.first == verb.last and c.word.form.startswith("علي") for c in clause.chunks
    ):
        return False  # اطلعت عليه الوكالة: who saw it does not say it
    return any(x.family == "saying" for x in clause.lexemes)


def teller(found: Sequence[Clause], cur: Clause) -> Clause:
    """قال التنظيم الذي ينشط في كذا، إنه هاجم: past what is told of the sayer, the clause that says and has said nothing."""
    told = [c.parent for c in found]
    for clause in reversed(found):
        if clause is not cur and says(clause) and not any(c is clause for c in told):
            return clause
        if clause.kind not in ("relative", "coordinate") or (
            clause.kind == "coordinate" and clause.verb is not None and clause.verb.joined
        ):
            break
    return cur
