"""Words of a sentence with their readings: times, numbers and fixed phrases become one word each, the rest one by one.

A word keeps every reading the lexicon offers; ``tag`` picks one by what stands around it.  Nothing here is about
war: it is the grammar that all later questions share.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from marsad.arabic.calendar import TimeExpression, times
from marsad.arabic.numerals import Number, numbers
from marsad.arabic.words import LATIN, PUNCT, Token, tokenize
from marsad.gazetteer.index import Entry
from marsad.lexicon.lexicon import Lexeme, Lexicon, Reading
from marsad.lexicon.schema import as_list

_NONE: Final[frozenset[str]] = frozenset()
#: Classes of what stands before the name of a person.
TITLES: Final = frozenset(("rank", "official", "role", "spokesperson", "relative"))
#: What an entry of a list begins with.
BULLETS: Final = frozenset("•-–—*·▪●◾■")
_FIRST: Final = frozenset(("1s", "1p"))
_POS: Final = {"prep": "P", "conj": "C", "part": "T", "neg": "G", "pron": "O", "rel": "R", "dem": "D", "quant": "K", "adv": "E", "interj": "I",
        "v": "V", "m": "M", "n": "N", "a": "A", "q": "Q", "word": "E", "noun": "N", "adj": "A"}  # fmt: skip
_MARK_LETTERS: Final = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640\u0670")
_MARK_TEXT: Final = "".join(_MARK_LETTERS)


class Settled(NamedTuple):
    """What a group of readings with the same part of speech and clitics says of a word (see ``Word``)."""

    pos: str
    before: tuple[str, ...]
    after: str
    stem: str
    lexemes: tuple[Lexeme, ...]
    classes: frozenset[str]
    tense: str
    voice: str
    persons: frozenset[str]
    numbers: frozenset[str]
    gender: str
    state: str
    is_noun: bool
    is_adjective: bool


def settled(chosen: Sequence[Reading], pos: str) -> Settled:
    """What chosen readings have in common, joined."""
    first = chosen[0]
    lexemes = tuple(dict.fromkeys(r.lexeme for r in chosen))
    classes = frozenset().union(*(x.classes for x in lexemes))
    if pos == "V":
        # Reports do not say I and we outside quotations: a third person that is spelt alike goes first.
        third = [r for r in chosen if not set(r.person.split(",")) <= _FIRST] or list(chosen)
        persons = frozenset(p for r in third for p in r.person.split(","))
        return Settled(
            pos, first.before, first.after, first.stem, tuple(dict.fromkeys(r.lexeme for r in third)), classes, "".join(sorted({r.tense for r in third})),
            "".join(sorted({v for r in third for v in r.voice})), (persons - _FIRST) or persons, _NONE, "", "", False, False,
        )  # fmt: skip
    nouns = [r for r in chosen if r.pos in ("n", "m")]
    nominal = pos in ("N", "M", "A", "Q")
    return Settled(
        pos, first.before, first.after, first.stem, lexemes, classes, "", "", _NONE, frozenset(r.person for r in nouns or chosen if r.person),
        "".join(sorted({g for r in chosen for g in r.gender})), "".join(sorted({s for r in chosen for s in r.state})),
        nominal and bool(nouns), nominal and any(r.pos in ("a", "q") for r in chosen),
    )  # fmt: skip


class Word:
    """One word (or time, number, phrase) of a sentence.

    Attributes:
        i: index in the sentence.
        start, end: source offsets.
        text, form: as written, and folded.
        kind: word, number, latin, punct, time, name or phrase.
        pos: V finite verb, M verbal or event noun, N noun, A adjective, Q participle, X unknown nominal, U number,
            W time, P preposition, C conjunction, T particle, G negator, O pronoun, R relative, D demonstrative,
            K quantifier, E adverb, L Latin, I interjection, ``.`` punctuation.
        readings: what the lexicon offers; ``lexemes`` are the entries of the chosen ones.
        before, after: proclitics and attached pronoun of the chosen readings.
        tense, voice, persons: of a verb; ``voice`` holds a and p where the spelling allows both.
        numbers, gender, state: of a nominal (see ``lexicon.inflect.Form``).
        places: the gazetteer's entries, where the word begins a place name of ``place_size`` words after ``place_before``.
        events: the event entries that fit here: companions and forbidden words of the sentence are checked.
    """

    __slots__ = ("after", "before", "classes", "end", "events", "form", "gender", "i", "is_adjective", "is_noun", "kind", "lexemes", "number", "numbers", "persons",
                 "place_before", "place_size", "places", "pos", "readings", "size", "start", "state", "stem", "tense", "text", "time", "voice")  # fmt: skip

    def __init__(self, i: int, start: int, end: int, text: str, form: str, kind: str, size: int) -> None:
        self.i = i
        self.start = start
        self.end = end
        self.text = text
        self.form = form
        self.kind = kind
        self.size = size
        self.pos = "X"
        self.readings: tuple[Reading, ...] = ()
        self.lexemes: tuple[Lexeme, ...] = ()
        self.before: tuple[str, ...] = ()
        self.after = ""
        self.stem = form
        self.classes: frozenset[str] = _NONE
        self.tense = ""
        self.voice = ""
        self.persons: frozenset[str] = _NONE
        self.numbers: frozenset[str] = _NONE
        self.gender = ""
        self.state = ""
        self.is_noun = False
        self.is_adjective = False
        self.number: Number | None = None
        self.time: TimeExpression | None = None
        self.places: tuple[Entry, ...] = ()
        self.place_size = 0
        self.place_before: tuple[str, ...] = ()
        self.events: tuple[Lexeme, ...] = ()

    def __repr__(self) -> str:
        return f"{self.text}/{self.pos}{'/' + ','.join(x.id for x in self.lexemes) if self.lexemes else ''}"

    @property
    def feminine(self) -> bool:
        """Whether its spelling or its entry makes it feminine; of a name or title of several words the first decides."""
        # والي ولاية is a man; طائرة مسيرة and the like are spelt feminine at both ends.
        first = self.kind == "name" or (self.kind == "phrase" and "official" in self.classes)
        endings = ("ة", "ات") if self.kind == "name" else ("ة",)  # القوات الأمنية
        return self.gender == "f" or (self.text.split(" ", 1)[0] if first else self.text).rstrip('"»').endswith(endings)

    @property
    def article(self) -> bool:
        """Whether the word carries the article."""
        return "ال" in self.before

    @property
    def preposition(self) -> str:
        """The attached preposition (ب ل ك), or nothing."""
        for clitic in self.before:
            if clitic in ("ب", "ل", "ك"):
                return clitic
        return ""

    @property
    def conjunction(self) -> str:
        """The attached و or ف, or nothing."""
        return self.before[0] if self.before and self.before[0] in ("و", "ف") else ""

    @property
    def opposes(self) -> bool:
        """Whether what it governs came to nothing: أحبط هجوما، نجا من محاولة."""
        return any(x.family == "modality" and x.data.get("opposes") for x in self.lexemes)

    def settle(self, choice: Settled) -> None:
        """Settle on readings that share a part of speech and clitics."""
        (self.pos, self.before, self.after, self.stem, self.lexemes, self.classes, self.tense, self.voice, self.persons, self.numbers, self.gender,
         self.state, self.is_noun, self.is_adjective) = choice  # fmt: skip

    def entry(self, family: str) -> Lexeme | None:
        """The first chosen entry of a family of the lexicon."""
        for lexeme in self.lexemes:
            if lexeme.family == family:
                return lexeme
        return None

    def bare_start(self) -> int:
        """The offset where the word begins once و ف ب ل ك are left out (and the ل of the article after ل)."""
        letters = 0
        for clitic in self.before:
            if clitic in ("و", "ف", "ب", "ل", "ك") or (clitic == "ال" and "ل" in self.before):
                letters += 1
        return self.start + _letters(self.text, letters)


def _letters(text: str, count: int) -> int:
    """How many characters hold the first ``count`` letters and their marks."""
    at = 0
    while count and at < len(text):
        at += 1
        while at < len(text) and text[at] in _MARK_LETTERS:
            at += 1
        count -= 1
    return at


class Sentence:
    """A sentence of the article and its words.

    Attributes:
        start, end: source offsets.
        words: its words, tagged.
        region: title, heading, body or caption.
        paragraph: which paragraph of the article it stands in (-1 outside).
    """

    __slots__ = ("end", "paragraph", "region", "start", "words")

    def __init__(self, start: int, end: int, words: list[Word], region: str, paragraph: int) -> None:
        self.start = start
        self.end = end
        self.words = words
        self.region = region
        self.paragraph = paragraph


def split_words(text: str, start: int, end: int, lexicon: Lexicon, published: date | None) -> list[Word]:
    """The words of ``text[start:end]`` with their readings, untagged."""
    tokens = tokenize(text, start, end)
    forms = [t.form for t in tokens]
    spans: dict[int, TimeExpression] = {}
    for time in times(tokens, published=published):
        spans[time.first] = time
    counted: dict[int, Number] = {}
    tails: list[tuple[int, int]] = []
    dates = frozenset(spans)
    for number in numbers(tokens):
        if any(at in dates for at in range(number.first + 1, number.last)):
            continue  # بين 5 و7 أغسطس: the days of a date
        counted[number.first] = number
        if number.tail:
            tails.append(number.tail)
    words: list[Word] = []
    at, size = 0, len(tokens)
    while at < size:
        word = _next(text, tokens, forms, at, len(words), spans, counted, tails, lexicon)
        words.append(word)
        at += word.size
    if len(words) > 2 and (words[0].pos == "U" or words[0].form.isdigit()) and words[1].form in "-–—.)/":
        words[0].pos = "."  # the number of a list item
    return words


def _next(text: str, tokens: Sequence[Token], forms: list[str], at: int, i: int, spans: dict[int, TimeExpression], counted: dict[int, Number],
          tails: list[tuple[int, int]], lexicon: Lexicon) -> Word:  # fmt: skip
    token = tokens[at]
    time = spans.get(at)
    if time is not None:
        last = tokens[time.last - 1]
        word = Word(i, token.start, last.end, text[token.start : last.end], token.form, "time", time.last - at)
        word.pos, word.time = "W", time
        return word
    number = counted.get(at)
    if number is not None:
        last = tokens[number.last - 1]
        word = Word(i, token.start, last.end, text[token.start : last.end], token.form, "number", number.last - at)
        word.pos, word.number = "U", number
        # و and ب before a number word: what is left of the number's own span.
        lead = token.form[0] if tokens[at].kind == "word" and number.span[0] > token.start else ""
        word.before = tuple(c for c in token.form[: number.span[0] - token.start] if c in "وفبلك") if lead else ()
        return word
    for tail in tails:
        if tail[0] <= token.start < tail[1]:
            stop = at
            while stop < len(tokens) and tokens[stop].end <= tail[1]:
                stop += 1
            stop = max(stop, at + 1)
            word = Word(
                i,
                token.start,
                tokens[stop - 1].end,
                text[token.start : tokens[stop - 1].end],
                token.form,
                "phrase",
                stop - at,
            )
            word.pos = "E"
            return word
    if token.kind == PUNCT:
        word = Word(i, token.start, token.end, token.text, token.form, "punct", 1)
        word.pos = "."
        return word
    name = lexicon.name_at(forms, at)
    if name is not None and name[0] > 1 and forms[at + name[0] : at + name[0] + 1] in (["عشره"], ["عشر"]):
        name = None  # الفرقة الرابعة عشرة is no الفرقة الرابعة
    if name is not None and (at == 0 or name[0] > 1 or not name[2].data.get("context")):
        length, before, lexeme = name
        last = tokens[at + length - 1]
        word = Word(
            i, token.start, last.end, text[token.start : last.end], " ".join(forms[at : at + length]), "name", length
        )
        word.pos, word.lexemes, word.classes, word.before, word.is_noun = "X", (lexeme,), lexeme.classes, before, True
        word.stem = word.form
        return word
    found = lexicon.phrase_at(forms, at)
    if found is not None:
        length, phrase = found
        if length > 1 or phrase.clitic:
            last = tokens[at + length - 1]
            word = Word(
                i, token.start, last.end, text[token.start : last.end], " ".join(phrase.words), "phrase", length
            )
            word.lexemes = phrase.lexemes
            word.pos = _phrase_pos(phrase.lexemes)
            word.classes = frozenset().union(*(x.classes for x in phrase.lexemes))
            word.stem = " ".join(phrase.words)
            if forms[at] != phrase.words[0]:
                word.before = (forms[at][0],)
            return word
    word = Word(i, token.start, token.end, token.text, token.form, token.kind, 1)
    if token.kind == LATIN:
        word.pos = "L"
        return word
    raw = token.text.rstrip(_MARK_TEXT)
    word.readings = lexicon.readings(token.form, raw.endswith("ة"))
    return word


def _phrase_pos(lexemes: tuple[Lexeme, ...]) -> str:
    for lexeme in lexemes:
        role = lexeme.data.get("role")
        if role in ("attribution", "transmission", "channel"):
            return "E" if lexeme.data.get("continues") is False else "P"
        if "pos" in lexeme.data:
            return _POS.get(str(lexeme.data["pos"]), "E")
    for lexeme in lexemes:
        if lexeme.kind == "outcome":
            return "P"
        if lexeme.family == "nouns":
            return "N"
        if lexeme.family == "events":
            return "M"
        if lexeme.family == "modality" and "gen" in as_list(lexeme.data.get("governs")):
            return "P"
        if lexeme.kind == "call" and "gen" in as_list(lexeme.data.get("takes")):
            return "P"
    return "E"
