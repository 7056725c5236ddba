"""Cells survive: whatever stands in them comes out as it went in, and no spreadsheet runs it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.exports import registry
from marsad.exports.base import Options, Table
from marsad.exports.columns import Column
from marsad.exports.delimited import FORMULA
from marsad.exports.formats import xlsx

TABLE = Table(
    "things",
    "A thing.",
    (
        Column("words", "string", "Words", "us"),
        Column("number", "integer", "A whole number", "us"),
        Column("measure", "number", "A number", "us"),
        Column("day", "date", "A day", "us"),
        Column("flag", "boolean", "Yes or no", "us"),
    ),
)
HARD = (
    'قال: "لا"',
    "سطر\nوسطر\r\nوآخر",
    "فاصلة، comma, ; tab\t",
    "\u202bيمين\u202c \u200f\u2066x\u2069",
    "صفر\0بعده",
    "فاصل\u2028أسطر\u2029\x85",
    "قوات\u064e\u0640",
    " مسافة ",
    "'",
    "-",
)


def written(name: str, rows: list[list[Any]], **options: Any) -> bytes:
    stream = io.BytesIO()
    exporter = registry.find(name).make(stream, Options(**options))
    exporter.header(TABLE)
    for row in rows:
        exporter.row(row)
    exporter.close()
    return stream.getvalue()


def read_csv(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def row(words: str | None) -> list[Any]:
    return [words, 7, 33.5, date(2024, 5, 4), True]


@settings(deadline=None)
@given(st.lists(st.text(), max_size=5))
def test_csv_cells_come_out_as_they_went_in(texts: list[str]) -> None:
    clean = [text.encode("utf-8", "replace").decode() for text in texts]
    assert [each[0] for each in read_csv(written("csv", [row(t) for t in texts], raw=True))[1:]] == clean
    guarded = [each[0] for each in read_csv(written("csv", [row(text) for text in texts]))[1:]]
    assert guarded == ["'" + text if text[:1] in FORMULA and text else text for text in clean]
    assert not any(text[:1] in FORMULA and text for text in guarded)


@settings(deadline=None)
@given(st.lists(st.text(), max_size=5))
def test_json_lines_come_out_as_they_went_in(texts: list[str]) -> None:
    raw = written("jsonl", [row(text) for text in texts]).decode()
    assert len(raw.splitlines()) == len(texts)
    assert [json.loads(line)["words"] for line in raw.splitlines()] == texts


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.text()), max_size=5))
def test_parquet_cells_come_out_as_they_went_in(texts: list[str | None]) -> None:
    found = pyarrow.parquet.read_table(io.BytesIO(written("parquet", [row(text) for text in texts])))
    halves = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    assert found.column("words").to_pylist() == [text and text.translate(halves) for text in texts]


@pytest.mark.parametrize("words", HARD)
def test_hard_cells(words: str) -> None:
    rows = [row(words)]
    assert read_csv(written("csv", rows, raw=True))[1] == [words, "7", "33.5", "2024-05-04", "true"]
    assert json.loads(written("jsonl", rows)) == {
        "table": "things", "words": words, "number": 7, "measure": 33.5, "day": "2024-05-04", "flag": True,
    }  # fmt: skip
    (found,) = pyarrow.parquet.read_table(io.BytesIO(written("parquet", rows))).to_pylist()
    assert list(found.values()) == row(words)
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", rows)))["things"]
    # A sheet has one kind of line end, and no room for control characters.
    assert sheet["A2"].value == words.replace("\r\n", "\n").replace("\0", "\ufffd")


def test_empty_cells() -> None:
    rows = [[None, None, None, None, None]]
    assert read_csv(written("csv", rows))[1] == [""] * 5
    assert set(json.loads(written("jsonl", rows)).values()) == {"things", None}
    (found,) = pyarrow.parquet.read_table(io.BytesIO(written("parquet", rows))).to_pylist()
    assert set(found.values()) == {None}


@pytest.mark.parametrize("mark", sorted(FORMULA - {"\r"}))
def test_a_cell_that_looks_like_a_formula_is_text(mark: str) -> None:
    words = f'{mark}HYPERLINK("http://example.org";"x")'
    assert read_csv(written("csv", [row(words)]))[1][0] == "'" + words
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", [row(words)])))["things"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == (words, "s")


def test_numbers_are_never_guarded() -> None:
    assert read_csv(written("csv", [["x", -3, -0.5, None, False]]))[1] == ["x", "-3", "-0.5", "", "false"]


def test_arabic_opens_right_in_a_spreadsheet() -> None:
    raw = written("csv", [row("القائم")], bom=True)
    assert raw.startswith(b"\xef\xbb\xbfwords,")
    assert raw.count(b"\xef\xbb\xbf") == 1
    assert not written("csv", [row("القائم")]).startswith(b"\xef\xbb\xbf")


def test_parquet_is_typed_and_says_what_its_columns_are() -> None:
    schema = pyarrow.parquet.ParquetFile(io.BytesIO(written("parquet", [row("x")]))).schema_arrow
    assert [str(field.type) for field in schema] == ["string", "int64", "double", "date32[day]", "bool"]
    assert schema.metadata[b"marsad_table"] == b"things"
    assert schema.field("day").metadata[b"description"] == b"A day"


def test_parquet_is_written_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.exports.formats.parquet._ROWS", 10)
    found = pyarrow.parquet.ParquetFile(io.BytesIO(written("parquet", [row(str(n)) for n in range(25)])))
    assert [found.metadata.row_group(n).num_rows for n in range(found.num_row_groups)] == [10, 10, 5]
    monkeypatch.setattr("marsad.exports.formats.parquet._CHARACTERS", 100)
    found = pyarrow.parquet.ParquetFile(io.BytesIO(written("parquet", [row("x" * 60) for _ in range(5)])))
    assert found.num_row_groups == 3


def test_a_sheet_that_is_full_goes_on_in_a_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 4)
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", [row(str(n)) for n in range(7)])))
    assert book.sheetnames == ["things", "things 2", "things 3"]
    assert [[r[0].value for r in sheet.iter_rows()] for sheet in book] == [
        ["words", "0", "1", "2"],
        ["words", "3", "4", "5"],
        ["words", "6"],
    ]


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", [row("ب" * 40_000)])))["things"]
    assert len(sheet["A2"].value) == 32_767
    assert sheet["A2"].value.endswith("ب…")


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "xlsx"])
def test_the_same_rows_give_the_same_bytes(name: str) -> None:
    assert written(name, [row("القائم")]) == written(name, [row("القائم")])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(HARD),
            st.none() | st.integers(),
            st.none() | st.floats(allow_nan=False),
            st.none() | st.dates(),
        ),
        max_size=5,
    )
)
def test_a_line_is_the_one_that_csv_would_write(rows: list[tuple[Any, ...]]) -> None:
    plain = io.StringIO(newline="")
    theirs = csv.writer(plain)
    theirs.writerow([column.name for column in TABLE.columns])
    for row in rows:
        theirs.writerow([*row, "true"])
    assert written("csv", [[*row, True] for row in rows], raw=True) == plain.getvalue().encode()


def test_a_lone_empty_cell_is_a_row() -> None:
    lone = Table("things", "A thing.", TABLE.columns[:1])
    stream = io.BytesIO()
    exporter = registry.find("csv").make(stream, Options())
    exporter.header(lone)
    exporter.row([None])
    exporter.row(["، ,"])
    exporter.close()
    assert stream.getvalue().decode() == 'words\r\n""\r\n"، ,"\r\n'
