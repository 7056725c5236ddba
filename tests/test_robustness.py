"""Inputs as the world sends them, through the command line: a clear word for each, and the neighbours still read.

Every case runs in a process of its own that may use 1 GB; the time limit only has to catch what does not end.
"""

from __future__ import annotations

import gzip
import json
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import marsad
from endtoend import Run
from marsad.records import Report

GIGABYTE = 1 << 30
SECONDS = 180.0
NEWS = "قصفت المدفعية قرية السدر مساء الخميس، وقتل ثلاثة مدنيين بحسب مصدر محلي في البلدة."
PERSIAN = (
    "نیروهای ارتش روز پنج‌شنبه وارد شهر شدند و با گروه‌های مسلح درگیر شدند. سخنگوی وزارت دفاع گفت که این "
    "عملیات تا فردا ادامه خواهد داشت و هیچ غیرنظامی کشته نشده است."
)
URDU = (
    "فوج نے جمعرات کو سرحدی علاقے میں کارروائی کی جس میں تین مسلح افراد ہلاک ہو گئے۔ ترجمان نے کہا ہے کہ یہ "
    "کارروائی جاری رہے گی اور علاقے کو صاف کیا جائے گا۔"
)
HEBREW = "כוחות הצבא נכנסו ביום חמישי לכפר ועצרו שלושה חשודים. דובר הצבא אמר כי המבצע יימשך גם מחר."
ENGLISH = "Government forces entered the village on Thursday and arrested three men. A spokesman said they would stay."


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(200))) + chunk(b"IEND", b"")


def lines(*texts: str) -> bytes:
    return b"".join(json.dumps({"id": f"d{n}", "text": t}).encode() + b"\n" for n, t in enumerate(texts))


def page(body: str, *, declared: str = "utf-8") -> str:
    return f'<html><head><meta charset="{declared}"><title>خبر</title></head><body>{body}</body></html>'


def bidi() -> str:
    return "".join(f"\u202e\u2066{word}\u202c\u2069\u200f " for word in (NEWS * 4).split())


def long_records() -> bytes:
    noise = random.Random(5)
    return gzip.compress(lines(*(f"{NEWS} {noise.random()}" for _ in range(30))))


class Case(NamedTuple):
    """An input, and what has to come of it: exit code, the code on stderr, the note in its report."""

    name: str
    content: Callable[[], bytes]
    exit_code: int = 0
    error: str = ""
    note: str = ""


CASES = [
    Case("empty.txt", lambda: b"", 1, "M104"),
    Case("blank.txt", lambda: b" \n\t\n", 1, "M104"),
    Case("one-line.txt", lambda: (NEWS.rstrip(".") + " ").encode() * 134_000, note="document-cut"),
    Case("one-word.txt", lambda: b"\xd8\xa7" * 10_000_000, note="document-cut"),
    Case("one-page-of-lines.txt", lambda: (NEWS + "\n").encode() * 134_000, note="document-cut"),
    Case("random.txt", lambda: random.Random(1).randbytes(100_000), 1, "M105"),
    Case("random", lambda: random.Random(2).randbytes(100_000), 1, "M105"),
    Case("picture.txt", png, 1, "M105"),
    Case("utf16-le.txt", lambda: (NEWS * 4).encode("utf-16-le"), note="charset-guessed"),
    Case("utf16-be.txt", lambda: (NEWS * 4).encode("utf-16-be"), note="charset-guessed"),
    Case("cp1256.html", lambda: page(f"<p>{NEWS * 6}</p>").encode("cp1256"), note="wrong-charset-declared"),
    Case("nested.html", lambda: page("<div>" * 10_000 + f"<p>{NEWS}</p>" + "</div>" * 10_000).encode()),
    Case("cut.txt.gz", lambda: gzip.compress((NEWS + "\n").encode() * 200)[:120], note="truncated-input"),
    Case("cut.jsonl.gz", lambda: long_records()[:-200], 1, "M107"),
    Case("persian.txt", PERSIAN.encode, note="not-arabic"),
    Case("urdu.txt", URDU.encode, note="not-arabic"),
    Case("hebrew.txt", HEBREW.encode, note="not-arabic"),
    Case("english.txt", ENGLISH.encode, note="not-arabic"),
    Case("bidi.txt", lambda: bidi().encode(), note="bidi-controls"),
    Case("surrogates.jsonl", lambda: lines(f"\ud800 {NEWS} \udfff\udc00 {NEWS}"), note="lone-surrogates"),
    Case("controls.txt", lambda: f"\x01\x1b[31m{NEWS * 4}\x7f\x08".encode(), note="control-characters"),
    Case("broken.jsonl", lambda: b'{"id": 1, "text"\n' + lines(NEWS), 1, "M108"),
]


