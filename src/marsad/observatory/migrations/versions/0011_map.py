"""Maps and lists are counted off indexes that hold all they show and ask, and not off the wide rows of incidents and mentions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_PLACED = sa.text("lat IS NOT NULL")
_MEMBER = sa.text("incident IS NOT NULL")


def upgrade() -> None:
    """Make the indexes."""
    op.create_index(
        "ix_incidents_map",
        "incidents",
        ["lat", "lon", "precision", "gazetteer", "type", "listed", "last", "standing", "documents", "id"],
        sqlite_where=_PLACED,
        postgresql_where=_PLACED,
    )
    op.create_index(
        "ix_mentions_member",
        "mentions",
        ["document_id", "number", "incident"],
        sqlite_where=_MEMBER,
        postgresql_where=_MEMBER,
    )
