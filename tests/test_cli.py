"""The command line, with the page and the reader replaced by stand-ins: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

import marsad
from fixtures_reports import bare_report, rich_report
from marsad import cli
from marsad.errors import InputMissingError, MarsadError
from marsad.records import Report

ROOT = Path(__file__).parents[1]
DOC = ROOT / "docs" / "cli.md"


def stand_in(name: str) -> list[Report | MarsadError]:
    found: dict[str, list[Report | MarsadError]] = {
        "one.txt": [rich_report()],
        "two.jsonl": [bare_report(id="a"), bare_report(id="b")],
        "mixed.jsonl": [
            bare_report(id="a"),
            InputMissingError("line\nbroken", source="mixed.jsonl", line=2),
            bare_report(id="b"),
        ],
        "none.jsonl": [],
        "-": [bare_report(id="stdin")],
    }
    return found.get(name, [InputMissingError("no such file", source=name)])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    calls: list[dict[str, object]] = []

    def read_all(source: str, **options: object) -> Iterator[Report | MarsadError]:
        calls.append({"source": source, **options})
        yield from stand_in(source)

    monkeypatch.setattr(marsad, "read_all", read_all)
    return calls


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(list(arguments))
    return int(left.value.code or 0)


@pytest.mark.usefixtures("asked")
def test_jsonl_is_one_report_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "one.txt", "two.jsonl", "--format", "jsonl") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["document"]["id"] for line in lines] == ["sidr-1", "a", "b"]
    assert lines[0] == rich_report().to_json()


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("name", "kind", "length"),
    [("one.txt", dict, None), ("two.jsonl", list, 2), ("mixed.jsonl", list, 2), ("none.jsonl", list, 0)],
)
def test_json_is_an_object_for_one_and_an_array_for_several(
    capsys: pytest.CaptureFixture[str], name: str, kind: type, length: int | None
) -> None:
    run("read", name, "--format", "json")
    data = json.loads(capsys.readouterr().out)
    assert isinstance(data, kind)
    assert length is None or len(data) == length


@pytest.mark.usefixtures("asked")
def test_what_cannot_be_read_is_one_line_on_stderr_and_the_rest_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "missing.txt", "mixed.jsonl", "one.txt", "-f", "jsonl") == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 3
    assert err.splitlines() == [
        "marsad: M101: missing.txt: no such file (check the path)",
        "marsad: M101: mixed.jsonl:2: line broken (check the path)",
    ]


@pytest.mark.usefixtures("asked")
def test_table_is_the_default_and_html_is_one_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "one.txt") == 0
    assert "Happened" in capsys.readouterr().out
    assert run("read", "one.txt", "two.jsonl", "--format", "html", "--lang", "ar") == 0
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert page.count('<section class="report"') == 3
    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("layout", ["table", "json", "jsonl", "html"])
def test_output_file_is_whole_utf8_and_leaves_nothing_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], layout: str
) -> None:
    target = tmp_path / "نتيجة.out"
    assert run("read", "one.txt", "--format", layout, "-o", str(target)) == 0
    assert "القوات" in target.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("asked")
def test_an_output_that_cannot_be_written_is_a_coded_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "one.txt", "-o", str(tmp_path / "absent" / "out.json")) == 1
    assert capsys.readouterr().err.startswith("marsad: M400: ")


def test_options_reach_the_reader(asked: list[dict[str, object]]) -> None:
    run("read", "one.txt", "--published", "2024-05-02", "--url", "https://example.org/x", "-f", "jsonl")
    assert asked == [{"source": "one.txt", "published": date(2024, 5, 2), "url": "https://example.org/x"}]


def test_standard_input_is_read_when_no_file_is_named(
    asked: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("نص"))
    assert run("read", "-f", "jsonl") == 0
    assert [call["source"] for call in asked] == ["-"]


def test_a_person_at_a_terminal_is_told_to_name_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    assert run("read") == 2
    assert capsys.readouterr().err == "marsad: M200: no input (name files, or - for standard input)\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("read", "x", "--published", "2024-13-01"), "M201"),
        (("read", "x", "--published", "yesterday"), "M201"),
        (("read", "x", "--published", "20240502"), "M201"),
        (("read", "x", "--published", "2024-W18-4"), "M201"),
        (("read", "x", "--format", "xml"), "M200"),
        (("read", "x", "--nope"), "M200"),
        (("fly",), "M200"),
    ],
)
def test_wrong_usage_is_one_coded_line_and_exit_2(
    asked: list[object], capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str
) -> None:
    assert run(*arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"marsad: {code}: ")
    assert err.count("\n") == 1
    assert asked == []


def test_no_arguments_print_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
    assert "Usage: marsad" in capsys.readouterr().err


def test_interruption_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def read_all(source: str, **options: object) -> Iterator[Report]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(marsad, "read_all", read_all)
    assert run("read", "one.txt") == 130
    assert "Traceback" not in capsys.readouterr().err


def test_schema_is_a_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema") == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert jsonschema.Draft202012Validator(schema).is_valid(rich_report().to_dict())


def test_reasons_lists_every_code_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    from marsad.reasons import Reason, sentence

    for lang in ("en", "ar"):
        assert run("reasons", "--lang", lang) == 0
        out = capsys.readouterr().out
        assert all(f"{reason.value} " in out and sentence(reason, lang) in out for reason in Reason)


def fake_compiler(monkeypatch: pytest.MonkeyPatch, *problems: object) -> None:
    from typing import NamedTuple

    class Result(NamedTuple):
        path: Path
        entries: int
        forms: int
        problems: list[object]

    compiler = ModuleType("marsad.lexicon.compiler")
    compiler.build = lambda out: Result(out or Path("x.json"), 3, 12, list(problems))  # type: ignore[attr-defined]
    compiler.check = lambda: list(problems)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "marsad.lexicon.compiler", compiler)


def test_lexicon_commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    fake_compiler(monkeypatch)
    assert run("lexicon", "build", "--out", "y.json") == 0
    assert capsys.readouterr().out == "y.json: 3 entries, 12 forms\n"
    assert run("lexicon", "check") == 0


def test_lexicon_problems_are_told_by_file_and_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Problem:
        file, line, message = "events.yaml", 7, "unknown key colour"

    fake_compiler(monkeypatch, Problem())
    for command in ("check", "build"):
        assert run("lexicon", command) == 1
        assert capsys.readouterr().err == "marsad: M301: events.yaml:7: unknown key colour\n"


PROGRAM = "import sys; sys.path.insert(0, {src!r}); from marsad.cli import main; main()"


def process(*arguments: str, before: str = "") -> subprocess.Popen[bytes]:
    code = before + PROGRAM.format(src=str(ROOT / "src"))
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_help_loads_nothing_heavy() -> None:
    before = "import atexit, sys; atexit.register(lambda: print(*sorted({m.split('.')[0] for m in sys.modules}), file=sys.stderr));"
    done = process("--help", before=before)
    _, err = done.communicate(timeout=60)
    assert done.returncode == 0
    loaded = set(err.decode().split())
    assert "typer" in loaded
    assert loaded.isdisjoint({"pydantic", "rich", "trafilatura", "lxml", "pandas", "fastwarc", "regex"})


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); import marsad; print(*sorted(m for m in sys.modules if m.startswith(('marsad', 'pydantic', 'typer'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().split() == ["marsad"]


def test_a_reader_that_has_enough_is_left_in_peace() -> None:
    done = process("schema", before="import signal; signal.signal(signal.SIGPIPE, signal.SIG_IGN);")
    assert done.stdout is not None
    assert done.stderr is not None
    done.stdout.close()
    assert done.stderr.read() == b""
    assert done.wait(timeout=60) == 0
    done.stderr.close()


def test_output_is_utf8_whatever_the_locale_says() -> None:
    code = PROGRAM.format(src=str(ROOT / "src"))
    done = subprocess.run(
        [sys.executable, "-c", code, "reasons", "--lang", "ar"],
        capture_output=True,
        check=True,
        timeout=60,
        env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PATH": ""},
    )
    assert "لا نص" in done.stdout.decode("utf-8")


def test_every_command_and_option_is_on_the_page() -> None:
    import typer.main

    page = DOC.read_text(encoding="utf-8")
    root = typer.main.get_command(cli.app)

    def walk(command: object, path: str) -> Iterator[tuple[str, str]]:
        for name, sub in getattr(command, "commands", {}).items():
            yield from walk(sub, f"{path} {name}")
        if not hasattr(command, "commands"):
            for parameter in command.params:  # type: ignore[attr-defined]
                for option in parameter.opts:
                    yield path, option

    for path, option in walk(root, "marsad"):
        assert f"`{path}" in page, path
        if option.startswith("-") and option != "--help":
            assert f"`{option}" in page, f"{path} {option}"


def test_public_names() -> None:
    assert sorted(marsad.__all__) == [
        "MarsadError",
        "Report",
        "__version__",
        "explain_all",
        "load_gazetteer",
        "load_lexicon",
        "read",
        "read_all",
    ]
    assert marsad.Report is Report
    assert marsad.MarsadError is MarsadError
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = marsad.nothing
