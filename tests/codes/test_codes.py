from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from marsad.codes import codes, tables

DOC = Path(__file__).parents[2] / "docs" / "codes.md"
CODEBOOK_TYPES = [
    "clash",
    "attack",
    "airstrike",
    "shelling",
    "bombing",
    "assassination",
    "execution",
    "killing",
    "injury",
    "abduction",
    "arrest",
    "abuse",
    "release",
    "surrender",
    "capture",
    "withdrawal",
    "advance",
    "operation",
    "siege",
    "border_control",
    "destruction",
    "disposal",
    "emplacement",
    "seizure",
    "displacement",
    "evacuation",
    "return",
    "aid",
    "protest",
    "riot",
    "crackdown",
    "agreement",
    "talks",
    "verdict",
    "sanction",
]


def sub(event_type: str, **more: object) -> str | None:
    return codes(event_type, **more)["acled"].get("sub_event_type")  # type: ignore[arg-type]


def test_the_tables_are_sound() -> None:
    assert tables.check() == []


def test_the_check_sees_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    empty: frozenset[str] = frozenset()
    rule = tables.Rule(2, "raid", empty, frozenset({"martians"}), empty, empty, "Invasion", "ray", "")
    later = tables.Rule(3, "raid", empty, frozenset({"martians"}), empty, empty, "", "", "")
    monkeypatch.setattr(tables, "rules", lambda system: {"raid": (rule, later)} if system == "acled" else {})
    problems = "\n".join(tables.check())
    for part in (
        "unknown actor martians",
        "Invasion is not a code",
        "ray is not a mode",
        "either a code or a reason",
        "never reached",
    ):
        assert part in problems
    assert "the last rule of raid has conditions" in problems


def test_every_type_of_the_codebook_has_an_answer_in_every_system() -> None:
    for system in tables.SYSTEMS:
        assert set(tables.rules(system)) == set(CODEBOOK_TYPES)


def test_every_produced_code_is_official_and_every_gap_has_a_reason() -> None:
    kinds = [set(), *({kind} for kind in tables.words("actor"))]
    cues = [set(), *({cue} for cue in tables.words("cue"))]
    official = set(tables.official())
    for event_type, status, actors, cue in itertools.product(CODEBOOK_TYPES, tables.statuses(), kinds, cues):
        found = codes(event_type, status=status, actor_kinds=actors, target_kinds={"civilians"}, cues=cue)
        produced = {(system, field, str(code)) for system in tables.SYSTEMS for field, code in found[system].items()}  # type: ignore[literal-required]
        assert produced <= official
        assert set(found["reasons"]) == {system for system in tables.SYSTEMS if not found[system]}  # type: ignore[literal-required]


def test_official_sub_events_name_their_event_type() -> None:
    for listed in tables.official().values():
        assert listed.source
        if listed.field == "sub_event_type":
            assert ("acled", "event_type", listed.parent) in tables.official()
            assert ("acled", "disorder_type", listed.disorder_type) in tables.official()


