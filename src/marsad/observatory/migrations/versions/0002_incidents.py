"""Incidents: mentions and what they are compared by, links, what people decided; indexes that spare looks into tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _of_document(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["document_id"], ["documents.id"], name=f"fk_{table}_document_id", ondelete="CASCADE"
    )


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _indexes() -> None:
    op.drop_index("ix_events_status_listed", "events")
    op.drop_index("ix_events_type_listed", "events")
    op.create_index("ix_events_status_listed_type", "events", ["status", "listed", "type"])
    op.create_index("ix_events_type_listed_status", "events", ["type", "listed", "status"])
    op.create_index("ix_events_last", "events", ["last"], **_where("last > listed"))
    op.drop_index("ix_places_lat_lon", "places")
    op.create_index("ix_places_lat_lon_x_y_z", "places", ["lat", "lon", "x", "y", "z"], **_where("lat IS NOT NULL"))


def _mentions() -> None:
    op.create_table(
        "prints",
        sa.Column("document_id", _KEY, autoincrement=False, nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        _of_document("prints"),
        sa.PrimaryKeyConstraint("document_id", name="pk_prints"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mentions",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.BigInteger(), nullable=False),
        sa.Column("incident", sa.Text()),
        sa.Column("features", sa.Text(), nullable=False),
        _of_document("mentions"),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_mentions"),
    )
    op.create_index("ix_mentions_anchor", "mentions", ["anchor"])
    op.create_index("ix_mentions_incident", "mentions", ["incident"], **_where("incident IS NOT NULL"))
    op.create_table(
        "blocks",
        sa.Column("block", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _of_document("blocks"),
        sa.PrimaryKeyConstraint("block", "day", "document_id", "number", name="pk_blocks"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blocks_document_id", "blocks", ["document_id"])
    op.create_table(
        "links",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("other_id", _KEY, nullable=False),
        sa.Column("other_number", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        _of_document("links"),
        sa.PrimaryKeyConstraint("document_id", "number", "other_id", "other_number", name="pk_links"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiting",
        sa.Column("document_id", _KEY, autoincrement=False, nullable=False),
        _of_document("waiting"),
        sa.PrimaryKeyConstraint("document_id", name="pk_waiting"),
    )
    # What is in the store already is compared when the first command asks for incidents.
    op.execute("INSERT INTO waiting (document_id) SELECT id FROM documents")


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("standing_by", sa.Text()),
        sa.Column("standing_at", sa.Text()),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("first", sa.Date()),
        sa.Column("last", sa.Date()),
        sa.Column("day_precision", sa.Text()),
        sa.Column("listed", sa.Date(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("gazetteer", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("admin1", sa.Text()),
        sa.Column("lat", sa.Double()),
        sa.Column("lon", sa.Double()),
        sa.Column("precision", sa.Integer()),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_listed_id", "incidents", ["listed", "id"])
    op.create_index("ix_incidents_type_listed", "incidents", ["type", "listed"])
    op.create_index("ix_incidents_last", "incidents", ["last"], **_where("last > listed"))
    op.create_table(
        "forwards",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("now", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_forwards"),
    )
    op.create_index("ix_forwards_now", "forwards", ["now"])
    op.create_table(
        "decisions",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text()),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("undone_by", sa.Text()),
        sa.Column("undone", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "decided",
        sa.Column("decision_id", _KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_decided_decision_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("decision_id", "position", name="pk_decided"),
    )
    op.create_index("ix_decided_anchor", "decided", ["anchor"])


def upgrade() -> None:
    """Make the tables of incidents, and the indexes that lists are quick by."""
    _indexes()
    _mentions()
    _incidents()
