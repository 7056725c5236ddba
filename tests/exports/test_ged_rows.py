"""GED has a row for what its rules take, and a reason for everything else: the two add up to all that was asked for."""

from __future__ import annotations

import csv
import io

import marsad
from marsad.exports import registry, run
from marsad.exports.base import Options
from marsad.observatory.catchup import complete
from marsad.observatory.outflow import Outflow, Wanted, moment
from marsad.observatory.store import Store, open_store
from marsad.observatory.write import keep

REPORT = (
    "قتل تنظيم داعش ثلاثة جنود من الجيش العراقي في الرطبة يوم السبت 4 مايو 2024.\n\n"
    "واعتقلت الشرطة العراقية مشتبهاً به في الرمادي يوم السبت 4 مايو 2024.\n"
)


def ged(store: Store, wanted: Wanted) -> tuple[list[dict[str, str]], run.Written, int]:
    """The rows, what was left out, and how many incidents there are."""
    complete(store)
    stream = io.BytesIO()
    with moment(store) as connection:
        outflow = Outflow(connection, wanted, sqlite=store.sqlite)
        written = run.occasions(registry.find("ged"), stream, outflow, Options())
        many = sum(1 for _ in outflow.occasions())
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline=""))), written, many


def test_an_attack_with_its_dead_is_a_row(at: str) -> None:
    with open_store(at) as store:
        keep(store, marsad.read(REPORT, published="2024-05-04"))
        rows, written, many = ged(store, Wanted())
        assert written.rows == len(rows) == 1
        assert written.rows + sum(written.left_out.values()) == many > 1
        (row,) = rows
        assert {name: row[name] for name in ("type_of_violence", "best", "low", "high", "date_start", "date_prec")} == {
            "type_of_violence": "1", "best": "3", "low": "3", "high": "3", "date_start": "2024-05-04", "date_prec": "1",
        }  # fmt: skip
        assert row["country_id"] == "645"
        assert row["where_coordinates"]
        assert row["side_a"]
        assert row["side_b"]


def test_rows_and_reasons_add_up_to_every_incident_of_the_samples(samples: Store) -> None:
    rows, written, many = ged(samples, Wanted())
    assert written.rows == len(rows)
    assert written.rows + sum(written.left_out.values()) == many
    # Deaths are told of some, but who did it, or where it was, is told of none in a way that GED could take.
    assert {"actor-kind-unknown", "target-kind-unknown", "no-place", "no-deaths"} <= written.left_out.keys()
