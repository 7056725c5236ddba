"""Part of speech by context: which reading of a word its neighbours allow.

Newspaper Arabic is unvocalised: قتل may be *killed*, *was killed* or *killing*.  The choice is made left to right by
a few agreement and position rules (a preposition, the article or a construct before it ask for a noun; a negator, قد
or the head of a clause for a verb), so that it can be explained.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.arabic.words import splits
from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexicon, Reading
from marsad.reader.words import Settled, Word, settled

_NOMINAL = frozenset("nmaq")
_POS = {"prep": "P", "conj": "C", "part": "T", "neg": "G", "pron": "O", "rel": "R", "dem": "D", "quant": "K", "adv": "E", "interj": "I"}
_FUNCTION = frozenset(_POS)
_QUOTES = frozenset("\"«»“”„‟'‘’()[]:؛-–—…./،,")
_HAMZAS = frozenset("أإآ")
_TELLING = frozenset(("saying", "events", "light", "modality"))
_RARE = frozenset(("3fp", "3fd", "1s", "1p"))
_TANWEEN = "\u064b\u064c\u064d"
_TITLES = frozenset(("rank", "official", "role", "spokesperson", "relative"))
_MOST_KNOWN = 200_000
_DAMMA = "\u064f"
_MARKS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
#: Classes that make the word after an ambiguous verb its subject.
_SUBJECTS = frozenset(("person", "collective", "aircraft", "vehicle", "missile", "explosive"))


def _verb_like(form: str) -> bool:
    """Whether an unknown word has the look of a third-person present."""
    return len(form) >= 4 and form[0] == "ي" and not form.endswith(("ا", "ه", "ات"))


class Tagger:
    """Tags the words of one sentence after another; holds only what it reads."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        grammar = lexicon.grammar
        self._complement = grammar["complement"]
        self._negators = grammar["negator_verb"]
        self._aspect = grammar["aspect"]
        self._auxiliary = grammar["auxiliary"]
        self._relative = grammar["relative"]
        self._subordinate = grammar["subordinate"] | grammar["adversative"]
        self._particles = grammar["name_particle"]
        self._listed = False
        self._open_verb = False
        self._words: Sequence[Word] = ()
        self._known: dict[tuple[str, str, tuple[str, ...], str, str, int], Settled] = {}

    def tag(self, words: Sequence[Word], region: str) -> None:
        """Settle every word of a sentence."""
        headline = region in ("title", "heading", "caption")
        previous: Word | None = None
        self._listed = False
        self._open_verb = False
        self._words = words
        named = 0
        for at, word in enumerate(words):
            if word.pos not in ("X",) or word.kind != "word":
                if word.pos in ("C", "R"):
                    self._open_verb = False
                if word.pos not in (".", "I"):
                    previous = word
                elif word.pos == ".":
                    self._open_verb = self._open_verb and word.form not in "،؛:"
                    previous = None if word.form not in ("(", ")", '"', "«", "»", "“", "”") else previous
                continue
            after = words[at + 1] if at + 1 < len(words) else None
            if named > 0:
                named -= 1
                word.pos, word.stem = "X", word.form
                previous = word
                continue
            if word.place_size > 1 and any(not e.needs_context for e in word.places):
                named = word.place_size - 1
                self._unknown(word, previous)
                previous = word
                continue
            if self._given(word, previous, after):
                word.pos, word.stem, word.is_noun = "X", word.form, True
            elif word.readings:
                self._settle(word, previous, after, headline, at)
            else:
                self._unknown(word, previous)
            if word.pos == "V":
                self._open_verb = word.form not in self._auxiliary
            elif word.pos in ("C", "R"):
                self._open_verb = False
            if word.pos == "V":
                self._listed = False
            elif word.pos == "M" and (headline or (previous is not None and previous.pos == "P") or word.preposition or self._listed):
                self._listed = True
            previous = word

    # -- known words ------------------------------------------------------------------------------------------

    def _settle(self, word: Word, previous: Word | None, after: Word | None, headline: bool, at: int) -> None:
        groups: dict[tuple[str, tuple[str, ...], str], list[Reading]] = {}
        for reading in word.readings:
            kind = "N" if reading.pos in _NOMINAL else "V" if reading.pos == "v" else _POS.get(reading.pos, "E")
            groups.setdefault((kind, reading.before, reading.after), []).append(reading)
        best, best_score = None, -99.0
        nunated = any(c in word.text[-3:] for c in _TANWEEN)
        for (kind, before, suffix), readings in groups.items():
            if nunated and kind != "N" and kind != "E":
                continue
            score = self._score(word, kind, before, suffix, readings, previous, after, headline, at, groups)
            if score > best_score:
                best, best_score = (kind, readings), score
        if best is None or best_score < -4:
            self._unknown(word, previous)
            return
        kind, readings = best
        if kind == "C" and word.form in self._particles and previous is not None and previous.pos in ("N", "X") and not previous.article and after is not None and (
            not after.readings or "ال" in after.readings[0].before
        ):
            word.pos = "X"
            return
        if word.places and word.place_size == 1 and kind in ("N", "V", "A") and self._named_here(word, kind, readings, previous):
            self._unknown(word, previous)
            return
        if kind == "N" and self._rather_place(word, readings):
            self._unknown(word, previous)
            return
        if kind == "N" and self._name_like(word, readings, previous):
            return
        key = (word.form, kind, readings[0].before, readings[0].after, readings[0].lexeme.id, len(readings))
        choice = self._known.get(key)
        if choice is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            choice = self._known[key] = _nominal(readings) if kind == "N" else settled(readings, kind)
        word.settle(choice)
        if kind == "V" and _DAMMA in word.text:
            self._mark_passive(word)

    def _score(self, word: Word, kind: str, before: tuple[str, ...], suffix: str, readings: list[Reading], previous: Word | None, after: Word | None,
               headline: bool, at: int, groups: dict[tuple[str, tuple[str, ...], str], list[Reading]]) -> float:  # fmt: skip
        score = 2.0 - 0.6 * len(before) - 0.8 * bool(suffix) - 0.8 * ("ك" in before)
        if not before and not suffix:
            score += 1.0
        if before == ("و",) and (previous is None or at == 0):
            score += 0.7
            if kind == "V" and any(r.lexeme.family in _TELLING for r in readings):
                # At the head of a sentence و joins: ودعا is دعا rather than ودع.
                score += 1.0
        if kind == "N" and all(r.state == "f" for r in readings) and not word.text.rstrip("".join(_MARKS)).endswith("ة"):
            score -= 2.5
        weak = all(r.lexeme.data.get("weak") for r in readings)
        if kind in ("P", "C", "T", "G", "R", "D", "O", "K", "E", "I"):
            score += 3.0 if not suffix else 2.4 if kind == "P" else 1.5
            score += 0.3 * (kind == "G")
            if self._other_hamza(word, readings):
                score -= 8
            if kind == "P" and self._opens_subject(after, groups, before):
                score -= 5
            if kind in ("O", "K", "R", "I", "D"):
                score -= 0.4 + 0.3 * (kind in ("O", "R"))
            if kind == "E" and after is not None and any(r.pos in _NOMINAL for r in word.readings) and not word.form.endswith("ا"):
                score -= 1.0
            return score
        prep_before = previous is not None and previous.pos == "P" and not (previous.kind == "phrase" and previous.form.endswith(" ما"))
        at_start = previous is None or previous.pos in ("E", "C")
        nominal_before = any(c in ("ب", "ل", "ك", "ال") for c in before)
        if kind == "V":
            if weak:
                score -= 1.5
            if all(set(r.person.split(",")) <= _RARE for r in readings):
                score -= 2
            if after is not None and not any(r.pos == "m" for r in word.readings) and any(r.lexeme.companions and (after.form in r.lexeme.companions or any(a.stem in r.lexeme.companions for a in after.readings)) for r in readings):
                score += 1.5
            if self._open_verb and before[:1] not in (("و",), ("ف",)) and previous is not None and (previous.article or previous.pos in "XL" or previous.after):
                score -= 1.6
            if prep_before or (nominal_before and before[-1] != "ل"):
                return score - 10
            if before and before[-1] == "ل":
                score -= 1.5
            if "س" in before:
                score += 1.5
            score += self._verb_context(readings, previous, after, headline, at, before)
            return score
        if prep_before or nominal_before:
            score += 2
        if previous is not None and previous.pos == "U" and not before and not suffix:
            score += 2
        if self._listed and before == ("و",) and not suffix and any(r.pos == "m" for r in readings):
            # A list of verbal nouns goes on: من تحرير … وتدمير … ورفع.
            score += 3
        if previous is not None and (previous.form in self._negators or previous.form in self._aspect):
            score -= 4
        if any(r.pos == "m" for r in readings) and previous is not None and previous.pos in ("N", "M", "X", "K", "U") and not before:
            score += 0.8 if not previous.article and not previous.after else -0.5
        if after is not None and after.readings and not before and not suffix:
            follows = after.readings
            indefinite_adjective = any(r.pos == "a" and not r.before for r in follows) and not any(r.pos in ("n", "v", "m") and not r.before for r in follows)
            if indefinite_adjective and not word.form.endswith("ا"):
                score += 1.6
        if weak:
            score -= 1
        if at_start and not before and not suffix and any(r.pos == "m" for r in readings) and self._verb_ahead(word):
            score += 3.6
        return score

    def _other_hamza(self, word: Word, readings: list[Reading]) -> bool:
        """كان is not كأن: a hamza inside a word is written; at its beginning it is often left out."""
        spelt = [str(r.lexeme.data.get("word", "")) for r in readings]
        if all("أ" in s[1:] for s in spelt) and "أ" not in word.text[1:]:
            return True
        first = word.text[word.bare_start() - word.start :][:1] if word.before else word.text[:1]
        return first in _HAMZAS and all(s[:1] in _HAMZAS and s[:1] != first for s in spelt)

    def _opens_subject(self, after: Word | None, groups: dict[tuple[str, tuple[str, ...], str], list[Reading]], before: tuple[str, ...]) -> bool:
        """A word that is preposition or verb (عبر، خلف، وسط) before a number or somebody is the verb."""
        verbs = groups.get(("V", before, ""))
        if verbs and after is not None and after.pos == "U":
            return True
        if not verbs or after is None or all(r.lexeme.data.get("weak") for r in verbs if r.lexeme.family in ("verbs", "saying")) and any(
            r.lexeme.family in ("verbs", "saying") for r in verbs
        ):
            return False
        return any(r.lexeme.classes & _SUBJECTS and not r.after and "ال" not in r.before for r in after.readings)

    def _verb_context(self, readings: list[Reading], previous: Word | None, after: Word | None, headline: bool, at: int, before: tuple[str, ...]) -> float:
        score = 0.0
        past = any(r.tense == "p" for r in readings)
        if previous is not None and previous.pos in ("A", "N", "X") and not previous.article and not previous.after and readings[0].after and not before:
            # عبوات زرعها عناصر: an indefinite noun, then a verb with a pronoun that resumes it.
            if after is not None and after.pos != "." and not after.preposition:
                score += 2.6
        if previous is not None and previous.pos == "O" and past:
            score -= 3
        if previous is None:
            score += 1.6 if not (headline and past and at == 0) else -0.8
        elif previous.kind == "phrase" and previous.form.endswith(" ما"):
            score += 3
        elif previous.form in self._negators or previous.form in self._aspect:
            score += 4
        elif previous.form in self._complement:
            score += 2 if not past else 0.3
        elif previous.form in self._relative or previous.pos == "R" or previous.form in self._auxiliary:
            score += 3
        elif previous.form in self._subordinate or previous.pos in ("C", "T", "E", "W"):
            score += 1.6
        elif before and before[0] in ("و", "ف"):
            score += 1.2
        elif previous.pos == "V":
            score -= 4 if past else 1
        elif previous.pos in ("N", "M", "X", "A", "Q", "L", "U"):
            closed = previous.article or bool(previous.after) or previous.pos in ("A", "L") or previous.form.endswith("ا") or previous.pos == "X"
            score += 0.6 if closed else -1.2
        if after is not None and past and all(r.person == "3ms" for r in readings) and after.readings and not after.number:
            # قصف إسرائيلي, هجوم مسلح: an indefinite adjective makes the word before it a noun.
            if all(r.pos == "a" and not r.before for r in after.readings):
                score -= 1.5
        return score

    def _verb_ahead(self, word: Word) -> bool:
        """A finite verb a few words on, joined by nothing: what opens the clause is then its subject (مسك الحدود يحتاج)."""
        for other in self._words[word.i + 1 : word.i + 5]:
            if other.pos in (".", "C", "U", "W") or other.kind != "word":
                return False
            if other.readings and all(r.pos == "v" and r.tense == "n" and r.before in ((), ("س",)) for r in other.readings):
                return True
            if other.readings and all(r.pos in ("conj", "rel", "prep", "part") for r in other.readings):
                return False
        return False

    def _mark_passive(self, word: Word) -> None:
        """A damma on the first letter of the stem of a past verb says passive."""
        bare = word.text[word.bare_start() - word.start :]
        marked = [c for c in bare[1:3] if c in _MARKS]
        inside = _DAMMA in bare[1:-3] and "n" not in word.tense  # انتُشلت، استُهدفت
        if (_DAMMA in marked or inside) and "p" in word.tense and "p" in word.voice:
            word.voice = "p"

    def _given(self, word: Word, previous: Word | None, after: Word | None) -> bool:
        """A given name: always when it is nothing else, else after a title, a name, or before another name."""
        lexicon = self._lexicon
        form = word.form
        sure = form in lexicon.given_names
        if not sure and form not in lexicon.ambiguous_names:
            return False
        titled = previous is not None and bool(previous.classes & _TITLES)
        named = previous is not None and previous.pos == "X" and previous.kind == "word" and not previous.places
        follows = after is not None and (after.form in lexicon.given_names or after.form in lexicon.ambiguous_names)
        if sure:
            verb_first = previous is None and any(r.pos == "v" for r in word.readings) and not follows
            return not verb_first and (not word.readings or titled or named or follows or previous is not None and previous.pos in ("N", "A", "V", "X", "C", "P"))
        return titled or (named and (previous is not None and previous.form in lexicon.given_names)) or (follows and after is not None and after.form in lexicon.given_names)

    def _named_here(self, word: Word, kind: str, readings: list[Reading], previous: Word | None) -> bool:
        """A place name the lexicon reads otherwise: whole against split (كسلا), after a place noun (مدينة حرستا), in a list of places."""
        sure = any(not e.needs_context for e in word.places)
        before = readings[0].before
        if sure and before and before[0] not in ("و", "ف", "ال") and self._gazetteer.lookup(word.form):
            return True
        if previous is None:
            return False
        if kind == "V" and previous.classes & {"settlement", "admin", "site", "area", "road", "border"} and not previous.article and not previous.after:
            return True
        if kind == "V" and sure and previous.pos in ("V", "P"):
            return True
        return kind == "V" and sure and before[:1] == ("و",) and bool(previous.places)

    def _rather_place(self, word: Word, readings: list[Reading]) -> bool:
        """A well-known place whose name is also a rare participle or masdar (مصر، الموصل)."""
        if not any(not e.needs_context for e in word.places):
            return False
        return all(r.pos == "q" or r.lexeme.family == "verbs" for r in readings)

    # -- names and unknown words ------------------------------------------------------------------------------

    def _name_like(self, word: Word, readings: list[Reading], previous: Word | None) -> bool:
        """A nominal reading that a name context overrides (the word after بن، أبو، عبد)."""
        if previous is None or previous.form not in self._particles or previous.kind != "word":
            return False
        word.pos = "X"
        word.stem = word.form
        return True

    def _unknown(self, word: Word, previous: Word | None) -> None:
        form = word.form
        if word.places:
            word.before, word.stem = word.place_before, form
            word.pos = "X"
            return
        for split in splits(form):
            if split.after:
                continue
            if split.before and split.before[-1] == "س":
                continue
            if self._gazetteer.lookup(split.stem) or ("ال" in split.before and self._gazetteer.lookup("ال" + split.stem)):
                word.before, word.stem = split.before, split.stem
                word.pos = "X"
                return
        for head, before in (("وبال", ("و", "ب", "ال")), ("ولل", ("و", "ل", "ال")), ("وال", ("و", "ال")), ("فال", ("ف", "ال")), ("بال", ("ب", "ال")),
                             ("كال", ("ك", "ال")), ("لل", ("ل", "ال")), ("ال", ("ال",))):  # fmt: skip
            if form.startswith(head) and len(form) - len(head) >= 2:
                word.before, word.stem, word.pos = before, form[len(head) :], "X"
                self._endings(word)
                return
        nominal = previous is not None and previous.pos in ("P", "N", "X", "M", "A") and not previous.article
        if _verb_like(form) and not nominal:
            word.pos, word.tense, word.voice = "V", "n", "a"
            word.persons = frozenset(("3mp",) if form.endswith("ون") else ("3ms",))
            return
        for lead in ("وسي", "وي", "سي"):
            if form.startswith(lead) and len(form) >= len(lead) + 3 and not nominal:
                word.pos, word.tense, word.voice = "V", "n", "a"
                word.before = tuple(lead[:-1])
                word.persons = frozenset(("3ms", "3fs"))
                return
        if form.startswith("و") and len(form) >= 5 and (previous is None or previous.pos in ("N", "X", "A", "M", "W", "V", "U", "E", "L", "Q")):
            word.before, word.stem = ("و",), form[1:]
        word.pos = "X"
        self._endings(word)

    def _endings(self, word: Word) -> None:
        """What the ending of an unknown nominal says: a nisba is an adjective."""
        stem = word.stem
        if stem.endswith(("ي", "يه", "يين", "يون", "يات", "يتين")) and len(stem) >= 5 or stem.endswith("يا") and len(stem) >= 6:
            word.is_adjective = True
        word.is_noun = True


def _nominal(readings: Sequence[Reading]) -> Settled:
    """Event noun, noun, participle or adjective: the strongest that the readings hold."""
    events = [r for r in readings if r.pos == "m"]
    nouns = any(r.pos in ("n", "m") for r in readings)
    pos = "M" if events else "N" if nouns else "Q" if all(r.pos == "q" for r in readings) else "A"
    choice = settled(readings, pos)
    if events:
        choice = choice._replace(lexemes=tuple(dict.fromkeys([r.lexeme for r in events] + [r.lexeme for r in readings])))
    return choice
