"""The ledger is a table: what is foretold, and what speaks for and against it.

What was compared before stands in ``unforetold`` until it is read for the ledger, one document after the other.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CLUSTERED = {"sqlite_with_rowid": False}


def _document(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["document_id"], ["documents.id"], name=f"fk_{table}_document_id", ondelete="CASCADE"
    )


def upgrade() -> None:
    """Make the tables, and put down what has to be read for them."""
    op.create_table(
        "foretellings",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        _document("foretellings"),
        sa.PrimaryKeyConstraint("document_id", "position", name="pk_foretellings"),
    )
    op.create_index("ix_foretellings_anchor", "foretellings", ["anchor"], unique=False)
    op.create_table(
        "prospects",
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("voice", sa.Text()),
        sa.Column("voiced", sa.Text(), nullable=False),
        sa.Column("horizon", sa.Text(), nullable=False),
        sa.Column("for_day", sa.Integer()),
        sa.Column("against_day", sa.Integer()),
        sa.Column("decided", sa.Text()),
        sa.Column("events_until", sa.Integer(), nullable=False),
        sa.Column("denials_until", sa.Integer(), nullable=False),
        _document("prospects"),
        sa.PrimaryKeyConstraint("anchor", name="pk_prospects"),
    )
    for columns in (
        ["due", "said", "anchor", "for_day", "against_day", "decided", "kind"],
        ["voice", "due", "said", "anchor"],
        ["voiced"],
        ["horizon"],
        ["document_id"],
    ):
        op.create_index(f"ix_prospects_{'_'.join(columns)}", "prospects", columns, unique=False)
    op.create_table(
        "awaits",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "until", "anchor", name="pk_awaits"),
        **_CLUSTERED,
    )
    op.create_table(
        "tellings",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("phase", sa.Text()),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _document("tellings"),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_tellings"),
        **_CLUSTERED,
    )
    op.create_table(
        "heard",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "day", "document_id", "number", name="pk_heard"),
        **_CLUSTERED,
    )
    op.create_table(
        "speaking",
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("speaks_for", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["anchor"], ["prospects.anchor"], name="fk_speaking_anchor", ondelete="CASCADE"),
        _document("speaking"),
        sa.PrimaryKeyConstraint("anchor", "document_id", "number", name="pk_speaking"),
        **_CLUSTERED,
    )
    op.create_index("ix_speaking_document_id", "speaking", ["document_id"], unique=False)
    op.create_table(
        "unforetold",
        sa.Column("document_id", _KEY, nullable=False, autoincrement=False),
        _document("unforetold"),
        sa.PrimaryKeyConstraint("document_id", name="pk_unforetold"),
    )
    op.execute(
        "INSERT INTO unforetold (document_id)"
        " SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM waiting)"
    )
