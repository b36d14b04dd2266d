"""The chronicle's store: pages go in once, wholly or not at all, with their original bytes; nothing is overwritten.

In: raw pages with what was read from them, rejects, and the clusters that ``fuse`` made. Out: the articles again, one
at a time, in an order that does not depend on when they came. It does not read pages and does not decide what belongs
together; ``view`` lists and filters what is here.

::

    store.add(batch, run)  # all of the batch or, if anything goes wrong, nothing
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, update

from runut.config import WITHOUT_MODEL, fusing_version
from runut.keep import schema
from runut.keep.batches import Added, Batch, Entry, Page, Run, Totals, digest, identity
from runut.keep.cast import Sightings, forget, refresh
from runut.keep.changes import note_all, note_written
from runut.keep.codec import decode, encode
from runut.keep.engine import LONG, connect, reading, writing
from runut.keep.entries import article_row, event_rows, statement_rows
from runut.keep.rows import add, inserting, pack, unpack
from runut.keep.sites import Name, site_of
from runut.records import Article, Given, RawPage, Reject

__all__ = [
    "FUSING",
    "Added",
    "Batch",
    "Entry",
    "Page",
    "Run",
    "Store",
    "digest",
    "identity",
    "is_current",
    "place_order",
]

FUSING = "fusing"  # in ``state``: the rules by which the chronicle is merged


class Store:
    """One chronicle, open; ``path`` is where it lies: a file, or a ``Server`` for postgresql://USER@HOST/DATABASE."""

    def __init__(self, path: Name, *, create: bool = False) -> None:
        self.path = site_of(path)
        self.engine = connect(self.path, create=create)

    # ------------------------------------------------------------ adding

    def outcome(self, name: str, engine: str, *, again: Collection[str] = ()) -> Reject | bool:
        """What became of a page before: True if it was kept, its reject if this engine refused it, False if new.

        What was refused for a reason in ``again`` counts as new.
        """
        with reading(self.engine) as connection:
            if connection.execute(select(schema.pages.c.id).where(schema.pages.c.identity == name)).first():
                return True
            rejects = schema.rejects
            query = select(rejects.c.source, rejects.c.reason, rejects.c.detail)
            row = connection.execute(query.where(rejects.c.identity == name, rejects.c.engine == engine)).first()
            return Reject(row.source, row.reason, row.detail) if row and row.reason not in again else False

    def begin_run(self, engine: str, paths: Sequence[str], now: str, noted: Mapping[str, Any] | None = None) -> Run:
        """Note that a build has begun."""
        values: dict[str, Any] = {"engine": engine, "paths": orjson.dumps(list(paths)).decode(), "started": now}
        if noted:
            values["receipt"] = orjson.dumps(noted)
        with writing(self.engine) as connection:
            key = connection.execute(insert(schema.runs).values(values)).inserted_primary_key
        assert key is not None
        return Run(int(key[0]), engine, noted or {})

    def end_run(self, run: Run, receipt: dict[str, object], now: str) -> None:
        """Note its end, with its receipt; from here on a power cut loses nothing of it."""
        with writing(self.engine, durable=True) as connection:
            change = update(schema.runs).where(schema.runs.c.id == run.id)
            connection.execute(change.values(finished=now, receipt=orjson.dumps(receipt | dict(run.noted))))

    def add(self, batch: Batch, run: Run) -> Added:
        """Keep a batch: all of it or, if anything goes wrong, nothing."""
        new, parts, there = [], [], 0
        with writing(self.engine) as connection:
            for entry in batch.entries:
                known = _known(connection, entry)
                if not known:
                    _add_entry(connection, entry, run)
                    new.append(entry)
                    continue
                there += len(known)
                rest = tuple(page for page in entry.pages if page.identity not in known)
                if rest:
                    parts.append(rest)
            for reject in batch.rejects:
                _add_reject(connection, identity(reject.source, reject.reason, ""), reject, run)
        return Added(tuple(new), tuple(parts), there)

    def outdated(self, engine: str) -> Iterator[tuple[RawPage, ...]]:
        """The pages of every article that another version of the program read, from their original bytes."""
        articles = schema.articles
        with reading(self.engine) as connection:
            query = select(articles.c.id).where(articles.c.engine != engine).order_by(articles.c.id)
            ids = list(connection.execute(query).scalars())
        for at in ids:
            found = self._pages_of(at)
            if found:
                yield found

    def pages_of(self, name: str) -> tuple[RawPage, ...]:
        """The pages of the article of that name, from their original bytes; none where these are damaged."""
        with reading(self.engine) as connection:
            table = schema.articles
            at = connection.execute(select(table.c.id).where(table.c.identity == name)).scalar()
        return () if at is None else self._pages_of(at)

    def _pages_of(self, at: int) -> tuple[RawPage, ...]:
        """None where one is damaged: what is read from it would be another article (``verifying`` names it)."""
        pages, originals = schema.pages, schema.originals
        query = select(pages, originals.c.data).join(originals, originals.c.sha256 == pages.c.sha256)
        with reading(self.engine) as connection:
            rows = connection.execute(query.where(pages.c.article == at).order_by(pages.c.id)).mappings().all()
        try:
            found = tuple(_raw(row) for row in rows)
        except zlib.error:
            return ()
        whole = all(digest(raw.data) == row["sha256"] for raw, row in zip(found, rows, strict=True))
        return found if whole else ()

    def count_outdated(self, engine: str) -> int:
        """How many articles another version of the program read."""
        column = schema.articles.c.engine
        query = select(func.count()).select_from(schema.articles)
        with reading(self.engine) as connection:
            # "!=" would look at every article; on either side of a value an index counts
            return sum(
                connection.execute(query.where(side)).scalar_one() for side in (column < engine, column > engine)
            )

    def replace(self, entry: Entry, run: Run) -> None:
        """Put a new reading in the place of the old one; the original bytes stay as they are."""
        with writing(self.engine) as connection:
            _remove_article(connection, entry.identity)
            if not _known(connection, entry):
                _add_entry(connection, entry, run)

    def put_anew(self, entry: Entry, run: Run) -> None:
        """Put an article in the place of one whose record is damaged; all has to be merged anew after it."""
        with writing(self.engine) as connection:
            connection.execute(delete(schema.articles).where(schema.articles.c.identity == entry.identity))
            _add_entry(connection, entry, run)
            note_all(connection)

    def withdraw(self, name: str, run: Run) -> None:
        """Take out an article of which nothing sound is left; a build that finds its page again reads it again."""
        articles, pages = schema.articles, schema.pages
        query = select(pages.c.identity, pages.c.source).join(articles, articles.c.id == pages.c.article)
        with writing(self.engine) as connection:
            rows = connection.execute(query.where(articles.c.identity == name)).all()
            connection.execute(delete(articles).where(articles.c.identity == name))
            note_all(connection)
            for row in rows:
                reject = Reject(row.source, "damaged", "neither what was read nor its original is whole; give it again")
                _add_reject(connection, row.identity, reject, Run(run.id, ""))

    # ------------------------------------------------------------ reading back

    def articles(self) -> Iterator[Article]:
        """Every article, ordered by where it came from: the same whatever the order they were added in."""
        articles = schema.articles
        query = select(articles.c.record).order_by(*place_order())
        with reading(self.engine) as connection:
            for (record,) in connection.execute(query, execution_options=LONG):
                yield unpack(Article, record)

    def original(self, sha256: str) -> bytes | None:
        """The bytes as they were found."""
        with reading(self.engine) as connection:
            query = select(schema.originals.c.data).where(schema.originals.c.sha256 == sha256)
            data = connection.execute(query).scalar()
        return None if data is None else zlib.decompress(data)

    def copies_in(self, run: Run) -> list[tuple[str, str | None, tuple[str, ...]]]:
        """The copies among the articles that this run added: source, key, what they are copies of."""
        table = schema.articles
        query = select(table.c.source, table.c.key, table.c.copies_of)
        query = query.where(table.c.run == run.id, table.c.copies_of != "[]").order_by(*place_order())
        with reading(self.engine) as connection:
            return [(source, key, tuple(orjson.loads(of))) for source, key, of in connection.execute(query)]

    def counts(self) -> tuple[int, int]:
        """How many events and conflicts the chronicle holds."""
        with reading(self.engine) as connection:
            events = connection.execute(select(func.count()).select_from(schema.clusters)).scalar_one()
            conflicts = connection.execute(select(func.count()).select_from(schema.conflicts)).scalar_one()
        return events, conflicts

    def totals(self) -> Totals:
        """What is here and what was refused, over all builds."""
        articles, rejects = schema.articles, schema.rejects
        kept = select(func.count()).select_from(articles)
        undated = kept.where(articles.c.earliest.is_(None), articles.c.latest.is_(None))
        refused = select(rejects.c.source, rejects.c.reason, rejects.c.detail).order_by(rejects.c.source, rejects.c.id)
        with reading(self.engine) as connection:
            return Totals(
                connection.execute(kept).scalar_one(),
                connection.execute(kept.where(articles.c.copies_of != "[]")).scalar_one(),
                connection.execute(undated).scalar_one(),
                connection.execute(kept.where(articles.c.engine.endswith(WITHOUT_MODEL))).scalar_one(),
                tuple(Reject(*row) for row in connection.execute(refused)),
            )

    def is_stale(self) -> bool:
        """Whether something is to be merged: pages that came in, or rules of merging that are not those of before."""
        with reading(self.engine) as connection:
            waiting = connection.execute(select(schema.pending.c.id).limit(1)).first()
            return waiting is not None or not is_current(connection)


