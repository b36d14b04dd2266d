"""What an event may be one with: events near it in time, of the same parties.

In: an open ``Store`` and an event. Out: events, the likeliest first: those of the same act before others, then by how
many parties they share, then by how near they are. Merging by rules asks more than this; a person wants to choose from
what the rules left apart. An event without a date is near those reported when it was.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, Row, and_, distinct, func, or_, select

from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.rows import pick, unpack
from runut.keep.store import Store
from runut.records import Cluster

__all__ = ["near"]

REACH = timedelta(days=31)
MOST = 12


def near(store: Store, event: Cluster, most: int = MOST) -> list[Cluster]:
    """The events that ``event`` may be one with."""
    table, people = schema.clusters, schema.participants
    parties = sorted({one.entity for one in (*event.actors, *event.targets) if one.entity})
    with reading(store.engine) as connection:
        own = connection.execute(select(table).where(table.c.id == event.id)).first()
        if own is None or not parties:
            return []
        shared = func.count(distinct(people.c.entity)).label("shared")
        query = select(table.c.id, table.c.type, table.c.act, table.c.day, table.c.reported, table.c.earliest, shared)
        query = query.join(people, people.c.cluster == table.c.id).where(people.c.entity.in_(parties))
        query = query.where(table.c.id != event.id, _in_reach(own)).group_by(table.c.id)
        ranked = sorted(connection.execute(query), key=lambda row: _rank(row, own))[:most]
        return _records(connection, [row.id for row in ranked])


def _records(connection: Connection, names: list[str]) -> list[Cluster]:
    table = schema.clusters
    found = {row.id: row.record for row in pick(connection, [table.c.id, table.c.record], table.c.id, names)}
    return [unpack(Cluster, found[name]) for name in names]


def _in_reach(own: Row[tuple[object, ...]]) -> ColumnElement[bool]:
    table = schema.clusters
    by_report = table.c.reported.between(*_around(own.reported, own.reported))
    if own.earliest is None:
        return by_report
    days = table.c.day.between(*_around(own.earliest, own.latest or own.earliest))
    return or_(days, and_(table.c.earliest.is_(None), by_report))


def _around(first: date, last: date) -> tuple[date, date]:
    start = first - REACH if first.toordinal() > REACH.days + 1 else first
    end = last + REACH if last.toordinal() + REACH.days < date.max.toordinal() else last
    return start, end


def _rank(row: Row[tuple[object, ...]], own: Row[tuple[object, ...]]) -> tuple[bool, bool, int, int, str]:
    dated = row.earliest is not None and own.earliest is not None
    apart = abs((row.day - own.day).days) if dated else abs((row.reported - own.reported).days)
    return row.act != own.act, row.type != own.type, -row.shared, apart, row.id
