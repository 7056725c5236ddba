"""The docs cannot go stale: what there is stands in them, what stands in them is there, and the example prints what it says."""

from __future__ import annotations

import contextlib
import io
import re
import typing
from pathlib import Path

import pytest

from endtoend import ROOT
from marsad import records
from marsad.cli import app
from marsad.cli.data import actors_app, lexicon_app
from marsad.cli.gazetteer import gazetteer_app
from marsad.cli.ledger import ledger_app
from marsad.cli.watch import watch_app
from marsad.cli.web import user_app
from marsad.errors import MarsadError, StoreError, WebError
from marsad.lexicon.schema import KEYS, read_folder
from marsad.reasons import Reason

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md"), ROOT / "samples" / "README.md"])


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def coded(text: str) -> set[str]:
    """The words a page sets as code."""
    return set(re.findall(r"`([^`\n]+)`", text))


def event_types() -> list[str]:
    entries, problems = read_folder()
    assert not problems
    return [entry.data["type"] for entry in entries if entry.family == "types"]


def commands() -> list[str]:
    def name(command: typing.Any) -> str:
        return command.name or command.callback.__name__

    plain = [name(command) for command in app.registered_commands]
    return [
        *plain,
        *(f"lexicon {name(command)}" for command in lexicon_app.registered_commands),
        *(f"gazetteer {name(command)}" for command in gazetteer_app.registered_commands),
        *(f"actors {name(command)}" for command in actors_app.registered_commands),
        "ledger",
        *(f"ledger {name(command)}" for command in ledger_app.registered_commands),
        *(f"watch {name(command)}" for command in watch_app.registered_commands),
        *(f"user {name(command)}" for command in user_app.registered_commands),
    ]


def test_every_command_has_its_section() -> None:
    headings = re.findall(r"^## `marsad ([a-z ]+?)(?: \[.*)?`$", page("cli.md"), flags=re.MULTILINE)
    assert sorted(headings) == sorted(commands())


def test_every_event_type_stands_in_the_table_and_no_other() -> None:
    section = page("reader.md").split("## Event types")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([a-z_]+)` \|", section, flags=re.MULTILINE) == event_types()


@pytest.mark.parametrize("name", ["Status", "StatementKind", "CountClass", "Salience", "TimeBasis"])
def test_every_value_of_a_field_is_explained(name: str) -> None:
    assert set(typing.get_args(getattr(records, name))) <= coded(page("reader.md"))


def test_every_reason_code_stands_in_its_page() -> None:
    assert {reason.value for reason in Reason} <= coded(page("reasons.md"))


def test_every_family_and_file_of_the_lexicon_stands_in_its_page() -> None:
    text = page("lexicon.md")
    assert [family for family in KEYS if f"`{family}.yaml`" not in text and f"`{family}/" not in text] == []


def test_the_keys_of_events_are_explained() -> None:
    assert KEYS["events"] - {"word", "phrase", "status", "participles"} <= {
        word for each in coded(page("lexicon.md")) for word in re.findall(r"\w+", each)
    }


def test_error_codes_are_drawn_and_unique() -> None:
    def below(error: type[MarsadError]) -> list[type[MarsadError]]:
        return [error, *(each for child in error.__subclasses__() for each in below(child))]

    errors = below(MarsadError)
    drawn = re.findall(r"(\w+Error) \((M\d{3})\)", (ROOT / "src" / "marsad" / "errors.py").read_text(encoding="utf-8"))
    assert sorted(drawn) == sorted((error.__name__, error.code) for error in errors)
    assert len({error.code for error in errors}) == len(errors)


def test_every_error_of_the_store_stands_in_its_page() -> None:
    assert {error.code for error in StoreError.__subclasses__()} <= coded(page("observatory.md"))


def test_every_error_and_setting_of_the_web_stands_in_its_page() -> None:
    assert {error.code for error in WebError.__subclasses__()} <= coded(page("web.md"))
    assert {f"/api/v1{path}" for path in _api_paths()} <= coded(page("web.md"))


def _api_paths() -> set[str]:
    from marsad.web import api, api_desk

    return {route.path.removeprefix(api.PREFIX) for each in (api, api_desk) for route in each.router.routes}  # type: ignore[attr-defined]


def test_every_table_of_the_store_stands_in_its_page() -> None:
    from marsad.observatory.people import User

    assert set(User.metadata.tables) <= coded(page("observatory.md"))


def test_make_targets_in_the_docs_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    named = {
        target
        for path in PAGES
        for target in re.findall(r"(?:^|`)make ([a-z]+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert {"demo", "test"} <= named <= targets
    assert {"demo", "test", "lint", "bench"} <= targets


def test_the_ci_script_makes_what_it_has_to() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make --no-print-directory lint test" in script
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    broken = [
        link for link in links if not link.startswith("#") and not (path.parent / link.partition("#")[0]).exists()
    ]
    assert broken == []


def test_every_page_is_in_the_index() -> None:
    index = page("index.md")
    assert [p.name for p in DOCS.glob("*.md") if p.name != "index.md" and f"({p.name})" not in index] == []


def test_the_example_of_the_readme_prints_what_it_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", readme, flags=re.DOTALL)
    assert found is not None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(found.group(1), "README.md", "exec"), {})
    assert printed.getvalue() == found.group(2)


def test_the_readme_has_an_arabic_half() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert len(re.findall(r"[\u0621-\u064a]+", readme)) > 100
