"""The article part of the development gold, where that folder stands beside the checkout."""

import json
from pathlib import Path

import pytest

from marsad.page.plain import read_plain

GOLD = Path(__file__).parents[3] / "shared" / "gold"


def gold() -> list[dict]:
    found = []
    for path in sorted([*GOLD.glob("seed.json"), *GOLD.glob("dev/*.json")]):
        entry = json.loads(path.read_text(encoding="utf-8"))
        entry.setdefault("text", None)
        if entry["text"] is None:
            entry["text"] = (GOLD / entry["text_file"]).read_text(encoding="utf-8")
        found.append(entry)
    return found


@pytest.mark.skipif(not GOLD.is_dir(), reason="the development gold is not part of a user's clone")
def test_articles_of_the_gold():
    judged = 0
    for entry in gold():
        article = read_plain(entry["text"], id=entry["id"])
        assert article.text == entry["text"]
        assert article.language == "ar"
        assert article.title is not None, entry["id"]
        assert article.paragraphs, entry["id"]
        if "article" not in entry:
            continue
        judged += 1
        want = entry["article"]
        assert article.words(article.title) == want["title"]
        assert article.byline is not None
        assert article.words(article.byline) == want["byline"]
        assert [article.words(h) for h in article.headings] == want["headings"]
        assert any(want["caption"] in article.words(c) for c in article.captions)
        assert [c.credit and article.words(c.credit) for c in article.captions] == [want["credit"]]
        body = [article.words(p) for p in article.paragraphs]
        assert body[0].startswith(want["first_paragraph"])
        assert body[-1].startswith(want["last_paragraph"])
        for leak in want["furniture"]:
            assert not any(leak in p if len(leak) > 2 else leak == p for p in body), leak
    assert judged >= 2
