"""Where events happened, how sure they are and the code of their act: columns beside the records, to be counted.

An older chronicle is filled at once from the records that it holds.
"""

from __future__ import annotations

import zlib

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_AT_ONCE = 1000
_ADDED = (
    ("place", sa.Text()),
    ("country", sa.String(length=3)),
    ("lat", sa.Float()),
    ("lon", sa.Float()),
    ("confidence", sa.Float()),
    ("cameo", sa.String(length=8)),
)
_INDEXED = ("place", "country", "confidence")


def upgrade() -> None:
    """Add the columns and fill them."""
    for name, kind in _ADDED:
        op.add_column("clusters", sa.Column(name, kind, nullable=True))
    for name in _INDEXED:
        op.create_index(op.f(f"ix_clusters_{name}"), "clusters", [name], unique=False)
    connection = op.get_bind()
    table = sa.table("clusters", sa.column("id"), sa.column("record"), *(sa.column(name) for name, _ in _ADDED))
    names = list(connection.execute(sa.select(table.c.id).order_by(table.c.id)).scalars())
    change = sa.update(table).where(table.c.id == sa.bindparam("name"))
    change = change.values({name: sa.bindparam(f"new_{name}") for name, _ in _ADDED})
    for start in range(0, len(names), _AT_ONCE):
        wanted = names[start : start + _AT_ONCE]
        rows = connection.execute(sa.select(table.c.id, table.c.record).where(table.c.id.in_(wanted))).all()
        connection.execute(change, [{"name": row.id, **_told(row.record)} for row in rows])


def downgrade() -> None:
    """Remove them again."""
    for name in _INDEXED:
        op.drop_index(op.f(f"ix_clusters_{name}"), "clusters")
    for name, _ in reversed(_ADDED):
        op.drop_column("clusters", name)


def _told(record: bytes) -> dict[str, object]:
    event = orjson.loads(zlib.decompress(record))
    place = event.get("place") or {}
    return {
        "new_place": place.get("name"),
        "new_country": place.get("country"),
        "new_lat": place.get("lat"),
        "new_lon": place.get("lon"),
        "new_confidence": event.get("confidence"),
        "new_cameo": event.get("cameo"),
    }
