"""The five listings, each with its object and its table: what a verb prints and what an address of its name serves.

In: the name of a listing. Out: how its records become objects and tables. It lists nothing itself.

>>> sorted(LISTINGS)
['actors', 'articles', 'conflicts', 'statements', 'timeline']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from runut.publish import json_lines as lines
from runut.publish import tables
from runut.publish.tables import Table
from runut.publish.wording import Language

__all__ = ["LISTINGS", "Object", "Shape", "shape"]

Object = dict[str, object]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the records of one listing become objects and a table."""

    to_object: Callable[[Any], Object]
    to_table: Callable[[Iterable[Any], Language], Table]


LISTINGS = MappingProxyType(
    {
        "timeline": Shape(lines.cluster_object, tables.timeline_table),
        "conflicts": Shape(lines.conflict_object, lambda rows, _language: tables.conflicts_table(rows)),
        "statements": Shape(
            lambda said: lines.statement_object(said.statement, said.article),
            lambda rows, _language: tables.statements_table((said.statement, said.article) for said in rows),
        ),
        "actors": Shape(lines.actor_object, lambda rows, _language: tables.actors_table(rows)),
        "articles": Shape(
            lambda row: lines.article_row_object(row.article, row.copies_of, row.engine, row.read_by),
            lambda rows, _language: tables.articles_table((row.article, row.copies_of, row.engine) for row in rows),
        ),
    }
)


def shape(name: str) -> Shape:
    """The shape of a listing."""
    return LISTINGS[name]
