"""What merging gave, written beside the articles: clusters, who takes part in them, conflicts, actors and their names.

In: the articles as they stream past on their way to ``fuse`` (``Cast.watch``), then its clusters. Out: the derived
tables of the store, replaced as a whole in one transaction; a stop in the middle leaves the old ones. All of it can be
made again from the articles. It decides nothing about events.

>>> Cast().actors(())
()
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from runut.keep import schema
from runut.keep.aliases import known_aliases
from runut.keep.codec import encode
from runut.keep.engine import writing
from runut.keep.store import Store
from runut.keep.words import folded, stems
from runut.records import Article, Cluster, Conflict, CrossConflict, Entity

__all__ = ["Actor", "Cast", "write"]

# What a conflict inside one article says about it: the first are slips of the pen, the others two statements at odds.
_SLIPS = ("weekday", "day", "ordinal", "date", "future")


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity with the names and offices it was seen under, and the number of events that it takes part in."""

    entity: Entity
    aliases: tuple[str, ...]
    offices: tuple[str, ...]
    n_events: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A conflict inside an article, with what is needed to find its event."""

    source: str
    key: str | None
    article: str
    conflict: Conflict


@dataclass(slots=True)
class Cast:
    """Collects what the listings need from articles that stream by, so that they are read from the disk only once."""

    entities: dict[str, Entity] = field(default_factory=dict)
    aliases: dict[str, dict[str, None]] = field(default_factory=dict)
    offices: dict[str, dict[str, None]] = field(default_factory=dict)
    conflicts: list[_Found] = field(default_factory=list)

    def watch(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The same articles, noted and then without what only the listings need: merging holds all of them at once."""
        for article in articles:
            for entity in article.entities:
                self.entities.setdefault(entity.id, entity)
                if entity.office:
                    self.offices.setdefault(entity.id, {})[entity.office] = None
            for mention in article.mentions:
                if mention.form == "name":
                    self.aliases.setdefault(mention.entity, {})[mention.text] = None
            document = article.document
            self.conflicts.extend(
                _Found(document.source, document.key, document.id, conflict) for conflict in article.conflicts
            )
            yield replace(article, times=(), entities=(), mentions=(), statements=(), quantities=(), conflicts=())

    def actors(self, clusters: Iterable[Cluster]) -> tuple[Actor, ...]:
        """Everybody named in the articles, by id; ``n_events`` counts events of the chronicle, not reports."""
        counts: dict[str, int] = {}
        for cluster in clusters:
            for entity in dict.fromkeys(part.entity for part in (*cluster.actors, *cluster.targets)):
                if entity is not None:
                    counts[entity] = counts.get(entity, 0) + 1
        return tuple(
            Actor(
                entity,
                tuple(sorted(self.aliases.get(name, ()))),
                tuple(sorted(self.offices.get(name, ()))),
                counts.get(name, 0),
            )
            for name, entity in sorted(self.entities.items())
        )


def write(
    store: Store, clusters: Sequence[Cluster], cast: Cast, copies: Mapping[str, str], unmerged: str | None
) -> None:
    """Replace everything derived.

    ``copies``: id of an article's document -> id of the document that it copies. ``unmerged``: what the store said
    before the articles were read; pages that another build added since then keep the chronicle marked as unmerged.
    """
    with writing(store.engine) as connection:
        for table in (schema.participants, schema.conflicts, schema.clusters, schema.actors, schema.names):
            connection.execute(delete(table))
        numbers, state = _article_numbers(connection), schema.state
        _write_clusters(connection, clusters)
        _link_events(connection, clusters, numbers)
        _write_conflicts(connection, clusters, cast, numbers)
        _write_actors(connection, cast.actors(clusters))
        _write_copies(connection, copies)
        connection.execute(delete(state).where(state.c.name == "stale", state.c.value == unmerged))


def _article_numbers(connection: Connection) -> dict[tuple[str, str | None, str], int]:
    table = schema.articles
    rows = connection.execute(select(table.c.source, table.c.key, table.c.article, table.c.id))
    return {(source, key, article): number for source, key, article, number in rows}


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _write_clusters(connection: Connection, clusters: Sequence[Cluster]) -> None:
    _insert(
        connection,
        schema.clusters,
        [
            {
                "id": cluster.id,
                "type": cluster.type,
                "act": cluster.act,
                "status": cluster.status,
                "earliest": cluster.time.earliest if cluster.time else None,
                "latest": cluster.time.latest if cluster.time else None,
                "record": _packed(cluster),
            }
            for cluster in clusters
        ],
    )
    _insert(
        connection,
        schema.participants,
        [
            {
                "cluster": cluster.id,
                "side": side,
                "entity": participant.entity,
                "name": folded(participant.name),
                "country": participant.country,
            }
            for cluster in clusters
            for side, group in (("actor", cluster.actors), ("target", cluster.targets))
            for participant in group
        ],
    )


