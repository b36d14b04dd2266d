"""Which events were written last, so that a reader who counts in memory need not look at all of them again.

And an index that gives the number of articles read of every month and outlet without the articles.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table; what was written before is not in it."""
    op.create_table(
        "changes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cluster", sa.String(length=128), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_articles_earliest_latest_outlet"), "articles", ["earliest", "latest", "outlet"], unique=False
    )


def downgrade() -> None:
    """Remove it again."""
    op.drop_index(op.f("ix_articles_earliest_latest_outlet"), "articles")
    op.drop_table("changes")
