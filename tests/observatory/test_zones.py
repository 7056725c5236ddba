"""Zones: who is inside is checked by another way of measuring, and a file that is no area is refused with a reason."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.globe import slow_km
from marsad.errors import WatchError
from marsad.gazetteer.borders import shared
from marsad.observatory import geojson, zones

SQUARE = [[40, 33], [42, 33], [42, 35], [40, 35], [40, 33]]


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(34.39, 40.97), (33.72, 40.32), (33.037, 40.2859), (34.57, 36.57), (36.8, 42.07), (35.0, 43.0), (33.4, 38.9)],
)
def test_distances_to_a_border_are_those_of_another_measure(lat: float, lon: float) -> None:
    lines = shared("IQ", "SY")
    assert len(lines) >= 1
    assert sum(len(line) for line in lines) > 20
    measured = zones.beyond(zones.border("IQ", "SY", 50), lat, lon) + 50
    # A sphere and the ellipsoid differ by up to half a percent.
    assert measured == pytest.approx(slow_km(lat, lon, lines), rel=0.006, abs=0.2)


def test_a_border_is_the_same_from_both_sides() -> None:
    assert shared("IQ", "SY") == shared("SY", "IQ")
    assert zones.border("SY", "IQ", 50).shape.equals(zones.border("IQ", "SY", 50).shape)


@given(lat=st.floats(-80, 80), lon=st.floats(-180, 180), km=st.floats(1, 500), radius=st.floats(0, 100))
@settings(max_examples=60, deadline=None)
def test_certainly_is_inside_whatever_the_place_may_be(lat: float, lon: float, km: float, radius: float) -> None:
    from pyproj import Geod

    zone = zones.around(34.0, 41.0, km)
    apart = Geod(ellps="WGS84").inv(41.0, 34.0, lon, lat)[2] / 1000
    held = zones.holds(zone, lat, lon, radius)
    expected = "certainly" if apart + radius <= km else "possibly" if apart - radius <= km else None
    assert held == expected or abs(abs(apart - km) - radius) < 1e-6


def test_across_the_antimeridian() -> None:
    zone = zones.around(-17.0, 179.9, 50)
    assert zones.holds(zone, -17.0, -179.9, 1) == "certainly"
    assert zones.holds(zone, -17.0, 179.0, 1) is None


def test_an_area_and_its_edge() -> None:
    zone = zones.area(geojson.shape({"type": "Polygon", "coordinates": [SQUARE]}))
    assert zones.holds(zone, 34.0, 41.0, 50) == "certainly"
    assert zones.holds(zone, 34.0, 40.1, 50) == "possibly"
    assert zones.holds(zone, 34.0, 39.9, 15) == "possibly"
    assert zones.holds(zone, 34.0, 39.0, 15) is None
    # A tenth of a degree of longitude at 34 degrees north.
    assert zones.beyond(zone, 34.0, 39.9) == pytest.approx(9.24, abs=0.02)


def test_a_hole_is_outside() -> None:
    hole = [[40.5, 33.5], [41.5, 33.5], [41.5, 34.5], [40.5, 34.5], [40.5, 33.5]]
    zone = zones.area(geojson.shape({"type": "Polygon", "coordinates": [SQUARE, hole]}))
    assert zones.holds(zone, 34.0, 41.0, 3) is None
    assert zones.holds(zone, 33.2, 41.0, 3) == "certainly"


def test_a_country_is_its_borders() -> None:
    near = zones.border("IQ", "SY", 50)
    assert [zones.holds_country(near, code) for code in ("IQ", "SY", "EG", "??")] == [
        "possibly",
        "possibly",
        None,
        None,
    ]
    assert zones.holds_country(zones.around(25.3, 51.2, 300), "QA") == "certainly"
    assert zones.holds_country(zones.around(25.3, 51.2, 30), "QA") == "possibly"
    # Kuwait lies 60 km from Iran over the water.
    assert zones.holds_country(zones.around(29.5, 48.6, 80), "IR") == "possibly"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [("IQ", "EG", "no land border"), ("XX", "SY", "'XX' is no country"), ("IQ", "IQX", "no country")],
)
def test_borders_that_are_none(one: str, other: str, said: str) -> None:
    with pytest.raises(WatchError, match=said):
        zones.border(one, other, 50)


@pytest.mark.parametrize("km", [0.0, -1.0, math.nan, math.inf, 30_000.0])
def test_distances_that_are_none(km: float) -> None:
    with pytest.raises(WatchError, match="no distance"):
        zones.around(34, 41, km)


def test_points_that_are_none() -> None:
    for lat, lon in ((91.0, 0.0), (0.0, 181.0), (math.nan, 0.0)):
        with pytest.raises(WatchError, match="no latitude"):
            zones.around(lat, lon, 5)


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "an object was expected"),
        ({}, "None is no area"),
        ({"type": "Point", "coordinates": [1, 2]}, "'Point' is no area"),
        ({"type": "FeatureCollection", "features": []}, "no polygon in it"),
        ({"type": "FeatureCollection"}, "without features"),
        ({"type": "Feature", "geometry": None}, "no polygon in it"),
        (polygon(), "has no rings"),
        (polygon([]), "four positions"),
        (polygon(SQUARE[:4]), "not closed"),
        (polygon([[40, 33], [42, 35], [42, 33], [40, 35], [40, 33]]), "crosses itself.*Self-intersection"),
        (polygon([[41, 33], [41, 34], [41, 35], [41, 33]]), "crosses itself|no inside"),
        (polygon([[40, 133], [42, 33], [42, 35], [40, 133]]), "not on the globe.*longitude first"),
        (polygon([[179, 0], [-179, 0], [-179, 1], [179, 0]]), "crosses longitude 180"),
        (polygon([["a", 0], [1, 0], [1, 1], ["a", 0]]), "is no coordinate"),
        (polygon([[True, 0], [1, 0], [1, 1], [True, 0]]), "is no coordinate"),
        (polygon([[1e999, 0], [1, 0], [1, 1], [1e999, 0]]), "is no coordinate"),
        (polygon([7, 7, 7, 7]), "is no position"),
        (polygon([[i / 1e5, 0] for i in range(20_100)] + [[1, 1], [0, 0]]), "more than 20,000 points"),
        ({**polygon(SQUARE), "crs": {"type": "name", "properties": {"name": "EPSG:32638"}}}, "coordinate system"),
    ],
)
def test_what_is_no_area(data: Any, said: str) -> None:
    with pytest.raises(WatchError) as caught:
        geojson.shape(data)
    assert re.search(said, str(caught.value)), str(caught.value)


def test_files_that_are_no_area(tmp_path: Path) -> None:
    file = tmp_path / "area.geojson"
    for content, said in (
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 200_000, "not JSON"),
        (b'{"type":"FeatureCollection","features":[' * 20, "not JSON"),
        (b" " * 10_000_001, "more than 10 MB"),
    ):
        file.write_bytes(content)
        with pytest.raises(WatchError, match=said):
            geojson.load(file)
    with pytest.raises(WatchError, match="No such file"):
        geojson.load(tmp_path / "absent")
    deep: Any = polygon(SQUARE)
    for _ in range(30):
        deep = {"type": "GeometryCollection", "geometries": [deep]}
    file.write_text(json.dumps(deep))
    with pytest.raises(WatchError, match="too deep"):
        geojson.load(file)


def test_either_winding_and_several_polygons_are_one_area(tmp_path: Path) -> None:
    east = [[x + 1, y] for x, y in SQUARE][::-1]
    file = tmp_path / "area.geojson"
    collection = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": polygon(ring)} for ring in (SQUARE, east)],
    }
    file.write_text("\ufeff" + json.dumps(collection), encoding="utf-8")
    zone = zones.area(geojson.shape(geojson.load(file)))
    assert zones.beyond(zone, 34.0, 42.5) < -40
