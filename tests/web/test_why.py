"""Explanations in both languages: what the reader says of the samples and the gold texts is said in Arabic on Arabic pages."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from endtoend import ROOT
from helpers.web import Client
from marsad.page.article import Article
from marsad.page.document import from_text
from marsad.page.inputs import articles
from marsad.reader import reader_of
from marsad.reasons import Reason, sentence
from marsad.web.arabic import arabic
from marsad.web.why import rows

#: Words that any English sentence has one of.
ENGLISH = re.compile(r"\b(the|its?|is|of|in|from|to|after|before|says?|no|not|by|and|km|as|around|named?|one|which)\b")


@pytest.fixture(scope="module")
def told() -> set[str]:
    """Every sentence that explains an event of the samples and of some gold texts."""
    found = [each for path in sorted((ROOT / "samples").glob("*.txt")) for each in articles(path)]
    read = [each for each in found if isinstance(each, Article)]
    for path in sorted((ROOT / "tests" / "gold" / "learn").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        read.append(from_text(gold["text"], id=gold["id"], published=date.fromisoformat(gold["published"])))
    reader = reader_of()
    return {row.why for each in read for event in reader.explain(each).events for row in rows(event) if row.why}


def test_nothing_is_left_in_english(told: set[str]) -> None:
    assert len(told) > 300
    assert {why: arabic(why) for why in told if ENGLISH.search(arabic(why))} == {}


@pytest.mark.parametrize("reason", list(Reason))
def test_notes_are_said_in_their_own_arabic(reason: Reason) -> None:
    assert arabic(sentence(reason.value)) == sentence(reason.value, "ar")


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("subject of the predicate; its last full mention", "فاعل الفعل أو المبتدأ؛ آخر ذكر كامل له"),
        (
            "خان بني سعد (city, IQ): country IQ is in the article",
            "خان بني سعد (بلدة أو مدينة، العراق): ذُكر البلد في الخبر (العراق)",
        ),
        ("reckoned from the day of publication, 2024-09-01", "محسوب من يوم النشر 2024-09-01"),
        ("its subject is none of aircraft, missile", "فاعله ليس من: aircraft, missile"),
        ("events/capture:سيطرة+على|في says more", "المدخل events/capture:سيطرة أخص منه"),
        ("a sentence that no line covers", "a sentence that no line covers"),
    ],
)
def test_pieces_keep_what_they_hold(why: str, said: str) -> None:
    assert arabic(why) == said


def test_the_pages_speak_their_language(client: Client, uid: str) -> None:
    part = client.get(f"/ar/documents/{uid}/why/e1?part=true").text
    assert ENGLISH.search(" ".join(re.findall(r'<bdi class="reason">(.*?)</bdi>', part))) is None
    assert ENGLISH.search(
        " ".join(re.findall(r'<bdi class="reason">(.*?)</bdi>', client.get(f"/en/documents/{uid}/why/e1").text))
    )
