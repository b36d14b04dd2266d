"""By which versions of the reading engine a chronicle was read, and articles noted as read alike by another one.

In: an open ``Store``. Out: the engines that its builds noted, by name; articles whose ``engine`` is that of now though
they were not read again. Whether an article is read alike is for ``runut.engines`` to say.

::

    engines_of(store)["0.1.0+1a2b3c4d5e"].rules
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import orjson
from sqlalchemy import select, update

from runut.engines import Engine
from runut.keep import schema
from runut.keep.engine import reading, writing
from runut.keep.rows import unpack
from runut.keep.store import Store
from runut.records import Article

__all__ = ["MADE_OF", "engines_of", "pass_over", "read_otherwise"]

MADE_OF = "made_of"  # in the receipt of a run: what its engine was
AT_ONCE = 200


def engines_of(store: Store) -> Mapping[str, Engine]:
    """The engines that builds of the chronicle noted."""
    table = schema.runs
    query = select(table.c.engine, table.c.receipt).where(table.c.receipt.is_not(None)).order_by(table.c.id)
    found = {}
    with reading(store.engine) as connection:
        for name, receipt in connection.execute(query):
            made_of = orjson.loads(receipt).get(MADE_OF)
            if made_of is not None and name not in found:
                found[name] = Engine.of(made_of)
    return found


def read_otherwise(store: Store, engine: str) -> tuple[str, ...]:
    """The names of the other engines that articles were read by."""
    column = schema.articles.c.engine
    with reading(store.engine) as connection:
        query = select(column).where(column != engine).distinct().order_by(column)
        return tuple(connection.execute(query).scalars())


def pass_over(store: Store, before: str, now: str, touched: Callable[[Article], bool]) -> Iterator[Article]:
    """Note the articles of ``before`` that are not touched as read by ``now``; gives them."""
    last: int | None = 0
    while last is not None:
        passed, last = _pass_over(store, before, now, touched, last)
        yield from passed


def _pass_over(
    store: Store, before: str, now: str, touched: Callable[[Article], bool], after: int
) -> tuple[list[Article], int | None]:
    table = schema.articles
    query = select(table.c.id, table.c.record).where(table.c.engine == before, table.c.id > after)
    with writing(store.engine) as connection:
        rows = connection.execute(query.order_by(table.c.id).limit(AT_ONCE)).all()
        passed = {}
        for row in rows:
            try:
                article = unpack(Article, row.record)
            except Exception:  # damaged: reading it again mends it
                continue
            if not touched(article):
                passed[row.id] = article
        if passed:
            connection.execute(update(table).where(table.c.id.in_(passed)).values(engine=now))
    return list(passed.values()), rows[-1].id if len(rows) == AT_ONCE else None
