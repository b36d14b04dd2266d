"""Copies of one article elsewhere, and how alike the texts are.

In: an open ``Store`` and the name of an article. Out: ``Likeness`` es, the original first. What is a copy was decided
when the articles were merged (``fuse.copies``); this only tells it.

>>> Likeness.__slots__
('article', 'share', 'relation')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, or_, select

from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.rows import pick
from runut.keep.store import Store

__all__ = ["Likeness", "Relation", "likenesses"]

Relation = Literal["original", "copy", "sibling"]
RELATIONS: tuple[Relation, ...] = ("original", "copy", "sibling")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another article by its name; ``share`` of the shorter text's word groups are common, where they were compared."""

    article: str
    share: float | None
    relation: Relation


def likenesses(store: Store, name: str) -> tuple[Likeness, ...]:
    """The articles that count as one voice with the named one."""
    table = schema.documents
    with reading(store.engine) as connection:
        own = connection.execute(select(table.c.id, table.c.original).where(table.c.name == name)).first()
        if own is None:
            return ()
        first = own.original or own.id
        rows = connection.execute(
            select(table.c.id, table.c.name).where(
                or_(table.c.id == first, table.c.original == first), table.c.id != own.id
            )
        ).all()
        shares = _shares(connection, own.id)
    found = [Likeness(row.name, shares.get(row.id), _relation(row.id, own.original)) for row in rows]
    return tuple(sorted(found, key=lambda one: (RELATIONS.index(one.relation), -(one.share or 0), one.article)))


def _relation(number: int, original: int | None) -> Relation:
    if original is None:
        return "copy"
    return "original" if number == original else "sibling"


def _shares(connection: Connection, number: int) -> Mapping[int, float]:
    pairs = schema.alike
    columns = [pairs.c.one, pairs.c.other, pairs.c.share]
    forth = {row.other: row.share for row in pick(connection, columns, pairs.c.one, [number])}
    return forth | {row.one: row.share for row in pick(connection, columns, pairs.c.other, [number])}
