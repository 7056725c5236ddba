"""What the formats write of the samples, and of occasions made by hand."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import hxl
import pytest

from marsad.codes.tables import official
from marsad.exports import registry, run
from marsad.exports.base import Options
from marsad.exports.columns import columns, kinds
from marsad.observatory.filters import Filters, Near
from marsad.observatory.outflow import Outflow, Wanted, moment
from marsad.observatory.store import Store
from marsad.observatory.tellings import Figure, Occasion, Paper, Party, Spot, Telling, Voice

PAPER = Paper(
    "0123456789abcdef", "a", "https://news.example/a", "عنوان", "الرافد", date(2024, 5, 5), "ar", 1, 1,
    "2024-05-06T07:08:09Z",
)  # fmt: skip
QAIM = Spot("at", "القائم", "القائم", "geonames:99762", "IQ", "الأنبار", None, 34.37, 41.09, 1)
STATE = Party("الجيش", "الجيش", "armed_group", "military-of-iraq", "IQ", False)
REBELS = Party("مسلحي داعش", "داعش", "armed_group", "islamic-state", None, False)
CLASH = {
    "acled": {"event_type": "Battles", "sub_event_type": "Armed clash", "disorder_type": "Political violence"},
    "plover": {"event": "ASSAULT"},
    "ucdp": {"type_of_violence": 1},
    "reasons": {},
}


def telling(**more: Any) -> Telling:
    found: dict[str, Any] = {
        "paper": PAPER, "number": 1, "type": "clash", "status": "occurred", "salience": "main", "trigger": "اشتباكات",
        "evidence": "اندلعت اشتباكات في القائم.", "evidence_start": 10, "evidence_end": 36, "first": date(2024, 5, 4),
        "last": date(2024, 5, 4), "day_precision": "day", "day_basis": "relative", "confidence": 0.9,
        "acled": "Armed clash", "plover": "ASSAULT", "ucdp": 1, "corrected": False, "actors": (STATE, REBELS),
        "targets": (), "places": (QAIM,), "figures": (), "voice": None, "codes": CLASH,
    }  # fmt: skip
    return Telling(**{**found, **more})


def occasion(*tellings: Telling, **more: Any) -> Occasion:
    first = tellings[0]
    found: dict[str, Any] = {
        "id": "i00000000000000a1", "standing": "candidate", "type": first.type, "status": first.status,
        "first": first.first, "last": first.last, "day_precision": first.day_precision, "tellings": tellings,
    }  # fmt: skip
    return Occasion(**{**found, **more})


def killed(low: float | None, high: float | None, text: str | None = "قتلى", **more: Any) -> Figure:
    return Figure("killed", low, high, bool(more.get("approximate")), text, more.get("grouped"))


class Given:
    """Gives out what a test made."""

    def __init__(self, *occasions: Occasion) -> None:
        self._occasions = occasions

    def occasions(self) -> Any:
        yield from self._occasions


def made(name: str, *occasions: Occasion, **options: Any) -> tuple[str, run.Written]:
    stream = io.BytesIO()
    found = run.occasions(registry.find(name), stream, Given(*occasions), Options(**options))  # type: ignore[arg-type]
    return stream.getvalue().decode(), found


def rows(name: str, *occasions: Occasion, **options: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made(name, *occasions, **options)[0], newline="")))


def exported(store: Store, name: str, **wanted: Any) -> str:
    of, stream = registry.find(name), io.BytesIO()
    asked = Wanted(**{"saliences": of.salience, "statuses": of.statuses, **wanted})
    with moment(store) as connection:
        run.occasions(of, stream, Outflow(connection, asked, sqlite=store.sqlite), Options())
    return stream.getvalue().decode()


# -- ACLED -----------------------------------------------------------------------------------------------------------


def test_an_acled_row() -> None:
    (row,) = rows("acled", occasion(telling(figures=(killed(4, 4),))))
    assert re.fullmatch(r"IRQ\d{1,15}", row["event_id_cnty"])
    assert row | {"event_id_cnty": ""} == {
        "event_id_cnty": "", "event_date": "2024-05-04", "year": "2024", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
        "actor1": "Military of Iraq", "assoc_actor_1": "", "inter1": "State forces", "actor2": "Islamic State",
        "assoc_actor_2": "", "inter2": "Rebel group", "interaction": "State forces-Rebel group",
        "civilian_targeting": "", "iso": "368", "region": "Middle East", "country": "Iraq", "admin1": "الأنبار",
        "admin2": "", "admin3": "", "location": "القائم", "latitude": "34.37", "longitude": "41.09",
        "geo_precision": "1", "source": "الرافد", "source_scale": "",
        "notes": "On 4 May 2024, according to الرافد: «اندلعت اشتباكات في القائم.» https://news.example/a",
        "fatalities": "4", "tags": "", "timestamp": "1714979289",
    } | {"actor1": row["actor1"]}  # fmt: skip
    assert row["actor1"].isascii()


def test_the_id_hangs_on_the_incident_alone() -> None:
    one = rows("acled", occasion(telling()))[0]
    two = rows("acled", occasion(telling(figures=(killed(9, 9),)), telling(number=2)))[0]
    other = rows("acled", occasion(telling(), id="i00000000000000a2"))[0]
    assert one["event_id_cnty"] == two["event_id_cnty"] != other["event_id_cnty"]


def test_kinds_of_actors_as_numbers() -> None:
    (row,) = rows("acled", occasion(telling(actors=(REBELS, STATE))), numeric=True)
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("2", "1", "12")
    (row,) = rows("acled", occasion(telling(type="operation", actors=(STATE,))), numeric=True)
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("1", "", "10")
    (row,) = rows("acled", occasion(telling(type="operation", actors=(STATE,))))
    assert row["interaction"] == "State forces only"


def test_a_state_in_another_country_is_external() -> None:
    abroad = QAIM._replace(country="SY")
    (row,) = rows("acled", occasion(telling(places=(abroad,))))
    assert (row["inter1"], row["country"]) == ("External/Other forces", "Syria")


def test_a_kind_that_is_not_known_is_left_empty() -> None:
    unknown = Party("مجموعة", "مجموعة", "armed_group", None, None, False)
    (row,) = rows("acled", occasion(telling(actors=(STATE, unknown))))
    assert (row["actor2"], row["inter2"], row["interaction"]) == ("مجموعة", "", "")


def test_things_and_places_are_no_actors() -> None:
    car = Party("سيارة مفخخة", "سيارة مفخخة", "people", None, None, False)
    soldiers = Party("أربعة جنود", "أربعة جنود", "people", None, None, False)
    village = Party("قرية", "قرية", "place", None, None, False)
    of = occasion(
        telling(type="bombing", actors=(car,), targets=(village, soldiers), figures=(killed(4, 4, "أربعة جنود"),))
    )
    (row,) = rows("acled", of)
    assert (row["actor1"], row["actor2"]) == ("أربعة جنود", "")


def test_civilians_are_named_as_acled_does() -> None:
    codes = CLASH | {
        "acled": {
            "event_type": "Violence against civilians", "sub_event_type": "Attack", "disorder_type": "Political violence",
        }
    }  # fmt: skip
    (row,) = rows("acled", occasion(telling(type="attack", actors=(REBELS,), codes=codes)))
    assert (row["actor2"], row["inter2"]) == ("Civilians (Iraq)", "Civilians")
    assert (row["civilian_targeting"], row["interaction"]) == ("Civilian targeting", "Rebel group-Civilians")
    protest = CLASH | {
        "acled": {"event_type": "Protests", "sub_event_type": "Peaceful protest", "disorder_type": "Demonstrations"}
    }
    crowd = Figure("protesters", 200, 999, True, "مئات", None)
    (row,) = rows("acled", occasion(telling(type="protest", actors=(), codes=protest, figures=(crowd,))))
    assert (row["actor1"], row["inter1"], row["tags"]) == ("Protesters (Iraq)", "Protesters", "crowd size=مئات")
    assert row["civilian_targeting"] == ""


@pytest.mark.parametrize(
    ("figures", "fatalities"),
    [
        ((), 0),
        ((killed(0, 0, None),), 0),
        ((killed(20, 99, "عشرات القتلى", approximate=True),), 10),
        ((killed(200, 999, "مئات القتلى", approximate=True),), 100),
        ((killed(None, None, "عدد من القتلى", approximate=True),), 10),
        ((killed(None, 6, "أقل من 6"),), 6),
        ((killed(None, 60, "حتى 60"),), 10),
        ((killed(20, 99, "من 20 إلى 99"),), 20),
        ((killed(4, 4), killed(2, 3)), 6),
    ],
)
def test_fatalities(figures: tuple[Figure, ...], fatalities: int) -> None:
    (row,) = rows("acled", occasion(telling(figures=figures)))
    assert row["fatalities"] == str(fatalities)


def test_fatalities_are_the_lowest_that_sources_give() -> None:
    of = occasion(telling(figures=(killed(9, 9),)), telling(number=2, figures=(killed(4, 4),)), telling(number=3))
    assert rows("acled", of)[0]["fatalities"] == "4"


@pytest.mark.parametrize(
    ("days", "precision", "found"),
    [
        ((date(2024, 5, 4), date(2024, 5, 4)), "day", ("2024-05-04", "1")),
        ((date(2024, 5, 4), date(2024, 5, 9)), "day", ("2024-05-04", "1")),
        ((date(2024, 4, 29), date(2024, 5, 5)), "week", ("2024-05-02", "2")),
        ((date(2024, 5, 1), date(2024, 5, 31)), "month", ("2024-05-16", "3")),
    ],
)
def test_days(days: tuple[date, date], precision: str, found: tuple[str, str]) -> None:
    (row,) = rows("acled", occasion(telling(), first=days[0], last=days[1], day_precision=precision))
    assert (row["event_date"], row["time_precision"]) == found


def test_what_acled_has_no_room_for_is_counted() -> None:
    talks = CLASH | {"acled": {}, "reasons": {"acled": "outside-system"}}
    undated = occasion(telling(first=None, last=None, day_precision=None))
    given = [
        occasion(telling(codes=talks)),
        occasion(telling(places=())),
        undated,
        occasion(telling(), standing="retracted"),
        occasion(telling()),
    ]
    found = made("acled", *given)[1]
    assert found == (1, {"outside-system": 1, "no-place": 1, "no-day": 1, "retracted": 1})
    (row,) = rows("acled", undated, undated=True)
    assert (row["event_date"], row["time_precision"]) == ("2024-05-05", "3")


def test_the_samples_in_acled_hold_official_values_only(samples: Store) -> None:
    found = list(csv.DictReader(io.StringIO(exported(samples, "acled"), newline="")))
    assert len(found) > 5
    labels = {label for _, label in kinds().values()}
    codes = official()
    for row in found:
        sub = codes["acled", "sub_event_type", row["sub_event_type"]]
        assert (row["event_type"], row["disorder_type"]) == (sub.parent, sub.disorder_type)
        assert {row["inter1"], row["inter2"]} <= labels | {""}
        assert row["interaction"] == "" or set(row["interaction"].removesuffix(" only").split("-")) <= labels
        assert (row["time_precision"], row["geo_precision"]) <= ("3", "3")
        assert row["year"] == row["event_date"][:4]
        assert row["civilian_targeting"] in ("", "Civilian targeting")
        assert "«" in row["notes"]
        assert int(row["fatalities"]) >= 0
    assert len({row["event_id_cnty"] for row in found}) == len(found)


# -- GED -------------------------------------------------------------------------------------------------------------


def test_a_ged_row() -> None:
    voice = Voice("وزارة الدفاع", "وزارة الدفاع", None, "وزارة الدفاع", None, None)
    fighters = killed(30, 30, "30 مسلحاً", grouped="مسلحي داعش")
    one = telling(number=1, figures=(killed(4, 4),))
    two = telling(number=2, voice=voice, figures=(killed(4, 4, "أربعة", grouped="الجيش"), fighters))
    (row,) = rows("ged", occasion(one, two))
    assert [name for name, value in row.items() if value] == [
        "id", "relid", "year", "code_status", "type_of_violence", "dyad_name", "side_a", "side_b", "number_of_sources",
        "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
        "where_coordinates", "where_description", "adm_1", "latitude", "longitude", "geom_wkt", "priogrid_gid",
        "country", "country_id", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
        "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa",
    ]  # fmt: skip
    assert (row["low"], row["best"], row["high"]) == ("4", "4", "34")
    assert (row["side_b"], row["gwnoa"], row["country_id"]) == ("Islamic State", "645", "645")
    assert (row["where_prec"], row["date_prec"], row["type_of_violence"]) == ("1", "1", "1")
    assert row["geom_wkt"] == "POINT (41.09 34.37)"
    # Cells of half a degree, counted from the south-west corner: row 249, column 443.
    assert row["priogrid_gid"] == str((249 - 1) * 720 + 443)
    assert sum(int(row[f"deaths_{of}"]) for of in ("a", "b", "civilians", "unknown")) == int(row["best"])


def test_deaths_of_a_side() -> None:
    of = occasion(telling(figures=(killed(4, 4, "أربعة", grouped="الجيش"), killed(9, 9, "تسعة", grouped="مسلحي داعش"))))
    (row,) = rows("ged", of)
    assert [row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")] == ["4", "9", "0", "0"]
    assert (row["low"], row["best"], row["high"]) == ("13", "13", "13")


def test_of_violence_of_a_state_the_state_is_side_a() -> None:
    (row,) = rows("ged", occasion(telling(actors=(REBELS, STATE), figures=(killed(1, 1),))))
    assert row["side_b"] == "Islamic State"


def test_the_last_word_of_a_source_holds() -> None:
    early = telling(number=1, figures=(killed(4, 4),))
    late = telling(number=2, figures=(killed(11, 11),))
    (row,) = rows("ged", occasion(early, late))
    assert (row["low"], row["best"], row["high"]) == ("11", "11", "11")


def test_ged_holds_deaths_only() -> None:
    assert made("ged", occasion(telling()))[1] == (0, {"no-deaths": 1})
    named = Party("فلان", "فلان", "person", None, None, False)
    dead = occasion(telling(type="killing", targets=(named, named)))
    assert rows("ged", dead)[0]["best"] == "2"


def test_ged_days() -> None:
    of = occasion(telling(figures=(killed(1, 1),)), last=date(2024, 5, 8))
    (row,) = rows("ged", of)
    assert (row["date_prec"], row["date_start"], row["date_end"], row["event_clarity"]) == (
        "2", "2024-05-04", "2024-05-08", "2",
    )  # fmt: skip


# -- PLOVER, GeoJSON, HXL --------------------------------------------------------------------------------------------


def test_a_plover_record() -> None:
    (record,) = json.loads(made("plover", occasion(telling(figures=(killed(4, 6),))))[0])
    assert record["date"] == "2024-05-04"
    assert (record["event"], record["mode"], record["quad_code"], record["dead"]) == (["ASSAULT"], [], 4, 4)
    assert [entity["sector"] for entity in record["actor"] + record["recipient"]] == ["MIL", "REB"]
    assert record["event_loc"] == {
        "extracted_place": "القائم", "resolved_place": "القائم", "lat": 34.37, "lon": 41.09, "resolution": 4,
        "geonameid": "99762", "province": "الأنبار", "country": "Iraq", "country_code": "IRQ",
    }  # fmt: skip
    assert record["text_info"] == [{"sequence": 1, "start": 10, "end": 36, "text_story": "اندلعت اشتباكات في القائم."}]
    assert record["cite_info"][0]["url"] == "https://news.example/a"


def test_plover_says_what_did_not_happen(samples: Store) -> None:
    records = json.loads(exported(samples, "plover"))
    assert len(records) > 5
    codes = official()
    for record in records:
        assert ("plover", "event", record["event"][0]) in codes
        assert all(codes["plover", "mode", mode].parent == record["event"][0] for mode in record["mode"])
        assert all(("plover", "auxiliary", each) in codes for each in record["context"])


def test_geojson_is_a_feature_collection(samples: Store) -> None:
    found = json.loads(exported(samples, "geojson"))
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) > 20
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        if feature["geometry"] is not None:
            lon, lat = feature["geometry"]["coordinates"]
            assert feature["geometry"]["type"] == "Point"
            assert 30 < lon < 50
            assert 25 < lat < 40
        assert feature["properties"]["evidence"]
    assert any(feature["geometry"] is None for feature in found["features"])
    assert json.loads(made("geojson")[0]) == {"type": "FeatureCollection", "features": []}
    assert json.loads(made("plover")[0]) == []


def test_libhxl_reads_hxl(samples: Store) -> None:
    source = hxl.data(list(csv.reader(io.StringIO(exported(samples, "hxl"), newline=""))))
    assert source.display_tags == [column.tag for column in columns("hxl")]
    assert source.headers == [column.name for column in columns("hxl")]
    found = list(source)
    assert len(found) > 20
    assert hxl.validate(source, hxl.schema())
    assert {row.get("#country+code") or "" for row in found} <= {"IRQ", "SYR", ""}
    assert all(row.get("#description+i_ar") for row in found)


# -- filters ---------------------------------------------------------------------------------------------------------


def features(store: Store, **wanted: Any) -> list[dict[str, Any]]:
    return [f["properties"] for f in json.loads(exported(store, "geojson", **wanted))["features"]]


def test_filters_are_those_of_search(samples: Store) -> None:
    every = features(samples)
    captures = features(samples, filters=Filters(types=("capture",)))
    assert {f["event_type"] for f in captures} == {"capture"}
    assert len(captures) == sum(f["event_type"] == "capture" for f in every)
    near = features(samples, filters=Filters(near=Near(34.37, 41.09, 30)))
    assert 0 < len(near) < len(every)
    assert all(f["country"] != "SY" or f["place"] for f in near)
    late = features(samples, filters=Filters(since=date(2024, 5, 7)))
    assert all((f["last"] or "2024-05-07") >= "2024-05-07" for f in late)
    assert features(samples, filters=Filters(actors=("islamic-state",))) != []
    words = features(samples, query="التجار")
    assert 0 < len(words) < len(every)
    planned = features(samples, statuses=(), filters=Filters(statuses=("planned",)))
    assert {f["status"] for f in planned} == {"planned"}


def test_salience_is_main_where_nobody_says(samples: Store) -> None:
    ids = {f["id"] for f in features(samples)}
    assert ids == {f["id"] for f in features(samples, saliences=("main",))}
    background = {f["id"] for f in features(samples, saliences=("background",))}
    assert background
    assert not ids <= background


def test_an_order_that_does_not_change(samples: Store) -> None:
    assert exported(samples, "geojson") == exported(samples, "geojson")


# -- sides that the codes of a report have ---------------------------------------------------------------------------


def test_sides_of_the_codes_come_before_those_of_the_names() -> None:
    acled = CLASH["acled"] | {  # type: ignore[operator]
        "actor1": "Military of Iraq", "actor1_ref": "military-of-iraq", "assoc_actor_1": "Police of Iraq", "inter1": 1,
        "actor2": "Islamic State", "actor2_ref": "islamic-state", "assoc_actor_2": "", "inter2": 2, "interaction": 12,
        "civilian_targeting": None,
    }  # fmt: skip
    ucdp = {
        "type_of_violence": 1, "side_a": "Government of Iraq", "side_a_ref": "government-of-iraq",
        "side_b": "Islamic State", "side_b_ref": "islamic-state", "dyad_name": "Government of Iraq - Islamic State",
    }  # fmt: skip
    who = {"code": "IMG", "sector": "REB", "entity": "n2", "ref": "islamic-state", "name": "Islamic State"}
    plover = {"event": "ASSAULT", "actor": [who], "recipient": [who | {"code": None}]}
    codes = {"acled": acled, "ucdp": ucdp, "plover": plover, "reasons": {}}
    of = occasion(telling(actors=(), codes=codes, figures=(killed(4, 4),)))
    (row,) = rows("acled", of)
    assert (row["assoc_actor_1"], row["inter1"], row["interaction"], row["civilian_targeting"]) == (
        "Police of Iraq", "State forces", "State forces-Rebel group", "",
    )  # fmt: skip
    assert rows("acled", of, numeric=True)[0]["interaction"] == "12"
    (row,) = rows("ged", of)
    assert (row["side_a"], row["dyad_name"]) == ("Government of Iraq", "Government of Iraq - Islamic State")
    assert (row["gwnoa"], row["gwnob"]) == ("645", "")
    (record,) = json.loads(made("plover", of)[0])
    assert record["actor"] == [{"entity_text": "Islamic State", "code": "IMG", "sector": "REB"}]
    assert record["recipient"] == [{"entity_text": "Islamic State", "sector": "REB"}]