def place_order() -> tuple[ColumnElement[Any], ...]:
    """Articles by where they come from; one without a key before those that have one, which a server must be told."""
    table = schema.articles
    return table.c.source, table.c.key.nulls_first(), table.c.identity


def is_current(connection: Connection) -> bool:
    """Whether what is merged was merged by the present rules."""
    state = schema.state
    return connection.execute(select(state.c.value).where(state.c.name == FUSING)).scalar() == fusing_version()


def _remove_article(connection: Connection, name: str) -> None:
    table = schema.articles
    row = connection.execute(select(table).where(table.c.identity == name)).first()
    if row is None:
        return
    seen = forget(connection, row.id, unpack(Article, row.record)) if row.noted else Sightings()
    told = select(schema.events.c.cluster).where(schema.events.c.article == row.id)
    note_written(connection, connection.execute(told.where(schema.events.c.cluster.is_not(None))).scalars())
    connection.execute(delete(table).where(table.c.id == row.id))
    refresh(connection, seen)
    _to_merge(connection, row.article)


def _known(connection: Connection, entry: Entry) -> set[str]:
    """Those of its pages that are there: a second build on the same chronicle came first."""
    table = schema.pages
    names = [page.identity for page in entry.pages]
    return set(connection.execute(select(table.c.identity).where(table.c.identity.in_(names))).scalars())


