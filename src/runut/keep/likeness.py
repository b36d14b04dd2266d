"""Whether two articles of a chronicle are one text, and what was found in common.

In: an open ``Store`` and the names of two articles. Out: ``Asked``. The texts are compared anew, as merging compared
them; which of the two copies which is what the chronicle holds. It changes nothing.
"""

from __future__ import annotations

import orjson
from sqlalchemy import or_, select

from runut.errors import UsageError
from runut.fuse import text_of
from runut.fuse.copies import Asked, longest_passage, measured, wording
from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.rows import unpack
from runut.keep.store import Store
from runut.records import Article

__all__ = ["ask"]


def ask(store: Store, one: str, other: str) -> Asked:
    """Compare the articles ``one`` and ``other``, each named by its source or its key.

    :raises UsageError: there is no such article.
    """
    (a, of_a), (b, of_b) = _article(store, one), _article(store, other)
    left, right = text_of(a), text_of(b)
    return Asked(
        (a.document.source, b.document.source),
        (a.published.earliest, b.published.earliest),
        (of_a, of_b),
        a.document.sha256 == b.document.sha256,
        measured(wording(left), wording(right)),
        longest_passage(left, right),
    )


def _article(store: Store, name: str) -> tuple[Article, tuple[str, ...]]:
    table = schema.articles
    with reading(store.engine) as connection:
        query = select(table.c.record, table.c.copies_of).where(or_(table.c.source == name, table.c.key == name))
        row = connection.execute(query.order_by(table.c.source != name, table.c.source, table.c.id).limit(1)).first()
    if row is None:
        raise UsageError(f"there is no article {name!r} here; runut articles lists their sources")
    return unpack(Article, row.record), tuple(orjson.loads(row.copies_of))
