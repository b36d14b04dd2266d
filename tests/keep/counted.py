"""What ``keep.survey`` counts in memory, asked of the database itself: what the tests hold it against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, String, Table, case, cast, func, or_, select

from runut.fuse.network import Deed, Tie, ties
from runut.keep import schema
from runut.keep.cast import Actor
from runut.keep.engine import reading
from runut.keep.filters import CERTAINTIES, Filter, matching
from runut.keep.rows import pick, unpack
from runut.keep.survey import Count, Month, Spot
from runut.keep.view import View

UNDATED = "?"


def total(view: View) -> int:
    """How many events the filter leaves, whatever its limit."""
    with reading(view.store.engine) as connection:
        query = select(func.count()).select_from(schema.clusters).where(*matching(connection, view.wanted))
        return connection.execute(query).scalar_one()


def types(view: View) -> tuple[Count, ...]:
    """The types, the most frequent first."""
    return _grouped(view, replace(view.wanted, types=()), schema.clusters.c.type)


def statuses(view: View) -> tuple[Count, ...]:
    """The statuses, the most frequent first."""
    return _grouped(view, replace(view.wanted, statuses=()), schema.clusters.c.status)


def countries(view: View, at_most: int) -> tuple[Count, ...]:
    """The states in which events happened, the busiest first; events without a place, or in no state, are left out."""
    column = schema.clusters.c.country
    found = _grouped(view, replace(view.wanted, places=()), column, column.is_not(None))
    return found[:at_most]


def certainties(view: View) -> tuple[Count, ...]:
    """The bands of confidence, the surest first."""
    sure = schema.clusters.c.confidence
    bands = case(*((sure >= least, name) for name, (least, _) in CERTAINTIES.items()))
    found = {one.value: one for one in _grouped(view, replace(view.wanted, certainties=()), bands, sure.is_not(None))}
    return tuple(found[name] for name in CERTAINTIES if name in found)


def contested(view: View) -> int:
    """How many events there are about which reports disagree."""
    return total(View(view.store, replace(view.wanted, conflicts=True)))


def spots(view: View) -> tuple[Spot, ...]:
    """Every place of the events, the busiest first; last those events of which no place is told."""
    at, every = schema.clusters, func.count()
    happened = func.sum(case((at.c.status == "actual", 1), else_=0))
    columns = (at.c.place, at.c.country, at.c.lat, at.c.lon)
    with reading(view.store.engine) as connection:
        query = select(*columns, happened, every).where(*matching(connection, view.wanted)).group_by(*columns)
        query = query.order_by(at.c.place.is_(None), every.desc(), *columns)
        found = connection.execute(query)
        return tuple(Spot(name, country, lat, lon, n, every - n) for name, country, lat, lon, n, every in found)


def outlets(view: View, at_most: int) -> tuple[Count, ...]:
    """Who published the articles that tell the events, the busiest first; those without a name are left out."""
    events, articles, clusters = schema.events, schema.articles, schema.clusters
    with reading(view.store.engine) as connection:
        chosen = matching(connection, replace(view.wanted, outlets=()))
        n = func.count(events.c.cluster.distinct())
        query = select(articles.c.outlet, n).join(events, events.c.article == articles.c.id)
        if chosen:
            query = query.join(clusters, clusters.c.id == events.c.cluster).where(*chosen)
        query = query.where(articles.c.outlet.is_not(None), events.c.cluster.is_not(None))
        query = query.group_by(articles.c.outlet).order_by(n.desc(), articles.c.outlet).limit(at_most)
        return tuple(Count(name, name, count) for name, count in connection.execute(query))


def parties(view: View, at_most: int) -> tuple[Count, ...]:
    """Who takes part, the busiest first; a state with all its people and bodies, as where it is asked for by name."""
    part = schema.participants
    n = func.count(part.c.cluster.distinct())
    with reading(view.store.engine) as connection:
        chosen = matching(connection, view.wanted)

        def counted(by: Column[str], *conditions: ColumnElement[bool]) -> dict[str, int]:
            query = select(by, n).where(by.is_not(None), *conditions).group_by(by)
            if chosen:
                query = query.join(schema.clusters, schema.clusters.c.id == part.c.cluster).where(*chosen)
            return {row[0]: row[1] for row in connection.execute(query.order_by(n.desc(), by).limit(at_most))}

        others = or_(part.c.country.is_(None), part.c.entity != part.c.country)
        found = counted(part.c.entity, others) | counted(part.c.country)
        busiest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:at_most]
        return _called(connection, busiest)


def partners(view: View, entity: str, at_most: int) -> tuple[Count, ...]:
    """Who takes part in the events in which ``entity`` itself does, the most frequent first."""
    own, other = schema.participants.alias(), schema.participants.alias()
    n = func.count(own.c.cluster.distinct())
    query = select(other.c.entity, n).join(own, own.c.cluster == other.c.cluster)
    query = query.where(own.c.entity == entity, other.c.entity.is_not(None), other.c.entity != entity)
    query = query.group_by(other.c.entity).order_by(n.desc(), other.c.entity).limit(at_most)
    with reading(view.store.engine) as connection:
        return _called(connection, [(entity, n) for entity, n in connection.execute(query)])


def events_by_month(view: View, *, by_type: bool = False) -> tuple[Month, ...]:
    """The events of every month, those that happened and the others, in order; by type where that is asked."""
    at = schema.clusters
    with reading(view.store.engine) as connection:
        return _by_month(connection, at, matching(connection, view.wanted), at.c.status, at.c.type if by_type else None)


def _grouped(view: View, wanted: Filter, by: ColumnElement[Any], *conditions: ColumnElement[bool]) -> tuple[Count, ...]:
    with reading(view.store.engine) as connection:
        n = func.count()
        query = select(by, n).where(*matching(connection, wanted), *conditions).group_by(by).order_by(n.desc(), by)
        return tuple(Count(value, value, count) for value, count in connection.execute(query))


def _by_month(
    connection: Connection,
    at: Table,
    chosen: list[ColumnElement[bool]],
    status: ColumnElement[str] | None,
    split: ColumnElement[str] | None,
) -> tuple[Month, ...]:
    days = (cast(day, String) for day in (at.c.earliest, at.c.latest))
    first, last = (func.substr(func.coalesce(day, ""), 1, 7) for day in days)
    key = case((first == "", UNDATED), (first == last, first), else_=func.substr(first, 1, 4))
    happened = func.count() if status is None else func.sum(case((status == "actual", 1), else_=0))
    groups = [key.label("month"), *([] if split is None else [split.label("part")])]
    # By their names: a server does not see that two expressions with values in them are the same.
    names = [group.name for group in groups]
    query = select(*groups, happened, func.count()).where(*chosen).group_by(*names)
    rows = connection.execute(query)
    months = (Month(row[0], "" if split is None else row[1], row[-2], row[-1] - row[-2]) for row in rows)
    return tuple(sorted(months, key=lambda month: (month.key, month.split)))  # a server may sort as people do


def _called(connection: Connection, found: Sequence[tuple[str, int]]) -> tuple[Count, ...]:
    actors = schema.actors
    rows = pick(connection, [actors.c.entity, actors.c.record], actors.c.entity, [entity for entity, _ in found])
    names = {row.entity: unpack(Actor, row.record).entity.name for row in rows}
    return tuple(Count(entity, names.get(entity, entity), n) for entity, n in found)


def ties_of(view: View) -> tuple[Tie, ...]:
    """Who acts with whom, as ``fuse.network`` says of the events one by one."""
    part, events = schema.participants, schema.clusters
    party = func.coalesce(part.c.country, part.c.entity, "").label("party")
    query = select(part.c.cluster, part.c.side, party, events.c.status, events.c.cameo)
    query = query.join(events, events.c.id == part.c.cluster)
    with reading(view.store.engine) as connection:
        query = query.where(*matching(connection, view.wanted)).order_by(part.c.cluster)
        deeds = []
        for _, rows in groupby(connection.execute(query), key=lambda row: row.cluster):
            sides: dict[str, set[str]] = {"actor": set(), "target": set()}
            for row in rows:
                sides[row.side].add(row.party)
            deeds.append(Deed(row.status, row.cameo, frozenset(sides["actor"]), frozenset(sides["target"])))
    return ties(deeds)
