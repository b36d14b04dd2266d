"""One thing of a chronicle by its name: an event, an article, an actor, with what belongs to it.

In: an open ``Store`` and an id. Out: the record, or None where the chronicle has none of that name. It filters nothing.

>>> Found.__slots__
('article', 'copies_of', 'engine', 'sources', 'saved')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import orjson
from sqlalchemy import Column, select

from runut.fuse.merging import identity_of
from runut.keep import schema
from runut.keep.cast import Actor
from runut.keep.engine import reading
from runut.keep.filters import named
from runut.keep.rows import look_at, pick, unpack
from runut.keep.store import Store, place_order
from runut.keep.view import clusters_of
from runut.records import Article, Cluster, CrossConflict, Published

__all__ = [
    "Added",
    "Found",
    "Saved",
    "actor",
    "actors",
    "added",
    "article",
    "articles",
    "articles_at",
    "articles_naming",
    "clusters_of_article",
    "clusters_telling",
    "conflicts_of",
    "event",
    "events",
    "offices_told",
    "party_named",
    "successor",
]


IDENTITY = re.compile(r"ev-[0-9a-f]{12}")  # what ``identity_of`` gives


@dataclass(frozen=True, slots=True)
class Saved:
    """A page of an article as it was found: where, under which hash its bytes are kept, and how many they are."""

    source: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """An article, the sources that it is a copy of, what read it, every place of the same bytes, and its pages."""

    article: Article
    copies_of: tuple[str, ...]
    engine: str
    sources: tuple[str, ...]
    saved: tuple[Saved, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """An article that a build added, in short."""

    article: str
    source: str
    key: str | None
    title: str | None
    n_events: int


def added(store: Store, runs: Iterable[int], *, limit: int | None = None) -> tuple[Added, ...]:
    """What the builds of these numbers added, by source."""
    table = schema.articles
    query = select(table.c.article, table.c.source, table.c.key, table.c.title, table.c.n_events)
    query = query.where(table.c.run.in_(list(runs))).order_by(table.c.source, table.c.key, table.c.identity)
    with reading(store.engine) as connection:
        return tuple(Added(*row) for row in connection.execute(query.limit(limit)))


def event(store: Store, name: str) -> Cluster | None:
    """The event of that name."""
    return events(store, [name]).get(name)


def successor(store: Store, name: str) -> str | None:
    """The event that now has the report from which an event of a former build had its ``name``, or None."""
    if not IDENTITY.fullmatch(name):  # every report is looked at: not for what never was the name of an event
        return None
    table = schema.tellings
    with reading(store.engine) as connection:
        rows = connection.execute(select(table.c.event, table.c.cluster).where(table.c.cluster.is_not(None)))
        return next((row.cluster for row in rows if identity_of((row.event,)) == name), None)


def events(store: Store, names: Iterable[str]) -> Mapping[str, Cluster]:
    """The named events that there are."""
    with reading(store.engine) as connection:
        return {cluster.id: cluster for cluster in clusters_of(connection, list(dict.fromkeys(names)))}


def conflicts_of(store: Store, names: Iterable[str]) -> tuple[CrossConflict, ...]:
    """Where reports of the events disagree, and where an article contradicts itself in telling one."""
    table, told = schema.conflicts, schema.events
    wanted = list(names)
    with reading(store.engine) as connection:
        across = pick(connection, [table.c.id, table.c.cluster, table.c.record], table.c.cluster, wanted)
        inside = pick(connection, [told.c.id, told.c.cluster], told.c.cluster, wanted)
        cluster_of = {row.id: row.cluster for row in inside}
        own = pick(connection, [table.c.id, table.c.event, table.c.record], table.c.event, cluster_of)
    found = [(row.cluster, row.record) for row in sorted(across, key=lambda row: row.id)]
    found += [(cluster_of[row.event], row.record) for row in sorted(own, key=lambda row: row.id)]
    return tuple(dict.fromkeys(replace(unpack(CrossConflict, record), event=event) for event, record in found))


def article(store: Store, name: str) -> Found | None:
    """The article of that name; where its bytes stand at several places, the first."""
    table = schema.articles
    query = select(table.c.id, table.c.record, table.c.copies_of, table.c.engine, table.c.source)
    pages, originals = schema.pages, schema.originals
    with reading(store.engine) as connection:
        query = query.where(table.c.article == name).order_by(*place_order())
        rows = connection.execute(query).all()
        if not rows:
            return None
        first = rows[0]
        kept = select(pages.c.source, pages.c.sha256, originals.c.size).where(pages.c.article == first.id)
        kept = kept.join(originals, originals.c.sha256 == pages.c.sha256).order_by(pages.c.id)
        saved = tuple(Saved(*row) for row in connection.execute(kept))
    sources = tuple(dict.fromkeys(row.source for row in rows))
    copies = tuple(orjson.loads(first.copies_of))
    return Found(unpack(Article, first.record), copies, first.engine, sources, saved)


def articles(store: Store, names: Iterable[str]) -> tuple[Article, ...]:
    """The named articles, each once."""
    return _articles(store, schema.articles.c.article, names)


def articles_naming(store: Store, entity: str) -> tuple[str, ...]:
    """The names of the articles that tell an event in which the entity takes part, by their day."""
    part, told, table = schema.participants, schema.events, schema.articles
    query = select(table.c.article, table.c.earliest).join(told, told.c.article == table.c.id)
    query = query.join(part, part.c.cluster == told.c.cluster).where(part.c.entity == entity).distinct()
    with reading(store.engine) as connection:
        rows = connection.execute(query.order_by(table.c.earliest.is_(None), table.c.earliest, table.c.article))
        return tuple(dict.fromkeys(row.article for row in rows))


def offices_told(store: Store, names: Iterable[str], entity: str) -> tuple[tuple[str, Published], ...]:
    """The offices by which the named articles call the entity, each with the publication of its article."""
    table, found = schema.articles, []
    with reading(store.engine) as connection:
        rows = pick(connection, [table.c.source, table.c.key, table.c.record], table.c.article, names)
        for row in sorted(rows, key=lambda row: (row.source, row.key or "")):
            published, entities = look_at(Article, row.record, "published", "entities")
            found += [(one.office, published) for one in entities if one.id == entity and one.office]
    return tuple(found)


def articles_at(store: Store, sources: Iterable[str]) -> tuple[Article, ...]:
    """The articles that stand at the sources."""
    return _articles(store, schema.articles.c.source, sources)


def clusters_of_article(store: Store, name: str) -> Mapping[str, str]:
    """The event of the chronicle that each event of the article became part of."""
    told, table = schema.events, schema.articles
    query = select(told.c.event, told.c.cluster).join(table, table.c.id == told.c.article)
    with reading(store.engine) as connection:
        rows = connection.execute(query.where(table.c.article == name, told.c.cluster.is_not(None)))
        return {row.event: row.cluster for row in rows}


def clusters_telling(store: Store, names: Iterable[str]) -> Mapping[str, str]:
    """The event of the chronicle that each of these events of articles became part of."""
    told = schema.events
    with reading(store.engine) as connection:
        rows = pick(connection, [told.c.event, told.c.cluster], told.c.event, set(names))
        return {row.event: row.cluster for row in rows if row.cluster is not None}


def actor(store: Store, name: str) -> Actor | None:
    """The actor of that id."""
    table = schema.actors
    with reading(store.engine) as connection:
        row = connection.execute(select(table.c.record, table.c.n_events).where(table.c.entity == name)).first()
    if row is None:
        return None
    found = unpack(Actor, row.record)
    return Actor(found.entity, found.aliases, found.offices, row.n_events)


def party_named(store: Store, name: str) -> str | None:
    """The id of the one party that the name means, a state before its people; None where it means nobody or several."""
    with reading(store.engine) as connection:
        meant = named(connection, name)
    if meant.country is not None:
        return meant.country
    return next(iter(meant.ids)) if len(meant.ids) == 1 else None


def actors(store: Store, counted: Sequence[tuple[str, int]]) -> Iterator[Actor]:
    """The actors of these ids, each with the number that comes with it, in their order."""
    table, numbers = schema.actors, dict(counted)
    with reading(store.engine) as connection:
        rows = pick(connection, [table.c.entity, table.c.record], table.c.entity, numbers)
    records = {row.entity: row.record for row in rows}
    for name, n in counted:
        if name in records:
            yield replace(unpack(Actor, records[name]), n_events=n)


def _articles(store: Store, column: Column[str], names: Iterable[str]) -> tuple[Article, ...]:
    table = schema.articles
    with reading(store.engine) as connection:
        rows = pick(connection, [table.c.source, table.c.key, table.c.record], column, names)
    ordered = sorted(rows, key=lambda row: (row.source, row.key or ""))
    return tuple(unpack(Article, row.record) for row in ordered)