def _add_entry(connection: Connection, entry: Entry, run: Run) -> None:
    if isinstance(entry.outcome, Reject):
        for page in entry.pages:
            _add_reject(connection, page.identity, replace(entry.outcome, source=page.raw.source), run)
        return
    names = [page.identity for page in entry.pages]
    number = _add_article(connection, entry.identity, entry.outcome, run)
    for page in entry.pages:
        _add_page(connection, page, number)
    for table, rows in (
        (schema.events, event_rows(number, entry.outcome)),
        (schema.statements, statement_rows(number, entry.outcome)),
    ):
        add(connection, table, rows)
    connection.execute(delete(schema.rejects).where(schema.rejects.c.identity.in_(names)))
    _to_merge(connection, entry.outcome.document.id)


def _add_page(connection: Connection, page: Page, number: int) -> None:
    originals, raw = schema.originals, page.raw
    if connection.execute(select(originals.c.size).where(originals.c.sha256 == page.sha256)).first() is None:
        data = zlib.compress(raw.data, 6)
        connection.execute(insert(originals).values(sha256=page.sha256, size=len(raw.data), data=data))
    connection.execute(
        insert(schema.pages).values(
            identity=page.identity,
            article=number,
            source=raw.source,
            sha256=page.sha256,
            kind=raw.kind,
            charset=raw.charset,
            given=encode(raw.given),
        )
    )


def _add_article(connection: Connection, name: str, article: Article, run: Run) -> int:
    table = schema.articles
    added = connection.execute(
        insert(table).values(
            identity=name,
            run=run.id,
            copies_of="[]",
            noted=False,
            engine=run.engine,
            record=pack(article),
            **article_row(article),
        )
    )
    key = added.inserted_primary_key
    assert key is not None
    return int(key[0])


def _add_reject(connection: Connection, name: str, reject: Reject, run: Run) -> None:
    rejects = schema.rejects
    connection.execute(delete(rejects).where(rejects.c.identity == name))
    connection.execute(
        insert(rejects).values(
            identity=name, source=reject.source, reason=reject.reason, detail=reject.detail, engine=run.engine
        )
    )


def _to_merge(connection: Connection, document: str) -> None:
    """Merging has to look at the document."""
    connection.execute(inserting(connection, schema.pending).values(document=document).on_conflict_do_nothing())


def _raw(row: RowMapping) -> RawPage:
    return RawPage(
        source=row["source"],
        data=zlib.decompress(row["data"]),
        kind=row["kind"],
        given=decode(Given, row["given"]),
        charset=row["charset"],
    )
