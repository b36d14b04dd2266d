"""Records as the objects that ``--json`` prints, one a line.

In: articles, clusters, conflicts, statements and rows of listings. Out: plain dictionaries in the key order of the
design, and their bytes. Dates are ISO strings, spans ``{"start", "end", "text"}``, whole numbers print without a
fraction. It reads nothing and decides nothing; ``json_read`` turns the objects back into records.

>>> dumps({"b": 1, "a": None})
b'{"b":1,"a":null}\\n'
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import orjson

from runut.engines import Engine
from runut.publish.json_read import article_from_object
from runut.records import (
    Article,
    Claim,
    Cluster,
    Conflict,
    CrossConflict,
    Entity,
    Event,
    EventTime,
    Mention,
    Outlet,
    Participant,
    Place,
    Published,
    Quantity,
    Report,
    Ruling,
    Span,
    Speaker,
    Statement,
    TimeExpression,
)

__all__ = [
    "ActorRow",
    "actor_object",
    "article_from_object",
    "article_object",
    "article_row_object",
    "cluster_object",
    "conflict_object",
    "dumps",
    "ruling_object",
    "statement_object",
]

Object = dict[str, object]


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
        "outlet": _outlet(document.outlet),
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
        "times": [_time(time) for time in article.times],
        "entities": [entity_object(entity) for entity in article.entities],
        "mentions": [_mention(mention) for mention in article.mentions],
        "events": [event_object(event) for event in article.events],
        "statements": [statement_object(statement) for statement in article.statements],
        "quantities": [_quantity(quantity) for quantity in article.quantities],
        "conflicts": [_conflict(conflict) for conflict in article.conflicts],
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
        "actors": [_participant(participant) for participant in cluster.actors],
        "targets": [_participant(participant) for participant in cluster.targets],
        "place": _place(cluster.place),
        "time": _event_time(cluster.time),
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
            {"source": source, "key": key, "value": value, "span": _span(span)}
            for source, key, value, span in conflict.values
        ],
        "judgement": conflict.judgement,
        "detail": conflict.detail,
    }


def statement_object(statement: Statement, article: Article | None = None) -> Object:
    """A statement; with its article, ``source`` and ``key`` come first, as in ``runut statements --json``."""
    head: Object = {"source": article.document.source, "key": article.document.key} if article else {}
    return head | {
        "speaker": _speaker(statement.speaker),
        "addressee": _speaker(statement.addressee) if statement.addressee else None,
        "cue": _span(statement.cue),
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
        "outlet": _outlet(document.outlet),
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


def event_object(event: Event) -> Object:
    """One event of one article."""
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "act": event.act,
        "cameo": event.cameo,
        "contexts": list(event.contexts),
        "status": event.status,
        "actors": [_participant(participant) for participant in event.actors],
        "targets": [_participant(participant) for participant in event.targets],
        "place": _place(event.place),
        "time": _event_time(event.time),
        "said_by": [_claim(claim) for claim in event.said_by],
        "trigger": span_object(event.trigger),
        "evidence": span_object(event.evidence),
        "also": [span_object(span) for span in event.also],
        "quantities": [_quantity(quantity) for quantity in event.quantities],
        "confidence": event.confidence,
        "rule": event.rule,
        "why": list(event.why),
        "by_date": event.by_date,
    }


def published_object(published: Published) -> Object:
    """When a page was published, with what it rests on."""
    return {
        "earliest": _day(published.earliest),
        "latest": _day(published.latest),
        "value": published.value,
        "basis": published.basis,
        "span": _span(published.span),
        "why": published.why,
    }


def entity_object(entity: Entity) -> Object:
    """Somebody or something that mentions point to."""
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "country": entity.country,
        "wikidata": entity.wikidata,
        "office": entity.office,
    }


def span_object(span: Span) -> Object:
    """A stretch of the article's text."""
    return {"start": span.start, "end": span.end, "text": span.text}


def _report(report: Report) -> Object:
    return {
        "source": report.source,
        "key": report.key,
        "article": report.article,
        "outlet": report.outlet,
        "published": published_object(report.published),
        "origin": report.origin,
        "occasion": report.occasion,
    } | event_object(report.event)


def _span(span: Span | None) -> Object | None:
    return span_object(span) if span else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def _outlet(outlet: Outlet | None) -> Object | None:
    return {"name": outlet.name, "domain": outlet.domain} if outlet else None


def _time(time: TimeExpression) -> Object:
    return {
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "type": time.type,
        "value": time.value,
        "mod": time.mod,
        "earliest": _day(time.earliest),
        "latest": _day(time.latest),
        "anchor": time.anchor,
        "ext": {name: time.ext[name] for name in sorted(time.ext)},
        "flags": list(time.flags),
        "granularity": time.granularity,
        "why": time.why,
        "rule": time.rule,
    }


def _mention(mention: Mention) -> Object:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "entity": mention.entity,
        "form": mention.form,
        "entities": list(mention.entities),
        "rule": mention.rule,
    }


def _participant(participant: Participant) -> Object:
    return {
        "entity": participant.entity,
        "name": participant.name,
        "country": participant.country,
        "role": participant.role,
        "mention": _span(participant.mention),
    }


def _place(place: Place | None) -> Object | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "mention": _span(place.mention),
    }


def _event_time(time: EventTime | None) -> Object | None:
    if time is None:
        return None
    return {
        "value": time.value,
        "earliest": _day(time.earliest),
        "latest": _day(time.latest),
        "basis": time.basis,
        "anchor": time.anchor,
        "mention": _span(time.mention),
    }


def _claim(claim: Claim) -> Object:
    return {"name": claim.name, "entity": claim.entity, "cue": claim.cue, "mention": _span(claim.mention)}


def _speaker(speaker: Speaker) -> Object:
    return {"name": speaker.name, "entity": speaker.entity, "mention": _span(speaker.mention)}


def _quantity(quantity: Quantity) -> Object:
    return {
        "value": _number(quantity.value),
        "upper": _number(quantity.upper),
        "approximator": quantity.approximator,
        "unit": quantity.unit,
        "of": quantity.of,
        "said_by": quantity.said_by,
        "start": quantity.start,
        "end": quantity.end,
        "text": quantity.text,
        "rule": quantity.rule,
    }


def _conflict(conflict: Conflict) -> Object:
    return {
        "kind": conflict.kind,
        "detail": conflict.detail,
        "spans": [span_object(span) for span in conflict.spans],
        "repairs": list(conflict.repairs),
    }
