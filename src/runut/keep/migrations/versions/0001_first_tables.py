"""The first tables of a chronicle, and SQLite's full-text search over events and statements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# The text stays in the ordinary table; triggers keep the index beside it in step.
_SEARCH = (
    "CREATE VIRTUAL TABLE search_{table} USING fts5(stems, content='{table}', content_rowid='id')",
    "CREATE TRIGGER search_{table}_added AFTER INSERT ON {table} BEGIN {add}; END",
    "CREATE TRIGGER search_{table}_removed AFTER DELETE ON {table} BEGIN {remove}; END",
    "CREATE TRIGGER search_{table}_changed AFTER UPDATE OF stems ON {table} BEGIN {remove}; {add}; END",
)
_ADD = "INSERT INTO search_{table}(rowid, stems) VALUES (new.id, new.stems)"
_REMOVE = "INSERT INTO search_{table}(search_{table}, rowid, stems) VALUES ('delete', old.id, old.stems)"


def upgrade() -> None:
    """Make everything."""
    op.create_table(
        "actors",
        sa.Column("entity", sa.String(length=128), nullable=False),
        sa.Column("n_events", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("entity", name=op.f("pk_actors")),
    )
    op.create_table(
        "clusters",
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
    )
    op.create_index(op.f("ix_clusters_earliest"), "clusters", ["earliest"], unique=False)
    op.create_index(op.f("ix_clusters_status"), "clusters", ["status"], unique=False)
    op.create_index(op.f("ix_clusters_type"), "clusters", ["type"], unique=False)
    op.create_table(
        "conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cluster", sa.String(length=128), nullable=True),
        sa.Column("article", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
    )
    op.create_index(op.f("ix_conflicts_article"), "conflicts", ["article"], unique=False)
    op.create_index(op.f("ix_conflicts_cluster"), "conflicts", ["cluster"], unique=False)
    op.create_table(
        "names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=128), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_names")),
    )
    op.create_index(op.f("ix_names_entity"), "names", ["entity"], unique=False)
    op.create_index(op.f("ix_names_folded"), "names", ["folded"], unique=False)
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_originals")),
    )
    op.create_table(
        "rejects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejects")),
        sa.UniqueConstraint("identity", name=op.f("uq_rejects_identity")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started", sa.String(length=32), nullable=False),
        sa.Column("finished", sa.String(length=32), nullable=True),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("paths", sa.Text(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_table(
        "state",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_state")),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("article", sa.String(length=128), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("incomplete", sa.Boolean(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("n_events", sa.Integer(), nullable=False),
        sa.Column("copies_of", sa.Text(), nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_articles_run_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("identity", name=op.f("uq_articles_identity")),
    )
    op.create_index(op.f("ix_articles_article"), "articles", ["article"], unique=False)
    op.create_index(op.f("ix_articles_earliest"), "articles", ["earliest"], unique=False)
    op.create_index(op.f("ix_articles_run"), "articles", ["run"], unique=False)
    op.create_index(op.f("ix_articles_source_key"), "articles", ["source", "key"], unique=False)
    op.create_table(
        "participants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cluster", sa.String(length=128), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("entity", sa.String(length=128), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.ForeignKeyConstraint(
            ["cluster"], ["clusters.id"], name=op.f("fk_participants_cluster_clusters"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
    )
    op.create_index(op.f("ix_participants_cluster"), "participants", ["cluster"], unique=False)
    op.create_index(op.f("ix_participants_country"), "participants", ["country"], unique=False)
    op.create_index(op.f("ix_participants_entity"), "participants", ["entity"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=128), nullable=False),
        sa.Column("cluster", sa.String(length=128), nullable=True),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name=op.f("fk_events_article_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_article"), "events", ["article"], unique=False)
    op.create_index(op.f("ix_events_cluster"), "events", ["cluster"], unique=False)
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("charset", sa.String(length=64), nullable=True),
        sa.Column("given", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name=op.f("fk_pages_article_articles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["sha256"], ["originals.sha256"], name=op.f("fk_pages_sha256_originals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pages")),
        sa.UniqueConstraint("identity", name=op.f("uq_pages_identity")),
    )
    op.create_index(op.f("ix_pages_article"), "pages", ["article"], unique=False)
    op.create_index(op.f("ix_pages_sha256"), "pages", ["sha256"], unique=False)
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(length=128), nullable=True),
        sa.Column("speaker_name", sa.Text(), nullable=False),
        sa.Column("addressee", sa.String(length=128), nullable=True),
        sa.Column("addressee_name", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("stems", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name=op.f("fk_statements_article_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_article"), "statements", ["article"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for table in ("events", "statements"):
            add, remove = _ADD.format(table=table), _REMOVE.format(table=table)
            for statement in _SEARCH:
                op.execute(statement.format(table=table, add=add, remove=remove))


def downgrade() -> None:
    """Remove everything."""
    if op.get_bind().dialect.name == "sqlite":
        for table in ("events", "statements"):
            op.execute(f"DROP TABLE search_{table}")
    for table in (
        "statements",
        "pages",
        "events",
        "participants",
        "articles",
        "state",
        "runs",
        "rejects",
        "originals",
        "names",
        "conflicts",
        "clusters",
        "actors",
    ):
        op.drop_table(table)
