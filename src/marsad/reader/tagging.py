"""Part of speech by context: which reading of a word its neighbours allow.

Newspaper Arabic is unvocalised: قتل may be *killed*, *was killed* or *killing*.  The choice is made left to right by
a few agreement and position rules (a preposition, the article or a construct before it ask for a noun; a negator, قد
or the head of a clause for a verb), so that it can be explained.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from marsad.arabic.words import splits
from marsad.gazetteer.index import Gazetteer
from marsad.lexicon.lexicon import Lexicon, Reading
from marsad.reader.groups import Group, groups_of
from marsad.reader.words import Word

_HAMZAS: Final = frozenset("أإآ")
_SHADDA: Final = "\u0651"
_TANWEEN: Final = "\u064b\u064c\u064d"
_TITLES: Final = frozenset(("rank", "official", "role", "spokesperson", "relative"))
_MOST_KNOWN: Final = 200_000
#: The most words of a place between a title and a name.
_LONGEST_PLACE: Final = 3
_DAMMA: Final = "\u064f"
_TANWIN: Final = ("اً", "ًا")
_MARKED: Final = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
_MARKS: Final = frozenset(_MARKED)
#: Classes that make the word after an ambiguous verb its subject.
_SUBJECTS: Final = frozenset(("person", "collective", "aircraft", "vehicle", "missile", "explosive"))


def _verb_like(form: str) -> bool:
    """Whether an unknown word has the look of a third-person present."""
    return len(form) >= 4 and form[0] == "ي" and not form.endswith(("ا", "ه", "ات"))


#: After these only a noun can stand, or an imperfect.
_NOUN_FOLLOWS: Final = frozenset(("ان", "بان", "فان", "لان", "وان"))


def _nominative(word: Word) -> bool:
    """Whether a word is spelt as a nominative plural (مسلحون), which is no genitive."""
    return word.form.endswith("ون") and any(r.pos in ("n", "q", "a") and r.person == "p" for r in word.readings)


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
        self._awaited = False
        self._words: Sequence[Word] = ()
        self._known: dict[tuple[str, int, str], tuple[Group, ...]] = {}

    def tag(self, words: Sequence[Word], region: str) -> None:
        """Settle every word of a sentence."""
        headline = region in ("title", "heading", "caption")
        previous: Word | None = None
        self._listed = False
        self._open_verb = False
        self._awaited = False
        self._words = words
        named = 0
        for at, word in enumerate(words):
            if word.pos not in ("X",) or word.kind != "word":
                if word.pos in ("C", "R"):
                    self._open_verb = False
                    self._awaited = word.form in self._complement
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
                self._awaited = False
                self._open_verb = word.form not in self._auxiliary
            elif word.pos in ("C", "R"):
                self._open_verb = False
                self._awaited = word.pos == "C" and word.form.endswith("ان")
            if word.pos == "V":
                self._listed = False
            elif word.pos == "M" and (
                headline or (previous is not None and previous.pos == "P") or word.preposition or self._listed
            ):
                self._listed = True
            previous = word
        self._counted_people(words)

    def _counted_people(self, words: Sequence[Word]) -> None:
        """1147 سوريا، خمسة آلاف مالي: a nationality in the singular after a number is so many people of it."""
        for number, word in pairwise(words):
            if number.pos != "U" or number.number is None or word.kind != "word" or word.article or word.before:
                continue
            if number.number.kind in ("ordinal", "percent", "fraction") or (number.number.low or 0) < 11:
                continue
            readings = word.readings or self._lexicon.readings(word.form, False)
            people = next((r for r in readings if not r.before and r.lexeme.data.get("country")), None)
            if people is None or (word.is_noun and "person" in word.classes) or "p" in word.numbers:
                continue
            word.pos, word.places, word.is_noun, word.is_adjective = "N", (), True, False
            word.classes, word.numbers = frozenset(("person", "agent", "civilian")), frozenset("s")

    # -- known words ------------------------------------------------------------------------------------------

    def _settle(self, word: Word, previous: Word | None, after: Word | None, headline: bool, at: int) -> None:
        groups = self._groups_of(word)
        best: Group | None = None
        if len(groups) == 1 and groups[0].kind != "V" and not groups[0].spelt[0]:
            best, best_score = groups[0], 0.0
        else:
            best_score = -99.0
            doubled = _SHADDA in word.text[2:-1]
            nunated = any(c in word.text[-3:] for c in _TANWEEN)
            for group in groups:
                if doubled and group.kind == "P":
                    continue  # خلّف is no خلف
                if nunated and group.kind != "N" and group.kind != "E":
                    continue
                score = self._score(word, group, previous, after, headline, at, groups)
                if score > best_score:
                    best, best_score = group, score
        if best is None or best_score < -4:
            self._unknown(word, previous)
            return
        if best.kind == "N" and word.form in self._auxiliary and not word.preposition:
            best = next((g for g in groups if g.kind == "V" and not g.before and not g.after), best)
        kind = best.kind
        if (
            kind == "C"
            and word.form in self._particles
            and previous is not None
            and previous.pos in ("N", "X")
            and not previous.article
            and after is not None
            and (not after.readings or "ال" in after.readings[0].before)
        ):
            word.pos = "X"
            return
        if (
            word.places
            and word.place_size == 1
            and kind in ("N", "V", "A")
            and self._named_here(word, kind, best.readings, previous)
        ):
            self._unknown(word, previous)
            return
        if kind == "N" and self._rather_place(word, best.readings, previous):
            self._unknown(word, previous)
            return
        if kind == "N" and self._name_like(word, previous):
            return
        word.settle(best.choice)
        if kind == "V" and _DAMMA in word.text:
            self._mark_passive(word)

    def _groups_of(self, word: Word) -> tuple[Group, ...]:
        key = (word.form, len(word.readings), word.readings[0].stem)
        groups = self._known.get(key)
        if groups is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            groups = self._known[key] = groups_of(word.readings)
        return groups

    def _score(
        self,
        word: Word,
        group: Group,
        previous: Word | None,
        after: Word | None,
        headline: bool,
        at: int,
        groups: tuple[Group, ...],
    ) -> float:
        score, kind, before = group.base, group.kind, group.before
        if before == ("و",) and (previous is None or at == 0):
            score += 0.7
            if kind == "V" and any(g.kind == "V" and not g.before and _eventful(g) > _eventful(group) for g in groups):
                score -= 2.0  # وصلت طائرة is وصل and not صلى
            if kind == "V" and group.telling:
                # At the head of a sentence و joins: ودعا is دعا rather than ودع.
                score += 1.0
        if kind not in "NV":
            return self._function(word, group, score, previous, after, groups)
        previous_pos = previous.pos if previous is not None else ""
        prep_before = (
            previous is not None
            and previous_pos == "P"
            and not (previous.kind == "phrase" and previous.form.endswith(" ما"))
        )
        nominal_before = "ب" in before or "ل" in before or "ك" in before or "ال" in before
        if kind == "V":
            if prep_before or (nominal_before and before[-1] != "ل"):
                return score - 10
            if (
                after is not None
                and group.companions
                and not any(g.masdar for g in groups)
                and (after.form in group.companions or any(a.stem in group.companions for a in after.readings))
            ):
                score += 1.5
            if (
                self._open_verb
                and before[:1] not in (("و",), ("ف",))
                and previous is not None
                and (previous.article or previous_pos in "XL" or previous.after)
            ):
                score -= 1.6
            return score + self._verb_context(group, previous, after, headline, at)
        if group.tied and not word.text.rstrip(_MARKED).endswith("ة"):
            score -= 2.5
        # وكمية is a quantity rather than "and like a hundred": ك asks for a noun but is rarer than a letter of the word.
        if prep_before or (nominal_before and "ك" not in before):
            score += 2
        if previous_pos == "U" and not before and not group.after:
            score += 2
        if previous is not None and (previous.form in self._negators or previous.form in self._aspect):
            score -= 4
        if group.masdar:
            if after is not None and not group.after and _nominative(after):
                score -= 5  # قتل مسلحون …: what follows is a subject and no genitive
            if self._listed and before == ("و",) and not group.after:
                # A list of verbal nouns goes on: من تحرير … وتدمير … ورفع.
                score += 3
            if previous is not None and previous_pos in ("N", "M", "X", "K", "U") and not before:
                score += 0.8 if not previous.article and not previous.after else -0.5
            if (
                (previous is None or previous_pos in ("E", "C"))
                and not before
                and not group.after
                and self._verb_ahead(word)
            ):
                score += 3.6
        if after is not None and after.readings and not before and not group.after and not word.form.endswith("ا"):
            follows = after.readings
            if any(r.pos == "a" and not r.before for r in follows) and not any(
                r.pos in ("n", "v", "m") and not r.before for r in follows
            ):
                score += 1.6  # an indefinite adjective follows
        return score - 1 if group.weak else score

    def _function(
        self,
        word: Word,
        group: Group,
        score: float,
        previous: Word | None,
        after: Word | None,
        groups: tuple[Group, ...],
    ) -> float:
        if self._other_hamza(word, group.spelt) or (
            word.text.endswith("ة") and all(s.endswith("ه") for s in group.spelt)
        ):
            score -= 8
        if (
            group.kind == "P"
            and word.text.endswith("ي")
            and all(s.endswith("ى") for s in group.spelt)
            and previous is not None
            and previous.pos == "V"
            and any(r.lexeme.classes & _TITLES for g in groups for r in g.readings)
        ):
            score -= 5.0  # قال والي الخرطوم: the governor, for إلى is written with alef maqsura
        if (
            group.kind == "E"
            and previous is not None
            and previous.pos == "N"
            and word.text.endswith(_TANWIN)
            and previous.text.endswith(_TANWIN)
            and any(g.kind == "N" for g in groups)
        ):
            score -= 4.0  # سوقا شعبيا: the adjective of an accusative, no adverb
        if group.kind == "P" and self._opens_subject(after, groups, group.before):
            score -= 5
        if (
            group.kind == "E"
            and after is not None
            and any(g.kind == "N" for g in groups)
            and not word.form.endswith("ا")
        ):
            score -= 1.0
        return score

    def _other_hamza(self, word: Word, spelt: tuple[str, ...]) -> bool:
        """كان is not كأن: a hamza inside a word is written; at its beginning it is often left out."""
        if all("أ" in s[1:] for s in spelt) and "أ" not in word.text[1:]:
            return True
        first = word.text[word.bare_start() - word.start :][:1] if word.before else word.text[:1]
        return first in _HAMZAS and all(s[:1] in _HAMZAS and s[:1] != first for s in spelt)

    def _opens_subject(self, after: Word | None, groups: tuple[Group, ...], before: tuple[str, ...]) -> bool:
        """A word that is preposition or verb (عبر، خلف، وسط) before a number or somebody is the verb."""
        verbs = next((g.readings for g in groups if g.kind == "V" and g.before == before and not g.after), ())
        if not verbs or after is None:
            return False
        if after.text.endswith("ون") and any(r.pos in "nq" and r.person == "p" for r in after.readings):
            return True  # عبر المقاتلون: nominative
        plain = [r for r in verbs if r.lexeme.family in ("verbs", "saying")]
        if plain and all(r.lexeme.data.get("weak") for r in plain):
            return False
        if after.pos == "U":
            return True
        return any(r.lexeme.classes & _SUBJECTS and not r.after and "ال" not in r.before for r in after.readings)

    def _carried(self, noun: Word, group: Group) -> bool:
        """هجوما شنه، كمين نصبه: an event noun, then the verb that carries it."""
        return noun.pos == "M" and (
            noun.text.endswith(_TANWIN) or any(r.lexeme.family == "light" for r in group.readings)
        )

    def _verb_context(self, group: Group, previous: Word | None, after: Word | None, headline: bool, at: int) -> float:
        score, past, before = 0.0, group.past, group.before
        if (
            previous is not None
            and previous.is_adjective
            and previous.text.endswith(("اً", "ًا", "ا"))
            and any(x.family == "saying" for x in previous.lexemes)
        ):
            score -= 3.0  # معلنا أسر …: a participle that says takes a noun
        if (
            self._awaited
            and past
            and not before
            and not group.after
            and previous is not None
            and previous.pos in ("N", "A", "Q", "X")
            and (
                previous.article
                or previous.kind == "name"
                or (previous.kind == "phrase" and " ال" in previous.text)
                or _DAMMA in self._words[at].text[1:2]
            )
        ):
            score += 2.5  # أن الطيران الحربي قصف …: the clause has its subject and no verb yet
        if past and _DAMMA in self._words[at].text[1:2]:
            score += 1.5  # خُطفا: the mark of the passive
        if group.after and all(r.lexeme.data.get("form") == "Iq" for r in group.readings):
            score -= 2.0  # سيطرته is hardly ever a verb
        if (
            group.after
            and previous is not None
            and (previous.pos in ("A", "N", "X") or self._carried(previous, group))
            and not previous.article
            and not previous.after
            and not before
        ):
            # عبوات زرعها عناصر: an indefinite noun, then a verb with a pronoun that resumes it.
            score += 2.6 if after is not None and after.pos != "." and not after.preposition else 0.0
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
            if past and previous.form in _NOUN_FOLLOWS and "إ" in previous.text + "إ" * (previous.form != "ان"):
                score -= 2.5  # قال إن قتل الأبرياء: what follows إن is a noun
        elif previous.form in self._relative or previous.pos == "R" or previous.form in self._auxiliary:
            score += 3
        elif previous.form in self._subordinate or previous.pos in ("C", "T", "E", "W"):
            score += 1.6
        elif before and before[0] in ("و", "ف"):
            score += 1.2
        elif previous.pos == "V":
            score -= 4 if past else 1
        elif previous.pos in ("N", "M", "X", "A", "Q", "L", "U"):
            closed = (
                previous.article
                or bool(previous.after)
                or previous.pos in ("A", "L")
                or previous.form.endswith("ا")
                or previous.pos == "X"
            )
            score += 0.6 if closed else -1.2
        # قصف إسرائيلي, هجوم مسلح: an indefinite adjective makes the word before it a noun.
        described = after is not None and bool(after.readings) and not after.number
        if past and group.masculine and after is not None and described:
            score -= 1.5 if all(r.pos == "a" and not r.before for r in after.readings) else 0.0
        return score

    def _verb_ahead(self, word: Word) -> bool:
        """A finite verb a few words on, joined by nothing: what opens the clause is then its subject (مسك الحدود يحتاج)."""
        for other in self._words[word.i + 1 : word.i + 5]:
            if other.pos in (".", "C", "U", "W") or other.kind != "word":
                return False
            if other.readings and all(
                r.pos == "v" and r.tense == "n" and r.before in ((), ("س",)) for r in other.readings
            ):
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
        if word.text == "على":
            return False  # the preposition, not the name علي
        if not sure and form not in lexicon.ambiguous_names:
            return False
        titled = previous is not None and bool(previous.classes & _TITLES)
        if previous is not None and not titled:
            # قائممقام الرطبة رافع فلان: the place of an office stands between the title and the name.
            for place in self._words[max(1, word.i - _LONGEST_PLACE) : word.i]:
                if place.places and place.i + max(place.place_size, 1) == word.i:
                    titled = titled or bool(self._words[place.i - 1].classes & _TITLES)
        named = previous is not None and previous.pos == "X" and previous.kind == "word" and not previous.places
        follows = after is not None and (after.form in lexicon.given_names or after.form in lexicon.ambiguous_names)
        if sure:
            verb_first = previous is None and any(r.pos == "v" for r in word.readings) and not follows
            return not verb_first and (
                not word.readings
                or titled
                or named
                or follows
                or (previous is not None and previous.pos in ("N", "A", "V", "X", "C", "P"))
            )
        return (
            titled
            or (named and (previous is not None and previous.form in lexicon.given_names))
            or (follows and after is not None and after.form in lexicon.given_names)
        )

    def _named_here(self, word: Word, kind: str, readings: Sequence[Reading], previous: Word | None) -> bool:
        """A place name the lexicon reads otherwise: whole against split (كسلا), after a place noun (مدينة حرستا), in a list of places."""
        sure = any(not e.needs_context for e in word.places)
        before = readings[0].before
        if sure and before and before[0] not in ("و", "ف", "ال") and self._gazetteer.lookup(word.form):
            return True
        if previous is None:
            return False
        if (
            kind == "V"
            and previous.classes & {"settlement", "admin", "site", "area", "road", "border"}
            and not previous.article
            and not previous.after
        ):
            return True
        if kind == "V" and sure and previous.pos in ("V", "P"):
            return True
        if kind == "V" and sure and not before and previous.kind == "phrase" and previous.classes & {"org", "unit"}:
            return True  # غرفة عمليات سرت
        return kind == "V" and sure and before[:1] == ("و",) and bool(previous.places)

    def _rather_place(self, word: Word, readings: Sequence[Reading], previous: Word | None) -> bool:
        """A well-known place whose name is also a rare participle or masdar (مصر، الموصل)."""
        if not word.places:
            return False
        if any(e.kind == "country" for e in word.places):
            # A country that is also an adjective stands by itself or after a preposition (منعت السعودية، في مالي).
            after_preposition = previous is not None and previous.pos == "P"
            lone = after_preposition or previous is None or previous.pos in "VC."
            if lone and (after_preposition or any("ال" in r.before for r in readings)):
                return all(r.pos in "aq" for r in readings)
        if not any(not e.needs_context for e in word.places):
            return False
        # وموريتانيا is the country, not an accusative; so is السعودية where no noun stands before it.
        alone = previous is None or previous.pos in "VPC."
        nisba = word.form.endswith("يا") or (alone and word.form.endswith("ية"))
        return all(r.pos == "q" or r.lexeme.family == "verbs" or (nisba and r.pos == "a") for r in readings)

    # -- names and unknown words ------------------------------------------------------------------------------

    def _name_like(self, word: Word, previous: Word | None) -> bool:
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
            if self._gazetteer.lookup(split.stem) or (
                "ال" in split.before and self._gazetteer.lookup("ال" + split.stem)
            ):
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
        if (
            form.startswith("و")
            and len(form) >= 5
            and (previous is None or previous.pos in ("N", "X", "A", "M", "W", "V", "U", "E", "L", "Q"))
        ):
            word.before, word.stem = ("و",), form[1:]
        word.pos = "X"
        self._endings(word)

    def _endings(self, word: Word) -> None:
        """What the ending of an unknown nominal says: a nisba is an adjective."""
        stem = word.stem
        if (stem.endswith(("ي", "يه", "يين", "يون", "يات", "يتين")) and len(stem) >= 5) or (
            stem.endswith("يا") and len(stem) >= 6
        ):
            word.is_adjective = True
        word.is_noun = True


def _eventful(group: Group) -> int:
    """How many event entries a group offers."""
    return sum(r.lexeme.family == "events" for r in group.readings)
