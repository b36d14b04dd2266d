"""Whether a chronicle is what it was: original bytes under their hashes, every value at its place, references kept.

In: an open ``Store``. Out: ``Finding`` records, none for a chronicle in which nothing is wrong. Nothing is changed;
``repairing`` makes again what can be made from something that is not damaged.

What is looked at, from the ground up: the file itself, as SQLite sees it; the originals; the pages; the articles, every
span against the text; the rows that are listed and searched; the events, every report against its article.
"""

from __future__ import annotations

import dataclasses
import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DatabaseError

from runut.errors import StoreError
from runut.keep import schema
from runut.keep.codec import decode
from runut.keep.engine import is_served, reading, writing
from runut.keep.entries import article_row, event_rows, statement_rows
from runut.keep.rows import unpack
from runut.keep.store import Store, identity
from runut.records import Article, Block, Cluster, Given, Statement

__all__ = ["SEARCHED", "Finding", "Remedy", "check"]

# What helps: the index, the search, the rows or the merging made anew; the page read again; its bytes taken from where
# they came from; nothing.
Remedy = Literal["index", "search", "rows", "merge", "reread", "restore", "none"]

SEARCHED = ("events", "statements")
AT_ONCE = 200
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: with what (``kind`` and ``name``), what, and what helps."""

    kind: Literal["file", "original", "page", "article", "search", "event"]
    name: str
    detail: str
    remedy: Remedy


def check(store: Store) -> Iterator[Finding]:
    """Everything that is wrong."""
    for look in (_file, _search, _originals, _pages, _articles, _events):
        try:
            yield from look(store)
        except StoreError as error:  # the rest may still be readable
            yield Finding("file", store.path.name, str(error), "none")


def _file(store: Store) -> Iterator[Finding]:
    if is_served(store.engine):
        return  # its bytes are the server's to watch, which keeps every reference too
    with reading(store.engine) as connection:
        for (line,) in connection.execute(text("PRAGMA integrity_check(20)")):
            if line != "ok" and "FTS5" not in line:  # see _search
                yield Finding("file", store.path.name, line, "index" if "index" in line else "none")
        for row in connection.execute(text("PRAGMA foreign_key_check")):
            yield Finding("file", f"{row[0]} {row[1]}", f"refers to something in {row[2]} that is not there", "none")


def _search(store: Store) -> Iterator[Finding]:
    if is_served(store.engine):
        return  # the server itself makes the words from the stems, which are looked at with the rows
    for table in SEARCHED:
        try:
            with writing(store.engine) as connection:  # it only looks, but SQLite takes it for a change
                order = f"INSERT INTO search_{table}(search_{table}, rank) VALUES('integrity-check', 1)"
                connection.execute(text(order))
        except StoreError as error:
            if type(error.__cause__) is not DatabaseError:  # a kind of it is a file in use or a full disk
                raise
            yield Finding("search", table, "the words of the search are not those of the sentences", "search")


def _originals(store: Store) -> Iterator[Finding]:
    table = schema.originals
    for row in _walk(store, table.c.sha256, table.c.data, table.c.size):
        trouble = wrong_bytes(row.sha256, row.data, row.size)
        if trouble:
            yield Finding("original", row.sha256, trouble, "restore")


def wrong_bytes(sha256: str, packed: bytes, size: int) -> str:
    """What is wrong with the stored bytes; "" for nothing."""
    try:
        data = zlib.decompress(packed)
    except zlib.error as error:
        return f"the bytes cannot be unpacked ({error})"
    if hashlib.sha256(data).hexdigest() != sha256:
        return "the bytes are not those that were kept"
    return "" if len(data) == size else f"there are {len(data)} bytes, not {size}"


def _pages(store: Store) -> Iterator[Finding]:
    table = schema.pages
    for row in _walk(store, table.c.identity, table.c.source, table.c.sha256, table.c.given):
        given = _readable(partial(decode, Given, row.given))
        if not isinstance(given, Given):
            yield Finding("page", row.identity, f"what was said about {row.source} cannot be read ({given})", "none")
        elif identity(row.source, given.key, row.sha256) != row.identity:
            yield Finding("page", row.identity, f"{row.source}: the name is not that of its source and bytes", "none")


def _articles(store: Store) -> Iterator[Finding]:
    table = schema.articles
    for row in _walk(store, *table.c):
        article = _readable(partial(unpack, Article, row.record))
        if not isinstance(article, Article):
            yield Finding("article", row.identity, f"{row.source}: the record cannot be read ({article})", "reread")
            continue
        trouble = next(misplaced(article), None) or _of_other_bytes(store, row.id, article)
        if trouble:
            yield Finding("article", row.identity, f"{row.source}: {trouble}", "reread")
            continue
        if any(row._mapping[name] != value for name, value in article_row(article).items()):
            yield Finding("article", row.identity, f"{row.source}: what is listed is not what was read", "rows")
        elif not _has_rows(store, row.id, article):
            yield Finding("article", row.identity, f"{row.source}: events or statements are not those read", "rows")


def misplaced(article: Article) -> Iterator[str]:
    """Values that do not stand in the text where they say."""
    whole = article.document.text
    for record in _records(article):
        start, end = getattr(record, "start", None), getattr(record, "end", None)
        if not isinstance(start, int) or not isinstance(end, int):
            continue
        said = getattr(record, "text", None)
        if not 0 <= start <= end <= len(whole):
            yield f"{type(record).__name__} {start}-{end} lies outside the text"
        elif not isinstance(record, Block) and isinstance(said, str) and whole[start:end] != said:
            yield f"{type(record).__name__} {start}-{end} is not {said!r}"


def _records(value: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from _records(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _records(item)


def _of_other_bytes(store: Store, number: int, article: Article) -> str:
    table = schema.pages
    with reading(store.engine) as connection:
        query = select(table.c.sha256).where(table.c.article == number).order_by(table.c.id)
        hashes = list(connection.execute(query).scalars())
    if len(hashes) > 1 or hashes == [article.document.sha256]:  # joined pages have a hash of their own
        return ""
    return "it was not read from the page that is kept with it"


def _has_rows(store: Store, number: int, article: Article) -> bool:
    """Whether the events and statements that are listed are the article's."""
    pairs = ((schema.events, event_rows(number, article)), (schema.statements, statement_rows(number, article)))
    for table, wanted in pairs:
        columns = [table.c[name] for name in (wanted[0] if wanted else ("article",))]
        with reading(store.engine) as connection:
            query = select(*columns).where(table.c.article == number).order_by(table.c.id)
            found = [dict(row) for row in connection.execute(query).mappings()]
        if [_said(row) for row in found] != [_said(row) for row in wanted]:
            return False
    return True


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its record unpacked: an older version may have packed it otherwise."""
    if "record" not in row:
        return row
    return row | {"record": _readable(lambda: unpack(Statement, row["record"]))}


def _events(store: Store) -> Iterator[Finding]:
    clusters, events = schema.clusters, schema.events
    for row in _walk(store, clusters.c.id, clusters.c.record):
        cluster = _readable(partial(unpack, Cluster, row.record))
        if not isinstance(cluster, Cluster):
            yield Finding("event", row.id, f"the record cannot be read ({cluster})", "merge")
            continue
        with reading(store.engine) as connection:
            trouble = _without_reports(connection, cluster)
        if trouble:
            yield Finding("event", row.id, trouble, "merge")
    with reading(store.engine) as connection:
        known = select(clusters.c.id)
        query = select(events.c.event).where(events.c.cluster.is_not(None), events.c.cluster.not_in(known))
        for name in connection.execute(query.order_by(events.c.event)).scalars():
            yield Finding("event", name, "an article tells it, and it is in no event of the chronicle", "merge")


def _without_reports(connection: Connection, cluster: Cluster) -> str:
    events, articles = schema.events, schema.articles
    query = select(events.c.event, articles.c.source, articles.c.key)
    query = query.join(articles, articles.c.id == events.c.article).where(events.c.cluster == cluster.id)
    told = {(row.event, row.source, row.key) for row in connection.execute(query)}
    rests_on = {(report.event.id, report.source, report.key) for report in cluster.reports}
    return "" if told == rests_on else "the reports that it rests on are not those that tell it"


def _walk(store: Store, first: Any, *columns: Any) -> Iterator[Any]:
    """The rows of a table in the order of ``first``, which is its own; a few at a time, for a table of any size."""
    table, last = first.table, None
    own = next(iter(table.primary_key.columns))
    while True:
        query = select(first, *columns, own.label("at")).order_by(own).limit(AT_ONCE)
        with reading(store.engine) as connection:
            rows = connection.execute(query if last is None else query.where(own > last)).all()
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].at


def _readable(read: Callable[[], R]) -> R | str:
    """What was read, or why it cannot be."""
    try:
        return read()
    except Exception as error:  # anything can stand in damaged bytes
        return f"{type(error).__name__}: {error}"
