"""Dictionaries of one's own: added, overridden, removed, refused by file and line, and kept once compiled."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import marsad
from endtoend import ROOT
from marsad.errors import DictionaryError
from marsad.lexicon import user
from marsad.lexicon.lexicon import Lexicon, default
from marsad.lexicon.schema import read_folder
from marsad.lexicon.user import KEPT, load_with
from marsad.lexicon.validate import Vocabulary

EXAMPLE = ROOT / "docs" / "examples" / "labour-strikes"


@pytest.fixture(scope="module")
def strikes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, in a folder of its own (what was compiled is kept beside the words)."""
    folder = tmp_path_factory.mktemp("strikes") / "words"
    shutil.copytree(EXAMPLE / "words", folder, ignore=shutil.ignore_patterns(KEPT))
    return folder


@pytest.fixture(scope="module")
def lexicon(strikes: Path) -> Lexicon:
    return load_with(strikes)


def dictionary(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def types_of(text: str, lexicon: Lexicon | None) -> list[str]:
    return [event.type for event in marsad.read(text, lexicon=lexicon).events]


def test_the_worked_example(lexicon: Lexicon) -> None:
    report = marsad.read(EXAMPLE / "report.txt", published="2024-05-08", lexicon=lexicon)
    found = [(event.type, event.status, event.trigger.text) for event in report.events]
    assert found == [
        ("labour_strike", "occurred", "يضربون"),
        ("labour_strike", "occurred", "أضرب"),
        ("labour_strike", "occurred", "إضرابا"),
        ("protest", "occurred", "إضرابا"),
        ("labour_strike", "planned", "سيضربون"),
    ]
    assert [(c.of, c.low) for c in report.events[1].counts] == [("protesters", 300)]
    assert report.check() == []


def test_a_type_of_ones_own_is_coded_like_the_one_it_names(lexicon: Lexicon) -> None:
    (event,) = marsad.read("أضرب نحو 300 عامل في ميناء صفاقس.", lexicon=lexicon).events
    assert event.type == "labour_strike"
    assert event.codes.acled["sub_event_type"] == "Peaceful protest"


def test_a_type_without_codes_names_or_family_is_read_and_shown(tmp_path: Path) -> None:
    folder = dictionary(
        tmp_path,
        types="- {type: ship_sighting}\n",
        events__ship_sighting="type: ship_sighting\nentries:\n- {root: شهد, form: III, frame: transitive}\n",
    )
    report = marsad.read("شاهدت البحرية سفينتين قرب الميناء.", lexicon=load_with(folder))
    (event,) = report.events
    assert event.type == "ship_sighting"
    assert event.codes.reasons == dict.fromkeys(("acled", "plover", "ucdp"), "type-not-in-table")
    from marsad.render.html import pages

    assert "ship sighting" in "".join(pages([report]))


def test_what_it_does_not_mention_is_read_as_before(lexicon: Lexicon) -> None:
    text = "قصفت المدفعية قرية السدر وقتلت ثلاثة مدنيين، وتظاهر المئات في المدينة."
    assert marsad.read(text, lexicon=lexicon) == marsad.read(text)


def test_the_shipped_lexicon_is_left_alone(lexicon: Lexicon) -> None:
    assert types_of("أضرب نحو 300 عامل في ميناء صفاقس.", None) == ["protest"]
    assert "labour_strike" not in default().types
    assert "labour_strike" in lexicon.types


def test_an_entry_with_the_id_of_a_shipped_one_takes_its_place(tmp_path: Path) -> None:
    text = "قصفت المدفعية قرية السدر."
    kept = dictionary(
        tmp_path / "a", events__shelling="type: shelling\nentries:\n- {root: قصف, form: I/a~i, remove: true}\n"
    )
    changed = dictionary(
        tmp_path / "b",
        events__shelling="type: shelling\nentries:\n- {root: قصف, form: I/a~i, frame: transitive, subject: [aircraft]}\n",
    )
    assert types_of(text, None) == ["shelling"]
    assert "shelling" not in types_of(text, load_with(kept))
    ids = [entry.where for entry in load_with(changed).entries if entry.id == "events/shelling:قصف I/a~i"]
    assert ids == [f"{changed / 'events' / 'shelling.yaml'}:3"]


def test_groups_of_ones_own(tmp_path: Path) -> None:
    line = "- {name: كتائب الوادي الأزرق, cls: [group], kind: rebel, ref: blue-valley, also: [الوادي الأزرق]}\n"
    lexicon = load_with(dictionary(tmp_path, names=line))
    (event,) = marsad.read(
        "هاجم مقاتلون بلدة الغدير، وقالت كتائب الوادي الأزرق إنها لم تشارك.", lexicon=lexicon
    ).events[:1]
    report = marsad.read("هاجمت كتائب الوادي الأزرق بلدة الغدير.", lexicon=lexicon)
    assert event.type == "attack"
    assert [e.kind for e in report.entities if e.name == "كتائب الوادي الأزرق"] == ["armed_group"]


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("events__x", "type: protest\nentries:\n- {noun: إضراب, colour: red}\n", 3, "unknown key colour"),
        ("events__x", "type: protest\ncolour: red\nentries:\n- {noun: إضراب}\n", 4, "unknown key colour"),
        ("events__x", "type: strike\nentries:\n- {noun: إضراب}\n", 3, "unknown event type «strike»"),
        ("events__x", "type: protest\nentries:\n- {noun: إضراب, frame: sideways}\n", 3, "unknown frame «sideways»"),
        ("events__x", "type: protest\nentries:\n- {noun: إضراب, subject: [martian]}\n", 3, "unknown class «martian»"),
        ("events__x", "type: protest\nentries:\n- {noun: إضراب, status: maybe}\n", 3, "unknown status «maybe»"),
        ("events__x", "type: protest\nentries:\n- {noun: إضراب, count: workers}\n", 3, "unknown count «workers»"),
        ("events__x", "type: protest\nentries:\n- {noun: إضراب, prep: {ب: victim}}\n", 3, "unknown role «victim»"),
        ("events__x", "type: protest\nentries:\n- {noun: إضراب, near: {a: b}}\n", 3, "near must not be a mapping"),
        ("events__x", "type: protest\nentries:\n- {noun: }\n", 3, "no value for noun"),
        ("events__x", "type: protest\nentries:\n- {noun: no}\n", 3, "noun must hold words"),
        ("events__x", "type: protest\nentries:\n- {noun: إضراب, note: 2024-05-01}\n", 3, "note must hold words"),
        ("events__x", "type: protest\nentries:\n- {noun: إضراب, near: [[طعام]]}\n", 3, "near must hold words"),
        ("events__x", "type: protest\nentries:\n- {phrase: ''}\n", 3, "phrase must hold words"),
        ("names", "- {name: حزب, cls: [group], also: ['']}\n", 1, "also must hold words"),
        ("names", "- {[a]: b}\n", 1, "not valid YAML"),
        ("events__x", "type: protest\nentries:\n- {root: ضرب}\n", 3, "a root without a form"),
        ("events__x", "type: protest\nentries:\n- {root: ضرب, form: XX}\n", 3, "cannot inflect"),
        ("events__x", "type: protest\nentries:\n- {frame: plain}\n", 3, "no word"),
        ("events__x", "type: protest\nentries:\n- {noun: لا شيء كهذا, remove: true}\n", 3, "nothing to remove"),
        ("events__x", "type: protest\nentries:\n- {noun: ﺇﺿﺮﺍﺏ}\n", 3, "presentation form"),
        ("events__x", "type: protest\nentries:\n- {noun: [}\n", 3, "not valid YAML"),
        ("events__x", "type: protest\n", 1, "no list of entries"),
        ("weapons", "- {noun: مدفع}\n", 1, "unknown family"),
        ("nouns__x", "\n- a word\n", 2, "must be a mapping"),
        ("nouns__x", "- {noun: مدفع, of: cannons}\n", 1, "unknown of «cannons»"),
        ("types", "- {type: Labour Strike}\n", 1, "small letters and underscores"),
        ("types", "- {type: labour, like: quarrel}\n", 1, "unknown event type «quarrel»"),
        ("types", "- {family: protest}\n", 1, "no type"),
        ("classes", "- {class: union, above: guild}\n", 1, "unknown class «guild»"),
        ("frames", "- {frame: odd, subject: hero}\n", 1, "unknown role «hero»"),
        ("refine", "- {type: [attack], becomes: ambush, when: {mention: [كمين]}}\n", 1, "unknown event type «ambush»"),
        ("refine", "- {type: [attack], becomes: riot, when: {weather: [مطر]}}\n", 1, "unknown condition «weather»"),
        ("names", "- {name: حزب, cls: [group], country: IRQ}\n", 1, "two capital letters"),
        ("grammar", "- {kind: negator, words: [لم], remove: true}\n", 1, "added, not removed"),
    ],
)
def test_mistakes_are_told_by_file_and_line(tmp_path: Path, name: str, text: str, line: int, message: str) -> None:
    folder = dictionary(tmp_path, **{name: text})
    with pytest.raises(DictionaryError) as raised:
        load_with(folder)
    problems = [str(problem) for problem in raised.value.problems]
    where = f"{folder / name.replace('__', '/')}.yaml:{line}: "
    assert [p for p in problems if p.startswith(f"M301: {where}") and message in p], problems
    assert raised.value.exit_code == 2
    assert not (folder / KEPT).exists()


