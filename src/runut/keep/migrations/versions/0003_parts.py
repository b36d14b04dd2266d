"""What is part of what, and the day on which an event was first reported: undated events are listed by it.

An older chronicle is filled with the days at once; its parts are told when the next build merges it once more.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_LAST_DAY = "9999-12-31"
_OLD_ORDER, _ORDER = "ix_clusters_day_latest_id", "ix_clusters_day_latest_reported_id"


def upgrade() -> None:
    """Add the tables and the column."""
    op.add_column("clusters", sa.Column("reported", sa.Date(), nullable=False, server_default=_LAST_DAY))
    op.execute(
        "UPDATE clusters SET reported = coalesce((SELECT min(articles.earliest) FROM events"
        f" JOIN articles ON articles.id = events.article WHERE events.cluster = clusters.id), '{_LAST_DAY}')"
    )
    op.drop_index(_OLD_ORDER, table_name="clusters")
    op.create_index(_ORDER, "clusters", ["day", "latest", "reported", "id"], unique=False)
    op.create_table(
        "frames",
        sa.Column("cluster", sa.String(length=128), nullable=False),
        sa.Column("part_of", sa.String(length=128), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("cluster", name=op.f("pk_frames")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_frames_part_of"), "frames", ["part_of"], unique=False)
    op.create_table(
        "nests",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("cluster", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("key", "whole", "cluster", name=op.f("pk_nests")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_nests_cluster"), "nests", ["cluster"], unique=False)
    op.execute("DELETE FROM state")


def downgrade() -> None:
    """Remove them again."""
    op.drop_table("nests")
    op.drop_table("frames")
    op.drop_index(_ORDER, table_name="clusters")
    op.create_index(_OLD_ORDER, "clusters", ["day", "latest", "id"], unique=False)
    op.drop_column("clusters", "reported")
