"""A brief: what it counts, in both languages, and that every line leads to its words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

import marsad
from marsad import cli
from marsad.observatory import deciding
from marsad.observatory.brief import Brief, Spot, brief, newest, urls
from marsad.observatory.incidents import every
from marsad.observatory.store import Store
from marsad.observatory.write import keep
from marsad.render.brief import html, markdown
from marsad.render.chart import spots_map

LAST = date(2024, 5, 13)


def test_what_it_counts(samples: Store) -> None:
    found = brief(samples, last=LAST, days=10)
    first = LAST - timedelta(days=9)
    happened = [
        i
        for i in every(samples)
        # Also what began before and went on into these days.
        if i.status not in ("planned", "expected") and (i.last or i.listed) >= first and i.listed <= LAST
    ]
    assert found.incidents == len(happened) == sum(count for _, count in found.types)
    assert sum(count for _, count in found.days) == found.incidents
    assert len(found.days) == 10
    assert sum(count for _, count in found.places) == found.incidents - found.unplaced
    assert sum(spot.incidents for spot in found.spots) == sum(i.lat is not None for i in happened)
    assert {each.status for each in found.ahead} <= {"planned", "expected"}
    assert found.ahead
    voices = [table.incident.voices for table in found.told]
    assert voices == sorted(voices, reverse=True)
    assert all(table.conflicts for table in found.disputed)
    assert newest(samples) == max(i.listed for i in every(samples) if i.status not in ("planned", "expected"))


def test_units_and_places_are_named_in_the_language_of_the_brief(samples: Store) -> None:
    found = brief(samples, last=LAST, days=10)
    assert next((area.name, area.country, area.unit) for area, _ in found.places) == ("الأنبار", "IQ", True)
    english = "".join(markdown(found, {}, lang="en")).split("## By place")[1].split("##")[0]
    assert "| Al Anbar | " in english
    assert "الأنبار" in "".join(markdown(found, {}, lang="ar")).split("##")[2]


def test_one_country_and_what_was_retracted(samples: Store) -> None:
    whole = brief(samples, last=LAST, days=10)
    syria = brief(samples, last=LAST, days=10, country="SY")
    assert 0 < syria.incidents < whole.incidents
    gone = whole.told[0].incident.id
    deciding.set_standing(samples, gone, "retracted", who="Lina")
    again = brief(samples, last=LAST, days=10)
    assert again.incidents == whole.incidents - 1
    assert gone not in {table.incident.id for table in again.told}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.quotes: list[str] = []
        self.quoting = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "q":
            self.quotes.append("")
            self.quoting = True

    def handle_endtag(self, tag: str) -> None:
        self.quoting = self.quoting and tag != "q"

    def handle_data(self, data: str) -> None:
        if self.quoting:
            self.quotes[-1] += data


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_quote_stands_in_its_document(samples: Store, lang: str) -> None:
    from marsad.observatory.documents import show

    found = brief(samples, last=LAST, days=10)
    page = "".join(html(found, urls(samples, found), lang=lang))  # type: ignore[arg-type]
    parsed = _Page()
    parsed.feed(page)
    texts = {
        show(samples, member.uid).as_read.document.text
        for table in (*found.told, *found.disputed)
        for member in table.incident.members
    }
    assert parsed.quotes
    assert all(any(quote in text for text in texts) for quote in parsed.quotes)
    assert f'dir="{"rtl" if lang == "ar" else "ltr"}"' in page
    assert parsed.tags.count("svg") >= 3
    assert "script" not in parsed.tags
    text = "".join(markdown(found, urls(samples, found), lang=lang))  # type: ignore[arg-type]
    assert text.startswith("# ")
    # Whatever has no address is named by its id, which marsad show takes.
    assert re.search(r"`[0-9a-f]{16}`", text)


def test_what_a_document_says_is_no_mark_of_the_page(store: Store) -> None:
    story = "قُتل خمسة أشخاص في انفجار <script>alert(1)</script> [x](javascript:1) في بغداد السبت."
    keep(store, marsad.read(story, published="2024-05-05"))
    found = brief(store, last=date(2024, 5, 6))
    assert found.incidents
    page = "".join(
        html(found, {each.uid: "javascript:alert(1)" for t in found.told for each in t.incident.members}, lang="en")
    )
    assert "<script" not in page
    assert 'href="javascript' not in page
    text = "".join(markdown(found, {}, lang="en"))
    assert "<script" not in text.replace("\\<script", "")


def test_an_empty_store(store: Store) -> None:
    found = brief(store, last=LAST)
    assert (found.incidents, found.reports, found.spots) == (0, 0, ())
    assert newest(store) is None
    assert "Nothing is held" in "".join(markdown(found, {}, lang="en"))
    assert "لا شيء" in "".join(html(found, {}, lang="ar"))


def test_a_map_names_no_place_over_another() -> None:
    spots = (Spot("أ", 33.0, 44.0, 1, 9), Spot("ب", 33.001, 44.001, 1, 3), Spot("ج", 36.0, 44.0, 3, 2))
    drawn = spots_map(spots, "Map")
    assert drawn.count("<circle") == 3
    assert drawn.count('class="vague"') == 1
    assert re.findall(r"<text[^>]*>([^<]*)</text>", drawn) == ["أ"]
    assert "<polyline" in drawn


@pytest.mark.usefixtures("samples")
def test_the_command(at: str, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["brief", "--store", at, *arguments])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    code, out, _ = run("--until", "2024-05-13", "--country", "iq")
    assert code == 0
    assert "Iraq" in out
    code, out, said = run("--until", "2023-01-01")
    assert code == 0
    assert "Nothing" in out
    assert "2024-0" in said
    assert run("--country", "Iraq")[0] == 2


def test_a_brief_is_the_same_twice(samples: Store) -> None:
    def made() -> Brief:
        return brief(samples, last=LAST, days=10)

    assert made() == made()
