"""Conflicts: which incidents are told in ways that cannot all be so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; what incidents hold is looked through by the next command that needs it."""
    op.create_table(
        "conflicts",
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name="fk_conflicts_incident", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("incident", "kind", name="pk_conflicts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_conflicts_kind_incident", "conflicts", ["kind", "incident"])
