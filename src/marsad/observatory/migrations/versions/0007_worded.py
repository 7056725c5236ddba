"""Actors and places that only words name: found without a look at those that have an id."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SOMEBODY = sa.text("ref IS NULL AND kind IN ('person', 'organisation', 'armed_group', 'unit', 'state')")
_SOMEWHERE = sa.text("gazetteer IS NULL")


def upgrade() -> None:
    """Make the indexes; they hold every column that is asked for, so that the tables need not be read."""
    for table, columns, where in (
        ("roles", ["name_id", "document_id", "private", "kind", "ref"], _SOMEBODY),
        ("places", ["name_id", "document_id", "gazetteer"], _SOMEWHERE),
    ):
        name = f"ix_{table}_{'_'.join(columns)}"
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
