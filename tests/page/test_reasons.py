"""The reason codes: complete in both languages, and the same in the documentation."""

import re
from pathlib import Path

import pytest

from marsad.reasons import Reason, sentence

DOC = Path(__file__).parents[2] / "docs" / "reasons.md"


@pytest.mark.parametrize("reason", list(Reason))
def test_each_code_has_a_sentence_in_both_languages(reason: Reason):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", reason)
    assert sentence(reason).endswith(".")
    assert re.search("[\u0620-\u064a]", sentence(reason, "ar"))
    assert sentence(reason, "ar").endswith(".")


def test_sentences_are_distinct():
    assert len({sentence(r) for r in Reason}) == len({sentence(r, "ar") for r in Reason}) == len(Reason)


def test_unknown_code_is_refused():
    with pytest.raises(ValueError, match="no-such-code"):
        sentence("no-such-code")


def test_the_page_is_the_table():
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+?) \|$", DOC.read_text(encoding="utf-8"), re.M)
    assert rows == [(str(r), sentence(r), sentence(r, "ar")) for r in Reason]
