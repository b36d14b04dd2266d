"""An article as the rows of the store: what is listed, filtered and searched beside the whole record.

In: an article. Out: the columns of its rows in ``articles``, ``events`` and ``statements``. All of it follows from the
article.
"""

from __future__ import annotations

from typing import Any

from runut.keep.rows import pack
from runut.keep.words import stems
from runut.records import Article

__all__ = ["article_row", "event_rows", "statement_rows"]


def article_row(article: Article) -> dict[str, Any]:
    """Its own columns."""
    document, published = article.document, article.published
    return {
        "source": document.source,
        "key": document.key,
        "article": document.id,
        "title": document.title.text if document.title else document.title_given,
        "outlet": document.outlet.name if document.outlet else None,
        "language": document.language,
        "incomplete": document.incomplete,
        "earliest": published.earliest,
        "latest": published.latest,
        "basis": published.basis,
        "n_events": len(article.events),
    }


def event_rows(number: int, article: Article) -> list[dict[str, Any]]:
    """Its events; ``number`` is that of its row."""
    return [
        {
            "article": number,
            "event": event.id,
            "type": event.type,
            "act": event.act,
            "status": event.status,
            "earliest": event.time.earliest if event.time else None,
            "latest": event.time.latest if event.time else None,
            "start": event.evidence.start,
            "end": event.evidence.end,
            "evidence": event.evidence.text,
            "stems": stems("\n".join(span.text for span in (event.evidence, *event.also))),
        }
        for event in article.events
    ]


def statement_rows(number: int, article: Article) -> list[dict[str, Any]]:
    """Its statements."""
    return [
        {
            "article": number,
            "speaker": statement.speaker.entity,
            "speaker_name": statement.speaker.name,
            "addressee": statement.addressee.entity if statement.addressee else None,
            "addressee_name": statement.addressee.name if statement.addressee else None,
            "start": statement.content.start,
            "end": statement.content.end,
            "stems": stems(statement.content.text),
            "record": pack(statement),
        }
        for statement in article.statements
    ]