def read_between_good_ones(path: Path, tmp_path: Path, run: Run) -> tuple[int, str, list[Report]]:
    """Exit code, standard error, and the reports of the input alone; its neighbours must have been read."""
    for name in ("before.txt", "after.txt"):
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    inputs = [tmp_path / "before.txt", path, tmp_path / "after.txt"]
    done = run("read", "--format", "jsonl", "--published", "2024-05-04", *inputs, memory=GIGABYTE, timeout=SECONDS)
    reports = [Report.model_validate_json(line) for line in done.stdout.splitlines()]
    assert [report.document.id for report in (reports[0], reports[-1])] == ["before", "after"]
    assert reports[0].events
    assert reports[0].events == reports[-1].events
    assert [problem for report in reports for problem in report.check()] == []
    return done.returncode, done.stderr.decode(), reports[1:-1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_input_gets_its_word(case: Case, tmp_path: Path, marsad_cli: Run) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.content())
    code, said, reports = read_between_good_ones(path, tmp_path, marsad_cli)
    assert code == case.exit_code, said
    assert "Traceback" not in said
    if case.error:
        assert [line for line in said.splitlines() if line.startswith(f"marsad: {case.error}: ") and case.name in line]
    else:
        assert said == ""
        assert len(reports) == 1
    if case.note:
        notes = {note.code: note.message for report in reports for note in report.notes}
        assert notes.get(case.note)
    if case.note == "not-arabic":
        assert not reports[0].events


@pytest.mark.parametrize("name", ["utf16-le.txt", "cp1256.html", "nested.html", "bidi.txt", "surrogates.jsonl"])
def test_what_is_odd_but_legible_is_still_read_for_events(name: str, tmp_path: Path, marsad_cli: Run) -> None:
    path = tmp_path / name
    path.write_bytes(next(case for case in CASES if case.name == name).content())
    _, _, reports = read_between_good_ones(path, tmp_path, marsad_cli)
    assert "shelling" in {event.type for event in reports[0].events}


def test_a_folder_and_a_missing_file(tmp_path: Path, marsad_cli: Run) -> None:
    (tmp_path / "folder").mkdir()
    for name, error in (("folder", "M102"), ("missing.txt", "M101")):
        code, said, reports = read_between_good_ones(tmp_path / name, tmp_path, marsad_cli)
        assert (code, reports) == (1, [])
        assert said.startswith(f"marsad: {error}: ")
        assert said.count("\n") == 1


def test_all_of_it_in_one_call(tmp_path: Path, marsad_cli: Run) -> None:
    small = [case for case in CASES if len(case.content()) < 1_000_000]
    for case in small:
        (tmp_path / case.name).write_bytes(case.content())
    inputs = [tmp_path / case.name for case in small]
    done = marsad_cli("read", "--format", "jsonl", *inputs, memory=GIGABYTE, timeout=SECONDS)
    assert done.returncode == 1
    complaints = done.stderr.decode().splitlines()
    named = {case.name for case in small if any(f"/{case.name}:" in line for line in complaints)}
    assert named == {case.name for case in small if case.error}
    read = {json.loads(line)["document"]["id"] for line in done.stdout.splitlines()}
    assert {Path(case.name).stem for case in small if case.name.endswith((".txt", ".html")) and not case.error} <= read


def test_standard_input(marsad_cli: Run) -> None:
    done = marsad_cli("read", "--format", "json", "-", stdin=NEWS.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["events"]
    assert marsad_cli("read", "-", stdin=b"").returncode == 1


WORDS = (
    NEWS + " وأعلنت قوات حرس الحدود السيطرة على بلدة ربيعة فيما نفى المتحدث باسم الجيش سقوط قتلى أمس قبل يومين"
).split()
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        ["«", "»", '"', "“", "”", "(", ")", "،", "؛", ":", ".", "؟", "!", "…", "-", "\n", "\n\n", "%", "/"]
    ),
    st.sampled_from(
        ["\u202e", "\u200f", "\u200b", "\ufeff", "\u0640", "\u064e", "\ufefb", "\x00", "\x1b", "\ud800", "ڤ", "😀"]
    ),
    st.integers(0, 10**13).map(str),
    st.sampled_from(["١٢٣", "۴۵", "3.5", "1,200", "٪", "12/5/2024", "17:30"]),
    st.text(max_size=6),
)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    st.lists(PIECES, min_size=1, max_size=60), st.sampled_from([" ", "", " و"]), st.sampled_from([None, "2024-05-04"])
)
def test_any_mixture_gives_a_sound_report(pieces: list[str], glue: str, published: str | None) -> None:
    text = glue.join(pieces)
    assume(text.strip())
    try:
        report = marsad.read(text, published=published)
    except marsad.MarsadError as error:
        if error.code != "M104":
            raise
        return
    assert report.check() == []
    assert Report.model_validate_json(report.to_json()) == report
