"""What merging remembers, so that an article more is compared with its like and not with the whole chronicle.

An older chronicle keeps its events as they are until the next build, which merges all of it once more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_INDEXES = (
    ("ix_articles_engine", "articles", ["engine"]),
    ("ix_events_event", "events", ["event"]),
    ("ix_clusters_day_latest_id", "clusters", ["day", "latest", "id"]),
    ("ix_conflicts_event", "conflicts", ["event"]),
)
_LAST_DAY = "9999-12-31"


def upgrade() -> None:
    """Add the tables, and the columns that hold nothing yet."""
    op.add_column("articles", sa.Column("noted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("clusters", sa.Column("day", sa.Date(), nullable=False, server_default=_LAST_DAY))
    op.add_column("clusters", sa.Column("mark", sa.String(length=16), nullable=True))
    op.add_column("conflicts", sa.Column("event", sa.Integer(), nullable=True))
    op.execute(f"UPDATE clusters SET day = coalesce(earliest, '{_LAST_DAY}')")
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns, unique=False)
    _documents()
    _tellings()
    _counts()
    op.execute("DELETE FROM state")


def _documents() -> None:
    op.create_table(
        "pending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending")),
        sa.UniqueConstraint("document", name=op.f("uq_pending_document")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("original", sa.Integer(), nullable=True),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("name", name=op.f("uq_documents_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_documents_original"), "documents", ["original"], unique=False)
    op.create_table(
        "sketches",
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("value", "document", name=op.f("pk_sketches")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alike",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_alike")),
        sqlite_with_rowid=False,
    )


def _tellings() -> None:
    op.create_table(
        "tellings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=128), nullable=False),
        sa.Column("cluster", sa.String(length=128), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
        sa.UniqueConstraint("event", name=op.f("uq_tellings_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_tellings_document"), "tellings", ["document"], unique=False)
    op.create_index(op.f("ix_tellings_cluster"), "tellings", ["cluster"], unique=False)
    op.create_table(
        "meetings",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("telling", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "telling", name=op.f("pk_meetings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_links")),
        sqlite_with_rowid=False,
    )


def _counts() -> None:
    op.create_table(
        "tallies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("telling", sa.Integer(), nullable=False),
        sa.Column("published", sa.Date(), nullable=False),
        sa.Column("event", sa.String(length=128), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tallies")),
    )
    order = ["name", "published", "event", "start"]
    op.create_index(op.f("ix_tallies_name_published_event_start"), "tallies", order, unique=False)
    op.create_index(op.f("ix_tallies_telling"), "tallies", ["telling"], unique=False)
    op.create_table(
        "growths",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cluster", sa.String(length=128), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_growths")),
    )
    op.create_index(op.f("ix_growths_cluster"), "growths", ["cluster"], unique=False)
    op.create_table(
        "voices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telling", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voices")),
    )
    op.create_index(op.f("ix_voices_telling"), "voices", ["telling"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("entity", sa.String(length=128), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entity", "kind", "text", name=op.f("pk_sightings")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove them again."""
    for table in (
        "pending", "documents", "sketches", "alike", "tellings", "meetings", "links", "tallies", "growths", "voices",
        "sightings",
    ):  # fmt: skip
        op.drop_table(table)
    for name, table, _ in _INDEXES:
        op.drop_index(name, table_name=table)
    for table, column in (("articles", "noted"), ("clusters", "day"), ("clusters", "mark"), ("conflicts", "event")):
        op.drop_column(table, column)
