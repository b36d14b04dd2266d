"""What wants looking at: the events that nobody has judged, the least certain first.

In: an open ``Store`` and a ``Filter``. Out: events, those whose acceptance no longer fits before all; where an event
stands among them. It changes nothing. How much doubt there is, ``fuse.decided.doubt`` says: the reading's own, and more
for each contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.filters import Filter, matching
from runut.keep.rows import pick, unpack
from runut.keep.sieve import Chosen
from runut.keep.store import Store
from runut.keep.survey import Found
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


def spot(found: Found, name: str | None = None) -> Spot | None:
    """Where the event stands, the first where none is named; None where it does not wait for anybody."""
    events = found.census.events
    rows = np.flatnonzero(found.chosen & ~np.isnan(events.doubt))
    doubt, names = events.doubt[rows], events.id[rows]
    if not len(rows):
        return None
    at = _least(doubt == doubt.max(), names) if name is None else _only(names == name.encode())
    if at is None:
        return None
    ahead = (doubt > doubt[at]) | ((doubt == doubt[at]) & (names < names[at]))
    behind = ~ahead
    behind[at] = False
    before = _least(ahead & (doubt == doubt.min(where=ahead, initial=np.inf)), names, last=True)
    after = _least(behind & (doubt == doubt.max(where=behind, initial=-np.inf)), names)
    number = int(np.count_nonzero(ahead)) + 1
    called = [None if one is None else names[one].decode() for one in (at, before, after)]
    return Spot(called[0] or "", number, len(rows), called[1], called[2])


def _only(here: Chosen) -> int | None:
    return int(np.argmax(here)) if here.any() else None


def _least(here: Chosen, names: NDArray[np.bytes_], *, last: bool = False) -> int | None:
    """The first of these by its name, or the last."""
    rows = np.flatnonzero(here)
    if not len(rows):
        return None
    order = np.argsort(names[rows])
    return int(rows[order[-1 if last else 0]])


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
