"""What persons decide on events, and how much each event wants looking at.

Nothing that is there changes; the next build merges an older chronicle once more, which fills the column.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables and the column."""
    op.add_column("clusters", sa.Column("doubt", sa.Float(), nullable=True))
    op.create_index(op.f("ix_clusters_doubt"), "clusters", ["doubt"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("verb", sa.String(length=8), nullable=False),
        sa.Column("undoes", sa.String(length=32), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decisions")),
        sa.UniqueConstraint("id", name=op.f("uq_decisions_id")),
    )
    op.create_index(op.f("ix_decisions_verb"), "decisions", ["verb"], unique=False)
    op.create_index(op.f("ix_decisions_undoes"), "decisions", ["undoes"], unique=False)
    op.create_table(
        "pins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=128), nullable=False),
        sa.Column("event", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["decision"], ["decisions.number"], name=op.f("fk_pins_decision_decisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pins")),
    )
    for column in ("decision", "document", "event"):
        op.create_index(op.f(f"ix_pins_{column}"), "pins", [column], unique=False)
    op.create_table(
        "bonds",
        sa.Column("one", sa.String(length=128), nullable=False),
        sa.Column("other", sa.String(length=128), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_bonds")),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM state")


def downgrade() -> None:
    """Remove them again."""
    for name in ("bonds", "pins", "decisions"):
        op.drop_table(name)
    op.drop_index(op.f("ix_clusters_doubt"), "clusters")
    op.drop_column("clusters", "doubt")