def test_a_shipped_entry_may_be_copied_as_it_stands() -> None:
    entries, _ = read_folder()
    wrong = Vocabulary(entries).problems(
        [e for e in entries if e.family in ("types", "frames", "classes", "refine", "names")]
    )
    assert [str(problem) for problem in wrong] == []
    words = [e for e in entries if e.family in ("events", "saying", "modality", "light", "background", "nouns")]
    assert [
        str(problem) for problem in Vocabulary(entries).problems(words) if "stands already" not in problem.message
    ] == []


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = "type: protest\nentries:\n- {noun: إضراب, status: maybe}\n- {noun: وقفة, frame: sideways}\n"
    with pytest.raises(DictionaryError, match="2 mistakes") as raised:
        load_with(dictionary(tmp_path, events__x=text))
    assert [problem.line for problem in raised.value.problems] == [3, 4]


def test_a_file_in_another_encoding_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "nouns.yaml").write_bytes("- {noun: مدفع}\n".encode("cp1256"))
    with pytest.raises(DictionaryError) as raised:
        load_with(tmp_path)
    assert "not UTF-8" in str(raised.value.problems[0])


@pytest.mark.parametrize("name", ["absent", "empty"])
def test_a_folder_without_words_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DictionaryError, match="M303"):
        load_with(tmp_path / name)


