"""Which yearly occasion an event belongs to and in which year, so that occasions are listed without the events.

An older chronicle is filled at once from the records that it holds: the year where the event's time lies in one.
"""

from __future__ import annotations

import zlib

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_AT_ONCE = 1000
_INDEX = "ix_clusters_occasion_occasion_year"


def upgrade() -> None:
    """Add the columns and fill them."""
    op.add_column("clusters", sa.Column("occasion", sa.String(length=128), nullable=True))
    op.add_column("clusters", sa.Column("occasion_year", sa.Integer(), nullable=True))
    op.create_index(op.f(_INDEX), "clusters", ["occasion", "occasion_year"], unique=False)
    connection = op.get_bind()
    table = sa.table("clusters", *map(sa.column, ("id", "record", "occasion", "occasion_year")))
    names = list(connection.execute(sa.select(table.c.id).order_by(table.c.id)).scalars())
    change = sa.update(table).where(table.c.id == sa.bindparam("name"))
    change = change.values(occasion=sa.bindparam("new_occasion"), occasion_year=sa.bindparam("new_year"))
    for start in range(0, len(names), _AT_ONCE):
        wanted = names[start : start + _AT_ONCE]
        rows = connection.execute(sa.select(table.c.id, table.c.record).where(table.c.id.in_(wanted))).all()
        told = [{"name": row.id, **found} for row in rows if (found := _told(row.record))]
        if told:
            connection.execute(change, told)


def downgrade() -> None:
    """Remove them again."""
    op.drop_index(op.f(_INDEX), "clusters")
    op.drop_column("clusters", "occasion_year")
    op.drop_column("clusters", "occasion")


def _told(record: bytes) -> dict[str, object]:
    event = orjson.loads(zlib.decompress(record))
    if not event.get("occasion"):
        return {}
    time = event.get("time") or {}
    years = {(time.get(end) or "")[:4] for end in ("earliest", "latest")}
    year = years.pop() if len(years) == 1 else ""
    return {"new_occasion": event["occasion"], "new_year": int(year) if year else None}
