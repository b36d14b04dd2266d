"""Records as the objects that ``--json`` prints, one a line.

In: articles, clusters, conflicts, statements and rows of listings. Out: plain dictionaries in the key order of the
design, and their bytes; what an article is made of stands in ``json_parts``. It reads nothing and decides nothing;
``json_read`` turns the objects back into records.

>>> dumps({"b": 1, "a": None})
b'{"b":1,"a":null}\\n'
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import orjson

from runut.engines import Engine
from runut.publish.json_parts import (
    Object,
    entity_object,
    event_object,
    event_time_object,
    inner_conflict_object,
    mention_object,
    outlet_object,
    participant_object,
    place_object,
    published_object,
    quantity_object,
    span_object,
    span_or_none,
    speaker_object,
    time_object,
)
from runut.publish.json_read import article_from_object
from runut.records import Article, Cluster, CrossConflict, Entity, Ordinal, Report, Ruling, Statement

__all__ = [
    "ActorRow",
    "actor_object",
    "article_from_object",
    "article_object",
    "article_row_object",
    "cluster_object",
    "conflict_object",
    "dumps",
    "event_object",
    "ruling_object",
    "statement_object",
]


class ActorRow(Protocol):
    """One line of ``actors``: an entity with the names and offices seen and the events it takes part in."""

    @property
    def entity(self) -> Entity:
        """Who it is."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names seen."""

    @property
    def offices(self) -> tuple[str, ...]:
        """The offices seen."""

    @property
    def n_events(self) -> int:
        """In how many events of the chronicle."""


def dumps(obj: Object) -> bytes:
    """One JSON line. Keys keep the order they were given in."""
    return orjson.dumps(obj) + b"\n"


def article_object(article: Article) -> Object:
    """What ``runut read --json`` prints for one article."""
    document = article.document
    return {
        "source": document.source,
        "key": document.key,
        "id": document.id,
        "text": document.text,
        "title": document.title.text if document.title else document.title_given,
        "outlet": outlet_object(document.outlet),
        "language": document.language,
        "published": published_object(article.published),
        "cited_sources": [
            {"name": cited.name, "via": cited.via, "span": span_object(cited.span)} for cited in document.cited_sources
        ],
        "incomplete": document.incomplete,
        "blocks": [
            {"start": block.start, "end": block.end, "label": block.label, "rule": block.rule}
            for block in document.blocks
        ],
        "times": [time_object(time) for time in article.times],
        "entities": [entity_object(entity) for entity in article.entities],
        "mentions": [mention_object(mention) for mention in article.mentions],
        "events": [event_object(event) for event in article.events],
        "statements": [statement_object(statement) for statement in article.statements],
        "quantities": [quantity_object(quantity) for quantity in article.quantities],
        "conflicts": [inner_conflict_object(conflict) for conflict in article.conflicts],
    }


def cluster_object(cluster: Cluster) -> Object:
    """What ``runut timeline --json`` prints for one event of the chronicle."""
    return {
        "id": cluster.id,
        "type": cluster.type,
        "mode": cluster.mode,
        "act": cluster.act,
        "cameo": cluster.cameo,
        "contexts": list(cluster.contexts),
        "status": cluster.status,
        "actors": [participant_object(participant) for participant in cluster.actors],
        "targets": [participant_object(participant) for participant in cluster.targets],
        "place": place_object(cluster.place),
        "time": event_time_object(cluster.time),
        "reports": [_report(report) for report in cluster.reports],
        "independent_sources": cluster.independent_sources,
        "first_reported": cluster.first_reported,
        "conflicts": [conflict_object(conflict) for conflict in cluster.conflicts],
        "status_history": [
            {"date": day, "status": status, "source": source} for day, status, source in cluster.status_history
        ],
        "occasion": cluster.occasion,
        "part_of": cluster.part_of,
        "parts": list(cluster.parts),
        "confidence": cluster.confidence,
        "why": list(cluster.why),
        "decisions": [ruling_object(one) for one in cluster.decisions],
    }


def ruling_object(ruling: Ruling) -> Object:
    """A person's decision on an event."""
    return {
        "id": ruling.id,
        "at": ruling.at,
        "author": ruling.author,
        "verb": ruling.verb,
        "reason": ruling.reason,
        "note": ruling.note,
        "fields": list(ruling.fields),
        "stale": ruling.stale,
    }


def conflict_object(conflict: CrossConflict) -> Object:
    """What ``runut conflicts --json`` prints for one disagreement."""
    return {
        "kind": conflict.kind,
        "event": conflict.event,
        "values": [
            {"source": source, "key": key, "value": value, "span": span_or_none(span)}
            for source, key, value, span in conflict.values
        ],
        "judgement": conflict.judgement,
        "detail": conflict.detail,
    }


def statement_object(statement: Statement, article: Article | None = None) -> Object:
    """A statement; with its article, ``source`` and ``key`` come first, as in ``runut statements --json``."""
    head: Object = {"source": article.document.source, "key": article.document.key} if article else {}
    return head | {
        "speaker": speaker_object(statement.speaker),
        "addressee": speaker_object(statement.addressee) if statement.addressee else None,
        "cue": span_or_none(statement.cue),
        "kind": statement.kind,
        "content": span_object(statement.content),
        "via": list(statement.via),
        "rule": statement.rule,
    }


def article_row_object(
    article: Article, copies_of: Sequence[str], engine: str, read_by: Engine | None = None
) -> Object:
    """A line of ``runut articles --json``: with the sources that it is a copy of, and the version that read it."""
    document = article.document
    return {
        "source": document.source,
        "key": document.key,
        "title": document.title.text if document.title else document.title_given,
        "outlet": outlet_object(document.outlet),
        "published": published_object(article.published),
        "language": document.language,
        "incomplete": document.incomplete,
        "copies_of": sorted(copies_of),
        "n_events": len(article.events),
        "hash": document.sha256,
        "engine": engine,
        "read_by": read_by.digests() if read_by else None,
    }


def actor_object(actor: ActorRow) -> Object:
    """A line of ``runut actors --json``."""
    entity = actor.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "country": entity.country,
        "wikidata": entity.wikidata,
        "aliases": list(actor.aliases),
        "offices": list(actor.offices),
        "n_events": actor.n_events,
    }


def _report(report: Report) -> Object:
    return {
        "source": report.source,
        "key": report.key,
        "article": report.article,
        "outlet": report.outlet,
        "published": published_object(report.published),
        "origin": report.origin,
        "occasion": report.occasion,
        "ordinal": _ordinal(report.ordinal),
    } | event_object(report.event)


def _ordinal(ordinal: Ordinal | None) -> Object | None:
    return {"count": ordinal.count, "doubt": ordinal.doubt, **span_object(ordinal.words)} if ordinal else None
