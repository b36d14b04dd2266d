"""The articles of a view with only the events that the view holds, for the formats that are one document an article.

In: a ``View``. Out: articles, each under a safe and distinct file name, in the order of the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from runut.publish.view import View
from runut.records import Article

UNSAFE = re.compile(r"[^\w.-]+")
# File systems allow 255 bytes; a letter may be four of them.
LONGEST = 50


def told(view: View) -> Iterator[tuple[str, Article]]:
    """File name and article; an article that stands at several places comes once."""
    kept = {report.event.id for cluster in view.clusters for report in cluster.reports}
    names: set[str] = set()
    for article in {article.document.id: article for article in reversed(view.articles)}.values():
        events = tuple(event for event in article.events if event.id in kept)
        yield _name(article, names), replace(article, events=events)


def masked_note(view: View) -> tuple[str, ...]:
    """The note about the text, where the view has none."""
    return () if view.with_text else ("the text of the articles (each letter is an x, so that offsets hold)",)


def _name(article: Article, names: set[str]) -> str:
    document = article.document
    stem = PurePath(document.source.replace("\\", "/")).stem
    base = UNSAFE.sub("_", document.key or stem).strip("._")[:LONGEST] or document.id
    name, number = base, 2
    while name.casefold() in names:
        name, number = f"{base}-{number}", number + 1
    names.add(name.casefold())
    return name