def test_what_was_compiled_is_kept_until_something_changes(
    strikes: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (strikes / KEPT).exists()
    monkeypatch.setattr(user, "find_spec", lambda name: None)
    again = load_with(strikes)
    assert [entry.id for entry in again.entries] == [entry.id for entry in lexicon.entries]
    words = strikes / "events" / "labour_strike.yaml"
    before = words.read_text(encoding="utf-8")
    words.write_text(before + "# changed\n", encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"needs yaml and mazini.*marsad\[lexicon\]"):
        load_with(strikes)
    words.write_text(before, encoding="utf-8")


def test_a_broken_keep_is_made_again(tmp_path: Path) -> None:
    folder = dictionary(tmp_path, nouns="- {noun: مدفع, cls: [weapon]}\n")
    (folder / KEPT).write_text("[]", encoding="utf-8")
    assert load_with(folder).entries[-1].id == "nouns:مدفع"


def test_a_folder_that_cannot_be_written_to_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = dictionary(tmp_path, nouns="- {noun: مدفع, cls: [weapon]}\n")

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError

    monkeypatch.setattr(Path, "write_text", refuse)
    assert load_with(folder).entries[-1].id == "nouns:مدفع"
    assert not (folder / KEPT).exists()


def test_the_tools_are_those_of_the_extra() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'lexicon = ["pyyaml>=6", "mazini>=0.2.2"]' in text


def test_the_page_shows_the_example_as_it_is() -> None:
    section = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8").split("## A dictionary of your own")[1]
    shown = [line for block in re.findall(r"```yaml\n(.*?)```", section, re.DOTALL) for line in block.splitlines()]
    there = {
        line for path in (EXAMPLE / "words").rglob("*.yaml") for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert len(shown) > 8
    assert [line for line in shown if line not in there] == []
