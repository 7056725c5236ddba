"""Importing a country dump of GeoNames: the format, what is kept, and what the reader makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import marsad
from endtoend import ROOT
from marsad import cli
from marsad.errors import GazetteerError
from marsad.gazetteer.build import build
from marsad.gazetteer.geonames import add, user_index
from marsad.gazetteer.index import COMPILED, Gazetteer

assert ROOT


def row(
    ident: int, name: str, arabic: str, lat: float, lon: float, code: str, population: int = 0, country: str = "IQ"
) -> str:
    klass, feature = code.split(".")
    cells = [
        str(ident),
        name,
        name,
        f"{name},{arabic}" if arabic else name,
        str(lat),
        str(lon),
        klass,
        feature,
        country,
        "",
        "15",
        "",
        "",
        "",
    ]
    return "\t".join([*cells, str(population), "", "210", "Asia/Baghdad", "2017-03-01"])


#: Villages that exist in no index of ours, by names made up for the purpose.
DUMP = [
    row(990000001, "Tall Barquqah", "تل برقوقة", 35.61, 42.4, "P.PPL"),
    row(990000002, "Nowhere", "", 35.0, 42.0, "P.PPL"),
    row(990000003, "Barquqah Dam", "سد برقوقة", 35.7, 42.5, "S.DAM"),
    row(990000004, "Some Well", "بئر ما", 35.0, 42.0, "H.WLL"),
    row(990000005, "Madinat Barquq", "", 34.0, 44.0, "P.PPLA2", 42_000),
    row(99072, "Mosul", "الموصل", 36.335, 43.119, "P.PPLA", 1_739_800),
]
ALTERNATES = [
    "1\t990000005\tar\tبرقوقستان\t1\t\t\t",
    "2\t990000005\tar\tبرقوق القديمة\t\t\t\t1\t\t",
    "3\t990000005\ten\tBarquq\t1\t\t\t",
    "4\t990000001\tlink\thttps://example.org/\t\t\t\t",
]
TEXT = "قصفت الطائرات قرية تل برقوقة في محافظة نينوى."


@pytest.fixture(scope="module", autouse=True)
def compiled_index() -> None:
    if not COMPILED.exists():
        build()


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "IQ.txt"
    path.write_text("\n".join(DUMP) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def alternates(tmp_path: Path) -> Path:
    path = tmp_path / "alternateNamesV2.txt"
    path.write_text("\n".join(ALTERNATES) + "\n", encoding="utf-8")
    return path


def test_places_with_arabic_names_are_taken(dump: Path, alternates: Path, tmp_path: Path) -> None:
    seen: list[int] = []
    done = add(dump, alternates, tmp_path / "own" / "index.json", tick=seen.append)
    assert (done.read, done.kept, done.countries) == (6, 3, ("IQ",))
    assert sum(seen) == dump.stat().st_size + alternates.stat().st_size
    gazetteer = Gazetteer.load(extra=done.path)
    (village,) = gazetteer.lookup("تل برقوقه")
    assert (village.id, village.kind, village.admin1, village.needs_context) == (
        "geonames:990000001",
        "city",
        "نينوى",
        True,
    )
    (town,) = gazetteer.lookup("برقوقستان")
    assert (town.population, town.needs_context) == (42_000, False)
    assert {e.kind for e in gazetteer.lookup("سد برقوقه")} == {"dam"}
    assert gazetteer.lookup("برقوق القديمه") == ()
    assert len([e for e in gazetteer.lookup("الموصل") if e.kind == "city"]) == 1


def test_the_reader_uses_it_only_when_asked(dump: Path, tmp_path: Path) -> None:
    own = marsad.load_gazetteer(add(dump, None, tmp_path / "index.json").path)
    (place, *_) = marsad.read(TEXT, gazetteer=own).events[0].places
    assert (place.id, place.precision) == ("geonames:990000001", 1)
    (place, *_) = marsad.read(TEXT).events[0].places
    assert (place.id, place.precision, place.reason) == (None, 3, "place-unknown")


def test_a_country_imported_again_replaces_itself_and_no_other(dump: Path, tmp_path: Path) -> None:
    out = tmp_path / "index.json"
    first = add(dump, None, out).path.read_bytes()
    other = tmp_path / "SY.txt"
    other.write_text(
        row(990000009, "Tall Mishmish", "تل مشمش", 35.0, 38.0, "P.PPL", country="SY") + "\n", encoding="utf-8"
    )
    add(other, None, out)
    assert {len(Gazetteer.load(extra=out).lookup(name)) for name in ("تل مشمش", "تل برقوقه")} == {1}
    dump.write_text(DUMP[2] + "\n", encoding="utf-8")
    add(dump, None, out)
    again = Gazetteer.load(extra=out)
    assert (len(again.lookup("تل برقوقه")), len(again.lookup("تل مشمش"))) == (0, 1)
    dump.write_text("\n".join(DUMP) + "\n", encoding="utf-8")
    other.write_text("", encoding="utf-8")
    assert add(dump, None, tmp_path / "fresh.json").path.read_bytes() == first


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x\ty", "not a row of a country dump"),
        (DUMP[0].replace("35.61", "north"), "no numbers"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(DUMP[0] + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=f"bad.txt:2: .*{message}"):
        add(path, None, tmp_path / "index.json")
    assert not (tmp_path / "index.json").exists()


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    for content in ("[]", "{", '{"rows": []}'):
        path = tmp_path / "index.json"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(GazetteerError, match="M304"):
            Gazetteer.load(extra=path)
    with pytest.raises(GazetteerError):
        marsad.load_gazetteer(tmp_path / "nowhere.json")


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    return int(left.value.code or 0)


def test_the_commands(
    dump: Path, alternates: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "index.json"
    assert run("gazetteer", "add", dump, "--alternates", alternates, "--out", out) == 0
    assert "3 of 6 rows new from IQ" in capsys.readouterr().out
    text = tmp_path / "report.txt"
    text.write_text(TEXT, encoding="utf-8")
    assert run("read", text, "--format", "jsonl", "--gazetteer", out) == 0
    assert "geonames:990000001" in capsys.readouterr().out
    monkeypatch.setenv("MARSAD_GAZETTEER", str(out))
    assert run("explain", text) == 0
    assert "geonames:990000001" in capsys.readouterr().out
    assert run("read", text, "--gazetteer", tmp_path / "nowhere.json") == 2
    assert "M304" in capsys.readouterr().err
    assert run("gazetteer", "add", tmp_path / "nowhere.txt") == 2
    assert run("gazetteer", "check") == 0
    assert run("gazetteer", "build", "--out", tmp_path / "built.json") == 0
    assert (tmp_path / "built.json").read_bytes() == COMPILED.read_bytes()


def test_the_default_index_lies_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_index() == tmp_path / "marsad" / "gazetteer.json"
