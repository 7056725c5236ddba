"""The compile step: one artefact of full forms, the same bytes each time, and the linter's reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.lexicon.compiler import build, check
from marsad.lexicon.lexicon import load

SMALL = {
    "classes.yaml": "- {class: agent}\n- {class: fighter, above: agent}\n- {class: place}\n",
    "frames.yaml": "- {frame: transitive, subject: actor, object: target}\n- {frame: noun_on, gen: actor, على: target}\n",
    "types.yaml": "- {type: attack}\n- {type: operation}\n",
    "grammar.yaml": "- {kind: negator, words: [لم, لن]}\n",
    "nouns/people.yaml": "- {noun: مسلح, plural: m, cls: [fighter], of: fighters}\n- {noun: قرية, plural: قرى, cls: [place]}\n",
    "events/attack.yaml": (
        "type: attack\nentries:\n- {root: هجم, form: III, frame: transitive}\n"
        "- {noun: هجوم, plural: هجمات, frame: noun_on}\n- {phrase: إطلاق نار, frame: noun_on}\n"
    ),
}


def folder(root: Path, **changed: str) -> Path:
    """The small data, with files replaced (``__`` for the slash of a name)."""
    for name, text in (SMALL | {f"{key.replace('__', '/')}.yaml": text for key, text in changed.items()}).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_what_is_built_loads(tmp_path: Path) -> None:
    result = build(tmp_path / "x.json", roots=[folder(tmp_path / "data")])
    assert result.problems == []
    assert result.path == tmp_path / "x.json"
    lexicon = load(result.path)
    assert len(lexicon.entries) == result.entries == 13
    assert lexicon.types.keys() == {"attack", "operation"}
    assert lexicon.grammar["negator"] == {"لم", "لن"}
    (attacked,) = {one.lexeme.id for one in lexicon.readings("هاجموا")}
    assert attacked == "events/attack:هجم III"
    (plural,) = {one.lexeme.id for one in lexicon.readings("هجمات")}
    assert plural == "events/attack:هجوم"
    (fighter,) = {one.lexeme for one in lexicon.readings("مسلحون")}
    assert fighter.classes == {"fighter", "agent"}
    found = lexicon.phrase_at(["واطلاق", "نار"], 0)
    assert found is not None
    assert [one.id for one in found[1].lexemes] == ["events/attack:إطلاق نار"]


def test_the_same_data_gives_the_same_bytes(tmp_path: Path) -> None:
    data = folder(tmp_path / "data")
    first, second = (build(tmp_path / name, roots=[data]).path.read_bytes() for name in ("a.json", "b.json"))
    assert first == second
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.json", "data"]


def test_the_artefact_holds_each_form_once_and_sorted(tmp_path: Path) -> None:
    artefact = json.loads(build(tmp_path / "x.json", roots=[folder(tmp_path / "data")]).path.read_bytes())
    forms = artefact["forms"][0].split("\n")
    assert forms == sorted(set(forms))


@pytest.mark.parametrize(
    ("file", "text", "line", "says"),
    [
        (
            "nouns__people",
            "- {noun: مسلح, cls: [fighter]}\n- {noun: مسلح, cls: [place]}\n",
            2,
            "stands already in line 1",
        ),
        ("nouns__people", "- {noun: مسلح, cls: [warrior]}\n", 1, "unknown class «warrior» in cls"),
        ("events__attack", "- {noun: هجوم, type: attack, frame: sideways}\n", 1, "unknown frame «sideways»"),
        ("events__attack", "- {noun: هجوم, type: quarrel}\n", 1, "unknown event type «quarrel»"),
        (
            "events__attack",
            "- {noun: هجوم, type: attack, subject: [warrior]}\n",
            1,
            "unknown class «warrior» in subject",
        ),
        ("events__attack", "- {type: attack, frame: transitive}\n", 1, "no word"),
        ("events__attack", "- {type: attack, root: هجم}\n", 1, "a root without a form"),
        ("events__attack", "- {type: attack, root: هجم, form: XX}\n", 1, "cannot inflect"),
        ("events__attack", "- {noun: هجوم, type: attack, tone: 1}\n", 1, "unknown key tone"),
    ],
)
def test_the_linter_tells_what_is_wrong(tmp_path: Path, file: str, text: str, line: int, says: str) -> None:
    told = [
        (problem.file, problem.line) for problem in check([folder(tmp_path, **{file: text})]) if says in problem.message
    ]
    assert told == [(f"{file.replace('__', '/')}.yaml", line)]


def test_one_word_for_two_types_is_a_clash_unless_a_condition_tells_them_apart(tmp_path: Path) -> None:
    plain = "type: operation\nentries:\n- {noun: هجوم}\n"
    (clash,) = check([folder(tmp_path / "a", events__operation=plain)])
    assert (clash.file, clash.line) == ("events/operation.yaml", 3)
    assert "clashes with events/attack.yaml:4" in clash.message
    assert check([folder(tmp_path / "b", events__operation=plain.replace("هجوم", "هجوم, near: [عملية]"))]) == []


def test_sound_data_has_no_problem(tmp_path: Path) -> None:
    assert check([folder(tmp_path)]) == []


def test_an_artefact_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.json")
