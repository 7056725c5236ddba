"""The column lists and code values are data: they are sound, and what they say is what the formats write."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from endtoend import ROOT
from marsad.codes.tables import words
from marsad.errors import DataError
from marsad.exports import columns as lists
from marsad.exports import registry, tables

DATA = ROOT / "src" / "marsad" / "exports" / "data"
DOCS = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")

ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]


def test_acled_and_ged_have_their_owners_columns() -> None:
    assert [column.name for column in lists.columns("acled")] == ACLED
    assert len(ACLED) == 31
    assert [column.name for column in lists.columns("ged")] == GED
    assert len(GED) == 49


@pytest.mark.parametrize("name", ["acled", "ged", "hxl", *tables.NAMES])
def test_a_list_is_sound(name: str) -> None:
    assert all(column.type in lists.TYPES for column in lists.columns(name))


@pytest.mark.parametrize("name", ["acled", "ged", "hxl", *tables.NAMES])
def test_every_column_stands_in_the_docs_with_its_meaning(name: str) -> None:
    section = DOCS.split(f"\n### `{name}`\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (\w+) \| (.+?) \|", section, flags=re.MULTILINE)
    wanted = [(c.name, c.type, (f"`{c.tag}`: " if c.tag else "") + c.meaning) for c in lists.columns(name)]
    assert rows == wanted


def test_every_format_has_its_section() -> None:
    headings = re.findall(r"^## `([a-z]+)`", DOCS, flags=re.MULTILINE)
    assert sorted(headings) == registry.names()
    assert registry.names() == ["acled", "csv", "ged", "geojson", "hxl", "jsonl", "parquet", "plover", "xlsx"]


def test_a_broken_list_is_told_by_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(lists, "files", lambda _: tmp_path)
    for text, said in (
        ("name\ttype\tmeaning\tsource\nid\tinteger\tan id\n", "broken.tsv:2: 3 fields, not 4"),
        ("# a remark\nname\ttype\tmeaning\tsource\nid\tnumeral\tan id\tus\n", "broken.tsv:3: id: no type: numeral"),
        ("name\ttype\tmeaning\tsource\nid\tinteger\t\tus\n", "broken.tsv:2: id: no meaning"),
        ("name\ttype\tmeaning\tsource\nid\tdate\ta\tus\nid\tdate\ta\tus\n", "broken.tsv:3: id: twice"),
    ):
        (tmp_path / "data" / "broken.tsv").write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match=re.escape(said)):
            lists.columns.__wrapped__("broken")


def test_every_kind_of_actor_is_one_of_acleds() -> None:
    assert {kind: code for kind, (code, _) in lists.kinds().items()} == {
        "state": 1,
        "rebel": 2,
        "militia": 3,
        "identity_militia": 4,
        "rioters": 5,
        "protesters": 6,
        "civilians": 7,
        "external": 8,
    }
    assert lists.kinds().keys() == set(words("actor")) - {"unknown"}


def test_every_precision_of_ours_has_one_of_theirs() -> None:
    for system in ("acled", "ged"):
        assert lists.precisions(system, "place").keys() == {"1", "2", "3", "4"}
        assert lists.precisions(system, "time").keys() == {"day", "week", "month", "year", "unknown"}
    assert set(lists.precisions("acled", "place").values()) <= {1, 2, 3}
    assert set(lists.precisions("ged", "place").values()) <= set(range(1, 8))
    assert set(lists.precisions("plover", "place").values()) <= set(range(1, 6))


def test_countries() -> None:
    found = lists.countries()
    assert found["IQ"] == ("IQ", "IRQ", 368, "Iraq", 645, "Middle East")
    assert len({country.iso3 for country in found.values()}) == len(found) > 240
    numbers = [country.gw for country in found.values() if country.gw]
    assert len(set(numbers)) == len(numbers)


def test_vague_tolls_are_acleds() -> None:
    assert lists.vague() == {(20, 99): 10, (200, 999): 100, (2000, 9999): 1000, (None, None): 10}


@pytest.mark.parametrize("path", sorted(DATA.glob("*.tsv")), ids=lambda path: path.name)
def test_data_files_are_tidy(path: Path) -> None:
    raw = path.read_bytes()
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    rows = list(csv.reader((x for x in raw.decode().split("\n") if x and x[0] != "#"), delimiter="\t", quoting=3))
    assert all(cell == cell.strip() for row in rows for cell in row)
