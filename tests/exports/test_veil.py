"""Private persons stay out of an export that is asked to leave them out: in every format, in every cell."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import quote

import openpyxl
import pyarrow.parquet
import pytest

from fixtures_reports import rich_report
from marsad.exports import registry, run, tables, veil
from marsad.exports.base import Options
from marsad.observatory.outflow import Outflow, Wanted, moment
from marsad.observatory.store import Store
from marsad.observatory.write import keep
from marsad.records import Report

NAMES = ("أحمد سالم", "أحمد سالم الخطيب")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قتل أحمد سالم الخطيب أمس", "قتل * أمس"),
        ("قتل أحمد سالم أمس", "قتل * أمس"),
        ("وأحمد  سالم", "و*"),
        ("قال الخطيب لأحمد", "قال * ل*"),
        ("المحمدي وسالمة", "المحمدي وسالمة"),
        ("«أحمد سالم»، قال", "«*»، قال"),
        (None, None),
        ("", ""),
    ],
)
def test_names_go_whole_and_word_by_word(text: str | None, found: str | None) -> None:
    veiled = veil.veiled(text, NAMES)
    assert (veiled and veiled.replace(veil.WITHHELD, "*")) == found


def test_without_private_persons_nothing_changes() -> None:
    assert veil.veiled("قتل أحمد", ()) == "قتل أحمد"


def private_report(*, url: str) -> Report:
    """A report whose speaker is a private person, named in its sentence, its source and an actor."""
    data = rich_report().to_dict()
    data["document"]["url"] = url
    for entity in data["entities"]:
        entity["private"] = entity["id"] == "n2"
    for event in data["events"]:
        if event["source"] and event["source"]["entity"] == "n2":
            name = event["source"]
            event["actors"].append(
                {"text": "سامر الهادي", "start": name["end"] - 11, "end": name["end"], "entity": "n2"}
            )
    report = Report.model_validate(data)
    assert report.check() == []
    return report


def exported(store: Store, name: str, *, no_private: bool = True) -> str:
    """Everything a format writes, as text."""
    of, stream = registry.find(name), io.BytesIO()
    with moment(store) as connection:
        outflow = Outflow(connection, Wanted(), sqlite=store.sqlite)
        if of.takes == "occasions":
            run.occasions(of, stream, outflow, Options(undated=True), no_private=no_private)
        else:
            names = [table for table in tables.NAMES if table not in tables.WHOLE]
            for table in names:
                part = io.BytesIO()
                run.write(of, part, outflow, Options(), (table,), no_private=no_private)
                stream.write(_text(name, part))
    return stream.getvalue().decode()


def _text(name: str, part: io.BytesIO) -> bytes:
    if name == "parquet":
        return str(pyarrow.parquet.read_table(part).to_pylist()).encode()
    if name == "xlsx":
        cells: list[Any] = [cell.value for sheet in openpyxl.load_workbook(part) for row in sheet for cell in row]
        return str(cells).encode()
    return part.getvalue()


# What a store gives out is the same for every format: on the server one of them is enough.
@pytest.mark.parametrize(
    ("new_address", "name"),
    [
        *(("sqlite", name) for name in registry.names() if name not in ("acled", "ged")),
        ("postgresql", "csv"),
    ],
    indirect=["new_address"],
)
def test_no_name_of_a_private_person_is_written(store: Store, name: str) -> None:
    keep(store, private_report(url="https://news.example/1"))
    plain = exported(store, name, no_private=False)
    assert "سامر" in plain
    text = exported(store, name)
    assert re.search("سامر|الهادي", text) is None
    assert veil.WITHHELD in text
    # What is public stays.
    assert "تحرير 12 قرية" in text
    assert "https://news.example/1" in text


def test_an_address_that_spells_a_name_is_left_out(store: Store) -> None:
    keep(store, private_report(url=f"https://news.example/{quote('قصة-سامر-الهادي')}.html"))
    assert "news.example" in exported(store, "csv", no_private=False)
    assert "news.example" not in exported(store, "csv")
