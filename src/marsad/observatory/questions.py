"""What is asked of an incident, and which people do tolls tell apart?  The tables an analyst may edit, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from marsad.errors import DataError
from marsad.observatory.stems import name_key
from marsad.observatory.weights import rows
from marsad.records import CountClass

FIELDS = ("status", "actors", "places", "time", "counts")
KINDS = ("occurrence", "responsibility", "place", "date", "toll")
#: People of any kind, and members of whatever it is.
ALL, MEMBERS = "all", "members"


@dataclass(frozen=True, slots=True)
class Question:
    """A question: the field that answers it, its class where it is a count, whether of groups apart, and the kind of conflict."""

    id: str
    field: str
    of: str | None
    groups: bool
    conflict: str
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions in their order, the names of groups, and the group of each word people are counted by."""

    questions: dict[str, Question]
    groups: dict[str, dict[str, str]]
    words: dict[str, str]

    def group(self, words: str | None) -> str:
        """The group that some words name: the first word that is in the table says it."""
        for word in name_key(words or "").split():
            if word in self.words:
                return self.words[word]
        return ALL


@cache
def load() -> Questions:
    """The tables, read once.

    Raises:
        DataError: a table is wrong; the message says where.
    """
    found = Questions({}, {}, {})
    for line, (name, field, of, groups, conflict, en, ar) in rows(
        "questions.csv", ("question", "field", "of", "groups", "conflict", "en", "ar")
    ):
        if name in found.questions or not (name and en and ar):
            raise DataError(f"{name!r} is there twice, or has no names", file="questions.csv", line=line)
        if field not in FIELDS or (field == "counts") != (of in get_args(CountClass)):
            raise DataError(f"{field} {of} is no field of an event", file="questions.csv", line=line)
        if groups not in ("", "yes"):
            raise DataError(f"{groups!r} is not known (yes, or nothing)", file="questions.csv", line=line)
        if conflict not in KINDS:
            raise DataError(f"{conflict!r} is no kind of conflict", file="questions.csv", line=line)
        found.questions[name] = Question(name, field, of or None, groups == "yes", conflict, {"en": en, "ar": ar})
    for line, (name, en, ar) in rows("groups.csv", ("group", "en", "ar")):
        if name in found.groups or not (en and ar):
            raise DataError(f"{name!r} is there twice, or has no names", file="groups.csv", line=line)
        found.groups[name] = {"en": en, "ar": ar}
    for line, (word, group) in rows("group_words.csv", ("word", "group")):
        key = name_key(word)
        if group not in found.groups and group != MEMBERS:
            raise DataError(f"{group!r} is no group of groups.csv", file="group_words.csv", line=line)
        if not key or found.words.get(key, group) != group:
            raise DataError(f"{word!r} is empty, or of another group already", file="group_words.csv", line=line)
        found.words[key] = group
    return found


def question_name(question: Question, group: str | None, lang: str) -> str:
    """What a question is called, with the group of people it is about where it is one's."""
    name = question.names[lang]
    return name if group in (None, ALL) else f"{name} ({load().groups[group][lang]})"
