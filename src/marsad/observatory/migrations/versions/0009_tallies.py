"""How many reports tell of each actor, place and country is kept, and not counted anew for every list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_CLUSTERED = {"sqlite_with_rowid": False}
_WORDED = sa.text("ident = ''")
_SOMEBODY = "ref IS NULL AND NOT private AND kind IN ('person', 'organisation', 'armed_group', 'unit', 'state')"
_COUNTED = (
    ("'actor'", "ref", "0", "''", "roles", "ref IS NOT NULL"),
    ("'actor'", "ref", "name_id", "''", "roles", "ref IS NOT NULL"),
    ("'actor'", "''", "name_id", "''", "roles", _SOMEBODY),
    ("'actor'", "''", "name_id", "country", "roles", f"{_SOMEBODY} AND country IS NOT NULL"),
    ("'place'", "gazetteer", "0", "''", "places", "gazetteer IS NOT NULL"),
    ("'place'", "gazetteer", "0", "country", "places", "gazetteer IS NOT NULL AND country IS NOT NULL"),
    ("'place'", "gazetteer", "name_id", "''", "places", "gazetteer IS NOT NULL"),
    ("'place'", "''", "name_id", "''", "places", "gazetteer IS NULL"),
    ("'place'", "''", "name_id", "country", "places", "gazetteer IS NULL AND country IS NOT NULL"),
    ("'country'", "country", "0", "''", "places", "country IS NOT NULL"),
)


def upgrade() -> None:
    """Make the table, count what is there, and let go of the indexes that it was counted by."""
    op.create_table(
        "tallies",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ident", sa.Text(), nullable=False),
        sa.Column("name_id", sa.BigInteger(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "ident", "name_id", "country", name="pk_tallies"),
        **_CLUSTERED,
    )
    for kind, ident, name, country, table, rows in _COUNTED:
        op.execute(
            "INSERT INTO tallies (kind, ident, name_id, country, reports)"
            f" SELECT kind, ident, name_id, country, count(DISTINCT document_id) FROM (SELECT {kind} AS kind, {ident} AS ident,"
            f" {name} AS name_id, {country} AS country, document_id FROM {table} WHERE {rows}) AS told"
            " GROUP BY kind, ident, name_id, country"
        )
    op.create_index(
        "ix_tallies_kind_country_reports_name_id",
        "tallies",
        ["kind", "country", "reports", "name_id"],
        sqlite_where=_WORDED,
        postgresql_where=_WORDED,
    )
    op.create_index("ix_tallies_kind_name_id_ident", "tallies", ["kind", "name_id", "ident"])
    op.drop_index("ix_roles_name_id_document_id_private_kind_ref", "roles")
    op.drop_index("ix_places_name_id_document_id_gazetteer", "places")