def _link_events(
    connection: Connection, clusters: Sequence[Cluster], numbers: Mapping[tuple[str, str | None, str], int]
) -> None:
    table = schema.events
    connection.execute(update(table).where(table.c.cluster.is_not(None)).values(cluster=None))
    links = [
        {"at": numbers[report.source, report.key, report.article], "name": report.event.id, "into": cluster.id}
        for cluster in clusters
        for report in cluster.reports
        if (report.source, report.key, report.article) in numbers
    ]
    if links:
        change = update(table).where(table.c.article == bindparam("at"), table.c.event == bindparam("name"))
        connection.execute(change.values(cluster=bindparam("into")), links)


def _write_conflicts(
    connection: Connection,
    clusters: Sequence[Cluster],
    cast: Cast,
    numbers: Mapping[tuple[str, str | None, str], int],
) -> None:
    rows = [_conflict_row(conflict, cluster.id, None) for cluster in clusters for conflict in cluster.conflicts]
    for found in cast.conflicts:
        number = numbers.get((found.source, found.key, found.article))
        event = _event_of(connection, number, found.conflict)
        rows.append(_conflict_row(_across(found, event), event, number))
    _insert(connection, schema.conflicts, rows)


def _event_of(connection: Connection, number: int | None, conflict: Conflict) -> str | None:
    """The event whose sentence holds the conflict's first words."""
    if number is None or not conflict.spans:
        return None
    table, at = schema.events, conflict.spans[0].start
    query = select(table.c.cluster).where(table.c.article == number, table.c.start <= at, table.c.end > at)
    return connection.execute(query.order_by(table.c.start, table.c.id).limit(1)).scalar()


def _across(found: _Found, event: str | None) -> CrossConflict:
    conflict = found.conflict
    repairs = f"; may be {' or '.join(conflict.repairs)}" if conflict.repairs else ""
    return CrossConflict(
        kind=conflict.kind,
        event=event or "",
        values=tuple((found.source, found.key, span.text, span) for span in conflict.spans),
        judgement="error-in-text" if conflict.kind in _SLIPS else "contradiction",
        detail=conflict.detail + repairs,
    )


def _conflict_row(conflict: CrossConflict, cluster: str | None, article: int | None) -> dict[str, Any]:
    said = [value for _, _, value, _ in conflict.values]
    return {
        "cluster": cluster,
        "article": article,
        "kind": conflict.kind,
        "stems": stems("\n".join((conflict.detail, *said))),
        "record": _packed(conflict),
    }


def _write_actors(connection: Connection, actors: Sequence[Actor]) -> None:
    _insert(
        connection,
        schema.actors,
        [
            {
                "entity": actor.entity.id,
                "n_events": actor.n_events,
                "country": actor.entity.country,
                "record": _packed(actor),
            }
            for actor in actors
        ],
    )
    _insert(
        connection,
        schema.names,
        [
            {"entity": actor.entity.id, "folded": name, "canonical": name == folded(actor.entity.name)}
            for actor in actors
            for name in sorted({folded(name) for name in _names(actor)} - {""})
        ],
    )


def _names(actor: Actor) -> tuple[str, ...]:
    """What a user may call it: as it was seen, and as it is known to be called."""
    entity = actor.entity
    return (entity.name, *actor.aliases, *known_aliases().get(entity.id, ()))


def _write_copies(connection: Connection, copies: Mapping[str, str]) -> None:
    """Which sources an article repeats: the original's for a copy; for the same bytes elsewhere, the first place's."""
    table = schema.articles
    connection.execute(update(table).where(table.c.copies_of != "[]").values(copies_of="[]"))
    for copy, original in sorted(copies.items()):
        names = _places(connection, original)
        change = update(table).where(table.c.article == copy)
        connection.execute(change.values(copies_of=orjson.dumps(names).decode()))
    twins = select(table.c.article).group_by(table.c.article).having(func.count() > 1).order_by(table.c.article)
    for article in list(connection.execute(twins).scalars()):
        first, *_ = _places(connection, article)
        change = update(table).where(table.c.article == article, table.c.source != first, table.c.copies_of == "[]")
        connection.execute(change.values(copies_of=orjson.dumps([first]).decode()))


def _places(connection: Connection, article: str) -> list[str]:
    table = schema.articles
    query = select(table.c.source).distinct().where(table.c.article == article).order_by(table.c.source)
    return list(connection.execute(query).scalars())


def _packed(record: object) -> bytes:
    return zlib.compress(encode(record), 1)
