"""Sides in sentences: ACLED's interaction, UCDP's type and dyad, PLOVER's sectors, on a table of our own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import marsad
from marsad.codes import Side, add_sides, codes, tables
from marsad.codes.sides import sector
from marsad.records import Codes

TABLE = Path(__file__).with_name("sides.tsv")
#: The share of sentences whose every field is right: it may rise, not fall.
FLOOR = 0.92


def rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def said(text: str, event_type: str) -> dict[str, str]:
    """The fields of the table as the report has them; all null without such an event."""
    report = marsad.read(text, published="2024-05-02")
    assert report.check() == []
    found = next((e.codes for e in report.events if e.type == event_type), Codes())

    def shown(value: object) -> str:
        return "-" if value is None else str(value)

    def sectors(field: str) -> str:
        return "+".join(each["sector"] or "?" for each in dict(found.plover).get(field, ()))  # type: ignore[attr-defined]

    return {
        "sub_event": shown(found.acled.get("sub_event_type")),
        "inter1": shown(found.acled.get("inter1")),
        "inter2": shown(found.acled.get("inter2")),
        "interaction": shown(found.acled.get("interaction")),
        "ucdp": shown(found.ucdp.get("type_of_violence")),
        "side_a": shown(found.ucdp.get("side_a")),
        "side_b": shown(found.ucdp.get("side_b")),
        "sectors": f"{sectors('actor')}>{sectors('recipient')}",
    }


def test_the_table_is_wide_enough() -> None:
    assert len(rows()) >= 60
    assert len({row["country"] for row in rows()}) >= 10
    assert len({row["type"] for row in rows()}) >= 8


def test_sides_in_sentences() -> None:
    wrong = {}
    for row in rows():
        found = said(row["text"], row["type"])
        differing = {name: (row[name], value) for name, value in found.items() if row[name] != value}
        if differing:
            wrong[row["text"]] = differing
    share = 1 - len(wrong) / len(rows())
    assert share >= FLOOR, "\n".join(f"{text}: {fields}" for text, fields in wrong.items())


def test_what_is_null_has_a_reason_and_what_is_derived_a_basis() -> None:
    for row in rows():
        for event in marsad.read(row["text"], published="2024-05-02").events:
            found = event.codes
            for system, fields in (
                ("acled", ("inter1", "inter2", "interaction", "civilian_targeting")),
                ("ucdp", ("side_a", "side_b", "dyad_name")),
            ):
                table: dict[str, object] = dict(getattr(found, system))
                empty = {f"{system}.{name}" for name in fields if table and table[name] is None}
                # A sole side has a kind and no second one: that is no gap of the interaction.
                assert empty == {key for key in found.reasons if key.startswith(f"{system}.")}
                sides = {f"{system}.{name}" for name in fields if table.get(name) and name[:5] in ("inter", "side_")}
                assert sides - {"acled.interaction"} == {k for k in found.basis if k.startswith(f"{system}.")}


def test_the_government_is_side_a_whoever_begins() -> None:
    coding = codes("attack", actor_kinds={"rebel"}, target_kinds={"state"})
    rebels = Side("Rebels", "rebel", "registry", "n1", "rebels", "IQ", "armed_group", "rebel")
    army = Side("Army", "state", "registry", "n2", "army", "IQ", "unit", "state")
    add_sides(coding, "attack", [rebels], [army], government=lambda code: (f"government-{code}", f"Government {code}"))
    assert (coding["ucdp"]["side_a"], coding["ucdp"]["side_b_ref"]) == ("Government IQ", "rebels")
    assert coding["ucdp"]["dyad_name"] == "Government IQ - Rebels"
    assert (coding["acled"]["inter1"], coding["acled"]["inter2"], coding["acled"]["interaction"]) == (2, 1, 12)


def test_a_dyad_needs_two_registered_sides() -> None:
    coding = codes("attack", actor_kinds={"rebel"}, target_kinds={"militia"})
    told = Side("مقاومون", "rebel", "words", "n1")
    other = Side("Militia", "militia", "registry", "n2", "militia")
    add_sides(coding, "attack", [told], [other])
    assert coding["ucdp"]["dyad_name"] is None
    assert coding["reasons"]["ucdp.dyad_name"] == "side-not-registered"


def test_sectors_are_official_and_faults_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sector("police-of-iraq", "", "state", "unit") == ("COP", "")
    assert sector("military-of-iraq/division-9", "military-of-iraq", "state", "unit") == ("MIL", "")
    assert sector("unhcr", "united-nations", "org", "organisation") == ("", "IGO")
    assert sector("", "", "unknown", "people") == ("", "")
    line = tables.SectorLine(2, "colour", frozenset({"red"}), "RED", "")
    monkeypatch.setattr(tables, "sectors", lambda: (line, tables.SectorLine(3, "ref", frozenset({"x"}), "", "")))
    problems = "\n".join(tables.check())
    for part in ("unknown test colour", "RED is not a sector of plover", "neither a sector nor a code"):
        assert part in problems
