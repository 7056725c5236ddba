"""Which phrases only complete a predicate (ألقى القبض، أطلق النار) or tell a direction, and are no participants."""

from __future__ import annotations

from marsad.lexicon.lexicon import Lexicon
from marsad.reader.draft import Draft
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.roles.fitting import CONCRETE


class Idioms:
    """Tells them apart from participants; holds only the lexicon's words for that."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._fire = lexicon.grammar["fire"]
        self._direction = lexicon.grammar["direction"]

    def completes(self, draft: Draft, phrase: NounPhrase) -> bool:
        """Whether a phrase only completes the predicate (ألقى القبض, أطلق النار) and is no participant."""
        companions = draft.entry.companions
        head = phrase.head
        if not companions or not (
            head.stem in companions
            or head.form in companions
            or ("d" in head.numbers and any(x.base in companions for x in head.lexemes))
        ):
            return False
        if phrase.number is not None and draft.type == "seizure":
            return False
        if (
            draft.type == "border_control"
            and phrase.classes & (CONCRETE | {"direction"})
            and phrase.head.stem != "حركه"
        ):
            return False
        if phrase.event and "person" not in phrase.classes:
            return draft.type != "crackdown"
        if draft.type == "release" and phrase.head.pos == "M" and phrase.number is None:
            return True  # فكوا أسر أحد عشر مدنيا
        if phrase.head.stem in self._fire:
            return True
        return phrase.classes.isdisjoint(CONCRETE) and not phrase.head.places

    def tells_direction(self, phrase: NounPhrase | None) -> bool:
        """Whether a phrase tells a part or side of a place (شمال المدينة)."""
        return phrase is not None and phrase.head.stem in self._direction and phrase.number is None
