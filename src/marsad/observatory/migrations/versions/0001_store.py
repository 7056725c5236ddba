"""The store as it was first made: documents with their versions, what their reports say, corrections, search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "documents",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("publisher", sa.Text()),
        sa.Column("publisher_id", sa.BigInteger()),
        sa.Column("published", sa.Date()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("listed", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("key", name="uq_documents_key"),
        sa.UniqueConstraint("uid", name="uq_documents_uid"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_documents_listed_id", "documents", ["listed", "id"], unique=False)
    op.create_index("ix_documents_name", "documents", ["name"], unique=False)
    op.create_index("ix_documents_publisher_id", "documents", ["publisher_id"], unique=False)
    op.create_table(
        "facts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )
    op.create_table(
        "names",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_names"),
        sa.UniqueConstraint("key", name="uq_names_key"),
    )
    op.create_table(
        "corrections",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("undone_by", sa.Text()),
        sa.Column("undone", sa.Text()),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_corrections_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_document_id", "corrections", ["document_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("salience", sa.Text(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date()),
        sa.Column("last", sa.Date()),
        sa.Column("day_precision", sa.Text()),
        sa.Column("day_basis", sa.Text()),
        sa.Column("listed", sa.Date(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("acled", sa.Text()),
        sa.Column("plover", sa.Text()),
        sa.Column("ucdp", sa.Integer()),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_events_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_events"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_events_listed_document_id_number", "events", ["listed", "document_id", "number"], unique=False)
    op.create_index("ix_events_status_listed", "events", ["status", "listed"], unique=False)
    op.create_index("ix_events_type_listed", "events", ["type", "listed"], unique=False)
    op.create_table(
        "notes",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer()),
        sa.Column("end", sa.Integer()),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_notes_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", "position", name="pk_notes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statements",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text()),
        sa.Column("speaker_id", sa.BigInteger()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first", sa.Date()),
        sa.Column("last", sa.Date()),
        sa.Column("events", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_statements_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_statements"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "versions",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("report", sa.LargeBinary(), nullable=False),
        sa.Column("page_notes", sa.Text(), nullable=False),
        sa.Column("stored", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_versions_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_versions"),
        sa.UniqueConstraint("document_id", "sha256", name="uq_versions_document_id_sha256"),
    )
    op.create_table(
        "counts",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("low", sa.Double()),
        sa.Column("high", sa.Double()),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("grouped", sa.Text()),
        sa.ForeignKeyConstraint(
            ["document_id", "event"],
            ["events.document_id", "events.number"],
            name="fk_counts_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "event", "position", name="pk_counts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "places",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_id", sa.BigInteger(), nullable=False),
        sa.Column("gazetteer", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("admin1", sa.Text()),
        sa.Column("admin2", sa.Text()),
        sa.Column("lat", sa.Double()),
        sa.Column("lon", sa.Double()),
        sa.Column("x", sa.Double()),
        sa.Column("y", sa.Double()),
        sa.Column("z", sa.Double()),
        sa.Column("precision", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["document_id", "event"],
            ["events.document_id", "events.number"],
            name="fk_places_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "event", "position", name="pk_places"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_places_country_document_id_event", "places", ["country", "document_id", "event"], unique=False)
    op.create_index(
        "ix_places_gazetteer_document_id_event",
        "places",
        ["gazetteer", "document_id", "event"],
        unique=False,
        sqlite_where=sa.text("gazetteer IS NOT NULL"),
        postgresql_where=sa.text("gazetteer IS NOT NULL"),
    )
    op.create_index(
        "ix_places_lat_lon",
        "places",
        ["lat", "lon"],
        unique=False,
        sqlite_where=sa.text("lat IS NOT NULL"),
        postgresql_where=sa.text("lat IS NOT NULL"),
    )
    op.create_index("ix_places_name_id_document_id_event", "places", ["name_id", "document_id", "event"], unique=False)
    op.create_table(
        "roles",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words_id", sa.BigInteger()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text()),
        sa.Column("ref", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("implied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id", "event"],
            ["events.document_id", "events.number"],
            name="fk_roles_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "event", "side", "position", name="pk_roles"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_roles_name_id_document_id_event", "roles", ["name_id", "document_id", "event"], unique=False)
    op.create_index(
        "ix_roles_ref_document_id_event",
        "roles",
        ["ref", "document_id", "event"],
        unique=False,
        sqlite_where=sa.text("ref IS NOT NULL"),
        postgresql_where=sa.text("ref IS NOT NULL"),
    )
    op.create_index(
        "ix_roles_words_id_document_id_event",
        "roles",
        ["words_id", "document_id", "event"],
        unique=False,
        sqlite_where=sa.text("words_id IS NOT NULL"),
        postgresql_where=sa.text("words_id IS NOT NULL"),
    )
    op.create_table(
        "sources",
        sa.Column("document_id", _KEY, nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text()),
        sa.Column("organisation", sa.Text()),
        sa.Column("organisation_id", sa.BigInteger()),
        sa.Column("channel", sa.Text()),
        sa.Column("verb", sa.Text()),
        sa.Column("ref", sa.Text()),
        sa.ForeignKeyConstraint(
            ["document_id", "event"],
            ["events.document_id", "events.number"],
            name="fk_sources_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "event", name="pk_sources"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_sources_name_id_document_id_event", "sources", ["name_id", "document_id", "event"], unique=False
    )
    op.create_index(
        "ix_sources_organisation_id_document_id_event",
        "sources",
        ["organisation_id", "document_id", "event"],
        unique=False,
        sqlite_where=sa.text("organisation_id IS NOT NULL"),
        postgresql_where=sa.text("organisation_id IS NOT NULL"),
    )
    op.create_index(
        "ix_sources_ref_document_id_event",
        "sources",
        ["ref", "document_id", "event"],
        unique=False,
        sqlite_where=sa.text("ref IS NOT NULL"),
        postgresql_where=sa.text("ref IS NOT NULL"),
    )

    if op.get_bind().dialect.name == "sqlite":
        # Stems come ready made: nothing is left for the tokenizer but to cut at spaces.
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5 (stems, tokenize = 'unicode61 remove_diacritics 0', columnsize = 0)"
        )
        # Fewer and larger merges of the index: half of what searching costs while documents go in.
        op.execute("INSERT INTO search (search, rank) VALUES ('automerge', 16)")
    else:
        op.execute(
            "CREATE TABLE search (document_id BIGINT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,"
            " stems TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_stems ON search USING gin (stems)")
