"""Names are found by their words, and not by a look at all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_AT_ONCE = 10_000


def upgrade() -> None:
    """Make the table, and put the words of the names into it that are there; nobody looks for a whole key, which its id says."""
    if op.get_bind().dialect.name == "sqlite":
        op.create_table(
            "names_by_id",
            sa.Column("id", sa.BigInteger(), nullable=False),
            sa.Column("key", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("id", name="pk_names"),
            sqlite_with_rowid=False,
        )
        op.execute("INSERT INTO names_by_id (id, key) SELECT id, key FROM names ORDER BY id")
        op.drop_table("names")
        op.rename_table("names_by_id", "names")
    else:
        op.drop_constraint("uq_names_key", "names")
    words = op.create_table(
        "name_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("name_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("word", "name_id", name="pk_name_words"),
        sqlite_with_rowid=False,
    )
    connection, after = op.get_bind(), -1
    while names := connection.execute(
        sa.text("SELECT id, key FROM names WHERE id > :after ORDER BY id LIMIT :many"),
        {"after": after, "many": _AT_ONCE},
    ).all():
        after = names[-1].id
        rows = [{"word": word, "name_id": ident} for ident, key in names for word in dict.fromkeys(key.split())]
        if rows:
            connection.execute(sa.insert(words), rows)
