"""Which slot around a predicate fills which role: the frame of its entry, as data have it."""

from __future__ import annotations

from marsad.arabic.fold import fold_word
from marsad.lexicon.lexicon import Lexeme, Lexicon


class Valency:
    """Frames by entry; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._types = lexicon.types
        self._frames = {name: {fold_word(k): v for k, v in frame.items()} for name, frame in lexicon.frames.items()}
        self._known: dict[tuple[Lexeme, bool], dict[str, str]] = {}

    def frame(self, entry: Lexeme, is_verb: bool) -> dict[str, str]:
        """The frame of an entry as verb or as noun, with the entry's own prepositions; shared, not to be changed."""
        known = self._known.get((entry, is_verb))
        if known is None:
            known = self._known[entry, is_verb] = self._made(entry, is_verb)
        return known

    def _made(self, entry: Lexeme, is_verb: bool) -> dict[str, str]:
        data = entry.data
        name = str(
            data.get("frame")
            or ("transitive" if is_verb and "root" in data else "noun_on" if "root" not in data else "transitive")
        )
        if not is_verb and "root" in data:
            name = str(data.get("masdar_frame") or self._frames.get(name, {}).get("masdar") or name)
        frame = dict(self._frames.get(name, {}))
        for preposition, role in (self._types.get(entry.type, {}).get("prep") or {}).items():
            frame.setdefault(fold_word(preposition), role)
        if "target" in frame.values():
            for against in ("بحق", "في حق"):
                frame.setdefault(against, "target")
        for preposition, role in (data.get("prep") or {}).items():
            frame[fold_word(preposition)] = role
        return frame
