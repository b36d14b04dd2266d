"""The printed objects back into records.

In: an object that ``json_lines.article_object`` wrote. Out: an ``Article``. The public object lacks a few fields of the
store's form (hash, given metadata, repairs, sentences); they take their defaults, and the title's span is looked up
among the title blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from runut.records import (
    Article,
    Block,
    CitedSource,
    Claim,
    Conflict,
    Document,
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
    Statement,
    TimeExpression,
)

Fields = Mapping[str, Any]


def article_from_object(obj: Fields) -> Article:
    """The article of a public object."""
    return Article(
        document=_document(obj),
        published=published_from_object(obj["published"]),
        times=tuple(map(_time, obj["times"])),
        entities=tuple(map(entity_from_object, obj["entities"])),
        mentions=tuple(map(_mention, obj["mentions"])),
        events=tuple(map(event_from_object, obj["events"])),
        statements=tuple(map(statement_from_object, obj["statements"])),
        quantities=tuple(map(_quantity, obj["quantities"])),
        conflicts=tuple(map(_conflict, obj["conflicts"])),
    )


def _document(obj: Fields) -> Document:
    blocks = tuple(Block(item["start"], item["end"], item["label"], item["rule"]) for item in obj["blocks"])
    title = _title(obj["text"], obj["title"], blocks)
    return Document(
        source=obj["source"],
        key=obj["key"],
        id=obj["id"],
        sha256="",
        text=obj["text"],
        title=title,
        title_given=None if title else obj["title"],
        outlet=Outlet(obj["outlet"]["name"], obj["outlet"]["domain"]) if obj["outlet"] else None,
        language=obj["language"],
        blocks=blocks,
        cited_sources=tuple(
            CitedSource(item["name"], item["via"], span_from_object(item["span"])) for item in obj["cited_sources"]
        ),
        metadata_dates=(),
        incomplete=obj["incomplete"],
    )


def _title(text: str, title: str | None, blocks: tuple[Block, ...]) -> Span | None:
    if not title:
        return None
    for block in blocks:
        if block.label == "title":
            at = text.find(title, block.start, block.end)
            if at >= 0:
                return Span(at, at + len(title), title)
    return None


def event_from_object(obj: Fields) -> Event:
    """One event of an article (or of a report in a timeline object)."""
    return Event(
        id=obj["id"],
        type=obj["type"],
        mode=obj["mode"],
        act=obj["act"],
        cameo=obj["cameo"],
        contexts=tuple(obj["contexts"]),
        status=obj["status"],
        actors=tuple(map(_participant, obj["actors"])),
        targets=tuple(map(_participant, obj["targets"])),
        place=_place(obj["place"]),
        time=_event_time(obj["time"]),
        said_by=tuple(map(_claim, obj["said_by"])),
        trigger=span_from_object(obj["trigger"]),
        evidence=span_from_object(obj["evidence"]),
        also=tuple(map(span_from_object, obj["also"])),
        quantities=tuple(map(_quantity, obj["quantities"])),
        confidence=float(obj["confidence"]),
        rule=obj["rule"],
        why=tuple(obj["why"]),
        by_date=bool(obj["by_date"]),
    )


def statement_from_object(obj: Fields) -> Statement:
    """One statement."""
    return Statement(
        speaker=_speaker(obj["speaker"]),
        addressee=_speaker(obj["addressee"]) if obj["addressee"] else None,
        cue=_span(obj["cue"]),
        kind=obj["kind"],
        content=span_from_object(obj["content"]),
        via=tuple(obj["via"]),
        rule=obj["rule"],
    )


def published_from_object(obj: Fields) -> Published:
    """When a page was published."""
    return Published(
        earliest=_day(obj["earliest"]),
        latest=_day(obj["latest"]),
        value=obj["value"],
        basis=obj["basis"],
        span=_span(obj["span"]),
        why=obj["why"],
    )


def entity_from_object(obj: Fields) -> Entity:
    """Somebody or something that mentions point to."""
    return Entity(obj["id"], obj["name"], obj["kind"], obj["country"], obj["wikidata"], obj["office"])


def span_from_object(obj: Fields) -> Span:
    """A stretch of the article's text."""
    return Span(obj["start"], obj["end"], obj["text"])


def _span(obj: Fields | None) -> Span | None:
    return span_from_object(obj) if obj else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _float(value: float | None) -> float | None:
    return None if value is None else float(value)


def _time(obj: Fields) -> TimeExpression:
    return TimeExpression(
        start=obj["start"],
        end=obj["end"],
        text=obj["text"],
        type=obj["type"],
        value=obj["value"],
        mod=obj["mod"],
        earliest=_day(obj["earliest"]),
        latest=_day(obj["latest"]),
        granularity=obj["granularity"],
        anchor=obj["anchor"],
        why=obj["why"],
        ext=MappingProxyType(dict(obj["ext"])),
        flags=tuple(obj["flags"]),
        rule=obj["rule"],
    )


def _mention(obj: Fields) -> Mention:
    return Mention(
        start=obj["start"],
        end=obj["end"],
        text=obj["text"],
        kind=obj["kind"],
        entity=obj["entity"],
        form=obj["form"],
        entities=tuple(obj["entities"]),
        rule=obj["rule"],
    )


def _participant(obj: Fields) -> Participant:
    return Participant(obj["entity"], obj["name"], obj["country"], obj["role"], _span(obj["mention"]))


def _place(obj: Fields | None) -> Place | None:
    if obj is None:
        return None
    return Place(obj["name"], obj["country"], _float(obj["lat"]), _float(obj["lon"]), _span(obj["mention"]))


def _event_time(obj: Fields | None) -> EventTime | None:
    if obj is None:
        return None
    return EventTime(
        value=obj["value"],
        earliest=_day(obj["earliest"]),
        latest=_day(obj["latest"]),
        basis=obj["basis"],
        anchor=obj["anchor"],
        mention=_span(obj["mention"]),
    )


def _claim(obj: Fields) -> Claim:
    return Claim(obj["name"], obj["entity"], obj["cue"], _span(obj["mention"]))


def _speaker(obj: Fields) -> Speaker:
    return Speaker(obj["name"], obj["entity"], _span(obj["mention"]))


def _quantity(obj: Fields) -> Quantity:
    return Quantity(
        start=obj["start"],
        end=obj["end"],
        text=obj["text"],
        value=float(obj["value"]),
        upper=_float(obj["upper"]),
        approximator=obj["approximator"],
        unit=obj["unit"],
        of=obj["of"],
        said_by=obj["said_by"],
        rule=obj["rule"],
    )


def _conflict(obj: Fields) -> Conflict:
    return Conflict(obj["kind"], obj["detail"], tuple(map(span_from_object, obj["spans"])), tuple(obj["repairs"]))
