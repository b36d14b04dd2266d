"""All that a chronicle says, as lines of JSON in one order: equal chronicles give equal bytes.

In: an open ``Store``. Out: lines, one for each original, page, article, event told, statement, decision, refused page,
event, participant, conflict, actor and name, ordered by what they say. Left out is how the chronicle came to be: runs,
row numbers, what merging remembers. So two builds of the same pages can be compared, whatever their order, their stops
and the number of their workers.

::

    digest_of(store) == digest_of(other)
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, Table, select

from runut.keep import schema
from runut.keep.engine import LONG, reading
from runut.keep.store import Store

__all__ = ["digest_of", "lines"]


def lines(store: Store) -> Iterator[bytes]:
    """The lines, each with its line feed."""
    with reading(store.engine) as connection:
        for kind, query in _queries():
            for row in connection.execute(query, execution_options=LONG).mappings():
                line = {str(name): _value(name, value) for name, value in row.items()} | {"is": kind}
                yield orjson.dumps(line, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def digest_of(store: Store) -> str:
    """The SHA-256 of all lines."""
    total = hashlib.sha256()
    for line in lines(store):
        total.update(line)
    return total.hexdigest()


def _queries() -> Iterator[tuple[str, Select[Any]]]:
    originals, articles, events, frames = schema.originals, schema.articles, schema.events, schema.frames
    clusters, conflicts = schema.clusters, schema.conflicts
    of = articles.c.identity.label("of")
    yield "original", select(originals.c.sha256, originals.c.size).order_by(originals.c.sha256)
    yield "article", _rows(articles, ("identity",), leave=("run", "noted"))
    for kind, table, order in (
        ("page", schema.pages, ("identity",)),
        ("told", events, ("event",)),
        ("said", schema.statements, ("start", "end", "record")),
    ):
        query = _rows(table, order, of, leave=("article", "stems"), first=(of,))
        yield kind, query.join(articles, articles.c.id == table.c.article)
    yield "decision", _rows(schema.decisions, ("id",), leave=("number",))
    yield "refused", _rows(schema.rejects, ("identity",))
    query = _rows(clusters, ("id",), frames.c.part_of, leave=())
    yield "event", query.join(frames, frames.c.cluster == clusters.c.id, isouter=True)
    yield "participant", _rows(schema.participants, ("cluster", "side", "entity", "name", "country"))
    query = _rows(
        conflicts, ("cluster", "kind", "record"), of, events.c.event.label("about"),
        leave=("article", "event", "stems"), first=(of,),
    )  # fmt: skip
    query = query.join(articles, articles.c.id == conflicts.c.article, isouter=True)
    yield "conflict", query.join(events, events.c.id == conflicts.c.event, isouter=True)
    yield "actor", _rows(schema.actors, ("entity",))
    yield "name", _rows(schema.names, ("entity", "folded"))


def _rows(
    table: Table,
    order: tuple[str, ...],
    *more: ColumnElement[Any],
    leave: tuple[str, ...] = (),
    first: tuple[ColumnElement[Any], ...] = (),
) -> Select[Any]:
    """The table without its row numbers, ordered by what it says."""
    numbers = () if table in (schema.clusters, schema.decisions) else ("id",)
    columns = [column for column in table.c if column.name not in (*leave, *numbers)]
    return (
        select(*columns, *more)
        .select_from(table)
        .order_by(*(column.nulls_first() for column in (*first, *(table.c[name] for name in order))))
    )


def _value(name: str, value: Any) -> Any:
    """Records are JSON already."""
    if name == "record":
        return orjson.Fragment(zlib.decompress(value))
    return orjson.Fragment(value) if name == "given" else value
