"""The chronicle as it is listed: events, conflicts, statements, actors and articles, narrowed by a filter.

In: an open ``Store`` and a ``Filter``. Out: records, one at a time, in an order that depends on the content alone.
It prints nothing and changes nothing.

Every listing obeys every filter. For articles and statements, days are those of publication, words those of the
statement; the other filters leave the articles that tell a matching event, and the statements that stand in its
sentence or, for names, are made by or to those named.

>>> Row.__slots__
('article', 'copies_of', 'engine', 'read_by')
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from runut.engines import Engine
from runut.keep import schema
from runut.keep.cast import Actor
from runut.keep.engine import LONG, reading
from runut.keep.engines import engines_of
from runut.keep.filters import Filter, Named, holding, in_time, matching, named, published_by, searched
from runut.keep.parts import nests_of
from runut.keep.rows import pick, unpack
from runut.keep.store import Store, place_order
from runut.records import Article, Cluster, CrossConflict, Statement

__all__ = ["Row", "Said", "View", "clusters_of"]

EVERYTHING = Filter()
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Row:
    """An article of the chronicle; the sources that it is a copy of, and the version and rules that read it."""

    article: Article
    copies_of: tuple[str, ...]
    engine: str
    read_by: Engine | None = None  # what that version was made of, where a build noted it


@dataclass(frozen=True, slots=True)
class Said:
    """A statement and the article it stands in."""

    statement: Statement
    article: Article


class View:
    """The filtered lists of one chronicle."""

    def __init__(self, store: Store, wanted: Filter = EVERYTHING) -> None:
        self.store = store
        self.wanted = wanted

    def everything(self) -> View:
        """The same chronicle without the filter."""
        return View(self.store)

    def timeline(self) -> Iterator[Cluster]:
        """The events by day; those without a date come last, by the day of their first report."""
        with reading(self.store.engine) as connection:
            # First the order, without the records: it is ready at once, and sorting them would hold them all.
            ordered = self._ordered(connection)
            while names := list(islice(ordered, AT_ONCE)):
                yield from clusters_of(connection, names)

    def names(self) -> tuple[str, ...]:
        """The ids of the events in the order of the timeline: what a reader who turns pages asks for once."""
        with reading(self.store.engine) as connection:
            return tuple(self._ordered(connection))

    def conflicts(self) -> Iterator[CrossConflict]:
        """Where articles disagree with each other or with themselves, by the day of their event."""
        table, clusters, events, articles = schema.conflicts, schema.clusters, schema.events, schema.articles
        order = (
            clusters.c.day.is_(None), clusters.c.day, clusters.c.latest.nulls_first(), clusters.c.reported,
            clusters.c.id, table.c.article.is_not(None), *place_order(), table.c.id,
        )  # fmt: skip
        with reading(self.store.engine) as connection:
            conditions = matching(connection, replace(self.wanted, words=None))
            query = select(table.c.record, clusters.c.id).join(events, events.c.id == table.c.event, isouter=True)
            own = func.coalesce(table.c.cluster, events.c.cluster)
            query = query.join(clusters, clusters.c.id == own, isouter=True)
            query = query.join(articles, articles.c.id == table.c.article, isouter=True)
            if self.wanted.words:
                conditions += holding(table.c.stems, self.wanted.words)
            query = query.where(*conditions).order_by(*order)
            for record, event in connection.execute(self._limited(query), execution_options=LONG):
                yield replace(unpack(CrossConflict, record), event=event or "")

    def statements(self) -> Iterator[Said]:
        """Who said what, in the order of the articles."""
        table, articles = schema.statements, schema.articles
        with reading(self.store.engine) as connection:
            query = select(table.c.record, articles.c.id, articles.c.record.label("article"))
            query = query.join(articles, articles.c.id == table.c.article)
            query = query.where(*self._of_statements(connection))
            query = query.order_by(*place_order(), table.c.id)
            number, article = None, None
            for record, at, packed in connection.execute(self._limited(query), execution_options=LONG):
                if article is None or at != number:
                    number, article = at, unpack(Article, packed)
                yield Said(unpack(Statement, record), article)

    def actors(self) -> Iterator[Actor]:
        """Who is named, the busiest first; ``n_events`` counts the events that the filter leaves."""
        part, table = schema.participants, schema.actors
        with reading(self.store.engine) as connection:
            chosen = matching(connection, self.wanted)
            if chosen:
                counts = select(part.c.entity, func.count(part.c.cluster.distinct()).label("n")).group_by(part.c.entity)
                found = counts.join(schema.clusters, schema.clusters.c.id == part.c.cluster).where(*chosen).subquery()
                query = select(table.c.record, found.c.n).join(found, found.c.entity == table.c.entity)
                query = query.order_by(found.c.n.desc(), table.c.entity)
            else:
                query = select(table.c.record, table.c.n_events)
                query = query.order_by(table.c.n_events.desc(), table.c.entity)
            for record, count in connection.execute(self._limited(query), execution_options=LONG):
                yield replace(unpack(Actor, record), n_events=count)

    def articles(self) -> Iterator[Row]:
        """The articles, by source."""
        table, engines = schema.articles, engines_of(self.store)
        with reading(self.store.engine) as connection:
            columns = table.c.record, table.c.copies_of, table.c.engine
            query = select(*columns).where(*self._of_articles(connection))
            query = query.order_by(*place_order())
            for record, copies, engine in connection.execute(self._limited(query), execution_options=LONG):
                yield Row(unpack(Article, record), tuple(orjson.loads(copies)), engine, engines.get(engine))

    def _ordered(self, connection: Connection) -> Iterator[str]:
        """The names of the events in their order, which one index gives forwards and backwards."""
        table = schema.clusters
        order = (table.c.day, table.c.latest.nulls_first(), table.c.reported, table.c.id)
        back = (table.c.day.desc(), table.c.latest.desc().nulls_last(), table.c.reported.desc(), table.c.id.desc())
        query = select(table.c.id).where(*matching(connection, self.wanted))
        if not self.wanted.newest:
            yield from connection.execute(self._limited(query.order_by(*order)), execution_options=LONG).scalars()
            return
        dated = query.where(table.c.day < date.max).order_by(*back)
        undated = query.where(table.c.day == date.max).order_by(*order)
        rows = (connection.execute(part, execution_options=LONG) for part in (dated, undated))
        names = (name for part in rows for name in part.scalars())
        limit, offset = self.wanted.limit, self.wanted.offset
        yield from islice(names, offset, None if limit is None else offset + limit)

    def _limited(self, query: Select[Any]) -> Select[Any]:
        query = query.offset(self.wanted.offset) if self.wanted.offset else query
        return query if self.wanted.limit is None else query.limit(self.wanted.limit)

    def _of_articles(self, connection: Connection) -> list[ColumnElement[bool]]:
        table, events = schema.articles, schema.events
        conditions = in_time(table.c.earliest, table.c.latest, self.wanted)
        if self.wanted.outlets:
            conditions.append(published_by(self.wanted.outlets))
        chosen = matching(connection, replace(self.wanted, since=None, until=None, outlets=()))
        if chosen:
            telling = select(events.c.article).join(schema.clusters, schema.clusters.c.id == events.c.cluster)
            conditions.append(table.c.id.in_(telling.where(*chosen)))
        return conditions

    def _of_statements(self, connection: Connection) -> list[ColumnElement[bool]]:
        table, articles, events, wanted = schema.statements, schema.articles, schema.events, self.wanted
        conditions = in_time(articles.c.earliest, articles.c.latest, wanted)
        if wanted.outlets:
            conditions.append(published_by(wanted.outlets))
        conditions += [_involves(named(connection, name)) for name in wanted.actors]
        if wanted.between:
            one, other = (named(connection, name) for name in wanted.between)
            conditions.append(or_(and_(_by(one), _to(other)), and_(_by(other), _to(one))))
        if wanted.words:
            conditions.append(searched(connection, table, wanted.words))
        told_of = replace(wanted, between=None, actors=(), since=None, until=None, words=None, outlets=())
        chosen = matching(connection, told_of)
        if chosen:
            same = and_(events.c.article == table.c.article, events.c.start < table.c.end, events.c.end > table.c.start)
            told = select(events.c.id).join(schema.clusters, schema.clusters.c.id == events.c.cluster)
            conditions.append(told.where(same, *chosen).correlate(table).exists())
        return conditions


def clusters_of(connection: Connection, names: Sequence[str]) -> Iterator[Cluster]:
    """The named events in the order of the names, each with its whole and its parts; unknown names are passed over."""
    table = schema.clusters
    found = {row.id: row.record for row in pick(connection, [table.c.id, table.c.record], table.c.id, names)}
    nests = nests_of(connection, names)
    for name in names:
        if name in found:
            part_of, parts = nests.get(name, (None, ()))
            yield replace(unpack(Cluster, found[name]), part_of=part_of, parts=parts)


def _by(who: Named) -> ColumnElement[bool]:
    table = schema.statements
    return who.is_in(table.c.speaker, func.lower(table.c.speaker_name), None)


def _to(who: Named) -> ColumnElement[bool]:
    table = schema.statements
    return who.is_in(table.c.addressee, func.lower(table.c.addressee_name), None)


def _involves(who: Named) -> ColumnElement[bool]:
    return or_(_by(who), _to(who))
