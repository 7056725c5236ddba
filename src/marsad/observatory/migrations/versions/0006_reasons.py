"""The ledger: why somebody decided as they did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; decisions that were made before have no reason."""
    op.add_column("outcomes", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
