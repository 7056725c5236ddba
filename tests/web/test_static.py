"""What is shipped for browsers: named, unchanged, small, licensed, and with the contrast of WCAG AA."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from endtoend import ROOT
from marsad.render.labels import data
from marsad.web.static import HOME
from test_render import contrast

VENDOR = HOME / "vendor"


def test_every_file_of_others_is_in_the_manifest_as_it_is() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    there = {p.relative_to(VENDOR).as_posix() for p in VENDOR.rglob("*") if p.is_file() and p.name != "manifest.json"}
    assert {each["file"] for each in manifest} == there
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for each in manifest:
        assert hashlib.sha256((VENDOR / each["file"]).read_bytes()).hexdigest() == each["sha256"], each["file"]
        assert f"{each['package']} {each['version']}" in notice


def test_what_is_shipped_is_small() -> None:
    assert sum(p.stat().st_size for p in HOME.rglob("*") if p.is_file()) < 3_000_000


def test_nothing_is_fetched_from_elsewhere() -> None:
    ours = [p for p in HOME.rglob("*") if p.suffix in (".css", ".js", ".svg") and VENDOR not in p.parents]
    ours += list((HOME.parent / "templates").glob("*.html"))
    for path in ours:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(?:src|href|url|import|from)\W{1,4}(?:https?:)?//", text), path.name


def test_templates_hold_no_style_and_no_script() -> None:
    for path in (HOME.parent / "templates").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son\w+=|\| *safe", text), path.name
        assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", text)), path.name


def test_only_logical_sides_are_used() -> None:
    sides = (
        r"(?:margin|padding|border)-(?:left|right)|[{;]\s*(?:left|right)\s*:|(?:text-align|float)\s*:\s*(?:left|right)"
    )
    for path in [*HOME.glob("*.css")]:
        assert not re.search(sides, path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_have_the_contrast_of_wcag_aa(theme: int) -> None:
    text = data("marks.css") + (HOME / "app.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", text)
    palette = {name: colours[theme] for name, *colours in pairs}
    for name in ("ink", "soft", "link", "accent"):
        for back in ("paper", "card", "wash"):
            assert contrast(palette[name], palette[back]) >= 4.5, (name, back)
    assert contrast(palette["accent-ink"], palette["accent"]) >= 4.5
    for name in ("edge", *(each for each in palette if each.startswith("f-"))):
        assert contrast(palette[name], palette["card"]) >= 3, name
