"""What wants looking at: the events that nobody has judged, the least certain first.

In: an open ``Store`` and a ``Filter``. Out: events, those whose acceptance no longer fits before all. It changes
nothing. How much doubt there is, ``fuse.decided.doubt`` says: the reading's own, and more for each contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.filters import Filter, matching
from runut.keep.rows import pick, unpack
from runut.keep.store import Store
from runut.records import Cluster

__all__ = ["queue", "why"]

AT_ONCE = 200


def queue(store: Store, wanted: Filter) -> Iterator[Cluster]:
    """The events to look at, in order."""
    table = schema.clusters
    with reading(store.engine) as connection:
        query = select(table.c.id).where(table.c.doubt.is_not(None), *matching(connection, wanted))
        query = query.order_by(table.c.doubt.desc(), table.c.id).limit(wanted.limit)
        for names in connection.execute(query).scalars().partitions(AT_ONCE):
            rows = pick(connection, [table.c.id, table.c.record], table.c.id, names)
            found = {row.id: row.record for row in rows}
            yield from (unpack(Cluster, found[name]) for name in names)


def why(event: Cluster) -> str:
    """Why it is listed where it is, on one line."""
    stale = [one for one in event.decisions if one.stale]
    parts = [f"accepted by {one.author}, told otherwise since" for one in stale[-1:]]
    parts.append(f"confidence {event.confidence:.2f}")
    disputed = sum(one.judgement == "contradiction" for one in event.conflicts)
    if disputed:
        parts.append(f"{disputed} contradiction{'s' * (disputed > 1)}")
    return ", ".join(parts)
