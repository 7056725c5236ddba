"""Quantities: how many of what, and which event they count for.

People count under the class of their event (an arrested man under an arrest); toll nouns (قتيل، جريح) and things
carry their class with them in the lexicon.  A number counts once, in its own clause.
"""

from __future__ import annotations

from typing import Final

from marsad.arabic.fold import fold_word
from marsad.lexicon.lexicon import Lexicon, bare
from marsad.lexicon.schema import as_list
from marsad.reader.clauses.clause import Chunk
from marsad.reader.draft import Draft, Filler, Parsed, Tally
from marsad.reader.events.kinds import HARM
from marsad.reader.loads import WEAPONS, Loads
from marsad.reader.phrases.phrase import NounPhrase
from marsad.reader.viable import companion_of
from marsad.reader.words import Word

_MEASURES: Final = frozenset(("area_km2", "length_km"))
_ARMED: Final = frozenset(
    (
        "clash",
        "attack",
        "airstrike",
        "shelling",
        "bombing",
        "assassination",
        "destruction",
        "disposal",
        "seizure",
        "operation",
    )
)
_PEOPLE: Final = frozenset(("person", "toll", "family", "civilian", "fighter"))
_TOLLS: Final = frozenset(("killed", "injured"))
#: What counts in the genitive of another noun.
_MEASURED: Final = frozenset(("village", "town", "money"))
_FATHA: Final = "\u064e"


