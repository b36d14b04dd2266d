"""What wants looking at: the events that nobody has judged, the least certain first.

In: an open ``Store`` and a ``Filter``. Out: events, those whose acceptance no longer fits before all; where an event
stands among them. It changes nothing. How much doubt there is, ``fuse.decided.doubt`` says: the reading's own, and more
for each contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select

from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.filters import Filter, matching
from runut.keep.rows import pick, unpack
from runut.keep.store import Store
from runut.records import Cluster

__all__ = ["Spot", "contradictions", "queue", "reasons", "spot"]

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """An event's place in the queue, from 1, and its neighbours."""

    event: str
    number: int
    total: int
    before: str | None
    after: str | None


def queue(store: Store, wanted: Filter) -> Iterator[Cluster]:
    """The events to look at, in order."""
    table = schema.clusters
    with reading(store.engine) as connection:
        query = select(table.c.id).where(table.c.doubt.is_not(None), *matching(connection, wanted))
        query = query.order_by(table.c.doubt.desc(), table.c.id).limit(wanted.limit).offset(wanted.offset)
        for names in connection.execute(query).scalars().partitions(AT_ONCE):
            rows = pick(connection, [table.c.id, table.c.record], table.c.id, names)
            found = {row.id: row.record for row in rows}
            yield from (unpack(Cluster, found[name]) for name in names)


def spot(store: Store, wanted: Filter, name: str | None = None) -> Spot | None:
    """Where the event stands, the first where none is named; None where it does not wait for anybody."""
    table = schema.clusters
    doubt, names = table.c.doubt, table.c.id
    with reading(store.engine) as connection:
        waiting = [doubt.is_not(None), *matching(connection, wanted)]
        found = select(names, doubt).where(*waiting, *([names == name] if name else []))
        row = connection.execute(found.order_by(doubt.desc(), names).limit(1)).first()
        if row is None:
            return None
        ahead = or_(doubt > row.doubt, and_(doubt == row.doubt, names < row.id))
        behind = or_(doubt < row.doubt, and_(doubt == row.doubt, names > row.id))
        count = select(func.count()).select_from(table).where(*waiting)
        near = select(names).where(*waiting)
        return Spot(
            row.id,
            connection.execute(count.where(ahead)).scalar_one() + 1,
            connection.execute(count).scalar_one(),
            connection.execute(near.where(ahead).order_by(doubt, names.desc()).limit(1)).scalar(),
            connection.execute(near.where(behind).order_by(doubt.desc(), names).limit(1)).scalar(),
        )


def reasons(event: Cluster) -> list[str]:
    """Why it is listed where it is."""
    stale = [one for one in event.decisions if one.stale]
    parts = [f"accepted by {one.author}, told otherwise since" for one in stale[-1:]]
    parts.append(f"confidence {event.confidence:.2f}")
    disputed = contradictions(event)
    if disputed:
        parts.append(f"{disputed} contradiction{'s' * (disputed > 1)}")
    return parts


def contradictions(event: Cluster) -> int:
    """How many disagreements among its reports count as doubt."""
    return sum(one.judgement == "contradiction" for one in event.conflicts)
