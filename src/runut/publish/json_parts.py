"""The parts of an article as the objects that ``--json`` prints: events, times, names, places, claims, counts.

In: a record of one article. Out: a plain dictionary in the key order of the design. Dates are ISO strings, spans
``{"start", "end", "text"}``, whole numbers print without a fraction. What holds them stands in ``json_lines``.

>>> span_object(Span(0, 5, "Rusia"))
{'start': 0, 'end': 5, 'text': 'Rusia'}
"""

from __future__ import annotations

from datetime import date

from runut.records import (
    Claim,
    Conflict,
    Entity,
    Event,
    EventTime,
    Mention,
    Outlet,
    Participant,
    Place,
    Published,
    Quantity,
    Span,
    Speaker,
    TimeExpression,
)

Object = dict[str, object]


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
        "actors": [participant_object(participant) for participant in event.actors],
        "targets": [participant_object(participant) for participant in event.targets],
        "place": place_object(event.place),
        "time": event_time_object(event.time),
        "said_by": [claim_object(claim) for claim in event.said_by],
        "trigger": span_object(event.trigger),
        "evidence": span_object(event.evidence),
        "also": [span_object(span) for span in event.also],
        "quantities": [quantity_object(quantity) for quantity in event.quantities],
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
        "span": span_or_none(published.span),
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


def span_or_none(span: Span | None) -> Object | None:
    """The stretch, where there is one."""
    return span_object(span) if span else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def outlet_object(outlet: Outlet | None) -> Object | None:
    """Who published a page."""
    return {"name": outlet.name, "domain": outlet.domain} if outlet else None


def time_object(time: TimeExpression) -> Object:
    """A time expression with the days that it allows."""
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


def mention_object(mention: Mention) -> Object:
    """A noun phrase that names an entity."""
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


def participant_object(participant: Participant) -> Object:
    """An actor or a target."""
    return {
        "entity": participant.entity,
        "name": participant.name,
        "country": participant.country,
        "role": participant.role,
        "mention": span_or_none(participant.mention),
    }


def place_object(place: Place | None) -> Object | None:
    """Where an event happened."""
    if place is None:
        return None
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "mention": span_or_none(place.mention),
    }


def event_time_object(time: EventTime | None) -> Object | None:
    """When an event happened."""
    if time is None:
        return None
    return {
        "value": time.value,
        "earliest": _day(time.earliest),
        "latest": _day(time.latest),
        "basis": time.basis,
        "anchor": time.anchor,
        "mention": span_or_none(time.mention),
    }


def claim_object(claim: Claim) -> Object:
    """Who says that an event is so."""
    return {"name": claim.name, "entity": claim.entity, "cue": claim.cue, "mention": span_or_none(claim.mention)}


def speaker_object(speaker: Speaker) -> Object:
    """Who speaks, or is spoken to."""
    return {"name": speaker.name, "entity": speaker.entity, "mention": span_or_none(speaker.mention)}


def quantity_object(quantity: Quantity) -> Object:
    """A count or measure."""
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


def inner_conflict_object(conflict: Conflict) -> Object:
    """Two things in one article that cannot both be right."""
    return {
        "kind": conflict.kind,
        "detail": conflict.detail,
        "spans": [span_object(span) for span in conflict.spans],
        "repairs": list(conflict.repairs),
    }