class Quantities:
    """Counts on drafts; holds only the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._distant = lexicon.grammar["distant"]
        self._strong = lexicon.grammar["strength"]
        self._sums = lexicon.grammar["toll_sum"]
        self._loads = Loads(lexicon, self)
        self._recount = [r for r in lexicon.refinements if str(r.get("type", "")).startswith("count:")]

    # -- bounds and classes -----------------------------------------------------------------------------------

    def bounds(self, phrase: NounPhrase) -> tuple[float | int | None, float | int | None, bool] | None:
        """Low, high and approximate of a phrase that says how many; None where it does not."""
        number = phrase.number.number if phrase.number is not None else None
        if number is not None and number.kind not in ("ordinal", "percent", "fraction"):
            return number.low, number.high, number.approximate
        if number is None and phrase.one:
            return None  # أحد الجنديين
        if number is None and (phrase.dual or self._dual(phrase.head) or _two_of(phrase)):
            return 2, 2, False
        return None

    def _dual(self, head: Word) -> bool:
        if "d" not in head.numbers or head.pos not in ("N", "M", "Q", "A"):
            return False
        if head.numbers == {"d"}:
            # راعي، محامي are singular, whatever the speller says; جثتي is not.
            return not head.stem.endswith("ي") or head.stem.endswith("تي")
        stem = head.stem
        if stem.endswith("ان") and "d" in head.state:
            return not any(r.person == "s" and r.stem == stem and r.pos in ("n", "a", "q") for r in head.readings)
        return (_FATHA in head.text[-4:-2] and head.text.endswith("ين")) or head.text.endswith("ي\u0652ن")

    def class_of(self, phrase: NounPhrase, words: list[Word]) -> str:
        """The count class that the counted noun carries itself, or nothing."""
        found = ""
        for lexeme in phrase.head.lexemes:
            if lexeme.of:
                found = lexeme.of
                break
        if not found and "aircraft" in phrase.head.classes:
            found = "aircraft"  # no class of its own, but that of what modifies it: طائرتين مسيرتين
        if found and self._recount:
            inside = {w.stem for w in words[phrase.first : phrase.last]} | {
                bare(w.form) for w in words[phrase.first : phrase.last]
            }
            for rule in self._recount:
                if rule["type"] == f"count:{found}" and any(
                    s.startswith(bare(m)) for m in as_list(rule["when"].get("modifier")) for s in inside
                ):
                    return str(rule["becomes"])
        return "" if found == "aircraft" else found

    def tally(self, phrase: NounPhrase, words: list[Word], of: str) -> Tally | None:
        """The number of a phrase as a count of a class; None where it has none, or no class is given."""
        found = self.bounds(phrase)
        if found is None or not of:
            return None
        if of in _TOLLS and self._mixed(phrase, words):
            return None
        low, high, approximate = found
        start = phrase.start
        end = phrase.head.end if phrase.head.pos != "U" else phrase.end
        if phrase.number is not None and phrase.number.number is not None:
            start = min(phrase.number.number.span[0], start) if phrase.number.start <= start else start
            end = max(end, phrase.number.number.span[1])
        group = words[phrase.head.i].text if phrase.head.pos != "U" else ""
        return Tally(of, low, high, approximate, start, end, group)

    def _mixed(self, phrase: NounPhrase, words: list[Word]) -> bool:
        """27 بين قتيل وجريح، مقتل وإصابة 12: the number is of dead and wounded together, and of neither."""
        after = words[phrase.last : phrase.last + 4]
        after = after[1:] if after and after[0].form == "ما" else after
        if len(after) > 1 and after[0].form == "بين":
            return "toll" in after[1].classes
        first = phrase.first
        lead = words[first - 2 : first] if first > 1 else []
        return (
            len(lead) == 2
            and lead[1].conjunction == "و"
            and all(w.pos == "M" and any(e.type in ("killing", "injury") for e in w.events) for w in lead)
        )

    # -- harm as counts ---------------------------------------------------------------------------------------

    def harm(self, host: Draft, phrase: NounPhrase, own: str) -> None:
        """Count people hurt as ``own``, or as the class their noun carries, on the host."""
        words = host.parsed.words
        carried = self.class_of(phrase, words)
        of = carried if carried in _TOLLS and not own else own or carried
        tally = self.tally(phrase, words, of)
        if tally is not None:
            self.add(host, tally)

    def harm_words(self, host: Draft, parsed: Parsed, chunk: Chunk, of: str) -> None:
        """Count the number inside a phrase such as حياة 37 مدنيا."""
        for word in parsed.words[chunk.first : chunk.last + 3]:
            if word.pos == "U" and word.number is not None:
                number = word.number
                self.add(host, Tally(of, number.low, number.high, number.approximate, number.span[0], number.span[1]))
                return

    def add(self, draft: Draft, tally: Tally) -> None:
        """Put a count on a draft, unless its words are counted there already."""
        for known in draft.tallies:
            if known.start < tally.end and tally.start < known.end:
                return
        draft.tallies.append(tally)

    # -- counts of a draft ------------------------------------------------------------------------------------

    def count(self, draft: Draft, following: Draft | None) -> None:
        """All counts of a finished draft; ``following`` is the next event of the sentence."""
        words = draft.parsed.words
        info = self._lexicon.types.get(draft.type, {})
        told = self._lexicon.types.get(draft.entry.type, {}) if draft.entry.type in HARM else info
        people = str(draft.entry.data.get("count") or told.get("people") or "")  # أصيب ثلاثة بقذيفة: they are hurt
        if draft.type == "aid":
            people = "civilians"
        for filler in draft.targets + draft.devices:
            if not _got_away(draft, filler):
                self._role(draft, filler, people)
        if info.get("people_actor"):
            for filler in draft.actors:
                self._role(draft, filler, people)
        for filler in draft.actors if draft.type in _ARMED else ():
            if self.class_of(filler.phrase, words) == "drone":
                self._role(draft, filler, "")
        phrase = draft.chunk.phrase
        if not draft.is_verb and phrase is not None:
            of = self.class_of(phrase, words)
            self._loads.fired(draft)
            if of in ("strike", "missile", "drone") or (of in _TOLLS and draft.type in ("killing", "injury")):
                tally = self.tally(phrase, words, of)
                if tally:
                    self.add(draft, tally)
        if str(draft.entry.data.get("phrase", "")).startswith("عدد"):
            self._number_of(draft, people)
        if draft.entry.companions:
            self._companion(draft)
        self._strength(draft, following)
        self._loads.who(draft, people)
        if draft.type == "aid":
            self._loads.carried(draft, following)
        self._tolls_named(draft)
        if draft.toll is not None:
            # حصيلة الهجوم ارتفعت إلى 41 قتيلا: the toll of an attack is counted with the attack.
            self._tolls_named(draft.toll)
            for tally in draft.toll.tallies:
                self.add(draft, tally)
        self._instruments(draft, following)

    def _strength(self, draft: Draft, following: Draft | None) -> None:
        """قوة قوامها 800 جندي: how large a force is; 80 في المئة من أحياء المدينة: how much of the ground is taken."""
        words = draft.parsed.words
        stop = following.first if following is not None else len(words)
        for word in words[draft.first + 1 : stop]:
            number = word.number
            if number is None:
                continue
            if words[word.i - 1].form in self._strong:
                of = "fighters"
            elif number.kind == "percent" and draft.type == "capture" and words[word.i - 1].form in ("علي", "من"):
                of = "percent"
            else:
                continue
            self.add(draft, Tally(of, number.low, number.high, number.approximate, *number.span))

    def _number_of(self, draft: Draft, people: str) -> None:
        """عدد النازحين تجاوز 300 ألف: the number told after it, and who they are."""
        for chunk in draft.parsed.chunks:
            if (
                chunk.first > draft.first
                and chunk.kind == "noun"
                and chunk.phrase is not None
                and chunk.phrase.number is not None
            ):
                tally = self.tally(chunk.phrase, draft.parsed.words, people)
                if tally is not None:
                    self.add(draft, tally)
                    if not draft.actors and chunk.phrase.head.pos != "U":
                        draft.actors.append(Filler(chunk.phrase, draft.parsed, False, "counted", chunk))
                return

    def _companion(self, draft: Draft) -> None:
        """أطلقت صاروخين: what the predicate asks for may itself be counted."""
        companion = companion_of(draft.parsed.words, draft.word, draft.entry)
        if companion is None:
            return
        for chunk in draft.parsed.chunks:
            if chunk.kind == "noun" and chunk.phrase is not None and chunk.first <= companion.i < chunk.last:
                of = self.class_of(chunk.phrase, draft.parsed.words)
                if draft.type == "aid" and chunk.phrase.number is not None:
                    of = of or "other"  # وزعت 300 سلة غذائية: goods have no class of their own
                elif of not in WEAPONS or chunk.phrase.head is not companion:
                    of = ""
                tally = self.tally(chunk.phrase, draft.parsed.words, of) if of else self._within(draft, chunk.phrase)
                if tally is not None:
                    self.add(draft, tally)
                return

    def _role(self, draft: Draft, filler: Filler, people: str) -> None:
        said = not filler.implied or draft.rule.endswith("/participle")  # مئات الجنود محاصرون
        if not said or filler.parsed is not draft.parsed:
            return
        phrase = filler.phrase
        words = draft.parsed.words
        of = self.class_of(phrase, words)
        person = (
            not phrase.classes.isdisjoint(_PEOPLE)
            or phrase.head.pos == "U"
            or (phrase.number is not None and phrase.head.form.endswith(("ين", "ون")) and "group" in phrase.classes)
            or (not phrase.classes and phrase.head.pos in "XAQ")
            or (phrase.number is not None and filler in draft.actors and draft.type == "protest")
        )
        if person and people and of not in ("town", "village"):
            besieged = draft.type == "siege" and bool(phrase.classes & {"fighter", "force"})
            of = "fighters" if besieged else people
        elif person and not of and phrase.head.pos != "U":
            of = ""
        if (
            not of
            and (phrase.number is not None or (draft.type in ("sanction", "seizure") and "d" in phrase.head.numbers))
            and draft.type in ("seizure", "disposal", "destruction", "capture", "aid", "sanction")
        ):
            of = "other"
        tally = self.tally(phrase, words, of) or self._within(draft, phrase)
        if tally is not None:
            self.add(draft, tally)

    def _within(self, draft: Draft, phrase: NounPhrase) -> Tally | None:
        """سكان ثلاث قرى، مبلغ 300 ألف دينار: what has a class of its own and is counted in the genitive."""
        chunks, words = draft.parsed.chunks, draft.parsed.words
        at = next((k for k, c in enumerate(chunks) if c.phrase is phrase), len(chunks)) + 1
        if phrase.number is not None or at >= len(chunks) or chunks[at].first != phrase.last:
            return None
        inner = chunks[at].phrase
        if inner is None or inner.number is None or chunks[at].preposition or chunks[at].joined:
            return None
        of = self.class_of(inner, words)
        return self.tally(inner, words, of) if of in _MEASURED else None

    def _tolls_named(self, draft: Draft) -> None:
        """سقوط 28 قتيلا و73 جريحا؛ عدد القتلى بلغ 35: numbers of toll nouns and of tolls."""
        held = draft.type == "arrest" and draft.word.stem in self._sums  # بلغ عدد الموقوفين 70
        if draft.type not in ("killing", "injury") and not held:
            return
        words, chunks = draft.parsed.words, draft.parsed.chunks
        at = chunks.index(draft.chunk)
        own = str(self._lexicon.types[draft.type].get("people"))
        companions = draft.entry.companions or draft.entry.near
        seen, aside = bool(draft.tallies), False
        for chunk in chunks[at:]:
            if chunk.first < draft.first or chunk.kind != "noun" or chunk.phrase is None:
                aside = aside or (chunk.kind == "rel" and (draft.word.stem == "عدد" or draft.absorbed is not None))
                if chunk.kind in ("conj", "colon") or (chunk.kind == "rel" and not aside):
                    break
                continue
            phrase = chunk.phrase
            if aside and phrase.head.pos != "U" and (chunk.preposition != "الي" and not (seen and chunk.joined)):
                continue  # عدد الجرحى الذين استقبلهم المستشفى 19
            of = self.class_of(phrase, words)
            if (
                of in _TOLLS
                and "toll" in phrase.classes
                and phrase.first >= draft.first
                and (companions or chunk.joined)
            ):
                tally = self.tally(phrase, words, of)
                if tally:
                    self.add(draft, tally)
                    seen = True
            elif (
                phrase.head.pos == "U"
                and not seen
                and companions
                and chunk.preposition in ("", "الي", "عن", "علي", "ال", "ب", "ل")
            ) or (phrase.number is not None and not phrase.classes.isdisjoint(_PEOPLE) and not seen and companions):
                tally = self.tally(phrase, words, own)
                if tally:
                    self.add(draft, tally)
                    seen = True

    def _instruments(self, draft: Draft, following: Draft | None) -> None:
        """Measures, and weapons with ب, right of the event and before the next."""
        stop = following.first if following is not None else len(draft.parsed.words)
        words = draft.parsed.words
        previous: Chunk | None = None
        for chunk in draft.parsed.chunks:
            if (
                draft.first < chunk.first < stop
                and chunk.kind == "noun"
                and chunk.phrase is not None
                and self.bounds(chunk.phrase) is not None
            ):
                of = self.class_of(chunk.phrase, words)
                lead = chunk.prep_word.form if chunk.prep_word is not None else ""
                if (
                    (
                        of in _MEASURES
                        and lead != "علي بعد"
                        and not (previous is not None and previous.word.form in ("مسافه", "بعد"))
                        and words[chunk.first - 1].form not in self._distant
                    )
                    or (of == "money" and draft.type == "aid" and not chunk.preposition)
                ) or (
                    of in WEAPONS
                    and draft.type in _ARMED
                    and (
                        chunk.preposition == "ب"
                        or lead == "بواسطة"
                        or (chunk.joined and previous is not None and previous.preposition == "ب")
                    )
                ):
                    tally = self.tally(chunk.phrase, words, of)
                    if tally:
                        self.add(draft, tally)
            if chunk.kind == "noun":
                previous = (
                    chunk if not (chunk.joined and previous is not None and previous.preposition == "ب") else previous
                )


def _two_of(phrase: NounPhrase) -> bool:
    """عنصري أمن، جنديي حراسة: a noun of people with a broken plural, whose ending before a genitive can only mean two."""
    head = phrase.head
    return (
        phrase.last > head.i + 1
        and "d" in head.numbers
        and "p" not in head.numbers
        and not head.article
        and "person" in head.classes
        and any(
            x.data.get("plural") not in (None, "m")
            and not str(x.data["plural"]).endswith("اة")  # راعي أغنام is one: راع، رعاة
            and head.form == fold_word(str(x.data.get("noun", ""))) + "ي"
            for x in head.lexemes
        )
    )


def _got_away(draft: Draft, filler: Filler) -> bool:
    """نجا ثلاثة من محاولة اغتيال: they were not hurt."""
    clause = draft.light or draft.clause
    if clause.verb is None or filler.phrase is not clause.subject or draft.chunk is clause.verb:
        return False
    return clause.verb.word.opposes
