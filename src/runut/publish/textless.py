"""A view without the words of the articles: they are others' copyright.

In: a ``View``. Out: the same view; sentences, quoted words and the page's text are gone, and what is left of each is
its offsets, beside the article's address and hash. Names, dates, counts, titles and the word that tells the act stay:
they are facts, or too short to be anybody's. The page's text becomes a mask of the same length, so that offsets hold
in the formats that need a text.

>>> masked("Kim Jong-un, 41")
'xxx xxxx-xx, xx'
"""

from __future__ import annotations

import re
from dataclasses import replace

from runut.publish.view import View
from runut.records import Article, Cluster, CrossConflict, Event, Report, Span

WORD = re.compile(r"\w")
# A disputed value of more characters than this is a sentence, not a day or a number.
VALUE = 40


def without_text(view: View) -> View:
    """The view without the articles' words."""
    return replace(
        view,
        clusters=tuple(_cluster(cluster) for cluster in view.clusters),
        articles=tuple(_article(article) for article in view.articles),
        conflicts=tuple(_conflict(conflict) for conflict in view.conflicts),
        with_text=False,
    )


def masked(text: str) -> str:
    """Every letter and figure an x; what is between them stays."""
    return WORD.sub("x", text)


def place(report: Report) -> str:
    """Where the sentence of a report stands, for those who have the article: "page.html#char=120,260"."""
    return f"{report.source}#char={report.event.evidence.start},{report.event.evidence.end}"


def words(report: Report) -> str:
    """The sentence of a report; where the view has none, the place it stands at."""
    return report.event.evidence.text or place(report)


def sentences_left_out(view: View, kept: str = "") -> tuple[str, ...]:
    """The note about sentences: ``kept`` where the view has text ("all sentences of an event but one")."""
    return ((kept,) if kept else ()) if view.with_text else ("the sentences of the articles (told by their place)",)


def _bare(span: Span) -> Span:
    return replace(span, text="")


def _short(span: Span | None) -> Span | None:
    return span if span is None or len(span.text) <= VALUE else _bare(span)


def _event(event: Event) -> Event:
    return replace(event, evidence=_bare(event.evidence), also=tuple(_bare(span) for span in event.also))


def _report(report: Report) -> Report:
    quotes = tuple(replace(quote, words=_bare(quote.words)) for quote in report.quotes)
    return replace(report, event=_event(report.event), quotes=quotes)


def _cluster(cluster: Cluster) -> Cluster:
    return replace(
        cluster,
        reports=tuple(_report(report) for report in cluster.reports),
        conflicts=tuple(_conflict(conflict) for conflict in cluster.conflicts),
    )


def _conflict(conflict: CrossConflict) -> CrossConflict:
    values = tuple(
        (source, key, value if len(value) <= VALUE and conflict.kind != "quote" else "", _short(span))
        for source, key, value, span in conflict.values
    )
    return replace(conflict, values=values)


def _article(article: Article) -> Article:
    said = tuple(replace(one, content=_bare(one.content)) for one in article.statements)
    document = replace(article.document, text=masked(article.document.text))
    events = tuple(_event(event) for event in article.events)
    return replace(article, document=document, events=events, statements=said, sentences=())
