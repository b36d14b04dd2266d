"""Whose voice a report is: three outlets that quote one agency are one origin, and so is every copy.

In: an article, an event, and which articles are copies. Out: a name of the origin, comparable between articles.
"""

from __future__ import annotations

from collections.abc import Mapping

from runut.records import Article, Event


def origin_of(article: Article, event: Event, original: Mapping[str, str]) -> str:
    """The innermost named source of the event, else the article's own voice (its original's, for a copy).

    A claimant of the event counts before the sources cited elsewhere in the article.
    """
    passed_on = {source.via.lower() for source in article.document.cited_sources if source.via}
    for claim in event.said_by:
        if claim.entity is None and claim.name.lower() not in passed_on:
            return f"source:{claim.name.lower()}"
    of = original.get(article.document.id, article.document.id)
    if of != article.document.id:
        return f"article:{of}"
    return f"article:{article.document.id}"
