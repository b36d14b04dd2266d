"""What an event may be one with: events near it in time, of the same parties.

In: an open ``Store``, its census and an event. Out: events, the likeliest first: those of the same act before others,
then by how many parties they share, then by how near they are. Merging by rules asks more than this; a person wants to
choose from what the rules left apart. An event without a date is near those reported when it was.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from runut.keep import schema
from runut.keep.columns import NO_DAY, Census, Codes, Numbers
from runut.keep.engine import reading
from runut.keep.rows import pick, unpack
from runut.keep.store import Store
from runut.records import Cluster

__all__ = ["near"]

REACH = 31  # days
MOST = 12


def near(store: Store, census: Census, event: Cluster, most: int = MOST) -> list[Cluster]:
    """The events that ``event`` may be one with; where the census is older than the event, by what it knows."""
    table = schema.clusters
    parties = {one.entity for one in (*event.actors, *event.targets) if one.entity}
    if not parties:
        return []
    query = select(table.c.act, table.c.type, table.c.earliest, table.c.latest, table.c.reported)
    with reading(store.engine) as connection:
        own = connection.execute(query.where(table.c.id == event.id)).first()
        if own is None:
            return []
        days = (own.earliest, own.latest or own.earliest) if own.earliest else None
        reach = _in_reach(census, days, own.reported) & (census.events.id != event.id.encode())
        rows = np.flatnonzero(reach).astype(np.int32)
        shared = _shared(census, rows, census.words.entities.known(parties))
        rows, shared = rows[shared > 0], shared[shared > 0]
        names = census.names(rows[_ranked(census, rows, shared, own.act, own.type, days, own.reported)][:most])
        found = {row.id: row.record for row in pick(connection, [table.c.id, table.c.record], table.c.id, names)}
    return [unpack(Cluster, found[name]) for name in names if name in found]


def _in_reach(census: Census, days: tuple[date, date] | None, reported: date) -> NDArray[np.bool_]:
    by_report = _around(census.events.reported, reported, reported)
    if days is None:
        return by_report
    dated = census.events.first != NO_DAY
    near_in_time: NDArray[np.bool_] = _around(census.events.day, *days) | (~dated & by_report)
    return near_in_time


def _around(column: Numbers, first: date, last: date) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (column >= first.toordinal() - REACH) & (column <= last.toordinal() + REACH)
    return found


def _shared(census: Census, rows: Numbers, parties: list[int]) -> NDArray[np.int64]:
    """How many of the parties take part in the event of each row."""
    wanted = np.zeros(len(census), dtype=bool)
    wanted[rows] = True
    parts = np.flatnonzero(wanted[census.parts.at])
    at, who = census.parts.at[parts], census.parts.entity[parts]
    shared = np.zeros(len(census), dtype=np.int64)
    for party in parties:
        shared[np.unique(at[who == party])] += 1
    return shared[rows]


def _ranked(
    census: Census,
    rows: Numbers,
    shared: NDArray[np.int64],
    act: str,
    kind: str,
    days: tuple[date, date] | None,
    reported: date,
) -> NDArray[np.intp]:
    events, words = census.events, census.words
    apart = np.abs(events.reported[rows] - reported.toordinal())
    if days is not None:
        dated = events.first[rows] != NO_DAY
        apart = np.where(dated, np.abs(events.day[rows] - days[0].toordinal()), apart)
    other_act, other_type = _other(words.acts, events.act[rows], act), _other(words.types, events.type[rows], kind)
    return np.lexsort((events.id[rows], apart, -shared, other_type, other_act))


def _other(codes: Codes, column: Numbers, value: str) -> NDArray[np.bool_]:
    return ~np.isin(column, codes.known([value]))
