"""Fuse: reports of one event from many articles become one line of the chronicle.

In: articles as read. Out: ``Fusion``: the clusters and the copies among the articles. The order of the articles does
not matter, and an article added later changes only the clusters that it touches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from runut.fuse.clustering import cluster
from runut.fuse.copies import Copy, Text, find_copies
from runut.fuse.merging import merge
from runut.fuse.occasion import Named, occasion_of, occasions_of
from runut.fuse.origins import origin_of
from runut.fuse.pairs import Telling, countries, ids
from runut.fuse.tallies import with_tallies
from runut.records import Article, Cluster, Event, Report

__all__ = ["Copy", "Fusion", "article_prose", "fuse"]

WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Fusion:
    """The chronicle's events and which articles copy which."""

    clusters: tuple[Cluster, ...]
    copies: tuple[Copy, ...]


def article_prose(article: Article) -> str:
    """The article's own words: what copies are compared on."""
    text = article.document.text
    return "\n".join(text[b.start : b.end] for b in article.document.blocks if b.label == "body")


def fuse(articles: Iterable[Article]) -> Fusion:
    """Merge the events of ``articles``."""
    listed = sorted(articles, key=lambda article: article.document.id)
    copies = find_copies(Text(a.document.id, article_prose(a), a.published.earliest) for a in listed)
    original = {copy.id: copy.of for copy in copies}
    tellings: list[Telling] = []
    for article in listed:
        named = occasions_of(article)
        tellings.extend(_telling(_report(article, event, original, named)) for event in article.events)
    clusters = sorted((merge(group) for group in cluster(tellings)), key=_chronological)
    return Fusion(tuple(with_tallies(clusters, listed)), copies)


def _report(article: Article, event: Event, original: Mapping[str, str], named: Sequence[Named]) -> Report:
    document = article.document
    return Report(
        article=document.id,
        source=document.source,
        key=document.key,
        outlet=document.outlet.name if document.outlet else None,
        published=article.published,
        origin=origin_of(article, event, original),
        event=event,
        occasion=occasion_of(event, named),
    )


def _telling(report: Report) -> Telling:
    event = report.event
    words = frozenset(word.lower() for word in WORD.findall(event.evidence.text))
    return Telling(
        report, words, ids(event.actors), ids(event.targets), countries(event.actors), countries(event.targets)
    )


def _chronological(event: Cluster) -> tuple[str, str, str]:
    """By day; undated events after the dated ones."""
    when = str(event.time.earliest) if event.time and event.time.earliest else "~"
    return (when, event.first_reported or "~", event.id)
