"""The other lists, page by page: conflicts, statements, actors, articles.

In: the desk and what is asked. Out: the rows of one page, and whether more follow. What is listed, and in which order,
is the store's and the same as on the command line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from runut.keep import lookup
from runut.publish.report_data import ArticleRow, Dispute, ReportData
from runut.publish.view import View as Published
from runut.serve.asking import AT_ONCE, Asked
from runut.serve.desk import Desk

__all__ = ["Listed", "article_list", "dispute_list", "plain_list"]


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a page; ``more`` where another page follows."""

    rows: tuple[Any, ...]
    page: int
    more: bool


def plain_list(desk: Desk, name: str, asked: Asked, page: int) -> Listed:
    """A page of the listing ``name``, as its records."""
    rows = tuple(desk.listing(name, asked, limit=AT_ONCE + 1, offset=(page - 1) * AT_ONCE))
    return Listed(rows[:AT_ONCE], page, len(rows) > AT_ONCE)


def dispute_list(desk: Desk, asked: Asked, page: int) -> Listed:
    """A page of disagreements, each with its event and the words around its values."""
    listed = plain_list(desk, "conflicts", asked, page)
    events = lookup.events(desk.store, [conflict.event for conflict in listed.rows if conflict.event])
    articles = lookup.articles_at(desk.store, {value[0] for conflict in listed.rows for value in conflict.values})
    bare = tuple(replace(event, conflicts=()) for event in events.values())  # those of this page only
    rows: list[Dispute] = ReportData(Published(bare, articles, listed.rows)).disputes()
    return Listed(tuple(rows), page, listed.more)


def article_list(desk: Desk, asked: Asked, page: int) -> Listed:
    """A page of articles, kept as its few words: whole articles are read for it."""
    first = (page - 1) * AT_ONCE
    return desk.kept("articles", asked, lambda: _article_list(desk, asked, page), limit=AT_ONCE, offset=first)


def _article_list(desk: Desk, asked: Asked, page: int) -> Listed:
    listed = plain_list(desk, "articles", asked, page)
    copies = {row.article.document.id: row.copies_of for row in listed.rows}
    articles = tuple(row.article for row in listed.rows)
    rows: list[ArticleRow] = ReportData(Published((), articles, copies_of=copies)).article_rows()
    return Listed(tuple(rows), page, listed.more)