@pytest.mark.parametrize(
    ("event_type", "more", "wanted"),
    [
        ("clash", {"actor_kinds": {"state", "rebel"}}, "Armed clash"),
        ("airstrike", {"actor_kinds": {"external"}}, "Air/drone strike"),
        ("shelling", {}, "Shelling/artillery/missile attack"),
        ("bombing", {}, "Remote explosive/landmine/IED"),
        ("bombing", {"cues": {"suicide"}}, "Suicide bomb"),
        ("bombing", {"status": "attempted"}, "Disrupted weapons use"),
        ("attack", {"cues": {"grenade"}}, "Grenade"),
        ("attack", {"target_kinds": {"civilians"}}, "Attack"),
        ("attack", {"actor_kinds": {"rebel"}, "target_kinds": {"state"}}, "Armed clash"),
        ("attack", {"actor_kinds": {"rebel"}}, None),
        ("killing", {"actor_kinds": {"state"}, "target_kinds": {"protesters"}}, "Excessive force against protesters"),
        ("killing", {"actor_kinds": {"rioters"}, "target_kinds": {"civilians"}}, "Mob violence"),
        ("capture", {"actor_kinds": {"state"}}, "Government regains territory"),
        ("capture", {"actor_kinds": {"state", "militia"}}, "Government regains territory"),
        ("capture", {"actor_kinds": {"rebel"}}, "Non-state actor overtakes territory"),
        ("capture", {"actor_kinds": {"militia"}, "cues": {"no_fight"}}, "Non-violent transfer of territory"),
        ("capture", {"actor_kinds": {"unknown"}}, None),
        ("capture", {"actor_kinds": {"state"}, "status": "attempted"}, None),
        ("abuse", {"cues": {"sexual"}}, "Sexual violence"),
        ("protest", {}, "Peaceful protest"),
        ("protest", {"cues": {"violent"}}, "Violent demonstration"),
        ("crackdown", {"cues": {"lethal"}}, "Excessive force against protesters"),
        ("seizure", {"cues": {"goods"}}, "Other"),
        ("talks", {}, None),
        ("displacement", {}, "Other"),
    ],
)
def test_acled(event_type: str, more: dict[str, object], wanted: str | None) -> None:
    assert sub(event_type, **more) == wanted


@pytest.mark.parametrize(
    ("actors", "targets", "wanted"),
    [
        ({"state"}, {"rebel"}, 1),
        ({"rebel"}, {"state"}, 1),
        ({"external"}, {"militia"}, 1),
        ({"militia"}, {"identity_militia"}, 2),
        ({"rebel"}, {"civilians"}, 3),
        ({"unknown"}, {"civilians"}, None),
        ({"rebel"}, {"unknown"}, None),
        ({"unknown"}, {"unknown"}, None),
        ({"civilians"}, {"civilians"}, None),
    ],
)
def test_ucdp_of_an_attack(actors: set[str], targets: set[str], wanted: int | None) -> None:
    assert codes("attack", actor_kinds=actors, target_kinds=targets)["ucdp"].get("type_of_violence") == wanted


@pytest.mark.parametrize(
    ("sides", "wanted"),
    [({"state", "rebel"}, 1), ({"militia", "rebel"}, 2), ({"rebel", "unknown"}, None), (set(), None)],
)
def test_ucdp_of_a_clash(sides: set[str], wanted: int | None) -> None:
    assert codes("clash", actor_kinds=sides)["ucdp"].get("type_of_violence") == wanted


@pytest.mark.parametrize(
    ("status", "auxiliary"), [("planned", "future"), ("expected", "future"), ("denied", "negation")]
)
def test_what_did_not_happen_is_marked_and_not_counted(status: str, auxiliary: str) -> None:
    found = codes("airstrike", status=status, actor_kinds={"state"}, target_kinds={"rebel"})
    assert found["acled"] == {}
    assert found["ucdp"] == {}
    assert found["reasons"] == {"acled": "not-occurred", "ucdp": "not-occurred"}
    assert found["plover"] == {"event": "ASSAULT", "mode": "aerial", "auxiliary": auxiliary}


def test_an_uncertain_event_keeps_its_codes() -> None:
    found = codes("airstrike", status="uncertain")
    assert found["acled"]["sub_event_type"] == "Air/drone strike"
    assert found["plover"]["auxiliary"] == "hypothetical"


def test_a_type_no_table_knows_says_so() -> None:
    assert codes("cyber_attack")["reasons"] == dict.fromkeys(tables.SYSTEMS, "type-not-in-table")


def test_the_page_lists_every_word_and_every_reason() -> None:
    page = DOC.read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z_-]+)`", page, flags=re.MULTILINE))
    reasons = {
        rule.reason for system in tables.SYSTEMS for rules in tables.rules(system).values() for rule in rules
    } - {""}
    wanted = (
        set(tables.words("actor"))
        | set(tables.words("cue"))
        | set(tables.statuses())
        | reasons
        | {"not-occurred", "type-not-in-table", "side-not-registered", "actor-unnamed", "target-unnamed"}
    )
    assert wanted == listed
